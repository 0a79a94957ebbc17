"""Whole articles of five kinds: rows of mentions, quotations and roles that annotation finds in them, annotated in one go."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from tests.annotating.english.cases_of_actors import cases

import broadsheet as bs
from broadsheet.annotating import Layers

ARTICLES = Path(__file__).parent / "cases" / "articles"


@pytest.fixture(scope="module")
def layers() -> Layers:
    texts = {path.stem: path.read_text(encoding="utf-8") for path in sorted(ARTICLES.glob("*.txt"))}
    titles = [text.split("\n")[0] for text in texts.values()]
    return bs.annotate(pd.DataFrame({"article_id": list(texts), "text": list(texts.values()), "title": titles}), sentiment=None)


def _of(kind: str) -> list[dict[str, str]]:
    return [case for case in cases("articles.csv") if case["layer"] == kind]


def _named(rows: pd.DataFrame, layers: Layers, column: str = "actor_id") -> list[str]:
    return rows[column].map(layers.actors.set_index("actor_id")["name"]).fillna("").tolist()


@pytest.mark.parametrize("case", _of("mention"), ids=lambda case: f"{case['article']}: {case['words']}")
def test_whom_the_words_of_an_article_mean(case: dict[str, str], layers: Layers) -> None:
    rows = layers.mentions[layers.mentions["article_id"] == case["article"]]
    text = layers.articles.set_index("article_id")["text"][case["article"]]
    before, _, words = case["words"].rpartition("[")
    start = text.index(before + words) + len(before)
    found = rows[(rows["start"] == start) & (rows["text"] == words)]
    assert _named(found, layers) == ([case["who"]] if case["who"] else [])


@pytest.mark.parametrize("case", _of("quote"), ids=lambda case: f"{case['article']}: {case['words']}")
def test_who_says_what_in_an_article(case: dict[str, str], layers: Layers) -> None:
    rows = layers.quotes[(layers.quotes["article_id"] == case["article"]) & layers.quotes["text"].str.startswith(case["words"])]
    assert _named(rows, layers) == [case["who"]]


@pytest.mark.parametrize("case", _of("role"), ids=lambda case: f"{case['article']}: {case['words']} {case['who']}")
def test_who_holds_which_role_of_what_in_an_article(case: dict[str, str], layers: Layers) -> None:
    rows = layers.roles[(layers.roles["article_id"] == case["article"]) & (layers.roles["role"] == case["words"])]
    held = zip(_named(rows, layers), _named(rows, layers, "affiliation_id"), strict=True)
    assert case["who"] in [f"{holder} of {body}" for holder, body in held]
