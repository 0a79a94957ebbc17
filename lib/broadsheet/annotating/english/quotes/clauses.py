"""What a reporting word governs, and who its subject is: content and speaker as the parse has them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

from broadsheet.annotating.english.quotes.endings import infinitive_end, is_setting, own_end
from broadsheet.annotating.english.quotes.lexicon import Cue, cue_verbs

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
_SPOKEN = frozenset({"said", "claimed", "admitted", "revealed", "announced", "denied", "warned"})
_PLEDGED = frozenset({"promised", "refused", "demanded"})
_OBJECTS = ("dobj", "xcomp", "attr", "acomp", "oprd")
_SURMISED = frozenset({"believed", "suggested", "said"})
_WHEN = frozenset({"during", "after", "before", "since", "until", "amid", "following", "despite"})
"""Prepositions behind an object that say when it was spoken of: rejected the plan during the hearing."""
_TELLING = frozenset({"tell", "assure", "inform", "remind", "notify", "convince", "persuade"})
"""Verbs whose object is whom something is told."""
_ADDRESSING = ("on", "to")
"""Prepositions before whom a call or an appeal is made to, and what it asks follows."""
_DAYS = ("DATE", "TIME")
_STANDING_IN = frozenset({"do", "have", "be"})
"""Verbs that repeat another one: "…, as have the pilots"."""
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
        or _as(verb, children, cue)
        or _infinitive(children, cue)
        or _for_somebody_to(children, cue)
        or _prepositional(children, cue)
        or _object(children, cue)
        or _gerund(children, cue)
        or _passive_subject(verb, children, cue)
        or _surrounding(verb, children, cue)
    )


def _clause(verb: Token, children: list[Token], cue: Cue) -> Extent | None:
    clauses = [child for child in children if child.dep_ == "ccomp" and not _is_before_colon(child, verb)]
    for child in sorted(clauses, key=lambda clause: clause.i < verb.i):
        if is_infinitive(child) and "to" in cue.complements:
            return _clear_of(Extent(child.left_edge.i, infinitive_end(child)), verb)
        if not is_infinitive(child) and "clause" in cue.complements:
            return _clear_of(_past_date(_with_subject(_before_contrast(child), child, children), verb), verb)
    return _clause_behind_noun(children) if "clause" in cue.complements else None


def _is_before_colon(clause: Token, verb: Token) -> bool:
    """"The rest were doubtful: Noll called it a farce": what a colon closes is not what is said behind it."""
    return clause.i < verb.i and any(token.text == ":" for token in verb.doc[clause.right_edge.i:min(clause.right_edge.i + 3, verb.i)])


def _with_subject(found: Extent, clause: Token, children: list[Token]) -> Extent:
    """The clause from the noun on that the parse takes for the object: "He said | the talk of repairs at the pier was over"."""
    if clause.tag_ not in ("VBD", "VBZ", "VBP") or any(child.dep_ in (*SUBJECTS, "mark", "expl", "aux") for child in clause.lefts):
        return found
    lost = [child for child in children if child.dep_ == "dobj" and clause.head.i < child.i < clause.i]
    return Extent(lost[0].left_edge.i, found.last) if lost else found


def _before_contrast(clause: Token) -> Extent:
    """The clause up to what the outlet goes on with: the plan was cheap, while others argued …; … and stressed that …"""
    ends = [extent(clause).last]
    for child in (*clause.rights, *(inner for joined in clause.conjuncts if joined.i > clause.i for inner in joined.rights)):
        contrasted = child.left_edge.lower_ in ("while", "whereas") and _reports(child)
        if child.dep_ in ("advcl", "prep") and (contrasted or _is_afterthought(child) or is_comparison(child)):
            ends.append(child.left_edge.i - 1)
        elif child.dep_ == "conj" and child.head == clause and shares_reporter(child):
            joined = [token.i for token in clause.rights if token.dep_ == "cc" and token.i < child.i]
            ends.append((joined[-1] if joined else child.left_edge.i) - 1)
    return Extent(clause.left_edge.i, min(ends))


def _past_date(found: Extent, verb: Token) -> Extent:
    """The clause without the day of its report: The bank said on Monday | it would close."""
    doc, first = verb.doc, found.first
    if first != verb.i + 1:
        return found
    while first < found.last and (doc[first].ent_type_ in _DAYS or doc[first].lower_ in ("on", "late", "early")):
        if doc[first].dep_ in SUBJECTS:
            return found
        first += 1
    return found if doc[first].is_punct or doc[first - 1].ent_type_ not in _DAYS else Extent(first, found.last)


def _reports(verb: Token) -> bool:
    """Whether a verb reports in its turn what others say: "while others argued that", not "while the town favoured Noll"."""
    return verb.lemma_ in cue_verbs() and any(child.dep_ == "ccomp" and child.i > verb.i for child in verb.children)


def is_comparison(child: Token) -> bool:
    """Whether the outlet sets others beside the speaker: ", compared with a third of the sailors", ", as did her rivals"."""
    if child.left_edge.i == 0 or child.left_edge.nbor(-1).text != ",":
        return False
    if child.lemma_ == "compare":
        return child.tag_ == "VBN" and child.left_edge == child
    if child.left_edge.lower_ != "as":
        return False
    subject = next((inner for inner in child.children if inner.dep_ in SUBJECTS), None)
    return child.lemma_ in _STANDING_IN and (subject is None or subject.i > child.i)


def _is_afterthought(participle: Token) -> bool:
    """"Kurti said they were ready, confirming the talks": a report of its own, which the parse hangs into the clause."""
    if participle.tag_ != "VBG" or participle.left_edge.i != participle.i or participle.i == 0:
        return False
    return participle.nbor(-1).text == "," and participle.lemma_ in cue_verbs()


def shares_reporter(verb: Token) -> bool:
    """"Officials said that hubs would come up and stressed that nothing was settled": stressed goes with said, not come."""
    cue = cue_verbs().get(verb.lemma_)
    clause = verb.head
    if cue is None or clause.dep_ != "ccomp":
        return False
    children = list(verb.children)
    if any(child.dep_ in ("nsubj", "nsubjpass") for child in children):
        return False
    if _changes_tense(verb) and complement(verb, cue) is not None:
        return True
    if not cue.complements & {"clause", "to"}:
        return False
    pledged = cue.colour in _PLEDGED and any(child.dep_ == "xcomp" and is_infinitive(child) for child in children)
    if not pledged and not ("clause" in cue.complements and any(child.dep_ == "ccomp" for child in children)):
        return False
    if verb.tag_ == "VBP":  # critics fear that Noll has lost and warn that …
        return clause.head.tag_ == "VBP" and any(token.tag_ == "VBZ" for token in (clause, *clause.lefts))
    if verb.tag_ != "VBD" or clause.head.tag_ not in ("VBD", "VBN"):
        return False
    return clause.tag_ != "VBD" or pledged or cue.colour in _SPOKEN


def _changes_tense(verb: Token) -> bool:
    """Whether a joined verb has the tense of the report and not that of the clause: "said he likes the pier and praised its cook"."""
    clause = verb.head
    finite = next((child.tag_ for child in clause.lefts if child.dep_ in ("aux", "auxpass")), clause.tag_)
    if verb.tag_ == "VBD":
        return clause.head.tag_ == "VBD" and finite in ("VBZ", "VBP", "MD")
    return verb.tag_ == "VBZ" and clause.head.tag_ == "VBZ" and finite == "MD"


def _clause_behind_noun(children: list[Token]) -> Extent | None:
    """"said in a letter that the road was safe": the parse hangs the clause on the letter."""
    for child in children:
        if child.dep_ == "prep":
            for noun in child.children:
                clause = next((c for c in noun.rights if c.dep_ in ("relcl", "acl") and _has_complementizer(c)), None)
                if clause is not None:
                    return extent(clause)
        if child.dep_ == "dobj" and child.head.lemma_ in _TELLING:
            clause = next((c for c in child.rights if c.dep_ in ("relcl", "acl") and _is_told(c)), None)
            if clause is not None:
                return extent(clause)
    return None


def _is_told(clause: Token) -> bool:
    """"told the harbour news agency that help had come": no clause about the agency, for its "that" stands for nothing in it."""
    that = clause.left_edge
    return that.lower_ == "that" and that.dep_ in ("mark", "det") and any(child.dep_ in SUBJECTS for child in clause.lefts)


def _has_complementizer(clause: Token) -> bool:
    return any(child.dep_ == "mark" and child.lower_ == "that" for child in clause.lefts)


def _clear_of(found: Extent, verb: Token) -> Extent | None:
    """The stretch without what stands before the verb: "which she said would be late"."""
    if found.first <= verb.i < found.last:
        return Extent(verb.i + 1, found.last)
    return None if found.last == verb.i else found


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
    return Extent((objects or names)[0].left_edge.i, _with_trailing(names[0], children))


def _is_renamed(noun: Token) -> bool:
    """"called the show “a disgrace”": the parse has the name as an apposition."""
    return any(child.dep_ == "appos" for child in noun.children)


def _as(verb: Token, children: list[Token], cue: Cue) -> Extent | None:
    """"described him as a friend": the object and what it is taken for."""
    if "as" not in cue.complements:
        return None
    complements = [child for child in children if child.dep_ == "prep" and child.lower_ == "as"]
    if not complements:
        return None
    objects = [child for child in children if child.dep_ in ("dobj", "prep") and verb.i < child.i < complements[0].i]
    if not objects:
        return extent(complements[0])
    inner = next(iter(objects[0].children), objects[0]) if objects[0].dep_ == "prep" else objects[0]
    return Extent(inner.left_edge.i, complements[0].right_edge.i)


def _infinitive(children: list[Token], cue: Cue) -> Extent | None:
    if "to" in cue.complements:
        for child in children:
            if child.dep_ == "xcomp" and is_infinitive(child):
                objects = [other for other in children if other.dep_ == "dobj" and child.head.i < other.i < child.i]
                first = objects[0].left_edge.i if objects else child.left_edge.i
                found = Extent(first, infinitive_end(child))
                subject = _surmised(children, cue)
                return _clear_of(found, child.head) if subject is None else Extent(subject.left_edge.i, found.last)
    return None


def _surmised(children: list[Token], cue: Cue) -> Token | None:
    """Of whom something is expected, where nobody is said to expect it: "the pier is expected to open"."""
    if cue.colour not in _SURMISED or any(child.dep_ == "agent" for child in children):
        return None
    return next((child for child in children if child.dep_ == "nsubjpass" and child.tag_[0] != "W"), None)


def _gerund(children: list[Token], cue: Cue) -> Extent | None:
    """"opposed closing the quay": the act stands as an object."""
    if "object" not in cue.complements:
        return None
    gerund = next((child for child in children if child.dep_ in ("xcomp", "ccomp") and child.tag_ == "VBG"), None)
    if gerund is None or gerund.left_edge.i < gerund.head.i or any(child.dep_ in ("aux", *SUBJECTS) for child in gerund.lefts):
        return None
    return Extent(gerund.left_edge.i, infinitive_end(gerund))


def _for_somebody_to(children: list[Token], cue: Cue) -> Extent | None:
    """"called for the pier to be closed": the parse makes a clause of it, behind its "for"."""
    if "for" not in cue.complements:
        return None
    for child in children:
        opens = child.left_edge.lower_ == "for" and child.left_edge.dep_ == "mark" and child.left_edge.i == child.head.i + 1
        if opens and is_infinitive(child):
            return Extent(child.left_edge.i + 1, infinitive_end(child))
    return None


def _prepositional(children: list[Token], cue: Cue) -> Extent | None:
    for child in children:
        if child.dep_ == "prep" and allows_preposition(cue, child.lower_):
            governed = [inner for inner in child.children if inner.dep_ in ("pobj", "pcomp")]
            if governed and not (child.lower_ in ("on", "at") and governed[0].ent_type_ in _DAYS):
                return Extent(governed[0].left_edge.i, _with_trailing(child, children))
    return None


def allows_preposition(cue: Cue, preposition: str) -> bool:
    """Whether the cue's content may stand after the preposition; "to" in the lexicon is the infinitive, "to-noun" this."""
    return ("to-noun" if preposition == "to" else preposition) in cue.complements


def _object(children: list[Token], cue: Cue) -> Extent | None:
    """"praised the plan", and "accused the mayor of waste", where the charge belongs to what is said."""
    if "object" not in cue.complements:
        return None
    for child in children:
        if child.dep_ == "dobj":
            return Extent(child.left_edge.i, _with_trailing(child, children))
    return None


def _passive_subject(verb: Token, children: list[Token], cue: Cue) -> Extent | None:
    """"The plan was criticised by the mayor", "a plan criticised by the mayor"."""
    if "object" not in cue.complements or not any(child.dep_ == "agent" for child in children):
        return None
    if any(inner.dep_ == "pcomp" for child in children if child.lower_ == "as" for inner in child.children):
        return None
    subject = next((child for child in children if child.dep_ == "nsubjpass"), None)
    if subject is not None:
        return extent(subject)
    noun = verb.head
    return Extent(noun.left_edge.i, verb.i - 1) if verb.dep_ == "acl" and noun.i < verb.i else None


def _with_trailing(noun: Token, children: list[Token]) -> int:
    """Last token of an object with what goes on with it: "compared the port to a village", "criticised the mayor for waste"."""
    last = own_end(noun)
    for child in children:
        behind_name = noun.doc[last + 1].text == "," and noun.doc[last].ent_type_ == "PERSON" if last + 1 < len(noun.doc) else False
        if child.i > noun.i and child.left_edge.i == last + 1 + behind_name and _goes_on(child):  # accused the mayor, Ellison, of waste
            last = own_end(child)
        elif child.i > noun.i and child.left_edge.i == last + 1 and noun.lower_ in _ADDRESSING and is_infinitive(child):
            last = infinitive_end(child)  # called on the town to wait, which the parse may take for a purpose
    return last


def _goes_on(child: Token) -> bool:
    if child.dep_ == "prep":
        return child.lower_ not in _WHEN and not is_setting(child)
    return child.dep_ in ("xcomp", "oprd") or _gives_reason(child)


def _gives_reason(child: Token) -> bool:
    return child.dep_ == "advcl" and child.left_edge.lower_ in ("because", "if", "unless", "until")


def _surrounding(verb: Token, children: list[Token], cue: Cue) -> Extent | None:
    """"The bill, she said, will pass": the clause around a parenthetical verb; the stretch runs over the verb."""
    if "clause" not in cue.complements or verb.dep_ not in _PARENTHETICAL or not any(c.dep_ in SUBJECTS for c in children):
        return None
    if verb.tag_ == "VBN" and not any(c.dep_ == "aux" or c.lower_ == "it" for c in verb.lefts):  # a blend feared most by
        return None
    own = extent(verb)
    if any(token.dep_ in ("mark", "cc", *_OBJECTS) or token.tag_ in ("WDT", "WP", "WRB") for token in children) or verb.dep_ == "conj":
        return None
    if not _set_off(verb, own):
        return None
    around = extent(verb.head)
    if own.last >= around.last:
        inside_noun = verb.head.pos_ in ("NOUN", "PROPN")  # open to all, she insisted: the parse hangs the report on the last noun
        return Extent(verb.sent.start if inside_noun else around.first, own.first - 1)
    if own.first <= around.first:
        return Extent(own.last + 1, around.last)
    if verb.head.i < own.first and _tells_of_speaker(verb.doc[own.last + 1:around.last + 1]):
        return Extent(around.first, own.first - 1)
    return around


def _tells_of_speaker(rest: Span) -> bool:
    """Whether a participle behind the report says what its speaker does: "The catch was poor, she said, | mending a net"."""
    words = [token for token in rest if not token.is_punct]
    return bool(words) and words[0].tag_ == "VBG" and words[0].dep_ == "advcl" and words[-1].i <= words[0].right_edge.i


def _set_off(verb: Token, own: Extent) -> bool:
    """Whether commas or dashes set the verb's clause off from what stands around it."""
    doc = verb.doc
    if doc[own.first].is_punct or (own.first > 0 and doc[own.first - 1].is_punct):
        return True
    return verb.dep_ != "ccomp" and own.last + 1 < len(doc) and doc[own.last + 1].is_punct
