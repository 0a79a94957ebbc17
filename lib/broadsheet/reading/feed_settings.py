"""FEEDS.toml: which feeds are collected, and how gently."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from broadsheet.errors import RequestError

USER_AGENT = "broadsheet/0.1 (news reader for research; one request at a time)"
STATE_NAME = "feeds-state.json"


@dataclass(frozen=True, slots=True)
class Feed:
    """One feed: its address, and what stands for its outlet where the pages name none."""

    url: str
    source: str | None = None
    pages: bool = True
    """Whether the pages that the feed names are fetched; else the entries' own text is the article."""


@dataclass(frozen=True, slots=True)
class FeedSettings:
    """How feeds and their pages are fetched. Times are in seconds, sizes in bytes."""

    feeds: tuple[Feed, ...] = ()
    state: Path = Path(STATE_NAME)
    """Where it is kept what was fetched, what is to be asked for again, and what failed."""
    user_agent: str = USER_AGENT
    delay: float = 2.0
    """Between two requests to one host; a host's own Crawl-delay counts if it is longer."""
    timeout: float = 20.0
    """Until a host must have sent something."""
    total_time: float = 60.0
    """Until a page must have come in whole."""
    attempts: int = 3
    backoff: float = 5.0
    """Before the second attempt after 429, 5xx or a broken connection; doubled before each further one."""
    longest_wait: float = 120.0
    """What a host may ask for in Retry-After; longer is left for the next time."""
    largest: int = 5_000_000
    """Of a page or feed as sent."""
    largest_unpacked: int = 20_000_000
    redirects: int = 5
    robots: bool = True
    allow_private: bool = False
    """Whether addresses that lead into a private network, or to this machine, may be fetched."""
    most_pages: int = 200
    """New pages of one feed in one run."""
    tries_in_all: int = 5
    """Runs in which a page that fails is asked for again."""


def feed_settings(settings: FeedSettings | Mapping[str, Any] | str | Path) -> FeedSettings:
    """The settings from a FEEDS.toml, its content, or as they are.

    A file holds `[[feed]]` tables (`url`, and any of `source`, `pages`) and a table `[collect]` with any other field of
    `FeedSettings`; its `state` is relative to the file.

    Raises
    ------
    RequestError
        The file cannot be read, or a field is unknown or of the wrong kind.
    """
    if isinstance(settings, FeedSettings):
        return settings
    if isinstance(settings, Mapping):
        return _from_mapping(settings, Path())
    path = Path(settings)
    try:
        loaded = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise RequestError(f"{path}: {error.strerror or error}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise RequestError(f"{path}: not valid TOML: {error}") from error
    return _from_mapping(loaded, path.parent)


def _from_mapping(loaded: Mapping[str, Any], folder: Path) -> FeedSettings:
    unknown = set(loaded) - {"feed", "collect"}
    if unknown:
        raise RequestError(f"feeds: unknown table {sorted(unknown)[0]!r}; there are [[feed]] and [collect]")
    options = dict(loaded.get("collect", {}))
    known = {field.name: field.default for field in fields(FeedSettings) if field.name != "feeds"}
    for name, value in options.items():
        if name not in known:
            raise RequestError(f"feeds: unknown setting {name!r}; there are {', '.join(known)}")
        wanted = type(known[name])
        fits = isinstance(value, (int, float) if wanted is float else wanted) and (wanted is bool or not isinstance(value, bool))
        if name == "state":
            options[name] = folder / str(value)
        elif not fits:
            raise RequestError(f"feeds: {name} is {value!r}; it should be of type {wanted.__name__}")
        elif isinstance(value, (int, float)) and value < 0:
            raise RequestError(f"feeds: {name} is {value!r}; it should not be negative")
    options.setdefault("state", folder / STATE_NAME)
    return FeedSettings(feeds=tuple(_feed(feed) for feed in loaded.get("feed", [])), **options)


def _feed(stated: Mapping[str, Any]) -> Feed:
    unknown = set(stated) - {"url", "source", "pages"}
    if unknown:
        raise RequestError(f"feeds: a feed has no setting {sorted(unknown)[0]!r}; it has url, source, pages")
    url = stated.get("url")
    if not isinstance(url, str) or urlsplit(url).scheme not in ("http", "https") or not urlsplit(url).hostname:
        raise RequestError(f"feeds: url is {url!r}; it should be an http or https address")
    return Feed(url=url, source=stated.get("source"), pages=bool(stated.get("pages", True)))
