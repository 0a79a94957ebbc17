"""Which dated plans commit somebody or are a scheduled event: what sets them apart from purposes, forecasts and states.

"The council will open the harbour on 20 June" commits the council and "the 20 June vote" is scheduled; "raised money to boost its bid by
June", "sales will double by June", "the 2016 race" and "tonight I ask you" commit nobody.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

import pandas as pd

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

_FUTURE = (
    r"(?:\b(?-i:will|shall|won['’]t|going to|gonna|would(?! like\b| have\b)|(?:is|are|was|were) to)\b|['’]ll\b)"
)
_SCHEDULED = (
    r"\b(?:scheduled|slated|set|due|expected|planned|booked|deadline|no later than|arrang\w+"
    r"|(?:been|was|were|is|are) (?:asked|told|ordered|invited|summoned)|appointment|agenda|timetable|calendar|upcoming|on course"
    r"|plans?|planning|vow(?:s|ed)?|pledge[sd]?|promise[sd]?|intend(?:s|ed)?|agree[sd]?|announce[sd]?"
    r"|hop(?:es?|ing|ed)|aim(?:s|ed|ing)?|prepar\w+|committed|orders?|ordered|likely|recommend\w*|consider\w*|decid(?:ed|ing)|decision|extended"
    r"|until|through|reschedul\w+)\b"
)
_CUE = re.compile(f"{_FUTURE}|{_SCHEDULED}", re.IGNORECASE)
"""Words of a commitment or of a fixed day."""

_CHAIN = re.compile(
    rf"(?:{_FUTURE}|\b(?:to|could|may|might)\b)(?:\s+(?:not|also|only|now|then|soon|first|be|been|being|have|later|once|again|still|\w+ly))*\s*$",
    re.IGNORECASE,
)
_NEED = re.compile(
    r"\b(?:need\w*|ha(?:ve|s|d)|want\w*|like|love|ought|used|designed|created|built|established|made|tried|seem\w*|appear\w*|possible|impossible|impractical|hard|easy"
    r"|important|(?:strategy|goal|aim|point|idea|thing|trick|key|way|job|task|foremost) (?:is|was|will be))\s+to\b[\w\s]*$", re.IGNORECASE,
)
"""What need, wish or purpose says: "action needs to be taken", "the strategy is to swamp them", "was designed to lower emissions by 2030"."""

_PROGRESSIVE = re.compile(r"(?:\b(?:is|are|was|were|be|am)\b|['’](?:re|m|s)\b)(?:\s+(?:not|also|now|then|\w+ly|being))*\s*$", re.IGNORECASE)
_AND = re.compile(r"(?:\b(?:and|or|then|to)|,)(?: \w+ly)?\s*$", re.IGNORECASE)
_PASSIVE = re.compile(r"\b(?:be|being|get)(?:\s+\w+ly)*\s*$", re.IGNORECASE)
_BREAKS = re.compile(r"[;:–—“”]|''|\b(?:because|after|since|although|whereas|whether|if|when|where)\b", re.IGNORECASE)
_UNLESS_SO = re.compile(r"\b(?:if|whether|unless|should|since|after)\s+(?:[\w.'’-]+\s+){0,5}$", re.IGNORECASE)

_BEINGS: Final = frozenset(("be", "is", "are", "am", "was", "were", "been", "'s", "’s"))
_PLACED = re.compile(r"\s*(?:back |all |one of |among )?(?:in|on|at|there|closed|shut|open|to|one of|among)\b(?! and)")


_OPINION = re.compile(
    r"\b(?:think|thinks|thought|believe[sd]?|predict\w*|suspects?|suspected|worr(?:y|ied|ies)|concerned|doubts?|forecasts?)\b[^,]*$",
    re.IGNORECASE,
)
_NOT = re.compile(r"\bnot\b|n['’]t\b")
_IF = re.compile(r"\b(?:if|unless)\b")
_NEVER = re.compile(r"\b(?:never|no longer)\b", re.IGNORECASE)
_UNSURE = re.compile(r"\b(?:likely|probably|perhaps|may|might|could|expects? to|expect any)\b", re.IGNORECASE)
_AIM = re.compile(r"\b(?:strategy|goal|aim|point|idea|thing|trick|key|way|job|task|hope|foremost)\s*$", re.IGNORECASE)

_TO_BE_DONE = re.compile(r"\s+(?:also |now |still )?(?:to|due|scheduled|expected|set)\b")
_BY_THE_END = re.compile(r"\b(?:before|by|until) the\s*$", re.IGNORECASE)
_WEIGHED = re.compile(r"\b(?:considering|weighing|planning|plans|announced) (?:[\w-]+ ){0,3}$", re.IGNORECASE)
"""What stands before a deed that a noun names: "are still considering rate rises later in the year"."""

_UNTIL = re.compile(r"\b(?:until|till|through)\s+(?:at least\s+)?$", re.IGNORECASE)
_KEPT = re.compile(
    r"\b(?:clos|cancel|suspend|extend|shut|halt|ban(?:s|ned)?\b|stay|remain|postpon|quarantin|stopp|adjourn)\w*", re.IGNORECASE,
)


_IN_FORCE = re.compile(
    r"takes? (?:place|office|effect|part|over)\b"
    r"|go(?:es)? (?:to the polls|to caucus|to trial|to court|on sale|on trial|into effect|into force)\b"
)
"""The same of two words."""


_SELF = re.compile(r"\b(?:I|me|my|you|your)\b|\bI['’]|\b[Ll]et['’]s\b|\b[Ww]e could\b")
_QUOTED = re.compile(r"“[^”]*(?:”|$)|\"[^\"]*(?:\"|$)|''.*?(?:''|$)|‘[^’]*’")
_CHRONICLE = re.compile(
    r"^\W*(?:[A-Z]\w+,? )?(?:\d{1,2}(?:st|nd|rd|th)? [A-Z][a-z]+|[A-Z][a-z]+\.? \d{1,2})(?:,? \d{4})?\s*[:–—-]\s",
)
_QUESTION = re.compile(r"\W*(?:Are|Is|Do|Does|Did|Isn['’]t|Aren['’]t|Don['’]t|Doesn['’]t)\b")
"""A question, whatever its mark: "Are parents expected to stay at home until June."."""

_MARKED = re.compile(
    r"<\w+ |\b(?:Sun|Satur|Mon|Tues|Wednes|Thurs|Fri)day (?:\w+ )?talk shows?\b"
    r"|\b\d{1,2}[:.]\d\d ?(?:[ap]\.?m\.?)?,? ?(?:on |UK time|BST|GMT,? \w+day)|\bposted (?:on|at|by)\b|\bwrote:"
    r"|\b\d{1,2}:\d\d \d{1,2}(?:st|nd|rd|th)? [A-Z][a-z]{2}"
    r"|\b(?:live (?:stream|blog|updates|feed|coverage)|[Tt]une in|[Ff]ollow along|[Ss]ign up|[Cc]lick here|[Ss]ubscribe|[Nn]ewsletter"
    r"|stream below)\b",
)
"""Marks of a page, a post or a comment."""


_BESIDE_ANOTHER = re.compile(r"(?:the|a|that) (?:day|night|week|weekend|month|year)s? (?:before|after|following)\b", re.IGNORECASE)
"""A day that is told by another happening's, which may be of any year: "the week before the congress"."""


_TRIED = re.compile(r"\b(?:major|big|key|real|first|crucial|litmus|early|important|severe) $", re.IGNORECASE)
"""What makes a test one of strength: "this week will be a major test of the pact"."""

_WORKS = re.compile(r"\s+(?:will|would|could|may|might|is likely to|is sure to)\s+(?:\w+ly\s+)?(\w+)", re.IGNORECASE)


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
    if _CHRONICLE.match(sentence) or _MARKED.search(sentence) or sentence.rstrip(" ”\"’'").endswith("?") or _QUESTION.match(sentence):
        return False
    if _SELF.search(_QUOTED.sub(" ", sentence)) and not before.count('"') % 2:
        return False
    published, first, last = plan["published_at"].tz_localize(None).normalize(), plan["earliest"], plan["latest"]
    if first < published and last - first > MONTH:  # "this century will be hers"
        return False
    date = "" if pd.isna(plan["date_start"]) else sentence[int(plan["date_start"]) - int(plan["sentence_start"]):]
    if _BESIDE_ANOTHER.match(date):
        return False
    if names_election(plan):
        return True
    if _is_foretold(text, before, after) or is_forecast(text, before, after):
        return False
    if _is_kept_up(plan, sentence):
        return True
    if _BY_THE_END.search(before) and text == "end":
        return bool(_CUE.search(_BREAKS.split(before[-REACH:])[-1]))
    if text.endswith("ing") and _PROGRESSIVE.search(before):
        return last - first <= MONTH and text not in plan_words()["befalls"]
    if text in plan_words()["returning"] and last - first <= MONTH and _CUE.search(before[-REACH:]):
        return True
    if _is_noun(text) and not _CHAIN.search(before) and not (text in plan_words()["verbs_too"] and _AND.search(before)):
        if _WEIGHED.search(before[-NEAR:]):
            return True
        foretold = {text, text.removesuffix("s")} & plan_words()["befalling"] or plan["status"] == "conditional"
        return not foretold and not is_over(text, before, after, date) and _is_scheduled(text, before, after, last - first)
    possible = plan["status"] == "conditional"
    if possible and before.count('"') + before.count("“") + before.count("”") & 1:  # what a speaker thinks possible
        return False
    if (possible and first <= published) or (last - first > MONTH and _UNSURE.search(before[-NEAR:])):
        return False
    return _commits(text, before, after, possible=possible, brief=last - first <= MONTH)


def _is_foretold(text: str, before: str, after: str) -> bool:
    """Whether it is somebody's opinion, a vote cast by nobody in particular, or will never be."""
    left = _BREAKS.split(before)[-1]
    return bool(_OPINION.search(left) or _NEVER.search(before[-20:] + after[:20]) or (text == "vote" and after.startswith(" for")))


def _is_kept_up(plan: Mapping[str, Any], sentence: str) -> bool:
    """Whether something is kept up until the day: "has cancelled all flights until 8 May"."""
    if pd.isna(plan["date_start"]) or plan["latest"] - plan["earliest"] >= MONTH:
        return False
    before = sentence[:int(plan["date_start"]) - int(plan["sentence_start"])]
    return bool(_UNTIL.search(before[-12:]) and _KEPT.search(before[-REACH:]))


def _is_scheduled(text: str, before: str, after: str, length: pd.Timedelta) -> bool:
    """Whether the noun of a happening is one of an occasion, or a verb beside it schedules it."""
    if _UNLESS_SO.search(before):
        return False
    if text == "test" and _TRIED.search(before):
        return False
    works = _WORKS.match(after)
    if text in plan_words()["working"] and works and works[1].lower() in plan_words()["effects"]:
        return False
    if length <= _DAYS and {text, text.removesuffix("s")} & (plan_words()["elections"] | plan_words()["occasions"]):
        return True
    if length > MONTH:
        return False
    left = _BREAKS.split(before)[-1][-NEAR:]
    if _NOT.search(left):
        return False
    if text.endswith("ing"):
        return left.rstrip().endswith(("deadline on", "deadline for", "date for"))
    right = _BREAKS.split(after)[0][:NEAR]
    following = _CUE.search(right)
    if following and _NOT.search(right[:following.end()]):  # "the prize won't be given next week"
        return False
    done = following and re.match(r"\s*(?:be )?(\w+)", right[following.end():])
    if done and done[1].lower() in plan_words()["befalls"]:  # "sales will double"
        return False
    return bool(following or _CUE.search(left))


def _commits(text: str, before: str, after: str, *, possible: bool, brief: bool) -> bool:
    """Whether the verb is one that somebody commits themselves with."""
    if (text == "have" and after.startswith(" to ")) or _IF.search(after[:NEAR].split(",")[0]):
        return False
    if text in plan_words()["befalls"] or _NEED.search(before) or (text in plan_words()["timed"] and not before.strip()):
        return False
    if text in _BEINGS:
        held = text in ("is", "are", "was", "were") and not _AIM.search(before) and _TO_BE_DONE.match(after)
        return bool(held or (_CHAIN.search(before) and _PLACED.match(after)))
    chained = _CHAIN.search(before)
    if chained and re.match(r"to\s+be\s", chained.group(), re.IGNORECASE):
        return True
    if chained and chained.group().split()[0].lower() == "to":
        return bool(_CUE.search(_BREAKS.split(before[-REACH:])[-1]))
    if possible:
        return bool(chained and (brief or _PASSIVE.search(before)))
    if chained:
        return True
    if _IN_FORCE.match(text + after) and brief:
        return True
    if text in plan_words()["timed"] and not _UNLESS_SO.search(before) and (brief or text in plan_words()["lasting"]):
        return True
    if text.endswith("ed") and not _PASSIVE.search(before):
        return text in ("scheduled", "slated", "planned", "expected", "booked", "rescheduled")
    if text.endswith("ing") or (text.endswith("s") and not text.endswith("ss")):
        return False
    return bool(_AND.search(before) and _CUE.search(_BREAKS.split(before[-REACH:])[-1]))


def _is_noun(text: str) -> bool:
    return text in event_nouns() or text.removesuffix("s") in event_nouns()
