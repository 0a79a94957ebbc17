"""What holds of every temporal expression, whatever the text and the day of publication."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache

import pandas as pd
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc

from broadsheet.annotating.dates.values import add_units, period, unit_value
from broadsheet.annotating.english.dates import find_dates
from broadsheet.annotating.parser.parsed import Date, ParsedArticle
from broadsheet.annotating.parser.pipeline import load_model

MODEST = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
DAYS = st.dates(date(1950, 1, 1), date(2060, 12, 31))

EXPRESSIONS = st.sampled_from([
    "on Oct. 22", "on 29 February", "in May", "last week", "next month", "two days later", "the previous year", "earlier this month",
    "on Thursday",
    "by Friday night", "since last Monday", "in the third quarter", "over the weekend", "in the winter", "at 3 p.m.", "on the 31st",
    "a year earlier",
    "in the 1990s", "in 2008", "on 31 December 1999", "every Monday", "three weeks ago", "in the past two years", "recently",
    "at Christmas", "in 480 BC",
    "in the first half of the year", "in the last week of February 2024", "tomorrow", "tonight", "a century ago",
    "two thousand years ago", "in mid-October",
])
CLAUSES = st.tuples(st.sampled_from(["Ministers met", "The board will meet", "A vote is expected", "Sales had fallen",
"The ship"]), EXPRESSIONS)
TEXTS = st.lists(CLAUSES, min_size=1, max_size=5).map(lambda clauses: " ".join(f"{a} {b}." for a, b in clauses))
RELATIVE_DAYS = st.sampled_from([
    "yesterday", "tomorrow", "today", "on Thursday", "last Monday", "next Friday", "ten days ago", "last week", "this week",
    "last night", "over the weekend",
    "on Tuesday of last week", "the day before yesterday", "at noon Thursday", "two weeks ago",
])


@lru_cache(maxsize=512)
def parse(text: str) -> Doc:
    return load_model()(text)


def dates(text: str, day: date | None) -> list[Date]:
    published = None if day is None else pd.Timestamp(day, tz="UTC")
    return find_dates(ParsedArticle("a", text, None, None, published, None, "en", None, parse(text), ()))


@MODEST
@given(TEXTS, st.none() | DAYS)
def test_offsets_match_and_days_are_in_order(text: str, day: date | None) -> None:
    found = dates(text, day)
    assert found
    for d in found:
        assert text[d.start:d.end] == d.text
        assert (d.earliest is None) == (d.latest is None) == (d.precision is None)
        assert d.earliest is None or d.earliest <= d.latest
        assert d.earliest is None or d.earliest == d.earliest.normalize()
    assert all(a.end <= b.start for a, b in zip(found, found[1:], strict=False))


@MODEST
@given(st.text(alphabet="0123456789/-.:,' \n()apmsthMayOctWedthe of", max_size=80), st.none() | DAYS)
def test_no_text_makes_it_raise(text: str, day: date | None) -> None:
    assert all(text[d.start:d.end] == d.text for d in dates(text, day))


@MODEST
@given(RELATIVE_DAYS)
def test_without_a_day_of_publication_relative_days_stay_open(expression: str) -> None:
    found = dates(f"Ministers met {expression}.", None)
    assert found
    assert all(d.earliest is None and d.resolved_against == "unresolved" for d in found)


@MODEST
@given(RELATIVE_DAYS, DAYS, st.sampled_from(["Ministers met", "Ministers will meet"]))
def test_a_week_on_relative_days_are_a_week_on(expression: str, day: date, head: str) -> None:
    text = f"{head} {expression}."
    week = pd.Timedelta(days=7)
    for before, after in zip(dates(text, day), dates(text, day + timedelta(7)), strict=True):
        assert (after.text, after.type, after.rule, after.precision) == (before.text, before.type, before.rule, before.precision)
        assert before.earliest is not None
        assert (after.earliest, after.latest) == (before.earliest + week, before.latest + week)


@settings(max_examples=200, deadline=None)
@given(DAYS, st.sampled_from(["D", "W", "WE", "M", "Q", "H", "Y", "DE", "CE"]))
def test_a_unit_covers_its_day(day: date, unit: str) -> None:
    covered = period(unit_value(day, unit))
    assert covered is not None
    assert covered.earliest <= covered.latest
    if unit != "WE":
        assert covered.earliest <= day <= covered.latest


@settings(max_examples=200, deadline=None)
@given(DAYS, st.integers(-500, 500))
def test_months_there_and_back_stay_near(day: date, months: int) -> None:
    back = add_units(add_units(day, "M", months), "M", -months)
    assert abs((back - day).days) <= 3
    assert re.fullmatch(r"\d{4}-\d\d", unit_value(day, "M"))
