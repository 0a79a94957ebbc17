"""Names and numbers that two articles share, across languages and scripts: what tells two earthquakes apart that mean much the same."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from broadsheet.annotating.actors.spellings import in_latin
from broadsheet.annotating.actors.world import single_world_words, world_names_in
from broadsheet.annotating.languages import FIRST, language_of, primary
from broadsheet.annotating.meaning import capitals_of
from broadsheet.resources import data_table

WORLD, NUMBER, AT_MOST = 0.25, 0.5, 2
"""What a country, capital or body of the world and a number count beside a person, a firm or a town, and how many of each count. Set
with the weights of `across`; 0.25 or 0.5 for either makes no great difference."""

UNKNOWN = 0.5
"""What is taken for names that cannot be compared, such as those in a script without spaces."""

_WORD = re.compile(r"[^\W\d_]+")
_NUMBER = re.compile(r"\d+(?:[.,٫٬\u00a0\u202f ]\d+)*")
_SENTENCE = re.compile(r"(?<=[.!?:;؟])\s+|\n")
_ATTACHED = re.compile(r"^(?:وال|بال|فال|كال|لل|ال|و|ب|ل|ف|ك)")
"""Article, conjunctions and prepositions that Arabic writes as part of the word."""
_PARTICLES = frozenset(("al", "el"))
"""What is small within a name: "Fahd al-Mansouri"."""
_WRITTEN_OR_NOT = {"a": "a", "e": "ai", "i": "i", "y": "i", "o": "u", "u": "u", "w": "u", "h": "h"}
"""Letters of a Latin name that Arabic writes now and then, and how ("Darin" دارين, "Rahm" رحم)."""
_NEAR = 2
"""Words from one part of a name to the next, in both articles."""
_STEM = 4
"""Letters that all forms of a name share at least; a shorter name has one form."""
_YEARS = range(1900, 2101)


class _Sound(NamedTuple):
    """Letters, and the sound by which they are compared."""

    letters: str
    sound: str


class Clues(NamedTuple):
    """What an article's lead is compared by.

    `words`: its words in order, "" for those that a language writes without the capital of a name, or that name what the world knows;
    `names`: those that are names, and where they are; `opening`: names that are only found at the beginning of a sentence;
    `starts`: where words begin with four letters; `sounds`: where words sound like this, in Arabic also without what is attached to them,
    and in all without an ending; `world`: countries, capitals and bodies; `numbers`: its figures, without small ones and years; `latin`:
    whether it is in Latin script; `capitals`: what is written with capitals (`capitals_of`).
    """

    words: tuple[str, ...]
    names: dict[str, list[int]]
    opening: frozenset[str]
    starts: dict[str, list[int]]
    sounds: dict[str, list[int]]
    world: frozenset[str]
    numbers: frozenset[float]
    latin: bool
    capitals: str | None


class _Match(NamedTuple):
    """A word of one article that is a word of the other in another form: where it is in either, and what it counts by itself."""

    here: int
    there: int
    weight: float


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
    language = primary(code) if isinstance(code, str) else FIRST
    latin = sum("a" <= letter.casefold() <= "z" for letter in lead) * 2 > sum(letter.isalpha() for letter in lead)
    capitals = capitals_of().get(language)
    everywhere = _everywhere(language)
    folded = ((_folded(word), capitals is None or word[0].isupper()) for word in _WORD.findall(lead))
    words = tuple(word if capital and word not in everywhere else "" for word, capital in folded if word not in _PARTICLES)
    named = [(name, opens) for name, opens in _names(lead) if name not in everywhere] if capitals == "names" else []
    names = {name: [at for at, word in enumerate(words) if word == name] for name in sorted({name for name, _ in named})}
    return Clues(
        words, names, frozenset(names) - {name for name, opens in named if not opens},
        _places({word[:_STEM]} for word in words), _places(map(_sounds_like, words)),
        frozenset(name.key for name in world_names_in(lead, language)), frozenset(_numbers(lead)), latin, capitals,
    )


def evidence(one: Clues, other: Clues) -> float:
    """What two articles have in common beside their meaning: 1 for each person, firm or town that both name, less for what is everywhere.

    Parameters
    ----------
    one, other
        The clues of the two. The names of either are sought in the other: a language that writes all nouns with capitals, or none,
        gives no names itself. What only one of them has takes nothing away, since a second report has other people and a new toll.
    """
    common = WORLD * min(len(one.world & other.world), AT_MOST) + NUMBER * min(len(one.numbers & other.numbers), AT_MOST)
    if not (one.latin and other.latin or one.sounds and other.sounds):
        return common + UNKNOWN
    found = _matches(one, other) + [_Match(match.there, match.here, match.weight) for match in _matches(other, one)]
    return common + sum(map(_weight, _things(sorted(set(found)), one, other)))


def _matches(one: Clues, other: Clues) -> list[_Match]:
    """The names of one article that are words of the other."""
    found = []
    for name, places in one.names.items():
        sound = sound_of(name)
        if one.latin and other.latin:
            there, weight = [at for at in other.starts.get(name[:_STEM], ()) if _alike(name, other.words[at])], 1.0
        else:
            there, weight = other.sounds.get(sound, []) if len(sound) > 1 else [], min(1.0, (len(sound) - 1) / 2)
        for at in there:
            if other.capitals is None and not other.latin:
                # Without capitals to tell them from other words, a few letters are found by chance.
                letters = max(letters_in_common(name, word) for word in (other.words[at], _ATTACHED.sub("", other.words[at])))
                if not letters:
                    continue
                weight = min(1.0, max(0, letters - 2) / 2, (len(sound) - 1) / 2)
            found += [_Match(here, at, 0.0 if name in one.opening else weight) for here in places]
    return found


def _things(matches: list[_Match], one: Clues, other: Clues) -> list[list[_Match]]:
    """The matches by what they name: the same word, or words that follow each other in both articles."""
    things: list[list[_Match]] = []
    for match in matches:
        of = [thing for thing in things if any(
            one.words[match.here] == one.words[known.here] or other.words[match.there] == other.words[known.there] or _follow(match, known)
            for known in thing
        )]
        things = [thing for thing in things if thing not in of] + [[match, *(known for thing in of for known in thing)]]
    return things


def _weight(thing: list[_Match]) -> float:
    """What one thing counts: a name of several words in full, a word by itself what speaks against chance."""
    return 1.0 if any(_follow(one, other) for one in thing for other in thing) else max(match.weight for match in thing)


def _follow(one: _Match, other: _Match) -> bool:
    """Whether two words are near each other, in the same order, in both articles."""
    here, there = other.here - one.here, other.there - one.there
    return here * there > 0 and max(abs(here), abs(there)) <= _NEAR


def _alike(name: str, word: str) -> bool:
    """Whether a word is a name in another form ("Kurti", "Kurtis", "Serbia", "Serbien")."""
    return name == word or len(name) > 3 and word.startswith(name[:max(_STEM, len(name) * 7 // 10)]) and abs(len(word) - len(name)) <= 4


def _sounds_like(word: str) -> set[str]:
    """How a word sounds, and how a name would of which it is a form, with one sound more at the end ("Dravna", "Дравной")."""
    sounds = {sound_of(word), sound_of(_ATTACHED.sub("", word))}
    return sounds | {sound[:-1] for sound in sounds if len(sound) > 3}


def _places(keys: Iterable[set[str]]) -> dict[str, list[int]]:
    """Where each key is found."""
    places: dict[str, list[int]] = {}
    for at, found in enumerate(keys):
        for key in found - {""}:
            places.setdefault(key, []).append(at)
    return places


def _names(lead: str) -> Iterator[tuple[str, bool]]:
    """Words with a capital that are nowhere without one, and whether they open a sentence; months and days of the week aside.

    A first word is given if the next has a capital too, or is a particle ("Harald Wenck ran the bank"); it may be a title ("Major Haddad").
    """
    small = {_folded(word) for word in _WORD.findall(lead) if word[0].islower()}
    plain = language_of(FIRST).reports
    for sentence in _SENTENCE.split(lead):
        words = _WORD.findall(sentence)
        if sum(word[0].isupper() for word in words) * 4 > len(words) * 3 > 9:
            continue  # a headline in capitals, which tells nothing
        begins = len(words) > 1 and (words[1][0].isupper() or words[1] in _PARTICLES)
        for at, word in enumerate(words):
            name = _folded(word)
            written = word[0].isupper() and len(name) > 2 and name not in small and (at or begins)
            if written and plain.stem(name) not in plain.calendar_words():
                yield name, not at


@lru_cache(maxsize=32)
def _everywhere(language: str) -> frozenset[str]:
    """Words that name countries, capitals, bodies and offices of the world in a language: they count as such, if at all."""
    return frozenset(map(_folded, single_world_words(language)))


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


@lru_cache(maxsize=65536)
def _folded(word: str) -> str:
    """A word without case and accents."""
    return "".join(letter for letter in unicodedata.normalize("NFKD", word.casefold()) if not unicodedata.combining(letter))


@lru_cache(maxsize=65536)
def sound_of(word: str) -> str:
    """The consonants of a word, as far as all scripts write them: "" for a script that is not put into Latin letters.

    Examples
    --------
    >>> sound_of("kurti"), sound_of("курти"), sound_of("كورتي")
    ('krt', 'krt', 'krt')
    """
    return re.sub(r"(.)\1+", r"\1", "".join(_sounds().get(letters, "") for letters in _spelled(word)))


def letters_in_common(name: str, word: str) -> int:
    """How many letters a name in Latin script and a word in Arabic script have in common; 0 where the word cannot be the name.

    All that the word has must be in the name, in the same order, its long vowels and h too; the name may have short vowels besides,
    which Arabic does not write.

    Examples
    --------
    >>> letters_in_common("husaynat", "حصينات"), letters_in_common("samer", "سامر"), letters_in_common("samer", "شمري")
    (6, 4, 0)
    """
    spelled = _spelled(name)
    return max(_in_order(spelled, [in_latin(letter) for letter in spelling]) for spelling in {word, re.sub("ة$", "ت", word)})


def _in_order(name: list[str], word: list[str]) -> int:
    found = at = 0
    word = [letters for letters in word if letters]
    for number, letters in enumerate(word):
        sound = _sounds().get(letters, "")
        while at < len(name) and name[at] in _WRITTEN_OR_NOT and (sound or letters not in _WRITTEN_OR_NOT[name[at]]):
            at += 1
        if at < len(name) and (sound and sound == _sounds().get(name[at]) or not sound and letters in _WRITTEN_OR_NOT.get(name[at], "")):
            found, at = found + 1, at + 1
            while at < len(name) and name[at] == name[at - 1] and sound:
                at += 1
        elif sound or letters not in "ah" or 0 < number < len(word) - 1:
            return 0
    return found if all(letters in _WRITTEN_OR_NOT for letters in name[at:]) else 0


@lru_cache(maxsize=65536)
def _spelled(word: str) -> list[str]:
    """A word in the letters, in twos and threes where they write one sound, by which it is compared across scripts."""
    word, found, at = in_latin(word), [], 0
    while at < len(word):
        length = next((n for n in (3, 2, 1) if word[at:at + n] in _sounds()), 1)
        found.append(word[at:at + length])
        at += 1 if found[-1] in ("ce", "ci", "cy") else length
    return found


@lru_cache(maxsize=1)
def _sounds() -> dict[str, str]:
    return {row.letters: row.sound for row in data_table("languages/sounds.csv", _Sound)}
