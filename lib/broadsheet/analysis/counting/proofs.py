"""Proofs: from the rows of an answer to the passages that they rest on. A question names one of these, or writes its own.

Each takes the frame and what was asked, and gives `row article_id start end`, a row per passage; null offsets are a whole article.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np
import pandas as pd

from broadsheet.analysis.counting.articles import independent, told_by
from broadsheet.analysis.counting.periods import LENGTHS, PERIODS, period_starts
from broadsheet.analysis.question import PROOF, Asked, Proof
from broadsheet.annotating import Layers

SPAN = ("article_id", "start", "end")


def own_span(frame: pd.DataFrame, asked: Asked) -> pd.DataFrame:
    """The passage that the row itself names: `article_id start end`.

    Parameters
    ----------
    frame
        The rows of the answer.
    asked
        What was asked.

    Returns
    -------
    pandas.DataFrame
        `row article_id start end`, a row per passage.
    """
    return spans_in("article_id", "start", "end")(frame, asked)


def own_article(frame: pd.DataFrame, asked: Asked) -> pd.DataFrame:
    """The whole article that the row names.

    Parameters
    ----------
    frame
        The rows of the answer.
    asked
        What was asked.

    Returns
    -------
    pandas.DataFrame
        `row article_id start end`, a row per passage.
    """
    return whole(numbered(frame)[["row", "article_id"]])


def spans_in(article_id: str, start: str, end: str) -> Proof:
    """The passage in the columns of these names; rows where it is null have none there.

    Parameters
    ----------
    article_id, start, end
        Names of the three columns.

    Returns
    -------
    Proof
        A function of the frame and of what was asked.
    """
    def proof(frame: pd.DataFrame, asked: Asked) -> pd.DataFrame:
        found = numbered(frame)[["row", article_id, start, end]].dropna(subset=[article_id])
        return found.set_axis(list(PROOF), axis=1)

    return proof


def joined(*proofs: Proof) -> Proof:
    """The passages of several proofs together, such as both sides of a pair.

    Parameters
    ----------
    proofs
        Those to put together; a passage that several give is one.

    Returns
    -------
    Proof
        A function of the frame and of what was asked.
    """
    def proof(frame: pd.DataFrame, asked: Asked) -> pd.DataFrame:
        return pd.concat([one(frame, asked)[list(PROOF)] for one in proofs], ignore_index=True)

    return proof


def where(column: str, values: Collection[str], proof: Proof) -> Proof:
    """A proof of the rows whose column holds one of these values; the others have none there.

    Parameters
    ----------
    column, values
        Which rows are meant.
    proof
        Their proof.

    Returns
    -------
    Proof
        A function of the frame and of what was asked.
    """
    def of_these(frame: pd.DataFrame, asked: Asked) -> pd.DataFrame:
        places = np.flatnonzero(frame[column].isin(list(values)))
        if not len(places):
            return pd.DataFrame({"row": places, "article_id": pd.Series(dtype="str"), "start": places, "end": places})
        found = proof(frame.iloc[places], asked)
        return found.assign(row=places[found["row"].to_numpy(dtype="int64")])[list(PROOF)]

    return of_these


def events_by(**columns: str) -> Proof:
    """All events that the row names: keyword is the column of the frame, value that of `events` (`story_id="story_id"`).

    Parameters
    ----------
    columns
        Column of the frame = column of `events`; all must be equal.

    Returns
    -------
    Proof
        A function of the frame and of what was asked.
    """
    def proof(frame: pd.DataFrame, asked: Asked) -> pd.DataFrame:
        return same(frame, asked.layers.events, columns)

    return proof


def mentions_of(*actors: str, independent_only: bool = True, within: bool = True) -> Proof:
    """Mentions of the actor in the first column; with further columns only those in sentences that mention these actors too.

    Parameters
    ----------
    actors
        Columns of the frame with ids of actors.
    independent_only
        Without copies and replaced versions, as most counts are.
    within
        Only in articles of the outlet and period that the row speaks of, where it does (`source`, `day`, `week`, `month`).

    Returns
    -------
    Proof
        A function of the frame and of what was asked.
    """
    def proof(frame: pd.DataFrame, asked: Asked) -> pd.DataFrame:
        placed = mentions_with_sentence(frame, actors, asked.layers)
        if independent_only:
            placed = placed[placed["article_id"].isin(independent(asked.layers.articles)["article_id"])]
        first = numbered(frame)[["row", *dict.fromkeys(actors)]]
        found = first.merge(placed, left_on=actors[0], right_on="actor_id", suffixes=("", "_mention"))
        for other in actors[1:]:
            there = placed[["actor_id", "article_id", "sentence_no"]].drop_duplicates()
            there = there.rename(columns={"actor_id": other})
            found = found.merge(there, on=[other, "article_id", "sentence_no"])
        found = found[list(PROOF)].drop_duplicates()
        return narrowed_to_row(found, frame, asked.layers) if within else found

    return proof


def articles_of_row(frame: pd.DataFrame, asked: Asked) -> pd.DataFrame:
    """The articles of the outlet (`source`) and the period (`day`, `week`, `month`) that a row speaks of, copies included.

    Parameters
    ----------
    frame
        The rows of the answer.
    asked
        What was asked.

    Returns
    -------
    pandas.DataFrame
        `row article_id start end`, a row per passage.
    """
    articles = asked.layers.articles
    keys = pd.DataFrame({"article_id": articles["article_id"]})
    period = next((name for name in PERIODS if name in frame.columns), None)
    if "source" in frame.columns:
        keys["source"] = told_by(articles)
    if period is not None:
        keys[period] = period_starts(articles["published_at"], period)
    by = [name for name in ("source", period) if name in keys.columns]
    return whole(numbered(frame)[["row", *by]].merge(keys, on=by))


def same(frame: pd.DataFrame, layer: pd.DataFrame, columns: dict[str, str]) -> pd.DataFrame:
    """The passages of a layer whose values equal those of the row: frame's column → layer's column. Rows with a null match nothing.

    Parameters
    ----------
    frame
        The rows of the answer.
    layer
        Passages: `article_id start end` and the columns to compare.
    columns
        Column of the frame → column of the layer.

    Returns
    -------
    pandas.DataFrame
        `row article_id start end`, a row per passage.

    Examples
    --------
    >>> rows = pd.DataFrame({"word": ["quay", "ferry"]})
    >>> uses = pd.DataFrame({"word": ["ferry"], "article_id": ["a"], "start": [4], "end": [9]})
    >>> same(rows, uses, {"word": "word"}).values.tolist()
    [[1, 'a', 4, 9]]
    """
    wanted = numbered(frame)[["row", *columns]].dropna()
    keys = layer[[*dict.fromkeys([*columns.values(), *SPAN])]]
    keys = keys[np.logical_and.reduce([keys[theirs].isin(wanted[ours].unique()) for ours, theirs in columns.items()])]
    renamed = wanted.set_axis(["row", *(f"_{position}" for position in range(len(columns)))], axis=1)
    found = renamed.merge(keys, left_on=list(renamed.columns[1:]), right_on=list(columns.values()))
    return found[list(PROOF)].drop_duplicates()


def numbered(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with its positions in a column `row`.

    Parameters
    ----------
    frame
        The rows of the answer.

    Returns
    -------
    pandas.DataFrame
        With `row`, from 0.
    """
    return frame.assign(row=np.arange(len(frame)))


def whole(found: pd.DataFrame) -> pd.DataFrame:
    """`row article_id` as proof by whole articles.

    Parameters
    ----------
    found
        `row` and `article_id`.

    Returns
    -------
    pandas.DataFrame
        `row article_id start end`, a row per passage.
    """
    nothing = pd.Series(pd.NA, index=found.index, dtype="Int64")
    return found.assign(start=nothing, end=nothing)[list(PROOF)]


def mentions_with_sentence(frame: pd.DataFrame, actors: Sequence[str], layers: Layers) -> pd.DataFrame:
    """The mentions of the frame's actors, with the sentence that each starts in: `actor_id sentence_no article_id start end`.

    Parameters
    ----------
    frame
        The rows of the answer.
    actors
        Columns of the frame with ids of actors.
    layers
        What was asked.

    Returns
    -------
    pandas.DataFrame
        One row per mention; `sentence_no` is -1 where it is in no sentence.
    """
    ids = pd.concat([frame[column] for column in actors]).dropna().unique()
    chosen = layers.mentions[layers.mentions["actor_id"].isin(ids)]
    chosen = chosen.astype({"start": "int64"}).sort_values("start", kind="stable")
    sentences = layers.sentences[layers.sentences["article_id"].isin(chosen["article_id"].unique())]
    sentences = sentences[["article_id", "start", "sentence_no"]].rename(columns={"start": "opens"})
    sentences = sentences.astype({"opens": "int64"}).sort_values("opens", kind="stable")
    placed = pd.merge_asof(chosen, sentences, left_on="start", right_on="opens", by="article_id")
    return placed.assign(sentence_no=placed["sentence_no"].astype("Int64").fillna(-1))[["actor_id", "sentence_no", *SPAN]]


def narrowed_to_row(found: pd.DataFrame, frame: pd.DataFrame, layers: Layers) -> pd.DataFrame:
    """The passages in articles of the outlet (`source`, `outlet`) and the period (`day`, `week`, `month`) that their row speaks of.

    Parameters
    ----------
    found
        `row article_id start end`.
    frame
        The rows of the answer.
    layers
        What was asked.

    Returns
    -------
    pandas.DataFrame
        Those of `found` that fit their row; all of them where the frame has neither column.
    """
    outlet = next((name for name in ("source", "outlet") if name in frame.columns), None)
    period = next((name for name in PERIODS if name in frame.columns), None)
    if outlet is None and period is None:
        return found
    articles = layers.articles.assign(_outlet=told_by(layers.articles)).set_index("article_id")
    fits = pd.Series(True, index=found.index)
    rows = found["row"].to_numpy()
    if outlet is not None:
        theirs = articles["_outlet"].reindex(found["article_id"]).to_numpy()
        wanted = frame[outlet].to_numpy()[rows]
        fits &= (theirs == wanted) | pd.isna(wanted)
    if period is not None:
        moments = articles["published_at"].dt.tz_localize(None).reindex(found["article_id"]).set_axis(found.index)
        opens = pd.Series(pd.to_datetime(frame[period]).to_numpy()[rows], index=found.index)
        fits &= opens.isna() | ((moments >= opens) & (moments < opens + LENGTHS[period])).fillna(False)
    return found[fits.astype(bool)]
