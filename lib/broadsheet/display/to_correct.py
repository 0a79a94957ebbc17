"""Beneath an answer: the lines that correct what an analyst sees to be wrong in it, folded away until they are needed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from broadsheet.display.answers import Answer
from broadsheet.display.correction_lines import correction_lines
from broadsheet.safe_text import escape

_HOW = "Copy the entry into corrections.toml in the archive's folder and change it; the next run reads it. As it stands it changes nothing."


@dataclass(frozen=True)
class ToCorrect:
    """Entries for `corrections.toml` that show themselves folded; nothing where there are none."""

    entries: tuple[str, ...]

    def _repr_html_(self) -> str:
        if not self.entries:
            return ""
        lines = escape("\n\n".join(self.entries))
        return f"<details><summary>Is a row wrong?</summary><p>{escape(_HOW)}</p><pre>{lines}</pre></details>"

    def __str__(self) -> str:
        return "\n\n".join(self.entries)

    __repr__ = __str__


def to_correct(answer: Answer, *, of: Sequence[str] = ("actors", "quotes"), rows: int = 20) -> ToCorrect:
    """The entries of `corrections.toml` for the rows of an answer, each once; none for a list that does not speak of articles.

    Parameters
    ----------
    answer
        An answer with `actor_id`, or with the offsets of quotations.
    of
        What is to be corrected: actors, quotes, articles.
    rows
        The first so many rows.
    """
    wanted = tuple(f"[[{kind}]]" for kind in of)
    entries: dict[str, None] = {}
    if answer.layers is None:
        return ToCorrect(())
    for row in answer.frame.head(rows).to_dict("records"):
        for entry in correction_lines(row, answer.layers).split("\n\n"):
            if entry.startswith(wanted):
                entries[entry] = None
    return ToCorrect(tuple(entries))
