"""Changes of position that an article itself tells: "reversed course", "dropped her opposition to the levy", "retracted the offer"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from broadsheet.annotating.english.positions.complements import complements, is_infinitive
from broadsheet.annotating.english.positions.cue import Holder
from broadsheet.annotating.english.positions.holders import FIRST_PERSON, held_by, holders_of, holders_told
from broadsheet.annotating.english.positions.lexicon import lexicon
from broadsheet.annotating.english.positions.phrases import Phrase, Phrases
from broadsheet.annotating.english.positions.polarity import OTHER, is_conditional, is_former, is_negated, is_over, is_question
from broadsheet.annotating.english.positions.speakers import Speakers
from broadsheet.annotating.english.positions.turn_idioms import is_reversal, told_by_idiom, told_by_noun
from broadsheet.annotating.english.positions.turn_kinds import Told, told_by_verb
from broadsheet.annotating.english.positions.turn_states import told_as_state
from broadsheet.annotating.english.positions.turn_words import turn_words

_LOST: Final = {
    "opposition": "for", "objection": "for", "resistance": "for", "support": "against", "endorsement": "against", "backing": "against",
}
"""The side on which somebody is who gives this up."""

_POSSIBLE: Final = frozenset({
    "might", "may", "could", "would", "should", "must", "to", "can", "will", "ll", "wo", "shall", "'d", "’d", "'ll", "’ll",
})


class Turn(NamedTuple):
    """A word that tells of a change: its token, who changed, the side taken then (None where it is not told), and the thing."""

    number: int
    holder: Holder
    named_at: int
    side: str | None
    target: Phrase


def turns_in(phrases: Phrases, speakers: Speakers) -> Iterator[Turn]:
    """The changes of position that are told as done.

    Notes
    -----
    A verb tells of a change by itself ("backtracked", "retracted the claim"), with a noun of standpoint as its object ("changed
    her mind", "softened its stance", "dropped her opposition to the levy"), with "no longer" before a word of support, or in one of
    the ways of `turn_kinds`; a noun does with its owner ("Reed's U-turn on the levy"). What is denied, asked, or only possible is no
    change.
    """
    tokens = phrases.tokens
    for number, lemma in enumerate(tokens.lemmas):
        if is_reversal(phrases, number):
            yield from _owned(phrases, speakers, number)
            yield from _performed(phrases, speakers, number)
        if lemma in turn_words().jests:
            yield from _jested(phrases, number)
        if lemma in lexicon().takers and is_former(phrases, number):
            yield from _left(phrases, number)
        if tokens.poses[number] != "VERB":
            continue
        found = _turn(phrases, number) or told_by_verb(phrases, number) or told_by_idiom(phrases, number) or told_as_state(phrases, number)
        if found is None or is_not_done(phrases, number):
            continue
        holders = found.holders or _holders(phrases, number, passive_too=found.by_agent)
        for chain, holder in held_by(phrases, speakers, holders):
            yield Turn(number, chain, holder, found.side, found.target)


def _holders(phrases: Phrases, verb: int, *, passive_too: bool) -> list[int]:
    """Who changed: whoever does it, also where they were forced to."""
    tokens = phrases.tokens
    above = tokens.heads[verb]
    if is_infinitive(phrases, verb) and tokens.deps[verb] == "xcomp" and tokens.child(above, "auxpass") is not None:
        subject = tokens.child(above, "nsubjpass")
        return [] if subject is None else [n for n, _ in phrases.participants.tokens_of(above) if n == subject]
    bidden = _bidden(phrases, verb)
    if bidden is not None:
        return [bidden]
    agents, passive = holders_of(phrases, verb)
    return agents if not passive or passive_too else []


def _bidden(phrases: Phrases, verb: int) -> int | None:
    """Who is forced to do what an infinitive says: "the papers forced the board to retract it"."""
    tokens = phrases.tokens
    above = tokens.heads[verb]
    below = is_infinitive(phrases, verb) and tokens.deps[verb] in ("xcomp", "ccomp")
    if not below or tokens.lemmas[above] not in turn_words().compelling:
        return None
    own = tokens.child(verb, "nsubj")
    return own if own is not None else tokens.child(above, "dobj")


def _turn(phrases: Phrases, verb: int) -> Told | None:
    """The side taken then, and what it is about."""
    tokens, known, words = phrases.tokens, lexicon(), turn_words()
    lemma = tokens.lemmas[verb]
    if _no_longer(phrases, verb):
        sides = known.verbs[lemma]
        target = next((p for kind in sides for p in complements(phrases, verb, kind)), None)
        return None if target is None else Told("against" if "for" in sides.values() else "for", target)
    if lemma not in words.turning | words.alone | words.retracting:
        return None
    objects = [c for c in tokens.children[verb] if tokens.deps[c] == "dobj"]
    if lemma in words.alone and not objects:
        away = next((p for word in ("from", "on", "over", "in") for p in complements(phrases, verb, word)), None)
        return Told(None, Phrase(verb, verb, verb) if away is None else away)
    for noun in objects:
        thing = phrases.noun(noun)
        if thing is None:
            continue
        if tokens.lemmas[noun] == "course" and any(tokens.words[c] == "of" for c in tokens.children[noun]):
            continue  # "changed the course of the war"
        if tokens.lemmas[noun] in words.standpoints:
            ways = [(owner, word) for word in ("to", "for", "of", "on", "over") for owner in (noun, verb)]
            about = next((p for owner, word in ways for p in complements(phrases, owner, word)), thing)
            return Told(_LOST.get(tokens.lemmas[noun]) if lemma in known.losing else None, about)
        owned = any(tokens.deps[c] == "poss" and tokens.poses[c] == "PRON" for c in tokens.children[noun])
        if lemma == "reverse" and owned and tokens.lemmas[noun] in words.stands | words.plans | words.pledges:
            return Told(None, thing)
        if lemma in words.retracting and tokens.lemmas[noun] in words.utterances and (owned or lemma not in ("disavow", "regret")):
            return Told(None, thing)
    return None


def _owned(phrases: Phrases, speakers: Speakers, noun: int) -> Iterator[Turn]:
    """"Reed's U-turn on the levy", "a hurried retraction from the ministry": a noun of change with its owner."""
    tokens = phrases.tokens
    owners = [c for c in tokens.children[noun] if tokens.deps[c] == "poss"]
    owners += [g for c in tokens.children[noun] if tokens.words[c] in ("by", "from") for g in tokens.children[c]
               if tokens.deps[g] == "pobj" and tokens.lemmas[noun] != "switch"]
    thing = next((p for word in ("on", "over", "to") for p in complements(phrases, noun, word)), None) or phrases.noun(noun)
    for chain, owner in held_by(phrases, speakers, owners):
        if thing is not None and not is_question(phrases, noun):
            yield Turn(noun, chain, owner, None, thing)


def _performed(phrases: Phrases, speakers: Speakers, noun: int) -> Iterator[Turn]:
    """"Moss did an about-face on the levy", "in a reversal, Moss backed it"."""
    told = told_by_noun(phrases, noun)
    if told is None or is_not_done(phrases, told[1]):
        return
    for chain, holder in held_by(phrases, speakers, holders_of(phrases, told[1])[0]):
        yield Turn(noun, chain, holder, None, told[0].target)


def _jested(phrases: Phrases, number: int) -> Iterator[Turn]:
    """"Reed later said that he was being sarcastic", "Moss said she had been joking": what was said before is not meant."""
    tokens = phrases.tokens
    verb = number if tokens.poses[number] == "VERB" else tokens.heads[number]
    said = tokens.heads[verb]
    subject, speaker = tokens.child(verb, "nsubj"), tokens.child(said, "nsubj")
    if tokens.deps[verb] != "ccomp" or tokens.lemmas[said] not in turn_words().saying or subject is None or speaker is None:
        return
    if is_negated(phrases, number) or is_question(phrases, number) or (verb == number and tokens.tags[number] != "VBG"):
        return
    mention, teller = phrases.actor(subject), phrases.actor(speaker)
    if mention is not None and mention.chain is not None and teller is not None and teller.chain == mention.chain:
        yield Turn(number, mention.chain, subject, None, Phrase(number, number, number))


def _left(phrases: Phrases, noun: int) -> Iterator[Turn]:
    """"Moss, one of Reed's former supporters", "she is a former backer of the levy": not so any more."""
    tokens = phrases.tokens
    sides = lexicon().nouns[tokens.lemmas[noun]]
    beside = (c for c in tokens.children[noun] if tokens.deps[c] == "compound" and phrases.actor(c) is not None)
    owner = tokens.child(noun, "poss")
    owner = owner if owner is not None else next(beside, None)
    thing = phrases.noun(owner) if owner is not None else next((p for word in sides for p in complements(phrases, noun, word)), None)
    for holder in holders_told(phrases, noun):
        mention = phrases.actor(holder)
        if mention is not None and mention.chain is not None and thing is not None and not is_question(phrases, noun):
            told = tokens.words[noun + 1:noun + 2] != ["during"]  # who was with Reed "during the primary" need not be against him
            yield Turn(noun, mention.chain, holder, OTHER[next(iter(sides.values()))] if told else None, thing)


def _no_longer(phrases: Phrases, verb: int) -> bool:
    """"No longer supports", "now backs": only of verbs of support and opposition."""
    tokens = phrases.tokens
    if tokens.lemmas[verb] not in lexicon().verbs or tokens.lemmas[verb] in lexicon().acts:
        return False  # "no longer accepts gifts"
    return is_over(phrases, verb)


def _has_apology(phrases: Phrases, verb: int) -> bool:
    what = phrases.tokens.child(verb, "dobj")
    return what is not None and phrases.tokens.lemmas[what] == "apology"


def is_not_done(phrases: Phrases, verb: int) -> bool:
    """Whether what a verb says is only wanted, possible, asked or denied."""
    tokens = phrases.tokens
    helpers = {tokens.words[c] for c in tokens.children[verb] if tokens.deps[c] == "aux"}
    above = tokens.heads[verb]
    below = is_infinitive(phrases, verb) and above != verb
    if below and tokens.deps[verb] in ("xcomp", "ccomp") and tokens.lemmas[above] in turn_words().forced:
        return is_not_done(phrases, above)  # "was forced to withdraw it", "agreed to drop it"
    if below and tokens.lemmas[above] == "come" and any(tokens.words[c] in turn_words().since for c in tokens.children[above]):
        return is_not_done(phrases, above)  # "has since come to support it"
    if below and tokens.words[above] == "used":
        return False  # "used to back it"
    speaker = tokens.child(above, "nsubj") if below and tokens.lemmas[above] in ("want", "wish", "like") else None
    if speaker is not None and tokens.words[speaker] in FIRST_PERSON and (
            tokens.lemmas[verb] in turn_words().apologising | turn_words().retracting or _has_apology(phrases, verb)):
        return is_question(phrases, verb)  # "I want to apologise for my remarks": it is done by these words
    if tokens.deps[verb] == "pcomp" and tokens.lemmas[tokens.heads[above]] in ("think", "talk", "speak", "dream"):
        return True  # "thought of changing parties"
    past = tokens.deps[verb] == "conj" and tokens.tags[above] == "VBD" and tokens.child(verb, "aux") is None  # "kept it but cut"
    if tokens.tags[verb] == "VB" and not helpers & {"do", "does", "did"} and not past:
        return True  # "demanded that she retract it", "to change course"
    if helpers & _POSSIBLE:
        return True
    return is_question(phrases, verb) or is_conditional(phrases, verb) or (is_negated(phrases, verb) and not _no_longer(phrases, verb))
