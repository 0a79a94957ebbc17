"""A capital or a seat of government as the name of its government: "Pristina seeks …", not "in Pristina on Wednesday".

The governor decides, as in the metonymy task of SemEval-2007 (Markert & Nissim): subject or object of a verb that only
people and institutions take, possessor of what only they have, party to talks, agreements and ties.
"""

from __future__ import annotations

from broadsheet.annotating.english.names import wordlists
from broadsheet.annotating.english.names.words import Words

SEAT_OF = {"Brussels": ("organisation", "European Union")}
"""Towns that stand for another body than their country's government."""

_WITH = frozenset({"with", "between", "against", "toward", "towards", "on", "for", "from", "by", "to"})


def is_metonym(words: Words, first: int, last: int) -> bool:
    """Whether the town or building at these tokens stands for its government."""
    if first > 1 and words.text[first - 1] == "-" and words.lower[first - 2] in ("pro", "anti"):
        return True
    return _acts(words, last, depth=0)


def _acts(words: Words, i: int, *, depth: int) -> bool:
    verbs, nouns = wordlists.words("metonym_verbs.txt"), wordlists.words("metonym_nouns.txt")
    head, dep = words.head[i], words.dep[i]
    lemma = words.lemma[head].casefold()
    if dep == "conj" and depth < 4:
        return _acts(words, head, depth=depth + 1)
    if dep == "appos":
        return False
    if dep in ("nsubj", "nsubjpass"):
        return lemma in verbs or _governs(words, head, verbs)
    if dep in ("dobj", "dative"):
        return lemma in verbs and lemma in wordlists.words("metonym_objects.txt")
    if dep == "poss":
        return lemma in nouns
    if dep in ("compound", "nmod", "amod"):
        return lemma in nouns
    if dep == "agent":
        return True
    if dep == "pobj" and words.lower[head] in _WITH:
        return _party(words, head, nouns, verbs)
    return False


def _governs(words: Words, verb: int, verbs: frozenset[str]) -> bool:
    """"Moscow is trying to …", "London has been accused of …": the verb is light, and the one it governs decides."""
    if words.lemma[verb].casefold() not in ("be", "have", "begin", "start", "continue", "try", "seem", "appear"):
        return False
    return any(
        words.head[k] == verb and words.dep[k] in ("xcomp", "ccomp", "acomp") and words.lemma[k].casefold() in verbs
        for k in range(verb + 1, min(verb + 8, len(words)))
    )


def _party(words: Words, preposition: int, nouns: frozenset[str], verbs: frozenset[str]) -> bool:
    governor = words.head[preposition]
    lemma, form = words.lemma[governor].casefold(), words.lower[preposition]
    if words.dep[preposition] == "agent" or form == "by":
        return words.pos[governor] == "VERB" or lemma in nouns
    if form in ("with", "between", "against", "toward", "towards"):
        return lemma in nouns or lemma in verbs
    return lemma in nouns and lemma in wordlists.words("metonym_party_nouns.txt")
