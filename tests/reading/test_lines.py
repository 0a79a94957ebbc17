"""Single lines: what a date means, what is furniture, which place and which people are named. The cases stand in `cases/`."""

from __future__ import annotations

from pathlib import Path

import pytest

from broadsheet.reading.bylines import authors
from broadsheet.reading.cleaning import clean_line
from broadsheet.reading.furniture import is_furniture, without_headings
from broadsheet.reading.leading import dateline_place, leading_lines
from broadsheet.reading.moments import parse_moment

CASES = Path(__file__).parent / "cases"


def cases(name: str) -> list[tuple[str, ...]]:
    lines = [line for line in (CASES / name).read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    return [tuple(line.split("|")) for line in (lines[1:] if name.endswith(".csv") else lines)]


@pytest.mark.parametrize(("stated", "at", "precision"), cases("moments.csv"))
def test_what_a_date_means(stated: str, at: str, precision: str) -> None:
    found = parse_moment(stated)
    assert found is not None
    assert (f"{found.at:%Y-%m-%d %H:%M}", found.precision) == (at, precision)


@pytest.mark.parametrize("stated", [case[0] for case in cases("no_moments.txt")])
def test_what_is_no_date(stated: str) -> None:
    assert parse_moment(stated) is None


def test_a_month_first_reading_can_be_asked_for() -> None:
    found = parse_moment("03/04/2025", day_first=False)
    assert found is not None and f"{found.at:%Y-%m-%d}" == "2025-03-04"


@pytest.mark.parametrize(("verdict", "paragraph"), cases("furniture.csv"))
def test_what_is_furniture(verdict: str, paragraph: str) -> None:
    assert is_furniture(paragraph) == (verdict == "out")


@pytest.mark.parametrize(("text", "place"), cases("datelines.csv"))
def test_the_place_of_a_dateline(text: str, place: str) -> None:
    assert dateline_place(text) == (place or None)


@pytest.mark.parametrize(("byline", "people"), cases("bylines.csv"))
def test_the_people_of_a_byline(byline: str, people: str) -> None:
    assert authors(byline) == (people or None)


@pytest.mark.parametrize(("text", "clean"), [
    ("fer\u00adry", "ferry"), ("a\u200bb\ufeff", "ab"), ("a\u00a0b\u2009c", "a b c"), ("\u202eabc\u202c", "abc"),
    ("\ufb01nal o\ufb03ce", "final office"), ("â€œYes,â€\x9d she said", "“Yes,” she said"), ("cafÃ©", "café"), ("cafe\u0301", "café"),
    ("Tom &amp;amp; Co", "Tom & Co"), ("“Yes” – it’s", "“Yes” – it’s"), ("a\tb\r\n c", "a b c"), ("£5 &#8211; €6", "£5 – €6"),
])
def test_clean_lines(text: str, clean: str) -> None:
    assert clean_line(text) == clean


PROSE = [
    "The ferry to the northern islands will sail again on Monday after three weeks of repairs.",
    "Tickets go on sale on Friday, and the first crossing leaves the eastern pier at seven.",
]


def test_lines_above_the_text_are_read_and_taken_off() -> None:
    found = leading_lines(["Ferry sails again", "By Ana Dell", "21 October 2025", *PROSE])
    assert (found.title, found.byline, found.rest) == ("Ferry sails again", "Ana Dell", PROSE)
    assert found.published is not None and f"{found.published.at:%Y-%m-%d}" == "2025-10-21"


def test_headings_go_from_running_text_and_stay_in_lists() -> None:
    assert without_headings([PROSE[0], "A broken record", PROSE[1]]) == PROSE
    listed = ["Results", "Novi Grad 2, Harbour 1", "Islands 0, Pier 0"]
    assert without_headings(listed) == listed
    results = [PROSE[0], "Harbour party 41", "Island list 33", "Others 9", PROSE[1], "A record", "In numbers", *PROSE]
    assert without_headings(results) == [*results[:5], *PROSE]


@pytest.mark.parametrize("printed", ["03/11/2025, 14:03 Ferry sails again | The Ledger", "11/3/25, 2:03 PM Ferry sails again | The Ledger"])
def test_when_a_page_was_printed_is_no_day_of_publication(printed: str) -> None:
    found = leading_lines([printed, "Ferry sails again", *PROSE])
    assert (found.title, found.published, found.rest) == ("Ferry sails again", None, PROSE)
