"""Cues of positions with their holder and complement: "Norland backs the treaty", "her opposition to the levy", "voted against it"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from broadsheet.annotating.english.positions.lexicon import lexicon
from broadsheet.annotating.english.positions.phrases import Phrase, Phrases
from broadsheet.annotating.parser.parsed import Quote

_OTHER = {"for": "against", "against": "for"}
_ACTS = frozenset({"vote", "sign", "veto", "sue", "resign", "ratify", "block", "suspend", "halt", "repeal", "abolish", "ban", "boycott", "approve", "introduce",
                   "fund", "march", "demonstrate", "order", "implement"})
"""Verbs that are deeds, not words."""

_STATES = {"oppose": "against", "commit": "for", "dedicate": "for", "determine": "for"}
_ASKING = frozenset({"urge", "call", "press", "lobby", "petition", "encourage", "appeal", "request", "order", "want"})
"""Verbs whose object may be whom they address: "urged the council to close it"."""

_LINKING = frozenset({"be", "remain", "become", "seem", "stay", "appear", "sound"})
_CONDITION = frozenset({"if", "unless", "whether"})


class Cue(NamedTuple):
    """A word that shows a position: its token, the holder's chain, the side, in whose voice, and what it is about."""

    number: int
    holder: int
    side: str
    voice: str
    target: Phrase
    named_at: int | None = None
    """The token that names the holder, where the sentence does."""


def cues_in(phrases: Phrases, quotes: Sequence[Quote]) -> Iterator[Cue]:
    """The cues outside and inside quotations whose holder the sentence names."""
    tokens, known = phrases.tokens, lexicon()
    speakers = Speakers(quotes)
    for number, lemma in enumerate(tokens.lemmas):
        pos = tokens.poses[number]
        if pos == "VERB" and lemma in known.verbs:
            found = _verb(phrases, number, known.verbs[lemma])
        elif pos == "ADJ" and lemma in known.adjectives:
            found = _adjective(phrases, number, known.adjectives[lemma])
        elif pos == "NOUN" and lemma in known.nouns:
            found = _noun(phrases, number, known.nouns[lemma])
        elif tokens.words[number] in ("for", "against", "favour", "favor", "favor") and tokens.deps[number] in ("prep", "pobj"):
            found = _preposition(phrases, number)
        else:
            continue
        for side, target, holders in found:
            if is_open(phrases, number):
                continue
            for holder in holders:
                mention = phrases.actor(holder)
                if mention is None or mention.chain is None:
                    continue
                said = speakers.of(tokens.starts[number])
                voice = "own words" if said == mention.chain else "act" if lemma in _ACTS else "reported"
                taken, thing = reduced(phrases, _OTHER[side] if is_negated(phrases, number) else side, target)
                yield Cue(number, mention.chain, taken, voice, thing, holder)


def reduced(phrases: Phrases, side: str, target: Phrase) -> tuple[str, Phrase]:
    """The thing behind a wish that it end: for "repealing the levy" is against the levy; for "an end to the levy" too."""
    tokens, known = phrases.tokens, lexicon()
    for _ in range(2):
        head = target.head
        if tokens.poses[head] == "VERB":
            if tokens.lemmas[head] == "rule" and tokens.child(head, "prt") is not None:
                return "undecided", target  # "refused to rule out a strike"
            negated = any(tokens.deps[c] == "neg" for c in tokens.children[head])
            if tokens.lemmas[head] not in known.undoing_verbs:
                return (_OTHER[side] if negated else side), target
            inner = next(complements(phrases, head, "object", passive=tokens.child(head, "nsubjpass") is not None), None)
            side = side if negated else _OTHER[side]
        elif tokens.lemmas[head] in known.undoing_nouns:
            inner = next((p for word in ("to", "on", "of") for p in complements(phrases, head, word)), None)
            side = _OTHER[side] if inner is not None else side
        else:
            return side, target
        if inner is None:
            return side, target
        target = inner
    return side, target


class Speakers:
    """Who speaks where: the chain of the innermost quotation around an offset."""

    def __init__(self, quotes: Sequence[Quote]) -> None:
        self._quotes = sorted(quotes, key=lambda quote: quote.end - quote.start)

    def of(self, offset: int) -> int | None:
        """The speaker's chain; None outside quotations, and for a speaker without a name."""
        return next((quote.chain for quote in self._quotes if quote.start <= offset < quote.end), None)


Found = tuple[str, Phrase, list[int]]


def _verb(phrases: Phrases, verb: int, frames: dict[str, str]) -> Iterator[Found]:
    tokens = phrases.tokens
    if tokens.tags[verb] == "VBN" and tokens.deps[verb] in ("amod",):
        return
    passive = any(tokens.deps[child] in ("auxpass", "nsubjpass") for child in tokens.children[verb])
    if passive and tokens.lemmas[verb] in _STATES:  # "is opposed to the levy": a state, not what somebody did to it
        holders = [n for n, part in phrases.participants.tokens_of(verb) if part == "patient" and tokens.deps[n] == "nsubjpass"]
        yield from ((_STATES[tokens.lemmas[verb]], target, holders) for target in complements(phrases, verb, "to"))
        return
    agents = [n for n in phrases.agents(verb) if not passive or tokens.deps[n] in ("pobj", "conj")]
    if not agents:
        return
    for complement, side in frames.items():
        for target in complements(phrases, verb, complement, passive=passive):
            if _fits(phrases, verb, target) and not _is_addressed(phrases, verb, complement, target):
                yield side, target, agents


def complements(phrases: Phrases, governor: int, complement: str, *, passive: bool = False) -> Iterator[Phrase]:
    """What a word governs in this way: object, to, that, ing, or the object of a preposition of that name."""
    tokens = phrases.tokens
    for child in tokens.children[governor]:
        dep, word = tokens.deps[child], tokens.words[child]
        if complement == "object":
            if dep == ("nsubjpass" if passive else "dobj"):
                yield from _phrase(phrases, child)
        elif complement == "to":
            if dep in ("xcomp", "ccomp", "acl", "advcl") and _is_infinitive(phrases, child):
                yield phrases.clause(child)
            elif word == "to" and dep == "prep":
                yield from _objects(phrases, child)
        elif complement == "that":
            if dep in ("ccomp", "acl") and child > governor and not _is_infinitive(phrases, child):
                yield phrases.clause(child)
        elif complement == "ing":
            if dep == "xcomp" and tokens.tags[child] == "VBG":
                yield phrases.clause(child)
        elif dep in ("prep", "prt", "agent") and word == complement:
            yield from _objects(phrases, child)
            if dep == "prt":
                yield from (p for other in tokens.children[governor] if tokens.deps[other] == "dobj" for p in _phrase(phrases, other))


def _objects(phrases: Phrases, preposition: int) -> Iterator[Phrase]:
    tokens = phrases.tokens
    for child in tokens.children[preposition]:
        if tokens.deps[child] == "pobj":
            yield from _phrase(phrases, child)
        elif tokens.deps[child] == "pcomp":
            yield phrases.clause(child)


def _phrase(phrases: Phrases, head: int) -> Iterator[Phrase]:
    found = phrases.noun(head)
    if found is not None:
        yield found
    for child in phrases.tokens.children[head]:
        if phrases.tokens.deps[child] == "conj":
            yield from _phrase(phrases, child)


def _adjective(phrases: Phrases, number: int, frames: dict[str, str]) -> Iterator[Found]:
    tokens = phrases.tokens
    verb = tokens.heads[number]
    if tokens.deps[number] not in ("acomp", "attr", "oprd", "conj", "ROOT") or tokens.lemmas[verb] not in _LINKING:
        return
    holders = phrases.agents(verb)
    for complement, side in frames.items():
        yield from ((side, target, holders) for target in complements(phrases, number, complement))


def _noun(phrases: Phrases, number: int, frames: dict[str, str]) -> Iterator[Found]:
    holders = list(_holders_of_noun(phrases, number))
    if not holders:
        return
    side_lost = _is_lost(phrases, number)
    for complement, side in frames.items():
        for target in complements(phrases, number, complement):
            yield (_OTHER[side] if side_lost else side), target, holders


def _holders_of_noun(phrases: Phrases, number: int) -> Iterator[int]:
    """"Norland's support for", "support from Norland for", "Norland voiced support for", "Norland is a supporter of"."""
    tokens, known = phrases.tokens, lexicon()
    owned = [c for c in tokens.children[number] if tokens.deps[c] == "poss"]
    by = [g for c in tokens.children[number] if tokens.words[c] in ("by", "from") for g in tokens.children[c] if tokens.deps[g] == "pobj"]
    if owned or by:
        yield from (*owned, *by)
        return
    head = tokens.heads[number]
    if tokens.deps[number] == "pobj" and tokens.words[head] in ("in", "with") and tokens.poses[tokens.heads[head]] == "VERB":
        yield from phrases.agents(tokens.heads[head])  # "came out in support of", "spoke in defence of"
    elif tokens.deps[number] in ("dobj", "attr") and tokens.lemmas[head] in (known.holding | known.losing):
        yield from phrases.agents(head)
    elif tokens.deps[number] == "appos":
        yield head


def _is_lost(phrases: Phrases, number: int) -> bool:
    tokens = phrases.tokens
    return tokens.deps[number] == "dobj" and tokens.lemmas[tokens.heads[number]] in lexicon().losing


def _preposition(phrases: Phrases, number: int) -> Iterator[Found]:
    """"She is against the levy", "Norland is for it", "they are in favour of a vote"."""
    tokens = phrases.tokens
    if tokens.words[number].startswith("favo"):
        verb = tokens.heads[tokens.heads[number]]
        if tokens.words[tokens.heads[number]] == "in" and tokens.poses[verb] in ("VERB", "AUX"):
            yield from (("for", target, phrases.agents(verb)) for target in complements(phrases, number, "of"))
        return
    verb = tokens.heads[number]
    if tokens.lemmas[verb] not in _LINKING or any(tokens.deps[c] in ("attr", "acomp", "dobj") for c in tokens.children[verb]):
        return
    side = "against" if tokens.words[number] == "against" else "for"
    yield from ((side, target, phrases.agents(verb)) for target in _objects(phrases, number))


def _fits(phrases: Phrases, verb: int, target: Phrase) -> bool:
    """Whether an act has an object that is decided on; what is merely "ordered" or "attacked" is no position."""
    known, tokens = lexicon(), phrases.tokens
    return tokens.lemmas[verb] not in known.acts or tokens.lemmas[target.head] in known.act_objects or tokens.poses[target.head] == "VERB"


def _is_addressed(phrases: Phrases, verb: int, complement: str, target: Phrase) -> bool:
    """Whether the object is who is asked, and not what is asked for."""
    tokens = phrases.tokens
    if complement != "object" or tokens.lemmas[verb] not in _ASKING:
        return False
    return phrases.actor(target.head) is not None or any(tokens.deps[c] in ("xcomp", "ccomp") for c in tokens.children[verb])


def _is_infinitive(phrases: Phrases, verb: int) -> bool:
    tokens = phrases.tokens
    return tokens.tags[verb] == "VB" and any(tokens.tags[child] == "TO" for child in tokens.children[verb])


def is_negated(phrases: Phrases, number: int) -> bool:
    """Whether the cue is turned into its contrary: "does not back", "refused to back", "no support for"."""
    tokens = phrases.tokens
    verb = tokens.heads[number] if tokens.poses[number] in ("ADJ", "ADP") else number
    turns = sum(_turns(phrases, one) for one in {number, verb})
    head, dep = tokens.heads[verb], tokens.deps[verb]
    if dep in ("xcomp", "pcomp") and head != verb:
        above = tokens.heads[head] if dep == "pcomp" else head
        turns += tokens.lemmas[above] in lexicon().flipping
        turns += _turns(phrases, above)
    elif tokens.poses[number] == "NOUN" and dep in ("dobj", "attr") and head != number:
        turns += _turns(phrases, head)
    return turns % 2 == 1


def _turns(phrases: Phrases, number: int) -> int:
    tokens = phrases.tokens
    return sum(tokens.deps[c] == "neg" or tokens.words[c] in ("never", "no", "hardly", "neither") for c in tokens.children[number])


def is_open(phrases: Phrases, number: int) -> bool:
    """Whether it is asked, told under a condition, or told as past: no position that is held."""
    tokens = phrases.tokens
    verb = number
    for _ in range(4):
        if tokens.poses[verb] in ("VERB", "AUX") or tokens.heads[verb] == verb:
            break
        verb = tokens.heads[verb]
    helpers = {tokens.words[c] for c in tokens.children[verb] if tokens.deps[c] in ("aux", "auxpass")}
    around = {tokens.words[c] for c in tokens.children[verb]}
    if helpers & {"might", "may", "could"} or around & _CONDITION or around & lexicon().history:
        return True
    if "had" in helpers and tokens.tags[verb] == "VBN":
        return True
    last = number
    while last + 1 < len(tokens) and tokens.sentences[last + 1] == tokens.sentences[number]:
        last += 1
    return "?" in tokens.words[max(last - 2, 0):last + 1]
