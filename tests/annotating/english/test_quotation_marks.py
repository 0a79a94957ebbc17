"""Quotation marks: which pair, which are left alone; and that offsets hold for any text."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from broadsheet.annotating.english.quotes.marks import find_quotations, spoken

TABLE = [
    # text, what stands between marks
    ("“One,” she said. “Two.”", ["One,", "Two."]),
    ("\"One,\" she said. \"Two.\"", ["One,", "Two."]),
    ("''One,'' she said. ''Two.''", ["One,", "Two."]),
    ("``One,'' she said.", ["One,"]),
    ("‘One,’ she said.", ["One,"]),
    ("“He said ‘one’ and left.”", ["He said ‘one’ and left.", "one"]),
    ("“One.\n\n“Two.”", ["One.", "Two."]),
    ("“One.\n\nTwo.", []),
    ("One.” Two.", []),
    ("“One.\nTwo.\nThree,” she said.\nFour.", ["One.\nTwo.\nThree,"]),
    ("\"One.\nTwo,\" she said.", ["One.\nTwo,"]),
    ("“One.\nTwo.\n\nThree,” she said.", []),
    ("“One.\n“Two” she said.", ["One.", "Two"]),
    ("She called it “one.\nThen came “two” others.", ["two"]),
    ("“One.\nTwo.", []),
    ("It is 5' 11\" tall and 12\" wide.", []),
    ("The workers' union and the pilots' union", []),
    ("It’s Ellison’s, isn’t it?", []),
    ("rock 'n' roll in the '90s", []),
    ("", []),
]


@pytest.mark.parametrize(("text", "between"), TABLE)
def test_what_stands_between_marks(text: str, between: list[str]) -> None:
    assert [text[quotation.start:quotation.end] for quotation in find_quotations(text)] == between


def test_a_paragraph_left_open_goes_on_in_the_next() -> None:
    first, second = find_quotations("“One.\n\n“Two.”")
    assert first.continued and not second.continued


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="ab S.,!\n“”\"'‘’`5-", max_size=60))
def test_offsets_hold_and_what_is_spoken_stands_apart(text: str) -> None:
    found = find_quotations(text)
    for quotation in found:
        assert 0 <= quotation.outer_start < quotation.start <= quotation.end <= quotation.outer_end <= len(text)
        assert "\n\n" not in text[quotation.start:quotation.end]
    apart = spoken(text, found)
    assert all(one.outer_end <= other.outer_start for one, other in zip(apart, apart[1:], strict=False))
