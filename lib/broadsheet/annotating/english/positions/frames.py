"""Cues of positions with their holder and complement: "Norland backs the treaty", "her opposition to the levy", "voted against it"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from broadsheet.annotating.english.positions.complements import complements, is_infinitive, is_participle, objects_of
from broadsheet.annotating.english.positions.lexicon import lexicon
from broadsheet.annotating.english.positions.phrases import Phrase, Phrases
from broadsheet.annotating.english.positions.polarity import OTHER, is_another_s, is_negated, is_open, reduced
from broadsheet.annotating.parser.parsed import Quote

_STATES: Final = {"oppose": "against", "commit": "for", "dedicate": "for", "determine": "for"}
_ASKING: Final = frozenset({"urge", "call", "press", "lobby", "petition", "encourage", "appeal", "request", "order", "want"})
"""Verbs whose object may be whom they address: "urged the council to close it"."""

_LINKING: Final = frozenset({"be", "remain", "become", "seem", "stay", "appear", "sound"})
_DRAWING: Final = frozenset({"face", "draw", "meet", "receive", "win", "attract", "earn", "provoke", "prompt", "spark"})
"""Verbs whose subject is what the criticism or praise is about: "the levy drew criticism from Norland"."""


class Cue(NamedTuple):
    """A word that shows a position: its token, the holder's chain, the side, in whose voice, and what it is about."""

    number: int
    holder: int
    side: str
    voice: str
    target: Phrase
    named_at: int | None = None
    """The token that names the holder, where the sentence does."""
    judging: bool = False
    """Whether it praises or blames, and so also judges who owns the thing."""


Found = tuple[str, Phrase, list[int]]


class Speakers:
    """Who speaks where: the chain of the innermost quotation around an offset."""

    def __init__(self, quotes: Sequence[Quote]) -> None:
        self._quotes = sorted(quotes, key=lambda quote: quote.end - quote.start)

    def of(self, offset: int) -> int | None:
        """The speaker's chain; None outside quotations, and for a speaker without a name."""
        return next((quote.chain for quote in self._quotes if quote.start <= offset < quote.end), None)


def cues_in(phrases: Phrases, quotes: Sequence[Quote]) -> Iterator[Cue]:
    """The cues outside and inside quotations whose holder the sentence names."""
    tokens, known = phrases.tokens, lexicon()
    speakers = Speakers(quotes)
    for number, lemma in enumerate(tokens.lemmas):
        found = list(_found_at(phrases, number, lemma))
        if not found or is_open(phrases, number):
            continue
        for side, target, holders in found:
            for holder in holders:
                mention = phrases.actor(holder)
                if mention is None or mention.chain is None:
                    continue
                said = speakers.of(tokens.starts[number])
                voice = "own words" if said == mention.chain else "act" if lemma in known.deeds else "reported"
                if is_negated(phrases, number):
                    if lemma in known.uncommitted or lemma in known.judging:
                        continue  # "has not proposed a levy", "has not accused Norland"
                    side = OTHER[side]
                taken, thing = resigned(phrases, number, *reduced(phrases, side, target, number))
                if not is_idle(phrases, thing):
                    yield Cue(number, mention.chain, taken, voice, thing, holder, lemma in known.judging and not _calls_on(phrases, number))


def _found_at(phrases: Phrases, number: int, lemma: str) -> Iterator[Found]:
    tokens, known = phrases.tokens, lexicon()
    pos = tokens.poses[number]
    if pos == "VERB":
        if lemma in known.verbs:
            yield from _verb(phrases, number, known.verbs[lemma])
        if lemma in known.calling:
            yield from _called(phrases, number)
        if lemma in known.restricting:
            yield from _restricted(phrases, number)
    elif pos == "ADJ" and lemma in known.adjectives:
        yield from _adjective(phrases, number, known.adjectives[lemma])
    elif pos == "NOUN" and lemma in known.nouns:
        yield from _noun(phrases, number, known.nouns[lemma])
    elif tokens.words[number] in ("for", "against", "favour", "favor") and tokens.deps[number] in ("prep", "pobj"):
        yield from _preposition(phrases, number)


def is_idle(phrases: Phrases, thing: Phrase) -> bool:
    """Whether nothing is to be decided: "wants to know", "refused to comment", "called a meeting for Friday"."""
    tokens, known = phrases.tokens, lexicon()
    lemma = tokens.lemmas[thing.head]
    return lemma in known.idle if tokens.poses[thing.head] == "VERB" else lemma in known.times


def resigned(phrases: Phrases, cue: int, side: str, thing: Phrase) -> tuple[str, Phrase]:
    """Who wants somebody to resign is against that person: "called on Reed to step down", "Reed should quit"."""
    tokens = phrases.tokens
    if tokens.poses[thing.head] != "VERB" or tokens.lemmas[thing.head] not in lexicon().leaving or side != "for":
        return side, thing
    prepositions = [c for c in tokens.children[cue] if tokens.words[c] in ("on", "upon", "for")]
    asked = [g for c in prepositions for g in tokens.children[c] if tokens.deps[g] == "pobj"]
    own = [c for c in tokens.children[thing.head] if tokens.deps[c] in ("nsubj", "nsubjpass")]
    asked += [c for c in tokens.children[cue] if tokens.deps[c] == "dobj"]
    who = next((p for n in own + asked if (p := phrases.noun(n)) is not None), None)
    return ("against", who) if who is not None else (side, thing)


def holders_of(phrases: Phrases, verb: int) -> tuple[list[int], bool]:
    """The tokens that name who does what a verb says, and whether the verb is passive."""
    tokens = phrases.tokens
    if is_another_s(phrases, verb) or (tokens.tags[verb] == "VBN" and tokens.deps[verb] == "amod"):
        return [], False
    passive = is_participle(phrases, verb) or any(tokens.deps[child] in ("auxpass", "nsubjpass") for child in tokens.children[verb])
    agents = [n for n in phrases.agents(verb) if not passive or tokens.deps[n] in ("pobj", "conj")]
    return agents, passive


def _verb(phrases: Phrases, verb: int, frames: dict[str, str]) -> Iterator[Found]:
    tokens = phrases.tokens
    agents, passive = holders_of(phrases, verb)
    if tokens.lemmas[verb] in _STATES and (passive or tokens.deps[verb] == "acomp"):  # "is opposed to the levy": a state, not a deed
        patients = [n for n, part in phrases.participants.tokens_of(verb) if part == "patient" and tokens.deps[n] == "nsubjpass"]
        holders = phrases.agents(tokens.heads[verb]) if tokens.deps[verb] == "acomp" else patients
        yield from ((_STATES[tokens.lemmas[verb]], target, holders) for target in complements(phrases, verb, "to"))
        return
    if not agents or _is_phrasal(phrases, verb, frames):
        return
    for complement, side in frames.items():
        if complement == "to" and tokens.lemmas[verb] == "call" and not _calls_on(phrases, verb):
            continue  # "called a meeting to discuss it"
        for target in complements(phrases, verb, complement, passive=passive):
            if _fits(phrases, verb, target) and not _is_addressed(phrases, verb, complement, target):
                yield (*_advised(phrases, verb, complement, side, target), agents)


def _is_phrasal(phrases: Phrases, verb: int, frames: dict[str, str]) -> bool:
    """Whether a particle makes it another verb: "backed down", "blasted out"."""
    tokens = phrases.tokens
    return any(tokens.deps[c] == "prt" and tokens.words[c] not in frames and tokens.words[c] not in ("up", "out")
               or tokens.deps[c] == "prt" and tokens.words[c] == "out" and tokens.lemmas[verb] == "blast" for c in tokens.children[verb])


def _calls_on(phrases: Phrases, verb: int) -> bool:
    """Whether "call" asks for something, and does not judge it."""
    tokens = phrases.tokens
    return tokens.lemmas[verb] == "call" and any(tokens.words[c] in ("on", "upon", "for") for c in tokens.children[verb])


def _advised(phrases: Phrases, verb: int, complement: str, side: str, target: Phrase) -> tuple[str, Phrase]:
    """Advice against what people are free to do is for a restriction: "advised against travel"."""
    tokens, known = phrases.tokens, lexicon()
    advice = complement == "against" and tokens.lemmas[verb] in ("advise", "warn", "caution", "urge")
    if advice and tokens.lemmas[target.head] in known.ordinary:
        number = next(c for c in tokens.children[verb] if tokens.words[c] == "against")
        return OTHER[side], Phrase(min(number, target.first), target.last, target.head)
    return side, target


def _called(phrases: Phrases, verb: int) -> Iterator[Found]:
    """"She called the levy a betrayal", "described it as unworkable": the word that judges gives the side."""
    tokens, known = phrases.tokens, lexicon()
    agents, passive = holders_of(phrases, verb)
    words = [c for c in tokens.children[verb] if tokens.deps[c] in ("oprd", "xcomp", "ccomp", "attr")]
    after = [g for c in tokens.children[verb] if tokens.words[c] == "as" for g in tokens.children[c]]
    words += [g for g in after if tokens.deps[g] in ("pobj", "amod", "pcomp")]
    side = next((known.value[tokens.lemmas[w]] for w in words if tokens.lemmas[w] in known.value), None)
    if side is None or not agents:
        return
    found = list(complements(phrases, verb, "object", passive=passive))
    small = [s for w in words for s in tokens.children[w] if tokens.deps[s] == "nsubj"]  # "called the levy unfair" as a small clause
    found += [p for s in small if (p := phrases.noun(s)) is not None]
    misfortunes = known.misfortunes
    yield from ((side, p, agents) for p in found[:1] if p.head not in words and tokens.lemmas[p.head] not in misfortunes)


def _restricted(phrases: Phrases, verb: int) -> Iterator[Found]:
    """A restriction that somebody puts in place: "Norland suspended flights"; the deed is the thing."""
    tokens = phrases.tokens
    agents, passive = holders_of(phrases, verb)
    if not agents or is_infinitive(phrases, verb) or any(tokens.deps[c] == "prt" for c in tokens.children[verb]):
        return
    for thing in complements(phrases, verb, "object", passive=passive):
        if tokens.lemmas[thing.head] in lexicon().restrictable or phrases.actor(thing.head) is not None:
            yield "for", Phrase(min(verb, thing.first), max(verb, thing.last), verb), agents


def _adjective(phrases: Phrases, number: int, frames: dict[str, str]) -> Iterator[Found]:
    tokens = phrases.tokens
    verb = tokens.heads[number]
    if tokens.deps[number] not in ("acomp", "attr", "oprd", "conj", "ROOT") or tokens.lemmas[verb] not in _LINKING:
        return
    holders = phrases.agents(verb)
    for complement, side in frames.items():
        yield from ((side, target, holders) for target in complements(phrases, number, complement))


def _noun(phrases: Phrases, number: int, frames: dict[str, str]) -> Iterator[Found]:
    tokens = phrases.tokens
    holders = list(_holders_of_noun(phrases, number))
    if not holders:
        return
    lost = tokens.deps[number] == "dobj" and tokens.lemmas[tokens.heads[number]] in lexicon().losing
    for complement, side in frames.items():
        for target in complements(phrases, number, complement):
            yield (OTHER[side] if lost else side), target, holders
    verb = tokens.heads[number]
    if tokens.deps[number] == "dobj" and tokens.lemmas[verb] in _DRAWING:
        subject = tokens.child(verb, "nsubj")
        thing = phrases.noun(subject) if subject is not None else None
        if thing is not None and subject not in holders:
            yield next(iter(frames.values())), thing, holders


def _holders_of_noun(phrases: Phrases, number: int) -> Iterator[int]:
    """"Norland's support for", "support from Norland for", "Norland voiced support for", "Norland is a supporter of"."""
    tokens, known = phrases.tokens, lexicon()
    owned = [c for c in tokens.children[number] if tokens.deps[c] == "poss" and tokens.lemmas[number] != "plan"]
    by = [g for c in tokens.children[number] if tokens.words[c] in ("by", "from") for g in tokens.children[c] if tokens.deps[g] == "pobj"]
    if owned or by:
        yield from (*owned, *by)
        yield from (j for g in by for j in tokens.children[g] if tokens.deps[j] == "conj")
        return
    head = tokens.heads[number]
    if tokens.deps[number] == "pobj" and tokens.words[head] in ("in", "with") and tokens.poses[tokens.heads[head]] == "VERB":
        yield from phrases.agents(tokens.heads[head])  # "came out in support of", "spoke in defence of"
    elif tokens.deps[number] in ("dobj", "attr") and tokens.lemmas[head] in (known.holding | known.losing):
        yield from () if is_another_s(phrases, head) else phrases.agents(head)
    elif tokens.deps[number] == "appos":
        yield head
    else:  # "Republican opposition to", "Norlandic support for"
        yield from (c for c in tokens.children[number] if tokens.deps[c] in ("amod", "compound", "nmod") and phrases.actor(c) is not None)


def _preposition(phrases: Phrases, number: int) -> Iterator[Found]:
    """"She is against the levy", "Norland is for it", "they are in favour of a vote"."""
    tokens = phrases.tokens
    if tokens.words[number].startswith("favo"):
        verb = tokens.heads[tokens.heads[number]]
        if tokens.words[tokens.heads[number]] == "in" and tokens.poses[verb] in ("VERB", "AUX"):
            yield from (("for", target, phrases.agents(verb)) for target in complements(phrases, number, "of"))
        return
    verb = tokens.heads[number]
    beside = [c for c in tokens.children[verb] if tokens.deps[c] in ("attr", "acomp", "dobj", "prep") and c != number]
    if tokens.lemmas[verb] not in ("be", "remain") or beside:
        return
    side = "against" if tokens.words[number] == "against" else "for"
    yield from ((side, target, phrases.agents(verb)) for target in objects_of(phrases, number) if tokens.poses[target.head] != "NUM"
                and tokens.lemmas[target.head] not in lexicon().times)


def _fits(phrases: Phrases, verb: int, target: Phrase) -> bool:
    """Whether an act has an object that is decided on; what is merely "ordered" or "attacked" is no position."""
    known, tokens = lexicon(), phrases.tokens
    if tokens.lemmas[verb] in ("donate", "contribute"):
        mention = phrases.actor(target.head)
        return mention is not None and mention.kind == "person" or tokens.lemmas[target.head] == "campaign"
    if tokens.lemmas[verb] not in known.acts or tokens.poses[target.head] == "VERB":
        return True
    judged = tokens.lemmas[verb] in known.judging and phrases.actor(target.head) is not None
    return judged or tokens.lemmas[target.head] in known.act_objects


def _is_addressed(phrases: Phrases, verb: int, complement: str, target: Phrase) -> bool:
    """Whether the object is who is asked, and not what is asked for."""
    tokens = phrases.tokens
    if complement != "object" or tokens.lemmas[verb] not in _ASKING:
        return False
    return phrases.actor(target.head) is not None or any(tokens.deps[c] in ("xcomp", "ccomp") for c in tokens.children[verb])
