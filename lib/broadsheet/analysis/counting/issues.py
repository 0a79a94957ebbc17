"""What is debated in a corpus: the things that positions are about, joined across articles by their words."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import Final

import numpy as np
import pandas as pd

from broadsheet.analysis.counting.articles import texts_of
from broadsheet.analysis.counting.holders import holder_keys
from broadsheet.analysis.counting.issue_limits import limit_of, limited
from broadsheet.analysis.counting.issue_names import issue_name, own_name
from broadsheet.analysis.counting.issue_targets import Target, head_words, is_matter, position_targets, says_something, takes_up
from broadsheet.analysis.counting.once import once
from broadsheet.annotating import Layers, content_words
from broadsheet.corrections import NamedIssue

MOST: Final = 30
"""Issues of a corpus."""

FEWEST: Final = 4
"""Actors who speak of an issue or take a position on it. Measured on four corpora of some thirty articles: of positions on what four
or more speak of, or what an article treats at length, a gold reader has 55 in 100; with three 52, with none of this 45."""

AT_LENGTH: Final = 5
"""Times that an article uses the word, from which it treats it at length: what one article is about may be debated in it alone."""

_FEW: Final = 10
"""Articles that are few."""

_BEFORE: Final = 500
_BEHIND: Final = 100
"""Characters around the end of a position in which a word of an issue is looked for: about a sentence either way. Measured on four corpora:
of positions beside one a gold reader has 52 in 100, of the others 16."""

_Issue = tuple[str | None, str | None]
"""The name of an issue, and the word that its positions share."""


@once("articles", "positions", "actors", "mentions", "quotes", "stances")
def issues(layers: Layers) -> pd.DataFrame:
    """The issue of each position, null where nothing debated is meant: one row per row of `layers.positions`, in its order.

    Returns
    -------
    pandas.DataFrame
        `issue term near`: its name; the stem, or the id of the actor, that its positions share; of a position on something else the
        issue that its passage names too.

    Notes
    -----
    Greedy covering: the word (or actor) that most holders take positions on is an issue, and all positions that have it are on that
    issue; then the next one, among what is left. A word counts only where enough actors speak of it: those who take positions on
    it, and those who use it in their quotations. Words that are in many articles say little of what is debated and count less, and
    names of actors inside a phrase not at all ("flights to Mexico" is about flights). Who backs, opposes
    or judges an actor is for or against that actor. An issue is named by the words around it that most positions have.
    """
    positions = layers.positions
    targets = position_targets(layers)
    speakers = _speakers(layers, {term for target in targets for term in target.terms})
    weights = _weights(layers, speakers)
    ids, keys = positions["holder_id"].tolist(), holder_keys(positions).tolist()
    treated = _treated(layers, targets)
    fewest = min(FEWEST, 2 + len(layers.articles) // _FEW)  # of few articles, fewer speak
    few = len(layers.articles) < _FEW  # on one story, where a word that is shared says enough
    found: list[_Issue] = [(None, None)] * len(positions)
    texts = {key: text.casefold() for key, text in _texts(layers).items()}
    held = dict.fromkeys(row for row in range(len(positions)) if isinstance(keys[row], str))
    left = {row: None for row in held if targets[row].terms}
    holders = _holders(targets, ids, left)
    named: set[str] = set()
    while len(named) < MOST:
        term = _most_debated(holders, speakers, weights, treated, fewest)
        if term is None:
            break
        members = [row for row in left if term in targets[row].terms]
        told = [targets[row] for row in members]
        name, same = limited(term, told, partial(issue_name, term, layers=layers))
        members = [row for row, one in zip(members, same, strict=True) if one] or members
        sure = few or limit_of(name, term) is not None  # "suspending flights": all have the word and want less of it
        members = [row for row in members if sure or _tells_of(targets[row], name, term, texts)]
        if not members:  # a word that is shared and is no matter: "private property", "a private server"
            del holders[term]
            continue
        named.add(term)
        for row in members:
            found[row] = name, term
            del left[row]
        for of_term, gone in _holders(targets, ids, members).items():
            holders[of_term] -= gone
    if few:
        _join(found, targets, ids)
    sharing: dict[str | None, set[tuple[str, str]]] = defaultdict(set)  # who is on an issue, and where
    for row, (_, term) in enumerate(found):
        sharing[term].add((keys[row], targets[row].place[0]))
    near: list[str | None] = [None] * len(positions)
    for row, beside in _beside(layers, found, targets, [row for row in held if found[row][1] is None]):
        near[row] = beside[0]
        name = own_name(targets[row].text)
        if (takes_up(targets[row].text) or few and is_matter(targets[row].text)) and len(sharing[beside[1]]) > 1:
            found[row] = beside  # "the plan" is about what is debated there
        elif says_something(targets[row].text) and isinstance(ids[row], str):
            found[row] = name, name.casefold()
    made = pd.DataFrame(found, columns=["issue", "term"], index=positions.index)
    return made.assign(near=pd.Series(near, index=made.index, dtype="object")).astype({"issue": "str", "term": "str", "near": "str"})


def _join(found: list[_Issue], targets: list[Target], ids: list[str | None]) -> None:
    """Makes one issue of two of which one has a position that is on the other by its words too: "a migration deal" and "migration".

    Of few articles on one story what shares a word is one debate; the issue with more positions takes in the other, and one holder's
    position on an arrangement is left to the debate beside it.
    """
    rows: dict[str, list[int]] = defaultdict(list)
    for row, (_, term) in enumerate(found):
        if term is not None and not term.startswith("@"):
            rows[term].append(row)
    for term in sorted(rows, key=lambda one: (len(rows[one]), one)):
        own = rows[term]
        wider = [
            one for one in rows if one != term and len(rows[one]) >= len(own)
            and (any(one in targets[row].terms for row in own) or any(term in targets[row].terms for row in rows[one]))
        ]
        if wider:
            into = max(wider, key=lambda one: (len(rows[one]), one))
            name = next((name for name, _ in (found[own[0]], found[rows[into][0]]) if {term, into} <= content_words(str(name))),
                        found[rows[into][0]][0])
            rows[into] += rows.pop(term)
            for row in rows[into]:
                found[row] = name, into
        elif len({ids[row] for row in own}) == 1 and all(is_matter(targets[row].text) for row in own):
            for row in own:
                found[row] = None, None


def _tells_of(target: Target, name: str, term: str, texts: dict[str, str]) -> bool:
    """Whether a position is on an issue of that name, and does not merely share a word with it: "small business", "business record".

    It has all words of the name, its article has the name, or what both are about is the word they share: "a levy on ships" is the
    "harbour levy".
    """
    if term.startswith("@") or content_words(name) <= content_words(target.text) or name.casefold() in texts[target.place[0]]:
        return True
    return term in head_words(name) and term in head_words(target.text)


def _beside(layers: Layers, found: Sequence[_Issue], targets: list[Target], left: Iterable[int]) -> Iterator[tuple[int, _Issue]]:
    """The rows without an issue of which the passage names one, each with the nearest one: what is wanted in a debate belongs to it."""
    known = {term: (name, term) for name, term in found if term is not None and name is not None and not term.startswith("@")}
    if not known:
        return
    for name, term in list(known.values()):  # a "return hub" is also called a hub
        known |= {stem: (name, term) for stem in head_words(name) if stem not in known and says_something(stem)}
    debated = re.compile(rf"\b(?:{'|'.join(sorted(map(re.escape, known), key=lambda term: (-len(term), term)))})")
    texts = {key: text.casefold() for key, text in _texts(layers).items()}
    rows = layers.positions
    about, ends, cues = rows["about"].tolist(), rows["end"].astype(int).tolist(), rows["cue"].tolist()
    for row in left:
        if about[row] != "thing":
            continue
        end = ends[row]
        found_near = debated.finditer(texts[targets[row].place[0]], max(end - _BEFORE, 0), end + _BEHIND)
        named = [one for one in found_near if one.group() not in content_words(cues[row])]  # "attacked the plan" names no debate on attacks
        if named:
            yield row, known[min(named, key=lambda one: (abs(one.end() - end), one.start())).group()]


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
    found = issues(layers)[["issue", "term"]].dropna().drop_duplicates()
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
    texts, rows = _texts(layers), layers.positions
    columns = ("article_id", "target_start", "target_end", "about")
    spans = zip(*(rows[name].tolist() for name in columns), found.tolist(), strict=True)
    return pd.Series([
        issue if about in ("spoken of", "turn") else _named(issue, texts[article][start:end], named)
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


def _speakers(layers: Layers, terms: set[str]) -> dict[str, set[str]]:
    """The actors in whose quotations each term occurs."""
    found: dict[str, set[str]] = defaultdict(set)
    said = layers.quotes[layers.quotes["actor_id"].notna()]
    for actor, text in zip(said["actor_id"].tolist(), said["text"].tolist(), strict=True):
        for word in content_words(text) & terms:
            found[word].add(actor)
    mentioned = layers.stances[layers.stances["holder_id"].notna()]
    for actor, holder in zip(mentioned["actor_id"].tolist(), mentioned["holder_id"].tolist(), strict=True):
        found[f"@{actor}"].add(holder)
    return found


def _texts(layers: Layers) -> dict[str, str]:
    """The texts of the articles with positions."""
    return texts_of(layers.articles[layers.articles["article_id"].isin(layers.positions["article_id"])])


def _weights(layers: Layers, speakers: dict[str, set[str]]) -> dict[str, float]:
    """How much a term says of what is debated: less where most speakers use it."""
    everybody = max(layers.quotes["actor_id"].nunique(), 1)
    return {term: float(np.log((1 + everybody) / min(len(who), everybody))) for term, who in speakers.items() if who}


def _treated(layers: Layers, targets: list[Target]) -> set[str]:
    """The words that an article with a position on them uses time and again."""
    texts = {key: text.casefold() for key, text in _texts(layers).items()}
    articles = layers.positions["article_id"].astype("str").tolist()
    pairs = {(article, term) for article, target in zip(articles, targets, strict=True) for term in target.terms if term[0] != "@"}
    return {term for article, term in pairs if texts[article].count(term) >= AT_LENGTH}


def _holders(targets: list[Target], ids: list[str | None], rows: Iterable[int]) -> dict[str, Counter[str]]:
    """How many positions on each term each actor takes; what groups without a name want makes no issue."""
    holders: dict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        holder = ids[row]
        if isinstance(holder, str):
            for term in targets[row].terms:
                holders[term][holder] += 1
    return holders


def _most_debated(
    holders: dict[str, Counter[str]], speakers: dict[str, set[str]], weights: dict[str, float], treated: set[str], fewest: int,
) -> str | None:
    """The term on which most holders take positions, rare terms before common ones."""
    most = max(weights.values(), default=1.0)
    ranked = [
        (len(who) * weights.get(term, most), term) for term, who in holders.items()
        if who and (term in treated or _spoken_of(who, speakers.get(term, set()), fewest))
    ]
    return max(ranked)[1] if ranked else None


def _spoken_of(holders: Counter[str], speakers: set[str], fewest: int) -> bool:
    """Whether enough actors speak of a thing or take a position on it."""
    return max(len(holders), len(speakers)) >= fewest or len(holders.keys() | speakers) >= fewest
