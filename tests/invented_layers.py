"""Layers written by hand, without a parser: articles in which every name, quotation and event is found by its words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from broadsheet import schemas
from broadsheet.annotating import Layers

PEOPLE = {"Ada Moss": "person", "Bo Finch": "person", "Cleo Hart": "person", "Eastmere": "country", "Harbour Board": "organisation"}


@dataclass(frozen=True)
class Told:
    """One article: its sentences, and what stands in them. stance: {name: (voice, holder, value)}; plan: (words, status, day)."""

    key: str
    text: str
    source: str | None = "The Harbour Courier"
    day: str | None = "2025-05-05"
    title: str | None = "A headline"
    stance: dict[str, tuple[str, str | None, float]] = field(default_factory=dict)
    quotes: Sequence[tuple[str, str]] = ()
    events: Sequence[tuple[str, str, str]] = ()
    copy_of: str | None = None
    supersedes: str | None = None
    language: str = "en"
    url: str | None = None


def layers_of(told: Sequence[Told]) -> Layers:
    """The layers of the articles; actors are those of `PEOPLE` that are named."""
    tables: dict[str, list[Any]] = {name: [] for name in schemas.LAYERS}
    for article in told:
        if article.copy_of is None and article.language == "en":
            _annotate(article, tables)
    named = {row[-1] for row in tables["mentions"]}
    tables["actors"] = [(_id(n), n, kind, None) for n, kind in PEOPLE.items() if _id(n) in named]
    tables["aliases"] = [(_id(n), n, sum(row[-1] == _id(n) for row in tables["mentions"])) for n in PEOPLE if _id(n) in named]
    return Layers(articles=_articles(told), **{name: schemas.frame(name, rows) for name, rows in tables.items()})


def _articles(told: Sequence[Told]) -> pd.DataFrame:
    rows = pd.DataFrame([
        {
            "article_id": a.key, "title": a.title, "text": a.text, "source": a.source, "published_at": a.day, "language": a.language,
            "words": len(a.text.split()), "copy_of": a.copy_of, "supersedes": a.supersedes, "path": f"{a.key}.txt", "url": a.url,
        }
        for a in told
    ], columns=schemas.TABLES["articles"].columns)
    return schemas.frame("articles", rows)


def _annotate(article: Told, tables: dict[str, list[Any]]) -> None:
    text, key = article.text, article.key
    sentences = [found.span() for found in re.finditer(r"\S[^.]*\.?", text)]
    tables["sentences"] += [(key, number, start, end, 0) for number, (start, end) in enumerate(sentences)]
    for name, kind in PEOPLE.items():
        places = [found.span() for found in re.finditer(re.escape(name), text)]
        tables["mentions"] += [(key, start, end, name, kind, "name", _id(name)) for start, end in places]
        if name in article.stance and places:
            voice, holder, value = article.stance[name]
            odds = (max(-value, 0.0), 1 - abs(value), max(value, 0.0))
            tables["stances"].append((key, *places[0], _id(name), holder and _id(holder), voice, *odds, value))
    for words, speaker in article.quotes:
        start = text.index(words)
        tables["quotes"].append((key, start, start + len(words), words, "direct", "said", None, None, None, None, _id(speaker), False))
    for number, (words, status, day) in enumerate(article.events):
        start = text.index(words)
        moment = pd.Timestamp(day)
        sentence = next(n for n, (first, last) in enumerate(sentences) if first <= start < last)
        event_id = f"{key}:{number}"
        tables["events"].append((event_id, key, sentence, start, start + len(words), status, "positive", None, start, moment, moment, "day",
                                 None, event_id, words, False, None))
        tables["event_actors"] += [(event_id, row[-1], "agent") for row in tables["mentions"] if row[0] == key][:1]


def _id(name: str) -> str:
    return f"{PEOPLE[name]}:{name.lower().replace(' ', '-')}"
