"""Layers with columns of one's own, or with further articles beside them."""

from __future__ import annotations

import pandas as pd
import pytest
from tests.invented_layers import Told, layers_of

from broadsheet.analysis import narrowed, with_articles, with_columns
from broadsheet.errors import RequestError

LAYERS = layers_of([Told("a", "Ada Moss spoke."), Told("b", "Bo Finch spoke.", source=None, day="2025-05-09")])
OWN = pd.DataFrame({"source": ["The Harbour Courier"], "country": ["XK"]})


def test_columns_of_ones_own_stand_behind_those_of_the_table_also_when_narrowed() -> None:
    made = with_columns(LAYERS, OWN, on="source")
    assert made.articles.drop(columns="country").equals(LAYERS.articles)
    assert made.articles["country"].fillna("-").tolist() == ["XK", "-"]
    assert narrowed(made, since="2025-05-09").articles["country"].isna().tolist() == [True]
    assert "country" not in LAYERS.articles


@pytest.mark.parametrize(("table", "on", "message"), [
    (OWN, "outlet", "the table has no column 'outlet' to join on; it has source, country"),
    (pd.concat([OWN, OWN]), "source", "the table has source 'The Harbour Courier' twice"),
    (OWN.assign(title="x"), "source", "articles have a column 'title' already"),
])
def test_a_table_that_cannot_be_joined_is_refused(table: pd.DataFrame, on: str, message: str) -> None:
    with pytest.raises(RequestError, match=message):
        with_columns(LAYERS, table, on=on)


def test_further_articles_stand_beside_the_layers() -> None:
    early = narrowed(LAYERS, until="2025-05-05")
    made = with_articles(early, LAYERS.articles)
    assert made.articles["article_id"].tolist() == ["a", "b"] and made.mentions.equals(early.mentions)
    assert len(early.articles) == 1
