"""Where names are in a French article, and what each names: from word lists, from the words before it, and from the pipeline.

The lists come first, longest form first; then capitalised words behind a title or a role ("M. Kurti", "la ministre Ada Morel"); then what
the pipeline finds, mended: without the title, article or role that it often takes in.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from broadsheet.annotating.french.names import wordlists
from broadsheet.annotating.french.names.countries import country_forms
from broadsheet.annotating.french.names.metonymy import is_metonym
from broadsheet.annotating.french.reading import APOSTROPHES, Words

_LONGEST = 9
"""Tokens of a listed name."""
_HYPHENS = ("-", "‑")
_KINDS = {"PER": "person", "ORG": "organisation", "LOC": "place", "MISC": "other"}
_LINKS = frozenset({"de", "d'", "d’", "du", "des", "la", "le", "les", "l'", "l’", "et", "à", "aux", "au", "pour", "sur", "en"})
"""Small words inside the name of a body."""


@dataclass(slots=True)
class Name:
    """A name at tokens `first` to `last`. kind: as in `mentions`, None where it names no actor; gender: what its title tells."""

    first: int
    last: int
    kind: str
    form: str
    gender: str = ""
    country: str | None = None
    listed: bool = False
    titled: bool = False


def find_names(words: Words) -> list[Name]:
    """The names of the article in text order, which do not overlap."""
    entities = _entities(words)
    names: dict[int, Name] = {}
    taken: set[int] = set()

    def take(name: Name | None) -> None:
        if name is not None and not taken.intersection(range(name.first, name.last + 1)):
            taken.update(range(name.first, name.last + 1))
            names[name.first] = name

    closed = _datelines(words)
    taken |= closed
    for name in _bodies_of(words):
        take(name)
    for name in _listed(words, entities):
        take(name)
    for name in _titled(words, taken):
        take(name)
    for name in _apposed(words, taken):
        take(name)
    for first, last, label in entities:
        for name in _mended(words, first, last, label, taken):
            take(name)
    for name in _acronyms(words, list(names.values()), taken):
        take(name)
    _settle(list(names.values()), words)
    for name in _adjectives(words, taken):
        take(name)
    return [names[first] for first in sorted(names)]


def _entities(words: Words) -> list[tuple[int, int, str]]:
    return [(ent.start, ent.end - 1, ent.label_) for ent in words.article.doc.ents]


def _datelines(words: Words) -> set[int]:
    """The tokens before the dash of "PRISTINA (AFP) —", "BELGRADE, 3 mars —": they say where the report comes from."""
    found: set[int] = set()
    for i in range(len(words)):
        if i and "\n" not in words.text[i - 1]:
            continue
        end = next((k for k in range(i + 1, min(i + 12, len(words))) if words.text[k] in ("—", "–", "-") and words.start[k] > words.end[k - 1]), None)
        if end is not None and words.text[i].isupper() and len(words.text[i]) > 2 and not any(words.text[k] in (".", "«") for k in range(i, end)):
            found.update(range(i, end + 1))
    return found


@lru_cache(maxsize=1)
def _forms() -> dict[str, tuple[str, str | None]]:
    """Every listed form → what it names, and its country."""
    found: dict[str, tuple[str, str | None]] = {}
    for form, (_, country) in wordlists.own_places().items():
        found[form] = ("place", country)
    for form, listed in country_forms().items():
        if listed.use in ("name", "capital", "seat"):
            found[form] = ("country" if listed.use != "capital" else "place", listed.country)
    for form, (_, country) in wordlists.organisations().items():
        found[form] = ("organisation", country)
    return found


@lru_cache(maxsize=1)
def _starts() -> frozenset[str]:
    """The first words of listed forms, as the pipeline cuts them."""
    return frozenset(form.replace("’", "'").split()[0].split("'")[0].split("-")[0] for form in _forms())


def _listed(words: Words, entities: list[tuple[int, int, str]]) -> Iterator[Name]:
    forms, starts = _forms(), _starts()
    covered = {k for first, last, _ in entities for k in range(first, last + 1)}
    i = 0
    while i < len(words):
        if words.text[i].split("'")[0].split("-")[0] not in starts and words.text[i].replace("’", "'").split("'")[0] not in starts:
            i += 1
            continue
        for last in range(min(i + _LONGEST, len(words)) - 1, i - 1, -1):
            form = " ".join(words.span_text(i, last).split())
            if form in forms and _is_whole(words, i, last):
                kind, country = forms[form]
                people = _is_people(words, i)
                if _is_sure(words, i, last, covered) and not people:
                    yield _listed_name(words, i, last, form, kind, country)
                    i = last
                break
        i += 1


def _is_whole(words: Words, first: int, last: int) -> bool:
    """Whether the form is no part of a compound: "Corée" in "Corée-du-Nord", "Paris" in "Paris-Nice"."""
    after = last + 1 < len(words) and words.text[last + 1] in _HYPHENS and words.start[last + 1] == words.end[last]
    before = first > 0 and words.text[first - 1] in _HYPHENS and words.end[first - 1] == words.start[first]
    return not after and not (before and words.text[first][:1].isupper())


def _is_people(words: Words, i: int) -> bool:
    """"un Allemand", "les Suisses": the people, not the country."""
    return False if words.text[i] not in country_forms() else country_forms()[words.text[i]].use == "people"


def _is_sure(words: Words, first: int, last: int, covered: set[int]) -> bool:
    """One word with a capital that may be a common word where it starts a sentence ("Total", "Manche") needs the pipeline's word for it."""
    if first != last or words.text[first].isupper() and len(words.text[first]) > 1:
        return True
    return first in covered or words.pos[first] in ("PROPN", "X") or words.text[first].islower() and first in covered


def _listed_name(words: Words, first: int, last: int, form: str, kind: str, country: str | None) -> Name:
    listed = country_forms().get(form)
    if listed is not None and listed.use in ("capital", "seat"):
        if is_metonym(words, first, last) or listed.use == "seat":
            return Name(first, last, "country", form, country=country, listed=True)
        return Name(first, last, "place", form, country=country, listed=True)
    if form == "Bruxelles":
        return Name(first, last, "organisation" if is_metonym(words, first, last) else "place", form, country=country, listed=True)
    return Name(first, last, kind, form, country=country, listed=True)


def _bodies_of(words: Words) -> Iterator[Name]:
    """"ministère kosovar de l'Intérieur", "tribunal de Norvale": a common noun, what it is of, and a name."""
    nouns = wordlists.words("bodies_of.txt")
    for i in range(len(words)):
        if words.lower[i] not in nouns:
            continue
        k = i + 1
        while k < len(words) and k < i + 3 and words.pos[k] == "ADJ":
            k += 1
        last = None
        while k < len(words) and words.lower[k] in ("de", "du", "des", "d'", "d’", "la", "l'", "l’", "et", "aux", "à", "les", ",") and k < i + 16:
            while k < len(words) and (words.lower[k] in ("de", "du", "des", "d'", "d’", "la", "l'", "l’", "et", "aux", "à", "les")):
                k += 1
            if k >= len(words) or not words.text[k][:1].isupper() or words.lower[k].rstrip(".") in ("m", "mme"):
                break
            end = _run_end(words, k)
            if words.text[k] in wordlists.words("portfolios.txt"):
                end = k
                while end + 1 < len(words) and words.pos[end + 1] == "ADJ" and words.text[end + 1].islower() and not _demonym(words, end + 1):
                    end += 1
            elif last is not None and words.lower[k - 1] not in ("de", "du", "d'", "d’", "la", "l'", "l’"):
                break
            last, k = end, end + 1
        if last is not None:
            yield Name(i, last, "organisation", words.span_text(i, last))


def _demonym(words: Words, i: int) -> bool:
    form = country_forms().get(words.text[i])
    return form is not None and form.use == "adjective"


def _run_end(words: Words, first: int) -> int:
    """The last token of the run of capitalised words that begins here: "Jean-Pierre de La Tour", "Ursula von der Leyen"."""
    particles = wordlists.words("particles.txt")
    last, k = first, first + 1
    while k < len(words) and words.sentence[k] == words.sentence[first]:
        word = words.text[k]
        if word in _HYPHENS and words.start[k] == words.end[k - 1]:
            k += 1
            continue
        glued = words.text[k - 1] in _HYPHENS and words.start[k] == words.end[k - 1]
        if word[:1].isupper() and word.rstrip(".").replace("'", "").replace("’", "").isalpha() or glued and word[:1].isalpha():
            last, k = k, k + 1
        elif word[:1] in "-‑" and word[1:2].isupper():
            last, k = k, k + 1
        elif word.lower().replace("’", "'") in particles and k + 1 < len(words) and last == k - 1 or (
            word.lower().replace("’", "'") in particles and words.lower[k - 1].replace("’", "'") in particles
        ):
            k += 1
        else:
            break
    return last


def _titled(words: Words, taken: set[int]) -> Iterator[Name]:
    """Names behind a title or a role noun: "M. Kurti", "Mme von der Leyen", "le Premier ministre kosovar Albin Kurti"."""
    titles, roles = wordlists.titles(), wordlists.role_nouns()
    for i in range(1, len(words)):
        if i in taken or not (words.text[i][:1].isupper() or words.lower[i] in ("von", "van", "de", "d'", "d’")):
            continue
        before = words.text[i - 1]
        if before.rstrip(".") in titles and (before[:1].isupper() or before in ("sir", "lord")) and (
            before.endswith(".") or len(before) > 2 or before in ("Dr", "Pr", "Me") or words.text[i - 1] == "."
        ):
            last = _run_end(words, i)
            if words.text[last][:1].isupper():
                yield _person(words, i, last, titles[before.rstrip(".")], titled=True)
            continue
        if before == "." and i > 1 and words.text[i - 2] in ("M", "MM") and words.start[i - 1] == words.end[i - 2]:
            yield _person(words, i, _run_end(words, i), "m", titled=True)
            continue
        if not words.text[i][:1].isupper():
            continue
        role = _role_before(words, i)
        if role is not None and words.text[i] not in country_forms() and words.text[i] not in wordlists.words("portfolios.txt"):
            last = _run_end(words, i)
            alone = last == i
            if words.lower[i] in wordlists.name_words() or words.text[i].isupper() and alone or words.lower[i] in roles:
                continue
            if alone and words.pos[i] not in ("PROPN", "X", "NOUN"):
                continue
            yield _person(words, i, last, roles[role][0])


def _apposed(words: Words, taken: set[int]) -> Iterator[Name]:
    """Two words with capitals beside an office and a comma: "la présidente du Kosovo, Vesa Marin," and "Vesa Marin, présidente du Kosovo"."""
    roles = wordlists.role_nouns()
    for i in range(len(words)):
        if i in taken or not words.text[i][:1].isupper() or words.pos[i] not in ("PROPN", "X", "NOUN", "ADJ"):
            continue
        if i and words.text[i - 1][:1].isupper() and words.text[i - 1] not in (".",):
            continue
        last = _run_end(words, i)
        if last == i or words.lower[i] in wordlists.name_words() or taken.intersection(range(i, last + 1)):
            continue
        behind = last + 1 < len(words) and words.text[last + 1] == ","
        k = last + 2
        while behind and k < len(words) and (words.lower[k] in ("le", "la", "l'", "l’", "un", "une", "ancien", "ancienne") or words.pos[k] == "ADJ"):
            k += 1
        if behind and k < len(words) and words.lower[k].removeprefix("ex-") in roles and words.lower[k] not in ("premier", "première"):
            yield _person(words, i, last, roles[words.lower[k].removeprefix("ex-")][0])
        elif i > 2 and words.text[i - 1] == ",":
            role = _head_of_description(words, i - 2)
            if role is not None and (behind or last + 1 >= len(words) or words.text[last + 1] in (".", ")", "»", ";")):
                yield _person(words, i, last, roles[role][0])


def _head_of_description(words: Words, k: int) -> str | None:
    """The role noun of "la présidente du Kosovo", from its last token: nouns, adjectives and "de" are between, and no verb."""
    for j in range(k, max(k - 10, -1), -1):
        if words.lower[j].removeprefix("ex-") in wordlists.role_nouns():
            return words.lower[j].removeprefix("ex-")
        if words.pos[j] in ("VERB", "AUX", "PUNCT", "PRON", "SPACE", "CCONJ", "SCONJ") and words.lower[j] not in _LINKS:
            return None
    return None


def _acronyms(words: Words, names: list[Name], taken: set[int]) -> Iterator[Name]:
    """The letters in brackets behind a body's name, "(ARN)", and the same letters wherever they come again."""
    introduced: set[str] = set()
    for name in names:
        k = name.last + 1
        if name.kind == "organisation" and k + 2 < len(words) and words.text[k] == "(" and words.text[k + 2] == ")" and words.text[k + 1].isupper():
            introduced.add(words.text[k + 1])
    for i in range(len(words)):
        if i not in taken and words.text[i] in introduced:
            yield Name(i, i, "organisation", words.text[i])


def _role_before(words: Words, i: int) -> str | None:
    """The role noun right before a name, past adjectives and the name of a portfolio: "ministre allemand", "ministre de l'Intérieur"."""
    roles, k = wordlists.role_nouns(), i - 1
    for _ in range(3):
        if k < 0 or words.sentence[k] != words.sentence[i]:
            return None
        word = words.lower[k]
        if word in roles:
            return word
        if _demonym(words, k) or words.pos[k] == "ADJ" and words.text[k].islower():
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


def _person(words: Words, first: int, last: int, gender: str, *, titled: bool = False) -> Name:
    return Name(first, last, "person", _without_breaks(words, first, last), gender=gender if gender in ("m", "f") else "", titled=titled)


def _without_breaks(words: Words, first: int, last: int) -> str:
    return " ".join(words.span_text(first, last).split())


def _mended(words: Words, first: int, last: int, label: str, taken: set[int]) -> Iterator[Name]:
    """What the pipeline found, without what is no part of the name, and cut where another name is in it."""
    roles, titles = wordlists.role_nouns(), wordlists.titles()
    if any(words.text[k].isspace() for k in range(first, last + 1)):
        return
    while first <= last and (first in taken or not _may_begin(words, first) or words.text[first].rstrip(".") in titles or words.text[first] == "."):
        first += 1
    while last >= first and (last in taken or not any(c.isalnum() for c in words.text[last]) or words.lower[last] in _LINKS):
        last -= 1
    if first > last or taken.intersection(range(first, last + 1)):
        return
    lower = words.lower[first]
    inner = next((k for k in range(last, first, -1) if words.lower[k] in roles), None)
    if inner is not None and inner < last and label in ("MISC", "PER"):  # "Premier ministre kosovar Albin Kurti"
        begin = next((k for k in range(inner + 1, last + 1) if words.text[k][:1].isupper() and words.text[k] not in country_forms()), None)
        if begin is not None and _run_end(words, begin) == last:
            yield _person(words, begin, last, roles[words.lower[inner]][0])
        return
    if lower in roles and first != last or lower in wordlists.false_names() and first == last:
        return
    form = _without_breaks(words, first, last)
    if form.casefold() in wordlists.false_names() or len(form) < 2:
        return
    people = country_forms().get(form)
    if people is not None and people.use in ("people", "adjective"):
        return
    if _is_portfolio(words, first) or form.startswith("Conseil ") and words.lower[first - 2:first] in (["président", "du"], ["présidente", "du"]):
        return
    kind = _kind(words, first, last, label, form)
    if kind == "person":
        run = _run_end(words, first)
        if run > last and not taken.intersection(range(last + 1, run + 1)):
            last = run
        if not words.text[first][:1].isupper():
            return
        yield _person(words, first, last, "")
    elif kind is not None:
        place = wordlists.places().get(form)
        yield Name(first, last, kind, form, country=place[1] if kind == "place" and place else None)


def _is_portfolio(words: Words, first: int) -> bool:
    """Whether the words name what a minister is in charge of: "secrétaire d'État aux Forces armées", "ministre chargé du Budget"."""
    k = first - 1
    while k > 0 and words.lower[k] in ("de", "du", "des", "d'", "d’", "la", "l'", "l’", "à", "au", "aux", "chargé", "chargée", "délégué", "déléguée"):
        k -= 1
    if k == first - 1:
        return False
    if words.lower[k] in ("état", "etat") and k >= 2 and words.lower[k - 2] in ("secrétaire", "secrétaires", "ministre"):
        return True
    return words.lower[k] in ("ministre", "ministres", "commissaire") and words.text[first] in wordlists.words("portfolios.txt")


def _may_begin(words: Words, i: int) -> bool:
    """Whether a name can begin here: with a capital or a figure, or with the common noun of a body ("ministère de l'Intérieur")."""
    text = words.text[i]
    return text[:1].isupper() and words.lower[i] not in ("le", "la", "les", "l'", "l’", "un", "une", "des", "du", "de") or (
        words.lower[i] in wordlists.name_words()
    ) or text in ("Le", "La", "Les") and i + 1 < len(words) and words.text[i + 1][:1].isupper() and not words.text[i + 1].isspace() and (
        i > 0 and words.sentence[i - 1] == words.sentence[i]
    )


def _kind(words: Words, first: int, last: int, label: str, form: str) -> str | None:
    known = wordlists.name_words().get(words.lower[first])
    capital = any(words.text[k][:1].isupper() for k in range(first, last + 1))
    if known is not None:
        return known if capital and (first != last or words.text[first][:1].isupper() and label != "PER") else None
    given = wordlists.given_names()
    parts = form.replace("-", " ").split()
    if len(parts) > 1 and parts[0] in given and label in ("LOC", "ORG", "MISC") and all(part[:1].isupper() for part in parts):
        return "person"
    kind = _KINDS.get(label)
    if first and wordlists.name_words().get(words.lower[first - 1]) == "organisation" and label in ("MISC", "LOC", "PER") and (
        wordlists.sorts_of_words().get(words.lower[first - 1])
    ):
        return "organisation"
    if len(parts) == 1 and form in given and words.pos[first] == "PROPN" and form not in wordlists.own_places() and label in ("MISC", "ORG"):
        return "person"
    if not capital and kind != "other":
        return None
    if kind == "other" and first == last and words.text[first][:1].isupper():
        run = _run_end(words, first)
        if run > last and run + 1 < len(words) and (words.pos[run + 1] in ("AUX", "VERB") or words.text[run + 1] == ","):
            return "person"
        if words.pos[first] not in ("PROPN", "X"):
            return None
    if kind == "person" and first == last and first and words.lower[first - 1] == "à" and form not in given:
        return "place"
    if kind in ("person", "place") and first == last and words.text[first].isupper() and 2 <= len(form) <= 6:
        return "organisation"
    if kind == "organisation" and form in wordlists.places():
        return "place"
    return kind


def _settle(names: list[Name], words: Words) -> None:
    """One word that is the surname of a person named in full is that person; a form has the kind that most of its mentions have."""
    surnames = {name.form.split()[-1]: name for name in names if name.kind == "person" and " " in name.form}
    titled = {name.form for name in names if name.kind == "person" and name.titled}
    votes: dict[str, dict[str, int]] = {}
    for name in names:
        tally = votes.setdefault(name.form, {})
        tally[name.kind] = tally.get(name.kind, 0) + 1
    for name in names:
        if name.listed:
            continue
        if name.form in surnames or name.form in titled:
            name.kind = "person"
        elif len(votes[name.form]) > 1:
            name.kind = max(votes[name.form], key=lambda kind: (votes[name.form][kind], kind))


def _adjectives(words: Words, taken: set[int]) -> Iterator[Name]:
    """"le gouvernement kosovar": the state; "les Kosovars": the people."""
    forms, nouns = country_forms(), wordlists.words("state_nouns.txt")
    for i in range(1, len(words)):
        form = forms.get(words.text[i])
        if form is None or i in taken:
            continue
        if form.use == "adjective" and words.lower[i - 1] in nouns:
            yield Name(i, i, "country", words.text[i], country=form.country, listed=True)
        elif form.use == "people" and words.lower[i - 1] in ("les", "des", "aux") and words.text[i].endswith(("s", "x")) and (
            words.pos[i] in ("NOUN", "PROPN", "ADJ", "X")
        ):
            yield Name(i, i, "group", words.text[i], country=form.country, listed=True)


def apostrophe_before(words: Words, i: int) -> bool:
    """Whether an elided article stands before the word: "l'Élysée"."""
    return i > 0 and words.text[i - 1][-1:] in APOSTROPHES
