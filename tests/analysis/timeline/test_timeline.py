"""The timeline: articles in, one row per dated story out."""

from __future__ import annotations

from dataclasses import replace
from importlib import import_module

import pandas as pd
import pytest
from tests.analysis.timeline.ferry_layers import ferry_layers

import broadsheet as bs
from broadsheet.analysis import Asked, commitments, contradictions, find_question
from broadsheet.annotating.layers import Layers
from broadsheet.errors import RequestError
from broadsheet.texts import texts_of


@pytest.fixture(scope="module")
def layers() -> Layers:
    return ferry_layers()


def test_the_name_is_the_function_although_the_questions_of_its_group_have_the_same() -> None:
    """Importing a module of the group must not put the package in the function's place."""
    module = import_module("broadsheet.analysis.timeline.timeline")
    from broadsheet import timeline as of_broadsheet
    from broadsheet.analysis import timeline as of_analysis

    assert bs.timeline is of_broadsheet is of_analysis is module.timeline
    assert callable(of_analysis)


def test_one_row_per_story_by_date(layers: Layers) -> None:
    rows = bs.timeline(layers)
    assert rows["story_id"].is_unique
    assert rows["earliest"].is_monotonic_increasing
    opening = rows[rows["sentence"].str.contains("open") & (rows["earliest"] == pd.Timestamp("2025-06-13"))].iloc[0]
    assert (opening["articles"], opening["sources"], opening["precision"], opening["status"]) == (3, 2, "day", "occurred")
    closing = rows[rows["earliest"] == pd.Timestamp("1998-01-01")].iloc[0]
    assert (closing["latest"], closing["precision"], closing["background"]) == (pd.Timestamp("1998-12-31"), "year", True)


def test_every_row_has_its_sentence_and_trigger(layers: Layers) -> None:
    texts = layers.articles.set_index("article_id")["text"]
    for row in bs.timeline(layers).itertuples():
        assert row.sentence in " ".join(texts[row.article_id].split())
        assert texts[row.article_id][row.start:row.end] in row.sentence


def test_the_rows_of_a_timeline_find_their_texts_whatever_was_annotated_since(layers: Layers) -> None:
    rows = bs.timeline(layers)
    for n in range(9):
        bs.annotate(pd.DataFrame({"article_id": [f"other {n}"], "text": ["Nothing happened."]}))
    texts = texts_of(rows[rows["status"] == "occurred"])
    assert texts is not None and set(texts.of(rows["article_id"])["article_id"]) == set(rows["article_id"])


def test_an_event_outside_all_sentences_tells_nothing(layers: Layers) -> None:
    bare = replace(layers, sentences=layers.sentences[layers.sentences["article_id"] != "p4"])
    assert set(bs.timeline(bare)["article_id"]) == {"p1", "p2", "p3"} & set(bs.timeline(layers)["article_id"])
    empty = replace(layers, sentences=layers.sentences.iloc[:0])
    assert bs.timeline(empty).empty and contradictions(empty).empty and commitments(empty).empty


def test_focus_period_and_status(layers: Layers) -> None:
    rows = bs.timeline(layers, "Ada Noll")
    assert len(rows)
    assert not rows["sentence"].str.contains("ferry").any()
    june = bs.timeline(layers, since="2025-06-21", until="2025-06-30")
    assert set(june["earliest"]) == {pd.Timestamp("2025-06-21")}
    assert set(bs.timeline(layers, status="occurred")["status"]) == {"occurred"}
    assert set(bs.timeline(layers, top=1)["earliest"]) == {pd.Timestamp("2025-06-13")}


@pytest.mark.parametrize("wrong", [{"status": "finished"}, {"focus": "Nobody Known"}, {"since": "soon"}])
def test_what_is_not_known_is_refused(layers: Layers, wrong: dict[str, str]) -> None:
    with pytest.raises(RequestError, match=next(iter(wrong.values()))):
        bs.timeline(layers, **wrong)


def test_the_layers_are_not_changed(layers: Layers) -> None:
    before = layers.events.copy(deep=True)
    bs.timeline(layers)
    pd.testing.assert_frame_equal(layers.events, before)


def test_nothing_gives_an_empty_timeline() -> None:
    none = bs.annotate(pd.DataFrame({"article_id": pd.Series(dtype="str"), "text": pd.Series(dtype="str")}), sentiment=None)
    assert list(bs.timeline(none).columns) == list(bs.timeline(none, status="planned").columns)
    assert bs.timeline(none).empty


def test_stated_leaves_out_what_only_its_publication_dates() -> None:
    frame = pd.DataFrame({
        "article_id": ["a"], "published_at": pd.to_datetime(["2025-06-10"], utc=True),
        "text": ["Merchants attacked the new tariff of Port Ellan. Ada Noll opened the harbour on 6 June."],
    })
    layers = bs.annotate(frame, sentiment=None)
    assert set(bs.timeline(layers)["earliest"]) == {pd.Timestamp("2025-06-10"), pd.Timestamp("2025-06-06")}
    assert set(bs.timeline(layers, stated=True)["earliest"]) == {pd.Timestamp("2025-06-06")}


def test_what_one_sentence_tells_of_a_day_is_one_row() -> None:
    """A summit told ahead by two outlets is one row, and what could be signed at it belongs to that row."""
    rows = timeline_of([
        ("s1", "Ellan Gazette", "2025-10-08", "The herring plan could be signed off at a meeting of the leaders on Oct. 22."),
        ("s2", "Marran Post", "2025-10-21", "Ahead of Wednesday’s herring summit in Marran, the fishing union’s leader asked for calm."),
    ])
    assert list(rows["earliest"]) == [pd.Timestamp("2025-10-22")]
    assert (rows["status"][0], rows["articles"][0], rows["sources"][0]) == ("planned", 2, 2)


def test_a_report_from_after_the_day_tells_the_status() -> None:
    rows = timeline_of([
        ("h1", "Ellan Gazette", "2025-10-08", "Prime Minister Ada Noll will open the new harbour of Port Ellan on 12 October."),
        ("h2", "Marran Post", "2025-10-14", "“Ada Noll opened the new harbour of Port Ellan on 12 October,” said Ole Brand, a fisherman."),
    ])
    assert list(rows["status"]) == ["claimed"]


def timeline_of(reports: list[tuple[str, str, str, str]]) -> pd.DataFrame:
    frame = pd.DataFrame(reports, columns=["article_id", "source", "published_at", "text"])
    layers = bs.annotate(frame.assign(published_at=pd.to_datetime(frame["published_at"], utc=True)), sentiment=None)
    return bs.timeline(layers, stated=True)


def test_a_row_is_proved_by_every_report_of_its_story(layers: Layers) -> None:
    answer = bs.ask("timeline", layers)
    counted = answer.evidence.groupby("row")["article_id"].nunique()
    assert counted.tolist() == answer.frame["articles"].tolist()
    for row, passages in answer.evidence.groupby("row"):
        own, shown = answer.frame.iloc[row], set(zip(passages["article_id"], passages["start"], strict=True))
        told = layers.events[layers.events["story_id"] == own["story_id"]]
        assert (own["article_id"], own["start"]) in shown <= set(zip(told["article_id"], told["start"], strict=True))


@pytest.mark.parametrize(("precision", "first", "last", "said"), [
    (["day", "month"], "2025-10-09", "2025-12-31", "2 dated happenings between 9 October 2025 and December 2025, 1 of them planned"),
    (["year", "day"], "1994-01-01", "2025-12-31", "2 dated happenings between 1994 and 31 December 2025, 1 of them planned"),
])
def test_the_sentence_is_as_exact_as_its_days(precision: list[str], first: str, last: str, said: str) -> None:
    frame = pd.DataFrame({
        "earliest": pd.to_datetime([first, "2025-12-01"]), "latest": pd.to_datetime([first, last]), "precision": precision,
        "status": ["occurred", "planned"],
    })
    asking = find_question("timeline")
    assert asking.finding(frame, Asked(ferry_layers(), {})) == said


def test_the_picture_has_the_days_of_publication_below(layers: Layers) -> None:
    answer = bs.ask("timeline", layers)
    assert any("articles published per day" in text.get_text() for text in answer.chart().texts)


def told(*texts: str) -> list[str]:
    ids = [f"a{n}" for n in range(len(texts))]
    frame = pd.DataFrame({"article_id": ids, "text": texts, "published_at": pd.Timestamp("2025-06-13", tz="UTC")})
    return bs.timeline(bs.annotate(frame, sentiment=None), stated=True)["sentence"].tolist()


QUAKE = "Tuesday's earthquake in Marran left many without a roof."


@pytest.mark.parametrize("again", [
    "A fund was set up after the earthquake that struck the island on Tuesday.", "The quake, the worst in years, hit Marran on Tuesday.",
    "Many fled when the earthquake shook Marran on Tuesday.", "Aid has come in since this week's earthquake in Marran.",
])
def test_a_happening_that_a_verb_or_its_week_tells_again_is_one_row(again: str) -> None:
    assert sum("quake" in sentence for sentence in told(QUAKE, again)) == 1


@pytest.mark.parametrize("other", [
    "A storm struck Marran on Tuesday.", "The earthquake that struck Ellan on Monday was weak.",
    "The mayor opened a bridge in Marran on Tuesday.",
])
def test_another_happening_has_its_own_row(other: str) -> None:
    assert other in told(QUAKE, other)
