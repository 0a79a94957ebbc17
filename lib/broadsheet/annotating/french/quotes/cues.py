"""Where a French article attributes words: each reporting verb with its auxiliary, whether its subject follows, and what is denied."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from broadsheet.annotating.french.quotes.lexicon import Cue, cue_phrases, cue_verbs, lemma_of_forms
from broadsheet.annotating.french.reading import Words, verb_form
from broadsheet.annotating.french.verbs import forms_of

PRONOUNS = frozenset({"-il", "-elle", "-ils", "-elles", "-je", "-on", "-nous", "-vous"})
_CLITICS = frozenset(
    {"l'", "l’", "le", "la", "les", "lui", "leur", "y", "en", "s'", "s’", "se", "m'", "m’", "me", "nous", "vous", "t'", "n'", "n’", "ne"}
)
_HAVE = frozenset(
    {"a", "ont", "avait", "avaient", "aurait", "auraient", "aura", "ai", "avons", "ayant", "eut", "avoir", "auront", "ait", "aient"}
)
_BE = frozenset({"est", "sont", "était", "étaient", "serait", "étant", "fut"})
_REFLEXIVE = frozenset({"s'", "s’", "se"})
_NOT = frozenset({"pas", "jamais", "plus", "guère", "aucunement"})


@dataclass(frozen=True, slots=True)
class Found:
    """A cue at tokens `first` to `last`; `verb` is its verb, `pronoun` the one that is tied to it ("estime-t-il")."""

    first: int
    last: int
    verb: int
    lemma: str
    cue: Cue
    pronoun: int | None
    denied: bool
    finite: bool


def find_cues(words: Words) -> list[Found]:
    """The reporting verbs of the article, in text order; in quotation marks those that a comma cuts off: "« Oui, dit-elle, …"."""
    return [cue for cue in _cues(words) if not words.quoted[cue.verb] or _is_cut_off(words, cue)]


def _is_cut_off(words: Words, cue: Found) -> bool:
    k = cue.first - 1
    while k > 0 and (words.lower[k] in _HAVE | _CLITICS or words.text[k] in ("-t",) or words.lower[k] in PRONOUNS):
        k -= 1
    return words.text[k] == "," and (cue.pronoun is None or words.lower[cue.pronoun] in ("-il", "-elle", "-ils", "-elles", "-on"))


def _cues(words: Words) -> Iterator[Found]:
    verbs, forms, openers, number = cue_verbs(), lemma_of_forms(), _openers(), len(words)
    i = 0
    while i < number:
        if not words.text[i][:1].isalpha():
            i += 1
            continue
        lemma = words.lemma[i].casefold()
        phrase = _phrase(words, i) if words.lower[i] in openers or lemma in openers else None
        if phrase is not None:
            yield phrase
            i = phrase.last + 1
            continue
        is_verb = lemma in verbs and words.pos[i] in ("VERB", "AUX")
        if not is_verb and words.lower[i] not in forms:
            i += 1
            continue
        tied = _tied_pronoun(words, i)
        if not is_verb:
            behind = i > 1 and words.text[i - 1] == "," and words.text[i - 2] in ("»", "”", '"')
            behind = behind or words.lower[i + 1 : i + 2] in (["que"], ["qu'"], ["qu’"]) and words.text[i - 1 : i] == [","]
            lemma = forms[words.lower[i]] if words.pos[i] in ("VERB", "AUX", "ADJ") or tied is not None or behind else ""
            if words.pos[i] == "ADJ" and tied is None and not _auxiliary(words, i, _HAVE):
                lemma = ""
        if lemma:
            found = _verb(words, i, lemma, verbs[lemma], tied)
            if found is not None:
                yield found
        i += 1


def _verb(words: Words, i: int, lemma: str, cue: Cue, tied: int | None) -> Found | None:
    """The cue of a verb: a participle needs its "avoir", and a verb that is itself "to be" is none."""
    mood, form = verb_form(words, i)
    auxiliary = _auxiliary(words, i, _HAVE)
    if (
        auxiliary is None
        and words.lower[i] in _PRESENT_TOO
        and words.dep[i] in ("acl", "amod", "acl:relcl")
        and words.pos[i - 1] in ("NOUN", "ADJ")
    ):
        return None
    if form == "Part" and auxiliary is None:
        if not words.lower[i].endswith("ant") and tied is None and words.lower[i] not in _PRESENT_TOO:
            return None
        if _auxiliary(words, i, _BE) is not None:
            return None
    first = auxiliary if auxiliary is not None else i
    pronoun = tied
    if auxiliary is not None:
        inner = [k for k in range(auxiliary + 1, i) if words.lower[k] in PRONOUNS]
        pronoun = inner[0] if inner else pronoun
        if inner or any(words.text[k] in ",;" or words.lower[k] in _NOT for k in range(auxiliary, i)):
            first = i
    return Found(
        first,
        i,
        i,
        lemma,
        cue,
        pronoun,
        _denied(words, i if auxiliary is None else auxiliary, i),
        form != "Inf" and not words.lower[i].endswith("ant"),
    )


_PRESENT_TOO = frozenset({"dit", "redit", "prédit", "décrit", "écrit", "conclut"})
"""Forms that are present and participle alike."""


def _phrase(words: Words, i: int) -> Found | None:
    """A cue of several words that begins at a token: "fait savoir", "s'est indigné"."""
    for lemmas, cue in cue_phrases().items():
        if lemmas[0] in _REFLEXIVE or lemmas[0] == "s'":
            if words.lower[i] not in _REFLEXIVE:
                continue
            k = i + 1
            while k < min(i + 4, len(words)) and (
                words.lower[k] in _BE or words.pos[k] == "ADV" or words.text[k] == "-t" or words.lower[k] in PRONOUNS
            ):
                k += 1
            if k < len(words) and _is_form(words, k, lemmas[1]):
                inner = [j for j in range(i, k) if words.lower[j] in PRONOUNS]
                tied = inner[0] if inner else _tied_pronoun(words, k)
                first = i if not inner else k
                return Found(first, k, k, lemmas[1], cue, tied, _denied(words, i, k), verb_form(words, k)[1] != "Inf")
        elif _is_form(words, i, lemmas[0]):
            k, at = i, 1
            while at < len(lemmas) and k + 1 < min(i + 6, len(words)):
                k += 1
                if _is_form(words, k, lemmas[at]) or words.lower[k] == lemmas[at]:
                    at += 1
                elif words.pos[k] not in ("ADV", "PRON") and words.lower[k] not in PRONOUNS and words.text[k] not in ("-t",):
                    break
            if at == len(lemmas):
                auxiliary = _auxiliary(words, i, _HAVE)
                inner = [j for j in range(auxiliary if auxiliary is not None else i, k + 1) if words.lower[j] in PRONOUNS]
                first = auxiliary if auxiliary is not None and not inner else i
                return Found(
                    first, k, i, lemmas[0], cue, inner[0] if inner else None, _denied(words, first, k), verb_form(words, i)[1] != "Inf"
                )
    return None


@lru_cache(maxsize=1)
def _openers() -> frozenset[str]:
    """The forms with which a cue of several words can begin."""
    return frozenset(form for lemmas in cue_phrases() for form in (*forms_of(lemmas[0]), *_REFLEXIVE))


def _is_form(words: Words, k: int, lemma: str) -> bool:
    return words.lemma[k].casefold() == lemma or words.lower[k] in forms_of(lemma)


def _auxiliary(words: Words, i: int, forms: frozenset[str]) -> int | None:
    """The auxiliary of a participle, past adverbs, clitics and the pronoun of an inversion: "a-t-il notamment déclaré"."""
    for k in range(i - 1, max(i - 6, -1), -1):
        if words.lower[k] in forms:
            return k
        if (
            words.lower[k] in PRONOUNS
            or words.text[k] in ("-t", "-t-", ",")
            or words.lower[k] in _NOT | {"lui-même", "elle-même", "aussi", "par", "ailleurs"}
        ):
            continue
        if words.pos[k] not in ("ADV", "PRON"):
            return None
    return None


def _tied_pronoun(words: Words, i: int) -> int | None:
    """The pronoun of "estime-t-il", "dit-elle"."""
    for k in range(i + 1, min(i + 3, len(words))):
        if words.lower[k] in PRONOUNS:
            return k
        if words.text[k] not in ("-t", "-t-"):
            return None
    return None


def _denied(words: Words, first: int, last: int) -> bool:
    """Whether "ne … pas" is around the verb."""
    before = any(words.lower[k] in ("n'", "n’", "ne") for k in range(max(first - 3, 0), last))
    return before and any(words.lower[k] in _NOT for k in range(first, min(last + 3, len(words))))
