"""One scan over the text for candidates: every word becomes one character, and rules are regular expressions over those.

A word's character stands for its set of classes, so "Oct. 22" and "May 3" look alike to a rule, and a rule such as
`MONTH DAY` is one compiled character-class expression. Words of no class become a full stop; only stretches of
classed words with something temporal in them are searched. Of overlapping matches the leftmost, then the longest wins.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from broadsheet.annotating.dates.lexicon import named_days, word_classes
from broadsheet.annotating.dates.meaning import Meaning

OTHER = "."
BREAK = "\n"

_TOKEN_KINDS = (
    ("ISODATE", r"(?<![\w.])[12]\d{3}-[01]\d-[0-3]\d(?:T\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:?\d\d)?)?(?![\w-])"),
    ("NUMERIC", r"(?<![\w./-])\d{1,2}[/.]\d{1,2}[/.](?:[12]\d{3}|\d\d)(?![\w/]|[.-]\d)"),
    ("CLOCK", r"(?<![\w.,:$£€])(?:\d{1,2}[:.]\d\d(?::\d\d)?\s?(?:[AaPp]\.\s?[Mm]\b\.?|[AaPp][Mm]\b)|[01]?\d\s?(?:[AaPp]\.\s?[Mm]\b\.?|[AaPp][Mm]\b)"
              r"|(?:[01]?\d|2[0-4]):[0-5]\d(?::[0-5]\d)?(?:\s?(?:hrs?|hours)\b)?(?![\w:.]\d))"),
    ("MILITARY", r"(?<![\w.,:$£€])[0-2]\d[0-5]\d\s?(?:hrs\b|hours\b|GMT\b|UTC\b)"),
    ("FISCAL", r"\bFY\s?(?:[12]\d{3}|\d\d)\b"),
    ("QUARTERNAME", r"\b(?:Q[1-4]|[1-4]Q)\b"),
    ("ORDNUM", r"\d{1,4}(?:st|nd|rd|th)\b"),
    ("DECADE", r"\b[12]\d\d0['’]?s\b|['’]\d0s\b|(?<![\d$£€.,])\b[2-9]0s\b"),
    ("SHORTYEAR", r"(?<!\w)['’]\d\d\b(?!['’])"),
    ("FRACTION", r"(?<![\d/])[1-3]/[2-4](?![\d/])|½|¼|¾"),
    ("NUMBER", r"\d+(?:,\d{3})*(?:\.\d+)?"),
)
_ABBREVIATION = (
    r"(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|Mon|Tues|Tue|Wed|Thurs|Thur|Thu|Fri|Sat|Sun|JAN|FEB|MAR|APR|JUN|JUL|AUG|SEPT|SEP|OCT"
    r"|NOV|DEC|ca)\.(?!\w)|\bB\.C\.(?:E\.)?|\bB\.C\b|\bA\.D\.?"
)
_PUNCTUATION = {",": "COMMA", "-": "HYPHEN", "–": "HYPHEN", "—": "HYPHEN", "/": "SLASH", "'": "MARK", "’": "MARK", "(": "OPEN", ")": "CLOSE"}

Row = tuple[int, int, str, str]
"""A token as scanned: start, end, text, kind."""

Builder = Callable[["Match"], "Meaning | list[Piece] | None"]


class Rule(NamedTuple):
    """A rule of the grammar: its name, its patterns over classes, and what a match means."""

    name: str
    patterns: tuple[str, ...]
    build: Builder


class Token(NamedTuple):
    """A token: offsets, text, and its classes with their values."""

    start: int
    end: int
    text: str
    classes: dict[str, str]


class Piece(NamedTuple):
    """A part of a match that is an expression by itself (the two ends of a range); offsets into the tokens."""

    first: int
    stop: int
    meaning: Meaning


class Candidate(NamedTuple):
    """An expression found: offsets in the text, the rule, and what it means."""

    start: int
    end: int
    rule: str
    meaning: Meaning


@dataclass(frozen=True, slots=True)
class Match:
    """A match of a rule, with the tokens of its named groups."""

    text: str
    scanner: Scanner
    rows: list[Row]
    found: re.Match[str]
    offset: int

    def has(self, group: str) -> bool:
        """Whether the group took part in the match."""
        return group in self.found.re.groupindex and self.found.end(group) > self.found.start(group)

    def span(self, group: str | int = 0) -> tuple[int, int]:
        """First token and the one after the last, of a group or of the whole match."""
        return self.found.start(group) + self.offset, self.found.end(group) + self.offset

    def group(self, group: str | int = 0) -> list[Token]:
        """The tokens of a group; empty if it took no part."""
        if isinstance(group, str) and not self.has(group):
            return []
        first, stop = self.span(group)
        return [self.scanner.token(row) for row in self.rows[first:stop]]

    def value(self, group: str | int, kind: str) -> str | None:
        """The value that the first token of the class has in the group."""
        return next((t.classes[kind] for t in self.group(group) if kind in t.classes), None)

    def words(self, group: str | int = 0) -> str:
        """The group in lower case, with single spaces."""
        return " ".join(t.text.lower() for t in self.group(group))

    def before(self, distance: int = 1) -> str:
        """The word before the match, or the one `distance` before it, in lower case; empty at the start."""
        at = self.span()[0] - distance
        return self.rows[at][2].lower() if at >= 0 else ""

    def after(self, distance: int = 1) -> str:
        """The word after the match, as written; empty at the end."""
        at = self.span()[1] + distance - 1
        return self.rows[at][2] if at < len(self.rows) else ""


class Scanner:
    """The compiled grammar.

    Parameters
    ----------
    rules
        The rules, in order of preference among matches of equal extent.
    macros
        Names that patterns may use for sub-patterns.
    triggers
        Classes without which a stretch of words is not searched.
    """

    def __init__(self, rules: Iterable[Rule], macros: dict[str, str], triggers: Iterable[str]) -> None:
        rules = list(rules)
        self._macros = macros
        literals = {w for text in [*macros.values(), *(p for r in rules for p in r.patterns)] for w in re.findall(r"(?<![<\w])[a-z]+\b(?!>)", text)}
        self._words = {word: dict(classes) for word, classes in word_classes().items()}
        for literal in literals:
            self._words.setdefault(literal, {})["=" + literal] = literal
        for word, classes in self._words.items():
            if word.lower() in literals and word != word.lower():
                classes["=" + word.lower()] = word.lower()
        self._chars: dict[frozenset[str], str] = {}
        self._word_chars = {word: self._char(classes) for word, classes in self._words.items()}
        self._kind_chars = {kind: self._char(dict.fromkeys(classes, "")) for kind, classes in _NUMBER_CLASSES.items()}
        for kind in (*_PUNCTUATION.values(), *(name for name, _ in _TOKEN_KINDS), "NAMED"):
            self._kind_chars.setdefault(kind, self._char({kind: ""}))
        self._kind_chars["ORDDAY"] = self._char({"ORDNUM": "", "ORDDAY": ""})
        days = "|".join(f"(?:{pattern})" for pattern, _ in named_days())
        kinds = "|".join(f"(?P<{kind}>{pattern})" for kind, pattern in _TOKEN_KINDS)
        self._tokens = re.compile(rf"(?P<NAMED>(?<!\w)(?i:{days})(?!\w))|{kinds}|(?P<WORD>{_ABBREVIATION}|[^\W\d_]+)|(?P<BREAK>\n\s*\n)|(?P<MARK>[^\w\s])")
        self._named = [(re.compile(pattern, re.IGNORECASE), rule) for pattern, rule in named_days()]
        self._rules = [(rule, re.compile(self._expression(p))) for rule in rules for p in rule.patterns]
        trigger = self._class_of(triggers)
        self._stretch = re.compile(rf"[^{OTHER}{BREAK}]*{trigger}[^{OTHER}{BREAK}]*")

    def _char(self, classes: dict[str, str]) -> str:
        return self._chars.setdefault(frozenset(classes), chr(0xE000 + len(self._chars)))

    def _class_of(self, names: Iterable[str]) -> str:
        wanted = set(names)
        chars = "".join(char for key, char in self._chars.items() if key & wanted)
        if not chars:
            raise ValueError(f"no word has any of the classes {sorted(wanted)}")
        return f"[{chars}]"

    def _expression(self, pattern: str) -> str:
        """A pattern as a regular expression: upper case names a class or a macro, lower case a word."""
        def replace(m: re.Match[str]) -> str:
            name = m[0]
            if name in self._macros:
                return f"(?:{self._expression(self._macros[name])})"
            return self._class_of(["=" + name if name.islower() else name])

        pieces = re.split(r"(\?P<\w+>)", pattern)
        return "".join(p if n % 2 else re.sub(r"\s+", "", re.sub(r"[A-Za-z_]\w*", replace, p)) for n, p in enumerate(pieces))

    def tokens(self, text: str) -> tuple[list[Row], str]:
        """The tokens (start, end, text, kind) and the class string of a text, one character per token."""
        rows: list[Row] = []
        chars: list[str] = []
        words, kinds = self._word_chars, self._kind_chars
        for m in self._tokens.finditer(text):
            kind, piece = m.lastgroup or "", m[0]
            if kind == "WORD":
                char = words.get(piece) or words.get(piece.lower(), OTHER)
            elif kind == "MARK":
                kind = _PUNCTUATION.get(piece, "")
                char = kinds[kind] if kind else OTHER
            elif kind == "BREAK":
                char = BREAK
            else:
                kind = number_kind(piece) if kind == "NUMBER" else _ordinal_kind(piece) if kind == "ORDNUM" else kind
                char = kinds[kind]
            rows.append((m.start(), m.end(), piece, kind))
            chars.append(char)
        return rows, "".join(chars)

    def token(self, row: Row) -> Token:
        """The token of a row, with its classes."""
        start, end, piece, kind = row
        if kind == "WORD":
            return Token(start, end, piece, self._words.get(piece) or self._words.get(piece.lower(), {}))
        if kind == "NAMED":
            return Token(start, end, piece, {"NAMED": next(rule for pattern, rule in self._named if pattern.fullmatch(piece))})
        return Token(start, end, piece, dict.fromkeys(_NUMBER_CLASSES.get(kind, (kind,)), piece))

    def candidates(self, text: str) -> Iterator[Candidate]:
        """The expressions of the text, in order, without overlaps."""
        rows, line = self.tokens(text)
        stretches = [(m.start(), m.end()) for m in self._stretch.finditer(line)]
        if not stretches:
            return
        searched = OTHER.join(line[first:stop] for first, stop in stretches)
        row_of = [n for first, stop in stretches for n in range(first, stop + 1)]
        found = [
            (m.start(), -m.end(), n, m, rule)
            for n, (rule, expression) in enumerate(self._rules) for m in expression.finditer(searched) if m.end() > m.start()
        ]
        found.sort(key=lambda row: row[:3])
        done = -1
        for start, _, _, m, rule in found:
            if start < done:
                continue
            match = Match(text, self, rows, m, row_of[start] - start)
            built = rule.build(match)
            if built is None:
                continue
            done = m.end()
            for p in built if isinstance(built, list) else [Piece(*match.span(), built)]:
                yield Candidate(rows[p.first][0], rows[p.stop - 1][1], rule.name, p.meaning)


_NUMBER_CLASSES: dict[str, tuple[str, ...]] = {
    "HOUR": ("DIGITS", "DAYNUM", "HOURNUM"), "DAYNUM": ("DIGITS", "DAYNUM"), "TWO": ("DIGITS", "TWO"), "THREE": ("DIGITS", "THREE"),
    "YEARNUM": ("DIGITS", "YEARNUM"), "PLAIN": ("DIGITS",), "ORDDAY": ("ORDNUM", "ORDDAY"),
}


@lru_cache(maxsize=4096)
def number_kind(piece: str) -> str:
    """The kind of a number by its form: what could be an hour, a day of the month, a year, or none of these."""
    if not piece.isdigit():
        return "PLAIN"
    number = int(piece)
    if len(piece) <= 2:
        return "HOUR" if 0 <= number <= 24 else "DAYNUM" if number <= 31 else "TWO"
    if len(piece) == 3:
        return "THREE"
    return "YEARNUM" if len(piece) == 4 and 1000 <= number < 2200 else "PLAIN"


def _ordinal_kind(piece: str) -> str:
    return "ORDDAY" if 1 <= int(piece[:-2]) <= 31 else "ORDNUM"
