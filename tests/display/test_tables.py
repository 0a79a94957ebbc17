"""How an answer reads as a table: what belongs together in one column, nothing that says the same in every row."""

from __future__ import annotations

import pandas as pd

from broadsheet.display.tables import presented


def test_a_voice_that_all_rows_share_is_left_out() -> None:
    both = pd.DataFrame({"name": ["Ada Moss", "Bo Finch"], "voice": ["own", "quoted"]})
    assert list(presented(both)) == ["name", "voice"]
    assert list(presented(both.assign(voice="own"))) == ["name"]
    assert list(presented(both.head(1))) == ["name", "voice"]


def test_days_counts_and_intervals_are_one_column_each() -> None:
    day = pd.Timestamp("2025-10-22")
    answer = pd.DataFrame({
        "earliest": [day, day], "latest": [day, day + pd.Timedelta(days=2)], "precision": ["day", "day"],
        "articles": [3, 4], "articles_with_copies": [3, 6], "nothing": [None, None],
    })
    shown = presented(answer)
    assert shown["when"].tolist() == ["22 Oct 2025", "22 Oct – 24 Oct 2025"]
    assert shown["articles (with copies)"].tolist() == ["3", "4 (6)"]
    assert "nothing" not in shown and "latest" in answer


def test_an_interval_that_no_row_has_is_no_column() -> None:
    answer = pd.DataFrame({"name": ["Ada Moss", "Bo Finch"], "low": [None, 0.1], "high": [None, 0.3]})
    assert presented(answer.assign(difference_low=None, difference_high=None)).columns.tolist() == ["name", "95 % interval"]
    assert presented(answer)["95 % interval"].tolist()[1] == "0.10 to 0.30"
