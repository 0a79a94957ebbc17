"""Who holds a position: the one who does what a verb says, who owns what a noun names, and the speaker who says "I" or "we"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Final

from broadsheet.annotating.english.positions.complements import is_participle
from broadsheet.annotating.english.positions.cue import Holder
from broadsheet.annotating.english.positions.groups import group_named
from broadsheet.annotating.english.positions.lexicon import lexicon
from broadsheet.annotating.english.positions.phrases import Phrases
from broadsheet.annotating.english.positions.polarity import is_another_s
from broadsheet.annotating.english.positions.speakers import Speakers

FIRST_PERSON: Final = frozenset({"i", "we", "my", "our"})
_THIRD_PERSON: Final = frozenset({"his", "her", "its", "their"})
_DRAWING: Final = frozenset({"face", "draw", "meet", "receive", "win", "attract", "earn", "provoke", "prompt", "spark"})
"""Verbs whose subject is what the criticism or praise is about: "the levy drew criticism from Norland"."""

_HAVING: Final = frozenset({"have", "win", "receive", "enjoy", "get", "secure", "gain", "earn", "collect", "land"})
"""Verbs whose subject has the support that their object names: "won the backing of the dockers"."""

_AS: Final = frozenset({"emerge", "serve", "act", "campaign", "run", "come", "stand", "appear"})
"""Verbs whose subject is what follows "as"."""

_LISTED: Final = 12
"""Words between two names of one list."""

_AMONG: Final = frozenset({"including", "like", "as"})
"""Prepositions between a group and those of it who are named: "critics like Moss", "economists such as Moss"."""


def held_by(phrases: Phrases, speakers: Speakers, holders: Sequence[int], *, groups: bool = False) -> Iterator[tuple[Holder, int]]:
    """Those whom these tokens name, each with its token: the chains of actors, and where `groups` is set the words for a group.

    Notes
    -----
    In a quotation "I" and "we" are its speaker, and all who speak with one voice. Of a group without a name those of it who are named
    hold it: "critics like Moss and the Dockers' Union oppose it".
    """
    for holder in _with_those_between(phrases, holders):
        found = list(_held(phrases, speakers, holder))
        yield from found
        name = group_named(phrases, holder) if groups and not found else None
        if name is not None:
            yield name, holder


def _held(phrases: Phrases, speakers: Speakers, holder: int) -> Iterator[tuple[Holder, int]]:
    tokens = phrases.tokens
    mention = phrases.actor(holder)
    own = _own_body(phrases, speakers, holder)
    if own is not None:
        yield own, holder
    elif mention is not None and mention.chain is not None:
        members = list(_people_among(phrases, holder))
        if members:
            yield from ((chain, holder) for chain in members)  # "Democrats like Moss"
        elif not _is_part(phrases, holder):
            yield mention.chain, holder
            if tokens.words[holder] == "they" and mention.chain == speakers.of(tokens.starts[holder]):
                yield from speakers.beside(tokens.starts[holder])
    elif tokens.words[holder] in FIRST_PERSON:
        said = speakers.of(tokens.starts[holder])
        if said is not None:
            yield said, holder
            yield from speakers.beside(tokens.starts[holder])
    elif mention is None and tokens.words[holder] == "they" and (together := speakers.beside(tokens.starts[holder])):
        said = speakers.of(tokens.starts[holder])
        yield from [(said, holder), *together] if said is not None else together  # "Moss and Lind said that they would oppose it"
    elif mention is None and tokens.words[holder] in _THIRD_PERSON and tokens.lemmas[tokens.heads[holder]] in lexicon().proposing:
        said = speakers.of(tokens.starts[holder])
        if said is not None:
            yield said, holder  # "Moss said that her plan would end it"
    elif tokens.words[holder] in ("all", "both") and holder and phrases.actor(holder - 1) is not None:
        yield from _together(phrases, holder - 1)  # "with Moss, Lind and Falk all calling for it"
    elif bodies := list(_bodies(phrases, holder)):
        yield from bodies
    elif senders := _senders(phrases, holder):
        yield from senders
    elif (subject := _told_of(phrases, holder)) is not None:
        yield subject
    elif tokens.poses[holder] == "NOUN":
        named = [n for c in tokens.children[holder] if tokens.words[c] in _AMONG for n in _objects(phrases, c)]
        named += [n for c in tokens.children[holder] if tokens.deps[c] == "relcl" and tokens.lemmas[c] == "include"
                  for n in _joined(phrases, [g for g in tokens.children[c] if tokens.deps[g] == "dobj"])]
        named += _joined(phrases, [c for c in tokens.children[holder] if tokens.deps[c] == "appos"])
        named += [n for c in tokens.children[holder] if tokens.deps[c] == "acl" and tokens.lemmas[c] == "lead"
                  for g in tokens.children[c] if tokens.deps[g] == "agent" for n in _objects(phrases, g)]  # "critics led by Moss"
        yield from _actors(phrases, named)


def _with_those_between(phrases: Phrases, holders: Sequence[int]) -> list[int]:
    """Of "Moss, Omar Lind, Falk and Reed" the parse may lose one: the names between two that hold it hold it too."""
    tokens, found = phrases.tokens, list(holders)
    for first, last in pairwise(holders):
        between = range(first + 1, last)
        ends = phrases.actor(first), phrases.actor(last)
        if not 0 < len(between) <= _LISTED or ends[0] is None or ends[1] is None:
            continue
        apart = [n for n in between if phrases.participants.mention(n) is None]
        if all(tokens.words[n] in (",", "and", "or", "the") for n in apart):
            named = ((n, phrases.actor(n)) for n in between if n not in apart and n + 1 in apart)
            found += [n for n, m in named if m is not None and m not in ends and m.kind == ends[1].kind and n not in found]
    return found


def _actors(phrases: Phrases, named: Iterable[int]) -> Iterator[tuple[int, int]]:
    """The actors among these tokens, each with its token."""
    found = ((phrases.actor(n), n) for n in named)
    yield from ((m.chain, n) for m, n in found if m is not None and m.chain is not None)


def _people_among(phrases: Phrases, holder: int) -> Iterator[int]:
    """The chains of the people who are named as some of a group: "Democrats like Moss"."""
    tokens = phrases.tokens
    if tokens.tags[holder] not in ("NNS", "NNPS"):
        return
    for one in (n for c in tokens.children[holder] if tokens.words[c] in _AMONG for n in _objects(phrases, c)):
        mention = phrases.actor(one)
        if mention is not None and mention.chain is not None and mention.kind == "person":
            yield mention.chain


def _is_part(phrases: Phrases, holder: int) -> bool:
    """Whether only some of a group are meant: "some Democrats", "three senators", "Norlanders living abroad"."""
    tokens = phrases.tokens
    if tokens.tags[holder] not in ("NNS", "NNPS"):
        return False
    beside = tokens.children[holder]
    told = any(tokens.words[c] in lexicon().partial or tokens.deps[c] == "nummod" for c in beside)
    return told or any(tokens.deps[c] == "acl" and tokens.tags[c] == "VBG" for c in beside)


def _own_body(phrases: Phrases, speakers: Speakers, holder: int) -> Holder | None:
    """The speaker who says it for those he or she leads: "Moss said that her country would be open to it"."""
    tokens = phrases.tokens
    owned = any(tokens.deps[c] == "poss" and tokens.words[c] in ("his", "her", "our", "my") for c in tokens.children[holder])
    return speakers.of(tokens.starts[holder]) if owned and tokens.lemmas[holder] in lexicon().led else None


def holders_told(phrases: Phrases, noun: int) -> list[int]:
    """Who is told to be this: "Moss is a critic", "Moss, one of the fiercest critics", "the critic Moss"."""
    tokens = phrases.tokens
    if tokens.deps[noun] == "pobj" and tokens.words[tokens.heads[noun]] in ("of", "among"):
        noun = tokens.heads[tokens.heads[noun]]
    above = tokens.heads[noun]
    if tokens.deps[noun] == "appos":
        return [above]
    if tokens.deps[noun] == "attr" or tokens.words[noun] == "among":
        return phrases.agents(above)
    return [c for c in tokens.children[noun] if tokens.deps[c] == "appos"]


def is_rival(phrases: Phrases, noun: int, owner: int) -> bool:
    """Whether an opponent only stands against somebody in a contest: "Reed's opponent, Bo Finch"."""
    mention = phrases.actor(owner)
    return phrases.tokens.lemmas[noun] == "opponent" and mention is not None and mention.kind == "person"


def supported(phrases: Phrases, noun: int) -> list[int]:
    """Who has the support that a noun names: "Moss has the support of the dockers", "Moss spoke with the backing of the dockers"."""
    tokens = phrases.tokens
    verb = tokens.heads[noun]
    if tokens.deps[noun] == "dobj" and tokens.lemmas[verb] in _HAVING:
        return [c for c in tokens.children[verb] if tokens.deps[c] == "nsubj"]
    if tokens.deps[noun] == "pobj" and tokens.words[verb] == "with" and tokens.poses[tokens.heads[verb]] == "VERB":
        return phrases.agents(tokens.heads[verb])
    return []


def drawing(phrases: Phrases, noun: int, holders: list[int]) -> int | None:
    """The levy of "the levy drew criticism from Norland" and "came under attack from Norland"."""
    tokens = phrases.tokens
    verb = tokens.heads[noun]
    under = tokens.heads[verb] if tokens.words[verb] == "under" else verb
    if tokens.words[verb] == "with" and tokens.lemmas[tokens.heads[verb]] == "meet":  # "met with resistance from Norland"
        verb = under = tokens.heads[verb]
    drawn = tokens.deps[noun] in ("dobj", "pobj") and tokens.lemmas[verb] in _DRAWING
    if not drawn and (under == verb or tokens.lemmas[under] not in ("come", "be")):
        return None
    subject = tokens.child(under, "nsubj")
    return subject if subject not in holders else None


def _together(phrases: Phrases, last: int) -> Iterator[tuple[int, int]]:
    """The actors that are joined up to this token."""
    tokens = phrases.tokens
    first = last
    while tokens.deps[first] == "conj":
        first = tokens.heads[first]
    yield from _actors(phrases, _joined(phrases, [first]))


def _told_of(phrases: Phrases, holder: int) -> tuple[int, int] | None:
    """Who is told to be one of those: "she was one of only a dozen senators to vote for it", "he is a lawyer who opposes it"."""
    tokens = phrases.tokens
    if tokens.deps[holder] == "pobj" and tokens.words[tokens.heads[holder]] in ("of", "among"):
        above = tokens.heads[tokens.heads[holder]]
        holder = above if tokens.words[above] in ("one", "among") or tokens.lemmas[above] == "be" else holder
    verb = tokens.heads[holder] if tokens.lemmas[holder] != "be" else holder
    if tokens.lemmas[verb] != "be" or (holder != verb and tokens.deps[holder] != "attr"):
        return None
    subject = tokens.child(verb, "nsubj")
    mention = phrases.actor(subject) if subject is not None else None
    return (mention.chain, subject) if mention is not None and mention.chain is not None and subject is not None else None


def _bodies(phrases: Phrases, holder: int) -> Iterator[tuple[int, int]]:
    """The countries or bodies that officials speak for: "Mexican officials", "the governments of Norland and Sudland"."""
    tokens = phrases.tokens
    if tokens.poses[holder] != "NOUN" or tokens.lemmas[holder] not in lexicon().speaking_for:
        return
    beside = [c for c in tokens.children[holder] if tokens.deps[c] in ("amod", "compound", "nmod", "poss")]
    beside += [g for c in beside for g in tokens.children[c] if tokens.deps[g] == "compound"]  # "Norvale Steel equity analysts"
    beside += [g for c in tokens.children[holder] if tokens.words[c] in ("of", "for", "from", "at") for g in tokens.children[c]
               if tokens.deps[g] == "pobj"]
    bodies = [n for n in beside if (m := phrases.actor(n)) is not None and m.kind in ("country", "organisation")]
    yield from _actors(phrases, _joined(phrases, bodies[:1]))


def _senders(phrases: Phrases, holder: int) -> list[tuple[int, int]]:
    """Whose a message or an office is: "Moss's statement", "a letter from Moss", "Moss released a series of tweets mocking Reed"."""
    tokens = phrases.tokens
    acting = tokens.lemmas[holder] in lexicon().offices and tokens.lemmas[tokens.heads[holder]] != "be"
    if tokens.poses[holder] == "NOUN" and acting:  # "the Moss campaign sued"
        owners = [c for c in tokens.children[holder] if tokens.deps[c] in ("poss", "compound")]
        return [(m.chain, n) for n in owners if (m := phrases.actor(n)) is not None and m.chain is not None and m.kind == "person"][-1:]
    if tokens.poses[holder] != "NOUN" or tokens.lemmas[holder] not in lexicon().messages:
        return []
    told = [c for c in tokens.children[holder] if tokens.deps[c] == "poss"]
    told += [g for c in tokens.children[holder] if tokens.words[c] in ("from", "by") for g in _objects(phrases, c)]
    if tokens.deps[holder] == "pobj" and tokens.words[tokens.heads[holder]] == "of":
        holder = tokens.heads[tokens.heads[holder]]
    verb = tokens.heads[holder]
    sent = not told and tokens.deps[holder] == "dobj" and tokens.lemmas[verb] in lexicon().sending
    told += phrases.agents(verb) if sent and not is_another_s(phrases, verb) else []
    return [(m.chain, n) for n in told if (m := phrases.actor(n)) is not None and m.chain is not None]


def given_to(phrases: Phrases, noun: int) -> int | None:
    """Who is given what a noun names: "gave Moss its endorsement"."""
    tokens = phrases.tokens
    given = tokens.deps[noun] == "dobj" and tokens.lemmas[tokens.heads[noun]] in ("give", "offer", "hand", "lend", "send")
    return tokens.child(tokens.heads[noun], "dative") if given else None


def _objects(phrases: Phrases, preposition: int) -> Iterator[int]:
    """The objects of a preposition and those joined to them."""
    yield from _joined(phrases, [c for c in phrases.tokens.children[preposition] if phrases.tokens.deps[c] == "pobj"])


def _joined(phrases: Phrases, waiting: list[int]) -> Iterator[int]:
    tokens = phrases.tokens
    while waiting:
        one = waiting.pop(0)
        yield one
        waiting += [c for c in tokens.children[one] if tokens.deps[c] in ("conj", "appos")]


def holders_of(phrases: Phrases, verb: int) -> tuple[list[int], bool]:
    """The tokens that name who does what a verb says, and whether the verb is passive."""
    tokens = phrases.tokens
    if is_another_s(phrases, verb) or (tokens.tags[verb] == "VBN" and tokens.deps[verb] == "amod"):
        return [], False
    by = tokens.tags[verb] == "VBN" and tokens.child(verb, "agent") is not None and tokens.child(verb, "aux") is None
    passive = is_participle(phrases, verb) or by or any(tokens.deps[child] in ("auxpass", "nsubjpass") for child in tokens.children[verb])
    agents = [n for n in phrases.agents(verb) if not passive or tokens.deps[n] in ("pobj", "conj")]
    if tokens.deps[verb] == "relcl" and not passive and agents == [tokens.heads[verb]] and _is_plural(phrases, verb):
        first = tokens.heads[verb]
        while tokens.deps[first] == "conj":
            first = tokens.heads[first]
        agents = list(_joined(phrases, [first]))  # "Moss and Lind, who both back it"
    return agents, passive


def _is_plural(phrases: Phrases, verb: int) -> bool:
    tokens = phrases.tokens
    return tokens.tags[verb] == "VBP" or any(
        tokens.words[c] in ("both", "all", "have", "are", "were") and c < verb for c in tokens.children[verb])


def holders_of_noun(phrases: Phrases, number: int) -> Iterator[int]:
    """"Norland's support for", "support from Norland for", "Norland voiced support for", "Norland is a supporter of"."""
    tokens, known = phrases.tokens, lexicon()
    owned = [c for c in tokens.children[number] if tokens.deps[c] == "poss"]
    verb = tokens.heads[number]
    above = [verb, tokens.heads[verb]] if tokens.words[verb] in ("under", "with") else [verb] if tokens.lemmas[verb] in _DRAWING else []
    by = [g for owner in (number, *above) for c in tokens.children[owner] if tokens.words[c] in ("by", "from")
          for g in tokens.children[c] if tokens.deps[g] == "pobj"]
    unknown = owned and not by and phrases.actor(owned[0]) is None and tokens.words[owned[0]] in _THIRD_PERSON
    repeated = unknown and tokens.deps[number] == "dobj" and tokens.lemmas[verb] not in known.losing
    if (owned or by) and not repeated:  # not "repeated her call for it": whoever repeats it
        yield from by or owned
        yield from (j for g in by for j in tokens.children[g] if tokens.deps[j] == "conj")
        return
    head = tokens.heads[number]
    answers = tokens.lemmas[tokens.heads[head]] in ("respond", "reply", "react", "counter")  # "responded with attacks on Moss"
    blame = "against" in known.nouns[tokens.lemmas[number]].values()
    wishes = ("in",) if blame and not answers else ("in", "with")  # "dealt with criticism of it"
    if tokens.deps[number] == "pobj" and tokens.words[head] in wishes and tokens.poses[tokens.heads[head]] == "VERB":
        yield from phrases.agents(tokens.heads[head])  # "came out in support of", "spoke in defence of"
    elif tokens.deps[number] == "pobj" and tokens.words[head] == "as" and tokens.lemmas[tokens.heads[head]] in _AS:
        yield from phrases.agents(tokens.heads[head])  # "emerged as an opponent of"
    elif tokens.lemmas[number] == "vote":
        return  # "have enough votes to pass it"
    elif tokens.deps[number] in ("dobj", "attr") and tokens.lemmas[head] in (known.holding | known.losing):
        yield from () if is_another_s(phrases, head) else phrases.agents(head)
    elif tokens.deps[number] == "appos":
        yield head
    else:  # "Republican opposition to", "Norlandic support for"
        yield from (c for c in tokens.children[number] if tokens.deps[c] in ("amod", "compound", "nmod") and phrases.actor(c) is not None)
