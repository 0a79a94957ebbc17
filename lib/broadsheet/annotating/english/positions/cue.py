"""What a word that shows a position says: the side, what it is about, and who holds it."""

from __future__ import annotations

from typing import NamedTuple

from broadsheet.annotating.english.positions.phrases import Phrase


class Cue(NamedTuple):
    """A word that shows a position: its token, the holder's chain, the side, in whose voice, and what it is about."""

    number: int
    holder: int
    side: str
    voice: str
    target: Phrase
    named_at: int | None = None
    """The token that names the holder, where the sentence does."""
    judging: bool = False
    """Whether it praises or blames, and so also judges who owns the thing."""


class Found(NamedTuple):
    """What a cue says: the side, what it is about, the tokens of who holds it, and whether it judges in any case."""

    side: str
    target: Phrase
    holders: list[int]
    judging: bool = False
