"""Attributions that the parse shows: a reporting verb or noun, what it governs, and who is its subject."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from broadsheet.annotating.english.quotes.clauses import SUBJECTS, Extent, allows_preposition, complement, is_infinitive
from broadsheet.annotating.english.quotes.endings import is_setting, own_end
from broadsheet.annotating.english.quotes.lexicon import Cue, cue_adjectives, cue_nouns, cue_verbs, documents, speaker_nouns
from broadsheet.annotating.english.quotes.subjects import after_dateline, is_passive, nouns_beside, speaker_head
from broadsheet.annotating.english.quotes.unsaid import is_deed, is_proper_name, is_thing, is_unsaid

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token
    from spacy.vocab import Vocab


_AUDIENCES = frozenset({"hearing", "meeting", "briefing", "gathering"})
_AUDIENCE = 8
_SUPPOSING = frozenset({"might", "may", "could", "would", "'d", "’d", "do", "did"})
_AUTHOR_AND_READER = frozenset({"i", "we", "you"})
_THOUGHTS = frozenset({"believed", "wished"})
_DEEDS = frozenset({"attack"})
"""Nouns that are words only where somebody's: "Noll's attack on the judge", not "during the attack on the fort"."""
_MEANT = frozenset({"intend", "design", "plan", "mean", "need", "want", "seek"})
_TOLD_BY = frozenset({"figure", "record", "datum", "data", "poll", "survey", "estimate", "report", "study", "official", "rule"})
_ATTITUDES = frozenset({"praised", "believed"})
_MARKS = ("“", '"', "‘", "''")
_OPENING = 2
"""Words before a phrase that leave it at the start of its sentence: In addition, according to …"""


class Attribution(NamedTuple):
    """Somebody says something: content in characters, the cue's tokens, and the head of the speaker's noun phrase.

    Without a cue the words stand in marks alone. `said` is false where the report leaves open whether it is so.
    """

    start: int
    end: int
    cue: Extent | None
    speaker: Token | None
    said: bool = True
    chain: int | None = None
    """The speaker's actor, where the speaker's words do not name it: the A of an interview."""


@lru_cache(maxsize=4)
def _lemma_ids(vocab: Vocab) -> np.ndarray:
    known = {*cue_verbs(), *cue_nouns(), *cue_adjectives(), "accord"}
    return np.array([vocab.strings.add(lemma) for lemma in sorted(known)], dtype=np.uint64)


def cue_tokens(doc: Doc) -> Iterator[Token]:
    """The tokens whose lemma is a reporting word, found without a look at each token."""
    from spacy.attrs import LEMMA

    lemmas = doc.to_array([LEMMA])
    for number in np.flatnonzero(np.isin(lemmas, _lemma_ids(doc.vocab))):
        yield doc[int(number)]


def verb_tokens(doc: Doc) -> Iterator[Token]:
    """The verbs, found likewise."""
    from spacy.attrs import POS
    from spacy.symbols import VERB

    for number in np.flatnonzero(doc.to_array([POS]) == VERB):
        yield doc[int(number)]


def parsed_attributions(cues: Sequence[Token]) -> Iterator[Attribution]:
    """The attributions whose content the parse gives."""
    kinds = {"VERB": _of_verb, "AUX": _of_verb, "NOUN": _of_noun, "ADJ": _of_adjective}
    for token in cues:
        found = kinds[token.pos_](token) if token.pos_ in kinds else None
        if found is not None:
            yield found._replace(speaker=None, said=False) if is_unsaid(token) else found


def _of_verb(verb: Token) -> Attribution | None:
    if verb.lower_ == "according":
        return _according(verb)
    cue = cue_verbs().get(verb.lemma_)
    if cue is None or verb.dep_ == "amod" or _only_names(verb, cue):
        return None
    content = complement(verb, cue)
    if content is None or _is_gapped(verb, content) or is_deed(verb, content):
        return None
    words = verb.doc[content.first:content.last + 1].text
    if "name" in cue.complements and ("“" in words or '"' in words) and is_proper_name(words):
        return None
    content = _past_addressee(verb, _past_audience(verb, content))
    speaker = _verb_speaker(verb, content)
    unheld = cue.colour == "believed" and is_passive(verb) and not any(child.dep_ == "agent" for child in verb.children)
    if unheld or speaker is None and (_is_rubric(verb) or _is_order(verb)):
        return None
    if cue.colour in _THOUGHTS and _is_nobody(verb, speaker) or speaker is None and _only_describes(verb, content):
        return None
    if speaker is not None and (_is_author(speaker, cue) or is_thing(speaker) and "name" not in cue.complements):
        return None
    if speaker is not None and speaker.lower_ == "you" and any(child.lower_ in _SUPPOSING for child in verb.lefts):
        return None  # you might think; do you support the ferry?
    if speaker is not None and speaker.lower_ == "it" and speaker.head.lemma_ == "be" and (is_infinitive(verb) or verb.tag_ == "VBG"):
        return None  # it is easy to criticise the pier, it is worth remembering that
    return attribution(verb, content, speaker)


def _is_author(speaker: Token, cue: Cue) -> bool:
    """Whether the thought is the author's or the reader's, outside of quotation marks: "I suppose that", "do you know where"."""
    return speaker.lower_ in _AUTHOR_AND_READER and cue.colour in _THOUGHTS


def _is_nobody(verb: Token, speaker: Token | None) -> bool:
    """Whether a thought without a subject is nobody's: "not knowing how it works is hard", "wait to see if it will spread"."""
    if any(child.dep_ in SUBJECTS for child in verb.lefts) or verb.tag_ not in ("VB", "VBG"):
        return False
    return speaker is None or speaker.lower_ in ("it", "there", "'s", "’s")


def _only_describes(verb: Token, content: Extent) -> bool:
    """Whether a verb without a subject tells of a trait or a task: "sailors aligned with Noll", "a seat seen as safe"."""
    form = (verb.tag_, verb.dep_) in (("VBN", "acl"), ("VBN", "relcl"), ("VB", "xcomp"), ("VBG", "pcomp"))
    if not form or any(child.dep_ == "ccomp" for child in verb.children):
        return False
    return not any(mark in verb.doc[content.first:content.last + 1].text for mark in _MARKS)


def _is_rubric(verb: Token) -> bool:
    """"Revealed: the ten best piers": the head of a line, and nobody's report."""
    return verb.tag_ == "VBN" and verb.i + 1 < len(verb.doc) and verb.nbor().text == ":"


def _is_order(verb: Token) -> bool:
    """"Remember that the pier is old": the author says so to the reader."""
    return verb.tag_ == "VB" and verb.dep_ == "ROOT" and not any(child.dep_ in ("aux", "auxpass", *SUBJECTS) for child in verb.lefts)


def _past_audience(verb: Token, content: Extent) -> Extent:
    """"told a committee hearing on Thursday that …", "told Radio 5 Live that": the parse takes whom it is told for a verb."""
    doc = verb.doc
    if verb.lemma_ != "tell" or doc[content.first].lower_ not in _AUDIENCES and not doc[content.first].is_title:
        return content
    that = next((i for i in range(content.first + 1, min(content.first + _AUDIENCE, content.last)) if doc[i].lower_ == "that"), None)
    return content if that is None else Extent(that, content.last)


def _past_addressee(verb: Token, content: Extent) -> Extent:
    """"told the BBC | rescue teams were short of water": the parse takes whom it is told for a part of the subject."""
    doc = verb.doc
    if verb.lemma_ != "tell" or content.first != verb.i + 1 or is_passive(verb) or any(child.dep_ == "dobj" for child in verb.children):
        return content
    first = content.first + int(doc[content.first].lower_ == "the")
    last = first
    while last < content.last and doc[last].ent_type_ == "ORG" and doc[last + 1].ent_type_ == "ORG" and doc[last + 1].ent_iob_ == "I":
        last += 1
    inside = doc[first].ent_type_ == "ORG" and doc[last].dep_ in ("compound", "nmod") and doc[last].head.dep_ in SUBJECTS
    return Extent(last + 1, content.last) if inside and last < content.last else content


def _verb_speaker(verb: Token, content: Extent) -> Token | None:
    """The verb's subject; for a finite verb without one, the noun beside it that is not part of the content."""
    if verb.lemma_ == "know" and verb.head.lemma_ == "let":  # let the others know that
        return speaker_head(verb.head)
    unclaimed = verb.dep_ == "advcl" and is_passive(verb) and any(c.dep_ == "nsubjpass" for c in verb.lefts)
    if unclaimed and not any(c.dep_ == "agent" for c in verb.children):  # while voters are expected to stay away, she …
        return None
    if verb.tag_ == "VBN" and verb.dep_ == "advcl" and not any(c.dep_ in ("aux", "auxpass", "agent") for c in verb.children):
        return None  # asked about the pier, Ellison said
    subject = speaker_head(verb)
    around = content.first <= verb.i <= content.last
    if subject is not None and (around or not content.first <= subject.i <= content.last):
        return after_dateline(subject)
    if verb.tag_ not in ("VBD", "VBZ", "VBP"):
        return None
    for child in verb.lefts:
        if child.dep_ == "ccomp" and child.i < content.first:
            return speaker_head(child)
    outside = (noun for noun in nouns_beside(verb) if not content.first <= noun.i <= content.last)
    return next(outside, None)


def _is_gapped(verb: Token, content: Extent) -> bool:
    """"The force (which) the mayor wants to block": what is wanted stands before the verb, and "to block" alone says nothing."""
    if verb.dep_ != "relcl" or content.last - content.first > 1 or content.first < verb.i:
        return False
    return verb.doc[content.first].lower_ == "to"


def _only_names(verb: Token, cue: Cue) -> bool:
    """"a group called Open Rivers", "the rebels, known as the Front", "a fund intended to help": nobody is said to call or mean it so."""
    if verb.dep_ == "acl" and verb.tag_ == "VBN" and verb.lemma_ in _MEANT:
        return not any(child.dep_ == "agent" for child in verb.children)
    names = "name" in cue.complements or verb.lemma_ == "know" or verb.lemma_ == "say" and verb.tag_ == "VBN"
    return names and verb.dep_ == "acl" and not any(child.dep_ == "agent" for child in verb.children)


def _according(verb: Token) -> Attribution | None:
    """"According to the ministry, talks go on": the clause without the phrase."""
    to = next((child for child in verb.children if child.dep_ == "prep" and child.lower_ == "to"), None)
    speaker = next((child for child in to.children if child.dep_ == "pobj"), None) if to is not None else None
    if to is None or speaker is None or _is_measure(verb, speaker):
        return None
    content = _sentence_before(verb) if _says_whose(verb) else around(verb, Extent(verb.i, speaker.right_edge.i))
    made = attribution(verb, content, speaker) if content is not None else None
    return made._replace(cue=Extent(verb.i, to.i)) if made is not None else None


def _is_measure(according: Token, noun: Token) -> bool:
    """Whether things are done or sorted by the noun, which says nothing: "boats are classified according to two lengths"."""
    if according.head.tag_ != "VBN" or according.i == 0 or according.nbor(-1) != according.head or noun.pos_ != "NOUN":
        return False
    return noun.tag_ == "NNS" and noun.lemma_.lower() not in speaker_nouns() | documents() | _TOLD_BY


def _says_whose(according: Token) -> bool:
    """Whether a sentence only says whose words the one before it has: "That is according to the ministry"."""
    is_so = [token.lower_ for token in according.sent[:2]]
    return is_so[0] in ("that", "this") and is_so[-1] in ("is", "was", "'s", "’s") and according.i - according.sent.start <= len(is_so)


def _sentence_before(word: Token) -> Extent | None:
    first = word.sent.start
    before = word.doc[first - 1].sent if first else None
    return Extent(before.start, before.end - 1) if before is not None else None


def around(verb: Token, phrase: Extent) -> Extent:
    """The sentence without a phrase at its start or end; all of it where the phrase stands amid the clause."""
    doc, sentence = verb.doc, verb.sent
    first, last = sentence.start, sentence.end - 1
    before = [token for token in doc[first:phrase.first] if not token.is_punct and not token.is_space]
    after = [token for token in doc[phrase.last + 1:last + 1] if not token.is_punct and not token.is_space]
    if len(before) <= _OPENING and after and not any(token.dep_ in SUBJECTS for token in before):
        return Extent(phrase.last + 1, last)
    return Extent(first, last if any(token.dep_ == "ROOT" for token in after) else phrase.first - 1)


def _of_noun(noun: Token) -> Attribution | None:
    cue = cue_nouns().get(noun.lemma_)
    if cue is None:
        return None
    for child in noun.rights:
        content = _complement_of(child, cue)
        if content is not None:
            holder = noun_holder(noun, content)
            nobodys = holder is None and cue.colour in _ATTITUDES
            if child.dep_ == "prep" and (nobodys or cue.colour == "believed" and _is_somebody_alone(noun.doc, content)):
                return None  # support for the quay grows, views of Noll
            if _is_of_others(noun, child) or noun.lemma_ in _DEEDS and (holder is None or holder.head not in (noun, *noun.rights)):
                return None
            return attribution(noun, content, holder)
    return None


def _is_somebody_alone(doc: Doc, content: Extent) -> bool:
    """Whether a content is a name or a pronoun and nothing more, of whom it is not told what is thought."""
    return all(token.ent_type_ == "PERSON" or token.tag_ == "PRP" for token in doc[content.first:content.last + 1])


def _is_of_others(noun: Token, clause: Token) -> bool:
    """"An agreement for the families to be moved": what will be done to others, said by nobody."""
    passive = is_passive(clause) and any(child.lower_ == "to" for child in clause.lefts)
    return passive and any(child.dep_ == "prep" and child.lower_ == "for" and child.i < clause.i for child in noun.rights)


def _of_adjective(adjective: Token) -> Attribution | None:
    """"She is worried about the vote", "officials were confident that talks would go on"."""
    cue = cue_adjectives().get(adjective.lemma_)
    if cue is not None and adjective.head.lemma_ == "make" and "clause" in cue.complements:
        return _made_clear(adjective)
    if cue is None or adjective.dep_ not in ("acomp", "conj", "oprd", "advcl", "acl"):
        return None
    verb = adjective.head
    for child in (*adjective.rights, *(other for other in verb.rights if other.i > adjective.i)):
        content = _complement_of(child, cue)
        if content is not None:
            speaker = speaker_head(adjective)
            if speaker is None or speaker.lower_ == "it" or _is_author(speaker, cue):
                return None
            return attribution(adjective, content, speaker)
    return None


def _made_clear(adjective: Token) -> Attribution | None:
    """"She made it clear that the quay would stay": the parse hangs the clause on the adjective or the verb, as it likes."""
    verb = adjective.head
    for clause in (*adjective.rights, *verb.rights):
        finite = any(child.dep_ in SUBJECTS for child in clause.lefts) and clause.i > adjective.i
        ties = {child.lower_ for child in clause.lefts if child.dep_ in ("mark", "advmod") and child.i == clause.left_edge.i}
        if finite and clause.dep_ in ("ccomp", "advcl", "relcl") and ties <= {"that", "how", "why"}:
            speaker = speaker_head(verb)
            content = Extent(clause.left_edge.i, clause.right_edge.i)
            return None if speaker is None or speaker.i > verb.i else attribution(adjective, content, speaker)
    return None


def _complement_of(child: Token, cue: Cue) -> Extent | None:
    """The stretch of a clause, infinitive or prepositional phrase that the cue allows."""
    if child.dep_ in ("ccomp", "xcomp", "acl", "relcl") and child.pos_ in ("VERB", "AUX"):
        marks = {inner.lower_ for inner in child.children if inner.dep_ in ("mark", "aux")}
        wanted = "to" if "to" in marks else "clause"
        if wanted in cue.complements and (wanted == "to" or child.dep_ == "ccomp" or "that" in marks):
            return Extent(child.left_edge.i, child.right_edge.i)
    if child.dep_ == "prep" and allows_preposition(cue, child.lower_) and not is_setting(child):
        governed = [inner for inner in child.children if inner.dep_ in ("pobj", "pcomp")]
        if governed:
            return Extent(governed[0].left_edge.i, own_end(child))
    return None


def noun_holder(noun: Token, content: Extent) -> Token | None:
    """Whose claim, hope or refusal it is: "her claim", "the minister's refusal", "she made the claim", "critics of the plan"."""
    for child in noun.lefts:
        if child.dep_ == "poss":
            return child
        if child.ent_type_ in ("NORP", "GPE") and child.dep_ in ("amod", "compound") and child.i == noun.i - 1:  # Norvale calls for
            return child
    for child in noun.rights:
        if child.dep_ == "prep" and child.lower_ in ("by", "from", "of", "among"):
            holder = next((inner for inner in child.children if inner.dep_ == "pobj"), None)
            if holder is not None and not content.first <= holder.i <= content.last:
                return holder
    if noun.dep_ != "attr" and noun.lemma_ in speaker_nouns():
        return noun
    verb = next((ancestor for ancestor in noun.ancestors if ancestor.pos_ in ("VERB", "AUX")), None)
    if verb is not None and any(child.dep_ == "expl" for child in verb.lefts):  # there were questions about the pier
        return None
    speaker = speaker_head(verb) if verb is not None else None
    return speaker if speaker is not None and speaker.i < noun.i else None


def attribution(word: Token, content: Extent, speaker: Token | None) -> Attribution | None:
    """An attribution by a reporting word, its content cut clear of blanks and light marks; None if nothing is left."""
    doc = word.doc
    first, last = content
    while first <= last and (doc[first].is_space or doc[first].text in ",;:.–—-"):
        first += 1
    while last >= first and (doc[last].is_space or doc[last].text in ",;:.–—-" or doc[last].dep_ == "cc" and last > first):
        last -= 1
    if first > last:
        return None
    end = doc[last].idx + len(doc[last])
    return Attribution(doc[first].idx, end, Extent(word.i, _with_particle(word)), speaker)


def _with_particle(word: Token) -> int:
    """"pointed out": the particle belongs to the cue."""
    following = [child.i for child in word.children if child.dep_ == "prt" and child.i == word.i + 1]
    return following[0] if following else word.i
