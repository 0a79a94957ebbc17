"""Positions, judgements and changes: a sentence in, who is for or against what out, as the table of cases has it."""

from __future__ import annotations

import csv
from pathlib import Path

import pandas as pd
import pytest

from broadsheet.annotating.english.mentions import find_mentions
from broadsheet.annotating.english.positions import find_positions
from broadsheet.annotating.english.quotes import find_quotes
from broadsheet.annotating.parser.parsed import Mention, ParsedArticle, Position
from broadsheet.annotating.parser.pipeline import parse_articles

SPOKEN_OF = (
    "“Omar Lind has left us in the dark,” Ines Falk said.",
    "Ines Falk said that Omar Lind had left the port in ruins.",
    "“I think Omar Lind has forgotten the town,” Ines Falk said.",
    "Ines Falk criticised Omar Lind’s remarks.",
    "“We regret Omar Lind’s silence,” Ines Falk said.",
    "“Omar Lind’s temper frightens us,” Ines Falk said.",
    "“Omar Lind’s plan is thin,” Ines Falk said.",
    "“Omar Lind is a stranger to the port,” Ines Falk said.",
    "“Omar Lind keeps his word,” Ines Falk said.",
    "“Omar Lind’s record speaks for itself,” Ines Falk said.",
    "Ines Falk stated Omar Lind and his team were careless with the keys.",
)
NOT_SPOKEN_OF = (
    "“If Omar Lind were honest, we would have a port,” Ines Falk said.",
    "“People say that Omar Lind has left us in the dark,” Ines Falk said.",
    "“They began by claiming that Omar Lind had sold the port,” Ines Falk said.",
    "Ines Falk said critics were out to wreck Omar Lind’s campaign.",
    "“They will do anything to destroy Omar Lind’s good name,” Ines Falk said.",
    "“They burned Omar Lind’s boat,” Ines Falk said.",
    "“Omar Lind is struggling,” Ines Falk said.",
    "“Omar Lind has left us in the dark,” said Ines Falk, a pollster in Eastmere.",
    "Hale pollster Ines Falk said Omar Lind had left voters in the dark.",
    "“Has Omar Lind left us in the dark?” Ines Falk said.",
    "“Omar Lind is the favourite,” Ines Falk said.",
    "“Omar Lind is a long-shot,” Ines Falk said.",
    "“Omar Lind is still the underdog,” Ines Falk said.",
    "“Omar Lind’s chances are slim,” Ines Falk said.",
    "“Omar Lind’s victory surprised everybody,” Ines Falk said.",
    "“Omar Lind’s lead is shrinking,” Ines Falk said.",
    "“Omar Lind’s poor showing hurts the party,” Ines Falk said.",
    "“Omar Lind’s odds have improved,” Ines Falk said.",
    "Ines Falk said that Omar Lind was dropping out of the race.",
    "“Omar Lind’s momentum is gone,” Ines Falk said.",
)
"""Sentences whose tone is a judgement of Omar Lind by Ines Falk, and those where he is a condition, in others' mouths or hands, or
talked of by somebody who only observes."""

Found = tuple[ParsedArticle, list[Mention], list[Position]]

with (Path(__file__).parent / "cases" / "positions.csv").open(encoding="utf-8", newline="") as lines:
    CASES = list(csv.DictReader(lines))

AND_MORE = {
    "joined": "Ines Falk and Omar Lind oppose the harbour levy.",
    "own": "“Omar Lind lives in the old school,” Ines Falk said.",
    "bidden": "Ines Falk urged Omar Lind to back the harbour levy.",
    "turned": "Ines Falk, who had championed the harbour levy, opposed it as a candidate.",
    "meant": "“The deal is signed. I don't think it can work,” Ines Falk said.",
    "all": "The field is split, with Ines Falk, Omar Lind and Ada Moss all calling for a strong levy.",
    "agreed": "Ines Falk ultimately agreed to the harbour levy.",
    "raised": "The Health Board raised its alert level to four.",
    "together": "Ines Falk criticised the Harbour Board, along with Omar Lind, for cutting flights to Eastmere.",
    "reversal": "In an about-face, the Harbour Board approved the dam.",
    "since": "Ada Moss has since come to oppose the treaty.",
    "planned": "Norvale Steel announced plans Tuesday to shut the mill.",
    "reversed": "Norvale Steel reversed its decision to shut the mill.",
    "list": "Councillors Ines Falk, Omar Lind, Ada Moss and Bo Finch oppose the dam.",
    "bodies": "Officials of Norvale Steel, Eastmere Rail and Norland Post oppose the levy.",
    "speakers": "Ines Falk and Omar Lind said the treaty was a mistake.",
    "two deeds": "Norvale Steel said it had decided to close the mill and to cancel the order.",
    "column": "The council wants a levy. It is a terrible idea. We should reject the levy.\n\nInes Falk is a historian at Norvale College.",
    "news": "The council wants a harbour levy. It is a terrible idea.\n\nInes Falk is a reporter at the Norvale Post.",
    "executives": "The executives from Norvale Steel, the Harbour Board and the Health Board criticised Omar Lind’s handling of it.",
    "another's": "Ines Falk criticised Omar Lind for backing the harbour levy.",
}


@pytest.fixture(scope="module")
def found() -> dict[str, Found]:
    texts = [case["text"] for case in CASES] + list(AND_MORE.values()) + [*SPOKEN_OF, *NOT_SPOKEN_OF]
    articles = parse_articles(pd.DataFrame({"article_id": texts, "text": texts}))
    return {a.article_id: (a, mentions := find_mentions(a), find_positions(a, mentions, find_quotes(a, mentions))) for a in articles}


def _rows(found: Found) -> list[tuple[str, ...]]:
    """Holder, side, voice, kind of target and target of each position that has more than a tone."""
    article, mentions, positions = found
    names = {mention.chain: mention.text for mention in reversed(mentions) if mention.form == "name"}
    return [
        (p.named or names.get(p.holder, "?"), p.side or "", p.voice, p.about, article.text[p.target_start:p.target_end])
        for p in positions if p.about != "spoken of"
    ]


@pytest.mark.parametrize("case", CASES, ids=[case["text"] for case in CASES])
def test_holder_side_voice_and_thing(case: dict[str, str], found: dict[str, Found]) -> None:
    expected = [(case["holder"], case["side"], case["voice"], case["about"], case["thing"])] if case["holder"] else []
    assert _rows(found[case["text"]]) == expected


def test_those_joined_by_and_each_hold_it(found: dict[str, Found]) -> None:
    assert [row[:2] for row in _rows(found[AND_MORE["joined"]])] == [("Ines Falk", "against"), ("Omar Lind", "against")]


def test_what_is_granted_in_the_end_and_what_is_raised_are_changes_and_positions(found: dict[str, Found]) -> None:
    agreed, raised = (sorted(row[1:4:2] for row in _rows(found[AND_MORE[key]])) for key in ("agreed", "raised"))
    assert agreed == raised == [("", "turn"), ("for", "thing")]


def test_what_somebody_does_in_a_reversal_or_has_come_to_is_a_change_and_a_position(found: dict[str, Found]) -> None:
    reversal, since = ([row[1:4:2] for row in _rows(found[AND_MORE[key]])] for key in ("reversal", "since"))
    assert reversal == [("", "turn"), ("for", "thing")]
    assert since == [("against", "turn"), ("against", "thing")]


def test_who_reverses_a_decision_changes_and_is_against_it_now(found: dict[str, Found]) -> None:
    assert [(row[1], row[3]) for row in _rows(found[AND_MORE["reversed"]])] == [("", "turn"), ("against", "thing")]


def test_a_day_may_stand_between_a_plan_and_what_is_planned(found: dict[str, Found]) -> None:
    assert [(row[1], row[4]) for row in _rows(found[AND_MORE["planned"]])] == [("for", "to shut the mill")]


def test_all_who_are_criticised_for_a_deed_do_it(found: dict[str, Found]) -> None:
    rows = {row[:2] for row in _rows(found[AND_MORE["together"]]) if row[3] == "thing"}
    assert rows == {("Ines Falk", "against"), ("Harbour Board", "for"), ("Omar Lind", "for")}


def test_whom_speakers_speak_of_is_kept_without_a_side(found: dict[str, Found]) -> None:
    _, _, positions = found[AND_MORE["own"]]
    assert [(p.side, p.about) for p in positions] == [(None, "spoken of")]


@pytest.mark.parametrize("text", [*SPOKEN_OF, *NOT_SPOKEN_OF])
def test_the_tone_falls_on_whom_the_speaker_judges(text: str, found: dict[str, Found]) -> None:
    assert any(p.about == "spoken of" for p in found[text][2]) == (text in SPOKEN_OF)


def test_all_bodies_whose_people_say_it_hold_it(found: dict[str, Found]) -> None:
    holders = [row[0] for row in _rows(found[AND_MORE["executives"]])]
    assert holders == ["Norvale Steel", "Harbour Board", "Health Board"]


def test_who_is_bidden_holds_no_position_by_that(found: dict[str, Found]) -> None:
    assert {row[0] for row in _rows(found[AND_MORE["bidden"]])} == {"Ines Falk"}


def test_who_is_criticised_for_a_deed_is_for_it_and_the_critic_against(found: dict[str, Found]) -> None:
    assert [row[:2] for row in _rows(found[AND_MORE["another's"]]) if row[3] == "thing"] == [("Ines Falk", "against"), ("Omar Lind", "for")]


def test_who_turned_holds_the_new_position_too(found: dict[str, Found]) -> None:
    assert [(row[1], row[3]) for row in _rows(found[AND_MORE["turned"]])] == [("against", "turn"), ("against", "thing")]


def test_a_plan_meant_by_a_pronoun_is_the_one_named_before(found: dict[str, Found]) -> None:
    assert _rows(found[AND_MORE["meant"]]) == [("Ines Falk", "against", "own words", "thing", "The deal")]


def test_all_of_those_named_before_hold_it(found: dict[str, Found]) -> None:
    assert [row[0] for row in _rows(found[AND_MORE["all"]])] == ["Ines Falk", "Omar Lind", "Ada Moss"]


@pytest.mark.parametrize(("key", "holders"), [
    ("list", {"Ines Falk", "Omar Lind", "Ada Moss", "Bo Finch"}),
    ("bodies", {"Norvale Steel", "Eastmere Rail", "Norland Post"}),
    ("speakers", {"Ines Falk", "Omar Lind"}),
])
def test_all_of_a_list_and_all_who_speak_together_hold_it(key: str, holders: set[str], found: dict[str, Found]) -> None:
    assert {row[0] for row in _rows(found[AND_MORE[key]]) if row[1] == "against"} == holders


def test_each_of_two_deeds_is_wanted(found: dict[str, Found]) -> None:
    assert {row[4] for row in _rows(found[AND_MORE["two deeds"]])} == {"to close the mill", "to cancel the order"}


def test_who_wrote_a_column_speaks_in_it_and_a_reporter_does_not(found: dict[str, Found]) -> None:
    column, news = ([row[:2] for row in _rows(found[AND_MORE[key]]) if row[0] == "Ines Falk"] for key in ("column", "news"))
    assert ("Ines Falk", "against") in column
    assert news == []


def test_spans_lie_in_the_text_and_cover_the_thing(found: dict[str, Found]) -> None:
    for article, _, positions in found.values():
        for p in positions:
            meant = p.target_end <= p.start  # by a pronoun
            assert meant or 0 <= p.start <= p.target_start < p.target_end <= p.end <= len(article.text)
