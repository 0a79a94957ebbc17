"""What is debated in a corpus: the things that positions are about, joined across articles by their words."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

import numpy as np
import pandas as pd

from broadsheet.analysis.counting.once import once
from broadsheet.annotating import Layers, content_words
from broadsheet.corrections import NamedIssue
from broadsheet.resources import data_list

MOST: Final = 30
"""Issues of a corpus."""

FEWEST: Final = 4
"""Actors who speak of an issue or take a position on it. Measured on four corpora of some thirty articles: of positions on what four
or more speak of, or what an article treats at length, a gold reader has 55 in 100; with three 52, with none of this 45."""

AT_LENGTH: Final = 5
"""Times that an article uses the word, from which it treats it at length: what one article is about may be debated in it alone."""

_GENERIC: Final = "en/positions/generic.txt"

_BREAKS: Final = re.compile(
    r"\s(?:for|with|by|from|in|at|over|as|because|that|which|who|whose|when|if|while|since|after|before|until|unless|without|than|so|to|and|or)\s"
    r"|[,;:()\"“”…]|--|–|—|''", re.IGNORECASE,
)
"""Where the middle of a phrase ends: "a ban on flights | to Mexico", "tougher rules | that protect the banks"."""

_LONGEST_NAME: Final = 60
_LONGER: Final = 1.1
"""How much each further word counts for a name: "minimum wage" before "wage" where half of the passages with the one have the other."""
_ARTICLES: Final = frozenset({
    "the", "a", "an", "to", "this", "that", "these", "those", "his", "her", "their", "its", "our", "my", "against",
    "for", "any", "all", "both", "some", "no", "more", "such", "should", "must", "would", "will", "be", "is", "are",
})


_BEFORE: Final = 300
_BEHIND: Final = 100
"""Characters around the end of a position in which a word of an issue is looked for: about a sentence either way. Measured on four corpora:
of positions beside one a gold reader has 52 in 100, of the others 16."""

_Issue = tuple[str | None, str | None]
"""The name of an issue, and the word that its positions share."""


class _Target(NamedTuple):
    """What a position is about: its words as they stand, and the terms by which it is joined to others."""

    text: str
    terms: frozenset[str]
    place: tuple[str, int]
    """The article and the offset."""


@once("articles", "positions", "actors", "mentions", "quotes")
def issues(layers: Layers) -> pd.DataFrame:
    """The issue of each position, one row per row of `layers.positions`, in its order: `issue term`, null where nothing debated is meant.

    Notes
    -----
    Greedy covering: the word (or actor) that most holders take positions on is an issue, and all positions that have it are on that
    issue; then the next one, among what is left. A word counts only where enough actors speak of it: those who take positions on
    it, and those who use it in their quotations. Words that are in many articles say little of what is debated and count less, and
    names of actors inside a phrase not at all ("flights to Mexico" is about flights). Who backs, opposes
    or judges an actor is for or against that actor. An issue is named by the words around it that most positions have.
    """
    positions = layers.positions
    targets = _targets(layers)
    speakers = _speakers(layers, {term for target in targets for term in target.terms})
    weights = _weights(layers, speakers)
    ids = positions["holder_id"].tolist()
    treated = _treated(layers, targets)
    fewest = min(FEWEST, 2 + len(layers.articles) // 10)  # of few articles, fewer speak
    found: list[_Issue] = [(None, None)] * len(positions)
    held = dict.fromkeys(row for row in range(len(positions)) if isinstance(ids[row], str))
    left = {row: None for row in held if targets[row].terms}
    for _ in range(MOST):
        term = _most_debated(targets, ids, left, speakers, weights, treated, fewest)
        if term is None:
            break
        members = [row for row in left if term in targets[row].terms]
        name = _name(term, [targets[row] for row in members], layers)
        for row in members:
            found[row] = name, term
            del left[row]
    for row in _beside(layers, found, targets, [row for row in held if found[row][1] is None]):
        name = _own_name(targets[row].text)
        found[row] = name, name.casefold()
    made = pd.DataFrame(found, columns=["issue", "term"], index=positions.index)
    return made.astype({"issue": "str", "term": "str"})


def _beside(layers: Layers, found: Sequence[_Issue], targets: list[_Target], left: Iterable[int]) -> list[int]:
    """The rows without an issue of which the passage names one: what is wanted in a debate belongs to it, under a name of its own."""
    known = {term for _, term in found if term is not None and not term.startswith("@")}
    if not known:
        return []
    debated = re.compile(rf"\b(?:{'|'.join(sorted(map(re.escape, known)))})")
    texts = {str(key): str(text).casefold() for key, text in zip(layers.articles["article_id"], layers.articles["text"], strict=True)}
    rows = layers.positions
    about, ends = rows["about"].tolist(), rows["end"].astype(int).tolist()
    return [
        row for row in left
        if about[row] == "thing" and debated.search(texts[targets[row].place[0]], max(ends[row] - _BEFORE, 0), ends[row] + _BEHIND)
    ]


def issue_terms(layers: Layers) -> pd.DataFrame:
    """What is debated, and the words that each issue is known by.

    Parameters
    ----------
    layers
        What `annotate` or an archive gives.

    Returns
    -------
    pandas.DataFrame
        `issue_id term name`, one row per issue and term: the stem, or the id of the actor, that its positions share, and its name.
    """
    found = issues(layers).dropna().drop_duplicates()
    ids = "issue:" + found["term"].str.removeprefix("@").str.replace(r"[^\w:-]+", "-", regex=True)
    spelt = pd.DataFrame({"issue_id": ids, "term": found["term"].str.removeprefix("@"), "name": found["issue"]})
    named = spelt.assign(term=spelt["name"].str.casefold())
    both = pd.concat([spelt, named]).drop_duplicates(["issue_id", "term"])
    return both.sort_values(["issue_id", "term"], kind="stable", ignore_index=True)


def issues_of(layers: Layers, named: Sequence[NamedIssue] = ()) -> pd.Series:
    """The issue of each position, null where none is meant, with those that an analyst has named.

    Parameters
    ----------
    layers
        What `annotate` or an archive gives.
    named
        Entries of the archive's `issues.toml`, the first that fits counts.
    """
    found = issues(layers)["issue"]
    if not named:
        return found
    texts = {str(key): str(text) for key, text in zip(layers.articles["article_id"], layers.articles["text"], strict=True)}
    rows = layers.positions
    spans = zip(rows["article_id"], rows["target_start"], rows["target_end"], rows["about"], found, strict=True)
    return pd.Series([
        issue if about in ("spoken of", "turn") else _named(issue, texts[article][int(start):int(end)], named)
        for article, start, end, about, issue in spans
    ], index=found.index, dtype="str")


def _named(issue: str | None, target: str, named: Sequence[NamedIssue]) -> str | None:
    """What an analyst calls the issue of one position."""
    words = content_words(target)
    known = issue.casefold() if isinstance(issue, str) else None
    for one in named:
        called = known is not None and known in {one.name.casefold(), *(name.casefold() for name in one.merge)}
        if called or any(content_words(term) <= words for term in one.terms):
            return None if one.reject else one.name
    return issue if isinstance(issue, str) else None


def _targets(layers: Layers) -> list[_Target]:
    texts = {str(key): str(text) for key, text in zip(layers.articles["article_id"], layers.articles["text"], strict=True)}
    named = layers.mentions[layers.mentions["actor_id"].notna() & (layers.mentions["kind"] != "other")]  # a law may well be the issue
    spans: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for article, start, end in zip(named["article_id"], named["start"], named["end"], strict=True):
        spans[article].append((int(start), int(end)))
    countries = set(layers.actors.loc[layers.actors["kind"] == "country", "actor_id"])
    made = []
    rows = layers.positions
    for article, first, last, actor, about in zip(
        rows["article_id"], rows["target_start"], rows["target_end"], rows["target_id"], rows["about"], strict=True,
    ):
        start, end = int(first), int(last)
        text = texts[article][start:end]
        inside = [(s - start, e - start) for s, e in spans[article] if s < end and e > start]
        if about in ("spoken of", "turn"):
            terms: frozenset[str] = frozenset()
        elif isinstance(actor, str):
            terms = frozenset() if about == "judged" and actor in countries else frozenset({f"@{actor}"})
        else:
            terms = _terms(_without(text, inside))
        made.append(_Target(" ".join(text.split()), terms, (str(article), start)))
    return made


def _without(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """The text without these spans."""
    for start, end in spans:
        text = text[:max(start, 0)] + " " * (min(end, len(text)) - max(start, 0)) + text[end:] if end < len(text) else text[:max(start, 0)]
    return text


def _terms(text: str) -> frozenset[str]:
    """The content words of the middle of a phrase, the first part that has some; without numbers and words that name no issue."""
    for part in _BREAKS.split(text):
        found = frozenset(word for word in content_words(part) if not any(sign.isdigit() for sign in word)) - _generic()
        if found:
            return found
    return frozenset()


@lru_cache(maxsize=1)
def _generic() -> frozenset[str]:
    """The stems of words that name no issue."""
    return frozenset(stem for word in data_list(_GENERIC) for stem in content_words(word))


def _speakers(layers: Layers, terms: set[str]) -> dict[str, set[str]]:
    """The actors in whose quotations each term occurs."""
    found: dict[str, set[str]] = defaultdict(set)
    said = layers.quotes[layers.quotes["actor_id"].notna()]
    for actor, text in zip(said["actor_id"], said["text"], strict=True):
        for word in content_words(str(text)) & terms:
            found[word].add(str(actor))
    mentioned = layers.stances[layers.stances["holder_id"].notna()]
    for actor, holder in zip(mentioned["actor_id"], mentioned["holder_id"], strict=True):
        found[f"@{actor}"].add(str(holder))
    return found


def _weights(layers: Layers, speakers: dict[str, set[str]]) -> dict[str, float]:
    """How much a term says of what is debated: less where most speakers use it."""
    everybody = max(layers.quotes["actor_id"].nunique(), 1)
    return {term: float(np.log((1 + everybody) / min(len(who), everybody))) for term, who in speakers.items() if who}


def _treated(layers: Layers, targets: list[_Target]) -> set[str]:
    """The words that an article with a position on them uses time and again."""
    texts = {str(key): str(text).casefold() for key, text in zip(layers.articles["article_id"], layers.articles["text"], strict=True)}
    articles = layers.positions["article_id"].astype("str").tolist()
    pairs = {(article, term) for article, target in zip(articles, targets, strict=True) for term in target.terms if term[0] != "@"}
    return {term for article, term in pairs if texts[article].count(term) >= AT_LENGTH}


def _most_debated(
    targets: list[_Target], ids: list[str], left: dict[int, None], speakers: dict[str, set[str]], weights: dict[str, float],
    treated: set[str], fewest: int,
) -> str | None:
    """The term on which most holders take positions, rare terms before common ones."""
    holders: dict[str, set[str]] = defaultdict(set)
    for row in left:
        for term in targets[row].terms:
            holders[term].add(ids[row])
    most = max(weights.values(), default=1.0)
    ranked = [
        (len(who) * weights.get(term, most), term)
        for term, who in holders.items() if term in treated or len(who | speakers.get(term, set())) >= fewest
    ]
    return max(ranked)[1] if ranked else None


def _name(term: str, members: list[_Target], layers: Layers) -> str:
    """What to call an issue: the actor's name, or the words around the term that most phrases have, more words before fewer."""
    if term.startswith("@"):
        known = layers.actors.set_index("actor_id")["name"]
        return str(known.get(term[1:], term[1:]))
    using: dict[str, int] = Counter()
    shown: dict[str, Counter[str]] = defaultdict(Counter)
    for text in {member.place: member.text for member in members}.values():  # several may hold one passage
        for words in dict.fromkeys(_around(term, text)):
            using[words.casefold()] += 1
            shown[words.casefold()][words] += 1
    shared = {words: count * (1 + _LONGER * (len(words.split()) - 1)) for words, count in using.items() if count > 1}
    if not shared:
        counted = Counter(_own_name(member.text) for member in members)
        return min(counted, key=lambda phrase: (-counted[phrase], len(phrase), phrase))
    most = max(shared, key=lambda words: (shared[words], words))
    return min(shown[most], key=lambda words: (-shown[most][words], words))


def _own_name(phrase: str) -> str:
    """The first part of a phrase that says something, not too long."""
    best = _bare(_first_part(phrase))
    return best if len(best) <= _LONGEST_NAME else best[:_LONGEST_NAME].rsplit(" ", 1)[0] + "…"


def _first_part(phrase: str) -> str:
    """The first part of a phrase that says something."""
    return next((part for part in _BREAKS.split(phrase) if len(content_words(part)) > 1), phrase)


def _around(term: str, phrase: str) -> Iterator[str]:
    """The runs of up to three words of the phrase that hold the term, without small words."""
    for part in _BREAKS.split(f" {phrase} "):
        words = [word.strip("“”\"'’‘.?!") for word in part.split()]
        words = [word for word in words if word]
        for start in range(len(words)):
            for end in range(start + 1, min(start + 3, len(words)) + 1):
                run = words[start:end]
                if all(map(_says, run)) and any(term in content_words(word) for word in run):
                    yield " ".join(run)


def _says(word: str) -> bool:
    return bool(content_words(word)) and word.casefold() not in _ARTICLES and not word[0].isdigit()


def _bare(phrase: str) -> str:
    """The phrase without articles and the like before it, without small words after it, and without quotation marks."""
    words = phrase.strip("“”\"'’‘ ,.;").split()
    while len(words) > 1 and words[0].lower().strip("“\"'") in _ARTICLES:
        words = words[1:]
    while len(words) > 1 and not content_words(words[-1]):
        words = words[:-1]
    return " ".join(words)
