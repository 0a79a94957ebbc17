"""An archive in a bucket: the same tables as in a folder, one writer at a time, and clear words when storage fails."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
import threading
import time
import traceback
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pytest
from bucket_server import BUCKET, CARELESS, KEYS, BucketServer, bucket_server
from invented_articles import FIRST, LAST, invented_articles
from test_archive import same_layers

import broadsheet as bs
from broadsheet import schemas
from broadsheet.annotating.annotation import LOCAL
from broadsheet.archive import check_archive, parallel
from broadsheet.archive import lease as leases
from broadsheet.archive.committing import discard_uncommitted
from broadsheet.archive.state import current_state
from broadsheet.archive.store import Store
from broadsheet.archive.tables import arrow_table
from broadsheet.archive.witness import Witness
from broadsheet.cli import main
from broadsheet.errors import ArchiveError, BroadsheetError, DamagedError, RequestError
from broadsheet.reporting.checks import looked_up
from broadsheet.reporting.plan import planned_notebooks
from broadsheet.settings import load_settings, usual_archive

_NUMBERS = count()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BucketServer]:
    with bucket_server() as running, pytest.MonkeyPatch.context() as patch:
        for name, value in {**running.environment, "XDG_CACHE_HOME": str(tmp_path_factory.mktemp("cache"))}.items():
            patch.setenv(name, value)
        yield running


@pytest.fixture
def address(server: BucketServer) -> str:
    """Where no archive lies yet."""
    return f"s3://{BUCKET}/desk ü/{next(_NUMBERS)}"


@pytest.fixture
def brief_leases(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(leases, "SECONDS", 1.0)
    monkeypatch.setattr(leases, "_PAUSE", 0.05)


def plain_articles(number: int, first: int = 0) -> pd.DataFrame:
    """Articles that are kept and not annotated."""
    return invented_articles(number, first=first, sentences=2).assign(language="de")


def ids(archive: bs.Archive) -> set[str]:
    return set(archive.articles()["article_id"])


def write(archive: bs.Archive, name: str, text: str) -> None:
    """Put a file beside the archive's tables, as a person does with any tool for such storage."""
    archive._store.place.write(name, text.encode())


def annotated_by_words(chunk: bytes, settings: parallel.AnnotationSettings) -> parallel.Annotated:
    """In place of annotation, which is the same wherever an archive lies: sentences end with a stop, and people have two names."""
    tables: dict[str, list[tuple]] = {name: [] for name in LOCAL}
    for key, text in parallel.unpacked(chunk)[0].select(["article_id", "text"]).to_pandas().itertuples(index=False):
        ends = [found.end() for found in re.finditer(r"\.", text)]
        tables["sentences"] += [(key, n, start, end, 0) for n, (start, end) in enumerate(zip([0, *ends], ends, strict=False))]
        people = list(re.finditer(f"(?:{'|'.join(FIRST)}) (?:{'|'.join(LAST)})", text))
        tables["mentions"] += [(key, *who.span(), who[0], "person", "name", f"{key}#{n}") for n, who in enumerate(people)]
    frames = [schemas.frame(name, pd.DataFrame(rows, columns=schemas.TABLES[name].columns)) for name, rows in tables.items()]
    return parallel.Annotated(parallel.packed(pa.Table.from_pandas(frame, preserve_index=False) for frame in frames), {})


def lived(archive: bs.Archive) -> list[pd.DataFrame | bs.Layers]:
    """What an archive shows after an ingest, another, a correction, and a removal."""
    articles = invented_articles(3, sentences=4).sort_values("published_at", ignore_index=True)
    archive.add(articles.iloc[:2])
    shown, moment = [archive.articles()], archive.state()
    archive.add(articles.iloc[1:])
    write(archive, "corrections.toml", f'[[articles]]\narticle_id = "{articles["article_id"][1]}"\ntitle = "Corrected"\nsource = "X"\n')
    shown += [archive.articles(), archive.mentions(since="2025-05-02"), bs.open_archive(archive.path, as_of=moment).articles()]
    shown += [archive.search("tuesday OR with", top=None).drop(columns="score")]
    archive.remove([articles["article_id"][0]])
    return [*shown, archive.layers()]


def test_a_bucket_holds_what_a_folder_holds(address, tmp_path, server, monkeypatch):
    monkeypatch.setattr(parallel, "annotate_chunk", annotated_by_words)
    folder, bucket = lived(bs.open_archive(tmp_path / "a")), lived(archive := bs.open_archive(address))
    for one, other in zip(bucket, folder, strict=True):
        if isinstance(one, bs.Layers):
            same_layers(one, other)
        else:
            pd.testing.assert_frame_equal(one, other)
    assert [len(each.articles if isinstance(each, bs.Layers) else each) for each in bucket] == [2, 3, len(folder[2]), 2, 3, 2]
    assert "Corrected" in set(bucket[-1].articles["title"]) and len(bucket[-1].mentions) and f"{address!r}: 2 articles" in repr(archive)
    assert not [path for path in archive._store.place.own.rglob("*") if path.is_file()], "the removed article may lie on this machine still"
    server.requests()
    archive.articles()
    asked = server.requests()
    assert not [each for each in asked if ".json" in each or not each.startswith(("GET", "HEAD"))], "the log is read again"


def test_files_are_joined_erased_and_missed_as_in_a_folder(address):
    store = Store(address)
    with store.writing():
        for batch in range(4):
            store.append("files", arrow_table("files", pd.DataFrame({"path": [f"{batch}"], "batch": [batch]})))
        assert store.delete("files", "batch = 0") == 1
        store.join_files("files")
        assert sorted(store.read("files")["path"].to_pylist()) == ["1", "2", "3"]
        assert len(_data_files(store)) == 5
        store.delete_unused_files("files", older_than=0)
        (left,) = _data_files(store)
        store.place.delete(f"files/{left}")
        store.forget_lost_files("files")
    assert not len(store.read("files")) and not len(Store(address).read("files"))


def test_damage_in_a_bucket_is_refused_named_and_mended(address, monkeypatch):
    """The list of batches loses its log, one table its newest commit, another a data file, a third some bytes."""
    monkeypatch.setattr(parallel, "annotate_chunk", annotated_by_words)
    archive = bs.open_archive(address)
    for first in (0, 2):
        archive.add(invented_articles(2, first=first, sentences=3))
    expected, place = archive.layers().frames(), archive._store.place
    named = {name: sorted(place.sizes(name)) for name in ("batches", "articles", "mentions", "sentences")}
    for path in (path for path in named["batches"] if path.startswith("_delta_log")):
        place.delete(f"batches/{path}")
    place.delete("articles/_delta_log/00000000000000000001.json")
    place.delete(f"mentions/{named['mentions'][-1]}")
    content = place.read(f"sentences/{named['sentences'][-1]}")
    place.write(f"sentences/{named['sentences'][-1]}", content[:60] + bytes(8) + content[68:])
    with pytest.raises(DamagedError, match="broadsheet check --archive s3://"):
        bs.open_archive(address)
    found = check_archive(address)
    assert found.sound and {"batches", "articles", "mentions", "sentences"} <= set(found.findings["what"]), str(found)
    mended = bs.open_archive(address)
    assert [name for name, frame in mended.layers().frames().items() if not frame.equals(expected[name])] == []
    assert not (mended.check().findings["state"] != "note").any() and place.sizes("set-aside")


def _data_files(store: Store) -> list[str]:
    return [name for name in store.place.sizes("files") if name.endswith(".parquet")]


def test_the_address_may_stand_wherever_an_archive_is_named(address, tmp_path, monkeypatch, capsys):
    bs.open_archive(address).add(plain_articles(1))
    monkeypatch.chdir(tmp_path)
    assert main(["ingest", "--archive", address]) == 0 and f"archive   {address}: 1 articles" in capsys.readouterr().out
    monkeypatch.setenv("BROADSHEET_ARCHIVE", address + "/")
    assert usual_archive() == address and len(bs.open_archive()) == 1 and bs.open_archive(Path(address)).path == address
    (tmp_path / "settings.toml").write_text(f'archive = "{address}"\nreports = "made"\n', "utf-8")
    settings = load_settings("settings.toml")
    assert {each.values["archive"] for each in planned_notebooks(settings, now=pd.Timestamp("2025-05-05"))} == {address}
    with pytest.raises(RequestError, match="no archive in s3"):
        looked_up(settings.with_overrides(archive=address + "x"), pd.Timestamp("2025-05-05"))
    assert not list(tmp_path.glob("s3:*"))


@pytest.mark.parametrize(("given", "message"), [
    ("s3://", "write a folder, or s3://bucket/prefix"), ("gs://somewhere/else", "write a folder, or s3://bucket/prefix"),
    ("s3://a b/c", "'a b' cannot be a bucket's name"),
])
def test_other_addresses_are_refused(given, message):
    with pytest.raises(RequestError, match=message):
        bs.open_archive(given)


def test_without_the_extra_it_is_said(monkeypatch):
    monkeypatch.setitem(sys.modules, "obstore.store", None)
    with pytest.raises(RequestError, match="with the extra 's3'"):
        bs.open_archive("s3://a/b")


@pytest.mark.parametrize(("environment", "bucket", "message"), [
    ({}, "nobodys", "there is no bucket nobodys"),
    ({"AWS_ENDPOINT_URL": "http://127.0.0.1:1"}, BUCKET, "127.0.0.1 does not answer"),
    ({"AWS_ENDPOINT_URL": "storage"}, BUCKET, "should be like https://storage.example.org"),
    ({"AWS_ACCESS_KEY_ID": "WRONGKEY"}, BUCKET, "127.0.0.1 refuses access"),
])
@pytest.mark.parametrize("command", [["ingest"], ["check", "--no-repair"]], ids=lambda command: command[0])
def test_storage_that_fails_is_one_clear_line(server, monkeypatch, capsys, environment, bucket, message, command):
    if command[0] == "check":
        for part in ("_spacy_model", "_pango"):
            monkeypatch.setattr(f"broadsheet.commands.check.{part}", lambda: iter(()))
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    started = time.monotonic()
    server.require_keys("AWS_ACCESS_KEY_ID" in environment)
    try:
        status = main([*command, "--archive", f"s3://{bucket}/a"])
    finally:
        server.require_keys(False)
    printed = capsys.readouterr()
    said = [line for line in (printed.out + printed.err).splitlines() if message in line]
    assert status != 0 and len(said) == 1 and time.monotonic() - started < 60
    assert "WRONGKEY" not in printed.out + printed.err and KEYS["AWS_SECRET_ACCESS_KEY"] not in printed.out + printed.err
    assert command[0] == "check" or len(printed.err.splitlines()) == 1


def test_storage_that_overwrites_although_told_not_to_is_refused(server):
    with pytest.raises(ArchiveError, match="does not honour conditional writes"):
        bs.open_archive(f"s3://{CARELESS}/a").add(plain_articles(1))


def test_one_writer_waits_for_the_other(address, brief_leases, monkeypatch, caplog):
    monkeypatch.setattr(leases, "SECONDS", 2.0)
    first, second, order = Store(address), Store(address), []

    def write_after() -> None:
        with second.writing():
            order.append("second")

    waiting = threading.Thread(target=write_after)
    with first.writing():
        waiting.start()
        waiting.join(1.2 * leases.SECONDS)
        assert waiting.is_alive() and "waiting for process" in caplog.text
        order.append("first")
    waiting.join()
    assert order == ["first", "second"]


def test_after_a_writer_that_failed_the_next_one_looks_for_what_it_left(address):
    store, tidy = Store(address), []
    with pytest.raises(KeyboardInterrupt), store.writing():
        raise KeyboardInterrupt
    for _ in range(2):
        with store.writing():
            tidy.append(store.tidy)
    assert tidy == [False, True]


@pytest.mark.parametrize("when", ["before it looks", "after it looked"])
def test_who_lost_the_lease_cannot_commit(address, monkeypatch, when):
    """A writer sleeps, its lease is not renewed, another one takes over; the first wakes up before or after it sees whether it may."""
    monkeypatch.setattr(leases, "SECONDS", 0.2)
    monkeypatch.setattr(leases.Lease, "_renew", lambda lease: lease._over.wait())
    sleeper, other, check = Store(address), Store(address), leases.Lease.check

    def take_over() -> None:
        with other.writing():
            assert not other.tidy and discard_uncommitted(other, current_state(other)) == 1
            other.append("batches", committing(8))

    def interrupted(lease: leases.Lease) -> None:
        monkeypatch.setattr(leases.Lease, "check", check)
        if when == "after it looked":
            check(lease)
        take_over()
        if when == "before it looks":
            check(lease)

    other.place.write(".lease.json", b"not a lease")
    with pytest.raises(ArchiveError, match="nothing of this step was kept, do it again"), sleeper.writing():
        sleeper.testify(Witness().begun(7))
        sleeper.append("files", arrow_table("files", pd.DataFrame({"path": ["half"], "batch": [7]})))
        monkeypatch.setattr(leases.Lease, "check", interrupted)
        sleeper.append("batches", committing(7))
    assert Store(address).read("batches")["batch"].to_pylist() == [8] and not len(other.read("files"))


def committing(batch: int) -> pa.Table:
    """The row that makes a batch count."""
    return arrow_table("batches", pd.DataFrame({"batch": [batch], "at": [pd.Timestamp.now("UTC")], "kind": ["ingest"]}))


_WRITER = """
import sys
from broadsheet.archive import lease, open_archive
lease.SECONDS = 1.0
sys.path.insert(0, {tests!r})
from test_bucket import plain_articles
archive = open_archive({address!r})
for first in range(0, 400, 4):
    archive.add(plain_articles(4, first=first), processes=1)
    print(first, flush=True)
"""


def test_a_killed_writer_leaves_nothing_half(address, brief_leases):
    script = _WRITER.format(tests=str(Path(__file__).parent), address=address)
    process = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None and process.stdout.readline()
    time.sleep(0.3)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    archive = bs.open_archive(address)
    left = len(archive)
    assert left and left % 4 == 0 and ids(archive) == set(plain_articles(left)["article_id"])
    archive.add(plain_articles(left + 4))
    assert ids(archive) == set(plain_articles(left + 4)["article_id"])
    assert not archive._store.file_batches("articles") - set(archive._store.read("batches")["batch"].to_pylist())


def test_labels_and_the_session_belong_to_the_archive(address, tmp_path):
    from broadsheet.archive.labels import Label, Mark, write_labels
    from broadsheet.interactive.session import carried_focus, carry_focus

    archive = bs.open_archive(address)
    label = Label("a" * 16, 0, 20, "Eine Zeile\u2028mit Bruch.", (Mark("names", 0, 4, "Eine"),))
    write_labels(address, [label])
    assert archive.labels() == [label]
    carry_focus(address, "Marta Hollis")
    assert carried_focus(address) == "Marta Hollis" and carried_focus(address + "x") is None
    carry_focus(address, None)
    assert carried_focus(address) is None


@pytest.mark.parametrize(("said", "shown"), [
    ("Kernel error -> Generic S3 error\n  \x1b[31m↳\x1b[0m Error performing GET http://me:word@host/b - 503 Slow Down\n <?xml ?><Error>…",
     "Kernel error -> Generic S3 error Error performing GET http://host/b - 503 Slow Down"),
    (f"the key {KEYS['AWS_SECRET_ACCESS_KEY']} is odd\n\nDebug source:\nGeneric {{", "the key … is odd"),
    ("<Error><Code>SignatureDoesNotMatch</Code><AWSAccessKeyId>AKIA</AWSAccessKeyId>",
     f"127.0.0.1 refuses access to the bucket {BUCKET}; see AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and the key's rights"),
])
def test_what_storage_says_is_shown_in_one_line_without_keys(server, said, shown):
    assert Store(f"s3://{BUCKET}/none").place.reason(OSError(said)) == shown


def test_keys_stand_in_no_error(server, address, monkeypatch):
    monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://{KEYS['AWS_SECRET_ACCESS_KEY'].replace('/', '')}@127.0.0.1:1")
    with pytest.raises(BroadsheetError) as raised:
        Store(address)
    assert "does not answer" in str(raised.value) and "secret" not in "".join(traceback.format_exception(raised.value))
