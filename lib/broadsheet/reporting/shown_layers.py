"""The layers that a run shows, opened from the settings and the state of the archive: the same in every process of the run."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from broadsheet.annotating import Layers
from broadsheet.archive import open_archive
from broadsheet.settings import Settings


@dataclass(frozen=True)
class Shown:
    """What a run shows: its settings, the state of the archive, None being the newest, and the moment of the run."""

    settings: Settings
    state: str | None
    started: dt.datetime

    def layers(self) -> Layers:
        """The layers that the notebooks saw; each table is read when it is asked for."""
        first, last = self.settings.period.days(self.started)
        archive = open_archive(self.settings.archive, as_of=self.state)
        return archive.layers(since=first, until=last, source=self.settings.source, query=self.settings.query)
