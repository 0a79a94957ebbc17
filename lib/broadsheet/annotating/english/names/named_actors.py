"""The actors of one article while they are built, name by name."""

from __future__ import annotations

from dataclasses import dataclass, field

from broadsheet.annotating.english.names.name import Name
from broadsheet.annotating.english.names.words import Words


@dataclass(slots=True)
class NamedActor:
    """An actor of the article: its names, the form to show, its country, and what is known of its gender."""

    chain: int
    kind: str
    name: str
    names: list[Name] = field(default_factory=list)
    country: str | None = None
    gender: str = ""
    tokens: list[str] = field(default_factory=list)
    """The parts of a person's full name."""


class NameChains:
    """The actors of an article and which name is whose."""

    def __init__(self, words: Words) -> None:
        self.words = words
        self.actors: list[NamedActor] = []
        self.of: dict[int, NamedActor] = {}
        """First token of a name → its actor."""
        self._listed: dict[tuple[str, str], NamedActor] = {}

    def add(self, name: Name, actor: NamedActor) -> None:
        """Count the name to the actor."""
        actor.names.append(name)
        self.of[name.first] = actor
        if name.title_gender and actor.kind == "person":
            actor.gender = name.title_gender

    def new(self, name: Name, kind: str, *, shown: str | None = None) -> NamedActor:
        """A new actor that starts with this name."""
        actor = NamedActor(len(self.actors), kind, shown or name.text)
        self.actors.append(actor)
        self.add(name, actor)
        return actor

    def listed(self, name: Name, kind: str, key: str, *, shown: str) -> NamedActor:
        """The actor of a list entry."""
        actor = self._listed.get((kind, key))
        if actor is None:
            actor = self._listed[kind, key] = self.new(name, kind, shown=shown)
        else:
            self.add(name, actor)
        return actor

    def number(self) -> None:
        """Number the actors in the order in which the article names them first."""
        self.actors.sort(key=lambda actor: min(name.first for name in actor.names))
        for chain, actor in enumerate(self.actors):
            actor.chain = chain
            actor.names.sort(key=lambda name: name.first)
