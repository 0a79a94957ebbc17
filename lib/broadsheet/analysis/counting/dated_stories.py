"""Dated reports, and the stories they make: days, status, counts, the report that says it best, and its salience."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from scipy import sparse

from broadsheet.analysis.counting.articles import told_by
from broadsheet.analysis.counting.numbered import (
    NEVER,
    day_numbers,
    different,
    first_met,
    first_of_each,
    in_order,
    moments,
    numbered,
    paired,
    positions,
)
from broadsheet.analysis.counting.once import once
from broadsheet.analysis.counting.prominence import prominence, story_features
from broadsheet.analysis.counting.salience import PLANNED, day_weights, fitness, read_stems, readable, shares, vectors_of
from broadsheet.analysis.counting.sentences import sentence_rows, sentence_texts
from broadsheet.annotating import Layers, StemStream

COLUMNS = (
    "earliest", "latest", "precision", "status", "sentence", "article_id", "salience", "articles", "sources", "start", "end", "event_id",
    "story_id", "background",
)

NUMBERS = ("story_no", "sentence_key", "article_no")

_KEPT = ("article_id", "start", "end", "event_id", "story_id", "background")
"""Columns of the report that says best what happened."""

REPORTED = ("event_id", "story_id", "article_id", "sentence_no", "start", "end", "earliest", "precision")
"""What a report is found by, and the day that it gives."""

FEWEST = 4
"""Words of a sentence that can tell a story; less is a label ("Follow", "Read more")."""


def dated_reports(layers: Layers, chosen: np.ndarray | None = None) -> pd.DataFrame:
    """The dated events with their sentence, outlet and publication, and whether that sentence states the date.

    Parameters
    ----------
    layers
        What `annotate` or an archive gives.
    chosen
        Positions in `numbered_reports`; None takes all.
    """
    numbers = numbered_reports(layers)
    if chosen is not None:
        numbers = numbers.take(chosen)
    events = layers.events.take(numbers["event_at"].to_numpy()).reset_index(drop=True)
    articles, told = layers.articles, told_sentences(layers)
    sentence, article = numbers["told_at"].to_numpy(), numbers["article_no"].to_numpy()
    return events.assign(
        sentence_start=told["start"].array.take(sentence), sentence_end=told["end"].array.take(sentence),
        source=articles["source"].array.take(article), published_at=articles["published_at"].array.take(article),
        outlet=told_by(articles).array.take(article), sentence=told["sentence"].array.take(sentence), stated=numbers["stated"].to_numpy(),
        precision=in_whole_days(events["precision"]),
    )


def in_whole_days(precision: pd.Series) -> pd.Series:
    """The precision of dates given no finer than to the day."""
    return precision.replace("minute", "day")


@once("articles", "sentences", "events")
def numbered_reports(layers: Layers) -> pd.DataFrame:
    """The dated events as numbers, by which they are compared.

    Returns
    -------
    DataFrame
        event_at, told_at
            Its row in `events`, and that of its sentence in `told_sentences`.
        story_no, article_no, sentence_key
            Equal for equal stories, articles and words; story numbers order as story ids do.
        stated
            Whether the sentence itself states the date.
    """
    places, told = _places(layers), told_sentences(layers)
    dated, place = places["event_at"].to_numpy(), np.searchsorted(told["at"].to_numpy(), places["sentence_at"].to_numpy())
    opens, closes = (told[name].to_numpy(dtype=np.int64)[place] for name in ("start", "end"))
    date = layers.events["date_start"].fillna(-1).to_numpy(dtype=np.int64)[dated]
    return pd.DataFrame({
        "event_at": dated, "told_at": place, "story_no": numbered(layers.events["story_id"])[dated],
        "article_no": positions(layers.events["article_id"], layers.articles["article_id"])[dated],
        "sentence_key": told["key"].to_numpy()[place], "stated": (date >= opens) & (date < closes),
    })


@once("articles", "sentences", "events")
def told_sentences(layers: Layers) -> pd.DataFrame:
    """The sentences that tell dated events: their row in `sentences` (at), start, end, their words, and a key of these."""
    telling = np.zeros(len(layers.sentences), dtype=bool)
    telling[_places(layers)["sentence_at"].to_numpy()] = True
    rows = layers.sentences if telling.all() else layers.sentences[telling]
    words = sentence_texts(rows, layers.articles)
    found = {"at": np.flatnonzero(telling), "sentence": words, "key": pd.factorize(words)[0]}
    return pd.DataFrame(found | {name: rows[name].array for name in ("start", "end")})


@once("sentences", "events")
def _places(layers: Layers) -> pd.DataFrame:
    """The rows of the dated events, and of their sentences; an event outside all sentences is left out."""
    dated = (layers.events["earliest"].notna() & layers.events["latest"].notna()).to_numpy()
    places = layers.events[["article_id", "sentence_no"]]
    at = sentence_rows(places if dated.all() else places[dated], layers.sentences, by="sentence_no")
    return pd.DataFrame({"event_at": np.flatnonzero(dated)[at >= 0], "sentence_at": at[at >= 0]})


def counted_reports(layers: Layers) -> pd.DataFrame:
    """The rows of `events` that stories are made from: dated, and in a sentence that is long enough to tell them; `REPORTED` of them."""
    return layers.events[list(REPORTED)].take(_telling_reports(layers)["event_at"].to_numpy())


def _telling_reports(layers: Layers) -> pd.DataFrame:
    """The rows of `numbered_reports` whose sentence is more than a label."""
    told, numbers = told_sentences(layers)["sentence"], numbered_reports(layers)
    spaces = np.asarray(pc.count_substring(pa.array(told, type=pa.large_string()), " "))
    return numbers[spaces[numbers["told_at"]] >= FEWEST - 1]


@once("articles", "sentences", "events", "dates", "quotes")
def dated_stories(layers: Layers) -> pd.DataFrame:
    """One row per story: its days, status and counts, the report that says it best, and its salience.

    The columns of `timeline`, and the numbers by which rows are compared: story_no, which order as story ids do, sentence_key and
    article_no, equal for equal sentences and articles.
    """
    events, articles, told = layers.events, layers.articles, told_sentences(layers)
    numbers = _telling_reports(layers)
    if numbers.empty:
        return _no_stories(events)
    reports = {name: column.to_numpy() for name, column in numbers.items()}
    at, article, stated = reports["event_at"], reports["article_no"], reports["stated"]
    published = in_order(articles["published_at"])[article]
    story = pd.factorize(reports["story_no"])[0]
    earliest, latest = (events[name].to_numpy()[at] for name in ("earliest", "latest"))
    dated = first_of_each(story, ~stated, (latest - earliest) // np.timedelta64(1, "D"), published)[story]
    first, last = day_numbers(earliest)[dated], day_numbers(latest)[dated]
    span = paired(first, last)
    key = pd.factorize(reports["sentence_key"])[0]
    distinct = told["sentence"].array.take(reports["told_at"][first_met(key)])
    vectors = vectors_of(_stems(layers).take(reports["sentence_key"][first_met(key)]))
    planned, claimed = (events["status"].isin(ones).to_numpy()[at] for ones in (("planned", "conditional"), ("claimed", "denied")))
    fit = fitness(span, key, stated, vectors) * readable(distinct)[key] * np.where(planned, PLANNED, 1.0)
    best = first_of_each(story, -fit)
    best = best[np.lexsort((best, -fit[best]))]
    days, background = day_numbers(moments(articles["published_at"])), events["background"].to_numpy(dtype=bool)[at]
    seen = (days[article] != NEVER) & (days[article] >= first)
    lasting = _last_told(story, seen, claimed, published)[story[best]]
    weights = day_weights(span, first, last, stated=stated, background=background, article=article, published=days)
    stories = events[list(_KEPT)].take(at[best]).reset_index(drop=True)
    made = stories.assign(
        earliest=earliest[dated[best]], latest=latest[dated[best]],
        precision=in_whole_days(events["precision"].take(at[dated[best]])).array, status=events["status"].array.take(at[lasting]),
        sentence=told["sentence"].array.take(reports["told_at"][best]), articles=different(story, article)[story[best]],
        sources=different(story, pd.factorize(told_by(articles))[0][article])[story[best]],
        salience=shares(span[best], fit[best], vectors, key[best]) * weights[span[best]],
        **{name: reports[name][best] for name in NUMBERS},
    )[[*COLUMNS, *NUMBERS]]
    position = np.full(len(best), np.iinfo(np.int32).max)
    np.minimum.at(position, np.argsort(story[best])[story], events["sentence_no"].to_numpy(dtype=np.int64)[at])
    features = story_features(made, layers, position=position, vectors=story_vectors(made, layers, titles=True))
    return made.assign(salience=prominence(features))


def story_vectors(stories: pd.DataFrame, layers: Layers, *, titles: bool = False) -> sparse.csr_matrix:
    """The vectors of the sentences that tell stories, as `sentence_vectors` gives them.

    Parameters
    ----------
    stories
        Rows of `dated_stories`.
    layers
        The layers that they are from.
    titles
        Whether those of the articles' titles follow.
    """
    stems, keys = _stems(layers), stories["sentence_key"].to_numpy()
    first = told_sentences(layers)["key"].nunique()
    return vectors_of(stems.take(np.append(keys, np.arange(first, len(stems.ends) - 1)) if titles else keys))


def _stems(layers: Layers) -> StemStream:
    read = _read_stems(layers)
    sizes = np.bincount(read["sentence"].to_numpy()) - 1
    return StemStream(read["stem"].to_numpy()[read["stem"].to_numpy() >= 0], np.append(0, np.cumsum(sizes)))


@once("articles", "sentences", "events")
def _read_stems(layers: Layers) -> pd.DataFrame:
    """The stems of the sentences that tell dated events, each once, and of the titles: a row for each, after one of -1 for the sentence."""
    told = told_sentences(layers)
    words = pd.concat([told["sentence"][first_met(told["key"].to_numpy())], layers.articles["title"].dropna()])
    stems, ends = read_stems(words.array)
    return pd.DataFrame({
        "sentence": np.repeat(np.arange(len(words), dtype=np.int32), np.diff(ends) + 1),
        "stem": np.insert(stems, ends[:-1], -1),
    })


def _no_stories(events: pd.DataFrame) -> pd.DataFrame:
    dtypes = {name: events[name].dtype for name in COLUMNS if name in events.columns} | {"sentence": "str"}
    dtypes |= dict.fromkeys(("articles", "sources", *NUMBERS), "int64")
    return pd.DataFrame({name: pd.Series(dtype=dtypes.get(name, "float64")) for name in (*COLUMNS, *NUMBERS)})


def _last_told(story: np.ndarray, seen: np.ndarray, claimed: np.ndarray, published: np.ndarray) -> np.ndarray:
    """The row of the report that says each story's status.

    What the outlets' own voice said last, or else what was last claimed; told before the day, not `seen` on it, only if not after.
    """
    # The last of each by (seen, not claimed, published, place): the first of all in reverse.
    latest = first_of_each(story[::-1], ~seen[::-1], claimed[::-1], -published[::-1])
    return len(story) - 1 - latest
