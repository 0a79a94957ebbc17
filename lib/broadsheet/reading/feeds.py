"""Collecting from feeds: the pages that feeds name become articles, and what failed is listed and asked for again."""

from __future__ import annotations

import json
import logging
import os
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from itertools import zip_longest
from pathlib import Path
from typing import Any
from urllib.parse import urldefrag, urljoin, urlsplit

import pandas as pd

from broadsheet import schemas
from broadsheet.errors import RequestError
from broadsheet.reading.dispatch import found_in
from broadsheet.reading.draft import Draft, Moment, Piece, ReadingError, Reject
from broadsheet.reading.feed_settings import Feed, FeedSettings, feed_settings
from broadsheet.reading.fetching import Fetcher, Page
from broadsheet.reading.fields import fields_from
from broadsheet.reading.formats.feed import draft_of_entry, entry_fields, parsed_feed
from broadsheet.reading.limits import DEFAULT_LIMITS
from broadsheet.reading.page_metadata import host_of
from broadsheet.reading.robots import Robots
from broadsheet.reading.tabulating import Reading, tabulated

logger = logging.getLogger(__name__)
FINAL = {"gone", "robots.txt", "bad address", "private address", "too many redirects"}
"""Reasons for which a page is not asked for again."""


@dataclass(slots=True)
class _State:
    """What is kept between runs."""

    feeds: dict[str, dict[str, str]] = field(default_factory=dict)
    """Feed → etag and last_modified of its last full answer."""
    fetched: dict[str, str] = field(default_factory=dict)
    """Page → day on which it was had, or given up."""
    failed: dict[str, dict[str, Any]] = field(default_factory=dict)
    """Page → reason, tries and what its feed said of it."""

    @classmethod
    def load(cls, path: Path) -> _State:
        if not path.exists():
            return cls()
        try:
            stored = json.loads(path.read_text(encoding="utf-8"))
            return cls(dict(stored["feeds"]), dict(stored["fetched"]), dict(stored["failed"]))
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise RequestError(f"{path}: not a state of feeds ({error}); move it away to begin anew") from error

    def save(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = path.with_name(f".{path.name}.{os.getpid()}")
        beside.write_text(json.dumps({"feeds": self.feeds, "fetched": self.fetched, "failed": self.failed}, indent=1), encoding="utf-8")
        os.replace(beside, path)


@dataclass(frozen=True, slots=True)
class _Job:
    """A page to fetch, and what its feed says of it."""

    url: str
    values: Mapping[str, Any]
    source: str | None


def collect(
    settings: FeedSettings | Mapping[str, Any] | str | Path, *, now: datetime | None = None,
    sleep: Callable[[float], None] = time.sleep, keep: Callable[[Reading], None] | None = None,
) -> Reading:
    """The new articles of the feeds, and what could not be fetched or read.

    Parameters
    ----------
    settings
        The path of a FEEDS.toml, its content, or `FeedSettings`.
    now
        The time of fetching; None is the clock's.
    sleep
        Waits so many seconds; tests pass their own.
    keep
        Called with the articles before the state is written, so that a page counts as fetched only once it is kept.

    Returns
    -------
    Reading
        `articles`, their `path` being the page's address; `rejects` with one row per feed or page that failed. Pages had
        before are not fetched again; pages that failed are asked for again next time, up to `tries_in_all` times.

    Raises
    ------
    RequestError
        The settings or the state file are wrong; nothing was fetched.
    """
    chosen = feed_settings(settings)
    state = _State.load(chosen.state)
    moment = now or datetime.now(UTC)
    fetcher = Fetcher(chosen, sleep=sleep)
    try:
        run = _Run(chosen, state, fetcher, moment)
        chunks = list(tabulated(run.found(), fallback=None, source=None, now=moment, chunk=1_000_000))
    finally:
        fetcher.close()
    reading = chunks[0] if chunks else Reading(schemas.frame("articles"), schemas.frame("rejects"))
    if len(chunks) > 1:
        reading = Reading(*(schemas.frame(name, pd.concat([getattr(c, name) for c in chunks])) for name in ("articles", "rejects")))
    if keep is not None:
        keep(reading)
    state.save(chosen.state)
    return reading


class _Run:
    """One pass over the feeds and the pages that they name."""

    def __init__(self, settings: FeedSettings, state: _State, fetcher: Fetcher, now: datetime) -> None:
        self._settings, self._state, self._fetcher, self._now = settings, state, fetcher, now
        robots = Robots(fetcher, settings.user_agent)
        self._allowed = robots.allows if settings.robots else None

    def found(self) -> Iterator[Draft | Reject]:
        jobs: dict[str, _Job] = {
            url: _Job(url, failed.get("values") or {}, failed.get("source")) for url, failed in self._state.failed.items()
        }
        for feed in self._settings.feeds:
            for one in self._feed(feed):
                if isinstance(one, _Job):
                    jobs.setdefault(one.url, one)
                else:
                    yield one
        for job in _in_turn(list(jobs.values())):
            yield from self._page(job)

    def _feed(self, feed: Feed) -> Iterator[_Job | Draft | Reject]:
        """The pages that a feed names and that are not had yet, or its entries as articles."""
        known = self._state.feeds.get(feed.url, {})
        asked = {"If-None-Match": known.get("etag"), "If-Modified-Since": known.get("last_modified")}
        try:
            page = self._fetcher.fetch(feed.url, headers={k: v for k, v in asked.items() if v}, allowed=self._allowed)
            if page.status == 304:
                return
            entries = parsed_feed(page.data)
        except ReadingError as error:
            yield Reject(feed.url, None, error.reason, error.detail)
            return
        if not entries.entries and entries.get("bozo"):
            yield Reject(feed.url, None, "broken", f"no feed: {entries.get('bozo_exception')}"[:200])
            return
        outlet = feed.source or entries.feed.get("title")
        new = 0
        for number, entry in enumerate(entries.entries, 1):
            url = _address(entry, page.url)
            key = url or f"{feed.url}#{number}"
            if key in self._state.fetched or new >= self._settings.most_pages:
                continue
            new += 1
            if feed.pages and url:
                stated = {k: v for k, v in entry_fields(entry).items() if isinstance(v, str) and v}
                yield _Job(url, stated, feed.source or stated.get("source") or outlet)
            else:
                self._state.fetched[key] = f"{self._now:%Y-%m-%d}"
                yield draft_of_entry(Piece(url or feed.url, b""), entry, f"entry {number}", outlet)
        self._remember(feed.url, page)

    def _remember(self, url: str, page: Page) -> None:
        stated = {"etag": page.headers.get("etag"), "last_modified": page.headers.get("last-modified")}
        self._state.feeds[url] = {name: value for name, value in stated.items() if value}

    def _page(self, job: _Job) -> Iterator[Draft | Reject]:
        try:
            page = self._fetcher.fetch(job.url, allowed=self._allowed)
        except ReadingError as error:
            self._failed(job, error.reason)
            yield Reject(job.url, None, error.reason, error.detail)
            return
        piece = Piece(job.url, page.data, name="", charset=page.charset, url=page.url, fetched=Moment.of(self._now))
        drafts = list(found_in(piece, DEFAULT_LIMITS))
        self._state.failed.pop(job.url, None)
        self._state.fetched[job.url] = f"{self._now:%Y-%m-%d}"
        for one in drafts:
            yield _completed(one, job) if isinstance(one, Draft) else one

    def _failed(self, job: _Job, reason: str) -> None:
        tries = int(self._state.failed.get(job.url, {}).get("tries", 0)) + 1
        if reason in FINAL or tries >= self._settings.tries_in_all:
            self._state.failed.pop(job.url, None)
            self._state.fetched[job.url] = f"{self._now:%Y-%m-%d}"
        else:
            self._state.failed[job.url] = {"reason": reason, "tries": tries, "values": dict(job.values), "source": job.source}
        logger.info("%s: %s (attempt %d)", job.url, reason, tries)


def _address(entry: Mapping[str, Any], base: str) -> str | None:
    link = entry.get("link")
    if not isinstance(link, str) or not link.strip():
        return None
    try:
        return urldefrag(urljoin(base, link.strip())).url
    except ValueError:
        return None


def _in_turn(jobs: list[_Job]) -> Iterator[_Job]:
    """The jobs so that hosts take turns, and the delay of one passes while another is asked."""
    by_host: dict[str, list[_Job]] = defaultdict(list)
    for job in jobs:
        by_host[urlsplit(job.url).netloc].append(job)
    for turn in zip_longest(*by_host.values()):
        yield from (job for job in turn if job is not None)


def _completed(draft: Draft, job: _Job) -> Draft:
    """The page's article, with what only its feed says: a feed's date is believed after the page's metadata."""
    fields = fields_from(job.values)
    weak = draft.published is None or draft.published_from not in ("metadata", "url")
    dated: dict[str, Any] = {"published": fields.published, "published_from": "metadata"} if weak and fields.published else {}
    outlet = job.source if job.source and draft.source in (None, host_of(draft.url)) else draft.source
    return replace(
        draft, title=draft.title or fields.title, source=outlet, byline=draft.byline or fields.byline,
        section=draft.section or fields.section, **dated,
    )
