"""`broadsheet screen FILE`: what of a text the archive knows, what is new, what it contradicts, what it copies."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from broadsheet.commands.options import add_archive, add_output, completed_by_files, named_archive
from broadsheet.commands.terminal import as_records, complain, say, say_json
from broadsheet.errors import RequestError
from broadsheet.safe_text import one_line

if TYPE_CHECKING:
    from broadsheet.analysis import Screened

EXAMPLES = """examples:
  broadsheet screen speech.txt                         sentence by sentence, with the passages
  broadsheet screen page.html --json                   any form that `ingest` reads; for programs
  broadsheet screen draft.docx --quiet                 one line: how much is known, new, contradicted
  pdftotext release.pdf - | broadsheet screen -        standard input

known: a sentence of an article says it, with the same names, figures and days; contradicted: most of it is told,
with another figure, day or negation; new: neither, which may mean that the archive has it in other words."""

_MARKS = {"known": "=", "contradicted": "!", "new": "+"}


def add_parser(commands: argparse._SubParsersAction) -> None:
    """The arguments of `screen`."""
    parser = commands.add_parser("screen", help="hold a text against the archive", description=__doc__, epilog=EXAMPLES)
    completed_by_files(parser.add_argument("file", metavar="FILE", help="a text in any form that is read; - is standard input"))
    add_archive(parser)
    add_output(parser, quiet="one line with the counts")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Screen the text and print each sentence with its verdict; 2 if the file holds no text."""
    from broadsheet.analysis import screen
    from broadsheet.archive import is_there, open_archive

    address = named_archive(args.archive)
    if not is_there(address):
        raise RequestError(f"no archive in {address}; make one with: broadsheet ingest PATH --archive {address}")
    screened = screen(_text(args.file), open_archive(address))
    if args.json:
        say_json({"archive": str(address), "summary": str(screened), "sentences": as_records(screened.frame),
                  "copies": as_records(screened.copies)})
        return 0
    if not args.quiet:
        for line in _lines(screened):
            say(line)
        complain(str(screened))
        return 0
    say(str(screened))
    return 0


def _text(file: str) -> str:
    """The text of a file, of all its articles where it holds several."""
    if file == "-":
        return sys.stdin.read()
    from broadsheet.reading import read_articles

    if not Path(file).is_file():
        raise RequestError(f"{file}: no such file")
    articles, rejects = read_articles([file])
    texts = [text for text in articles["text"] if isinstance(text, str) and text.strip()]
    if not texts:
        why = f" ({rejects['reason'].iloc[0]})" if len(rejects) else ""
        raise RequestError(f"{file}: no text can be read from it{why}")
    return "\n\n".join(texts)


def _lines(screened: Screened) -> list[str]:
    lines = []
    rows: list[dict[str, Any]] = as_records(screened.frame)
    for row in rows:
        lines.append(f"{_MARKS[row['verdict']]} {one_line(row['sentence'])}")
        if row["passage"] is not None:
            why = f" ({row['why']})" if row["why"] else ""
            told = f", and {row['articles'] - 1} more" if row["articles"] > 1 else ""
            where = f"{row['source'] or 'unknown outlet'}, {_day(row['published_at'])}{told}  [{row['article_id']} {row['passage_start']}]"
            lines.append(f"    {row['verdict']}{one_line(why)}: {one_line(row['passage'])}")
            lines.append(f"    {one_line(where)}")
    copies: list[dict[str, Any]] = as_records(screened.copies)
    for row in copies:
        what = f"{row['source'] or 'unknown outlet'}, {_day(row['published_at'])}: {row['title'] or ''}"
        lines.append(f"copy of  {one_line(what)}  [{one_line(row['article_id'])}]")
    return lines


def _day(moment: Any) -> str:
    return "undated" if moment is None else f"{moment:%Y-%m-%d}"
