"""Positions that are for a thing, and those that are for less of it: "flights to Norland" and "suspending flights to Norland".

Both are found by one word; on one issue they would be on opposite sides where they want the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Final

from broadsheet.analysis.counting.issue_targets import Target, limit_words
from broadsheet.annotating import content_words

_AGAINST: Final = "against"
_AVOIDING: Final = "avoiding"
"""How a warning "against travel" is named."""


def limited(term: str, members: Sequence[Target], naming: Callable[[list[Target]], str]) -> tuple[str, list[bool]]:
    """The name of an issue, and which of its members are on it and not on its contrary.

    Parameters
    ----------
    term
        The stem, or the id of the actor, that the members share.
    members
        What their positions are about.
    naming
        What an issue of such members would be called by its words alone.

    Returns
    -------
    tuple of str and list of bool
        Where at least half of the members want less of the thing, it is on that, and the name says so ("suspending flights"); else on
        the thing itself.
    """
    everybody = [True] * len(members)
    if term.startswith("@") or term in limit_words():
        return naming(list(members)), everybody
    limits = [limit_of(member.text, term) for member in members]
    found = Counter(limit for limit in limits if limit is not None)
    if 2 * found.total() < len(members):
        kept = [member for member, limit in zip(members, limits, strict=True) if limit is None]
        return naming(kept or list(members)), [limit is None for limit in limits]
    name = naming(list(members))
    if limit_of(name, term) is None:
        most = min(found, key=lambda word: (-found[word], word))
        before = _AVOIDING if most == _AGAINST else most if most.endswith("ing") else f"{most} on"
        name = f"{before} {name}"
    return name, [limit is not None for limit in limits]


def limit_of(phrase: str, term: str) -> str | None:
    """The word by which a phrase wants less of a thing, as the list has it: "a ban on flights", "flight restrictions"."""
    words = phrase.split()
    if words and words[0].casefold() == _AGAINST:
        return _AGAINST
    at = next((number for number, word in enumerate(words) if term in content_words(word)), -1)
    near = words[max(at - 4, 0):at + 2]
    return next((limit_words()[stem] for word in near for stem in sorted(content_words(word)) if stem in limit_words()), None)
