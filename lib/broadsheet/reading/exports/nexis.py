"""Exports of Nexis: the old layout ("3 of 20 DOCUMENTS"), Nexis Uni ("End of Document"), and its cover page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from broadsheet.reading.exports.layout import COPYRIGHT, Document, Labelled, Layout, blocks, is_date, labelled

_END = re.compile(
    r"^\s*(?:End of Document|Ende des Dokuments|Fin du document|Fin del documento|Fine del documento|Einde van (?:het )?document|"
    r"Fim do documento)\s*$", re.IGNORECASE,
)
_COUNT = re.compile(r"^\s*(?:Page |Seite )?\d+ (?:of|von|de|sur|di|van) \d+(?: (?P<documents>DO[CK]UMENT\w*))?\s*$", re.IGNORECASE)
_BODY = re.compile(r"^\s*(?:body|volltext|hauptteil|corps|cuerpo|corpo|hoofdtekst)\s*:?\s*$", re.IGNORECASE)
_TAIL_HEADING = re.compile(
    r"^\s*(?:classification|klassifikation|classificatie|clasificación|notes|graphic|grafik|correction)\s*$", re.IGNORECASE,
)
_TAIL_LABEL = re.compile(r"^\s*(?:[A-ZÄÖÜ][A-ZÄÖÜ-]+|GRAPHIC|NOTES)\s*:")
"""Labels in capitals, as the old layout prints them: there GRAPHIC and NOTES end the text."""
_COVER = re.compile(
    r"^\s*(?:user name|date and time|job number|documents? \(\d+\)|client/matter|search terms|search type|narrowed by|content type|"
    r"benutzername|datum und uhrzeit|auftragsnummer|dokumente? \(\d+\)|suchbegriffe|suchtyp|eingegrenzt durch|nom d.utilisateur|"
    r"date et heure|numéro de tâche)\b|^\s*documents? \(\d+\)|^\s*dokumente? \(\d+\)", re.IGNORECASE,
)
_EDITION = re.compile(r"\b(?:edition|ausgabe|édition|edición|edizione|editie)\b|^\s*correction appended", re.IGNORECASE)
_PAGE = re.compile(r"[;,]\s*(?:pg|p|s|seite|page)\b.*$", re.IGNORECASE)


def _fits(lines: Sequence[str]) -> bool:
    fields, ended, bodied = set(), False, False
    for line in lines:
        ended = ended or _END.match(line) is not None
        bodied = bodied or _BODY.match(line) is not None
        if (found := labelled(line, "nexis")) and found.field and (found.field != "length" or found.value[:1].isdigit()):
            fields.add(found.field)
    return ("length" in fields and (ended or bodied or "loaded" in fields)) or (ended and bodied)


def _documents(lines: Sequence[str]) -> Iterator[Document]:
    """Documents end with "End of Document", or begin with "3 of 20 DOCUMENTS"."""
    held: list[str] = []
    for line in lines:
        counted = _COUNT.match(line)
        if _END.match(line) or (counted and counted["documents"]):
            if any(labelled(part, "nexis") or _BODY.match(part) for part in held):
                yield _document(_without_cover(held))
            held = []
        elif not counted:
            held.append(line)
    if any(labelled(line, "nexis") or _BODY.match(line) for line in held):
        yield _document(_without_cover(held))


def _without_cover(lines: list[str]) -> list[str]:
    """The lines below the cover page, which lists all documents of the delivery above the first one."""
    first = next((i for i, line in enumerate(lines) if labelled(line, "nexis") and not _COVER.match(line)), len(lines))
    last = max((i for i, line in enumerate(lines[:first]) if _COVER.match(line)), default=None)
    return lines if last is None else lines[last + 1 :]


def _document(lines: Sequence[str]) -> Document:
    document = Document()
    bodied = next((i for i, line in enumerate(lines) if _BODY.match(line)), None)
    start = bodied + 1 if bodied is not None else _first_line_of_text(lines)
    head: list[str] = []
    _sort_head(lines[: start - (bodied is not None)], document, head)
    tail = next((i for i in range(start, len(lines)) if _ends_text(lines[i])), len(lines))
    for line in lines[tail:]:
        if (found := labelled(line, "nexis")) and found.field == "language":
            document.values.setdefault("language", found.value)
    document.body = list(lines[start:tail])
    _read_head(document, head)
    if "section" in document.values:
        document.values["section"] = _PAGE.sub("", document.values["section"])
    document.values = {name: value for name, value in document.values.items() if name in _KEPT}
    return document


_KEPT = {"headline", "source", "published_at", "dateline", "byline", "section", "language", "url"}


def _first_line_of_text(lines: Sequence[str]) -> int:
    """Where the text begins that no label announces: with the first block below a label that has no label itself."""
    seen, within = False, False
    alone = all(line.strip() for line in lines)
    for i, line in enumerate(lines):
        if not line.strip():
            within = False
        elif labelled(line, "nexis"):
            seen, within = True, not alone
        elif seen and not within and not COPYRIGHT.match(line):
            return i
    return len(lines)


def _sort_head(lines: Sequence[str], document: Document, head: list[str]) -> None:
    """Sorts the lines above the text: values to their labels (a value may go on in the next line), the others into `head`."""
    last: Labelled | None = None
    for line in lines:
        found = labelled(line, "nexis")
        if found is not None:
            last = found
            if found.field:
                document.values.setdefault(found.field, found.value)
        elif not line.strip():
            last = None
            head.append("")
        elif last is None:
            head.append(line)
        elif last.field and not COPYRIGHT.match(line):
            document.values[last.field] = f"{document.values[last.field]} {line.strip()}".strip()


def _ends_text(line: str) -> bool:
    """Whether the classification of the article begins here: a heading alone in its line, or one of the labels below a text."""
    if _TAIL_HEADING.match(line):
        return True
    found = labelled(line, "nexis")
    if found is None:
        return False
    return found.field in ("loaded", "kind") or (found.field in ("language", "") and _TAIL_LABEL.match(line) is not None)


def _read_head(document: Document, head: list[str]) -> None:
    """Headline, outlet and day: in this order in Nexis Uni; in the old layout the outlet and the day come first.

    What stands in one block with the day is its edition ("Scotland"), not the headline; a headline may have two lines.
    """
    parted = [[line for line in block if not COPYRIGHT.match(line)] for block in blocks(head)] if head else []
    filled = [(n, line.strip()) for n, block in enumerate(parted) for line in block]
    dated = next((i for i, (_, line) in enumerate(filled[:10]) if is_date(line)), None)
    if dated is None:
        document.values.setdefault("headline", " ".join(line for n, line in filled if n == filled[0][0]) if filled else "")
        return
    document.values["published_at"] = filled[dated][1]
    before = filled[:dated]
    if before:
        document.values["source"] = before[-1][1]
    above = before[:-1]
    after = [(n, line) for n, line in filled[dated + 1 :] if not _EDITION.search(line)]
    if above:
        headline = [line for n, line in above if n == above[-1][0]] if len(parted) > 1 else [line for _, line in above]
    else:
        own = [(n, line) for n, line in after if n != filled[dated][0] or len(parted) == 1]
        headline = [line for n, line in own if n == own[0][0]] if own else [line for _, line in after[:1]]
    document.values.setdefault("headline", " ".join(headline))


LAYOUT = Layout("Nexis", _fits, _documents)
