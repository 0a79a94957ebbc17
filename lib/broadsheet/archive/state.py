"""What the archive holds at one moment, and its tables read back as frames."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from broadsheet import schemas
from broadsheet.archive.corrections_file import corrections_mark, read_corrections
from broadsheet.archive.register import LOST, newest_rows, shown, told
from broadsheet.archive.store import Store
from broadsheet.archive.tables import OWN, STORED, contract_frame, pandas_frame
from broadsheet.corrections import Corrections, corrected_articles, corrected_register, parse_corrections

_MOST_DAYS_LISTED = 400
"""Days named one by one in a predicate; beyond, their first and last say nearly as much."""


@dataclass(frozen=True)
class State:
    """The committed batches up to one moment, the register they make, and the corrections in force."""

    store: Store
    batches: pd.DataFrame
    history: pd.DataFrame = field(repr=False)
    """Every row of the register, old and new."""
    corrections: Corrections = field(repr=False)
    mark: Hashable = field(default=None, repr=False)
    """While `state_mark` gives this, the newest state is still this one; None of an earlier state."""

    @cached_property
    def stored(self) -> pd.DataFrame:
        """The register as stored: one row per article that is not removed and has its text."""
        return self._newest[~self._removed & ~self._lost].reset_index(drop=True)

    @cached_property
    def lost(self) -> pd.DataFrame:
        """The rows of articles that have lost their text."""
        return self._newest[~self._removed & self._lost].reset_index(drop=True)

    @cached_property
    def removed(self) -> set[str]:
        """Articles that were removed and stay out."""
        return set(self._newest["article_id"][self._removed])

    @cached_property
    def _newest(self) -> pd.DataFrame:
        return newest_rows(self.history)

    @cached_property
    def _removed(self) -> pd.Series:
        return self._newest["removed"].fillna(False).astype(bool)

    @cached_property
    def _lost(self) -> pd.Series:
        return (self._newest["annotation"] == LOST).fillna(False).astype(bool)

    @cached_property
    def _corrected(self) -> tuple[pd.DataFrame, dict[str, dict[str, Any]], pd.DataFrame]:
        return corrected_register(self.stored, self.corrections.articles)

    @property
    def register(self) -> pd.DataFrame:
        """The register as corrected, without dropped articles."""
        return self._corrected[0]

    @property
    def values(self) -> dict[str, dict[str, Any]]:
        """Values set by hand: article_id → column → value."""
        return self._corrected[1]

    @property
    def unmatched(self) -> pd.DataFrame:
        """Corrections without effect: `correction`, `reason`."""
        return self._corrected[2]

    @cached_property
    def everything(self) -> pd.Series:
        """The mask that selects all articles."""
        return pd.Series(True, index=self.register.index)

    def articles(self, chosen: pd.Series) -> pd.DataFrame:
        """The rows of `articles` that the mask over the register selects, as corrected."""
        register = self.register[chosen]
        ids = set(register["article_id"])
        read = self._rows_of("articles", [*schemas.TABLES["articles"].columns, "batch"], register, ids)
        made = corrected_articles(contract_frame("articles", _last_written(read)), self.values)
        current = register.set_index("article_id")[["copy_of", "supersedes"]].reindex(made["article_id"])
        made = made.assign(copy_of=current["copy_of"].to_numpy(), supersedes=current["supersedes"].to_numpy())
        return schemas.frame("articles", made) if len(made) else schemas.frame("articles")

    def layer(self, name: str, chosen: pd.Series) -> pd.DataFrame:
        """The rows of a layer found article by article, for the articles the mask selects."""
        return contract_frame(name, self.layer_rows(name, chosen, schemas.TABLES[name].columns))

    def layer_rows(self, name: str, chosen: pd.Series, columns: Iterable[str]) -> pa.Table:
        """Stored columns of a layer, for the articles the mask selects, unsorted."""
        across = name == "storylines"
        register = self.register[chosen & (told if across else shown)(self.register)]
        again = {} if across else self.annotated_again
        wanted = list(dict.fromkeys([*columns, *(["article_id", "batch"] if again or across else [])]))
        read = self._rows_of(name, wanted, register, set(register["article_id"]))
        if across:
            # An article in a language that came to be annotated has a row from before, without a batch of layers.
            read = _last_written(read)
        return _only_newest(read, {key: batch for key, batch in again.items()}).select([c for c in columns if c in read.column_names])

    @cached_property
    def annotated_again(self) -> dict[str, int]:
        """Articles whose layers stand in several batches, and the batch that counts."""
        pairs = self.history.loc[self.history["rows_batch"].notna(), ["article_id", "rows_batch"]].drop_duplicates()
        several = set(pairs["article_id"][pairs["article_id"].duplicated()])
        current = self.stored[self.stored["article_id"].isin(several)]
        return dict(zip(current["article_id"], current["rows_batch"].astype(int), strict=True))

    @cached_property
    def _ever_stored(self) -> set[str]:
        return set(self.history["article_id"])

    def read_articles_of(self, name: str, columns: Iterable[str], register: pd.DataFrame) -> pa.Table:
        """Stored columns of a table that goes by article, for the articles of these rows of the register."""
        return self._rows_of(name, columns, register, set(register["article_id"]))

    def _rows_of(self, name: str, columns: Iterable[str], register: pd.DataFrame, ids: set[str]) -> pa.Table:
        if not ids:
            return self.store.read(name, columns=columns, where=pc.field("batch").isin(pa.array([], pa.int64())))
        if ids == self._ever_stored:
            return self.store.read(name, columns=columns, where=self.committed)
        return self.store.read(name, columns=columns, where=self.committed & _in_days(register["day"]), of=sorted(ids))

    @cached_property
    def committed(self) -> pc.Expression:
        """The predicate that a row's batch counts."""
        return pc.field("batch").isin(pa.array(self.batches["batch"].astype("int64"), pa.int64()))

    def rows(self, name: str) -> pd.DataFrame:
        """All committed rows of a table that does not go by article, with the archive's own columns."""
        return pandas_frame(self.store.read(name, where=self.committed))

    def rejects(self) -> pd.DataFrame:
        """What could not be read, as the newest ingest of each part found it."""
        rows = self.rows("rejects")
        newest = rows.sort_values("batch", kind="stable").drop_duplicates(["path", "part"], keep="last")
        return schemas.frame("rejects", newest[newest["reason"].notna()])


def _last_written(articles: pa.Table) -> pa.Table:
    """One row per article, the newest: an article that was given a date later is stored again."""
    ids = articles["article_id"].to_pandas()
    if not ids.duplicated().any():
        return articles
    newest = pd.DataFrame({"article_id": ids, "batch": articles["batch"].to_pandas()}).sort_values("batch", kind="stable")
    return articles.take(pa.array(newest.drop_duplicates("article_id", keep="last").index))


def _in_days(days: pd.Series) -> pc.Expression:
    """Rows of these days; many days are given as the span they lie in."""
    known = days.dropna().dt.date
    listed = sorted(set(known))
    field_ = pc.field("day")
    if not listed:
        return field_.is_null()
    kind = pa.date32()
    if len(listed) <= _MOST_DAYS_LISTED:
        inside = field_.isin(pa.array(listed, kind))
        inside = inside & (field_ >= pa.scalar(listed[0], kind)) & (field_ <= pa.scalar(listed[-1], kind))
    else:
        inside = (field_ >= pa.scalar(listed[0], kind)) & (field_ <= pa.scalar(listed[-1], kind))
    return inside | field_.is_null() if len(known) < len(days) else inside


def _only_newest(rows: pa.Table, current: dict[str, int]) -> pa.Table:
    """The rows without those of an article that lie in an older batch than its current one."""
    if not current or not len(rows):
        return rows
    ids = pa.array(current.keys(), pa.string())
    batches = pa.array(current.values(), pa.int64())
    right = pc.take(batches, pc.index_in(rows["article_id"], ids))
    return rows.filter(pc.fill_null(pc.equal(right, rows["batch"]), True))


def state_mark(store: Store) -> Hashable:
    """What changes with every commit to the archive and every edit of its corrections."""
    batches = store.delta("batches") if store.exists else None
    return -1 if batches is None else batches.version(), corrections_mark(store.place)


def current_state(store: Store, as_of: pd.Timestamp | None = None, *, before: State | None = None) -> State:
    """What the archive holds now, or held at a moment.

    The batches are read first: whatever they name was written before them.

    Parameters
    ----------
    store
        The tables.
    as_of
        The moment; None is now.
    before
        A state that was current, which is given back where nothing was committed or corrected since.

    Returns
    -------
    State
        The state.

    Raises
    ------
    DamagedError
        The list of batches or the register is missing, or has lost entries.
    """
    store.look()
    mark = state_mark(store) if as_of is None else None
    if before is not None and mark is not None and before.mark == mark:
        return before
    batches = pandas_frame(store.read("batches")) if store.exists else pandas_frame(OWN["batches"].empty_table())
    _refuse_losses(store, batches)
    if as_of is not None:
        batches = batches[batches["at"] <= as_of]
    batches = batches.sort_values("batch", ignore_index=True)
    state = State(store, batches, pandas_frame(OWN["register"].empty_table()), Corrections())
    history = pandas_frame(store.read("register", where=state.committed)) if len(batches) else state.history
    if not store.mending and history.empty and batches["articles"].sum() and store.delta("register") is None:
        raise store.damaged("table register is missing")
    return State(store, batches, history, parse_corrections(_corrections_text(store, state, as_of)), mark)


def _refuse_losses(store: Store, batches: pd.DataFrame) -> None:
    """Refuse an archive whose list of batches is gone or has lost its end: what it holds would be taken for rows that do not count."""
    if store.mending or not store.exists:
        return
    witness = store.witness
    if not len(batches):
        first_is_half = witness is not None and witness.batch is None
        if not first_is_half and any(name in STORED and name != "batches" for name in store.place.names()):
            raise store.damaged("it has tables and no list of batches")
    elif witness is not None and witness.batch is not None and not (batches["batch"] == witness.batch).any():
        raise store.damaged("its list of batches has lost the newest entry")


def _corrections_text(store: Store, state: State, as_of: pd.Timestamp | None) -> str:
    """The corrections as they stand in the folder, or as they were recorded last by the moment asked for."""
    if as_of is None:
        return read_corrections(store.place)
    recorded = state.rows("corrections") if len(state.batches) else pd.DataFrame()
    return "" if recorded.empty else str(recorded.sort_values("batch")["text"].iloc[-1] or "")
