"""Clauses of a past of their own, which the news day does not date: "his father fought in Korea", "it changed hands in the war of 1998"."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

import pandas as pd

from broadsheet.annotating.english.events.tokens import Tokens
from broadsheet.annotating.parser.parsed import Date, ParsedArticle

LONG_AGO = pd.Timedelta(days=60)
"""Before publication, from which a date in the clause tells that it is not the day's news."""

_CLAUSES = frozenset(("relcl", "advcl", "ccomp", "acl", "parataxis", "conj", "csubj"))
_ATTRIBUTIVE = frozenset(("nummod", "compound", "nmod", "amod", "poss"))
_FAMILY = frozenset((
    "father", "mother", "grandfather", "grandmother", "grandparent", "parent", "uncle", "aunt", "ancestor", "forefather", "predecessor",
))
_YOUTH = frozenset(("boy", "girl", "child", "teenager", "youth", "schoolboy", "schoolgirl", "student", "youngster", "toddler", "baby"))


class PastOfItsOwn:
    """Which clauses of one article tell of a past that the article's day does not date."""

    def __init__(self, article: ParsedArticle, tokens: Tokens, dates: Sequence[Date]) -> None:
        self._tokens = tokens
        self._old = self._old_tokens(article, dates)

    def _old_tokens(self, article: ParsedArticle, dates: Sequence[Date]) -> set[int]:
        """The tokens of dates of long ago."""
        if article.published_at is None:
            return set()
        moment = article.published_at
        day = (moment.tz_convert("UTC").tz_localize(None) if moment.tzinfo else moment).normalize()
        starts = self._tokens.starts
        return {
            number for date in dates if date.type == "DATE" and date.latest is not None and date.latest < day - LONG_AGO
            for number in range(bisect_left(starts, date.start), bisect_left(starts, date.end))
        }

    def holds(self, number: int) -> bool:
        """Whether the clause of a verb is one of them."""
        tokens = self._tokens
        if tokens.poses[number] != "VERB":
            return False
        for verb in self._joined(number):
            if self._is_of_youth(verb) or self._is_of_family(verb) or self._is_while_in_office(verb):
                return True
        noun = tokens.heads[number]
        told = bool(self._old) and (self._has_old(number) or (tokens.deps[number] == "relcl" and self._has_old(noun, skip=number)))
        return told

    def _joined(self, number: int) -> list[int]:
        """The verb, and those that it is joined to by "and" without a subject of its own."""
        tokens, found = self._tokens, [number]
        while tokens.deps[number] == "conj" and tokens.child(number, "nsubj", "nsubjpass") is None and tokens.heads[number] != number:
            number = tokens.heads[number]
            found.append(number)
        return found

    def _has_old(self, number: int, *, skip: int | None = None) -> bool:
        """Whether a date of long ago stands in the phrase, in no clause or other verb under it."""
        tokens = self._tokens
        waiting = [c for c in tokens.children[number] if c != skip and tokens.deps[c] not in ("nsubj", "nsubjpass")]
        while waiting:
            at = waiting.pop()
            if at in self._old and not (tokens.deps[at] in _ATTRIBUTIVE and at < tokens.heads[at]):  # "revived the 1998 accord" is news
                return True
            if tokens.deps[at] not in _CLAUSES:
                waiting += [c for c in tokens.children[at] if c != skip]
        return False

    def _is_of_youth(self, number: int) -> bool:
        """Whether it was done "as a boy"."""
        tokens = self._tokens
        return any(
            tokens.words[c] == "as" and any(tokens.lemmas[p] in _YOUTH for p in tokens.children[c])
            for c in tokens.children[number] if tokens.deps[c] == "prep"
        )

    def _is_of_family(self, number: int) -> bool:
        """Whether somebody's father or forerunner did it."""
        tokens = self._tokens
        subject = tokens.child(number, "nsubj")
        return subject is not None and tokens.lemmas[subject] in _FAMILY and tokens.child(subject, "poss") is not None

    def _is_while_in_office(self, number: int) -> bool:
        """Whether it was done while something else was so: "took bribes while he was in office"."""
        tokens = self._tokens
        return any(
            tokens.deps[c] == "advcl" and tokens.lemmas[c] == "be" and tokens.tags[c] == "VBD"
            and any(tokens.words[m] == "while" for m in tokens.children[c] if tokens.deps[m] == "mark")
            for c in tokens.children[number]
        )
