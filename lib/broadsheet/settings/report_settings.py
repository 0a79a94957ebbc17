"""The settings of a report: names, types, defaults, and the rules that types cannot say.

A file with everything in it::

    name = "Return hubs"
    archive = "data/archive"                 # or "s3://bucket/prefix"
    reports = "data/reports"
    inputs = ["news/"]                       # read into the archive before the report; feeds = "FEEDS.toml" fetches first
    focus = "Kosovo"
    source = "Northgate Courier"             # one outlet only
    query = '"return hub*" OR deport*'       # only articles that match
    top = 15
    notebooks = ["briefing", "actors"]       # all six without this line
    look = "our-look"                        # a folder with an own style.css, page.html.j2 …

    [period]                                 # absolute days, months ("2025-05"), or last = "7 days" before now
    since = 2025-05-01
    until = 2025-11-30

    [parameters.timeline]                    # any parameter of one notebook
    top = 20

    [limits]
    seconds = 600
    memory_mb = 6000
    output_mb = 40
    at_once = 2

    [outputs]
    pdf = true
    pdf_whole = false                        # the PDF has at most six pages; true puts every table on paper
    csv = true
    articles = "whole"                       # pages of the cited articles; "passages" where texts may not be published, "none" for no pages
    dossiers = 10                            # pages of storylines and actors, at most; 0 for none

    [keep]
    runs = 30
    days = 90

    [alerts]
    new_actor_articles = 3                   # an actor new since the last run, in at least so many articles
    commitment_due_days = 7
    stance_below = -0.3                      # with enough evidence
    silent_outlet_days = 14                  # counted over the whole archive
    empty_period = true                      # no article at all in the period
    command = ["notify-send", "broadsheet"]
    webhook = "$DESK_WEBHOOK"                # a name in the environment: addresses are secrets

    [[watch]]                                # one of these tables for each thing that is watched
    name = "Ministers"
    kind = "actors"                          # or terms, storylines, plans
    of = ["Ada Moss", "Bo Finch"]
    new_articles = 2                         # alert: named in at least so many articles since the last run
    stance_below = -0.3
    due_days = 7
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import field, fields
from pathlib import Path
from typing import Annotated, Any, Final, Literal, Self

from pydantic import (
    AfterValidator,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainValidator,
    Strict,
    StrictBool,
    StrictFloat,
    StrictInt,
    StrictStr,
    model_validator,
)
from pydantic.dataclasses import dataclass

from broadsheet.errors import RequestError
from broadsheet.settings.archive_address import USUAL_ARCHIVE, Address, archive_address
from broadsheet.settings.complaints import Source, broken_rule, name_hint, validated, wrong_kind
from broadsheet.settings.watch_list import Watch, entries
from broadsheet.settings.writer_settings import WriterSettings

NOTEBOOKS: Final = ("briefing", "corpus", "actors", "timeline", "sentiment", "accuracy")
"""The notebooks of a report, in the order in which they are read."""

_UNITS: Final = {"day": 1, "week": 7, "month": 30, "year": 365}
_KNOWN_ONLY: Final = ConfigDict(extra="forbid")


def _path(value: Any) -> Path:
    if isinstance(value, Path):
        return value
    if not isinstance(value, str) or not value or "://" in value:
        raise wrong_kind("path")
    return Path(value)


def _address(value: Any) -> Address:
    if not isinstance(value, Path) and not (isinstance(value, str) and value):
        raise wrong_kind("path")
    try:
        return archive_address(value)
    except RequestError as error:
        raise broken_rule(str(error)) from error


def _variable(value: str) -> str:
    if not value.startswith("$"):
        raise broken_rule("alerts.webhook should name an environment variable, as in \"$DESK_WEBHOOK\"")
    return value


def _first_day(value: Any) -> Any:
    """The first day of a month that is written as text ("2025-10"); what is no text stays."""
    return _day(value, "since")


def _last_day(value: Any) -> Any:
    """The last day of a month that is written as text; what is no text stays."""
    return _day(value, "until")


def _day(value: Any, name: str) -> Any:
    if not isinstance(value, str):
        return value
    from broadsheet.settings.moments import first_moment, moment_after

    if not re.fullmatch(r"\d{4}(?:-\d{2}){0,2}", value.strip()):
        raise wrong_kind("date_type")
    try:
        moment = first_moment(name, value) if name == "since" else moment_after(name, value) - dt.timedelta(microseconds=1)
    except RequestError as error:
        raise wrong_kind("date_type") from error
    return moment.date()


def _tables(value: Any) -> Any:
    for notebook, table in value.items() if isinstance(value, dict) else ():
        if not isinstance(table, dict):
            raise broken_rule(f"parameters.{notebook} should be a table, as in [parameters.timeline]", notebook)
    return value


FilePath = Annotated[Path, BeforeValidator(_path)]
ArchiveAddress = Annotated[Path | str, PlainValidator(_address)]
Day = Annotated[dt.date, Strict()]
FirstDay = Annotated[Day | None, BeforeValidator(_first_day)]
LastDay = Annotated[Day | None, BeforeValidator(_last_day)]
Count = Annotated[StrictInt, Field(gt=0)]
CountOrZero = Annotated[StrictInt, Field(ge=0)]
CountOrNone = Annotated[StrictInt, Field(ge=0)]
Amount = Annotated[StrictFloat, Field(gt=0)]


@dataclass(frozen=True, config=_KNOWN_ONLY)
class Period:
    """Days or months ("2025-10") of publication, both included; or `last`, such as "7 days", counted back from now."""

    since: FirstDay = None
    until: LastDay = None
    last: StrictStr | None = None

    @model_validator(mode="after")
    def _is_a_period(self) -> Self:
        if self.last is not None and (self.since or self.until):
            raise broken_rule("a period is either since/until or last, not both", "last")
        if self.last is not None and _length(self.last) <= 0:
            raise broken_rule(f"period.last = {self.last!r} should be like \"7 days\" or \"2 weeks\"", "last")
        if self.since and self.until and self.since > self.until:
            raise broken_rule(f"the period ends ({self.until}) before it begins ({self.since})", "until")
        return self

    def days(self, now: dt.datetime) -> tuple[dt.date | None, dt.date | None]:
        """First and last day; a rolling period ends today."""
        if self.last is None:
            return self.since, self.until
        return now.date() - dt.timedelta(days=_length(self.last) - 1), now.date()


@dataclass(frozen=True, config=_KNOWN_ONLY)
class RunLimits:
    """What a notebook may use, and how many run at once (0: as many as there are cores)."""

    seconds: Amount = 600.0
    memory_mb: Amount = 6000.0
    output_mb: Amount = 40.0
    at_once: CountOrNone = 0


@dataclass(frozen=True, config=_KNOWN_ONLY)
class Outputs:
    """What lies beside report.html. pdf_whole: all of it on paper, not its main part. articles: pages of the cited articles, with whole
    texts, with the cited passages only, or none. dossiers: how many pages of storylines and actors there are at most."""

    pdf: StrictBool = True
    pdf_whole: StrictBool = False
    csv: StrictBool = True
    articles: Literal["whole", "passages", "none"] = "whole"
    dossiers: CountOrZero = 10


@dataclass(frozen=True, config=_KNOWN_ONLY)
class Keep:
    """Old runs that stay: at least the newest `runs`, and all younger than `days`."""

    runs: Count = 30
    days: CountOrNone = 90


@dataclass(frozen=True, config=_KNOWN_ONLY)
class Alerts:
    """What is put on top of a report and changes its exit status; null or false switches a condition off."""

    new_actor_articles: StrictInt | None = None
    commitment_due_days: StrictInt | None = None
    stance_below: StrictFloat | None = None
    silent_outlet_days: StrictInt | None = None
    empty_period: StrictBool = True
    command: tuple[StrictStr, ...] = ()
    webhook: Annotated[StrictStr, AfterValidator(_variable)] | None = None


@dataclass(frozen=True, config=_KNOWN_ONLY)
class Settings:
    """Everything that a run of the report needs to know."""

    name: StrictStr = "broadsheet"
    archive: ArchiveAddress = USUAL_ARCHIVE
    reports: FilePath = Path("data/reports")
    inputs: tuple[FilePath, ...] = ()
    feeds: FilePath | None = None
    period: Period = field(default_factory=Period)
    focus: StrictStr | None = None
    source: StrictStr | None = None
    query: StrictStr | None = None
    top: Count = 15
    notebooks: tuple[StrictStr, ...] = NOTEBOOKS
    parameters: Annotated[dict[str, dict[str, Any]], BeforeValidator(_tables)] = field(default_factory=dict)
    limits: RunLimits = field(default_factory=RunLimits)
    outputs: Outputs = field(default_factory=Outputs)
    keep: Keep = field(default_factory=Keep)
    alerts: Alerts = field(default_factory=Alerts)
    writer: WriterSettings = field(default_factory=WriterSettings)
    watch: Annotated[tuple[Watch, ...], BeforeValidator(entries)] = ()
    notebook_folder: FilePath | None = None
    look: FilePath | None = None

    @model_validator(mode="after")
    def _notebooks_exist(self) -> Self:
        if not self.notebooks:
            raise broken_rule(f"notebooks is empty; choose from {', '.join(NOTEBOOKS)}", "notebooks")
        named = [("notebooks", name) for name in self.notebooks] + [(f"parameters.{name}", name) for name in self.parameters]
        for key, name in named if self.notebook_folder is None else ():
            if name not in NOTEBOOKS:
                raise broken_rule(f"no notebook {name!r}{name_hint(name, NOTEBOOKS)}", key)
        return self

    @model_validator(mode="after")
    def _watched_once(self) -> Self:
        names = [entry.name for entry in self.watch]
        twice = next((name for name in names if names.count(name) > 1), None)
        if twice is not None:
            raise broken_rule(f"two entries of the watch-list are called {twice!r}; alerts go by their names", "watch")
        return self

    def with_overrides(self, **changes: Any) -> Settings:
        """The same settings with some of them changed, checked again.

        Raises
        ------
        RequestError
            A name is unknown or a value is wrong.
        """
        now = {each.name: getattr(self, each.name) for each in fields(self)}
        return validated(Settings, now | changes, Source("settings"))


def _length(text: str) -> int:
    """Days of `7 days`, `2 weeks`; 0 for what is no length."""
    found = re.fullmatch(r"\s*(\d{1,5})\s*(day|week|month|year)s?\s*", text)
    return int(found.group(1)) * _UNITS[found.group(2)] if found else 0
