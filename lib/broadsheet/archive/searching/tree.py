"""The tree of a query: words, phrases and NEARs, fields, and what joins them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Phrase:
    """Words in a row, one at least; with `prefix` the last is the beginning of a word. In the title only, or in title or text."""

    words: tuple[str, ...]
    prefix: bool = False
    title: bool = False


@dataclass(frozen=True)
class Near:
    """Phrases in any order with at most `within` other words between the first and the last."""

    phrases: tuple[Phrase, ...]
    within: int
    title: bool = False


@dataclass(frozen=True)
class Outlet:
    """Articles of outlets with this name, case and accents aside; with `prefix`, of those whose names begin so."""

    name: str
    prefix: bool = False


@dataclass(frozen=True)
class Actor:
    """Articles that mention the actor with this name, alias or id."""

    name: str


@dataclass(frozen=True)
class Days:
    """Articles published from `first` to `last`, both included; None leaves that side open."""

    first: dt.date | None
    last: dt.date | None


@dataclass(frozen=True)
class Not:
    """Articles that do not match."""

    part: Node


@dataclass(frozen=True)
class Both:
    """Articles that match all parts."""

    parts: tuple[Node, ...]


@dataclass(frozen=True)
class Either:
    """Articles that match one part at least."""

    parts: tuple[Node, ...]


Leaf = Phrase | Near
Field = Outlet | Actor | Days
Node = Leaf | Field | Not | Both | Either


def wanted_in(node: Node) -> Iterator[Leaf]:
    """The words, phrases and NEARs of a tree that are not under NOT."""
    if isinstance(node, Phrase | Near):
        yield node
    elif isinstance(node, Both | Either):
        for part in node.parts:
            yield from wanted_in(part)


def in_title(node: Node) -> Node:
    """The same, in the title only."""
    match node:
        case Phrase():
            return Phrase(node.words, node.prefix, True)
        case Near():
            return Near(node.phrases, node.within, True)
        case Not():
            return Not(in_title(node.part))
        case Both():
            return Both(tuple(map(in_title, node.parts)))
        case Either():
            return Either(tuple(map(in_title, node.parts)))
    return node
