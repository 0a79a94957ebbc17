"""Which dated plans commit somebody or are a scheduled event: what sets them apart from purposes, forecasts and states.

"The council will open the harbour on 20 June" commits the council and "the 20 June vote" is scheduled; "raised money to boost its bid by
June", "sales will double by June", "the 2016 race" and "tonight I ask you" commit nobody.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

import pandas as pd

from broadsheet.analysis.counting.patterns import any_found, pattern
from broadsheet.analysis.timeline._forecasts import is_forecast, is_over
from broadsheet.analysis.timeline._occasions import names_election
from broadsheet.analysis.timeline._plan_words import plan_words
from broadsheet.annotating import event_nouns

NEAR: Final = 70
"""Characters beside a noun in which its verb stands: "will launch an emergency appeal", "the decision is due"."""

REACH: Final = 110
"""Characters before a verb in which the first of several verbs stands: "will meet on Monday and sign"."""

_DAYS: Final = pd.Timedelta(days=3)
"""A longer stretch does not by itself schedule an occasion: "a speech this week" may be over."""

MONTH: Final = pd.Timedelta(days=31)
"""A longer stretch is a season or a year, and often names a thing: "the 2016 race"."""


_BEINGS: Final = frozenset(("be", "is", "are", "am", "was", "were", "been", "'s", "’s"))


def is_promise(plan: Mapping[str, Any]) -> bool:
    """Whether a dated plan commits somebody or is a scheduled event.

    Somebody commits themselves with the verb that is dated ("will open", "is to open", "plans to open", "is opening"), or a noun of an
    occasion is dated ("the debate on Monday", "the decision is due by May"). None are: a chronicle ("10 July: the cap is removed"), a
    question, a comment of "I" and "you" in the writer's own words, what befalls somebody ("many will die"), what is only foretold of
    things ("sales will double"), what has been done, and conditions.

    Parameters
    ----------
    plan
        A report of it: `text start sentence sentence_start earliest latest published_at status`.
    """
    text, sentence = str(plan["text"]).lower(), str(plan["sentence"])
    at = int(plan["start"]) - int(plan["sentence_start"])
    before, after = sentence[:at], sentence[at + len(text):]
    asks = sentence.rstrip(" ”\"’'").endswith("?")
    if asks or any_found(sentence, "promises.chronicle", "promises.marked", "promises.clock", "promises.question"):
        return False
    if pattern("promises.self").search(pattern("promises.quoted").sub(" ", sentence)) and not before.count('"') % 2:
        return False
    published, first, last = plan["published_at"].tz_localize(None).normalize(), plan["earliest"], plan["latest"]
    if first < published and last - first > MONTH:  # "this century will be hers"
        return False
    date = "" if pd.isna(plan["date_start"]) else sentence[int(plan["date_start"]) - int(plan["sentence_start"]):]
    if pattern("promises.beside_another").match(date):
        return False
    if names_election(plan):
        return True
    if _is_foretold(text, before, after) or is_forecast(text, before, after):
        return False
    if _is_kept_up(plan, sentence):
        return True
    if pattern("promises.by_the_end").search(before) and text == "end":
        return bool(pattern("promises.cue").search(pattern("promises.breaks").split(before[-REACH:])[-1]))
    if text.endswith("ing") and pattern("promises.progressive").search(before):
        return last - first <= MONTH and text not in plan_words()["befalls"]
    if text in plan_words()["returning"] and last - first <= MONTH and pattern("promises.cue").search(before[-REACH:]):
        return True
    is_verb = any_found(before, "promises.chain") or (text in plan_words()["verbs_too"] and any_found(before, "promises.and"))
    if _is_noun(text) and not is_verb:
        if pattern("promises.weighed").search(before[-NEAR:]):
            return True
        foretold = {text, text.removesuffix("s")} & plan_words()["befalling"] or plan["status"] == "conditional"
        return not foretold and not is_over(text, before, after, date) and _is_scheduled(text, before, after, last - first)
    possible = plan["status"] == "conditional"
    if possible and before.count('"') + before.count("“") + before.count("”") & 1:  # what a speaker thinks possible
        return False
    if (possible and first <= published) or (last - first > MONTH and pattern("promises.unsure").search(before[-NEAR:])):
        return False
    return _commits(text, before, after, possible=possible, brief=last - first <= MONTH)


def _is_foretold(text: str, before: str, after: str) -> bool:
    """Whether it is somebody's opinion, a vote cast by nobody in particular, or will never be."""
    left = pattern("promises.breaks").split(before)[-1]
    never = any_found(before[-20:] + after[:20], "promises.never")
    return any_found(left, "promises.opinion") or never or (text == "vote" and after.startswith(" for"))


def _is_kept_up(plan: Mapping[str, Any], sentence: str) -> bool:
    """Whether something is kept up until the day: "has cancelled all flights until 8 May"."""
    if pd.isna(plan["date_start"]) or plan["latest"] - plan["earliest"] >= MONTH:
        return False
    before = sentence[:int(plan["date_start"]) - int(plan["sentence_start"])]
    return bool(pattern("promises.until").search(before[-12:]) and pattern("promises.kept").search(before[-REACH:]))


def _is_scheduled(text: str, before: str, after: str, length: pd.Timedelta) -> bool:
    """Whether the noun of a happening is one of an occasion, or a verb beside it schedules it."""
    if pattern("promises.unless_so").search(before):
        return False
    if text == "test" and pattern("promises.tried").search(before):
        return False
    works = pattern("promises.works").match(after)
    if text in plan_words()["working"] and works and works[1].lower() in plan_words()["effects"]:
        return False
    if length <= _DAYS and {text, text.removesuffix("s")} & (plan_words()["elections"] | plan_words()["occasions"]):
        return True
    if length > MONTH:
        return False
    left = pattern("promises.breaks").split(before)[-1][-NEAR:]
    if pattern("promises.not").search(left):
        return False
    if text.endswith("ing"):
        return left.rstrip().endswith(("deadline on", "deadline for", "date for"))
    right = pattern("promises.breaks").split(after)[0][:NEAR]
    following = pattern("promises.cue").search(right)
    if following and pattern("promises.not").search(right[:following.end()]):  # "the prize won't be given next week"
        return False
    done = following and re.match(r"\s*(?:be )?(\w+)", right[following.end():])
    if done and done[1].lower() in plan_words()["befalls"]:  # "sales will double"
        return False
    return bool(following or pattern("promises.cue").search(left))


def _commits(text: str, before: str, after: str, *, possible: bool, brief: bool) -> bool:
    """Whether the verb is one that somebody commits themselves with."""
    if (text == "have" and after.startswith(" to ")) or pattern("promises.if").search(after[:NEAR].split(",")[0]):
        return False
    if text in plan_words()["befalls"] or pattern("promises.need").search(before) or (text in plan_words()["timed"] and not before.strip()):
        return False
    if text in _BEINGS:
        tensed = text in ("is", "are", "was", "were")
        held = tensed and not any_found(before, "promises.aim") and pattern("promises.to_be_done").match(after)
        return bool(held or (pattern("promises.chain").search(before) and pattern("promises.placed").match(after)))
    chained = pattern("promises.chain").search(before)
    if chained and re.match(r"to\s+be\s", chained.group(), re.IGNORECASE):
        return True
    if chained and chained.group().split()[0].lower() == "to":
        return bool(pattern("promises.cue").search(pattern("promises.breaks").split(before[-REACH:])[-1]))
    if possible:
        return bool(chained and (brief or pattern("promises.passive").search(before)))
    if chained:
        return True
    if pattern("promises.in_force").match(text + after) and brief:
        return True
    if text in plan_words()["timed"] and not pattern("promises.unless_so").search(before) and (brief or text in plan_words()["lasting"]):
        return True
    if text.endswith("ed") and not pattern("promises.passive").search(before):
        return text in ("scheduled", "slated", "planned", "expected", "booked", "rescheduled")
    if text.endswith("ing") or (text.endswith("s") and not text.endswith("ss")):
        return False
    return any_found(before, "promises.and") and any_found(pattern("promises.breaks").split(before[-REACH:])[-1], "promises.cue")


def _is_noun(text: str) -> bool:
    return text in event_nouns() or text.removesuffix("s") in event_nouns()
