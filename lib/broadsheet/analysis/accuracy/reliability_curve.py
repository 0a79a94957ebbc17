"""Whether the sentiment model is right as often as it says."""

from __future__ import annotations

import pandas as pd

from broadsheet.annotating import shipped_curve, shipped_names


def reliability_curve(model: str | None = "default") -> pd.DataFrame:
    """How often a sentiment model was right at each level of confidence, on held-out sentences: `confidence accuracy n`.

    Parameters
    ----------
    model
        A shipped model's name, as `archive.sentiment` gives it. The curve is empty for None, and for a model that was not measured.

    Notes
    -----
    `n` counts judged mentions.
    """
    columns = {"confidence": "float64", "accuracy": "float64", "n": "int64"}
    measured = shipped_curve(model) if model in shipped_names() else None
    if measured is None or not measured.exists():
        return pd.DataFrame({name: pd.Series(dtype=dtype) for name, dtype in columns.items()})
    curve = pd.read_csv(measured, comment="#").rename(columns={"right": "accuracy", "targets": "n"})
    return curve.loc[curve["n"] > 0, list(columns)].astype(columns).reset_index(drop=True)
