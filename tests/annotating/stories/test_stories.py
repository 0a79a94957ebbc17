"""Stories: reports of one happening are joined, told before and after, in other words, with dates of other precision."""

from __future__ import annotations

import sys

import pandas as pd
import pytest

from broadsheet import annotate
from broadsheet.annotating.english.words import content_words, kind_of
from broadsheet.annotating.layers import Layers
from broadsheet.annotating.stories import join_stories

BEFORE = ("Fishermen and ministers will meet in Port Ellan on Friday to settle the herring dispute.", "2025-06-10")
AFTER = ("Ministers met fishermen in Port Ellan on Friday and settled the herring dispute after nine hours.", "2025-06-14")
LOOKING_BACK = ("Calm has returned to Port Ellan since ministers met fishermen there last month over the herring dispute.", "2025-07-02")
OTHER = ("Teachers met the governor in Marran on Friday to talk about salaries.", "2025-06-14")
ELSEWHEN = ("Ministers met fishermen in Port Ellan on 3 March 2024 over the herring dispute.", "2025-06-14")


def layers_of(*reports: tuple[str, str]) -> Layers:
    frame = pd.DataFrame({
        "article_id": [f"a{n}" for n in range(len(reports))], "text": [text for text, _ in reports],
        "published_at": pd.to_datetime([day for _, day in reports], utc=True),
    })
    return annotate(frame, sentiment=None)


def story_of(layers: Layers, article_id: str, kind: str = "meet") -> str:
    events = layers.events[(layers.events["article_id"] == article_id) & layers.events["text"].map(kind_of).eq(kind)]
    return events.sort_values("start")["story_id"].iloc[0]


def test_told_before_and_after_is_one_story_named_after_its_first_report() -> None:
    layers = layers_of(BEFORE, AFTER)
    assert story_of(layers, "a0") == story_of(layers, "a1")
    assert story_of(layers, "a0").startswith("a0:")
    statuses = dict(layers.events[layers.events["story_id"] == story_of(layers, "a0")][["article_id", "status"]].itertuples(index=False))
    assert statuses == {"a0": "planned", "a1": "occurred"}


def test_dates_of_other_precision_join() -> None:
    layers = layers_of(AFTER, LOOKING_BACK)
    assert story_of(layers, "a0") == story_of(layers, "a1")


@pytest.mark.parametrize("other", [OTHER, ELSEWHEN], ids=["other people on the same day", "the same people on another day"])
def test_other_happenings_stay_apart(other: tuple[str, str]) -> None:
    layers = layers_of(AFTER, other)
    assert story_of(layers, "a0") != story_of(layers, "a1")


def test_later_articles_do_not_rename_a_story() -> None:
    first, more = layers_of(BEFORE, AFTER), layers_of(BEFORE, AFTER, LOOKING_BACK, OTHER)
    kept = more.events[more.events["event_id"].isin(first.events["event_id"])]
    assert list(kept["story_id"]) == list(first.events["story_id"])


def test_the_order_of_rows_does_not_matter() -> None:
    layers = layers_of(BEFORE, AFTER, OTHER)
    turned = layers.events.iloc[::-1]
    again = join_stories(turned, layers.event_actors.iloc[::-1], layers.articles.iloc[::-1])
    assert dict(zip(turned["event_id"], again, strict=True)) == dict(zip(layers.events["event_id"], layers.events["story_id"], strict=True))


def test_an_undated_event_is_its_own_story() -> None:
    layers = layers_of(("The mayor wants peace.", "2025-06-10"), ("The mayor wants peace.", "2025-06-10"))
    assert list(layers.events["story_id"]) == list(layers.events["event_id"])


@pytest.mark.parametrize(("one", "other"), [
    ("visited", "trip"), ("meeting", "talks"), ("met", "summit"), ("killed", "deaths"), ("signing", "signed"), ("resigned", "resignation"),
    ("carried", "carry"), ("explosion", "blast"), ("protests", "marched"),
])
def test_words_of_one_kind(one: str, other: str) -> None:
    assert kind_of(one) == kind_of(other)


def test_content_words_keep_figures_and_drop_function_words() -> None:
    assert content_words("The 22,000 herrings were sold on Monday") >= {"herring"}
    assert "the" not in content_words("The herring")


def test_cost_grows_close_to_linearly() -> None:
    """Counted in calls of functions, Python's and C's, which no other work on the machine changes."""
    def calls(days: int) -> int:
        rows = [(f"a{n}:{k}", f"a{n}", k, 20 * k, 20 * k + 3, "met", 0, pd.Timestamp("2025-01-01") + pd.Timedelta(days=n % days))
                for n in range(days * 4) for k in range(5)]
        events = pd.DataFrame(rows, columns=["event_id", "article_id", "sentence_no", "start", "end", "text", "date_start", "earliest"])
        events = events.assign(latest=events["earliest"], place=None)
        ids = events["article_id"].unique()
        texts = [f"town{key} " * 40 for key in ids]
        articles = pd.DataFrame({"article_id": ids, "text": texts, "published_at": pd.Timestamp("2025-06-01", tz="UTC")})
        counted = 0

        def count(_frame: object, event: str, _argument: object) -> None:
            nonlocal counted
            counted += event in ("call", "c_call")

        before = sys.getprofile()
        sys.setprofile(count)
        try:
            join_stories(events, pd.DataFrame({"event_id": [], "actor_id": []}), articles)
        finally:
            sys.setprofile(before)
        return counted

    calls(10)
    small, large = calls(30), calls(120)
    assert small > 30 * 4 * 5
    assert large < 4 * small * 1.5
