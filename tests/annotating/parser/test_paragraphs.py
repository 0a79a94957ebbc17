"""Where a line break ends a paragraph, and where it only wraps a line: the text before and after it, and which it is."""

from __future__ import annotations

import pytest

from broadsheet.annotating.parser.paragraphs import is_paragraph_break

WRAPPED = (
    ("Rep. Ada Moss (D-Mass.)", "said the dam was safe."),
    ("Sen. Omar Lind (R-Tex.)", "dryly noted that it was not."),
    ("Rep. Ines Falk, D-Mass.", ", fired back."),
    ("A quake struck Hale, Calif.", "on Monday."),
    ("Hale Oil Inc.", "has ordered a ship."),
    ("Eastmere Steel Corp.", "sold its mill."),
    ("Norvale Co.", "and its owners met."),
    ("the board of Hale Ltd.", "will meet."),
    ("Bo Finch Jr.", "won the match."),
    ("The minister (see below", "), who left,"),
    ("the harbour of", "the old town"),
)
ENDED = (
    ("The dam was safe.", "She left."),
    ("It is over.", "we left."),
    ("Rep. Ada Moss (D-Mass.)", "Omar Lind disagreed."),
    ("Is it over?", "no, it is not."),
    ("Ferry sinks", "A ferry sank on Monday."),
)


@pytest.mark.parametrize(("before", "after"), [*WRAPPED, *ENDED])
def test_a_line_break_ends_a_paragraph_or_wraps_a_line(before: str, after: str) -> None:
    text = f"{before}\n{after}"
    assert is_paragraph_break(text, len(before), len(before) + 1) == ((before, after) in ENDED)
    assert is_paragraph_break(f"{before}\n\n{after}", len(before), len(before) + 2)
