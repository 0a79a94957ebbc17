"""Two sentences held against each other: how much of one the other says, and in what they differ.

No model of language judges here. The words of the sentence have to stand in the passage, with all its names; figures, days and negation
decide between yes and no. So a paraphrase in other words is unknown, and never wrongly confirmed by likeness alone.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, NamedTuple

from broadsheet.analysis.counting.figures_told import Figure, figures_told
from broadsheet.annotating import data_of_language, plain_words, stem
from broadsheet.resources import data_sections

SAID: Final = 0.9
"""Share of a sentence's words that a passage must hold to support it. With less, the word that is missing may be the verb: "closed" for
"opened"."""

OPPOSED: Final = 0.55
"""Share of its words, figures and days aside, from which a passage speaks of the same thing, and may differ in a figure or a negation."""

NAMES: Final = 2.0
"""A name counts as two words: who it is about matters more than how it is told."""

ROUNDED: Final = 0.02
"""Figures closer than this share of the larger are the same figure, rounded."""

_REACH: Final = 2
"""Words of content after a negation of which it turns one: "not to host hubs"."""

WORD: Final = re.compile(r"[^\W_]+(?:[’'][^\W_]+)?")
_YEAR: Final = re.compile(r"(?<![\d,.£$€])((?:19|20)\d\d)(?![\d,]|\.\d)")


class Compared(NamedTuple):
    """How a passage stands to a sentence: `share` of its words that the passage has, `verdict` and, in words, why."""

    verdict: str
    share: float
    why: str


class _Days(NamedTuple):
    """How days are written: the months, lower case; a day of a month, as number and month or the other way; a month in capitals."""

    months: tuple[str, ...]
    day: re.Pattern[str]
    month: re.Pattern[str]


@lru_cache(maxsize=1)
def _written() -> _Days:
    lists = data_sections(data_of_language("checking/days.toml"))
    months = tuple(lists["months"]["names"])
    named, endings, joined = ("|".join(words) for words in (months, lists["numbers"]["endings"], lists["numbers"]["joined"]))
    day = rf"\b(?:(\d{{1,2}})(?:{endings})? (?:(?:{joined}) )?({named})|({named}) (\d{{1,2}})(?!\d))"
    month = rf"\b({'|'.join(name.capitalize() for name in months)})\b"
    return _Days(months, re.compile(day, re.IGNORECASE), re.compile(month))


def word_key(word: str) -> str:
    """What the forms of a word share: "close", "closes" and "closed" are `clos`."""
    return stem(word.lower()).removesuffix("e")


@lru_cache(maxsize=1)
def turns() -> tuple[re.Pattern[str], tuple[tuple[str, str], ...]]:
    """What turns a statement into its opposite: the words that negate, and pairs of stems that are opposites ("rose", "fell")."""
    lists = data_sections(data_of_language("checking/turns.toml"))
    words = sorted(lists["negations"]["words"], key=len, reverse=True)
    parted = [rf"{one} (?:[\w’'-]+ ){{0,5}}{other}" for one, other in lists["negations"]["parted"]]
    said = "|".join([*parted, *(re.escape(word) for word in words if word != "n't")])
    pairs = tuple((word_key(one), word_key(other)) for one, other in lists["opposites"]["pairs"])
    return re.compile(rf"\b(?:{said})\b|n[’']t\b", re.IGNORECASE), pairs


@lru_cache(maxsize=4096)
def weighed_words(sentence: str) -> dict[str, float]:
    """The stems of a sentence's content words and what each weighs; names weigh more, numbers are left to the figures."""
    made: dict[str, float] = {}
    figures = [(figure.start, figure.end) for figure in figures_told(sentence)]
    for number, found in enumerate(WORD.finditer(sentence)):
        if any(start <= found.start() < end for start, end in figures):
            continue
        word = re.sub(r"[’']s?$|[’']s$", "", found.group())
        lower = word.lower()
        if len(lower) < 2 or lower.isdigit() or lower in plain_words() or lower in _written().months:
            continue
        is_name = word[0].isupper() and (number > 0 or not lower.islower())
        key = word_key(lower)
        made[key] = max(made.get(key, 0.0), NAMES if is_name else 1.0)
    return made


def names_in(sentence: str) -> frozenset[str]:
    """The stems of the words that are written as names; the first word of a sentence only where it stands before another such."""
    words = list(WORD.finditer(sentence))
    made = set()
    for number, found in enumerate(words):
        word = re.sub(r"[’']s?$", "", found.group())
        following = words[number + 1].group() if number + 1 < len(words) else ""
        is_name = word[:1].isupper() and word.lower() not in plain_words() and word.lower() not in _written().months and len(word) > 2
        if is_name and (number > 0 or following[:1].isupper()):
            made.add(word_key(word))
    return frozenset(made)


def compared(sentence: str, passage: str, around: str = "") -> Compared:
    """What a passage says to a sentence.

    Parameters
    ----------
    sentence
        What is checked.
    passage
        A sentence of an article.
    around
        What stands before it in its article, where names are that it speaks of as "he" or "the ministry".

    Returns
    -------
    Compared
        supported: it holds the sentence's words, names, figures and days, and is negated as it is; contradicted: it holds most of its
        words and its names, and another figure, another day, or its negation; unknown: neither.
    """
    asked, told = weighed_words(sentence), weighed_words(passage)
    if not asked:
        return Compared("unknown", 0.0, "")
    before = {key for key in names_in(sentence) if key in weighed_words(around)}
    held = set(told) | before
    share = sum(weight for key, weight in asked.items() if key in held) / sum(asked.values())
    if names_in(sentence) - held or share < OPPOSED:
        return Compared("unknown", share, "")
    figures = _figures_apart(figures_told(sentence), figures_told(passage))
    differing = figures or _days_apart(sentence, passage) or _turned(sentence, passage)
    if differing:
        return Compared("contradicted", share, differing)
    unproven = _unproven(sentence, passage)
    return Compared("unknown" if unproven or share < SAID else "supported", share, unproven)


def _figures_apart(asked: list[Figure], told: list[Figure]) -> str:
    """In which figure of the same thing two sentences differ; empty where in none."""
    for figure in asked:
        same = [other for other in told if other.unit == figure.unit and (not figure.per or not other.per or figure.per == other.per)]
        if same and not any(_agree(figure, other) for other in same):
            return f"{same[0].text}, not {figure.text}"
    return ""


def _agree(one: Figure, other: Figure) -> bool:
    within = one.low <= other.value <= one.value or other.low <= one.value <= other.value
    return within or abs(one.value - other.value) <= ROUNDED * max(one.value, other.value)


def _days(sentence: str) -> set[tuple[str, int]]:
    return {((found[2] or found[3]).lower(), int(found[1] or found[4])) for found in _written().day.finditer(sentence)}


def _days_apart(sentence: str, passage: str) -> str:
    """Which day, month or year both give and give differently."""
    asked, told = _days(sentence), _days(passage)
    if asked and told and not asked & told:
        (month, day), (wrong, number) = sorted(told)[0], sorted(asked)[0]
        return f"{day} {month.capitalize()}, not {number} {wrong.capitalize()}"
    for pattern in (_YEAR, _written().month):
        one, other = set(pattern.findall(sentence)), set(pattern.findall(passage))
        if one and other and not one & other:
            return f"{min(other)}, not {min(one)}"
    return ""


def _turned(sentence: str, passage: str) -> str:
    """Whether one of the two is negated, or says the opposite."""
    _, opposites = turns()
    shared = frozenset(weighed_words(sentence)) & frozenset(weighed_words(passage))
    one, other = _negations(sentence, shared), _negations(passage, shared)
    if len(one) % 2 != len(other) % 2:
        return f"the passage says “{other[0]}”" if len(other) % 2 else f"only the sentence says “{one[0]}”"
    asked, told = ({word_key(word) for word in WORD.findall(text)} for text in (sentence, passage))
    for left, right in opposites:
        for here, there in ((left, right), (right, left)):
            if here in asked and there in told and here not in told and there not in asked:
                return f"the passage says the opposite of “{here}…”"
    return ""


def _negations(text: str, shared: frozenset[str]) -> list[str]:
    """The negations of a text that turn what both sentences say: one of the next words of content is shared, or stands within them."""
    found = []
    for match in turns()[0].finditer(text):
        after = [word.lower() for word in WORD.findall(text[match.end():])]
        following = [word_key(word) for word in after if word not in plain_words() and len(word) > 2]
        within = {word_key(word) for word in WORD.findall(match.group())}
        if shared & {*following[:_REACH], *within}:
            found.append(match.group())
    return found


def _unproven(sentence: str, passage: str) -> str:
    """A figure, day or year of the sentence that the passage does not give."""
    told = figures_told(passage)
    for figure in figures_told(sentence):
        if not any(figure.unit == other.unit and _agree(figure, other) for other in told):
            return f"{figure.text} is not told"
    if _days(sentence) - _days(passage):
        return "the day is not told"
    years = set(_YEAR.findall(sentence)) - set(_YEAR.findall(passage))
    return f"{min(years)} is not told" if years else ""
