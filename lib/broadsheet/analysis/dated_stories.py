"""Dated reports, and the stories they make: days, status, counts, the report that tells each best, and its salience."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from broadsheet import context
from broadsheet.analysis.corpus import told_by
from broadsheet.analysis.numbered import NEVER, day_numbers, different, first_of_each, in_order, moments, numbered, paired, positions
from broadsheet.analysis.once import once
from broadsheet.analysis.salience import PLANNED, day_weights, fitness, readable, sentence_vectors, shares
from broadsheet.analysis.sentences import sentence_rows
from broadsheet.annotating.layers import Layers

COLUMNS = (
    "earliest", "latest", "precision", "status", "sentence", "article_id", "salience", "articles", "sources", "start", "end", "event_id",
    "story_id", "background",
)

NUMBERS = ("story_no", "sentence_key", "article_no")

_READ = (
    "earliest", "latest", "precision", "status", "sentence", "article_id", "start", "end", "event_id", "story_id", "background", "stated",
    "published_at", "outlet",
)
"""What stories are made of."""

FEWEST = 4
"""Words of a sentence that can tell a story; less is a label ("Follow", "Read more")."""


def dated_reports(layers: Layers) -> pd.DataFrame:
    """The dated events with their sentence, outlet and publication, and whether that sentence states the date.

    Beside them numbers by which rows are compared: story_no, which order as story ids do, article_no, sentence_at (the sentence's
    position in its table) and sentence_key, equal for equal sentences.
    """
    context.remember(layers.articles)
    return _reports(layers)


@once("articles", "sentences", "events")
def _reports(layers: Layers) -> pd.DataFrame:
    events, articles, sentences = layers.events, layers.articles, layers.sentences
    dated = events[events["earliest"].notna() & events["latest"].notna()].reset_index(drop=True)
    at = sentence_rows(dated, sentences, by="sentence_no")
    article = positions(dated["article_id"], articles["article_id"])
    used, place = np.unique(at, return_inverse=True)
    telling = sentences.take(used)
    texts = dict(zip(articles["article_id"].tolist(), articles["text"].tolist(), strict=True))
    pieces = (
        texts[key][start:end] for key, start, end in zip(*(telling[name].tolist() for name in ("article_id", "start", "end")), strict=True)
    )
    told = pd.Series([piece if _is_one_line(piece) else " ".join(piece.split()) for piece in pieces], dtype="str")
    opens, closes = (telling[name].array.take(place) for name in ("start", "end"))
    stated = (dated["date_start"] >= opens) & (dated["date_start"] < closes)
    return dated.assign(
        sentence_start=opens, sentence_end=closes, source=articles["source"].array.take(article),
        published_at=articles["published_at"].array.take(article), outlet=told_by(articles).array.take(article),
        sentence=told.array.take(place), stated=stated.fillna(False).astype(bool), precision=dated["precision"].replace("minute", "day"),
        story_no=numbered(dated["story_id"]), article_no=article, sentence_at=at, sentence_key=pd.factorize(told)[0][place],
    )


def _is_one_line(piece: str) -> bool:
    """Whether the words are one space apart already."""
    return piece.isprintable() and "  " not in piece and piece == piece.strip()


@once("articles", "sentences", "events")
def dated_stories(layers: Layers) -> pd.DataFrame:
    """One row per story: its days, status and counts, the report that tells it best, and its salience.

    The columns of `timeline`, and the numbers by which rows are compared: story_no, which order as story ids do, sentence_key and
    article_no, equal for equal sentences and articles.
    """
    reports = dated_reports(layers)
    long_enough = pc.greater_equal(pc.count_substring(pa.array(reports["sentence"], type=pa.large_string()), " "), FEWEST - 1)
    reports = reports[[*_READ, *NUMBERS]]
    reports = reports[np.asarray(long_enough, dtype=bool)].reset_index(drop=True)
    if reports.empty:
        dtypes = {name: reports[name].dtype if name in reports.columns else "float64" for name in (*COLUMNS, *NUMBERS)}
        return pd.DataFrame({name: pd.Series(dtype=dtype) for name, dtype in dtypes.items()})
    story = pd.factorize(reports["story_no"].to_numpy())[0]
    dated = _most_precise(reports, story)[story]
    days = {name: reports[name].to_numpy()[dated] for name in ("earliest", "latest")}
    first, last = map(day_numbers, days.values())
    span = paired(first, last)
    key = pd.factorize(reports["sentence_key"].to_numpy())[0]
    distinct = reports["sentence"].array.take(np.flatnonzero(~pd.Series(key).duplicated()))
    vectors = sentence_vectors(distinct)
    stated = reports["stated"].to_numpy()
    planned = reports["status"].isin(("planned", "conditional")).to_numpy()
    fit = fitness(span, key, stated, vectors) * readable(distinct)[key] * np.where(planned, PLANNED, 1.0)
    told = first_of_each(story, -fit)
    told = told[np.lexsort((told, -fit[told]))]
    status = reports["status"].array.take(_last_told(reports, story, first)[story[told]])
    weights = day_weights(reports, span, first, last, layers.articles["published_at"])
    stories = reports.take(told).drop(columns=["status", "earliest", "latest", "precision"])
    return stories.assign(
        earliest=days["earliest"][told], latest=days["latest"][told], precision=reports["precision"].array.take(dated[told]), status=status,
        articles=different(story, reports["article_no"].to_numpy())[story[told]],
        sources=different(story, pd.factorize(reports["outlet"])[0])[story[told]],
        salience=shares(span[told], fit[told], vectors, key[told]) * weights[span[told]],
    )[[*COLUMNS, *NUMBERS]].reset_index(drop=True)


def _most_precise(reports: pd.DataFrame, story: np.ndarray) -> np.ndarray:
    """The row of each story's most precise report, a stated one before an inferred one."""
    width = (reports["latest"] - reports["earliest"]).dt.days.to_numpy()
    return first_of_each(story, ~reports["stated"].to_numpy(), width, in_order(reports["published_at"]))


def _last_told(reports: pd.DataFrame, story: np.ndarray, day: np.ndarray) -> np.ndarray:
    """The row of the report that says each story's status.

    What the outlets' own voice said last, or else what was last claimed; told before the day only if not after.
    """
    published = day_numbers(moments(reports["published_at"]))
    seen = (published != NEVER) & (published >= day)
    claimed = reports["status"].isin(("claimed", "denied")).to_numpy()
    # The last of each by (seen, not claimed, published, place): the first of all in reverse.
    latest = first_of_each(story[::-1], ~seen[::-1], claimed[::-1], -in_order(reports["published_at"])[::-1])
    return len(story) - 1 - latest
