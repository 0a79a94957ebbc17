"""Tables and layers as the archive gives them back: in the contract's columns, for a period or some outlets or all."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from broadsheet import schemas
from broadsheet.annotating import ACTOR_COLUMNS, Layers, ResolvedActors
from broadsheet.archive.identities import alias_counts, counted_aliases
from broadsheet.archive.register import newest_rows, shown
from broadsheet.archive.state import State
from broadsheet.corrections import apply_corrections
from broadsheet.errors import ArchiveError
from broadsheet.texts import Texts


def table(state: State, name: str, chosen: pd.Series) -> pd.DataFrame:
    """The table `name` for the articles that the mask over the register selects."""
    if name == "rejects":
        return state.rejects()
    if state.corrections.people and name != "articles":
        return getattr(layers(state, chosen), name)
    return _stored_table(state, name, chosen)


def layers(state: State, chosen: pd.Series, *, texts: Texts | None = None) -> Layers:
    """All layers for the articles that the mask selects, as corrected; `actors` and `aliases` are those found in them."""
    return _corrected(state, chosen, texts)[0]


def unmatched_corrections(state: State) -> pd.DataFrame:
    """Corrections without effect on the whole archive: `correction`, `reason`."""
    parts = [state.unmatched, *([_corrected(state, state.everything)[1]] if state.corrections.people else [])]
    return pd.concat(parts, ignore_index=True)


def _corrected(state: State, chosen: pd.Series, texts: Texts | None = None) -> tuple[Layers, pd.DataFrame]:
    """The layers with what was corrected about actors and quotations, and the entries without effect on them."""
    read = _stored_layers(state, chosen, texts or Texts(lambda ids: state.articles(state.register["article_id"].isin(ids))))
    if not state.corrections.people:
        return read, state.unmatched.iloc[:0]
    everybody = ResolvedActors({}, stored_actors(state), alias_counts(state))
    return apply_corrections(read, state.corrections, known=everybody)


def _stored_layers(state: State, chosen: pd.Series, texts: Texts) -> Layers:
    """The layers as stored, each read when it is asked for."""
    before = _removals(state)

    def read(name: str) -> pd.DataFrame:
        frame = _stored_table(state, name, chosen)
        if _removals(state) != before:
            raise ArchiveError(f"{state.store.place}: articles were removed while it was read; open the archive again")
        return frame

    return Layers.read_when_asked(read, texts=texts)


def _stored_table(state: State, name: str, chosen: pd.Series) -> pd.DataFrame:
    """A table of the chosen articles, without what was corrected about actors and quotations."""
    if name == "articles":
        return state.articles(chosen)
    if name == "actors":
        return stored_actors(state) if _whole(state, chosen) else _only(stored_actors(state), _seen(state, chosen))
    if name == "aliases":
        return alias_counts(state) if _whole(state, chosen) else counted_aliases(_named(state, chosen))
    return state.layer(name, chosen)


def _removals(state: State) -> int:
    """How often articles were removed from the archive by now."""
    kinds = state.store.read("batches", columns=["kind"])["kind"]
    return int(pc.sum(pc.equal(kinds, "removal")).as_py() or 0)


def stored_actors(state: State) -> pd.DataFrame:
    """Every actor as the newest batch that touched it left it."""
    return schemas.frame("actors", newest_rows(state.rows("actors"), "actor_id"))


def _whole(state: State, chosen: pd.Series) -> bool:
    """Whether the mask selects every article that was ever annotated."""
    ever = state.history.loc[state.history["rows_batch"].notna(), "article_id"]
    return set(ever) == set(state.register.loc[chosen & shown(state.register), "article_id"]) and not state.annotated_again


def _seen(state: State, chosen: pd.Series) -> Iterable[str]:
    """Ids of the actors in any layer of the selected articles."""
    columns = [state.layer_rows(name, chosen, names) for name, names in ACTOR_COLUMNS.items()]
    return {key for read in columns for column in read.column_names for key in pc.unique(read[column]).to_pylist() if key is not None}


def _only(actors: pd.DataFrame, ids: Iterable[str]) -> pd.DataFrame:
    return actors[actors["actor_id"].isin(list(ids))].reset_index(drop=True)


def _named(state: State, chosen: pd.Series) -> pd.DataFrame:
    """Mentions by name in the selected articles: `actor_id`, `text`."""
    rows = state.layer_rows("mentions", chosen, ["actor_id", "text", "form"])
    named: pa.Table = rows.filter(pc.equal(rows["form"], "name"))
    return named.select(["actor_id", "text"]).to_pandas()
