"""Tables of cases on actors, and texts as annotated articles, for the tests beside this file."""

from __future__ import annotations

import csv
from functools import lru_cache
from pathlib import Path

import pandas as pd

from broadsheet.annotating.english.mentions import find_mentions
from broadsheet.annotating.parser.parsed import Mention, ParsedArticle
from broadsheet.annotating.parser.pipeline import parse_articles

_CASES = Path(__file__).parent / "cases"


def cases(name: str) -> list[dict[str, str]]:
    """The rows of a table of cases, without its comment."""
    lines = [line for line in (_CASES / name).read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    return list(csv.DictReader(lines, delimiter="|"))


@lru_cache(maxsize=512)
def parsed(text: str) -> ParsedArticle:
    """The text as a parsed article."""
    return next(parse_articles(pd.DataFrame({"article_id": ["a"], "text": [text]})))


@lru_cache(maxsize=512)
def mentions(text: str) -> tuple[Mention, ...]:
    """The mentions of the text."""
    return tuple(find_mentions(parsed(text)))


@lru_cache(maxsize=8)
def mentions_of_cases(name: str) -> dict[str, list[Mention]]:
    """The mentions of every text of a table of cases, which are annotated in one go."""
    texts = list(dict.fromkeys(case["text"] for case in cases(name)))
    return {article.text: find_mentions(article) for article in parse_articles(pd.DataFrame({"article_id": texts, "text": texts}))}


def names(text: str) -> list[tuple[str, str]]:
    """Every name of an actor in the text and its kind."""
    return [(m.text, m.kind) for m in mentions(text) if m.form == "name" and m.chain is not None]


def chain_of(text: str, form: str, occurrence: int = 0) -> int | None:
    """The chain of the n-th mention that reads so."""
    found = [m for m in mentions(text) if m.text == form]
    assert len(found) > occurrence, f"{form!r} is not mentioned in {text!r}; found {[m.text for m in mentions(text)]}"
    return found[occurrence].chain
