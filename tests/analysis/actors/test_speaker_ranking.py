"""Who speaks most: a handful of quotations in, the rows out."""

from __future__ import annotations

import pytest
from tests.analysis.actors.spoken_layers import spoken_layers, without_quotes

from broadsheet.analysis import speaker_ranking
from broadsheet.annotating import Layers


@pytest.fixture
def layers() -> Layers:
    return spoken_layers()


def test_a_speaker_counts_once_per_statement_and_copies_do_not_count(layers: Layers) -> None:
    ranked = speaker_ranking(layers).set_index("actor_id")
    # Ellison: slow ministry (a); the treaty, in b and c one statement though c has more of it; what she believes is none
    assert ranked.loc["ellison", ["statements", "articles", "outlets"]].tolist() == [2, 3, 2]
    assert ranked.loc["ellison", "direct"] == pytest.approx(0.5)
    assert ranked.index.tolist() == ["ellison", "renner"]


def test_ranking_has_name_last_role_and_evidence(layers: Layers) -> None:
    first = speaker_ranking(layers, top=1).iloc[0]
    assert (first["name"], first["role"]) == ("Mara Ellison", "minister")
    text = layers.articles.set_index("article_id")["text"][first["article_id"]]
    assert text[first["start"]:first["end"]] == "We will not sign the treaty before the spring comes"


def test_ranking_of_nothing_is_empty_with_its_columns(layers: Layers) -> None:
    nothing = speaker_ranking(without_quotes(layers))
    assert len(nothing) == 0 and list(nothing.columns) == list(speaker_ranking(layers).columns)
