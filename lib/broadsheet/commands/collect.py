"""`broadsheet collect FEEDS.toml`: fetch feeds and the pages they name into the archive."""

from __future__ import annotations

import argparse
from pathlib import Path

from broadsheet.commands.options import add_archive, archive_folder
from broadsheet.commands.terminal import say


def add_parser(commands: argparse._SubParsersAction) -> None:
    """The arguments of `collect`."""
    parser = commands.add_parser("collect", help="fetch feeds and their pages into the archive", description=__doc__)
    parser.add_argument("feeds", metavar="FEEDS.toml", type=Path, help="which feeds, and how politely")
    add_archive(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Fetch, and say what came and what failed."""
    say(collected(args.feeds, archive_folder(args.archive)))
    return 0


def collected(feeds: Path, archive: Path) -> str:
    """Fetch the feeds into the archive; one line on what came."""
    raise NotImplementedError
