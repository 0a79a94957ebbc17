"""Who is spoken of and never heard."""

from __future__ import annotations

import pytest
from tests.analysis.actors.spoken_layers import spoken_layers, without_quotes

from broadsheet.analysis import answered, only_spoken_about
from broadsheet.annotating import Layers


@pytest.fixture
def layers() -> Layers:
    return spoken_layers()


def test_who_is_spoken_of_and_never_quoted_is_unheard(layers: Layers) -> None:
    unheard = only_spoken_about(layers)
    assert unheard[["name", "kind", "statements", "speakers"]].values.tolist() == [["Ministry", "organisation", 1, 1]]
    answer = answered("only_spoken_about", layers)
    texts = layers.articles.set_index("article_id")["text"]
    assert [texts[a][s:e] for _, a, s, e in answer.evidence.itertuples(index=False)] == ["the ministry was slow"]


def test_the_sentence_says_whether_these_are_all(layers: Layers) -> None:
    assert answered("only_spoken_about", layers).finding == "1 actor is named in what others say, and quoted nowhere"
    assert answered("only_spoken_about", layers, top=1).finding == "At least 1 actor is named in what others say, and quoted nowhere"
    assert answered("only_spoken_about", without_quotes(layers)).finding == "Everybody who is spoken of is heard too."
