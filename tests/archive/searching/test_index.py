"""The index is right by itself: after articles came and went, when it was lost or damaged, after a kill, and while several read it."""

from __future__ import annotations

import json
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
from invented_articles import invented_articles

import broadsheet as bs
from broadsheet.archive.searching import inspect_index, updating
from broadsheet.errors import RequestError

WORD = "harbour OR night OR water"


@pytest.fixture
def plain(tmp_path: Path) -> Path:
    """A folder for an archive."""
    return tmp_path / "archive"


@pytest.fixture(scope="module")
def twelve(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an archive of twelve articles, to be copied."""
    folder = tmp_path_factory.mktemp("twelve") / "archive"
    bs.open_archive(folder).add(told(12))
    return folder


@pytest.fixture
def filled(twelve: Path, plain: Path) -> Path:
    """An archive of twelve articles with its index, for one test."""
    return shutil.copytree(twelve, plain)


def told(count: int, *, first: int = 0) -> pd.DataFrame:
    """Articles that are kept and not annotated, for speed: they say that they are in another language."""
    return invented_articles(count, first=first, language="de")


def scanned(archive, words=("harbour", "night", "water")) -> set[str]:
    """The articles that hold one of the words, by a plain scan."""
    articles = archive.articles()
    texts = (articles["title"] + " " + articles["text"]).str.lower()
    return set(articles["article_id"][texts.str.contains(rf"\b(?:{'|'.join(words)})\b", regex=True)])


def found(archive, query: str = WORD) -> set[str]:
    return set(archive.search(query, top=None)["article_id"])


def inner(folder: Path) -> Path:
    """The folder of the engine's files."""
    search = folder / ".search"
    return search / json.loads((search / "state.json").read_text())["folder"]


def test_an_ingest_a_removal_and_a_return_are_followed(plain):
    archive, articles = bs.open_archive(plain), told(30)
    archive.add(articles.head(20))
    assert json.loads((plain / ".search" / "state.json").read_text())["batch"] > 0
    archive.add(articles)
    assert found(archive) == scanned(archive) and len(archive) == 30
    gone = sorted(found(archive))[:3]
    archive.remove(gone)
    assert found(archive) == scanned(archive) and not found(archive) & set(gone)
    archive.readmit(gone)
    archive.add(articles)
    assert found(archive) == scanned(archive) and set(gone) <= found(archive)


def test_an_erased_article_leaves_no_trace(filled):
    archive = bs.open_archive(filled)
    archive.remove(sorted(found(archive))[:1], erase=True)
    assert not (filled / ".search").exists()
    assert found(archive) == scanned(archive)


def test_the_check_takes_the_words_of_removed_articles_out_of_the_index(filled):
    archive = bs.open_archive(filled)
    archive.remove(sorted(found(archive))[:2])
    assert archive.check().sound and inspect_index(archive._store.place) is None
    assert found(archive) == scanned(archive)


def test_an_earlier_state_is_searched_as_it_was(plain):
    archive, articles = bs.open_archive(plain), told(12)
    archive.add(articles.head(6))
    then, before = archive.state(), found(archive)
    archive.add(articles)
    assert found(bs.open_archive(plain, as_of=then)) == before < found(archive)
    archive._index.forget()
    assert found(bs.open_archive(plain, as_of=then)) == before
    assert found(bs.open_archive(plain)) == scanned(archive)


def lost(folder: Path) -> None:
    shutil.rmtree(folder / ".search")


def of_another_version(folder: Path) -> None:
    path = folder / ".search" / "state.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | {"format": 0}))


def of_another_engine(folder: Path) -> None:
    path = folder / ".search" / "state.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | {"engine": "0.1"}))


def without_state(folder: Path) -> None:
    (folder / ".search" / "state.json").unlink()


def with_broken_state(folder: Path) -> None:
    (folder / ".search" / "state.json").write_bytes(b'{"format": 1')


def truncated(folder: Path) -> None:
    largest = max(inner(folder).iterdir(), key=lambda path: path.stat().st_size)
    largest.write_bytes(largest.read_bytes()[:20])


def without_a_file(folder: Path) -> None:
    next(inner(folder).glob("*.term")).unlink()


def zeroed(folder: Path) -> None:
    for path in inner(folder).iterdir():
        if path.suffix in (".term", ".idx"):
            path.write_bytes(bytes(path.stat().st_size))


def with_another_list_of_segments(folder: Path) -> None:
    meta = inner(folder) / "meta.json"
    meta.write_text(meta.read_text().replace('"opstamp": ', '"opstamp": 1'))


def of_another_archive(folder: Path) -> None:
    other = bs.open_archive(folder.parent / "other")
    other.add(told(5, first=500))
    shutil.rmtree(folder / ".search")
    shutil.copytree(folder.parent / "other" / ".search", folder / ".search")


def with_a_file_in_its_place(folder: Path) -> None:
    shutil.rmtree(folder / ".search")
    (folder / ".search").write_text("no folder")


@pytest.mark.parametrize("spoil", [
    lost, of_another_version, of_another_engine, without_state, with_broken_state, truncated, without_a_file, zeroed,
    with_another_list_of_segments, of_another_archive, with_a_file_in_its_place,
])
def test_a_spoilt_index_is_right_again_by_itself(filled, spoil, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(filled.parent / "cache"))
    spoil(filled)
    assert found(bs.open_archive(filled)) == scanned(bs.open_archive(filled))


def test_a_spoilt_index_is_brought_up_to_date_by_an_ingest(filled):
    truncated(filled)
    archive = bs.open_archive(filled)
    before = found(archive)
    archive.add(told(14))
    assert found(bs.open_archive(filled)) == scanned(archive) > before
    assert archive.check().sound


def test_a_byte_that_changed_is_found_by_the_check(filled):
    archive = bs.open_archive(filled)
    path = next(inner(filled).glob("*.pos"))
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 255
    path.write_bytes(content)
    assert inspect_index(archive._store.place) == f"{path.name} is not as it was written"
    assert archive.check().sound
    assert found(archive) == scanned(archive)


def test_an_ingest_that_cannot_write_the_index_is_whole(plain, monkeypatch, caplog):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(updating, "_write", full)
    archive = bs.open_archive(plain)
    assert archive.add(told(4)).counts["read"] == 4 and archive.check().sound
    assert "the next search does it" in caplog.text
    monkeypatch.undo()
    assert found(bs.open_archive(plain)) == scanned(archive)


_KILLED = """
import os, signal, sys
import broadsheet as bs
from broadsheet.archive.searching import updating
at, updating.AT_ONCE, calls = sys.argv[2], 4, []
name = "recorded" if at == "after the record" else "_write"
whole = getattr(updating, name)
def killing(*given):
    calls.append(given)
    if len(calls) == 2 and at == "before the commit":
        os.kill(os.getpid(), signal.SIGKILL)
    result = whole(*given)
    if len(calls) == 2:
        os.kill(os.getpid(), signal.SIGKILL)
    return result
setattr(updating, name, killing)
bs.open_archive(sys.argv[1]).search("harbour")
"""


@pytest.mark.parametrize("at", ["before the commit", "after the commit", "after the record"])
def test_a_kill_in_the_middle_of_indexing_costs_nothing(filled, at):
    shutil.rmtree(filled / ".search")
    killed = subprocess.run([sys.executable, "-c", _KILLED, str(filled), at], capture_output=True, text=True)
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    archive = bs.open_archive(filled)
    assert found(archive) == scanned(archive)


def test_several_may_search_an_archive_whose_index_is_lost(filled):
    archive = bs.open_archive(filled)
    shutil.rmtree(filled / ".search")
    code = f"import broadsheet as bs; print(len(bs.open_archive({str(filled)!r}).search({WORD!r}, top=None)))"
    searching = [subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) for _ in range(2)]
    assert {process.communicate()[0].strip() for process in searching} == {str(len(scanned(archive)))}


def test_where_the_archive_cannot_be_written_the_index_is_in_the_cache(filled, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(filled.parent / "cache"))
    archive = bs.open_archive(filled)
    shutil.rmtree(filled / ".search")
    (filled / ".search").write_text("in the way, as a folder without rights would be")
    assert found(bs.open_archive(filled)) == scanned(archive)
    assert list((filled.parent / "cache" / "broadsheet").glob("search-*"))


def test_an_archive_that_is_not_there_is_said_and_gets_no_index(tmp_path):
    with pytest.raises(RequestError, match="no archive in"):
        bs.open_archive(tmp_path / "none").search("Kosovo outlet:Post")
    assert not (tmp_path / "none").exists()
    (tmp_path / "empty").mkdir()
    assert bs.open_archive(tmp_path / "empty").search("Kosovo outlet:Post").empty and not list((tmp_path / "empty").iterdir())


def test_articles_without_a_day_or_title_are_found(tmp_path: Path) -> None:
    archive = bs.open_archive(tmp_path / "undated")
    archive.add(pd.DataFrame({"article_id": ["a"], "text": ["Ada Moss opened the quay."]}), sentiment=None, progress=False)
    found = archive.search("quay")
    assert found["article_id"].tolist() == ["a"] and found["published_at"].isna().all()
