"""The article as every finder of this room sees it: its text, what is known about it, its parse and its sentences."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

if TYPE_CHECKING:
    from spacy.tokens import Doc


class Sentence(NamedTuple):
    """A sentence: its number, its character offsets, the paragraph it stands in, and whether that is a heading."""

    sentence_no: int
    start: int
    end: int
    paragraph_no: int
    heading: bool


class Mention(NamedTuple):
    """A mention in one article. `chain` numbers the actor within the article; None is a mention of no actor."""

    start: int
    end: int
    text: str
    kind: str
    form: str
    chain: int | None


class Quote(NamedTuple):
    """A quotation in one article, in the columns of `quotes`; `chain` is the speaker's actor within the article.

    `said` is false of what a report leaves open ("did not say that the dam had burst"): no row of `quotes`, and no fact either.
    """

    start: int
    end: int
    text: str
    manner: str
    cue: str | None
    cue_start: int | None
    cue_end: int | None
    speaker_start: int | None
    speaker_end: int | None
    chain: int | None
    anonymous: bool
    said: bool = True


class Role(NamedTuple):
    """A role that one article states of an actor (`chain`); `affiliation` is the chain of the body it is held in."""

    chain: int
    start: int
    end: int
    role: str
    affiliation: int | None
    country: str | None


class Date(NamedTuple):
    """A temporal expression, in the columns of `dates`; days as ISO strings are not used: they are timestamps at 0 h."""

    start: int
    end: int
    text: str
    type: str
    value: str | None
    earliest: pd.Timestamp | None
    latest: pd.Timestamp | None
    precision: str | None
    rule: str
    resolved_against: str | None


class Event(NamedTuple):
    """An event, in the columns of `events`; `source` is the chain of whoever vouches for it."""

    sentence_no: int
    start: int
    end: int
    text: str
    status: str
    polarity: str
    source: int | None
    date_start: int | None
    earliest: pd.Timestamp | None
    latest: pd.Timestamp | None
    precision: str | None
    place: str | None
    background: bool
    hedge: str | None
    participants: tuple[tuple[int, str], ...]
    """(chain, part) pairs; part is agent, patient or place."""


class Position(NamedTuple):
    """A position in one article, in the columns of `positions`; `holder` and `target` are chains of the article's actors.

    `named` are the words for a holder who is no actor: a group, or the author of a column.
    """

    start: int
    end: int
    holder: int | None
    side: str | None
    voice: str
    cue: str
    target_start: int
    target_end: int
    target: int | None
    about: str
    named: str | None = None


@dataclass(frozen=True, slots=True)
class ParsedArticle:
    """One article with its spaCy parse; offsets of `doc` are offsets into `text`."""

    article_id: str
    text: str
    title: str | None
    source: str | None
    published_at: pd.Timestamp | None
    """UTC; None where the day is unknown."""
    published_precision: str | None
    language: str | None
    place: str | None
    doc: Doc
    sentences: tuple[Sentence, ...]
    byline: str | None = None
    section: str | None = None
