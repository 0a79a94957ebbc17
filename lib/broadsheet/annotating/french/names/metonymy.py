"""A capital as the name of its government: "Belgrade refuse de …", not "à Belgrade mercredi".

The governor decides, as in the metonymy task of SemEval-2007 (Markert & Nissim): subject of a verb that only people and institutions
take, owner of what only they have, party to talks and ties.
"""

from __future__ import annotations

from functools import lru_cache

from broadsheet.annotating.french.names import wordlists
from broadsheet.annotating.french.reading import Words
from broadsheet.annotating.french.verbs import forms_of

_LIGHT = frozenset({"vouloir", "pouvoir", "devoir", "aller", "venir", "commencer", "continuer", "sembler", "être", "avoir", "dire", "faire"})
_PARTY = frozenset({"de", "d'", "d’", "avec", "entre", "contre", "par", "et"})
_SAYING = (["savoir"], ["valoir"], ["part"], ["pression"])
"""What makes of "faire" the deed of a government."""
_WHERE = frozenset({"à", "dans", "vers", "depuis", "près", "chez"})


def is_metonym(words: Words, first: int, last: int) -> bool:
    """Whether the town at these tokens stands for its government."""
    if first > 0 and words.lower[first - 1] in _WHERE:
        return False
    heads = range(first, last + 1)
    top = next((i for i in heads if words.head[i] not in heads or words.head[i] == i), last)
    return _acts(words, top, depth=0)


def _acts(words: Words, i: int, *, depth: int) -> bool:
    verbs, nouns = wordlists.words("metonym_verbs.txt"), wordlists.words("metonym_nouns.txt")
    head, dep = words.head[i], words.dep[i]
    if dep == "conj" and depth < 4:
        return _acts(words, head, depth=depth + 1)
    lemma = _lemma(words, head)
    case = next((words.lower[k] for k in range(words.left[i], i) if words.head[k] == i and words.dep[k] == "case"), None)
    if dep in ("nsubj", "nsubj:pass") and case is None:
        return lemma in verbs or lemma in _LIGHT and _governs(words, head, verbs) or lemma == "faire" and words.lower[head + 1:head + 2] in _SAYING
    if dep in ("obl:agent",) or case == "par":
        return lemma in verbs or lemma in nouns
    if case in _PARTY and dep in ("nmod", "obl:arg", "obl:mod", "obl"):
        return lemma in nouns
    return dep == "obj" and case is None and lemma in ("accuser", "appeler", "critiquer", "exhorter", "presser", "inviter", "accusé")


def _lemma(words: Words, i: int) -> str:
    """The lemma of a word; of a verb that the tagger gives none the one whose form it is: "cherche"."""
    lemma = words.lemma[i].casefold()
    return lemma if lemma != words.lower[i] or words.pos[i] != "VERB" else _verbs().get(lemma, lemma)


@lru_cache(maxsize=1)
def _verbs() -> dict[str, str]:
    """Form of a verb of governments → its lemma."""
    return {form: lemma for lemma in wordlists.words("metonym_verbs.txt") for form in forms_of(lemma)}


def _governs(words: Words, verb: int, verbs: frozenset[str]) -> bool:
    """"Moscou veut négocier": the verb is light, and the one it governs decides."""
    after = range(verb + 1, min(verb + 8, len(words)))
    return any(words.head[k] == verb and words.dep[k] in ("xcomp", "ccomp") and words.lemma[k].casefold() in verbs for k in after)
