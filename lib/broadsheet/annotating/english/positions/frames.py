"""Cues of positions with their holder and complement: "Norland backs the treaty", "her opposition to the levy", "voted against it"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from broadsheet.annotating.english.positions.callings import called, idiom
from broadsheet.annotating.english.positions.complements import complements, noun_complements, objects_of
from broadsheet.annotating.english.positions.cue import Cue, Found, Holder
from broadsheet.annotating.english.positions.fitting import fits, is_addressed, is_decided_on
from broadsheet.annotating.english.positions.holders import (
    FIRST_PERSON,
    drawing,
    given_to,
    held_by,
    holders_of,
    holders_of_noun,
    holders_told,
    is_rival,
    supported,
)
from broadsheet.annotating.english.positions.lexicon import lexicon
from broadsheet.annotating.english.positions.phrases import Phrase, Phrases
from broadsheet.annotating.english.positions.polarity import (
    OTHER,
    is_denied,
    is_former,
    is_negated,
    is_not_yet,
    is_open,
    is_over,
    is_unsaid,
    not_taken,
    reduced,
)
from broadsheet.annotating.english.positions.policies import conduct_of, owned_policy, policies_at
from broadsheet.annotating.english.positions.prefixes import called_by_side
from broadsheet.annotating.english.positions.speakers import Speakers
from broadsheet.annotating.english.positions.wishes import answered, wanted_done

_STATES: Final = {"oppose": "against", "commit": "for", "dedicate": "for", "determine": "for"}
_LEAVING: Final = frozenset({"resignation", "ouster", "removal", "dismissal", "impeachment", "firing", "sacking"})
"""Nouns by which somebody gives up office."""

_DOINGS: Final = frozenset({"effort", "attempt", "plan", "decision", "bid", "push", "drive"})
"""Nouns with an infinitive: "its efforts to close the port", but not "its efforts to date"."""

_LINKING: Final = frozenset({"be", "remain", "become", "seem", "stay", "appear", "sound"})


def cues_in(phrases: Phrases, speakers: Speakers) -> Iterator[Cue]:
    """The cues outside and inside quotations whose holder the sentence names."""
    tokens, known = phrases.tokens, lexicon()
    for number, lemma in enumerate(tokens.lemmas):
        found = list(_found_at(phrases, number, lemma))
        unsaid = is_unsaid(phrases, number)  # "has not said whether she backs it"
        if not found or (is_open(phrases, number) and not unsaid):
            continue
        for side, target, holders, judging in found:
            for chain, holder in held_by(phrases, speakers, holders, groups=number not in holders):
                said = speakers.of(tokens.starts[number])
                told = speakers.tells_of_another(tokens.starts[number], chain, phrases.words.article.text)
                if told:
                    continue
                if is_denied(phrases, number) or _is_alleged(phrases, number, chain) or is_over(phrases, number):
                    continue  # "no longer backs it" is told as a change
                own_words = said == chain or any(chain == other for other, _ in speakers.beside(tokens.starts[number]))
                voice = "own words" if own_words else "act" if lemma in known.deeds and not _is_to_come(phrases, number) else "reported"
                own = side
                if is_negated(phrases, number):
                    undone = lemma in _DOINGS and tokens.poses[number] == "NOUN"  # "made no effort to close it"
                    if undone or lemma not in known.restricting and is_not_yet(phrases, number):
                        continue  # "has not endorsed her": she may still do so
                    if lemma in known.judging | known.owning and _is_missed(phrases, number):
                        continue  # "failed to defend her", "forgot to thank her"
                    if (lemma in known.uncommitted and not _is_refused(phrases, number)) or lemma in known.judging | known.wary:
                        continue  # "has not proposed a levy", "has not accused Norland"
                    own = "undecided" if lemma == "rule" and side == "against" else OTHER[side]  # "would not rule out a strike"
                    voice = "reported" if voice == "act" and _is_refused(phrases, number) else voice
                taken, thing = resigned(phrases, number, *reduced(phrases, "undecided" if unsaid else own, target, number))
                if not is_idle(phrases, thing):
                    judges = judging or (lemma in known.judging and not _calls_on(phrases, number))
                    yield Cue(number, chain, taken, voice, thing, holder, judges)


def _found_at(phrases: Phrases, number: int, lemma: str) -> Iterator[Found]:
    tokens, known = phrases.tokens, lexicon()
    pos = tokens.poses[number]
    if pos == "VERB":
        if lemma in known.verbs:
            yield from _verb(phrases, number, known.verbs[lemma])
        if lemma in known.calling:
            yield from called(phrases, number)
        if lemma in known.feelings:
            yield from _felt(phrases, number)
        yield from policies_at(phrases, number, lemma)
        if lemma in known.idioms:
            yield from idiom(phrases, number)
        if lemma in ("say", "vote"):
            yield from answered(phrases, number)
    elif pos == "ADJ" and lemma in known.adjectives:
        yield from _adjective(phrases, number, known.adjectives[lemma])
    elif pos == "NOUN" and lemma in known.standpoints and (taking := not_taken(phrases, number)) is not None:
        yield from (Found("undecided", target, phrases.agents(taking)) for target in complements(phrases, number, "on"))
    elif pos == "NOUN" and lemma in known.nouns:
        yield from _noun(phrases, number, known.nouns[lemma])
    elif pos == "NOUN" and lemma in known.adjustable:
        yield from owned_policy(phrases, number)
    elif tokens.words[number] in known.prefixes:
        yield from called_by_side(phrases, number)
    elif tokens.words[number] in ("for", "against", "favour", "favor", "with", "behind") and tokens.deps[number] in ("prep", "pobj"):
        yield from _preposition(phrases, number)


def _is_alleged(phrases: Phrases, number: int, holder: Holder) -> bool:
    """"Claimed without evidence that Moss wanted to close the port": told of the holder by another, who need not be right."""
    tokens = phrases.tokens
    for _ in range(6):
        above = tokens.heads[number]
        mark = next((c for c in tokens.children[number] if tokens.words[c] == "that" and tokens.deps[c] in ("mark", "det", "nsubj")), None)
        near = above if tokens.deps[number] == "ccomp" else number
        if mark is not None:  # the parse often hangs the clause on a word between: "claiming without evidence that"
            told = (n for n in range(mark - 1, max(mark - 7, 0), -1) if tokens.lemmas[n] in lexicon().alleging | lexicon().allegations)
            near = next(told, near)
        if near != number and tokens.lemmas[near] in lexicon().allegations and tokens.poses[near] == "NOUN":
            return True
        if near != number and tokens.lemmas[near] in lexicon().alleging:
            mentions = [phrases.actor(n) for n in phrases.agents(near)]
            return not any(m is not None and m.chain == holder for m in mentions)
        if above == number:
            return False
        number = above
    return False


def _is_to_come(phrases: Phrases, verb: int) -> bool:
    """Whether a deed is only promised: "would abolish the levy"."""
    tokens = phrases.tokens
    return any(tokens.deps[c] == "aux" and tokens.words[c] in ("would", "will", "wo", "'ll", "’ll") for c in tokens.children[verb])


def _is_refused(phrases: Phrases, verb: int) -> bool:
    """Whether a negated verb says that somebody refuses: "could never vote for it", "won't vote for her", "is not voting for her"."""
    tokens = phrases.tokens
    around = {tokens.words[c] for c in tokens.children[verb]}
    refusing = around & {"will", "wo", "would", "can", "ca", "could"} or tokens.tags[verb] == "VBG"
    return "never" in around or (tokens.lemmas[verb] in lexicon().refusable and bool(refusing))


def _is_missed(phrases: Phrases, verb: int) -> bool:
    """Whether something was only left undone: "failed to thank them"."""
    tokens = phrases.tokens
    above = tokens.heads[verb]
    return tokens.deps[verb] in ("xcomp", "pcomp") and tokens.lemmas[above] == "fail"


def is_idle(phrases: Phrases, thing: Phrase) -> bool:
    """Whether nothing is to be decided: "wants to know", "refused to comment", "called a meeting for Friday"."""
    tokens, known = phrases.tokens, lexicon()
    lemma = tokens.lemmas[thing.head]
    if tokens.tags[thing.first] in ("WDT", "WP", "WP$", "WRB"):
        return True  # "the force, which Norland wants to block", "where it plans to build": the noun is further up
    if tokens.poses[thing.head] not in ("VERB", "AUX"):
        return lemma in known.times or tokens.tags[thing.head] in ("CD", "$")  # "sued over $5m": an amount
    if any(tokens.words[c] == "whether" for c in tokens.children[thing.head]):
        return True  # "will decide whether to pay"
    objects = [c for c in tokens.children[thing.head] if tokens.deps[c] in ("dobj", "attr")]
    if lemma in known.courting or (objects and all(tokens.lemmas[c] in known.standing for c in objects)):
        return True  # "attempts to woo the unions", "wants to rebuild its reputation": what the holder would be, not what is to be done
    named = any(tokens.poses[c] in ("NOUN", "PROPN") and tokens.lemmas[c] not in known.times | known.light_nouns for c in objects)
    return lemma in known.idle or (lemma in known.idle_alone and not named)


def resigned(phrases: Phrases, cue: int, side: str, thing: Phrase) -> tuple[str, Phrase]:
    """Who wants somebody to resign is against that person: "called on Reed to step down", "Reed should quit"."""
    tokens = phrases.tokens
    if side == "for" and tokens.lemmas[thing.head] in _LEAVING:  # "called for Reed's resignation"
        owner = tokens.child(thing.head, "poss")
        mention = phrases.actor(owner) if owner is not None else None
        whose = phrases.noun(owner) if owner is not None and mention is not None and mention.kind == "person" else None
        return (side, thing) if whose is None else ("against", whose)
    leaves = tokens.lemmas[thing.head] in lexicon().leaving or _must_go(phrases, thing.head)
    if tokens.poses[thing.head] != "VERB" or not leaves or side != "for":
        return side, thing
    prepositions = [c for c in tokens.children[cue] if tokens.words[c] in ("on", "upon", "for")]
    asked = [g for c in prepositions for g in tokens.children[c] if tokens.deps[g] == "pobj"]
    own = [c for c in tokens.children[thing.head] if tokens.deps[c] in ("nsubj", "nsubjpass")]
    asked += [c for c in tokens.children[cue] if tokens.deps[c] == "dobj"]
    who = next((p for n in own + asked if (p := phrases.noun(n)) is not None), None)
    return ("against", who) if who is not None else (side, thing)


def _must_go(phrases: Phrases, verb: int) -> bool:
    """"The levy must go", "Reed should go to jail"."""
    tokens = phrases.tokens
    if tokens.lemmas[verb] in ("bow", "drop", "pull"):  # "should drop out"
        return any(tokens.words[c] == "out" for c in tokens.children[verb]) and tokens.child(verb, "dobj") is None
    if tokens.lemmas[verb] != "go":
        return False
    where = [g for c in tokens.children[verb] if tokens.words[c] == "to" and tokens.deps[c] == "prep" for g in tokens.children[c]]
    return any(tokens.words[g] in ("jail", "prison", "trial") for g in where) or all(
        tokens.deps[c] in ("nsubj", "aux", "punct", "mark", "advmod", "neg") for c in tokens.children[verb])


def _verb(phrases: Phrases, verb: int, frames: dict[str, str]) -> Iterator[Found]:
    tokens = phrases.tokens
    agents, passive = holders_of(phrases, verb)
    state = passive and tokens.child(verb, "agent") is None or tokens.deps[verb] == "acomp"
    if tokens.lemmas[verb] in _STATES and state:  # "is opposed to the levy": a state, not a deed
        patients = [n for n, part in phrases.participants.tokens_of(verb) if part == "patient" and tokens.deps[n] == "nsubjpass"]
        holders = phrases.agents(tokens.heads[verb]) if tokens.deps[verb] == "acomp" else patients
        yield from (Found(_STATES[tokens.lemmas[verb]], target, holders) for target in complements(phrases, verb, "to"))
        return
    if not agents or _is_phrasal(phrases, verb, frames):
        return
    if tokens.lemmas[verb] in lexicon().judging and "object" in frames:
        patients = [n for n, part in phrases.participants.tokens_of(verb) if part == "patient"]
        yield from conduct_of(phrases, verb, frames["object"], agents, patients)
    for complement, side in frames.items():
        if complement == "to" and tokens.lemmas[verb] == "call" and not _calls_on(phrases, verb):
            continue  # "called a meeting to discuss it"
        for target in complements(phrases, verb, complement, passive=passive):
            if fits(phrases, verb, target) and not is_addressed(phrases, verb, complement, target):
                none = any(tokens.words[c] == "no" and tokens.deps[c] == "det" for c in tokens.children[target.head])
                yield Found(*_advised(phrases, verb, complement, OTHER[side] if none else side, target), agents)
    if tokens.lemmas[verb] in ("want", "order"):
        yield from wanted_done(phrases, verb, agents)


def _felt(phrases: Phrases, verb: int) -> Iterator[Found]:
    """"Was appalled by the decision", "alarmed at the plan": who feels it is for or against it; misfortune is not judged."""
    tokens, known = phrases.tokens, lexicon()
    subject = tokens.child(verb, "nsubjpass")
    if subject is None:
        return
    things = (p for word in ("by", "at", "with", "over") for p in complements(phrases, verb, word))
    yield from (Found(known.feelings[tokens.lemmas[verb]], p, [subject]) for p in things if tokens.lemmas[p.head] not in known.misfortunes)


def _is_phrasal(phrases: Phrases, verb: int, frames: dict[str, str]) -> bool:
    """Whether a particle makes it another verb: "backed down", "blasted out"."""
    tokens = phrases.tokens
    if tokens.lemmas[verb] == "knock" and {"out", "off", "down"} & {tokens.words[c] for c in tokens.children[verb]}:
        return True  # "knocked both out of the race"
    harmless = ("up",) if tokens.lemmas[verb] in ("blast", "knock") else ("up", "out")
    return any(tokens.deps[c] == "prt" and tokens.words[c] not in (*frames, *harmless) for c in tokens.children[verb])


def _calls_on(phrases: Phrases, verb: int) -> bool:
    """Whether "call" asks for something, and does not judge it."""
    tokens = phrases.tokens
    below = [c for child in tokens.children[verb] if tokens.deps[child] == "advcl" for c in tokens.children[child]]
    asked = tokens.children[verb] + [c for c in below if tokens.deps[c] == "mark"]  # "called for the levy to be lifted"
    return tokens.lemmas[verb] == "call" and any(tokens.words[c] in ("on", "upon", "for") for c in asked)


def _advised(phrases: Phrases, verb: int, complement: str, side: str, target: Phrase) -> tuple[str, Phrase]:
    """Advice against what people are free to do is for a restriction: "advised against travel"."""
    tokens, known = phrases.tokens, lexicon()
    advice = complement == "against" and tokens.lemmas[verb] in ("advise", "warn", "caution", "urge")
    if advice and tokens.lemmas[target.head] in known.ordinary:
        number = next(c for c in tokens.children[verb] if tokens.words[c] == "against")
        return OTHER[side], Phrase(min(number, target.first), target.last, target.head)
    return side, target


def _adjective(phrases: Phrases, number: int, frames: dict[str, str]) -> Iterator[Found]:
    tokens = phrases.tokens
    verb = tokens.heads[number]
    if tokens.deps[number] not in ("acomp", "attr", "oprd", "conj", "ROOT") or tokens.lemmas[verb] not in _LINKING:
        return
    holders = phrases.agents(verb)
    for complement, side in frames.items():
        targets = (target for target in complements(phrases, number, complement) if is_decided_on(phrases, number, target))
        yield from (Found(side, target, holders) for target in targets)


def _noun(phrases: Phrases, number: int, frames: dict[str, str]) -> Iterator[Found]:
    tokens, side = phrases.tokens, next(iter(frames.values()))
    taker = tokens.lemmas[number] in lexicon().takers
    owner = tokens.child(number, "poss")
    above = tokens.heads[number]
    if taker and tokens.deps[number] == "compound" and (named := phrases.actor(above)) is not None and named.kind == "person":
        beside_it = (*tokens.children[number], *tokens.children[above])
        things = [c for c in beside_it if tokens.deps[c] == "compound" and tokens.poses[c] == "NOUN"]
        holding = [] if is_former(phrases, number) else [above]  # "dam opponent Moss"
        yield from (found for n in things if n == number - 1 for found in _on(phrases, n, side, holding))
        return
    if taker:  # "Moss, one of Reed's critics", "a Reed supporter": of Reed
        beside = (c for c in tokens.children[number] if tokens.deps[c] == "compound" and c < number and phrases.actor(c) is not None)
        owner = owner if owner is not None else next(beside, None)
        if owner is not None:
            told_so = not is_former(phrases, number) and not is_rival(phrases, number, owner)
            yield from _on(phrases, owner, side, holders_told(phrases, number) if told_so else [])
            return
    holders = list(holders_of_noun(phrases, number)) or ([number] if taker else [])  # "critics of the levy, including Moss": those named
    told = {form for c in tokens.children[number] for form in (tokens.lemmas[c], tokens.words[c])}
    if told & {"percent", "%"}:
        return  # "has 5 percent support of the dockers"
    having = supported(phrases, number) if frames.get("of") == "for" else []
    theirs = [phrase.head for phrase in complements(phrases, number, "of")] if having else []
    if theirs:
        yield from (found for one in having for found in _on(phrases, one, "for", theirs))
        return
    if not holders or is_former(phrases, number) or (tokens.lemmas[number] in _DOINGS and told & lexicon().vain):
        return
    if owner is not None and owner not in holders:  # "Moss's endorsement by Reed"
        yield from _on(phrases, owner, side, holders)
    lost = tokens.deps[number] == "dobj" and tokens.lemmas[tokens.heads[number]] in lexicon().losing
    if lost and tokens.lemmas[number] in lexicon().carrying:
        return  # "withdrew a proposal to close the port": a change at most
    between = any(tokens.words[c] == "from" for c in tokens.children[number])  # "a shift in support from Moss to Reed"
    for complement, own in frames.items():
        for target in noun_complements(phrases, number, complement) if complement != "to" or not between else ():
            doing = tokens.lemmas[number] not in _DOINGS or tokens.poses[target.head] in ("VERB", "AUX")
            if doing and is_decided_on(phrases, number, target):
                yield Found(OTHER[own] if lost else own, target, holders)
    if taker:  # "gun control advocates", "critics of it" by a compound: "ethanol critics"
        things = [c for c in tokens.children[number] if tokens.deps[c] == "compound" and tokens.poses[c] == "NOUN"]
        yield from (found for n in things[-1:] for found in _on(phrases, n, side, holders))
    for other in (drawing(phrases, number, holders), given_to(phrases, number)):
        yield from _on(phrases, other, side, holders)


def _on(phrases: Phrases, head: int | None, side: str, holders: list[int]) -> Iterator[Found]:
    """A position on the noun phrase of this head, where there is one."""
    thing = phrases.noun(head) if head is not None else None
    if thing is not None:
        yield Found(side, thing, holders)


def _preposition(phrases: Phrases, number: int) -> Iterator[Found]:
    """"She is against the levy", "Norland is for it", "they are in favour of a vote"."""
    tokens = phrases.tokens
    if tokens.words[number].startswith("favo"):
        verb = tokens.heads[tokens.heads[number]]
        noun_before = number > 1 and tokens.poses[number - 2] == "NOUN"  # "called her vote in favour of it a mistake"
        if tokens.words[tokens.heads[number]] == "in" and tokens.poses[verb] in ("VERB", "AUX") and not noun_before:
            yield from (Found("for", target, phrases.agents(verb)) for target in complements(phrases, number, "of"))
        return
    verb = tokens.heads[number]
    if tokens.words[number] == "with" and not _is_sided(phrases, number):
        return
    kinds = ("attr", "acomp", "dobj") if tokens.words[number] == "against" else ("attr", "acomp", "dobj", "prep")
    beside = [c for c in tokens.children[verb] if tokens.deps[c] in kinds and c != number]
    if tokens.lemmas[verb] not in ("be", "remain") or beside:
        return
    side, known = "against" if tokens.words[number] == "against" else "for", lexicon()
    for target in objects_of(phrases, number):
        planned = tokens.words[number] != "behind" or tokens.lemmas[target.head] in known.act_objects | known.proposing
        if planned and tokens.poses[target.head] != "NUM" and tokens.lemmas[target.head] not in known.times:  # not "is behind the attack"
            yield Found(side, target, phrases.agents(verb))


def _is_sided(phrases: Phrases, number: int) -> bool:
    """"I'm with her", "we are with Moss": words of allegiance in the first person and the present; "she is with her family" is none."""
    tokens = phrases.tokens
    verb = tokens.heads[number]
    subject = tokens.child(verb, "nsubj")
    named = (phrases.actor(c) for c in tokens.children[number] if tokens.deps[c] == "pobj")
    return subject is not None and tokens.words[subject] in FIRST_PERSON and tokens.tags[verb] == "VBP" and any(
        m is not None and m.kind == "person" for m in named)
