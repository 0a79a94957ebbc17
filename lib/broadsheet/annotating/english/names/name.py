"""A name in an article before it is known whose it is."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class Name:
    """A candidate: tokens first to last, both included. listed: (list, key, use) where a word list has it."""

    first: int
    last: int
    text: str
    label: str | None = None
    listed: tuple[str, str, str] | None = None
    title: str | None = None
    title_gender: str = ""
    bracket_of: int | None = None
    """First token of the name that this one abbreviates in brackets."""
    key: str = field(default="")
    credit: bool = False
    """In the credit of a picture a name is no actor of the story, unless the text names it too."""
    heading: bool = False
    """In a heading a name may only mention an actor that the text or a list knows."""

    @property
    def tokens(self) -> list[str]:
        """The words of the name."""
        return self.text.split()
