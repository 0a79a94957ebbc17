"""Two outlets on the stories that both tell: no difference without enough stories."""

from __future__ import annotations

import pandas as pd
from tests.analysis.sentiment.invented_stances import stories
from tests.invented_layers import layers_of

from broadsheet.analysis import answered, outlet_pairs


def test_two_outlets_differ_only_with_enough_stories_and_an_interval_that_says_so() -> None:
    answer = answered("outlet_pairs", stories([(0.5, -0.4), (0.6, -0.5), (0.4, -0.3), (0.7, -0.2), (0.5, -0.6), (0.3, -0.4)]))
    apart = answer.frame
    assert apart[["source", "other_source"]].to_numpy().tolist() == [["Northgate Post", "The Harbour Courier"]]
    assert apart[["stories", "differs"]].to_numpy().tolist() == [[6, "yes"]]
    assert apart["difference_high"].iloc[0] < 0
    assert answer.finding == "On the same stories Northgate Post writes more negatively than The Harbour Courier"
    few = outlet_pairs(stories([(0.5, -0.4), (0.6, -0.5)]))
    assert few["differs"].tolist() == ["not enough evidence"]
    assert few["difference"].isna().all()
    alike = answered("outlet_pairs", stories([(0.5, -0.4), (-0.4, 0.5)] * 3))
    assert alike.frame["differs"].tolist() == ["no"]
    assert "more than chance" in alike.finding


def test_no_article_gives_an_empty_frame() -> None:
    layers = layers_of([])
    assert outlet_pairs(layers).empty
    assert answered("outlet_pairs", layers).finding.startswith("Not enough")
    pd.testing.assert_index_equal(outlet_pairs(layers).columns, outlet_pairs(stories([(0.8, -0.7)])).columns)
