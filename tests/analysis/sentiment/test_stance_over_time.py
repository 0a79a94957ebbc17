"""Stance by period: what has no date is out."""

from __future__ import annotations

import pandas as pd
from tests.analysis.sentiment.invented_stances import articles_on
from tests.invented_layers import Told, layers_of

from broadsheet.analysis import answered, stance_over_time


def test_stance_over_time_leaves_out_what_has_no_date() -> None:
    told = articles_on("Ada Moss", [-0.5] * 5) + [Told("undated", "Ada Moss spoke.", day=None, stance={"Ada Moss": ("own", None, 0.9)})]
    series = stance_over_time(layers_of(told))
    assert series["month"].tolist() == [pd.Timestamp("2025-05-01")]
    assert series["mentions"].tolist() == [5]


def test_the_finding_says_for_how_many_periods_there_is_enough_evidence() -> None:
    may = articles_on("Ada Moss", [-0.5] * 5)
    june = articles_on("Ada Moss", [-0.5] * 2, first=10, day="2025-06-05")
    assert answered("stance_over_time", layers_of(may + june)).finding == "Stance by month: 1 of 2 months and actors with enough evidence"
    assert answered("stance_over_time", layers_of(june), every="week").finding == "Not enough evidence in any week to say how stance moved"
