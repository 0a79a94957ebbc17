"""One scan over the text for candidates: every token becomes one character, and rules are regular expressions over those.

A token's character stands for its set of classes, so "Oct. 22" and "May 3" look alike to a rule, and a rule such as
`MONTH DAY` is one compiled character-class expression. Words of no class become a full stop; only stretches of classed
words with something temporal in them are searched. Of overlapping matches the leftmost, then the longest wins.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import accumulate
from typing import NamedTuple

from broadsheet.annotating.dates.meaning import Meaning

OTHER = "."
BREAK = "\n"
_NAME = re.compile(r"[^\W\d]\w*")
_GROUP = re.compile(r"(\?P<\w+>)")

Builder = Callable[["Match"], "Meaning | list[Piece] | None"]


class Rule(NamedTuple):
    """A rule of the grammar: its name, its patterns over classes, and what a match means."""

    name: str
    patterns: tuple[str, ...]
    build: Builder


@dataclass(frozen=True)
class Lexicon:
    """How a language writes the tokens of its dates.

    Parameters
    ----------
    pattern
        Matches every token with the white space after it, and a blank line as a token by itself, so that the tokens cover the text.
    words
        Each word that dates are made of, with its classes and their values.
    kind_of
        The kind of a token that is not among them, such as a number; empty for a plain word.
    classes_of_kind
        The classes of each kind; a kind that is missing is its only class.
    marks
        Each punctuation mark that rules name, with its class.
    named_rule
        The rule of a day with a name ("Christmas Eve"); None for other words.
    """

    pattern: re.Pattern[str]
    words: dict[str, dict[str, str]]
    kind_of: Callable[[str], str]
    classes_of_kind: dict[str, tuple[str, ...]]
    marks: dict[str, str] = field(default_factory=dict)
    named_rule: Callable[[str], str | None] = lambda _: None


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


class Token(NamedTuple):
    """A token: its text, and its classes with their values."""

    text: str
    classes: dict[str, str]


@dataclass(frozen=True, slots=True)
class Match:
    """A match of a rule, with the tokens of its named groups."""

    scanner: Scanner
    pieces: list[str]
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
        return [self.scanner.token(piece) for piece in self.pieces[first:stop]]

    def value(self, group: str | int, *kinds: str) -> str | None:
        """The value that the first token with one of the classes has in the group."""
        return next((t.classes[kind] for t in self.group(group) for kind in kinds if kind in t.classes), None)

    def words(self, group: str | int = 0) -> str:
        """The group in lower case, with single spaces."""
        return " ".join(t.text.lower() for t in self.group(group))

    def before(self, distance: int = 1) -> str:
        """The token before the match, or the one `distance` before it; empty at the start."""
        at = self.span()[0] - distance
        return self.pieces[at].rstrip() if at >= 0 else ""

    def after(self, distance: int = 1) -> str:
        """The token after the match, as written; empty at the end."""
        at = self.span()[1] + distance - 1
        return self.pieces[at].rstrip() if at < len(self.pieces) else ""


class _Chars(dict[str, str]):
    """The character of each token; worked out once per form."""

    def __init__(self, scanner: Scanner) -> None:
        super().__init__()
        self._scanner = scanner

    def __missing__(self, piece: str) -> str:
        char = self._scanner.char(piece)
        if len(self) < 200_000:
            self[piece] = char
        return char


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
    lexicon
        The words and the forms of numbers.
    """

    def __init__(self, rules: Iterable[Rule], macros: dict[str, str], triggers: Iterable[str], lexicon: Lexicon) -> None:
        rules = list(rules)
        self._lexicon = lexicon
        self._macros = macros
        self._alphabet: dict[frozenset[str], str] = {}
        self._words = _words_with_literals(lexicon.words, [*macros.values(), *(p for r in rules for p in r.patterns)])
        self._word_chars = {word: self._letter(classes) for word, classes in self._words.items()}
        self._kind_chars = {kind: self._letter(dict.fromkeys(classes, "")) for kind, classes in lexicon.classes_of_kind.items()}
        for kind in lexicon.marks.values():
            self._kind_chars[kind] = self._letter({kind: ""})
        self._chars = _Chars(self)
        self._tokens = lexicon.pattern
        triggers = set(triggers)
        self._rules = [(rule, re.compile(self._expression(p)), self._needed(p)) for rule in rules for p in rule.patterns]
        self._stretch = re.compile(rf"[^{OTHER}{BREAK}]*{self._class_of(triggers)}[^{OTHER}{BREAK}]*")

    def _letter(self, classes: dict[str, str]) -> str:
        return self._alphabet.setdefault(frozenset(classes), chr(0xE000 + len(self._alphabet)))

    def _class_of(self, names: Iterable[str]) -> str:
        wanted = set(names)
        chars = "".join(char for key, char in self._alphabet.items() if key & wanted)
        if not chars:
            raise ValueError(f"no word has any of the classes {sorted(wanted)}")
        return f"[{chars}]"

    def _expression(self, pattern: str) -> str:
        """A pattern as a regular expression: upper case names a class or a macro, lower case a word."""
        def replace(m: re.Match[str]) -> str:
            name = m[0]
            if name in self._macros:
                return f"(?:{self._expression(self._macros[name])})"
            return self._class_of([_class_name(name)])

        pieces = _GROUP.split(pattern)
        return "".join(p if n % 2 else re.sub(r"\s+", "", _NAME.sub(replace, p)) for n, p in enumerate(pieces))

    def _needed(self, pattern: str) -> tuple[frozenset[str], ...]:
        """The sets of characters of which a text must hold one each for the pattern to match."""
        alphabet = self._alphabet.items()
        wanted = {frozenset(char for key, char in alphabet if key & required) for required in _required(self._expanded(pattern))}
        return tuple(sorted(wanted, key=lambda chars: (len(chars), sorted(chars))))

    def _expanded(self, pattern: str) -> str:
        text = _GROUP.sub("", pattern)
        while any(name in self._macros for name in _NAME.findall(text)):
            text = _NAME.sub(lambda m: f"({self._macros[m[0]]})" if m[0] in self._macros else m[0], text)
        return text

    def char(self, piece: str) -> str:
        """The character of a token (with the white space after it)."""
        word = piece.rstrip()
        if not word:
            return BREAK
        found = self._word_chars.get(word) or self._word_chars.get(word.lower())
        return found or self._kind_chars.get(self._lexicon.kind_of(word), OTHER)

    def token(self, piece: str) -> Token:
        """The token of a piece, with its classes."""
        word = piece.rstrip()
        classes = self._words.get(word) or self._words.get(word.lower())
        if classes is not None:
            return Token(word, classes)
        kind = self._lexicon.kind_of(word)
        value = self._lexicon.named_rule(word) or word if kind == "NAMED" else word
        return Token(word, dict.fromkeys(self._lexicon.classes_of_kind.get(kind, (kind,)), value))

    def candidates(self, text: str) -> Iterator[Candidate]:
        """The expressions of the text, in order, without overlaps."""
        pieces: list[str] = self._tokens.findall(text)
        line = "".join(map(self._chars.__getitem__, pieces))
        stretches = [m.span() for m in self._stretch.finditer(line)]
        if not stretches:
            return
        searched = OTHER.join([line[first:stop] for first, stop in stretches])
        present = set(searched)
        found = [
            (m.start(), -m.end(), n, m, rule)
            for n, (rule, expression, needed) in enumerate(self._rules) if not any(map(present.isdisjoint, needed))
            for m in expression.finditer(searched)
        ]
        if not found:
            return
        found.sort(key=lambda row: row[:3])
        row_of = [n for first, stop in stretches for n in range(first, stop + 1)]
        starts = list(accumulate(map(len, pieces), initial=len(text) - sum(map(len, pieces))))
        done = -1
        for start, _, _, m, rule in found:
            if start < done or m.end() == start:
                continue
            match = Match(self, pieces, m, row_of[start] - start)
            built = rule.build(match)
            if built is None:
                continue
            done = m.end()
            for p in built if isinstance(built, list) else [Piece(*match.span(), built)]:
                yield Candidate(starts[p.first], starts[p.stop - 1] + len(pieces[p.stop - 1].rstrip()), rule.name, p.meaning)


def _class_name(name: str) -> str:
    """A lower-case name in a pattern is the class of that one word."""
    return "=" + name if name.islower() else name


def _words_with_literals(table: dict[str, dict[str, str]], patterns: Iterable[str]) -> dict[str, dict[str, str]]:
    """The words of the table, and those that patterns name, with their classes."""
    words = {word: dict(classes) for word, classes in table.items()}
    literals = {name for pattern in patterns for name in _NAME.findall(_GROUP.sub("", pattern)) if name.islower()}
    for literal in literals:
        words.setdefault(literal, {})
    for word, classes in words.items():
        if word.lower() in literals:
            classes["=" + word.lower()] = word.lower()
    return words


def _required(pattern: str) -> Iterator[frozenset[str]]:
    """The sets of classes of which a match of the pattern must hold one each."""
    parts = re.findall(r"[^\W\d]\w*|[()|?*+]", pattern)

    def sequence(at: int) -> tuple[list[frozenset[str]], int]:
        branches: list[list[frozenset[str]]] = [[]]
        while at < len(parts) and parts[at] != ")":
            if parts[at] == "|":
                branches.append([])
                at += 1
                continue
            if parts[at] == "(":
                inner, at = sequence(at + 1)
                at += 1
            else:
                inner, at = [frozenset([_class_name(parts[at])])], at + 1
            optional = at < len(parts) and parts[at] in "?*"
            at += at < len(parts) and parts[at] in "?*+"
            if not optional:
                branches[-1] += inner
        if len(branches) == 1:
            return branches[0], at
        if not all(branches):
            return [], at
        return [frozenset().union(*combination) for combination in zip(*branches, strict=False)], at

    yield from sequence(0)[0]
