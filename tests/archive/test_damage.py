"""Damage of stored data: each is noticed and named, what can be is made again, what cannot is said, and nothing intact is lost.

The long form, one damage at a time, is the script `damages.py` beside this.
"""

from __future__ import annotations

import logging
import random
import shutil
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest
from damages import HOW, Damage, inflict, make_archive, tables_of
from invented_articles import invented_articles
from tests.lengths import some

import broadsheet as bs
from broadsheet.annotating.annotation import LOCAL
from broadsheet.archive import check_archive
from broadsheet.archive.deltalog import data_files
from broadsheet.archive.mending import proven
from broadsheet.archive.store import SET_ASIDE, Store
from broadsheet.archive.tables import STORED
from broadsheet.archive.witness import Witness
from broadsheet.cli import main
from broadsheet.errors import ArchiveError, DamagedError
from broadsheet.reporting.manifest import archive_state

OF_LOG = (*HOW, "whole log gone")
OF_DATA = tuple(how for how in HOW if how != "from before")
OTHERS = ("articles", "register", "actors", "rejects", "corrections", "batches")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, dict[str, pd.DataFrame]]:
    """An archive of two ingests, how it was before the second, and what it shows."""
    place, before = make_archive(tmp_path_factory.mktemp("made"), invented_articles(4, sentences=3))
    return place, before, tables_of(bs.open_archive(place))


@pytest.fixture
def place(made, tmp_path: Path) -> Path:
    """That archive, for one test."""
    return shutil.copytree(made[0], tmp_path / "archive")


@pytest.fixture(autouse=True)
def quick_and_heard(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The command looks at the archive only, and its logging ends with the test."""
    for part in ("_spacy_model", "_pango", "_sentiment_models"):
        monkeypatch.setattr(f"broadsheet.commands.check.{part}", lambda: iter(()))
    yield
    logger = logging.getLogger("broadsheet")
    logger.handlers.clear()
    logger.propagate = True


@pytest.fixture
def files(made) -> Path:
    """What it was made of."""
    return made[0].parent / "files"


def damaged(place: Path, before: Path, *damages: Damage) -> set[str]:
    """Damage an archive; the tables that were."""
    return {damage.table for damage in damages if inflict(damage, place, before, random.Random(str(damage)))}


def told(check: bs.archive.Check, *states: str) -> set[str]:
    return set(check.findings["what"][check.findings["state"].isin(states)])


def same(archive: bs.Archive, expected: dict[str, pd.DataFrame], *skip: str, stories: bool = True) -> None:
    for name, frame in expected.items():
        if name not in skip:
            shown = archive.table(name)
            if name == "events" and not stories:
                shown, frame = shown.assign(story_id=""), frame.assign(story_id="")
            if name == "storylines" and not stories:
                shown, frame = shown.assign(storyline_id=""), frame.assign(storyline_id="")
            pd.testing.assert_frame_equal(shown, frame, obj=name)


@pytest.mark.parametrize("turn", some(range(3)))
def test_logs_of_all_tables_are_made_again_from_the_record(made, place, turn):
    """Every table's log at once, each damaged in another way: the record says what belonged to each."""
    _, before, expected = made
    ways = [OF_LOG[(number * 2 + turn) % len(OF_LOG)] for number in range(len(STORED))]
    # Where the newest entry of the batches and the log of the articles are lost together, the texts are said to be lost: see below.
    names = sorted(STORED, key=lambda name: name == "storylines")
    chosen = [Damage(name, "whole log" if "whole" in way else "log", way.split()[-1] if "whole" in way else way)
              for name, way in zip(names, ways, strict=True)]
    hurt = damaged(place, before, *chosen)
    assert len(hurt) > 14
    if turn == 0:
        assert check_archive(place, repair=False).findings["state"].eq("damaged").any()
    found = check_archive(place)
    assert found.sound and told(found, "repaired") >= hurt, str(found)
    same(bs.open_archive(place), expected)
    again = check_archive(place)
    assert told(again, "repaired", "damaged") == set(), str(again)


def test_texts_are_said_to_be_lost_where_two_logs_that_prove_them_are(made, place, files):
    """The newest entry of the batches and the log of the articles: the data stay, but nothing proves what belongs to the archive."""
    _, before, expected = made
    damaged(place, before, Damage("articles", "log", "empty"), Damage("batches", "log", "empty"))
    texts = {path.name for path in (place / "articles").glob("*.parquet")}
    found = check_archive(place)
    assert not found.sound and "ingest the files again" in str(found)
    assert texts <= {path.name for path in (place / "articles").glob("*.parquet")}
    archive = bs.open_archive(place)
    archive.ingest([files], progress=False)
    assert check_archive(place).sound
    assert set(archive.articles()["article_id"]) == set(expected["articles"]["article_id"])


@pytest.mark.parametrize("turn", some(range(2)))
def test_articles_whose_layers_are_damaged_are_annotated_again(made, place, turn):
    _, before, expected = made
    tables = [*LOCAL, "prints", "aliases", "files"]
    hurt = damaged(place, before, *(Damage(name, "data", OF_DATA[(number + turn) % len(OF_DATA)]) for number, name in enumerate(tables)))
    found = check_archive(place)
    assert hurt == set(tables) and found.sound and told(found, "repaired") >= hurt, str(found)
    same(bs.open_archive(place), expected, stories=False)
    assert any(article in str(found) for article in expected["articles"]["article_id"]) and "annotated again" in str(found)
    assert told(check_archive(place), "repaired", "damaged") == set()


@pytest.mark.parametrize("table", some(OTHERS, "articles", "actors"))
def test_every_other_table_is_made_again_or_its_loss_is_said(made, place, files, table):
    _, before, expected = made
    damaged(place, before, Damage(table, "data", OF_DATA[OTHERS.index(table) % len(OF_DATA)]))
    found = check_archive(place)
    assert table in told(found, "repaired", "damaged"), str(found)
    assert found.sound == (table not in ("articles", "corrections")), str(found)
    archive = bs.open_archive(place)
    archive.ingest(files, processes=1, progress=False)
    same(archive, expected)
    assert told(check_archive(place), "repaired", "damaged") == set()


def test_an_archive_without_its_list_of_batches_is_refused_and_nothing_of_it_deleted(made, place, files, capsys):
    """The log of `batches` is gone: the archive is not taken for an empty one, by whoever."""
    shutil.rmtree(place / "batches" / "_delta_log")
    (place / "state.json").unlink()
    there = sorted(place.rglob("*.parquet"))
    assert main(["ingest", str(files), "--archive", str(place)]) == 4
    said = capsys.readouterr().err
    assert len(said.splitlines()) == 1 and "list of batches" in said and f"broadsheet check --archive {place}" in said
    with pytest.raises(DamagedError, match="list of batches"):
        archive_state(place)
    assert sorted(place.rglob("*.parquet")) == there
    assert check_archive(place).sound
    same(bs.open_archive(place), made[2])


@pytest.mark.parametrize("table", some(["mentions", "register"]))
def test_a_table_that_lost_its_newest_commit_is_refused_by_readers_and_writers(place, made, table):
    damaged(place, made[1], Damage(table, "log", "from before"))
    with pytest.raises(DamagedError, match=f"table {table} has lost commits.*broadsheet check"):
        bs.open_archive(place).table(table)
    with pytest.raises(DamagedError, match="has lost commits"):
        bs.open_archive(place).add(invented_articles(1, first=60, sentences=3))
    assert check_archive(place).sound and len(bs.open_archive(place)) == 4


@pytest.mark.parametrize("content", some([b"null", b"{\"batch\": 1}", None]))
def test_the_second_word_may_be_lost_too(place, made, content):
    if content is None:
        (place / "state.json").unlink()
    else:
        (place / "state.json").write_bytes(content)
    assert len(bs.open_archive(place)) == 4
    assert told(check_archive(place), "repaired") == {"state.json"} and check_archive(place).sound
    assert len(bs.open_archive(place).add(invented_articles(1, first=70, sentences=2).assign(language="de")).read) == 1


def test_a_lost_mark_is_written_again(place, made):
    (place / "archive.toml").unlink()
    with pytest.raises(DamagedError, match=r"archive.toml is missing"):
        bs.open_archive(place)
    assert check_archive(place).sound
    same(bs.open_archive(place), made[2])


def test_rows_are_deleted_only_if_their_writer_never_ended(place):
    """A batch that `state.json` calls half was begun and not ended; any other is left alone, whatever the list says."""
    store = Store(place)
    rows = store.read("mentions")
    for batch in (7, 8):
        store.append("mentions", rows.set_column(rows.schema.get_field_index("batch"), "batch", [[batch] * len(rows)]))
    store.look()
    store.testify(store.witness.begun(7) if store.witness else Witness())
    found = check_archive(place)
    assert "an ingest that did not end" in str(found) and "rows of batch 8, which no list names: left as they are" in str(found)
    left = set(Store(place).read("mentions")["batch"].to_pylist())
    assert 8 in left and 7 not in left


def older(place: Path) -> None:
    """The archive as versions made it that recorded nothing."""
    store = Store(place)
    rows = store.read("batches").drop_columns(["holds"])
    shutil.rmtree(place / "batches")
    (place / "state.json").unlink()
    from deltalake import write_deltalake

    write_deltalake(str(place / "batches"), rows)


def test_an_older_archive_opens_and_is_recorded_once(place, made, caplog):
    older(place)
    same(bs.open_archive(place), made[2])
    assert not caplog.text
    for first in (80, 90):
        bs.open_archive(place).add(invented_articles(1, first=first, sentences=2).assign(language="de"))
    assert caplog.text.count("is of an older version") == 1
    damaged(place, made[1], Damage("stances", "data", "touched"))
    assert "stances" in told(check_archive(place, repair=False), "damaged")


def test_a_check_records_an_older_archive(place):
    older(place)
    assert "recorded from now on" in str(check_archive(place))
    assert "recorded from now on" not in str(check_archive(place))


def test_in_an_older_archive_texts_are_held_against_their_ids(place):
    older(place)
    store = Store(place)
    rows = store.read("articles").to_pandas()
    rows.loc[0, "text"] = str(rows.loc[0, "text"]).replace("the", "teh", 1)
    import pyarrow as pa

    with store.writing():
        store.overwrite("articles", pa.Table.from_pandas(rows, schema=STORED["articles"], preserve_index=False))
    found = check_archive(place)
    assert f"the content of article {rows.loc[0, 'article_id']} is not that of the id" in str(found) and not found.sound
    assert len(proven(store.read("articles"))) == len(rows) - 1


def test_an_article_that_lost_its_text_is_named_until_it_comes_again_or_is_removed(place, made, files, capsys):
    newest = sorted((place / "articles").glob("*.parquet"), key=lambda path: path.stat().st_mtime)[-1]
    newest.unlink()
    lost = set(made[2]["articles"]["article_id"]) - {
        key for path in (place / "articles").glob("*.parquet") for key in pd.read_parquet(path)["article_id"]
    }
    layers = Store(place).read("mentions")
    assert main(["check", "--archive", str(place)]) == 4
    said = capsys.readouterr().out
    assert all(key in said for key in lost) and "next: ingest the files of the articles named" in said
    assert set(bs.open_archive(place).articles()["article_id"]).isdisjoint(lost)
    assert len(Store(place).read("mentions")) >= len(layers), "rows of articles without text are kept"
    copy = shutil.copytree(place, place.parent / "copy")
    archive = bs.open_archive(copy)
    archive.remove(lost)
    assert archive.check().sound and len(archive) == 4 - len(lost)
    bs.open_archive(place).ingest(files, processes=1, progress=False)
    assert check_archive(place).sound
    same(bs.open_archive(place), made[2])


def test_damaged_files_are_set_aside_and_go_with_erased_articles(place, made):
    damaged(place, made[1], Damage("quotes", "data", "cut short"))
    check_archive(place)
    assert list((place / SET_ASIDE).rglob("quotes/*.parquet"))
    archive = bs.open_archive(place)
    archive.remove([archive.articles()["article_id"].iloc[0]], erase=True)
    assert not [path for path in (place / SET_ASIDE).rglob("*") if path.is_file()]
    assert archive.check().sound


def test_rows_of_a_damaged_joined_file_are_taken_from_those_it_was_joined_from(place, made, monkeypatch):
    from broadsheet.archive import upkeep

    with monkeypatch.context() as patch:
        patch.setattr(upkeep, "MOST_FILES", 1)
        assert "joined" in str(check_archive(place))
    (joined,) = [file.path for file in data_files(Store(place).delta("articles"))]
    (place / "articles" / joined).write_bytes(b"nothing")
    found = check_archive(place)
    assert found.sound and "4 rows taken from other files" in str(found), str(found)
    same(bs.open_archive(place), made[2])


def test_failures_of_the_disk_are_no_damage(place, monkeypatch):
    """A folder that may not be read is not damaged, and no repair is advised."""
    def refuses(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("broadsheet.archive.store.DeltaTable", refuses)
    with pytest.raises(ArchiveError, match="Permission denied") as raised:
        bs.open_archive(place)
    assert not isinstance(raised.value, DamagedError)


def test_half_written_files_of_killed_processes_are_swept(place):
    left = place / ".corrections.toml.999999999.part"
    left.write_bytes(b"half")
    assert "1 half-written files" in str(check_archive(place)) and not left.exists()


def test_without_the_columns_that_we_know_of_the_log_everything_is_still_read(place, made, monkeypatch, caplog):
    """A later deltalake may name the columns otherwise: files are listed without their bounds, and that is said once."""
    from broadsheet.archive import deltalog

    monkeypatch.setattr(deltalog, "_NEEDED", {"a column of another name"})
    deltalog._warn_of_other_columns.cache_clear()
    archive = bs.open_archive(place)
    same(archive, made[2])
    assert len(archive.quotes(since="2025-05-03")) <= len(made[2]["quotes"])
    archive.add(invented_articles(1, first=95, sentences=2).assign(language="de"))
    assert archive.check().sound and caplog.text.count("by other columns") == 1
