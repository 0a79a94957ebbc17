"""What is only foretold, supposed or told of the past, and so is no plan, whatever its tense and its day.

"The plan would end free buses", "if she wins, she will move to Marran on Monday", "snow is expected on Friday", "spoke at a rally on
Saturday": nobody commits themselves, or it is over.
"""

from __future__ import annotations

import re
from typing import Final

from broadsheet.analysis.timeline._plan_words import plan_words

CLAUSE: Final = 90
"""Characters beside a happening in which the verb of its clause stands."""

_SUPPOSED = re.compile(
    r"(?<!\beven )\bif\b(?!\s+(?:not|any|only)\b)[^;.]*$|^\W*(?:should|were|had|assuming|suppose)\s[^;.]*,[^;.]*$", re.IGNORECASE,
)
"""What stands under a condition: "if she wins, she will move", "should he lose, he will"."""

_HOPED_FOR = re.compile(r"\b(?:could|would|might|can) happen\b|\bscenario\b|\bpath to\b|\bimagin\w+", re.IGNORECASE)

_WOULD = re.compile(r"(?:\bwould|['’]d)(?:\s+(?:not|also|only|then|likely|be|\w+ly))*\s*$", re.IGNORECASE)
_PROPOSAL = (
    r"\b(?:plans?|proposals?|bills?|measures?|laws?|legislation|amendments?|ideas?|polic(?:y|ies)|reforms?|rules?|schemes?|moves?|cuts?"
    r"|tax(?:es)?)(?: (?:of|by|from|for) [^,;]{1,30})? (?:would|['’]d) "
)
_PROPOSAL_WOULD = re.compile(rf"{_PROPOSAL}(?:(?:not|also|only|then|likely|be|\w+ly) )*$", re.IGNORECASE)
_PROPOSAL_DOES = re.compile(rf"{_PROPOSAL}(?:[\w’'-]+ ){{1,7}}$", re.IGNORECASE)
"""The effect of what is proposed: "the bill would end free buses"; that it would go to a vote on Friday is a plan all the same."""

_SAID = re.compile(
    r"\b(?:said|says|saying|announc\w+|told|adding|added|confirm\w+|promis\w+|vow\w*|pledg\w+|agree\w*|decid\w+|declar\w+|insist\w*|wrote"
    r"|tweeted|according to|report(?:ed|s)|reveal\w+|stat(?:ed|ing)|hint\w*|indicat\w+|knew|signal\w*|plan(?:s|ned)?|schedul\w+|statement"
    r"|spokes\w+|official)\b", re.IGNORECASE,
)
"""Somebody speaks of it: after that "would" is "will", told later."""

_HEARSAY = re.compile(
    r"\b(?:we|you|they|people|everyone|everybody|nobody|viewers|readers|one)(?:['’]ll| will| are going to)\s+"
    r"(?:all |also |soon |probably |be )*(?:hear|hearing|see|seeing|find|know|learn|watch|watching|talk|talking|remember|miss|get)\b",
    re.IGNORECASE,
)
"""Talk of what one will hear or see: "we'll be hearing a lot of him on Monday"."""

_ASKED = re.compile(
    r"\b(?:decid\w*|determin\w*|know\w*|knew|see|say|explain\w*|discuss\w*|(?:un)?clear|ask\w*|question\w*|wonder\w*|choos\w+|matter\w*|influenc\w+|about|on|over|of)"
    r"(?: \w+day)? (?:who|what|which \w+|whether|how)\b[^,;]*$", re.IGNORECASE,
)
"""What is asked or decided: "deciding who will lead the council next year"."""

_GIVEN_UP = re.compile(
    r"\bhad (?:been |once |first |originally )*(?:planned|scheduled|expected|hoped|slated|intended|set|due|booked|wanted|meant)\b[^;]*$"
    r"|\b(?:do|does|did)(?:n['’]t| not) mean\b[^;]*$|\bbetween now and\b[^;]*$", re.IGNORECASE,
)
"""What was planned once, and what is denied to be meant: "had planned to speak on Monday", "unity doesn't mean that he leaves tomorrow"."""

_THWARTED = re.compile(r"\b(?:was|were) (?:set|due|scheduled|supposed|expected|slated|planned|to)\b[^;.]*$", re.IGNORECASE)
_BUT = re.compile(
    r"\b(?:before|but|until)\b[^;.]*\b(?:cancel\w*|postpon\w*|called off|pulled out|withdrew|delay\w*|scrapped|shelved|fell ill)\b", re.IGNORECASE,
)
"""What was to be and did not come: "was to sing on Friday before the storm led to a postponement"."""

_TIME_WILL = re.compile(
    r"^\W*(?:the )?(?:next|coming|following) (?:[\w-]+ ){0,4}?(?:hours?|days?|nights?|weeks?|months?|years?) "
    r"(?:will|would|could|may|might)(?: be| \w+ly)*\s*$", re.IGNORECASE,
)
"""What time brings: "the next ten days will show how bad it is"."""

_SCENES = re.compile(
    r"\b(?:scenes?|videos?|photos?|pictures?|footage|clips?|comments?|remarks|images?|transcripts?|coverage|impressions?) "
    r"(?:from|of|at|during|on)\b[^,;]*$", re.IGNORECASE,
)
"""What there is of an occasion once it is over: "scenes from Tuesday's rally"."""

_EFFECTS = re.compile(
    r"\b(?:would|could|might|may) (?:\w+ly |also |then )*(?:require|need|allow|enable|force|help|encourage|lead|cause|mean|leave|let|make"
    r"|permit|compel|prompt|do well)\b[^,;]*$", re.IGNORECASE,
)
"""What would bring something about: "a sum that would require the club to sell", "a win could encourage him to stay"."""

_CHANCE_EFFECT = re.compile(
    r"\b(?:victor(?:y|ies)|win|loss|defeat|result|outcome|success|failure|sum|delay|poll|survey)\b[^,;]{0,60}"
    r"\b(?:will|would|could|may|might)(?: \w+ly)?\s*$", re.IGNORECASE,
)
"""A happening that will or might do something: "a win in the east could settle the nomination"."""

_UP = re.compile(r"\s+(?:back |further )?(?:up|down)\b(?! (?:to|the|in)\b)")
"""A figure's way: "deficits will go up after 2028"; crews "go up to Marran"."""

_TOLD = re.compile(
    r"\b(?:said|told|was|were|did|had|made|gave|took|came|went|held|spoke|won|lost|began|met|drew|led|sat|stood|saw|heard|got|kept|left"
    r"|ran|brought|thought|found|put|sent|paid|built|wrote|fell|rose|threw|flew|swore|sang|sought|\w{2,}[bcdfghklmnprstvwxyz]ed)\b",
)
_NOT_TOLD = re.compile(
    r"\b(?:will|shall|would|could|to be|is|are|['’]ll|scheduled|set|due|expected|planned|slated|booked|upcoming|before|ahead|until"
    r"|postponed|cancell?ed|for|invited|called off|rescheduled|promis\w+|plan\w*|vow\w+|pledg\w+|agreed|announced|preparing"
    r"|prepared|hoping|hoped|next|deadline)\b", re.IGNORECASE,
)
_NEAR_DAY = re.compile(
    r"(?:on |this |last |late |early )*(?:(?:sun|mon|tues|wednes|thurs|fri|satur)day|tonight|today"
    r"|this (?:week|morning|evening|afternoon|month))", re.IGNORECASE,
)
"""A day that is told by its name alone: which one is meant depends on the tense."""


def is_forecast(text: str, before: str, after: str) -> bool:
    """Whether what the word tells is a condition's or a proposal's effect, weather, or talk of what one will hear.

    Parameters
    ----------
    text
        The word that tells it, lower case.
    before, after
        What stands before and after it in its sentence.
    """
    if _TIME_WILL.match(before) or (_THWARTED.search(before) and _BUT.search(after)):
        return True
    if _GIVEN_UP.search(before) or _ASKED.search(before) or _EFFECTS.search(before) or _CHANCE_EFFECT.search(before):
        return True
    timed = text.endswith("s") and text in plan_words()["timed"]
    supposed = not timed and _SUPPOSED.search(before)  # "if it reaches the court, whose term begins on Monday"
    if supposed or _HOPED_FOR.search(before) or _HEARSAY.search(before[-40:] + text):
        return True
    if _is_weather(text, before, after):
        return True
    if text in ("go", "come", "move") and _UP.match(after):
        return True
    return _is_effect(text, before, after)


def _is_effect(text: str, before: str, after: str) -> bool:
    """Whether "would" tells what something might do, and not what somebody said that they will."""
    if not _WOULD.search(before):
        done = _PROPOSAL_DOES.search(before)
        return done is not None and not set(re.findall(r"[a-z]+", done.group().lower())) & plan_words()["coming_up"]
    if _PROPOSAL_WOULD.search(before) and text not in plan_words()["coming_up"]:
        return True
    return not _SAID.search(before) and not _SAID.search(after)


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
    if _SCENES.search(before[-CLAUSE:]):
        return True
    if not _NEAR_DAY.match(date.lower()):
        return False
    clause = f"{before[-CLAUSE:]} {text} {after[:CLAUSE]}"
    return bool(_TOLD.search(clause)) and not _NOT_TOLD.search(clause)
