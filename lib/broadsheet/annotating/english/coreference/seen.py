"""A mention that was read before the one in hand."""

from __future__ import annotations

from dataclasses import dataclass

from broadsheet.annotating.english.names.named_actors import NamedActor


@dataclass(slots=True)
class Seen:
    """A mention already read: whose it is (None: someone or something unnamed), and what stands for its prominence."""

    token: int
    actor: NamedActor | None
    gender: str
    subject: bool
    sentence: int
    quoted: bool
    verb: int
