"""Which names of an article are one actor: people by surname, bodies by form and acronym, countries by code, towns by name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from broadsheet.annotating.french.names import wordlists
from broadsheet.annotating.french.names.countries import country_forms
from broadsheet.annotating.french.names.joined import alias_form, person_tokens, without_accents
from broadsheet.annotating.french.names.spans import Name
from broadsheet.annotating.french.reading import Words
from broadsheet.annotating.languages import language_of


@dataclass(slots=True)
class Actor:
    """An actor of one article; `name` is its fullest form, `country` a code where the name tells it."""

    chain: int
    kind: str
    name: str
    gender: str = ""
    country: str | None = None
    tokens: list[str] = field(default_factory=list)


def chain_names(names: Sequence[Name], words: Words) -> dict[int, Actor]:
    """First token of each name that names an actor → the actor."""
    found: dict[int, Actor] = {}
    actors: list[Actor] = []
    people = [name for name in names if name.kind == "person"]
    for name in sorted(people, key=lambda name: (len(person_tokens(name.form)) < 2, name.first)):
        tokens = person_tokens(name.form)
        actor = _bearer(tokens, name, [one for one in actors if one.kind == "person"], found)
        if actor is None:
            actor = Actor(0, "person", name.form, tokens=tokens)
            actors.append(actor)
        actor.gender = actor.gender or (name.gender if name.titled else "") or _gender(tokens, name.form) or name.gender
        found[name.first] = actor
    keys: dict[str, Actor] = {}
    for number, name in enumerate(names):
        if name.kind in ("person", "other"):
            continue
        key = _key(name)
        before = names[number - 1] if number else None
        if key not in keys and before is not None and before.first in found and _introduces(words, before, name):
            keys[key] = found[before.first]
        if key not in keys:
            keys[key] = Actor(0, name.kind, name.form, country=name.country)
            actors.append(keys[key])
        found[name.first] = keys[key]
        if name.kind == keys[key].kind and len(name.form) > len(keys[key].name):
            keys[key].name = name.form
    for chain, first in enumerate(dict.fromkeys(id(found[first]) for first in sorted(found))):
        for actor in actors:
            if id(actor) == first:
                actor.chain = chain
    return found


def _bearer(tokens: list[str], name: Name, people: Sequence[Actor], found: dict[int, Actor]) -> Actor | None:
    """The person of the article whose name this can be: the same name, or the surname alone of the one who was named last."""
    fitting = [one for one in people if _is_part(tokens, one.tokens)]
    if len(tokens) > 1:
        names = language_of().names
        fitting = fitting or [
            one for one in people
            if len(one.tokens) > 1 and one.tokens[-1] == tokens[-1] and names.given_names_fit(tokens[0], one.tokens[0])
        ]
        return fitting[0] if fitting else None
    fitting = [one for one in fitting if not name.gender or one.gender in ("", name.gender)] or fitting
    before = [first for first in sorted(found) if first < name.first and any(found[first] is one for one in fitting)]
    if before:
        return found[before[-1]]
    return fitting[0] if fitting else None


def _is_part(tokens: list[str], full: list[str]) -> bool:
    """Whether a name is the end of a fuller one: "von der leyen" of "ursula von der leyen"; or the same in another order of parts."""
    short, long = sorted((tokens, full), key=len)
    return bool(short) and long[-len(short):] == short


def _gender(tokens: list[str], form: str) -> str:
    """m or f where the given name says so, else empty."""
    if len(tokens) < 2:
        return ""
    given = form.split()[0]
    known = wordlists.given_names()
    gender = known.get(given) or known.get(given.split("-")[0], "")
    return gender if gender in ("m", "f") else ""


def _key(name: Name) -> str:
    """What two names of one body, country or town share."""
    if name.kind in ("country", "group"):
        form = country_forms().get(name.form)
        return f"{name.kind}:{name.country or (form.country if form else name.form)}"
    form_key = alias_form(name.form)
    if name.kind == "organisation":
        if form_key == "Bruxelles":
            return "organisation:European Union"
        listed = wordlists.organisations().get(form_key)
    else:
        listed = wordlists.places().get(form_key)
    return f"{name.kind}:{listed[0] if listed else without_accents(form_key).casefold()}"


def _introduces(words: Words, full: Name, short: Name) -> bool:
    """"l'Agence des routes de l'Est (ARE)": the letters in brackets are of the name before."""
    if short.first != full.last + 2 or words.text[short.first - 1] != "(" or full.kind != "organisation" or short.kind != "organisation":
        return False
    letters = without_accents(short.form).casefold()
    initials = "".join(part[0] for part in without_accents(full.form).casefold().replace("'", " ").replace("’", " ").replace("-", " ").split())
    return short.form.isupper() and _in_order(letters, initials)


def _in_order(letters: str, among: str) -> bool:
    rest = iter(among)
    return all(letter in rest for letter in letters)
