"""How much a happening belongs into a short account of the news: what makes one of many dated stories stand out.

Salience says how much of a day's weight a story has; this says which stories an editor would keep. The features are those of news
summarisation (position, centrality, closeness to headlines) and of the date; each has a reason, and their weights are fitted.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import pandas as pd
from scipy import sparse

from broadsheet.analysis.counting.numbered import NEVER, day_numbers
from broadsheet.analysis.counting.patterns import pattern_text
from broadsheet.annotating import Layers, event_cues

WEIGHTS: Final[dict[str, float]] = {
    "salience": 0.35, "position": 0.33, "central": 7.0, "headlines": 6.4, "outside": -0.25, "to_the_day": 1.35, "occurred": 0.8,
    "planned": -0.85, "conditional": -1.0, "dated_in": 0.17, "stamped": -2.5, "personal": -1.5, "spoken": -0.5, "state": -0.5,
    "caption": -2.5, "listed": 0.5,
}
"""Weights of the features in the exponent: a logistic regression on the rows of four corpora of 30 to 35 articles of which two readers said
what belongs into their timeline. Fitted on three corpora and tried on the fourth, the 30 first rows hold 0.64 of what belongs into a
timeline of ten (0.22 by salience alone), and 0.83 of them are right (0.67). The last seven are set by hand for pages that the four
corpora hold few of (blogs, comments, advice, captions, chronologies); on the four they change nothing by more than a row. That a sentence
holds a figure was tried and left out: two more of 54 such happenings on the four, and a day less on two other crises. A new fit on all of
them did worse left out."""

REPEATED: Final = 3.0
"""How far likeness to a story before it marks a story down: 1 minus this times the cosine, but not below `LEAST`. Measured as above:
0.85 of the first 30 rows repeat no other, 0.79 without it."""
LEAST: Final = 0.01
SAME_DAY: Final = 0.1
SAME_ACTORS: Final = 0.15
NAMED: Final = 0.15
"""What it adds to the likeness of two stories that they are of the same day, that the same actors take part in both, and that the
second names the happening of the first: "aid has come in after Tuesday's earthquake" says again that the earth shook."""
COMPARED: Final = 400
"""Stories, the first ones, that are compared with those before them; the others keep their order behind them."""


_QUOTATIONS: Final = r"“[^”]*(?:”|$)|\"[^\"]*(?:\"|$)|''.*?(?:''|$)|‘[^’]*’"

NEAR: Final = 7
"""Days before the first article that still belong to its news."""


def story_features(stories: pd.DataFrame, layers: Layers, *, position: np.ndarray, vectors: sparse.csr_matrix) -> pd.DataFrame:
    """What sets each story apart, one row per story, in the order of `stories`.

    Parameters
    ----------
    stories
        Rows with `earliest latest precision status sentence salience`.
    layers
        The layers that they are from.
    position
        The lowest number of a sentence that tells each story, in any article.
    vectors
        `sentence_vectors` of the stories' sentences and, behind them, of the titles.

    Returns
    -------
    pandas.DataFrame
        salience
            Its logarithm.
        position
            0 for a story in the first sentence of an article, lower the later it comes.
        central, headlines
            Likeness of its sentence to all stories' sentences, and to all titles.
        outside
            Logarithm of the days between it and the news of the collection: 0 inside.
        to_the_day, occurred, planned, conditional
            1 or 0.
        dated_in
            Logarithm of the number of articles with a date of the same days.
        stamped
            1 where the sentence holds the time at which a page was published ("Monday 4 March 2024 08.05 GMT"): what it tells of that
            day is told by the page's head, and is seldom what happened then.
        personal
            1 where the writer speaks of "I" or "we", or to "you": a blog, a comment, advice.
        caption
            1 where the sentence stands below a picture, or is a programme on itself.
        listed
            1 where the sentence opens with its day, as in a chronology: an editor chose it.
        spoken
            1 where the happening itself stands in quotation marks: what is said of a day in a quotation alone is not told by the outlet.
    """
    first, last = (day_numbers(stories[name].to_numpy()) for name in ("earliest", "latest"))
    published = layers.articles["published_at"].dropna()
    days = day_numbers(published.dt.tz_localize(None).dt.normalize().to_numpy(dtype="datetime64[us]"))
    days = days[days != NEVER]
    opens, closes = (days.min() - NEAR, days.max() + NEAR) if len(days) else (first.min(initial=0), last.max(initial=0))
    outside = np.maximum(np.maximum(opens - first, last - closes), 0)
    vectors, headlines = vectors[:len(stories)], vectors[len(stories):]
    own = stories["sentence"].str.replace(_QUOTATIONS, " ", regex=True)
    day, occurred, planned, conditional = (
        (stories[name] == value).to_numpy(dtype=float)
        for name, value in (("precision", "day"), ("status", "occurred"), ("status", "planned"), ("status", "conditional"))
    )
    return pd.DataFrame({
        "salience": np.log(stories["salience"].to_numpy(dtype=float) + 1e-3), "position": -np.log1p(position.astype(float)),
        "central": _likeness(vectors, vectors), "headlines": _likeness(vectors, headlines), "outside": np.log1p(outside.astype(float)),
        "to_the_day": day, "occurred": occurred, "planned": planned, "conditional": conditional,
        "dated_in": np.log(_articles_with(stories, layers.dates)),
        "stamped": stories["sentence"].str.contains(pattern_text("pages.stamp")).to_numpy(dtype=float),
        "personal": own.str.contains(pattern_text("pages.personal")).to_numpy(dtype=float),
        "spoken": _spoken(stories, layers), "state": _states(stories, layers),
        "caption": stories["sentence"].str.contains(pattern_text("alone.caption")).to_numpy(dtype=float),
        "listed": stories["sentence"].str.contains(pattern_text("pages.listed")).to_numpy(dtype=float),
    }, index=stories.index)


def _states(stories: pd.DataFrame, layers: Layers) -> np.ndarray:
    """1 where the trigger of a story tells how things are: "is", "wants"."""
    texts = layers.events.set_index("event_id")["text"].reindex(stories["event_id"]).str.lower()
    return texts.isin(event_cues()["verbs.being"]).to_numpy(dtype=float)


def _spoken(stories: pd.DataFrame, layers: Layers) -> np.ndarray:
    """1 where the trigger of a story lies in quotation marks."""
    quotes = layers.quotes[layers.quotes["manner"] == "direct"][["article_id", "start", "end"]]
    at = stories[["article_id", "start"]].reset_index(drop=True).rename_axis("row").reset_index()
    both = at.merge(quotes, on="article_id", suffixes=("", "_quote"))
    inside = both["row"][(both["start"] >= both["start_quote"]) & (both["start"] < both["end"])]
    found = np.zeros(len(stories))
    found[inside.unique()] = 1.0
    return found


def prominence(features: pd.DataFrame) -> np.ndarray:
    """The weight of each story, above 0, from `story_features`."""
    return np.exp(sum(weight * features[name].to_numpy() for name, weight in WEIGHTS.items()))


def compared(weights: np.ndarray) -> np.ndarray:
    """The positions of the stories that are compared with those before them, the weightiest first."""
    return np.argsort(-weights, kind="stable")[:COMPARED]


def without_repeats(
    weights: np.ndarray, vectors: sparse.csr_matrix, *, days: np.ndarray | None = None, actors: sparse.csr_matrix | None = None,
    named: sparse.csr_matrix | None = None,
) -> np.ndarray:
    """The weights, with stories marked down that say again what one before them says (maximal marginal relevance).

    Parameters
    ----------
    weights
        Of each story.
    vectors
        Of the sentence that tells it.
    days
        The number of each story's stretch of days; -1 where it is a long one.
    actors
        A row per story that is `compared`, in that order, a column per actor, 1 where it takes part.
    named
        A row and a column per story that is `compared`, 1 where the sentence of the first names the happening of the second.
    """
    first = compared(weights)
    likeness = (vectors[first] @ vectors[first].T).toarray()
    if days is not None:
        same = (days[first][:, None] == days[first][None, :]) & (days[first][:, None] >= 0)
        likeness = likeness + SAME_DAY * same
        if actors is not None:
            shared = (actors @ actors.T).toarray()
            fewest = np.minimum.outer(actors.getnnz(axis=1), actors.getnnz(axis=1))
            likeness = likeness + SAME_ACTORS * same * shared / np.maximum(fewest, 1)
        if named is not None:
            likeness = likeness + NAMED * same * named.toarray().T
    own, near, left = weights[first], np.zeros(len(first)), np.ones(len(first), dtype=bool)
    made = weights.copy()
    for _ in range(len(first)):
        marked = np.where(left, own * np.maximum(1 - REPEATED * near, LEAST), -1.0)
        taken = int(marked.argmax())
        made[first[taken]], left[taken] = marked[taken], False
        near = np.maximum(near, likeness[taken])
    if len(first) < len(weights):
        behind = np.argsort(-weights, kind="stable")[COMPARED:]
        made[behind] = np.minimum(made[behind], made[first].min() * weights[behind] / max(weights[behind].max(), 1e-300))
    return made


def _likeness(vectors: sparse.csr_matrix, among: sparse.csr_matrix) -> np.ndarray:
    """Cosine of each vector and the sum of others."""
    whole = np.asarray(among.sum(axis=0)).ravel()
    length = float(np.sqrt(whole @ whole))
    return np.asarray(vectors @ whole).ravel() / (length or 1.0)


def _articles_with(stories: pd.DataFrame, dates: pd.DataFrame) -> np.ndarray:
    """How many articles state the days of each story, 1 at least."""
    stated = dates.dropna(subset=["earliest", "latest"]).drop_duplicates(["article_id", "earliest", "latest"])
    counted = stated.groupby(["earliest", "latest"]).size().rename("_n")
    found = stories[["earliest", "latest"]].merge(counted, how="left", left_on=["earliest", "latest"], right_index=True)
    return found["_n"].fillna(1).clip(lower=1).to_numpy(dtype=float)
