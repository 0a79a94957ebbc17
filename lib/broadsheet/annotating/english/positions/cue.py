"""What a word that shows a position says: the side, what it is about, and who holds it."""

from __future__ import annotations

from typing import NamedTuple

from broadsheet.annotating.english.positions.phrases import Phrase

Holder = int | str
"""Who holds a position: the chain of an actor, or the words that name a group or an author who is none."""


class Cue(NamedTuple):
    """A word that shows a position: its token, the holder, the side, in whose voice, and what it is about."""

    number: int
    holder: Holder
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
