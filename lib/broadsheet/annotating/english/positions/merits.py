"""What speakers say of actors themselves: "she lacks the judgment to lead", "he deserves our thanks", "they have done a great job"."""

from __future__ import annotations

from broadsheet.annotating.english.names.wordlists import role_nouns
from broadsheet.annotating.english.positions.lexicon import lexicon
from broadsheet.annotating.english.positions.phrases import Phrase, Phrases
from broadsheet.annotating.english.positions.polarity import OTHER, is_negated


def merit(phrases: Phrases, verb: int) -> tuple[str, Phrase] | None:
    """The side that a speaker takes toward the subject of a verb, by what it has, lacks, deserves or does.

    Parameters
    ----------
    phrases
        The phrases of the article.
    verb
        A verb of `Lexicon.merit_verbs`.

    Returns
    -------
    tuple of str and Phrase, or None
        The side and the actor: against "Reed has no idea", "Reed lacks judgment", "Reed deserves the blame", "Reed did a poor job" and
        "Reed can't be trusted"; for "Reed has the courage to act". None where the subject is no actor, or nothing is judged.
    """
    tokens = phrases.tokens
    if tokens.deps[verb] == "ccomp" and tokens.lemmas[tokens.heads[verb]] in lexicon().proving:
        return None  # "he will have to show that he has the temperament"
    subject = tokens.child(verb, "nsubjpass" if tokens.lemmas[verb] == "trust" else "nsubj")
    actor = None if subject is None else phrases.actor(subject)
    side = None if actor is None or actor.kind == "country" else _side(phrases, verb)
    thing = phrases.noun(subject) if side is not None and subject is not None else None
    return None if thing is None or side is None else (side, thing)


def _side(phrases: Phrases, verb: int) -> str | None:
    tokens, known = phrases.tokens, lexicon()
    lemma, what = tokens.lemmas[verb], tokens.child(verb, "dobj")
    side: str | None = None
    if lemma == "trust":
        return "against" if is_negated(phrases, verb) else None
    if what is None:
        return None
    beside = [c for c in tokens.children[what] if tokens.deps[c] in ("amod", "neg", "det")]
    if lemma == "deserve":
        side = known.deserts.get(tokens.lemmas[what])
    elif lemma == "do" and tokens.lemmas[what] in ("job", "work"):
        side = next((known.value[tokens.lemmas[c]] for c in beside if tokens.lemmas[c] in known.value), None)
    elif lemma in ("have", "lack") and tokens.lemmas[what] in known.qualities and not any(tokens.lemmas[c] in known.value for c in beside):
        none = lemma == "lack" or any(tokens.words[c] in ("no", "little", "zero") for c in beside)
        if not none and tokens.lemmas[what] not in known.virtues:
            return None  # "has an idea"
        side = "against" if none else "for"
    return OTHER[side] if side is not None and is_negated(phrases, verb) else side


def is_advice(phrases: Phrases, told: int, verb: int) -> bool:
    """Whether a word of judgement says what would be good to do: "the council would be wise to wait"."""
    tokens = phrases.tokens
    helpers = {tokens.words[c] for c in tokens.children[verb] if tokens.deps[c] == "aux"}
    return tokens.child(told, "xcomp") is not None and bool(helpers & {"would", "might", "could", "should", "'d", "’d"})


def fits_actor(phrases: Phrases, told: int, target: Phrase) -> bool:
    """Whether a word of judgement says something of its target, by whether that is an actor.

    Some words praise a thing, and of people only tell how they are ("safe"); others judge people only ("weak"); and a country that is
    called a mistake stands for what was done there.
    """
    tokens, known = phrases.tokens, lexicon()
    lemma, mention = tokens.lemmas[told], phrases.participants.mention(target.head)
    if lemma in known.states:
        return mention is None
    if lemma in known.personal:
        noun = tokens.lemmas[tokens.heads[told]]
        bearer = tokens.deps[told] != "amod" or noun in known.bearers or noun in role_nouns()  # not "a strong niche"
        return bearer and mention is not None and mention.kind in ("person", "organisation")
    return not (mention is not None and mention.kind in ("country", "place") and lemma in known.affairs)


def is_owned(phrases: Phrases, cue: int, target: Phrase) -> bool:
    """Whether a cue is for or against whoever owns its target: "we can't trust the board's figures", "accused Moss's campaign of fraud"."""
    tokens, known = phrases.tokens, lexicon()
    campaign = tokens.lemmas[cue] in known.judging and tokens.lemmas[target.head] in known.candidacies
    owners = [c for c in tokens.children[target.head] if tokens.deps[c] == "poss" or (campaign and tokens.deps[c] == "compound")]
    return (campaign or tokens.lemmas[cue] in known.owning) and any(phrases.actor(c) is not None for c in owners)


def said_of_people(phrases: Phrases, words: list[int]) -> list[int]:
    """The words before a noun for people by which they are judged: "called Reed a nasty man", "called Reed a con man"."""
    tokens = phrases.tokens
    nouns = [w for w in words if tokens.lemmas[w] in lexicon().bearers or tokens.lemmas[w] in role_nouns()]
    return [c for w in nouns for c in tokens.children[w] if tokens.deps[c] in ("amod", "compound")]


def is_of_another_sense(phrases: Phrases, verb: int) -> bool:
    """"Broke the news with Moss", "would love Moss to come": no quarrel, and no love."""
    tokens = phrases.tokens
    if tokens.lemmas[verb] == "break":
        return tokens.child(verb, "dobj") is not None
    wished = any(tokens.deps[c] == "aux" and tokens.words[c] in ("would", "'d", "’d", "might", "should") for c in tokens.children[verb])
    return tokens.lemmas[verb] in ("love", "like", "hate") and wished
