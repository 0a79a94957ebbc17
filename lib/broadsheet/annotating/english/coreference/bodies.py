"""Which body "the company", "the court", "the paper", "the country" and "the town" mean: the last fitting one, or nobody.

A noun means bodies of its own sort only: "the company" is no newspaper that reports on it and no court that fines it. The
nearest of them comes first, in one sentence the subject or the one that the article is about; of two that fit equally well
neither is meant.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from broadsheet.annotating.english.coreference.seen import Seen
from broadsheet.annotating.english.names import wordlists
from broadsheet.annotating.english.names.bodies import body_tokens
from broadsheet.annotating.english.names.countries import country_forms
from broadsheet.annotating.english.names.named_actors import NamedActor
from broadsheet.annotating.english.names.words import Words

COUNTRY_NOUNS = frozenset({"country", "nation", "state", "republic", "kingdom"})
CITY_NOUNS = frozenset({"city", "town", "capital", "village"})
_REACH = 2
"""Sentences back in which a description finds whom it means."""


def body_meant(lemma: str, seen: Sequence[Seen], sentence: int, count: Mapping[int, int]) -> NamedActor | None:
    """The body that "the" and the noun mean: one whose name holds the noun ("the university"), else the nearest of its sort."""
    sorts = wordlists.sorts_of_nouns().get(lemma, ())
    bodies = [m for m in seen if m.actor is not None and m.actor.kind == "organisation"]
    last = next((m.sentence for m in reversed(bodies) if _holds(m, lemma)), None)
    if last is not None:
        here = [m for m in bodies if m.sentence == last]
        return _chosen([m for m in here if _holds(m, lemma) or m.actor is not None and _sort_of(m.actor) in {*sorts} - {"any"}], count)
    return _nearest(bodies, sentence, lambda actor: _sort_of(actor) in sorts, count)


def _holds(mention: Seen, lemma: str) -> bool:
    return mention.actor is not None and lemma in mention.actor.name.casefold().split()


def _chosen(here: Sequence[Seen], count: Mapping[int, int]) -> NamedActor | None:
    """Of those named in one sentence the subject, else the one of which the article has spoken twice as much as of any other."""
    actors = {m.actor.chain: m.actor for m in [m for m in here if m.subject] or here if m.actor is not None}
    ranked = sorted(actors, key=lambda chain: -count.get(chain, 0))
    if len(ranked) > 1 and count.get(ranked[0], 0) < 2 * count.get(ranked[1], 0):
        return None
    return actors[ranked[0]] if ranked else None


def _sort_of(actor: NamedActor) -> str:
    """The sort of a body by its list entry or by the words of its name; "any" where neither tells."""
    listed, by_word = wordlists.sorts_of_bodies(), wordlists.sorts_of_words()
    entry = wordlists.organisations().get(actor.name)
    if entry is not None:
        return listed.get(entry[0], "listed")
    words = actor.name.casefold().split()
    kinds = [by_word[word] for word in (words[-1], *body_tokens(actor.name)[::-1]) if word in by_word] if words else []
    return kinds[0] if kinds else "any"


def country_meant(i: int, words: Words, seen: Sequence[Seen], sentence: int, count: Mapping[int, int]) -> NamedActor | None:
    """The country named last: not the government that a capital stands for, nor whoever does something to "the country".

    A place of which the lists know nothing, named since, may be a country too; then nobody is meant.
    """
    doers = _subjects_of(i, words)

    def fits(actor: NamedActor) -> bool:
        return actor.kind == "country"

    named = [m for m in seen if m.token not in doers and not _is_seat(m, words)]
    last = next((m for m in reversed(named) if m.actor is not None and m.actor.kind in ("country", "place")), None)
    if last is not None and last.actor is not None and last.actor.kind == "place" and not _is_listed(last.actor):
        return None
    return _nearest(named, sentence, fits, count)


def place_meant(lemma: str, seen: Sequence[Seen], sentence: int, count: Mapping[int, int]) -> NamedActor | None:
    """The town named last; one that the lists know as a city is no village."""
    if lemma == "capital":
        return None

    def fits(actor: NamedActor) -> bool:
        return actor.kind == "place" and (lemma == "city" or not _is_listed(actor)) and actor.name not in wordlists.regions()

    return _nearest(seen, sentence, fits, count)


def _is_listed(actor: NamedActor) -> bool:
    return actor.name in wordlists.places() or actor.name in country_forms()


def _is_seat(mention: Seen, words: Words) -> bool:
    form = country_forms().get(words.text[mention.token])
    return form is not None and form.use in ("capital", "seat")


def _subjects_of(i: int, words: Words) -> set[int]:
    """The subjects of the verbs of which the noun is, at some remove, the object: "it threatened to suspend the country"."""
    found: set[int] = set()
    verb = words.head[i]
    if words.dep[i] not in ("dobj", "pobj"):
        return found
    for _ in range(4):
        found.update(k for k in range(words.left[verb], verb) if words.head[k] == verb and words.dep[k] in ("nsubj", "nsubjpass"))
        if words.head[verb] == verb or words.dep[verb] not in ("xcomp", "prep", "conj", "dobj", "acl", "pcomp"):
            break
        verb = words.head[verb]
    return found


def _nearest(
    seen: Sequence[Seen], sentence: int, fits: Callable[[NamedActor], bool], count: Mapping[int, int],
) -> NamedActor | None:
    """The fitting actor of the nearest sentence that names one."""
    for distance in range(_REACH + 1):
        here = [m for m in seen if m.sentence == sentence - distance and m.actor is not None and fits(m.actor)]
        if here:
            return _chosen(here, count)
    return None
