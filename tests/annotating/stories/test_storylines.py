"""Storylines: articles of one happening or running story, whatever their day, with ids that stay as articles are added."""

from __future__ import annotations

import pandas as pd

from broadsheet.annotating import join_storylines, sketches

FERRY = (
    "The ferry Marigold sank off Port Ellan in the night. Twelve of its passengers were saved by fishermen.",
    "Divers found the ferry Marigold on the sea bed off Port Ellan. Fishermen had saved twelve passengers.",
    "The owner of the ferry Marigold knew of the leak, a court in Port Ellan heard. Passengers had complained.",
    "A year after the ferry Marigold sank, passengers and fishermen met in Port Ellan to remember the night.",
)
QUAKES = (
    "An earthquake shook Marran at dawn. Houses fell in the old town, and rescuers dug for survivors near the cathedral.",
    "Rescuers in Marran dug all night for survivors of the earthquake. The cathedral in the old town lost its tower.",
    "An earthquake struck the island of Sorrel. The harbour of Vellin was flooded by a wave, and sailors were missing.",
    "Sailors of Vellin were still missing after the wave that followed the earthquake on the island of Sorrel.",
)
OTHERS = (
    "The council of Northgate raised the water levy. Ada Moss called it a tax on gardens.",
    "The theatre of Saltby plays a comedy about a clockmaker, a bishop and a parrot.",
)


def articles(*texts: str, first: int = 0) -> pd.DataFrame:
    """One article a day, with what it is compared by."""
    frame = pd.DataFrame({
        "article_id": [f"a{first + number}" for number in range(len(texts))], "text": list(texts), "title": None,
        "published_at": pd.date_range("2025-05-01", periods=first + len(texts), tz="UTC")[first:],
    })
    return frame.assign(sketch=sketches(frame))


def test_articles_of_one_story_are_joined_and_others_stand_alone() -> None:
    assert join_storylines(articles(*FERRY, *OTHERS)).tolist() == ["a0", "a0", "a0", "a0", "a4", "a5"]


def test_two_earthquakes_are_two_stories() -> None:
    assert join_storylines(articles(*QUAKES)).tolist() == ["a0", "a0", "a2", "a2"]


def test_the_order_of_the_rows_changes_nothing() -> None:
    told = articles(*FERRY, *QUAKES, *OTHERS)
    mixed = told.sample(frac=1, random_state=3)
    pd.testing.assert_series_equal(join_storylines(mixed).sort_index(), join_storylines(told))


def test_ids_stay_as_articles_are_added_day_by_day() -> None:
    texts = [FERRY[0], QUAKES[0], OTHERS[0], FERRY[1], QUAKES[2], QUAKES[1], FERRY[2], OTHERS[1], QUAKES[3], FERRY[3]]
    known, shown = None, {}
    for day, text in enumerate(texts):
        told = articles(text, first=day)
        told = told.assign(storyline_id=join_storylines(told, known=known))
        known = told if known is None else pd.concat([known, told], ignore_index=True)
        now = dict(zip(known["article_id"], known["storyline_id"], strict=True))
        assert all(now[key] == name for key, name in shown.items())
        shown = now
    assert [shown[f"a{day}"] for day in range(10)] == ["a0", "a1", "a2", "a0", "a4", "a1", "a0", "a7", "a4", "a0"]


def test_an_article_that_is_like_two_known_stories_joins_one_and_merges_none() -> None:
    known = articles(*QUAKES).assign(storyline_id=["a0", "a0", "a2", "a2"])
    bridge = articles("Rescuers from Marran, where the cathedral fell in an earthquake, went to Sorrel and Vellin.", first=4)
    assert join_storylines(bridge, known=known).iloc[0] in ("a0", "a2", "a4")
    assert known["storyline_id"].tolist() == ["a0", "a0", "a2", "a2"]


def test_articles_without_words_or_days() -> None:
    assert join_storylines(articles("", "")).tolist() == ["a0", "a1"]
    undated = articles(*FERRY[:2]).assign(published_at=pd.NaT)
    assert join_storylines(undated).tolist() == ["a0", "a0"]
    assert join_storylines(articles()).empty
