"""How one event is read: what its sentence says of whether it happened."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reading:
    """What is known of an event's status: `mode` is fact, ongoing, planned, conditional or claimed."""

    mode: str
    negative: bool = False
    denied: bool = False
    past: bool = False
    """Told in the past tense or the perfect."""
    hedges: tuple[int, ...] = ()
    """The tokens that weaken it."""
