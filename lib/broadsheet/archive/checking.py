"""Whether an archive is sound, and the repair of what can be repaired."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from broadsheet import schemas
from broadsheet.archive.publishing import arrow_table, commit, discard_uncommitted, next_batch
from broadsheet.archive.readback import unmatched_corrections
from broadsheet.archive.register import FAILED, awaiting
from broadsheet.archive.removing import delete_rows
from broadsheet.archive.staging import remove_stale
from broadsheet.archive.state import State, current_state
from broadsheet.archive.store import Store
from broadsheet.archive.tables import BY_ARTICLE, STORED, pandas_frame
from broadsheet.archive.upkeep import delete_unused, joined_files

_DAY = 86_400


@dataclass(frozen=True)
class Check:
    """What a check found.

    `findings`: one row per finding, with `what` (the table or file), `finding`, and `state`: `repaired`, `damaged` (needs a
    hand), or `note` (nothing is wrong).
    """

    findings: pd.DataFrame

    @property
    def sound(self) -> bool:
        """Whether nothing is damaged."""
        return not (self.findings["state"] == "damaged").any()

    def __str__(self) -> str:
        if self.findings.empty:
            return "sound"
        return "\n".join(f"{row.state}: {row.what}: {row.finding}" for row in self.findings.itertuples())


def check_archive(store: Store, *, repair: bool = True) -> Check:
    """Verify every table against the register, and repair what can be repaired.

    A data file that is gone costs the articles it held: they are read, or annotated, again by the next ingest of their
    files. What a killed writer left is deleted.
    """
    found: list[tuple[str, str, str]] = []
    if not store.exists:
        return Check(pd.DataFrame([(str(store.place), "nothing is stored here yet", "note")], columns=["what", "finding", "state"]))
    if not repair:
        _verify(store, found, repair=False)
    else:
        with store.writing():
            _verify(store, found, repair=True)
    return Check(pd.DataFrame(found, columns=["what", "finding", "state"]))


def _verify(store: Store, found: list[tuple[str, str, str]], *, repair: bool) -> None:
    outcome = "repaired" if repair else "damaged"
    lost = {name: batches for name in STORED if (batches := _lost_batches(store, name, found, repair=repair)) is not None}
    if any(state == "damaged" for _, _, state in found):
        return
    state = current_state(store)
    if repair:
        deleted = discard_uncommitted(store, state)
        if deleted:
            found.append(("tables", f"{deleted} rows of an ingest that did not end", "repaired"))
    elif any(store.file_batches(name) - set(state.batches["batch"].astype(int)) for name in STORED):
        found.append(("tables", "rows of an ingest that did not end, or is under way; they do not count", "note"))
    _verify_articles(store, state, lost, found, repair=repair, outcome=outcome)
    _verify_texts(current_state(store), found)
    _verify_rest(store, current_state(store), found, repair=repair)


def _lost_batches(store: Store, name: str, found: list[tuple[str, str, str]], *, repair: bool) -> tuple[int, int] | None:
    """The range of batches that lay in files that are gone or cut short; None where all files are there."""
    delta = store.delta(name)
    if delta is None:
        return None
    actions = pandas_frame(pa.table(delta.get_add_actions(flatten=True)))
    sizes = store.place.sizes(name)
    gone = [row for row in actions.to_dict("records") if sizes.get(row["path"]) != row["size_bytes"]]
    if not gone:
        return None
    recoverable = name in BY_ARTICLE or name in ("files", "rejects")
    found.append((name, f"{len(gone)} data files are missing or cut short", "repaired" if repair and recoverable else "damaged"))
    if repair and recoverable:
        for row in gone:
            store.place.delete(f"{name}/{row['path']}")
        store.forget_lost_files(name)
    return min(int(row["min.batch"]) for row in gone), max(int(row["max.batch"]) for row in gone)


def _verify_articles(
    store: Store, state: State, lost: dict[str, tuple[int, int]], found: list[tuple[str, str, str]], *, repair: bool, outcome: str,
) -> None:
    """Register and articles name the same; every layer row belongs to an article."""
    stored = set(state.stored["article_id"])
    present = store.read("articles", columns=["article_id", "batch"], where=state.committed) if len(state.batches) else None
    have = set() if present is None else set(present["article_id"].to_pylist())
    without_text, unknown = sorted(stored - have), sorted(have - stored)
    if without_text:
        found.append(("articles", f"{len(without_text)} articles have lost their text; ingest their files again", outcome))
    orphans = {name: ids for name in BY_ARTICLE if (ids := _owners(store, state, name) - stored)}
    if orphans:
        found.append((", ".join(orphans), f"rows of {len(set().union(*orphans.values()))} articles that are not in the register", outcome))
    again = _annotated_in(state, [span for name, span in lost.items() if name in BY_ARTICLE and name != "articles"])
    if repair:
        delete_rows(store, set(without_text) | set(unknown) | set().union(*orphans.values()))
        delete_rows(store, without_text, with_register=True)
        lost_paths = set(state.stored["path"][state.stored["article_id"].isin(without_text)])
        _unannotate(store, current_state(store), again - set(without_text), lost_paths)


def _owners(store: Store, state: State, name: str) -> set[str]:
    if not len(state.batches):
        return set()
    return set(pc.unique(store.read(name, columns=["article_id"], where=state.committed)["article_id"]).to_pylist())


def _annotated_in(state: State, spans: list[tuple[int, int]]) -> set[str]:
    """Articles whose layers lay in these ranges of batches."""
    batches = state.stored["rows_batch"]
    hit = pd.Series(False, index=state.stored.index)
    for low, high in spans:
        hit |= batches.between(low, high).fillna(False).astype(bool)
    return set(state.stored["article_id"][hit])


def _unannotate(store: Store, state: State, article_ids: set[str], paths: set[str]) -> None:
    """Let the next ingest annotate these articles again and open these files again."""
    rows = state.stored[state.stored["article_id"].isin(article_ids)].assign(annotation=None, rows_batch=None, annotated_for=None)
    files = pd.DataFrame({"path": sorted(path for path in paths if isinstance(path, str))}, dtype="str")
    if len(rows) or len(files):
        delete_rows_of_layers = [name for name in BY_ARTICLE if name != "articles"]
        for name in delete_rows_of_layers:
            _delete_layer_rows(store, name, article_ids)
        commit(store, state, next_batch(state), "repair", {"register": arrow_table("register", rows), "files": arrow_table("files", files)})


def _delete_layer_rows(store: Store, name: str, article_ids: set[str]) -> None:
    from broadsheet.archive.removing import sql_predicates

    for predicate in sql_predicates(sorted(article_ids)):
        store.delete(name, predicate)


def _verify_texts(state: State, found: list[tuple[str, str, str]]) -> None:
    """A mention's or quotation's offsets give its text."""
    articles = state.articles(state.everything)
    texts = dict(zip(articles["article_id"], articles["text"], strict=True))
    twice = int(articles["article_id"].duplicated().sum())
    if twice:
        found.append(("articles", f"{twice} articles stand twice", "damaged"))
    for name in ("mentions", "quotes", "dates", "events"):
        rows = state.layer(name, state.everything)
        spans = zip(rows["article_id"], rows["start"], rows["end"], rows["text"], strict=True)
        wrong = sum(texts[key][start:end] != text for key, start, end, text in spans)
        if wrong:
            found.append((name, f"{wrong} rows whose offsets do not give their text", "damaged"))
        keys = rows[list(schemas.TABLES[name].key)]
        if keys.duplicated().any():
            found.append((name, f"{int(keys.duplicated().sum())} keys stand twice", "damaged"))


def _verify_rest(store: Store, state: State, found: list[tuple[str, str, str]], *, repair: bool) -> None:
    """What is no damage and yet worth knowing."""
    waiting = int(awaiting(state.register).sum())
    if waiting:
        found.append(("register", f"{waiting} articles await annotation: ingest anything, or nothing, to annotate them", "note"))
    failed = int(state.stored["annotation"].str.startswith(FAILED).sum())
    if failed:
        found.append(("register", f"{failed} articles could not be annotated; see rejects", "note"))
    other = int((state.register["annotation"].isna() & state.register["copy_of"].isna()).sum()) - waiting
    if other > 0:
        found.append(("register", f"{other} articles are in languages that are not annotated", "note"))
    for row in unmatched_corrections(state).itertuples():
        found.append(("corrections.toml", f"{row.correction}: {row.reason}", "note"))
    if repair:
        found += [(name, f"{files} files of as many ingests joined", "repaired") for name, files in joined_files(store)]
        delete_unused(store)
    stale = remove_stale(store.place.own / "staging", older_than=_DAY)
    if stale:
        found.append(("staging", f"{stale} chunks that no ingest came back for", "repaired"))


