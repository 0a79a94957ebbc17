"""What positions are about, as the terms by which those on one thing are found."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from typing import Final, NamedTuple

from broadsheet.analysis.counting.articles import texts_of
from broadsheet.analysis.counting.issue_phrases import as_noun_phrase
from broadsheet.annotating import Layers, content_words, data_of_language
from broadsheet.resources import data_list, data_sections

_GENERIC: Final = "positions/generic.txt"
_LIMITS: Final = "positions/limits.txt"
_MATTERS: Final = "positions/matters.txt"
_PHRASES: Final = "positions/phrases.toml"

class Target(NamedTuple):
    """What a position is about: its words as a noun phrase, and the terms by which it is joined to others."""

    text: str
    terms: frozenset[str]
    place: tuple[str, int]
    """The article and the offset."""


def position_targets(layers: Layers) -> list[Target]:
    """What each row of `layers.positions` is about; who only speaks of a thing, or praises or blames an actor, gives no terms.

    Notes
    -----
    Praise and blame of an actor, or of how an actor handles something, are a tie, no position, but where a speaker judges a person in so
    many words ("Moss is unfit"). Measured on four corpora: of those that a reporter told a gold reader had 1 in 14 as a position, of the
    others 8 in 12.
    """
    texts = texts_of(layers.articles)
    named = layers.mentions[layers.mentions["actor_id"].notna() & (layers.mentions["kind"] != "other")]  # a law may well be the issue
    spans: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for article, start, end in zip(*(named[name].tolist() for name in ("article_id", "start", "end")), strict=True):
        spans[article].append((start, end))
    people = set(layers.actors.loc[layers.actors["kind"] == "person", "actor_id"])
    made = []
    rows = layers.positions
    columns = ("article_id", "target_start", "target_end", "target_id", "about", "voice", "cue", "side")
    for article, start, end, actor, about, voice, cue, side in zip(*(rows[name].tolist() for name in columns), strict=True):
        text = texts[article][start:end]
        judged = about == "judged" and (actor not in people or voice != "own words" or cue in phrase_words("courtesies"))
        judged = judged or (about == "conduct" and voice != "own words")
        if about == "spoken of" or judged or (about == "turn" and not isinstance(side, str)):
            terms: frozenset[str] = frozenset()
        elif about in ("actor", "judged") and isinstance(actor, str):
            terms = frozenset({f"@{actor}"})
        else:
            inside = [(s - start, e - start) for s, e in spans[article] if s < end and e > start]
            # "The Norland programme": by the name, where nothing else says what; not "the plan in Norland".
            terms = _terms(_without(text, inside)) or _terms(breaks().split(text)[0])
        made.append(Target(as_noun_phrase(" ".join(text.split()), cue), terms, (article, start)))
    return made


def _without(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """The text without these spans."""
    for start, end in spans:
        text = text[:max(start, 0)] + " " * (min(end, len(text)) - max(start, 0)) + text[end:] if end < len(text) else text[:max(start, 0)]
    return text


def _terms(text: str) -> frozenset[str]:
    """The content words of the middle of a phrase, the first part that has some; without numbers and words that name no issue."""
    for part in breaks().split(text):
        found = frozenset(word for word in content_words(part) if not any(sign.isdigit() for sign in word)) - _generic()
        if found:
            return found - limit_words().keys() - _doing(part) or found
    return frozenset()


def _doing(text: str) -> frozenset[str]:
    """The stem of the verb of "to pay the claims" and "raising the fee": what is debated is what it is done to."""
    words = text.split()
    verb = words[1] if len(words) > 2 and words[0].casefold() == "to" else words[0] if len(words) > 1 and words[0].endswith("ing") else ""
    return frozenset(content_words(verb))


def head_words(text: str) -> frozenset[str]:
    """The stems of the words that a phrase is about: "levy" and "ship" of "a harbour levy on ships for a year"."""
    for part in breaks().split(text):
        if content_words(part):
            inner = re.split(rf"\s(?:{'|'.join(sorted(phrase_words('inner')))})\s", part)
            last = (next((word for word in reversed(one.split()) if content_words(word)), "") for one in inner)
            return frozenset(stem for word in last for stem in content_words(word))
    return frozenset()


def says_something(text: str) -> bool:
    """Whether a phrase has a word that can name an issue: "talks", "help" and "$3m" have none."""
    return any(not any(sign.isdigit() for sign in word) for word in content_words(text) - _generic())


def is_matter(text: str) -> bool:
    """Whether a phrase begins with a noun for what is decided: "an arrangement to take them in", "negotiating a deal"."""
    return bool(content_words(" ".join(text.split()[:4])) & _matters())


def takes_up(text: str) -> bool:
    """Whether a phrase means what is debated around it: "the plan", "this", "talks", "to host one", but not "the government"."""
    words = text.casefold().split()
    if words and words[-1] in phrase_words("stand_in") or len(words) == 1 and words[0] in phrase_words("talks"):
        return True
    if not words or words[0] not in phrase_words("definite") or says_something(text):
        return False
    return len(words) == 1 or bool(content_words(text) & _matters())


@lru_cache(maxsize=8)
def phrase_words(table: str) -> frozenset[str]:
    """The words of one table of `positions/phrases.toml`, which says what each is for."""
    return frozenset(data_sections(data_of_language(_PHRASES))[table]["words"])


@lru_cache(maxsize=1)
def breaks() -> re.Pattern[str]:
    """Where the middle of a phrase ends: "a ban on flights | to Mexico"."""
    words = "|".join(sorted(phrase_words("breaks")))
    return re.compile(rf"\s(?:{words})\s|[,;:()\"“”…]|--|–|—|''", re.IGNORECASE)


@lru_cache(maxsize=1)
def limit_words() -> dict[str, str]:
    """The words by which less of a thing is wanted ("suspending", "ban"): their stems, each with the first word that has it."""
    found: dict[str, str] = {}
    for word in data_list(data_of_language(_LIMITS)):
        for stem in content_words(word):
            found.setdefault(stem, word)
    return found


@lru_cache(maxsize=1)
def _matters() -> frozenset[str]:
    return frozenset(stem for word in data_list(data_of_language(_MATTERS)) for stem in content_words(word))


@lru_cache(maxsize=1)
def _generic() -> frozenset[str]:
    """The stems of words that name no issue, also of their forms in -s and -ing."""
    words = data_list(data_of_language(_GENERIC))
    return frozenset(stem for word in words for form in (word, f"{word}s", f"{word.removesuffix('e')}ing") for stem in content_words(form))
