"""The archive survives kills, crowds, full disks and folders that cannot be written; the long forms are the scripts beside this."""

import errno
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace

import pandas as pd
import pytest
from crowd import crowd
from invented_articles import invented_articles
from kills import Ingests, kill_checks, kill_ingests, kill_removals, write_invented
from test_archive import same_layers
from tests.lengths import some

import broadsheet as bs
from broadsheet.errors import ArchiveError, StepError


@pytest.fixture(scope="module")
def running():
    """A process that has the model loaded and runs what is to be killed."""
    with Ingests() as ingests:
        yield ingests


@pytest.mark.timeout(600)
def test_killed_ingests_leave_whole_articles_and_go_on(tmp_path, running):
    folder = write_invented(tmp_path / "articles", 8)
    tally = kill_ingests([folder], 4, tmp_path.joinpath, seed=3, running=running)
    assert tally.kills == 4


@pytest.mark.timeout(600)
def test_killed_checks_and_removals_leave_an_archive_that_can_be_gone_on_with(tmp_path, running):
    folder = write_invented(tmp_path / "articles", 4, sentences=3)
    assert kill_checks([folder], 1, tmp_path, seed=3, running=running).kills == 1
    assert kill_removals([folder], 1, tmp_path, seed=3, running=running).kills == 1


@pytest.mark.timeout(600)
def test_two_ingests_and_a_reader_at_once(tmp_path, running):
    answers = crowd(tmp_path / "archive", 2, readers=1, running=running)
    assert sum(answer.get("ingests", 0) for answer in answers) >= 2
    assert all(answer["readings"] for answer in answers if "readings" in answer)


@pytest.fixture
def second_half() -> pd.DataFrame:
    return invented_articles(3, first=40)


@pytest.mark.parametrize("table", some(["articles", "mentions", "register", "batches"], "mentions", "batches"))
def test_a_full_disk_loses_nothing(archive, annotated, second_half, monkeypatch, table):
    """The disk is full when the writer comes to this table: what the operating system then says, Delta and we pass on."""
    from broadsheet.archive import store

    write = store.write_deltalake

    def full(target, *args, **options):
        if str(getattr(target, "table_uri", target)).rstrip("/").endswith(f"/{table}"):
            raise OSError(errno.ENOSPC, "No space left on device")
        return write(target, *args, **options)

    monkeypatch.setattr(store, "write_deltalake", full)
    with pytest.raises(ArchiveError, match="No space left"):
        archive.add(second_half)
    same_layers(bs.open_archive(archive.path).layers(), annotated)
    monkeypatch.setattr(store, "write_deltalake", write)
    result = archive.add(second_half)
    assert result.counts["read"] == 3 and len(archive) == 13
    assert archive.check().sound and not archive.layers().mentions.duplicated(["article_id", "start", "end"]).any()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="limits on the size of files are set as Linux does")
def test_a_disk_that_is_really_full(archive, annotated):
    """No file may grow beyond a few kilobytes: the system refuses the write itself."""
    code = (
        "import resource, signal, sys; signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "from broadsheet import open_archive; from broadsheet.errors import ArchiveError\n"
        f"sys.path.insert(0, {os.path.dirname(__file__)!r})\n"
        "from invented_articles import invented_articles\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (3000, 3000))\n"
        f"archive = open_archive({str(archive.path)!r})\n"
        "try:\n    archive.add(invented_articles(3, first=40).assign(language='de'))\n"
        "except ArchiveError as error:\n    print('refused:', error)\n"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert said.stdout.startswith("refused:") and "\n" not in said.stdout.strip(), said
    same_layers(bs.open_archive(archive.path).layers(), annotated)
    assert bs.open_archive(archive.path).check().sound


def test_a_folder_that_cannot_be_written_is_said_and_still_read(archive, annotated, second_half, monkeypatch):
    """Root may write everywhere, so the system's refusal is made here: opening for writing fails as on a read-only mount."""
    really_open = os.open

    def read_only(path, flags, *args, **options):
        if flags & (os.O_WRONLY | os.O_RDWR) and str(path).startswith(str(archive.path)):
            raise OSError(errno.EROFS, os.strerror(errno.EROFS), str(path))
        return really_open(path, flags, *args, **options)

    monkeypatch.setattr(os, "open", read_only)
    with pytest.raises(ArchiveError, match="cannot be written: Read-only file system"):
        archive.add(second_half.assign(language="de"))
    same_layers(bs.open_archive(archive.path).layers(), annotated)


def test_a_place_where_no_folder_can_be_made_is_refused(tmp_path, second_half):
    (tmp_path / "file").write_text("x")
    archive = bs.open_archive(tmp_path / "file" / "archive")
    with pytest.raises(ArchiveError, match="cannot be written"):
        archive.add(second_half.assign(language="de"))


def test_annotated_chunks_of_a_killed_ingest_are_not_annotated_again(tmp_path, articles, annotated, monkeypatch):
    from broadsheet.archive import ingesting

    def dies(*_):
        raise KeyboardInterrupt

    archive = bs.open_archive(tmp_path / "a")
    with monkeypatch.context() as patch:
        patch.setattr(ingesting, "publish", dies)
        with pytest.raises(KeyboardInterrupt):
            archive.add(articles)
    assert len(archive) == 0
    monkeypatch.setattr("broadsheet.archive.parallel.annotate_chunk", None)
    assert archive.add(articles).counts["annotated"] == 10
    same_layers(archive.layers(), annotated)
    assert not list((tmp_path / "a" / "staging").glob("*"))


def test_a_damaged_chunk_is_annotated_again(tmp_path, articles, annotated, monkeypatch):
    from broadsheet.archive import ingesting

    archive = bs.open_archive(tmp_path / "a")
    with monkeypatch.context() as patch:
        patch.setattr(ingesting, "publish", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            archive.add(articles)
    for path in (tmp_path / "a" / "staging").glob("*.chunk"):
        path.write_bytes(path.read_bytes()[:-200])
    archive.add(articles)
    same_layers(archive.layers(), annotated)


def test_two_processes_give_the_same_bytes(tmp_path, monkeypatch):
    """With a sentiment function, which the workers are given too, and four chunks, two for each."""
    from broadsheet.annotating.sentiment.other_models.vader import vader
    from broadsheet.archive import ingesting, parallel

    monkeypatch.setattr(ingesting, "CHUNK", 2)
    monkeypatch.setattr(parallel.chunks_of, "__defaults__", (2,))
    articles = invented_articles(8, sentences=2)
    layers = []
    for processes in (1, 2):
        archive = bs.open_archive(tmp_path / str(processes))
        assert archive.add(articles, processes=processes, sentiment=vader).counts["annotated"] == 8
        layers.append(archive.layers())
    same_layers(*layers)


def test_workers_end_with_their_parent(tmp_path):
    """The parent is killed while its workers run; none of them stays."""
    folder = write_invented(tmp_path / "articles", 200)
    command = [sys.executable, "-m", "broadsheet.cli", "ingest", str(folder), "--archive", str(tmp_path / "a"), "--processes", "2"]
    parent = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    workers = _wait_for(lambda: _children(parent.pid) if len(_children(parent.pid)) >= 2 else None)
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    assert _wait_for(lambda: True if not [pid for pid in workers if _runs(pid)] else None)


def _children(pid: int) -> list[int]:
    import psutil

    try:
        return [child.pid for child in psutil.Process(pid).children(recursive=True)]
    except psutil.NoSuchProcess:
        return []


def _runs(pid: int) -> bool:
    import psutil

    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def _wait_for(found, patience: float = 60):
    until = time.monotonic() + patience
    while time.monotonic() < until:
        value = found()
        if value:
            return value
        time.sleep(0.1)
    raise AssertionError("it did not come about")


def test_any_executor_gives_the_same_bytes(tmp_path, articles, annotated, monkeypatch):
    from concurrent.futures import ThreadPoolExecutor

    archive = bs.open_archive(tmp_path / "a")
    with ThreadPoolExecutor(1) as executor:
        archive.add(articles, executor=executor)
    same_layers(archive.layers(), annotated)


def test_when_nothing_can_be_annotated_nothing_is_kept(tmp_path, articles, monkeypatch):
    from broadsheet.annotating.languages import language_of

    failing = replace(language_of(), find_dates=None)
    monkeypatch.setattr("broadsheet.annotating.annotation.language_of", lambda _code=None: failing)
    archive = bs.open_archive(tmp_path / "a")
    with pytest.raises(StepError, match="no article can be annotated"):
        archive.add(articles)
    assert len(archive) == 0


def test_a_missing_model_is_said_before_anything_is_written(tmp_path, articles):
    from broadsheet.errors import RequestError

    archive = bs.open_archive(tmp_path / "a")
    with pytest.raises(RequestError, match="no_such_model"):
        archive.add(articles, model="no_such_model")
    assert len(archive) == 0
