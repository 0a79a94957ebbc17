"""How much reading takes in before it refuses: sizes, depths, counts and seconds; and what one file has spent of it."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from broadsheet.reading.draft import ReadingError


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one reading, in bytes, counts and seconds; what lies beyond is rejected with its reason."""

    file_bytes: int = 512_000_000
    """A file that holds several articles: a table, an archive, a web crawl."""
    article_bytes: int = 30_000_000
    """A file or part that is one article (a page, a document)."""
    text_chars: int = 2_000_000
    """The body of one article."""
    unpacked_bytes: int = 2_000_000_000
    """All that one file unpacks to, whatever is packed in what."""
    ratio: int = 200
    """Unpacked bytes per packed byte of one archive member, above a floor of 10 MB."""
    depth: int = 3
    """Archives in archives."""
    members: int = 100_000
    """Members of one file, those of archives in it included."""
    seconds: float = 120
    """Time after which the file must have given its next article."""


DEFAULT_LIMITS = Limits()


class Budget:
    """What one file may still cost: one budget for the file and all that is packed in it.

    Parameters
    ----------
    limits
        What it may cost in all.
    clock
        Seconds that only grow.
    """

    def __init__(self, limits: Limits, clock: Callable[[], float] = time.monotonic) -> None:
        self._limits = limits
        self._clock = clock
        self.bytes_left = limits.unpacked_bytes
        self.members_left = limits.members
        self._due = clock() + limits.seconds

    def take_bytes(self, number: int) -> None:
        """Count bytes that were unpacked; `too large` once they are more than the file may unpack to."""
        self.bytes_left -= number
        if self.bytes_left < 0:
            raise ReadingError("too large", f"the file unpacks to more than {self._limits.unpacked_bytes} bytes")

    def take_members(self, number: int) -> None:
        """Count members of an archive; `too large` once the file has more than it may have."""
        if number > self.members_left:
            raise ReadingError("too large", f"{number} members; at most {self._limits.members} are read")
        self.members_left -= number

    def check_time(self) -> None:
        """`too slow` once the file has given no article for too long; readers call it in every loop over foreign data."""
        if self._clock() > self._due:
            raise ReadingError("too slow", f"no article within {self._limits.seconds:g} s")

    def restart_time(self) -> None:
        """The file gave an article: the time for its next one begins."""
        self._due = self._clock() + self._limits.seconds
