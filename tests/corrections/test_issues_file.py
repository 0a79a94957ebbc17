"""The file in which an analyst names issues."""

from __future__ import annotations

import pytest

from broadsheet.corrections import NamedIssue, parse_issues
from broadsheet.errors import RequestError


def test_entries_are_read_in_their_order() -> None:
    text = '[[issues]]\nname = "Levy"\nterms = ["harbour levy"]\nmerge = ["ships"]\n[[issues]]\nname = "football"\nreject = true\n'
    assert parse_issues(text) == (NamedIssue("Levy", ("harbour levy",), ("ships",)), NamedIssue("football", reject=True))
    assert parse_issues("") == ()


@pytest.mark.parametrize(("text", "said"), [
    ("[[issues]]\nterms = []", "entry 1: name"), ("[issues]\nname = 'x'", "two brackets"),
    ("[[issue]]\nname = 'x'", r"issues.toml, line 1: unknown table .* did you mean \[\[issues\]\]"),
    ("[[issues]]\nname = 'x'\nword = 1", "unknown key"), ("issues = ", "issues.toml"),
])
def test_what_is_wrong_is_said_with_its_entry(text: str, said: str) -> None:
    with pytest.raises(RequestError, match=said):
        parse_issues(text)
