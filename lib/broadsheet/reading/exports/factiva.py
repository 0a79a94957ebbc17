"""Exports of Factiva, with or without two-letter codes in front of the fields, in the languages of its pages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from broadsheet.reading.bylines import are_names
from broadsheet.reading.exports.layout import COPYRIGHT, LONGEST_LABEL_LINE, Document, Layout
from broadsheet.reading.language import is_language_name
from broadsheet.reading.moments import parse_moment

_END = re.compile(r"^\s*(?:AN\s+)?(?:Do[ck]umento?\s+)([A-Z0-9]{4,}\d{8}\w+)\s*$")
_WORDS = re.compile(
    r"^\s*(?:WC\s+)?[\d,.\u00a0 ]*\d\s+(?:words|wörter|mots|palabras|parole|woorden|palavras|słów|slov|слов|ord|sanaa|kelime)\s*$",
    re.IGNORECASE,
)
_CODE = re.compile(r"^\s*(SE|HD|CR|BY|WC|PD|ET|SN|SC|ED|PG|LA|CY|LP|TD|CT|CO|IN|NS|RE|IPC|IPD|PUB|AN|ART|RF|VOL)(?:\s{1,}|\t|$)(.*)$")
_CODE_NAMES = {"HD": "headline", "BY": "byline", "PD": "published_at", "ET": "time", "SN": "source", "LA": "language", "SE": "section"}
_BY = re.compile(r"(?:by|von|par|por|di|door|av|przez)\s", re.IGNORECASE)
_RUNNING_HEAD = re.compile(r"^\s*(?:(?:page|seite|pag\w*)\s+\d+\s+(?:of|von|de|sur|di)\s+\d+.*|.*©\s*\d{4} Factiva.*)$", re.IGNORECASE)
_SECTION = re.compile(
    r"(?:(?:uk|us|eu|home|world|foreign|domestic|local|city|national|international|main|front|business|sports?|general|breaking)\s+)?"
    r"(?:news|world|business|sports?|politics|opinion|comment|features?|main|front|home|national|international|finance|metro|"
    r"economy|companies|markets?|culture|arts|science|technology|letters|editorial|analysis|europe|review|section|page one|"
    r"politik|wirtschaft|feuilleton|meinung|politique|économie|monde|internacional|nacional|economía|esteri|interni|buitenland|binnenland)"
    r"(?:\s+(?:section|desk|news))?", re.IGNORECASE,
)


def _fits(lines: Sequence[str]) -> bool:
    return any(_END.match(line) for line in lines) and any(_counts_words(line) for line in lines)


def _counts_words(line: str) -> bool:
    return len(line) < LONGEST_LABEL_LINE and _WORDS.match(line) is not None


def _documents(lines: Sequence[str]) -> Iterator[Document]:
    """Documents end with "Document GRDN000020251021…"."""
    held: list[str] = []
    for line in lines:
        if len(line) < LONGEST_LABEL_LINE and _END.match(line):
            if any(part.strip() for part in held):
                yield _document(held)
            held = []
        elif not _RUNNING_HEAD.match(line):
            held.append(line)


def _document(lines: Sequence[str]) -> Document:
    coded = [match[1] for line in lines if (match := _CODE.match(line))]
    if len(coded) >= 4 and ("HD" in coded or "LP" in coded):
        return _coded(lines)
    document = Document()
    filled = [(i, line.strip()) for i, line in enumerate(lines) if line.strip()]
    counted = next((n for n, (_, line) in enumerate(filled) if _counts_words(line)), None)
    if counted is None:
        document.body = list(lines)
        return document
    _above(document, [line for _, line in filled[:counted]])
    rest = filled[counted + 1 :]
    end = _below(document, [line for _, line in rest])
    start = rest[end][0] if end < len(rest) else len(lines)
    document.body = list(lines[start:])
    return document


def _above(document: Document, head: list[str]) -> None:
    """Section, headline and byline above the number of words: the section and the byline may be missing.

    The last line is the byline if it says so or is nothing but names, and a headline is left above it.
    """
    named = len(head) > 1 and are_names(head[-1]) and not (len(head) == 2 and _SECTION.fullmatch(head[0]))
    if head and (_BY.match(head[-1]) or named):
        document.values["byline"] = head.pop()
    if len(head) > 1 and len(head[0]) < 40 and (_SECTION.fullmatch(head[0]) or len(head) == 2):
        document.values["section"] = head.pop(0)
    if head:
        document.values["headline"] = head[-1]


def _below(document: Document, lines: Sequence[str]) -> int:
    """Reads day, time, outlet, code, page and language below the number of words; how many lines they take."""
    values = document.values
    for n, line in enumerate(lines[:12]):
        if COPYRIGHT.match(line):
            return n + 1
        if "published_at" not in values and parse_moment(line):
            values["published_at"] = line
        elif re.fullmatch(r"\d{1,2}:\d\d(?: [AP]M)?", line):
            values["time"] = line
        elif "published_at" in values and "source" not in values:
            values["source"] = line
        elif is_language_name(line):
            values["language"] = line
            following = lines[n + 1] if n + 1 < len(lines) else ""
            return n + (2 if COPYRIGHT.match(following) else 1)
        elif len(line.split()) > 12:
            return n
    return min(12, len(lines))


def _coded(lines: Sequence[str]) -> Document:
    """An article whose lines begin with two-letter field codes."""
    document = Document()
    code = ""
    for line in lines:
        match = _CODE.match(line)
        rest = line
        if match:
            code, rest = match[1], match[2]
        if code in ("LP", "TD"):
            document.body.append(rest)
        elif code in _CODE_NAMES and rest.strip():
            name = _CODE_NAMES[code]
            document.values[name] = f"{document.values[name]} {rest.strip()}" if name in document.values else rest.strip()
    return document


LAYOUT = Layout("Factiva", _fits, _documents)
