"""What speakers say is to be done, and what they call right or wrong: "the levy must go", "the plan is a mistake"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from broadsheet.annotating.english.positions.complements import complements, is_infinitive
from broadsheet.annotating.english.positions.cue import Cue, Holder
from broadsheet.annotating.english.positions.frames import is_idle, resigned
from broadsheet.annotating.english.positions.holders import FIRST_PERSON
from broadsheet.annotating.english.positions.lexicon import lexicon
from broadsheet.annotating.english.positions.merits import fits_actor, is_advice, merit
from broadsheet.annotating.english.positions.phrases import Phrase, Phrases
from broadsheet.annotating.english.positions.polarity import (
    OTHER,
    is_conditional,
    is_denied,
    is_negated,
    is_question,
    is_told_by_others,
    reduced,
)
from broadsheet.annotating.english.positions.policies import committed
from broadsheet.annotating.english.positions.set_phrases import lacking, needed, seeing, set_phrase, urged_together
from broadsheet.annotating.english.positions.speakers import Speakers
from broadsheet.annotating.english.positions.subjects import NOBODY, denied_above, is_no, subject_of
from broadsheet.annotating.english.positions.verdicts import not_affordable, too_much, verdict

_SET: Final = frozenset({
    "time", "need", "reason", "place", "room", "sense", "duty", "obligation", "responsibility", "way", "interest", "alternative",
})
"""Nouns of set phrases."""

_FEARING: Final = frozenset({"warn", "caution", "fear", "worry"})


def judgements_in(phrases: Phrases, speakers: Speakers) -> Iterator[Cue]:
    """The duties and judgements in the words of speakers who have a name."""
    tokens, known = phrases.tokens, lexicon()
    for number, lemma in enumerate(tokens.lemmas):
        word, pos = tokens.words[number], tokens.poses[number]
        judging = False
        doubted = _doubted(phrases, number) if lemma in known.doubtable and pos == "VERB" else None
        found = doubted
        if doubted is not None or (
                lemma in known.merit_verbs and pos in ("VERB", "AUX") and (found := merit(phrases, number)) is not None):
            judging = True
        elif lemma in ("require", "need") and tokens.tags[number] == "VBN":
            found = needed(phrases, number)
        elif word in known.modals or (lemma in known.duty_verbs and pos == "VERB"):
            found = _duty(phrases, number)
        elif lemma in known.lacking and pos == "NOUN":
            found = lacking(phrases, number)
        elif lemma in known.value and pos in ("ADJ", "NOUN"):
            found, judging = _epithet(phrases, number) or _judgement(phrases, number), True
        elif lemma in known.effects and pos == "VERB":
            found, judging = _effect(phrases, number), True
        elif word == "let" and pos == "VERB" and tokens.words[number + 1:number + 2] in (["'s"], ["’s"], ["us"]):
            found = urged_together(phrases, number)
        elif word in _SET:
            found = set_phrase(phrases, number)
        elif word == "too":
            found = too_much(phrases, number)
        elif lemma == "afford":
            found = not_affordable(phrases, number)
        elif lemma == "work" and pos == "VERB":
            found = _works(phrases, number)
        elif pos == "VERB" and (found := verdict(phrases, number)) is not None:
            pass
        elif tokens.deps[number] == "ccomp" and tokens.lemmas[tokens.heads[number]] in _FEARING and pos in ("VERB", "AUX"):
            found = _warned_of(phrases, number)
        elif lemma in known.committing | known.refusing and pos == "VERB" and (said := speakers.of(tokens.starts[number])) is not None:
            found = committed(phrases, number, said)
        else:
            continue
        asked = doubted is None and is_question(phrases, number)
        if found is None or asked or is_conditional(phrases, tokens.heads[number] if pos == "AUX" else number):
            continue
        holder: Holder | None = seeing(phrases, number) if word == "need" else None
        together = [] if holder is not None else speakers.beside(tokens.starts[number])
        holder = speakers.of(tokens.starts[number]) if holder is None else holder
        if holder is None or is_denied(phrases, number):
            continue
        side, target = resigned(phrases, number, *reduced(phrases, *found, cue=number))
        of_others = judging and phrases.actor(target.head) is not None and is_told_by_others(phrases, number, holder)
        if not of_others and not is_idle(phrases, target):
            yield Cue(number, holder, side, "own words", target, None, judging)
            yield from (Cue(number, other, side, "own words", target, at, judging) for other, at in together)


def _duty(phrases: Phrases, number: int) -> tuple[str, Phrase] | None:
    """"BP must pay", "the levy should not stand", "ministers need to act": the clause is what is wanted.

    "You should" tells of advice more often than of a demand, and is left out.
    """
    tokens = phrases.tokens
    if tokens.words[number] in lexicon().modals:
        verb = tokens.heads[number]
        if tokens.deps[number] != "aux" or tokens.poses[verb] not in ("VERB", "AUX"):
            return None
        if any(tokens.words[c] == "have" and tokens.deps[c] == "aux" for c in tokens.children[verb]):
            return None  # "should have known": blame for what is past
        judged = (c for c in tokens.children[tokens.heads[verb]] if tokens.deps[c] in ("acomp", "attr") and c != verb)
        if tokens.deps[verb] == "ccomp" and any(tokens.lemmas[c] in lexicon().value for c in judged):
            return None  # "it is wrong that she should be punished"
        wanted = verb
    else:
        inner = [c for c in tokens.children[number] if tokens.deps[c] == "xcomp" and tokens.tags[c] == "VB"]
        if not inner or tokens.tags[number] not in ("VBP", "VBZ"):
            return None
        if _says_we(phrases, number) and tokens.child(inner[0], "dobj") is None:
            return None  # "we need to talk"
        if tokens.lemmas[number] == "have" and not (_says_we(phrases, number) and is_infinitive(phrases, inner[0])):
            return None  # "she has to catch a train"
        verb, wanted = number, inner[0]
    subject = tokens.child(verb, "nsubj", "nsubjpass")
    if subject is None or subject > number or tokens.words[subject] in NOBODY - {"he", "she", "they", "we"}:
        return None
    if tokens.words[subject] in ("he", "she", "they") and phrases.actor(subject) is None:
        return None
    done = tokens.child(wanted, "xcomp") if tokens.lemmas[wanted] == "be" and tokens.child(wanted, "attr", "acomp") is None else None
    if done is not None and tokens.tags[done] == "VB":  # "the answer should be to close the port"
        verb = wanted = done
    denied = denied_above(phrases, tokens.heads[number] if tokens.deps[number] == "aux" else number)
    # "neither of the councils should decide"
    nobody = any(tokens.words[c] in ("no", "neither") for c in (subject, *tokens.children[subject]))
    side, target = "against" if denied != nobody else "for", phrases.clause(wanted, subject=tokens.words[subject] not in FIRST_PERSON)
    if verb != wanted and is_negated(phrases, number):
        side = OTHER[side]
    return side, (target if verb == wanted else Phrase(min(target.first, phrases.clause(number).first), target.last, target.head))


def _is_meant(phrases: Phrases, told: int, noun: int) -> bool:
    """Whether a pale word judges: "good for the town", "a good idea", "she is good"; but not "the chances are good"."""
    tokens = phrases.tokens
    if any(tokens.words[c] == "for" for one in {told, noun} for c in tokens.children[one]) or tokens.lemmas[noun] in lexicon().carrying | {
            "thing", "step", "policy", "law", "deal"}:
        return True
    subject = tokens.child(tokens.heads[noun], "nsubj")
    return subject is not None and phrases.actor(subject) is not None


def _doubted(phrases: Phrases, verb: int) -> tuple[str, Phrase] | None:
    """"Who would vote for Reed?", "Can we really trust Reed?", "I don't see how anyone can trust Reed": nobody is to.

    Only those questions are taken that nobody is to answer: with "really", "ever" or "possibly", or "who" or "how" before "could".
    """
    tokens, known = phrases.tokens, lexicon()
    around = {tokens.words[c] for c in tokens.children[verb]}
    helpers = {tokens.words[c] for c in tokens.children[verb] if tokens.deps[c] == "aux"}
    subject = tokens.child(verb, "nsubj")
    if subject is None or not helpers & {"can", "could", "would", "should"} or tokens.child(verb, "neg") is not None:
        return None
    anybody = tokens.words[subject] in ("who", "anyone", "anybody", "we", "you", "people", "voters")
    how = bool(around & {"how", "why"}) and tokens.words[subject] != "you"
    asked = is_question(phrases, verb) and (tokens.words[subject] == "who" or how or bool(around & {"really", "ever", "possibly"}))
    above = tokens.heads[verb]
    unseen = tokens.deps[verb] == "ccomp" and tokens.lemmas[above] in known.seeing and "how" in around and any(
        tokens.deps[c] == "neg" for c in tokens.children[above])
    if not anybody or not (asked or unseen):
        return None
    target = next((p for kind in known.verbs[tokens.lemmas[verb]] for p in complements(phrases, verb, kind)), None)
    return None if target is None or phrases.actor(target.head) is None else ("against", target)


def _says_we(phrases: Phrases, verb: int) -> bool:
    subject = phrases.tokens.child(verb, "nsubj")
    return subject is not None and phrases.tokens.words[subject] in FIRST_PERSON


def _judgement(phrases: Phrases, number: int) -> tuple[str, Phrase] | None:
    """"The plan is a mistake", "it would be wrong to close the port": what is judged is the subject, or the clause."""
    tokens = phrases.tokens
    told = number
    if tokens.deps[number] == "amod":  # "is a terrible idea"
        number = tokens.heads[number]
        if tokens.lemmas[number] in lexicon().value:
            return None
    verb = tokens.heads[number]
    if tokens.lemmas[told] in lexicon().pale and not _is_meant(phrases, told, number):
        return None
    short = tokens.words[verb] in ("'s", "’s", "'re", "’re")  # the parse takes "that’s nonsense" for a verb with its object
    if tokens.deps[number] not in ("acomp", "attr", "oprd", "dobj") or not (short or tokens.lemmas[verb] in lexicon().linking):
        return None
    if tokens.deps[number] == "dobj" and not short and tokens.lemmas[verb] not in ("represent", "constitute"):
        return None
    if tokens.tags[told] == "JJS" and tokens.lemmas[told] not in lexicon().pale:
        return None  # "the safest convention": a comparison
    if tokens.tags[told] == "JJS" and any(tokens.deps[c] == "poss" and tokens.poses[c] == "PROPN" for c in tokens.children[number]):
        return None  # "is Norland's best recruiter"
    side = lexicon().value[tokens.lemmas[told]]
    if any(tokens.deps[c] == "amod" and lexicon().value.get(tokens.lemmas[c]) == "against" for c in tokens.children[told]):
        side = "against"  # "is an illegal solution"
    if tokens.lemmas[told] == "step" and any(tokens.lemmas[g] == "wrong" for n in _below(phrases, told) for g in _below(phrases, n)):
        side = OTHER[side]  # "a step in the wrong direction"
    if tokens.deps[verb] == "xcomp" and tokens.lemmas[tokens.heads[verb]] in ("unlikely", "fail"):
        side = OTHER[side]  # "is unlikely to prove effective"
    if tokens.lemmas[told] == "priority" and is_no(phrases, number, verb):
        return None  # "schools are not a priority": of others
    if is_negated(phrases, number) if tokens.poses[number] == "ADJ" else is_no(phrases, number, verb) != denied_above(phrases, verb):
        side = OTHER[side]
    owner = tokens.heads[verb] if tokens.deps[verb] == "xcomp" and tokens.poses[tokens.heads[verb]] == "ADJ" else verb
    target = subject_of(phrases, tokens.heads[owner] if owner != verb else verb)
    if target is not None:
        return None if is_advice(phrases, told, verb) or not fits_actor(phrases, told, target) else (side, target)
    clause = next((c for owner in (verb, number) for c in tokens.children[owner] if c != number and _is_judged_clause(phrases, c)), None)
    return None if clause is None else (side, phrases.clause(clause))


def _is_judged_clause(phrases: Phrases, verb: int) -> bool:
    """"It is wrong to close the port", "closing it is wrong", "it is shameful that they closed it"."""
    tokens = phrases.tokens
    if tokens.deps[verb] in ("xcomp", "ccomp", "csubj") and tokens.tags[verb] in ("VB", "VBG"):
        return True
    if tokens.deps[verb] == "ccomp":
        return any(tokens.deps[c] == "mark" and tokens.words[c] == "that" for c in tokens.children[verb])
    return tokens.deps[verb] == "advcl" and tokens.tags[verb] == "VB"


def _epithet(phrases: Phrases, number: int) -> tuple[str, Phrase] | None:
    """"Crooked Omar Lind": a word of judgement before a person's name."""
    tokens, known = phrases.tokens, lexicon()
    named = tokens.heads[number]
    told_of_people = known.pale | known.states | known.personal
    if tokens.deps[number] != "amod" or tokens.poses[named] != "PROPN" or tokens.lemmas[number] in told_of_people:
        return None
    mention, thing = phrases.actor(named), phrases.noun(named)
    if mention is None or mention.kind != "person" or thing is None or mention.start < tokens.starts[number]:
        return None
    return known.value[tokens.lemmas[number]], Phrase(number, thing.last, named)


def _below(phrases: Phrases, number: int) -> list[int]:
    """The objects of the prepositions of a word, and its children."""
    tokens = phrases.tokens
    return [g for c in tokens.children[number] if tokens.deps[c] == "prep" for g in tokens.children[c]] or tokens.children[number]


def _works(phrases: Phrases, verb: int) -> tuple[str, Phrase] | None:
    """"I don't think it can work", "the plan will never work"."""
    tokens = phrases.tokens
    helpers = {tokens.words[c] for c in tokens.children[verb] if tokens.deps[c] == "aux"}
    possible = helpers & {"can", "ca", "could", "will", "wo", "would"} and tokens.child(verb, "prep") is None
    target = subject_of(phrases, verb) if possible else None
    if target is None or tokens.lemmas[target.head] not in lexicon().act_objects | lexicon().proposing | lexicon().carrying:
        return None
    return ("against" if is_no(phrases, verb, verb) != denied_above(phrases, verb) else "for"), target


def _effect(phrases: Phrases, verb: int) -> tuple[str, Phrase] | None:
    """"The levy will hurt small firms", "she has failed us": what does harm or good is judged."""
    tokens = phrases.tokens
    done = tokens.child(verb, "csubj")
    gerund = done is not None and tokens.tags[done] == "VBG" and tokens.lemmas[done] not in lexicon().flipping
    target = phrases.clause(done) if done is not None and gerund else subject_of(phrases, verb)
    if target is None or tokens.child(verb, "nsubjpass") is not None:
        return None
    named = phrases.actor(target.head) is not None
    if named and _is_left_to_do(phrases, verb):
        return None  # "believers must ignore it"
    if (named and is_negated(phrases, verb)) or (tokens.lemmas[verb] in lexicon().conduct and not named):
        return None  # "the committee did not discriminate": no praise
    side, known = lexicon().effects[tokens.lemmas[verb]], lexicon()
    matter = gerund or tokens.lemmas[target.head] in known.act_objects | known.proposing | known.adjustable | known.carrying
    does = tokens.child(verb, "dobj") is not None and tokens.deps[verb] != "relcl" and (matter or named)
    if tokens.lemmas[verb] in known.of_matters and not does:
        return None  # "a weak krone benefits exporters", "the rain eroded the bank"
    return (OTHER[side] if is_negated(phrases, verb) else side), target


def _is_left_to_do(phrases: Phrases, verb: int) -> bool:
    """Whether a modal says what somebody is to do or may do, and not what was done: "must ignore", but not "may have lied"."""
    helpers = {phrases.tokens.words[c] for c in phrases.tokens.children[verb] if phrases.tokens.deps[c] == "aux"}
    return bool(helpers & (lexicon().modals | {"can", "could", "may", "might"})) and "have" not in helpers


def _warned_of(phrases: Phrases, verb: int) -> tuple[str, Phrase] | None:
    """"Warned that closing the port would cost jobs", "that the levy could drive traders away": against it."""
    tokens, known = phrases.tokens, lexicon()
    if not any(tokens.deps[c] == "aux" and tokens.words[c] in ("will", "would", "could", "may", "might") for c in tokens.children[verb]):
        return None
    if any(tokens.deps[c] == "neg" for c in tokens.children[verb]):
        return None
    done = tokens.child(verb, "csubj")
    if done is not None:
        return None if tokens.tags[done] != "VBG" or tokens.lemmas[done] in known.flipping else ("against", phrases.clause(done))
    subject = tokens.child(verb, "nsubj")
    matters = known.act_objects | known.proposing | known.adjustable
    thing = phrases.noun(subject) if subject is not None and tokens.lemmas[subject] in matters else None
    return None if thing is None or tokens.lemmas[thing.head] in known.times else ("against", thing)


