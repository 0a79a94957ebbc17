"""Tables of a folder are kept open between readings, and opened again whenever their log is another one."""

from __future__ import annotations

import shutil
from pathlib import Path

import pyarrow as pa
import pytest

from broadsheet.archive.store import Store
from broadsheet.archive.tables import OWN

_SCHEMA = OWN["files"]


def _written(folder: Path, *paths: str) -> Store:
    """A store with a table of these rows, one commit for each."""
    store = Store(folder)
    with store.writing():
        for path in paths:
            store.append("files", pa.table({"path": [path], "stamp": ["s"], "articles": [1], "batch": [1]}, schema=_SCHEMA))
    return store


def _paths(store: Store) -> list[str]:
    return sorted(store.read("files")["path"].to_pylist())


def test_a_table_is_opened_once_while_nobody_writes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = _written(tmp_path / "archive", "a.txt", "b.txt")
    assert _paths(store) == ["a.txt", "b.txt"]
    monkeypatch.setattr(store, "_opened_now", None)
    assert _paths(store) == ["a.txt", "b.txt"]


def test_what_another_writes_is_seen(tmp_path: Path) -> None:
    reader = _written(tmp_path / "archive", "a.txt")
    assert _paths(reader) == ["a.txt"]
    _written(tmp_path / "archive", "b.txt")
    assert _paths(reader) == ["a.txt", "b.txt"]


def test_a_folder_replaced_by_one_with_as_many_commits_is_seen(tmp_path: Path) -> None:
    reader = _written(tmp_path / "archive", "a.txt")
    assert _paths(reader) == ["a.txt"]
    _written(tmp_path / "other", "c.txt")
    shutil.rmtree(tmp_path / "archive")
    (tmp_path / "other").rename(tmp_path / "archive")
    assert _paths(reader) == ["c.txt"]


def test_a_table_that_is_gone_is_not_read_from_memory(tmp_path: Path) -> None:
    reader = _written(tmp_path / "archive", "a.txt")
    assert _paths(reader) == ["a.txt"]
    shutil.rmtree(tmp_path / "archive" / "files")
    assert _paths(reader) == []
