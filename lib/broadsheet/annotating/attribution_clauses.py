"""What a reporting word governs, and who its subject is: content and speaker as the parse has them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from spacy.tokens import Token

from broadsheet.annotating.attribution_lexicon import Cue, documents

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
_INHERITING = frozenset({"xcomp", "advcl", "pcomp", "ccomp", "conj", "prep", "advmod", "acomp", "dep"})
_INSIDE_NOUN = frozenset({"compound", "det", "amod", "poss", "nummod", "nmod", "case", "punct", "quantmod", "advmod"})
_NOUNS = ("NOUN", "PROPN", "PRON")
_CLIMB = 6
_REASONS = frozenset({"of", "for", "as", "over"})
_PARENTHETICAL = frozenset({"parataxis", "ccomp", "advcl", "dep", "relcl", "conj"})


class Extent(NamedTuple):
    """A stretch of tokens, `first` to `last` inclusive, as token numbers."""

    first: int
    last: int


def extent(token: Token) -> Extent:
    """The subtree of a token."""
    return Extent(token.left_edge.i, token.right_edge.i)


def complement(verb: Token, cue: Cue) -> Extent | None:
    """What the verb says, thinks or wants, in the first of its complements that the lexicon allows; None if there is none."""
    children = list(verb.children)
    return (
        _clause(verb, children, cue)
        or _named(children, cue)
        or _as(children, cue)
        or _infinitive(children, cue)
        or _prepositional(children, cue)
        or _object(children, cue)
        or _surrounding(verb, children, cue)
    )


def _clause(verb: Token, children: list[Token], cue: Cue) -> Extent | None:
    for child in children:
        if child.dep_ == "ccomp":
            wanted = "to" if is_infinitive(child) else "clause"
            if wanted in cue.complements:
                return _clear_of(extent(child), verb)
    return None


def _clear_of(found: Extent, verb: Token) -> Extent | None:
    """The stretch, cut where a misparse makes it run over the verb."""
    if found.first <= verb.i <= found.last:
        return None
    return found


def is_infinitive(verb: Token) -> bool:
    """Whether the verb stands with "to": "asked him to leave"."""
    return any(child.tag_ == "TO" for child in verb.children if child.i < verb.i)


def _named(children: list[Token], cue: Cue) -> Extent | None:
    """"called the plan a disaster": the object and its name."""
    if "name" not in cue.complements:
        return None
    names = [child for child in children if child.dep_ in ("oprd", "ccomp")]
    objects = [child for child in children if child.dep_ == "dobj" and (not names or child.i < names[0].i)]
    if not names:
        return extent(objects[0]) if objects and _is_renamed(objects[0]) else None
    return Extent((objects or names)[0].left_edge.i, names[0].right_edge.i)


def _is_renamed(noun: Token) -> bool:
    """"called the show “a disgrace”": the parse has the name as an apposition."""
    return any(child.dep_ == "appos" for child in noun.children)


def _as(children: list[Token], cue: Cue) -> Extent | None:
    """"described him as a friend": the object and what it is taken for."""
    if "as" not in cue.complements:
        return None
    complements = [child for child in children if child.dep_ == "prep" and child.lower_ == "as"]
    if not complements:
        return None
    objects = [child for child in children if child.dep_ in ("dobj", "prep") and child.i < complements[0].i]
    if not objects:
        return None
    inner = next(iter(objects[0].children), objects[0]) if objects[0].dep_ == "prep" else objects[0]
    return Extent(inner.left_edge.i, complements[0].right_edge.i)


def _infinitive(children: list[Token], cue: Cue) -> Extent | None:
    if "to" in cue.complements:
        for child in children:
            if child.dep_ == "xcomp" and is_infinitive(child):
                objects = [other for other in children if other.dep_ == "dobj" and other.i < child.i]
                return Extent(objects[0].left_edge.i if objects else child.left_edge.i, child.right_edge.i)
    return None


def _prepositional(children: list[Token], cue: Cue) -> Extent | None:
    for child in children:
        if child.dep_ == "prep" and (child.lower_ in cue.complements or (child.lower_ == "to" and "to-noun" in cue.complements)):
            governed = [inner for inner in child.children if inner.dep_ in ("pobj", "pcomp")]
            if governed:
                return Extent(governed[0].left_edge.i, child.right_edge.i)
    return None


def _object(children: list[Token], cue: Cue) -> Extent | None:
    """"praised the plan", and "accused the mayor of waste", where the charge belongs to what is said."""
    if "object" not in cue.complements:
        return None
    for child in children:
        if child.dep_ == "dobj":
            reasons = [other for other in children if other.dep_ == "prep" and other.lower_ in _REASONS and other.i > child.i]
            return Extent(child.left_edge.i, max(child.right_edge.i, *(reason.right_edge.i for reason in reasons), -1))
    return None


def _surrounding(verb: Token, children: list[Token], cue: Cue) -> Extent | None:
    """"The bill, she said, will pass": the clause around a parenthetical verb; the stretch runs over the verb."""
    if "clause" not in cue.complements or verb.dep_ not in _PARENTHETICAL or not any(c.dep_ in SUBJECTS for c in children):
        return None
    head = verb.head
    own = extent(verb)
    if any(token.dep_ in ("mark", "cc") or token.tag_ in ("WDT", "WP", "WRB") for token in children) or verb.dep_ == "conj":
        return None
    if not _set_off(verb, own):
        return None
    around = extent(head)
    if own.last >= around.last:
        return Extent(around.first, own.first - 1)
    if own.first <= around.first:
        return Extent(own.last + 1, around.last)
    return around


def _set_off(verb: Token, own: Extent) -> bool:
    """Whether commas or dashes set the verb's clause off from what stands around it."""
    doc = verb.doc
    before = doc[own.first].is_punct or (own.first > 0 and doc[own.first - 1].is_punct)
    return before or (own.last + 1 < len(doc) and doc[own.last + 1].is_punct)


def speaker_head(word: Token) -> Token | None:
    """The head of the noun phrase that speaks: the subject, the agent of a passive, or the subject of the governing verb."""
    current, passive = word, is_passive(word)
    for _ in range(_CLIMB):
        subject = _own_subject(current, passive=passive)
        if subject is not None:
            return subject
        if current.dep_ in ("acl", "relcl"):
            if current.tag_ == "VBN":
                return None
            if not is_infinitive(current) and not _is_vehicle(current.head):
                return current.head
            current = _governor(current.head)
        elif current.dep_ in _INHERITING and current.head is not current:
            current = current.head
        else:
            return None
        if current is None:
            return None
        passive = False
    return None


def is_passive(verb: Token) -> bool:
    """Whether the verb is passive, so that its subject is no speaker."""
    return any(child.dep_ in ("auxpass", "nsubjpass") for child in verb.children)


def _own_subject(verb: Token, *, passive: bool) -> Token | None:
    for child in verb.children:
        if child.dep_ == "agent":
            return next((inner for inner in child.children if inner.dep_ == "pobj"), None)
        if child.dep_ == "nsubj" or (child.dep_ == "nsubjpass" and not passive):
            return child
    return None


def _is_vehicle(noun: Token) -> bool:
    """"She issued a statement saying": the statement speaks for her."""
    return noun.lemma_.lower() in documents() and noun.dep_ == "dobj"


def _governor(noun: Token) -> Token | None:
    """The verb that a noun depends on: "took the chance to say"."""
    if noun.dep_ in ("dobj", "attr", "oprd"):
        return noun.head
    if noun.dep_ == "pobj":
        return noun.head.head
    return None


def noun_beside(verb: Token, *, after: bool) -> Token | None:
    """The noun right beside a verb, where the parse gives it no subject: "…," said Mara Ellison."""
    doc, at = verb.doc, verb.i + (1 if after else -1)
    while not after and at > 0 and doc[at].pos_ in ("ADV", "AUX", "PART"):
        at -= 1
    if not 0 <= at < len(doc):
        return None
    noun = doc[at]
    while noun.dep_ in _INSIDE_NOUN and noun.head.pos_ in _NOUNS + ("ADJ",) and noun.head.sent == noun.sent:
        noun = noun.head
    return noun if noun.pos_ in _NOUNS and (noun.i > verb.i) == after else None


def noun_phrase(head: Token) -> Extent:
    """The noun phrase of a head without its relative clauses, participles and the punctuation before them."""
    first, last = head.left_edge.i, head.right_edge.i
    for child in head.rights:
        if child.dep_ in ("relcl", "acl", "cc", "conj", "parataxis", "advcl") or (child.dep_ == "appos" and child.i - head.i > 12):
            if child.dep_ in ("cc", "conj") and _joins_names(head, child):
                continue
            last = min(last, child.left_edge.i - 1)
            break
    while last > head.i and (head.doc[last].is_punct or head.doc[last].is_space):
        last -= 1
    while first < head.i and (head.doc[first].is_punct or head.doc[first].is_space):
        first += 1
    return Extent(first, max(last, head.i))


def _joins_names(head: Token, child: Token) -> bool:
    """"Anna and Ben": two speakers, not a new clause."""
    return child.dep_ == "cc" or (child.pos_ in ("PROPN", "NOUN", "PRON") and child.i - head.i < 12)
