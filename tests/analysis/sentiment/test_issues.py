"""What is debated: issues ranked by who takes a position, named by an analyst, and set against actors in a grid."""

from __future__ import annotations

import pandas as pd
import pytest
from tests.analysis.sentiment.invented_positions import Held, layers_with
from tests.analysis.sentiment.test_positions import LEVY, four_on_the_levy, told
from tests.invented_layers import Told

import broadsheet as bs
from broadsheet.analysis import answered, issue_terms, issues, position_changes, position_matrix, positions
from broadsheet.analysis.counting.issue_targets import takes_up
from broadsheet.corrections import NamedIssue, parse_issues


def test_the_issue_on_which_most_take_a_position_comes_first() -> None:
    shown = issues(layers_with(*four_on_the_levy()))
    assert shown[["issue", "actors", "supporters", "opponents", "articles"]].values.tolist() == [["harbour levy", 4, 3, 1, 4]]


def test_the_line_of_an_issue_is_an_entry_that_says_what_is_so_already() -> None:
    line = issues(layers_with(*four_on_the_levy()))["line"].iloc[0]
    assert parse_issues(line) == (NamedIssue("harbour levy"),)


def test_the_words_of_an_issue_are_its_stem_and_its_name() -> None:
    found = issue_terms(layers_with(*four_on_the_levy()))
    assert found.values.tolist() == [["issue:levy", "harbour levy", "harbour levy"], ["issue:levy", "levy", "harbour levy"]]


def test_an_analyst_names_joins_and_takes_out_issues() -> None:
    statue = (told("b", "Ada Moss", "a swan statue"), [Held("Ada Moss", "a swan statue", "for")])
    layers = layers_with(*four_on_the_levy(), statue)
    merged = (NamedIssue("Money for the quay", merge=("Harbour levy",)), NamedIssue("Swans", terms=("swan",)))
    assert set(positions(layers, named=merged)["issue"]) == {"Money for the quay", "Swans"}
    assert positions(layers, named=(NamedIssue("harbour levy", reject=True),)).empty


def test_what_an_article_treats_at_length_is_an_issue() -> None:
    text = "Ada Moss backs a swan statue. " + "The swan is white. " * 5
    layers = layers_with((Told("a", text), [Held("Ada Moss", "a swan statue", "for")]))
    assert issues(layers)["issue"].tolist() == ["swan statue"]


def test_a_grid_has_the_side_of_the_last_day_and_whether_it_changed() -> None:
    later = (told("b", "Ada Moss", day="2025-05-09"), [Held("Ada Moss", LEVY, "against", voice="own words")])
    layers = layers_with(*four_on_the_levy(), later)
    shown = position_matrix(layers).set_index("holder")
    assert shown.loc["Ada Moss", ["side", "sentences", "shown_by", "changed"]].tolist() == ["against", 2, "own words", True]
    assert shown.loc["Bo Finch", ["side", "sentences", "shown_by", "changed"]].tolist() == ["against", 1, "reported", False]
    proof = answered("position_matrix", layers).evidence
    assert proof.groupby("row").size().tolist() == [2, 1, 1, 1]


def test_one_change_that_several_articles_tell_is_one_row() -> None:
    held = [Held("Bo Finch", LEVY, "for", "turn", None, "drop")]
    days = {"a": "2025-05-05", "b": "2025-05-07"}
    rows = [(Told(key, f"Bo Finch dropped his opposition to {LEVY}.", day=day), held) for key, day in days.items()]
    shown = position_changes(layers_with(*rows))
    assert shown[["holder", "article_id", "other_article_id"]].values.tolist() == [["Bo Finch", "a", "b"]]


@pytest.mark.parametrize(("phrase", "meant"), [
    ("the plan", True), ("this", True), ("talks", True), ("to host one", True), ("negotiations", True),
    ("talks with the miners", False), ("the government", False), ("opportunities", False), ("one hub", False),
    ("to close the harbour", False),
])
def test_what_stands_for_what_is_debated_around_it(phrase: str, meant: bool) -> None:
    assert takes_up(phrase) is meant


def test_who_takes_up_a_debate_in_other_words_is_on_its_issue() -> None:
    frame = pd.DataFrame({
        "article_id": ["a", "b", "c"], "published_at": ["2025-05-06", "2025-05-07", "2025-05-08"],
        "text": [
            "Ada Moss ruled out a return hub in Ellan. Bo Finch backed the return hub.",
            "Ada Moss opposes a return hub. Norway said that it would be open to talks. A hub may be built in May.",
            "A hub in the north was proposed in May. Albania refused to host one. The plan in Norway is old.",
        ],
    })
    shown = bs.ask("positions", bs.annotate(frame, sentiment=None)).frame
    assert {"Ada Moss", "Bo Finch", "Norway", "Albania"} == set(shown.loc[shown["issue"] == "return hub", "holder"])
    assert not shown["issue"].str.contains("Norway").any()
