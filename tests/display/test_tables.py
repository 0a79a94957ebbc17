"""How an answer reads as a table: what belongs together in one cell, nothing that says the same in every row."""

from __future__ import annotations

import pandas as pd
import pytest

from broadsheet.analysis.counting import columns
from broadsheet.analysis.question import Column
from broadsheet.display.forms import FORMS, shown_columns, value
from broadsheet.errors import BroadsheetError


def cells(frame: pd.DataFrame, declared: dict[str, Column], **options: object) -> dict[str, list[str]]:
    """Label → cells, as a reader sees them."""
    return {one.label: one.cells for one in shown_columns(frame, declared, **options)}  # type: ignore[arg-type]


def test_a_voice_that_all_rows_share_is_left_out() -> None:
    both = pd.DataFrame({"name": ["Ada Moss", "Bo Finch"], "voice": ["own", "quoted"]})
    declared = columns.some("name voice")
    assert list(cells(both, declared)) == ["Actor", "Voice"]
    assert list(cells(both.assign(voice="own"), declared)) == ["Actor"]
    assert list(cells(both.head(1), declared)) == ["Actor", "Voice"]


def test_days_counts_and_intervals_are_one_cell_each() -> None:
    day = pd.Timestamp("2025-10-22")
    answer = pd.DataFrame({
        "earliest": [day, day], "latest": [day, day + pd.Timedelta(days=2)], "precision": ["day", "day"],
        "articles": [3, 4], "articles_with_copies": [3, 6], "low": [None, 0.1], "high": [None, 0.3],
    })
    declared = columns.some(
        "earliest latest precision low high articles_with_copies",
        articles=Column("Articles", "articles", form="with copies", beside=("articles_with_copies",)),
    )
    assert cells(answer, declared) == {
        "When": ["22 Oct 2025", "22 Oct – 24 Oct 2025"], "Articles": ["3", "4 (6)"], "95 % interval": ["", "0.10 to 0.30"],
    }


def test_the_first_and_the_last_day_are_one_cell() -> None:
    first, last = pd.to_datetime(["2025-05-15", "2025-05-15"]), pd.to_datetime(["2025-05-15", "2025-06-02"])
    days = pd.DataFrame({"first_day": first, "last_day": last})
    declared = {
        "first_day": Column("Days", "first and last", form="days", beside=("last_day",)),
        "last_day": Column("Last day", "last", form="day"),
    }
    assert cells(days, declared) == {"Days": ["15 May 2025", "15 May – 2 Jun 2025"]}


def test_a_column_without_any_value_is_no_column() -> None:
    answer = pd.DataFrame({"name": ["Ada Moss"], "role": pd.Series([None], dtype="str")})
    assert list(cells(answer, columns.some("name role"))) == ["Actor"]


def test_what_is_for_programs_or_not_declared_is_not_shown() -> None:
    answer = pd.DataFrame({"name": ["Ada Moss"], "actor_id": ["person:ada-moss"], "more": ["x"]})
    assert list(cells(answer, columns.some("name actor_id"))) == ["Actor"]


def test_a_sentence_stands_with_its_outlet_day_and_speaker() -> None:
    answer = pd.DataFrame({
        "sentence": ["It rained.", "The bridge will open."], "source": [None, "The Courier"],
        "announced_at": [pd.NaT, pd.Timestamp("2025-10-09 16:45")], "announcer": [None, "Harbour Board"],
    })
    declared = {
        **columns.some("source"), "announced_at": Column("Announced", "day", form="day"), "announcer": Column("Announced by", "who"),
        "sentence": Column("Sentence", "what shows it", form="told", beside=("source", "announced_at", "announcer")),
    }
    assert cells(answer, declared) == {
        "Sentence": ["unknown outlet: It rained.", "The Courier, 9 Oct 2025: The bridge will open. (announced by Harbour Board)"],
    }


def test_only_the_rows_asked_for_are_worded_and_all_decide_what_is_said() -> None:
    answer = pd.DataFrame({"name": ["Ada Moss", "Bo Finch"], "role": [None, "mayor"]})
    assert cells(answer, columns.some("name role"), positions=[0]) == {"Actor": ["Ada Moss"], "Role": [""]}


@pytest.mark.parametrize(("form", "values", "said"), [
    ("share", (0.25,), "25 %"), ("month", (pd.Timestamp("2025-10-01"),), "Oct 2025"), ("country", ("XK",), "Kosovo"),
    ("mean", (-0.04, -0.3, 0.2), "−0.04 (−0.30 to 0.20)"), ("mean", (None, None, None), ""), ("counts", (3, 28, 1), "3 / 28 / 1"),
    ("worded", ("intended", "due"), "intended (“due”)"), ("year", (2025,), "2025"), ("outlet", (None,), "unknown outlet"),
    ("interval of shares", (0.1, 0.3), "10 % to 30 %"), ("unless as beside", ("no", "no"), ""),
])
def test_forms(form: str, values: tuple[object, ...], said: str) -> None:
    assert FORMS[form].words(*values) == said


@pytest.mark.parametrize(("one", "said"), [
    (pd.Timestamp("2025-10-09 16:45"), "9 Oct 2025"), (-0.004, "0.00"), (1204, "1,204"), (True, "yes"), (pd.NaT, ""), ("XK", "XK"),
])
def test_values(one: object, said: str) -> None:
    assert value(one) == said


def test_a_form_that_there_is_none_of_is_named() -> None:
    with pytest.raises(BroadsheetError, match="'Actor' has the form 'loud'"):
        cells(pd.DataFrame({"name": ["Ada Moss"]}), {"name": Column("Actor", "who", form="loud")})
