"""What a query finds: which articles match, how well, and the sentences that show it, with the words found in their context."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

import numpy as np
import pandas as pd
import tantivy

from broadsheet.archive.register import newest_rows
from broadsheet.archive.searching.asking import actor_query, engine_query, is_words
from broadsheet.archive.searching.index import SearchIndex
from broadsheet.archive.searching.matches import Match, matches_in
from broadsheet.archive.searching.opened import BrokenIndexError, Opened
from broadsheet.archive.searching.query import Query
from broadsheet.archive.searching.tree import Actor, Both, Days, Either, Leaf, Node, Not, Outlet
from broadsheet.archive.searching.words import folded, word_forms
from broadsheet.archive.state import State
from broadsheet.archive.tables import pandas_frame
from broadsheet.corrections import UnknownActor
from broadsheet.errors import RequestError
from broadsheet.settings import nearest_name
from broadsheet.texts import sentence_around

COLUMNS: Final = {
    "article_id": "str", "source": "str", "published_at": "datetime64[us, UTC]", "title": "str", "score": "Float64", "hits": "Int64",
    "start": "Int64", "end": "Int64", "match_start": "Int64", "match_end": "Int64", "before": "str", "match": "str", "after": "str",
    "language": "str",
}
"""The columns of `search` and their dtypes."""

_LONG_AGO: Final = pd.Timestamp("1677-09-22", tz="UTC")

FEW: Final = 1_000
"""Articles that are looked at first, the best ones; a frequent word is in all of them."""

LOOKED_AT: Final = 40
"""Places of each word in an article whose sentences are compared, the first ones: a long text has hundreds of a frequent word."""

AROUND: Final = 60
"""Characters of context on either side of a word that was found."""


@dataclass(frozen=True)
class Archived:
    """What a search asks of an archive: its state and index, who an actor is, and which articles mention it as corrected.

    `mentioning` gives the ids of the articles that mention an actor where that was corrected by hand, else None: then the index knows.
    `newest` is whether the archive is shown as it is: an earlier state may well not know an outlet or an actor, and that is no mistake.
    """

    state: State
    index: SearchIndex
    find_actor: Callable[[str], str]
    mentioning: Callable[[str], set[str]] | None = None
    newest: bool = True


class Best(NamedTuple):
    """The rows of the register that match best, the best first, the score of each, and how many rows match."""

    rows: np.ndarray
    scores: np.ndarray
    matching: int


class Matching(NamedTuple):
    """Which rows of the register match, and the score of each: 0 where it does not match or no word is asked for."""

    chosen: pd.Series
    scores: np.ndarray


def matching(archived: Archived, query: Query) -> Matching:
    """Which articles of the archive match a query.

    Raises
    ------
    RequestError
        It names an outlet that the archive does not have, or an actor whom nobody mentions.
    """
    register = archived.state.register
    if register.empty:
        return Matching(pd.Series(False, index=register.index), np.zeros(0))
    return _answered(archived, lambda asked: asked.matching(query))


def _answered[Found](archived: Archived, ask: Callable[[_Asked], Found]) -> Found:
    """What the index says; one that turns out broken is made again, once."""
    for attempt in (1, 2):
        try:
            return ask(_Asked(archived, archived.index.current(archived.state), archived.index.keys(archived.state)))
        except BrokenIndexError:
            archived.index.forget()
            if attempt == 2:
                raise
    raise AssertionError


class _Asked:
    """One query to an open index; masks go by the rows of the register."""

    def __init__(self, archived: Archived, opened: Opened, keys: np.ndarray) -> None:
        self.archived, self.opened, self.keys = archived, opened, keys
        self.register = archived.state.register

    def matching(self, query: Query) -> Matching:
        if is_words(query.tree):
            mask, scores = self.words(query.tree)
        else:
            mask, scores = self.mask(query.tree), np.zeros(len(self.keys))
            if query.wanted:
                scores = np.where(mask, self.words(Either(query.wanted))[1], 0.0)
        return Matching(pd.Series(mask, index=self.register.index), scores)

    def words(self, node: Node) -> tuple[np.ndarray, np.ndarray]:
        """The mask and the scores of a tree of words."""
        with _expanding():
            return self.engine(engine_query(self.opened.index.schema, node))

    def best(self, node: Node, published: np.ndarray, top: int) -> Best | None:
        """The best articles for words, without a look at all that match; None where more must be looked at to know them."""
        if self.opened.searcher.num_docs != len(self.register):
            return None
        with _expanding():
            found, scores, matching = self.opened.best(engine_query(self.opened.index.schema, node), FEW)
        if not len(found):
            return Best(np.zeros(0, dtype=np.int64), scores, 0)
        order = np.argsort(self.keys)
        rows = order[np.minimum(np.searchsorted(self.keys, found, sorter=order), len(order) - 1)]
        # Of articles with one score the newest come first: all with that of the last one shown must be known.
        if (self.keys[rows] != found).any() or (matching > len(found) and not (top <= len(found) and scores[top - 1] > scores[-1])):
            return None
        first = np.lexsort((rows, -published[rows], -scores))[:top]
        return Best(rows[first], scores[first], matching)

    def engine(self, asked: tantivy.Query) -> tuple[np.ndarray, np.ndarray]:
        found, scores = self.opened.found(asked)
        order = np.argsort(found)
        found, scores = found[order], scores[order]
        if not len(found):
            return np.zeros(len(self.keys), dtype=bool), np.zeros(len(self.keys))
        at = np.minimum(np.searchsorted(found, self.keys), len(found) - 1)
        mask = found[at] == self.keys
        return mask, np.where(mask, scores[at], 0.0)

    def mask(self, node: Node) -> np.ndarray:
        if is_words(node):
            return self.words(node)[0]
        match node:
            case Not():
                return ~self.mask(node.part)
            case Both():
                return np.logical_and.reduce([self.mask(part) for part in node.parts])
            case Either():
                return np.logical_or.reduce([self.mask(part) for part in node.parts])
            case Outlet():
                return self.outlet(node)
            case Actor():
                return self.actor(node)
            case Days():
                return self.days(node)
        raise TypeError(node)

    def outlet(self, asked: Outlet) -> np.ndarray:
        names = {name: _plain(name) for name in self.register["source"].dropna().unique()}
        wanted = _plain(asked.name)
        meant = [name for name, plain in names.items() if (plain.startswith(wanted) if asked.prefix else plain == wanted)]
        if not meant and names and self.archived.newest:
            near = nearest_name(wanted, names.values())
            known = next((name for name, plain in names.items() if plain == near), None)
            raise RequestError(f"query: no outlet is called {asked.name!r}" + (f"; did you mean {known!r}?" if known else ""))
        return self.register["source"].isin(meant).to_numpy(dtype=bool)

    def actor(self, asked: Actor) -> np.ndarray:
        try:
            actor_id = self.archived.find_actor(asked.name)
        except UnknownActor:
            if self.archived.newest:
                raise
            return np.zeros(len(self.keys), dtype=bool)
        if self.archived.mentioning is not None:
            return self.register["article_id"].isin(self.archived.mentioning(actor_id)).to_numpy(dtype=bool)
        return self.engine(actor_query(self.opened.index.schema, actor_id))[0]

    def days(self, asked: Days) -> np.ndarray:
        published = self.register["published_at"]
        chosen = published.notna()
        if asked.first is not None:
            chosen &= published >= pd.Timestamp(asked.first, tz="UTC")
        if asked.last is not None:
            chosen &= published < pd.Timestamp(asked.last, tz="UTC") + pd.Timedelta(days=1)
        return chosen.to_numpy(dtype=bool)


@contextmanager
def _expanding() -> Iterator[None]:
    """What the engine says of a phrase whose last word may be too many words, as we say it."""
    try:
        yield
    except BrokenIndexError as error:
        if "expansion" not in str(error).lower():
            raise
        raise RequestError("query: too many words begin as the last word of a phrase does; give more of its letters") from error


def _plain(name: str) -> str:
    return " ".join(word_forms(name)) or folded(name)


def search(archived: Archived, query: Query, chosen: pd.Series, *, top: int | None, passages: int) -> pd.DataFrame:
    """The best passages of the articles that match, best articles first; see `Archive.search`.

    Parameters
    ----------
    archived
        The archive.
    query
        What is looked for.
    chosen
        Which rows of the register may be shown.
    top
        Articles shown; None shows all.
    passages
        Passages of each article at most.
    """
    register = archived.state.register
    best = _best_rows(archived, query, chosen, top)
    rows = _rows(archived.state, register.iloc[best.rows].assign(score=best.scores), query.wanted, passages)
    made = pd.DataFrame(rows, columns=list(COLUMNS))
    made = made.assign(published_at=pd.to_datetime(made["published_at"], utc=True)).astype(COLUMNS)
    made.attrs["articles"] = best.matching
    return made


def _best_rows(archived: Archived, query: Query, chosen: pd.Series, top: int | None) -> Best:
    """By score, then the newest, then in the order of the register, which is that of the ids."""
    published = archived.state.register["published_at"].fillna(_LONG_AGO).astype("int64").to_numpy()
    if top and len(chosen) and bool(chosen.all()) and is_words(query.tree):
        best = _answered(archived, lambda asked: asked.best(query.tree, published, top))
        if best is not None:
            return best
    found = matching(archived, query)
    kept = np.flatnonzero((found.chosen & chosen).to_numpy())
    rows = kept[np.lexsort((-published[kept], -found.scores[kept]))[:top]]
    return Best(rows, found.scores[rows], len(kept))


def _rows(state: State, shown: pd.DataFrame, leaves: tuple[Leaf, ...], passages: int) -> list[dict[str, Any]]:
    mask = state.register["article_id"].isin(set(shown["article_id"]))
    texts = texts_of_shown(state, shown)
    bounds = bounds_of(state, mask) if len(shown) else {}
    rows = []
    columns = (shown[name].tolist() for name in ("article_id", "source", "published_at", "score", "language"))
    for article_id, source, published_at, score, language in zip(*columns, strict=True):
        if article_id not in texts:
            continue
        title, text = texts[article_id]
        own = {"article_id": article_id, "source": source, "published_at": published_at, "title": title or None, "language": language}
        in_text = matches_in(text, [leaf for leaf in leaves if not leaf.title])
        in_title = matches_in(title, leaves)
        own |= {"score": round(score, 4), "hits": len(in_text) + len(in_title)}
        chosen = _best(text, in_text, bounds.get(article_id), passages)
        if not chosen:
            start, end = sentence_around(text, 0, 0, bounds.get(article_id))
            rows.append(own | {"start": start, "end": end} | (_context(title, in_title[0]) if in_title else {}))
        for start, end, match in chosen:
            span = {"start": start, "end": end, "match_start": match.start, "match_end": match.end}
            rows.append(own | span | _context(text, match))
    return rows


def texts_of_shown(state: State, shown: pd.DataFrame) -> dict[str, tuple[str, str]]:
    """Title, as corrected, and text of each article; only these columns are read."""
    if shown.empty:
        return {}
    read = pandas_frame(state.read_articles_of("articles", ["article_id", "title", "text", "batch"], shown))
    made = {}
    for article_id, title, text in newest_rows(read)[["article_id", "title", "text"]].itertuples(index=False):
        right = state.values.get(article_id, {}).get("title", title)
        made[str(article_id)] = (right if isinstance(right, str) else "", text if isinstance(text, str) else "")
    return made


def _best(
    text: str, found: list[Match], bounds: tuple[list[int], list[int]] | None, most: int,
) -> list[tuple[int, int, Match]]:
    """The sentences with the most different words of the query, then with the most words, then the first; each with its first match."""
    by_sentence: dict[tuple[int, int], list[Match]] = {}
    seen = Counter[int]()
    for match in found:
        seen[match.leaf] += 1
        if seen[match.leaf] > LOOKED_AT:
            continue
        by_sentence.setdefault(sentence_around(text, match.start, match.end, bounds), []).append(match)
    ranked = sorted(by_sentence.items(), key=lambda each: (-len({match.leaf for match in each[1]}), -len(each[1]), each[0]))
    return [(start, end, matches[0]) for (start, end), matches in ranked[:most]]


def _context(text: str, match: Match) -> dict[str, str]:
    """The word found, and what stands around it, in one line."""
    before, after = text[max(0, match.start - AROUND):match.start], text[match.end:match.end + AROUND]
    if match.start > AROUND and " " in before:
        before = before[before.index(" ") + 1:]
    if match.end + AROUND < len(text) and " " in after:
        after = after[:after.rindex(" ")]
    return {"before": _one_line(before, left=True), "match": " ".join(text[match.start:match.end].split()), "after": _one_line(after)}


def _one_line(text: str, *, left: bool = False) -> str:
    """The text with single spaces, and the one that parts it from the word found."""
    said = " ".join(text.split())
    return (said + " " if text[-1:].isspace() else said) if left else (" " + said if text[:1].isspace() else said)


def bounds_of(state: State, mask: pd.Series) -> dict[str, tuple[list[int], list[int]]]:
    """Where the sentences of the annotated articles start and end."""
    sentences = state.layer("sentences", mask)
    made: dict[str, tuple[list[int], list[int]]] = {}
    for article_id, start, end in zip(sentences["article_id"], sentences["start"], sentences["end"], strict=True):
        starts, ends = made.setdefault(article_id, ([], []))
        starts.append(int(start))
        ends.append(int(end))
    return made


