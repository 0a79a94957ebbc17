"""What speakers are said to hold of proposals: to rule out, reject, be open to or support them ("ruled out hosting return hubs").

The words of a position are a list (`resources/en/sentiment/positions.csv`) and are looked for between a speaker and a proposal.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from broadsheet.analysis.counting.appearances import ACTING
from broadsheet.annotating import Layers, content_words, data_of_language
from broadsheet.resources import data_table

SHARED = 2
"""Stems that two proposals must share to be one."""
ALIKE = 0.5
"""Share of the shorter proposal's stems that must be among them."""

MARK, NO_BREAK = "\x01", "\u00a0"
"""A character that cleaned texts do not hold, and a space that RE2 takes for none."""

_REACH = 90
"""Characters before a position's words in which its holder is looked for."""
_LINK = (
    r"(?:has|have|had|is|was|are|were|been|be|would|will|could|may|might|does|do|did|also|again|now|today|still|since|firmly|flatly|"
    r"repeatedly|publicly|even|only|fully|strongly|always|already|not|never|no|longer|previously|earlier|once|government|ministry|office|"
    r"administration|party|\w+n['’]t|['’](?:s|m|re|ve|d|ll))"
)
_GAP = re.compile(
    rf"(?:,[^,.;:!?]{{1,60}},)?\s*(?:(?:said|says)\s+(?:that\s+)?(?:he|she)\s+)?(?:{_LINK}\s+|['’]s\s+)*", re.IGNORECASE,
)
"""What may stand between a subject and its position: an apposition, "said he", auxiliaries and adverbs."""
_FIRST = re.compile(rf"\b(?:I|we)(?P<link>(?:['’](?:m|re|ve|d|ll))?\s+(?:{_LINK}\s+)*)$", re.IGNORECASE)
_NOT = re.compile(r"\b(?:not|never|no longer|\w+n['’]t)\s*(?:\w+\s+){0,2}$", re.IGNORECASE)
_PAST = re.compile(r"\b(?:had|previously|earlier|once)\b|['’]d\b", re.IGNORECASE)
_UNSURE = re.compile(r"\b(?:could|may|might|whether|if)\b", re.IGNORECASE)
_FORECAST = re.compile(r"will\s+(?:\w+ly\s+)?(?:be|have|need|face|get|see|receive|meet|only)\b", re.IGNORECASE)
"""No will of the subject: "will be held at noon", "will probably face questions"."""
_ITSELF = re.compile(r"sel(?:f|ves)$", re.IGNORECASE)
"""A mention that is no subject: "defends himself against claims"."""
_PROPOSAL = re.compile(r"[^.;:,!?\n“”\"–—]{3,120}")
_STOP = re.compile(r"\b(?:but|because|although|though|while|until|unless|after|before|if|and said|saying|said|who|which)\b", re.IGNORECASE)


class Position(NamedTuple):
    """What somebody holds of a proposal in one sentence; `side` is against, open or for."""

    holder_id: str
    side: str
    proposal: str
    stems: frozenset[str]
    article_id: str
    start: int
    end: int


def one_matter(one: Position, other: Position) -> bool:
    """Whether two positions are on one proposal: they share half of the words of the shorter one, and at least two."""
    shared = len(one.stems & other.stems)
    return shared >= SHARED and shared >= ALIKE * min(len(one.stems), len(other.stems))


def stated_positions(layers: Layers, articles: pd.DataFrame) -> Iterator[Position]:
    """The positions on proposals that independent, dated articles tell."""
    mentions = layers.mentions[layers.mentions["kind"].isin(ACTING) & layers.mentions["actor_id"].notna()]
    quotes = layers.quotes[layers.quotes["actor_id"].notna()]
    subjects, said = _places(mentions), _places(quotes)
    for article_id, text, places in zip(articles.index.astype(str), articles["text"], _stated_at(articles["text"]), strict=True):
        for found in filter(None, (_words().match(text, at) for at in places)):
            holder = _holder(text, found.start(), subjects.get(article_id, []), said.get(article_id, []))
            position = holder and _position(text, found, *holder, article_id)
            if position:
                yield position


def _stated_at(texts: pd.Series) -> Iterator[list[int]]:
    """Where each text may state a position: RE2 looks through it, which is quicker, and knows fewer letters and spaces than Python."""
    spelt = "|".join(re.escape(words).replace(r"\ ", rf"[\s{NO_BREAK}]+") for words in _longest_first())
    marked = pc.replace_substring_regex(pa.array(texts, type=pa.large_string()), rf"(?i)\b(?:{spelt})\b", MARK + r"\0")
    for text, cut in zip(texts, marked.to_pylist(), strict=True):
        if MARK in text:
            yield [found.start() for found in _words().finditer(text)]
        else:
            yield list(accumulate(map(len, cut.split(MARK)[:-1])))


def _places(table: pd.DataFrame) -> dict[str, list[tuple[int, int, str]]]:
    """Start, end and actor of the rows of each article."""
    places: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
    for key, *place in zip(*(table[name].tolist() for name in ("article_id", "start", "end", "actor_id")), strict=True):
        places[key].append((place[0], place[1], place[2]))
    return places


def _holder(text: str, at: int, subjects: list[tuple[int, int, str]], said: list[tuple[int, int, str]]) -> tuple[str, str] | None:
    """The actor who holds the position stated at a place, and what stands between: its subject, or the speaker who says "we"."""
    first = _FIRST.search(text, max(0, at - _REACH), at)
    if first:
        around = [(end - start, actor) for start, end, actor in said if start <= at < end]
        return (min(around)[1], first["link"]) if around else None
    near = sorted(((end, actor) for start, end, actor in subjects
                   if at - _REACH <= end <= at and not _ITSELF.search(text, start, end)), reverse=True)
    return next(((actor, text[end:at]) for end, actor in near if _GAP.fullmatch(text, end, at)), None)


def _position(text: str, found: re.Match[str], holder_id: str, link: str, article_id: str) -> Position | None:
    side = _sides()[" ".join(found.group().casefold().split())]
    if _PAST.search(link) or _UNSURE.search(link):
        return None
    if _NOT.search(link):
        side = "open" if side == "against" else "against"
    rest = _PROPOSAL.match(text, found.end())
    proposal = _STOP.split(rest.group())[0].strip() if rest else ""
    stems = content_words(proposal)
    if len(stems) < SHARED or _FORECAST.match(found.group() + " " + proposal):
        return None
    return Position(holder_id, side, proposal, stems, article_id, found.start(), found.end() + len(rest.group().rstrip()) if rest else 0)


class _Cue(NamedTuple):
    words: str
    side: str


@lru_cache(maxsize=1)
def _sides() -> dict[str, str]:
    return dict(data_table(data_of_language("sentiment/positions.csv"), _Cue))


@lru_cache(maxsize=1)
def _words() -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(re.escape(words).replace(r"\ ", r"\s+") for words in _longest_first()) + r")\b", re.IGNORECASE)


def _longest_first() -> list[str]:
    """The words of all positions."""
    return sorted(_sides(), key=lambda words: (-len(words), words))
