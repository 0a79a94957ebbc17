"""What is said: quotations, statements, and the actors that they name.

A *statement* is what one speaker says under one reporting word of one article. The same words quoted from one speaker in
several articles are one statement, so that a press release printed by ten outlets counts once. Copies of an article do not
count again. What somebody is said to believe is kept in the ledger and is not a statement; what somebody is said to wish or seek
is in neither, unless in the wisher's own words: it reports a deed, not a word.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import Final

import numpy as np
import pandas as pd

from broadsheet.analysis.counting.appearances import ACTING
from broadsheet.analysis.counting.articles import told_by
from broadsheet.analysis.counting.numbered import positions
from broadsheet.analysis.counting.once import once
from broadsheet.annotating import Layers, cue_colour

THOUGHTS: Final = frozenset({"believed", "wished"})
"""Colours of reporting words for what is thought, not said."""

_SPAN = ["article_id", "start", "end"]
_SAME_WORDS = 8
_WORD = re.compile(r"\w+")


@once("articles", "quotes")
def quotations(layers: Layers) -> pd.DataFrame:
    """The quotations of articles that are not copies, with the article's source and date, the speaker's words and the cue's colour."""
    articles = layers.articles[layers.articles["copy_of"].isna()]
    at = positions(layers.quotes["article_id"], articles["article_id"])
    rows, at = layers.quotes[at >= 0].reset_index(drop=True), at[at >= 0]
    texts = articles["text"].tolist()
    places = zip(at.tolist(), *(rows[name].astype(object).tolist() for name in ("speaker_start", "speaker_end")), strict=True)
    speakers = [None if start is pd.NA else texts[article][start:end] for article, start, end in places]
    colours = {cue: cue_colour(cue) for cue in rows["cue"].dropna().unique()}
    return rows.assign(
        source=articles["source"].array.take(at), published_at=articles["published_at"].array.take(at),
        outlet=told_by(articles).array.take(at), speaker=pd.Series(speakers, index=rows.index, dtype="str"),
        colour=rows["cue"].map(colours).astype("str"),
    )


@once("articles", "quotes")
def statements(layers: Layers) -> pd.DataFrame:
    """The quotations that are said, with `statement`: a number that what is one statement shares."""
    rows = quotations(layers)
    rows = rows[~rows["colour"].isin(THOUGHTS)].reset_index(drop=True)
    cue, speaker = rows["cue_start"].fillna(rows["start"]), rows["speaker_start"].fillna(-1)
    place = rows["article_id"] + "\n" + cue.astype("str") + "\n" + speaker.astype("str")
    words = rows.loc[(rows["manner"] == "direct") & rows["actor_id"].notna(), "text"].map(_first_words).astype("str").reindex(rows.index)
    quoted = (rows["actor_id"] + "\n" + words).groupby(place).transform("first")
    return rows.assign(statement=pd.factorize(quoted.fillna(place))[0])


def statements_naming(layers: Layers) -> pd.DataFrame:
    """Every statement of a known speaker beside each actor that it names: `holder_id actor_id statement article_id start end`."""
    said = statements(layers)
    named = _mentions_within(said[said["actor_id"].notna()].reset_index(drop=True), layers.mentions)
    kinds = layers.actors.set_index("actor_id")["kind"]
    acting = named["actor_id"].map(kinds).isin(ACTING) & (named["holder_id"] != named["actor_id"])
    return named.loc[acting, ["holder_id", "actor_id", "statement", *_SPAN]].sort_values(_SPAN, kind="stable", ignore_index=True)


def naming(said: pd.DataFrame, layers: Layers, actor_id: str) -> pd.Series:
    """Which quotations name the actor in what is said, outside of their reporting clause."""
    rows = said.reset_index(drop=True)
    own = layers.mentions[layers.mentions["actor_id"] == actor_id]
    found = _mentions_within(rows.assign(row=rows.index), own)["row"]
    return pd.Series(rows.index.isin(found), index=said.index)


def _first_words(text: str) -> str | None:
    """The first eight words, by which the same quotation is known again also where an outlet cut its end."""
    words = [word.group() for word in islice(_WORD.finditer(text.casefold()), _SAME_WORDS)]
    return " ".join(words) if len(words) == _SAME_WORDS else None


def _mentions_within(said: pd.DataFrame, mentions: pd.DataFrame) -> pd.DataFrame:
    """Every pair of a statement and a mention of an actor inside it, outside its reporting clause."""
    mentions = mentions[mentions["actor_id"].notna()]
    articles = pd.Index(pd.concat([said["article_id"], mentions["article_id"]]).unique())
    widest = int(max(said["end"].max() if len(said) else 0, mentions["end"].max() if len(mentions) else 0)) + 1
    place = articles.get_indexer(mentions["article_id"]) * widest + mentions["start"].to_numpy(dtype="int64")
    order = np.argsort(place, kind="stable")
    base = articles.get_indexer(said["article_id"]) * widest
    low = np.searchsorted(place[order], base + said["start"].to_numpy(dtype="int64"))
    high = np.searchsorted(place[order], base + said["end"].to_numpy(dtype="int64"))
    counts = np.maximum(high - low, 0)
    quote = np.repeat(np.arange(len(said)), counts)
    inner = order[np.arange(counts.sum()) - np.repeat(counts.cumsum() - counts, counts) + np.repeat(low, counts)]
    rows = said.iloc[quote].rename(columns={"actor_id": "holder_id"}).reset_index(drop=True)
    named = mentions.iloc[inner].reset_index(drop=True)
    rows = rows.assign(actor_id=named["actor_id"], mention_start=named["start"], mention_end=named["end"])
    in_clause = (rows["mention_start"] < rows["speaker_end"]) & (rows["mention_end"] > rows["speaker_start"])
    return rows[~in_clause.fillna(False).astype(bool)]
