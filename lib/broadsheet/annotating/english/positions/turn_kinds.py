"""Further ways in which a verb tells of a change: "later admitted that", "took a tougher line", "called off the strike"."""

from __future__ import annotations

from typing import NamedTuple

from broadsheet.annotating.english.positions.complements import complements
from broadsheet.annotating.english.positions.lexicon import lexicon
from broadsheet.annotating.english.positions.phrases import Phrase, Phrases
from broadsheet.annotating.english.positions.polarity import OTHER
from broadsheet.annotating.english.positions.turn_words import turn_words


class Told(NamedTuple):
    """The side taken then (None where it is not told), what it is about, and whether who did it may stand after "by"."""

    side: str | None
    target: Phrase
    by_agent: bool = False
    holders: tuple[int, ...] = ()
    """Who changed, where it is not who does what the verb says."""


def told_by_verb(phrases: Phrases, verb: int) -> Told | None:
    """What a verb tells of a change in one of these ways, the first that fits."""
    ways = (_formerly, _replanned, _moved, _toned, _conceded, _apologised, _called_off, _repaid, _revised, _graded, _crossed_over)
    return next((found for way in ways if (found := way(phrases, verb)) is not None), None)


def _itself(verb: int) -> Phrase:
    return Phrase(verb, verb, verb)


def _object(phrases: Phrases, verb: int, lemmas: frozenset[str]) -> Phrase | None:
    """The object of a verb, or the subject of its passive, where its head is one of these nouns."""
    tokens = phrases.tokens
    passive = tokens.child(verb, "nsubjpass") is not None
    return next((p for p in complements(phrases, verb, "object", passive=passive) if tokens.lemmas[p.head] in lemmas), None)


def _formerly(phrases: Phrases, verb: int) -> Told | None:
    """"Who had championed the treaty, opposed it", "initially resisted the levy", "once backed it"."""
    tokens, known = phrases.tokens, lexicon()
    sides = known.verbs.get(tokens.lemmas[verb])
    if sides is None or tokens.lemmas[verb] in known.judging | {"ask"} or tokens.deps[verb] == "amod":
        return None  # "originally asked for 3m" may still want it
    around = {tokens.words[c] for c in tokens.children[verb]}
    used = around & turn_words().formerly and tokens.tags[verb] in ("VBD", "VBN") and "at" not in around
    complement, target = next(((kind, p) for kind in sides for p in complements(phrases, verb, kind)), ("", None))
    if target is None:
        return None
    if used:
        return Told(OTHER[sides[complement]], target)
    had = tokens.tags[verb] == "VBN" and "had" in {tokens.words[c] for c in tokens.children[verb] if tokens.deps[c] == "aux"}
    return Told(OTHER[sides[complement]], target) if had and _opposed_now(phrases, verb, sides[complement]) else None


def _opposed_now(phrases: Phrases, verb: int, side: str) -> bool:
    """Whether the clause of which the subject is told this says that it takes the other side."""
    tokens, known = phrases.tokens, lexicon()
    subject = tokens.heads[verb] if tokens.deps[verb] == "relcl" else verb
    above = tokens.heads[subject]
    if tokens.deps[subject] not in ("nsubj", "advcl", "conj"):
        return False
    if tokens.deps[subject] != "nsubj" and tokens.child(above, "nsubj") is None:
        return False
    taken = known.verbs.get(tokens.lemmas[above], {})
    things = [c for c in tokens.children[above] if tokens.deps[c] == "dobj"]
    first = [c for c in tokens.children[verb] if tokens.deps[c] == "dobj"]
    same = any(tokens.words[c] in ("it", "them") or tokens.lemmas[c] in {tokens.lemmas[f] for f in first} for c in things)
    return same and bool(taken) and side not in taken.values()


def _replanned(phrases: Phrases, verb: int) -> Told | None:
    """"Recast his speech", "revamped her plans"."""
    words = turn_words()
    thing = _object(phrases, verb, words.plans) if phrases.tokens.lemmas[verb] in words.replanning else None
    owned = thing is not None and any(phrases.tokens.deps[c] == "poss" for c in phrases.tokens.children[thing.head])
    return Told(None, thing) if thing is not None and (owned or phrases.tokens.lemmas[verb] in ("recast", "revamp")) else None


def _moved(phrases: Phrases, verb: int) -> Told | None:
    """"Tacked to the left on trade", "moved toward the centre"."""
    tokens, words = phrases.tokens, turn_words()
    if tokens.lemmas[verb] not in words.moving:
        return None
    place = next((p for word in ("to", "toward", "towards") for p in complements(phrases, verb, word)), None)
    if place is None or tokens.words[place.head] not in words.places:
        return None
    if any(tokens.words[c] == "of" for c in tokens.children[place.head]):
        return None  # "moved to the centre of the town"
    short = [c for c in tokens.children[verb] if tokens.deps[c] == "nsubjpass"]  # "she’s tacked to the left" looks like a passive
    return Told(None, next((p for p in complements(phrases, verb, "on")), place), holders=tuple(short))


def _toned(phrases: Phrases, verb: int) -> Told | None:
    """"Took a tougher line on the strike": the noun has a comparative, or is "new"."""
    tokens, words = phrases.tokens, turn_words()
    thing = _object(phrases, verb, words.tones) if tokens.lemmas[verb] in words.toning else None
    if thing is None:
        return None
    told = [c for c in tokens.children[thing.head] if tokens.deps[c] == "amod"]
    compared = any(tokens.tags[c] == "JJR" or tokens.words[c] in ("new", "different")
                   or any(tokens.words[g] == "more" for g in tokens.children[c]) for c in told)
    if not compared:
        return None
    ways = [(owner, word) for word in ("toward", "towards", "on", "to") for owner in (thing.head, verb)]
    about = (p for owner, word in ways for p in complements(phrases, owner, word) if tokens.lemmas[p.head] not in lexicon().times)
    found = next(about, None)
    return None if found is None else Told(None, found)


def _conceded(phrases: Phrases, verb: int) -> Told | None:
    """"Later admitted that the bridge was safe", "admitted it for the first time", "was forced to admit it", "ultimately agreed to it"."""
    tokens, words = phrases.tokens, turn_words()
    lemma = tokens.lemmas[verb]
    if lemma not in words.conceding | words.yielding:
        return None
    when = {tokens.words[c] for c in tokens.children[verb] if tokens.deps[c] == "advmod"} & words.later
    above = tokens.heads[verb]
    granting = lemma in words.conceding
    forced = granting and tokens.deps[verb] in ("xcomp", "ccomp") and tokens.lemmas[above] in words.compelling and above != verb
    times = [g for c in tokens.children[verb] if tokens.words[c] == "for" for g in tokens.children[c] if tokens.lemmas[g] == "time"]
    first = [g for g in times if granting and any(tokens.words[f] == "first" for f in tokens.children[g])]
    if not (when or forced or first) or (lemma in words.yielding and when <= {"later", "subsequently"}):
        return None
    below = [phrases.clause(c) for g in first for c in tokens.children[g] if tokens.deps[c] == "relcl"]  # where the parse hangs the clause
    things = (p for found in (below, *(complements(phrases, verb, kind) for kind in ("that", "object", "to", "for"))) for p in found)
    return Told(None, next((p for p in things if tokens.lemmas[p.head] not in lexicon().times), _itself(verb)))


def _apologised(phrases: Phrases, verb: int) -> Told | None:
    """"Apologised for his remarks", "regretted calling him a liar", "apologised after telling reporters": own words taken back."""
    tokens, words = phrases.tokens, turn_words()
    noun = next((c for c in tokens.children[verb] if tokens.lemmas[c] == "apology" and tokens.deps[c] == "dobj"), None)
    offered = noun is not None and tokens.lemmas[verb] in words.performing
    if tokens.lemmas[verb] not in words.apologising and not offered:
        return None
    owners = (verb, noun) if offered and noun is not None else (verb,)
    kinds = [(owner, kind) for owner in owners for kind in (("for",) if offered else ("for", "after", "object", "ing"))]
    for owner, kind in kinds:
        for thing in complements(phrases, owner, kind):
            lemma = tokens.lemmas[thing.head]
            if lemma in words.speaking | words.now and tokens.poses[thing.head] == "VERB":
                return Told(None, thing)
            owners_of = [c for c in tokens.children[thing.head] if tokens.deps[c] == "poss"]
            owned = all(tokens.poses[c] == "PRON" for c in owners_of) and (bool(owners_of) or tokens.lemmas[verb] != "regret")
            if lemma in words.utterances and owned and kind != "after":
                return Told(None, thing)
    return None


def _called_off(phrases: Phrases, verb: int) -> Told | None:
    """"Called off the strike", "scrapped its plan": what was wanted before is given up."""
    tokens, words = phrases.tokens, turn_words()
    lemma = tokens.lemmas[verb]
    particles = [c for c in tokens.children[verb] if tokens.deps[c] in ("prt", "advmod", "prep")]
    joined = next((c for c in particles if f"{lemma} {tokens.words[c]}" in words.particles), None)
    if joined is not None and tokens.words[joined] != "off":
        kinds = [(owner, word) for word in ("of", "from", "on") for owner in (joined, verb)]
        away = next((p for owner, word in kinds for p in complements(phrases, owner, word)), None)
        return Told("against", away) if away is not None and tokens.lemmas[away.head] in words.things else None
    if joined is None and lemma not in words.calling_off:
        return None
    thing = _object(phrases, verb, words.things)
    if thing is None or any(tokens.deps[c] == "poss" and tokens.poses[c] == "PROPN" for c in tokens.children[thing.head]):
        return None  # "cancelled Moss's plan": another's
    return Told("against", thing, by_agent=True)


def _repaid(phrases: Phrases, verb: int) -> Told | None:
    """"Refunded the contributions", "returned the donation"."""
    words = turn_words()
    thing = _object(phrases, verb, words.gifts) if phrases.tokens.lemmas[verb] in words.repaying else None
    return None if thing is None else Told(None, thing)


def _revised(phrases: Phrases, verb: int) -> Told | None:
    """"Scaled back its estimate", "raised the alert level", "the forecast was cut by the bank": an assessment is changed."""
    tokens, words = phrases.tokens, turn_words()
    if tokens.lemmas[verb] not in words.revising:
        return None
    thing = _object(phrases, verb, words.assessments | words.levels)
    if thing is None:
        return None
    before = {tokens.lemmas[n] for n in range(thing.first, thing.head)}
    if tokens.lemmas[thing.head] in words.levels and not before & words.level_kinds:
        return None
    if tokens.lemmas[verb] == "raise" and tokens.lemmas[thing.head] in ("advice", "assessment"):
        return None
    return Told(None, thing, by_agent=True)


def _graded(phrases: Phrases, verb: int) -> Told | None:
    """"Downgraded Norvale to junk"."""
    tokens = phrases.tokens
    if tokens.lemmas[verb] not in turn_words().grading or not any(tokens.words[c] in ("to", "from") for c in tokens.children[verb]):
        return None
    passive = tokens.child(verb, "nsubjpass") is not None
    thing = next(iter(complements(phrases, verb, "object", passive=passive)), None)
    return None if thing is None or phrases.actor(thing.head) is None else Told(None, thing, by_agent=True)


def _crossed_over(phrases: Phrases, verb: int) -> Told | None:
    """"Endorsed Moss before backing Reed": support that goes from one to another."""
    tokens, known = phrases.tokens, lexicon()

    def backed(one: int) -> Phrase | None:
        if known.verbs.get(tokens.lemmas[one], {}).get("object") != "for" or tokens.lemmas[one] in known.judging:
            return None
        return next((p for p in complements(phrases, one, "object") if phrases.actor(p.head) is not None), None)

    first = backed(verb)
    if first is None:
        return None
    below = [g for c in tokens.children[verb] if tokens.words[c] == "before" for g in tokens.children[c] if tokens.deps[g] == "pcomp"]
    second = next((p for g in below if (p := backed(g)) is not None), None)
    changed = second is not None and phrases.actor(second.head) != phrases.actor(first.head)
    return Told("for", second) if changed and second is not None else None
