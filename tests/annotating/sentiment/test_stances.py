"""Stance: what a sentence expresses toward one target, one row per actor and sentence, in whose voice."""

from __future__ import annotations

import csv
import logging
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.lengths import some

from broadsheet import schemas
from broadsheet.annotating.parser.parsed import ParsedArticle
from broadsheet.annotating.parser.pipeline import parse_articles
from broadsheet.annotating.sentiment.stances import find_stances, stance
from broadsheet.errors import RequestError, SchemaError

CASES = Path(__file__).parent / "cases" / "stance_pairs.csv"

SHARE_RIGHT = {
    "large": {"negation": 0.78, "passive": 0.82, "opposite": 0.74, "quoted": 0.98, "praise_of_another": 0.78, "grave_facts": 0.94},
    "careful": {"negation": 0.76, "passive": 0.90, "opposite": 0.80, "quoted": 1.00, "praise_of_another": 0.84, "grave_facts": 0.90},
    "default": {"negation": 0.80, "passive": 0.88, "opposite": 0.78, "quoted": 0.94, "praise_of_another": 0.82, "grave_facts": 0.90},
}
"""Sentences right, per kind, of the models that ship; a new model may lose two of fifty before it is worse."""
ALLOWED = 0.04


def even(texts: Sequence[str], starts: Sequence[int], ends: Sequence[int]) -> np.ndarray:
    """A model that knows nothing but how long the target is."""
    return np.array([[0.2, 0.5, 0.3] if end - start > 4 else [0.6, 0.3, 0.1] for start, end in zip(starts, ends, strict=True)])


def targets(*rows: tuple[str, int, int]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["text", "start", "end"])


def test_rows_and_index_stay_as_they_are() -> None:
    frame = targets(("Ada met Bo.", 0, 3), ("Ada met Bo.", 8, 10), ("Charles left.", 0, 7)).set_axis([7, 7, "x"])
    before = frame.copy(deep=True)
    found = stance(frame, model=even)
    pd.testing.assert_frame_equal(frame, before)
    assert list(found.index) == [7, 7, "x"]
    assert list(found.columns) == ["p_negative", "p_neutral", "p_positive", "stance"]
    assert found["stance"].tolist() == [-0.5, -0.5, 0.1]


def test_no_rows() -> None:
    assert stance(targets(), model=even).shape == (0, 4)


@pytest.mark.parametrize(("row", "message"), [
    (("Ada", 0, 4), "0:4"), (("Ada", 2, 2), "2:2"), (("Ada", -1, 2), "-1:2"), ((None, 0, 1), "None"), (("Ada", 0, float("nan")), "nan"),
    (("Ada", 0.5, 2), "0.5"),
])
def test_wrong_rows_are_named(row: tuple[Any, Any, Any], message: str) -> None:
    with pytest.raises(SchemaError, match=message):
        stance(targets(row), model=even)


def test_a_missing_column_is_named() -> None:
    with pytest.raises(SchemaError, match="'end'"):
        stance(targets(("Ada", 0, 1)).drop(columns="end"), model=even)


def test_an_unknown_model_is_named() -> None:
    with pytest.raises(RequestError, match="vaporware"):
        stance(targets(("Ada", 0, 1)), model="vaporware")


@pytest.mark.parametrize("wrong", [np.ones((1, 2)), np.array([[0.9, 0.9, 0.9]]), np.array([[np.nan, 0.5, 0.5]])])
def test_a_model_that_gives_no_probabilities_is_refused(wrong: np.ndarray) -> None:
    with pytest.raises(RequestError, match="sentiment model"):
        stance(targets(("Ada", 0, 1)), model=lambda texts, starts, ends: wrong)


@settings(deadline=None)
@given(st.lists(st.tuples(st.floats(0, 1), st.floats(0, 1)).map(lambda p: (p[0], (1 - p[0]) * p[1])), min_size=1, max_size=5))
def test_probabilities_add_up(pairs: list[tuple[float, float]]) -> None:
    chances = np.array([[a, 1 - a - b, b] for a, b in pairs])
    found = stance(targets(*[("Ada", 0, 1)] * len(pairs)), model=lambda texts, starts, ends: chances)
    assert (found[["p_negative", "p_neutral", "p_positive"]].sum(axis=1) - 1).abs().max() < 1e-9
    assert (found["stance"] - (found["p_positive"] - found["p_negative"])).abs().max() < 1e-9


def layers(text: str, mentions: list[tuple[str, str, str, str | None]], quotes: Sequence[tuple[str, str | None]] = ()) -> pd.DataFrame:
    """The stances of one article; mentions as (words, kind, form, actor), each looked for after the one before it."""
    rows, at = [], 0
    for words, kind, form, actor in mentions:
        at = text.index(words, at)
        rows.append(("a", at, at + len(words), words, kind, form, actor))
        at += len(words)
    said = [
        ("a", text.index(words), text.index(words) + len(words), words, "direct", None, None, None, None, None, actor, actor is None)
        for words, actor in quotes
    ]
    return find_stances([parsed(text)], schemas.frame("mentions", rows), schemas.frame("quotes", said), model=even)


def parsed(text: str) -> ParsedArticle:
    article, = parse_articles(pd.DataFrame({"article_id": ["a"], "text": [text]}))
    return article


def test_one_row_per_actor_and_sentence_at_the_best_mention() -> None:
    text = "He said the premier would stay. The premier, Ida Roth, kept her word."
    found = layers(text, [
        ("He", "person", "pronoun", "roth"), ("the premier", "person", "nominal", "roth"), ("The premier", "person", "nominal", "roth"),
        ("Ida Roth", "person", "name", "roth"), ("her", "person", "pronoun", "roth"),
    ])
    assert [text[row.start:row.end] for row in found.itertuples()] == ["the premier", "Ida Roth"]
    schemas.validate("stances", found)


def test_mentions_without_actor_and_things_are_not_judged() -> None:
    found = layers("Oslo and the Nobel Prize moved Ann.", [
        ("Oslo", "place", "name", "oslo"), ("Nobel Prize", "other", "name", "prize"), ("Ann", "person", "name", None),
    ])
    assert found.empty
    schemas.validate("stances", found)


def test_what_is_quoted_belongs_to_its_speaker() -> None:
    text = "“Bo Lund lied,” said Ida Roth."
    found = layers(text, [("Bo Lund", "person", "name", "lund"), ("Ida Roth", "person", "name", "roth")], [("Bo Lund lied,", "roth")])
    assert found[["actor_id", "voice"]].values.tolist() == [["lund", "quoted"], ["roth", "own"]]
    assert found["holder_id"].iloc[0] == "roth"
    assert found["holder_id"].isna().tolist() == [False, True]


def test_a_quotation_in_a_quotation_belongs_to_the_inner_speaker() -> None:
    text = "Ida said Bo told her that Kim lied."
    found = layers(text, [("Kim", "person", "name", "kim")], [("Bo told her that Kim lied", "ida"), ("Kim lied", "bo")])
    assert found["holder_id"].tolist() == ["bo"]


@pytest.mark.parametrize(("text", "manner", "content", "cue", "speaker", "quoted", "own"), [
    ("“The plan,” said Ida Roth of the Harbour Union, “has failed Bo Lund.”", "direct", ("The plan", "Bo Lund."), "said", "Ida Roth",
     ["Bo Lund"], ["Ida Roth", "Harbour Union"]),
    ('"Ask Kim Berg," Ida Roth told Bo Lund. "She knows," Roth added. "Ann Vik does not."', "direct", ("Ask", "does not."), "told",
     "Ida Roth", ["Kim Berg", "Ann Vik"], ["Ida Roth", "Bo Lund", "Roth added"]),
    ("The plan, Ida Roth said, had failed Bo Lund.", "indirect", ("The plan", "Bo Lund"), "said", "Ida Roth", ["Bo Lund"], ["Ida Roth"]),
    ("Ida Roth said Bo Lund had failed “every single member of it”.", "mixed", ("Bo Lund", "of it"), "said", "Ida Roth", ["Bo Lund"],
     ["Ida Roth"]),
])
def test_the_words_that_interrupt_a_quotation_are_the_outlets(
    text: str, manner: str, content: tuple[str, str], cue: str, speaker: str, quoted: list[str], own: list[str],
) -> None:
    """Each mention in a sentence of its own kind of voice: inside the marks the speaker's, between them the outlet's."""
    start, end = text.index(content[0]), text.index(content[1]) + len(content[1])
    places = [(text.index(words), text.index(words) + len(words)) for words in (cue, speaker)]
    said = ("a", start, end, text[start:end], manner, cue, *places[0], *places[1], "roth", False)
    names = sorted([*quoted, *own], key=text.index)
    mentions = [("a", text.index(n), text.index(n) + len(n), n, "person", "name", n) for n in names]
    found = find_stances([parsed(text)], schemas.frame("mentions", mentions), schemas.frame("quotes", [said]), model=even)
    voices = dict(zip(found["actor_id"], found["voice"], strict=True))
    assert voices == dict.fromkeys(quoted, "quoted") | dict.fromkeys(own, "own")
    assert set(found.loc[found["voice"] == "quoted", "holder_id"]) == {"roth"}


@pytest.mark.parametrize(("text", "country", "judged"), [
    ("British Prime Minister Ida Roth failed.", "British", False), ("Norland's former foreign minister Ida Roth failed.", "Norland", False),
    ("Norland President Ida Roth failed.", "Norland", False), ("Norland let Prime Minister Ida Roth fail.", "Norland", True),
    ("Norland's government and Ida Roth failed.", "Norland", True), ("Norland met Ida Roth.", "Norland", True),
])
def test_a_country_that_only_says_whose_minister_is_not_judged(text: str, country: str, judged: bool) -> None:
    found = layers(text, [(country, "country", "name", "norland"), ("Ida Roth", "person", "name", "roth")])
    assert found["actor_id"].tolist() == (["norland"] if judged else []) + ["roth"]


def test_what_somebody_is_reported_to_wish_is_in_the_words_of_the_outlet() -> None:
    text = "Norland seeks to repel threats from Sudland."
    start, end = text.index("to repel"), len(text) - 1
    mentions = [("a", text.index(n), text.index(n) + len(n), n, "country", "name", n) for n in ("Norland", "Sudland")]
    article = parsed(text)
    for cue, voice in (("seeks", "own"), ("refuses", "own"), ("believes", "quoted")):
        said = ("a", start, end, text[start:end], "indirect", cue, 8, 13, 0, 7, "Norland", False)
        found = find_stances([article], schemas.frame("mentions", mentions), schemas.frame("quotes", [said]), model=even)
        assert found["voice"].tolist() == ["own", voice]


def test_an_unknown_speaker_is_not_the_outlet() -> None:
    found = layers("“Bo Lund lied,” said a man.", [("Bo Lund", "person", "name", "lund")], [("Bo Lund lied,", None)])
    assert found["voice"].tolist() == ["quoted"]
    assert found["holder_id"].isna().all()


def test_no_articles() -> None:
    schemas.validate("stances", find_stances([], schemas.frame("mentions"), schemas.frame("quotes"), model=even))


@pytest.mark.parametrize("model", some(sorted(SHARE_RIGHT), "default", "careful"))
def test_minimal_pairs(model: str, caplog: pytest.LogCaptureFixture) -> None:
    """150 pairs of sentences that differ in what decides; the share right per kind is logged (-o log_cli_level=INFO)."""
    with CASES.open(encoding="utf-8") as opened:
        rows = list(csv.DictReader(opened))
    frame = pd.DataFrame({
        "text": [row["sentence"].replace("[", "").replace("]", "") for row in rows],
        "start": [row["sentence"].index("[") for row in rows], "end": [row["sentence"].index("]") - 1 for row in rows],
    })
    found = stance(frame, model=model)[["p_negative", "p_neutral", "p_positive"]].to_numpy().argmax(axis=1)
    right: dict[str, list[bool]] = defaultdict(list)
    for row, number in zip(rows, found, strict=True):
        right[row["kind"]].append(("negative", "neutral", "positive")[number] in row["expected"].split(" or "))
    assert sum(map(len, right.values())) == 300
    shares = {kind: float(np.mean(hits)) for kind, hits in right.items()}
    with caplog.at_level(logging.INFO):
        for kind, hits in right.items():
            pairs = np.reshape(hits, (-1, 2)).all(axis=1)
            logging.getLogger("broadsheet.tests").info(
                "%s, %s: sentences right %.2f, pairs right %.2f", model, kind, shares[kind], pairs.mean(),
            )
    assert {kind: share for kind, share in shares.items() if share < SHARE_RIGHT[model][kind] - ALLOWED} == {}
