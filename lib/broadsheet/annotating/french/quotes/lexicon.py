"""The cues of quotation in French, in the shapes in which they are looked up."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from broadsheet.resources import data_set, data_table


class Cue(NamedTuple):
    """What a cue says of its content: its colour, and the complements that hold the content."""

    colour: str
    complements: frozenset[str]


class _Verb(NamedTuple):
    lemma: str
    colour: str
    complements: str


class _Phrase(NamedTuple):
    lemmas: str
    colour: str
    complements: str


class _Source(NamedTuple):
    preposition: str
    colour: str
    words: bool


class _Noun(NamedTuple):
    noun: str
    colour: str


@lru_cache(maxsize=1)
def cue_verbs() -> dict[str, Cue]:
    """Lemma of a verb of speech or thought → what it says of its content."""
    return {row.lemma: Cue(row.colour, frozenset(row.complements.split())) for row in data_table("fr/quotes/cue_verbs.csv", _Verb)}


@lru_cache(maxsize=1)
def cue_phrases() -> dict[tuple[str, ...], Cue]:
    """The lemmas of a cue of several words → what it says of its content."""
    return {
        tuple(row.lemmas.split()): Cue(row.colour, frozenset(row.complements.split()))
        for row in data_table("fr/quotes/cue_phrases.csv", _Phrase)
    }


@lru_cache(maxsize=1)
def sources() -> dict[tuple[str, ...], tuple[str, bool]]:
    """The words of a preposition before a source → its colour, and whether the words must stand in quotation marks."""
    return {tuple(row.preposition.split()): (row.colour, row.words) for row in data_table("fr/quotes/sources.csv", _Source)}


@lru_cache(maxsize=1)
def cue_nouns() -> dict[str, str]:
    """Noun of speech → its colour."""
    return dict(data_table("fr/quotes/cue_nouns.csv", _Noun))


def deputies() -> frozenset[str]:
    """Nouns for who or what speaks in another's name."""
    return data_set("fr/quotes/deputies.txt")


def speaker_nouns() -> frozenset[str]:
    """Nouns for people and bodies that speak without being named."""
    return data_set("fr/quotes/speaker_nouns.txt")


@lru_cache(maxsize=65536)
def cue_colour(cue: str | None) -> str | None:
    """The colour of a cue as it stands in `quotes.cue` ("a déclaré", "selon"); None if no word of it is known."""
    if not cue:
        return None
    words = tuple(cue.casefold().replace("’", "'").replace("'", "' ").split())
    for preposition, (colour, _) in sources().items():
        if words == tuple(" ".join(preposition).replace("’", "'").replace("'", "' ").split()):
            return colour
    known = _forms()
    return next((known[word] for word in reversed(words) if word in known), None)


@lru_cache(maxsize=1)
def _forms() -> dict[str, str]:
    """The forms of cue verbs that news uses: infinitive, participle, third person of present, past and imperfect."""
    found: dict[str, str] = {}
    for phrase, cue in cue_phrases().items():
        for form in forms_of(phrase[-1]):
            found.setdefault(form, cue.colour)
    for lemma, cue in cue_verbs().items():
        found |= dict.fromkeys(forms_of(lemma), cue.colour)
    return found


_IRREGULAR = {
    "dire": "dit disent disait disaient dite dites disant dira", "écrire": "écrit écrivent écrivait écrite écrivant", "lire": "lit lu lisent",
    "croire": "croit croient croyait cru croyant", "craindre": "craint craignent craignait craignant", "admettre": "admet admis admettent admise",
    "reconnaître": "reconnaît reconnu reconnaissent reconnaissait reconnut", "promettre": "promet promis promettent promise",
    "prévenir": "prévient prévenu préviennent", "maintenir": "maintient maintenu maintiennent maintenait",
    "soutenir": "soutient soutenu soutiennent soutenait", "convenir": "convient convenu conviennent", "poursuivre": "poursuit poursuivi poursuivent",
    "reprendre": "reprend repris reprennent", "prévoir": "prévoit prévu prévoient", "prédire": "prédit prédisent", "redire": "redit redisent",
    "requérir": "requiert requis", "émettre": "émet émis", "vouloir": "veut veulent voulait", "conclure": "conclut conclu concluent concluait",
    "répondre": "répond répondu répondent répondait répondit", "prétendre": "prétend prétendu prétendent prétendait",
    "appeler": "appelle appelé appellent appelait", "rappeler": "rappelle rappelé rappellent rappelait rappelant",
    "démentir": "dément démenti démentent", "avertir": "avertit averti avertissent", "mettre": "met mis mettent", "souvenir": "souvient",
    "faire": "fait", "entendre": "entendre", "plaindre": "plaint plaignent", "défendre": "défend", "taire": "tait",
}


def forms_of(lemma: str) -> tuple[str, ...]:
    """The forms of a verb that a cue has, by the rules of its ending."""
    if lemma in _IRREGULAR:
        return (lemma, *_IRREGULAR[lemma].split())
    if lemma.endswith("er"):
        stem = lemma[:-2]
        soft = stem + "e" if stem.endswith("g") else stem[:-1] + "ç" if stem.endswith("c") else stem
        grave = _with_grave(stem)
        return (
            lemma, f"{grave}e", f"{grave}ent", f"{stem}é", f"{stem}ée", f"{stem}és", f"{stem}ées", f"{soft}ait", f"{soft}aient", f"{soft}ant",
            f"{soft}a", f"{stem}èrent", f"{stem}era",
        )
    if lemma.endswith("ir"):
        stem = lemma[:-2]
        return (lemma, f"{stem}it", f"{stem}i", f"{stem}issent", f"{stem}issait")
    return (lemma,)


def _with_grave(stem: str) -> str:
    """"répét" → "répèt", "relev" → "relèv": the vowel before a mute ending."""
    for short in ("é", "e"):
        at = stem.rfind(short)
        if at >= 0 and 0 < len(stem) - at - 1 <= 2 and not any(vowel in stem[at + 1:] for vowel in "aeiouéy") and len(stem[at + 1:]) == 1:
            return stem[:at] + "è" + stem[at + 1:]
    return stem


@lru_cache(maxsize=1)
def lemma_of_forms() -> dict[str, str]:
    """Form of a cue verb → its lemma: the tagger now and then takes "lâche" or "pointe" for another word."""
    found: dict[str, str] = {}
    for lemma in cue_verbs():
        for form in forms_of(lemma):
            found.setdefault(form, lemma)
    return found
