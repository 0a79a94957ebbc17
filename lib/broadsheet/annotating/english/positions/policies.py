"""What is put in place, proposed, announced or done as a policy: "suspended flights", "her plan would end the levy", "we will not sign"."""

from __future__ import annotations

from collections.abc import Iterator

from broadsheet.annotating.english.positions.complements import complements, is_infinitive
from broadsheet.annotating.english.positions.cue import Found, Holder
from broadsheet.annotating.english.positions.holders import FIRST_PERSON, holders_of
from broadsheet.annotating.english.positions.lexicon import lexicon
from broadsheet.annotating.english.positions.phrases import Phrase, Phrases
from broadsheet.annotating.english.positions.polarity import OTHER, reduced


def policies_at(phrases: Phrases, verb: int, lemma: str) -> Iterator[Found]:
    """The policies that a verb tells of, with whoever puts them in place or proposes them."""
    if lemma in lexicon().restricting:
        yield from restricted(phrases, verb)
    if lemma in lexicon().adjusting | lexicon().supplying:
        yield from adjusted(phrases, verb)
    if phrases.tokens.child(verb, "aux") is not None:
        yield from proposed(phrases, verb)


def restricted(phrases: Phrases, verb: int) -> Iterator[Found]:
    """A restriction that somebody puts in place: "Norland suspended flights"; the deed is the thing."""
    tokens = phrases.tokens
    agents, passive = holders_of(phrases, verb)
    if not agents or is_infinitive(phrases, verb) or any(tokens.deps[c] == "prt" for c in tokens.children[verb]):
        return
    for thing in complements(phrases, verb, "object", passive=passive):
        lemma = tokens.lemmas[thing.head]
        any_thing = tokens.lemmas[verb] in lexicon().outlawing and tokens.poses[thing.head] == "NOUN" and lemma not in lexicon().times
        if any_thing or lemma in lexicon().restrictable or phrases.actor(thing.head) is not None:
            yield Found("for", Phrase(min(verb, thing.first), max(verb, thing.last), verb), agents)
    if not passive:  # "banned selling fish on the quay"
        yield from (Found("for", Phrase(verb, doing.last, verb), agents) for doing in complements(phrases, verb, "ing"))


def proposed(phrases: Phrases, verb: int) -> Iterator[Found]:
    """"Moss's plan would abolish the levy": whoever proposes it wants it."""
    tokens = phrases.tokens
    subject = tokens.child(verb, "nsubj")
    if subject is not None and _is_programme(phrases, verb, subject):
        yield Found("for", phrases.clause(verb, subject=False), phrases.agents(verb))
    if subject is None or tokens.lemmas[subject] not in lexicon().proposing:
        return
    would = any(tokens.deps[c] == "aux" and tokens.words[c] in ("would", "will") for c in tokens.children[verb])
    owners = [c for c in tokens.children[subject] if tokens.deps[c] == "poss"]
    if would and owners and any(tokens.deps[c] == "dobj" for c in tokens.children[verb]):
        yield Found("for", phrases.clause(verb, subject=False), owners)


def _is_programme(phrases: Phrases, verb: int, subject: int) -> bool:
    """"Moss would abolish the levy": what a person would do in office, where no condition is told and nobody else tells it."""
    tokens = phrases.tokens
    mention = phrases.actor(subject)
    if mention is None or mention.kind != "person" or tokens.lemmas[verb] not in lexicon().committing:
        return False
    helpers = [tokens.words[c] for c in tokens.children[verb] if tokens.deps[c] == "aux"]
    told = tokens.deps[verb] in ("ROOT", "conj") and helpers == ["would"]
    around = range(max(verb - 30, 0), min(verb + 30, len(tokens)))
    beside = {tokens.words[n] for n in around if tokens.sentences[n] == tokens.sentences[verb]}
    return told and not beside & lexicon().unsure and tokens.child(verb, "dobj", "ccomp") is not None


def adjusted(phrases: Phrases, verb: int) -> Iterator[Found]:
    """A measure that is raised, lowered or put in place, and what is sent: "Norland raised the levy", "Norland deployed troops"."""
    tokens, known = phrases.tokens, lexicon()
    agents, passive = holders_of(phrases, verb)
    helpers = {tokens.words[c] for c in tokens.children[verb] if tokens.deps[c] == "aux"}
    if not agents or tokens.tags[verb] == "VB" or helpers & {"will", "would"}:
        return
    lemma = tokens.lemmas[verb]
    objects = known.adjustable if lemma in known.adjusting else frozenset()
    objects |= known.supplies if lemma in known.supplying else frozenset()
    for thing in complements(phrases, verb, "object", passive=passive):
        if tokens.lemmas[thing.head] in objects:
            yield Found("for", Phrase(min(verb, thing.first), max(verb, thing.last), verb), agents)


def conduct_of(phrases: Phrases, verb: int, side: str, agents: list[int], patients: list[int]) -> Iterator[Found]:
    """"Criticised Norland for cutting flights": the critic is against it, and Norland does it; what it is accused of it need not do."""
    tokens, known = phrases.tokens, lexicon()
    accused = tokens.lemmas[verb] == "accuse"
    if tokens.lemmas[verb] in known.of_actors and not accused:
        return  # "blamed Norland for causing it": a charge
    for preposition in tokens.children[verb]:
        if tokens.words[preposition] != ("of" if accused else "for") or tokens.deps[preposition] != "prep":
            continue
        for deed in tokens.children[preposition]:
            if tokens.deps[deed] != "pcomp" or tokens.tags[deed] != "VBG":
                continue
            if any(tokens.words[c] in known.history for c in tokens.children[deed]):
                continue
            undone = tokens.child(deed, "xcomp") if tokens.lemmas[deed] in known.flipping else None
            object_ = None if undone is None else tokens.child(undone, "dobj")
            missed = tokens.lemmas[deed] in ("fail", "refuse", "decline")
            if undone is not None and missed and object_ is not None and phrases.actor(object_) is None:
                yield Found(OTHER[side], phrases.clause(undone), agents)  # "criticised Norland for failing to close it"
            opposing = tokens.lemmas[deed] in ("oppose", "resist")
            if tokens.lemmas[deed] in known.flipping and not opposing:
                continue
            if any(tokens.deps[c] == "neg" or tokens.words[c] == "not" for c in tokens.children[deed]):
                decided = known.restricting | known.backing | known.undoing_verbs | known.acts
                if not accused and tokens.lemmas[deed] in decided and tokens.child(deed, "dobj") is not None:
                    yield Found(side, phrases.clause(deed), agents)  # "for not closing it": turned by what it denies
                continue
            what = tokens.child(deed, "dobj")
            if what is None or (accused and tokens.lemmas[what] not in known.act_objects | known.adjustable | known.restrictable):
                continue  # "accused Norland of closing the port", but not "of lying to the board"
            others = [n for c in tokens.children[verb] if tokens.words[c] == "along" for n in _objects_below(phrases, c)]
            sides = known.verbs.get(tokens.lemmas[deed], {})
            if "object" not in sides or tokens.lemmas[deed] in known.acts:
                done = phrases.clause(deed)
                yield Found(side, done, agents)
                if not accused:
                    yield Found("for", done, patients + others)
            elif not accused and (thing := next(iter(complements(phrases, deed, "object")), None)) is not None:
                # "ridiculed Reed for opposing the levy"
                taken, thing = reduced(phrases, sides["object"], thing, deed)
                yield Found(taken, thing, patients + others)
                if sides["object"] == "for" and side == "against":
                    yield Found(OTHER[taken], thing, agents)


def _objects_below(phrases: Phrases, number: int) -> list[int]:
    """The objects of the preposition under a word, and those joined to them: "along with Norland and Eastmere"."""
    tokens = phrases.tokens
    waiting = [g for c in tokens.children[number] for g in tokens.children[c] if tokens.deps[g] == "pobj"]
    for one in waiting:
        waiting += [c for c in tokens.children[one] if tokens.deps[c] == "conj"]
    return waiting


def owned_policy(phrases: Phrases, noun: int) -> Iterator[Found]:
    """"Norland's ban on imports", "the Norlandic levy on ships": whoever has put it in place is for it."""
    tokens = phrases.tokens
    on = any(tokens.words[c] == "on" and tokens.deps[c] == "prep" and c > noun for c in tokens.children[noun])
    owners = [c for c in tokens.children[noun] if tokens.deps[c] == "poss"]
    undone = tokens.lemmas[tokens.heads[noun]] in lexicon().undoing_verbs | lexicon().losing
    if on and owners and tokens.deps[noun] not in ("attr", "ROOT") and not undone:
        whole = phrases.noun(noun)
        if whole is not None:
            after = next((c for c in tokens.children[owners[0]] if tokens.deps[c] == "case"), owners[0]) + 1
            yield Found("for", Phrase(after, whole.last, noun), owners)


def committed(phrases: Phrases, verb: int, holder: Holder) -> tuple[str, Phrase] | None:
    """What speakers say they will do: "we will not sign the treaty", "said it would forgo dividends", "said no dividend would be paid"."""
    tokens = phrases.tokens
    helpers = {tokens.words[c] for c in tokens.children[verb] if tokens.deps[c] == "aux"}
    cannot = helpers & {"can", "ca", "could"} and tokens.child(verb, "neg") is not None and tokens.lemmas[verb] in lexicon().refusing
    if not cannot and tokens.lemmas[verb] not in lexicon().committing:
        return None
    if not (cannot or helpers & {"will", "would", "wo", "'ll", "’ll"}) or helpers & {"have"}:
        return None
    subject = tokens.child(verb, "nsubj", "nsubjpass")
    if subject is None or subject > verb:
        return None
    side = "against" if any(tokens.deps[c] == "neg" or tokens.words[c] == "never" for c in tokens.children[verb]) else "for"
    if tokens.deps[subject] == "nsubjpass":
        thing = phrases.noun(subject)
        if thing is None or phrases.actor(subject) is not None or any(tokens.deps[c] == "agent" for c in tokens.children[verb]):
            return None
        if any(tokens.words[c] == "no" for c in tokens.children[subject]):
            side = OTHER[side]
        return side, Phrase(thing.first, max(verb, thing.last), verb)
    mention = phrases.actor(subject)
    own = tokens.words[subject] in FIRST_PERSON or (mention is not None and mention.chain == holder)
    wanted = any(tokens.deps[c] == "xcomp" or (tokens.deps[c] == "dobj" and tokens.words[c] not in ("it", "this", "that", "them"))
                 for c in tokens.children[verb])
    if own and cannot and not wanted:  # "we cannot let this merger go ahead"
        return _not_let(phrases, verb)
    return (side, phrases.clause(verb, subject=False)) if own and wanted else None


def _not_let(phrases: Phrases, verb: int) -> tuple[str, Phrase] | None:
    """What is not to be let happen: "this merger go ahead", "them close the port"."""
    tokens = phrases.tokens
    done = tokens.child(verb, "ccomp")
    subject = tokens.child(done, "nsubj", "nsubjpass") if done is not None else None
    if done is None or subject is None:
        return None
    if tokens.child(done, "dobj") is not None:
        return "against", phrases.clause(done, subject=tokens.poses[subject] != "PRON")
    thing = phrases.noun(subject)
    return None if thing is None or tokens.lemmas[done] not in ("continue", "go", "happen", "proceed", "stand") else ("against", thing)
