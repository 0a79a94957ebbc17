"""What is written in corrections.toml is what the archive shows, from the next reading on."""

import pandas as pd
import pytest

import broadsheet as bs
from broadsheet.errors import RequestError


@pytest.fixture
def correct(archive, articles):
    """Write corrections, with {0}, {1} … for the ids of the articles; the archive afterwards."""

    def written(text: str):
        (archive.path / "corrections.toml").write_text(text.format(*articles["article_id"]), "utf-8")
        return archive

    return written


def row(archive, articles, number: int) -> pd.Series:
    found = archive.articles()
    return found[found["article_id"] == articles["article_id"].iloc[number]].iloc[0]


def test_a_date_an_outlet_and_a_title_are_set(correct, articles):
    archive = correct('[[articles]]\narticle_id = "{0}"\npublished_at = 2024-02-29\nsource = "Saltby Echo"\ntitle = "Walls"')
    found = row(archive, articles, 0)
    assert found["published_at"] == pd.Timestamp("2024-02-29", tz="UTC")
    assert list(found[["published_precision", "published_from", "source", "title"]]) == ["day", "given", "Saltby Echo", "Walls"]
    assert len(archive.articles(source="Saltby Echo")) == len(archive.articles(until="2024-12-31")) == 1
    assert len(archive.mentions(source="Saltby Echo")) > 0


def test_what_was_believed_can_be_unset(correct, articles):
    archive = correct('[[articles]]\narticle_id = "{0}"\nunset = ["published_at", "source"]')
    found = row(archive, articles, 0)
    assert pd.isna(found["published_at"]) and pd.isna(found["published_precision"]) and pd.isna(found["source"])
    assert len(archive.articles(since="2000-01-01")) == 9


@pytest.mark.parametrize("naming", ['path = "000001.txt"', 'path = "/invented/000001.txt"', 'path = "invented/000001.txt"'])
def test_a_dropped_article_is_nowhere(correct, articles, naming):
    archive = correct(f"[[articles]]\n{naming}\ndrop = true")
    gone = articles.loc[articles["path"] == "/invented/000001.txt", "article_id"].item()
    layers = archive.layers()
    assert len(archive) == len(layers.articles) == 9
    for name in ("articles", "sentences", "mentions", "quotes", "dates", "events", "stances"):
        assert gone not in set(getattr(layers, name)["article_id"])
    assert archive.add(articles).counts["known"] == 10


def test_the_first_characters_of_an_id_are_enough(correct, articles):
    short = articles["article_id"].iloc[2][:8]
    assert row(correct(f'[[articles]]\narticle_id = "{short}"\ntitle = "Two"'), articles, 2)["title"] == "Two"


def test_a_marked_copy_has_no_layers_and_an_unmarked_one_gets_them(correct, articles):
    archive = correct('[[articles]]\narticle_id = "{3}"\ncopy_of = "{4}"')
    assert row(archive, articles, 3)["copy_of"] == articles["article_id"].iloc[4]
    assert articles["article_id"].iloc[3] not in set(archive.mentions()["article_id"])
    (archive.path / "corrections.toml").unlink()
    assert articles["article_id"].iloc[3] in set(archive.mentions()["article_id"])


def test_a_copy_that_is_none_is_annotated_by_the_next_ingest(tmp_path, articles):
    archive = bs.open_archive(tmp_path / "a")
    first = articles.iloc[:1]
    copy = first.assign(article_id="c" * 16, source="Elsewhere", published_at=first["published_at"] + pd.Timedelta(hours=3))
    assert archive.add(pd.concat([first, copy])).counts["copied"] == 1
    (archive.path / "corrections.toml").write_text(f'[[articles]]\narticle_id = "{"c" * 16}"\ncopy = false')
    assert list(archive.awaiting()["article_id"]) == ["c" * 16]
    assert archive.ingest().counts["annotated"] == 1
    assert "c" * 16 in set(archive.mentions()["article_id"]) and archive.awaiting().empty
    assert archive.ingest().counts["annotated"] == 0


def test_a_corrected_date_dates_what_the_article_tells(tmp_path):
    text = "The harbour wall in Eastmere was opened yesterday by Marta Hollis, the mayor of the town."
    archive = bs.open_archive(tmp_path / "a")
    archive.add(pd.DataFrame({"article_id": ["d" * 16], "text": [text], "published_at": ["2025-05-08"], "language": "en"}))
    assert list(archive.dates()["earliest"]) == [pd.Timestamp("2025-05-07")]
    (archive.path / "corrections.toml").write_text(f'[[articles]]\narticle_id = "{"d" * 16}"\npublished_at = 2025-06-20')
    assert archive.ingest().counts["annotated"] == 1
    assert list(archive.dates()["earliest"]) == [pd.Timestamp("2025-06-19")]
    assert len(archive.sentences()) == 1 and archive.ingest().counts["annotated"] == 0
    (archive.path / "corrections.toml").unlink()
    archive.ingest()
    assert list(archive.dates()["earliest"]) == [pd.Timestamp("2025-05-07")]


@pytest.mark.parametrize(("text", "reason"), [
    ('[[articles]]\narticle_id = "ffffffff"\ndrop = true', "no such article"),
    ('[[articles]]\nurl = "https://example.org/none"\ntitle = "x"', "no such article"),
    ('[[articles]]\narticle_id = "{0}"\ncopy_of = "eeeeeeee"', "names 0 articles"),
    ('[[articles]]\narticle_id = "{0}"\ncopy_of = "{0}"', "should name one other"),
])
def test_a_correction_without_effect_is_reported(correct, text, reason):
    unmatched = correct(text).unmatched_corrections()
    assert len(unmatched) == 1 and reason in unmatched["reason"].iloc[0] and unmatched["correction"].iloc[0].startswith("articles 1")


@pytest.mark.parametrize(("text", "message"), [
    ("[[articles]\n", "corrections.toml"),
    ('[articles]\narticle_id = "x"', "two brackets"),
    ("[[articles]]\ndrop = true", "name the article"),
    ('[[articles]]\narticle_id = "abc"\ndrop = true', "too short"),
    ('[[articles]]\narticle_id = "{0}"\nsorce = "x"', "unknown key 'sorce'"),
    ('[[articles]]\narticle_id = "{0}"\npublished_at = "soon"', "'soon'"),
    ('[[articles]]\narticle_id = "{0}"\npublished_at = 12', "12"),
    ('[[articles]]\narticle_id = "{0}"\nunset = ["text"]', "unset"),
    ('[[articles]]\narticle_id = "{0}"\ntitle = ""', "title"),
    ('[[articles]]\narticle_id = "{0}"\ndrop = "yes"', "true or false"),
    ('[[articles]]\narticle_id = "{0}"\ncopy = true', "copy_of"),
])
def test_what_cannot_be_understood_is_refused_with_its_place(correct, archive, text, message):
    correct(text)
    with pytest.raises(RequestError, match=message):
        archive.articles()
    with pytest.raises(RequestError, match="corrections.toml"):
        bs.open_archive(archive.path)


def test_actors_and_quotations_are_corrected_too(correct, archive):
    before = archive.layers()
    names = before.mentions[before.mentions["form"] == "name"].groupby("actor_id")["article_id"].nunique()
    one, other = names.sort_values().index[-2:]
    corrected = correct(f'[[actors]]\nactor = "{one}"\nmerge_into = "{other}"\n[[actors]]\nactor = "Nobody Atall"\nreject = true')
    layers = corrected.layers()
    both = before.mentions["actor_id"].isin([one, other])
    assert set(layers.mentions.loc[both, "actor_id"]) == {other} and one not in set(layers.actors["actor_id"])
    pd.testing.assert_frame_equal(corrected.mentions(), layers.mentions)
    pd.testing.assert_frame_equal(corrected.actors(), layers.actors)
    assert list(corrected.unmatched_corrections()["reason"]) == ["no actor is called 'Nobody Atall'"]


def test_an_unclear_correction_of_an_actor_is_refused(correct, archive):
    correct('[[actors]]\nactor = "Marta Hollis"')
    with pytest.raises(RequestError, match="says nothing to do"):
        archive.articles()


def test_as_of_replays_the_corrections_of_then(correct, archive, articles):
    correct('[[articles]]\narticle_id = "{0}"\ntitle = "First"')
    then = archive.state()
    correct('[[articles]]\narticle_id = "{0}"\ntitle = "Second"')
    now = archive.state()
    assert then < now
    assert row(bs.open_archive(archive.path, as_of=then), articles, 0)["title"] == "First"
    assert row(bs.open_archive(archive.path, as_of=now), articles, 0)["title"] == "Second"


def test_corrections_written_before_the_first_ingest_count(tmp_path, articles):
    (tmp_path / "corrections.toml").write_text(f'[[articles]]\narticle_id = "{articles["article_id"].iloc[0]}"\ntitle = "Early"')
    archive = bs.open_archive(tmp_path)
    archive.add(articles.head(1).assign(language="de"))
    assert list(archive.articles()["title"]) == ["Early"]
