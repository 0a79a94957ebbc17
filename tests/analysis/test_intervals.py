"""Intervals, against the figures of textbooks."""

from __future__ import annotations

import pandas as pd
import pytest

from broadsheet.analysis.counting.intervals import wilson


def test_wilson_interval_of_the_textbook() -> None:
    # 1 of 10, Wilson 95 %: Newcombe 1998, table I
    low, high = wilson(pd.Series([1.0]).to_numpy(), pd.Series([10.0]).to_numpy())
    assert (low[0], high[0]) == (pytest.approx(0.0179, abs=1e-4), pytest.approx(0.4042, abs=1e-4))
