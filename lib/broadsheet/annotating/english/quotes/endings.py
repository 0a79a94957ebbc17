"""Where what is said ends and the outlet goes on: at an explanation, at what the speaker does beside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from broadsheet.annotating.english.quotes.lexicon import deputies, documents, occasions, speaker_nouns

if TYPE_CHECKING:
    from spacy.tokens import Token

_BREAKS = (",", "—", "–", "--", "(")
_BY_WAY = ("through", "via")
_SETTING = frozenset({"in", "on", "at", "by", *_BY_WAY})
_CLOSING = ("”", "’", "'", '"', "''")


def infinitive_end(verb: Token) -> int:
    """The last token of an infinitive without what its speaker does beside: vowed to sue, citing the delay; hoped to win as they left."""
    for child in verb.rights:
        if child.dep_ == "advcl" and child.left_edge.i > verb.i + 1:
            participle = child.tag_ == "VBG" and child.nbor(-1).text == ","
            if participle or child.left_edge.lower_ == "as":
                return child.left_edge.i - 1
        if child.dep_ == "conj" and is_finite(child):  # asked them to leave | and has said why
            joint = next((token for token in verb.rights if token.dep_ == "cc" and token.i < child.i), child.left_edge)
            return joint.i - 1
    return verb.right_edge.i


def is_finite(verb: Token) -> bool:
    """Whether a verb is no infinitive or participle, so that it goes on with no infinitive."""
    helped = any(child.dep_ in ("aux", "auxpass") and child.tag_ in ("VBD", "VBZ", "VBP", "MD") for child in verb.lefts)
    return helped or verb.tag_ in ("VBD", "VBZ")


def own_end(phrase: Token) -> int:
    """The last token of a phrase before an explanation that ends it: "the Tidal Act, | which Noll had signed", "Finch, | a rival"."""
    doc, last = phrase.doc, phrase.right_edge.i
    for token in doc[phrase.i + 1:last + 1]:
        if token.right_edge.i >= last - 1 and _explains(token):
            before = token.left_edge.i - 1
            while before > phrase.i and doc[before].text in _CLOSING:
                before -= 1
            if before > phrase.i and doc[before].text in _BREAKS:
                return before - 1
    return last


def is_setting(preposition: Token) -> bool:
    """Whether a phrase behind an object says when or how it was spoken of: "in May", "in a tweet", "through an aide", "by citing"."""
    if preposition.lower_ not in _SETTING:
        return False
    for noun in preposition.children:
        if noun.dep_ == "pcomp":
            return preposition.lower_ == "by"
        if noun.dep_ == "pobj":
            lemma = noun.lemma_.lower()
            if preposition.lower_ in _BY_WAY:
                return lemma in deputies() or lemma in speaker_nouns() or lemma in documents()
            return noun.ent_type_ in ("DATE", "TIME") or lemma in documents() or lemma in occasions()
    return False


def _explains(token: Token) -> bool:
    """Whether the word heads a clause with "which" or "who", or another noun for the same, and is no member of a list."""
    if token.dep_ == "relcl":
        return any(child.tag_ in ("WDT", "WP", "WP$", "WRB") and child.lower_ != "that" for child in token.subtree if child.i <= token.i)
    if token.dep_ != "appos" or any(child.dep_ in ("conj", "cc") for child in (*token.children, *token.head.children)):
        return False
    return token.left_edge.lower_ in ("a", "an", "the")
