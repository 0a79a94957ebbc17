"""Stance with its doubt: means only with enough articles, voices apart, copies out."""

from __future__ import annotations

import pandas as pd
import pytest
from tests.analysis.sentiment.invented_stances import articles_on
from tests.invented_layers import Told, layers_of

from broadsheet.analysis import answered, stance_ranking
from broadsheet.analysis.sentiment._means import verdict


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


def test_a_mean_close_to_zero_is_no_stance_however_sure() -> None:
    layers = layers_of(articles_on("Ada Moss", [0.03] * 8))
    assert set(stance_ranking(layers)["verdict"]) == {"neither"}


def test_a_mean_that_leans_without_a_mention_that_shows_it_is_noverdict() -> None:
    assert verdict(0.13, 0.04, 0.22, 0.001, 0, 1) == "neither"
    assert verdict(0.13, 0.04, 0.22, 0.001, 0, 2) == "positive"
    assert verdict(-0.13, -0.22, -0.04, 0.001, 1, 5) == "neither"


def test_where_the_news_is_good_nobody_is_praised_by_it_who_does_not_stand_out() -> None:
    """Aid arrives and everybody is written of kindly; the same tone among others that are written of plainly is praise."""
    others = ("Bo Finch", "Eastmere", "Harbour Board")
    helped = articles_on("Ada Moss", [0.55] * 6) + articles_on("Cleo Hart", [0.9] * 6, first=90)
    good = [told for number, name in enumerate(others, 1) for told in articles_on(name, [0.55] * 6, first=10 * number)]
    plain = [told for number, name in enumerate(others, 1) for told in articles_on(name, [0.02] * 6, first=10 * number)]
    among_good, among_plain = (_verdicts(helped + told) for told in (good, plain))
    assert (among_good["Ada Moss"], among_good["Bo Finch"], among_good["Cleo Hart"]) == ("neither", "neither", "positive")
    assert (among_plain["Ada Moss"], among_plain["Cleo Hart"]) == ("positive", "positive")
    assert _verdicts(helped + good, focus="Ada Moss") == {"Ada Moss": "neither"}


def _verdicts(told: list[Told], focus: str | None = None) -> dict[str, str]:
    found = stance_ranking(layers_of(told), focus=focus)
    return dict(zip(found["name"], found["verdict"], strict=True))


def test_the_finding_says_of_whom_is_written_well_or_badly() -> None:
    harsh, few = articles_on("Ada Moss", [-0.8] * 5), articles_on("Bo Finch", [-0.8] * 4, first=10)
    assert answered("stance_ranking", layers_of(harsh + few)).finding == "The outlets write badly of Ada Moss"
    assert answered("stance_ranking", layers_of(few)).finding.startswith("Not enough evidence for a stance toward anyone")
    mixed = articles_on("Ada Moss", [-0.9, 0.9, -0.8, 0.8, 0.1, -0.1])
    assert answered("stance_ranking", layers_of(mixed)).finding == (
        "No stance stands out: 1 mean with enough evidence, none of them clearly off zero"
    )
