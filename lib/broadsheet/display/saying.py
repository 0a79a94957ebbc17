"""A sentence as an output of its own: what there is, what a run rests on."""

from __future__ import annotations

from dataclasses import dataclass

from broadsheet.safe_text import escape, plain


@dataclass(frozen=True)
class Saying:
    """A sentence that shows itself, escaped."""

    text: str

    def _repr_html_(self) -> str:
        return f"<p>{escape(self.text)}</p>"

    def __str__(self) -> str:
        return plain(self.text)

    __repr__ = __str__


def say(text: str) -> Saying:
    """`text` as an output of its own in a notebook and in the report.

    Examples
    --------
    >>> say("No article in this period.")
    No article in this period.
    """
    return Saying(text)
