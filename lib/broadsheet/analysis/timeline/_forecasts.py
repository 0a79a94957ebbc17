"""What is only foretold, supposed or told of the past, and so is no plan, whatever its tense and its day.

"The plan would end free buses", "if she wins, she will move to Marran on Monday", "snow is expected on Friday", "spoke at a rally on
Saturday": nobody commits themselves, or it is over.
"""

from __future__ import annotations

import re
from typing import Final

from broadsheet.analysis.counting.patterns import any_found, pattern
from broadsheet.analysis.timeline._plan_words import plan_words

CLAUSE: Final = 90
"""Characters beside a happening in which the verb of its clause stands."""


def is_forecast(text: str, before: str, after: str) -> bool:
    """Whether what the word tells is a condition's or a proposal's effect, weather, or talk of what one will hear.

    Parameters
    ----------
    text
        The word that tells it, lower case.
    before, after
        What stands before and after it in its sentence.
    """
    if pattern("plans.time_will").match(before) or (pattern("plans.thwarted").search(before) and pattern("plans.but").search(after)):
        return True
    if any_found(before, "plans.given_up", "plans.asked", "plans.effects", "plans.chance_effect"):
        return True
    timed = text.endswith("s") and text in plan_words()["timed"]
    supposed = not timed and pattern("plans.supposed").search(before)  # "if it reaches the court, whose term begins on Monday"
    if supposed or pattern("plans.hoped_for").search(before) or pattern("plans.hearsay").search(before[-40:] + text):
        return True
    if _is_weather(text, before, after):
        return True
    if text in ("go", "come", "move") and pattern("plans.up").match(after):
        return True
    return _is_effect(text, before, after)


def _is_effect(text: str, before: str, after: str) -> bool:
    """Whether "would" tells what something might do, and not what somebody said that they will."""
    if not pattern("plans.would").search(before):
        done = pattern("plans.proposal_does").search(before)
        return done is not None and not set(re.findall(r"[a-z]+", done.group().lower())) & plan_words()["coming_up"]
    if pattern("plans.proposal_would").search(before) and text not in plan_words()["coming_up"]:
        return True
    return not pattern("plans.said").search(before) and not pattern("plans.said").search(after)


def _is_weather(text: str, before: str, after: str) -> bool:
    near = set(re.findall(r"[a-z]+", f"{before[-CLAUSE:]} {text} {after[:CLAUSE]}".lower()))
    return bool(near & plan_words()["weather"]) and (text in plan_words()["weather"] or text in plan_words()["weathering"])


def is_over(text: str, before: str, after: str, date: str) -> bool:
    """Whether an occasion on a day that only its name tells stands in a clause of the past: "spoke at a rally on Saturday".

    Parameters
    ----------
    text, before, after
        As in `is_forecast`.
    date
        The sentence from the date expression on.
    """
    if pattern("plans.scenes").search(before[-CLAUSE:]):
        return True
    if not pattern("plans.near_day").match(date.lower()):
        return False
    clause = f"{before[-CLAUSE:]} {text} {after[:CLAUSE]}"
    return bool(pattern("plans.told").search(clause)) and not pattern("plans.not_told").search(clause)
