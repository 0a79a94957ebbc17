"""What a run will do: which notebooks, with which values. Everything that can be refused is refused here."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

from broadsheet.archive import is_there, open_archive, parse_query
from broadsheet.errors import RequestError
from broadsheet.reporting.parameters import checked_values, notebook_parameters, plain_value
from broadsheet.settings import Settings, nearest_name


@dataclass(frozen=True)
class Planned:
    """One notebook and the values it is run with."""

    name: str
    source: Path
    values: dict[str, Any]


def notebook_folder() -> Path:
    """Where the notebooks lie: in the checkout this library runs from, else in the installed package.

    Returns
    -------
    Path
        A folder with `briefing.ipynb` and the others.

    Raises
    ------
    RequestError
        Neither has them.
    """
    package = Path(str(files("broadsheet")))
    for folder in (package.parent.parent / "notebooks", package / "notebooks"):
        if (folder / "briefing.ipynb").is_file():
            return folder
    raise RequestError(f"no notebooks beside {package} nor in it; reinstall broadsheet")


def planned_notebooks(settings: Settings, *, now: dt.datetime, last_run: str | None = None) -> list[Planned]:
    """The notebooks in their order, each with checked values.

    Parameters
    ----------
    settings
        Checked settings.
    now
        The moment of the run, in UTC: rolling periods end then.
    last_run
        The moment of the run before it, for what is new.

    Raises
    ------
    RequestError
        A notebook is missing, a parameter unknown or of the wrong type.
    """
    folder = settings.notebook_folder or notebook_folder()
    return [_planned(name, folder, settings, _shared(settings, now, last_run)) for name in settings.notebooks]


def _planned(name: str, folder: Path, settings: Settings, shared: dict[str, Any]) -> Planned:
    source = folder / f"{name}.ipynb"
    if not source.is_file():
        there = sorted(path.stem for path in folder.glob("*.ipynb"))
        near = nearest_name(name, there)
        hint = f"did you mean {near!r}?" if near else f"there are {', '.join(there) or 'none'}"
        raise RequestError(f"no notebook {name!r} in {folder}; {hint}")
    values = checked_values(source, settings.parameters.get(name, {}), shared)
    if isinstance(values.get("query"), str):
        parse_query(values["query"])
        if values["query"] != settings.query and is_there(settings.archive):  # that of all notebooks is looked up once, with the focus
            open_archive(settings.archive).search(values["query"], top=1)
    return Planned(name, source, values)


def _shared(settings: Settings, now: dt.datetime, last_run: str | None) -> dict[str, Any]:
    """Values that every notebook gets if it has the parameter; null ones are left to the notebook's default."""
    since, until = settings.period.days(now)
    alerts = settings.alerts
    values = {
        "archive": settings.archive, "since": since, "until": until, "focus": settings.focus, "source": settings.source,
        "query": settings.query, "top": settings.top, "last_run": last_run, "now": now.replace(microsecond=0),
        "new_actor_articles": alerts.new_actor_articles,
        "commitment_due_days": alerts.commitment_due_days, "stance_below": alerts.stance_below,
        "silent_outlet_days": alerts.silent_outlet_days, "empty_period": alerts.empty_period,
        "writer": settings.writer.asked, "writer_model": settings.writer.model, "writer_key": settings.writer.key,
        "writer_seconds": settings.writer.seconds if settings.writer.asked else None,
        "watch": [entry.as_entry() for entry in settings.watch] or None,
    }
    return {name: plain_value(value) for name, value in values.items() if value is not None}


def explanation(settings: Settings, planned: list[Planned], target: str, notes: Sequence[str] = ()) -> str:
    """What would run, for `broadsheet report --explain`: one line per notebook with each value and where it comes from, then the notes."""
    lines = [f"report {settings.name!r} from {settings.archive} into {target}"]
    limits = settings.limits
    lines.append(f"limits per notebook: {limits.seconds:g} s, {limits.memory_mb:g} MB of memory, {limits.output_mb:g} MB of output")
    for each in planned:
        lines.append(f"{each.name}  ({each.source})")
        for name, parameter in notebook_parameters(each.source).items():
            given = name in each.values
            value = each.values[name] if given else parameter.default
            lines.append(f"    {name} = {value!r}{'' if given else '  (its default)'}")
    return "\n".join([*lines, *(f"note: {note}" for note in notes)])
