"""Several articles in one document: the layouts in which Nexis Uni and Factiva deliver them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from broadsheet.reading.cleaning import clean_paragraphs, join_paragraphs
from broadsheet.reading.draft import Draft, Found, Piece, Reject
from broadsheet.reading.fields import fields_from
from broadsheet.reading.furniture import without_headings
from broadsheet.reading.moments import parse_moment
from broadsheet.reading.plain import article_body

_NEXIS_END = re.compile(r"^\s*End of Document\s*$", re.IGNORECASE)
_NEXIS_COUNT = re.compile(r"^\s*(?:Page )?\d+ of \d+(?: DOCUMENTS?)?\s*$", re.IGNORECASE)
_NEXIS_FIELD = re.compile(
    r"^\s*(section|length|byline|highlight|dateline|load-date|language|publication-type|subject|geographic|journal code|document-type|"
    r"graphic|series|industry|person|company|organization|correction-date|url|column)\s*:\s*(.*)$", re.IGNORECASE,
)
_NEXIS_BODY = re.compile(r"^\s*body\s*:?\s*$", re.IGNORECASE)
_NEXIS_TAIL = re.compile(
    r"^\s*(?:classification|notes|graphic|load-date:|language:|publication-type:|subject:|correction\s*$)", re.IGNORECASE,
)
_FACTIVA_END = re.compile(r"^\s*Document\s+([A-Z0-9]{4,}\d{8}\w+)\s*$")
_FACTIVA_WORDS = re.compile(r"^\s*[\d,]+ words\s*$", re.IGNORECASE)
_FACTIVA_CODE = re.compile(
    r"^\s*(SE|HD|CR|BY|WC|PD|ET|SN|SC|ED|PG|LA|CY|LP|TD|CT|CO|IN|NS|RE|IPC|IPD|PUB|AN|ART|RF|VOL)(?:\s{1,}|\t|$)(.*)$"
)
_COPYRIGHT = re.compile(r"^\s*(?:copyright\b|©|\(c\))", re.IGNORECASE)
_CODE_NAMES = {"HD": "headline", "BY": "byline", "PD": "published_at", "ET": "time", "SN": "source", "LA": "language", "SE": "section"}


@dataclass(slots=True)
class _Export:
    """One article of an export, as its lines are sorted."""

    values: dict[str, str] = field(default_factory=dict)
    body: list[str] = field(default_factory=list)


def is_export(lines: Sequence[str]) -> bool:
    """Whether the lines of a document are an export of Nexis Uni or Factiva."""
    return _is_nexis(lines) or _is_factiva(lines)


def _is_nexis(lines: Sequence[str]) -> bool:
    fields = {match[1].lower() for line in lines if (match := _NEXIS_FIELD.match(line))}
    ended = any(_NEXIS_END.match(line) for line in lines)
    bodied = any(_NEXIS_BODY.match(line) for line in lines)
    return ("length" in fields and (ended or bodied)) or (ended and bodied) or ("length" in fields and "load-date" in fields)


def _is_factiva(lines: Sequence[str]) -> bool:
    return any(_FACTIVA_END.match(re.sub(r"^AN\s+", "", line.strip())) for line in lines) and any(
        _FACTIVA_WORDS.match(re.sub(r"^\s*WC\s+", "", line)) for line in lines
    )


def read_export(piece: Piece, lines: Sequence[str]) -> Found:
    """The articles of an export, in order; one without a body is a reject of its own."""
    split = _nexis_articles if _is_nexis(lines) else _factiva_articles
    for number, export in enumerate(split([line.rstrip() for line in lines]), 1):
        yield _article(piece, export, f"document {number}")


def _article(piece: Piece, export: _Export, label: str) -> Draft | Reject:
    values = dict(export.values)
    if time := values.pop("time", None):
        values["published_at"] = f"{values.get('published_at', '')} {time}"
    fields = fields_from(values)
    paragraphs = without_headings(article_body(clean_paragraphs(_unwrapped(export.body)), fields.title))
    if not paragraphs:
        return Reject(piece.path, piece.inside(label), "empty", "no body in this document of the export")
    return fields.draft(piece, join_paragraphs(paragraphs), part=piece.inside(label))


def _unwrapped(lines: Sequence[str]) -> list[str]:
    """Paragraphs: each line one, unless blank lines part them and lines are wrapped."""
    blocks = [block for block in re.split(r"\n\s*\n", "\n".join(lines)) if block.strip()]
    inner = [line for block in blocks for line in block.split("\n")[:-1]]
    wrapped = len(blocks) > 1 and inner and sum(not re.search(r"[.!?\"”]\s*$", line) for line in inner) > 0.5 * len(inner)
    return [b.replace("\n", " ") for b in blocks] if wrapped else [line for b in blocks for line in b.split("\n")]


def _nexis_articles(lines: Sequence[str]) -> Iterator[_Export]:
    """Documents end with "End of Document", or begin with "3 of 20 DOCUMENTS"."""
    document: list[str] = []
    for line in lines:
        counted = bool(_NEXIS_COUNT.match(line))
        if _NEXIS_END.match(line) or (counted and "DOCUMENT" in line.upper()):
            if any(part.strip() for part in document):
                yield _nexis_article(document)
            document = []
        elif not counted:
            document.append(line)
    if any(_NEXIS_FIELD.match(line) or _NEXIS_BODY.match(line) for line in document):
        yield _nexis_article(document)


def _nexis_article(lines: Sequence[str]) -> _Export:
    export = _Export()
    head: list[str] = []
    body_from = next((i for i, line in enumerate(lines) if _NEXIS_BODY.match(line)), None)
    last_field = max((i for i, line in enumerate(lines[: body_from or 40]) if _NEXIS_FIELD.match(line)), default=0)
    start = body_from + 1 if body_from is not None else last_field + 1
    for line in lines[: start - (body_from is not None)]:
        if match := _NEXIS_FIELD.match(line):
            export.values[match[1].lower()] = match[2]
        elif line.strip() and not _COPYRIGHT.match(line):
            head.append(line.strip())
    tail = next((i for i in range(start, len(lines)) if _NEXIS_TAIL.match(lines[i])), len(lines))
    for line in lines[tail:]:
        if (match := _NEXIS_FIELD.match(line)) and match[1].lower() == "language":
            export.values["language"] = match[2]
    export.body = list(lines[start:tail])
    _nexis_head(export, head)
    export.values = {name: value for name, value in export.values.items() if name in ("byline", "section", "language", "url", *_HEAD)}
    if "section" in export.values:
        export.values["section"] = re.split(r"[;,]\s*(?:pg|p)\b", export.values["section"], flags=re.IGNORECASE)[0]
    return _coded_language(export)


_HEAD = ("headline", "source", "published_at", "dateline")


def _nexis_head(export: _Export, head: list[str]) -> None:
    """Headline, outlet and day stand in this order in new exports; in old ones the outlet and the day come first."""
    dated = next((i for i, line in enumerate(head[:8]) if len(line) < 80 and _is_day(line)), None)
    if dated is None:
        export.values["headline"] = head[0] if head else ""
        return
    export.values["published_at"] = head[dated]
    before, after = head[:dated], head[dated + 1 :]
    export.values["source"] = before[-1] if before else ""
    if len(before) > 1:
        export.values["headline"] = before[0]
    elif after:
        export.values["headline"] = next((line for line in after if not re.search(r"\bedition\b", line, re.IGNORECASE)), after[0])


def _is_day(line: str) -> bool:
    found = parse_moment(line)
    return found is not None and found.precision in ("minute", "day")


def _factiva_articles(lines: Sequence[str]) -> Iterator[_Export]:
    """Documents end with "Document GRDN000020251021…"."""
    document: list[str] = []
    for line in lines:
        if _FACTIVA_END.match(re.sub(r"^AN\s+", "", line.strip())):
            if any(part.strip() for part in document):
                yield _factiva_article(document)
            document = []
        else:
            document.append(line)


def _factiva_article(lines: Sequence[str]) -> _Export:
    coded = [line for line in lines if _FACTIVA_CODE.match(line)]
    if len(coded) >= 4 and any(_FACTIVA_CODE.match(line)[1] in ("HD", "LP") for line in coded):  # type: ignore[index]
        return _coded_article(lines)
    export = _Export()
    filled = [(i, line.strip()) for i, line in enumerate(lines) if line.strip()]
    counted = next((n for n, (_, line) in enumerate(filled) if _FACTIVA_WORDS.match(line)), None)
    if counted is None:
        export.body = list(lines)
        return export
    head = [line for _, line in filled[:counted]]
    if head and re.match(r"(?:by|von|par|por)\s", head[-1], re.IGNORECASE):
        export.values["byline"] = head.pop()
    if head:
        export.values["headline"] = head[-1]
    if len(head) > 1 and len(head[0]) < 40:
        export.values["section"] = head[0]
    rest = filled[counted + 1 :]
    end = _factiva_head(export, [line for _, line in rest])
    start = rest[end][0] if end < len(rest) else len(lines)
    export.body = list(lines[start:])
    return _coded_language(export)


def _factiva_head(export: _Export, lines: Sequence[str]) -> int:
    """Reads day, time, outlet, code, page and language below the word count; the number of lines that they take."""
    for n, line in enumerate(lines[:12]):
        if _COPYRIGHT.match(line):
            return n + 1
        if "published_at" not in export.values and parse_moment(line):
            export.values["published_at"] = line
        elif re.fullmatch(r"\d{1,2}:\d\d(?: [AP]M)?", line):
            export.values["time"] = line
        elif "published_at" in export.values and "source" not in export.values:
            export.values["source"] = line
        elif line in _LANGUAGES:
            export.values["language"] = line
            following = lines[n + 1] if n + 1 < len(lines) else ""
            return n + (2 if _COPYRIGHT.match(following) else 1)
        elif len(line.split()) > 12:
            return n
    return min(12, len(lines))


def _coded_article(lines: Sequence[str]) -> _Export:
    """An article whose lines begin with two-letter field codes."""
    export = _Export()
    code = ""
    for line in lines:
        match = _FACTIVA_CODE.match(line)
        rest = line
        if match:
            code, rest = match[1], match[2]
        if code in ("LP", "TD"):
            export.body.append(rest)
        elif code in _CODE_NAMES and rest.strip():
            name = _CODE_NAMES[code]
            export.values[name] = f"{export.values[name]} {rest.strip()}" if name in export.values else rest.strip()
    return _coded_language(export)


_LANGUAGES = {
    "English": "en", "German": "de", "French": "fr", "Spanish": "es", "Italian": "it", "Portuguese": "pt", "Dutch": "nl", "Albanian": "sq",
    "Serbian": "sr", "Croatian": "hr", "Russian": "ru", "Turkish": "tr", "Polish": "pl", "Swedish": "sv", "Norwegian": "no", "Danish": "da",
}


def _coded_language(export: _Export) -> _Export:
    stated = export.values.get("language", "").split(";")[0].strip().title()
    if stated:
        export.values["language"] = _LANGUAGES.get(stated, stated)
    return export
