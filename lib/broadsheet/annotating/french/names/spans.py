"""Where names are in a French article, and what each names: from word lists, from the words before it, and from the pipeline.

The lists come first, longest form first; then capitalised words behind a title or a role ("M. Kurti", "la ministre Ada Morel"); then what
the pipeline finds, mended: without the title, article or role that it often takes in.
"""

from __future__ import annotations

from collections.abc import Iterator

from broadsheet.annotating.french.names import wordlists
from broadsheet.annotating.french.names.countries import country_forms
from broadsheet.annotating.french.names.listed import adjectives, bodies_of, listed_names
from broadsheet.annotating.french.names.name import LINKS, Name, person_name, run_end, without_breaks
from broadsheet.annotating.french.names.titled import apposed_names, titled_names
from broadsheet.annotating.french.reading import Words

_KINDS = {"PER": "person", "ORG": "organisation", "LOC": "place", "MISC": "other"}


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
    for name in bodies_of(words):
        take(name)
    for name in listed_names(words, entities):
        take(name)
    for name in titled_names(words, taken):
        take(name)
    for name in apposed_names(words, taken):
        take(name)
    for first, last, label in entities:
        for name in _mended(words, first, last, label, taken):
            take(name)
    for name in _acronyms(words, list(names.values()), taken):
        take(name)
    _settle(list(names.values()), words)
    for name in adjectives(words, taken):
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
        end = next(
            (k for k in range(i + 1, min(i + 12, len(words))) if words.text[k] in ("—", "–", "-") and words.start[k] > words.end[k - 1]),
            None,
        )
        if (
            end is not None
            and words.text[i].isupper()
            and len(words.text[i]) > 2
            and not any(words.text[k] in (".", "«") for k in range(i, end))
        ):
            found.update(range(i, end + 1))
    return found


def _acronyms(words: Words, names: list[Name], taken: set[int]) -> Iterator[Name]:
    """The letters in brackets behind a body's name, "(ARN)", and the same letters wherever they come again."""
    introduced: set[str] = set()
    for name in names:
        k = name.last + 1
        if (
            name.kind == "organisation"
            and k + 2 < len(words)
            and words.text[k] == "("
            and words.text[k + 2] == ")"
            and words.text[k + 1].isupper()
        ):
            introduced.add(words.text[k + 1])
    for i in range(len(words)):
        if i not in taken and words.text[i] in introduced:
            yield Name(i, i, "organisation", words.text[i])


def _mended(words: Words, first: int, last: int, label: str, taken: set[int]) -> Iterator[Name]:
    """What the pipeline found, without what is no part of the name, and cut where another name is in it."""
    roles, titles = wordlists.role_nouns(), wordlists.titles()
    if any(words.text[k].isspace() for k in range(first, last + 1)):
        return
    while first <= last and (
        first in taken or not _may_begin(words, first) or words.text[first].rstrip(".") in titles or words.text[first] == "."
    ):
        first += 1
    while last >= first and (last in taken or not any(c.isalnum() for c in words.text[last]) or words.lower[last] in LINKS):
        last -= 1
    if first > last or taken.intersection(range(first, last + 1)):
        return
    lower = words.lower[first]
    inner = next((k for k in range(last, first, -1) if words.lower[k] in roles), None)
    if inner is not None and inner < last and label in ("MISC", "PER"):  # "Premier ministre kosovar Albin Kurti"
        begin = next((k for k in range(inner + 1, last + 1) if words.text[k][:1].isupper() and words.text[k] not in country_forms()), None)
        if begin is not None and run_end(words, begin) == last:
            yield person_name(words, begin, last, roles[words.lower[inner]][0])
        return
    if lower in roles and first != last or lower in wordlists.false_names() and first == last:
        return
    form = without_breaks(words, first, last)
    if form.casefold() in wordlists.false_names() or len(form) < 2:
        return
    people = country_forms().get(form)
    if people is not None and people.use in ("people", "adjective"):
        return
    if (
        _is_portfolio(words, first)
        or form.startswith("Conseil ")
        and words.lower[first - 2 : first] in (["président", "du"], ["présidente", "du"])
    ):
        return
    kind = _kind(words, first, last, label, form)
    if kind == "person":
        run = run_end(words, first)
        if run > last and not taken.intersection(range(last + 1, run + 1)):
            last = run
        if not words.text[first][:1].isupper():
            return
        yield person_name(words, first, last, "")
    elif kind is not None:
        place = wordlists.places().get(form)
        yield Name(first, last, kind, form, country=place[1] if kind == "place" and place else None)


def _is_portfolio(words: Words, first: int) -> bool:
    """Whether the words name what a minister is in charge of: "secrétaire d'État aux Forces armées", "ministre chargé du Budget"."""
    k = first - 1
    while k > 0 and words.lower[k] in (
        "de",
        "du",
        "des",
        "d'",
        "d’",
        "la",
        "l'",
        "l’",
        "à",
        "au",
        "aux",
        "chargé",
        "chargée",
        "délégué",
        "déléguée",
    ):
        k -= 1
    if k == first - 1:
        return False
    if words.lower[k] in ("état", "etat") and k >= 2 and words.lower[k - 2] in ("secrétaire", "secrétaires", "ministre"):
        return True
    if words.lower[k] in ("ministre", "ministres"):
        return words.text[first] not in wordlists.places()
    return words.lower[k] == "commissaire" and words.text[first] in wordlists.words("portfolios.txt")


def _may_begin(words: Words, i: int) -> bool:
    """Whether a name can begin here: with a capital or a figure, or with the common noun of a body ("ministère de l'Intérieur")."""
    text = words.text[i]
    return (
        text[:1].isupper()
        and words.lower[i] not in ("le", "la", "les", "l'", "l’", "un", "une", "des", "du", "de")
        or (words.lower[i] in wordlists.name_words())
        or text in ("Le", "La", "Les")
        and i + 1 < len(words)
        and words.text[i + 1][:1].isupper()
        and not words.text[i + 1].isspace()
        and (i > 0 and words.sentence[i - 1] == words.sentence[i])
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
    if (
        first
        and wordlists.name_words().get(words.lower[first - 1]) == "organisation"
        and label in ("MISC", "LOC", "PER")
        and (wordlists.sorts_of_words().get(words.lower[first - 1]))
    ):
        return "organisation"
    if (
        len(parts) == 1
        and form in given
        and words.pos[first] == "PROPN"
        and form not in wordlists.own_places()
        and label in ("MISC", "ORG")
    ):
        return "person"
    if not capital and kind != "other":
        return None
    if kind == "other" and first == last and words.text[first][:1].isupper():
        run = run_end(words, first)
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
