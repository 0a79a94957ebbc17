"""Two real articles, annotated by offsets and names only: what broadsheet gets wrong in them is listed, and nothing else may be.

The articles are not ours to ship. `cases/seeds.json` knows each by the SHA-256 of its text and gives offsets into it:
mentions (start, end, actor, form), quotes (start, end, actor, manner, anonymous) and roles (start, end, actor, body,
country). `left` lists the errors that are left: whoever mends one takes its line out.
"""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import broadsheet as bs
from broadsheet.analysis.counting.statements import THOUGHTS
from broadsheet.annotating.english.quotes.lexicon import cue_colour
from broadsheet.annotating.layers import Layers

FOLDER = os.environ.get("BROADSHEET_SEEDS")
GOLD = json.loads((Path(__file__).parent / "cases" / "seeds.json").read_text(encoding="utf-8"))
ACTING = ("person", "organisation", "country", "group")

pytestmark = pytest.mark.skipif(not FOLDER, reason="the articles are not shipped: set BROADSHEET_SEEDS to a folder that holds them")


@pytest.fixture(scope="module")
def layers() -> Layers:
    articles, _ = bs.read_articles([str(FOLDER)])
    ids = [hashlib.sha256(text.encode()).hexdigest() for text in articles["text"]]
    days = {mark["sha256"]: mark["published_at"] for mark in GOLD}
    known = articles.assign(article_id=ids, published_at=pd.to_datetime(pd.Series(ids).map(days), utc=True).array)
    return bs.annotate(known[known["article_id"].isin(days)].reset_index(drop=True), sentiment=None)


@pytest.mark.parametrize("mark", GOLD, ids=lambda mark: mark["sha256"][:8])
def test_only_the_listed_errors_are_left(mark: dict[str, Any], layers: Layers) -> None:
    assert mark["sha256"] in set(layers.articles["article_id"]), "this article is not in the folder, or is read differently"
    assert _errors(mark, layers) == sorted(map(list, mark["left"]))


def _errors(mark: dict[str, Any], layers: Layers) -> list[list[Any]]:
    """What is missed and what is wrong: [layer, start, end, "missed" or "wrong"]."""
    key = mark["sha256"]
    return sorted(
        _mention_errors(mark["mentions"], layers.mentions[layers.mentions["article_id"] == key])
        + _quote_errors(mark["quotes"], layers.quotes[layers.quotes["article_id"] == key])
        + _role_errors(mark["roles"], layers.roles[layers.roles["article_id"] == key])
    )


def _mention_errors(marks: list[list[Any]], found: pd.DataFrame) -> list[list[Any]]:
    """Names must be all there and no others; pronouns and descriptions must be right, and not all are marked."""
    acting = found[found["actor_id"].notna() & found["kind"].isin(ACTING)]
    got = {(start, end): (actor, form) for start, end, actor, form in acting[["start", "end", "actor_id", "form"]].itertuples(index=False)}
    wanted = {(start, end): actor for start, end, actor, _ in marks}
    missed = [["mention", *place, "missed"] for place in wanted if place not in got]
    wrong = [
        ["mention", *place, "wrong"] for place, (actor, form) in got.items()
        if wanted.get(place, None if form == "name" else actor) != actor
    ]
    return missed + wrong


def _quote_errors(marks: list[list[Any]], found: pd.DataFrame) -> list[list[Any]]:
    """A quotation is right where half of it overlaps the mark, and the speaker, manner and anonymity are those marked."""
    said = found[~found["cue"].map(cue_colour, na_action="ignore").isin(THOUGHTS)]
    got = [
        (int(row.start), int(row.end), None if pd.isna(row.actor_id) else row.actor_id, row.manner, bool(row.anonymous))
        for row in said.itertuples()
    ]
    right = {(tuple(m[:2]), g[:2]) for m in marks for g in got if _overlap(m, g) >= 0.5 and (m[2:4] == [*g[2:4]]) and bool(m[4]) == g[4]}
    missed = [["quote", *mark[:2], "missed"] for mark in marks if not any(m == tuple(mark[:2]) for m, _ in right)]
    return missed + [["quote", *one[:2], "wrong"] for one in got if not any(g == one[:2] for _, g in right)]


def _overlap(one: Any, other: Any) -> float:
    shared = max(0, min(one[1], other[1]) - max(one[0], other[0]))
    return shared / (max(one[1], other[1]) - min(one[0], other[0]))


def _role_errors(marks: list[list[Any]], found: pd.DataFrame) -> list[list[Any]]:
    columns = found[["start", "end", "actor_id", "affiliation_id", "country"]].itertuples(index=False)
    got = {tuple(None if pd.isna(value) else value for value in row) for row in columns}
    wanted = {tuple(mark) for mark in marks}
    return [["role", *mark[:2], "missed"] for mark in wanted - got] + [["role", *one[:2], "wrong"] for one in got - wanted]
