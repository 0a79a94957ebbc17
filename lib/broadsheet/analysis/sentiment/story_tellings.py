"""How two outlets tell the same story: the stance of each toward the same actor in its own sentences on one happening."""

from __future__ import annotations

from typing import Any

import pandas as pd

from broadsheet.analysis.counting import columns, proofs
from broadsheet.analysis.question import Column, hidden, question
from broadsheet.analysis.sentiment._shared_stories import outlets_side_by_side, told_in_stories
from broadsheet.annotating import Layers

_SHOWN = [
    "name", "source", "other_source", "stance", "other_stance", "difference", "sentence", "other_sentence", "published_at",
    "other_published_at", "article_id", "start", "end", "other_article_id", "other_start", "other_end", "story_id", "actor_id",
]


@question(
    asks="Which stories do two outlets tell most differently?",
    columns=columns.some(
        "name source published_at article_id start end story_id actor_id",
        other_source=Column("Other outlet", "the outlet that writes less negatively", form="outlet"),
        stance=Column("Stance", "mean of the outlet's sentences on the story, from −1 to 1; this outlet is the more negative one"),
        other_stance=Column("Stance of the other", "the same, of the other outlet"),
        difference=Column("Difference", "the first stance minus the second"),
        sentence=Column("Sentence", "the outlet's most negative sentence on the story", form="told", beside=("source", "published_at")),
        other_sentence=Column(
            "Other sentence", "the other outlet's most positive one", form="told", beside=("other_source", "other_published_at"),
        ),
        other_published_at=Column("Other published", "when the other article was published", form="day"),
        other_article_id=hidden("the other outlet's article"),
        other_start=hidden("first character of the passage there"),
        other_end=hidden("the character after that passage"),
    ),
    proof=proofs.joined(proofs.own_span, proofs.spans_in("other_article_id", "other_start", "other_end")),
    finding=lambda frame, asked: "The stories in which two outlets write most differently of one actor",
    empty="No story is told so differently by two outlets.",
)
def story_tellings(layers: Layers, *, focus: str | None = None, top: int | None = 20, least: float = 0.5) -> pd.DataFrame:
    """The stories in which two outlets write most differently of one actor, sentence beside sentence.

    Parameters
    ----------
    layers
        Annotated articles; copies and replaced versions are out, and so is what is quoted.
    focus
        An actor's name, alias or id: only stances toward that actor.
    top
        So many rows; None is all.
    least
        Difference of stance (0 to 2) from which a pair is worth showing.

    Returns
    -------
    pandas.DataFrame
        One row per actor and pair of outlets, in the story where they differ most, the largest difference first: `name source
        other_source stance other_stance difference` (means over each outlet's sentences on the story; `source` is the more
        negative one), and of each the sentence farthest toward its side with its place: `sentence published_at article_id
        start end`, the same with `other_`, and `story_id actor_id`. A row shows two sentences; whether outlets differ as a
        rule is for `outlet_pairs` to say.
    """
    told = told_in_stories(layers, focus)
    apart = outlets_side_by_side(told)
    apart = apart[apart["difference"].abs() >= least]
    apart = apart.assign(size=apart["difference"].abs()).sort_values(
        ["size", "story_id", "actor_id", "source", "other_source"], ascending=[False, True, True, True, True], kind="stable",
    ).drop_duplicates(["actor_id", "source", "other_source"])
    chosen = apart if top is None else apart.head(top)
    rows = [_side_by_side(dict(zip(chosen.columns, pair, strict=True)), told) for pair in chosen.itertuples(index=False)]
    made = pd.DataFrame(rows, columns=[column for column in _SHOWN if column != "name"])
    names = layers.actors.set_index("actor_id")["name"]
    return made.assign(name=made["actor_id"].map(names))[_SHOWN]


def _side_by_side(pair: dict[str, Any], told: pd.DataFrame) -> dict[str, Any]:
    """A pair with the more negative outlet first, and of each the sentence farthest toward its side."""
    if pair["difference"] > 0:
        pair = pair | {
            "source": pair["other_source"], "other_source": pair["source"], "stance": pair["other_stance"],
            "other_stance": pair["stance"], "difference": -pair["difference"],
        }
    made = dict(pair)
    same = told[(told["story_id"] == pair["story_id"]) & (told["actor_id"] == pair["actor_id"])]
    for prefix, lowest in (("", True), ("other_", False)):
        rows = same[same["source"] == pair[f"{prefix}source"]]
        first = rows.sort_values(["stance", "article_id", "start"], ascending=[lowest, True, True]).iloc[0]
        made |= {f"{prefix}{name}": first[name] for name in ("sentence", "published_at", "article_id", "start", "end")}
    return made
