"""What issues are called: wishes as noun phrases, and what is wanted less of."""

from __future__ import annotations

import pytest

from broadsheet.analysis.counting.issue_limits import limited
from broadsheet.analysis.counting.issue_phrases import as_noun_phrase, gerund
from broadsheet.analysis.counting.issue_targets import Target, takes_up


@pytest.mark.parametrize(("phrase", "cue", "named"), [
    ("to host a return hub", "offer", "hosting a return hub"),
    ("imposed new sanctions", "impose", "imposing new sanctions"),
    ("shut its doors", "shut", "shutting its doors"),
    ("Norland should also close its borders", "should", "Norland closing its borders"),
    ("We must never give the board that power", "must", "giving the board that power"),
    ("the council needs to sell the quay", "need", "the council selling the quay"),
    ("superdelegates should be reflecting the will", "should", "superdelegates reflecting the will"),
    ("not to panic", "urge", "panicking"),
    ("the harbour levy", "back", "the harbour levy"),
    ("a ban on imports", "call", "a ban on imports"),
    ("support for the levy", "voice", "support for the levy"),
    ("to co-ordinate the search", "urge", "to co-ordinate the search"),
])
def test_a_wish_is_named_by_its_gerund(phrase: str, cue: str, named: str) -> None:
    assert as_noun_phrase(phrase, cue) == named


@pytest.mark.parametrize(("verb", "form"), [
    ("close", "closing"), ("cut", "cutting"), ("see", "seeing"), ("lie", "lying"), ("be", "being"), ("panic", "panicking"),
    ("open", "opening"), ("admit", "admitting"), ("fix", "fixing"), ("keep", "keeping"), ("agree", "agreeing"), ("suspend", "suspending"),
])
def test_gerunds(verb: str, form: str) -> None:
    assert gerund(verb) == form


def targets(*texts: str) -> list[Target]:
    """What positions are about, in these words."""
    return [Target(text, frozenset({"flight"}), ("a", number)) for number, text in enumerate(texts)]


def test_an_issue_on_less_of_a_thing_says_so_and_keeps_those_apart_who_want_the_thing() -> None:
    members = targets("suspending flights to Norland", "suspending flights", "more flights to Norland")
    assert limited("flight", members, lambda some: "flights") == ("suspending flights", [True, True, False])


def test_who_wants_less_of_a_thing_is_not_on_the_thing() -> None:
    members = targets("a ban on flights", "more flights to Norland", "cheap flights", "flights to Norland")
    assert limited("flight", members, lambda some: "flights") == ("flights", [False, True, True, True])


def test_a_name_that_says_so_stays() -> None:
    assert limited("flight", targets("flight bans", "the flight ban"), lambda some: "flight bans")[0] == "flight bans"


@pytest.mark.parametrize(("phrase", "does"), [
    ("the plan", True), ("this measure", True), ("that", True),
    ("opportunities", False), ("the government", False), ("a plan", False), ("", False),
])
def test_what_takes_up_a_thing_named_before(phrase: str, does: bool) -> None:
    assert takes_up(phrase) is does
