"""annotate: any frame with article_id and text in, every table of the contract out."""

from __future__ import annotations

import pandas as pd
import pytest
import spacy

import broadsheet as bs
from broadsheet import schemas
from broadsheet.annotating import language_of
from broadsheet.errors import RequestError, SchemaError

TEXT = (
    "PORTMERE — Prime Minister Orla Tennant met Kosovo's president on Tuesday.\n"
    '"We will sign on Friday," Tennant said. She praised the president.\n'
    "A new deal\n"
    "The talks in Portmere began in 2019."
)


@pytest.fixture(scope="module")
def articles() -> pd.DataFrame:
    return pd.DataFrame({
        "article_id": ["b", "a"],
        "text": [TEXT, "Die Ministerin reiste am Montag nach Portmere."],
        "language": ["en", "de"],
        "published_at": pd.to_datetime(["2025-10-08", None], utc=True),
    })


@pytest.fixture(scope="module")
def layers(articles: pd.DataFrame) -> bs.Layers:
    return bs.annotate(articles)


@pytest.mark.parametrize("name", ["articles", *schemas.LAYERS])
def test_every_layer_has_the_shape_of_the_contract(layers: bs.Layers, name: str) -> None:
    table = schemas.validate(name, getattr(layers, name))
    assert table.equals(table.sort_values(list(schemas.TABLES[name].key), kind="stable", ignore_index=True))


@pytest.mark.parametrize("name", ["mentions", "quotes", "dates", "events"])
def test_offsets_give_the_text(layers: bs.Layers, articles: pd.DataFrame, name: str) -> None:
    text = dict(zip(articles["article_id"], articles["text"], strict=True))
    table = getattr(layers, name)
    assert len(table)
    for row in table.itertuples():
        assert text[row.article_id][row.start : row.end] == row.text


def test_every_id_that_stands_in_a_layer_is_an_actor(layers: bs.Layers) -> None:
    known = set(layers.actors["actor_id"])
    for table, column in [
        ("mentions", "actor_id"), ("roles", "actor_id"), ("roles", "affiliation_id"), ("quotes", "actor_id"),
        ("events", "source_actor_id"), ("event_actors", "actor_id"), ("stances", "actor_id"), ("stances", "holder_id"),
    ]:
        assert set(getattr(layers, table)[column].dropna()) <= known, (table, column)


def test_an_article_in_another_language_is_kept_and_not_annotated(layers: bs.Layers) -> None:
    assert set(layers.articles["article_id"]) == {"a", "b"}
    assert set(layers.sentences["article_id"]) == {"b"}


def test_the_same_articles_give_the_same_layers_in_any_order(layers: bs.Layers, articles: pd.DataFrame) -> None:
    again = bs.annotate(articles.iloc[::-1].reset_index(drop=True))
    for name in schemas.LAYERS:
        pd.testing.assert_frame_equal(getattr(layers, name), getattr(again, name))


def test_the_articles_given_are_not_changed(articles: pd.DataFrame) -> None:
    before = articles.copy(deep=True)
    bs.annotate(articles)
    pd.testing.assert_frame_equal(articles, before)


def test_article_id_and_text_are_enough() -> None:
    layers = bs.annotate(pd.DataFrame({"article_id": ["x"], "text": [TEXT]}))
    assert len(layers.sentences) == 5
    relative = layers.dates[layers.dates["text"].isin(["Tuesday", "Friday", "on Tuesday", "on Friday"])]
    assert relative["earliest"].isna().all(), "without a publication day a weekday stays open"


def test_no_articles_give_empty_layers() -> None:
    layers = bs.annotate(pd.DataFrame({"article_id": pd.Series(dtype="str"), "text": pd.Series(dtype="str")}))
    for name in schemas.LAYERS:
        assert getattr(layers, name).empty
        schemas.validate(name, getattr(layers, name))


@pytest.mark.parametrize(
    ("frame", "message"),
    [
        (pd.DataFrame({"article_id": ["x"]}), "no column 'text'"),
        (pd.DataFrame({"article_id": ["x", "x"], "text": ["One.", "Two."]}), "'x' stands twice"),
        (pd.DataFrame({"article_id": ["x"], "text": ["One."], "published_at": ["soon"]}), "published_at is no moment.*like 2025-10-22"),
    ],
)
def test_a_frame_that_cannot_be_annotated_is_refused_in_one_line(frame: pd.DataFrame, message: str) -> None:
    with pytest.raises(SchemaError, match=message):
        bs.annotate(frame)


def test_a_number_of_thousands_of_digits_costs_nothing_but_itself() -> None:
    digits = "9" * 5000
    text = (
        f"Ana Kralj resigned on 3 May {digits}. It rose to {digits}th, by ${digits} million, at {digits}:30. "
        f"In the {digits}s all was well. Dan Reed left on 4 May 2024."
    )
    layers = bs.annotate(pd.DataFrame({"article_id": ["a"], "text": [text]}))
    assert layers.dates["text"].tolist()[-1] == "4 May 2024" and layers.dates["text"].str.len().max() < 20
    assert set(layers.actors["name"]) >= {"Ana Kralj", "Dan Reed"}


def test_a_day_of_publication_may_be_told_in_words() -> None:
    told = pd.DataFrame({"article_id": ["x"], "text": ["The ferry sailed yesterday."], "published_at": ["2025-10-22"]})
    moments = told.assign(published_at=pd.to_datetime(told["published_at"], utc=True))
    layers = bs.annotate(told, sentiment=None)
    assert layers.dates["value"].tolist() == ["2025-10-21"]
    pd.testing.assert_frame_equal(layers.dates, bs.annotate(moments, sentiment=None).dates)
    assert told["published_at"].tolist() == ["2025-10-22"]


def test_columns_of_ones_own_are_kept_on_the_articles() -> None:
    own = pd.DataFrame({"article_id": ["b", "a"], "text": ["It rained.", "It was late."], "desk": ["north", "south"]})
    assert bs.annotate(own, sentiment=None).articles[["article_id", "desk"]].values.tolist() == [["a", "south"], ["b", "north"]]


def test_a_pipeline_that_is_loaded_annotates_as_its_model_does_and_stays_as_it_is() -> None:
    given = pd.DataFrame({"article_id": ["a"], "text": ["Ada Moss met Bo Finch in Eastmere on 5 May 2025. \"It rained,\" she said."]})
    nlp = spacy.load(language_of().default_model())
    parts = list(nlp.pipe_names)
    made, usual = bs.annotate(given, model=nlp, sentiment=None), bs.annotate(given, sentiment=None)
    assert nlp.pipe_names == parts and nlp.max_length == 1_000_000
    assert all(made.frames()[name].equals(frame) for name, frame in usual.frames().items())


@pytest.mark.parametrize(("model", "message"), [
    (spacy.blank("en"), "does not find names .*, nor parts of speech .*, nor the structure of sentences .*: its parts are none"),
    (3, "model is 3, should be a spaCy pipeline"),
])
def test_a_pipeline_that_lacks_what_is_needed_is_refused_with_the_reason(model: object, message: str) -> None:
    with pytest.raises(RequestError, match=message):
        bs.annotate(pd.DataFrame({"article_id": ["a"], "text": ["It rained."]}), model=model)
