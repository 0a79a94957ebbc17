"""Which of the roles that are stated of an actor is shown."""

from __future__ import annotations

import pytest
from tests.analysis.invented_layers import invented_layers

from broadsheet.analysis.counting.stated_roles import held_roles

DAYS = {"a": "2025-01-10", "b": "2025-01-20", "c": "2025-02-01", "d": "2025-02-10", "e": "2025-02-12", "f": "2025-12-01"}


@pytest.mark.parametrize(("stated", "shown"), [
    ({"a": "prime minister", "b": "prime minister", "c": "doctor of microbiology"}, "prime minister"),
    ({"a": "minister", "b": "minister", "c": "former minister"}, "former minister"),
    ({"a": "former governor", "b": "former governor", "c": "presidential candidate"}, "presidential candidate"),
    ({"a": "candidate", "b": "candidate", "f": "president"}, "president"),
    ({"a": "Finance Minister", "b": "finance minister", "c": "minister"}, "finance minister"),
    ({"a": "then governor"}, "then governor"),
    ({"a": "envoy", "b": "pilot"}, "pilot"),
], ids=[
    "most articles", "held no longer", "now before then", "long ago counts less", "one office, most used wording", "only former",
    "a tie: newest",
])
def test_the_role_shown_is_held_and_attested_best(stated: dict[str, str], shown: str) -> None:
    articles = [(article, "Lantern", day, None, ["Noll left."]) for article, day in DAYS.items()]
    layers = invented_layers(articles, [("noll", article, role, None, None) for article, role in stated.items()])
    assert held_roles(layers)["role"].tolist() == [shown]


def test_no_roles_give_no_rows() -> None:
    assert held_roles(invented_layers([("a", "Lantern", "2025-01-10", None, ["Noll left."])])).empty
