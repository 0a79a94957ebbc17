"""Several articles in one document: the layouts in which databases export them.

A layout declares how it is recognised and how its documents are split, by the labels that the database prints and not by
where lines stand: `nexis`, `factiva`, `proquest`, `europresse`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from broadsheet.reading.draft import Found, Piece, ReadingError
from broadsheet.reading.exports import europresse, factiva, nexis, proquest
from broadsheet.reading.exports.layout import LONGEST_LABEL_LINE, Layout, article

LAYOUTS: tuple[Layout, ...] = (nexis.LAYOUT, factiva.LAYOUT, proquest.LAYOUT, europresse.LAYOUT)
_NUMBERED = re.compile(
    r"^\s*(?:(?:document|dokument|documento|article|artikel|result|item|record)\s+(?P<number>\d+)\s+(?:of|von|de|sur|di|van|/)\s+\d+"
    r"|(?P<first>\d+)\s+(?:of|von|de|sur|di|van)\s+\d+\s+(?:documents?|dokumente?n?|documentos|documenti|documenten))\s*$", re.IGNORECASE,
)


def layout_of(lines: Sequence[str]) -> Layout | None:
    """The layout in which the lines of a document are an export; None for anything else."""
    short = [line for line in lines if line and len(line) < LONGEST_LABEL_LINE and not line.isspace()]
    return next((layout for layout in LAYOUTS if layout.fits(short)), None)


def is_export(lines: Sequence[str]) -> bool:
    """Whether the lines of a document are an export of several articles, in a layout that is known or not."""
    return layout_of(lines) is not None or _counts_documents(lines)


def read_export(piece: Piece, lines: Sequence[str]) -> Found:
    """The articles of an export, in order; one without a body is a reject of its own.

    Raises
    ------
    ReadingError
        The layout is not known: that the articles cannot be told apart is said, instead of reading them as one.
    """
    layout = layout_of(lines)
    if layout is None:
        raise ReadingError("unknown export", "several documents with numbers, in a layout of no database that is read")
    for number, document in enumerate(layout.documents([line.rstrip() for line in lines]), 1):
        yield article(piece, document, f"document {number}")


def _counts_documents(lines: Sequence[str]) -> bool:
    """Whether lines number the documents: "Document 1 of 3", "Document 2 of 3"."""
    numbers = [int(m["number"] or m["first"]) for line in lines if len(line) < 80 and (m := _NUMBERED.match(line))]
    return len(numbers) > 1 and numbers[:2] == [1, 2]
