"""What the layouts of exports share: a document as its lines are sorted, the labels, and what makes an article of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from broadsheet.reading.cleaning import clean_paragraphs, join_paragraphs
from broadsheet.reading.draft import Draft, Piece, Reject
from broadsheet.reading.fields import fields_from
from broadsheet.reading.furniture import without_headings
from broadsheet.reading.moments import parse_moment, resource_rows
from broadsheet.reading.plain import article_body

COPYRIGHT = re.compile(r"^\s*(?:copyright\b|©|\(c\)|alle rechte|all rights|tous droits|todos los derechos)", re.IGNORECASE)
LONGEST_LABEL_LINE = 300
"""Characters of a line that may be a label or a mark between documents; longer ones are text."""
_LABELLED = re.compile(r"^\s*(?P<label>[^\W\d_][\w '’/-]{1,30}?)\s*:(?:\s+|$)(?P<value>.*)$")


@dataclass(slots=True)
class Document:
    """One article of an export, as its lines are sorted."""

    values: dict[str, str] = field(default_factory=dict)
    """Field → what is stated, for `fields_from`; "time" is joined to the day."""
    body: list[str] = field(default_factory=list)


class Layout(NamedTuple):
    """How one database exports articles."""

    name: str
    fits: Callable[[Sequence[str]], bool]
    documents: Callable[[Sequence[str]], Iterator[Document]]


class Labelled(NamedTuple):
    """A line that begins with a label of a database."""

    field: str
    """What the label says; "" where it is of no use."""
    value: str


@lru_cache(maxsize=8)
def labels(database: str) -> dict[str, str]:
    """Label → field of one database."""
    return {row["label"]: row["field"] or "" for row in resource_rows("export_labels.csv") if row["database"] == database}


def labelled(line: str, database: str) -> Labelled | None:
    """The label and value of a line; None where it begins with no label of the database."""
    match = _LABELLED.match(line) if ":" in line[:40] else None
    found = labels(database).get(match["label"].strip().lower()) if match else None
    return None if match is None or found is None else Labelled(found, match["value"].strip())


def blocks(lines: Sequence[str]) -> list[list[str]]:
    """The lines in blocks that blank lines part; where there is no blank line each line is a block."""
    if all(line.strip() for line in lines):
        return [[line] for line in lines]
    found: list[list[str]] = [[]]
    for line in lines:
        if line.strip():
            found[-1].append(line)
        elif found[-1]:
            found.append([])
    return [block for block in found if block]


def is_date(line: str) -> bool:
    """Whether a line of a head states a day, or a month and nothing else."""
    found = parse_moment(line) if len(line) < 80 else None
    return found is not None and (found.precision in ("minute", "day") or (found.precision == "month" and len(line.split()) <= 3))


def article(piece: Piece, document: Document, label: str) -> Draft | Reject:
    """The article that a document of an export is, or a reject where it has no body."""
    values = dict(document.values)
    if time := values.pop("time", None):
        values["published_at"] = f"{values.get('published_at', '')} {time}"
    fields = fields_from(values)
    paragraphs = without_headings(article_body(clean_paragraphs(unwrapped(document.body)), fields.title))
    if not paragraphs:
        return Reject(piece.path, piece.inside(label), "empty", "no body in this document of the export")
    return fields.draft(piece, join_paragraphs(paragraphs), part=piece.inside(label))


def unwrapped(lines: Sequence[str]) -> list[str]:
    """Paragraphs: each line one, unless blank lines part them and lines are wrapped."""
    parted = [block for block in re.split(r"\n\s*\n", "\n".join(lines)) if block.strip()]
    inner = [line for block in parted for line in block.split("\n")[:-1]]
    wrapped = len(parted) > 1 and inner and sum(not re.search(r"[.!?\"”]\s*$", line) for line in inner) > 0.5 * len(inner)
    return [b.replace("\n", " ") for b in parted] if wrapped else [line for b in parted for line in b.split("\n")]
