"""The timeline and the plans as files that a spreadsheet, a program and a calendar open."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest
from icalendar import Calendar

from broadsheet import annotate
from broadsheet.analysis import commitments, timeline
from broadsheet.annotating.layers import Layers
from broadsheet.display import save_timeline
from broadsheet.errors import RequestError

TEXT = "=The council opened the market on 2 June.\n\nThe council will open the new harbour of Port Ellan on 20 June."


@pytest.fixture(scope="module")
def layers() -> Layers:
    article = {"article_id": ["a0"], "text": [TEXT], "published_at": [pd.Timestamp("2025-06-10", tz="UTC")]}
    return annotate(pd.DataFrame(article), sentiment=None)


def test_every_file_holds_every_row(layers: Layers, tmp_path: Path) -> None:
    stories, plans = timeline(layers, stated=True), commitments(layers)
    written = save_timeline(stories, plans, tmp_path / "out", now="2025-06-10")
    assert [Path(name).name for name in written["file"]] == ["timeline.csv", "timeline.json", "plans.csv", "plans.json", "plans.ics"]
    table = pd.read_csv(tmp_path / "out" / "timeline.csv")
    assert table["earliest"].str[:10].tolist() == [f"{day:%Y-%m-%d}" for day in stories["earliest"]]
    assert not table["sentence"].str.startswith("=").any()
    records = json.loads((tmp_path / "out" / "timeline.json").read_text(encoding="utf-8"))
    assert [record["sentence"] for record in records] == stories["sentence"].tolist()
    assert records[0]["earliest"].startswith("2025-06-02")
    events = Calendar.from_ical((tmp_path / "out" / "plans.ics").read_bytes()).walk("VEVENT")
    assert [f"{event.decoded('dtstart')}" for event in events] == ["2025-06-20"]


def test_a_folder_that_cannot_be_written_is_said(layers: Layers, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(RequestError, match="cannot be written"):
        save_timeline(timeline(layers), commitments(layers), tmp_path / "file", now="2025-06-10")
