"""What goes into an archive comes out as `annotate` gives it: whole, in part, and as it was."""

import pickle
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from invented_articles import SOURCES, invented_articles

import broadsheet as bs
from broadsheet import schemas
from broadsheet.analysis import reliability_curve
from broadsheet.annotating.annotation import LOCAL
from broadsheet.archive.store import Store
from broadsheet.errors import ArchiveError, RequestError, SchemaError
from broadsheet.texts import texts_of

TABLES = [name for name in schemas.TABLES if name != "rejects"]


def same_layers(one: bs.Layers, other: bs.Layers) -> None:
    """Every table of one is, cell by cell, that of the other."""
    for name in TABLES:
        pd.testing.assert_frame_equal(getattr(one, name), getattr(other, name), obj=name)


def test_layers_are_those_that_annotate_gives(archive, annotated):
    same_layers(archive.layers(), annotated)
    assert len(annotated.mentions) > 50 and len(annotated.quotes) > 5 and len(annotated.events) > 10


def test_layers_read_only_the_tables_that_are_asked_for(archive, annotated, monkeypatch):
    layers, read = archive.layers(), []
    whole = Store.read
    monkeypatch.setattr(Store, "read", lambda self, name, **which: read.append(name) or whole(self, name, **which))
    for _ in range(2):
        pd.testing.assert_frame_equal(layers.events, annotated.events)
    assert set(read) == {"events", "batches"} and read.count("events") == 1
    assert repr(layers) == repr(annotated)
    same_layers(pickle.loads(pickle.dumps(archive.layers())), annotated)
    with pytest.raises(AttributeError, match="no 'event'"):
        _ = layers.event


@pytest.mark.parametrize("name", [*TABLES, "rejects"])
def test_every_table_is_a_method_and_keeps_the_contract(archive, name):
    schemas.validate(name, getattr(archive, name)())


def test_nothing_new_costs_no_annotation(archive, articles, monkeypatch):
    monkeypatch.setattr("broadsheet.archive.parallel.annotate_chunk", None)
    version = archive._store.delta("batches").version()
    result = archive.add(articles)
    assert result.counts == {"read": 0, "known": 10, "copied": 0, "rejected": 0, "annotated": 0}
    assert archive._store.delta("batches").version() == version


def test_the_sentiment_model_is_that_of_the_articles_annotated_last(tmp_path, articles):
    archive = bs.open_archive(tmp_path / "archive")
    found = [archive.sentiment]
    for number, model in ((1, "default"), (2, None), (2, "default"), (3, "careful")):
        archive.add(articles.head(number), sentiment=model)
        found.append(archive.sentiment)
    assert found == [None, "default", None, None, "careful"]
    curves = {model: reliability_curve(model) for model in ("default", "careful", "large")}
    assert all(curve["n"].sum() == 1693 for curve in curves.values()) and not curves["default"].equals(curves["careful"])
    assert reliability_curve(None).empty and reliability_curve("../large").empty


def test_an_archive_that_is_not_there_is_said_to_be_missing_and_makes_nothing(tmp_path):
    archive = bs.open_archive(tmp_path / "none")
    with pytest.raises(RequestError, match="no archive in .*none; make one with: broadsheet ingest PATH"):
        archive.layers()
    assert len(archive) == 0 and archive.check().sound and not (tmp_path / "none").exists()


def test_a_folder_without_articles_yet_gives_empty_tables(tmp_path):
    archive = bs.open_archive(tmp_path)
    layers = archive.layers()
    for name in TABLES:
        schemas.validate(name, getattr(layers, name))
        assert len(getattr(layers, name)) == 0


def test_an_ingest_of_no_articles_is_a_normal_run(tmp_path):
    (tmp_path / "empty").mkdir()
    archive = bs.open_archive(tmp_path / "archive")
    assert sum(archive.ingest(tmp_path / "empty").counts.values()) == 0
    assert len(archive.layers().mentions) == 0


@pytest.mark.parametrize(("which", "expected"), [
    ({"since": "2025-05-03"}, 8), ({"until": "2025-05-03"}, 3), ({"since": "2025-05-03", "until": "2025-05-03"}, 1),
    ({"until": pd.Timestamp("2025-05-03T06:59Z")}, 2), ({"until": pd.Timestamp("2025-05-03T07:00Z")}, 3),
    ({"source": SOURCES[0]}, 5), ({"source": list(SOURCES)}, 10), ({"since": "2026-01-01"}, 0),
    ({"source": SOURCES[0], "since": "2026"}, 0), ({"since": "2025-05", "until": "2025-05"}, 10),
    ({"source": SOURCES[1], "until": "2025-05-04"}, 2),
])
def test_a_period_and_outlets_are_chosen_by_their_articles(archive, annotated, which, expected):
    articles = archive.articles(**which)
    layers = archive.layers(**which)
    assert len(articles) == expected
    pd.testing.assert_frame_equal(layers.articles, articles)
    for name in LOCAL:
        whole = getattr(annotated, name)
        owners = whole["article_id"] if "article_id" in whole else whole["event_id"].str.split(":").str[0]
        chosen = whole[owners.isin(articles["article_id"])].reset_index(drop=True)
        pd.testing.assert_frame_equal(getattr(layers, name), chosen, obj=name)
        pd.testing.assert_frame_equal(getattr(archive, name)(**which), chosen, obj=name)


def test_actors_and_aliases_of_a_period_are_those_it_mentions(archive):
    layers = archive.layers(until="2025-05-02")
    assert 0 < len(layers.actors) < len(archive.actors())
    assert set(layers.aliases["actor_id"]) <= set(layers.actors["actor_id"])
    assert set(layers.mentions["actor_id"].dropna()) <= set(layers.actors["actor_id"])
    pd.testing.assert_frame_equal(archive.actors(until="2025-05-02"), layers.actors)
    pd.testing.assert_frame_equal(archive.aliases(until="2025-05-02"), layers.aliases)


def test_an_undated_article_is_in_no_period(tmp_path, articles):
    archive = bs.open_archive(tmp_path / "a")
    archive.add(articles.assign(published_at=pd.NaT, published_from=None).head(2))
    assert len(archive.articles()) == 2 and len(archive.articles(since="2000-01-01")) == 0 and len(archive.mentions()) > 0


def test_ids_stay_as_articles_are_added(tmp_path, articles):
    archive = bs.open_archive(tmp_path / "a")
    archive.add(articles.head(5))
    before = archive.layers()
    archive.add(articles.tail(5))
    after = archive.layers()
    kept = after.mentions[after.mentions["article_id"].isin(before.articles["article_id"])].reset_index(drop=True)
    pd.testing.assert_frame_equal(kept, before.mentions)
    stories = after.events[after.events["article_id"].isin(before.articles["article_id"])].reset_index(drop=True)
    pd.testing.assert_frame_equal(stories, before.events)
    assert set(before.actors["actor_id"]) <= set(after.actors["actor_id"])
    assert int(after.aliases["mentions"].sum()) == int((after.mentions["form"] == "name").sum() - _nobody(after))


def _nobody(layers: bs.Layers) -> int:
    return int(((layers.mentions["form"] == "name") & layers.mentions["actor_id"].isna()).sum())


def test_a_story_told_again_later_keeps_its_id(tmp_path):
    text = "Marta Hollis, the mayor of Eastmere, will open the harbour wall in Eastmere on 14 June 2025.\n\nWorkers finished it early."
    rows = [
        ("a", text, "2025-06-01", "One"),
        ("b", "The harbour wall in Eastmere will be opened on 14 June 2025 by Mayor Marta Hollis, her office said.", "2025-06-09", "Two"),
    ]
    archive = bs.open_archive(tmp_path / "a")
    for key, words, day, outlet in rows:
        archive.add(pd.DataFrame({"article_id": [key * 16], "text": [words], "published_at": [day], "source": [outlet], "language": "en"}))
    together = bs.annotate(archive.articles())
    pd.testing.assert_series_equal(archive.events()["story_id"], together.events["story_id"])


def test_storylines_keep_their_ids_as_articles_are_added(tmp_path):
    texts = (
        "The ferry Marigold sank off Port Ellan in the night. Twelve passengers were saved by fishermen.",
        "The council of Northgate raised the water levy. Ada Moss called it a tax on gardens.",
        "Divers found the ferry Marigold on the sea bed off Port Ellan. Fishermen had saved twelve passengers.",
    )
    archive, shown = bs.open_archive(tmp_path / "a"), []
    for number, text in enumerate(texts):
        archive.add(pd.DataFrame({
            "article_id": [f"{number}" * 16], "text": [text], "published_at": [f"2025-06-0{number + 1}"], "source": "One", "language": "en",
        }))
        shown.append(archive.storylines()["storyline_id"].tolist())
    ids = ["0" * 16, "1" * 16, "0" * 16]
    assert shown == [ids[:1], ids[:2], ids]


def test_as_of_shows_an_earlier_state(archive, annotated):
    then = archive.state()
    archive.add(invented_articles(2, first=50))
    assert len(archive) == 12
    earlier = bs.open_archive(archive.path, as_of=then)
    same_layers(earlier.layers(), annotated)
    assert earlier.state() == then
    with pytest.raises(RequestError, match="open it without as_of"):
        earlier.add(invented_articles(1, first=60))
    assert len(bs.open_archive(archive.path, as_of="2001-01-01")) == 0


@pytest.mark.parametrize("as_of", ["last week", "", "2025-13-45"])
def test_a_moment_that_is_none_is_refused(tmp_path, as_of):
    with pytest.raises(RequestError, match="as_of|should be a day"):
        bs.open_archive(tmp_path / "a", as_of=as_of)


def test_rows_find_their_evidence(archive, articles):
    rows = bs.open_archive(archive.path).quotes()
    found = texts_of(rows).of(rows["article_id"]).set_index("article_id")["text"]
    assert all(found[row.article_id][row.start:row.end] == row.text for row in rows.itertuples()) and len(rows)


def test_stored_tables_hold_the_contracts_columns_and_the_archives_own(archive):
    from broadsheet.archive.tables import STORED

    for name in TABLES:
        delta = archive._store.delta(name)
        stored = [field.name for field in delta.schema().fields]
        assert stored[: len(schemas.TABLES[name].columns)] == schemas.TABLES[name].columns
        assert set(stored) == set(STORED[name].names)


def test_the_log_keeps_no_text(archive, articles):
    logs = "".join(path.read_text() for path in (archive.path / "articles" / "_delta_log").glob("*.json"))
    assert not any(word in logs for word in ("Hollis", "harbour wall", "Report number"))


def test_an_older_table_without_a_column_reads_as_null(archive):
    archive._store.delta("events")
    import pyarrow as pa
    from deltalake import write_deltalake

    table = archive._store.read("events").drop_columns(["hedge"])
    write_deltalake(str(archive.path / "events"), pa.table(table), mode="overwrite", schema_mode="overwrite")
    events = archive.events()
    schemas.validate("events", events)
    assert events["hedge"].isna().all() and len(events)
    archive.add(invented_articles(1, first=70))
    assert len(archive.events()) > len(events)


@pytest.mark.parametrize(("content", "message"), [
    ("format = 99\n", "layout 99"), ("format = 0\n", "new archive"), ("nonsense", "cannot be read"),
])
def test_another_layout_is_refused(tmp_path: Path, content, message):
    (tmp_path / "archive.toml").write_text(content)
    with pytest.raises(ArchiveError, match=message):
        bs.open_archive(tmp_path)


def test_another_folder_is_refused(tmp_path: Path):
    (tmp_path / "holiday.jpg").write_bytes(b"x")
    with pytest.raises(ArchiveError, match="holiday.jpg"):
        bs.open_archive(tmp_path)
    with pytest.raises(ArchiveError, match="is a file"):
        bs.open_archive(tmp_path / "holiday.jpg")


def test_an_unknown_table_is_refused(archive):
    with pytest.raises(RequestError, match="no table 'quotations'"):
        archive.table("quotations")


@pytest.mark.parametrize("rows", [{"text": ["A."]}, {"article_id": ["a"]}, {"article_id": [None], "text": ["A."]}])
def test_articles_without_an_id_or_text_are_refused(tmp_path, rows):
    with pytest.raises(SchemaError, match="article"):
        bs.open_archive(tmp_path / "a").add(pd.DataFrame(rows))


def test_a_failing_article_costs_only_itself(tmp_path, articles, monkeypatch):
    from broadsheet.annotating.languages import language_of

    broken, language = articles["article_id"].iloc[3], language_of()

    def quotes(article, mentions):
        if article.article_id == broken:
            raise ZeroDivisionError("no words left")
        return language.find_quotes(article, mentions)

    failing = replace(language, find_quotes=quotes)
    monkeypatch.setattr("broadsheet.annotating.annotation.language_of", lambda _code=None: failing)
    archive = bs.open_archive(tmp_path / "a")
    result = archive.add(articles)
    assert result.counts["annotated"] == 9
    assert len(archive) == 10 and broken not in set(archive.mentions()["article_id"])
    rejects = archive.rejects()
    assert list(rejects["reason"]) == ["not annotated"] and "no words left" in rejects["detail"].iloc[0]
    assert archive.add(articles).counts["annotated"] == 0


def test_many_small_ingests_are_joined_by_rule_and_nothing_else_changes(tmp_path, articles, monkeypatch):
    monkeypatch.setattr("broadsheet.archive.upkeep.MOST_FILES", 1)
    kept = bs.open_archive(tmp_path / "kept")
    moments, counts = [], []
    for at in range(3):
        before = [] if at < 2 else [kept.quotes(), kept.events()]
        kept.add(articles.iloc[at:at + 1], progress=False)
        moments.append(kept.state())
        counts.append(len(kept._store.delta("register").file_uris()))
    assert counts == [1, 1, 1]
    then = bs.open_archive(tmp_path / "kept", as_of=moments[1])
    assert [len(bs.open_archive(tmp_path / "kept", as_of=moment)) for moment in moments] == [1, 2, 3]
    for one, other in zip(before, (then.quotes(), then.events()), strict=True):
        pd.testing.assert_frame_equal(one, other)
    assert kept.check().sound
