"""Frames that processes of one run share: made once, found again only for the very same frames, and never a reason to fail."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from broadsheet.analysis import SHARED_FRAMES
from broadsheet.analysis.counting import shared_frames
from broadsheet.analysis.counting.shared_frames import shared

EVENTS = pd.DataFrame({
    "text": ["opened", "closed"], "day": pd.to_datetime(["2025-05-05", None]), "kind": pd.Categorical(["a", "b"]),
})
READ = {"events": EVENTS}
MADE = pd.DataFrame({"plan": ["ferry"], "actors": [["Moss", "Finch"]], "day": pd.to_datetime(["2025-06-01"])})


class Making:
    """Gives `MADE`, and counts how often it was asked."""

    def __init__(self) -> None:
        self.asked = 0

    def __call__(self) -> pd.DataFrame:
        self.asked += 1
        return MADE.copy()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(SHARED_FRAMES, str(tmp_path))
    monkeypatch.setattr(shared_frames, "_WORTH_IT", 0.0)
    return tmp_path


def test_it_is_made_once_and_taken_from_then_on(folder: Path) -> None:
    make = Making()
    for _ in range(3):
        pd.testing.assert_frame_equal(shared("plans", READ, make), MADE)
    assert make.asked == 1


@pytest.mark.parametrize("change", [
    lambda events: events.assign(text=["opened", "closes"]), lambda events: events.assign(day=pd.NaT), lambda events: events.iloc[::-1],
    lambda events: events.iloc[:1], lambda events: events.rename(columns={"kind": "sort"}), lambda events: events.set_axis([3, 4]),
    lambda events: events.assign(kind=events["kind"].cat.rename_categories(["b", "a"])), lambda events: events.astype({"kind": str}),
])
def test_what_reads_something_else_is_made_anew(folder: Path, change) -> None:
    make = Making()
    shared("plans", READ, make)
    shared("plans", {"events": change(READ["events"])}, make)
    shared("stories", READ, make)
    shared("plans", {"dates": READ["events"]}, make)
    assert make.asked == 4


def test_nothing_is_shared_without_a_folder_or_where_it_cannot_be_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shared_frames, "_WORTH_IT", 0.0)
    make = Making()
    for place in (None, "", str(tmp_path / "absent")):
        if place is None:
            monkeypatch.delenv(SHARED_FRAMES, raising=False)
        else:
            monkeypatch.setenv(SHARED_FRAMES, place)
        pd.testing.assert_frame_equal(shared("plans", READ, make), MADE)
    assert make.asked == 3 and list(tmp_path.iterdir()) == []


def test_what_is_damaged_or_odd_is_made_anew(folder: Path) -> None:
    make = Making()
    shared("plans", READ, make)
    (kept,) = [path for path in folder.iterdir() if not path.suffix]
    kept.write_bytes(kept.read_bytes()[:40])
    pd.testing.assert_frame_equal(shared("plans", READ, make), MADE)
    odd = {"events": pd.DataFrame({"text": [object()]})}
    pd.testing.assert_frame_equal(shared("plans", odd, make), MADE)
    assert make.asked == 3


def test_what_is_quickly_made_is_not_kept(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shared_frames, "_WORTH_IT", 60.0)
    make = Making()
    shared("plans", READ, make)
    shared("plans", READ, make)
    assert make.asked == 2 and not [path for path in folder.iterdir() if path.suffix != ".lock"]
