"""Tables of cases of French, and texts as annotated articles, for the tests beside this file."""

from __future__ import annotations

import csv
from functools import lru_cache
from pathlib import Path

import pandas as pd

from broadsheet.annotating.french.mentions import find_mentions
from broadsheet.annotating.languages import language_of
from broadsheet.annotating.parser.parsed import Mention, ParsedArticle
from broadsheet.annotating.parser.pipeline import parse_articles

CASES = Path(__file__).parent / "cases"


def cases(name: str) -> list[dict[str, str]]:
    """The rows of a table of cases, without its comment."""
    lines = [line for line in (CASES / name).read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    return list(csv.DictReader(lines, delimiter="|"))


@lru_cache(maxsize=512)
def parsed(text: str) -> ParsedArticle:
    """The text as a parsed article."""
    return next(parse_articles(pd.DataFrame({"article_id": ["a"], "text": [text]}), language=language_of("fr")))


@lru_cache(maxsize=512)
def mentions(text: str) -> tuple[Mention, ...]:
    """The mentions of the text."""
    return tuple(find_mentions(parsed(text)))


def chain_at(text: str, form: str) -> int | None:
    """The chain of the mention at a form of the text, "Ferran#2" its second occurrence; None where no mention is there."""
    words, _, nth = form.partition("#")
    at = -1
    for _ in range(int(nth or 1)):
        at = text.index(words, at + 1)
    return next((m.chain for m in mentions(text) if m.start <= at < m.end and (m.start, m.end) == (at, at + len(words))), None)
