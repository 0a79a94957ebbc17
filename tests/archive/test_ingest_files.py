"""An ingest of files: what is new is read, what is known is not opened, what changed is read again."""

import os

import pandas as pd
import pytest
from invented_articles import invented_text

import broadsheet as bs
from broadsheet.archive import ingesting
from broadsheet.errors import RequestError


@pytest.fixture
def folder(tmp_path):
    """Three articles, one of them undated, and a file that is none."""
    made = tmp_path / "news"
    made.mkdir()
    for number in range(3):
        date = "" if number == 2 else f"date: 2025-05-0{number + 1}\n"
        (made / f"{number}.txt").write_text(f"title: T{number}\nsource: Post\n{date}\n{invented_text(number, 3)}", "utf-8")
    (made / "picture.txt").write_bytes(bytes(range(256)))
    return made


@pytest.fixture
def archive(tmp_path, folder):
    """An archive of the folder; nothing in it is annotated, for speed."""
    return bs.open_archive(tmp_path / "archive")


@pytest.fixture(autouse=True)
def no_annotation(monkeypatch):
    monkeypatch.setattr(ingesting, "annotatable", lambda articles: pd.Series(False, index=articles.index))


def opened(monkeypatch) -> list[str]:
    """Paths of the files that are opened from now on."""
    from broadsheet.reading import articles

    seen, load = [], articles.load
    monkeypatch.setattr(articles, "load", lambda path, limits: (seen.append(os.path.basename(path)), load(path, limits))[1])
    return seen


def test_what_was_read_known_and_rejected(archive, folder):
    first = archive.ingest(folder)
    assert first.counts | {"annotated": 0} == {"read": 3, "known": 0, "copied": 0, "rejected": 1, "annotated": 0}
    assert list(first.read["title"]) == ["T0", "T1", "T2"] or set(first.read["title"]) == {"T0", "T1", "T2"}
    assert first.rejected["path"].iloc[0].endswith("picture.txt")
    second = archive.ingest(folder)
    assert second.counts | {"annotated": 0} == {"read": 0, "known": 3, "copied": 0, "rejected": 1, "annotated": 0}


def test_files_that_look_the_same_are_not_opened(archive, folder, monkeypatch):
    archive.ingest(folder)
    seen = opened(monkeypatch)
    assert archive.ingest(folder).unchanged_files == 4 and seen == []
    (folder / "0.txt").touch()
    (folder / "new.txt").write_text("title: N\n\n" + invented_text(9, 3), "utf-8")
    result = archive.ingest(folder)
    assert sorted(seen) == ["0.txt", "new.txt"] and list(result.read["title"]) == ["N"] and result.counts["known"] == 3


def test_a_file_that_can_be_read_now_is_no_reject_any_more(archive, folder):
    archive.ingest(folder)
    assert len(archive.rejects()) == 1
    (folder / "picture.txt").write_text("title: P\n\n" + invented_text(8, 3), "utf-8")
    archive.ingest(folder)
    assert archive.rejects().empty and len(archive) == 4


def test_an_article_that_is_given_a_date_later_has_it(archive, folder):
    archive.ingest(folder)
    assert archive.articles()["published_at"].isna().sum() == 1
    result = archive.ingest(folder, published_at="2025-07-07")
    assert result.counts["known"] == 3 and result.counts["read"] == 0
    found = archive.articles().set_index("title")["published_at"]
    assert found["T2"] == pd.Timestamp("2025-07-07", tz="UTC") and found["T0"] == pd.Timestamp("2025-05-01", tz="UTC")
    assert len(archive.articles(since="2025-07-07")) == 1 and len(archive.articles()) == 3
    archive.ingest(folder, published_at="2025-07-08")
    assert archive.articles().set_index("title")["published_at"]["T2"] == pd.Timestamp("2025-07-08", tz="UTC")


def test_a_folder_that_is_not_there_changes_nothing(archive, tmp_path):
    with pytest.raises(RequestError, match="no file or folder"):
        archive.ingest(tmp_path / "nowhere")
    assert not archive.path.exists()
