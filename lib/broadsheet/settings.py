"""The settings of a report: read from TOML, typed, and refused with the line and the nearest valid name where they are wrong.

For `broadsheet report [SETTINGS.toml]`: `load_settings(path)` gives `Settings`, `default_settings()` those without a file, and
`broadsheet.reporting.run_report(settings)` runs them. Paths in the file are relative to the file's folder; without a file, to
the working folder. All errors are `RequestError` (exit status 2) and nothing was changed.

A file with everything in it::

    name = "Return hubs"
    archive = "data/archive"                 # or "s3://bucket/prefix"
    reports = "data/reports"
    inputs = ["news/"]                       # read into the archive before the report; feeds = "FEEDS.toml" fetches first
    focus = "Kosovo"
    source = "Northgate Courier"             # one outlet only
    top = 15
    notebooks = ["briefing", "actors"]       # all six without this line

    [period]                                 # absolute days, or last = "7 days" before now
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
    csv = true

    [keep]
    runs = 30
    days = 90

    [alerts]
    new_actor_articles = 3                   # an actor new since the last run, in at least so many articles
    commitment_due_days = 7
    stance_below = -0.3                      # with enough evidence
    silent_outlet_days = 14
    command = ["notify-send", "broadsheet"]
    webhook = "$DESK_WEBHOOK"                # a name in the environment: addresses are secrets
"""

from __future__ import annotations

import datetime as dt
import difflib
import os
import re
import tomllib
import types
from dataclasses import MISSING, dataclass, field, fields, is_dataclass, replace
from pathlib import Path
from typing import Any, Final, Union, get_args, get_origin, get_type_hints

from broadsheet.errors import RequestError

NOTEBOOKS = ("briefing", "corpus", "actors", "timeline", "sentiment", "accuracy")
"""The notebooks of a report, in the order in which they are read."""

ARCHIVE_VARIABLE: Final = "BROADSHEET_ARCHIVE"
"""The variable of the environment that names the archive where nothing else does; `broadsheet lab` sets it."""

MOMENT_VARIABLE: Final = "BROADSHEET_AS_OF"
"""The variable of the environment with the moment whose state an archive shows; a report sets it, so that its notebooks see one state."""

USUAL_ARCHIVE: Final = Path("data/archive")

Address = Path | str
"""Where an archive lies: a folder, or `s3://bucket/prefix` as text."""

_UNITS = {"day": 1, "week": 7, "month": 30, "year": 365}


@dataclass(frozen=True)
class Period:
    """Days of publication, both included; or `last`, such as "7 days", counted back from now."""

    since: dt.date | None = None
    until: dt.date | None = None
    last: str | None = None

    def days(self, now: dt.datetime) -> tuple[dt.date | None, dt.date | None]:
        """First and last day; a rolling period ends today."""
        if self.last is None:
            return self.since, self.until
        return now.date() - dt.timedelta(days=_length(self.last) - 1), now.date()


@dataclass(frozen=True)
class RunLimits:
    """What a notebook may use, and how many run at once (0: as many as there are cores)."""

    seconds: float = 600.0
    memory_mb: float = 6000.0
    output_mb: float = 40.0
    at_once: int = 0


@dataclass(frozen=True)
class Outputs:
    """What lies beside report.html."""

    pdf: bool = True
    csv: bool = True


@dataclass(frozen=True)
class Keep:
    """Old runs that stay: at least the newest `runs`, and all younger than `days`."""

    runs: int = 30
    days: int = 90


@dataclass(frozen=True)
class Alerts:
    """What is put on top of a report and changes its exit status; null switches a condition off."""

    new_actor_articles: int | None = None
    commitment_due_days: int | None = None
    stance_below: float | None = None
    silent_outlet_days: int | None = None
    command: tuple[str, ...] = ()
    webhook: str | None = None


@dataclass(frozen=True)
class Settings:
    """Everything that a run of the report needs to know."""

    name: str = "broadsheet"
    archive: Address = USUAL_ARCHIVE
    reports: Path = Path("data/reports")
    inputs: tuple[Path, ...] = ()
    feeds: Path | None = None
    period: Period = field(default_factory=Period)
    focus: str | None = None
    source: str | None = None
    top: int = 15
    notebooks: tuple[str, ...] = NOTEBOOKS
    parameters: dict[str, dict[str, Any]] = field(default_factory=dict)
    limits: RunLimits = field(default_factory=RunLimits)
    outputs: Outputs = field(default_factory=Outputs)
    keep: Keep = field(default_factory=Keep)
    alerts: Alerts = field(default_factory=Alerts)
    notebook_folder: Path | None = None

    def with_overrides(self, **changes: Any) -> Settings:
        """The same settings with some of them changed, checked again."""
        unknown = next((name for name in changes if name not in _names(Settings)), None)
        if unknown is not None:
            raise RequestError(f"unknown setting {unknown!r}{_nearest(unknown, _names(Settings))}")
        changed = replace(self, **changes)
        _check(changed, _Source("settings", ""))
        return changed


@dataclass(frozen=True)
class _Source:
    """Where settings come from, to say the line of what is wrong."""

    name: str
    text: str

    def at(self, key: str) -> str:
        """`settings.toml, line 7` for a dotted key, or the file's name alone."""
        line = _line_of(self.text, key)
        return f"{self.name}, line {line}" if line else self.name


def archive_address(given: Address) -> Address:
    """Where an archive lies, from what a person wrote: `s3://bucket/prefix` as text without a last slash, anything else as a path.

    Raises
    ------
    RequestError
        No bucket is named, or the address is of another kind.
    """
    found = re.fullmatch(r"([A-Za-z][A-Za-z0-9+.-]+):/+(.*)", str(given))
    if found is None:
        return Path(given).expanduser()
    scheme, rest = found.group(1).lower(), found.group(2).strip("/")
    if scheme != "s3" or not rest:
        raise RequestError(f"archive {str(given)!r}: write a folder, or s3://bucket/prefix")
    return f"s3://{rest}"


def usual_archive() -> Address:
    """Where the archive lies if none is named: as the environment says, else in `data/archive` below the working folder."""
    return archive_address(os.environ.get(ARCHIVE_VARIABLE) or USUAL_ARCHIVE)


def default_settings(**changes: Any) -> Settings:
    """Settings without a file, relative to the working folder."""
    return _absolute(Settings(), Path.cwd()).with_overrides(**changes)


def load_settings(path: str | Path) -> Settings:
    """The settings in a TOML file, its relative paths made absolute by the file's folder.

    Raises
    ------
    RequestError
        There is no such file, it is not TOML, or a name, a type, a period or a notebook in it is wrong. The message has
        the line and, for a name, the nearest valid one.
    """
    file = Path(path)
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise RequestError(f"{file}: cannot be read ({type(error).__name__}: {error})") from error
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise RequestError(f"{file}: not valid TOML: {error}") from error
    source = _Source(str(file), text)
    settings = _build(Settings, data, "", source)
    _check(settings, source)
    return _absolute(settings, file.resolve().parent)


def changed_settings(path: str | Path | None, changes: dict[str, Any]) -> Settings:
    """The settings of a file, or the defaults without one, with single values changed as `broadsheet report --set` does.

    Parameters
    ----------
    path
        A TOML file, or None.
    changes
        Dotted name → value: `top`, `period.last`, or a notebook's parameter, `timeline.top`.

    Raises
    ------
    RequestError
        As `load_settings`, of the file or of the changes.
    """
    settings = default_settings() if path is None else load_settings(path)
    for name, value in changes.items():
        first, _, rest = name.partition(".")
        notebook = bool(rest) and first not in _names(Settings) and (first in NOTEBOOKS or settings.notebook_folder is not None)
        settings = _changed(settings, ("parameters." + name if notebook else name).split("."), value, name)
    _check(settings, _Source("--set", ""))
    return settings


def _changed(owner: Any, names: list[str], value: Any, said: str) -> Any:
    """A settings object or a table of parameters with one value in it changed."""
    first, *rest = names
    if isinstance(owner, dict):
        return owner | {first: _changed(owner.get(first, {}), rest, value, said) if rest else value}
    hints = get_type_hints(type(owner))
    if first not in hints:
        raise RequestError(f"--set {said}: unknown setting {said!r}{_nearest(first, hints)}")
    inner = getattr(owner, first)
    if rest and not (is_dataclass(inner) or isinstance(inner, dict)):
        raise RequestError(f"--set {said}: {first} has no part {'.'.join(rest)!r}")
    made = _changed(inner, rest, value, said) if rest else _value(hints[first], value, said, _Source("--set", ""))
    placed = (Path.cwd() / made.expanduser()).resolve() if isinstance(made, Path) else made
    return replace(owner, **{first: placed})


def _build(kind: type, data: dict[str, Any], prefix: str, source: _Source) -> Any:
    """An instance of a settings class from a TOML table."""
    hints = get_type_hints(kind)
    for name in data:
        if name not in hints:
            raise RequestError(f"{source.at(prefix + name)}: unknown setting {prefix + name!r}{_nearest(name, hints)}")
    values = {name: _value(hints[name], value, prefix + name, source) for name, value in data.items()}
    missing = [f.name for f in fields(kind) if f.default is MISSING and f.default_factory is MISSING and f.name not in values]
    if missing:
        raise RequestError(f"{source.at(prefix)}: {prefix}{missing[0]} is missing")
    return kind(**values)


def _value(kind: Any, value: Any, name: str, source: _Source) -> Any:
    """A TOML value as the type that the setting has."""
    options = get_args(kind) if get_origin(kind) in (Union, types.UnionType) else (kind,)
    for option in options:
        if is_dataclass(option) and isinstance(value, dict):
            return _build(option, value, f"{name}.", source)  # type: ignore[arg-type]
        if get_origin(option) is tuple and isinstance(value, list):
            inner = get_args(option)[0]
            return tuple(_value(inner, item, name, source) for item in value)
        if get_origin(option) is dict and isinstance(value, dict):
            return _parameter_tables(value, name, source)
        if option is Path and str in options and isinstance(value, str) and value:
            return _address(value, name, source)
        if option is Path and isinstance(value, str) and value and "://" not in value:
            return Path(value)
        if option is float and isinstance(value, int | float) and not isinstance(value, bool):
            return float(value)
        if option is dt.date and isinstance(value, dt.datetime):
            break
        if isinstance(option, type) and isinstance(value, option) and not (option is int and isinstance(value, bool)):
            return value
    raise RequestError(f"{source.at(name)}: {name} = {value!r} should be {_said(options)}")


def _address(value: str, name: str, source: _Source) -> Address:
    try:
        return archive_address(value)
    except RequestError as error:
        raise RequestError(f"{source.at(name)}: {error}") from error


def _parameter_tables(value: dict[str, Any], name: str, source: _Source) -> dict[str, dict[str, Any]]:
    for notebook, table in value.items():
        if not isinstance(table, dict):
            raise RequestError(f"{source.at(f'{name}.{notebook}')}: {name}.{notebook} should be a table, as in [{name}.timeline]")
    return value


def _said(options: tuple[Any, ...]) -> str:
    words = {
        str: "text", int: "a whole number", float: "a number", bool: "true or false", Path: "a path", dt.date: "a day such as 2025-10-22",
    }
    known = [o for o in options if o is not type(None)]
    first = known[0]
    if get_origin(first) is tuple:
        return f"a list of {words.get(get_args(first)[0], 'values')}"
    return words.get(first, "a table")


def _check(settings: Settings, source: _Source) -> None:
    """What types cannot say: names of notebooks, periods that can be, limits above nothing."""
    custom = settings.notebook_folder is not None
    for key, names in (("notebooks", settings.notebooks), ("parameters", tuple(settings.parameters))):
        for name in names:
            if name not in NOTEBOOKS and not custom:
                where = source.at(key if key == "notebooks" else f"parameters.{name}")
                raise RequestError(f"{where}: no notebook {name!r}{_nearest(name, NOTEBOOKS)}")
    if not settings.notebooks:
        raise RequestError(f"{source.at('notebooks')}: notebooks is empty; choose from {', '.join(NOTEBOOKS)}")
    _check_period(settings.period, source)
    positive = {
        "top": settings.top, "limits.seconds": settings.limits.seconds, "limits.memory_mb": settings.limits.memory_mb,
        "limits.output_mb": settings.limits.output_mb, "keep.runs": settings.keep.runs,
    }
    for name, value in positive.items():
        if value <= 0:
            raise RequestError(f"{source.at(name)}: {name} = {value} should be above 0")
    for name, value in {"limits.at_once": settings.limits.at_once, "keep.days": settings.keep.days}.items():
        if value < 0:
            raise RequestError(f"{source.at(name)}: {name} = {value} should not be below 0")
    if settings.alerts.webhook is not None and not settings.alerts.webhook.startswith("$"):
        raise RequestError(f"{source.at('alerts.webhook')}: alerts.webhook should name an environment variable, as in \"$DESK_WEBHOOK\"")


def _check_period(period: Period, source: _Source) -> None:
    if period.last is not None and (period.since or period.until):
        raise RequestError(f"{source.at('period.last')}: a period is either since/until or last, not both")
    if period.last is not None and _length(period.last) <= 0:
        raise RequestError(f"{source.at('period.last')}: period.last = {period.last!r} should be like \"7 days\" or \"2 weeks\"")
    if period.since and period.until and period.since > period.until:
        raise RequestError(f"{source.at('period.until')}: the period ends ({period.until}) before it begins ({period.since})")


def _length(text: str) -> int:
    """Days of `7 days`, `2 weeks`; 0 for what is no length."""
    found = re.fullmatch(r"\s*(\d{1,5})\s*(day|week|month|year)s?\s*", text)
    return int(found.group(1)) * _UNITS[found.group(2)] if found else 0


def _absolute(settings: Settings, folder: Path) -> Settings:
    def placed(path: Path | None) -> Path | None:
        return None if path is None else (folder / path.expanduser()).resolve()

    archive = placed(settings.archive) if isinstance(settings.archive, Path) else settings.archive

    return replace(
        settings, archive=archive, reports=placed(settings.reports), feeds=placed(settings.feeds),  # type: ignore[arg-type]
        notebook_folder=placed(settings.notebook_folder), inputs=tuple(placed(path) for path in settings.inputs),  # type: ignore[misc]
    )


def _names(kind: type) -> tuple[str, ...]:
    return tuple(f.name for f in fields(kind))


def nearest_name(name: str, valid: Any) -> str | None:
    """The valid name most like a wrong one, None where none is."""
    found = difflib.get_close_matches(name.lower(), list(valid), n=1, cutoff=0.55)
    return found[0] if found else None


def _nearest(name: str, valid: Any) -> str:
    near = nearest_name(name, valid)
    return f"; did you mean {near!r}?" if near else f"; settings are {', '.join(sorted(valid))}"


def _line_of(text: str, key: str) -> int | None:
    """The line where a dotted key of a TOML text stands; its table's where the key itself is not found."""
    *tables, name = key.rstrip(".").split(".")
    table, best = "", None
    for number, line in enumerate(text.splitlines(), start=1):
        header = re.match(r"\s*\[+\s*([^\]]+?)\s*\]+", line)
        if header:
            table = re.sub(r"[\s\"']", "", header.group(1))
            if table in (key.rstrip("."), ".".join(tables)) and tables:
                best = best or number
            if table == key.rstrip("."):
                return number
            continue
        found = re.match(r"\s*[\"']?([\w.-]+)[\"']?\s*=", line)
        if found and f"{table}.{found.group(1)}".lstrip(".") in (key, ".".join([*tables, name])):
            return number
    return best
