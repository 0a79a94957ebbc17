"""Contradictions: reports of one story side by side where their figures, days or places differ."""

from __future__ import annotations

import pandas as pd
import pytest

from broadsheet import annotate
from broadsheet.analysis import answered, contradictions
from broadsheet.analysis.counting.figures_told import figures_told
from broadsheet.annotating.layers import Layers


def layers_of(*texts: str) -> Layers:
    frame = pd.DataFrame({
        "article_id": [f"a{n}" for n in range(len(texts))], "text": list(texts), "source": [f"Paper {n}" for n in range(len(texts))],
        "published_at": pd.to_datetime([f"2025-06-{14 + n}" for n in range(len(texts))], utc=True),
    })
    return annotate(frame, sentiment=None)


def told(*texts: str) -> pd.DataFrame:
    return contradictions(layers_of(*texts))


def test_people_counted_otherwise_stand_side_by_side() -> None:
    found = told(
        "A bomb killed 12 people in the market of Port Ellan on Friday, police said.",
        "A bomb killed 15 people in the market of Port Ellan on Friday, doctors said.",
    )
    row = found[found["what"] == "people"].iloc[0]
    assert (row["value"], row["other_value"], row["article_id"], row["other_article_id"]) == ("12 people", "15 people", "a0", "a1")
    assert "12 people" in row["sentence"]
    assert "15 people" in row["other_sentence"]


def test_money_that_differs() -> None:
    found = told(
        "The council of Port Ellan approved £10 million for the new harbour on Friday.",
        "The council of Port Ellan approved £12 million for the new harbour on Friday.",
    )
    assert found[["what", "unit", "value", "other_value"]].to_numpy().tolist() == [["figure", "£", "£10 million", "£12 million"]]


def test_the_sentence_counts_happenings() -> None:
    differing = ("The council of Port Ellan approved £10 million for the new harbour on Friday.",
                 "The council of Port Ellan approved £12 million for the new harbour on Friday.")
    assert answered("contradictions", layers_of(*differing)).finding == "Reports of 1 happening differ in figures, people, places or days"
    assert answered("contradictions", layers_of(*differing[:1])).finding == "No two reports of one happening contradict each other."


def test_days_that_differ() -> None:
    found = told(
        "The fishing boat Marigold sank off Port Ellan on 11 June with its whole crew.",
        "The fishing boat Marigold sank off Port Ellan on 12 June with its whole crew.",
    )
    assert found[["what", "value", "other_value"]].to_numpy().tolist() == [["date", "2025-06-11", "2025-06-12"]]


def test_a_row_is_proved_by_both_reports() -> None:
    layers = layers_of(
        "A bomb killed 12 people in the market of Port Ellan on Friday, police said.", "The zoo of Marran sold 300 tickets on Friday.",
        "A bomb killed 15 people in the market of Port Ellan on Friday, doctors said.",
    )
    answer = answered("contradictions", layers)
    row = answer.frame.index[answer.frame["what"] == "people"][0]
    shown = answer.evidence[answer.evidence["row"] == row].merge(layers.events, on=["article_id", "start", "end"])
    assert set(shown["event_id"]) == {answer.frame.loc[row, "event_id"], answer.frame.loc[row, "other_event_id"]}
    assert set(shown["article_id"]) == {"a0", "a2"}


@pytest.mark.parametrize("other", [
    "A bomb killed 12 people in the market of Port Ellan on Friday, doctors said.",
    "A bomb killed twelve people in the market of Port Ellan on Friday, doctors said.",
    "A bomb killed people in the market of Port Ellan on Friday and destroyed 40 stalls.",
    "The zoo of Marran sold 300 tickets on Friday.",
], ids=["the same figure", "the same in words", "another thing counted", "another story"])
def test_agreement_is_no_contradiction(other: str) -> None:
    assert told("A bomb killed 12 people in the market of Port Ellan on Friday, police said.", other).empty


@pytest.mark.parametrize(("sentence", "expected"), [
    ("Nearly 22,000 irregular migrants crossed.", [(22000.0, "people")]),
    ("It will cost £10 million.", [(10e6, "£")]),
    ("It will cost 10 million pounds.", [(10e6, "£")]),
    ("Turnout was 54.5 per cent.", [(54.5, "%")]),
    ("Three soldiers and two dogs died.", [(3.0, "people"), (2.0, "dog")]),
    ("They met on 12 June 2025.", []),
    ("It was 2008.", []),
])
def test_figures_told(sentence: str, expected: list[tuple[float, str]]) -> None:
    assert [(figure.value, figure.unit) for figure in figures_told(sentence)] == expected
