"""Stance with its doubt: means only with enough articles, voices apart, copies out, many comparisons corrected."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.invented_layers import Told, layers_of

from broadsheet import schemas
from broadsheet.analysis import (
    alliances,
    save_network,
    stance_by_outlet,
    stance_edges,
    stance_evidence,
    stance_network,
    stance_over_time,
    stance_ranking,
)
from broadsheet.analysis.counting.intervals import benjamini_hochberg, bootstrap_mean


def articles_on(name: str, values: list[float], *, source: str = "The Harbour Courier", voice: str = "own", holder: str | None = None,
                first: int = 0, day: str = "2025-05-05") -> list[Told]:
    """One article per value, each with one judged mention of the name."""
    text = f"Something about {name} was told."
    return [
        Told(f"{source[:3]}{first + i:02d}", text, source=source, day=day, stance={name: (voice, holder, value)})
        for i, value in enumerate(values)
    ]


def test_a_mean_needs_enough_independent_articles() -> None:
    four, five = articles_on("Ada Moss", [-0.8] * 4), articles_on("Bo Finch", [-0.8] * 5, first=10)
    ranking = stance_ranking(layers_of(four + five)).set_index("name")
    assert ranking.loc["Ada Moss", "verdict"] == "not enough evidence"
    assert pd.isna(ranking.loc["Ada Moss", "stance"])
    assert ranking.loc["Bo Finch", "verdict"] == "negative"
    assert ranking.loc["Bo Finch", "stance"] == pytest.approx(-0.8)


def test_copies_and_replaced_versions_do_not_count() -> None:
    told = articles_on("Ada Moss", [-0.8] * 5)
    told.append(Told("copy", "Something about Ada Moss was told.", copy_of="The00", stance={"Ada Moss": ("own", None, 0.9)}))
    told.append(Told("newer", "Something about Ada Moss was told.", supersedes="The01", stance={"Ada Moss": ("own", None, -0.8)}))
    row = stance_ranking(layers_of(told)).iloc[0]
    assert (row["articles"], row["mentions"]) == (5, 5)


def test_voices_are_never_averaged() -> None:
    told = articles_on("Ada Moss", [-0.9] * 6) + articles_on("Ada Moss", [0.9] * 6, voice="quoted", holder="Bo Finch", first=20)
    ranking = stance_ranking(layers_of(told)).set_index("voice")
    assert ranking.loc["own", "verdict"] == "negative"
    assert ranking.loc["quoted", "verdict"] == "positive"


def test_an_interval_that_holds_zero_is_neither() -> None:
    row = stance_ranking(layers_of(articles_on("Ada Moss", [-0.9, 0.9, -0.8, 0.8, 0.1, -0.1]))).iloc[0]
    assert row["low"] < 0 < row["high"]
    assert row["verdict"] == "neither"


def test_an_outlet_differs_only_if_its_interval_says_so() -> None:
    harsh = articles_on("Ada Moss", [-0.9, -0.8, -0.9, -0.7, -0.8, -0.9], source="Northgate Post")
    mild = articles_on("Ada Moss", [0.1, 0.0, 0.2, 0.1, 0.0, 0.1])
    table = stance_by_outlet(layers_of(harsh + mild)).set_index("source")
    assert table.loc["Northgate Post", "differs"] == "yes"
    assert table.loc["Northgate Post", "difference"] < 0
    alike = articles_on("Ada Moss", [0.1, -0.1] * 3) + articles_on("Ada Moss", [0.1, -0.1] * 3, source="Northgate Post")
    assert set(stance_by_outlet(layers_of(alike))["differs"]) == {"no"}


def test_stance_over_time_leaves_out_what_has_no_date() -> None:
    told = articles_on("Ada Moss", [-0.5] * 5) + [Told("undated", "Ada Moss spoke.", day=None, stance={"Ada Moss": ("own", None, 0.9)})]
    series = stance_over_time(layers_of(told))
    assert series["month"].tolist() == [pd.Timestamp("2025-05-01")]
    assert series["mentions"].tolist() == [5]


def test_edges_are_signed_and_come_from_what_is_quoted() -> None:
    told = [
        *(Told(f"a{n}", "Bo Finch called Ada Moss reckless.", stance={"Ada Moss": ("quoted", "Bo Finch", -0.9)}) for n in range(2)),
        *(Told(f"b{n}", "Cleo Hart thanked Ada Moss.", stance={"Ada Moss": ("quoted", "Cleo Hart", 0.9)}) for n in range(2)),
        Told("c", "Ada Moss was dull.", stance={"Ada Moss": ("own", None, -0.9)}),
        Told("d", "Ada Moss cursed Bo Finch.", stance={"Bo Finch": ("quoted", "Ada Moss", -0.9)}),
    ]
    edges = stance_edges(layers_of(told))
    assert list(zip(edges["holder"], edges["target"], edges["sign"], strict=True)) == [
        ("Bo Finch", "Ada Moss", "critical"), ("Cleo Hart", "Ada Moss", "supportive"), ("Ada Moss", "Bo Finch", "one statement"),
    ]
    assert alliances(edges) == (
        "1 critical and 1 supportive ties (1 more rests on one statement only); most often Bo Finch criticises Ada Moss"
    )
    assert alliances(edges.tail(1)) == "Nobody is seen clearly for or against another, in 1 tie; 1 tie rests on one statement only"


def test_one_quotation_is_one_statement_however_often_it_names_its_target_and_is_told() -> None:
    text = "“Ada Moss lies and cheats whenever it suits the harbour. Ada Moss must go,” said Bo Finch."
    words = text[1:text.index("”")]
    one = layers_of([Told(key, text, quotes=[(words, "Bo Finch")], stance={"Ada Moss": ("quoted", "Bo Finch", -0.9)}) for key in "ab"])
    on = text.rindex("Ada Moss") - text.index("Ada Moss")
    later = one.stances.assign(start=one.stances["start"] + on, end=one.stances["end"] + on)
    both = replace(one, stances=schemas.frame("stances", pd.concat([one.stances, later])))
    assert stance_edges(both)[["mentions", "sign"]].values.tolist() == [[4, "one statement"]]
    said = one.quotes.assign(text=["Ada Moss lies and cheats whenever it suits the harbour.", "Ada Moss sold the quay to her own friends."])
    assert stance_edges(replace(both, quotes=said))["sign"].tolist() == ["critical"]


def test_one_kind_word_among_many_neutral_ones_is_no_support() -> None:
    values = [0.9] + [0.0] * 9
    told = [Told(f"a{n}", "Bo Finch spoke of Ada Moss.", stance={"Ada Moss": ("quoted", "Bo Finch", v)}) for n, v in enumerate(values)]
    assert stance_edges(layers_of(told))["sign"].tolist() == ["neutral"]


@pytest.mark.parametrize("ending", ["graphml", "gexf"])
def test_the_signed_network_can_be_saved_and_read(tmp_path: Path, ending: str) -> None:
    import networkx as nx

    judged = {"Ada Moss": ("quoted", "Bo Finch", -0.9)}
    layers = layers_of([Told(key, "Bo Finch called Ada Moss reckless.", stance=judged) for key in "ab"])
    path = save_network(stance_network(layers), tmp_path / f"ties.{ending}")
    graph = nx.read_graphml(path) if ending == "graphml" else nx.read_gexf(path)
    (holder, target, edge), = graph.edges(data=True)
    assert (graph.nodes[holder]["label"], graph.nodes[target]["label"]) == ("Bo Finch", "Ada Moss")
    assert (edge["sign"], edge["weight"], edge["stance"]) == ("critical", 2, pytest.approx(-0.9))
    assert nx.number_of_nodes(stance_network(layers_of([]))) == 0


def test_the_strongest_sentences_come_with_their_voice() -> None:
    told = articles_on("Ada Moss", [-0.9, 0.8, 0.1])
    found = stance_evidence(layers_of(told))
    assert list(zip(found["side"], found["stance"], found["voice"], strict=True)) == [("negative", -0.9, "own"), ("positive", 0.8, "own")]
    assert set(found["sentence"]) == {"Something about Ada Moss was told."}
    own = layers_of([Told("a", "Ada Moss praised herself.", stance={"Ada Moss": ("quoted", "Ada Moss", 0.9)})])
    assert stance_evidence(own).empty


def test_no_article_gives_empty_frames_with_their_columns() -> None:
    layers = layers_of([])
    for answer in (stance_ranking, stance_by_outlet, stance_over_time, stance_edges, stance_evidence):
        assert answer(layers).empty
        assert "actor_id" in answer(layers).columns


@settings(max_examples=25, deadline=None)
@given(st.lists(st.floats(-1, 1), min_size=2, max_size=12))
def test_the_same_values_give_the_same_interval_around_their_mean(values: list[float]) -> None:
    column, articles = pd.Series(values), pd.Series(range(len(values)))
    first, second = bootstrap_mean(column, articles, draws=400), bootstrap_mean(column, articles, draws=400)
    assert first == second
    assert min(values) - 1e-9 <= first.low <= first.high <= max(values) + 1e-9


@pytest.mark.parametrize(("raw", "corrected"), [
    ([0.01, 0.04, 0.03], [0.03, 0.04, 0.04]),
    ([0.04], [0.04]),
    ([0.5, None, 0.01], [0.5, None, 0.02]),
])
def test_many_comparisons_are_corrected(raw: list[float | None], corrected: list[float | None]) -> None:
    found = benjamini_hochberg(pd.Series(raw, dtype="Float64"))
    assert [None if pd.isna(p) else round(p, 6) for p in found] == corrected


def test_what_is_said_of_ones_own_country_is_no_tie() -> None:
    judged = {"Eastmere": ("quoted", "Ada Moss", -0.9), "Ada Moss": ("own", None, 0.0)}
    told = [Told(f"a{n}", "Eastmere will never agree, Ada Moss said.", stance=judged) for n in range(3)]
    layers = layers_of(told)
    actors = layers.actors.assign(country="XE", kind=layers.actors["name"].map({"Eastmere": "country"}).fillna("person").astype("str"))
    assert len(stance_edges(layers)) == 1
    assert stance_edges(replace(layers, actors=actors)).empty


def test_a_mean_close_to_zero_is_no_stance_however_sure() -> None:
    layers = layers_of(articles_on("Ada Moss", [0.03] * 8))
    assert set(stance_ranking(layers)["verdict"]) == {"neither"}


def test_a_mean_that_leans_without_a_mention_that_shows_it_is_no_verdict() -> None:
    from broadsheet.analysis.sentiment.stance_ranking import _verdict

    assert _verdict(0.13, 0.04, 0.22, 0.001, 0, 1) == "neither"
    assert _verdict(0.13, 0.04, 0.22, 0.001, 0, 2) == "positive"
    assert _verdict(-0.13, -0.22, -0.04, 0.001, 1, 5) == "neither"
