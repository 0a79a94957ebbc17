"""Outlets side by side: a difference only where its interval says so."""

from __future__ import annotations

from tests.analysis.sentiment.invented_stances import articles_on
from tests.invented_layers import layers_of

from broadsheet.analysis import answered, stance_by_outlet


def test_an_outlet_differs_only_if_its_interval_says_so() -> None:
    harsh = articles_on("Ada Moss", [-0.9, -0.8, -0.9, -0.7, -0.8, -0.9], source="Northgate Post")
    mild = articles_on("Ada Moss", [0.1, 0.0, 0.2, 0.1, 0.0, 0.1])
    table = stance_by_outlet(layers_of(harsh + mild)).set_index("source")
    assert table.loc["Northgate Post", "differs"] == "yes"
    assert table.loc["Northgate Post", "difference"] < 0
    alike = articles_on("Ada Moss", [0.1, -0.1] * 3) + articles_on("Ada Moss", [0.1, -0.1] * 3, source="Northgate Post")
    assert set(stance_by_outlet(layers_of(alike))["differs"]) == {"no"}


def test_the_finding_says_which_outlet_differs() -> None:
    harsh = articles_on("Ada Moss", [-0.9, -0.8, -0.9, -0.7, -0.8, -0.9], source="Northgate Post")
    mild = articles_on("Ada Moss", [0.1, 0.0, 0.2, 0.1, 0.0, 0.1])
    assert answered("stance_by_outlet", layers_of(harsh + mild)).finding == (
        "Northgate Post writes more negative of Ada Moss than the others and 1 more"
    )
    assert answered("stance_by_outlet", layers_of(mild)).finding == "Not enough evidence that any outlet differs from the others"
