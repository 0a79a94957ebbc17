"""`broadsheet search QUERY`: find articles and passages in the archive."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from broadsheet.commands.options import add_archive, add_output, count, named_archive
from broadsheet.commands.terminal import as_records, complain, say, say_json
from broadsheet.safe_text import one_line

if TYPE_CHECKING:
    import pandas as pd

EXAMPLES = """examples:
  broadsheet search Kosovo                             articles with the word, in title or text
  broadsheet search '"return hub*" AND Kosovo'         a phrase whose last word may go on, and a word
  broadsheet search 'hub* NOT Rama'                    a beginning of words, in articles without another word
  broadsheet search 'actor:Kurti day:2025-10'          fields: actor:, outlet:, title:, day:
  broadsheet search 'deport*' --top 50 --json          for programs

words that stand side by side must all occur; AND, OR and NOT are written in capitals;
NEAR(hub Tirana, 5) finds both within five other words. docs/search.md says it all."""


def add_parser(commands: argparse._SubParsersAction) -> None:
    """The arguments of `search`."""
    parser = commands.add_parser("search", help="find articles and passages", description=__doc__, epilog=EXAMPLES)
    parser.add_argument("query", metavar="QUERY", nargs="+", help="words, phrases, operators and fields")
    add_archive(parser)
    add_scope(parser)
    parser.add_argument("--top", metavar="N", type=count, default=10, help="articles shown (default: 10)")
    parser.add_argument("--passages", metavar="N", type=count, default=1, help="sentences shown of each article (default: 1)")
    add_output(parser, quiet="only the ids of the articles")
    parser.set_defaults(run=run)


def add_scope(parser: argparse.ArgumentParser) -> None:
    """`--since`, `--until` and `--source`."""
    parser.add_argument("--since", metavar="DAY", help="first day of publication, such as 2025-10-01")
    parser.add_argument("--until", metavar="DAY", help="last day of publication")
    parser.add_argument("--source", metavar="OUTLET", help="one outlet only")


def run(args: argparse.Namespace) -> int:
    """Search, and print each article with its sentences. Nothing found is an answer: 0."""
    from broadsheet.archive import open_archive

    archive = open_archive(named_archive(args.archive))
    asked = " ".join(args.query)
    found = archive.search(asked, since=args.since, until=args.until, source=args.source, top=args.top, passages=args.passages)
    articles = found.attrs["articles"]
    if args.json:
        say_json({"query": asked, "archive": str(archive.path), "articles": articles, "passages": as_records(found)})
        return 0
    if args.quiet:
        for article_id in found["article_id"].drop_duplicates():
            say(one_line(article_id))
        return 0
    for _, passages in found.groupby("article_id", sort=False):
        for line in _lines(passages):
            say(line)
    shown = found["article_id"].nunique()
    more = f"; the best {shown:,} are shown" if shown < articles else ""
    complain(f"{articles:,} {'article matches' if articles == 1 else 'articles match'}{more}")
    return 0


def _lines(passages: pd.DataFrame) -> list[str]:
    """An article in lines: outlet, day and title, and below it the words found in context."""
    rows: list[dict[str, Any]] = as_records(passages)
    first = rows[0]
    day = "undated" if first["published_at"] is None else f"{first['published_at']:%Y-%m-%d}"
    lines = [one_line(f"{first['source'] or 'unknown outlet'}, {day}: {first['title'] or 'without a title'}  [{first['article_id']}]")]
    for row in rows:
        if row["match"] is not None:
            lines.append("    " + one_line(f"… {row['before']}[{row['match']}]{row['after']} …"))
    return lines
