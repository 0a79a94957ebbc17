"""Temporal expressions: a sentence and its day of publication in, TIMEX3 values and days out."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple

import pandas as pd
import pytest

from broadsheet.annotating.english.dates import find_dates
from broadsheet.annotating.parser.parsed import Date, ParsedArticle
from broadsheet.annotating.parser.pipeline import load_model


class Case(NamedTuple):
    text: str
    published: str
    expression: str
    type: str
    value: str
    earliest: str
    latest: str
    against: str


AGAINST = {"p": "publication day", "u": "unresolved", "-": None}
CASES = [
    Case(*line.split("|"))
    for line in (Path(__file__).parent / "cases" / "dates.csv").read_text(encoding="utf-8").splitlines() if not line.startswith("#")
]


@cache
def article(text: str, published: str = "") -> ParsedArticle:
    day = pd.Timestamp(published, tz="UTC") if published else None
    return ParsedArticle("a", text, None, None, day, "day" if published else None, "en", None, load_model()(text), ())


def dates(text: str, published: str = "") -> list[Date]:
    return find_dates(article(text, published))


def iso(day: pd.Timestamp | None) -> str:
    return "" if day is None else day.date().isoformat()


def test_there_are_at_least_120_cases() -> None:
    assert len(CASES) >= 120


def test_the_rule_keeps_the_zone_of_a_time() -> None:
    assert dates("The gates opened at 7:15 p.m. EST.", "2025-10-17")[0].rule == "time: UTC-05:00"


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c.published or 'no day'}: {c.text[:60]} [{c.expression}]")
def test_expression_and_day_give_the_value(case: Case) -> None:
    found = dates(case.text.replace("\\n", "\n"), case.published)
    if not case.expression:
        assert [d.text for d in found] == []
        return
    by_text = {d.text: d for d in found}
    assert case.expression in by_text
    d = by_text[case.expression]
    assert (d.type, d.value, iso(d.earliest), iso(d.latest)) == (case.type, case.value, case.earliest, case.latest)
    if case.against == "t":
        assert d.resolved_against is not None and d.resolved_against.startswith("text: ")
    else:
        assert d.resolved_against == AGAINST[case.against]
