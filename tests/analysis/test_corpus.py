"""What there is, in words and numbers: copies and revisions counted as such, undated articles said."""

from __future__ import annotations

from dataclasses import replace

from tests.invented_layers import Told, layers_of

from broadsheet.analysis import (
    actor_ranking,
    article_bursts,
    article_list,
    article_volume,
    co_occurrence,
    corpus_summary,
    coverage,
    outlets,
    speaker_ranking,
    timeline,
)

TOLD = [
    Told("a", "Ada Moss opened the bridge.", day="2025-05-05"),
    Told("b", "Ada Moss opened the bridge.", source="Northgate Post", day="2025-05-06", copy_of="a"),
    Told("c", "Ada Moss opened the new bridge.", day="2025-05-07", supersedes="a"),
    Told("d", "Bo Finch spoke.", source=None, day=None),
    Told("e", "Ada Moss eröffnete die Brücke.", source="Northgate Post", day="2025-05-07", language="de"),
]


def test_coverage_says_what_the_answers_rest_on() -> None:
    assert coverage(layers_of(TOLD)) == (
        "5 articles of 3 outlets from 5 May 2025 to 7 May 2025; among them 1 copy of another, 1 revision of an earlier version, "
        "1 of an unknown outlet, 1 without a date, 1 in German, kept unannotated."
    )
    assert coverage(layers_of([])).startswith("No article")


def test_an_outlet_counts_what_is_its_own() -> None:
    table = outlets(layers_of(TOLD)).set_index("source")
    assert table.loc["The Harbour Courier", ["articles", "independent"]].tolist() == [2, 1]
    assert table.loc["Northgate Post", ["articles", "independent"]].tolist() == [2, 1]
    assert "unknown outlet" in table.index


def test_volume_is_by_day_of_publication() -> None:
    volume = article_volume(layers_of(TOLD), every="day")
    assert volume.groupby("day")["articles"].sum().tolist() == [1, 1, 2]
    assert article_volume(layers_of([])).empty


def test_the_list_says_what_is_special_about_an_article() -> None:
    listed = article_list(layers_of(TOLD)).set_index("article_id")["kind"]
    assert listed.dropna().to_dict() == {"b": "copy", "c": "revision", "e": "not annotated"}


def test_the_summary_counts_every_layer() -> None:
    summary = corpus_summary(layers_of(TOLD)).set_index("measure")["value"]
    assert summary["independent articles"] == "3"
    assert summary["articles without a date"] == "1"


def test_articles_without_an_outlet_are_one_outlet_in_every_count() -> None:
    day = [("signed", "occurred", "2025-05-04")]
    said = [("We signed it", "Ada Moss")]
    told = [
        Told(key, "“We signed it,” said Ada Moss of Eastmere. It was signed.", source=source, events=day, quotes=said)
        for key, source in (("a", None), ("b", None), ("c", "Northgate Post"))
    ]
    for kept, many in ((told, 2), (told[:2], 1)):
        layers = layers_of(kept)
        assert coverage(layers).startswith(f"{len(kept)} articles of {many} outlet")
        assert dict(corpus_summary(layers).values.tolist())["outlets"] == str(many)
        assert actor_ranking(layers)["outlets"].tolist() == [many] * 2
        assert co_occurrence(layers)["outlets"].tolist() == [many]
        assert speaker_ranking(layers)["outlets"].tolist() == [many]
        assert article_bursts(layers)["outlets"].tolist() == [many]
        one_story = replace(layers, events=layers.events.assign(story_id="s"))
        assert timeline(one_story)["sources"].tolist() == [many]
