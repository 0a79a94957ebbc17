"""What each article adds to what those before it told: news, what was known, figures that differ; or whose copy it is."""

from __future__ import annotations

from typing import Any, Final

import pandas as pd

from broadsheet import schemas
from broadsheet.analysis.counting import columns, proofs, wording
from broadsheet.analysis.counting.articles import days, independent, told_by
from broadsheet.analysis.counting.dated_stories import counted_reports
from broadsheet.analysis.counting.once import once
from broadsheet.analysis.counting.sentences import sentence_texts
from broadsheet.analysis.question import PROOF, Asked, Column, hidden, question
from broadsheet.analysis.timeline.contradictions import contradictions
from broadsheet.analysis.timeline.timeline import timeline
from broadsheet.annotating import Layers, annotated_language
from broadsheet.languages import language_name

COLUMNS: Final = (
    "source", "day", "title", "adds", "sentence", "new", "known", "differing", "copy_of", "article_id", "start", "end", "language",
)

_SPAN: Final = ("article_id", "start", "end")
_SAID_BY: Final = ("article_id", "copy_of", "language", "new", "known", "differing")


def _proof(frame: pd.DataFrame, asked: Asked) -> pd.DataFrame:
    """The article, and in it the happenings that are counted and the figures that differ."""
    rows = proofs.numbered(frame)[["row", "article_id"]]
    counted = pd.concat([_first_told(asked.layers)[[*_SPAN]], _differing(asked.layers)[[*_SPAN]]]).drop_duplicates()
    found = rows.merge(counted, on="article_id")
    return pd.concat([found, proofs.whole(rows)], ignore_index=True)[list(PROOF)]


def _finding(frame: pd.DataFrame, asked: Asked) -> str:
    copies = int(frame["copy_of"].notna().sum())
    said = f"{wording.quantity(frame['source'].nunique(), 'outlet')} in {wording.quantity(len(frame), 'article')}"
    most = frame.sort_values("new", ascending=False, kind="stable").iloc[0]
    news = f"; most is told first by {most['source']}" if int(most["new"]) else ""
    return said + (f", {wording.quantity(copies, 'copy', 'copies')} among them" if copies else "") + news


@question(
    asks="What does each article add?",
    columns=columns.some(
        "source day title article_id start end",
        adds=Column("Adds", "new: happenings with a stated day told here first; known: told before; differing: figures unlike another’s"),
        sentence=Column("Told here first", "of the happenings with a stated day that no earlier article tells, the most salient one"),
        new=hidden("dated happenings that no earlier article tells"),
        known=hidden("dated happenings that an earlier article tells"),
        differing=hidden("figures and days that another article gives differently"),
        copy_of=hidden("the article that it copies"), language=hidden("the article's language"),
    ),
    proof=_proof,
    finding=_finding,
    empty="There is no article.",
    group="source",
    rows=40,
)
def article_additions(layers: Layers) -> pd.DataFrame:
    """What each article adds to those published before it, outlet by outlet.

    Parameters
    ----------
    layers
        Annotated articles, as a rule those of one storyline.

    Returns
    -------
    pandas.DataFrame
        One row per article, those of the outlet with most articles first, each outlet's by day: `source day title adds sentence new known
        differing copy_of article_id start end language`. A copy adds nothing, and of a language that is not annotated it is not known.

    Notes
    -----
    Only happenings with a stated day are compared, by `story_id`, and figures as in `contradictions`. That an article adds none does not
    say that there is nothing else in it.
    """
    articles = layers.articles.assign(source=told_by(layers.articles), day=days(layers.articles["published_at"]))
    told, own = _first_told(layers), set(independent(layers.articles)["article_id"])
    counts = told.groupby("article_id")["new"].agg(["sum", "size"])
    differ = _differing(layers).groupby("article_id").size()
    first = told[told["new"]].sort_values("salience", ascending=False, kind="stable").drop_duplicates("article_id")
    first = first.assign(sentence=_sentences(first, layers)).set_index("article_id")
    key = articles["article_id"]
    new = key.map(counts["sum"]).fillna(0).astype("Int64")
    made = articles.assign(
        new=new, known=key.map(counts["size"]).fillna(0).astype("Int64") - new, differing=key.map(differ).fillna(0).astype("Int64"),
        sentence=key.map(first["sentence"]).astype("str"), start=key.map(first["start"]).astype("Int64"),
        end=key.map(first["end"]).astype("Int64"),
    )
    made = made.assign(adds=pd.Series([_said(row, own) for row in schemas.records(made[list(_SAID_BY)])], dtype="str", index=made.index))
    size = made.groupby("source")["article_id"].transform("size")
    ordered = made.assign(_size=-size).sort_values(["_size", "source", "day", "article_id"], kind="stable", ignore_index=True)
    return ordered[list(COLUMNS)]


def _said(row: dict[str, Any], own: set[str]) -> str:
    if row["article_id"] not in own:
        return "a copy" if isinstance(row["copy_of"], str) else "replaced by a later version"
    if not annotated_language(row["language"]):
        return f"in {language_name(row['language'])}, not annotated"
    parts = [f"{int(row[name])} {name}" for name in ("new", "known", "differing") if int(row[name])]
    return ", ".join(parts) or "no dated happening"


@once("articles", "sentences", "events", "event_actors", "dates", "quotes")
def _first_told(layers: Layers) -> pd.DataFrame:
    """Each happening whose day is stated, history aside, where each article that counts has it first: `… salience new`."""
    articles = independent(layers.articles)[["article_id", "published_at"]]
    stories = timeline(layers, stated=True)
    stories = stories.loc[~stories["background"].astype(bool), ["story_id", "salience"]]
    told = counted_reports(layers).merge(articles, on="article_id", validate="many_to_one")
    told = told.merge(stories, on="story_id", validate="many_to_one")
    told = told.sort_values(["published_at", "article_id", "start"], kind="stable").drop_duplicates(["article_id", "story_id"])
    return told.assign(new=~told.duplicated("story_id"))


def _sentences(rows: pd.DataFrame, layers: Layers) -> pd.Series:
    """The sentence that each row's passage begins in."""
    places = layers.sentences[["article_id", "sentence_no", "start", "end"]].sort_values("start")
    found = pd.merge_asof(
        rows[["article_id", "start"]].assign(_at=range(len(rows))).sort_values("start"), places.rename(columns={"start": "opening"}),
        left_on="start", right_on="opening", by="article_id",
    ).sort_values("_at").dropna(subset=["opening"])
    spans = found.assign(start=found["opening"]).astype({"start": "Int64", "end": "Int64"}).reset_index(drop=True)
    texts = sentence_texts(spans, layers.articles)
    told = pd.Series(texts.to_numpy(), index=rows.index[found["_at"]], dtype="str")
    return told.reindex(rows.index)


def _differing(layers: Layers) -> pd.DataFrame:
    """Where an article gives a figure or day otherwise than one before it: `article_id start end`."""
    found = contradictions(layers)
    events = layers.events.set_index("event_id")[["start", "end"]]
    other = found[["other_article_id", "other_event_id"]].dropna().drop_duplicates()
    made = other.assign(start=other["other_event_id"].map(events["start"]), end=other["other_event_id"].map(events["end"]))
    return made.rename(columns={"other_article_id": "article_id"}).dropna(subset=["start"])[[*_SPAN]].reset_index(drop=True)
