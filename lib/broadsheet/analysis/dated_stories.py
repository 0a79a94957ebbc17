"""Dated reports, and the stories they make: days, status, counts, the report that tells each best, and its salience."""

from __future__ import annotations

import pandas as pd

from broadsheet import context
from broadsheet.analysis.corpus import told_by
from broadsheet.analysis.once import once
from broadsheet.analysis.salience import day_weights, fitness, sentence_vectors, shares
from broadsheet.annotating.layers import Layers

COLUMNS = (
    "earliest", "latest", "precision", "status", "sentence", "article_id", "salience", "articles", "sources", "start", "end", "event_id",
    "story_id", "background",
)

FEWEST = 4
"""Words of a sentence that can tell a story; less is a label ("Follow", "Read more")."""


def dated_reports(layers: Layers) -> pd.DataFrame:
    """The dated events with their sentence, outlet and publication, and whether that sentence states the date."""
    context.remember(layers.articles)
    return _reports(layers)


@once("articles", "sentences", "events")
def _reports(layers: Layers) -> pd.DataFrame:
    dated = layers.events[layers.events["earliest"].notna() & layers.events["latest"].notna()]
    sentences = layers.sentences[["article_id", "sentence_no", "start", "end"]]
    sentences = sentences.rename(columns={"start": "sentence_start", "end": "sentence_end"})
    place = ["article_id", "sentence_no"]
    telling = dated[place].drop_duplicates().merge(sentences, on=place, how="left", validate="one_to_one")
    telling = telling.merge(layers.articles[["article_id", "source", "published_at"]], on="article_id", how="left", validate="many_to_one")
    texts = dict(zip(layers.articles["article_id"], layers.articles["text"], strict=True))
    telling["outlet"] = told_by(telling)
    telling["sentence"] = [
        " ".join(texts[key][start:end].split())
        for key, start, end in zip(*(telling[name].tolist() for name in ("article_id", "sentence_start", "sentence_end")), strict=True)
    ]
    reports = dated.merge(telling, on=place, how="left", validate="many_to_one")
    stated = reports["date_start"].ge(reports["sentence_start"]) & reports["date_start"].lt(reports["sentence_end"])
    return reports.assign(stated=stated.fillna(False).astype(bool), precision=reports["precision"].replace("minute", "day"))


@once("articles", "sentences", "events")
def dated_stories(layers: Layers) -> pd.DataFrame:
    """One row per story: its days, status and counts, the report that tells it best, and its salience (the columns of `timeline`)."""
    reports = dated_reports(layers)
    reports = reports[[text.count(" ") >= FEWEST - 1 for text in reports["sentence"].tolist()]]
    if reports.empty:
        return pd.DataFrame({name: pd.Series(dtype=reports[name].dtype if name in reports.columns else "float64") for name in COLUMNS})
    keys, distinct = pd.factorize(reports["sentence"])
    vectors = sentence_vectors(list(distinct))
    reports = _dated_alike(reports.assign(sentence_key=keys))
    reports["fitness"] = fitness(reports, vectors)
    told = reports.sort_values(["fitness", "event_id"], ascending=[False, True]).drop_duplicates("story_id")
    counts = reports.groupby("story_id").agg(articles=("article_id", "nunique"), sources=("outlet", "nunique")).reset_index()
    stories = told.drop(columns=["status"]).merge(_statuses_told(reports), on="story_id", validate="one_to_one")
    stories = stories.merge(counts, on="story_id", validate="one_to_one")
    weights = day_weights(reports, layers.articles["published_at"])
    days = pd.MultiIndex.from_frame(stories[["earliest", "latest"]])
    stories["salience"] = shares(stories, vectors) * weights.reindex(days).to_numpy()
    return stories[list(COLUMNS)]


def _dated_alike(reports: pd.DataFrame) -> pd.DataFrame:
    """The reports, each with the days of its story's most precise report, a stated one before an inferred one."""
    width = (reports["latest"] - reports["earliest"]).dt.days
    best = reports.assign(width=width, inferred=~reports["stated"])
    best = best.sort_values(["inferred", "width", "published_at", "event_id"]).drop_duplicates("story_id")
    days = best[["story_id", "earliest", "latest", "precision"]]
    return reports.drop(columns=["earliest", "latest", "precision"]).merge(days, on="story_id", validate="many_to_one")


def _statuses_told(reports: pd.DataFrame) -> pd.DataFrame:
    """Each story's status: what the outlets' own voice said last, or else what was last claimed; told before the day only if not after."""
    seen = reports["published_at"].dt.tz_localize(None).dt.floor("D") >= reports["earliest"]
    ranked = reports.assign(seen=seen, claimed=reports["status"].isin(("claimed", "denied")))
    ranked = ranked.sort_values(["seen", "claimed", "published_at", "event_id"], ascending=[True, False, True, True])
    return ranked.drop_duplicates("story_id", keep="last")[["story_id", "status"]]


