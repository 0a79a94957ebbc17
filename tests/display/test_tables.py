"""How an answer reads as a table: what belongs together in one column, nothing that says the same in every row."""

from __future__ import annotations

import pandas as pd

from broadsheet.display.presenting import cell, presented, side_by_side


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


def test_on_a_page_two_sentences_stand_with_their_outlets() -> None:
    day = pd.Timestamp("2025-10-09 16:45")
    told = pd.DataFrame({
        "name": ["Ada Moss", "Bo Finch"], "source": ["The Courier", "The Gazette"], "other_source": [None, "The Courier"],
        "stance": [-0.004, 0.2], "sentence": ["It rained.", "It blew."], "other_sentence": ["It poured.", "It hailed."],
        "published_at": [day, day], "other_published_at": [pd.NaT, day],
    })
    shown = side_by_side(presented(told))
    assert shown.columns.tolist() == ["name", "stance", "sentence", "other_sentence"]
    assert shown.iloc[0].tolist()[2:] == ["The Courier, 9 Oct 2025: It rained.", "unknown outlet: It poured."]
    assert "other_source" in told and cell(-0.004) == "0.00"


def test_on_a_page_a_mean_stands_with_its_interval_and_tones_are_one_column() -> None:
    answer = pd.DataFrame({
        "name": ["Ada Moss", "Bo Finch"], "negative": [3, 0], "neutral": [28, 2], "positive": [1, 0],
        "stance": [-0.04, None], "low": [-0.3, None], "high": [0.2, None],
    })
    shown = side_by_side(presented(answer))
    assert shown["stance (95 % interval)"].tolist() == ["−0.04 (−0.30 to 0.20)", ""]
    assert shown["negative / neutral / positive"].tolist() == ["3 / 28 / 1", "0 / 2 / 0"]


def test_days_months_and_countries_are_said_in_words() -> None:
    assert cell(pd.Timestamp("2025-10-09 16:45"), "day") == "9 Oct 2025"
    assert cell(pd.Timestamp("2025-10-01"), "month") == "Oct 2025"
    assert cell("XK", "country") == "Kosovo"
    assert cell("XK", "name") == "XK"
    assert cell(pd.NaT) == ""


def test_too_little_evidence_is_said_once_in_a_row() -> None:
    little = "not enough evidence"
    answer = pd.DataFrame({"name": ["Ada Moss", "Bo Finch"], "verdict": [little, "neither"], "differs": [little, "no"]})
    assert side_by_side(answer)["differs"].isna().tolist() == [True, False]
    assert "differs" not in side_by_side(answer.head(1))


def test_a_plan_stands_with_who_announced_it() -> None:
    plan = pd.DataFrame({
        "sentence": ["The bridge will open."], "source": ["The Courier"], "announced_at": [pd.Timestamp("2025-10-09")],
        "announcer": ["Harbour Board"], "certainty": ["intended"], "hedge": ["due"],
    })
    assert side_by_side(plan).iloc[0].tolist() == [
        "The Courier, 9 Oct 2025: The bridge will open. (announced by Harbour Board)", "intended (“due”)",
    ]
