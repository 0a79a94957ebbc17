"""How often a sentiment model is right at each level of confidence, as a list."""

from __future__ import annotations

from typing import Final

import pandas as pd

from broadsheet.analysis import Chart, Column
from broadsheet.display.answers import Answer, listing

_COLUMNS: Final = {
    "confidence": Column("Confidence", "the probability that the model gives its likeliest class"),
    "accuracy": Column("Accuracy", "the share of these that are right"),
    "n": Column("n", "judged mentions", unit="mentions"),
}


def reliability(curve: pd.DataFrame) -> Answer:
    """Whether the probabilities of a sentiment model are right as often as they say.

    Parameters
    ----------
    curve
        `confidence accuracy n`, from `broadsheet.analysis.reliability_curve`.
    """
    return listing(
        curve, _COLUMNS, name="reliability-curve", finding=_finding(curve) if len(curve) else "",
        empty="No curve was measured for this model.", chart=Chart("reliability_chart"),
    )


def _finding(curve: pd.DataFrame) -> str:
    """How far the probabilities are off on average."""
    error = float(((curve["confidence"] - curve["accuracy"]).abs() * curve["n"]).sum() / curve["n"].sum())
    return f"Probabilities are off by {100 * error:.1f} points on average"
