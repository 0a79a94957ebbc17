"""All about one actor in one table."""

from __future__ import annotations

import dataclasses

import pandas as pd
import pytest
from tests.analysis.actors.news_layers import news_layers
from tests.analysis.invented_layers import invented_layers

from broadsheet.analysis import actor_page, answered, narrowed
from broadsheet.annotating import Layers


@pytest.fixture
def layers() -> Layers:
    return news_layers()


def test_without_a_focus_the_page_is_of_the_one_mentioned_most(layers: Layers) -> None:
    assert actor_page(layers)["text"].iloc[0] == "Noll"
    assert actor_page(invented_layers([])).empty


def test_a_page_has_all_sections(layers: Layers) -> None:
    page = actor_page(layers, "noll")
    assert page["section"].unique().tolist() == ["name", "seen", "alias", "role", "companion"]
    assert page.loc[page["section"] == "role", "text"].tolist() == ["former minister, Kosovo", "minister, Kosovo"]
    assert set(page.loc[page["section"] == "companion", "text"]) == {"Tallow", "Kosovo"}


def test_each_section_rests_on_what_it_counts(layers: Layers) -> None:
    answer = answered("actor_page", layers, focus="noll")
    shown = answer.evidence.groupby("row").size()
    counted = answer.frame["section"].isin(["name", "alias", "companion"])
    assert shown[counted].tolist() == answer.frame.loc[counted, "number"].tolist()
    assert (shown[~counted] == 1).all()


def test_an_alias_that_these_articles_do_not_have_is_not_on_the_page(layers: Layers) -> None:
    elsewhere = pd.DataFrame({"actor_id": ["noll"], "alias": ["The Boss"], "mentions": [9]})
    layers = dataclasses.replace(layers, aliases=pd.concat([layers.aliases, elsewhere], ignore_index=True))
    page = actor_page(narrowed(layers, sources=["Harbour"]), "noll")
    assert page.loc[page["section"] == "alias", ["text", "number"]].values.tolist() == [["Noll", 1]]


def test_two_companions_of_one_name_keep_their_own_sentences(layers: Layers) -> None:
    layers = dataclasses.replace(layers, actors=layers.actors.assign(name=layers.actors["name"].replace("Kosovo", "Tallow")))
    answer = answered("actor_page", layers, focus="noll")
    companions = answer.frame.index[answer.frame["section"] == "companion"]
    assert answer.frame.loc[companions, "text"].tolist() == ["Tallow", "Tallow"]
    shown = answer.evidence[answer.evidence["row"].isin(companions)]
    assert shown[["row", "article_id"]].values.tolist() == [[companions[0], "a"], [companions[1], "b"]]
