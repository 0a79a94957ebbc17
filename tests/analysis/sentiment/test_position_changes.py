"""Changes of position: against earlier, for it later, with both sentences; what is past or uncertain states nothing."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest
from tests.analysis.sentiment.invented_positions import judged_on
from tests.invented_layers import Told, layers_of

from broadsheet.analysis import answered, position_changes
from broadsheet.annotating import Layers


def told_on(*days: tuple[str, str], quoted: str | None = None) -> Layers:
    """One article per (day, sentence); with `quoted`, that speaker's words are the sentence."""
    quotes = [[(text, quoted)] if quoted and quoted not in text else [] for _, text in days]
    articles = [
        Told(f"a{n}", f"{text} Ada Moss spoke." if said else text, day=day, quotes=said)
        for n, ((day, text), said) in enumerate(zip(days, quotes, strict=True))
    ]
    return layers_of(articles)


@pytest.mark.parametrize(("before", "after", "sides"), [
    ("Ada Moss ruled out hosting return hubs.", "Ada Moss is open to hosting a return hub.", ("against", "open")),
    ("Ada Moss has rejected a toll on the harbour bridge.", "Ada Moss now supports the toll on the harbour bridge.", ("against", "for")),
    ("Eastmere will not open its archives.", "Eastmere has agreed to open its archives.", ("against", "for")),
    ("Ada Moss is in favour of the tunnel tax.", "Ada Moss said she would never pay a tunnel tax.", ("for", "against")),
    ("Ada Moss is opposed to hosting return hubs.", "Ada Moss, the premier, no longer ruled out hosting return hubs.", ("against", "open")),
    ("Ada Moss supports a cap on harbour rents.", "Ada Moss does not support a cap on harbour rents.", ("for", "against")),
    ("Eastmere's government refused to sell the northern port.", "Eastmere's government is willing to sell the northern port.",
     ("against", "open")),
])
def test_a_change_toward_a_proposal_has_both_sentences(before: str, after: str, sides: tuple[str, str]) -> None:
    found = position_changes(told_on(("2025-05-01", before), ("2025-05-09", after)))
    assert found[["before", "after"]].to_numpy().tolist() == [list(sides)]
    assert (found["sentence"].iloc[0], found["other_sentence"].iloc[0]) == (before, after)
    assert found["published_at"].iloc[0] < found["other_published_at"].iloc[0]


@pytest.mark.parametrize(("before", "after"), [
    ("Ada Moss ruled out hosting return hubs.", "Ada Moss again ruled out hosting return hubs."),
    ("Ada Moss ruled out hosting return hubs.", "Ada Moss is open to a new harbour bridge."),
    ("Ada Moss ruled out hosting return hubs.", "Bo Finch is open to hosting return hubs."),
    ("Ada Moss had ruled out hosting return hubs.", "Ada Moss is open to hosting return hubs."),
    ("Ada Moss may reject hosting return hubs.", "Ada Moss is open to hosting return hubs."),
    ("Ada Moss, whom Bo Finch opposed to hosting return hubs.", "Ada Moss is open to hosting return hubs."),
    ("Ada Moss ruled it out.", "Ada Moss is open to it."),
    ("The vote on the northern port will be held, but Ada Moss will not hold a vote on it.", "Ada Moss will have a vote on the port."),
])
def test_no_change_where_speaker_matter_or_certainty_differ(before: str, after: str) -> None:
    assert position_changes(told_on(("2025-05-01", before), ("2025-05-09", after))).empty


def test_who_says_we_is_the_speaker_of_the_quotation() -> None:
    days = ("2025-05-01", "We will not host any return hub."), ("2025-05-09", "We are ready to host a return hub.")
    found = position_changes(told_on(*days, quoted="Ada Moss"))
    assert found[["holder", "before", "after"]].to_numpy().tolist() == [["Ada Moss", "against", "open"]]
    assert position_changes(told_on(*days)).empty


def test_the_latest_position_is_the_one_that_changed() -> None:
    words = ["ruled out", "is open to", "supports", "rejects"]
    found = position_changes(told_on(*((f"2025-05-0{n + 1}", f"Ada Moss {said} hosting return hubs.") for n, said in enumerate(words))))
    assert found[["before", "after"]].to_numpy().tolist() == [["for", "against"], ["against", "open"]]


def test_praise_after_blame_is_no_change() -> None:
    assert position_changes(judged_on(("2025-05-01", "against"), ("2025-05-09", "for"), about="judged")).empty


def test_a_change_toward_an_actor_takes_stated_sides_on_different_days() -> None:
    found = position_changes(judged_on(("2025-05-01", "against"), ("2025-05-05", "against"), ("2025-05-09", "for")))
    assert found[["holder", "about", "before", "after"]].to_numpy().tolist() == [["Bo Finch", "Ada Moss", "critical", "supportive"]]
    assert position_changes(judged_on(("2025-05-01", "against"), ("2025-05-01", "for"))).empty


def test_copies_and_undated_articles_change_nothing() -> None:
    layers = judged_on(("2025-05-01", "against"), ("2025-05-09", "for"))
    copied = layers.articles.assign(copy_of=["a1", None]).astype({"copy_of": "str"})
    undated = layers.articles.assign(published_at=layers.articles["published_at"].where(layers.articles["article_id"] != "a0"))
    for changed in (replace(layers, articles=copied), replace(layers, articles=undated)):
        assert position_changes(changed).empty


def test_a_focus_is_the_speaker_or_the_actor_spoken_of() -> None:
    layers = judged_on(("2025-05-01", "against"), ("2025-05-09", "for"))
    assert len(position_changes(layers, focus="Ada Moss")) == len(position_changes(layers, focus="Bo Finch")) == 1
    other = layers_of([Told("z", "Cleo Hart spoke.")])
    assert position_changes(other, focus="Cleo Hart").empty


def test_both_sentences_are_the_evidence_and_the_layers_stay_as_they_are() -> None:
    layers = judged_on(("2025-05-01", "against"), ("2025-05-09", "for"))
    before = layers.positions.copy(deep=True)
    evidence = answered("position_changes", layers).evidence
    assert set(evidence["article_id"]) == {"a0", "a1"}
    pd.testing.assert_frame_equal(layers.positions, before)


def test_no_article_gives_an_empty_frame() -> None:
    found = position_changes(layers_of([]))
    assert found.empty
    assert {"sentence", "other_sentence", "holder_id"} <= set(found.columns)


def test_the_finding_says_who_moved() -> None:
    days = ("2025-05-01", "against"), ("2025-05-09", "for"), ("2025-05-12", "against")
    assert answered("position_changes", judged_on(*days[:2])).finding == "Bo Finch went from critical to supportive (Ada Moss)"
    assert answered("position_changes", judged_on(*days)).finding == (
        "2 changes of position by 1 speaker; the latest: Bo Finch went from supportive to critical (Ada Moss)"
    )
    assert answered("position_changes", judged_on(*days[:1])).finding.startswith("No speaker")
