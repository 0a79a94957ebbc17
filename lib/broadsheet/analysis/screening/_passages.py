"""What the passages that a sentence cites hold: their words, names, figures, days, happenings and statements, as annotation found them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

import pandas as pd

from broadsheet.analysis.counting.articles import told_by
from broadsheet.analysis.counting.figure_words import figure_lists
from broadsheet.analysis.screening._comparing import WORD, word_key
from broadsheet.annotating import Layers, data_of_language, kind_of
from broadsheet.resources import data_sections

_DIGITS: Final = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
_TOLD: Final = {
    "occurred": "done", "ongoing": "done", "planned": "ahead", "conditional": "possible", "denied": "denied", "claimed": "claimed",
}


class Happening(NamedTuple):
    """An event: the kind and the key of its trigger, how it is told (done, ahead, possible, claimed, denied), who acts, who is acted on."""

    kinds: frozenset[str]
    told: str
    agents: tuple[frozenset[str], ...]
    patients: tuple[frozenset[str], ...]
    trigger: str


class Day(NamedTuple):
    """A date: its words, the days that it covers where they are known, and whether another day had to be known for that."""

    text: str
    earliest: Any
    latest: Any
    relative: bool


@dataclass(frozen=True)
class Held:
    """What some passages hold, or what a sentence says.

    Attributes
    ----------
    texts
        The passages, each on one line.
    words
        The keys of their words, and the kinds of happening that these name.
    names
        For each name that is in them, or by which somebody in them is known, the keys of its words.
    numbers
        Numbers in figures or words, dates aside.
    days, happenings
        Dates and events.
    speakers
        The names of whoever is quoted; empty sets for speakers without a name.
    outlets
        The names of the outlets.
    """

    texts: tuple[str, ...]
    words: frozenset[str]
    names: tuple[frozenset[str], ...]
    numbers: frozenset[float]
    days: tuple[Day, ...]
    happenings: tuple[Happening, ...]
    speakers: tuple[frozenset[str], ...]
    outlets: tuple[frozenset[str], ...]


def name_keys(name: str) -> frozenset[str]:
    """The keys of the words of a name that are written as names; all of them where none is. The article before it is none of them."""
    words = [re.sub(r"[’']s?$", "", word) for word in WORD.findall(re.sub(r"^(?:The|the) (?=\w)", "", name))]
    return frozenset(word_key(word) for word in words if word[:1].isupper() or word.isdigit()) or frozenset(map(word_key, words))


def numbers_in(text: str) -> list[tuple[float, str]]:
    """The numbers of a text with their words, the word "one" aside, which mostly counts nothing."""
    words = figure_lists()["words"] | data_sections(data_of_language("checking/turns.toml"))["numbers"]
    found = [(float(one.replace(",", "")), one) for one in _DIGITS.findall(text)]
    spelt = [word for word in re.findall(r"[A-Za-z]+", text) if word.lower() in words and word.lower() != "one"]
    return found + [(words[word.lower()], word) for word in spelt]


def held_by(spans: pd.DataFrame, layers: Layers) -> Held:
    """What passages hold.

    Parameters
    ----------
    spans
        `article_id start end`, each span a sentence; `earliest` and `latest` where a day is known that the sentence tells of.
    layers
        The annotation of their articles.
    """
    articles = layers.articles[layers.articles["article_id"].isin(set(spans["article_id"]))].set_index("article_id")
    whole: dict[str, str] = dict(zip(articles.index, articles["text"], strict=True))
    cut = [(one["article_id"], int(one["start"]), int(one["end"])) for one in spans.to_dict("records")]
    texts = tuple(" ".join(whole[key][start:end].split()) for key, start, end in cut)
    mentions, dates = _within(layers.mentions, cut), _within(layers.dates, cut)
    known = layers.aliases[layers.aliases["actor_id"].isin(set(mentions["actor_id"].dropna()))]
    outlets = told_by(articles).dropna()
    named = [*mentions.loc[mentions["form"] == "name", "text"], *known["alias"]]
    days = [Day(_line(text), first, last, bool(pd.notna(against))) for text, first, last, against in zip(
        dates["text"], dates["earliest"], dates["latest"], dates["resolved_against"], strict=True,
    )]
    if "earliest" in spans.columns:
        days += [Day("", first, last, False) for first, last in zip(spans["earliest"], spans["latest"], strict=True) if pd.notna(first)]
    bare = _without(cut, dates, whole)
    words = [word for text in texts for word in WORD.findall(text)]
    return Held(
        texts, frozenset(map(word_key, words)) | frozenset(kind_of(word.lower()) for word in words),
        tuple(dict.fromkeys(map(name_keys, named))), frozenset(value for text in bare for value, _ in numbers_in(text)), tuple(days),
        tuple(_happenings(_within(layers.events, cut), layers)), tuple(_speakers(_overlapping(layers.quotes, cut), layers, whole)),
        tuple(map(name_keys, outlets)),
    )


def _line(text: str) -> str:
    return " ".join(text.split())


def _within(frame: pd.DataFrame, cut: Sequence[tuple[str, int, int]]) -> pd.DataFrame:
    return _rows(frame, cut, lambda rows, start, end: (rows["start"] >= start) & (rows["end"] <= end))


def _overlapping(frame: pd.DataFrame, cut: Sequence[tuple[str, int, int]]) -> pd.DataFrame:
    return _rows(frame, cut, lambda rows, start, end: (rows["start"] < end) & (rows["end"] > start))


def _rows(frame: pd.DataFrame, cut: Sequence[tuple[str, int, int]], fits: Any) -> pd.DataFrame:
    frame = frame[frame["article_id"].isin({key for key, _, _ in cut})]
    found = pd.Series(False, index=frame.index)
    for key, start, end in cut:
        found |= (frame["article_id"] == key) & fits(frame, start, end)
    return frame[found]


def _without(cut: Sequence[tuple[str, int, int]], dates: pd.DataFrame, texts: Mapping[str, str]) -> list[str]:
    """The passages without their dates."""
    made = []
    for key, start, end in cut:
        text = list(texts[key])
        own = dates[dates["article_id"] == key]
        for first, last in zip(own["start"], own["end"], strict=True):
            text[int(first):int(last)] = " " * (int(last) - int(first))
        made.append("".join(text[start:end]))
    return made


def _happenings(events: pd.DataFrame, layers: Layers) -> list[Happening]:
    parts = layers.event_actors[layers.event_actors["event_id"].isin(set(events["event_id"]))]
    called = _known_as(set(parts["actor_id"]), layers)
    made = []
    for event in events.to_dict("records"):
        own = parts[parts["event_id"] == event["event_id"]]
        who = {part: tuple(called[key] for key in own.loc[own["part"] == part, "actor_id"]) for part in ("agent", "patient")}
        told = "denied" if event["polarity"] == "negative" else _TOLD.get(event["status"], "done")
        word = event["text"].lower()
        made.append(Happening(frozenset((kind_of(word), word_key(word))), told, who["agent"], who["patient"], event["text"]))
    return made


def _known_as(actors: set[str], layers: Layers) -> dict[str, frozenset[str]]:
    """The keys of the words of all names of each actor."""
    made = {key: frozenset[str]() for key in actors}
    for key, alias in zip(layers.aliases["actor_id"], layers.aliases["alias"], strict=True):
        if key in made:
            made[key] |= name_keys(alias)
    for key, name in zip(layers.actors["actor_id"], layers.actors["name"], strict=True):
        if key in made:
            made[key] |= name_keys(name)
    return made


def _speakers(quotes: pd.DataFrame, layers: Layers, texts: Mapping[str, str]) -> list[frozenset[str]]:
    called = _known_as(set(quotes["actor_id"].dropna()), layers)
    made = []
    for quote in quotes.to_dict("records"):
        keys = called.get(quote["actor_id"], frozenset()) if isinstance(quote["actor_id"], str) else frozenset()
        if not keys and pd.notna(quote["speaker_start"]):
            text = texts[quote["article_id"]][int(quote["speaker_start"]):int(quote["speaker_end"])]
            keys = name_keys(text) if any(word[:1].isupper() for word in text.split()) else frozenset()
        made.append(keys)
    return made
