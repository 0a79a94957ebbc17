"""Actors across articles: which of the articles' own actors are one person, organisation or country.

Ids are made from what an actor is, not from when it was seen: `person:albin-kurti`, `country:XK`. So they stay as articles
are added and are the same on every machine. Articles' actors that give only a surname or an acronym join the actor whose full
name fits; of several that fit, the one whose company (the other actors of the article) is most alike.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final, NamedTuple

import pandas as pd

from broadsheet import schemas
from broadsheet.annotating.actors.bodies import is_telling
from broadsheet.annotating.actors.forms import LocalActor, local_actors
from broadsheet.annotating.actors.joining import join_actors
from broadsheet.annotating.languages import language_of

_INITIALS: Final = re.compile(r"(?:\w\.){2,}\w?")
"""Initials with points: "U.N."."""

_INITIALS_AT_LEAST: Final = 3
"""Letters from which initials name a body for most readers: "PA" is many things."""


class ResolvedActors(NamedTuple):
    """`ids`: a local actor's key → its actor_id; `actors` and `aliases`: the tables of that name."""

    ids: dict[str, str]
    actors: pd.DataFrame
    aliases: pd.DataFrame


def resolve_actors(
    mentions: pd.DataFrame, roles: pd.DataFrame, *, known: ResolvedActors | None = None, languages: Mapping[str, object] | None = None,
) -> ResolvedActors:
    """Actors of the whole set of articles.

    Parameters
    ----------
    mentions
        Columns of `mentions`, where `actor_id` is the local actor's key, `<article_id>#<chain>`.
    roles
        Columns of `roles`, with local keys likewise.
    known
        Actors resolved before (an archive's): their ids stay as they are, and they are among the actors returned, with
        the mentions of their aliases added up.
    languages
        The codes of the articles' languages, by which their names are read; an article that is not there is in the first.

    Notes
    -----
    Two people who share first name and surname are one actor unless their middle names differ; split them in the
    corrections file. Work grows with the number of new mentions; of `known` only names are read.
    """
    local = local_actors(mentions, roles, languages)
    ids = join_actors(local, _known_forms(known), _known_countries(known))
    actors, aliases = _tables(local, ids)
    if known is not None:
        actors, aliases = _with_known(actors, aliases, known)
    return ResolvedActors(ids, actors, aliases)


def _known_forms(known: ResolvedActors | None) -> dict[str, tuple[str, list[str]]]:
    """Id of each known actor → its kind and names, the shown one first."""
    if known is None or known.actors.empty:
        return {}
    columns = (known.actors[column].tolist() for column in ("actor_id", "kind", "name"))
    forms: dict[str, tuple[str, list[str]]] = {actor_id: (kind, [name]) for actor_id, kind, name in zip(*columns, strict=True)}
    for actor_id, alias in zip(known.aliases["actor_id"].tolist(), known.aliases["alias"].tolist(), strict=True):
        if actor_id in forms:
            forms[actor_id][1].append(alias)
    return forms


def _known_countries(known: ResolvedActors | None) -> dict[str, str]:
    """Id of each known actor that has a country → that country."""
    if known is None or known.actors.empty:
        return {}
    with_country = known.actors[known.actors["country"].notna()]
    return dict(zip(with_country["actor_id"].tolist(), with_country["country"].tolist(), strict=True))


def _tables(local: list[LocalActor], ids: dict[str, str]) -> tuple[pd.DataFrame, pd.DataFrame]:
    counts: dict[str, dict[str, int]] = {}
    own: dict[str, dict[str, int]] = {}
    kinds: dict[str, dict[str, int]] = {}
    countries: dict[str, dict[str, int]] = {}
    listed: dict[str, str] = {}
    for actor in local:
        actor_id = ids[actor.key]
        forms = counts.setdefault(actor_id, {})
        for form, number in actor.forms.items():
            forms[form] = forms.get(form, 0) + number
            if actor.names is language_of().names:
                own.setdefault(actor_id, {})[form] = own.get(actor_id, {}).get(form, 0) + number
        _count(kinds.setdefault(actor_id, {}), actor.kind)
        if actor.country:
            _count(countries.setdefault(actor_id, {}), actor.country)
        if actor.shown:
            listed[actor_id] = actor.shown
    actors = [
        (actor_id, _name(listed.get(actor_id), own.get(actor_id, forms), kinds[actor_id]), _most(kinds[actor_id]),
         _most(countries.get(actor_id, {})))
        for actor_id, forms in counts.items()
    ]
    aliases = [(actor_id, form, number) for actor_id, forms in counts.items() for form, number in forms.items()]
    return schemas.frame("actors", actors), schemas.frame("aliases", aliases)


def _count(counts: dict[str, int], value: str) -> None:
    counts[value] = counts.get(value, 0) + 1


def _most(counts: dict[str, int]) -> str | None:
    return min(counts, key=lambda value: (-counts[value], value)) if counts else None


def _name(listed: str | None, forms: dict[str, int], kinds: dict[str, int]) -> str:
    """The name to show: that of a word list, but of a body that articles never call so the one that they use most.

    "BBC" and "State Department", where nobody writes "British Broadcasting Corporation" and "Department of State". A form that bodies of
    other states have as well ("Congress"), a single word that is short for the name ("Labour") and two initials stay out of it.
    """
    if listed is None:
        return _shown(forms, kinds)
    plain: dict[str, int] = {}
    for form, number in forms.items():
        bare = form.replace(".", "") if _INITIALS.fullmatch(form) else form
        plain[bare] = plain.get(bare, 0) + number
    if _most(kinds) != "organisation" or not plain or _bared(listed) in map(_bared, plain):
        return listed
    used = min(plain, key=lambda form: (-plain[form], -len(form), form))
    short = " " not in used and (not used.isupper() or len(used) < _INITIALS_AT_LEAST)
    return listed if short or used in language_of().names.shared_forms() or not used[0].isupper() else used


def _bared(name: str) -> str:
    """A name for comparing: without "the", capitals, points, hyphens and the spellings of two sides of the ocean."""
    return name.casefold().removeprefix("the ").replace("organis", "organiz").replace(".", "").replace("-", " ")


def _shown(forms: dict[str, int], kinds: dict[str, int]) -> str:
    """The name to show: of a person the most frequent full name, of a body the fullest form that articles use often.

    Where articles in the first language name it, only their forms are asked.

    Often is a third as often as the most frequent: "Census Bureau" beside "Census", but "BP", not "BP America" of one article.
    A word that many bodies share ("Court", "Times") is shown only where there is no other form.
    """
    if _most(kinds) == "person":
        able = {form: number for form, number in forms.items() if " " in form}
    else:
        able = {form: number for form, number in forms.items() if is_telling(form)}
        often = [form for form, number in able.items() if 3 * number >= max(able.values())]
        if often:
            return min(often, key=lambda form: (-len(form.split()), -able[form], form))
    able = able or forms
    return min(able, key=lambda form: (-able[form], -len(form), form))


def _with_known(actors: pd.DataFrame, aliases: pd.DataFrame, known: ResolvedActors) -> tuple[pd.DataFrame, pd.DataFrame]:
    new = actors[~actors["actor_id"].isin(known.actors["actor_id"])]
    countries = actors.set_index("actor_id")["country"]
    kept = known.actors.assign(country=known.actors["country"].fillna(known.actors["actor_id"].map(countries)))
    summed = pd.concat([known.aliases, aliases], ignore_index=True).groupby(["actor_id", "alias"], as_index=False)["mentions"].sum()
    return schemas.frame("actors", pd.concat([kept, new], ignore_index=True)), schemas.frame("aliases", summed)
