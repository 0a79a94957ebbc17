"""Actors and issues as a grid: a mark for each row, and a ring where the side changed."""

from __future__ import annotations

import pandas as pd
import pytest
from tests.charts.test_stances import drawn

from broadsheet.charts import matrix_chart
from broadsheet.charts.style import NARROW, WIDE

MATRIX = pd.DataFrame({
    "holder": ["Ada Moss", "Bo Finch", "Ada Moss"], "issue": ["harbour levy", "harbour levy", "swans"],
    "side": ["for", "against", "undecided"], "sentences": [1, 3, 1], "articles": [1, 2, 1], "shown_by": ["act", "reported", "own words"],
    "changed": [False, True, False],
})


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_each_row_has_a_mark_with_its_sign(width: float) -> None:
    ax = drawn(matrix_chart, MATRIX, width=width)
    marks = {line.get_gid() for line in ax.lines if line.get_gid()}
    assert marks == {"row-0", "row-1", "row-1-ring", "row-2"}
    assert sorted(text.get_text() for text in ax.texts) == ["+", "?", "−"]
