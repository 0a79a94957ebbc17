"""What the loss of rows in one table means for the others: rows made again, articles to annotate again, and what is gone for good."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd
import pyarrow as pa

from broadsheet.annotating import LOCAL
from broadsheet.archive.contents import named
from broadsheet.archive.record import is_recorded
from broadsheet.archive.register import awaiting
from broadsheet.archive.restoring import (
    layers_lost,
    marked_lost,
    missing_actors,
    missing_prints,
    register_rows,
    unannotated,
    without_text,
)
from broadsheet.archive.state import State
from broadsheet.archive.tables import OWN, arrow_table


@dataclass
class Restored:
    """What is to be written and said.

    `rows`: what a batch of repair brings; `again`: articles to annotate again; `without_text`: rows of the register of articles whose text
    is gone; `said`: by table, what becomes of its loss; `beyond`: tables of which something cannot be made again.
    """

    rows: dict[str, pa.Table] = field(default_factory=dict)
    again: set[str] = field(default_factory=set)
    without_text: pd.DataFrame = field(default_factory=pd.DataFrame)
    said: dict[str, str] = field(default_factory=dict)
    beyond: set[str] = field(default_factory=set)


def restored(state: State, lost: Mapping[str, frozenset[int]]) -> Restored:
    """What follows from the loss of rows of these batches in these tables. Nothing is written here."""
    made = Restored()
    register = register_rows(state, lost.get("register", frozenset()))
    if len(register):
        made.said["register"] = f"{len(register)} entries made again from the articles: {named(register['article_id'])}"
    _removals(state, lost, made)
    gone = without_text(state)
    for name in LOCAL:
        ids = layers_lost(state, lost.get(name, ())) - set(gone["article_id"])
        if ids:
            made.said[name] = f"annotated again: {named(ids)}"
            made.again |= ids
    if len(gone):
        made.said["articles"] = f"{len(gone)} articles have lost their text"
        made.beyond.add("articles")
        made.without_text = gone
    stored = state.stored[~state.stored["article_id"].isin(register["article_id"])]
    known = pd.concat([stored, register], ignore_index=True) if len(register) else stored
    again = unannotated(known[known["article_id"].isin(made.again)])
    same = register[~register["article_id"].isin(made.again)]
    changed = [part for part in (same, again, marked_lost(gone)) if len(part)]
    if changed:
        made.rows["register"] = arrow_table("register", pd.concat(changed, ignore_index=True).drop(columns="batch", errors="ignore"))
        made.again |= set(same["article_id"][awaiting(same)]) if len(same) else set()
    _others(state, lost, gone, made)
    return made


def _removals(state: State, lost: Mapping[str, frozenset[int]], made: Restored) -> None:
    """Removals that the register has lost: their articles cannot be told from those whose text was damaged."""
    batches = state.batches[state.batches["batch"].isin(list(lost.get("register", ()))) & (state.batches["kind"] == "removal")]
    if len(batches):
        made.beyond.add("register")
        days = ", ".join(f"{at:%Y-%m-%d}" for at in batches["at"])
        said = f"which articles were removed on {days} is not known any more"
        made.said["register"] = "; ".join(filter(None, [made.said.get("register"), said]))


def _others(state: State, lost: Mapping[str, frozenset[int]], gone: pd.DataFrame, made: Restored) -> None:
    """Fingerprints, actors, files and corrections."""
    if len(prints := missing_prints(state)):
        made.rows["prints"] = prints
        made.said["prints"] = f"{len(prints)} fingerprints made again"
    actors, nameless = missing_actors(state) if lost or not is_recorded(state.batches) else (pa.table({}), 0)
    if len(actors) or nameless:
        made.rows["actors"] = actors
        made.said["actors"] = f"{len(actors)} actors made again from their mentions" + (f", {nameless} cannot be" if nameless else "")
        made.beyond |= {"actors"} if nameless else set()
    if lost.get("aliases"):
        made.said["aliases"] = "counted again"
    paths = set(gone["path"].dropna())
    files = state.rows("files") if len(state.batches) else pd.DataFrame(columns=["path", "batch"])
    if lost.get("rejects"):
        paths |= set(files["path"][files["batch"].isin(list(lost["rejects"]))])
        made.said["rejects"] = "the next ingest of the same files finds them again"
    if lost.get("files"):
        made.said["files"] = "the next ingest opens these files again"
    if paths:
        made.rows["files"] = arrow_table("files", pd.DataFrame({"path": sorted(paths)}, dtype="str"))
    if lost.get("corrections"):
        days = ", ".join(f"{at:%Y-%m-%d}" for at in state.batches["at"][state.batches["batch"].isin(list(lost["corrections"]))])
        made.said["corrections"] = f"what corrections.toml said on {days} is lost: states of that time are shown without it"
        made.beyond.add("corrections")
    made.rows = {name: rows for name, rows in made.rows.items() if len(rows)}
    assert set(made.rows) <= {*OWN, "actors"}
