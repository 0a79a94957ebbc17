"""robots.txt: what a host lets us fetch (RFC 9309)."""

from __future__ import annotations

from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

from broadsheet.reading.decoding import decode
from broadsheet.reading.draft import ReadingError
from broadsheet.reading.fetching import Fetcher

LONGEST_DELAY = 60.0
"""Seconds of Crawl-delay that are heeded."""


class Robots:
    """The rules of every host met in one run, each fetched once."""

    def __init__(self, fetcher: Fetcher, user_agent: str) -> None:
        self._fetcher = fetcher
        self._agent = user_agent.split("/")[0].split(" ")[0]
        self._rules: dict[str, RobotFileParser] = {}
        self._failed: dict[str, ReadingError] = {}

    def allows(self, url: str) -> bool:
        """Whether the host of an address lets us fetch it.

        A host without robots.txt allows all.

        Raises
        ------
        ReadingError
            The host's robots.txt cannot be had now (5xx, no connection, no public address): nothing is fetched, for that reason.
        """
        parts = urlsplit(url)
        origin = f"{parts.scheme}://{parts.netloc}"
        if origin not in self._rules:
            self._rules[origin] = self._fetched(origin)
            asked = self._rules[origin].crawl_delay(self._agent)
            if asked is not None:
                self._fetcher.delays[parts.netloc] = min(float(asked), LONGEST_DELAY)
        if origin in self._failed:
            raise self._failed[origin]
        return self._rules[origin].can_fetch(self._agent, url)

    def _fetched(self, origin: str) -> RobotFileParser:
        rules = RobotFileParser()
        rules.modified()
        try:
            page = self._fetcher.fetch(f"{origin}/robots.txt")
            rules.parse(decode(page.data[:500_000]).splitlines() if page.data else [])
        except ReadingError as error:
            absent = error.reason in ("gone", "binary") or (error.detail or "").startswith("status 4")
            rules.parse([])
            if not absent or "429" in (error.detail or ""):
                self._failed[origin] = ReadingError(error.reason, f"robots.txt: {error.detail}")
        return rules
