"""The figures in a sentence, each with what it counts, so that reports of one thing can be compared.

What a figure counts is read from the words around it: the noun that it stands before ("12 barrels"), what became of people ("12 people
have been killed", "killing 12"), the noun whose number it is ("the death toll rose to 12"). Ages, lengths of time, days and years count
nothing.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from broadsheet.analysis.counting.figure_words import figure_lists, is_plural, unit_of_word
from broadsheet.annotating import kind_of, plain_words, stem

_WORDS = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty"
_DIGITS = r"\d{1,3}(?:\s?,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_NUMBER = re.compile(
    rf"(?<![\w.,#/’'-])(?P<money>(?:US|C|A)?\$|[£€])?\s?(?:(?P<low>{_DIGITS})\s?(?:to|and|or|[-–])\s?(?P<again>(?:US)?\$|[£€])?)?"
    rf"(?P<digits>{_DIGITS}|(?:{_WORDS})\b)(?P<percent>\s?(?:%|per ?cent\b))?"
    r"(?:[ -]?(?P<scale>hundred|thousand|million|billion|trillion|bn|mn|m|k)\b)?(?![\w/]|[.,]\d)", re.IGNORECASE,
)
MAY_TELL = rf"\pN|(?i)\b(?:{_WORDS})\b"
"""For RE2: what a sentence with a figure contains."""
_NEXT = re.compile(r"(?:\s+|-)[\"“‘']?([A-Za-z](?:[\w’'-]*\w)?(?:\.[A-Za-z]\.)*\.?)")
_PER = re.compile(
    r"\b(?:a|per|each|every)[ -]?(day|week|month|year|quarter|hour)\b|\b(daily|weekly|monthly|annual(?:ly)?|yearly)\b", re.IGNORECASE,
)
_WHERE = re.compile(
    r"^ (?:in|at|on|aboard|from|across|near|outside) (?:the [a-z]+|(?:the )?[A-Z][\w’'-]*(?: [A-Z][\w’'-]*)*)",
)
"""Where people are who are counted: "70 citizens in Marran have been isolated"."""
_WITHIN = re.compile(r"\b(?:in|within|over|during) (?:the )?(?:last |past |previous )?(?:24|48|\w+-?four) hours\b", re.IGNORECASE)
_CONVERTED = re.compile(
    rf"(?:{_DIGITS})\s?[-–]?\s?(?:[a-z%]+\.?\s?){{0,3}}\((?:about |around |some |or |roughly |[\d.,]+ (?:\w+ )?(?:to|and) )?[#$£€]?$",
    re.IGNORECASE,
)
"""What stands before a number that converts the one before it: "40,000 barrels (1.7 million gallons)", "$270m (£165m)"."""
_SHARES = re.compile(r"\b(?:shares?|stocks?)\b[^.;]*\b(?:at|to|from)\s*$", re.IGNORECASE)
"""What stands before the price of a share: "its shares closed at $31"."""
_HELD = re.compile(r"^[^,;.\d]{0,40}?\b(?:is|are|was|were|been) (?:\w+ly )?([a-z-]+)")
"""What is said of a figure behind it: "19 deaths in Marran are confirmed"."""
_OF_SOME = re.compile(r"\s+of (?:them|whom|which|these|those|us|its|their|his|her)\b")
"""What makes a number a part of others: "killing one of them"."""
_WHOLE = re.compile(r"\bout of\s+(?:the |all )?$", re.IGNORECASE)
"""What stands before the whole of which a part is counted: "seven out of 11 towns"."""
_EACH = re.compile(r"\s(?:a|an|per|for each|for every|each) ([a-z]{3,})\b", re.IGNORECASE)
_DAILY = {"daily": "day", "weekly": "week", "monthly": "month", "annual": "year", "annually": "year", "yearly": "year"}
_MONTH = re.compile(r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s$", re.IGNORECASE)
_YEAR_AFTER = re.compile(r"(?:in|of|since|by|until|till|from|during|before|after|early|late|mid|year|and|,)[ -]$", re.IGNORECASE)
_LOOK = 5
"""Words after a number among which what it counts is sought: "22,000 new irregular migrants"."""
_TIED = 2
"""Words of the phrase that a figure begins that tie it to what it is a figure of; of those before it only the last does."""
_BEFORE = 60
"""Characters before a number in which a noun of counting is sought: "the number of deaths is thought to have risen to 159"."""
_AFTER = 40
"""Characters after what is counted in which a rate is sought: "barrels of oil a day"."""


_UNREAL = re.compile(r"\b(?:not|no|never|should|would|could|may|might|if|whether|before)\b|n['’]t\b", re.IGNORECASE)
"""What makes of a step one that is not taken: "we should not move to phase six"."""

LEVEL = "level"
"""The unit of a step on a scale."""


class Figure(NamedTuple):
    """A number with what it counts.

    `unit` is a currency sign, "%", what became of people ("dead"), "people" where nothing tells who they are, or the stem of a noun;
    `low` is below `value` in a range ("20,000 to 40,000"); `per` is the time of a rate ("day"); `sure` tells what is confirmed or
    suspected; `people` says whether it counts people; `start` and `end` are offsets in the sentence, of the number and the words up to
    the noun.
    """

    value: float
    unit: str
    people: bool
    text: str
    low: float = 0.0
    per: str = ""
    sure: str = ""
    start: int = 0
    end: int = 0


def figures_told(sentence: str) -> list[Figure]:
    """The figures in a sentence, in text order; years, ages, days of a month and times of day are left out."""
    matches = [match for match in _NUMBER.finditer(sentence) if not _is_converted(sentence, match)]
    found = [figure for figure in (_figure(sentence, match) for match in matches) if figure is not None]
    rates = {figure.unit: figure.per for figure in found if figure.per}
    # "5,000 barrels, then 12,000 barrels a day": a rate holds for all figures of its unit.
    return [figure._replace(per=rates[figure.unit]) if figure.unit in rates else figure for figure in found]


def _is_converted(sentence: str, match: re.Match[str]) -> bool:
    """Whether a number only says in brackets what another measure makes of the one before: "19 km (12 miles)"."""
    if _CONVERTED.search(sentence[max(0, match.start() - _BEFORE):match.start()]) is None:
        return False
    following, _ = _following(sentence, match.end())
    return not any(unit_of_word(word).startswith("people") for word in following)


def _figure(sentence: str, match: re.Match[str]) -> Figure | None:
    lists = figure_lists()
    if _is_date(sentence, match) or _OF_SOME.match(sentence, match.end()) or _WHOLE.search(sentence[:match.start()]):
        return None
    value, low = _values(match)
    at = match.start("low") if match["low"] and low != value else match.start("digits")
    following, ends = _following(sentence, match.end())
    per = _rate(sentence, ends[-1] if ends else match.end())
    start = match.start("money") if match["money"] else at

    def made(unit: str, end: int, *, people: bool = False, sure: str = "") -> Figure:
        return Figure(value, unit, people, sentence[start:end], low, per, sure, start, end)

    if match["money"]:
        each = _EACH.match(sentence, match.end())
        per = per or (stem(each[1].lower()) if each else stem("share") if _SHARES.search(sentence[:start]) else "")
        return made(match["money"][-1], match.end())
    if match["percent"]:
        return None if lists["polls"] & set(re.findall(r"[a-z]+", sentence.lower())) else made("%", match.end())
    if _is_level(sentence[:match.start()]):
        return made(LEVEL, match.end())
    known = [unit_of_word(word) for word in following]
    if following and (known[0] == "skip" or following[0] in lists["skip"]):
        return None
    if _is_added(sentence, match, following):
        return None
    sure = _sureness(following, sentence[max(0, at - 40):at], sentence[ends[-1] if ends else match.end():])
    counted = _counted(following, known, value)
    if counted is None:
        unit = _total_of(sentence, at)
        return None if unit is None else made(unit, match.end(), people=unit in lists["kinds"], sure=sure)
    word, unit = counted
    if unit in "£$€":
        return made(unit, ends[word])
    people = unit.startswith("people") or unit in lists["kinds"]
    if people and sentence[match.end():match.end() + 1] == "-":
        return None  # "a two-man race", "a 12-member panel": what kind of thing it is
    if unit.startswith("people"):
        unit = _fate(sentence, at, ends[word]) or unit.removeprefix("people ")
    # "Twelve countries have confirmed cases": it is no country that is confirmed.
    return made(unit, ends[word], people=people, sure=sure if people else "")


def _is_level(before: str) -> bool:
    """Whether a number is a step on a scale: "raised its alert level to five", "moved to phase six"; not "on level two of the car park"."""
    lists = figure_lists()
    words = re.findall(r"[A-Za-z]+|[,;.:]", before[-_BEFORE:].lower())[-4:]
    if _UNREAL.search(before[-2 * _BEFORE:]):
        return False
    if words[-1:] and words[-1] in lists["levels"]:
        return bool({*re.findall(r"[a-z]+", before[-_BEFORE:].lower())} & lists["raising"])
    return words[-1:] == ["to"] and bool({*words} & lists["levels"]) and not {*words} & {",", ";", ".", ":"}


def _is_date(sentence: str, match: re.Match[str]) -> bool:
    """Whether the number is a year ("in 2009") or a day of a month ("June 15")."""
    before = sentence[:match.start()] + " "
    if match["money"] or match["percent"] or match["scale"] or not match["digits"].isdigit():
        return False
    if _MONTH.search(before[-12:].rstrip() + " "):
        return True
    if len(match["digits"]) != 4 or not 1800 <= float(match["digits"]) <= 2100:
        return False
    found = _NEXT.match(sentence, match.end())
    return _YEAR_AFTER.search(before[-8:].rstrip() + " ") is not None or found is None or not (
        is_plural(found[1].lower()) or unit_of_word(found[1].lower()) not in ("", "plain")
    )


def _values(match: re.Match[str]) -> tuple[float, float]:
    """The number, and the lower one of a range."""
    lists = figure_lists()
    scale = lists["scale"][match["scale"].lower()] if match["scale"] else 1.0
    digits = match["digits"].lower()
    value = scale * (lists["words"][digits] if digits in lists["words"] else _plain(digits))
    if not match["low"]:
        return value, value
    low = _plain(match["low"])
    if low > value:  # no range: "on 5 May 2025 and twelve passengers"
        return value, value
    return value, low * scale if low * scale <= value else low


def _plain(digits: str) -> float:
    return float("".join(digits.replace(",", "").split()))


def _following(sentence: str, at: int) -> tuple[list[str], list[int]]:
    """The words that the number begins a phrase with, and where each ends; a function word or a stop ends the phrase."""
    words: list[str] = []
    ends: list[int] = []
    closing = figure_lists()["ends"]
    for _ in range(_LOOK):
        match = _NEXT.match(sentence, at)
        if match is None or match[1].lower() in closing:
            break
        words.append(match[1].lower().rstrip("."))
        ends.append(match.end(1))
        at = match.end()
        if match[1].endswith(".") and "." not in match[1][:-1]:
            ends[-1] -= 1
            break
    return words, ends


def _counted(following: list[str], known: list[str], value: float) -> tuple[int, str] | None:
    """The position of the word that is counted, and the unit; after a number above one a noun is plural."""
    lists = figure_lists()
    for position, (word, what) in enumerate(zip(following, known, strict=True)):
        if what == "plain" and word not in lists["between"]:
            return None
        if what not in ("", "plain", "skip"):
            return position, what
        if what == "" and word not in lists["between"] and (value <= 1 or is_plural(word)):
            return position, stem(word)
    return None


def _fate(sentence: str, start: int, end: int) -> str:
    """What became of the people that a phrase counts: "12 people were killed", "killing 12 people"; empty where nothing is told."""
    lists = figure_lists()
    after = _WHERE.sub("", sentence[end:end + 90])
    for word in re.findall(r"[A-Za-z-]+", after[:60].split(",")[0].split(";")[0]):
        what = unit_of_word(word.lower())
        if what in lists["kinds"]:
            return what
        if word.lower() not in lists["between"]:
            break
    lost = set(re.findall(r"[a-z]+", sentence[max(0, start - 30):start].lower())[-4:]) & lists["of_lives"]
    if lost and re.search(r"\blives$", sentence[start:end]):
        return unit_of_word("dead")
    for word in reversed(re.findall(r"[A-Za-z-]+|[,;.:]", sentence[max(0, start - 60):start])):
        what = unit_of_word(word.lower())
        if what in lists["kinds"]:
            return what
        if word.lower() not in lists["around"]:
            break
    return ""


def _total_of(sentence: str, at: int) -> str | None:
    """What a number without a noun counts, where words before it say so: "killed 12", "the number of cases has risen to 12"."""
    lists = figure_lists()
    words = [word.lower() for word in re.findall(r"[A-Za-z-]+|[,;.:\d]+", sentence[max(0, at - _BEFORE):at])]
    for word in reversed(words):
        if unit_of_word(word) in lists["kinds"] and word not in lists["nouns_of_fate"]:
            return unit_of_word(word)
        if word not in lists["around"]:
            break
    for place, word in enumerate(words):
        if word in lists["counting"]:
            said = words[max(0, place - 2):place + 5]
            if words[place + 1:] == ["to"]:  # "a new case has taken the total to 28"
                said = re.findall(r"[a-z-]+", sentence[max(0, at - 2 * _BEFORE):at].lower())
            kinds = [unit_of_word(one) for one in said if unit_of_word(one) in lists["kinds"]]
            # "the number of affected countries to 9": the plural noun after "of".
            nouns = [stem(one) for one in words[place + 2:place + 5] if is_plural(one)] if words[place + 1:place + 2] == ["of"] else []
            if kinds or nouns:
                return kinds[-1] if kinds else nouns[0]
    return None


def _sureness(following: list[str], before: str, after: str) -> str:
    lists = figure_lists()
    said = {*following, *re.findall(r"[a-z-]+", before.lower())[-4:], *_HELD.findall(after.lower())[:1]}
    if said & lists["confirmed"]:
        return "confirmed"
    return "suspected" if said & lists["suspected"] else ""


def _is_added(sentence: str, match: re.Match[str], following: list[str]) -> bool:
    """Whether a figure is added to a total: "12 new cases", "another 12 people", "12 deaths in 24 hours"."""
    lists = figure_lists()
    before = re.findall(r"[a-z]+", sentence[max(0, match.start() - 16):match.start()].lower())
    if before[-1:] == ["by"] and figure_lists()["moving"] & {*before}:  # "the toll rose by one, to 16"
        return True
    if lists["added"] & {*following[:2], *before[-1:]} and before[-2:] != ["than", "more"]:
        return not (before[-1:] == ["more"] or before[-1:] == ["latest"])
    return _WITHIN.search(sentence[match.end():match.end() + 70]) is not None


def _rate(sentence: str, at: int) -> str:
    after = re.sub(r"\([^)]*\)", "", sentence[at:at + 3 * _AFTER])[:_AFTER].split(";")[0].split(". ")[0]
    found = _PER.search(after)
    if found is None or re.search(r"\d", after[:found.start()]):
        return ""
    return (found[1] or _DAILY[found[2].lower()]).lower()


class Ties(NamedTuple):
    """What a figure is tied to: the content word before it ("spent nearly $5m") and those of the phrase it begins ("a $5m dividend")."""

    before: frozenset[str]
    after: frozenset[str]
    whose: frozenset[str] = frozenset()
    """Names in what is counted: "Norlandic citizens", "EU states"."""

    def of_one_kind(self, other: Ties) -> bool:
        """Whether both count what no name sets apart, or the same one does: Norlandic citizens are not Sudlandic ones."""
        return bool(self.whose & other.whose) or not (self.whose | other.whose)

    def shared(self, other: Ties) -> bool:
        """Whether a word ties both."""
        return bool((self.before | self.after) & (other.before | other.after))

    def named(self, other: Ties) -> bool:
        """Whether they share the thing that one of them is a figure of, and not only what was done: "spent $5m", "$7m has been spent"."""
        deeds = set(figure_lists()["one_tie"].values())
        return bool(((self.before | self.after) & other.after | self.after & other.before) - deeds)


def ties(sentence: str, figure: Figure) -> Ties:
    """What a figure in a sentence is tied to."""
    lists = figure_lists()
    before = re.findall(r"[A-Za-z][\w’'-]*", sentence[max(0, figure.start - 60):figure.start].lower())
    kept = [word for word in before if word not in lists["around"] and word not in lists["ends"] and word not in plain_words()]
    following, _ = _following(sentence, figure.end)
    after = [word for word in following if word not in plain_words()]
    whose = frozenset(word.lower() for word in re.findall(r"\s([A-Z][\w’'-]*)", figure.text))
    return Ties(frozenset(map(_tie_of, kept[-1:])), frozenset(map(_tie_of, after[:_TIED])), whose)


def _tie_of(word: str) -> str:
    return str(figure_lists()["one_tie"].get(word) or kind_of(word).rstrip("e"))  # "raising" and "raise" alike
