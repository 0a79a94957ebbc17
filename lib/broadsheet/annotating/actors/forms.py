"""The actors of single articles, gathered from their mentions: names, kind, country, and the company they keep."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from broadsheet.annotating.names import wordlists
from broadsheet.annotating.names.countries import country_forms, country_names
from broadsheet.annotating.names.metonymy import SEAT_OF

_BETWEEN = 3
"""Characters between a country and its body: a space, or a possessive ending and a space."""
_STATE_BODIES = frozenset({
    "ministry", "parliament", "assembly", "government", "army", "navy", "police", "court", "senate", "cabinet", "treasury", "embassy",
})
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
    state: str | None = None
    """Of a body of the state, the country that stands before its name: "Kosovo's Ministry of the Interior"."""


Known = Mapping[str, tuple[str, list[str]]]
"""Id of each actor known before → its kind and names, the shown one first."""


def local_actors(mentions: pd.DataFrame, roles: pd.DataFrame) -> list[LocalActor]:
    """The local actors that have a name, in the order of their keys' first mention."""
    found: dict[str, LocalActor] = {}
    named = mentions[mentions["actor_id"].notna() & (mentions["form"] == "name")]
    owner: tuple[str, int, str] = ("", -1, "")
    columns = (named[column].tolist() for column in ("actor_id", "article_id", "kind", "text", "start", "end"))
    for key, article_id, kind, text, start, end in zip(*columns, strict=True):
        actor = found.get(key)
        if actor is None:
            actor = found[key] = LocalActor(key, article_id, kind)
        form = alias_form(text)
        actor.forms[form] = actor.forms.get(form, 0) + 1
        if kind == "country":
            owner = (article_id, end, form)
        elif kind == "organisation" and owner[0] == article_id and 0 < start - owner[1] <= _BETWEEN and actor.state is None:
            actor.state = _state(owner[2], form)
    _add_countries(found, roles)
    for actor in found.values():
        _fix(actor)
    return list(found.values())


def _state(owner: str, body: str) -> str | None:
    """The country that owns the body, where its name alone does not tell whose it is."""
    form = country_forms().get(owner)
    return form.country if form is not None and is_state_body(body) else None


def is_state_body(name: str) -> bool:
    """Whether every state has a body of that name: "Interior Ministry", "Supreme Court", "Parliament"."""
    words = name.casefold().split()
    return words[0] in _STATE_BODIES or words[-1] in _STATE_BODIES


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
            name = entry[0] if entry else str(seat)
            actor.country, actor.shown = entry[1] if entry else None, name
            actor.fixed = f"organisation:{slug(name)}"
        else:
            actor.country = actor.country or actor.state
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
