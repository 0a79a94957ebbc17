"""Which dated plans commit somebody or are a scheduled event: what sets them apart from purposes, states and the years of things.

"The council will open the harbour on 20 June" commits the council; "raised money to boost its bid by June", "the 2016 race" and "tonight
I ask you" commit nobody.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

import pandas as pd

from broadsheet.annotating import event_cues, event_nouns

BEFORE: Final = 110
"""Characters before a trigger in which its auxiliary and the words that govern it stand, and half of it after it."""

MONTH: Final = pd.Timedelta(days=31)
"""A longer stretch is a season or a year, and often names a thing: "the 2016 race"."""

_CUE = re.compile(
    r"\b(?:will|shall|won['’]t|going to|gonna|would(?! like))\b|['’]ll\b"
    r"|\b(?:scheduled|slated|set (?:for|to)|due|expected to|planned|booked|(?:is|are|was|were) to|deadline|no later than|arranged|invited"
    r"|summoned|appointment|agenda|timetable|calendar|upcoming|on course|by the end of)\b"
    r"|\b(?:plans?|planning|vow(?:s|ed)?|pledge[sd]?|promise[sd]?|intend(?:s|ed)?|agree[sd]? to|announced?|hop(?:es?|ing|ed)"
    r"|aim(?:s|ed|ing)? to|prepar\w+|committed|asked|told|ordered|likely|recommend\w*|considering|ready|arrang\w+|decid(?:ed|ing)"
    r"|demand\w*|seek\w*)\b",
    re.IGNORECASE,
)
"""Words of a commitment or of a fixed day. Of the rows of four corpora that a reader marked, 0.8 to 0.9 of those with one are right."""

_SCHEDULED_AFTER = re.compile(r"\b(?:scheduled|slated|set for|due|deadline|planned|booked)\b", re.IGNORECASE)
_PURPOSE = re.compile(r"\bto(?: \w+ly)? $", re.IGNORECASE)
_SPEAKER = re.compile(r"\b(?:I|you|we|your|let['’]s|us)\b")
_CHRONICLE = re.compile(
    r"^\W*(?:[A-Z]\w+,? )?(?:\d{1,2}(?:st|nd|rd|th)? [A-Z][a-z]+|[A-Z][a-z]+\.? \d{1,2})(?:,? \d{4})?\s*[:–—-]\s",
)

_IS_TO = re.compile(r" (?:also |now |still )?to\b")
_BEFALLS: Final = frozenset(("die", "cause", "suffer", "hurt", "feel", "see", "know", "like"))
"""What comes over people and is only foretold: "many will die this winter", "you will see a change"."""

ELECTIONS: Final = frozenset(("election", "elections", "vote", "polls", "poll", "ballot", "referendum"))


def is_promise(plan: Mapping[str, Any]) -> bool:
    """Whether a dated plan commits somebody or is a scheduled event.

    A chronicle ("10 July: the cap is removed") and what befalls somebody ("many will die") are none. Without a word of commitment around
    it, neither is a purpose ("to cheer up your Monday"), a state, what is told of the day itself, what "we" do, what has begun, nor a noun
    that only a year or season names.

    Parameters
    ----------
    plan
        A report of it: `text start sentence sentence_start earliest latest published_at`.
    """
    text, sentence = str(plan["text"]).lower(), str(plan["sentence"])
    at = int(plan["start"]) - int(plan["sentence_start"])
    being = text in ("is", "are", "am", "'s", "’s") and not _IS_TO.match(sentence, at + len(text))
    if _CHRONICLE.match(sentence) or being or text in _BEFALLS:
        return False
    published, first, last = plan["published_at"].tz_localize(None).normalize(), plan["earliest"], plan["latest"]
    if first < published and last - first > MONTH:  # "this century will be hers"
        return False
    near = sentence[max(0, at - BEFORE):at]
    if _CUE.search(near) or _SCHEDULED_AFTER.search(sentence[at:at + BEFORE // 2]):
        return True
    states = event_cues()["verbs.state"]
    return not (
        _PURPOSE.search(near) or _SPEAKER.search(near) or text in states or text.removesuffix("s") in states
        or (last - first > MONTH and _is_noun(text)) or first <= published
    )


def _is_noun(text: str) -> bool:
    return text in event_nouns() or text.removesuffix("s") in event_nouns()


def without_repeated_elections(plans: Sequence[Mapping[str, Any]], articles: Sequence[int]) -> list[int]:
    """The positions of the plans, with one, that most articles tell, of those that are an election on one day."""
    best: dict[Any, int] = {}
    for n, plan in enumerate(plans):
        if str(plan["text"]).lower() in ELECTIONS and plan["earliest"] == plan["latest"]:
            key = plan["earliest"]
            if key not in best or articles[n] > articles[best[key]]:
                best[key] = n
    kept = set(best.values())
    return [n for n, plan in enumerate(plans) if n in kept or plan["earliest"] not in best or str(plan["text"]).lower() not in ELECTIONS]
