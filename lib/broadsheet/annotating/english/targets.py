"""Which mentions a sentence can express a stance toward, by the grammar around them.

A name is often in a sentence without being spoken of: as the owner of what is ("Norland's refugees"), as a place ("people in
Norland"), as the measure of a comparison ("better than Roth"), as the body of somebody's office ("British Prime Minister Ida
Roth"). A model that is asked about such a mention answers with what the sentence says of something else.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache

from broadsheet.annotating.english.names.wordlists import role_nouns, titles
from broadsheet.annotating.english.names.words import Words, read_words
from broadsheet.annotating.english.not_judged import is_not_judged
from broadsheet.annotating.parser.parsed import ParsedArticle
from broadsheet.annotating.sentiment.targets import Mentioned
from broadsheet.annotating.sentiment.voices import Said
from broadsheet.resources import data_list, data_set

_OFFICE = re.compile(
    r"(?:['’]s?)?\s(?:[A-Z][\w-]*\s(?:and\s)?|(?:deputy|former|acting|foreign|prime|interim|senior)\s){0,4}(?P<office>[\w-]+)\s",
)
"""From the name of a country or an organisation to the name of somebody in its office."""

_TITLE = 80
"""Characters in which a title ends."""

_OWNED = frozenset({"poss", "amod", "compound", "nmod"})
_ASSERTING = frozenset({"nsubj", "nsubjpass", "aux", "oprd", "ccomp"})
_COMMENTS = frozenset({"relcl", "appos", "amod", "acl"})
_STANDING = frozenset({"country", "group", "person"})
"""The kinds that are apart from those who belong to them; the people of an organisation are the organisation."""


def spoken_of(mentions: Sequence[Mentioned], article: ParsedArticle, quotes: Sequence[Said]) -> list[Mentioned]:
    """The mentions that the sentences of the article speak of.

    Parameters
    ----------
    mentions
        Those of the article: see `sentiment.targets.mentioned_in`.
    article
        The parsed article.
    quotes
        What its speakers say.

    Returns
    -------
    list of Mentioned
        In their order. Out are a country or an organisation that says whose office
        somebody holds, the country or person that people and places belong to, a country that only says where, what
        something is compared with, whom a sentence does not judge that sounds like it (see `not_judged`), and, in the outlet's
        own words, the object of an act that is only sought, feared or
        prevented ("an attempt to woo Norland").

    Notes
    -----
    The rules read spaCy's parse, and are as right as that is. The object of a finite verb is kept ("Roth has harmed Norland"),
    and so is what a speaker says of such an act: "we want to help Norland" tells where the speaker stands.
    """
    people = sorted(mention.start for mention in mentions if mention.kind == "person" and mention.form == "name")
    words = read_words(article)
    return [
        mention for mention in mentions
        if (mention.start in people or not _in_a_title(article.text, mention.end, people))
        and not _is_beside_the_point(words, mention, quoted=any(said.holds(mention.start, mention.end) for said in quotes))
    ]


def _in_a_title(text: str, end: int, people: Sequence[int]) -> bool:
    """Whether what ends here leads to an office and its holder: "British Prime Minister Ida Roth", "Lund's mayor Kim Berg"."""
    number = bisect_left(people, end)
    if number == len(people) or people[number] > end + _TITLE:
        return False
    found = _OFFICE.fullmatch(text, end, people[number])
    return found is not None and any(found["office"].casefold() in words for words in (titles(), role_nouns()))


def _is_beside_the_point(words: Words, mention: Mentioned, *, quoted: bool) -> bool:
    top = _top(words, mention)
    if top is None:
        return False
    if mention.kind in _STANDING and _owns_people_or_places(words, top):
        return True
    if mention.kind == "country" and _is_where(words, top):
        return True
    if words.dep[top] == "pobj" and words.lower[words.head[top]] == "than":
        return True
    if is_not_judged(words, top):
        return True
    return not quoted and _is_only_acted_on(words, top)


def _top(words: Words, mention: Mentioned) -> int | None:
    """The mention's own head, or that of the first of the names it is joined to: "in Norland and Sudland"."""
    first = bisect_left(words.start, mention.start)
    last = bisect_left(words.start, mention.end) - 1
    if not first <= last < len(words):
        return None
    top = next((i for i in range(last, first - 1, -1) if not first <= words.head[i] <= last or words.head[i] == i), last)
    while words.dep[top] == "conj" and words.head[top] < top and words.pos[words.head[top]] in ("PROPN", "ADJ"):
        top = words.head[top]
    return top


def _owns_people_or_places(words: Words, top: int) -> bool:
    """"Norland's failed asylum-seekers", "Roth supporters", "in British eyes"."""
    return words.dep[top] in _OWNED and words.lemma[words.head[top]].casefold() in _belonging()


def _is_where(words: Words, top: int) -> bool:
    """"people living in Norland", "fled to Norland", "visited Norland"."""
    governor, place = words.head[top], _place_words()
    if words.dep[top] == "dobj":
        return words.lemma[governor].casefold() in place["goal"]
    if words.dep[top] != "pobj" or words.dep[governor] != "prep":
        return False
    above = words.head[governor]
    lemma = words.lemma[above].casefold()
    if words.lower[governor] in place["where"]:
        if {lemma, words.lemma[governor - 1].casefold()} & place["attitude"]:
            return False
        return words.pos[above] == "VERB" or lemma in _belonging() or lemma in role_nouns()
    return words.lower[governor] in place["way"] and lemma in place["move"]


def _is_only_acted_on(words: Words, top: int) -> bool:
    """"a failed attempt to woo Norland", "to keep others from recognising Norland": an act without a subject, and bare of comment."""
    verb = words.head[top]
    if words.dep[top] != "dobj" or words.tag[verb] not in ("VB", "VBG"):
        return False
    comments = any(words.head[i] == top and words.dep[i] in _COMMENTS for i in range(words.left[top], words.right[top] + 1))
    return not comments and not _is_asserted(words, verb)


def _is_asserted(words: Words, verb: int) -> bool:
    """Whether the verb, or the first of those it is joined to, has a subject or an auxiliary, says what something is, or commands."""
    if words.head[verb] == verb and words.tag[verb] == "VB":
        return True
    for i in range(words.left[verb], words.right[verb] + 1):
        if words.head[i] == verb and words.dep[i] in _ASSERTING and words.tag[i] != "TO":
            return True
    joined = words.dep[verb] == "conj" and words.head[verb] < verb
    return joined and _is_asserted(words, words.head[verb])


def _belonging() -> frozenset[str]:
    return data_set("en/sentiment/belonging_nouns.txt")


@lru_cache(maxsize=1)
def _place_words() -> dict[str, frozenset[str]]:
    pairs = [line.split() for line in data_list("en/sentiment/place_words.txt")]
    return {kind: frozenset(word for other, word in pairs if other == kind) for kind in ("where", "way", "move", "goal", "attitude")}
