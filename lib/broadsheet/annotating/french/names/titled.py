"""People whom a title, an office or an apposition tells: “M. Kurti”, “la ministre Ada Morel”, “Vesa Marin, présidente”."""

from __future__ import annotations

from collections.abc import Iterator

from broadsheet.annotating.french.names import wordlists
from broadsheet.annotating.french.names.countries import country_forms
from broadsheet.annotating.french.names.name import LINKS, Name, demonym, person_name, run_end
from broadsheet.annotating.french.reading import Words


def titled_names(words: Words, taken: set[int]) -> Iterator[Name]:
    """Names behind a title or a role noun: "M. Kurti", "Mme von der Leyen", "le Premier ministre kosovar Albin Kurti"."""
    titles, roles = wordlists.titles(), wordlists.role_nouns()
    for i in range(1, len(words)):
        if i in taken or not (words.text[i][:1].isupper() or words.lower[i] in ("von", "van", "de", "d'", "d’")):
            continue
        before = words.text[i - 1]
        if (
            before.rstrip(".") in titles
            and (before[:1].isupper() or before in ("sir", "lord"))
            and (before.endswith(".") or len(before) > 2 or before in ("Dr", "Pr", "Me") or words.text[i - 1] == ".")
        ):
            last = run_end(words, i)
            if words.text[last][:1].isupper():
                yield person_name(words, i, last, titles[before.rstrip(".")], titled=True)
            continue
        if before == "." and i > 1 and words.text[i - 2] in ("M", "MM") and words.start[i - 1] == words.end[i - 2]:
            yield person_name(words, i, run_end(words, i), "m", titled=True)
            continue
        if not words.text[i][:1].isupper():
            continue
        role = _role_before(words, i)
        if role is not None and words.text[i] not in country_forms() and words.text[i] not in wordlists.words("portfolios.txt"):
            last = run_end(words, i)
            alone = last == i
            if words.lower[i] in wordlists.name_words() or words.text[i].isupper() and alone or words.lower[i] in roles:
                continue
            if alone and words.pos[i] not in ("PROPN", "X", "NOUN"):
                continue
            yield person_name(words, i, last, roles[role][0])


def apposed_names(words: Words, taken: set[int]) -> Iterator[Name]:
    """Two words with capitals beside an office: "la présidente du Kosovo, Vesa Marin," and "Vesa Marin, présidente du Kosovo"."""
    roles = wordlists.role_nouns()
    for i in range(len(words)):
        if i in taken or not words.text[i][:1].isupper() or words.pos[i] not in ("PROPN", "X", "NOUN", "ADJ"):
            continue
        if i and words.text[i - 1][:1].isupper() and words.text[i - 1] not in (".",):
            continue
        last = run_end(words, i)
        if last == i or words.lower[i] in wordlists.name_words() or taken.intersection(range(i, last + 1)):
            continue
        behind = last + 1 < len(words) and words.text[last + 1] == ","
        k = last + 2
        while (
            behind
            and k < len(words)
            and (words.lower[k] in ("le", "la", "l'", "l’", "un", "une", "ancien", "ancienne") or words.pos[k] == "ADJ")
        ):
            k += 1
        if behind and k < len(words) and words.lower[k].removeprefix("ex-") in roles and words.lower[k] not in ("premier", "première"):
            yield person_name(words, i, last, roles[words.lower[k].removeprefix("ex-")][0])
        elif i > 2 and words.text[i - 1] == ",":
            role = _head_of_description(words, i - 2)
            if role is not None and (behind or last + 1 >= len(words) or words.text[last + 1] in (".", ")", "»", ";")):
                yield person_name(words, i, last, roles[role][0])


def _head_of_description(words: Words, k: int) -> str | None:
    """The role noun of "la présidente du Kosovo", from its last token: nouns, adjectives and "de" are between, and no verb."""
    for j in range(k, max(k - 10, -1), -1):
        if words.lower[j].removeprefix("ex-") in wordlists.role_nouns():
            return words.lower[j].removeprefix("ex-")
        if words.pos[j] in ("VERB", "AUX", "PUNCT", "PRON", "SPACE", "CCONJ", "SCONJ") and words.lower[j] not in LINKS:
            return None
    return None


def _role_before(words: Words, i: int) -> str | None:
    """The role noun right before a name, past adjectives and the name of a portfolio: "ministre allemand", "ministre de l'Intérieur"."""
    roles, k = wordlists.role_nouns(), i - 1
    for _ in range(3):
        if k < 0 or words.sentence[k] != words.sentence[i]:
            return None
        word = words.lower[k]
        if word in roles:
            return word
        if demonym(words, k) or words.pos[k] == "ADJ" and words.text[k].islower():
            k -= 1
            continue
        break
    if words.text[k] in wordlists.words("portfolios.txt") or words.lower[k] in ("étrangères", "publics", "publiques", "sociales"):
        for j in range(k, max(k - 9, -1), -1):
            if words.lower[j] in roles:
                return words.lower[j]
            if words.pos[j] in ("VERB", "AUX", "PUNCT"):
                return None
    return None
