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

Soft = tuple[float, float, float]

NEGATIVE: Soft = (0.95, 0.04, 0.01)
NEUTRAL: Soft = (0.04, 0.92, 0.04)
POSITIVE: Soft = (0.01, 0.04, 0.95)
CLEARED: Soft = (0.06, 0.64, 0.30)
"""A charge denied is no charge: mostly neutral, a little in favour."""
DEFLATED: Soft = (0.72, 0.24, 0.04)
"""Praise denied is mild blame."""

LABELS = {"-": NEGATIVE, "0": NEUTRAL, "+": POSITIVE, "c": CLEARED, "d": DEFLATED}

FIRST = [
    "Anna", "Brian", "Carla", "David", "Elena", "Farid", "Grace", "Hamid", "Irene", "James", "Karin", "Luan", "Maria", "Nikola",
    "Olga", "Peter", "Rosa", "Samir", "Tara", "Victor", "Wanda", "Yusuf", "Zoe", "Arben",
]
LAST = [
    "Hoxha", "Marsden", "Okafor", "Lindqvist", "Petrov", "Delgado", "Whitfield", "Kaya", "Brandt", "Moreau", "Osei", "Tanaka",
    "Ferrari", "Novak", "Khan", "Byrne", "Sato", "Costa", "Jansen", "Berisha", "Reid", "Alvarez", "Haddad", "Kowalski",
    "Thornton", "Mbeki", "Larsen", "Popescu", "Nguyen", "Carver",
]
TITLES = (
    "Prime Minister", "President", "Senator", "Home Secretary", "Mayor", "Governor", "Foreign Minister", "Justice Secretary",
    "Chancellor",
)
BODIES = (
    "the Home Office", "the European Commission", "Amnesty International", "the Labour Party", "the central bank",
    "Interior Ministry officials",
    "Norland Rail", "the opposition", "Human Rights Watch", "the government", "Halden Group", "Serbia", "Kosovo", "Britain",
    "Germany", "Albania",
    "Brussels", "the Supreme Court", "the World Bank", "NATO", "the city council", "the police", "the Refugee Council",
    "Brightwater Energy",
)
PRONOUNS = ("he", "she", "they")

FILLERS: dict[str, tuple[str, ...]] = {
    "attack": (
        "accused {B} of lying", "blasted {B}", "lashed out at {B}", "slammed {B} over the deal", "condemned {B}", "mocked {B}",
        "called {B} a disgrace", "described {B} as incompetent", "branded {B} a coward", "criticised {B} for the delay", "denounced {B}",
        "blamed {B} for the crisis", "ridiculed {B}", "demanded that {B} resign", "said {B} had betrayed the voters", "took aim at {B}",
        "rebuked {B}", "said {B} could not be trusted", "said {B} was unfit for office", "attacked {B} for breaking a promise",
        "warned that {B} was dangerous", "sued {B} for fraud", "voiced disgust at {B}", "poured scorn on {B}",
    ),
    "praise": (
        "praised {B}", "hailed {B} as a hero", "thanked {B} for the help", "applauded {B}", "commended {B} for acting quickly",
        "endorsed {B}",
        "called {B} a brilliant leader", "described {B} as honest and brave", "paid tribute to {B}", "congratulated {B} on the victory",
        "said {B} had done an outstanding job", "credited {B} with saving the talks", "defended {B}", "welcomed the progress made by {B}",
        "said {B} deserved respect", "spoke warmly of {B}", "honoured {B} with an award", "said {B} had kept every promise",
    ),
    "attacked": (
        "was accused of corruption by {B}", "was condemned by {B}", "was mocked by {B}", "was criticised by {B} over the plan",
        "was branded a liar by {B}", "was blamed by {B} for the failure", "was denounced by {B}", "was rebuked by {B}",
        "came under fire from {B}", "faced a barrage of criticism from {B}", "was ridiculed by {B}", "was found guilty of fraud",
    ),
    "praised": (
        "was praised by {B}", "was hailed by {B}", "was applauded by {B}", "was commended by {B} for honesty", "won praise from {B}",
        "was thanked by {B}", "was honoured by {B}", "was endorsed by {B}", "was defended by {B}", "was congratulated by {B}",
    ),
    "fault": (
        "misled parliament", "broke the law", "lied about the costs", "took bribes", "ignored the warnings", "betrayed the refugees",
        "covered up the scandal", "wrecked the negotiations", "abused the office", "cheated the taxpayer", "hid the report",
        "botched the reform", "failed the victims", "bullied the staff",
    ),
    "merit": (
        "saved the agreement", "kept the promise", "rescued the company", "restored trust", "handled the crisis superbly",
        "won the debate",
        "cleaned up the ministry", "protected the minority", "delivered the reform", "earned the admiration of colleagues",
    ),
    "bad": (
        "a liar", "corrupt", "a failure", "a disgrace", "incompetent", "a bully", "reckless", "dishonest", "a fraud",
        "a danger to the country",
    ),
    "good": (
        "a hero", "a skilled negotiator", "brilliant", "courageous", "an inspiration", "trustworthy", "a role model",
        "a great reformer",
    ),
    "grave": (
        "visited the flooded town", "travelled to the scene of the bombing", "spoke at the funeral of the victims",
        "arrived hours after the earthquake",
        "met survivors of the massacre", "was briefed on the deadly crash", "expressed condolences after the fire that killed nine people",
        "chaired an emergency meeting on the outbreak", "will testify about the attack", "read out the names of the dead",
        "announced three days of mourning", "said 14 people had died in the storm", "reported that unemployment had risen",
        "toured the hospital where the wounded were being treated", "took questions about the shooting",
        "attended a memorial for the murdered journalist",
        "confirmed that the factory would close", "asked the court to adjourn the murder trial",
    ),
    "plain": (
        "arrived in the capital on Tuesday", "will meet ministers next week", "spoke to reporters", "signed the document",
        "attended the summit",
        "is due to give a statement", "held talks in Vienna", "published the timetable", "chaired the meeting", "was elected in 2019",
        "takes questions in parliament on Wednesday", "flew back on Friday", "was born in Tirana", "met the delegation at the airport",
    ),
    "when": (
        "on Monday", "on Thursday", "last week", "in an interview", "during the debate", "at a rally", "in a letter",
        "after the vote",
    ),
    "work": ("plan", "record", "speech", "campaign", "policy", "proposal", "handling of the case", "reform", "bid"),
    "worse": ("disastrous", "failed", "shameful", "botched", "widely ridiculed", "cruel", "chaotic"),
    "better": ("acclaimed", "successful", "masterly", "widely admired", "generous", "landmark"),
}

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
    ("{A} {plain}.", "A0", "fact"),
    ("{A} {plain} and {B} {plain}.", "A0 B0", "fact"),
    ("{A} {plain} as the death toll rose.", "A0", "grave"),
    ("{A}'s {worse} {work} dominated the day.", "A-", "possessive"),
    ("{A}'s {better} {work} dominated the day.", "A+", "possessive"),
    ("{A}'s {work} was published {when}.", "A0", "possessive"),
    ("{B} attacked {A}'s {work} as {worse}.", "B0 A-", "possessive"),
    ("{B} called {A}'s {work} {better}.", "B0 A+", "possessive"),
    ("{A} {plain} after {B} {attack_c}.", "A0 B0 C-", "three"),
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
    while slot := re.search(r"\{([a-z]+)\}", frame):
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
        names["A"] = chance.choice(PRONOUNS)
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
