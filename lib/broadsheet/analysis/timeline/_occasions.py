"""Occasions that are held on a fixed day, and plans that are of one occasion: one row for one election, meeting or visit."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple

import numpy as np
import pandas as pd

from broadsheet.analysis.timeline._plan_words import plan_words
from broadsheet.annotating import content_words, kind_of

NEAR: Final = 45
"""Characters after such a verb in which the election stands."""

BESIDE: Final = 40
"""Characters before and after a date in which the election stands that it is the day of."""

_A_WEEK, _A_MONTH = pd.Timedelta(days=7), pd.Timedelta(days=31)

ALIKE: Final = 0.5
"""Share of content words of the shorter sentence from which two plans for the same days are one; of one kind of deed `ALIKE_IN_KIND`."""
ALIKE_IN_KIND: Final = 0.3
FEWEST: Final = 2

_DECIDED: Final = ("happened", "moved", "cancelled")
_WORD = re.compile(r"[a-z]+")
_NAME = re.compile(r"\b[A-Z][a-z]{2,}")


def once_each(plans: Sequence[Mapping[str, Any]], articles: Sequence[int], outcomes: Sequence[str]) -> list[list[int]]:
    """The positions of the plans, those of one occasion together: first that whose fate is told, or else that which most articles tell.

    Parameters
    ----------
    plans
        Reports of them: `text start sentence sentence_start date_start earliest latest published_at`.
    articles
        How many articles tell each.
    outcomes
        What became of each.
    """
    votes, gatherings = [_is_of_election(plan) for plan in plans], [_gathering(plan) for plan in plans]
    named = [gathering is not None and not gathering.told for gathering in gatherings]
    order = sorted(
        range(len(plans)),
        key=lambda n: (outcomes[n] not in _DECIDED, not _tells(plans[n]), named[n], -articles[n], plans[n]["published_at"], n),
    )
    made: dict[Any, list[list[int]]] = defaultdict(list)
    words = [content_words(str(plan["sentence"])) for plan in plans]
    for n in order:
        days = (plans[n]["earliest"], plans[n]["latest"])
        for group in made[days]:
            first = group[0]
            if (votes[n] and votes[first]) or _same(gatherings[n], gatherings[first]) or _alike(
                plans[n], words[n], plans[first], words[first],
            ):
                group.append(n)
                break
        else:
            made[days].append([n])
    return sorted(_gathered([group for groups in made.values() for group in groups], plans, gatherings, votes))


def _gathered(
    groups: list[list[int]], plans: Sequence[Mapping[str, Any]], gatherings: Sequence[_Gathering | None], votes: Sequence[bool],
) -> list[list[int]]:
    """The groups, one for each gathering: "the congress next week", "the congress opens on Monday" in that week.

    The group with the fewest days stays, and takes in those whose days hold its own.
    """
    groups = sorted(groups, key=lambda group: (_length(plans[group[0]]), group))
    firsts = [plans[group[0]] for group in groups]
    earliest, latest = (np.array([first[name] for first in firsts], dtype="datetime64[us]") for name in ("earliest", "latest"))
    short = latest - earliest <= _A_MONTH.to_timedelta64()
    for at, group in enumerate(groups):
        if not group or not (_is_named(gatherings[group[0]]) or any(votes[n] for n in group)):
            continue
        holding = short[at + 1:] & (earliest[at + 1:] <= earliest[at]) & (latest[at + 1:] >= latest[at])
        for other in (groups[place] for place in np.flatnonzero(holding) + at + 1):
            if other and (
                _told_alike(gatherings[group[0]], gatherings[other[0]]) or any(_one_vote(plans[n], plans[other[0]]) for n in group)
            ):
                group += other
                other.clear()
    return [group for group in groups if group]


def _told_alike(one: _Gathering | None, other: _Gathering | None) -> bool:
    """Whether two plans tell one gathering, which both name: "its congress in July" may be that of others."""
    return _is_named(one) and _is_named(other) and _same(one, other)


def _is_named(gathering: _Gathering | None) -> bool:
    """Whether a plan tells a gathering, and by its name."""
    return gathering is not None and gathering.told and bool(gathering.called)


def _one_vote(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether two plans are of a vote in the same place within a week: "the Ellan primary next week", "Ellan votes on Tuesday"."""
    if _length(other) > _A_WEEK or not (_is_of_election(one) and _is_of_election(other)):
        return False
    names = [{*_NAME.findall(str(plan["sentence"])[1:])} - plan_words()["titles"] for plan in (one, other)]
    return len(names[0] & names[1]) >= FEWEST


def _length(plan: Mapping[str, Any]) -> pd.Timedelta:
    return pd.Timedelta(plan["latest"] - plan["earliest"])


class _Gathering(NamedTuple):
    """An occasion that a plan names beside its day: "the Northern Congress on 8 May"."""

    noun: str
    called: frozenset[str]
    """The capitalised words before it."""
    told: bool
    """Whether it is what the plan tells, and not only where or when."""


def _gathering(plan: Mapping[str, Any]) -> _Gathering | None:
    """The gathering that a plan is of, or whose day its own is."""
    sentence, text = str(plan["sentence"]), str(plan["text"]).lower()
    at = int(plan["start"]) - int(plan["sentence_start"])
    nouns = plan_words()["gatherings"]
    if text in nouns:
        return _Gathering(text.removesuffix("s"), _called(sentence[:at]), told=True)
    if pd.isna(plan["date_start"]):
        return None
    day = int(plan["date_start"]) - int(plan["sentence_start"])
    told = text in plan_words()["holding"] | plan_words()["timed"] | {"be", "is", "held", "begin", "take", "takes"}
    beside = [*re.finditer(r"[A-Za-z]+", sentence[max(0, day - BESIDE):day])][-4:]
    offset = max(0, day - BESIDE)
    for word in reversed(beside):
        if word.group().lower() in nouns:
            return _Gathering(word.group().lower().removesuffix("s"), _called(sentence[:offset + word.start()]), told=told)
    for word in [*re.finditer(r"[A-Za-z]+", sentence[day:day + BESIDE])][1:6]:
        if word.group().lower() in nouns:
            return _Gathering(word.group().lower().removesuffix("s"), _called(sentence[day:day + word.start()]), told=told)
    if told:
        for word in reversed([*re.finditer(r"[A-Za-z]+", sentence[max(0, at - NEAR):at])]):
            if word.group().lower() in nouns:
                return _Gathering(word.group().lower().removesuffix("s"), _called(sentence[:max(0, at - NEAR) + word.start()]), told=True)
    return None


def _called(before: str) -> frozenset[str]:
    """The capitalised words at the end of a stretch of text, without days and months."""
    found = re.search(r"((?:[A-Z][\w.-]*\s+)+)$", before)
    return frozenset(found[1].lower().split()) - plan_words()["calendar"] if found else frozenset()


def _same(one: _Gathering | None, other: _Gathering | None) -> bool:
    """Whether two gatherings can be one: the Northern Congress and "the congress" are, the Southern Congress is another."""
    if one is None or other is None or one.noun != other.noun:
        return False
    return one.called <= other.called or other.called <= one.called


def _tells(plan: Mapping[str, Any]) -> bool:
    """Whether it is told as a plan itself, and not only named by its day."""
    return str(plan["text"]).lower() in plan_words()["elections"] | plan_words()["holding"] or not names_election(plan)


def names_election(plan: Mapping[str, Any]) -> bool:
    """Whether the day of a plan is that of an election: "the 8 November election", "a primary on 1 March"."""
    start = plan["date_start"]
    if pd.isna(start) or plan["latest"] - plan["earliest"] > _A_MONTH:
        return False
    sentence, at = str(plan["sentence"]), int(start) - int(plan["sentence_start"])
    before, after = _WORD.findall(sentence[max(0, at - BESIDE):at].lower()), _WORD.findall(sentence[at:at + BESIDE].lower())
    # "The November election", but not "it is April before a major election".
    reach = 5 if plan["latest"] == plan["earliest"] else 3
    return bool(plan_words()["scheduled"] & {*before[-2:], *after[:reach]})


def _is_of_election(plan: Mapping[str, Any]) -> bool:
    if names_election(plan):
        return True
    text = str(plan["text"]).lower()
    if text in plan_words()["elections"]:
        return True
    at = int(plan["start"]) - int(plan["sentence_start"]) + len(text)
    beside = _WORD.findall(str(plan["sentence"])[at:at + NEAR].lower())
    return text in plan_words()["holding"] and bool(plan_words()["elections"] & set(beside))


def _alike(one: Mapping[str, Any], words: frozenset[str], other: Mapping[str, Any], others: frozenset[str]) -> bool:
    shared, fewest = len(words & others), min(len(words), len(others))
    share = ALIKE_IN_KIND if kind_of(str(one["text"])) == kind_of(str(other["text"])) else ALIKE
    return shared >= FEWEST and shared >= share * fewest
