"""The words that say that somebody is for or against something, by their part of speech, with their complements."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from broadsheet.resources import data_sections

Frames = dict[str, dict[str, str]]
"""Lemma → complement → side."""

Words = frozenset[str]


@dataclass(frozen=True)
class Lexicon:
    """The lists of `en/positions/cues.toml`, which says what each is for."""

    verbs: Frames
    adjectives: Frames
    nouns: Frames
    value: dict[str, str]
    """A word of judgement → its side."""
    pale: Words
    """Words of judgement that often say nothing."""
    effects: dict[str, str]
    """A verb of harm or good → its side."""
    judging: Words
    calling: Words
    acts: Words
    act_objects: Words
    deeds: Words
    misfortunes: Words
    restricting: Words
    restrictable: Words
    holding: Words
    losing: Words
    modals: Words
    duty_verbs: Words
    undoing_verbs: Words
    undoing_nouns: Words
    light: Words
    carrying: Words
    backing: Words
    helping: Words
    ordinary: Words
    times: Words
    idle: Words
    idle_alone: Words
    """Verbs that are idle without a noun as their object."""
    linking: Words
    light_nouns: Words
    leaving: Words
    uncommitted: Words
    conduct: Words
    flipping: Words
    history: Words
    former: Words
    vain: Words
    alleging: Words
    feelings: dict[str, str]
    weighing: Words
    wary: Words
    striving: Words
    refusing: Words
    lacking: Words
    finding: Words
    of_matters: Words
    doubtable: Words
    """Verbs of backing by which somebody is doubted: "who would vote for her?"."""
    seeing: Words
    faring: Words
    fortunes: Words
    """Nouns of how somebody fares."""
    allegations: Words
    bidding: Words
    partial: Words
    refusable: Words
    states: Words
    affairs: Words
    """Nouns by which a country stands for what was done there."""
    personal: Words
    """Words of judgement, of people and bodies only; they are in `value` too."""
    owning: Words
    merit_verbs: Words
    deserts: dict[str, str]
    """What somebody deserves → the side."""
    qualities: Words
    virtues: Words
    """Of the qualities, those that it is praise to have."""
    proving: Words
    bearers: Words
    """Nouns for people and bodies, which words of judgement stand before."""
    thinking: Words
    courting: Words
    standing: Words
    candidacies: Words
    proposing: Words
    adjusting: Words
    adjustable: Words
    supplying: Words
    supplies: Words
    unsaid: Words
    standpoints: Words
    """Nouns for a side that is or is not taken: "took no position on it"."""
    outlawing: Words
    """Verbs of restriction that have any thing as their object."""
    deciding: Words
    """Words with an infinitive that show a position only where something is decided on."""
    verdicts: dict[str, str]
    """A verb and its object, particle or adverb → the side: "bring job"."""
    making: dict[str, str]
    signs: dict[str, Words]
    prefixes: dict[str, str]
    """What stands before a hyphen and says a side: "pro-levy"."""
    fought: Words
    """What everybody is against: "anti-terror"."""
    committing: Words
    unsure: Words
    takers: Words
    """Nouns for people who are for something or against it."""
    speaking_for: Words
    led: Words
    messages: Words
    """Nouns for what somebody says or sends, which judges in that one's name."""
    offices: Words
    """Nouns for the staff of somebody, which acts in that one's name."""
    sending: Words
    believed: Words
    """Words of roles whose holders tell what another wants."""
    lax: Words
    of_actors: Words
    risks: Words
    of_things: Words
    contests: Words
    idioms: dict[str, list[tuple[str, str, str]]]
    """Verb → particle or noun, preposition, side: "lash out at", "pay tribute to"."""


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The words that show positions."""
    found = data_sections("en/positions/cues.toml")

    def words(table: str, key: str = "verbs") -> Words:
        return frozenset(found[table][key])

    return Lexicon(
        verbs=_frames(found["verbs"]), adjectives=_frames(found["adjectives"]), nouns=_frames(found["nouns"]),
        value=_sides(found["value"]) | _sides(found["value"], "personal"), pale=frozenset(found["value"]["for"]["pale"]),
        effects=dict.fromkeys(found["effect"]["against"]["conduct"], "against") | _sides(found["effect"]),
        judging=words("judging", "words"), calling=words("calling"), acts=words("acts"), act_objects=words("acts", "objects"),
        deeds=words("deeds"), misfortunes=words("misfortunes", "nouns"),
        restricting=words("restricting"), restrictable=words("restricting", "objects"),
        holding=words("holding"), losing=words("holding", "losing"), modals=words("duty", "modals"), duty_verbs=words("duty"),
        undoing_verbs=words("undoing"), undoing_nouns=words("undoing", "nouns"), light=words("undoing", "light"),
        carrying=words("undoing", "carrying"), backing=words("undoing", "backing"), helping=words("undoing", "helping"),
        ordinary=words("ordinary", "nouns"), times=words("ordinary", "times") | words("ordinary", "said"),
        idle=words("idle") - words("idle", "with_object"),
        idle_alone=words("idle", "with_object"), linking=words("linking"), light_nouns=words("idle", "light_nouns"),
        leaving=words("leaving"),
        uncommitted=words("uncommitted"),
        candidacies=words("ordinary", "candidacies"), proposing=words("proposing", "nouns"),
        adjusting=words("adjusting"), adjustable=words("adjusting", "objects"), committing=words("committing"),
        unsaid=words("unsaid"), standpoints=words("unsaid", "nouns"), outlawing=words("restricting", "outlawing"),
        deciding=words("deciding", "words"), verdicts=_sides(_verdicts(found), "phrases"), making=_sides(_verdicts(found), "making"),
        signs={key: frozenset(listed) for key, listed in found["verdicts"]["signs"].items()},
        supplying=words("supplying"), supplies=words("supplying", "objects"), fought=words("prefixes", "apart"),
        prefixes={word: side for side in ("for", "against") for word in found["prefixes"][side]},
        unsure=words("committing", "unsure"),
        takers=words("takers", "nouns"),
        speaking_for=words("speaking_for", "nouns"), led=words("speaking_for", "led"),
        messages=words("speaking_for", "messages"), sending=words("speaking_for", "sending"),
        offices=words("speaking_for", "offices"), believed=words("speaking_for", "roles"),
        lax=words("lax", "words"),
        of_actors=words("of_actors"), risks=words("of_actors", "risks"), of_things=words("of_things"),
        contests=words("of_things", "contests"),
        idioms=_idioms(found["idioms"]),
        flipping=words("flipping"), history=words("history", "words"), former=words("history", "former"),
        vain=words("history", "vain"),
        bidding=words("bidding", "nouns"),
        partial=words("partial", "words"), alleging=words("alleging"), feelings=_sides(found["feelings"]),
        doubtable=words("doubting"), seeing=words("doubting", "seeing"),
        faring=words("faring"), fortunes=words("faring", "nouns"), weighing=words("weighing"),
        wary=words("wary", "words"), striving=words("striving"), refusing=words("refusing"), lacking=words("lacking", "words"),
        finding=words("finding"), of_matters=words("effect_of_matters"),
        allegations=words("alleging", "nouns"), refusable=words("uncommitted", "refusable"),
        states=words("states", "words"), affairs=words("states", "affairs"), personal=frozenset(_sides(found["value"], "personal")),
        owning=words("judging", "owning"), merit_verbs=words("merits"), deserts=_sides(found["deserts"]),
        qualities=words("merits", "qualities") | words("merits", "virtues"), virtues=words("merits", "virtues"),
        bearers=words("merits", "bearers"), proving=words("merits", "proving"),
        thinking=words("alleging", "thinking"), courting=words("standing"), standing=words("standing", "nouns"),
        conduct=frozenset(found["effect"]["against"]["conduct"]),
    )


def _sides(lists: dict[str, dict[str, Any]], key: str = "words") -> dict[str, str]:
    return {word: side for side, table in lists.items() for word in table[key]}


def _verdicts(found: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {side: found["verdicts"][side] for side in ("for", "against")}


def _frames(sides: dict[str, dict[str, str]]) -> Frames:
    made: Frames = {}
    for side, entries in sides.items():
        for lemma, complements in entries.items():
            made.setdefault(lemma, {}).update(dict.fromkeys(complements.split(), side))
    return made


def _idioms(sides: dict[str, dict[str, list[str]]]) -> dict[str, list[tuple[str, str, str]]]:
    made: dict[str, list[tuple[str, str, str]]] = {}
    for side, table in sides.items():
        for entry in table["phrases"]:
            verb, word, preposition = entry.split()
            made.setdefault(verb, []).append((word, preposition, side))
    return made
