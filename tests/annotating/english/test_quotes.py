"""Quotation and attribution: a text in, its quotations out, as the table of cases has them."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from pathlib import Path

import pandas as pd
import pytest
from tests.annotating.english.cases_of_actors import cases

from broadsheet.annotating.english.mentions import find_mentions
from broadsheet.annotating.english.quotes import find_quotes
from broadsheet.annotating.parser.parsed import Mention, ParsedArticle, Quote
from broadsheet.annotating.parser.pipeline import parse_articles

CASES = {case["id"]: case for case in tomllib.loads((Path(__file__).parent / "cases" / "quotes.toml").read_text(encoding="utf-8"))["case"]}


@pytest.fixture(scope="module")
def found() -> dict[str, tuple[ParsedArticle, list[Mention], list[Quote]]]:
    texts = pd.DataFrame({"article_id": list(CASES), "text": [case["text"] for case in CASES.values()]})
    articles = list(parse_articles(texts))
    return {a.article_id: (a, mentions := find_mentions(a), [q for q in find_quotes(a, mentions) if q.said]) for a in articles}


def _case(name: str) -> object:
    reason = CASES[name].get("fails")
    return pytest.param(name, marks=pytest.mark.xfail(strict=True, reason=reason)) if reason else name


def _stating(what: str) -> list[str]:
    """The cases that state this of a quotation."""
    return [name for name, case in CASES.items() if any(what in quote for quote in case["quotes"]) and "fails" not in case]


@pytest.mark.parametrize("name", [_case(name) for name in CASES])
def test_quotations_with_cue_speaker_and_manner(name: str, found: dict) -> None:
    article, _, quotes = found[name]
    got = [(q.text, q.cue, _words(article, q.speaker_start, q.speaker_end), q.manner) for q in quotes]
    assert got == [(q["content"], q.get("cue"), q.get("speaker"), q["manner"]) for q in CASES[name]["quotes"]]


@pytest.mark.parametrize("name", _stating("actor"))
def test_speaker_is_an_actor_of_the_article(name: str, found: dict) -> None:
    _, mentions, quotes = found[name]
    for quote, wanted in zip(quotes, CASES[name]["quotes"], strict=True):
        if "actor" in wanted:
            assert wanted["actor"] in {mention.text for mention in mentions if mention.chain == quote.chain and quote.chain is not None}


@pytest.mark.parametrize("name", _stating("anonymous"))
def test_who_is_not_named_is_anonymous(name: str, found: dict) -> None:
    _, _, quotes = found[name]
    assert [quote.anonymous for quote in quotes] == [quote["anonymous"] for quote in CASES[name]["quotes"]]


@pytest.fixture(scope="module")
def contents() -> dict[str, list[tuple[str, str]]]:
    """Each sentence of the table with its quotations: the reporting word and what it reports."""
    sentences = list(dict.fromkeys(case["sentence"] for case in cases("contents.csv")))
    articles = parse_articles(pd.DataFrame({"article_id": sentences, "text": sentences}))
    return {a.text: [(q.cue or "", q.text) for q in find_quotes(a, find_mentions(a)) if q.said] for a in articles}


@pytest.mark.parametrize("case", cases("contents.csv"), ids=lambda case: case["sentence"])
def test_what_a_word_reports_begins_and_ends_right(case: dict[str, str], contents: dict[str, list[tuple[str, str]]]) -> None:
    got = contents[case["sentence"]]
    if case["cue"]:
        assert (case["cue"], case["content"]) in got
    else:
        assert not got


@pytest.fixture(scope="module")
def speakers() -> dict[str, list[tuple[str, str, set[str]]]]:
    """Each text of the table with its quotations: the reporting word, the speaker's words, and the speaker's names."""
    texts = list(dict.fromkeys(case["text"] for case in cases("speakers.csv")))
    made = {}
    for article in parse_articles(pd.DataFrame({"article_id": texts, "text": texts})):
        mentions = find_mentions(article)
        names = defaultdict(set)
        for mention in mentions:
            names[mention.chain].add(mention.text)
        quotes = [q for q in find_quotes(article, mentions) if q.said]
        made[article.text] = [
            (q.cue or "", _words(article, q.speaker_start, q.speaker_end) or "", names[q.chain] if q.chain is not None else set())
            for q in quotes
        ]
    return made


@pytest.mark.parametrize("case", cases("speakers.csv"), ids=lambda case: f"{case['cue']} in {case['text']}")
def test_who_speaks_and_which_actor_that_is(case: dict[str, str], speakers: dict[str, list[tuple[str, str, set[str]]]]) -> None:
    known = [names for cue, words, names in speakers[case["text"]] if (cue, words) == (case["cue"], case["speaker"])]
    assert known
    assert not case["actor"] or case["actor"] in known[0]


def test_offsets_are_the_texts(found: dict) -> None:
    for article, _, quotes in found.values():
        for quote in quotes:
            assert article.text[quote.start:quote.end] == quote.text
            assert quote.cue is None or article.text[quote.cue_start:quote.cue_end] == quote.cue


def _words(article: ParsedArticle, start: int | None, end: int | None) -> str | None:
    return None if start is None else article.text[start:end]


def test_what_is_not_said_is_marked() -> None:
    text = "Ines Calloway did not say that the bank had failed."
    (article,) = parse_articles(pd.DataFrame({"article_id": ["a"], "text": [text]}))
    assert [(q.text, q.chain, q.said) for q in find_quotes(article, find_mentions(article))] == [("that the bank had failed", None, False)]
