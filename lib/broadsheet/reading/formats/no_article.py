"""Texts that are no articles: what lies beside a saved page, what sites tell crawlers, logs, shortcuts, calendars.

They are known by what they say, and by their ending only where it is one that no text of an article has. Each is listed with
what it is, instead of being read as an article.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from broadsheet.reading.draft import Found, Piece, ReadingError
from broadsheet.reading.forms import MARKED, Form, Job, Sample

_DATED_LINE = re.compile(
    rb"^(?:\[?\d{4}-\d\d-\d\d[T ]\d\d:\d\d|\[?\d\d/\w{3}/\d{4}:\d\d|\w{3} +\d{1,2} \d\d:\d\d:\d\d |--\d{4}-\d\d-\d\d|"
    rb"\S+ \S+ \S+ \[\d\d/\w{3}/\d{4}:|\[?(?:DEBUG|INFO|WARN(?:ING)?|ERROR|TRACE)\b)", re.MULTILINE,
)
_ROBOTS = re.compile(rb"^\s*(?:user-agent|disallow|allow|sitemap|crawl-delay)\s*:", re.IGNORECASE)


def _log(sample: Sample) -> bool:
    """Whether most lines begin with a time or a level, as programs write them, the first too unless the name says so.

    A table whose first column is a time has a header above it.
    """
    lines = [line for line in sample.text.split(b"\n")[:60] if line.strip()]
    dated = [_DATED_LINE.match(line) is not None for line in lines]
    if sample.ends(".log"):
        return sum(dated) > 0.2 * len(lines)
    return len(lines) > 2 and dated[0] and sum(dated) > 0.7 * len(lines) and not sample.ends(".csv", ".tsv", ".tab")


def _robots(sample: Sample) -> bool:
    lines = [line for line in sample.text.split(b"\n")[:40] if line.strip() and not line.lstrip().startswith(b"#")]
    return len(lines) > 1 and lines[0].lower().startswith(b"user-agent") and all(_ROBOTS.match(line) for line in lines[:-1])


def _begins(*marks: bytes) -> Callable[[Sample], bool]:
    return lambda sample: sample.text[:200].lower().startswith(marks)


def _root(*names: bytes) -> Callable[[Sample], bool]:
    pattern = re.compile(rb"<(?:[\w-]+:)?(?:" + b"|".join(names) + rb")(?:\s+[\w:-]+\s*=|\s*/?>)", re.IGNORECASE)
    return lambda sample: pattern.match(sample.root) is not None


def _ending(*endings: str) -> Callable[[Sample], bool]:
    return lambda sample: sample.ends(*endings)


_KINDS: dict[str, tuple[str, Callable[[Sample], bool]]] = {
    "script": ("a script or a style sheet of a page", _ending(".js", ".mjs", ".jsx", ".ts", ".css", ".scss", ".less", ".map", ".woff")),
    "drawing": ("a drawing", _root(b"svg")),
    "sitemap": ("a list of a site's addresses", _root(b"urlset", b"sitemapindex")),
    "feed list": ("a list of feeds", _root(b"opml")),
    "settings": ("settings of a program", _root(b"plist", b"project", b"configuration", b"manifest")),
    "robots.txt": ("what a site tells crawlers", _robots),
    "log": ("a log of a program", _log),
    "shortcut": ("a link to a page; fetch the page and ingest that", _begins(b"[internetshortcut]", b"[desktop entry]", b"[{000214a0")),
    "calendar": ("a calendar or an address book", _begins(b"begin:vcalendar", b"begin:vcard")),
    "program": ("a program", _begins(b"#!/", b"<?php", b"#!c:")),
    "subtitles": ("subtitles", _begins(b"webvtt")),
    "picture as text": ("a picture or a font as text", _begins(b"%!ps", b"/* xpm")),
}


def _refused(detail: str) -> Callable[[Piece, Job], Found]:
    def refuse(piece: Piece, job: Job) -> Found:
        raise ReadingError("no article", detail)

    return refuse


FORMS = tuple(
    Form(name, _refused(detail), sniff, rank=MARKED - 1, one_article=False) for name, (detail, sniff) in _KINDS.items()
)
