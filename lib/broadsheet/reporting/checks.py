"""What can be refused before a run: the paths of the settings, and what they look for in the archive."""

from __future__ import annotations

import datetime as dt
import glob
import os
import shutil
from collections.abc import Sequence

from broadsheet.archive import Archive, is_there, open_archive
from broadsheet.corrections import AmbiguousActor, UnknownActor, find_actor
from broadsheet.errors import RequestError
from broadsheet.reading import feed_settings
from broadsheet.reporting.look import Look
from broadsheet.reporting.parameters import notebook_parameters
from broadsheet.reporting.plan import Planned
from broadsheet.settings import Settings
from broadsheet.writers import offered_writers


def checked_paths(settings: Settings, planned: Sequence[Planned]) -> tuple[str, ...]:
    """Refuse a path of the settings that leads nowhere; say what would silently not happen.

    Parameters
    ----------
    settings
        Checked settings.
    planned
        The notebooks that run.

    Returns
    -------
    tuple of str
        One line for each alert or notice that the run could not make.

    Raises
    ------
    RequestError
        Inputs, feeds or the look are not there or not valid, or reports are to go where a file lies.
    """
    for path in settings.inputs:
        if not os.path.lexists(path) and not glob.has_magic(str(path)):
            raise RequestError(f"inputs: {path} does not exist")
    if settings.feeds is not None:
        feed_settings(settings.feeds)
    Look(settings.look).check()
    in_the_way = next((path for path in (settings.reports, *settings.reports.parents) if path.exists() and not path.is_dir()), None)
    if in_the_way is not None:
        raise RequestError(f"reports: {in_the_way} is a file, reports need a folder")
    return (*_unheard_notices(settings), *_unasked_alerts(settings, planned), *_writer_notes(settings, planned))


def _unheard_notices(settings: Settings) -> list[str]:
    """The command and the webhook of alerts that could not be called."""
    alerts, notes = settings.alerts, []
    if alerts.command and shutil.which(alerts.command[0]) is None:
        notes.append(f"alerts.command: there is no program {alerts.command[0]!r} here")
    if alerts.webhook and not os.environ.get(alerts.webhook.removeprefix("$")):
        notes.append(f"alerts.webhook: the variable {alerts.webhook} is not set here")
    return notes


def _writer_notes(settings: Settings, planned: Sequence[Planned]) -> list[str]:
    """Refuse a writer that is not installed; say what a server is sent, and a key that is not set."""
    writer, notes = settings.writer, []
    if writer.asked is None:
        return []
    if writer.name is not None and writer.name not in offered_writers():
        raise RequestError(f"writer.name: no writer {writer.name!r} is installed; there are {', '.join(offered_writers()) or 'none'}")
    if writer.address is not None:
        notes.append(f"writer: the passages of the brief are sent to {writer.address}")
    if writer.key is not None and not os.environ.get(writer.key.removeprefix("$")):
        notes.append(f"writer.key: the variable {writer.key} is not set here")
    if all("writer" not in notebook_parameters(each.source) for each in planned):
        notes.append("writer: no notebook of this report asks for it; add briefing to notebooks")
    return notes


def _unasked_alerts(settings: Settings, planned: Sequence[Planned]) -> list[str]:
    """Alerts that none of the notebooks asks: the run would stay green whatever happens."""
    alerts = settings.alerts
    asked = {name for each in planned for name in notebook_parameters(each.source)}
    wanted = {
        "new_actor_articles": alerts.new_actor_articles, "commitment_due_days": alerts.commitment_due_days,
        "stance_below": alerts.stance_below, "silent_outlet_days": alerts.silent_outlet_days, "watch": settings.watch or None,
    }
    lost = [name for name, value in wanted.items() if value is not None and name not in asked]
    return [f"{', '.join(lost)}: no notebook of this report asks for it; add briefing to notebooks"] if lost else []


def looked_up(settings: Settings, now: dt.datetime) -> tuple[str, ...]:
    """What the settings look for and the period does not have, one sentence each.

    Parameters
    ----------
    settings
        Checked settings.
    now
        The moment of the run: rolling periods end then.

    Raises
    ------
    RequestError
        There is no archive, its corrections or named issues cannot be understood, or it does not know the outlet or the focus at all,
        or those that the query names; the message has the nearest names.
    """
    if not is_there(settings.archive):
        raise RequestError(f"no archive in {settings.archive}; make one with: broadsheet ingest PATH --archive {settings.archive}")
    archive = open_archive(settings.archive)
    archive.issues()
    since, until = settings.period.days(now)
    found = archive.look_up(focus=settings.focus, source=settings.source, since=since, until=until)
    absent = [one.said for one in found if one.presence == "absent"]
    if settings.query is not None and archive.search(settings.query, since=since, until=until, source=settings.source, top=1).empty:
        absent.append(f"No article of this period and outlet matches the query {settings.query}.")
    return tuple(dict.fromkeys([*absent, *_unknown_watched(settings, archive)]))


def _unknown_watched(settings: Settings, archive: Archive) -> list[str]:
    """Watched actors that nobody is called yet: a watch-list may wait for a name, and may have mistyped it."""
    watched = [(entry.name, name) for entry in settings.watch if entry.kind == "actors" for name in entry.of]
    if not watched:
        return []
    everything, notes = archive.layers(), []
    for watch, name in watched:
        try:
            find_actor(everything, name)
        except UnknownActor as error:
            notes.append(f"watch {watch!r}: {error}")
        except AmbiguousActor as error:
            raise RequestError(f"watch {watch!r}: {error}") from error
    return notes


def first_run(settings: Settings) -> tuple[str, ...]:
    """What cannot be looked up yet, since there is no archive; empty where there is one."""
    if is_there(settings.archive):
        return ()
    named = [f"{name} = {value!r}" for name, value in (("source", settings.source), ("focus", settings.focus)) if value is not None]
    filled = "the inputs make it" if settings.inputs or settings.feeds else "broadsheet ingest PATH makes it"
    later = f"; {', '.join(named)} can be looked up then" if named else ""
    return (f"no archive in {settings.archive} yet: {filled}{later}",)
