"""What is new since an earlier state of the archive: articles, revisions, actors, statements, plans, stance."""

from __future__ import annotations

import pandas as pd

from broadsheet.analysis.briefing._changes import (
    changed_plans,
    judged_in_own_voice,
    names_in,
    new_actors,
    new_articles,
    new_contradictions,
    new_statements,
    removed_passages,
    revisions,
    stance_shifts,
)
from broadsheet.analysis.counting import columns, proofs
from broadsheet.analysis.counting.articles import looked_up
from broadsheet.analysis.question import Asked, Column, question
from broadsheet.analysis.timeline.commitments import commitments, passages_of_plans
from broadsheet.annotating import Layers
from broadsheet.corrections import find_actor

COLUMNS = ("change", "what", "detail", "source", "day", "article_id", "start", "end", "actor_id")
KINDS = (
    "plan cancelled", "plan moved", "plan met", "plan gone silent", "plan made", "new contradiction", "stance shifted", "new statement",
    "passage removed", "revised article", "new actor", "new article",
)
"""Kinds of change, in the order of the frame: what changes the picture first, what is merely more of it last."""

_PLANS = ("plan cancelled", "plan moved", "plan met", "plan gone silent", "plan made")
_OFFSETS = {"start": "Int64", "end": "Int64"}


def _versions(frame: pd.DataFrame, asked: Asked) -> pd.DataFrame:
    """The earlier version of a revised article, and the version in which a removed passage is no more: whole articles.

    What was removed is shown where it stood, in the earlier version, which the archive keeps.
    """
    new = _new(asked.layers, asked.options["before"])[["article_id", "supersedes"]].dropna()
    rows = proofs.numbered(frame)[["row", "change", "article_id"]]
    earlier = rows[rows["change"] == "revised article"].merge(new, on="article_id", validate="many_to_one")[["row", "supersedes"]]
    earlier = earlier[earlier["supersedes"].isin(asked.layers.articles["article_id"])].set_axis(["row", "article_id"], axis=1)
    later = rows[rows["change"] == "passage removed"].merge(
        new.set_axis(["later", "article_id"], axis=1), on="article_id", validate="many_to_many",
    )[["row", "later"]].set_axis(["row", "article_id"], axis=1)
    return proofs.whole(pd.concat([earlier, later], ignore_index=True))


def _names(frame: pd.DataFrame, asked: Asked) -> pd.DataFrame:
    """The mentions by name in new articles, which are counted."""
    return proofs.same(frame, names_in(asked.layers, _new(asked.layers, asked.options["before"])), {"actor_id": "actor_id"})


def _of_plans(frame: pd.DataFrame, asked: Asked) -> pd.DataFrame:
    """What proves the plan in `commitments`: its reports, and the one that tells what became of it."""
    plans = commitments(asked.layers).drop_duplicates(list(proofs.SPAN)).astype(_OFFSETS)
    rows = proofs.numbered(frame)[["row", *proofs.SPAN]].astype(_OFFSETS).merge(plans, on=list(proofs.SPAN), validate="many_to_one")
    found = passages_of_plans(rows, asked.layers)
    return found.assign(row=rows["row"].to_numpy()[found["row"]])


def _of_both(frame: pd.DataFrame, asked: Asked) -> pd.DataFrame:
    """The report that differs from the one that the row names."""
    keys = ["what", "detail", *proofs.SPAN]
    pairs = new_contradictions(asked.layers, _new(asked.layers, asked.options["before"])).astype(_OFFSETS)
    rows = proofs.numbered(frame)[["row", *keys]].astype(_OFFSETS).merge(pairs[[*keys, "other_event_id"]], on=keys)
    found = proofs.same(rows, asked.layers.events, {"other_event_id": "event_id"})
    return found.assign(row=rows["row"].to_numpy()[found["row"]])


def _judged(frame: pd.DataFrame, asked: Asked) -> pd.DataFrame:
    """The judged mentions of the actor, in the new articles and in those before: the change is between the two."""
    return proofs.same(frame, judged_in_own_voice(asked.layers), {"actor_id": "actor_id"})


def _finding(frame: pd.DataFrame, asked: Asked) -> str:
    """How many changes of each kind, in the order of `KINDS`."""
    counted = frame["change"].value_counts()
    words = [f"{int(counted[kind]):,} {_plural(kind, int(counted[kind]))}" for kind in KINDS if kind in counted.index]
    said = words[0] if len(words) == 1 else ", ".join(words[:-1]) + " and " + words[-1]
    return ("First run, everything is new: " if asked.options["before"] is None else "New since the last run: ") + said


def _plural(kind: str, n: int) -> str:
    if n == 1:
        return kind
    head, _, tail = kind.partition(" ")
    return f"{head}s {tail}" if head in ("plan", "passage", "stance") else f"{kind}s"


@question(
    asks="What is new since an earlier state of the archive?",
    columns=columns.some(
        "source article_id start end actor_id",
        change=Column("Change", "what kind of change it is"),
        what=Column("What", "the words of what is new, or who it is about"),
        detail=Column("Details", "what is said of it, from when to when, or against what"),
        day=Column("Day", "when the article that shows it was published", form="day"),
    ),
    proof=proofs.joined(
        proofs.own_span,
        proofs.where("change", ("revised article", "passage removed"), _versions),
        proofs.where("change", ("new actor",), _names),
        proofs.where("change", _PLANS, _of_plans),
        proofs.where("change", ("new contradiction",), _of_both),
        proofs.where("change", ("stance shifted",), _judged),
    ),
    finding=_finding,
    empty="Nothing new since the last run",
    headline=True,
    group="change",
    rows=120,
)
def changes_since(layers: Layers, before: Layers | None = None, *, focus: str | None = None) -> pd.DataFrame:
    """What the layers hold that an earlier state did not, one row per change.

    Parameters
    ----------
    layers
        The layers of now.
    before
        The layers as they were (`open_archive(path, as_of=moment).layers(…)`), for the same period and outlets; None: there
        is no earlier state, and everything is new.
    focus
        An actor's name, alias or id: only changes in articles that mention the actor.

    Returns
    -------
    pandas.DataFrame
        One row per change: `change` (a kind of `KINDS`), `what` and `detail` (words), `source` and `day` of the article that
        shows it, `article_id`, `start`, `end` (null where the whole article is meant), `actor_id`. Copies of an article bring
        nothing new but themselves. Empty where nothing is new.
    """
    new = _new(layers, before)
    before = _emptied(layers) if before is None else before
    columns = [*COLUMNS, "weight"]
    parts = [
        new_articles(new), revisions(layers, new), removed_passages(layers, new), new_actors(layers, before, new),
        new_statements(layers, new), changed_plans(layers, before, new), new_contradictions(layers, new), stance_shifts(layers, before),
    ]
    found = pd.concat([part.reindex(columns=columns) for part in parts if len(part)] or [pd.DataFrame(columns=columns)])
    found = _with_article(found, layers)
    if focus is not None:
        found = _about(found, layers, focus)
    order = found["change"].map({kind: i for i, kind in enumerate(KINDS)})
    found = found.assign(_order=order, weight=-found["weight"].fillna(0).astype(float))
    found = found.sort_values(["_order", "weight", "day", "article_id", "start"], kind="stable", ignore_index=True)
    return found.drop(columns=["_order", "weight"]).astype({"change": "str", "what": "str", "start": "Int64", "end": "Int64"})


def _emptied(layers: Layers) -> Layers:
    return Layers(**{name: frame.iloc[:0] for name, frame in layers.frames().items()})


def _new(layers: Layers, before: Layers | None) -> pd.DataFrame:
    """The articles that were not there before."""
    known = set() if before is None else set(before.articles["article_id"])
    return layers.articles[~layers.articles["article_id"].isin(known)]


def _with_article(found: pd.DataFrame, layers: Layers) -> pd.DataFrame:
    articles = layers.articles.set_index("article_id")
    days = looked_up(found["article_id"], articles["published_at"]).dt.tz_localize(None).dt.normalize().astype("datetime64[us]")
    return found.assign(source=looked_up(found["article_id"], articles["source"]), day=days)


def _about(found: pd.DataFrame, layers: Layers, focus: str) -> pd.DataFrame:
    mentioned = set(layers.mentions.loc[layers.mentions["actor_id"] == find_actor(layers, focus), "article_id"])
    return found[found["article_id"].isin(mentioned)]
