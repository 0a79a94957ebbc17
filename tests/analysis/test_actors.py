"""Who is in the news: a few articles in, the answer's rows out."""

from __future__ import annotations

import dataclasses

import pandas as pd
import pytest
from tests.analysis.invented_layers import invented_layers

from broadsheet.analysis.actors.actor_ranking import actor_over_time, actor_page, actor_ranking, new_and_vanished, silence
from broadsheet.annotating import Layers
from broadsheet.corrections import find_actor
from broadsheet.errors import RequestError

ARTICLES = [
    ("a", "Lantern", "2025-10-01", None, ["Noll met Tallow.", "Noll left."]),
    ("b", "Harbour", "2025-10-09", None, ["Noll praised Kosovo."]),
    ("c", "Lantern", "2025-10-20", None, ["Kosovo waited.", "Petrov spoke."]),
    ("d", "Courier", "2025-10-02", "a", ["Noll met Tallow.", "Noll left."]),
    ("e", "Courier", None, None, ["Noll slept."]),
]
ROLES = [("noll", "a", "minister", None, "XK"), ("noll", "b", "former minister", None, "XK")]


@pytest.fixture
def layers() -> Layers:
    return invented_layers(ARTICLES, ROLES)


def test_ranking_counts_copies_apart(layers: Layers) -> None:
    ranking = actor_ranking(layers)
    columns = ["name", "mentions", "articles", "articles_with_copies", "outlets", "outlets_with_copies"]
    assert ranking[columns].values.tolist() == [
        ["Noll", 4, 3, 4, 3, 3], ["Kosovo", 2, 2, 2, 2, 2], ["Petrov", 1, 1, 1, 1, 1], ["Tallow", 1, 1, 2, 1, 2],
    ]
    assert ranking["share"].tolist() == [0.5, 0.25, 0.125, 0.125]
    assert ranking["role"].iloc[0] == "former minister"


def test_ranking_rests_on_a_sentence(layers: Layers) -> None:
    row = actor_ranking(layers).iloc[1]
    text = layers.articles.set_index("article_id")["text"][row["article_id"]]
    assert text[row["start"]:row["end"]] == "Kosovo waited."


def test_ranking_of_a_kind_and_the_first_few(layers: Layers) -> None:
    assert actor_ranking(layers, kind="country")["name"].tolist() == ["Kosovo"]
    assert actor_ranking(layers, top=1)["name"].tolist() == ["Noll"]


def test_course_has_periods_without_mentions(layers: Layers) -> None:
    course = actor_over_time(layers, focus="Noll", every="week")
    assert course["week"].dt.strftime("%m-%d").tolist() == ["09-29", "10-06", "10-13", "10-20"]
    assert course["mentions"].tolist() == [2, 1, 0, 0]
    assert course["share"].tolist() == [1.0, 1.0, pd.NA, 0.0] or course["share"].isna().tolist() == [False, False, True, False]


def test_new_and_vanished(layers: Layers) -> None:
    changes = new_and_vanished(layers, since="2025-10-10")
    assert changes[["change", "name"]].values.tolist() == [["new", "Petrov"], ["vanished", "Noll"], ["vanished", "Tallow"]]


def test_nobody_is_new_where_nothing_came_before(layers: Layers) -> None:
    assert new_and_vanished(layers, since="2020-01-01").empty


def test_silence_is_beyond_chance() -> None:
    before = [(f"a{i}", "Lantern", f"2025-09-{i + 1:02}", None, ["Noll spoke.", *(["Tallow came."] if i == 0 else [])]) for i in range(10)]
    after = [(f"b{i}", "Lantern", f"2025-10-{i + 20}", None, ["Petrov spoke."]) for i in range(5)]
    silent = silence(invented_layers(before + after), now="2025-10-30", days=14)
    assert silent["name"].tolist() == ["Noll"]
    assert silent["p"].iloc[0] == pytest.approx((1 / 11) ** 5)
    assert silent["days_silent"].iloc[0] == 50


def test_without_a_focus_the_page_is_of_the_one_mentioned_most(layers: Layers) -> None:
    assert actor_page(layers)["text"].iloc[0] == "Noll"
    assert actor_page(invented_layers([])).empty


def test_a_page_has_all_sections(layers: Layers) -> None:
    page = actor_page(layers, "noll")
    assert page["section"].unique().tolist() == ["name", "seen", "alias", "role", "companion"]
    assert page.loc[page["section"] == "role", "text"].tolist() == ["former minister, Kosovo", "minister, Kosovo"]
    assert set(page.loc[page["section"] == "companion", "text"]) == {"Tallow", "Kosovo"}


@pytest.mark.parametrize("answer", [actor_ranking, actor_over_time, new_and_vanished, silence])
def test_no_articles_is_a_normal_run(answer: object) -> None:
    assert answer(invented_layers([("a", "Lantern", "2025-10-01", None, ["nobody spoke."])])).empty


@pytest.mark.parametrize("answer", [actor_ranking, actor_over_time, new_and_vanished, silence])
def test_the_layers_are_left_alone(answer: object, layers: Layers) -> None:
    before = {field.name: getattr(layers, field.name).copy(deep=True) for field in dataclasses.fields(layers)}
    answer(layers)
    for name, frame in before.items():
        pd.testing.assert_frame_equal(getattr(layers, name), frame)


@pytest.mark.parametrize("focus", ["noll", "Noll", "NOLL", " Noll "])
def test_a_focus_is_an_id_a_name_or_an_alias(layers: Layers, focus: str) -> None:
    assert find_actor(layers, focus) == "noll"


@pytest.mark.parametrize(("focus", "message"), [
    ("Nol", "did you mean 'Noll'"), ("", "focus is empty"), ("zzzz", "no actor is called 'zzzz'"),
])
def test_a_focus_that_nobody_has(layers: Layers, focus: str, message: str) -> None:
    with pytest.raises(RequestError, match=message):
        find_actor(layers, focus)


def test_an_alias_of_several_is_refused_with_their_ids(layers: Layers) -> None:
    shared = pd.DataFrame({"actor_id": ["noll", "tallow"], "alias": ["Boss", "Boss"], "mentions": [3, 2]})
    several = dataclasses.replace(layers, aliases=pd.concat([layers.aliases, shared], ignore_index=True))
    with pytest.raises(RequestError, match="'noll', 'tallow'"):
        find_actor(several, "boss")
    stands_out = shared.assign(mentions=[4, 2])
    assert find_actor(dataclasses.replace(layers, aliases=stands_out), "boss") == "noll"
