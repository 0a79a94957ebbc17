"""The figures that articles tell, each with what tells of what it is a figure: the words around it, the place, who spent or raised it."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from broadsheet.analysis.counting.articles import independent, texts_of
from broadsheet.analysis.counting.figure_words import MONEY, leading_words, outside_words
from broadsheet.analysis.counting.figures_told import MAY_TELL, Figure, figures_told, ties
from broadsheet.annotating import Layers

AROUND = 110
"""Characters before and after a figure whose words tell what it is a figure of."""

LONGEST = 800
"""Characters of a sentence that is read; longer ones are lists and tables."""

RATES_APART = 3.0
"""How far outside an article's rates a bare figure of the same thing may lie to be one of them."""

PLACE_AFTER = 70
"""Characters after a figure among which the place is sought that it counts in: "103 people have died in Marran"."""

_BLOCK = 1000
_YEAR = re.compile(r"(?<![\d,.$£€])(1[5-9]\d\d|20\d\d)(?![\d,]|\.\d)")

_Spans = list[tuple[int, int, str]]
_Named = dict[tuple[str, int], _Spans]

_NAMES = (
    "value", "unit", "people", "text", "low", "per", "sure", "_from", "_to", "place", "window", "era", "ties", "who", "article_id",
    "source", "published_at", "sentence_no", "start", "end", "sentence_start", "sentence_end",
)


def figure_tellings(layers: Layers) -> pd.DataFrame:
    """Every figure in the articles that count once, by publication.

    Returns
    -------
    pandas.DataFrame
        The fields of `Figure`; place, an actor's id, with "-" before it where it is left out; window, the words around it; era, the year
        of long ago that it is of; ties, as `counting.figures_told.ties`; who, the person or organisation before it; and where it is
        told: article_id, source, published_at, sentence_no, start, end, sentence_start, sentence_end.
    """
    articles = independent(layers.articles)
    read = texts_of(articles)
    rows = layers.sentences.merge(articles[["article_id", "source", "published_at"]], on="article_id", validate="many_to_one")
    rows = rows[(rows["end"] - rows["start"]) <= LONGEST]
    spans = zip(rows["article_id"].tolist(), rows["start"].tolist(), rows["end"].tolist(), strict=True)
    texts = [read[article_id][start:end] for article_id, start, end in spans]
    some = np.asarray(pc.match_substring_regex(pa.array(texts, type=pa.large_string()), MAY_TELL), dtype=bool)
    places, doers = _named(layers, ("country", "place")), _named(layers, ("person", "organisation"))
    made: list[tuple[Any, ...]] = []
    columns = (rows.loc[some, name].tolist() for name in ("article_id", "source", "published_at", "sentence_no", "start", "end"))
    for at, article_id, source, published_at, number, opens, closes in zip(np.flatnonzero(some).tolist(), *columns, strict=True):
        sentence = " ".join(texts[at].splitlines())
        figures = figures_told(sentence)
        if not figures:
            continue
        where = (article_id, source, published_at, number)
        named, doing = (_within(one, article_id, opens, closes) for one in (places, doers))
        for figure, until in zip(figures, [*(one.start for one in figures[1:]), len(sentence)], strict=True):
            window = _window(sentence, figure)
            made.append((
                *figure, _place(sentence, figure, named, until), window, _era(window, published_at), ties(sentence, figure),
                _doer(figure, doing), *where, opens + figure.start, opens + figure.end, opens, closes,
            ))
    told = _with_rates(pd.DataFrame(made, columns=list(_NAMES)))
    return told.sort_values(["published_at", "article_id", "start"], ignore_index=True)


def _with_rates(told: pd.DataFrame) -> pd.DataFrame:
    """Figures without a rate that count what the article else gives by the day: "the estimate rose to 12,000 barrels"."""
    rates = told[told["per"].ne("") & ~told["unit"].isin([*MONEY, "%"]) & ~told["people"].astype(bool)]
    known = {key: (own["per"].iloc[0], own["value"].min() / RATES_APART, own["value"].max() * RATES_APART, len(own))
             for key, own in rates.groupby(["article_id", "unit"])}
    bare = told["per"].eq("").tolist()
    made = []
    rows = zip(bare, *(told[name].tolist() for name in ("per", "article_id", "unit", "value")), strict=True)
    for plain, per, article_id, unit, value in rows:
        found = known.get((article_id, unit)) if plain else None
        made.append(found[0] if found is not None and found[3] > 1 and found[1] <= value <= found[2] else per)
    return told.assign(per=made)


def _named(layers: Layers, kinds: tuple[str, ...]) -> _Named:
    """The actors of some kinds that articles mention, by article and stretch of text."""
    named = layers.mentions[layers.mentions["kind"].isin(kinds) & layers.mentions["actor_id"].notna()]
    found: _Named = defaultdict(list)
    rows = zip(*(named[name].tolist() for name in ("article_id", "start", "end", "actor_id")), strict=True)
    for article_id, start, end, actor in rows:
        found[article_id, start // _BLOCK].append((start, end, actor))
    return found


def _within(named: _Named, article_id: str, opens: int, closes: int) -> _Spans:
    """Those in one sentence, by their offsets in it."""
    near = named.get((article_id, opens // _BLOCK), []) + named.get((article_id, opens // _BLOCK + 1), [])
    return [(start - opens, end - opens, actor) for start, end, actor in near if opens <= start < closes]


def _doer(figure: Figure, doing: _Spans) -> str:
    """The last person or organisation before a figure: who spent or raised it."""
    before = [actor for _, end, actor in doing if end <= figure.start]
    return before[-1] if before else ""


def _place(sentence: str, figure: Figure, named: _Spans, until: int) -> str:
    """The place that a figure counts in: the next one that a preposition leads to, or else the last one before it."""
    for start, _, actor in named:
        if figure.start <= start < figure.end:
            return actor
        if figure.end <= start < min(until, figure.end + PLACE_AFTER):
            before = re.findall(r"[A-Za-z]+", sentence[:start].lower())[-3:]
            if set(before) & outside_words():
                return f"-{actor}"
            if set(before) & leading_words() and not {";", ":"} & set(sentence[figure.end:start]):
                return actor
    earlier = [(start, actor) for start, end, actor in named if end <= figure.start]
    if not earlier:
        return ""
    start, actor = earlier[-1]
    before = re.findall(r"[A-Za-z]+", sentence[:start].lower())[-2:]
    return f"-{actor}" if set(before) & outside_words() else actor


def _window(sentence: str, figure: Figure) -> str:
    """The words around a figure, without it."""
    return sentence[max(0, figure.start - AROUND):figure.start] + " " + sentence[figure.end:figure.end + AROUND]


def _era(window: str, published: pd.Timestamp) -> str:
    """The year of long ago that a figure is of: "the pandemic of 1918 killed 50 million"; empty for news."""
    now = 9999 if pd.isna(published) else published.year
    past = [year for year in _YEAR.findall(window) if int(year) < now - 1]
    return past[0] if past else ""
