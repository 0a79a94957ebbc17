"""Answers as files for other programs, and the lines that correct them."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import pandas as pd
import pytest
from tests.analysis.invented_layers import invented_layers

from broadsheet.corrections import parse_corrections
from broadsheet.display import ask, save_table, to_correct
from broadsheet.errors import RequestError

TABLE = pd.DataFrame({
    "person": ["Ada Noll", None], "text": ["=1+1 “schön”\nline", "no"], "date": pd.to_datetime(["2025-10-09 08:00", None], utc=True),
    "agreement": pd.array([True, None], dtype="boolean"),
})


def test_json_lines_hold_every_value_as_it_is(tmp_path: Path) -> None:
    lines = save_table(TABLE, tmp_path / "made" / "quotes.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line) for line in lines] == [
        {"person": "Ada Noll", "text": "=1+1 “schön”\nline", "date": "2025-10-09T08:00:00Z", "agreement": True},
        {"person": None, "text": "no", "date": None, "agreement": None},
    ]


def test_csv_opens_no_formula(tmp_path: Path) -> None:
    read = pd.read_csv(save_table(TABLE, tmp_path / "quotes.csv"))
    assert read["person"].tolist()[0] == "Ada Noll" and not read["text"].iloc[0].startswith("=")


def test_other_endings_are_refused(tmp_path: Path) -> None:
    with pytest.raises(RequestError, match=r"'\.xlsx'"):
        save_table(TABLE, tmp_path / "quotes.xlsx")


def test_lines_that_correct_are_those_of_the_rows_each_once() -> None:
    layers = invented_layers([("a", "Lantern", "2025-10-01", None, ["Noll met Tallow."])])
    answer = ask("co_occurrence", layers)
    twice = dataclasses.replace(answer, frame=pd.concat([answer.frame, answer.frame.assign(actor_id="tallow"), answer.frame]))
    made = to_correct(twice)
    parse_corrections(str(made))
    assert [entry.splitlines()[1] for entry in made.entries] == ['actor = "noll"', 'actor = "tallow"']
    assert "<pre>[[actors]]" in made._repr_html_()
    assert len(to_correct(twice, rows=1).entries) == 1
    assert to_correct(ask("quote_ledger", layers))._repr_html_() == ""
