"""`broadsheet report [SETTINGS.toml]`: run the notebooks into one report folder."""

from __future__ import annotations

import argparse
import os
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from broadsheet.commands.options import add_archive, add_output, completed_by_files, completed_by_folders
from broadsheet.commands.progress import ReportProgress
from broadsheet.commands.terminal import complain, say, say_json
from broadsheet.errors import RequestError
from broadsheet.safe_text import one_line
from broadsheet.settings import ARCHIVE_VARIABLE

if TYPE_CHECKING:
    from broadsheet.settings import Settings


EXAMPLES = """examples:
  broadsheet report                                    all notebooks on the usual archive
  broadsheet report desk.toml                          as the settings say
  broadsheet report desk.toml --set period.last='7 days' --set timeline.top=20
  broadsheet report desk.toml --explain                what would run, with which values
  xdg-open $(broadsheet report --quiet)                opens it"""


def add_parser(commands: argparse._SubParsersAction) -> None:
    """The arguments of `report`."""
    parser = commands.add_parser("report", help="run the notebooks into one report", description=__doc__, epilog=EXAMPLES)
    completed_by_files(parser.add_argument("settings", nargs="?", metavar="SETTINGS.toml", help="what to report on, and how"))
    add_archive(parser)
    completed_by_folders(parser.add_argument("--out", metavar="DIR", type=Path, help="where reports go (default: data/reports)"))
    parser.add_argument(
        "--set", metavar="NAME=VALUE", action="append", default=[], dest="changes",
        help="change one setting (top=20, period.last='7 days') or a notebook's parameter (timeline.top=20)",
    )
    parser.add_argument("--explain", action="store_true", help="say what would run with which values, and run nothing")
    add_output(parser, quiet="only the path of the report and what went wrong")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Run the report and print the path of its first page. 1 if a notebook failed."""
    from broadsheet.reporting import check_request, explain, run_report

    settings = _settings(args)
    if args.explain:
        say(explain(settings))
        return 0
    check_request(settings)
    _fill_archive(settings, quiet=args.quiet)
    with ReportProgress(len(settings.notebooks), quiet=args.quiet) as progress:
        result = run_report(settings, began=progress.began, told=progress.ended)
    for note in (*result.missing, *result.notes):
        complain(note)
    for alert in result.alerts:
        complain(f"alert: {alert['alert']}: {alert['detail']}")
    if args.json:
        say_json(result.as_dict())
    else:
        say(one_line(str(result.page)))
    return result.exit_status


def _settings(args: argparse.Namespace) -> Settings:
    """The file's settings, over them the changes asked for; the archive is the one named, the file's, or the environment's."""
    from broadsheet.settings import changed_settings

    changes = dict(_change(text) for text in args.changes)
    if args.archive is not None:
        changes["archive"] = str(args.archive)
    elif os.environ.get(ARCHIVE_VARIABLE) and not _names_archive(args.settings) and "archive" not in changes:
        changes["archive"] = os.environ[ARCHIVE_VARIABLE]
    if args.out is not None:
        changes["reports"] = str(args.out)
    return changed_settings(args.settings, changes)


def _change(text: str) -> tuple[str, Any]:
    """A name and its value, which is read as TOML where it is that, and as text otherwise."""
    name, equals, value = text.partition("=")
    if not equals or not name.strip():
        raise RequestError(f"--set {text!r}: write NAME=VALUE")
    try:
        return name.strip(), tomllib.loads(f"value = {value.strip()}")["value"]
    except tomllib.TOMLDecodeError:
        return name.strip(), value.strip()


def _names_archive(path: str | None) -> bool:
    if path is None:
        return False
    try:
        return "archive" in tomllib.loads(Path(path).read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        return False


def _fill_archive(settings: Settings, *, quiet: bool) -> None:
    """Bring in what the settings name as inputs, and what their feeds have that is new."""
    from broadsheet.archive import open_archive
    from broadsheet.commands.collect import collected

    if settings.feeds is not None:
        came = collected(settings.feeds, settings.archive)
        if not quiet:
            complain(f"collected: {came}")
    if settings.inputs:
        read = open_archive(settings.archive).ingest([str(path) for path in settings.inputs], progress=False if quiet else None)
        if not quiet:
            complain(f"ingest: {read}")
