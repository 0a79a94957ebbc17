"""Bursts: a day against the four weeks before it."""

from __future__ import annotations

import pandas as pd
import pytest

from broadsheet import schemas
from broadsheet.analysis import answered, article_bursts
from broadsheet.annotating.layers import Layers


def published(counts: dict[str, int], *, copies: int = 0) -> Layers:
    """Layers of articles without text: so many on each day, the last `copies` of them copies of the first."""
    days = [day for day, count in counts.items() for _ in range(count)]
    rows = pd.DataFrame({"article_id": [f"a{n}" for n in range(len(days))], "published_at": pd.to_datetime(pd.Series(days), utc=True)})
    rows["source"] = [f"Paper {n % 3}" for n in range(len(days))]
    rows["copy_of"] = [None] * (len(days) - copies) + ["a0"] * copies
    tables = {name: schemas.frame(name) for name in schemas.TABLES if name not in ("articles", "rejects")}
    return Layers(articles=schemas.frame("articles", rows), **tables)


STEADY = {f"{day:%Y-%m-%d}": 2 for day in pd.date_range("2025-06-01", "2025-06-30")}


def test_a_day_far_above_the_weeks_before_is_a_burst() -> None:
    found = article_bursts(published(STEADY | {"2025-07-01": 12, "2025-07-02": 2}))
    assert found.loc[found["burst"], "day"].tolist() == [pd.Timestamp("2025-07-01")]
    row = found[found["burst"]].iloc[0]
    assert (row["articles"], row["independent"], row["outlets"]) == (12, 12, 3)
    assert 1.9 < row["expected"] < 2.2
    assert row["chance"] < 0.001


def test_copies_make_no_burst() -> None:
    found = article_bursts(published(STEADY | {"2025-07-01": 12}, copies=10))
    assert not found["burst"].any()
    assert found["articles"].iloc[-1] == 12
    assert found["independent"].iloc[-1] == 2


def test_the_first_two_weeks_expect_nothing_and_gaps_count_as_days_without_an_article() -> None:
    found = article_bursts(published({"2025-06-01": 9, "2025-06-10": 9, "2025-06-20": 3}))
    assert found["expected"].isna().tolist() == [True, True, False]
    assert float(found["expected"].iloc[2]) == (18 + 0.5) / 19


def test_scattered_days_expect_scatter() -> None:
    """What would be a burst after steady weeks is none after weeks that jump."""
    jumping = {day: 9 if n % 7 == 0 else 1 for n, day in enumerate(STEADY)}
    assert not article_bursts(published(jumping | {"2025-07-01": 8}))["burst"].iloc[-1]
    assert article_bursts(published(STEADY | {"2025-07-01": 8}))["burst"].iloc[-1]


def test_no_dated_article_gives_an_empty_frame_of_the_same_columns() -> None:
    empty, full = article_bursts(published({})), article_bursts(published(STEADY))
    assert list(empty.columns) == list(full.columns)
    assert empty.empty
    assert answered("article_bursts", published({})).finding == "No dated article."


def test_a_day_is_proved_by_all_that_was_published_on_it_copies_too() -> None:
    layers = published(STEADY | {"2025-07-01": 12}, copies=3)
    answer = answered("article_bursts", layers)
    days = layers.articles.set_index("article_id")["published_at"].dt.tz_localize(None).reindex(answer.evidence["article_id"])
    assert (days.to_numpy() == answer.frame["day"].to_numpy()[answer.evidence["row"]]).all()
    assert answer.evidence.groupby("row").size().tolist() == answer.frame["articles"].tolist()
    assert answer.evidence["start"].isna().all()


@pytest.mark.parametrize(("counts", "said"), [
    (STEADY, "No day brought more articles than the weeks before let expect"),
    (STEADY | {"2025-07-01": 12}, "1 day is a burst: 1 July 2025, with 12 independent articles where 2.0 were to be expected"),
    (STEADY | {"2025-06-20": 14, "2025-07-01": 19},
     "2 days are bursts, above all: 20 June 2025, with 14 independent articles where 2.0 were to be expected"),
])
def test_the_sentence_names_the_least_likely_day(counts: dict[str, int], said: str) -> None:
    assert answered("article_bursts", published(counts)).finding == said
