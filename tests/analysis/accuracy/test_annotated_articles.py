"""Layers against annotated articles: each score is proved by the marks and findings that it counts."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest
from tests.invented_layers import Told, layers_of

from broadsheet.analysis import accuracy_table, answered, gold_articles, mistakes
from broadsheet.analysis.accuracy import _kept
from broadsheet.annotating import Layers
from broadsheet.errors import RequestError

TEXT = "Ada Moss met Bo Finch in Eastmere. Cleo Hart signed it."
GOLD = [("names of actors", name, "name") for name in ("Ada Moss", "Cleo Hart", "Harbour Board")] + [
    ("who is meant", "Ada Moss", "ada"), ("who is meant", "Cleo Hart", "cleo"), ("events", "signed", "event"),
    ("dates", "met", "2025-05-05"),
]


@pytest.fixture
def layers() -> Layers:
    """Two articles in which the names and one event are found."""
    return layers_of([
        Told("a", TEXT, events=[("signed", "occurred", "2025-05-04"), ("met", "occurred", "2025-05-04")]),
        Told("b", "The Harbour Board waited for Ada Moss."),
    ])


@pytest.fixture
def gold() -> pd.DataFrame:
    """What is marked there: the names but for Bo Finch and Eastmere, and a date that is none."""
    texts = {"a": TEXT, "b": "The Harbour Board waited for Ada Moss."}
    rows = [
        (task, key, text.index(words), text.index(words) + len(words), value)
        for key, text in texts.items() for task, words, value in GOLD if words in text
    ]
    return pd.DataFrame(rows, columns=["task", "article_id", "start", "end", "value"])


def test_precision_recall_and_the_proof_of_each(layers: Layers, gold: pd.DataFrame) -> None:
    answer = answered("accuracy_table", layers, gold=gold)
    pd.testing.assert_frame_equal(answer.frame, accuracy_table(layers, gold))
    rows = {row["task"]: (position, row) for position, row in enumerate(answer.frame.to_dict("records"))}
    at, names = rows["names of actors"]
    assert (names["marks"], names["found"], names["right"]) == (4, 6, 4)
    assert len(answer.evidence[answer.evidence["row"] == at]) == 6, "four marks, all found, and two findings without a mark"
    at, events = rows["events"]
    assert (events["marks"], events["recall"]) == (1, 1.0)
    words = answer.evidence.loc[answer.evidence["row"] == at, ["article_id", "start", "end"]].values.tolist()
    assert [TEXT[start:end] for _, start, end in words] == ["signed"], "what is not marked is no mistake where the marks are not complete"
    at, dates = rows["dates"]
    assert (dates["marks"], dates["found"], dates["right"]) == (1, 0, 0)
    assert len(answer.evidence[answer.evidence["row"] == at]) == 1


def test_where_nothing_is_marked_the_annotated_articles_prove_it(layers: Layers, gold: pd.DataFrame) -> None:
    answer = answered("accuracy_table", layers, gold=gold)
    at = answer.frame["task"].tolist().index("quotations")
    shown = answer.evidence[answer.evidence["row"] == at]
    assert shown["article_id"].tolist() == ["a", "b"] and shown["start"].isna().all()


def test_mistakes_name_what_was_expected_and_what_was_found(layers: Layers, gold: pd.DataFrame) -> None:
    found = mistakes(layers, gold).fillna("")
    names = found[found["task"] == "names of actors"]
    assert sorted(zip(names["mistake"], names["expected"], names["got"], strict=True)) == [
        ("wrong", "", "Bo Finch"), ("wrong", "", "Eastmere"),
    ]
    assert found.loc[found["task"] == "dates", ["mistake", "expected"]].values.tolist() == [["missed", "met: 2025-05-05"]]
    answer = answered("mistakes", layers, gold=gold)
    assert answer.evidence[["article_id", "start", "end"]].drop_duplicates().shape[0] > 0
    assert set(answer.evidence["row"]) == set(range(len(answer.frame)))


def test_no_annotated_article_gives_an_empty_answer(layers: Layers, gold: pd.DataFrame) -> None:
    nothing = answered("accuracy_table", layers, gold=gold.head(0))
    assert (len(nothing.frame), nothing.finding) == (0, "No annotated article is at hand.")
    assert answered("mistakes", layers_of([]), gold=gold.head(0)).finding == "No mistake"


def test_a_folder_of_annotation_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RequestError, match="no such folder"):
        gold_articles(tmp_path / "nowhere")
    (tmp_path / "one.json").write_text(json.dumps({"path": "gone.txt"}), encoding="utf-8")
    with pytest.raises(RequestError, match=r"no article for gone\.txt"):
        gold_articles(tmp_path)


def test_the_examples_are_annotated_once(tmp_path: Path, layers: Layers, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    monkeypatch.setattr(_kept, "annotate", lambda articles: asked.append(len(articles)) or layers)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    first, again = _kept.annotated(layers.articles), _kept.annotated(layers.articles)
    assert asked == [2]
    for name, frame in first.frames().items():
        pd.testing.assert_frame_equal(getattr(again, name), frame)
    other = layers.articles.assign(text="Another text.")
    _kept.annotated(other)
    assert asked == [2, 2] and len(list((tmp_path / "broadsheet").iterdir())) == 1, "other articles are annotated, and replace those"
    next((tmp_path / "broadsheet").rglob("events.parquet")).write_bytes(b"no table")
    _kept.annotated(other)
    _kept.annotated(other)
    assert asked == [2, 2, 2], "a damaged table is made again"
    monkeypatch.setenv("XDG_CACHE_HOME", "/proc/nowhere")
    assert _kept.annotated(other) is layers, "a cache that cannot be written is none"
