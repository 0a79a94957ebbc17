"""French quotation and attribution: a text in, its quotations out, as the table of cases has them."""

from __future__ import annotations

import tomllib

import pytest

from broadsheet.annotating.french.quotes import find_quotes
from broadsheet.annotating.parser.parsed import Quote
from tests.annotating.french.cases_of_french import CASES, mentions, parsed

QUOTES = {case["id"]: case for case in tomllib.loads((CASES / "quotes.toml").read_text(encoding="utf-8"))["case"]}


def _found(name: str) -> list[Quote]:
    text = QUOTES[name]["text"]
    return [quote for quote in find_quotes(parsed(text), mentions(text)) if quote.said]


def _stating(what: str) -> list[str]:
    """The cases that state this of a quotation."""
    return [name for name, case in QUOTES.items() if any(what in quote for quote in case["quotes"])]


@pytest.mark.parametrize("name", QUOTES)
def test_quotations_with_cue_speaker_and_manner(name: str) -> None:
    text = QUOTES[name]["text"]
    got = [(q.text, q.cue, None if q.speaker_start is None else text[q.speaker_start:q.speaker_end], q.manner) for q in _found(name)]
    assert got == [(q["content"], q.get("cue"), q.get("speaker"), q["manner"]) for q in QUOTES[name]["quotes"]]


@pytest.mark.parametrize("name", _stating("actor"))
def test_speaker_is_an_actor_of_the_article(name: str) -> None:
    for quote, wanted in zip(_found(name), QUOTES[name]["quotes"], strict=True):
        if "actor" in wanted:
            named = {m.text for m in mentions(QUOTES[name]["text"]) if m.chain == quote.chain and quote.chain is not None}
            assert wanted["actor"] in named


@pytest.mark.parametrize("name", _stating("anonymous"))
def test_who_is_not_named_is_anonymous(name: str) -> None:
    assert [quote.anonymous for quote in _found(name)] == [quote["anonymous"] for quote in QUOTES[name]["quotes"]]


def test_what_is_not_said_is_marked() -> None:
    text = "Mara Ellison n'a pas dit que le pont avait cédé."
    assert [(q.text, q.said) for q in find_quotes(parsed(text), mentions(text))] == [("que le pont avait cédé", False)]


def test_offsets_are_the_texts() -> None:
    for case in QUOTES.values():
        for quote in find_quotes(parsed(case["text"]), mentions(case["text"])):
            assert case["text"][quote.start:quote.end] == quote.text
            assert quote.cue is None or case["text"][quote.cue_start:quote.cue_end] == quote.cue
