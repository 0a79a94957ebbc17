"""The words that tell of changes of position: the lists of `en/positions/turns.toml`, which says what each is for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from broadsheet.resources import data_sections

Words = frozenset[str]

Minds = dict[tuple[str, str], str | None]
"""Verb and preposition → the side taken then, None where it is not told."""


@dataclass(frozen=True)
class TurnWords:
    """One table of the file each; the key `verbs` of a table has the table's name."""

    turning: Words
    alone: Words
    retracting: Words
    standpoints: Words
    utterances: Words
    stands: Words
    plans: Words
    replanning: Words
    moving: Words
    places: Words
    toning: Words
    tones: Words
    reversals: Words
    later: Words
    conceding: Words
    yielding: Words
    apologising: Words
    speaking: Words
    calling_off: Words
    particles: Words
    things: Words
    repaying: Words
    gifts: Words
    revising: Words
    assessments: Words
    levels: Words
    level_kinds: Words
    grading: Words
    formerly: Words
    forced: Words
    performing: Words
    phrasal: Words
    yielding_phrases: Words
    leaving: Words
    pledges: Words
    against_self: Words
    since: Words
    drifting: Words
    compelling: Words
    wrong: Words
    first: Words
    then: Words
    jests: Words
    saying: Words
    minds: Minds
    toward_actors: Minds
    growing: Words
    more: Words
    less: Words
    stopping: Words
    urging: Words
    failing: Words
    resisting: Words
    resistance: Words
    now: Words
    breaking: Words
    bowing: Words
    pressures: Words
    crossing: Words
    parties: Words
    owning: Words


@lru_cache(maxsize=1)
def turn_words() -> TurnWords:
    """The words that tell of changes."""
    found = data_sections("en/positions/turns.toml")

    def words(table: str, key: str = "verbs") -> Words:
        return frozenset(found[table][key])

    def minds(key: str) -> Minds:
        entries = (entry.split() for entry in found["minds"][key])
        return {(verb, preposition): None if side == "?" else side for verb, preposition, side in entries}

    return TurnWords(
        turning=words("turning"), alone=words("turning", "alone"), retracting=words("turning", "retracting"),
        standpoints=words("turning", "standpoints"), utterances=words("turning", "utterances"), stands=words("turning", "stands"),
        plans=words("turning", "plans"),
        replanning=words("turning", "replanning"), moving=words("moving"), places=words("moving", "places"), toning=words("toning"),
        tones=words("toning", "nouns"), reversals=words("reversals", "nouns"), later=words("conceding", "adverbs"),
        conceding=words("conceding"), yielding=words("conceding", "yielding"), apologising=words("apologising"),
        speaking=words("apologising", "speaking"), calling_off=words("calling_off"), particles=words("calling_off", "particles"),
        things=words("calling_off", "things"), repaying=words("calling_off", "repaying"), gifts=words("calling_off", "gifts"),
        revising=words("revising"), assessments=words("revising", "things"), levels=words("revising", "levels"),
        level_kinds=words("revising", "kinds"), grading=words("revising", "grading"), formerly=words("formerly", "words"),
        performing=words("reversals", "performing"),
        phrasal=words("idioms", "yielding") | words("idioms", "taking_back"), yielding_phrases=words("idioms", "yielding"),
        leaving=words("idioms", "leaving"), pledges=words("idioms", "pledges"), against_self=words("idioms", "against_self"),
        since=words("idioms", "since"), drifting=words("idioms", "drifting"), first=words("idioms", "first"), then=words("idioms", "then"),
        compelling=words("forced", "compelling"), wrong=words("idioms", "wrong"),
        minds=minds("turning"), toward_actors=minds("toward_actors"), growing=words("minds", "growing"), more=words("minds", "more"),
        less=words("minds", "less"), stopping=words("minds", "stopping"), urging=words("minds", "urging"),
        resisting=words("after"), failing=words("idioms", "failing"), resistance=words("after", "nouns"),
        now=words("minds", "now"), breaking=words("minds", "breaking"),
        bowing=words("minds", "bowing"), pressures=words("minds", "pressures"), crossing=words("minds", "crossing"),
        parties=words("minds", "parties"), owning=words("minds", "owning"),
        forced=words("forced"), jests=words("jesting", "words"), saying=words("jesting", "saying"),
    )
