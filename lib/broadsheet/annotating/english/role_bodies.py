"""Whose an office is: the country or body that is named before it, behind it, or behind its holder's name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from broadsheet.annotating.english.names import wordlists
from broadsheet.annotating.english.names.countries import country_forms
from broadsheet.annotating.english.names.words import Words
from broadsheet.annotating.english.role_words import BODIES_OF_MINISTERS, KNOWERS, POSTED, SEATS, is_party
from broadsheet.annotating.parser.parsed import Mention

_POSTS = frozenset({"to", "in", "at", "for"})
_TOPICS = frozenset({"on", "about", "into"})
_WITHIN = frozenset({"of", "at", "with", "in", "from"})
_KINDS = ("country", "organisation", "place", "group")


class Body(NamedTuple):
    """Country and chain of whom an office is held for."""

    country: str | None
    affiliation: int | None


NOBODY = Body(None, None)


class Bodies:
    """The bodies of one article's offices; knows which name covers each token."""

    def __init__(self, words: Words, mentions: Sequence[Mention]) -> None:
        self._words = words
        self.covered: dict[int, Mention] = {}
        self.first: dict[tuple[int, int], int] = {}
        """Place of a mention → its first token."""
        self._described: dict[int, Mention] = {}
        """Token → the organisation that a noun behind "the" means there: the company, the ministry."""
        self.states: dict[str, int] = {}
        """Country code, and full name of a listed organisation → its chain."""
        starts = {offset: i for i, offset in enumerate(words.start)}
        for mention in mentions:
            i = starts.get(mention.start)
            if i is None:
                continue
            self.first[mention.start, mention.end] = i
            self._learn(mention)
            told = self._described if mention.form == "nominal" and mention.kind == "organisation" else self.covered
            while (mention.form == "name" or told is self._described) and i < len(words) and words.start[i] < mention.end:
                told[i] = mention
                i += 1

    def _learn(self, mention: Mention) -> None:
        if mention.form != "name" or mention.chain is None:
            return
        if mention.kind == "country" and (code := country_of(mention)):
            self.states.setdefault(code, mention.chain)
        elif mention.kind == "organisation" and mention.text in wordlists.organisations():
            self.states.setdefault(wordlists.organisations()[mention.text][0], mention.chain)

    def first_of(self, i: int) -> int:
        """The first token of the name that covers a token; the token itself where none does."""
        name = self.covered.get(i)
        return i if name is None else self.first[name.start, name.end]

    def is_place(self, i: int) -> bool:
        """Whether the word is part of a longer name of a place: Port-au-Prince, Bishop Auckland."""
        name = self.covered.get(i)
        return name is not None and name.kind in ("place", "country") and len(name.text) > len(self._words.text[i])

    def named_at(self, i: int) -> Mention | None:
        """The country, body, place or group whose name covers the token, or "the company" that stands for it."""
        mention = self.covered.get(i) or self._described.get(i)
        return mention if mention is not None and mention.kind in _KINDS else None

    def behind(self, head: int, end: int) -> tuple[Body, int]:
        """The body named between an office and `end`, and the last token of the office itself: "expert on Russia | at the Centre"."""
        words, body, last, i = self._words, NOBODY, head, head + 1
        while i <= end:
            mention = self.named_at(i)
            if mention is None or mention.chain is None:
                if words.pos[i] == "PRON" and words.dep[i] == "poss" and words.lower[i + 1] in ("country", "nation", "government"):
                    break
                if body == NOBODY and words.pos[i] not in ("ADP", "DET", "PUNCT", "PART") and words.dep[i] != "poss":
                    last = i
            elif self._is_topic(head, i) or body == NOBODY and self._is_posting(head, i):
                last = self.after(mention, i) - 1
                if not self._is_topic(head, i):
                    break
            else:
                found = held_in(mention, NOBODY)
                if body == NOBODY or self._is_within(head, i) and mention.kind == "organisation":
                    body = found
                if mention.kind == "organisation" or not self._is_for(head, i):
                    break
            i = self.after(mention, i) if mention is not None else i + 1
        return body, last

    def after(self, mention: Mention, i: int) -> int:
        """The first token behind a mention that covers token i."""
        words = self._words
        while i < len(words) and words.start[i] < mention.end:
            i += 1
        return i

    def of_its(self, i: int) -> Body:
        """The body that "its" stands for, in "Its treasurer, Noll": what the sentence before is about."""
        words = self._words
        sentence = words.sentence[i]
        for k in range(i - 1, -1, -1):
            if words.sentence[k] < sentence - 1:
                break
            mention = self.named_at(k)
            if mention is not None and mention.kind in ("organisation", "country") and mention.chain is not None and self._is_subject(k):
                return held_in(mention, NOBODY)
        return NOBODY

    def _is_subject(self, i: int) -> bool:
        words = self._words
        for _ in range(4):
            if words.dep[i] in ("nsubj", "nsubjpass"):
                return True
            if words.dep[i] not in ("compound", "nmod", "appos", "poss"):
                return False
            i = words.head[i]
        return False

    def is_outdone(self, before: Mention, i: int, head: int, behind: Body) -> bool:
        """Whether a name before an office is its holder's party or nation, and not the body that is named behind.

        "The Labour head of the Harbour Board", "the British head of the World Bank"; but not "the Labour MP for Leeds".
        """
        words = self._words
        if behind == NOBODY or words.lower[i + 1] in ("'s", "’s") or words.lemma[head].casefold() in SEATS:
            return False
        if before.kind == "organisation":
            return is_party(before.text)
        return behind.affiliation is not None

    def is_field(self, before: Mention, i: int, head: int) -> bool:
        """Whether a name before a noun is what its holder knows about: "a Russia expert", but not "a Russian expert"."""
        words = self._words
        knows = words.lemma[head].casefold() in KNOWERS
        return knows and before.kind in ("country", "place") and words.tag[i].startswith("NN") and i == head - 1

    def is_portfolio(self, mention: Mention, head: int) -> bool:
        """Whether a name before an office says what it is for, not whose it is: "Northern Ireland Secretary", "Armed Forces Minister"."""
        words = self._words
        office = words.lemma[head].casefold()
        if mention.kind == "place":
            return office == "secretary"
        if mention.kind != "organisation" or words.text[head] != "Minister" or words.lower[head - 1] in ("'s", "’s", "of"):
            return False
        return mention.text not in wordlists.organisations() and mention.text.split()[-1].casefold() not in BODIES_OF_MINISTERS

    def _ties(self, head: int, i: int) -> list[str]:
        words = self._words
        return [words.lower[k] for k in range(head + 1, i) if words.pos[k] in ("ADP", "PART")]

    def _is_posting(self, head: int, i: int) -> bool:
        """Whether the name at token i is where somebody is sent, not who sent them: "ambassador to Norvale", "envoy for Norvale"."""
        ties = self._ties(head, i)
        return self._words.lemma[head].casefold() in POSTED and bool(ties) and ties[0] in _POSTS

    def _is_topic(self, head: int, i: int) -> bool:
        """Whether the name is what somebody knows or works about: "a writer on Kosovo at Norvale College"."""
        ties = self._ties(head, i)
        return bool(ties) and ties[-1] in _TOPICS

    def _is_for(self, head: int, i: int) -> bool:
        """Whether a body may yet come: "director for Europe at the Harbour Group"."""
        ties = self._ties(head, i)
        return bool(ties) and ties[-1] == "for"

    def _is_within(self, head: int, i: int) -> bool:
        ties = self._ties(head, i)
        return bool(ties) and ties[-1] in _WITHIN


def held_in(mention: Mention, known: Body) -> Body:
    """What a name adds to the country and body of an office that are known already."""
    found = country_of(mention)
    if found is not None and mention.kind in ("country", "group"):
        chain = mention.chain if mention.kind == "country" else None
        return Body(known.country or found, known.affiliation if known.affiliation is not None else chain)
    if mention.kind == "organisation" and known.affiliation is None:
        listed = wordlists.organisations().get(mention.text)
        return Body(known.country or (listed[1] if listed else None), mention.chain)
    if mention.kind == "place" and known.country is None:
        place = wordlists.places().get(mention.text)
        return Body(place[1] if place else None, known.affiliation)
    return known


def country_of(mention: Mention) -> str | None:
    """The code of the country that a mention names."""
    form = country_forms().get(mention.text)
    return form.country if form is not None else None
