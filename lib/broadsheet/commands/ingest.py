"""`broadsheet ingest PATH…`: read and annotate what is new."""

from __future__ import annotations

import argparse
from concurrent.futures import Executor
from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING, Any

from broadsheet.commands.options import add_archive, add_output, add_tables, completed_by_files, count, named_archive
from broadsheet.commands.terminal import as_records, complain, reject_lines, say, say_json

if TYPE_CHECKING:
    from broadsheet.archive import IngestResult

EXAMPLES = """examples:
  broadsheet ingest news/                              a folder, with all below it
  broadsheet ingest export.csv pages/*.html            several files
  broadsheet ingest news/ --published 2025-10-22       articles that carry no date
  curl -s https://outlet.example/a | broadsheet ingest -
  broadsheet ingest news/ --json | jq .rejected        for programs"""

_LISTED = 20
"""Rejects that are listed one by one; all are in the table `rejects`."""


def add_parser(commands: argparse._SubParsersAction) -> None:
    """The arguments of `ingest`."""
    parser = commands.add_parser("ingest", help="read and annotate articles that are new", description=__doc__, epilog=EXAMPLES)
    completed_by_files(parser.add_argument(
        "paths", nargs="*", metavar="PATH", help="files, folders or globs; - is standard input; none: what waits in the archive",
    ))
    add_archive(parser)
    parser.add_argument("--published", metavar="DATE", help="date to use for articles without one, such as 2025-10-22")
    parser.add_argument("--source", metavar="OUTLET", help="outlet to use for articles that name none")
    add_tables(parser)
    where = parser.add_mutually_exclusive_group()
    where.add_argument("--processes", metavar="N", type=count, help="processes that annotate (default: one per core)")
    where.add_argument("--cluster", metavar="ADDRESS", help="Dask scheduler whose workers annotate instead, such as tcp://10.0.0.5:8786")
    parser.add_argument("--model", metavar="NAME", help="another spaCy model, by package name or folder")
    parser.add_argument("--sentiment", metavar="NAME", default="default", help="careful, large: slower, more accurate; none leaves it out")
    parser.add_argument("--no-progress", action="store_true", help="no progress bar (there is none either when the output is no terminal)")
    add_output(parser, quiet="only what went wrong")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Ingest, and say what was read, known, copied and rejected. 1 if nothing in the paths could be read."""
    from broadsheet.archive import open_archive

    archive = open_archive(named_archive(args.archive))
    sentiment = None if args.sentiment == "none" else args.sentiment
    with _executor(args.cluster, args.model, sentiment) as executor:
        result = archive.ingest(
            args.paths, published_at=args.published, source=args.source, map=args.map, day_first=args.day_first, processes=args.processes,
            executor=executor, model=args.model, sentiment=sentiment, progress=False if args.no_progress or args.quiet else None,
        )
    if args.json:
        say_json(summary(result) | {"archive": str(archive.path), "articles": len(archive)})
    elif not args.quiet:
        _say_counts(result)
        say(f"archive   {archive.path}: {len(archive):,} articles")
    for row in archive.unmatched_corrections().itertuples():
        complain(f"corrections.toml: {row.correction}: {row.reason}")
    counts = result.counts
    return 1 if counts["rejected"] and not counts["read"] + counts["known"] else 0


def summary(result: IngestResult) -> dict[str, Any]:
    """What an ingest did, for `--json`: the counts, a row for each file that could not be read, and what to install to annotate more."""
    return {**result.counts, "rejects": as_records(result.rejected), "to_install": list(result.to_install)}


def _say_counts(result: IngestResult) -> None:
    counts = result.counts
    say(f"read      {counts['read']:,} articles, {counts['annotated']:,} annotated")
    say(f"known     {counts['known']:,}")
    say(f"copied    {counts['copied']:,}")
    say(f"rejected  {counts['rejected']:,}")
    for line in reject_lines(result.rejected.head(_LISTED)):
        say(f"  {line}")
    if counts["rejected"] > _LISTED:
        say(f"  and {counts['rejected'] - _LISTED:,} more; open_archive(…).rejects() has them all")
    for line in result.to_install:
        say(f"note      {line}")


def _executor(cluster: str | None, model: str | None, sentiment: str | None) -> AbstractContextManager[Executor | None]:
    """Where to annotate: the cluster's workers, or None for this machine."""
    if cluster is None:
        return nullcontext()
    from broadsheet.archive import AnnotationSettings, cluster_executor

    return cluster_executor(cluster, AnnotationSettings(model, sentiment))
