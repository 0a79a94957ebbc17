"""Who came into the news, and who left it."""

from __future__ import annotations

import pytest
from tests.analysis.actors.news_layers import news_layers

from broadsheet.analysis import answered, new_and_vanished
from broadsheet.annotating import Layers


@pytest.fixture
def layers() -> Layers:
    return news_layers()


def test_new_and_vanished(layers: Layers) -> None:
    changes = new_and_vanished(layers, since="2025-10-10")
    assert changes[["change", "name"]].values.tolist() == [["new", "Petrov"], ["vanished", "Noll"], ["vanished", "Tallow"]]


def test_nobody_is_new_where_nothing_came_before(layers: Layers) -> None:
    assert new_and_vanished(layers, since="2020-01-01").empty


def test_the_sentence_says_who_is_new_and_who_is_gone(layers: Layers) -> None:
    assert answered("new_and_vanished", layers, since="2025-10-10").finding == "Petrov is new; Noll and Tallow are gone"
    assert answered("new_and_vanished", layers, since="2020-01-01").finding == "Nobody came or went."
