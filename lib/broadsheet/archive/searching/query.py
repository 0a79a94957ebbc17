"""A query as the analyst writes it, read into a tree; what is wrong with it is said with its place.

Words that stand side by side must all occur. `AND`, `OR` and `NOT` are operators in capitals; `NOT` binds closest, then `AND`, then `OR`.
"return hubs" is a phrase, `deport*` a beginning of words, `NEAR(hub Tirana, 5)` two to four words or phrases with at most five others
between the first and the last. `title:`, `outlet:`, `actor:` and `day:` ask for a field.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from math import comb, factorial
from typing import Final, NoReturn

from broadsheet.archive.searching.tokens import FIELDS, Token, refuse, tokens_of
from broadsheet.archive.searching.tree import Actor, Both, Days, Either, Leaf, Near, Node, Not, Outlet, Phrase, in_title, wanted_in
from broadsheet.archive.searching.words import word_forms
from broadsheet.errors import RequestError
from broadsheet.settings import nearest_name

NEAR_BY: Final = 10
"""Words that may stand between those of NEAR where no number is given."""

MOST_ORDERS: Final = 500
"""Arrangements of the words of one NEAR that are looked for; wider ones are refused."""

LONGEST: Final = 2_000
DEEPEST: Final = 40
"""Characters of a query, and parentheses within each other, beyond which it is refused."""


@dataclass(frozen=True)
class Query:
    """A query as written, and its tree."""

    text: str
    tree: Node

    @property
    def wanted(self) -> tuple[Leaf, ...]:
        """The words, phrases and NEARs that a match shows: those that are not under NOT."""
        return tuple(dict.fromkeys(wanted_in(self.tree)))


def parse_query(text: str) -> Query:
    """A query from its text.

    Raises
    ------
    RequestError
        It is empty, or cannot be understood; the message says at which character, and why.
    """
    if len(text) > LONGEST:
        raise RequestError(f"query: {len(text):,} characters are too many; at most {LONGEST:,}")
    reader = _Reader(text)
    tree = reader.either()
    if (left := reader.next) is not None:
        reader.refuse(left.at, _misplaced(left))
    return Query(text, tree)


class _Reader:
    """Reads a query from left to right; each method takes what its name says."""

    def __init__(self, text: str) -> None:
        self.text, self.depth = text, 0
        self.tokens = list(tokens_of(text))
        self.at = 0

    def refuse(self, at: int, why: str) -> NoReturn:
        """Say what is wrong, and where."""
        refuse(self.text, at, why)

    @property
    def next(self) -> Token | None:
        """The token that comes next; None at the end."""
        return self.tokens[self.at] if self.at < len(self.tokens) else None

    def take(self, *kinds: str) -> Token | None:
        """The next token if it is of such a kind."""
        token = self.next
        if token is None or token.kind not in kinds:
            return None
        self.at += 1
        return token

    def operator(self, name: str) -> bool:
        """Whether the next token is this operator, which is taken."""
        token = self.next
        if token is None or token.kind != "operator" or token.text != name:
            return False
        self.at += 1
        return True

    def either(self) -> Node:
        """Parts joined by OR."""
        parts = [self.both()]
        while self.operator("OR"):
            parts.append(self.both())
        return parts[0] if len(parts) == 1 else Either(tuple(parts))

    def both(self) -> Node:
        """Parts joined by AND, by NOT, or by nothing."""
        parts = [self.unless()]
        while True:
            token = self.next
            if token is None or token.kind in ("close", "comma") or (token.kind == "operator" and token.text == "OR"):
                return parts[0] if len(parts) == 1 else Both(tuple(parts))
            self.operator("AND")
            parts.append(self.unless())

    def unless(self) -> Node:
        """A part, or NOT and a part."""
        negated = False
        while self.operator("NOT"):
            negated = not negated
        part = self.part()
        return Not(part) if negated else part

    def part(self, *, title: bool = False) -> Node:
        """A word, a phrase, NEAR, a field, or a query in parentheses."""
        token = self.next
        if token is None or token.kind == "operator":
            at = len(self.text) if token is None else token.at
            before = f" after {self.tokens[self.at - 1].text}" if self.at and self.tokens[self.at - 1].kind == "operator" else ""
            empty = 'it is empty; write words, such as Kosovo AND "return hub*"'
            self.refuse(at, f"a word is missing{before}" if self.text.strip() else empty)
        self.at += 1
        match token.kind:
            case "open":
                return self.nested(token, title=title)
            case "near":
                return self.near(token, title=title)
            case "field":
                return self.field(token)
            case "word" | "phrase":
                return self.phrase(token, title=title)
        self.refuse(token.at, _misplaced(token))

    def nested(self, opened: Token, *, title: bool) -> Node:
        """A query up to the closing parenthesis."""
        self.depth += 1
        if self.depth > DEEPEST:
            self.refuse(opened.at, f"more than {DEEPEST} parentheses stand within each other")
        inner = self.either()
        if self.take("close") is None:
            self.refuse(opened.at, "a parenthesis is opened and not closed")
        self.depth -= 1
        return in_title(inner) if title else inner

    def phrase(self, token: Token, *, title: bool = False) -> Phrase:
        """The words of a token; several where it holds what is no letter or digit, as in `don't`."""
        prefix = token.prefix or token.text.endswith("*")
        said = token.text.rstrip("*")
        if "*" in said:
            self.refuse(token.at + token.text.index("*"), "* may only end a word")
        words = tuple(word_forms(said))
        if not words:
            self.refuse(token.at, f"{token.text!r} has no letter or digit to search for")
        return Phrase(words, prefix and said[-1:].isalnum(), title)

    def near(self, token: Token, *, title: bool) -> Near:
        """`NEAR(one two, 5)` or `NEAR/5(one two)`."""
        self.take("open")
        phrases: list[Phrase] = []
        while (each := self.take("word", "phrase")) is not None:
            phrases.append(self.phrase(each, title=title))
        within = int(token.text or NEAR_BY)
        if self.take("comma"):
            number = self.take("word")
            if number is None or not number.text.isdecimal():
                self.refuse(token.at if number is None else number.at, "NEAR needs a number after its comma, as in NEAR(hub Tirana, 5)")
            within = int(number.text[:6])
        if self.take("close") is None:
            self.refuse(token.at, "NEAR takes words and phrases in parentheses, as in NEAR(hub Tirana, 5)")
        if not 2 <= len(phrases) <= 4:
            self.refuse(token.at, f"NEAR takes two to four words or phrases; here are {len(phrases)}")
        widest = _widest(len(phrases))
        if within > widest:
            self.refuse(token.at, f"NEAR of {len(phrases)} reaches over {widest} words at most")
        return Near(tuple(phrases), within, title)

    def field(self, token: Token) -> Node:
        """`outlet:"Northgate Courier"`, `actor:Kurti`, `day:2025-10`, `title:hubs` or `title:(hubs OR returns)`."""
        name = FIELDS.get(token.text.lower())
        if name is None:
            near = nearest_name(token.text, FIELDS)
            self.refuse(token.at, f"no field {token.text!r}; " + (f"did you mean {near}:?" if near else f"fields are {', '.join(FIELDS)}"))
        if name == "title":
            return self.part(title=True)
        value = self.take("word", "phrase")
        if value is None:
            self.refuse(token.at, f"{token.text}: needs a value, as in {_EXAMPLES[str(name)]}")
        prefix = value.prefix or value.text.endswith("*")
        if name == "day":
            return self.days(value)
        said = value.text.rstrip("*").strip()
        if not said:
            self.refuse(value.at, f"{token.text}: needs a value, as in {_EXAMPLES[str(name)]}")
        return Outlet(said, prefix) if name == "outlet" else Actor(value.text.strip())

    def days(self, value: Token) -> Days:
        """A day, a month, a year, or a range of them; either end may be open."""
        first, dots, last = value.text.partition("..")
        if not dots:
            last = first
        begins = self.day(first, value.at, end=False) if first else None
        ends = self.day(last, value.at, end=True) if last else None
        if begins is None and ends is None:
            self.refuse(value.at, f"{_EXAMPLES['day']}: this range has no day")
        if begins is not None and ends is not None and begins > ends:
            self.refuse(value.at, f"the days end ({ends}) before they begin ({begins})")
        return Days(begins, ends)

    def day(self, text: str, at: int, *, end: bool) -> dt.date:
        """The first or last day of `2025`, `2025-10` or `2025-10-08`."""
        found = re.fullmatch(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?", text)
        try:
            if found is not None:
                year, month, day = (None if part is None else int(part) for part in found.groups())
                assert year is not None
                month = month or (12 if end else 1)
                return dt.date(year, month, day or (calendar.monthrange(year, month)[1] if end else 1))
        except (ValueError, calendar.IllegalMonthError):
            pass
        self.refuse(at, f"{text!r} is no day; write {_EXAMPLES['day']}")


_EXAMPLES: Final = {
    "outlet": 'outlet:"Northgate Courier"', "actor": "actor:Kurti", "day": "day:2025-10-08, day:2025-10 or day:2025-10-01..2025-10-31",
}


def _misplaced(token: Token) -> str:
    """What is said of a token where none of its kind may stand."""
    return "a parenthesis is closed that was not opened" if token.kind == "close" else f"{token.text!r} does not belong here"


def _widest(phrases: int) -> int:
    """The widest NEAR of so many phrases: every order of them with every way to spread the words between is looked for."""
    within = 0
    while factorial(phrases) * comb(within + phrases, phrases - 1) <= MOST_ORDERS:
        within += 1
    return within
