"""What an analyst can look at while exploring: each view asks a question of the articles that the controls leave."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

import pandas as pd

from broadsheet import analysis
from broadsheet.analysis import Column, hidden
from broadsheet.annotating import Layers
from broadsheet.corrections import find_actor
from broadsheet.display import Answer, ask, listing


@dataclass(frozen=True)
class Selection:
    """What the controls ask for; None asks for everything. Days are both included."""

    since: pd.Timestamp | None = None
    until: pd.Timestamp | None = None
    sources: tuple[str, ...] | None = None
    focus: str | None = None
    status: tuple[str, ...] | None = None
    query: str | None = None


@dataclass(frozen=True)
class Looked:
    """What a view shows.

    Parameters
    ----------
    answer
        The rows below the controls, with their proof.
    picture
        Another answer whose picture stands above these rows; None takes the answer's own. Its marks lead to no row.
    """

    answer: Answer
    picture: Answer | None = None


def _actors(layers: Layers, asked: Selection) -> Looked:
    """Who is named most; with an actor, who is named beside it."""
    if asked.focus is None:
        return Looked(ask("actor_ranking", layers))
    return Looked(ask("co_occurrence", layers, focus=asked.focus))


def _statements(layers: Layers, asked: Selection) -> Looked:
    """Who said what; with an actor, what it said."""
    ledger = ask("quote_ledger", layers, focus=asked.focus)
    return Looked(ledger, ask("speaker_ranking", layers, top=15) if asked.focus is None else None)


def _happenings(layers: Layers, asked: Selection) -> Looked:
    """What happened, or is to happen, when; of the chosen status."""
    return Looked(ask("timeline", layers, focus=asked.focus, status=asked.status, stated=True))


def _stance(layers: Layers, asked: Selection) -> Looked:
    """The sentences for and against; the picture has the means."""
    sentences = ask("stance_evidence", layers, focus=asked.focus, top=100)
    return Looked(sentences, ask("stance_ranking", layers, focus=asked.focus))


def _articles(layers: Layers, asked: Selection) -> Looked:
    """The articles; with an actor, those that name it."""
    chosen = layers if asked.focus is None else of_focus(layers, asked.focus)
    return Looked(ask("article_list", chosen), ask("article_volume", chosen))


def of_focus(layers: Layers, focus: str) -> Layers:
    """The layers of the articles that mention the actor."""
    mentions = layers.mentions
    return analysis.of_articles(layers, mentions.loc[mentions["actor_id"] == find_actor(layers, focus), "article_id"])


VIEWS: Final[dict[str, Callable[[Layers, Selection], Looked]]] = {
    "Actors": _actors, "Statements": _statements, "Happenings": _happenings, "Stance": _stance, "Articles": _articles,
}
"""The views by the name on their button."""


def _passages(layers: Layers, hits: pd.DataFrame) -> Looked:
    """The passages that a query finds, the best first; each row's proof is the passage itself."""
    shown = hits[hits["article_id"].isin(set(layers.articles["article_id"]))].reset_index(drop=True)
    proof = shown[["article_id"]].assign(
        row=range(len(shown)), start=shown["match_start"].fillna(shown["start"]), end=shown["match_end"].fillna(shown["end"]),
    )
    said = f"{analysis.quantity(shown['article_id'].nunique(), 'article')} of these match, best first"
    answer = listing(shown, _FOUND, name="search", finding=said, empty="No article of these matches")
    return Looked(replace(answer, evidence=proof[["row", "article_id", "start", "end"]], layers=layers))


_FOUND: Final = {
    "source": Column("Outlet", "the outlet"), "published_at": Column("Published", "when it was published", form="day"),
    "title": Column("Title", "the article's title"), "before": Column("Before", "what stands before the words found"),
    "match": Column("Found", "the words found"), "after": Column("After", "what stands after them"),
    "score": Column("Score", "how well the article matches (BM25)"), "hits": Column("Places", "places where the words stand"),
    **{name: hidden(name) for name in ("article_id", "start", "end", "match_start", "match_end")},
}

SEARCH: Final = "Search"
"""The view of what a query finds."""


def looked_at(view: str, layers: Layers, asked: Selection, hits: pd.DataFrame | None = None) -> Looked | None:
    """The answer of a view to a selection; None where these articles do not name the actor of the focus.

    Parameters
    ----------
    view
        A key of `VIEWS`.
    layers
        All layers; they are narrowed to the period and the outlets here.
    asked
        What the controls say.
    hits
        What the archive's search gave for the query of the selection: every view keeps to these articles.

    Raises
    ------
    RequestError
        No actor has the name of the focus, or several have.
    """
    focus = None if asked.focus is None else find_actor(layers, asked.focus)
    kept = analysis.narrowed(layers, since=asked.since, until=asked.until, sources=asked.sources)
    if hits is not None:
        kept = analysis.of_articles(kept, set(hits["article_id"]))
    if focus is not None and focus not in set(kept.actors["actor_id"]):
        return None
    if view == SEARCH:
        kept = kept if focus is None else of_focus(kept, focus)
        return _passages(kept, _no_hits() if hits is None else hits)
    return VIEWS[view](kept, asked)


def _no_hits() -> pd.DataFrame:
    """The frame of a search that was not made."""
    return pd.DataFrame({name: pd.Series(dtype="str") for name in _FOUND})
