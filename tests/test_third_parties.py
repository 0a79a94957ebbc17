"""Where parts of ours stand in for other libraries': one variable turns them off, one warning says so, and releases have an upper bound."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from broadsheet.third_parties import STOCK, StockPartWarning, stock_only, warn_refused

PROJECT = tomllib.loads((Path(__file__).resolve().parents[1] / "pyproject.toml").read_text(encoding="utf-8"))["project"]
REACHED_INTO = ("spacy", "thinc", "onnxruntime", "papermill")
"""Libraries whose insides we replace, or whose modules below the documented ones we use."""


@pytest.mark.parametrize(("value", "stock"), [(None, False), ("", False), ("0", False), ("1", True), ("true", True)])
def test_one_variable_turns_all_parts_of_ours_off(monkeypatch: pytest.MonkeyPatch, value: str | None, stock: bool) -> None:
    monkeypatch.delenv(STOCK, raising=False)
    if value is not None:
        monkeypatch.setenv(STOCK, value)
    assert stock_only() is stock


def test_the_warning_says_what_is_used_instead_and_how_to_be_rid_of_it() -> None:
    with pytest.warns(StockPartWarning, match=r"^the memory, the encoder: ours and that of spaCy 3.9 .*BROADSHEET_STOCK=1"):
        warn_refused(["the memory", "the encoder"], "spaCy 3.9")


@pytest.mark.parametrize("name", REACHED_INTO)
def test_what_we_reach_into_has_an_upper_bound(name: str) -> None:
    asked = [Requirement(line) for line in PROJECT["dependencies"]]
    bound = next(one.specifier for one in asked if one.name == name)
    assert any(part.operator in ("<", "==", "~=") for part in bound)
