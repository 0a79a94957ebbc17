"""How much a report weighs on the timeline, and how well its sentence tells the story."""

from __future__ import annotations

import numpy as np
import pandas as pd

STATED = 1.0
INFERRED = 0.3
"""The weight of a report that publication dates, against one whose text states the day."""


def report_weights(reports: pd.DataFrame) -> pd.DataFrame:
    """`weight` and `fitness` of each report, on the frame's index.

    A report weighs more if its text states the day, if it stands near the top of its article, and if it is news and not
    history; it fits better as the story's sentence if, besides, its length is that of a readable sentence.
    """
    stated = np.where(reports["date_start"].notna(), STATED, INFERRED)
    place = 1 / (1 + 0.1 * reports["sentence_no"].astype(float).to_numpy())
    length = (reports["sentence_end"] - reports["sentence_start"]).astype(float).to_numpy()
    readable = np.clip(length / 60, 0.1, 1) * np.clip(260 / np.maximum(length, 1), 0.2, 1)
    weight = stated * (0.5 + 0.5 * place)
    return pd.DataFrame({"weight": weight, "fitness": weight * readable}, index=reports.index)
