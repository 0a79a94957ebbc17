"""Judgements in a verb's own words and in idioms: "called the levy a betrayal", "paid tribute to Moss"."""

from __future__ import annotations

from collections.abc import Iterator

from broadsheet.annotating.english.positions.complements import complements, objects_of
from broadsheet.annotating.english.positions.cue import Found
from broadsheet.annotating.english.positions.holders import holders_of
from broadsheet.annotating.english.positions.lexicon import lexicon
from broadsheet.annotating.english.positions.merits import said_of_people
from broadsheet.annotating.english.positions.phrases import Phrases


def called(phrases: Phrases, verb: int) -> Iterator[Found]:
    """"She called the levy a betrayal", "described it as unworkable": the word that judges gives the side."""
    tokens, known = phrases.tokens, lexicon()
    agents, passive = holders_of(phrases, verb)
    words = [c for c in tokens.children[verb] if tokens.deps[c] in ("oprd", "xcomp", "ccomp", "attr")]
    likened = tokens.lemmas[verb] in ("compare", "liken")  # "compared Reed to a tyrant"
    after = [g for c in tokens.children[verb] if tokens.words[c] == ("to" if likened else "as") for g in tokens.children[c]]
    words += [g for g in after if tokens.deps[g] in ("pobj", "amod", "pcomp")]
    # Of "called Reed a bully" the parse may take Reed for a verb with its object.
    names = [w for w in words if tokens.deps[w] in ("xcomp", "ccomp") and tokens.poses[w] == "PROPN"]
    words += [g for w in names for g in tokens.children[w] if tokens.deps[g] == "dobj"]
    judged = words + said_of_people(phrases, words)
    participles = (tokens.words[w] for w in judged if tokens.words[w] != tokens.lemmas[w])
    told = next((word for word in participles if word in known.value), "")  # "unhinged"
    judging = (w for w in judged if tokens.poses[w] != "VERB" or tokens.tags[w] == "VBN")
    told = told or next((tokens.lemmas[w] for w in judging if tokens.lemmas[w] in known.value), "")
    if not told or not agents or (tokens.lemmas[verb] == "make" and told != "priority"):
        return
    found = list(complements(phrases, verb, "object", passive=passive))
    small = [s for w in words for s in tokens.children[w] if tokens.deps[s] == "nsubj"]  # "called the levy unfair" as a small clause
    found += [p for s in small if (p := phrases.noun(s)) is not None]
    found += [phrases.name(w) for w in names if phrases.actor(w) is not None]
    fitting = (p for p in found[:1] if p.head not in words and tokens.lemmas[p.head] not in known.misfortunes)
    of_people = told in known.personal
    yield from (Found(known.value[told], p, agents) for p in fitting if not of_people or phrases.actor(p.head) is not None)


def idiom(phrases: Phrases, verb: int) -> Iterator[Found]:
    """"Lashed out at Reed", "paid tribute to Moss", "threw her support behind it"."""
    tokens, lemma = phrases.tokens, phrases.tokens.lemmas[verb]
    agents, passive = holders_of(phrases, verb)
    if passive or not agents:
        return
    for word, preposition, side in lexicon().idioms[tokens.lemmas[verb]]:
        within = [g for c in tokens.children[verb] if tokens.deps[c] == "prep" for g in tokens.children[c] if tokens.deps[g] == "pobj"]
        for one in tokens.children[verb] + within:  # "stood in the way of the merger"
            if tokens.lemmas[one] != word or tokens.deps[one] not in ("prt", "advmod", "dobj", "prep", "pobj"):
                continue
            targets = [p for owner in (one, verb) for p in complements(phrases, owner, preposition)]
            given = tokens.child(verb, "dative") if lemma == "give" else None  # "gave the dam the green light"
            if given is not None:
                targets += list(objects_of(phrases, given)) or [p for p in (phrases.noun(given),) if p is not None]
            yield from (Found(side, target, agents, True) for target in targets[:1])
