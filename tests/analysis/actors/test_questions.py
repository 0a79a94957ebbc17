"""Every question about actors, asked: each passage shows its row, no layer is changed, no article is a normal run."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest
from tests.analysis.actors.news_layers import news_layers
from tests.analysis.actors.spoken_layers import spoken_layers
from tests.analysis.invented_layers import invented_layers

from broadsheet.analysis import answered, questions
from broadsheet.annotating import Layers
from broadsheet.display import ask


@dataclasses.dataclass(frozen=True)
class Passage:
    """A passage beneath a row: its words, the sentence around it, and the article."""

    words: str
    sentence: str
    article: Any


Shows = Callable[[Any, Passage], bool]


def week(day: pd.Timestamp) -> pd.Timestamp:
    """The Monday before a moment."""
    day = day.tz_localize(None).normalize()
    return day - pd.Timedelta(days=day.weekday())


ASKED: dict[str, tuple[dict[str, Any], Callable[[], Layers], Shows]] = {
    "actor_ranking": ({}, news_layers, lambda row, shown: shown.words == row.name),
    "actor_over_time": ({}, news_layers, lambda row, shown: shown.words == row.name and week(shown.article.published_at) == row.week),
    "new_and_vanished": (
        {"since": "2025-10-10"}, news_layers,
        lambda row, shown: shown.words == row.name and (f"{shown.article.published_at:%m-%d}" >= "10-10") == (row.change == "new"),
    ),
    "silence": (
        {"now": "2025-10-30", "days": 20, "chance": 1.0}, news_layers,
        lambda row, shown: shown.words == row.name and shown.article.published_at <= row.last_seen.tz_localize("UTC"),
    ),
    "actor_page": ({"focus": "Noll"}, news_layers, lambda row, shown: row.section == "role" or "Noll" in shown.words),
    "role_table": ({}, news_layers, lambda row, shown: row.first_stated <= shown.article.published_at.tz_localize(None) <= row.last_stated),
    "co_occurrence": ({}, news_layers, lambda row, shown: row.name in shown.words and row.other in shown.words),
    "speaker_ranking": ({}, spoken_layers, lambda row, shown: row.name.split()[-1] in shown.sentence),
    "spoken_about": ({}, spoken_layers, lambda row, shown: row.name.casefold() in shown.words and row.holder in shown.sentence),
    "only_spoken_about": ({}, spoken_layers, lambda row, shown: row.name.casefold() in shown.words),
    "anonymous_share": (
        {}, spoken_layers,
        lambda row, shown: shown.article.source == row.source and ("officials" in shown.sentence or not row.anonymous),
    ),
    "quote_ledger": ({}, spoken_layers, lambda row, shown: shown.words == row.text and shown.article.source == row.source),
}
"""Question: its options, the layers asked, and how a passage shows a row (a named tuple)."""


def passages(answer: Any, layers: Layers) -> list[tuple[Any, Passage]]:
    """Each row of an answer beside each of its passages."""
    articles = {article.article_id: article for article in layers.articles.itertuples()}
    rows = list(answer.frame.itertuples(index=False))
    made = []
    for position, article_id, start, end in answer.evidence.itertuples(index=False):
        text = articles[article_id].text
        left, right = text.rfind(". ", 0, start) + 1, text.find(".", end)
        made.append((rows[position], Passage(text[start:end], text[left:right], articles[article_id])))
    return made


def test_the_table_has_every_question_of_the_group() -> None:
    from broadsheet.analysis.question import find_question

    mine = {name for name in questions() if find_question(name).make.__module__.startswith("broadsheet.analysis.actors.")}
    assert mine == set(ASKED)


@pytest.mark.parametrize("name", ASKED)
def test_each_passage_shows_its_row(name: str) -> None:
    options, made, shows = ASKED[name]
    layers = made()
    answer = answered(name, layers, **options)
    shown = passages(answer, layers)
    assert len(answer.frame) and set(answer.evidence["row"]) == set(range(len(answer.frame)))
    assert [(row, passage) for row, passage in shown if not shows(row, passage)] == []


@pytest.mark.parametrize("name", ASKED)
def test_every_column_is_declared_and_the_answer_shows_itself(name: str) -> None:
    options, made, _ = ASKED[name]
    answer = ask(name, made(), **options)
    assert [column for column in answer.frame.columns if column not in answer.columns] == []
    assert answer.table.count('<tr class="ev">') == len(answer.frame)


@pytest.mark.parametrize("name", ASKED)
def test_no_articles_is_a_normal_run(name: str) -> None:
    answer = answered(name, invented_layers([("a", "Lantern", "2025-10-01", None, ["nobody spoke."])]))
    assert answer.frame.empty and answer.evidence.empty and answer.finding


@pytest.mark.parametrize("name", ASKED)
def test_the_layers_are_left_alone(name: str) -> None:
    options, made, _ = ASKED[name]
    layers = made()
    before = {table: frame.copy(deep=True) for table, frame in layers.frames().items()}
    answered(name, layers, **options)
    for table, frame in layers.frames().items():
        pd.testing.assert_frame_equal(frame, before[table])
