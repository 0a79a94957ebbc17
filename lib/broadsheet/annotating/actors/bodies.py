"""Organisations across articles: shared forms, places before names, bodies of states."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache

from broadsheet.annotating.actors.forms import Known, LocalActor, slug
from broadsheet.annotating.languages import language_of


def join_bodies(local: Sequence[LocalActor], kinds: Mapping[str, str], known: Known) -> dict[str, str]:
    """Local key → actor_id of organisations and whatever else has no list entry: one actor where two articles share a telling form.

    "Ministry of the Interior" tells nothing without its state: said of two states it is two actors, and without a state it
    is the one that is known, if only one is.
    """
    parent: dict[str, str] = {}

    def root(form: str) -> str:
        while parent.setdefault(form, form) != form:
            parent[form] = parent[parent[form]]
            form = parent[form]
        return form

    named: dict[str, str] = {}
    for actor_id, (kind, names) in known.items():
        if kind != "person":
            state = actor_id.partition("@")[2]
            first = _body_key(kind, names[0], state)
            named[first] = actor_id
            for name in names[1:]:
                if is_telling(name):
                    parent[root(_body_key(kind, name, state))] = root(first)
    first_forms: dict[str, str] = {}
    for actor in local:
        kind = kinds[actor.key]
        forms = [form for form in actor.forms if is_telling(form)] or list(actor.forms)
        first_forms[actor.key] = _body_key(kind, max(forms, key=lambda form: (len(form), form)), actor.state)
        for form in forms:
            one, other = sorted((root(first_forms[actor.key]), root(_body_key(kind, form, actor.state))))
            parent[other] = one
    _join_stateless(parent, root)
    _join_shortened(parent, root)
    shown = _shown_forms(first_forms, root)
    ids_of_roots = {root(form): actor_id for form, actor_id in named.items()}
    return {key: ids_of_roots.get(root(form)) or shown[root(form)] for key, form in first_forms.items()}


def _join_stateless(parent: dict[str, str], root: Callable[[str], str]) -> None:
    """A body of the state named without its state is that of the one state whose body is named so."""
    states: dict[str, set[str]] = defaultdict(set)
    for form in parent:
        base, _, state = form.partition("@")
        if state:
            states[base].add(form)
    for base, forms in states.items():
        if base in parent and len({root(form) for form in forms}) == 1:
            parent[root(base)] = root(next(iter(forms)))


def _join_shortened(parent: dict[str, str], root: Callable[[str], str]) -> None:
    """"Red Sox" joins "Boston Red Sox" where it ends no other name: a town or state before a name adds nothing to it.

    Nor does what a long name goes on to list: "Office of Roads" is the "Office of Roads and Bridges".
    """
    ends: dict[str, set[str]] = defaultdict(set)
    joiners = language_of().names.joiners
    for form in parent:
        if "@" in form:
            continue
        kind, _, words = form.partition(":")
        parts = words.split("-")
        for cut in range(1, min(len(parts), 4)):
            if kind == "organisation" and " ".join(parts[:cut]) in _place_slugs():
                ends[f"{kind}:{'-'.join(parts[cut:])}"].add(form)
        for cut in range(3, len(parts) - 1):
            if parts[cut] in joiners:
                ends["-".join([f"{kind}:{parts[0]}", *parts[1:cut]])].add(form)
    for short, longer in ends.items():
        if short in parent and len({root(form) for form in longer}) == 1 and is_telling(short.partition(":")[2].replace("-", " ")):
            one, other = sorted((root(short), root(next(iter(longer)))))
            parent[other] = one


@lru_cache(maxsize=1)
def _place_slugs() -> frozenset[str]:
    return frozenset(slug(place).replace("-", " ") for place in language_of().names.places())


def _shown_forms(first_forms: Mapping[str, str], root: Callable[[str], str]) -> dict[str, str]:
    """Root of a set of forms → the id, made from its most frequent form."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for form in first_forms.values():
        counts[root(form)][form] += 1
    return {one: min(forms, key=lambda form: (-forms[form], -len(form), form)) for one, forms in counts.items()}


def _body_key(kind: str, form: str, state: str | None = None) -> str:
    names = language_of().names
    return f"{kind}:{'-'.join(names.body_words(slug(form).split('-')))}" + (f"@{state}" if state and names.is_state_body(form) else "")


def is_telling(form: str) -> bool:
    """Whether a form says which body it is: "Ministry" and "the Times" do not."""
    words = form.casefold().split()
    return len(words) > 1 or words[0] not in language_of().names.kinds_of_words()
