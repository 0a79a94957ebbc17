"""A focus is one actor, by name, alias or id."""

from __future__ import annotations

import dataclasses

import pandas as pd
import pytest
from tests.analysis.actors.news_layers import news_layers

from broadsheet.annotating import Layers
from broadsheet.corrections import find_actor
from broadsheet.errors import RequestError


@pytest.fixture
def layers() -> Layers:
    return news_layers()


@pytest.mark.parametrize("focus", ["noll", "Noll", "NOLL", " Noll "])
def test_a_focus_is_an_id_a_name_or_an_alias(layers: Layers, focus: str) -> None:
    assert find_actor(layers, focus) == "noll"


@pytest.mark.parametrize(("focus", "message"), [
    ("Nol", "did you mean 'Noll'"), ("", "focus is empty"), ("zzzz", "no actor is called 'zzzz'"),
])
def test_a_focus_that_nobody_has(layers: Layers, focus: str, message: str) -> None:
    with pytest.raises(RequestError, match=message):
        find_actor(layers, focus)


def test_an_alias_of_several_is_refused_with_their_ids(layers: Layers) -> None:
    shared = pd.DataFrame({"actor_id": ["noll", "tallow"], "alias": ["Boss", "Boss"], "mentions": [3, 2]})
    several = dataclasses.replace(layers, aliases=pd.concat([layers.aliases, shared], ignore_index=True))
    with pytest.raises(RequestError, match="'noll', 'tallow'"):
        find_actor(several, "boss")
    stands_out = shared.assign(mentions=[4, 2])
    assert find_actor(dataclasses.replace(layers, aliases=stands_out), "boss") == "noll"
