"""Who the subject of a reporting word is, where the parse shows it, hides it, or has it wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from broadsheet.annotating.english.quotes.clauses import Extent, is_infinitive, shares_reporter
from broadsheet.annotating.english.quotes.endings import is_finite
from broadsheet.annotating.english.quotes.furniture import is_stamp
from broadsheet.annotating.english.quotes.lexicon import documents, occasions

if TYPE_CHECKING:
    from spacy.tokens import Token

_NOUNS = ("NOUN", "PROPN", "PRON")
_INHERITING = frozenset({"xcomp", "advcl", "pcomp", "ccomp", "conj", "prep", "advmod", "acomp", "dep", "attr"})
_INSIDE_NOUN = frozenset({"compound", "det", "amod", "poss", "nummod", "nmod", "case", "punct", "quantmod", "advmod"})
_OBJECT_CONTROL = frozenset({
    "allow", "ask", "cause", "compel", "convince", "drive", "enable", "encourage", "force", "get", "help", "inspire", "invite", "lead",
    "leave", "need", "order", "permit", "persuade", "press", "prompt", "push", "require", "spur", "tell", "urge", "want", "warn",
})
_RESOLVES = frozenset({"decide", "promise", "vow", "pledge", "refuse", "agree", "threaten", "decline", "hope", "plan"})
"""Verbs that nobody is made the object of before an infinitive: she's decided to stay."""
_STATES = frozenset({
    "convince", "commit", "align", "concern", "determine", "dedicate", "persuade", "oppose", "dispose", "resign", "prepare",
})
"""Verbs whose passive says what somebody thinks."""
_BY_WAY = frozenset({"in", "with", "through", "via"})
_AT = frozenset({"at", "during", "in"})
_DATELINE = re.compile(r"(?:[A-Z]{3}[\w.,' ]{0,40}|[A-Z][\w.,' ]{2,40}\([A-Z][\w ./]+\))\s*[-–—]+\s")
_DATELINE_TOKENS, _DATELINE_LENGTH = 10, 60
_CLIMB = 6
_APPOSITION = 14
"""Tokens of an insertion between a subject and its verb: Tanden, head of the centre, recounted."""


_DESCRIPTION = 40
"""The same behind somebody's name."""


def speaker_head(word: Token) -> Token | None:
    """The head of the noun phrase that speaks: the subject, the agent of a passive, or the subject of the governing verb."""
    if (quoted := _quoted_as(word)) is not None:
        return quoted
    current, passive = word, is_passive(word)
    for _ in range(_CLIMB):
        subject = _own_subject(current, passive=passive)
        if subject is not None:
            return _behind_document(subject)
        following = _governor(current)
        if following is None and current.dep_ == "ROOT":
            return _lost_subject(current)
        if following is None or (current.dep_ in ("acl", "relcl") and following.pos_ in _NOUNS):
            return following
        if following.pos_ in _NOUNS:
            following = next((ancestor for ancestor in following.ancestors if ancestor.pos_ in ("VERB", "AUX")), None)
            subject = None if following is None else _blamed(current, following) or _own_subject(following, passive=False)
            return subject if subject is not None and subject.right_edge.i < word.i else None
        if (blamed := _blamed(current, following)) is not None:
            return blamed
        if _is_controlled(current, following):
            return next(child for child in following.children if child.dep_ == "dobj")
        current, passive = following, False
    return None


def _quoted_as(verb: Token) -> Token | None:
    """"The captain was quoted by the harbour radio as saying": the captain says it."""
    if verb.dep_ != "pcomp" or verb.head.lower_ != "as":
        return None
    quoted = verb.head.head
    if quoted.lemma_ not in ("quote", "cite", "report", "record", "hear") or not is_passive(quoted):
        return next((c for c in quoted.children if c.dep_ == "dobj"), None) if quoted.lemma_ in ("quote", "cite") else None
    return next((child for child in quoted.children if child.dep_ == "nsubjpass"), None)


def _lost_subject(verb: Token) -> Token | None:
    """The subject that the parse hangs elsewhere: cut off before the verb, or on the end of what opens the sentence."""
    if verb.i == 0 or not verb.is_sent_start:
        return _behind_opening(verb)
    before = verb.nbor(-1)
    return before if before.pos_ in _NOUNS else None


def _behind_opening(verb: Token) -> Token | None:
    """"After the vote in Porto, Ellison hoped to stay": the parse takes the name for another one of the place."""
    doc, at = verb.doc, verb.left_edge.i
    opening = next((child for child in verb.lefts if child.left_edge.i == at and child.dep_ in ("prep", "advcl", "npadvmod")), None)
    if opening is None or verb.tag_ == "VB":
        return None
    added = (token for token in doc[at:verb.i] if token.dep_ == "appos" and token.left_edge.i and token.left_edge.nbor(-1).text == ",")
    found = next((token for token in added if token.head.right_edge.i >= opening.right_edge.i - 1), None)
    return found if found is not None and opening.is_ancestor(found) else None


def is_passive(verb: Token) -> bool:
    """Whether the verb is passive, so that its subject is no speaker; who "is convinced", or who's said so, is one."""
    helps = [child for child in verb.children if child.dep_ in ("auxpass", "nsubjpass")]
    if not helps or verb.lemma_ in _STATES and not any(child.dep_ == "agent" for child in verb.children):
        return False
    has = any(child.dep_ == "auxpass" and child.lower_ in ("'s", "’s") for child in helps)
    return not (has and any(child.dep_ == "ccomp" or child.dep_ == "xcomp" and verb.lemma_ in _RESOLVES for child in verb.rights))


def _own_subject(verb: Token, *, passive: bool) -> Token | None:
    for child in verb.children:
        if child.dep_ == "agent":
            return next((inner for inner in child.children if inner.dep_ == "pobj"), None)
        if child.dep_ == "nsubj" or (child.dep_ == "nsubjpass" and not passive):
            return child
        if child.dep_ in ("aux", "auxpass", "csubj") and not passive:  # he's said; lawsuits being heard have accused
            inner = next((inner for inner in child.children if inner.dep_ in ("nsubj", "nsubjpass")), None)
            if inner is not None:
                return inner
    return None


def _governor(word: Token) -> Token | None:
    """What a word without a subject hangs on: a verb whose subject it shares, or the noun that is its subject."""
    if word.dep_ in ("acl", "relcl"):
        if not is_infinitive(word):
            return _only_noun(word) if word.tag_ == "VBN" else _behind_document(word.head)
        noun = word.head
        if noun.dep_ in ("dobj", "attr", "oprd"):
            return noun.head
        return noun.head.head if noun.dep_ == "pobj" else None
    if word.dep_ == "conj" and (shares_reporter(word) or is_infinitive(word.head) and is_finite(word)):
        return word.head.head
    if word.dep_ == "conj" and (clause := _open_clause(word)) is not None:
        return clause
    return word.head if word.dep_ in _INHERITING and word.head is not word else None


def _only_noun(participle: Token) -> Token | None:
    """The noun of a sentence without a verb, whose verb a participle with an object is: "A count of the boats | identified nine"."""
    noun = participle.head
    while noun.dep_ in ("pobj", "prep"):
        noun = noun.head
    behind_comma = participle.left_edge.i > 0 and participle.left_edge.nbor(-1).text == ","
    tells = behind_comma or any(child.dep_ in ("dobj", "ccomp") for child in participle.rights)
    return noun if noun.dep_ == "ROOT" and noun.pos_ in _NOUNS and tells else None


def _open_clause(verb: Token) -> Token | None:
    """"Noll leads the fund, which owns a quay and said": a clause that no comma has closed goes on, and its subject with it."""
    if verb.tag_ not in ("VBD", "VBZ", "VBP") or verb.left_edge.i < 2 or verb.left_edge.nbor(-1).dep_ != "cc":
        return None
    joint = verb.left_edge.nbor(-1)
    token = joint.nbor(-1)
    for above in (token, *token.ancestors):
        if above == verb.head:
            return None
        opened = above.dep_ == "relcl" and above.left_edge.tag_ in ("WDT", "WP") and above.left_edge.dep_ == "nsubj"
        if opened and above.right_edge in (token, joint) and above.left_edge.nbor(-1).text == ",":
            return above
    return None


def _behind_document(noun: Token) -> Token:
    """"She issued a statement saying", "she hit back in a letter that said": the document speaks for her."""
    document = noun.head.head if noun.lower_ in ("that", "which") and noun.head.dep_ == "relcl" else noun
    occasion = document.lemma_.lower() in occasions() and document.head.lower_ in _AT
    if document.lemma_.lower() not in documents() and not occasion:
        return noun
    verb = document.head.head if document.dep_ == "pobj" and document.head.lower_ in _BY_WAY | _AT else document.head
    if document.dep_ not in ("dobj", "pobj") or verb.pos_ != "VERB":
        return noun
    return _own_subject(verb, passive=False) or (speaker_head(verb) if verb.dep_ in ("xcomp", "conj", "advcl") else None) or noun


def _blamed(preposition: Token, verb: Token) -> Token | None:
    """Who is thanked, fined or blamed "for saying so", and so says it: the object of the verb, where it is somebody."""
    if preposition.dep_ != "prep" or preposition.lower_ != "for" or not any(child.dep_ == "pcomp" for child in preposition.children):
        return None
    objects = (child for child in verb.rights if child.dep_ == "dobj" and child.i < preposition.i)
    return next((child for child in objects if child.ent_type_ == "PERSON" or child.pos_ == "PRON"), None)


def _is_controlled(verb: Token, governor: Token) -> bool:
    """"The vote led him to say": the object of the governing verb speaks."""
    if governor.lemma_ not in _OBJECT_CONTROL or verb.dep_ not in ("xcomp", "advcl", "ccomp") or not is_infinitive(verb):
        return False
    return any(child.dep_ == "dobj" and child.i < verb.i for child in governor.children)


def _titled(subject: Token) -> Token | None:
    """"WHO Deputy Head Dr Mara Ellison said": the person right before the verb, of whose title the parse takes the body for the subject."""
    doc, at = subject.doc, subject.head.i - 1
    while at > subject.i and doc[at].pos_ in ("AUX", "ADV"):
        at -= 1
    if at <= subject.i + 1 or doc[at].ent_type_ != "PERSON" or subject.ent_type_ == "PERSON":
        return None
    return doc[at] if all(token.tag_ in ("NNP", "NN", "JJ") for token in doc[subject.i + 1:at + 1]) else None


def after_dateline(subject: Token) -> Token:
    """The subject; where the parse has taken the place line of an agency's report for it, the noun behind that line.

    PORTO (AP) — The mayor said … Likewise behind the time of an entry: 1132 The mayor says …
    """
    if (named := _titled(subject)) is not None:
        return named
    if is_stamp(subject) and subject.i + 1 < subject.head.i:
        return _whole_noun(subject.nbor(), subject.head) or subject
    between = subject.doc[subject.i + 1:min(subject.head.i, subject.i + _DATELINE_TOKENS)]
    if not any(token.text in ("-", "–", "—", "--") for token in between):
        return subject
    sentence = subject.sent
    found = _DATELINE.match(sentence.text[:_DATELINE_LENGTH])
    if found is None or not subject.idx - sentence.start_char < found.end() <= subject.head.idx - sentence.start_char:
        return subject
    behind = (token for token in sentence if token.idx >= sentence.start_char + found.end())
    first = next(behind, None)
    return (_whole_noun(first, subject.head) if first is not None else None) or subject


def nouns_beside(verb: Token) -> Iterator[Token]:
    """The nouns next to a verb, before and after it, where the parse gives it no subject: "…," said Mara Ellison."""
    doc, at = verb.doc, verb.i - 1
    while at > 0 and doc[at].pos_ in ("ADV", "AUX", "PART") and doc[at].ent_type_ != "PERSON" and not _is_named(doc[at]):
        at -= 1
    before = [at]
    if at > 0 and doc[at].text in (",", "-", "–", "—", ")"):
        before = [i - 1 for i in range(max(0, at - _APPOSITION), at) if doc[i].text in (",", "-", "–", "—", "(")]
        before += [i - 1 for i in range(max(1, at - _DESCRIPTION), at) if doc[i].text == "," and doc[i - 1].ent_type_ == "PERSON"]
    for place in (*before, verb.i + 1):
        if 0 <= place < len(doc) and doc[place].sent == verb.sent:
            noun = _whole_noun(doc[place], verb)
            if noun is not None:
                yield noun


def _whole_noun(token: Token, verb: Token) -> Token | None:
    """The noun that a token is part of, on the token's side of the verb."""
    after = token.i > verb.i
    while token.dep_ in _INSIDE_NOUN and token.head.pos_ in (*_NOUNS, "ADJ") and token.head != verb and (token.head.i > verb.i) == after:
        token = token.head
    if token.ent_type_ == "PERSON" or _is_named(token):  # Connolly, whom the parse may take for an adverb
        return token
    return token if token.pos_ in _NOUNS and token.ent_type_ not in ("DATE", "TIME") else None


def _is_named(token: Token) -> bool:
    """Whether the capital amid a sentence shows that a word is a name, which the parse takes for an adverb: Asked twice, Early said."""
    return token.pos_ == "ADV" and token.is_title and not token.is_sent_start and token.i > 0 and token.nbor(-1).text == ","


def noun_phrase(head: Token) -> Extent:
    """The noun phrase of a head without its relative clauses, participles and the punctuation before them."""
    first, last = head.left_edge.i, head.right_edge.i
    for child in head.rights:
        if child.dep_ in ("relcl", "acl", "cc", "conj", "parataxis", "advcl") or (child.dep_ == "appos" and child.i - head.i > 12):
            if child.dep_ in ("cc", "conj") and _joins_names(head, child):
                continue
            last = min(last, child.left_edge.i - 1)
            break
    cuts = [_cut(token) for token in head.doc[head.i + 1:last + 1]]
    last = min([last, *(cut for cut in cuts if cut >= head.i)])
    while last > head.i and (head.doc[last].is_punct or head.doc[last].is_space or head.doc[last].pos_ in ("CCONJ", "ADP", "DET")):
        last -= 1
    while first < head.i and (head.doc[first].is_punct or head.doc[first].is_space):
        first += 1
    return Extent(first, max(last, head.i))


def _cut(token: Token) -> int:
    """The token before a colon, an opening quotation mark or a relative clause; -1 for any other token."""
    if token.text in (":", "“", "``"):
        return token.i - 1
    return token.left_edge.i - 1 if token.dep_ == "relcl" else -1


def _joins_names(head: Token, child: Token) -> bool:
    """"Anna and Ben": two speakers, not a new clause."""
    return child.dep_ == "cc" or (child.pos_ in ("PROPN", "NOUN", "PRON") and child.i - head.i < 12)
