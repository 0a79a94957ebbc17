"""The forms of French verbs that news uses, for words that the tagger takes for others: "soupire", "cherche"."""

from __future__ import annotations

from functools import lru_cache

_IRREGULAR = {
    "dire": "dit disent disait disaient dite dites disant dira",
    "écrire": "écrit écrivent écrivait écrite écrivant",
    "lire": "lit lu lisent",
    "croire": "croit croient croyait cru croyant",
    "craindre": "craint craignent craignait craignant",
    "admettre": "admet admis admettent admise",
    "reconnaître": "reconnaît reconnu reconnaissent reconnaissait reconnut",
    "promettre": "promet promis promettent promise",
    "prévenir": "prévient prévenu préviennent",
    "maintenir": "maintient maintenu maintiennent maintenait",
    "soutenir": "soutient soutenu soutiennent soutenait",
    "convenir": "convient convenu conviennent",
    "poursuivre": "poursuit poursuivi poursuivent",
    "reprendre": "reprend repris reprennent",
    "prévoir": "prévoit prévu prévoient",
    "prédire": "prédit prédisent",
    "redire": "redit redisent",
    "requérir": "requiert requis",
    "émettre": "émet émis",
    "vouloir": "veut veulent voulait",
    "conclure": "conclut conclu concluent concluait",
    "répondre": "répond répondu répondent répondait répondit",
    "prétendre": "prétend prétendu prétendent prétendait",
    "appeler": "appelle appelé appellent appelait",
    "rappeler": "rappelle rappelé rappellent rappelait rappelant",
    "démentir": "dément démenti démentent",
    "avertir": "avertit averti avertissent",
    "mettre": "met mis mettent",
    "souvenir": "souvient",
    "faire": "fait",
    "entendre": "entendre",
    "plaindre": "plaint plaignent",
    "défendre": "défend",
    "taire": "tait",
}


@lru_cache(maxsize=4096)
def forms_of(lemma: str) -> tuple[str, ...]:
    """The forms of a verb that a cue has, by the rules of its ending."""
    if lemma in _IRREGULAR:
        return (lemma, *_IRREGULAR[lemma].split())
    if lemma.endswith("er"):
        stem = lemma[:-2]
        soft = stem + "e" if stem.endswith("g") else stem[:-1] + "ç" if stem.endswith("c") else stem
        grave = _with_grave(stem)
        return (
            lemma,
            f"{grave}e",
            f"{grave}ent",
            f"{stem}é",
            f"{stem}ée",
            f"{stem}és",
            f"{stem}ées",
            f"{soft}ait",
            f"{soft}aient",
            f"{soft}ant",
            f"{soft}a",
            f"{stem}èrent",
            f"{stem}era",
        )
    if lemma.endswith("ir"):
        stem = lemma[:-2]
        return (lemma, f"{stem}it", f"{stem}i", f"{stem}issent", f"{stem}issait")
    return (lemma,)


def _with_grave(stem: str) -> str:
    """ "répét" → "répèt", "relev" → "relèv": the vowel before a mute ending."""
    for short in ("é", "e"):
        at = stem.rfind(short)
        if at >= 0 and 0 < len(stem) - at - 1 <= 2 and not any(vowel in stem[at + 1 :] for vowel in "aeiouéy") and len(stem[at + 1 :]) == 1:
            return stem[:at] + "è" + stem[at + 1 :]
    return stem
