"""The watch-list: actors, terms, storylines and plans that somebody keeps an eye on, each entry with its own alerts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Annotated, Any, Final, Literal, Self

from pydantic import ConfigDict, Field, StrictBool, StrictFloat, StrictInt, StrictStr, model_validator
from pydantic.dataclasses import dataclass

from broadsheet.settings.complaints import Source, broken_rule, validated

WatchKind = Literal["actors", "terms", "storylines", "plans"]

CONDITIONS: Final[dict[str, tuple[str, ...]]] = {
    "actors": ("new_articles", "stance_below", "due_days"), "terms": ("new_articles",), "storylines": ("new_articles",),
    "plans": ("due_days", "outcome"),
}
"""The alerts that each kind of entry may have."""

_ALL: Final = ("new_articles", "stance_below", "due_days", "outcome")
_PLANS: Final = 7
"""Days before a plan is due, where an entry on plans names no alert."""


def entries(value: Any) -> Any:
    """The tables of the watch-list; a single one in single brackets is refused with what would be right."""
    if isinstance(value, dict):
        raise broken_rule("write [[watch]], with two brackets, over each entry")
    return value


@dataclass(frozen=True, config=ConfigDict(extra="forbid"))
class Watch:
    """One entry of the watch-list.

    Parameters
    ----------
    name
        What the entry is called in alerts.
    kind
        actors, terms, storylines or plans.
    of
        What is watched: names, aliases or ids of actors; words or phrases; storylines by an article's id (eight characters are enough)
        or words of a title; plans by words of their sentence or an actor who takes part.
    new_articles
        Alert: at least so many articles since the last run name the actor, have the term, or belong to the storyline.
    stance_below
        Alert: a mean stance toward the actor below this, with enough evidence.
    due_days
        Alert: a plan, or one of the actor's, that falls due within so many days.
    outcome
        Alert: a plan has happened, was moved or called off, since the last run.

    Without any of the four, an entry alerts at each new article, one on plans at each outcome and a week before they are due.
    """

    name: StrictStr
    kind: WatchKind
    of: tuple[StrictStr, ...]
    new_articles: Annotated[StrictInt, Field(gt=0)] | None = None
    stance_below: StrictFloat | None = None
    due_days: Annotated[StrictInt, Field(gt=0)] | None = None
    outcome: StrictBool | None = None

    @model_validator(mode="after")
    def _is_an_entry(self) -> Self:
        if not self.name.strip():
            raise broken_rule("watch.name is empty; alerts go by it", "name")
        if not self.of or not all(one.strip() for one in self.of):
            raise broken_rule(f"watch.of = {list(self.of)!r} should name what is watched, as in of = [\"Ada Moss\"]", "of")
        may = CONDITIONS[self.kind]
        for condition in _ALL:
            if getattr(self, condition) is not None and condition not in may:
                raise broken_rule(f"an entry of kind {self.kind!r} has no alert {condition!r}; it may have {', '.join(may)}", condition)
        return self

    def conditions(self) -> dict[str, int | float | bool]:
        """The alerts that the entry asks for, by name."""
        asked = {name: getattr(self, name) for name in CONDITIONS[self.kind] if getattr(self, name) not in (None, False)}
        if asked or any(getattr(self, name) is not None for name in _ALL):
            return asked
        return {"due_days": _PLANS, "outcome": True} if self.kind == "plans" else {"new_articles": 1}

    def as_entry(self) -> dict[str, Any]:
        """The entry as plain values, as a notebook's parameter takes it: `name`, `kind`, `of` and its alerts."""
        asked = {name: getattr(self, name) for name in _ALL if getattr(self, name) is not None}
        return {"name": self.name, "kind": self.kind, "of": list(self.of), **(asked or self.conditions())}


def watch_entries(given: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Entries that came as plain values, each with the alerts that it has by default.

    Parameters
    ----------
    given
        Mappings with `name`, `kind`, `of` and any alerts.

    Returns
    -------
    list of dict
        The entries in their order.

    Raises
    ------
    RequestError
        An entry lacks one of the three, or has a name or a value that there is not.

    Examples
    --------
    >>> watch_entries([{"name": "Harbour", "kind": "terms", "of": ["quay"]}])
    [{'name': 'Harbour', 'kind': 'terms', 'of': ['quay'], 'new_articles': 1}]
    """
    return [validated(Watch, dict(entry), Source(f"watch-list, entry {number}")).as_entry() for number, entry in enumerate(given, 1)]
