"""`broadsheet collect FEEDS.toml`: fetch feeds and the pages they name into the archive."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from broadsheet.commands.ingest import summary
from broadsheet.commands.options import add_archive, add_output, completed_by_files, named_archive
from broadsheet.commands.terminal import reject_lines, say, say_json

if TYPE_CHECKING:
    from broadsheet.archive import IngestResult
    from broadsheet.settings import Address


EXAMPLES = """examples:
  broadsheet collect feeds.toml
  broadsheet collect feeds.toml --archive s3://desk/news
  broadsheet collect feeds.toml --quiet && broadsheet report desk.toml"""


def add_parser(commands: argparse._SubParsersAction) -> None:
    """The arguments of `collect`."""
    parser = commands.add_parser("collect", help="fetch feeds and their pages into the archive", description=__doc__, epilog=EXAMPLES)
    completed_by_files(parser.add_argument("feeds", metavar="FEEDS.toml", type=Path, help="which feeds, and how politely"))
    add_archive(parser)
    add_output(parser, quiet="only what went wrong")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Fetch, and say what came and what failed. 1 if nothing came because everything failed."""
    result = collected(args.feeds, named_archive(args.archive))
    if args.json:
        say_json(summary(result))
    elif not args.quiet:
        say(f"collected  {result}")
        for line in reject_lines(result.rejected):
            say(f"  {line}")
    return 1 if len(result.rejected) and not len(result.read) + len(result.known) else 0


def collected(feeds: Path, address: Address) -> IngestResult:
    """Fetch the feeds into the archive; a page counts as fetched once it is kept there."""
    from broadsheet.archive import open_archive
    from broadsheet.reading import collect

    archive = open_archive(address)
    results: list[IngestResult] = []
    collect(feeds, keep=lambda reading: results.append(archive.add(reading.articles, reading.rejects)))
    return results[0]
