"""Every question about stance on invented articles: each row is proved by just the judged mentions that it counts."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from tests.analysis.sentiment.invented_positions import judged_on
from tests.analysis.sentiment.invented_stances import articles_on, stories
from tests.invented_layers import Told, layers_of

from broadsheet.analysis import answered
from broadsheet.analysis.counting.judged import judged_mentions
from broadsheet.analysis.question import Answered
from broadsheet.annotating import Layers

COUNTED = ("mentions", "articles", "negative", "neutral", "positive")
NAMES = ("stance_ranking", "stance_by_outlet", "stance_over_time", "stance_evidence", "stance_edges", "position_changes", "story_tellings",
         "outlet_pairs")


@pytest.fixture(scope="module")
def layers() -> Layers:
    """Two actors in two outlets and two months, in the outlets' words and in those of two speakers; a copy and an undated article."""
    told = [
        *articles_on("Ada Moss", [-0.8, -0.6, 0.1, 0.7, -0.9, 0.2]),
        *articles_on("Ada Moss", [0.8, 0.0, 0.3], source="Northgate Post", day="2025-06-03"),
        *articles_on("Bo Finch", [0.5, -0.4], first=20, day="2025-06-10"),
        Told("undated", "Something about Ada Moss was told.", day=None, stance={"Ada Moss": ("own", None, -0.7)}),
        Told("copy", "Something about Ada Moss was told.", copy_of="The00", stance={"Ada Moss": ("own", None, 0.9)}),
        Told("q1", "Bo Finch called Ada Moss reckless.", stance={"Ada Moss": ("quoted", "Bo Finch", -0.9), "Bo Finch": ("own", None, 0.0)}),
        Told("q2", "Bo Finch blamed Ada Moss.", day="2025-06-09", stance={"Ada Moss": ("quoted", "Bo Finch", -0.7)}),
        Told("q3", "Cleo Hart thanked Ada Moss.", source=None, stance={"Ada Moss": ("quoted", "Cleo Hart", 0.9)}),
        Told("q4", "Ada Moss praised herself.", stance={"Ada Moss": ("quoted", "Ada Moss", 0.9)}),
    ]
    return layers_of(told)


def proofs(answer: Answered) -> pd.DataFrame:
    """The proof of an answer, each passage with what is judged there."""
    judged = judged_mentions(answer.asked.layers)
    return answer.evidence.merge(judged, on=["article_id", "start", "end"], how="left", validate="many_to_one")


@pytest.mark.parametrize(("name", "options", "same"), [
    ("stance_ranking", {}, ("actor_id", "voice")),
    ("stance_ranking", {"top": 1}, ("actor_id", "voice")),
    ("stance_ranking", {"focus": "Bo Finch"}, ("actor_id", "voice")),
    ("stance_by_outlet", {}, ("actor_id", "source", "voice")),
    ("stance_by_outlet", {"voice": "quoted"}, ("actor_id", "source", "voice")),
    ("stance_over_time", {}, ("actor_id", "month", "voice")),
    ("stance_over_time", {"every": "week"}, ("actor_id", "week", "voice")),
    ("stance_over_time", {"every": "day", "voice": "quoted"}, ("actor_id", "day", "voice")),
    ("stance_edges", {}, ("holder_id", "actor_id")),
    ("stance_edges", {"focus": "Cleo Hart"}, ("holder_id", "actor_id")),
])
def test_a_row_is_proved_by_the_judged_mentions_that_it_counts(
    layers: Layers, name: str, options: dict[str, Any], same: tuple[str, ...],
) -> None:
    answer = answered(name, layers, **options)
    assert len(answer.frame) > 0
    shown = proofs(answer)
    opens = shown["published_at"].dt.tz_localize(None)
    shown = shown.assign(**{
        period: opens.dt.to_period(rule).dt.start_time for period, rule in (("day", "D"), ("week", "W-SUN"), ("month", "M"))
    })
    for row, record in enumerate(answer.frame.to_dict("records")):
        own = shown[shown["row"] == row]
        assert [set(own[key]) for key in same] == [{record[key]} for key in same]
        counts = (len(own), own["article_id"].nunique(), *((own["class"] == tone).sum() for tone in COUNTED[2:]))
        assert counts == tuple(record[key] for key in COUNTED)
        if not pd.isna(record["stance"]):
            assert own["stance"].mean() == pytest.approx(record["stance"])
    assert "copy" not in set(answer.evidence["article_id"])


def test_a_tie_is_proved_by_the_speakers_words_and_no_others(layers: Layers) -> None:
    answer = answered("stance_edges", layers)
    shown = proofs(answer)
    assert set(shown["voice"]) == {"quoted"}
    assert {holder: set(shown.loc[shown["row"] == row, "article_id"]) for row, holder in enumerate(answer.frame["holder"])} == {
        "Bo Finch": {"q1", "q2"}, "Cleo Hart": {"q3"},
    }


def test_the_strongest_sentences_are_proved_by_themselves(layers: Layers) -> None:
    answer = answered("stance_evidence", layers)
    names = ["article_id", "start", "end"]
    assert answer.evidence[names].equals(answer.frame[names].astype({"article_id": "str"}))


@pytest.mark.parametrize(("name", "layers"), [
    ("position_changes", judged_on(("2025-05-01", "against"), ("2025-05-09", "for"), ("2025-05-12", "against"))),
    ("story_tellings", stories([(0.8, -0.7), (0.1, 0.0)])),
])
def test_two_passages_side_by_side_are_both_the_proof(name: str, layers: Layers) -> None:
    answer = answered(name, layers)
    assert len(answer.frame) > 0
    for row, record in enumerate(answer.frame.to_dict("records")):
        passages = answer.evidence.loc[answer.evidence["row"] == row, ["article_id", "start", "end"]]
        sides = [tuple(record[f"{side}{part}"] for part in ("article_id", "start", "end")) for side in ("", "other_")]
        assert sorted(passages.itertuples(index=False, name=None)) == sorted(sides)


def test_two_outlets_are_proved_by_what_both_write_of_the_same_actor_on_the_same_story() -> None:
    both, alone = stories([(0.8, -0.7), (0.1, 0.0)]), "Nor1"
    answer = answered("outlet_pairs", both)
    assert set(answer.evidence["article_id"]) == {"The0", "Nor0", "The1", "Nor1"}
    judged = both.stances[both.stances["article_id"] != alone]
    answer = answered("outlet_pairs", Layers(**(both.frames() | {"stances": judged})))
    assert answer.frame["stories"].tolist() == [1]
    assert set(answer.evidence["article_id"]) == {"The0", "Nor0"}, "the second story is told by one outlet only"


@pytest.mark.parametrize("name", NAMES)
def test_no_article_gives_an_empty_answer_with_its_columns_and_a_sentence(name: str) -> None:
    answer = answered(name, layers_of([]))
    assert answer.frame.empty and answer.evidence.empty and answer.finding
    assert set(answer.frame.columns) <= set(answer.question.columns)
