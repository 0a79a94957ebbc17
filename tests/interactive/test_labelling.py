"""Fifty sentences of one's own: labelled by keyboard, kept at once, scored ever after with their doubt."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from tests.invented_layers import Told, layers_of

from broadsheet.analysis import answered, own_accuracy, own_mistakes, sentences_to_label
from broadsheet.annotating import Layers
from broadsheet.archive.labels import NAME, read_labels
from broadsheet.errors import RequestError
from broadsheet.interactive import label_sentences
from broadsheet.interactive.labelling import Labelling

NOW = dt.datetime(2025, 6, 1, tzinfo=dt.UTC)
COUNT = 12


@pytest.fixture
def layers() -> Layers:
    """Twelve articles of one sentence each, with one name, and a second name in it that is not found."""
    return layers_of([Told(f"a{i:02}", f"Ada Moss met the baker Ines Varga on pier {i} today.", day="2025-05-05") for i in range(COUNT)])


def labelled(layers: Layers, folder: Path, *keys: str) -> Labelling:
    """The labelling after these keys."""
    made = Labelling(layers, folder, now=NOW)
    for key in keys:
        made.press(key.removeprefix("shift+"), shift=key.startswith("shift+"))
    return made


def test_the_sample_is_the_same_each_time_and_leaves_out_what_is_no_sentence_of_its_own(layers: Layers) -> None:
    drawn = sentences_to_label(layers, n=5)
    assert len(drawn) == 5 and drawn.equals(sentences_to_label(layers, n=5))
    others = layers.articles.assign(
        copy_of=["a01" if key == "a00" else None for key in layers.articles["article_id"]],
        language=["de" if key == "a02" else "en" for key in layers.articles["article_id"]],
    )
    assert set(sentences_to_label(replace(layers, articles=others))["article_id"]) == {f"a{i:02}" for i in (1, *range(3, COUNT))}


def test_enter_keeps_a_sentence_at_once_and_the_next_session_goes_on_after_it(layers: Layers, tmp_path: Path) -> None:
    made = labelled(layers, tmp_path, "Enter")
    (label,) = read_labels(tmp_path)
    assert (label.at, [(mark.text, mark.judged) for mark in label.marks]) == ("2025-06-01T00:00:00+00:00", [("Ada Moss", "right")])
    assert json.loads((tmp_path / NAME).read_text().splitlines()[0])["sentence"].startswith("Ada Moss met the baker")
    again = Labelling(layers, tmp_path)
    assert again.position == 1 and again.html() == made.html()


def test_keys_say_wrong_value_wrong_and_missed(layers: Layers, tmp_path: Path) -> None:
    arrows = ["ArrowRight"] * 6 + ["shift+ArrowRight"]
    labelled(layers, tmp_path, "1", "Enter", "1", "1", "Enter", *arrows, "n", "Enter", "1", "1", "1", "Enter")
    judged = [[(mark.text, mark.judged) for mark in label.marks] for label in read_labels(tmp_path)]
    assert judged == [
        [("Ada Moss", "value")], [("Ada Moss", "wrong")], [("Ada Moss", "right"), ("Ines Varga", "missed")], [("Ada Moss", "right")],
    ]


def test_backspace_goes_back_to_change_what_was_kept(layers: Layers, tmp_path: Path) -> None:
    labelled(layers, tmp_path, "1", "Enter", "Backspace", "1", "1", "Enter")
    assert [[mark.judged for mark in label.marks] for label in read_labels(tmp_path)] == [["right"]]


def test_precision_and_recall_are_counted_from_the_labels(layers: Layers, tmp_path: Path) -> None:
    arrows = ["ArrowRight"] * 6 + ["shift+ArrowRight"]
    labelled(layers, tmp_path, *["1", "1", "Enter"] * 3, *[*arrows, "n", "Enter"] * 3, *["1", "Enter"] * 2, *["Enter"] * 4)
    labels = read_labels(tmp_path)
    answer = answered("own_accuracy", layers, labels=labels)
    scores = answer.frame.set_index("task")
    names, meant = scores.loc["names of actors"], scores.loc["who is meant"]
    assert (names["labelled"], names["found"], names["right"]) == (12, 12, 9)
    assert (names["precision"], names["recall"], meant["precision"]) == (9 / 12, 9 / 12, pytest.approx(7 / 9))
    assert names["precision_low"] < 0.6 < 0.9 < names["precision_high"]
    assert pd.isna(scores.loc["dates", "precision"]) and pd.isna(meant["recall"])
    assert "12 sentences of your own: names of actors 0.75 and 0.75" in answer.finding


def test_a_score_is_proved_by_the_words_that_it_counts(layers: Layers, tmp_path: Path) -> None:
    arrows = ["ArrowRight"] * 6 + ["shift+ArrowRight"]
    labelled(layers, tmp_path, *["1", "1", "Enter"] * 3, *[*arrows, "n", "Enter"] * 3, *["1", "Enter"] * 2, *["Enter"] * 4)
    answer = answered("own_accuracy", layers, labels=read_labels(tmp_path))
    proof = {task: answer.evidence[answer.evidence["row"] == row] for row, task in enumerate(answer.frame["task"])}
    assert len(proof["names of actors"]) == 12 + 3, "what is found, right or wrong, and what was missed"
    assert len(proof["who is meant"]) == 9
    assert proof["dates"]["start"].tolist() == [0] * COUNT, "nothing there, nothing found: the sentences show it"


def test_what_is_wrong_in_ones_own_sentences_is_a_list(layers: Layers, tmp_path: Path) -> None:
    arrows = ["ArrowRight"] * 6 + ["shift+ArrowRight"]
    labelled(layers, tmp_path, "1", "Enter", "1", "1", "Enter", *arrows, "n", "Enter", *["Enter"] * 9)
    found = own_mistakes(layers, read_labels(tmp_path)).fillna("")
    assert sorted(map(tuple, found[["task", "mistake", "expected", "got"]].values.tolist())) == [
        ("names of actors", "missed", "Ines Varga", ""), ("names of actors", "wrong", "", "Ada Moss: Ada Moss"),
        ("who is meant", "other", "Ada Moss", "Ada Moss: Ada Moss"),
    ]
    answer = answered("own_mistakes", layers, labels=read_labels(tmp_path))
    assert (answer.finding, len(answer.evidence)) == ("In your own sentences: 1 missed, 1 other, 1 wrong", 3)
    assert answered("own_mistakes", layers, labels=[]).finding == "No mistake in your own sentences: 0 sentences labelled"


def test_a_better_version_scores_better_on_the_same_labels(layers: Layers, tmp_path: Path) -> None:
    labelled(layers, tmp_path, *["1", "1", "Enter"] * COUNT)
    assert own_accuracy(layers, read_labels(tmp_path)).set_index("task").loc["names of actors", "precision"] == 0
    better = replace(layers, mentions=layers.mentions.iloc[:0])
    assert own_accuracy(better, read_labels(tmp_path)).set_index("task").loc["names of actors", "found"] == 0


def test_labels_of_articles_that_are_gone_count_no_more(layers: Layers, tmp_path: Path) -> None:
    labelled(layers, tmp_path, *["Enter"] * COUNT)
    left = replace(layers, articles=layers.articles.head(3))
    assert own_accuracy(left, read_labels(tmp_path)).set_index("task").loc["names of actors", "labelled"] == 3
    none = answered("own_accuracy", replace(layers, articles=layers.articles.head(0)), labels=read_labels(tmp_path))
    assert (len(none.frame), none.finding) == (0, "12 sentences labelled, and their articles are gone")
    assert answered("own_accuracy", layers, labels=[]).finding == "No sentence of this archive is labelled yet"


def test_a_line_that_cannot_be_understood_is_named(tmp_path: Path) -> None:
    (tmp_path / NAME).write_text('{"article_id": "a"}\n')
    with pytest.raises(RequestError, match="labels.jsonl, line 1"):
        read_labels(tmp_path)


def test_what_an_article_says_is_escaped(tmp_path: Path) -> None:
    layers = layers_of([Told("a", "Ada Moss <img src=x onerror=alert(1)> left the old pier again.", source="<b>Post</b>")])
    shown = labelled(layers, tmp_path, "ArrowRight").html()
    assert "<img" not in shown and "<b>Post" not in shown and "&lt;" in shown


def test_a_scheduled_run_asks_for_nothing(layers: Layers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BROADSHEET_RUN", "1")
    assert "No sentence of this archive is labelled yet" in str(label_sentences(layers, tmp_path))
