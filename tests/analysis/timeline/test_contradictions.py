"""Contradictions: what independent reports tell differently of one thing, and figures that change from day to day."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from broadsheet import annotate
from broadsheet.analysis import answered, contradictions
from broadsheet.analysis.counting.figures_told import figures_told, ties
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


def test_the_sentence_counts_what_is_told_differently() -> None:
    differing = ("The council of Port Ellan approved £10 million for the new harbour on Friday.",
                 "The council of Port Ellan approved £12 million for the new harbour on Friday.")
    assert answered("contradictions", layers_of(*differing)).finding == (
        "1 figure or day is told differently by independent reports, 1 of them at the same time"
    )
    assert answered("contradictions", layers_of(*differing[:1])).finding == "No two reports of one thing contradict each other."


def test_a_toll_that_rises_is_one_development_with_all_that_tell_it() -> None:
    layers = layers_of(
        "The flood has killed 12 people in Marran, police said on Saturday.", "The weather stays dry on the coast of Ellan.",
        "The death toll of the flood in Marran rose to 19 on Monday.",
        "The flood in Marran has now killed 26 people, police said on Tuesday.",
    )
    answer = answered("contradictions", layers)
    row = answer.frame.iloc[0]
    assert len(answer.frame) == 1
    assert (row["kind"], row["value"], row["other_value"], row["articles"]) == ("development", "12 people", "26 people", 3)
    assert row["told"] == "12 people (14 Jun 2025), 19 (16 Jun 2025), 26 people (17 Jun 2025)"
    assert set(answer.evidence["article_id"]) == {"a0", "a2", "a3"}


@pytest.mark.parametrize(("one", "other"), [
    ("The flood has killed 12 people in Marran.", "The flood has killed 15 people in Ellan."),
    ("The flood has killed 12 people in Marran.", "The flood has injured 15 people in Marran."),
    ("The flood has killed 12 people in Marran.", "The flood has killed another 3 people in Marran."),
    ("The flood took a 47-year-old woman in Marran.", "The flood took a 52-year-old man in Marran."),
    ("The flood in Marran cost the town £10 million.", "The flood in Marran cost the rail company £90 million."),
    ("The flood of 1953 killed 300 people in Marran.", "The flood has killed 15 people in Marran."),
], ids=["another place", "another fate", "what is added", "ages", "sums far apart", "long ago"])
def test_figures_of_different_things(one: str, other: str) -> None:
    assert told(one, other).empty


def test_one_outlet_corrects_itself_and_contradicts_nobody() -> None:
    layers = layers_of("The flood has killed 12 people in Marran.", "The flood has killed 15 people in Marran.")
    layers = replace(layers, articles=layers.articles.assign(source="Paper"))
    assert contradictions(layers)["kind"].tolist() == ["development"]


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
    shown = answer.evidence[answer.evidence["row"] == row]
    texts = layers.articles.set_index("article_id")["text"]
    passages = {(article, texts[article][start:end]) for _, article, start, end in shown.itertuples(index=False)}
    assert {("a0", "12 people"), ("a2", "15 people")} <= passages
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
    ("Nearly 22,000 irregular migrants crossed.", [(22000.0, "migrant")]),
    ("It will cost £10 million.", [(10e6, "£")]),
    ("It will cost 10 million pounds.", [(10e6, "£")]),
    ("Turnout was 54.5 per cent.", [(54.5, "%")]),
    ("Three soldiers and two dogs died.", [(3.0, "soldier"), (2.0, "dog")]),
    ("They met on 12 June 2025.", []),
    ("It was 2008.", []),
    ("The quake killed 12 and left 300 people homeless.", [(12.0, "dead"), (300.0, "displaced")]),
    ("Twelve people have now been found dead.", [(12.0, "dead")]),
    ("The number of confirmed cases rose to 159.", [(159.0, "case")]),
    ("A 22-month-old boy won a five-day trip.", []),
    ("Mo Hart, 47, of Marran, said so.", []),
    ("There were 12 new cases.", []),
    ("At least 12 people died within 24 hours.", []),
    ("The ferry to Ellan is 19 km (12 miles) long.", []),
    ("The fund holds $270m (£165m).", [(270e6, "$")]),
    ("The crane lifted 40 tonnes (88,000 lb) of steel.", [(40.0, "tonn")]),
    ("He sold 12 boats (300 people on board).", [(12.0, "boat"), (300.0, "people")]),
    ("The storm claimed 12 lives.", [(12.0, "dead")]),
    ("The fire took 40 lives.", [(40.0, "dead")]),
    ("The ferry saved 12 lives.", [(12.0, "people")]),
    ("More than 70 citizens in Marran have been quarantined.", [(70.0, "quarantined")]),
    ("Some 12 fans at the stadium were injured.", [(12.0, "injured")]),
    ("Police shot at thieves, killing one of them.", []),
    ("The toll rose by one, to 16.", [(16.0, "dead")]),
    ("The board raised its storm alert to level five.", [(5.0, "level")]),
    ("The lake's flood warning was lowered to category two.", [(2.0, "level")]),
    ("The council should not move to phase six.", []),
    ("She parked on level two.", []),
    ("It brought the total number of countries affected to 12.", [(12.0, "country")]),
    ("Twelve countries have confirmed cases.", [(12.0, "country")]),
])
def test_figures_told(sentence: str, expected: list[tuple[float, str]]) -> None:
    assert [(figure.value, figure.unit) for figure in figures_told(sentence)] == expected


def test_a_range_and_a_rate() -> None:
    found = figures_told("The pipe leaks 35,000 to 60,000 barrels (1.4 million gallons) of oil a day, not 5,000 barrels.")
    assert [(one.low, one.value, one.unit, one.per) for one in found] == [
        (35000.0, 60000.0, "barrel", "day"), (5000.0, 5000.0, "barrel", "day"),
    ]


@pytest.mark.parametrize(("sentence", "told_there"), [
    ("Moss beats Lind by 46 percent to 42 percent, according to the poll.", []),
    ("Among likely voters, 12% would back Lind.", []),
    ("A survey found that 61 per cent want the dam.", []),
    ("Of those polled, 30 percent had no view.", []),
    ("It is now a three-man race for the harbour.", []),
    ("A 12-member panel will look into the flood.", []),
    ("The five-person crew was safe.", []),
    ("Moss won seven out of 11 towns.", []),
    ("Nine out of 10 boats were lost.", []),
    ("Three out of the 20 ferries sank.", []),
    ("Prices rose by 12 percent in May.", ["12 percent"]),
    ("The levy is 30% of the fare.", ["30%"]),
    ("Three men sank in the harbour.", ["Three men"]),
    ("Moss won 11 towns.", ["11 towns"]),
    ("A crew of 12 sailors was safe.", ["12 sailors"]),
])
def test_shares_of_polls_kinds_of_things_and_wholes_are_no_figures_to_compare(sentence: str, told_there: list[str]) -> None:
    assert [figure.text for figure in figures_told(sentence)] == told_there


def test_a_list_of_places_counts_in_its_own() -> None:
    """The place after a colon is that of the next entry."""
    found = told(
        "Marran: 26 confirmed cases. Ellan: 3 confirmed cases, places with more to come: Marran and Hale.",
        "Marran: 27 confirmed cases.",
    )
    assert found["told"].tolist() == ["26 confirmed cases (14 Jun 2025), 27 confirmed cases (15 Jun 2025)"]


@pytest.mark.parametrize(("one", "other", "alike"), [
    ("70 Norlandic citizens were held.", "Four Sudlandic citizens were held.", False),
    ("Seven EU states agreed.", "The storm hit 11 states.", False),
    ("Two countries agreed.", "Six EU countries agreed.", False),
    ("12 Liberal senators left.", "9 Green senators left.", False),
    ("12 Liberal senators left.", "9 senators left.", False),
    ("It sold 40 Hale buses.", "It sold 50 Falk buses.", False),
    ("12 Ellan schools closed.", "15 Marran schools closed.", False),
    ("30 Dutch ships sank.", "25 Danish ships sank.", False),
    ("5 Nobel prizes came here.", "7 prizes came here.", False),
    ("8 Catholic churches burned.", "6 Anglican churches burned.", False),
    ("70 Norlandic citizens were held.", "80 Norlandic citizens were held.", True),
    ("Five Harbour Board centres closed.", "Four Harbour Board’s centres closed.", True),
    ("Seven states agreed.", "11 states agreed.", True),
    ("One million people left.", "Two million people left.", True),
    ("Three ferries sank.", "4 ferries sank.", True),
])
def test_names_set_apart_what_is_counted(one: str, other: str, alike: bool) -> None:
    first, second = (ties(sentence, figures_told(sentence)[0]) for sentence in (one, other))
    assert first.of_one_kind(second) == alike


@pytest.mark.parametrize(("one", "other", "rows"), [
    ("$31.40", "$31.85", 1), ("$1.25bn", "$1.27bn", 1), ("$176m", "$177m", 1), ("$1,041", "$1,052", 1), ("$60.5m", "$60.9m", 1),
    ("$31.40", "$31.4", 0), ("$250m", "$248m", 0), ("$22m", "$22.3m", 0), ("$1,000", "$1,010", 0), ("$160m", "$159m", 0),
])
def test_figures_are_the_same_where_one_is_the_other_rounded(one: str, other: str, rows: int) -> None:
    assert len(told(f"The Harbour Board spent {one} on the quay.", f"The Harbour Board spent {other} on the quay.")) == rows
