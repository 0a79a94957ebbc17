"""Articles with positions, written by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from tests.invented_layers import Told, layers_of

from broadsheet import schemas
from broadsheet.annotating import Layers


class Held(NamedTuple):
    """A position: who holds it, on what words of the article, the side, and what the words are about."""

    holder: str
    thing: str
    side: str | None
    about: str = "thing"
    target: str | None = None
    cue: str = "back"
    voice: str = "reported"


def layers_with(*articles: tuple[Told, Sequence[Held]]) -> Layers:
    """The layers of the articles with these positions; each spans its article's first sentence from the holder's name on."""
    made = layers_of([told for told, _ in articles])
    ids = made.actors.set_index("name")["actor_id"]
    rows = []
    for told, positions in articles:
        for number, held in enumerate(positions):
            start = told.text.index(held.thing)
            first = min(start, max(told.text.find(held.holder), 0)) if held.holder in told.text else start
            target = None if held.target is None else ids[held.target]
            known, named = ids.get(held.holder), None if held.holder in ids else held.holder
            rows.append((told.key, first, start + len(held.thing) + number, known, named, held.side, held.voice, held.cue,
                         start, start + len(held.thing), target, held.about))
    return replace(made, positions=schemas.frame("positions", rows))


def judged_on(*days: tuple[str, str], about: str = "actor") -> Layers:
    """One article per (day, side) that says that Bo Finch is for or against Ada Moss, or praises or blames her ("judged")."""
    return layers_with(*[
        (Told(f"a{n}", "Bo Finch judged Ada Moss.", day=day), [Held("Bo Finch", "Ada Moss", side, about, "Ada Moss")])
        for n, (day, side) in enumerate(days)
    ])
