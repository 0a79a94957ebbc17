"""`broadsheet search QUERY`: find articles and passages in the archive."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from broadsheet.commands.options import add_archive, add_output, count, named_archive
from broadsheet.commands.terminal import as_records, complain, say, say_json
from broadsheet.errors import RequestError
from broadsheet.languages import lang_attributes, language_name
from broadsheet.safe_text import one_line, shorten

if TYPE_CHECKING:
    import pandas as pd

LONGEST = 200
"""Characters of a sentence shown."""

EXAMPLES = """examples:
  broadsheet search Kosovo                             articles with the word, in title or text
  broadsheet search '"return hub*" AND Kosovo'         a phrase whose last word may go on, and a word
  broadsheet search 'hub* NOT Rama'                    a beginning of words, in articles without another word
  broadsheet search 'actor:Kurti day:2025-10'          fields: actor:, outlet:, title:, day:
  broadsheet search 'deport*' --top 50 --json          for programs
  broadsheet search --like "Kosovo offers London help" in other languages too: likeness, not words

words that stand side by side must all occur; AND, OR and NOT are written in capitals;
NEAR(hub Tirana, 5) finds both within five other words. docs/search.md says it all."""


def add_parser(commands: argparse._SubParsersAction) -> None:
    """The arguments of `search`."""
    parser = commands.add_parser("search", help="find articles and passages", description=__doc__, epilog=EXAMPLES)
    parser.add_argument("query", metavar="QUERY", nargs="*", help="words, phrases, operators and fields")
    parser.add_argument("--like", metavar="TEXT", help="find articles that mean much the same, in fifteen languages (extra `languages`)")
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
    asked = " ".join(args.query) or None
    if asked is None and args.like is None:
        raise RequestError("search: give a QUERY, or --like TEXT")
    found = archive.search(
        asked, like=args.like, since=args.since, until=args.until, source=args.source, top=args.top, passages=args.passages,
    )
    articles = found.attrs["articles"]
    if args.json:
        told = {"query": asked, "like": args.like, "archive": str(archive.path), "articles": articles}
        say_json(told | {"passages": as_records(found)})
        return 0
    if args.quiet:
        for article_id in found["article_id"].drop_duplicates():
            say(one_line(article_id))
        return 0
    texts = {} if args.like is None else archive.texts(found["article_id"])
    for _, passages in found.groupby("article_id", sort=False):
        for line in _lines(passages, texts):
            say(line)
    shown = found["article_id"].nunique()
    more = f"; the best {shown:,} are shown" if shown < articles else ""
    matches = "match" if args.like is None else "are alike"
    one = "matches" if args.like is None else "is alike"
    note = "" if args.like is None else " (likeness of title and beginning, not words)"
    complain(f"{articles:,} {f'article {one}' if articles == 1 else f'articles {matches}'}{more}{note}")
    return 0


def _lines(passages: pd.DataFrame, texts: dict[str, str]) -> list[str]:
    """An article in lines: outlet, day and title, and below it the words found in context, or the sentences that are most alike."""
    rows: list[dict[str, Any]] = as_records(passages)
    first = rows[0]
    day = "undated" if first["published_at"] is None else f"{first['published_at']:%Y-%m-%d}"
    day += f", {language_name(first['language'])}" if lang_attributes(first["language"]) else ""
    lines = [one_line(f"{first['source'] or 'unknown outlet'}, {day}: {first['title'] or 'without a title'}  [{first['article_id']}]")]
    for row in rows:
        if row["match"] is not None:
            lines.append("    " + one_line(f"… {row['before']}[{row['match']}]{row['after']} …"))
        elif row["article_id"] in texts:
            lines.append("    " + one_line(shorten(texts[row["article_id"]][row["start"]:row["end"]], LONGEST)))
    return lines
