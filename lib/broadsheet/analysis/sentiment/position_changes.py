"""Who changed position: a speaker against something earlier and for it later, or the other way, both sentences side by side.

Changes that an article itself tells ("reversed course", "dropped her opposition to the levy") are shown as they are told. Others
are found by comparing what was said on two days. Toward an *issue*: positions on it, for or against. Toward an *actor*: whom
somebody is said to back or oppose. Toward a *proposal*: what a speaker is said to rule out, reject, be open to or
support ("ruled out hosting return hubs").
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator
from typing import Any

import numpy as np
import pandas as pd

from broadsheet.analysis.counting import columns, proofs
from broadsheet.analysis.counting.articles import independent, told_by
from broadsheet.analysis.counting.issues import issues
from broadsheet.analysis.counting.judged import focus_id
from broadsheet.analysis.counting.sentences import with_sentences
from broadsheet.analysis.question import Column, hidden, question
from broadsheet.analysis.sentiment._proposals import Position, one_matter, stated_positions
from broadsheet.annotating import Layers, content_words

_SHOWN = (
    "holder", "about", "before", "after", "sentence", "other_sentence", "source", "other_source", "published_at", "other_published_at",
    "article_id", "start", "end", "other_article_id", "other_start", "other_end", "holder_id", "actor_id",
)

EARLIER, CHANGED = "another", "changed"
"""Before and after of a change that an article tells without naming the sides."""


def _moved(found: pd.DataFrame) -> str:
    """How many speakers changed position, and who did last."""
    last, speakers = found.iloc[0], found["holder_id"].nunique()
    told = f"{last['holder']} went from {last['before']} to {last['after']} ({last['about']})"
    return told if len(found) == 1 else f"{len(found)} changes of position by {speakers} speaker{'s' * (speakers > 1)}; the latest: {told}"


@question(
    asks="Who changed position?",
    columns=columns.some(
        "source published_at article_id start end holder_id actor_id",
        holder=Column("Speaker", "who changed position"),
        about=Column("About", "the actor, or the later report's words for the proposal"),
        before=Column("Before", "critical or supportive of an actor; against, open or for with a proposal"),
        after=Column("After", "the same, as the later article reports it"),
        sentence=Column("Sentence", "the earlier statement", form="told", beside=("source", "published_at")),
        other_sentence=Column("Other sentence", "the later statement", form="told", beside=("other_source", "other_published_at")),
        other_source=Column("Other outlet", "the outlet of the later article", form="outlet"),
        other_published_at=Column("Other published", "when the later article was published", form="day"),
        other_article_id=hidden("the later article"),
        other_start=hidden("first character of the later passage"),
        other_end=hidden("the character after the later passage"),
    ),
    proof=proofs.joined(proofs.own_span, proofs.spans_in("other_article_id", "other_start", "other_end")),
    finding=lambda frame, asked: _moved(frame),
    empty="No speaker is seen to change position between two articles",
)
def position_changes(layers: Layers, *, focus: str | None = None) -> pd.DataFrame:
    """Speakers who moved: from against to for (or open to), or back, toward an actor or a proposal.

    Parameters
    ----------
    layers
        Annotated articles; copies, replaced versions and undated articles are out.
    focus
        An actor's name, alias or id: only changes of that speaker, or toward that actor.

    Returns
    -------
    pandas.DataFrame
        One row per change, the latest first. `holder` is the speaker; `about` the actor's name, or the later report's words
        for the proposal; `before` and `after` are critical or supportive of an actor, against, open or for with a proposal.
        `sentence source published_at article_id start end` are the earlier report, those with `other_` the later one.
        `actor_id` is null for a proposal.

    Notes
    -----
    Told changes have one passage, which stands for both sides; where it names no sides, they are "another" and "changed". Otherwise
    a change is two statements in two articles, the second published later, with none on the same matter in between; what is
    told as past ("had ruled out") and what is uncertain ("may reject") are no statements. Two proposals are the same if they
    share half their words and at least two. Positions stated in other words than those listed are not seen, and a change of
    words may be a change of circumstance: read both sentences.
    """
    articles = independent(layers.articles)
    articles = articles[articles["published_at"].notna()].set_index("article_id")
    rows = [row for source in (_told_changes, _on_issues, _toward_actors, _toward_proposals) for row in source(layers, articles)]
    found = _told(pd.DataFrame(rows, columns=[
        "holder_id", "actor_id", "about", "before", "after", "article_id", "start", "end", "other_article_id", "other_start", "other_end",
    ]), layers, articles)
    chosen = focus_id(layers, focus)
    if chosen is not None:
        found = found[(found["holder_id"] == chosen) | (found["actor_id"] == chosen).fillna(False)]
    by = ["other_published_at", "holder", "about", "article_id", "start"]
    return found.sort_values(by, ascending=[False, True, True, True, True], kind="stable", ignore_index=True)


def _told(found: pd.DataFrame, layers: Layers, articles: pd.DataFrame) -> pd.DataFrame:
    """With the names, the sentences, the outlets and the days."""
    names = layers.actors.set_index("actor_id")["name"]
    made = found.assign(holder=found["holder_id"].map(names), about=found["about"].fillna(found["actor_id"].map(names)))
    for prefix in ("", "other_"):
        key = made[f"{prefix}article_id"]
        places = pd.DataFrame({"article_id": key.astype("str"), "start": made[f"{prefix}start"]})
        made[f"{prefix}sentence"] = with_sentences(places, layers)["sentence"]
        made[f"{prefix}source"] = key.map(told_by(articles)).astype("str")
        made[f"{prefix}published_at"] = articles["published_at"].reindex(key).set_axis(made.index)
    types = dict.fromkeys(["start", "end", "other_start", "other_end"], "Int64")
    types |= dict.fromkeys(["holder", "about", "before", "after", "article_id", "other_article_id", "holder_id", "actor_id"], "str")
    return made[made["holder"].notna()].astype(types)[list(_SHOWN)]


def _told_changes(layers: Layers, articles: pd.DataFrame) -> Iterator[tuple[Any, ...]]:
    """Changes that an article itself tells ("dropped her opposition to the levy"): the passage stands for both sides.

    What several passages tell of one holder and one matter is one change, with the first and the last of them.
    """
    turns = layers.positions[(layers.positions["about"] == "turn") & layers.positions["holder_id"].notna()]
    turns = turns[turns["article_id"].isin(articles.index)]
    if turns.empty:
        return
    texts = articles["text"]
    turns = turns.assign(day=turns["article_id"].map(articles["published_at"])).sort_values(["day", "article_id", "start"], kind="stable")
    made: dict[str, list[tuple[str, frozenset[str], list[dict[Hashable, Any]]]]] = defaultdict(list)
    for row in turns.to_dict("records"):
        thing = " ".join(str(texts[row["article_id"]])[row["target_start"]:row["target_end"]].split())
        words = content_words(thing)
        known = next((one for one in made[row["holder_id"]] if one[1] & words), None)
        if known is None:
            made[row["holder_id"]].append((thing, words, [row]))
        else:
            known[2].append(row)
    for holder_id in sorted(made):
        for thing, _, rows in made[holder_id]:
            first, last = rows[0], rows[-1]
            after = last["side"] if isinstance(last["side"], str) else CHANGED
            before = {"for": "against", "against": "for"}.get(after, EARLIER)
            places = [row[name] for row in (first, last) for name in ("article_id", "start", "end")]
            yield holder_id, None, thing, before, after, *places


def _on_issues(layers: Layers, articles: pd.DataFrame) -> Iterator[tuple[Any, ...]]:
    """Changes between positions of one holder on one issue in two articles, where no article holds both sides."""
    held = layers.positions.assign(issue=issues(layers)["issue"])
    if held.empty:
        return
    held = held[held["issue"].notna() & held["holder_id"].notna() & held["target_id"].isna()]
    held = held[held["side"].isin(["for", "against"]) & held["article_id"].isin(articles.index)]
    if held.empty:
        return
    held = held[held.groupby(["holder_id", "issue", "article_id"])["side"].transform("nunique") == 1]
    moments = articles["published_at"]
    held = held.assign(day=held["article_id"].map(moments)).drop_duplicates(["holder_id", "issue", "article_id"])
    for one, other, places in _turned(held, ["holder_id", "issue"]):
        if not _on_one_thing(one, other, articles["text"]):
            continue
        yield one["holder_id"], None, one["issue"], one["side"], other["side"], *places


def _on_one_thing(one: dict[Hashable, Any], other: dict[Hashable, Any], texts: pd.Series) -> bool:
    """Whether two positions on an issue are on the same thing: all words of the shorter one are shared, or at least two."""
    thing, same = (content_words(str(texts[row["article_id"]])[row["target_start"]:row["target_end"]]) for row in (one, other))
    return len(thing & same) >= min(2, len(thing), len(same))


def _toward_actors(layers: Layers, articles: pd.DataFrame) -> Iterator[tuple[Any, ...]]:
    """Changes between support and opposition of one person toward one actor; an article that holds both kinds takes no side.

    Praise and blame are no support and opposition: who praises one deed may blame the next, and on months of campaign news no change
    between them was one. The tone of a quotation is no judgement here: of changes between two tones on two days one in ten was one that
    a reader sees.
    """
    held = layers.positions[layers.positions["target_id"].notna() & layers.positions["side"].isin(["for", "against"])]
    held = held[(held["holder_id"] != held["target_id"]) & held["article_id"].isin(articles.index)]
    people = set(layers.actors.loc[layers.actors["kind"] == "person", "actor_id"])
    held = held[held["holder_id"].isin(people) & (held["about"] == "actor")]
    if held.empty:
        return
    sides = held["side"].map({"against": "critical", "for": "supportive"})
    held = held.assign(side=sides, day=held["article_id"].map(articles["published_at"]))
    keys = ["holder_id", "target_id", "article_id"]
    held = held[held.groupby(keys)["side"].transform("nunique") == 1].sort_values(["day", "article_id", "start"], kind="stable")
    for one, other, places in _turned(held.drop_duplicates(keys), ["holder_id", "target_id"]):
        yield one["holder_id"], one["target_id"], None, one["side"], other["side"], *places


def _turned(held: pd.DataFrame, keys: list[str]) -> Iterator[tuple[dict[Hashable, Any], dict[Hashable, Any], list[Any]]]:
    """Two statements of one holder on one matter, in articles that follow each other, with different sides; and where both stand."""
    ordered = held.sort_values([*keys, "day", "article_id"], kind="stable")
    before = ordered.shift()
    same = (ordered[keys] == before[keys]).all(axis=1)
    turned = (same & (ordered["side"] != before["side"]) & (before["day"] < ordered["day"])).to_numpy(dtype=bool)
    at = np.flatnonzero(turned)
    for one, other in zip(ordered.iloc[at - 1].to_dict("records"), ordered.iloc[at].to_dict("records"), strict=True):
        yield one, other, [record[name] for record in (one, other) for name in ("article_id", "start", "end")]


def _toward_proposals(layers: Layers, articles: pd.DataFrame) -> Iterator[tuple[Any, ...]]:
    moments = articles["published_at"].to_dict()
    held: dict[str, list[Position]] = defaultdict(list)
    for position in stated_positions(layers, articles):
        held[position.holder_id].append(position)
    for holder_id in sorted(held):
        told = sorted(held[holder_id], key=lambda p: (moments[p.article_id], p.article_id, p.start))
        for number, later in enumerate(told):
            same = [p for p in told[:number] if moments[p.article_id] < moments[later.article_id] and one_matter(p, later)]
            if same and (same[-1].side == "against") != (later.side == "against"):
                yield holder_id, None, later.proposal, same[-1].side, later.side, *same[-1][4:], *later[4:]
