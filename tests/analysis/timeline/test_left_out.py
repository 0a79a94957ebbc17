"""What some outlets tell, and others at work on the same days do not."""

from __future__ import annotations

import pandas as pd
import pytest
from tests.analysis.timeline.harbour_layers import harbour_layers, no_layers

import broadsheet as bs
from broadsheet.analysis import left_out
from broadsheet.annotating.layers import Layers


@pytest.fixture(scope="module")
def layers() -> Layers:
    return harbour_layers()


def test_who_was_at_work_and_did_not_tell_left_it_out(layers: Layers) -> None:
    """The copyist carries what it copied; an outlet that published nothing around it left nothing out."""
    row = left_out(layers).iloc[0]
    assert (row["earliest"], row["told_by"]) == (pd.Timestamp("2025-06-13"), "Ellan Gazette, Marran Post, The Copyist")
    assert (row["left_out_by"], row["outlets_telling"], row["outlets_at_work"]) == ("The Herring", 3, 4)


def test_what_one_outlet_tells_is_no_omission_and_a_copy_is_no_second_teller(layers: Layers) -> None:
    assert not left_out(layers)["sentence"].str.contains("fleet|aviary").any()
    alone = layers.articles[layers.articles["article_id"].isin(["a1", "a2", "a4"])]
    kept = {name: frame[frame["article_id"].isin(alone["article_id"])] for name, frame in (("events", layers.events),
                                                                                           ("sentences", layers.sentences))}
    assert left_out(Layers(**{**layers.frames(), "articles": alone, **kept})).empty


def test_no_article_gives_an_empty_answer() -> None:
    assert left_out(no_layers()).empty
    assert bs.ask("left_out", no_layers()).finding == "Every story that several outlets tell is told by all that were at work."


def test_a_row_is_proved_by_those_who_tell_it_and_by_an_article_of_each_who_does_not(layers: Layers) -> None:
    """The copy and the article of the silent outlet are shown whole: no passage in them is the report."""
    answer = bs.ask("left_out", layers)
    first = answer.evidence[answer.evidence["row"] == 0]
    assert dict(zip(first["article_id"], first["start"].isna(), strict=True)) == {"a0": False, "a1": False, "a4": True, "a2": True}
    assert answer.finding == "1 story that at least two outlets tell is not found in others at work then; in The Herring most often: 1"


@pytest.mark.parametrize(("fewest", "said"), [(1, "that an outlet tells"), (3, "that at least 3 outlets tell")])
def test_the_sentence_says_how_many_outlets_were_asked_for(layers: Layers, fewest: int, said: str) -> None:
    answer = bs.ask("left_out", layers, fewest=fewest)
    assert said in answer.finding if len(answer.frame) else fewest == 3
