"""What is debated in a corpus: the things that positions are about, joined across articles by their words."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import Final

import numpy as np
import pandas as pd

from broadsheet.analysis.counting.once import once
from broadsheet.annotating import Layers, content_words

MOST: Final = 30
"""Issues of a corpus."""

FEWEST: Final = 2
"""Holders of positions on an issue: what one actor alone speaks of is not debated."""

_LONGEST_NAME: Final = 60


@once("articles", "positions", "actors")
def issues(layers: Layers) -> pd.DataFrame:
    """The issue of each position, one row per row of `layers.positions`, in its order: `issue`, null where nothing debated is meant.

    Notes
    -----
    Greedy covering: the word (or actor) that most holders take positions on is an issue, and all positions that have it are on that
    issue; then the next one, among what is left. Words that stand in most articles say little of what is debated and count less. An
    issue is named by the phrase that its positions use most.
    """
    positions = layers.positions
    target = _targets(layers)
    terms = [_terms(text, actor) for text, actor in zip(target, positions["target_id"], strict=True)]
    spread = _spread(terms, positions["article_id"].tolist())
    found: list[str | None] = [None] * len(positions)
    left = dict.fromkeys(range(len(positions)))
    for _ in range(MOST):
        term = _most_debated(terms, positions, left, spread, len(layers.articles))
        if term is None:
            break
        members = [row for row in left if term in terms[row]]
        name = _name(term, [target[row] for row in members], layers)
        for row in members:
            found[row] = name
            del left[row]
    return pd.DataFrame({"issue": pd.Series(found, dtype="str", index=positions.index)})


def _targets(layers: Layers) -> list[str]:
    texts = layers.articles.set_index("article_id")["text"]
    rows = zip(layers.positions["article_id"], layers.positions["target_start"], layers.positions["target_end"], strict=True)
    return [" ".join(str(texts[article])[int(start):int(end)].split()) for article, start, end in rows]


def _terms(text: str, actor: object) -> frozenset[str]:
    """The content words of a target; an actor that it names is one too."""
    words = frozenset(word for word in content_words(text) if not word.isdigit())
    return words | {f"@{actor}"} if isinstance(actor, str) else words


def _spread(terms: list[frozenset[str]], articles: list[str]) -> Counter[str]:
    """In how many articles each term is what a position is about."""
    return Counter(term for term, _ in {(term, article) for own, article in zip(terms, articles, strict=True) for term in own})


def _most_debated(
    terms: list[frozenset[str]], positions: pd.DataFrame, left: dict[int, None], spread: Counter[str], articles: int,
) -> str | None:
    """The term on which most holders take positions, rare terms before common ones."""
    holders: dict[str, set[str]] = defaultdict(set)
    ids = positions["holder_id"].tolist()
    for row in left:
        for term in terms[row]:
            holders[term].add(ids[row])
    ranked = [
        (len(who) * float(np.log1p(spread[term])) * float(np.log((1 + articles) / min(spread[term], articles)) + 0.3), term)
        for term, who in holders.items() if len(who) >= FEWEST
    ]
    return max(ranked)[1] if ranked else None


def _name(term: str, phrases: list[str], layers: Layers) -> str:
    """The phrase to call an issue by: the actor's name, or the phrase used most, the shorter before the longer."""
    if term.startswith("@"):
        known = layers.actors.set_index("actor_id")["name"]
        return str(known.get(term[1:], term[1:]))
    counted = Counter(_without_article(phrase) for phrase in phrases)
    best = min(counted, key=lambda phrase: (-counted[phrase], len(phrase), phrase))
    return best if len(best) <= _LONGEST_NAME else best[:_LONGEST_NAME].rsplit(" ", 1)[0] + "…"


def _without_article(phrase: str) -> str:
    first, _, rest = phrase.partition(" ")
    return rest if rest and first.lower() in ("the", "a", "an", "to", "this", "that", "his", "her", "their", "its") else phrase
