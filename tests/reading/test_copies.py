"""Copies and revisions: one text in several papers, later versions of one work, and what is neither."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from broadsheet.errors import SchemaError
from broadsheet.reading import copy_links, fingerprint_table, mark_copies
from broadsheet.reading.fingerprints import Print, candidate_pairs, fingerprint, overlap

WIRE = [
    "HARBOUR TOWN (Wireline) - The ferry to the northern islands will sail again on Monday after three weeks of repairs, officials said.",
    "Tickets go on sale on Friday, and the first crossing leaves the eastern pier at seven in the morning, an hour earlier than before.",
    "Islanders had complained that the replacement boat was too small for lorries, and shops on the outer islands ran out of flour twice.",
    "The company will pay each season ticket holder a fifth of the price back, and it will publish the engineers' report before Christmas.",
    "A second ferry, ordered in spring, is to be delivered in two years and will carry forty cars and three hundred passengers.",
    "The islands have about 4,000 inhabitants, most of whom work in fishing, farming and, from May to September, in small hotels.",
]
OWN = [
    "Northern islanders get their boat back: from Monday the big ferry replaces the little one that has annoyed them for most of a month.",
    "Sales open on Friday. Whoever wants the first departure must be up early, since it casts off from the eastern quay at seven sharp.",
    "Two bakeries on the outer isles had to close for days because lorries with flour did not fit on the deck, owners told this paper.",
    "Season tickets become cheaper by twenty per cent after the fact, the operator promised, and engineers are to explain what broke.",
]


def text(*paragraphs: str) -> str:
    return "\n\n".join(paragraphs)


def frame(*rows: tuple[str, str, str | None], **columns: list[str | None]) -> pd.DataFrame:
    made = pd.DataFrame([row[:2] for row in rows], columns=["article_id", "text"])
    made["published_at"] = pd.to_datetime(pd.Series([row[2] for row in rows], dtype=object), utc=True)
    return made.assign(**columns)


EDITED = {
    "the same": text(*WIRE),
    "an agency credit added": text(*WIRE, "(Reporting by Ana Dell; Editing by Joe Roe)"),
    "the end cut": text(*WIRE[:3]),
    "almost all cut": text(*WIRE[:2]),
    "a paragraph inserted": text(*WIRE[:3], "Our reporter asked passengers, and most said they had stopped counting days.", *WIRE[3:]),
    "spelling and numbers": text(*WIRE).replace("harbour", "harbor").replace("seven", "7").replace("forty", "40").replace("5", "6"),
    "typography": text(*WIRE).replace("'", "’").replace(" - ", " — ").upper(),
    "another dateline": text(WIRE[0].replace("HARBOUR TOWN (Wireline) - ", ""), *WIRE[1:]),
    "paragraphs merged and moved": text(f"{WIRE[0]} {WIRE[1]}", WIRE[4], WIRE[2], WIRE[3]),
    "words changed": text(*WIRE).replace("said", "told reporters").replace("complained", "protested").replace("publish", "release"),
}


@pytest.mark.parametrize("edit", EDITED)
def test_a_copy_points_at_the_earliest(edit: str) -> None:
    marked = mark_copies(frame(("b", EDITED[edit], "2025-10-22"), ("a", text(*WIRE), "2025-10-21")))
    assert dict(zip(marked["article_id"], marked["copy_of"].fillna(""), strict=True)) == {"a": "", "b": "a"}


DIFFERENT = {
    "the same event in other words": text(*OWN),
    "a follow-up with two paragraphs of background": text(
        "Engineers blamed a cracked shaft for the loss of the northern ferry last month, in a report released on Thursday.",
        "The shaft had been inspected in January, the report says, but nobody had looked at the side that faces the hull.",
        "The director apologised to passengers and said that both sides would be inspected now, and by two people.",
        "Unions want the inspections to be done by an outside firm and have called a meeting for the first week of December.",
        "Divers will look at the older ship next week, and it will stay in port until they have finished, whatever the weather.",
        WIRE[4], WIRE[5],
    ),
    "a sentence quoted": text(*OWN, WIRE[1]),
    "nothing in common": "The council will vote on the budget for schools on Tuesday, and the opposition has said that it will abstain.",
    "empty": "",
}


@pytest.mark.parametrize("other", DIFFERENT)
def test_what_is_written_independently_stays_apart(other: str) -> None:
    marked = mark_copies(frame(("a", text(*WIRE), "2025-10-21"), ("b", DIFFERENT[other], "2025-10-21")))
    assert marked["copy_of"].isna().all() and marked["supersedes"].isna().all()


def test_the_earliest_is_by_day_then_undated_then_by_id() -> None:
    marked = mark_copies(frame(("z", text(*WIRE), "2025-10-20"), ("a", text(*WIRE), None), ("m", text(*WIRE[:5]), "2025-10-20")))
    assert list(marked["copy_of"].fillna("")) == ["m", "m", ""]


def test_a_later_version_of_a_work_supersedes_it_and_is_no_copy() -> None:
    updated = text(*WIRE[:5], "The first crossing is sold out, the company said on Wednesday.")
    first, last = ("a", text(*WIRE), "2025-10-21"), ("d", updated, "2025-10-24")
    rows = (first, ("b", updated, "2025-10-22"), ("c", text(*WIRE[:4]), "2025-10-23"), last)
    marked = mark_copies(frame(
        *rows, source=["The Ledger", "the ledger", "The Courier", "The Ledger"],
        url=["https://l.example/f", "https://l.example/f", "https://c.example/x", "https://l.example/other"],
        title=["Ferry sails", "Ferry sold out", "Boat is back", "Ferry sold out"],
    )).set_index("article_id")
    assert marked["supersedes"].fillna("").to_dict() == {"a": "", "b": "a", "c": "", "d": "b"}
    assert marked["copy_of"].fillna("").to_dict() == {"a": "", "b": "", "c": "a", "d": ""}


def test_a_revised_copy_is_both() -> None:
    rows = (("a", text(*WIRE), "2025-10-21"), ("b", text(*WIRE[:4]), "2025-10-22"), ("c", text(*WIRE[:5]), "2025-10-23"))
    marked = mark_copies(frame(*rows, source=["Wireline", "The Courier", "The Courier"], title=["Ferry", "Boat", "Boat"]))
    assert list(marked["copy_of"].fillna("")) == ["", "a", "a"]
    assert list(marked["supersedes"].fillna("")) == ["", "", "b"]


def test_known_articles_are_compared_by_stored_fingerprints_and_corrected() -> None:
    known = mark_copies(frame(("b", text(*WIRE), "2025-10-22"), ("x", text(*OWN), "2025-10-22")))
    stored = known.merge(fingerprint_table(known), on="article_id", validate="1:1").drop(columns="text")
    new = frame(("a", text(*WIRE[:5]), "2025-10-21"), ("c", text(*WIRE[:4]), "2025-10-23"))
    for before in (known, stored):
        links = copy_links(new, known=before).set_index("article_id")
        assert list(links.index) == ["a", "c", "b"]
        assert links["copy_of"].fillna("").to_dict() == {"a": "", "c": "a", "b": "a"}
        assert list(mark_copies(new, known=before)["copy_of"].fillna("")) == ["", "a"]


def test_in_steps_and_at_once_give_the_same() -> None:
    everything = frame(*((f"{n}", text(*WIRE[: 2 + n % 5]), f"2025-10-{20 + n}") for n in range(6)), ("y", text(*OWN), "2025-10-20"))
    whole = mark_copies(everything).set_index("article_id")["copy_of"].fillna("")
    known = mark_copies(everything.iloc[:3])
    for start in (3, 5):
        step = everything.iloc[start : start + 2]
        links = copy_links(step, known=known).set_index("article_id")
        known = pd.concat([known, step], ignore_index=True)
        for column in ("copy_of", "supersedes"):
            fresh = known["article_id"].map(links[column]).where(known["article_id"].isin(links.index), known.get(column))
            known[column] = fresh.astype("str")
    assert known.set_index("article_id")["copy_of"].fillna("").to_dict() == whole.to_dict()


def test_a_copy_in_hundreds_of_papers_is_one_group() -> None:
    rows = [(f"{n:03}", text(*WIRE, f"Paper number {n} adds a line of its own."), "2025-10-21") for n in range(300)]
    marked = mark_copies(frame(*rows))
    assert marked["copy_of"].isna().sum() == 1 and set(marked["copy_of"].dropna()) == {"000"}


def test_the_frame_given_is_not_changed_and_wrong_ones_are_refused() -> None:
    given_ = frame(("a", text(*WIRE), "2025-10-21"), ("b", text(*WIRE), "2025-10-22"))
    before = given_.copy(deep=True)
    mark_copies(given_)
    pd.testing.assert_frame_equal(given_, before)
    assert mark_copies(given_.iloc[:0]).empty
    with pytest.raises(SchemaError, match="text"):
        mark_copies(given_.drop(columns="text"))
    with pytest.raises(SchemaError, match="stands twice"):
        mark_copies(pd.concat([given_, given_]))


@settings(max_examples=60, deadline=None)
@given(words=st.lists(st.text(alphabet="abcdefg", min_size=1, max_size=4), max_size=120))
def test_a_fingerprint_survives_storing_and_equals_itself(words: list[str]) -> None:
    made = fingerprint(" ".join(words))
    again = Print.unpacked(made.packed())
    assert np.array_equal(made.hashes, again.hashes) and np.array_equal(made.lead, again.lead)
    assert overlap(made, again).union == (1.0 if len(words) else 0.0)


def test_no_pair_is_of_two_known_texts() -> None:
    prints = [fingerprint(text(*WIRE)).hashes for _ in range(5)]
    assert all(j >= 3 for _, j in candidate_pairs(prints, known=3))


MOULDS = {
    "cases": "The ministry reported {a} new cases on {d} October and {b} deaths. The total is now {c}. In hospitals {e} people are "
             "treated, {f} of them in intensive care. All people over 60 are asked to be vaccinated.",
    "markets": "Gold closed at {c} dollars an ounce on {d} October, {b} percent more than the day before. Silver stood at {e} dollars and "
               "copper at {a}. The index was {f}. Traders pointed to the central bank's next meeting in the coming weeks.",
    "boats": "{a} boats with {e} people on board crossed the strait on {d} October, the ministry said. {c} people have crossed since "
             "January, {f} fewer than in the same time last year. The ministry said it would not comment on single crossings.",
}
FIGURES = [
    {"a": 120, "b": 3, "c": 11640, "d": 20, "e": 27, "f": 6}, {"a": 233, "b": 7, "c": 22601, "d": 21, "e": 63, "f": 14},
    {"a": 98, "b": 1, "c": 9506, "d": 22, "e": 9, "f": 2},
]


@pytest.mark.parametrize("mould", MOULDS)
def test_reports_of_daily_figures_from_one_mould_are_no_copies(mould: str) -> None:
    texts = [MOULDS[mould].format(**figures) for figures in FIGURES]
    days = pd.to_datetime(["2025-10-20", "2025-10-21", "2025-10-22"], utc=True)
    wire = pd.DataFrame({"article_id": ["a", "b", "c"], "text": texts, "source": ["Wire", "Courier", "Wire"], "published_at": days})
    assert mark_copies(wire)[["copy_of", "supersedes"]].isna().all(axis=None)


@pytest.mark.parametrize("mould", MOULDS)
def test_a_report_of_figures_that_was_cut_or_reworded_is_a_copy(mould: str) -> None:
    text = MOULDS[mould].format(**FIGURES[0])
    others = [text.rsplit(". ", 1)[0] + ".", text.replace("people", "persons").replace("ministry", "department")]
    days = pd.to_datetime(["2025-10-20", "2025-10-21", "2025-10-22"], utc=True)
    outlets = ["Wire", "Courier", "Ledger"]
    wire = pd.DataFrame({"article_id": ["a", "b", "c"], "text": [text, *others], "source": outlets, "published_at": days})
    assert mark_copies(wire)["copy_of"].tolist()[1:] == ["a", "a"]


def test_prints_that_were_stored_without_figures_can_still_be_read() -> None:
    whole = fingerprint(MOULDS["cases"].format(**FIGURES[0]))
    assert all(np.array_equal(one, other) for one, other in zip(Print.unpacked(whole.packed()), whole, strict=True))
    stored = np.concatenate([np.array([len(whole.lead)], dtype="<u4"), whole.lead, whole.hashes]).astype("<u4").tobytes()
    read = Print.unpacked(stored)
    assert np.array_equal(read.hashes, whole.hashes) and np.array_equal(read.lead, whole.lead) and len(read.figures) == 0
