"""The status of an event, of what its sentence says of it, its days, and the quotation that it stands in."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from broadsheet.annotating.events.anchors import Anchor, spans_publication
from broadsheet.annotating.events.reading import Reading
from broadsheet.annotating.parser.parsed import Quote

_STATUS = {"fact": "occurred", "ongoing": "ongoing", "planned": "planned", "conditional": "conditional", "claimed": "claimed"}

_FAR_BACK = 3000
"""Characters before an offset in which a quotation that holds it must end or begin."""


class Voices:
    """The quotations of an article, asked by offset."""

    def __init__(self, quotes: Sequence[Quote]) -> None:
        self._quotes = sorted(quotes, key=lambda q: (q.start, q.end))
        self._starts = [q.start for q in self._quotes]

    def around(self, offset: int) -> Quote | None:
        """The innermost quotation that holds the offset."""
        for quote in reversed(self._quotes[: bisect_right(self._starts, offset)]):
            if offset < quote.end:
                return quote
            if quote.end < offset - _FAR_BACK:
                return None
        return None


def status_of(
    reading: Reading, anchor: Anchor | None, published: Anchor | None, *, noun: bool, claimed: bool,
) -> str:
    """The status of an event.

    Parameters
    ----------
    reading
        What its sentence says of it.
    anchor, published
        Its days, and those of publication.
    noun
        Whether its trigger is a noun that is not told in the past.
    claimed
        Whether it stands in a quotation whose cue does not settle what it introduces.

    Returns
    -------
    str
        occurred, ongoing, planned, conditional, claimed or denied.
    """
    if reading.denied:
        return "denied"
    status = _STATUS[reading.mode]
    ahead = anchor is not None and published is not None and anchor.earliest > published.latest
    if ahead and status in ("occurred", "ongoing", "claimed"):
        return "planned"
    if status == "ongoing" and anchor is not None and published is not None and anchor.latest < published.earliest:
        status = "occurred"  # "is pointing to his win on Sunday"
    if status == "occurred" and noun and spans_publication(anchor, published):
        return "ongoing"
    return "claimed" if status == "occurred" and claimed else status
