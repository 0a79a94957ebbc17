"""Occasions that are held on a fixed day, and plans that are of one occasion: one row for one election, meeting or visit."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any, Final

import pandas as pd

from broadsheet.analysis.timeline._plan_words import plan_words
from broadsheet.annotating import content_words, kind_of

NEAR: Final = 45
"""Characters after such a verb in which the election stands."""

BESIDE: Final = 40
"""Characters before and after a date in which the election stands that it is the day of."""

_A_MONTH: Final = pd.Timedelta(days=31)

ALIKE: Final = 0.5
"""Share of content words of the shorter sentence from which two plans for the same days are one; of one kind of deed `ALIKE_IN_KIND`."""
ALIKE_IN_KIND: Final = 0.3
FEWEST: Final = 2

_DECIDED: Final = ("happened", "moved", "cancelled")
_WORD = re.compile(r"[a-z]+")


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
    order = sorted(
        range(len(plans)),
        key=lambda n: (outcomes[n] not in _DECIDED, not _tells(plans[n]), -articles[n], plans[n]["published_at"], n),
    )
    made: dict[Any, list[list[int]]] = defaultdict(list)
    votes = [_is_of_election(plan) for plan in plans]
    words = [content_words(str(plan["sentence"])) for plan in plans]
    for n in order:
        days = (plans[n]["earliest"], plans[n]["latest"])
        for group in made[days]:
            first = group[0]
            if (votes[n] and votes[first]) or _alike(plans[n], words[n], plans[first], words[first]):
                group.append(n)
                break
        else:
            made[days].append([n])
    return sorted(group for groups in made.values() for group in groups)


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
