"""Who is for and against whom: signs from what people are quoted as saying, and from two statements on."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest
from tests.invented_layers import Told, layers_of

from broadsheet import schemas
from broadsheet.analysis import answered, stance_edges


def test_edges_are_signed_and_come_from_what_is_quoted() -> None:
    told = [
        *(Told(f"a{n}", "Bo Finch called Ada Moss reckless.", stance={"Ada Moss": ("quoted", "Bo Finch", -0.9)}) for n in range(2)),
        *(Told(f"b{n}", "Cleo Hart thanked Ada Moss.", stance={"Ada Moss": ("quoted", "Cleo Hart", 0.9)}) for n in range(2)),
        Told("c", "Ada Moss was dull.", stance={"Ada Moss": ("own", None, -0.9)}),
        Told("d", "Ada Moss cursed Bo Finch.", stance={"Bo Finch": ("quoted", "Ada Moss", -0.9)}),
    ]
    layers = layers_of(told)
    edges = stance_edges(layers)
    assert list(zip(edges["holder"], edges["target"], edges["sign"], strict=True)) == [
        ("Bo Finch", "Ada Moss", "critical"), ("Cleo Hart", "Ada Moss", "supportive"), ("Ada Moss", "Bo Finch", "one statement"),
    ]
    assert answered("stance_edges", layers).finding == (
        "1 critical and 1 supportive ties (1 more rests on one statement only); most often Bo Finch criticises Ada Moss"
    )
    alone = answered("stance_edges", layers_of(told[-1:]))
    assert alone.finding == "Nobody is seen clearly for or against another, in 1 tie; 1 tie rests on one statement only"


def test_one_quotation_is_one_statement_however_often_it_names_its_target_and_is_told() -> None:
    text = "“Ada Moss lies and cheats whenever it suits the harbour. Ada Moss must go,” said Bo Finch."
    words = text[1:text.index("”")]
    one = layers_of([Told(key, text, quotes=[(words, "Bo Finch")], stance={"Ada Moss": ("quoted", "Bo Finch", -0.9)}) for key in "ab"])
    on = text.rindex("Ada Moss") - text.index("Ada Moss")
    later = one.stances.assign(start=one.stances["start"] + on, end=one.stances["end"] + on)
    both = replace(one, stances=schemas.frame("stances", pd.concat([one.stances, later])))
    assert stance_edges(both)[["mentions", "sign"]].values.tolist() == [[4, "one statement"]]
    said = one.quotes.assign(text=["Ada Moss lies and cheats whenever it suits the harbour.", "Ada Moss sold the quay to her own friends."])
    assert stance_edges(replace(both, quotes=said))["sign"].tolist() == ["critical"]


def test_one_kind_word_among_many_neutral_ones_is_no_support() -> None:
    values = [0.9] + [0.0] * 9
    told = [Told(f"a{n}", "Bo Finch spoke of Ada Moss.", stance={"Ada Moss": ("quoted", "Bo Finch", v)}) for n, v in enumerate(values)]
    assert stance_edges(layers_of(told))["sign"].tolist() == ["neutral"]


def test_what_is_said_of_ones_own_country_is_no_tie() -> None:
    judged = {"Eastmere": ("quoted", "Ada Moss", -0.9), "Ada Moss": ("own", None, 0.0)}
    told = [Told(f"a{n}", "Eastmere will never agree, Ada Moss said.", stance=judged) for n in range(3)]
    layers = layers_of(told)
    actors = layers.actors.assign(country="XE", kind=layers.actors["name"].map({"Eastmere": "country"}).fillna("person").astype("str"))
    assert len(stance_edges(layers)) == 1
    assert stance_edges(replace(layers, actors=actors)).empty


@pytest.mark.parametrize(("role", "body", "counts"), [
    ("pollster", None, False), ("political analyst", None, False), ("spokeswoman", "Harbour Board", False), ("strategists", None, False),
    ("law professor", "Eastmere", False), ("director", "University of Hale", False), ("chair", "Hale Institute", False),
    ("fellow", None, False), ("dean", "School of Ports", False), ("head", "Moss Polling", False),
    ("mayor", "Eastmere", True), ("director", "Harbour Board", True), ("union leader", None, True), ("chair", "Dockers’ Union", True),
    ("minister", "Norland", True),
])
def test_who_only_observes_judges_nobody_by_tone(role: str, body: str | None, counts: bool) -> None:
    judged = {"Ada Moss": ("quoted", "Bo Finch", -0.9), "Harbour Board": ("own", None, 0.0)}
    layers = layers_of([Told(f"a{n}", "Bo Finch of the Harbour Board said that Ada Moss had failed.", stance=judged) for n in range(3)])
    actors = layers.actors.assign(name=layers.actors["name"].replace("Harbour Board", body or "Harbour Board"))
    ids = layers.actors.set_index("name")["actor_id"]
    row = (ids["Bo Finch"], "a0", 0, 8, role, ids["Harbour Board"] if body else None, None, None)
    assert len(stance_edges(replace(layers, actors=actors, roles=schemas.frame("roles", [row])))) == counts


@pytest.mark.parametrize(("role", "body", "voice", "holders"), [
    ("executive director", "organisation", "own words", {"Bo Finch", "Harbour Board"}),
    ("Chief Executive", "organisation", "reported", {"Bo Finch", "Harbour Board"}),
    ("president", "organisation", "own words", {"Bo Finch", "Harbour Board"}),
    ("president", "country", "own words", {"Bo Finch"}),
    ("executive director", "organisation", "act", {"Bo Finch"}),
    ("former director", "organisation", "own words", {"Bo Finch"}),
    ("member", "organisation", "own words", {"Bo Finch"}),
    ("docker", "organisation", "own words", {"Bo Finch"}),
])
def test_what_the_head_of_a_body_says_the_body_says(role: str, body: str, voice: str, holders: set[str]) -> None:
    layers = layers_of([Told("a", "Bo Finch of the Harbour Board called Ada Moss a liar.", stance={
        "Ada Moss": ("own", None, -0.9), "Harbour Board": ("own", None, 0.0), "Bo Finch": ("own", None, 0.0)})])
    ids = layers.actors.set_index("name")["actor_id"]
    kinds = layers.actors["name"].map({"Harbour Board": body}).fillna("person").astype("str")
    row = ("a", 0, 53, ids["Bo Finch"], None, "against", voice, "call", 37, 45, ids["Ada Moss"], "judged")
    stated = schemas.frame("positions", [row])
    roles = schemas.frame("roles", [(ids["Bo Finch"], "a", 0, 8, role, ids["Harbour Board"], None, None)])
    found = stance_edges(replace(layers, actors=layers.actors.assign(kind=kinds), positions=stated, roles=roles))
    assert set(found.loc[found["sign"] == "critical", "holder"]) == holders


@pytest.mark.parametrize(("tones", "sign"), [
    ((-0.9, -0.9), "critical"), ((0.9, 0.9), "supportive"), ((-0.9,), "one statement"), ((-0.9, -0.7), "one statement"),
])
def test_the_author_of_a_column_judges_whom_two_sure_sentences_are_about(tones: tuple[float, ...], sign: str) -> None:
    told = [Told(f"a{n}", "Ada Moss has left the port in ruins, wrote Bo Finch.", stance={
        "Ada Moss": ("own", None, tone), "Bo Finch": ("own", None, 0.0)}) for n, tone in enumerate(tones)]
    layers = layers_of(told)
    ids = layers.actors.set_index("name")["actor_id"]
    rows = [(one.article_id, 0, 8, ids["Bo Finch"], None, None, "own words", "leave", 0, 8, ids["Ada Moss"], "spoken of") for one in
            layers.articles.itertuples()]
    people = layers.actors.assign(kind="person")
    column = replace(layers, actors=people, positions=schemas.frame("positions", rows))
    assert stance_edges(column)["sign"].tolist() == [sign]
    assert stance_edges(replace(layers, actors=people)).empty


def test_two_faint_tones_are_no_tie() -> None:
    told = [Told(f"a{n}", "Bo Finch spoke of Ada Moss.", stance={"Ada Moss": ("quoted", "Bo Finch", -0.35)}) for n in range(4)]
    layers = layers_of(told)
    faint = layers.stances.assign(p_negative=0.55, p_neutral=0.25, p_positive=0.2)
    assert stance_edges(replace(layers, stances=faint))["sign"].tolist() == ["one statement"]
