"""Who speaks, of whom, how often without a name, and the ledger of all that was said.

A *statement* is what one speaker says under one reporting word of one article. The same words quoted from one speaker in
several articles are one statement, so that a press release told by ten outlets counts once. Copies of an article do not
count again. What somebody is said to believe is kept in the ledger and is no statement; what somebody is said to wish or seek
is in neither, unless in the wisher's own words: it tells a deed, not a word.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import Final

import numpy as np
import pandas as pd

from broadsheet.analysis.counting.appearances import ACTING
from broadsheet.analysis.counting.articles import told_by
from broadsheet.analysis.counting.intervals import wilson
from broadsheet.analysis.counting.numbered import positions
from broadsheet.analysis.counting.once import once
from broadsheet.annotating import Layers
from broadsheet.annotating.words import cue_colour
from broadsheet.corrections import find_actor

THOUGHTS: Final = frozenset({"believed", "wished"})
"""Colours of reporting words for what is thought, not said."""

FOR: Final = frozenset({"praised", "promised", "admitted"})
AGAINST: Final = frozenset({"criticised", "denied", "refused", "warned"})

ENOUGH: Final = 20
"""Statements below which a share by outlet is not worth reading."""

_SPAN = ["article_id", "start", "end"]
_SAME_WORDS = 8
_WORD = re.compile(r"\w+")
_BEHIND_NOUN = r",|\s(?:of|from|in|at|who|with|for|on|close|familiar|there|near|to)\b"
_SEVERAL = r"(?:[a-rt-z]s|people|men|women|police)$"
"""The end of a noun for several speakers, before what tells of them: "UK officials", "two people with knowledge of the talks"."""


def speaker_ranking(layers: Layers, *, top: int | None = None) -> pd.DataFrame:
    """Who speaks most.

    Parameters
    ----------
    layers
        What `annotate` or an archive gives.
    top
        At most so many speakers; None keeps all.

    Returns
    -------
    DataFrame
        One row per actor who is quoted, most statements first: `actor_id`, `name`, `role` (the last one stated, null if
        none), `statements`, `articles`, `outlets`, `direct` (share of the statements that are quoted in whole or in
        part word for word), and the newest of the longest direct quotations as evidence: `article_id`, `start`, `end`.
    """
    said = _statements(layers)
    said = said[said["actor_id"].notna()]
    counted = said.groupby("actor_id", as_index=False).agg(
        statements=("statement", "nunique"), articles=("article_id", "nunique"), outlets=("outlet", "nunique"),
    ).astype({"statements": "int64"})
    words = said[said["manner"] != "indirect"].groupby("actor_id")["statement"].nunique()
    evidence = _most_telling(said)
    ranked = (
        counted.assign(direct=words.reindex(counted["actor_id"], fill_value=0).to_numpy(dtype="float64") / counted["statements"])
        .astype({"direct": "Float64"})
        .merge(layers.actors[["actor_id", "name"]], on="actor_id", how="left", validate="one_to_one")
        .merge(_last_roles(layers), on="actor_id", how="left", validate="one_to_one")
        .merge(evidence, on="actor_id", how="left", validate="one_to_one")
        .sort_values(["statements", "articles", "actor_id"], ascending=[False, False, True], ignore_index=True)
    )
    columns = ["actor_id", "name", "role", "statements", "articles", "outlets", "direct", *_SPAN]
    return _whole(ranked[columns], "statements", "articles", "outlets").head(len(ranked) if top is None else top)


def spoken_about(layers: Layers, *, focus: str | None = None) -> pd.DataFrame:
    """Who speaks about whom: of people, bodies and countries, not of places.

    Parameters
    ----------
    layers
        What `annotate` or an archive gives.
    focus
        Only what this actor (name, alias or id) says of others, and others of this actor.

    Returns
    -------
    DataFrame
        One row per speaker and actor named in what the speaker says, most statements first: `holder_id`, `holder` (name),
        `actor_id`, `name`, `statements`, `articles`, and the first such statement as evidence: `article_id`, `start`, `end`.
        Mentions in the reporting clause itself are not part of what is said; speakers who name themselves are left out.
    """
    pairs = statements_naming(layers)
    counted = pairs.groupby(["holder_id", "actor_id"], as_index=False).agg(
        statements=("statement", "nunique"), articles=("article_id", "nunique"),
        article_id=("article_id", "first"), start=("start", "first"), end=("end", "first"),
    )
    order = ["statements", "articles", "holder_id", "actor_id"]
    if focus is not None:
        chosen = find_actor(layers, focus)
        counted = counted[(counted["holder_id"] == chosen) | (counted["actor_id"] == chosen)]
    names = layers.actors.set_index("actor_id")["name"]
    named = counted.assign(holder=counted["holder_id"].map(names).astype("str"), name=counted["actor_id"].map(names).astype("str"))
    ordered = named.sort_values(order, ascending=[False, False, True, True], ignore_index=True)
    columns = ["holder_id", "holder", "actor_id", "name", "statements", "articles", *_SPAN]
    return _whole(ordered[columns], "statements", "articles", "start", "end")


def statements_naming(layers: Layers) -> pd.DataFrame:
    """Every statement of a known speaker beside each actor that it names: `holder_id actor_id statement article_id start end`."""
    said = _statements(layers)
    named = _mentions_within(said[said["actor_id"].notna()].reset_index(drop=True), layers.mentions)
    kinds = layers.actors.set_index("actor_id")["kind"]
    acting = named["actor_id"].map(kinds).isin(ACTING) & (named["holder_id"] != named["actor_id"])
    return named.loc[acting, ["holder_id", "actor_id", "statement", *_SPAN]].sort_values(_SPAN, kind="stable", ignore_index=True)


def only_spoken_about(layers: Layers, *, top: int | None = None) -> pd.DataFrame:
    """Who is spoken about and never heard: people and bodies named in what others say, whom nobody quotes.

    Parameters
    ----------
    layers
        What `annotate` or an archive gives.
    top
        At most so many actors; None keeps all.

    Returns
    -------
    DataFrame
        One row per actor, most statements first: `actor_id`, `name`, `kind`, `statements` (of others that name the actor),
        `speakers` (who make them), `articles`, and the first such statement as evidence: `article_id`, `start`, `end`.
    """
    pairs = spoken_about(layers).merge(layers.actors[["actor_id", "kind"]], on="actor_id", validate="many_to_one")
    heard = set(_statements(layers)["actor_id"].dropna())
    unheard = pairs[~pairs["actor_id"].isin(heard)].sort_values(_SPAN, kind="stable")
    counted = unheard.groupby("actor_id", as_index=False).agg(
        name=("name", "first"), kind=("kind", "first"), statements=("statements", "sum"), speakers=("holder_id", "nunique"),
        articles=("articles", "max"), article_id=("article_id", "first"), start=("start", "first"), end=("end", "first"),
    )
    ordered = counted.sort_values(["statements", "speakers", "actor_id"], ascending=[False, False, True], ignore_index=True)
    return _whole(ordered, "statements", "speakers", "articles", "start", "end").head(len(ordered) if top is None else top)


def anonymous_share(layers: Layers) -> pd.DataFrame:
    """How often each outlet lets somebody speak without a name.

    Returns
    -------
    DataFrame
        One row per outlet, highest share first: `source`, `n` (statements whose speaker the text states), `anonymous` (those
        by somebody unnamed), `share`, `low` and `high` (95 % interval after Wilson 1927), `enough` (n is at least 20).
    """
    said = _statements(layers)
    said = said[said["speaker_start"].notna()].drop_duplicates(["article_id", "statement"])
    counted = said.groupby("source", as_index=False, dropna=False).agg(n=("statement", "size"), anonymous=("anonymous", "sum"))
    low, high = wilson(counted["anonymous"], counted["n"])
    made = counted.assign(share=counted["anonymous"] / counted["n"], low=low, high=high, enough=counted["n"] >= ENOUGH)
    made = made.astype({"n": "Int64", "anonymous": "Int64", "share": "Float64", "low": "Float64", "high": "Float64", "enough": "boolean"})
    return made.sort_values(["share", "n", "source"], ascending=[False, False, True], ignore_index=True)


def quote_ledger(layers: Layers, *, focus: str | None = None) -> pd.DataFrame:
    """All that anybody is reported to say or think, in the columns of Discourse Network Analyzer.

    Parameters
    ----------
    layers
        What `annotate` or an archive gives.
    focus
        Only what this actor (name, alias or id) says.

    Returns
    -------
    DataFrame
        One row per quotation with a speaker, by date: `person` and `organisation` (the speaker, and the body that the
        speaker was last said to belong to by then; an organisation or country that speaks has no person; an unnamed
        speaker stands in the words of the text, under person if it is one ("a diplomat"), under organisation if they are
        several ("Norlandic officials")), `concept` (null: the analyst's to fill), `agreement` (True
        where the reporting word is for something, as in "praised" or "promised", False where it is against, as in "denied",
        null where it does not say), `colour` (of the reporting word), `date`, `text`, `source`, `article_id`, `start`, `end`.
    """
    rows = _quotes(layers)
    rows = rows[rows["speaker_start"].notna() & ~((rows["colour"] == "wished") & (rows["manner"] == "indirect"))]
    if focus is not None:
        rows = rows[rows["actor_id"] == find_actor(layers, focus)]
    actors = layers.actors.set_index("actor_id")
    name, kind = rows["actor_id"].map(actors["name"]), rows["actor_id"].map(actors["kind"])
    is_person = ~kind.isin(["organisation", "country", "place"])
    unnamed = rows["speaker"].where(rows["actor_id"].isna()).astype("str")
    several = unnamed.str.replace(rf"(?:{_BEHIND_NOUN}).*", "", regex=True).str.contains(_SEVERAL).fillna(False).astype(bool)
    made = rows.assign(
        person=name.where(is_person).fillna(unnamed.where(~several)),
        organisation=name.where(~is_person & name.notna()).fillna(_affiliations(rows, layers)).fillna(unnamed.where(several)),
        concept=pd.Series(None, index=rows.index, dtype="str"), agreement=_agreement(rows["colour"]), date=rows["published_at"],
    )
    columns = ["person", "organisation", "concept", "agreement", "colour", "date", "text", "source", *_SPAN]
    made = made.sort_values(["published_at", *_SPAN], kind="stable", ignore_index=True)
    return made[columns].astype({"person": "str", "organisation": "str"})


def _whole(frame: pd.DataFrame, *columns: str) -> pd.DataFrame:
    return frame.astype(dict.fromkeys(columns, "Int64"))


@once("articles", "quotes")
def _quotes(layers: Layers) -> pd.DataFrame:
    """The quotations of articles that are no copies, with the article's source and date, the speaker's words and the cue's colour."""
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
def _statements(layers: Layers) -> pd.DataFrame:
    """The quotations that are said, with `statement`: a number that what is one statement shares."""
    rows = _quotes(layers)
    rows = rows[~rows["colour"].isin(THOUGHTS)].reset_index(drop=True)
    cue, speaker = rows["cue_start"].fillna(rows["start"]), rows["speaker_start"].fillna(-1)
    place = rows["article_id"] + "\n" + cue.astype("str") + "\n" + speaker.astype("str")
    words = rows.loc[(rows["manner"] == "direct") & rows["actor_id"].notna(), "text"].map(_first_words).astype("str").reindex(rows.index)
    quoted = (rows["actor_id"] + "\n" + words).groupby(place).transform("first")
    return rows.assign(statement=pd.factorize(quoted.fillna(place))[0])


def _first_words(text: str) -> str | None:
    """The first eight words, by which the same quotation is known again also where an outlet cut its end."""
    words = [word.group() for word in islice(_WORD.finditer(text.casefold()), _SAME_WORDS)]
    return " ".join(words) if len(words) == _SAME_WORDS else None


def _most_telling(said: pd.DataFrame) -> pd.DataFrame:
    """One quotation per speaker: direct before indirect, the newest article, the longest."""
    rising = {"_indirect": True, "published_at": False, "_shortness": True, "article_id": True, "start": True, "end": True}
    ordered = said.assign(_indirect=said["manner"] != "direct", _shortness=said["start"] - said["end"])
    ordered = ordered.sort_values(list(rising), ascending=list(rising.values()), kind="stable")
    return ordered.drop_duplicates("actor_id")[["actor_id", *_SPAN]]


def _last_roles(layers: Layers) -> pd.DataFrame:
    ordered = layers.roles.sort_values(["published_at", "article_id", "start"], kind="stable", na_position="first")
    return ordered.drop_duplicates("actor_id", keep="last")[["actor_id", "role"]]


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


def _affiliations(rows: pd.DataFrame, layers: Layers) -> pd.Series:
    """The name of the body that each speaker was last said to belong to when the article appeared."""
    names = layers.actors.set_index("actor_id")["name"]
    roles = layers.roles[layers.roles["affiliation_id"].notna() & layers.roles["published_at"].notna()]
    roles = roles.sort_values("published_at", kind="stable")[["actor_id", "published_at", "affiliation_id"]]
    asked = rows.loc[rows["actor_id"].notna() & rows["published_at"].notna(), ["actor_id", "published_at"]]
    asked = asked.assign(_row=asked.index).sort_values("published_at", kind="stable")
    if not len(roles) or not len(asked):
        return pd.Series(None, index=rows.index, dtype="str")
    found = pd.merge_asof(asked, roles, on="published_at", by="actor_id").set_index("_row")["affiliation_id"].map(names)
    return found.reindex(rows.index).astype("str")


def _agreement(colours: pd.Series) -> pd.Series:
    known = dict.fromkeys(FOR, True) | dict.fromkeys(AGAINST, False)
    return colours.map(known).astype("boolean")
