"""Who is written about most: a few articles in, the rows out."""

from __future__ import annotations

import pytest
from tests.analysis.actors.news_layers import news_layers

from broadsheet.analysis import actor_ranking
from broadsheet.annotating import Layers


@pytest.fixture
def layers() -> Layers:
    return news_layers()


def test_ranking_counts_copies_apart(layers: Layers) -> None:
    ranking = actor_ranking(layers)
    columns = ["name", "mentions", "articles", "articles_with_copies", "outlets", "outlets_with_copies"]
    assert ranking[columns].values.tolist() == [
        ["Noll", 4, 3, 4, 3, 3], ["Kosovo", 2, 2, 2, 2, 2], ["Petrov", 1, 1, 1, 1, 1], ["Tallow", 1, 1, 2, 1, 2],
    ]
    assert ranking["share"].tolist() == [0.5, 0.25, 0.125, 0.125]
    assert ranking["role"].iloc[0] == "former minister"


def test_ranking_rests_on_a_sentence(layers: Layers) -> None:
    row = actor_ranking(layers).iloc[1]
    text = layers.articles.set_index("article_id")["text"][row["article_id"]]
    assert text[row["start"]:row["end"]] == "Kosovo waited."


def test_ranking_of_a_kind_and_the_first_few(layers: Layers) -> None:
    assert actor_ranking(layers, kind="country")["name"].tolist() == ["Kosovo"]
    assert actor_ranking(layers, top=1)["name"].tolist() == ["Noll"]
