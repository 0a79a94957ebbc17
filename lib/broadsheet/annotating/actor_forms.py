"""The actors of single articles, gathered from their mentions: names, kind, country, and the company they keep."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

import pandas as pd

from broadsheet.annotating import wordlists
from broadsheet.annotating.countries import country_forms, country_names
from broadsheet.annotating.metonymy import SEAT_OF

_POSSESSIVES = ("'s", "’s", "'", "’")


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


def local_actors(mentions: pd.DataFrame, roles: pd.DataFrame) -> list[LocalActor]:
    """The local actors that have a name, in the order of their keys' first mention."""
    found: dict[str, LocalActor] = {}
    named = mentions[mentions["actor_id"].notna() & (mentions["form"] == "name")]
    for key, article_id, kind, text in zip(named["actor_id"], named["article_id"], named["kind"], named["text"], strict=True):
        actor = found.get(key)
        if actor is None:
            actor = found[key] = LocalActor(key, article_id, kind)
        form = alias_form(text)
        actor.forms[form] = actor.forms.get(form, 0) + 1
    _add_countries(found, roles)
    for actor in found.values():
        _fix(actor)
    return list(found.values())


def alias_form(text: str) -> str:
    """A mention by name as an alias: on one line, without a possessive ending."""
    form = " ".join(text.split())
    for ending in _POSSESSIVES:
        if form.endswith(ending) and len(form) > len(ending) + 1:
            return form[: -len(ending)]
    return form


def _add_countries(found: dict[str, LocalActor], roles: pd.DataFrame) -> None:
    stated: dict[str, Counter[str]] = {}
    known = roles[roles["country"].notna()]
    for key, country in zip(known["actor_id"], known["country"], strict=True):
        stated.setdefault(key, Counter())[country] += 1
    for key, countries in stated.items():
        if key in found:
            found[key].country = min(countries, key=lambda c: (-countries[c], c))


def _fix(actor: LocalActor) -> None:
    """Give the actor the entry that its forms have in a word list of its kind."""
    forms = country_forms()
    if actor.kind == "country":
        countries = Counter(forms[f].country for f in actor.forms if f in forms)
        if countries:
            code = min(countries, key=lambda c: (-countries[c], c))
            actor.country, actor.fixed, actor.shown = code, f"country:{code}", country_names()[code]
    elif actor.kind == "organisation":
        lists = wordlists.organisations()
        entry = next((lists[f] for f in actor.forms if f in lists), None)
        seat = next((SEAT_OF[f][1] for f in actor.forms if f in SEAT_OF), None)
        if entry or seat:
            actor.shown = entry[0] if entry else seat
            actor.country = entry[1] if entry else None
            actor.fixed = f"organisation:{slug(actor.shown)}"
    elif actor.kind == "place":
        entry = next((wordlists.places()[f] for f in actor.forms if f in wordlists.places()), None)
        capital = next((forms[f].country for f in actor.forms if f in forms), None)
        if entry or capital:
            name = entry[0] if entry else next(iter(actor.forms))
            actor.country = entry[1] if entry else capital
            actor.fixed, actor.shown = f"place:{slug(name)}", name
    elif actor.kind == "group":
        country = next((forms[f].country for f in actor.forms if f in forms), None)
        name = next(iter(actor.forms))
        actor.country = country
        actor.fixed = f"group:{country}" if country else f"group:{slug(name)}"


def slug(name: str) -> str:
    """The name as part of an id: its letters and digits, casefolded, joined by hyphens."""
    cleaned = "".join(c if c.isalnum() else "" if c in ".'’" else " " for c in name.casefold())
    words = cleaned.split()
    if len(words) > 1 and words[0] == "the":
        words = words[1:]
    return "-".join(words) or name.casefold()
