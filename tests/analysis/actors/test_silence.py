"""Who has gone quiet, beyond chance."""

from __future__ import annotations

import pytest
from tests.analysis.invented_layers import invented_layers

from broadsheet.analysis import answered, silence


def test_silence_is_beyond_chance() -> None:
    before = [(f"a{i}", "Lantern", f"2025-09-{i + 1:02}", None, ["Noll spoke.", *(["Tallow came."] if i == 0 else [])]) for i in range(10)]
    after = [(f"b{i}", "Lantern", f"2025-10-{i + 20}", None, ["Petrov spoke."]) for i in range(5)]
    silent = silence(invented_layers(before + after), now="2025-10-30", days=14)
    assert silent["name"].tolist() == ["Noll"]
    assert silent["p"].iloc[0] == pytest.approx((1 / 11) ** 5)
    assert silent["days_silent"].iloc[0] == 50


def test_silence_rests_on_what_came_before_it() -> None:
    days = [f"2025-09-{day:02}" for day in range(1, 11)]
    spoken = [(f"a{day}", "Lantern", day, None, ["Noll spoke."]) for day in [*days, "2025-11-09"]]
    quiet = [(f"b{day}", "Lantern", f"2025-10-{day}", None, ["Petrov spoke."]) for day in range(20, 25)]
    answer = answered("silence", invented_layers(spoken + quiet), now="2025-10-30")
    assert answer.finding == "Noll silent for 50 days"
    assert sorted(answer.evidence["article_id"]) == [f"a{day}" for day in days]
