"""How much reading takes in before it refuses: sizes, depths and counts."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one reading, in bytes and counts; what lies beyond is rejected with its reason."""

    file_bytes: int = 512_000_000
    """A file that holds several articles: a table, an archive, a web crawl."""
    article_bytes: int = 30_000_000
    """A file or part that is one article (a page, a document)."""
    text_chars: int = 2_000_000
    """The body of one article."""
    unpacked_bytes: int = 2_000_000_000
    """All that one archive unpacks to."""
    ratio: int = 200
    """Unpacked bytes per packed byte of one archive member, above a floor of 10 MB."""
    depth: int = 3
    """Archives in archives."""
    members: int = 100_000
    """Members of one archive."""


DEFAULT_LIMITS = Limits()
