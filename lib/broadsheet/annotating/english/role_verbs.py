"""Offices that verbs state: "X is the mayor", "X, who served as envoy", "X was appointed minister", "X replaced Y as leader"."""

from __future__ import annotations

from collections.abc import Iterator

from broadsheet.annotating.english.names.words import Words

_COPULAS = frozenset({"be", "become", "remain"})
_APPOINTING = frozenset({
    "appoint", "name", "elect", "reelect", "re", "nominate", "crown", "inaugurate", "make", "choose", "pick", "select", "confirm",
    "install",
})
_REMOVING = frozenset({"sack", "fire", "dismiss", "oust", "remove", "depose", "replace", "succeed", "drop", "suspend"})
"""Verbs whose object held the office until then: "was sacked as minister"."""
_FOLLOWING = frozenset({"replace", "succeed", "follow"})
"""Verbs whose subject holds the office from then on: "replaced Finch as envoy"."""
_HOLDING = frozenset({
    "serve", "work", "act", "resign", "quit", "return", "continue", "stand", "retire", "speak", "take", "step", "remain", "start", "begin",
})
_LASTING = frozenset({"remain", "continue", "stay"})
_UNREAL = frozenset({"would", "could", "might", "may", "should", "can"})
_FUTURE = frozenset({"will", "shall", "'ll", "’ll"})
_CONDITIONS = frozenset({"if", "unless", "whether"})
_SPANNING = frozenset({"from", "until", "till", "between"})
"""Before a year these say when an office was held: "was a partner from 2002 to 2010"."""
_SUBJECTS = ("nsubj", "nsubjpass")
_YEAR = 4
_BACK, _ON = 12, 16
"""Tokens before and after a verb among which its dependents are looked for."""


def stated_offices(words: Words, top: int, last: int) -> Iterator[tuple[int, bool]]:
    """The heads of the offices that the verbs around a name state of it, each with whether the clause says that it is over.

    Parameters
    ----------
    top, last
        The tokens of the name that its other tokens hang on, and its last.
    """
    for verb, part in _parts(words, top, last):
        if _is_real(words, verb):
            over = _is_over(words, verb)
            yield from ((head, over) for head in _offices(words, verb, part, top))
    named = _named_to(words, top, last)
    if named is not None:
        yield named, False


def _parts(words: Words, top: int, last: int) -> Iterator[tuple[int, str]]:
    """The verbs whose subject, passive subject, object or agent the name is, with which of these it is."""
    verb, dep = words.head[top], words.dep[top]
    if dep in ("nsubj", "nsubjpass", "dobj", "poss") and verb != top:
        yield verb, "subject" if dep == "poss" else _part(words, verb, dep)
        if dep in _SUBJECTS:
            yield from _joined(words, verb)
    for k in range(last + 1, min(last + _ON, len(words))):
        clause = words.head[k]
        if words.dep[k] in _SUBJECTS and words.lower[k] == "who" and words.dep[clause] == "relcl" and words.head[clause] == top:
            yield clause, _part(words, clause, words.dep[k])
            yield from _joined(words, clause)
    if dep == "pobj" and words.lower[verb] == "by":
        # "was succeeded as envoy by Finch": the parse hangs "by" on the minister.
        governor = words.head[verb]
        while governor != words.head[governor] and words.pos[governor] not in ("VERB", "AUX"):
            governor = words.head[governor]
        yield governor, "agent"


def _joined(words: Words, verb: int) -> Iterator[tuple[int, str]]:
    """Verbs that share the subject: "was sacked and is now a farmer"."""
    for k in range(verb + 1, min(verb + _ON, len(words))):
        if words.dep[k] == "conj" and words.head[k] == verb and words.pos[k] in ("VERB", "AUX"):
            own = [j for j in range(verb + 1, k) if words.head[j] == k and words.dep[j] in _SUBJECTS]
            if not own:
                yield k, _part(words, k, "nsubj")


def _part(words: Words, verb: int, dep: str) -> str:
    if dep == "dobj":
        return "object"
    passive = any(words.head[k] == verb and words.dep[k] == "auxpass" for k in range(max(verb - 6, 0), verb))
    return "object" if dep == "nsubjpass" or passive else "subject"


def _offices(words: Words, verb: int, part: str, top: int) -> Iterator[int]:
    lemma = words.lemma[verb].casefold()
    reach = range(max(verb - _BACK, 0), min(verb + _ON, len(words)))
    if lemma in _COPULAS and part == "subject":
        yield from (k for k in reach if words.head[k] == verb and words.dep[k] == "attr" and k > verb)
    elif lemma in _APPOINTING and part == "object":
        yield from (k for k in reach if words.head[k] == verb and words.dep[k] in ("oprd", "attr", "dobj", "ccomp") and k != top)
    for k in reach:
        tie = words.head[k]
        if words.dep[k] == "pobj" and words.lower[tie] == "as" and _is_of(words, tie, verb) and _states(words, lemma, part, k):
            yield k


def _states(words: Words, lemma: str, part: str, noun: int) -> bool:
    """Whether verb and "as" state an office of that part: "served as envoy", "resigned as leader", "speaking as Foreign Secretary"."""
    if part == "agent":
        return lemma in _FOLLOWING
    if part == "object":
        return lemma in _APPOINTING | _REMOVING
    own = any(words.head[k] == noun and words.dep[k] == "poss" for k in range(max(noun - 6, 0), noun))
    if lemma in _APPOINTING | _REMOVING - _FOLLOWING or own:  # with Finch as his secretary, Noll took office
        return False
    return lemma in _HOLDING | _FOLLOWING or words.text[noun][:1].isupper()


def _is_of(words: Words, preposition: int, verb: int) -> bool:
    """Whether the preposition hangs on the verb, or on a participle before it: "Speaking as mayor, Noll said"."""
    governor = words.head[preposition]
    return governor == verb or words.head[governor] == verb and words.tag[governor] == "VBG" and words.dep[governor] == "advcl"


def _is_over(words: Words, verb: int) -> bool:
    """Whether a verb in the past has an end beside it: "was a partner from 2002 to 2010", "served as envoy before she was elected"."""
    if words.tag[verb] != "VBD":
        return False
    if any(words.lower[k] == "before" and words.dep[k] == "mark" and words.head[words.head[k]] == verb for k in _behind(words, verb)):
        return True
    ahead = range(verb + 1, min(verb + _ON, len(words) - 1))
    return any(
        words.lower[k] in _SPANNING and _is_year(words, k + 1) for k in ahead if words.sentence[k + 1] == words.sentence[verb]
    )


def _behind(words: Words, verb: int) -> range:
    return range(verb + 1, min(verb + _ON, len(words)))


def _is_year(words: Words, i: int) -> bool:
    return words.text[i].isdigit() and len(words.text[i]) == _YEAR


def _is_real(words: Words, verb: int) -> bool:
    """Whether the verb is neither negated, nor only possible, nor still to come: "is no longer", "could become", "will become"."""
    if words.dep[verb] == "conj" and _has_condition(words, words.head[verb]):  # if they win and Noll becomes mayor
        return False
    lasting = words.lemma[verb] in _LASTING
    for k in range(max(verb - 6, 0), min(verb + 4, len(words))):
        if words.lower[k] == "longer" and words.lower[k - 1] in ("no", "not", "any") and words.head[k] == verb:
            return False
        if words.head[k] != verb:
            continue
        if words.dep[k] == "neg" or words.dep[k] == "mark" and words.lower[k] in _CONDITIONS:
            return False
        if words.tag[k] == "TO" and words.lemma[verb].casefold() in _COPULAS:  # too much for Trump to be the nominee
            return False
        if words.dep[k] == "aux" and (words.lower[k] in _UNREAL or words.lower[k] in _FUTURE and not lasting):
            return False
    return True


def _has_condition(words: Words, verb: int) -> bool:
    ahead = range(max(verb - _BACK, 0), verb)
    return any(words.head[k] == verb and words.dep[k] == "mark" and words.lower[k] in _CONDITIONS for k in ahead)


def _named_to(words: Words, top: int, last: int) -> int | None:
    """The office of "appointed Nora Vale defence minister", where the parse takes name and office for one noun."""
    office = words.head[top]
    if words.dep[top] not in ("compound", "nmod") or office <= last or words.dep[office] not in ("dobj", "oprd", "attr"):
        return None
    verb = words.head[office]
    return office if words.lemma[verb].casefold() in _APPOINTING and verb < top and _is_real(words, verb) else None
