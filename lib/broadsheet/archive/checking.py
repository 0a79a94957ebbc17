"""Whether an archive is sound, and the repair of what can be repaired.

The order: the list of batches, the files of each table, what their loss means for the other tables, and what the rows say. A repair
makes tables again from what is left of them, has articles annotated again, and sets aside what was damaged. It deletes rows only of
batches whose writer had said that it began and never that it ended, and of articles that were removed.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field

import pandas as pd

from broadsheet.archive.batchlist import listed, strays
from broadsheet.archive.committing import commit, discard_uncommitted, next_batch, record_upkeep
from broadsheet.archive.consequences import restored
from broadsheet.archive.contents import named, verified
from broadsheet.archive.ingesting import frames_found, ingest
from broadsheet.archive.inspecting import Inspected, inspected
from broadsheet.archive.mending import Mended, mended, replace_table
from broadsheet.archive.parallel import AnnotationSettings
from broadsheet.archive.places import MARK
from broadsheet.archive.readback import unmatched_corrections
from broadsheet.archive.record import RECOVERED, is_recorded, recorded
from broadsheet.archive.register import FAILED, awaiting
from broadsheet.archive.removing import delete_rows
from broadsheet.archive.restoring import alias_differences, unannotated
from broadsheet.archive.staging import remove_stale
from broadsheet.archive.state import State, current_state
from broadsheet.archive.store import Store
from broadsheet.archive.tables import BY_ARTICLE, STORED, arrow_table
from broadsheet.archive.upkeep import delete_unused, joined_files
from broadsheet.archive.witness import NAME as WITNESS
from broadsheet.settings import Address

_DAY = 86_400
_RECOUNT = "recount"
"""`kind` of the batch by which aliases are counted again after a repair."""


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


@dataclass
class _Work:
    """A check under way: what it has found, and what it leaves for others to do."""

    store: Store
    repair: bool
    found: list[tuple[str, str, str]] = field(default_factory=list)
    again: set[str] = field(default_factory=set)
    recount: bool = False
    rerecord: bool = False

    def say(self, what: str, finding: str, state: str = "damaged") -> None:
        """One finding; what is damaged counts as repaired where that was done."""
        self.found.append((what, finding, state))

    def mended(self, what: str, finding: str) -> None:
        """Damage that a repair mends."""
        self.say(what, finding, "repaired" if self.repair else "damaged")

    @property
    def hurt(self) -> bool:
        return any(state != "note" for _, _, state in self.found)


def check_archive(address: Address, *, repair: bool = True) -> Check:
    """Verify an archive, also one that cannot be opened: every file against its recorded hash, every row against the other tables.

    Parameters
    ----------
    address
        The archive's folder, or `s3://bucket/prefix`.
    repair
        Repair what can be: logs, the list of batches, the register and fingerprints are made again from what is left, articles whose
        layers are damaged are annotated again from their text. Damaged files are moved to the folder `set-aside` of the archive.

    Returns
    -------
    Check
        What was found. An article whose text is lost stays damaged until its file is ingested again, or until it is removed.

    Raises
    ------
    ArchiveError
        The place cannot be read or written.
    """
    store = Store(address, mending=True)
    if not store.exists:
        return _told([(str(store.place), "nothing is stored here yet", "note")])
    work = _Work(store, repair)
    if not repair:
        _verify(work)
        return _told(work.found)
    with store.writing():
        _verify(work)
    if work.again:
        _annotate_again(address, work)
    with store.writing():
        _tidy(work)
    return _told(work.found)


def _told(found: list[tuple[str, str, str]]) -> Check:
    return Check(pd.DataFrame(found, columns=["what", "finding", "state"]))


def _verify(work: _Work) -> None:
    store = work.store
    store.look()
    _verify_mark(work)
    batches = _verify_batches(work)
    if batches is None:
        return
    held = recorded(batches)
    if is_recorded(batches) and store.witness is None:
        work.mended(WITNESS, "it is missing or cannot be read; written again")
    seen = {name: inspected(store, name, held.get(name)) for name in STORED if name != "batches"}
    hurt = {name: each for name, each in seen.items() if not each.sound}
    if not work.repair and hurt:
        for name, each in hurt.items():
            work.say(name, f"{each}{_batches_said(each)}")
        return
    made = {name: mended(store, each, set(batches["batch"].astype(int))) for name, each in hurt.items()}
    state = current_state(store)
    _verify_unlisted(work, state)
    _restore(work, hurt, made)
    _verify_contents(work, current_state(store))
    if work.repair:
        work.again |= _left_unannotated(current_state(store))
    _notes(work, current_state(store))
    if work.repair:
        for name in STORED if work.rerecord else ():
            store.note_whole(name)
        record_upkeep(store)


def _batches_said(each: Inspected) -> str:
    spans = {span for _, span in each.bad.values() if span is not None}
    told = sorted({f"{low}" if low == high else f"{low} to {high}" for low, high in spans})
    return f" (batch {', '.join(told)})" if told else ""


def _verify_mark(work: _Work) -> None:
    mark = work.store.place.read(MARK)
    if mark is None or not mark.strip().endswith(b"format = 1"):
        work.mended(MARK, "it is missing or cannot be read; written again")
        if work.repair:
            work.store.write_mark()


def _verify_batches(work: _Work) -> pd.DataFrame | None:
    """The list of batches, as it is or as it can be made again; None where there is none to go by."""
    store = work.store
    seen = inspected(store, "batches", None)
    rows, wrong = listed(store, seen)
    if not wrong:
        held = recorded(rows, None if store.witness is None else store.witness.listing).get("batches")
        seen = inspected(store, "batches", held)
        wrong = [] if seen.sound else [str(seen)]
    if wrong:
        recovered = rows["batch"][rows["kind"] == RECOVERED].tolist()
        said = f"; batch {', '.join(map(str, recovered))} is known by its rows only, its settings are lost" if recovered else ""
        work.mended("batches", f"{'; '.join(wrong)}: the list is made again{said}")
        if not work.repair:
            return None
        work.rerecord = bool(recovered)
        replace_table(store, seen, arrow_table("batches", rows))
    return rows


def _verify_unlisted(work: _Work, state: State) -> None:
    """Rows of batches that are not in the list: half-written ones go, others stay and are said."""
    store, committed = work.store, set(state.batches["batch"].astype(int))
    unknown = strays(store, state.batches)
    if work.repair and (deleted := discard_uncommitted(store, state)):
        work.say("tables", f"{deleted} rows of an ingest that did not end", "repaired")
    if not work.repair and any(store.file_batches(name) & (store.witness.half - committed if store.witness else set()) for name in STORED):
        work.say("tables", "rows of an ingest that did not end, or is under way; they do not count", "note")
    if unknown:
        numbers = ", ".join(map(str, sorted(unknown)))
        work.say("tables", f"rows of batch {numbers}, which no list names: left as they are; they do not count", "note")


def _restore(work: _Work, hurt: dict[str, Inspected], made: dict[str, Mended]) -> None:
    """What the losses mean: rows made again, articles to annotate again, and texts that are gone."""
    state = current_state(work.store)
    done = restored(state, {name: each.lost for name, each in made.items()})
    for name, each in hurt.items():
        saved = f"; {made[name].saved} rows taken from other files" if made[name].saved else ""
        state_ = "damaged" if name in done.beyond else "repaired"
        work.say(name, f"{each}{_batches_said(each)}{saved}; {done.said.get(name, 'no row is lost')}", state_)
    for name in set(done.said) - set(hurt):
        work.mended(name, done.said[name])
    work.again |= done.again
    work.recount |= bool(made) or bool(done.said)
    if work.repair:
        removed = state.removed & _owners(state)
        if removed:
            delete_rows(work.store, removed)
            work.say("tables", f"rows of {len(removed)} removed articles, whose removal did not end", "repaired")
        if any(len(rows) for rows in done.rows.values()):
            commit(work.store, state, next_batch(state), "repair", done.rows)
    if len(lost := current_state(work.store).lost) or len(done.without_text):
        told = pd.concat([lost, done.without_text]).drop_duplicates("article_id")
        paths = told["path"].dropna().unique()
        files = f"; their files: {', '.join(paths[:3])}{' …' if len(paths) > 3 else ''}" if len(paths) else ""
        work.say("articles", f"the text of {named(told['article_id'])} is lost: ingest the files again, or remove them{files}")


def _owners(state: State) -> set[str]:
    return set().union(*(state.store.read(name, columns=["article_id"])["article_id"].to_pylist() for name in BY_ARTICLE))


def _verify_contents(work: _Work, state: State) -> None:
    """What the rows say; articles whose layers are wrong are annotated again."""
    found = verified(state)
    texts = found.about("articles", "prints", "actors") | found.unproven
    for name, what, ids in found.wrong:
        if name in ("articles", "actors") or ids & texts:
            work.say(name, what)
        else:
            work.mended(name, f"{what}; annotated again")
    if found.unproven:
        work.say("articles", f"the content of {named(found.unproven)} is not that of the id: remove them and ingest their files again")
    again = {key for name, _, ids in found.wrong if name not in ("articles", "actors") for key in ids} - texts
    if work.repair and again:
        rows = unannotated(state.stored[state.stored["article_id"].isin(again)])
        commit(work.store, state, next_batch(state), "repair", {"register": arrow_table("register", rows)})
        work.again |= again
        work.recount = True


def _left_unannotated(state: State) -> set[str]:
    """Articles that had layers and wait for new ones: a repair was interrupted."""
    waiting = state.register[awaiting(state.register) & state.register["annotation"].isna()]
    return set(waiting["article_id"]) & set(state.history["article_id"][state.history["rows_batch"].notna()])


def _annotate_again(address: Address, work: _Work) -> None:
    """Annotate what the repair has left without layers, as it was annotated last."""
    store = Store(address)
    state = current_state(store)
    told = state.batches.loc[state.batches["annotated"] > 0, "settings"].dropna()
    settings = AnnotationSettings() if told.empty else AnnotationSettings(**json.loads(told.iloc[-1]))
    result = ingest(store, frames_found(state, state.articles(state.everything).iloc[:0]), settings, progress=False)
    work.say("layers", f"{result.annotated} articles annotated again", "repaired")


def _tidy(work: _Work) -> None:
    """Aliases counted again after a repair, files joined, and whatever nobody needs any more deleted."""
    store = work.store
    state = current_state(store)
    if work.recount or _newest(state, "repair") > _newest(state, _RECOUNT):
        commit(store, state, next_batch(state), _RECOUNT, {"aliases": alias_differences(state)}, always=True)
    if len(state.batches) and not is_recorded(current_state(store).batches):
        state = current_state(store)
        commit(store, state, next_batch(state), "record", {}, always=True)
        work.say("batches", "what the tables hold is recorded from now on; the archive was made by an older version", "note")
    record_upkeep(store)
    if not work.hurt:
        for name, files in joined_files(store):
            work.say(name, f"{files} files of as many ingests joined", "repaired")
        delete_unused(store)
        record_upkeep(store)
    stale = remove_stale(store.place.own / "staging", older_than=_DAY)
    if stale:
        work.say("staging", f"{stale} chunks that no ingest came back for", "repaired")
    if swept := store.place.sweep():
        work.say("files", f"{swept} half-written files of processes that are gone", "repaired")


def _newest(state: State, kind: str) -> int:
    """The newest batch of a kind; -1 if there is none."""
    return int(state.batches["batch"][state.batches["kind"] == kind].max()) if (state.batches["kind"] == kind).any() else -1


def _notes(work: _Work, state: State) -> None:
    """What is no damage and yet worth knowing."""
    waiting = int((awaiting(state.register) & ~state.register["article_id"].isin(work.again)).sum())
    if waiting:
        work.say("register", f"{waiting} articles await annotation: ingest anything, or nothing, to annotate them", "note")
    failed = int(state.stored["annotation"].str.startswith(FAILED).sum())
    if failed:
        work.say("register", f"{failed} articles could not be annotated; see rejects", "note")
    other = int((state.register["annotation"].isna() & state.register["copy_of"].isna()).sum())
    other -= int(awaiting(state.register).sum())
    if other > 0:
        work.say("register", f"{other} articles are in languages that are not annotated", "note")
    for row in unmatched_corrections(state).itertuples():
        work.say("corrections.toml", f"{row.correction}: {row.reason}", "note")
