"""A query cut into tokens: words, phrases, operators, fields and signs, each with its place; what is wrong is said with that place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple, NoReturn

from broadsheet.errors import RequestError

FIELDS: Final = {"title": "title", "outlet": "outlet", "source": "outlet", "actor": "actor", "day": "day"}
"""A field's name, and what it means."""


class Token(NamedTuple):
    """A piece of a query, and at which character it begins; `prefix` if a phrase ends in `*`."""

    kind: str
    text: str
    at: int
    prefix: bool = False


_LEXER: Final = re.compile(
    r'(?P<space>[\s\u200b]+)|(?P<open>\()|(?P<close>\))|(?P<comma>,)|(?P<phrase>["“„”«»])|(?P<near>NEAR(?:/(?P<reach>\d+))?\s*(?=\())'
    r'|(?P<operator>(?:AND|OR|NOT)(?![^\s()"]))|(?P<field>[^\W\d_]+)(?P<colon>:)(?=[^\s:/])|(?P<word>[^\s()",“„”«»]+)',
)
_VALUE: Final = re.compile(r'[^\s()"“„”«»]+')
"""The value of a field that is not in quotation marks: an actor's id has colons."""
_CLOSING: Final = re.compile(r'["“”„«»]')


def refuse(text: str, at: int, why: str) -> NoReturn:
    """Say what is wrong with a query, and where."""
    near = text[max(0, at - 20):at] + "⟨here⟩" + text[at:at + 20]
    raise RequestError(f"query, character {at + 1}: {why}: {' '.join(near.split())}")


def tokens_of(text: str) -> Iterator[Token]:
    """The tokens of a query, from left to right.

    Raises
    ------
    RequestError
        A character means nothing, or a phrase is not closed.
    """
    at = 0
    while at < len(text):
        found = _LEXER.match(text, at)
        if found is None:
            refuse(text, at, f"{text[at]!r} means nothing here")
        kind = str(found.lastgroup)
        at = found.end()
        if kind == "space":
            continue
        if kind == "phrase":
            closing = _CLOSING.search(text, at)
            if closing is None:
                refuse(text, found.start(), "a phrase is opened and not closed")
            said, at = text[at:closing.start()], closing.end()
            prefix = said.endswith("*") or text[at:at + 1] == "*"
            at += text[at:at + 1] == "*"
            yield Token("phrase", said, found.start(), prefix)
        elif found["field"]:
            yield Token("field", found["field"], found.start())
            value = _VALUE.match(text, at)
            if value is not None and FIELDS.get(found["field"].lower()) not in (None, "title"):
                at = value.end()
                yield Token("word", value.group(), value.start())
        elif found["near"]:
            yield Token("near", found["reach"] or "", found.start())
        else:
            yield Token(kind, found.group(), found.start())
