"""What is new since an earlier state: just what changed, and nothing where nothing did."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest
from tests.invented_layers import Told, layers_of

from broadsheet.analysis import answered, changes_since

OLD = [Told("a", "Ada Moss opened the bridge. The harbour wall will be repaired for nine million crowns.", day="2025-05-05")]


def kinds(now: list[Told], before: list[Told]) -> list[tuple[str, str]]:
    """(change, what) of what is new."""
    found = changes_since(layers_of(now), layers_of(before))
    return list(zip(found["change"], found["what"], strict=True))


def test_the_same_state_brings_nothing_new() -> None:
    found = answered("changes_since", layers_of(OLD), before=layers_of(OLD))
    assert found.frame.empty
    assert found.finding == "Nothing new since the last run"


def test_a_new_article_brings_its_actors_and_statements() -> None:
    new = Told("b", 'Bo Finch said "the wall is done" to Ada Moss.', title="Wall done", quotes=[("the wall is done", "Bo Finch")])
    assert kinds([*OLD, new], OLD) == [("new statement", "Bo Finch"), ("new actor", "Bo Finch"), ("new article", "Wall done")]


def test_a_copy_brings_nothing_but_itself() -> None:
    copy = Told("b", OLD[0].text, source="Northgate Post", title="Same again", copy_of="a")
    assert kinds([*OLD, copy], OLD) == [("new article", "Same again")]


def test_a_revision_quotes_what_it_took_out() -> None:
    revised = Told("b", "Ada Moss opened the bridge.", title="Bridge open", supersedes="a")
    found = changes_since(layers_of([*OLD, revised]), layers_of(OLD))
    assert dict(zip(found["change"], found["what"], strict=True)) == {
        "passage removed": "The harbour wall will be repaired for nine million crowns.", "revised article": "Bridge open",
    }
    gone = found[found["change"] == "passage removed"].iloc[0]
    assert OLD[0].text[gone["start"]:gone["end"]] == gone["what"]


def test_a_plan_is_made_and_is_not_made_again() -> None:
    plan = Told("b", "Ada Moss will reopen the ferry.", events=[("reopen", "planned", "2025-06-01")])
    assert ("plan made", "Ada Moss will reopen the ferry.") in kinds([*OLD, plan], OLD)
    assert kinds([*OLD, plan], [*OLD, plan]) == []


def test_a_shift_of_stance_needs_enough_articles_on_both_sides() -> None:
    def judged(first: int, count: int, value: float) -> list[Told]:
        return [Told(f"s{first + i:02d}", "Ada Moss was judged.", stance={"Ada Moss": ("own", None, value)}) for i in range(count)]

    before = judged(0, 6, 0.7)
    assert "stance shifted" in {kind for kind, _ in kinds(before + judged(10, 6, -0.7), before)}
    assert "stance shifted" not in {kind for kind, _ in kinds(before + judged(10, 3, -0.7), before)}


def test_without_an_earlier_state_everything_is_new() -> None:
    first = answered("changes_since", layers_of(OLD), before=None)
    assert first.finding.startswith("First run, everything is new: ")
    pd.testing.assert_frame_equal(first.frame, answered("changes_since", layers_of(OLD)).frame)


JUDGED = [Told(f"s{i:02d}", "Ada Moss was judged.", stance={"Ada Moss": ("own", None, 0.7 if i < 6 else -0.7)}) for i in range(12)]
PLAN = Told("p", "Ada Moss will reopen the old ferry.", day="2025-05-05", events=[("reopen", "planned", "2025-06-01")])
MET = Told("q", "Ada Moss did reopen the old ferry.", day="2025-06-02", events=[("reopen", "occurred", "2025-06-01")])
BOTH = [
    Told("c", "The storm killed 12 people in Eastmere.", events=[("killed", "occurred", "2025-05-04")]),
    Told("d", "The storm killed 15 people in Eastmere.", source="Northgate Post", events=[("killed", "occurred", "2025-05-04")]),
]
SAID = Told("e", 'Bo Finch said "the wall is done" to Ada Moss. Bo Finch left.', quotes=[("the wall is done", "Bo Finch")])


@pytest.mark.parametrize(("kind", "now", "before", "shown"), [
    ("new article", [*OLD, SAID], OLD, [("e", None)]),
    ("revised article", [*OLD, Told("b", "Ada Moss opened it.", supersedes="a")], OLD, [("a", None), ("b", None)]),
    ("passage removed", [*OLD, Told("b", "Ada Moss opened it.", supersedes="a")], OLD,
     [("a", "The harbour wall will be repaired for nine million crowns."), ("b", None)]),
    ("new statement", [*OLD, SAID], OLD, [("e", "the wall is done")]),
    ("new actor", [*OLD, SAID], OLD, [("e", "Bo Finch"), ("e", "Bo Finch")]),
    ("plan made", [*OLD, PLAN], OLD, [("p", "reopen")]),
    ("plan met", [PLAN, MET], [PLAN], [("p", "reopen"), ("q", "reopen")]),
    ("plan gone silent", [PLAN, Told("z", "It rained.", day="2025-07-01")], [PLAN], [("p", "reopen")]),
    ("new contradiction", BOTH, BOTH[:1], [("c", "12 people"), ("d", "killed")]),
    ("stance shifted", JUDGED, JUDGED[:6], [(f"s{i:02d}", "Ada Moss") for i in range(12)]),
])
def test_each_kind_of_change_is_proved_by_what_shows_it(
    kind: str, now: list[Told], before: list[Told], shown: list[tuple[str, str | None]],
) -> None:
    """Words, or None where the whole article is the proof; a passage that is gone is shown where it stood, and the version without it."""
    one_story = layers_of(now)
    one_story = replace(one_story, events=one_story.events.assign(story_id="s"))
    answer = answered("changes_since", one_story, before=layers_of(before))
    rows = answer.frame.index[answer.frame["change"] == kind]
    assert len(rows) == 1
    texts = one_story.articles.set_index("article_id")["text"]
    proof = answer.evidence[answer.evidence["row"] == rows[0]]
    spans = proof[["article_id", "start", "end"]].itertuples(index=False)
    words = [(key, None if pd.isna(start) else texts[key][start:end]) for key, start, end in spans]
    assert sorted(words, key=str) == sorted(shown, key=str)


def test_a_change_in_another_article_proves_nothing_of_the_row() -> None:
    """The earlier mentions of an actor who is new to nobody, and plans that were known before, are in no proof."""
    known = Told("k", "Ada Moss met Bo Finch.", day="2025-05-04")
    answer = answered("changes_since", layers_of([known, *OLD, SAID, PLAN]), before=layers_of([known, PLAN]))
    assert not (answer.frame["change"] == "new actor").any()
    assert "k" not in set(answer.evidence["article_id"]) and "p" not in set(answer.evidence["article_id"])
