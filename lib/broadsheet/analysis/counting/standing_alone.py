"""Whether a sentence can stand alone: whole, about somebody whom it names, news and no caption, title or flourish of its writer.

A brief shows sentences without those around them, so what needs the one before it is left out.
"""

from __future__ import annotations

import re
from typing import Final

import pandas as pd

from broadsheet.analysis.counting.trimming import shortened
from broadsheet.annotating import Layers

_PRONOUNS = "he|she|they|it|this|that|these|those|his|her|their|its"
_UNNAMED = (
    rf"^[“\"'‘]?(?:(?:But|And|Yet|So) )?(?i:{_PRONOUNS}|such|there|here|one|both|we|you|another)\b|^[“\"'‘]?I\b"
    rf"|^(?:In|At|On|By|As|When|While|Until|After|Before|During|For|With) (?:{_PRONOUNS})\b"
    r"|^[^,]{0,90}, (?:he|she|they|it|we|his|her|their)\b"
    r"|^The (?:controversy|move|decision|proposal|report|comments?|remarks|news|incident|announcement|statement|planned|latter|former"
    r"|bank|firm|senator|lawmaker|judge|jury|candidate|officer|driver|author|singer|band|film|book|show|team|player|company|man|woman|suspect|victim|result|plan|measure|deal|clash|row|dispute|vote|ruling|visit|meeting|talk|pilot|attack)"
    r"(?:e?s)?\b(?! (?:of|to|that|by|in|for|between|on)\b)"
    r"|^(?:On|In|By|At|Late|Early|Last|This) (?:(?:late|early|on|in|the|last|next|this|same|night|morning|evening|afternoon|day|week|month|year|end|start|of"
    r"|[A-Z][a-z]+day|[A-Z][a-z]{2,8}\.?|\d{1,4}(?:st|nd|rd|th)?),? ){1,4}(?:he|she|they|it|his|their)\b"
    r"|\b(?:that|the same) (?:day|night|week|month|year|morning|evening|afternoon|weekend)\b"
    r"|\b(?:that|this) (?:deadline|move|decision|vote|meeting|visit|plan|proposal|remark|claim|ruling|poll|bill"
    r"|(?:Jan|Febr)uary|March|April|June|July|August|\w+ember|October)\b"
    r"|, (?:however|though|too|meanwhile|instead|by contrast|in contrast|for example|for instance)[,.]"
    r"|\bthe same (?!\w+ as\b)\w+\b"
    r"|\b(?:announced|defended|welcomed|condemned|critici[sz]ed|made|backed|opposed) the (?:move|decision|comments?|remarks?|proposal)\b"
    r"(?! (?:of|to|that)\b)"
    r"|^[A-Z][\w’-]+(?: [A-Z][\w’-]+)* (?:himself|herself|itself|themselves)\b"
    r"|^[^“”\"]*\b(?:[Ww]e|[Oo]ur|us|I|my|[Yy]ou|[Yy]our)\b[^“”\"]*$|\?|^[^“”]{0,40}”"
)
"""What a sentence begins with that has to do with one before it; the outlet on itself; and a question."""

_CAPTION = (
    r"^[^,]{5,60} (?:speaks|looks|stands|poses|walks|arrives|holds|waits|waves|listens|sits|leaves|talks)\b.* "
    r"(?:[A-Z][a-z]+day|[A-Z][a-z]{2,8}\.? \d{1,2}|\d{4})\.$"
)
"""The words below a picture: what somebody does in it, with a day at the end."""

_BEGINS = (
    "Thousands|Hundreds|Dozens|Millions|Tens|Scores|Ten|Eleven|Twelve|Twenty|Thirty|Forty|Fifty|Sixty|Seventy|Eighty|Ninety"
    "|(?:Twenty|Thirty|Forty|Fifty|Sixty|Seventy|Eighty|Ninety)-\\w+|The|An?|It|He|She|They|His|Her|Their|This|That|These|Those|Some|Many|Most|More|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten|Up"
    "|In|At|On|For|With|After|As|When|While|Since|Once|Amid|Despite|Photograph|Photo"
)
_RUN_IN: Final = re.compile(
    rf"(?<!vitamin)(?<!hepatitis)(?<!influenza)(?<!group)(?<!type)(?<!grade)(?<=[a-z]{{3}}) (?:{_BEGINS}) [a-z]"
    rf"|(?<=\w\w) (?:For|In|On|At|With|After|As|When|While|Since|Amid|Despite|Up|More|Some|Many) (?:the|an?|of|to|than|his|her|its|their|\d+) [a-z]"
    r"|(?<!in|of|to|by|at|on|or)(?<!and|for|the|via|old|new|see)(?<!from|with|told|near|read|band|film|play|show|song|book)(?<=[a-z]{4}) The [A-Z]"
    r"|(?<=[a-z]{3}) An? [A-Z]{2,}|^(?:[A-Z][A-Z'’&.-]+ ){4}|^\([A-Z][A-Za-z]+\) |^([A-Z]\w{4,})\b[^,;“]{5,90}[a-z] \1 [a-z]|\w [•|*] \w"
)
"""A caption, a crosshead or the name of a picture agency that ran into the sentence: "Boats at the quay Five owners were heard"."""

_RHETORIC = (
    r"^(?:Last|This) \w+ (?:proved|showed|reminded)\b|\b(?:came|comes|boils|boiled) down to\b|\bmay (?:sound|seem|look) like\b"
    r"|\b(?:will|would) be (?:closely |directly )?(?:tied|linked) to\b|\bwill be able to make the case\b"
    r"|\b(?:could|might|may) (?:\w+ly )?(?:play|be in|contain|help|mean|prove|become|hurt|boost|cost|make|give|have|shape|affect)\b"
    r"|^In an? (?:\w+ )?\w+ (?:twist|irony)\b|^[“\"](?:Well|Yes|No|Yeah|Look|Oh|Hey)\b"
    r"|\b(?:those|these) (?:numbers|figures|words|remarks|comments|claims)\b"
    r"|^(?:Today|Tomorrow|Tonight) (?:is|was|marks)\b|\bwere having none of it\b|^[A-Z][^,;“]{2,40} (?:is|are) (?:an? |the )[\w -]{3,40} (?:that|which|who)\b"
    r"|^For all the\b"
    r"|^(?:Nothing|Imagine|Consider|Forget|Remember|Welcome|Meet|Call|Say)\b|^(?:Perhaps|Maybe|Clearly|Surely|Of course|Frankly|Indeed)\b|!"
    r"|\bhad an? (?:\w+ )?\w+ (?:day|night|week|month|year)\b|^Among (?:the|those|these) [^,:]{2,40}:|^(?:Below|Above|Here|See)\b"
)
"""The writer's own flourish: nothing that happened."""

TITLED: Final = 0.75
"""Share of longer words with a capital, above which a sentence is written like a title."""

_QUOTED: Final = re.compile(r"“[^”]*”|\"[^\"]*\"|''.*?''")
_FEW_OWN: Final = 4
"""Words outside quotation marks below which a sentence only lists or quotes: '"Flu spreads", "Schools shut".'."""

_FINITE: Final = re.compile(
    r"\b(?:is|are|was|were|has|(?<!to )have|had|will|would|says|said)\b|(?:[,;:“”\"—–]| - |\b(?:and|or|but|nor|that|who|whom|which|whose|what|when|where|while|why|how|as|because"
    r"|if|than|whether|since|after|before|until|till|though|although|so|unless|once|like|for)\b)", re.IGNORECASE,
)
_VERBS: Final = frozenset(("is", "are", "was", "were", "has", "have", "had", "will", "would", "says", "said"))
_SPEAKS: Final = frozenset(("says", "said"))

LONGEST: Final = 46
"""Words of the longest sentence that is told."""


def titles(sentences: pd.Series, layers: Layers) -> pd.Series:
    """Whether each is the title of an article, or written like one: "Ada Moss Opens Quay"."""
    known = {" ".join(str(title).split()).casefold().rstrip(".;!") for title in layers.articles["title"].dropna()}
    words = sentences.str.count(r"\b[A-Za-z][\w’']{3,}")
    capitals = sentences.str.count(r"\b[A-Z][\w’']{3,}")
    return sentences.str.casefold().str.rstrip(".;!").isin(known) | (capitals > TITLED * words)


def whole(sentences: pd.Series) -> pd.Series:
    """Whether each can stand alone: it ends as a sentence does, its quotations with it, and is about nobody named only before it."""
    closed = (sentences.str.count("“") == sentences.str.count("”")) & (sentences.str.count('"') % 2 == 0)
    fits = sentences.str.split().map(len, na_action="ignore") <= LONGEST
    closed &= sentences.str.count(r"\(") == sentences.str.count(r"\)")
    alone = ~sentences.str.contains(_UNNAMED) & ~sentences.str.contains(_CAPTION) & ~sentences.str.contains(_RHETORIC)
    alone &= ~pd.Series([_is_two(one) or _is_list(one) for one in sentences], index=sentences.index, dtype=bool)
    alone &= ~pd.Series([bool(_RUN_IN.search(shortened(one))) for one in sentences], index=sentences.index, dtype=bool)
    return closed & fits & alone & sentences.str.contains(r"^[^a-z].*[.”\"’]$")


def _is_list(sentence: str) -> bool:
    """Whether hardly a word of a sentence is outside quotation marks."""
    return len(_QUOTED.sub(" ", sentence).split()) < _FEW_OWN


def _is_two(sentence: str) -> bool:
    """Whether two clauses stand side by side and nothing joins them: a caption that ran into the sentence.

    "Boats have reached the quay Dutch crews have begun to unload". After a verb of speech the second clause needs no word: "said he was".
    """
    open_, seen = False, _FINITE.findall(shortened(sentence).lower())
    for word in seen:
        if not word.isalpha() or word not in _VERBS:
            open_ = False
        elif open_:
            return True
        else:
            open_ = word not in _SPEAKS
    return False
