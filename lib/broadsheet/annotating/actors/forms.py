"""The actors of single articles, gathered from their mentions: names, kind, country, and the company they keep."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

import pandas as pd

from broadsheet.annotating.actors.world import world_name
from broadsheet.annotating.languages import NameWords, annotated_language, language_of

_BETWEEN = 3
"""Characters between a country and its body: a space, or a possessive ending and a space."""

_CLEARLY = 2
"""Pronouns of one gender, and none of the other, that tell a person's gender."""


@dataclass(slots=True)
class LocalActor:
    """One actor of one article. fixed: the id that a word list gives it; shown: the name it gives."""

    key: str
    article_id: str
    kind: str
    forms: dict[str, int] = field(default_factory=dict)
    country: str | None = None
    fixed: str | None = None
    shown: str | None = None
    names: NameWords = field(default_factory=lambda: language_of().names)
    """What is known of names in the language of its article."""
    offices: set[str] = field(default_factory=set)
    """Of a person, the offices of the world's table that the article gives: "president", "prime-minister"."""
    state: str | None = None
    """Of a body of the state, the country that stands before its name: "Kosovo's Ministry of the Interior"."""
    pronouns: Counter[str] = field(default_factory=Counter)
    """Of a person, "m" and "f" → the pronouns of that gender that mean the person in the article."""

    @property
    def gender(self) -> str:
        """"m" or "f", as a given name or else the article's pronouns tell it; empty where they do not, or not clearly."""
        full = [tokens for form in self.forms if len(tokens := person_tokens(form)) > 1]
        named = {gender for tokens in full if (gender := self.names.given_gender(tokens))}
        if len(named) == 1:
            return named.pop()
        told = [gender for gender in self.pronouns if self.pronouns[gender] >= _CLEARLY]
        return told[0] if len(told) == len(self.pronouns) == 1 else ""


Known = Mapping[str, tuple[str, list[str]]]
"""Id of each actor known before → its kind and names, the shown one first."""


def local_actors(mentions: pd.DataFrame, roles: pd.DataFrame, languages: Mapping[str, object] | None = None) -> list[LocalActor]:
    """The local actors that have a name, in the order of their keys' first mention.

    Parameters
    ----------
    mentions, roles
        As for `resolve_actors`.
    languages
        The codes of the articles' languages; an article that is not there is in the first.
    """
    found: dict[str, LocalActor] = {}
    known = _names_by_article(languages or {})
    named = mentions[mentions["actor_id"].notna() & (mentions["form"] == "name")]
    owner: tuple[str, int, str] = ("", -1, "")
    states: dict[str, Counter[str]] = {}
    columns = (named[column].tolist() for column in ("actor_id", "article_id", "kind", "text", "start", "end"))
    for key, article_id, kind, text, start, end in zip(*columns, strict=True):
        actor = found.get(key)
        names = known.get(article_id) or language_of().names
        if actor is None:
            actor = found[key] = LocalActor(key, article_id, kind, names=names)
        form = _alias_form(names, text)
        actor.forms[form] = actor.forms.get(form, 0) + 1
        if kind in ("country", "place"):
            _count_state(states.setdefault(article_id, Counter()), form, names)
        if kind == "country":
            owner = (article_id, end, form)
        elif kind == "organisation" and owner[0] == article_id and 0 < start - owner[1] <= _BETWEEN and actor.state is None:
            actor.state = _state(owner[2], form, names)
    _add_pronouns(found, mentions)
    _add_countries(found, roles)
    for actor in found.values():
        _fix(actor, states.get(actor.article_id, Counter()))
    _fix_among(found.values())
    return list(found.values())


def _names_by_article(languages: Mapping[str, object]) -> dict[str, NameWords]:
    """What is known of names in the language of each article that is in another than the first."""
    first = language_of().names
    by_code = {code: language_of(code).names for code in set(languages.values()) if isinstance(code, str) and annotated_language(code)}
    found = {article_id: by_code.get(code) for article_id, code in languages.items() if isinstance(code, str)}
    return {article_id: names for article_id, names in found.items() if names is not None and names is not first}


def _count_state(states: Counter[str], form: str, known: NameWords) -> None:
    """Count the country of a form: its name, its adjective, its capital or a town in it."""
    country = known.country_forms().get(form)
    place = known.places().get(form)
    code = country.country if country is not None else place[1] if place is not None else None
    if code is not None:
        states[code] += 1


def _state(owner: str, body: str, known: NameWords) -> str | None:
    """The country that owns the body, where its name alone does not tell whose it is."""
    form = known.country_forms().get(owner)
    return form.country if form is not None and (known.is_state_body(body) or body in known.shared_forms()) else None


@lru_cache(maxsize=65536)
def alias_form(text: str) -> str:
    """A mention by name as an alias: on one line, without a possessive ending."""
    return language_of().names.alias_form(text)


@lru_cache(maxsize=65536)
def _alias_form(names: NameWords, text: str) -> str:
    """As `alias_form`; most names come again and again."""
    return names.alias_form(text)


def person_tokens(name: str) -> list[str]:
    """The parts of a person's name, casefolded, without what does not belong to it."""
    return list(_person_tokens(name))


@lru_cache(maxsize=65536)
def _person_tokens(name: str) -> tuple[str, ...]:
    """As `person_tokens`; most names come again and again."""
    return tuple(language_of().names.person_tokens(name))


def surname_of(tokens: list[str]) -> str:
    """The family name among the parts of a name."""
    return language_of().names.surname_of(tokens)


def given_names_fit(one: str, other: str) -> bool:
    """Whether two given names can be one person's."""
    return language_of().names.given_names_fit(one, other)


def _add_pronouns(found: dict[str, LocalActor], mentions: pd.DataFrame) -> None:
    meant = mentions[mentions["actor_id"].notna() & (mentions["form"] == "pronoun") & (mentions["kind"] == "person")]
    for key, text in zip(meant["actor_id"].tolist(), meant["text"].tolist(), strict=True):
        actor = found.get(key)
        gender = actor.names.pronouns.get(text.casefold().lstrip("-")) if actor is not None else None
        if actor is not None and gender is not None:
            actor.pronouns[gender] += 1


def _add_countries(found: dict[str, LocalActor], roles: pd.DataFrame) -> None:
    stated: dict[str, Counter[str]] = {}
    known = roles[roles["country"].notna()]
    for key, country in zip(known["actor_id"].tolist(), known["country"].tolist(), strict=True):
        stated.setdefault(key, Counter())[country] += 1
    for key, countries in stated.items():
        if key in found:
            found[key].country = min(countries, key=lambda c: (-countries[c], c))
    for key, role in zip(known["actor_id"].tolist(), known["role"].tolist(), strict=True):
        office = _office(role) if key in found and isinstance(role, str) else None
        if office is not None:
            found[key].offices.add(office)


@lru_cache(maxsize=4096)
def _office(role: str) -> str | None:
    """The office of the world's table that a role begins with or is: "President of Russia" is "president"."""
    words = role.casefold().split()
    tries = (" ".join(words[:number]) for number in range(min(len(words), 4), 0, -1))
    found = next((name for each in tries if (name := world_name(each, kind="office")) is not None), None)
    return None if found is None else found.key


def _fix(actor: LocalActor, states: Counter[str]) -> None:
    """Give the actor the entry that its forms have in a word list of its kind; `states`: the countries that its article names."""
    known = actor.names
    forms = known.country_forms()
    if actor.kind == "country":
        countries = Counter(forms[f].country for f in actor.forms if f in forms)
        if countries:
            code = min(countries, key=lambda c: (-countries[c], c))
            actor.country, actor.fixed, actor.shown = code, f"country:{code}", known.country_names()[code]
    elif actor.kind == "organisation":
        lists = known.organisations()
        entry = next((lists[f] for f in actor.forms if f in lists), None)
        seat = next((known.seats[f][1] for f in actor.forms if f in known.seats), None)
        if entry and (state := _other_state(actor, entry[1], states)):
            actor.country, actor.shown = state, max(actor.forms, key=lambda form: (len(form), form))
            actor.fixed = f"organisation:{slug(entry[0].removeprefix(f"{entry[1]} "))}@{state}"
        elif entry or seat:
            name = entry[0] if entry else str(seat)
            actor.country, actor.shown = entry[1] if entry else None, name
            actor.fixed = f"organisation:{slug(name)}"
        else:
            actor.country = actor.country or actor.state
            if known.fixed_body is not None and (fixed := known.fixed_body(actor.forms, actor.country, states)) is not None:
                name, actor.country = fixed
                actor.fixed, actor.shown = f"organisation:{slug(name)}@{actor.country}", name
    elif actor.kind == "place":
        places = known.places()
        entry = next((places[f] for f in actor.forms if f in places), None)
        capital = next((forms[f].country for f in actor.forms if f in forms), None)
        if entry or capital:
            name = entry[0] if entry else _capital_shown(actor, capital)
            actor.country = entry[1] if entry else capital
            actor.fixed, actor.shown = f"place:{slug(name)}", name
    elif actor.kind == "group":
        country = next((forms[f].country for f in actor.forms if f in forms), None)
        name = next(iter(actor.forms))
        actor.country = country
        actor.fixed = f"group:{country}" if country else f"group:{slug(name)}"


def _capital_shown(actor: LocalActor, country: str | None) -> str:
    """The name of a capital by which articles in all languages are joined: "Oulan-Bator" in a French article is Ulaanbaatar."""
    name = next(iter(actor.forms))
    if actor.names is language_of().names:
        return name
    known = (world_name(form, kind="capital") for form in actor.forms)
    return next((found.name for found in known if found is not None and found.key == country), name)


def _fix_among(actors: Collection[LocalActor]) -> None:
    """Give a form the list entry that it has beside the other bodies of its article: "the House" beside the Senate."""
    bodies: dict[str, set[str]] = {}
    for actor in actors:
        if actor.fixed is not None and actor.shown is not None and actor.kind == "organisation":
            bodies.setdefault(actor.article_id, set()).add(actor.shown)
    for actor in actors:
        if actor.fixed is None and actor.kind == "organisation" and len(actor.forms) == 1:
            name = actor.names.meant_among(next(iter(actor.forms)), bodies.get(actor.article_id, ()))
            if name is not None:
                actor.fixed, actor.shown, actor.country = f"organisation:{slug(name)}", name, actor.names.organisations()[name][1]


def _other_state(actor: LocalActor, own: str | None, states: Counter[str]) -> str | None:
    """The state whose body this is where others bear its name too: "the Treasury" in an article on Australia is not Washington's.

    It is the state that stands before the name, else the only one that the article names, if that is another.
    """
    if not set(actor.forms).issubset(actor.names.shared_forms()):
        return None
    if actor.state is not None:
        return actor.state if actor.state != own else None
    return next(iter(states)) if len(states) == 1 and own not in states else None


def slug(name: str) -> str:
    """The name as part of an id: its letters and digits, casefolded, joined by hyphens."""
    cleaned = "".join(c if c.isalnum() else "" if c in ".'’" else " " for c in name.casefold())
    words = cleaned.split()
    if len(words) > 1 and words[0] in language_of().names.articles:
        words = words[1:]
    return "-".join(words) or name.casefold()
