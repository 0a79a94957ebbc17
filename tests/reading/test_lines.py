"""Single lines: what a date means, what is furniture, which place and which people are named. The cases stand in `cases/`."""

from __future__ import annotations

from pathlib import Path

import pytest

from broadsheet.reading.bylines import authors
from broadsheet.reading.cleaning import clean_line
from broadsheet.reading.decoding import decode
from broadsheet.reading.draft import Piece
from broadsheet.reading.furniture import is_furniture, without_headings
from broadsheet.reading.hyphens import joined, words_in
from broadsheet.reading.leading import dateline_place, leading_lines
from broadsheet.reading.moments import parse_moment
from broadsheet.reading.plain import read_plain

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


@pytest.mark.parametrize("text", [
    "“A MAÇÃ” é o nome do barco, disse a capitã.", "می\u200cخواهد بداند که کشتی کی برمی\u200cگردد", "क\u094d\u200dष", "👩\u200d👧 waited",
    "‘IRMÃ’ foi o que ela disse.",
])
def test_right_spelling_is_not_mended(text: str) -> None:
    assert clean_line(text) == text


@pytest.mark.parametrize(("text", "clean"), [
    ("INFORMAÃ‡ÃƒO", "INFORMAÇÃO"), ("JOSÃ‰", "JOSÉ"), ("fer\u200cry", "ferry"), ("a\u200d b", "a b"),
])
def test_what_looks_like_it_and_is_wrong_is_mended(text: str, clean: str) -> None:
    assert clean_line(text) == clean


@pytest.mark.parametrize(("above", "below", "joined_line"), [
    ("the anti-", "government march", "the anti-government march"), ("a long-", "term plan", "a long-term plan"),
    ("the govern-", "ment said", "the government said"), ("a state-", "ment of", "a statement of"),
    ("the so-", "cial fund", "the social fund"),
    ("an ex-", "ample", "an example"), ("the ex-", "minister", "the ex-minister"), ("twenty-", "one people", "twenty-one people"),
    ("a 12-", "year-old", "a 12-year-old"), ("Anglo-", "Irish talks", "Anglo-Irish talks"), ("the end", "of it", "the end of it"),
    ("soft\u00ad", "ened", "softened"), ("he left –", "for good", "he left – for good"),
])
def test_words_that_a_lines_end_parts(above: str, below: str, joined_line: str) -> None:
    assert joined([above, below]) == joined_line


def test_the_document_shows_how_it_writes_a_word() -> None:
    known = words_in(["The re-count began; the antitax party objected."])
    assert joined(["a re-", "count of votes"], known) == "a re-count of votes"
    assert joined(["the anti-", "tax party"], known) == "the antitax party"


@pytest.mark.parametrize(("line", "title", "source"), [
    ("Media: Serbia to reopen the border crossing", "Media: Serbia to reopen the border crossing", None),
    ("Source: Minister to resign on Friday", "Source: Minister to resign on Friday", None),
    ("Source: The Courier", None, "The Courier"), ("Paper: Bank of the West Post", None, "Bank of the West Post"),
    ("Title: media to reopen", "media to reopen", None),
])
def test_one_line_with_a_colon_is_a_header_or_a_headline(line: str, title: str | None, source: str | None) -> None:
    body = "The ferry to the northern islands will sail again on Monday after three weeks of repairs, the harbour master said."
    draft = read_plain(Piece("a.txt", b"", name="a.txt"), f"{line}\n\n{body}")
    assert (draft.title, draft.source, draft.text) == (title, source, body)


@pytest.mark.parametrize("printed", [
    "03/11/2025, 14:03 Ferry back | The Ledger", "11/3/25, 2:03 PM Ferry back", "3.11.2025 14:03 Ferry back",
])
def test_the_day_of_printing_is_not_the_day_of_the_article(printed: str) -> None:
    body = "The ferry to the northern islands will sail again on Monday after three weeks of repairs, the harbour master said."
    draft = read_plain(Piece("a.txt", b"", name="a.txt"), f"{printed}\n\nFerry back\n\n{body}\n\nhttps://x.example/a 1/2")
    assert (draft.title, draft.published, draft.text) == ("Ferry back", None, body)


@pytest.mark.parametrize(("encoding", "text"), [
    ("iso2022_jp", "市長は月曜日、フェリーが六月に再び運航すると述べた。"),
    ("iso2022_kr", "시장은 월요일에 페리가 다시 운항할 것이라고 말했다."),
])
def test_text_that_switches_its_characters_by_escapes_is_decoded(encoding: str, text: str) -> None:
    assert decode(text.encode(encoding)) == text


def test_escapes_of_a_terminal_are_no_japanese() -> None:
    assert decode(b"\x1b[1mFerry\x1b[0m back in June") == "\x1b[1mFerry\x1b[0m back in June"
