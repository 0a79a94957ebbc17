"""What speakers say is to be done, and what they call right or wrong: "the levy must go", "the plan is a mistake"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from broadsheet.annotating.english.positions.frames import Cue, Speakers, is_negated, is_open, reduced
from broadsheet.annotating.english.positions.lexicon import lexicon
from broadsheet.annotating.english.positions.phrases import Phrase, Phrases
from broadsheet.annotating.parser.parsed import Quote

_OTHER = {"for": "against", "against": "for"}


def judgements_in(phrases: Phrases, quotes: Sequence[Quote]) -> Iterator[Cue]:
    """The duties and judgements in the words of speakers who have a name."""
    tokens, known = phrases.tokens, lexicon()
    speakers = Speakers(quotes)
    for number, lemma in enumerate(tokens.lemmas):
        if tokens.words[number] in known.modals or (lemma in known.duty_verbs and tokens.poses[number] == "VERB"):
            found = _duty(phrases, number)
        elif lemma in known.value and tokens.poses[number] in ("ADJ", "NOUN"):
            found = _judgement(phrases, number)
        else:
            continue
        holder = speakers.of(tokens.starts[number])
        if holder is None or found is None or is_open(phrases, number):
            continue
        yield Cue(number, holder, found[0], "own words", found[1])


def _duty(phrases: Phrases, number: int) -> tuple[str, Phrase] | None:
    """"BP must pay", "the levy should not stand", "ministers need to act": the clause is what is wanted."""
    tokens = phrases.tokens
    if tokens.words[number] in lexicon().modals:
        verb = tokens.heads[number]
        if tokens.deps[number] != "aux" or tokens.poses[verb] not in ("VERB", "AUX"):
            return None
        if any(tokens.words[c] == "have" and tokens.deps[c] == "aux" for c in tokens.children[verb]):
            return None  # "should have known": blame for what is past
    else:
        inner = [c for c in tokens.children[number] if tokens.deps[c] == "xcomp" and tokens.tags[c] == "VB"]
        if not inner or tokens.tags[number] not in ("VBP", "VBZ"):
            return None
        verb, negated = number, is_negated(phrases, number)
    if tokens.child(verb, "nsubj", "nsubjpass") is None:
        return None
    if tokens.words[number] in lexicon().modals:
        side, target = reduced(phrases, "for", phrases.clause(verb))
        return side, target
    side, target = reduced(phrases, "for", phrases.clause(inner[0]))
    return (_OTHER[side] if negated else side), (target if target.head != inner[0] else phrases.clause(number))


def _judgement(phrases: Phrases, number: int) -> tuple[str, Phrase] | None:
    """"The plan is a mistake", "it would be wrong to close the port": what is judged is the subject, or the clause."""
    tokens = phrases.tokens
    verb = tokens.heads[number]
    if tokens.deps[number] not in ("acomp", "attr") or tokens.lemmas[verb] != "be":
        return None
    subject = tokens.child(verb, "nsubj")
    side = lexicon().value[tokens.lemmas[number]]
    if is_negated(phrases, number) if tokens.poses[number] == "ADJ" else _no(phrases, number, verb):
        side = _OTHER[side]
    if subject is not None and tokens.words[subject] not in ("it", "this", "that", "there", "which", "what", "he", "she", "they", "we", "i", "you"):
        target = phrases.noun(subject)
        return None if target is None else (side, target)
    clause = next((c for owner in (verb, number) for c in tokens.children[owner]
                   if tokens.deps[c] in ("xcomp", "ccomp", "csubj", "advcl") and tokens.tags[c] in ("VB", "VBG") and c != number), None)
    return None if clause is None else (side, phrases.clause(clause))


def _no(phrases: Phrases, number: int, verb: int) -> bool:
    tokens = phrases.tokens
    negations = [c for owner in (number, verb) for c in tokens.children[owner] if tokens.deps[c] == "neg" or tokens.words[c] in ("no", "never")]
    return len(negations) % 2 == 1
