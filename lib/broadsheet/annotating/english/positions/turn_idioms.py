"""Changes that are told in fixed words or by two verbs: "walked back her remarks", "first opposed the levy, then backed it"."""

from __future__ import annotations

from broadsheet.annotating.english.positions.complements import complements
from broadsheet.annotating.english.positions.lexicon import lexicon
from broadsheet.annotating.english.positions.phrases import Phrase, Phrases
from broadsheet.annotating.english.positions.turn_kinds import Told
from broadsheet.annotating.english.positions.turn_words import turn_words


def told_by_idiom(phrases: Phrases, verb: int) -> Told | None:
    """What a verb with its particle, its subject or another verb tells of a change, the first that fits."""
    ways = (_reversed_self, _with_particle, _moved_away, _came_to, _drifted, _turned_since, _called_wrong, _regretted)
    return next((found for way in ways if (found := way(phrases, verb)) is not None), None)


def told_by_noun(phrases: Phrases, noun: int) -> tuple[Told, int] | None:
    """What a noun tells, and the verb whose subject changed: "did an about-face on the levy", "in a reversal, Moss backed it"."""
    tokens, words = phrases.tokens, turn_words()
    verb = tokens.heads[noun]
    if tokens.deps[noun] == "pobj" and tokens.words[verb] == "in" and tokens.poses[tokens.heads[verb]] == "VERB":
        above = tokens.heads[verb]
        return (Told(None, Phrase(noun, noun, noun)), above) if verb < above and tokens.deps[verb] == "prep" else None
    if tokens.deps[noun] != "dobj" or tokens.lemmas[verb] not in words.performing:
        return None
    about = _about(phrases, noun, verb)
    return Told(None, about), verb


def is_reversal(phrases: Phrases, noun: int) -> bool:
    """Whether a noun names a change of position: "U-turn" and "about-face" with what stands before the hyphen, a change only "of heart"."""
    tokens = phrases.tokens
    if tokens.poses[noun] != "NOUN" or tokens.lemmas[noun] not in turn_words().reversals:
        return False
    if tokens.lemmas[noun] in ("turn", "face"):
        return noun > 1 and tokens.words[noun - 1] == "-" and tokens.words[noun - 2] in ("u", "about")
    return tokens.lemmas[noun] != "change" or any(tokens.lemmas[p.head] == "heart" for p in complements(phrases, noun, "of"))


def _about(phrases: Phrases, verb: int, *owners: int) -> Phrase:
    """What a change is about: the object of a preposition of matter, else the word itself."""
    matters = ("on", "over", "about", "to", "from", "toward", "towards")
    ways = [(owner, word) for owner in (verb, *owners) for word in matters]
    found = (p for owner, word in ways for p in complements(phrases, owner, word) if phrases.tokens.lemmas[p.head] not in lexicon().times)
    return next(found, Phrase(verb, verb, verb))


def _reversed_self(phrases: Phrases, verb: int) -> Told | None:
    """"Reversed herself on the levy", "contradicted himself"."""
    tokens, words = phrases.tokens, turn_words()
    if tokens.lemmas[verb] not in words.against_self:
        return None
    own = any(tokens.deps[c] == "dobj" and tokens.words[c].endswith(("self", "selves")) for c in tokens.children[verb])
    return Told(None, _about(phrases, verb)) if own else None


def _with_particle(phrases: Phrases, verb: int) -> Told | None:
    """"Backed down", "came around to the levy", "walked back her remarks", "toned down its rhetoric", "scaled back her plan"."""
    tokens, words = phrases.tokens, turn_words()
    particle = next((c for c in tokens.children[verb] if f"{tokens.lemmas[verb]} {tokens.words[c]}" in words.phrasal), None)
    if particle is None or (tokens.deps[particle] == "prep" and tokens.child(particle, "pobj") is not None):
        return None
    joined = f"{tokens.lemmas[verb]} {tokens.words[particle]}"
    passive = tokens.child(verb, "nsubjpass") is not None
    things = [p for p in complements(phrases, verb, "object", passive=passive)]
    if joined in words.yielding_phrases:
        return None if things or passive else Told(None, _about(phrases, verb, particle))
    thing = next((p for p in things if tokens.lemmas[p.head] in words.standpoints | words.utterances | words.pledges | words.plans), None)
    if thing is None or not _is_own(phrases, thing.head):
        return None
    return Told(None, thing, by_agent=True)


def _moved_away(phrases: Phrases, verb: int) -> Told | None:
    """"Backed away from her pledge", "backed off the plan", "distanced himself from his remarks": from what was said or promised."""
    tokens, words = phrases.tokens, turn_words()
    if tokens.lemmas[verb] not in words.leaving:
        return None
    below = [verb, *(c for c in tokens.children[verb] if tokens.words[c] in ("away", "back", "off"))]
    if len(below) == 1 and tokens.lemmas[verb] not in ("distance", "retreat"):
        return None
    found = [p for owner in below for word in ("from", "off") for p in complements(phrases, owner, word)]
    known = words.standpoints | words.utterances | words.pledges | words.plans
    thing = next((p for p in found if tokens.lemmas[p.head] in known and _is_own(phrases, p.head)), None)
    return None if thing is None else Told(None, thing)


def _is_own(phrases: Phrases, noun: int) -> bool:
    """Whether a pronoun owns it, who may be the one who changes: "his remarks"; a statement of another is criticised or dropped."""
    tokens = phrases.tokens
    return any(tokens.deps[c] == "poss" and tokens.poses[c] == "PRON" for c in tokens.children[noun])


def _came_to(phrases: Phrases, verb: int) -> Told | None:
    """"Has since come to support the levy", "came to oppose the war"."""
    tokens, known = phrases.tokens, lexicon()
    above = tokens.heads[verb]
    if tokens.deps[verb] not in ("xcomp", "advcl") or tokens.lemmas[above] != "come" or tokens.lemmas[verb] not in known.verbs:
        return None
    around = {tokens.words[c] for c in tokens.children[above]}
    if not around & turn_words().since:
        return None
    sides = known.verbs[tokens.lemmas[verb]]
    found = next(((kind, p) for kind in sides for p in complements(phrases, verb, kind)), None)
    return None if found is None else Told(sides[found[0]], found[1])


def _drifted(phrases: Phrases, verb: int) -> Told | None:
    """"Her position on the levy has changed", "the ministry's tone has softened": a standpoint is the subject."""
    tokens, words = phrases.tokens, turn_words()
    subject = tokens.child(verb, "nsubj")
    if subject is None or tokens.lemmas[verb] not in words.drifting or tokens.lemmas[subject] not in words.standpoints:
        return None
    if tokens.child(subject, "poss") is None or tokens.child(verb, "dobj") is not None:
        return None
    owner, about = tokens.child(subject, "poss"), _about(phrases, subject)
    if tokens.lemmas[subject] == "position" and about.head == subject:
        return None  # "her position in the queue has changed"
    return Told(None, about, holders=() if owner is None else (owner,))


def _turned_since(phrases: Phrases, verb: int) -> Told | None:
    """"First opposed the levy, then backed it", "supported it before she opposed it", "voted for it after resisting it for months"."""
    tokens, known = phrases.tokens, lexicon()
    sides = known.verbs.get(tokens.lemmas[verb])
    if sides is None or tokens.lemmas[verb] in known.judging:
        return None
    later = next(((sides[kind], p) for kind in sides for p in complements(phrases, verb, kind)), None)
    pronoun = any(tokens.words[g] in ("it", "them") for c in tokens.children[verb] for g in (c, *tokens.children[c]))
    if later is not None and later[0] == "for" and _resisted(phrases, verb):
        return Told(*later)
    for earlier in _earlier(phrases, verb):
        before = known.verbs.get(tokens.lemmas[earlier], {})
        first = next(((before[kind], p) for kind in before for p in complements(phrases, earlier, kind)), None)
        if first is None or tokens.lemmas[earlier] in known.judging:
            continue
        side = later[0] if later is not None else next(iter(sides.values()))
        same = pronoun or (later is not None and tokens.lemmas[later[1].head] == tokens.lemmas[first[1].head])
        if same and side != first[0]:
            return Told(side, first[1], holders=tuple(phrases.agents(earlier)) if tokens.deps[earlier] == "ccomp" else ())
    return None


def _resisted(phrases: Phrases, verb: int) -> bool:
    """Whether it was done after it was resisted: "signed it after first refusing to", "agreed to it after months of resistance"."""
    tokens, words = phrases.tokens, turn_words()
    first = [one for one in _earlier(phrases, verb) if tokens.deps[one] == "pcomp" and tokens.lemmas[one] in words.resisting]
    early = any(tokens.words[c] in words.first | words.formerly | {"long"} for one in first for c in tokens.children[one])
    after = [c for c in tokens.children[verb] if tokens.words[c] == "after" and tokens.deps[c] == "prep"]
    below = [o for c in after for g in tokens.children[c] if tokens.lemmas[g] in lexicon().times
             for f in tokens.children[g] if tokens.words[f] == "of" for o in tokens.children[f]]
    return early or any(tokens.lemmas[o] in words.resistance | words.resisting for o in below)


def _earlier(phrases: Phrases, verb: int) -> list[int]:
    """The verbs that tell what was done before what this one tells."""
    tokens, words = phrases.tokens, turn_words()
    above, found = tokens.heads[verb], []
    if tokens.deps[verb] == "conj" and tokens.poses[above] == "VERB":
        first = {tokens.words[g] for c in tokens.children[above] for g in (c, *tokens.children[c])}
        then = {tokens.words[c] for c in tokens.children[verb]}
        found += [above] if first & words.first or then & words.then else []
    if tokens.deps[verb] == "advcl" and any(tokens.deps[c] == "mark" and tokens.words[c] == "before" for c in tokens.children[verb]):
        found.append(above)
    after = [c for c in tokens.children[verb] if tokens.words[c] == "after" and tokens.deps[c] == "prep"]
    times = [g for c in after for g in tokens.children[c] if tokens.lemmas[g] in lexicon().times]
    spans = [f for g in times for f in tokens.children[g]]  # "after weeks of opposing it"
    found += [g for c in (*after, *spans) for g in tokens.children[c] if tokens.deps[g] == "pcomp"]
    if any(tokens.words[c] in words.then for c in tokens.children[verb]):  # "first opposed it, then backed it", as the parse has it
        found += [c for c in tokens.children[verb] if c < verb and tokens.deps[c] == "ccomp"]
    return found


def _called_wrong(phrases: Phrases, verb: int) -> Told | None:
    """"Moss's vote, which she has said was a mistake", "the vote that he now regrets": a stand that its owner takes back."""
    tokens, words = phrases.tokens, turn_words()
    stand = tokens.heads[verb]
    owner = tokens.child(stand, "poss")
    if tokens.deps[verb] != "relcl" or tokens.lemmas[stand] not in words.stands or owner is None:
        return None
    wrong = any(tokens.lemmas[g] in words.wrong for c in tokens.children[verb] for g in (c, *tokens.children[c]))
    if not (tokens.lemmas[verb] == "regret" or wrong):
        return None
    subject, own = tokens.child(verb, "nsubj"), phrases.actor(owner)
    speaker = None if subject is None else phrases.actor(subject)
    thing = phrases.noun(stand)
    if thing is None or own is None or speaker is None or own.chain != speaker.chain:
        return None
    return Told(None, thing, holders=(owner,))


def _regretted(phrases: Phrases, verb: int) -> Told | None:
    """"Regrets voting for the levy", "regretted having backed him"."""
    tokens, known = phrases.tokens, lexicon()
    if tokens.lemmas[verb] not in turn_words().apologising:
        return None
    deed = next((c for c in tokens.children[verb] if tokens.deps[c] in ("xcomp", "dobj") and tokens.lemmas[c] in known.verbs), None)
    thing = None if deed is None else next((p for kind in known.verbs[tokens.lemmas[deed]] for p in complements(phrases, deed, kind)), None)
    return None if thing is None else Told(None, thing)
