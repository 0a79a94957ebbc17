"""Changes that are told as a state before or since: "has warmed to the levy", "used to back it", "is no longer opposed to it"."""

from __future__ import annotations

from collections.abc import Iterator

from broadsheet.annotating.english.positions.complements import complements
from broadsheet.annotating.english.positions.lexicon import lexicon
from broadsheet.annotating.english.positions.phrases import Phrase, Phrases
from broadsheet.annotating.english.positions.polarity import OTHER
from broadsheet.annotating.english.positions.turn_kinds import Told
from broadsheet.annotating.english.positions.turn_words import turn_words


def told_as_state(phrases: Phrases, verb: int) -> Told | None:
    """What a verb tells of a change in one of these ways, the first that fits."""
    ways = (_turned_to, _grown, _stopped, _doubted, _used_to, _now, _broken, _bowed, _crossed, _was_wrong)
    return next((found for way in ways if (found := way(phrases, verb)) is not None), None)


def _sided(phrases: Phrases, word: int, frames: dict[str, str]) -> Iterator[tuple[str, Phrase]]:
    """The sides of a word of support or opposition, each with what it is about."""
    return ((side, p) for kind, side in frames.items() for p in complements(phrases, word, kind))


def _turned_to(phrases: Phrases, verb: int) -> Told | None:
    """"Has warmed to the levy", "soured on it"; "turned on the mayor", but not "turned on the lights"."""
    tokens, words = phrases.tokens, turn_words()
    lemma = tokens.lemmas[verb]
    if tokens.child(verb, "dobj") is not None:
        return None
    for (known, preposition), side in (words.minds | words.toward_actors).items():
        if known != lemma:
            continue
        for thing in complements(phrases, verb, preposition):
            if tokens.lemmas[thing.head] in lexicon().times:
                continue
            mention = phrases.actor(thing.head)
            if (known, preposition) not in words.toward_actors or (mention is not None and mention.kind != "country"):
                return Told(side, thing)
    return None


def _grown(phrases: Phrases, verb: int) -> Told | None:
    """"Has grown more sceptical of it", "became less supportive of it", "has become a critic of it"."""
    tokens, known, words = phrases.tokens, lexicon(), turn_words()
    if tokens.lemmas[verb] not in words.growing:
        return None
    for told in tokens.children[verb]:
        lemma = tokens.lemmas[told]
        around = {tokens.words[c] for c in tokens.children[told]}
        if lemma in known.adjectives and around & (words.more | words.less):
            found = next(_sided(phrases, told, known.adjectives[lemma]), None)
            if found is not None:
                return Told(OTHER[found[0]] if around & words.less else found[0], found[1])
        if tokens.deps[told] == "attr" and lemma in known.takers and lemma in known.nouns:
            found = next(_sided(phrases, told, known.nouns[lemma]), None)
            if found is not None:
                return Told(*found)
    return None


def _stopped(phrases: Phrases, verb: int) -> Told | None:
    """"Stopped opposing it", "ceased to back her"."""
    tokens, known = phrases.tokens, lexicon()
    if tokens.lemmas[verb] not in turn_words().stopping or tokens.child(verb, "neg") is not None:
        return None
    deed = next((c for c in tokens.children[verb] if tokens.deps[c] == "xcomp"
                 and tokens.lemmas[c] in turn_words().now | turn_words().urging), None)
    found = None if deed is None else next(_sided(phrases, deed, known.verbs[tokens.lemmas[deed]]), None)
    return None if found is None else Told(OTHER[found[0]], found[1])


def _doubted(phrases: Phrases, verb: int) -> Told | None:
    """"Had second thoughts about the dam"."""
    tokens = phrases.tokens
    thought = tokens.child(verb, "dobj")
    if tokens.lemmas[verb] != "have" or thought is None or tokens.lemmas[thought] != "thought":
        return None
    second = any(tokens.words[c] == "second" for c in tokens.children[thought])
    about = next((p for owner in (thought, verb) for p in complements(phrases, owner, "about")), None)
    return Told(None, about) if second and about is not None else None


def _used_to(phrases: Phrases, verb: int) -> Told | None:
    """"Used to back the levy": not so any more."""
    tokens, known = phrases.tokens, lexicon()
    above = tokens.heads[verb]
    if tokens.deps[verb] != "xcomp" or tokens.words[above] != "used" or tokens.lemmas[verb] not in turn_words().now:
        return None
    found = next(_sided(phrases, verb, known.verbs[tokens.lemmas[verb]]), None)
    return None if found is None else Told(OTHER[found[0]], found[1])


def _now(phrases: Phrases, verb: int) -> Told | None:
    """"Now backs the levy", "is now opposing it": not so before; "now that she backs it" gives a reason."""
    tokens, known = phrases.tokens, lexicon()
    if tokens.lemmas[verb] not in turn_words().now or tokens.tags[verb] not in ("VBZ", "VBP", "VBG"):
        return None
    if not any(tokens.words[c] == "now" and c < verb and tokens.words[c + 1] != "that" for c in tokens.children[verb]):
        return None
    found = next(_sided(phrases, verb, known.verbs[tokens.lemmas[verb]]), None)
    return None if found is None else Told(*found)


def _broken(phrases: Phrases, verb: int) -> Told | None:
    """"Broke her promise to close it", "dropped its demand": what the holder had said or promised."""
    tokens, words = phrases.tokens, turn_words()
    if tokens.lemmas[verb] not in words.breaking:
        return None
    owned = (p for p in complements(phrases, verb, "object") if tokens.lemmas[p.head] in words.pledges)
    own = (p for p in owned if any(tokens.deps[c] == "poss" and tokens.poses[c] == "PRON" for c in tokens.children[p.head]))
    found = next(own, None)
    return None if found is None else Told(None, found)


def _bowed(phrases: Phrases, verb: int) -> Told | None:
    """"Bowed to pressure to close it", "caved to his critics"."""
    tokens, words = phrases.tokens, turn_words()
    if tokens.lemmas[verb] not in words.bowing:
        return None
    things = (p for p in complements(phrases, verb, "to") if tokens.lemmas[p.head] in words.pressures)
    thing = next(things, None)
    if thing is None:
        return None
    return Told(None, next((p for kind in ("to", "for", "over") for p in complements(phrases, thing.head, kind)), thing))


def _crossed(phrases: Phrases, verb: int) -> Told | None:
    """"Switched parties", "changed her allegiance"."""
    tokens, words = phrases.tokens, turn_words()
    if tokens.lemmas[verb] not in words.crossing:
        return None
    thing = next((p for p in complements(phrases, verb, "object") if tokens.lemmas[p.head] in words.parties), None)
    return None if thing is None else Told(None, thing)


def _was_wrong(phrases: Phrases, verb: int) -> Told | None:
    """"Admitted that she had been wrong about the levy", "said he was mistaken to back it": own words, of oneself."""
    tokens, words = phrases.tokens, turn_words()
    if tokens.lemmas[verb] not in words.owning:
        return None
    for clause in tokens.children[verb]:
        subject = tokens.child(clause, "nsubj")
        bad = words.wrong | words.failing
        wrong = next((c for c in tokens.children[clause] if tokens.deps[c] == "acomp" and tokens.lemmas[c] in bad), None)
        if tokens.deps[clause] != "ccomp" or subject is None or wrong is None or tokens.child(clause, "neg") is not None:
            continue
        owner = tokens.child(subject, "poss")  # "acknowledged that her department had been slow"
        failing = tokens.lemmas[wrong] in words.failing and owner is not None and tokens.lemmas[verb] != "say"
        told, speaker = phrases.actor(owner if failing and owner is not None else subject), tokens.child(verb, "nsubj")
        teller = None if speaker is None else phrases.actor(speaker)
        if told is None or teller is None or told.chain != teller.chain:
            continue
        things = (p for owner in (wrong, clause) for kind in ("about", "on", "to", "in") for p in complements(phrases, owner, kind))
        return Told(None, next(things, Phrase(wrong, wrong, wrong)))
    return None
