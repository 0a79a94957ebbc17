"""Articles go for good when they are removed; damage is found, said, and repaired where it can be."""

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from invented_articles import SOURCES, invented_articles
from test_archive import same_layers
from tests.lengths import some

import broadsheet as bs
from broadsheet.annotating.annotation import LOCAL
from broadsheet.errors import ArchiveError, RequestError

LOST = [("mentions", "gone"), ("events", "cut short"), ("articles", "gone")]
"""Tables that lose a data file, and how."""


def owners(rows: pd.DataFrame) -> set[str]:
    return set(rows["article_id"] if "article_id" in rows else rows["event_id"].str.split(":").str[0])


def stored_ids(archive) -> set[str]:
    """Every article that any row of any stored table belongs to."""
    found = set()
    for name in ("articles", *LOCAL):
        found |= set(archive._store.read(name, columns=["article_id"])["article_id"].to_pylist())
    return found


@pytest.mark.parametrize(("which", "number"), [
    ({"source": SOURCES[0]}, 5), ({"path": "/invented/000003.txt"}, 1), ({"path": "/invented"}, 10), ({"path": "/inv"}, 0),
    ({"source": "Nobody's"}, 0),
])
def test_removed_articles_leave_every_layer(archive, which, number):
    removed = archive.remove(**which)
    assert len(removed) == number and len(archive) == 10 - number
    layers = archive.layers()
    for name in ("articles", *LOCAL):
        assert not owners(getattr(layers, name)) & set(removed["article_id"])
    assert not stored_ids(archive) & set(removed["article_id"])
    assert set(layers.aliases["actor_id"]) <= set(layers.actors["actor_id"])
    assert archive.check().sound


def test_layers_that_were_opened_before_a_removal_are_not_mixed(archive):
    layers = archive.layers()
    kept = layers.events
    archive.remove(source=SOURCES[0])
    assert len(layers.events) == len(kept)
    with pytest.raises(ArchiveError, match="removed while it was read; open the archive again"):
        _ = layers.mentions
    assert len(archive.layers().mentions)


def test_what_remains_is_what_was_there_before(tmp_path, archive, articles):
    """Stories keep the ids they had, also where the report that gave it is gone."""
    removed = archive.remove(source=SOURCES[0])
    other = bs.open_archive(tmp_path / "other")
    other.add(articles[~articles["article_id"].isin(removed["article_id"])])
    left, made = archive.layers(), other.layers()
    unnamed = [
        replace(one, events=one.events.assign(story_id=""), storylines=one.storylines.assign(storyline_id="")) for one in (left, made)
    ]
    same_layers(*unnamed)


def test_removed_articles_stay_out_until_they_are_readmitted(archive, articles):
    ids = list(articles["article_id"].head(2))
    archive.remove(ids)
    assert archive.add(articles).counts["read"] == 0 and len(archive) == 8
    assert archive.readmit(ids) == 2
    assert archive.add(articles).counts["read"] == 2 and len(archive) == 10


def test_removal_without_keeping_out(archive, articles):
    archive.remove(list(articles["article_id"].head(1)), keep_out=False)
    assert archive.add(articles).counts["read"] == 1


def test_removal_reaches_into_earlier_states(archive, articles):
    then = archive.state()
    gone = articles["article_id"].iloc[0]
    archive.remove([gone])
    earlier = bs.open_archive(archive.path, as_of=then).layers()
    assert all(gone not in owners(getattr(earlier, name)) for name in ("articles", *LOCAL))


def test_erased_text_is_nowhere_on_the_disk(archive, articles):
    title = articles["title"].iloc[0]
    assert _on_disk(archive.path, title)
    archive.remove([articles["article_id"].iloc[0]], erase=True)
    assert not _on_disk(archive.path, title)


def _on_disk(folder: Path, title: str) -> bool:
    import pyarrow.parquet as pq

    return any(title in pq.read_table(path)["title"].to_pylist() for path in (folder / "articles").rglob("*.parquet"))


def test_the_copies_of_a_removed_article_point_at_the_earliest_that_stays(tmp_path, articles):
    archive = bs.open_archive(tmp_path / "a")
    first = articles.iloc[:1]
    day = first["published_at"]
    hours = {"c": 2, "d": 3}
    copies = [first.assign(article_id=key * 16, source=key, published_at=day + pd.Timedelta(hours=hours[key])) for key in hours]
    archive.add(pd.concat([first, *copies]))
    assert set(archive.articles()["copy_of"].dropna()) == set(first["article_id"])
    archive.remove(list(first["article_id"]))
    left = archive.articles().set_index("article_id")["copy_of"]
    assert pd.isna(left["c" * 16]) and left["d" * 16] == "c" * 16
    assert archive.ingest().counts["annotated"] == 1 and owners(archive.mentions()) == {"c" * 16}


def test_a_copy_that_comes_late_and_is_earlier_becomes_the_original(tmp_path, articles):
    archive = bs.open_archive(tmp_path / "a")
    late = articles.iloc[:1]
    early = late.assign(article_id="e" * 16, source="First", published_at=late["published_at"] - pd.Timedelta(days=1))
    archive.add(late)
    assert archive.add(early).counts["copied"] == 0
    copy_of = archive.articles().set_index("article_id")["copy_of"]
    assert copy_of[late["article_id"].iloc[0]] == "e" * 16 and pd.isna(copy_of["e" * 16])
    assert owners(archive.mentions()) == {"e" * 16}


@pytest.mark.parametrize(("arguments", "message"), [
    ({}, "one of them"), ({"path": "x", "source": "y"}, "one of them"), ({"article_ids": ["nobody"]}, "no article 'nobody'"),
])
def test_an_unclear_removal_is_refused(archive, arguments, message):
    with pytest.raises(RequestError, match=message):
        archive.remove(**arguments)
    assert len(archive) == 10


def test_a_sound_archive_is_sound(archive):
    check = archive.check()
    assert check.sound and check.findings.empty and str(check) == "sound"


def test_what_a_killed_writer_left_is_deleted(archive, annotated):
    rows = archive._store.read("mentions")
    archive._store.testify(archive._store.witness.begun(7))
    archive._store.append("mentions", rows.set_column(rows.schema.get_field_index("batch"), "batch", [[7] * len(rows)]))
    same_layers(archive.layers(), annotated)
    assert "do not count" in str(archive.check(repair=False))
    assert "did not end" in str(archive.check()) and archive.check().findings.empty
    assert len(archive._store.read("mentions")) == len(rows)


@pytest.mark.parametrize(("name", "damage"), some(LOST, *LOST[1:]))
def test_a_lost_data_file_is_repaired_by_the_next_ingest(archive, articles, annotated, name, damage):
    file = next((archive.path / name).glob("*.parquet"))
    if damage == "gone":
        file.unlink()
    else:
        file.write_bytes(file.read_bytes()[:100])
    assert not archive.check(repair=False).sound
    assert archive.check().sound == (name != "articles")
    archive.add(articles)
    same_layers(archive.layers(), annotated)
    assert archive.check(repair=False).sound


def test_waiting_articles_and_idle_corrections_are_noted(archive, articles):
    key = articles["article_id"].iloc[0]
    (archive.path / "corrections.toml").write_text(
        f'[[articles]]\narticle_id = "{key}"\npublished_at = 2020-01-01\n[[articles]]\nurl = "x"\ndrop = true', "utf-8",
    )
    said = str(archive.check())
    assert "1 articles await annotation" in said and "no such article" in said and archive.check().sound


def test_articles_in_other_languages_are_kept_and_said(tmp_path):
    archive = bs.open_archive(tmp_path / "a")
    archive.add(invented_articles(2).assign(language="sq"))
    assert len(archive) == 2 and archive.mentions().empty and "2 articles are in languages" in str(archive.check())


def test_many_small_files_are_joined(archive, articles, monkeypatch):
    from broadsheet.archive import upkeep

    archive.add(invented_articles(2, first=80).assign(language="de"))
    before, state = archive.layers(), archive.state()
    monkeypatch.setattr(upkeep, "MOST_FILES", 1)
    assert "joined" in str(archive.check())
    assert len(archive._store.delta("register").file_uris()) == 1
    same_layers(bs.open_archive(archive.path).layers(), before)
    same_layers(bs.open_archive(archive.path, as_of=state).layers(), before)
    assert len(archive.articles(since="2025-05-03", until="2025-05-04")) == 2 and archive.check(repair=False).sound
