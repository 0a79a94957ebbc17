"""The files of an index of words, open for reading: made empty, opened where they are whole, and written down in `state.json`.

`state.json` names the folder of the index, the newest batch of the archive that it covers, and its files with their sizes and hashes.
The engine commits first and `state.json` is written after it: an index whose files are not those named is one that was damaged, or left
by a process that was killed.
"""

from __future__ import annotations

import contextlib
import json
import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from broadsheet.archive.places import digest_of, write_atomically
from broadsheet.archive.searching.asking import ACTOR, TEXT, TITLE

if TYPE_CHECKING:
    import tantivy

NAME: Final = "state.json"
FORMAT: Final = 1
"""Changes with what is indexed and how; an index of another number is made again."""

KEY, ROWS = "key", "rows"


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
        with guarded():
            hits = self.searcher.search(query, max(1, self.searcher.num_docs), count=False).hits
            keys = self.searcher.fast_field_values(KEY, [address for _, address in hits])
        return np.array(keys, dtype=np.uint64), np.fromiter((score for score, _ in hits), dtype=np.float64, count=len(hits))

    def best(self, query: tantivy.Query, most: int) -> tuple[np.ndarray, np.ndarray, int]:
        """Keys and scores of so many articles that match, the best first, and how many match."""
        with guarded():
            said = self.searcher.search(query, most, count=True)
            keys = self.searcher.fast_field_values(KEY, [address for _, address in said.hits])
        return np.array(keys, dtype=np.uint64), np.array([score for score, _ in said.hits], dtype=np.float64), int(said.count or 0)  # type: ignore[attr-defined]  # not in the stubs

    def held(self) -> pd.DataFrame:
        """The articles that are indexed: `key`, and in `rows` the batch that their layers are from."""
        import tantivy

        with guarded():
            hits = self.searcher.search(tantivy.Query.all_query(), max(1, self.searcher.num_docs), count=False).hits
            places = [address for _, address in hits]
            columns = {name: np.array(self.searcher.fast_field_values(name, places), dtype=np.uint64) for name in (KEY, ROWS)}
        return pd.DataFrame(columns)


def keys_of(article_ids: pd.Series) -> np.ndarray:
    """A number for each article, by which it is known in the index."""
    return pd.util.hash_array(article_ids.to_numpy(dtype=object), categorize=False)


def _schema() -> tantivy.Schema:
    import tantivy

    made = tantivy.SchemaBuilder()
    made.add_unsigned_field(KEY, indexed=True, fast=True)
    made.add_unsigned_field(ROWS, fast=True)
    made.add_text_field(TITLE, tokenizer_name="words")
    made.add_text_field(TEXT, tokenizer_name="words")
    made.add_text_field(ACTOR, tokenizer_name="raw", index_option="basic")
    return made.build()


def new_index(folder: Path) -> Opened:
    """An empty index in a folder of its own; the one before goes."""
    import tantivy

    for old in folder.iterdir():
        if old.is_dir():
            shutil.rmtree(old, ignore_errors=True)
    own = folder / f"{time.time_ns():x}"
    own.mkdir()
    with guarded():
        index = _ready(tantivy.Index(_schema(), path=str(own)))
        return Opened(own, 0, index, index.searcher())


def _ready(index: tantivy.Index) -> tantivy.Index:
    """The index with our words: they are cut before they come here, so that the index and what is shown agree."""
    import tantivy

    index.register_tokenizer("words", tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build())
    return index


def recorded(folder: Path, opened: Opened, batch: int) -> Opened:
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
    with guarded():
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
        with guarded():
            index = _ready(tantivy.Index.open(str(own)))
            return Opened(own, int(said["batch"]), index, index.searcher(), files)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise BrokenIndexError(f"{type(error).__name__}: {error}") from error


@contextlib.contextmanager
def guarded() -> Iterator[None]:
    """What the engine raises where it cannot read its files, its panics too, as one error."""
    try:
        yield
    except (ValueError, OSError, RuntimeError) as error:
        raise BrokenIndexError(str(error)) from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        raise BrokenIndexError(str(error)) from None


def mark_of(folder: Path) -> tuple[int, int] | None:
    """By what it is seen that `state.json` was written again; None where there is none."""
    try:
        status = (folder / NAME).stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size
