"""Who is written about most: a few articles in, the rows out."""

from __future__ import annotations

import pytest
from tests.analysis.actors.news_layers import news_layers
from tests.analysis.invented_layers import invented_layers
from tests.invented_layers import Told, layers_of

from broadsheet.analysis import actor_ranking
from broadsheet.annotating import Layers


@pytest.fixture
def layers() -> Layers:
    return news_layers()


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


def test_one_long_article_does_not_outrank_many_short_ones() -> None:
    articles = [("a", "Lantern", "2025-10-01", None, ["Noll came."] * 4)]
    articles += [(key, "Harbour", "2025-10-02", None, ["Petrov spoke."]) for key in "bcd"]
    ranking = actor_ranking(invented_layers(articles, []))
    assert ranking[["name", "mentions", "articles"]].values.tolist() == [["Petrov", 3, 3], ["Noll", 4, 1]]


@pytest.mark.parametrize(("stated", "shown"), [
    # Most articles, not the last one; two names of one office count together.
    (["senator", "senator", "rival"], "senator"),
    (["Congressman", "Congressman", "representative", "activist"], "Congressman"),
    # What is held comes before what was.
    (["former governor", "former governor", "candidate"], "candidate"),
    # Of roles that equally many state, the one stated last.
    (["minister", "former minister of roads"], "former minister of roads"),
    (["spokesman", "chairman of the board"], "chairman of the board"),
    # What says little alone gives way to another role that is held, and to a fuller wording.
    (["Governor", "Candidate"], "Governor"),
    (["president of the bank", "boss", "boss"], "president of the bank"),
    (["candidate", "candidate", "presidential candidate"], "presidential candidate"),
    (["former senator", "leader"], "leader"),
    (["chief"], "chief"),
    # A title that goes on being said of who has left the office.
    (["former President", "President", "President"], "former President"),
    (["President", "President", "President", "former president"], "former president"),
    (["former captain", "captain", "captain", "captain"], "captain"),
    # A deputy's office is another.
    (["vice president", "vice president", "President", "adviser"], "vice president"),
    (["deputy mayor", "mayor", "mayor"], "mayor"),
    # The articles' word before a title that we wrote out.
    (["Member of Congress", "Member of Congress", "Congressman"], "Congressman"),
    (["Member of Congress", "lawyer", "Member of Congress"], "Member of Congress"),
])
def test_the_role_shown_is_the_one_that_most_articles_state(stated: list[str], shown: str) -> None:
    keys = "abcd"[:len(stated)]
    articles = [(key, "Lantern", f"2025-10-0{day}", None, ["Noll came."]) for day, key in enumerate(keys, 1)]
    roles = [("noll", key, role, None, None) for key, role in zip(keys, stated, strict=True)]
    assert actor_ranking(invented_layers(articles, roles))["role"].tolist() == [shown]


@pytest.mark.parametrize(("source", "counted"), [
    ("Harbour Board", False), ("The Harbour Board", False), ("Eastmere Harbour Board", False), ("Harbour Board News", True),
    ("Northgate Post", True), (None, True),
])
def test_an_outlet_is_no_actor_of_its_own_news(source: str | None, counted: bool) -> None:
    told = layers_of([Told("a", "Ada Moss told the Harbour Board.", source=source), Told("b", "Bo Finch spoke.", source="The Gazette")])
    assert ("Harbour Board" in set(actor_ranking(told)["name"])) == counted
