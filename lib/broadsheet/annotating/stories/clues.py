"""Names and numbers that two articles share, across languages and scripts: what tells two earthquakes apart that mean much the same."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import Final, NamedTuple

from broadsheet.annotating.languages import FIRST, language_of, primary
from broadsheet.annotating.meaning import capitals_of
from broadsheet.resources import data_table

NUMBERS: Final = 0.5
"""What a number counts beside a name: tolls change from report to report, names do not."""

UNKNOWN: Final = 0.25
"""The share that is taken for what cannot be compared, such as names in a script that is not transcribed."""

_WORD = re.compile(r"[^\W\d_]+")
_NUMBER = re.compile(r"\d+(?:[.,٫٬\u00a0\u202f ]\d+)*")
_SENTENCE = re.compile(r"(?<=[.!?:;؟])\s+|[\n«»\"“”„]")
_ATTACHED = re.compile(r"^(?:وال|بال|فال|كال|لل|ال|و|ب|ل|ف|ك)")
"""Article, conjunctions and prepositions that Arabic writes as part of the word."""
_YEARS = range(1900, 2101)


class _Sound(NamedTuple):
    """Letters, and the sound by which they are compared."""

    letters: str
    sound: str


class Clues(NamedTuple):
    """What an article's lead is compared by.

    `names`: words that are names; `words`: all its words; `sounds`: how they sound; `numbers`: its figures, without small ones and years;
    `latin`: whether it is in Latin script.
    """

    names: frozenset[str]
    words: frozenset[str]
    sounds: frozenset[str]
    numbers: frozenset[float]
    latin: bool


def clues_of(lead: str, code: object) -> Clues:
    """The clues of an article.

    Parameters
    ----------
    lead
        Its title and the beginning of its text.
    code
        Its language, as in `articles.language`.
    """
    lead = unicodedata.normalize("NFKC", lead)
    words = frozenset(_folded(word) for word in _WORD.findall(lead))
    latin = sum("a" <= letter.casefold() <= "z" for letter in lead) * 2 > sum(letter.isalpha() for letter in lead)
    capitals = capitals_of().get(primary(code) if isinstance(code, str) else FIRST)
    names = frozenset(_names(lead)) if capitals == "names" else frozenset[str]()
    sounds = frozenset(sound_of(form) for word in words for form in {word, _ATTACHED.sub("", word)})
    return Clues(names, words, sounds, frozenset(_numbers(lead)), latin)


def shared(one: Clues, other: Clues) -> float:
    """The share of names and numbers of one article that the other has too, from 0 to 1; `UNKNOWN` where there are none to compare.

    Parameters
    ----------
    one, other
        The clues of the two. The names of either are sought in the other, and the better share counts: a language that writes all
        nouns with capitals, or none, gives no names itself.
    """
    numbers = len(one.numbers & other.numbers) * NUMBERS
    of = min(len(one.numbers), len(other.numbers)) * NUMBERS
    found = [_found(one, other), _found(other, one)]
    return max((hits + numbers + UNKNOWN) / (names + of + 1) for hits, names in found if names or found == [(0, 0), (0, 0)])


def _found(one: Clues, other: Clues) -> tuple[int, int]:
    """How many of the names of one are in the other, and how many could be."""
    if one.latin and other.latin:
        return sum(_among(name, other.words) for name in one.names), len(one.names)
    sounds = [sound for sound in map(sound_of, one.names) if len(sound) > 1]
    if not other.sounds - {""}:
        return 0, 0
    return sum(_sounds_among(sound, other.sounds) for sound in sounds), len(sounds)


def _among(name: str, words: frozenset[str]) -> bool:
    """Whether a name, or another form of it ("Kurti", "Kurtis", "Serbia", "Serbien"), is among the words."""
    if name in words:
        return True
    stem = name[:max(4, len(name) * 7 // 10)]
    return len(name) >= 4 and any(word.startswith(stem) and abs(len(word) - len(name)) <= 4 for word in words)


def _sounds_among(sound: str, sounds: frozenset[str]) -> bool:
    """Whether a name is among the words by its sound, with an ending of one sound more at most ("Dravna", "Дравной")."""
    return sound in sounds or len(sound) > 2 and any(len(one) == len(sound) + 1 and one.startswith(sound) for one in sounds)


def _names(lead: str) -> Iterator[str]:
    """Words with a capital within a sentence that are nowhere without one; months and days of the week aside."""
    small = {_folded(word) for word in _WORD.findall(lead) if word[0].islower()}
    plain = language_of(FIRST).reports
    for sentence in _SENTENCE.split(lead):
        words = _WORD.findall(sentence)
        if sum(word[0].isupper() for word in words) * 4 > len(words) * 3 > 9:
            continue  # a headline in capitals, which tells nothing
        for word in words[1:]:
            name = _folded(word)
            if word[0].isupper() and len(name) > 2 and name not in small and plain.stem(name) not in plain.calendar_words():
                yield name


def _numbers(lead: str) -> Iterator[float]:
    """Figures, whatever separates their digits; those below 10 and years are everywhere."""
    for found in _NUMBER.findall(lead):
        digits = re.sub(r"[.,٬\u00a0\u202f ](?=\d{3}(?!\d))", "", found)
        for part in digits.split():
            try:
                number = float(re.sub("[,٫]", ".", part))
            except ValueError:
                continue
            if number != int(number) or number >= 10 and number not in _YEARS:
                yield number


def _folded(word: str) -> str:
    """A word without case and accents."""
    return "".join(letter for letter in unicodedata.normalize("NFKD", word.casefold()) if not unicodedata.combining(letter))


@lru_cache(maxsize=65536)
def sound_of(word: str) -> str:
    """The consonants of a word, as far as all scripts write them: "" for a script that is not transcribed.

    Examples
    --------
    >>> sound_of("kurti"), sound_of("курти"), sound_of("كورتي")
    ('krt', 'krt', 'krt')
    """
    made, at = "", 0
    while at < len(word):
        length = next((n for n in (3, 2, 1) if word[at:at + n] in _sounds()), 1)
        made += _sounds().get(word[at:at + length], " ")
        at += 1 if word[at:at + length] in ("ce", "ci", "cy") else length
    return re.sub(r"(.)\1+", r"\1", made.replace(" ", ""))


@lru_cache(maxsize=1)
def _sounds() -> dict[str, str]:
    return {row.letters: row.sound for row in data_table("languages/sounds.csv", _Sound)}
