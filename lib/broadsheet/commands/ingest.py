"""`broadsheet ingest PATH…`: read and annotate what is new."""

from __future__ import annotations

import argparse
from concurrent.futures import Executor
from contextlib import AbstractContextManager, nullcontext

from broadsheet.commands.options import add_archive, add_tables, count, named_archive
from broadsheet.commands.terminal import complain, one_line, say

_LISTED = 20
"""Rejects that are listed one by one; all are in the table `rejects`."""


def add_parser(commands: argparse._SubParsersAction) -> None:
    """The arguments of `ingest`."""
    parser = commands.add_parser("ingest", help="read and annotate articles that are new", description=__doc__)
    parser.add_argument(
        "paths", nargs="*", metavar="PATH", help="files, folders or globs; - is standard input; none: what waits in the archive",
    )
    add_archive(parser)
    parser.add_argument("--published", metavar="DATE", help="stands for all articles that have no date")
    parser.add_argument("--source", metavar="OUTLET", help="stands for all articles that name no outlet")
    add_tables(parser)
    where = parser.add_mutually_exclusive_group()
    where.add_argument("--processes", metavar="N", type=count, help="processes that annotate (default: one per core)")
    where.add_argument("--cluster", metavar="ADDRESS", help="Dask scheduler whose workers annotate instead, such as tcp://10.0.0.5:8786")
    parser.add_argument("--model", metavar="NAME", help="another spaCy model, by package name or folder")
    parser.add_argument("--sentiment", metavar="NAME", default="default", help="careful, large: slower, more accurate; none leaves it out")
    parser.add_argument("--no-progress", action="store_true", help="no progress bar (there is none either when the output is no terminal)")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Ingest, and say what was read, known, copied and rejected. 1 if nothing in the paths could be read."""
    from broadsheet.archive import open_archive

    archive = open_archive(named_archive(args.archive))
    sentiment = None if args.sentiment == "none" else args.sentiment
    with _executor(args.cluster, args.model, sentiment) as executor:
        result = archive.ingest(
            args.paths, published_at=args.published, source=args.source, map=args.map, day_first=args.day_first, processes=args.processes,
            executor=executor, model=args.model, sentiment=sentiment, progress=False if args.no_progress else None,
        )
    counts = result.counts
    say(f"read      {counts['read']:,} articles, {counts['annotated']:,} annotated")
    say(f"known     {counts['known']:,}")
    say(f"copied    {counts['copied']:,}")
    say(f"rejected  {counts['rejected']:,}")
    for row in result.rejected.head(_LISTED).itertuples():
        part = "" if row.part != row.part else f" ({row.part})"
        detail = "" if row.detail != row.detail else f": {row.detail}"
        say(f"  {one_line(f'{row.path}{part}: {row.reason}{detail}')}")
    if counts["rejected"] > _LISTED:
        say(f"  and {counts['rejected'] - _LISTED:,} more; open_archive(…).rejects() has them all")
    say(f"archive   {archive.path}: {len(archive):,} articles")
    for row in archive.unmatched_corrections().itertuples():
        complain(f"corrections.toml: {row.correction}: {row.reason}")
    return 1 if counts["rejected"] and not counts["read"] + counts["known"] else 0


def _executor(cluster: str | None, model: str | None, sentiment: str | None) -> AbstractContextManager[Executor | None]:
    """Where to annotate: the cluster's workers, or None for this machine."""
    if cluster is None:
        return nullcontext()
    from broadsheet.archive.cluster import cluster_executor
    from broadsheet.archive.parallel import Settings

    return cluster_executor(cluster, Settings(model, sentiment))
