"""An actor by name, alias or id: whom a name means for a focus, which may choose, and for a correction, which may not."""

from __future__ import annotations

import pandas as pd
import pytest

from broadsheet import Layers, schemas
from broadsheet.corrections import AmbiguousActor, UnknownActor, actors_called, find_actor
from broadsheet.corrections.actor_names import named_actor

ACTORS = [
    ("person:ada-noll", "Ada Noll", "person", None), ("person:bren-noll", "Bren Noll", "person", None),
    ("person:cora-venn", "Cora Venn", "person", None), ("organisation:cora-venn", "Cora Venn", "organisation", None),
    ("country:xk", "Kosovo", "country", "XK"),
]
ALIASES = [
    ("person:ada-noll", "Noll", 9), ("person:bren-noll", "Noll", 4), ("person:ada-noll", "Minister", 3),
    ("person:bren-noll", "Minister", 2),
    ("person:cora-venn", "Venn", 5), ("organisation:cora-venn", "Venn Ltd", 1), ("country:xk", "Republic of Kosovo", 2),
]


@pytest.fixture(scope="module")
def tables() -> tuple[pd.DataFrame, pd.DataFrame]:
    return schemas.frame("actors", ACTORS), schemas.frame("aliases", ALIASES)


@pytest.fixture(scope="module")
def layers(tables: tuple[pd.DataFrame, pd.DataFrame]) -> Layers:
    empty = {name: schemas.frame(name) for name in (*schemas.LAYERS, "articles")}
    return Layers(**empty | {"actors": tables[0], "aliases": tables[1]})


@pytest.mark.parametrize(("name", "called"), [
    ("person:bren-noll", {"person:bren-noll": 0}), ("Ada Noll", {"person:ada-noll": 12}), ("  ada   NOLL ", {"person:ada-noll": 12}),
    ("Noll", {"person:ada-noll": 9, "person:bren-noll": 4}), ("cora venn", {"person:cora-venn": 5, "organisation:cora-venn": 1}),
    ("republic of kosovo", {"country:xk": 2}), ("Nobody", {}), ("", {}),
])
def test_whom_a_name_may_mean(tables: tuple[pd.DataFrame, pd.DataFrame], name: str, called: dict[str, int]) -> None:
    assert actors_called(*tables, name).to_dict() == called


@pytest.mark.parametrize(("name", "actor_id"), [
    ("country:xk", "country:xk"), ("Kosovo", "country:xk"), ("Noll", "person:ada-noll"), ("Cora Venn", "person:cora-venn"),
])
def test_a_focus_means_whoever_is_called_so_most(layers: Layers, name: str, actor_id: str) -> None:
    assert find_actor(layers, name) == actor_id


@pytest.mark.parametrize(("name", "error", "message"), [
    ("Minister", AmbiguousActor, "focus 'Minister' may be 'person:ada-noll', 'person:bren-noll'; give one of these ids"),
    ("Ada Nol", UnknownActor, "no actor is called 'Ada Nol'; did you mean 'Ada Noll'"), (" ", UnknownActor, "focus is empty"),
    ("xqzw", UnknownActor, "the table `aliases` has all names"),
])
def test_a_focus_that_means_nobody_or_several_is_refused(layers: Layers, name: str, error: type, message: str) -> None:
    with pytest.raises(error, match=message):
        find_actor(layers, name)


def test_a_correction_does_not_choose_among_several(tables: tuple[pd.DataFrame, pd.DataFrame]) -> None:
    assert named_actor(*tables, "venn") == "person:cora-venn"
    with pytest.raises(AmbiguousActor) as raised:
        named_actor(*tables, "Noll")
    assert raised.value.actor_ids == ["person:ada-noll", "person:bren-noll"]
    with pytest.raises(UnknownActor, match="no actor is called 'Nobody'"):
        named_actor(*tables, "Nobody")
