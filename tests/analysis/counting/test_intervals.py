"""How sure a mean or a share is, and many comparisons at once."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from broadsheet.analysis.counting.intervals import benjamini_hochberg, bootstrap_mean, wilson


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


def test_no_comparison_needs_no_correction() -> None:
    assert benjamini_hochberg(pd.Series([None, None], dtype="Float64")).isna().all()
    assert benjamini_hochberg(pd.Series([], dtype="Float64")).empty


@pytest.mark.parametrize(("right", "of", "low", "high"), [
    # Newcombe 1998, table I, method 3.
    (81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718),
])
def test_the_interval_of_a_share_stays_between_0_and_1(right: int, of: int, low: float, high: float) -> None:
    lows, highs = wilson(np.array([right, of - right]), np.array([of, of]))
    assert lows.tolist() == pytest.approx([low, 1 - high], abs=1e-4)
    assert highs.tolist() == pytest.approx([high, 1 - low], abs=1e-4)
