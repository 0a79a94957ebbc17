"""What the form of a French verb tells: its tense and mood, from the model's features and, where these err, from the spelling.

The model takes many conditionals for imperfects ("signerait"). The ending tells them apart: a conditional is built on the infinitive.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

FUTURE, CONDITIONAL, IMPERFECT, PRESENT, PAST = "future", "conditional", "imperfect", "present", "past"
INFINITIVE, PARTICIPLE, GERUND, SUBJUNCTIVE = "infinitive", "participle", "gerund", "subjunctive"

_CONDITIONAL = re.compile(r"(?P<stem>\w*r)(?:ais|ait|ions|iez|aient)$")
_FUTURE = re.compile(r"(?P<stem>\w*r)(?:ai|as|a|ons|ez|ont)$")
_STEMS = {
    "ser", "aur", "ir", "fer", "verr", "pourr", "devr", "voudr", "saur", "viendr", "tiendr", "enverr", "faudr", "courr", "mourr", "vaudr",
    "recevr", "deviendr", "reviendr", "interviendr", "parviendr", "maintiendr", "obtiendr", "soutiendr", "retiendr", "contiendr",
    "reverr", "prévaudr", "pleuvr", "conviendr", "préviendr", "détiendr", "acquerr", "accourr", "parcourr", "renverr", "refer", "défer",
    "satisfer", "percevr", "concevr", "entretiendr", "appartiendr", "survivr",
}
"""Stems of the future and the conditional that the infinitive does not give."""


def verb_form(word: str, lemma: str, morph: Iterable[str]) -> str:
    """The form of a verb.

    Parameters
    ----------
    word
        As written, lower case.
    lemma
        Its infinitive, by the model.
    morph
        Its features ("Mood=Cnd").

    Returns
    -------
    str
        One of the names above; empty where nothing tells.
    """
    if _is_built_on_infinitive(_CONDITIONAL.match(word), lemma):
        return CONDITIONAL
    if _is_built_on_infinitive(_FUTURE.match(word), lemma):
        return FUTURE
    features = set(morph)
    if "VerbForm=Inf" in features:
        return INFINITIVE
    if "VerbForm=Part" in features:
        return GERUND if "Tense=Pres" in features else PARTICIPLE
    if "Mood=Cnd" in features:
        return CONDITIONAL
    if "Tense=Fut" in features:
        return FUTURE
    if "Mood=Sub" in features:
        return SUBJUNCTIVE
    for feature, form in (("Tense=Imp", IMPERFECT), ("Tense=Past", PAST), ("Tense=Pres", PRESENT)):
        if feature in features:
            return form
    return PRESENT if "VerbForm=Fin" in features else ""


def _is_built_on_infinitive(found: re.Match[str] | None, lemma: str) -> bool:
    """Whether what stands before the ending is an infinitive: "signer-ait", "vendr-ait", "appeller-ait"; not "prépar-ait"."""
    if found is None:
        return False
    stem = found["stem"]
    if stem in _STEMS or stem in (lemma, lemma.removesuffix("e")):
        return True
    return stem.endswith("er") and not stem.endswith("rer") and lemma.endswith("er") and stem[:2] == lemma[:2] and len(stem) >= len(lemma)
