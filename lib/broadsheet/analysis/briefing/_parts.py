"""The parts of a brief: what happened, who wants what, what comes next, what is disputed. Each gives rows with one sentence of an article.

Every part has `part when until precision sentence full told_as source story_id event_id issue other_event_id article_id start end rank`:
`full` is the sentence as it stands in the article, `sentence` what is shown of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Final

import numpy as np
import pandas as pd

from broadsheet.analysis.briefing._choosing import covering
from broadsheet.analysis.counting.articles import newest_day
from broadsheet.analysis.counting.figure_words import told_as
from broadsheet.analysis.counting.patterns import pattern_text
from broadsheet.analysis.counting.standing_alone import strangers, titles, whole
from broadsheet.analysis.counting.trimming import shortened
from broadsheet.analysis.counting.wording import said_day
from broadsheet.analysis.sentiment.positions import positions
from broadsheet.analysis.timeline.commitments import commitments
from broadsheet.analysis.timeline.contradictions import contradictions
from broadsheet.analysis.timeline.timeline import timeline
from broadsheet.annotating import Layers

HAPPENED: Final = "What happened"
WANTED: Final = "Who wants what"
AHEAD: Final = "What comes next"
DISPUTED: Final = "What is disputed"

COLUMNS: Final = (
    "part", "when", "until", "precision", "sentence", "full", "told_as", "source", "story_id", "event_id", "issue", "other_event_id",
    "article_id", "start", "end", "rank",
)

CONSIDERED: Final = 300
"""Happenings, the most salient ones, among which a brief is chosen; so many positions and plans, too."""

READ: Final = 1500
"""Happenings, the most salient ones, whose sentences are looked through for these."""

LOOKED_AT: Final = 40
"""Positions taken one after the other, until there are enough issues among them."""

UNDATED: Final = 0.5
"""Mark of news that only its day of publication dates. On four corpora with the points that a reader makes, twelve sentences stand on 18 of
48 points with such news among them, and on 14 without."""

OPENS: Final = 1.5
"""Mark of a sentence that an article opens with."""

LOOK_BACK: Final = pd.DateOffset(months=6)
"""How long before the first article something may have happened: what is older is background."""

HOLDERS: Final = 3
"""Actors with a position on an issue, from which on it is told."""

_MANY: Final = 10
"""Articles from which on that is asked; in fewer, one actor less will do."""

NEAR: Final = pd.Timedelta(days=3)
"""Days between two reports that differ: later ones may only be newer."""

_EXACT: Final = ("day", "week", "month")
_AHEAD: Final = (*_EXACT, "quarter", "season")
_CERTAINTY: Final = {"firm": "announced", "intended": "intended", "possible": "only possible"}


DEBATED: Final = 5
"""Actors with a position on an issue of one word ("plan", "deal"), from which on it is told."""

TOGETHER: Final = 0.08
"""What each name inside a sentence adds to its mark, five at most: on four corpora, a sentence with three actors or more is one of those
that readers' points rest on twice as often as one with a single actor; and so is one with a figure."""
FIGURE: Final = 1.15
REFERRED: Final = 0.3
"""Mark of a sentence whose day is that of something it refers to."""

STRANGER: Final = 0.3
"""Mark of a sentence that gives but the surname of somebody whom hardly an article names."""

OUTLETS: Final = 1.0
"""What each further outlet adds, two at most. On four corpora with the points that a reader makes, a brief rests on 16 of 48 points with
it, and on 14 with a third of it."""

EARLIER: Final = 0.5
"""Mark of what happened long before the first article: it is what led there, and no news."""
A_MONTH: Final = pd.Timedelta(days=31)

_GENERIC: Final = 0.4
"""Mark of an issue of one word ("plan", "deal"): it is seldom what is debated."""

_DEED: Final = 0.6
"""Mark of a position that only a deed shows: it may have had other reasons."""

BEST_LENGTH: Final = 18
"""Words up to which a sentence is not marked down."""


def happened(layers: Layers, focus: str | None, opened: pd.DataFrame, most: int) -> pd.DataFrame:
    """The happenings that say most of what the articles open with, by date."""
    told, news = (_told_happenings(layers, focus, stated=stated) for stated in (True, False))
    told = pd.concat([told.assign(dated=1.0), news[_opens(news, opened)].assign(dated=UNDATED)])
    told = told.drop_duplicates("sentence").reset_index(drop=True)
    told = told.assign(opens=np.where(_opens(told, opened), OPENS, 1.0))
    taken = told.iloc[covering(_weighed(told, layers), opened, most)]
    made = taken.assign(part=HAPPENED, when=taken["earliest"], until=taken["latest"], rank=range(len(taken)))
    return _shown(made, layers)


def _opens(rows: pd.DataFrame, opened: pd.DataFrame) -> np.ndarray:
    """Whether each row's passage is in one of the sentences that articles open with."""
    leads = opened[["article_id", "start", "end"]].rename(columns={"start": "opening", "end": "closing"})
    within = rows[["article_id", "start"]].reset_index(drop=True).reset_index().merge(leads, on="article_id")
    within = within[(within["start"] >= within["opening"]) & (within["start"] < within["closing"])]
    return np.isin(np.arange(len(rows)), within["index"].to_numpy())


def _told_happenings(layers: Layers, focus: str | None, *, stated: bool) -> pd.DataFrame:
    """What is said to have happened, in the time that the articles are about: no history, no title."""
    rows = timeline(layers, focus, stated=stated)
    first = layers.articles["published_at"].min()
    kept = rows["status"].isin(["occurred", "ongoing", "claimed"]) & rows["precision"].isin(_EXACT) & ~rows["background"].astype(bool)
    if not pd.isna(first):
        kept &= rows["latest"] >= first.tz_localize(None) - LOOK_BACK
    rows = rows[kept].sort_values("salience", ascending=False, kind="stable").drop_duplicates("sentence")
    rows = _first(rows, READ, _is_news)
    rows = rows[~titles(rows["sentence"], layers) & whole(rows["sentence"], layers)]
    return rows.head(CONSIDERED).reset_index(drop=True)


def _is_news(rows: pd.DataFrame) -> pd.Series:
    """Whether each tells what happened: nothing that is to come, and nothing that holds at all times ("Norland lies on the coast")."""
    return ~rows["sentence"].str.contains(pattern_text("brief.coming")) & ~rows["sentence"].str.contains(pattern_text("brief.timeless"))


def _first(rows: pd.DataFrame, most: int, fits: Callable[[pd.DataFrame], pd.Series]) -> pd.DataFrame:
    """The first rows that fit; no more are looked at than it takes."""
    found: list[pd.DataFrame] = []
    for at in range(0, len(rows), most):
        some = rows.iloc[at:at + most]
        found.append(some[fits(some)])
        if sum(map(len, found)) >= most:
            break
    return pd.concat(found).head(most) if found else rows


def _weighed(rows: pd.DataFrame, layers: Layers) -> pd.DataFrame:
    """With `weight`: the logarithm of salience from 0 to 1, less for a sentence that does not say by itself who or what it is about."""
    if rows.empty:
        return rows.assign(weight=1.0)
    worth = np.log(rows["salience"].to_numpy(dtype=float) + 1e-6)
    scaled = (worth - worth.min()) / max(worth.max() - worth.min(), 1e-9)
    named = np.minimum(rows["sentence"].str.count(r"(?<=[a-z,’'] )[A-Z]\w+"), 5) * TOGETHER + 1
    figures = np.where(rows["sentence"].str.contains(r"\d"), FIGURE, 1.0)
    outlets = 1 + OUTLETS * np.minimum(rows["sources"].to_numpy(dtype=float) - 1, 2)
    aside = [_dated_aside(told, date) for told, date in zip(rows["sentence"], _dated_by(rows, layers), strict=True)]
    first = layers.articles["published_at"].min()
    if not pd.isna(first):
        old = (rows["latest"] < first.tz_localize(None) - A_MONTH).to_numpy() & (rows["sources"].to_numpy() == 1)
        scaled = scaled * np.where(old, EARLIER, 1.0)
    marks = rows["dated"].to_numpy() * rows["opens"].to_numpy() * named * figures * outlets * np.where(aside, REFERRED, 1.0)
    return rows.assign(weight=np.maximum(scaled, 0.01) * _readable(rows, layers) * marks)


def _dated_aside(sentence: str, date: str) -> bool:
    """Whether the day is that of something referred to, and not of the news: "aid has arrived after Tuesday's storm"."""
    said = re.escape(" ".join(date.split()))
    after = pattern_text("brief.after")
    return bool(date) and bool(re.search(rf"{said}['’]s\b|{after}{said}", sentence))


def _readable(rows: pd.DataFrame, layers: Layers) -> np.ndarray:
    """A mark below 1 for a sentence that stays long when it is cut, and for one on somebody whom the reader does not know."""
    words = np.array([len(shortened(one).split()) for one in rows["sentence"]])
    return np.minimum(1.0, BEST_LENGTH / np.maximum(words, 1)) * np.where(_of_strangers(rows, layers), STRANGER, 1.0)


def _of_strangers(rows: pd.DataFrame, layers: Layers) -> np.ndarray:
    """Whether each sentence is about somebody whom the reader does not know; in a few articles nobody is known by their number."""
    return strangers(rows, layers) & (len(layers.articles) >= _MANY)


def wanted(layers: Layers, focus: str | None, opened: pd.DataFrame, most: int, told: pd.Series) -> pd.DataFrame:
    """For each of the issues that most actors speak of, the sentence that best says who stands where, none of those told already."""
    rows = positions(layers, focus=focus)
    rows = rows[~rows["sentence"].isin(told)]
    if rows.empty:
        return _shown(rows.assign(part=WANTED), layers)
    rows = rows.assign(
        holders=rows.groupby(["article_id", "sentence"])["holder_id"].transform("nunique"),
        on_issue=rows.groupby("issue")["holder_id"].transform("nunique"),
    )
    if focus is None:
        fewest = HOLDERS if len(layers.articles) >= _MANY else HOLDERS - 1
        rows = rows[rows["on_issue"] >= np.where(rows["issue"].str.contains(" "), fewest, DEBATED)]
    # "The mayor is a liar" is no news where nobody is named who says so.
    named = [bool(_names(told, holder)) for told, holder in zip(rows["sentence"], rows["holder"], strict=True)]
    rows = rows[whole(rows["sentence"], layers) & ~titles(rows["sentence"], layers) & np.array(named, dtype=bool)]
    rows = rows[~_of_strangers(rows, layers) & ~rows["sentence"].str.contains(pattern_text("brief.office"))]
    mark = np.where(rows["issue"].str.contains(" "), 1.0, _GENERIC) * np.where(rows["voice"] == "act", _DEED, 1.0)
    mark *= _prominence(rows["holder_id"], layers)
    rows = rows.assign(weight=np.log1p(rows["holders"] * 2 + rows["on_issue"]) * mark * _readable(rows, layers))
    best = rows.sort_values("weight", ascending=False, kind="stable")
    best = best.drop_duplicates("sentence").head(CONSIDERED).reset_index(drop=True)
    taken = best.iloc[covering(best, opened, LOOKED_AT)].drop_duplicates("issue").head(most)
    return _shown(taken.assign(part=WANTED, when=taken["day"], until=taken["day"], precision="day", rank=range(len(taken))), layers)


def _prominence(actors: pd.Series, layers: Layers) -> np.ndarray:
    """From 0 to 1, how many articles name each actor, in logarithms: what the leading actors want comes first."""
    articles = layers.mentions.groupby("actor_id")["article_id"].nunique()
    named = np.log1p(actors.map(articles).fillna(0).to_numpy(dtype=float))
    return named / max(named.max(initial=0.0), 1.0)


def _names(sentence: str, holder: object) -> set[str]:
    """The words of a holder's name that stand in a sentence."""
    return set(re.findall(r"\w{3,}", str(holder))) & set(re.findall(r"\w{3,}", sentence))


def ahead(layers: Layers, focus: str | None, opened: pd.DataFrame, most: int) -> pd.DataFrame:
    """The dated plans after the newest article that have most to do with the news, the next one first."""
    today = pd.Timestamp(newest_day(layers))
    rows = commitments(layers, focus)
    if rows.empty:
        return _shown(rows.assign(part=AHEAD), layers)
    rows = rows.assign(_sure=rows["certainty"].map({"possible": 0, "intended": 1, "firm": 2})).sort_values("_sure", kind="stable")
    shown = pd.Series([shortened(one) for one in rows["sentence"]], dtype="str", index=rows.index)
    main = shown.str.replace(pattern_text("brief.aside_plan"), "", regex=True)
    planned = main.str.contains(pattern_text("brief.planned")) & ~main.str.contains(pattern_text("brief.not"))
    rows = rows[whole(rows["sentence"], layers) & planned & ~_of_itself(rows) & ~_of_strangers(rows, layers)]
    # What was announced days ago for today may be over: "schools stay shut until 6 May".
    news = rows["announced_at"].dt.tz_localize(None).dt.normalize() >= today
    coming = (rows["earliest"] > today) | (rows["earliest"] == today) & news
    rows = rows[(rows["outcome"] == "due") & coming & rows["precision"].isin(_AHEAD)].drop_duplicates("sentence")
    aside = [_dated_aside(told, date) for told, date in zip(rows["sentence"], _dated_by(rows, layers), strict=True)]
    rows = rows[~np.array(aside, dtype=bool) & ~main.reindex(rows.index).str.contains(pattern_text("brief.was_due"))]
    soon = 1 / (1 + np.log1p((rows["earliest"] - today).dt.days.astype(float)) / 4)
    rows = rows.assign(weight=soon * _readable(rows, layers) * np.where(rows["certainty"] == "possible", 0.5, 1.0))
    rows = rows.sort_values("weight", ascending=False, kind="stable").head(CONSIDERED).reset_index(drop=True)
    taken = rows.iloc[covering(rows, opened, most)].sort_values(["earliest", "story_id"], kind="stable")
    return _shown(taken.assign(
        part=AHEAD, when=taken["earliest"], until=taken["latest"], told_as=_certainty(taken), rank=range(len(taken)),
    ), layers)


def _certainty(plans: pd.DataFrame) -> pd.Series:
    """How each plan is told; a sentence with "could" makes nothing certain, whatever else it plans."""
    said = plans["certainty"].map(_CERTAINTY)
    return said.mask(plans["sentence"].str.contains(pattern_text("brief.possible")), _CERTAINTY["possible"])


def _of_itself(rows: pd.DataFrame) -> pd.Series:
    """Whether a sentence names the outlet that it stands in: "the Courier will talk to the mayor on Monday" is no news."""
    bare = [(_letters(source), _letters(told)) for source, told in zip(rows["source"], rows["sentence"], strict=True)]
    return pd.Series([bool(source) and source in told for source, told in bare], index=rows.index, dtype=bool)


def _letters(text: object) -> str:
    return re.sub(r"[^a-z0-9]", "", text.lower()) if isinstance(text, str) else ""


def disputed(layers: Layers, focus: str | None, most: int) -> pd.DataFrame:
    """Figures that two outlets give differently within days of each other."""
    rows = contradictions(layers, focus)
    if rows.empty:
        return _shown(rows.assign(part=DISPUTED), layers)
    apart = (rows["published_at"] - rows["other_published_at"]).abs()
    kept = rows["what"].isin(["figure", "people"]) & rows["source"].notna() & rows["other_source"].notna()
    kept &= (rows["source"] != rows["other_source"]) & (apart <= NEAR) & (rows["unit"].astype("str").str.len() >= 3)
    kept &= ~rows["value"].str.match(r"0\d*\b(?!\.)") & ~rows["other_value"].str.match(r"0\d*\b(?!\.)")
    rows = rows[kept].drop_duplicates("story_id").head(most)
    said = [_differing(one) for one in rows.to_dict("records")]
    day = rows["other_published_at"].dt.tz_localize(None).dt.normalize()
    made = rows.assign(part=DISPUTED, when=day, until=day, precision="day", rank=range(len(rows)))
    return _shown(made, layers).assign(sentence=pd.Series(said, dtype="str", index=made.index))


def _differing(row: dict[Any, Any]) -> str:
    """Both figures, each with its outlet and day, and what they are of."""
    on = told_as(str(row["unit"]))
    one, other = (
        f"{_inside(row[f'{side}value'])} ({row[f'{side}source']}, {said_day(row[f'{side}published_at'])})" for side in ("", "other_")
    )
    return f"Reports differ{' on ' if on else ''}{on}: {one} against {other}."


def _inside(words: str) -> str:
    """Words from the head of a sentence as they stand inside one: "twenty people"; "US$10bn" stays."""
    return words[:1].lower() + words[1:] if words[1:2].islower() else words


def _shown(rows: pd.DataFrame, layers: Layers) -> pd.DataFrame:
    """The columns of a part, with the sentence cut to what is shown of it."""
    rows = rows.reset_index(drop=True)
    sources = layers.articles.set_index("article_id")["source"]
    texts = layers.articles.set_index("article_id")["text"]
    dated = _dated_by(rows, layers)
    sentences = [
        shortened(one["sentence"], until=_until(one["sentence"], texts[one["article_id"]][int(one["start"]):int(one["end"])], date))
        for one, date in zip(rows.to_dict("records"), dated, strict=True)
    ]
    made = rows.assign(
        full=rows.get("sentence"), sentence=pd.Series(sentences, dtype="str", index=rows.index),
        source=[sources[key] for key in rows["article_id"]] if len(rows) else [],
    )
    return made.reindex(columns=list(COLUMNS))


def _dated_by(rows: pd.DataFrame, layers: Layers) -> list[str]:
    """The words that date each row's event, empty where it is no event or another sentence dates it."""
    if "event_id" not in rows.columns or rows.empty:
        return [""] * len(rows)
    events = layers.events[layers.events["event_id"].isin(set(rows["event_id"].dropna()))]
    dates = layers.dates[["article_id", "start", "text"]].rename(columns={"start": "date_start", "text": "words"})
    said = events[["event_id", "article_id", "date_start"]].merge(dates, on=["article_id", "date_start"], how="left")
    words = dict(zip(said["event_id"].tolist(), said["words"].tolist(), strict=True))
    return [found if isinstance(found := words.get(key), str) else "" for key in rows["event_id"].tolist()]


def _until(sentence: str, *words: Any) -> int:
    """Characters that have to stay, so that the last of each of these words does."""
    lines = [" ".join(one.split()) for one in words if one]
    return max((sentence.rfind(line) + len(line) for line in lines if line in sentence), default=0)
