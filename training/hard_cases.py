"""Sentences made to be hard for targeted sentiment: one frame each, with the label of every target.

A model trained on news alone learns the tone of the sentence and gives it to everyone named in it. These frames break
that habit: attack and praise with the attacker named, their passives, denials, two targets of opposite standing, a
third party's quotation, and grave facts around somebody who is only present. They are ours, written for training; the
minimal pairs in the tests are other sentences.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from typing import NamedTuple

from training.hard_words import BODIES, FILLERS, FIRST, LAST, PRONOUNS, TITLES

Soft = tuple[float, float, float]

NEGATIVE: Soft = (0.95, 0.04, 0.01)
NEUTRAL: Soft = (0.04, 0.92, 0.04)
POSITIVE: Soft = (0.01, 0.04, 0.95)
CLEARED: Soft = (0.06, 0.64, 0.30)
"""A charge denied is no charge: mostly neutral, a little in favour."""
DEFLATED: Soft = (0.72, 0.24, 0.04)
"""Praise denied is mild blame."""

LABELS = {"-": NEGATIVE, "0": NEUTRAL, "+": POSITIVE, "c": CLEARED, "d": DEFLATED}

# Frame, the label of each target in it (A, B, C), kind.
FRAMES: tuple[tuple[str, str, str], ...] = (
    ("{A} {attack} {when}.", "A0 B-", "attack"),
    ("{when}, {A} {attack}.", "A0 B-", "attack"),
    ("{A} has repeatedly {attack}.", "A0 B-", "attack"),
    ("{A} {praise} {when}.", "A0 B+", "praise"),
    ("{when}, {A} {praise}.", "A0 B+", "praise"),
    ("{A} publicly {praise}.", "A0 B+", "praise"),
    ("{A} {attacked} {when}.", "A- B0", "passive"),
    ("{A} {praised} {when}.", "A+ B0", "passive"),
    ("{A} {attack}, while {C} {plain}.", "A0 B- C0", "three"),
    ("{A} {praise}, while {C} {plain}.", "A0 B+ C0", "three"),
    ("{A} {attack} but praised {C}.", "A0 B- C+", "opposite"),
    ("{A} {praise} and condemned {C}.", "A0 B+ C-", "opposite"),
    ("While {A} {merit}, {B} {fault}.", "A+ B-", "opposite"),
    ("{A} {fault}; {B} {merit}.", "A- B+", "opposite"),
    ("Unlike {A}, who {fault}, {B} {merit}.", "A- B+", "opposite"),
    ("{A} is {good}, but {B} is {bad}.", "A+ B-", "opposite"),
    ("Voters see {A} as {bad} and {B} as {good}.", "A- B+", "opposite"),
    ("{A}'s {better} {work} made {B}'s {worse} {work} look worse.", "A+ B-", "opposite"),
    ("“{B} is {bad},” {A} said {when}.", "B- A0", "quoted"),
    ("“{B} {fault},” said {A}.", "B- A0", "quoted"),
    ("According to {A}, {B} is {bad}.", "A0 B-", "quoted"),
    ("{A} told reporters that {B} {fault}.", "A0 B-", "quoted"),
    ("“{B} is {good},” {A} said {when}.", "B+ A0", "quoted"),
    ("“{B} {merit},” said {A}.", "B+ A0", "quoted"),
    ("According to {A}, {B} is {good}.", "A0 B+", "quoted"),
    ("{A} told reporters that {B} {merit}.", "A0 B+", "quoted"),
    ("{A} {fault}.", "A-", "plain"),
    ("{A} {merit}.", "A+", "plain"),
    ("{A} is {bad}.", "A-", "plain"),
    ("{A} is {good}.", "A+", "plain"),
    ("There is no evidence that {A} {fault}.", "Ac", "negation"),
    ("It is not true that {A} {fault}, the inquiry found.", "Ac", "negation"),
    ("{A} is not {bad}.", "Ac", "negation"),
    ("{A} never {fault}, {B} said.", "Ac B0", "negation"),
    ("Nobody believes that {A} {fault}.", "Ac", "negation"),
    ("{A} was cleared of claims that {A2} {fault}.", "Ac", "negation"),
    ("{A} is hardly {good}.", "Ad", "negation"),
    ("{A} is not {good}.", "Ad", "negation"),
    ("{A} is anything but {good}.", "A-", "negation"),
    ("{A} is far from {bad}.", "Ac", "negation"),
    ("{B} denied that {A} {fault}.", "B0 Ac", "negation"),
    ("{A} {grave}.", "A0", "grave"),
    ("{when}, {A} {grave}.", "A0", "grave"),
    ("{A} {grave}, and {B} {plain}.", "A0 B0", "grave"),
    ("{A} {callous}.", "A-", "grave"),
    ("{when}, {A} {callous}.", "A-", "grave"),
    ("{A} {callous}, {B} said.", "A- B0", "grave"),
    ("{A} {caring}.", "A+", "grave"),
    ("{A} {caring}, {B} said.", "A+ B0", "grave"),
    ("{A} {grave}, while {B} {callous}.", "A0 B-", "grave"),
    ("{A} {grave}, while {B} {caring}.", "A0 B+", "grave"),
    ("{A} {plain}.", "A0", "fact"),
    ("{A} {plain} and {B} {plain}.", "A0 B0", "fact"),
    ("{A} {plain} as the death toll rose.", "A0", "grave"),
    ("{A} {routine}.", "A0", "fact"),
    ("{when}, {A} {routine}.", "A0", "fact"),
    ("{A} {routine}, {B} said.", "A0 B0", "fact"),
    ("{A} {routine}, while {B} {fault}.", "A0 B-", "fact"),
    ("{B} tried to {shield} {A} {when}.", "A0 B0", "bystander"),
    ("{A} {plain} to {shield} {B}.", "A0 B0", "bystander"),
    ("{B} {attack_c} for failing to {shield} {A}.", "A0 B0 C-", "bystander"),
    ("{between} between {A} and {B} was on the agenda {when}.", "A0 B0", "bystander"),
    ("{A} {plain} because of {between_small} with {B}.", "A0 B0", "bystander"),
    ("{A}'s {worse} {work} dominated the day.", "A-", "possessive"),
    ("{A}'s {better} {work} dominated the day.", "A+", "possessive"),
    ("{A}'s {work} was published {when}.", "A0", "possessive"),
    ("{B} attacked {A}'s {work} as {worse}.", "B0 A-", "possessive"),
    ("{B} called {A}'s {work} {better}.", "B0 A+", "possessive"),
    ("{A} {plain} after {B} {attack_c}.", "A0 B0 C-", "three"),
    ("{A} did not {fault_base}.", "Ac", "negation"),
    ("{A} did not {fault_base}, {B} said {when}.", "Ac B0", "negation"),
    ("{A} did {fault_base}, {B} said {when}.", "A- B0", "negation"),
    ("{A} refused to {fault_base}.", "A+", "negation"),
    ("{A} never tried to {fault_base}.", "Ac", "negation"),
    ("{A} tried to {fault_base}.", "A-", "negation"),
    ("{A} did not {merit_base}.", "Ad", "negation"),
    ("{A} failed to {merit_base}.", "A-", "negation"),
    ("{A} did nothing to {merit_base}.", "A-", "negation"),
    ("{A} did everything to {merit_base}.", "A+", "negation"),
    ("{A} never failed to {merit_base}.", "A+", "negation"),
    ("{A} refused to {merit_base}, {B} said.", "A- B0", "negation"),
    ("{A} managed to {merit_base}.", "A+", "negation"),
    ("Hardly anyone would call {A} {good}.", "A-", "negation"),
    ("It would be unfair to call {A} {bad}.", "Ac", "negation"),
    ("It would be fair to call {A} {bad}.", "A-", "negation"),
    ("Nobody disputes that {A} {fault}.", "A-", "negation"),
    ("Nobody disputes that {A} {merit}.", "A+", "negation"),
    ("A court dismissed the claim that {A} {fault}.", "Ac", "negation"),
    ("A court upheld the finding that {A} {fault}.", "A-", "negation"),
    ("{A} was no {scorned} outsider but {good}.", "A+", "negation"),
    ("{A} was not {lauded} but {scorned}.", "A-", "negation"),
    ("{A} was not {scorned} but {lauded}.", "A+", "negation"),
    ("{B} {scorned} {A} {when}.", "B0 A-", "attack"),
    ("{B} {lauded} {A} {when}.", "B0 A+", "praise"),
    ("{A} was {scorned} by {B} {when}.", "A- B0", "passive"),
    ("{A} was {lauded} by {B} {when}.", "A+ B0", "passive"),
    ("{when}, {A} was {scorned} and {B} {lauded}.", "A- B+", "opposite"),
    ("{A} has been {scorned} by {B}.", "A- B0", "passive"),
    ("{A} has been {lauded} by {B}.", "A+ B0", "passive"),
    ("{A}, {scorned} by {B}, {plain}.", "A- B0", "passive"),
    ("{A}, {lauded} by {B}, {plain}.", "A+ B0", "passive"),
    ("{A}, who had {scorned} {B}, was {lauded} by {C}.", "A+ B- C0", "passive"),
    ("{A}, who had {lauded} {B}, was {scorned} by {C}.", "A- B+ C0", "passive"),
    ("{A} looked on as {B} was {lauded}.", "A0 B+", "praise"),
    ("{A} looked on as {B} was {scorned}.", "A0 B-", "attack"),
    ("{A} thanked {B}, saying the effort had paid off.", "A0 B+", "praise"),
    ("Asked about {A}, {B} said {C} {merit}.", "A0 B0 C+", "praise"),
    ("Asked about {A}, {B} said {C} was {bad}.", "A0 B0 C-", "attack"),
    ("In front of {A}, {B} {lauded} {C}.", "A0 B0 C+", "praise"),
    ("{A} {merit} but {B} {fault}.", "A+ B-", "opposite"),
    ("Where {A} {fault}, {B} {merit}.", "A- B+", "opposite"),
    ("It was {A}, not {B}, who {merit}.", "A+ Bd", "opposite"),
    ("It was {A}, not {B}, who {fault}.", "A- Bc", "opposite"),
    ("{A} deserves the credit and {B} the blame.", "A+ B-", "opposite"),
    ("{A} took the blame for what {B} did wrong.", "A0 B-", "opposite"),
    ("{B} was {bad} where {A} was {good}.", "B- A+", "opposite"),
    ("{A} outclassed {B} in the debate.", "A+ B-", "opposite"),
    ("{B} was humbled by {A} in the debate.", "B- A+", "opposite"),
    ("{C} {lauded} {A} and {scorned} {B}.", "C0 A+ B-", "opposite"),
    ("{C} {scorned} {A} and {lauded} {B}.", "C0 A- B+", "opposite"),
    ("{A} {plain}; {B} {fault}.", "A0 B-", "opposite"),
    ("{A} {plain}; {B} {merit}.", "A0 B+", "opposite"),
)


class HardCase(NamedTuple):
    """A sentence with its targets (start, end) and, for each, the chances of negative, neutral, positive."""

    text: str
    spans: tuple[tuple[int, int], ...]
    labels: tuple[Soft, ...]
    kind: str


def hard_cases(number: int, seed: int) -> Iterator[HardCase]:
    """`number` sentences drawn from the frames; the same seed gives the same sentences."""
    chance = random.Random(seed)
    for _ in range(number):
        frame, marks, kind = chance.choice(FRAMES)
        labels = {mark[0]: LABELS[mark[1]] for mark in marks.split()}
        filled = _filled(frame, chance)
        yield _placed(filled, labels, _names(filled, chance), kind)


def _filled(frame: str, chance: random.Random) -> str:
    """The frame with every slot filled but the targets."""
    frame = frame.replace("{attack_c}", chance.choice(FILLERS["attack"]).replace("{B}", "{C}"))
    while slot := re.search(r"\{([a-z_]+)\}", frame):
        frame = frame[: slot.start()] + chance.choice(FILLERS[slot[1]]) + frame[slot.end():]
    return frame


def _names(filled: str, chance: random.Random) -> dict[str, str]:
    """A name for every target; now and then a pronoun for the one that opens the sentence."""
    names: dict[str, str] = {}
    for letter in "ABC":
        drawn = ""
        while not drawn or drawn in names.values():
            last = chance.choice(LAST)
            drawn = chance.choice((
                last, f"{chance.choice(FIRST)} {last}", f"{chance.choice(FIRST)} {last}", f"{chance.choice(TITLES)} {last}",
                f"{chance.choice(TITLES)} {chance.choice(FIRST)} {last}", chance.choice(BODIES),
            ))
        names[letter] = drawn
    if filled.startswith("{A} ") and chance.random() < 0.15:
        singular = re.match(r"\{A\} (?:was|is|has|takes|deserves)\b", filled)
        names["A"] = chance.choice(PRONOUNS[:2] if singular else PRONOUNS)
    return names


def _placed(pattern: str, labels: dict[str, Soft], names: dict[str, str], kind: str) -> HardCase:
    text, spans, given = "", [], []
    seen: set[str] = set()
    for piece in re.split(r"(\{[ABC]2?\})", pattern):
        letter = piece[1:2] if re.fullmatch(r"\{[ABC]2?\}", piece) else ""
        if not letter:
            text += piece
            continue
        name = "they" if piece.endswith("2}") else names[letter]
        if letter in labels and letter not in seen:
            seen.add(letter)
            spans.append((len(text), len(text) + len(name)))
            given.append(labels[letter])
        text += name
    text = text[:1].upper() + text[1:]
    return HardCase(text, tuple(spans), tuple(given), kind)
