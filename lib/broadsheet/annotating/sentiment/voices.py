"""Whose words a mention stands among, and what the outlet says around the words of others."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any, NamedTuple, Protocol

import pandas as pd

_OPENING = "\"“„«‘'"
_CLOSING = "\"”»’'"


class Said(NamedTuple):
    """The content of a quotation, its speaker, and the stretches of it in which the outlet interrupts."""

    start: int
    end: int
    actor_id: str | None
    gaps: tuple[tuple[int, int], ...]

    def holds(self, start: int, end: int) -> bool:
        """Whether a stretch of the text is among the speaker's words."""
        inside = self.start <= start and end <= self.end
        return inside and not any(left < end and start < right for left, right in self.gaps)

    def parts(self) -> list[tuple[int, int]]:
        """The speaker's words without the interruptions."""
        edges = [self.start, *(edge for gap in self.gaps for edge in gap), self.end]
        return [(left, right) for left, right in zip(edges[::2], edges[1::2], strict=True) if left < right]


class Passage(Protocol):
    """A passage between quotation marks, with its marks."""

    @property
    def outer_start(self) -> int:
        """Where its opening mark is."""

    @property
    def outer_end(self) -> int:
        """Where its closing mark ends."""


DEEDS = frozenset({"wished", "refused"})
"""Colours of cues whose content is what somebody does, seeks or will not do, in the words of whoever tells it."""


def said_in(row: Any, parts: Sequence[Passage]) -> Said:
    """What somebody says in a quotation, without the stretches of its content that are the outlet's own words.

    "The plan," said Roth of the union, "failed Lund.": what is between the parts in quotation marks. Reported speech
    has no marks ("The plan, Roth said, had failed Lund"): there it is the cue and the speaker beside it.

    Parameters
    ----------
    row
        Of `quotes`.
    parts
        The passages between quotation marks that it shares a part with, in order.
    """
    return Said(row.start, row.end, row.actor_id, _gaps(row, parts))


def _gaps(row: Any, parts: Sequence[Passage]) -> tuple[tuple[int, int], ...]:
    if row.manner == "direct" and len(parts) > 1:
        return tuple((one.outer_end, other.outer_start) for one, other in pairwise(parts))
    if row.cue_start is None or not row.start <= row.cue_start < row.end:
        return ()
    named = [(row.cue_start, row.cue_end), (row.speaker_start, row.speaker_end)]
    inside = [(start, end) for start, end in named if start is not None and row.start <= start and end <= row.end]
    return ((min(start for start, _ in inside), max(end for _, end in inside)),) if inside else ()


def quoted_in(quotes: pd.DataFrame) -> dict[str, list[Any]]:
    """Article → the rows of the table `quotes` that are its own, in their order."""
    found: dict[str, list[Any]] = {}
    for row in quotes.astype(object).where(quotes.notna(), None).itertuples(index=False):
        found.setdefault(str(row.article_id), []).append(row)
    return found


def own_words(
    text: str, start: int, end: int, quotes: Sequence[Said], mention: tuple[int, int], *, stand_in: str,
) -> tuple[str, int]:
    """The outlet's own words in text[start:end], and where the mention begins in them.

    "“Lund lied,” said Roth, who had voted for him." becomes "this said Roth, who had voted for him." An outlet that quotes harsh
    words has not said them, of nobody: neither of the speaker nor of whoever else stands in the sentence. The one word keeps
    the sentence whole: a model reads "Roth attacked." otherwise than "Roth attacked this."

    Parameters
    ----------
    text
        The article; the sentence is text[start:end].
    quotes
        What speakers say in the article.
    mention
        The offsets of the mention, which is never cut.
    stand_in
        The word of the language that stands in for what is cut: `Language.stand_in`.
    """
    pieces: list[str] = []
    at, begins = start, 0
    for left, right in [*_with_marks(text, start, end, quotes, mention), (end, end)]:
        if at <= mention[0] < left:
            begins = sum(map(len, pieces)) + mention[0] - at
        pieces.append(text[at:left])
        if left < right:
            before, after = text[left - 1:left] if left > start else "", text[right:min(right + 1, end)]
            pieces.append(f"{' ' if before.isalnum() else ''}{stand_in}{' ' if after.isalnum() else ''}")
        at = right
    return "".join(pieces), begins


def _with_marks(text: str, start: int, end: int, quotes: Sequence[Said], mention: tuple[int, int]) -> list[tuple[int, int]]:
    """What to cut from the sentence, in order and apart, with the quotation marks around it."""
    cut: list[tuple[int, int]] = []
    parts = sorted((max(left, start), min(right, end)) for quote in quotes for left, right in quote.parts() if left < end and right > start)
    for left, right in parts:
        left -= left > start and text[left - 1] in _OPENING
        right += right < end and text[right] in _CLOSING
        if cut and left < cut[-1][1]:
            left = cut[-1][1]
        if left < right and not (left < mention[1] and mention[0] < right):
            cut.append((left, right))
    return cut
