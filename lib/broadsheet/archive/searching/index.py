"""The index of an archive's words: beside the archive, brought up to date when asked, made again when it is not what it should be.

It holds nothing that the archive does not hold, so it may be deleted at any time. `state.json` names the folder of the index, the newest
batch of the archive that it covers, and its files with their sizes and hashes. The engine commits first and `state.json` is written after
it: an index whose files are not those named is one that was damaged, or left by a process that was killed, and is made again. One process
writes at a time; readers go on with the files that they have opened.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import logging
import os
import shutil
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd
import pyarrow.compute as pc

from broadsheet.archive.lock import writer_lock
from broadsheet.archive.places import Place, digest_of, write_atomically
from broadsheet.archive.register import newest_rows
from broadsheet.archive.searching.asking import ACTOR, TEXT, TITLE
from broadsheet.archive.searching.words import word_forms
from broadsheet.archive.state import State
from broadsheet.archive.tables import pandas_frame
from broadsheet.errors import ArchiveError

if TYPE_CHECKING:
    import tantivy

logger = logging.getLogger(__name__)

FOLDER: Final = ".search"
NAME: Final = "state.json"
FORMAT: Final = 1
"""Changes with what is indexed and how; an index of another number is made again."""

AT_ONCE: Final = 16_384
"""Articles that are committed together: a build that is killed goes on from the last commit."""

_HEAP: Final = 64_000_000
"""Bytes that the engine gathers before it writes a segment."""

KEY, ROWS = "key", "rows"
NO_ROWS: Final = 0
"""`rows` of an article without layers."""


class BrokenIndexError(Exception):
    """The index cannot be read; it is made again, so nobody outside sees this."""


@dataclass
class Opened:
    """An index that is open for reading."""

    folder: Path
    batch: int
    index: tantivy.Index
    searcher: tantivy.Searcher
    files: dict[str, list[Any]] = field(default_factory=dict)

    def found(self, query: tantivy.Query) -> tuple[np.ndarray, np.ndarray]:
        """Keys and scores of all articles that match."""
        with _guarded():
            hits = self.searcher.search(query, max(1, self.searcher.num_docs), count=False).hits
            keys = self.searcher.fast_field_values(KEY, [address for _, address in hits])
        return np.array(keys, dtype=np.uint64), np.fromiter((score for score, _ in hits), dtype=np.float64, count=len(hits))

    def held(self) -> pd.DataFrame:
        """The articles that are indexed: `key`, and in `rows` the batch that their layers are from."""
        import tantivy

        with _guarded():
            hits = self.searcher.search(tantivy.Query.all_query(), max(1, self.searcher.num_docs), count=False).hits
            places = [address for _, address in hits]
            columns = {name: np.array(self.searcher.fast_field_values(name, places), dtype=np.uint64) for name in (KEY, ROWS)}
        return pd.DataFrame(columns)


class SearchIndex:
    """The index of the archive at a place; what was opened stays open while it is the newest."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self._opened: tuple[Any, Opened] | None = None
        self._keys: tuple[State, np.ndarray] | None = None

    def current(self, state: State) -> Opened:
        """The index, covering this state of the archive: brought up to date, or made again, where it is not.

        Raises
        ------
        ArchiveError
            No index can be written, neither beside the archive nor in this machine's cache.
        """
        batch = newest_batch(state)
        for folder in _folders(self.place):
            opened = self._open(folder)
            if opened is not None and (opened.batch == batch or _covers(opened, state)):
                return opened
            try:
                folder.mkdir(parents=True, exist_ok=True)
                with writer_lock(folder):
                    return self._brought_up(folder, state)
            except (OSError, ArchiveError) as error:
                logger.debug("no index of words in %s: %s", folder, error)
        raise ArchiveError(f"{self.place}: no index of words can be written, neither there nor in {_cache(self.place)}")

    def keys(self, state: State) -> np.ndarray:
        """The number of each article of the register, worked out once for a state."""
        if self._keys is None or self._keys[0] is not state:
            self._keys = (state, keys_of(state.register["article_id"]))
        return self._keys[1]

    def forget(self) -> None:
        """Delete the index; the next search makes it again."""
        self._opened = None
        for folder in _folders(self.place):
            shutil.rmtree(folder, ignore_errors=True)

    def _open(self, folder: Path) -> Opened | None:
        """The index as its state says, None where there is none that is whole."""
        mark = _mark(folder)
        if self._opened is not None and self._opened[0] == (folder, mark):
            return self._opened[1]
        if mark is None:
            return None
        try:
            opened = open_index(folder)
        except BrokenIndexError as error:
            logger.debug("%s: %s", folder, error)
            return None
        self._opened = ((folder, mark), opened)
        return opened

    def _brought_up(self, folder: Path, state: State) -> Opened:
        """What another process has written meanwhile, or the index with what it lacks; only under the lock."""
        self._opened = None
        opened = self._open(folder)
        if opened is None:
            opened = _new(folder)
        try:
            opened = _with_changes(folder, opened, state)
        except BrokenIndexError as error:
            logger.debug("%s is made again: %s", folder, error)
            opened = _with_changes(folder, _new(folder), state)
        self._opened = ((folder, _mark(folder)), opened)
        return opened


def refresh_index(index: SearchIndex, state: State) -> None:
    """Bring the index up to date after articles came in or went. What fails is logged: the archive is whole without it."""
    try:
        if len(state.batches):
            index.current(state)
    except (ArchiveError, BrokenIndexError, OSError) as error:
        logger.warning("the index for search was not brought up to date (the next search does it): %s", error)


def forget_index(place: Place) -> None:
    """Delete the index, as where texts are to be nowhere on the disk any more."""
    SearchIndex(place).forget()


def inspect_index(place: Place) -> str | None:
    """What is wrong with the index: files that are not as they were written, traces of what was removed. None where nothing is."""
    for folder in _folders(place):
        if _mark(folder) is None:
            continue
        try:
            opened = open_index(folder)
        except BrokenIndexError as error:
            return str(error)
        for name, (_, digest) in opened.files.items():
            if digest_of((opened.folder / name).read_bytes()) != digest:
                return f"{name} is not as it was written"
        segments = json.loads((opened.folder / "meta.json").read_text("utf-8"))["segments"]
        if any(segment.get("deletes") for segment in segments):
            return "it holds words of articles that were removed or annotated again"
    return None


def newest_batch(state: State) -> int:
    """The number of the archive's newest batch, 0 where there is none."""
    return int(state.batches["batch"].max()) if len(state.batches) else 0


def keys_of(article_ids: pd.Series) -> np.ndarray:
    """A number for each article, by which it is known in the index."""
    return pd.util.hash_array(article_ids.to_numpy(dtype=object), categorize=False)


def _wanted(state: State) -> pd.DataFrame:
    """Every article that is stored, as `Opened.held` gives those indexed."""
    rows = state.stored["rows_batch"].fillna(NO_ROWS).astype("uint64").to_numpy()
    return pd.DataFrame({KEY: keys_of(state.stored["article_id"]), ROWS: rows})


def _covers(opened: Opened, state: State) -> bool:
    """Whether an index that is newer than the state, as of an archive shown as it was, has all its articles."""
    return opened.batch > newest_batch(state) and bool(np.isin(keys_of(state.stored["article_id"]), opened.held()[KEY].to_numpy()).all())


def _with_changes(folder: Path, opened: Opened, state: State) -> Opened:
    """The index after what it lacks was added and what is gone was deleted."""
    wanted, held = _wanted(state), opened.held()
    same = wanted.merge(held, on=[KEY, ROWS])[KEY].to_numpy()
    if opened.batch > newest_batch(state):
        same = held[KEY].to_numpy()
    missing = state.stored[~np.isin(wanted[KEY].to_numpy(), same)]
    gone = held[KEY][~np.isin(held[KEY].to_numpy(), same)].to_numpy()
    batch = max(newest_batch(state), opened.batch)
    parts = [missing.iloc[at:at + AT_ONCE] for at in range(0, len(missing), AT_ONCE)] or [missing]
    for number, part in enumerate(parts, 1):
        _write(opened, part, gone if number == 1 else (), state)
        opened = _recorded(folder, opened, batch if number == len(parts) else 0)
    return opened


def _write(opened: Opened, articles: pd.DataFrame, gone: Iterable[int], state: State) -> None:
    """Commit the articles of these rows of the register, without those that are gone."""
    import tantivy

    gone = list(gone)
    if not gone and articles.empty:
        return
    with _guarded():
        writer = opened.index.writer(_HEAP, 1)
        for key in gone:
            writer.delete_documents_by_term(KEY, int(key))
        for document in _documents(articles, state) if len(articles) else ():
            made = tantivy.Document()
            for name, values in document.items():
                for value in values if isinstance(values, list) else [values]:
                    (made.add_text if isinstance(value, str) else made.add_unsigned)(name, value)
            writer.add_document(made)
        writer.commit()
        writer.wait_merging_threads()


def _documents(register: pd.DataFrame, state: State) -> Iterator[dict[str, Any]]:
    """What is indexed of each article: the words of title and text, the actors it mentions, its key and the batch of its layers."""
    columns = ["article_id", "title", "text", "batch"]
    texts = newest_rows(pandas_frame(state.read_articles_of("articles", columns, register))).set_index("article_id")
    actors = _mentioned(register, state)
    keys = keys_of(register["article_id"])
    for key, article_id, rows in zip(keys, register["article_id"], register["rows_batch"].fillna(NO_ROWS), strict=True):
        if article_id not in texts.index:
            continue
        title, text = texts.at[article_id, "title"], texts.at[article_id, "text"]
        yield {
            KEY: int(key), ROWS: int(rows), TITLE: " ".join(word_forms(title)) if isinstance(title, str) else "",
            TEXT: " ".join(word_forms(text)) if isinstance(text, str) else "", ACTOR: actors.get(article_id, []),
        }


def _mentioned(register: pd.DataFrame, state: State) -> dict[str, list[str]]:
    """The actors of each article, by the layers that count."""
    annotated = register[register["rows_batch"].notna()]
    if annotated.empty:
        return {}
    rows = state.read_articles_of("mentions", ["article_id", "actor_id", "batch"], annotated)
    named = rows.filter(pc.is_valid(rows["actor_id"])).group_by(["article_id", "actor_id", "batch"]).aggregate([]).to_pandas()
    counting = named.merge(
        annotated[["article_id", "rows_batch"]].astype({"article_id": object, "rows_batch": "int64"}),
        left_on=["article_id", "batch"], right_on=["article_id", "rows_batch"],
    )
    return counting.groupby("article_id")["actor_id"].agg(sorted).to_dict()


def _schema() -> tantivy.Schema:
    import tantivy

    made = tantivy.SchemaBuilder()
    made.add_unsigned_field(KEY, indexed=True, fast=True)
    made.add_unsigned_field(ROWS, fast=True)
    made.add_text_field(TITLE, tokenizer_name="words")
    made.add_text_field(TEXT, tokenizer_name="words")
    made.add_text_field(ACTOR, tokenizer_name="raw", index_option="basic")
    return made.build()


def _new(folder: Path) -> Opened:
    """An empty index in a folder of its own; the one before goes."""
    import tantivy

    for old in folder.iterdir():
        if old.is_dir():
            shutil.rmtree(old, ignore_errors=True)
    own = folder / f"{time.time_ns():x}"
    own.mkdir()
    with _guarded():
        index = _ready(tantivy.Index(_schema(), path=str(own)))
        return Opened(own, 0, index, index.searcher())


def _ready(index: tantivy.Index) -> tantivy.Index:
    """The index with our words: they are cut before they come here, so that the index and what is shown agree."""
    import tantivy

    index.register_tokenizer("words", tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build())
    return index


def _recorded(folder: Path, opened: Opened, batch: int) -> Opened:
    """Write down which files the index has now, and what it covers."""
    files = {}
    for path in sorted(opened.folder.iterdir()):
        if path.name.startswith("."):
            continue
        size = path.stat().st_size
        known = opened.files.get(path.name)
        is_same = known is not None and known[0] == size and path.name != "meta.json"
        files[path.name] = known if is_same and known is not None else [size, digest_of(path.read_bytes())]
    said = {**_kind(), "folder": opened.folder.name, "batch": batch, "files": files}
    write_atomically(folder / NAME, json.dumps(said, indent=1).encode())
    with _guarded():
        opened.index.reload()
        return Opened(opened.folder, batch, opened.index, opened.index.searcher(), files)


def _kind() -> dict[str, Any]:
    """What an index must have been made with to be read: another format, engine, or way to number articles is another index."""
    from tantivy.tantivy import __version__ as engine

    return {"format": FORMAT, "engine": engine, "numbers": int(keys_of(pd.Series(["broadsheet"]))[0])}


def open_index(folder: Path) -> Opened:
    """The index that `state.json` names.

    Raises
    ------
    BrokenIndexError
        It is of another version, or its files are not those named.
    """
    import tantivy

    try:
        said = json.loads((folder / NAME).read_text("utf-8"))
        if {name: said.get(name) for name in _kind()} != _kind():
            raise BrokenIndexError("it was made by another version")
        own = folder / str(said["folder"])
        files = {str(name): [int(size), str(digest)] for name, (size, digest) in said["files"].items()}
        for name, (size, _) in files.items():
            if (own / name).stat().st_size != size:
                raise BrokenIndexError(f"{name} has another size than it was written with")
        if digest_of((own / "meta.json").read_bytes()) != files["meta.json"][1]:
            raise BrokenIndexError("its list of segments is another than was written down")
        with _guarded():
            index = _ready(tantivy.Index.open(str(own)))
            return Opened(own, int(said["batch"]), index, index.searcher(), files)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise BrokenIndexError(f"{type(error).__name__}: {error}") from error


@contextlib.contextmanager
def _guarded() -> Iterator[None]:
    """What the engine raises where it cannot read its files, its panics too, as one error."""
    try:
        yield
    except (ValueError, OSError, RuntimeError) as error:
        raise BrokenIndexError(str(error)) from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        raise BrokenIndexError(str(error)) from None


def _mark(folder: Path) -> tuple[int, int] | None:
    try:
        status = (folder / NAME).stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size


def _folders(place: Place) -> list[Path]:
    """Where the index may be: beside the archive, or in the cache of this machine where that cannot be written."""
    return [place.own / FOLDER, _cache(place)]


def _cache(place: Place) -> Path:
    known_as = hashlib.blake2b(os.path.abspath(place.own).encode("utf-8", "surrogateescape"), digest_size=8).hexdigest()
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "broadsheet" / f"search-{known_as}"
