"""What a piece of bytes is, by its content; the name's ending only decides between kinds of text."""

from __future__ import annotations

import re
from typing import Literal

from broadsheet.reading.draft import Piece

Kind = Literal[
    "empty", "html", "mhtml", "mail", "pdf", "rtf", "docx", "xlsx", "zip", "gzip", "warc", "parquet", "feed", "json", "jsonl", "csv",
    "text", "binary", "office", "encrypted",
]

_HEAD = 8192
_BINARY_MARKS = (
    b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x7fELF", b"MZ\x90", b"Rar!", b"7z\xbc\xaf", b"\xfd7zXZ", b"BZh", b"OggS", b"ID3", b"RIFF",
    b"\x00\x00\x01\x00", b"\xca\xfe\xba\xbe", b"SQLite format 3", b"wOFF", b"wOF2",
)
_MAIL_PROOF = re.compile(rb"^(?:mime-version|message-id|received|content-type):", re.IGNORECASE | re.MULTILINE)
_HTML = re.compile(rb"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]|<article[\s>]|<meta\s", re.IGNORECASE)
_FEED = re.compile(rb"<(?:rss|rdf:RDF|(?:\w+:)?feed)[\s>]", re.IGNORECASE)
_MAIL_FIELD = re.compile(
    rb"^(?:from|to|subject|date|message-id|mime-version|received|return-path|content-type|delivered-to|x-[\w-]+):\s",
    re.IGNORECASE | re.MULTILINE,
)
_TAGS = re.compile(rb"<(?:p|div|h[1-6]|br|span|a|table|ul|section)[\s>/]", re.IGNORECASE)


def kind_of(piece: Piece) -> Kind:
    """What kind of file the bytes are."""
    data = piece.data
    head = data[:_HEAD]
    if not head.strip(b"\x00 \t\r\n\x0b\x0c"):
        return "empty"
    if binary := _by_mark(head, data):
        return binary
    flat = head.replace(b"\x00", b"") if head.count(0) > len(head) // 4 else head
    stripped = flat.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    return _text_kind(stripped, flat, piece.name.lower())


def _by_mark(head: bytes, data: bytes) -> Kind | None:
    if head.startswith(b"PK\x03\x04") or head.startswith(b"PK\x05\x06"):
        return _office(data)
    if head.startswith(b"%PDF-") or b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith(b"\x1f\x8b"):
        return "gzip"
    if head.startswith(b"PAR1"):
        return "parquet"
    if head.startswith(b"{\\rt"):
        return "rtf"
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return "encrypted" if "EncryptedPackage".encode("utf-16-le") in data else "office"
    if re.match(rb"WARC/\d", head):
        return "warc"
    return "binary" if head.startswith(_BINARY_MARKS) or head[4:8] == b"ftyp" else None


def _office(data: bytes) -> Kind:
    names = data if len(data) < 4_000_000 else data[:200_000] + data[-2_000_000:]
    if b"word/document.xml" in names:
        return "docx"
    return "xlsx" if b"xl/workbook.xml" in names else "zip"


def _text_kind(stripped: bytes, head: bytes, name: str) -> Kind:
    if _FEED.search(stripped[:2000]):
        return "feed"
    if stripped[:1] in b"{[" and stripped[:1] and not name.endswith((".txt", ".md")):
        return _json_kind(stripped, name)
    first_blank = re.split(rb"\r?\n\r?\n", stripped, maxsplit=1)[0]
    if len(_MAIL_FIELD.findall(first_blank)) >= 2 and _MAIL_PROOF.search(first_blank):
        return "mhtml" if re.search(rb"multipart/related|snapshot-content-location", first_blank, re.IGNORECASE) else "mail"
    if _HTML.search(stripped[:4096]) or (name.endswith((".html", ".htm", ".xhtml")) and b"<" in stripped) or _mostly_tags(stripped):
        return "html"
    if name.endswith((".eml",)) and len(_MAIL_FIELD.findall(first_blank)) >= 2:
        return "mail"
    if name.endswith((".csv", ".tsv", ".tab")) or (not name.endswith((".txt", ".md")) and _is_delimited(stripped)):
        return "csv"
    return "text"


def _json_kind(stripped: bytes, name: str) -> Kind:
    if name.endswith((".jsonl", ".ndjson")):
        return "jsonl"
    if name.endswith(".json"):
        return "json"
    lines = [line for line in stripped.split(b"\n", 3) if line.strip()]
    if stripped[:1] == b"{" and len(lines) > 1 and lines[0].rstrip().endswith(b"}") and lines[1].lstrip()[:1] == b"{":
        return "jsonl"
    if re.match(rb"\{\s*[\"}]|\[\s*[\[{\"\]]", stripped):
        return "json"
    return "text"


def _mostly_tags(stripped: bytes) -> bool:
    return stripped[:1] == b"<" and len(_TAGS.findall(stripped)) >= 2


def _is_delimited(stripped: bytes) -> bool:
    from broadsheet.reading.tables import guessed_mapping

    header = stripped.split(b"\n", 1)[0].decode("utf-8", "replace").strip()
    delimiter = max(",;\t|", key=header.count)
    cells = [cell.strip().strip('"') for cell in header.split(delimiter)]
    return 2 <= len(cells) <= 60 and all(len(c) < 40 for c in cells) and "text" in guessed_mapping(cells).values() and b"\n" in stripped
