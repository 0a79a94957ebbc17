"""The ledger of all that was said, in the columns of other programs."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest
from tests.analysis.actors.spoken_layers import spoken_layers

from broadsheet import schemas
from broadsheet.analysis import quote_ledger, spoken_about
from broadsheet.annotating import Layers


@pytest.fixture
def layers() -> Layers:
    return spoken_layers()


def test_ledger_has_the_columns_of_discourse_network_analyzer(layers: Layers) -> None:
    ledger = quote_ledger(layers)
    assert list(ledger.columns) == [
        "person", "organisation", "concept", "agreement", "colour", "date", "text", "source", "article_id", "start", "end",
    ]
    rows = ledger.set_index("text")
    assert rows.loc["the ministry was slow", ["person", "organisation"]].tolist() == ["Mara Ellison", "Ministry"]
    assert rows.loc["Ellison was late", ["person", "organisation"]].fillna("").tolist() == ["", "Two officials"]
    assert not rows.loc["a delay", "agreement"]
    assert rows["concept"].isna().all() and "d" not in set(ledger["article_id"])
    assert ledger["date"].is_monotonic_increasing


@pytest.mark.parametrize(("speaker", "several"), [
    ("UK officials", True), ("Analysts", True), ("Two people with knowledge of the talks", True), ("Officials in Lund", True),
    ("A diplomat from one of the countries", False), ("a spokeswoman for the workers", False), ("The boss", False), ("A person", False),
])
def test_several_unnamed_speakers_are_no_person(layers: Layers, speaker: str, several: bool) -> None:
    article = layers.articles.iloc[:1].assign(text=f"{speaker} said it was late.")
    end = len(speaker)
    said = ("a", end + 6, end + 17, "it was late", "indirect", "said", end + 1, end + 5, 0, end, None, True)
    only = replace(layers, articles=article, quotes=schemas.frame("quotes", [said]))
    row = quote_ledger(only).iloc[0]
    assert row["organisation" if several else "person"] == speaker
    assert pd.isna(row["person" if several else "organisation"])


def test_a_wish_is_in_the_ledger_only_in_the_wishers_words(layers: Layers) -> None:
    quotes = layers.quotes[layers.quotes["article_id"] == "b"].assign(cue="hopes")
    assert quote_ledger(replace(layers, quotes=quotes))["text"].tolist() == [
        "We will not sign the treaty before the spring comes",
    ]


def test_a_focus_narrows_the_ledger(layers: Layers) -> None:
    assert set(quote_ledger(layers, focus="Tobias Renner")["person"]) == {"Tobias Renner"}


def test_the_newest_stands_first_where_that_is_asked(layers: Layers) -> None:
    assert quote_ledger(layers, newest_first=True)["date"].is_monotonic_decreasing


def test_what_one_says_about_another(layers: Layers) -> None:
    """What is said names the other; the reporting clause does not count."""
    everything = quote_ledger(layers)
    for name in layers.actors["name"]:
        about = quote_ledger(layers, about=name)
        keys = ["article_id", "start", "end"]
        own = layers.mentions[layers.mentions["actor_id"] == layers.actors.set_index("name")["actor_id"][name]]
        inside = everything.merge(own, on="article_id", suffixes=("", "_mention"))
        inside = inside[(inside["start_mention"] >= inside["start"]) & (inside["end_mention"] <= inside["end"])]
        assert set(map(tuple, about[keys].to_numpy())) <= set(map(tuple, inside[keys].to_numpy()))
    speakers = spoken_about(layers)
    for row in speakers.to_dict("records"):
        assert len(quote_ledger(layers, focus=row["holder_id"], about=row["actor_id"])) >= 1
