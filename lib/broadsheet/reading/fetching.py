"""Fetching from the web within limits: http and https only, public addresses only, so much and so long and no more."""

from __future__ import annotations

import time
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

import httpcore
import httpx

from broadsheet.reading.connections import CheckedTransport
from broadsheet.reading.draft import ReadingError
from broadsheet.reading.feed_settings import FeedSettings
from broadsheet.reading.moments import parse_moment

_RETRIED = {408, 425, 429, 500, 502, 503, 504}
_REDIRECTS = {301, 302, 303, 307, 308}


@dataclass(frozen=True, slots=True)
class Page:
    """What a fetch gave."""

    url: str
    """Where it came from in the end."""
    status: int
    data: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def charset(self) -> str | None:
        """The encoding that the server declares."""
        return self.headers.get("content-type", "").lower().partition("charset=")[2].split(";")[0].strip(" \"'") or None


class Fetcher:
    """Fetches one page at a time, waiting between two requests to one host."""

    def __init__(
        self, settings: FeedSettings, *, sleep: Callable[[float], None] = time.sleep, clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._settings = settings
        self._sleep, self._clock = sleep, clock
        self._last: dict[str, float] = {}
        self.delays: dict[str, float] = {}
        """Seconds that a host asks for between two requests, by host."""
        self._transport = CheckedTransport(allow_private=settings.allow_private)
        self._client = httpx.Client(
            transport=self._transport, timeout=settings.timeout, trust_env=False, follow_redirects=False,
            headers={
                "User-Agent": settings.user_agent, "Accept-Encoding": "gzip, deflate",
                "Accept": "text/html,application/xml;q=0.9,*/*;q=0.5",
            },
        )

    def close(self) -> None:
        """Closes the connections."""
        self._client.close()

    def fetch(
        self, url: str, *, headers: Mapping[str, str] | None = None, allowed: Callable[[str], bool] | None = None,
    ) -> Page:
        """The page at an address, after redirects, attempt upon attempt.

        Parameters
        ----------
        url
            An http or https address.
        headers
            Further headers (`If-None-Match`): then the status may be 304.
        allowed
            Asked before each request, also of a redirect: whether robots.txt lets it through.

        Raises
        ------
        ReadingError
            It cannot be had: refused by robots.txt, not public, too large, too slow, too many redirects, an error of the host.
        """
        wait = self._settings.backoff
        for attempt in range(1, self._settings.attempts + 1):
            try:
                page, asked = self._redirected(url, headers or {}, allowed), None
            except (httpx.TransportError, httpcore.NetworkError, httpcore.ProtocolError, httpcore.TimeoutException, OSError) as error:
                page, asked = None, None
                failure = _failure(error)
            if page is not None:
                if page.status not in _RETRIED:
                    return _checked(page)
                asked = _retry_after(page.headers.get("retry-after"))
                failure = ReadingError("refused", f"status {page.status}")
            if attempt == self._settings.attempts or (asked or 0) > self._settings.longest_wait:
                raise failure
            self._sleep(min(self._settings.longest_wait, max(wait, asked or 0)))
            wait *= 2
        raise ReadingError("refused", "no attempt is allowed")

    def _redirected(self, url: str, headers: Mapping[str, str], allowed: Callable[[str], bool] | None) -> Page:
        for _ in range(self._settings.redirects + 1):
            _check_scheme(url)
            if allowed is not None and not allowed(url):
                raise ReadingError("robots.txt", f"does not allow {url}")
            page = self._once(url, headers)
            if page.status not in _REDIRECTS or not page.headers.get("location"):
                return page
            url = urljoin(url, page.headers["location"])
        raise ReadingError("too many redirects", f"more than {self._settings.redirects}")

    def _once(self, url: str, headers: Mapping[str, str]) -> Page:
        self._await_turn(urlsplit(url).netloc)
        began = self._clock()
        self._transport.deadline = time.monotonic() + self._settings.total_time
        try:
            with self._client.stream("GET", url, headers=dict(headers)) as response:
                status = response.status_code
                lowered = {name.lower(): value for name, value in response.headers.items()}
                data = self._body(response, began) if status == 200 else b""
        except httpx.InvalidURL as error:
            raise ReadingError("bad address", str(error)) from error
        finally:
            self._last[urlsplit(url).netloc] = self._clock()
        return Page(url, status, data, lowered)

    def _await_turn(self, host: str) -> None:
        if host in self._last:
            due = self._last[host] + max(self._settings.delay, self.delays.get(host, 0.0))
            if (rest := due - self._clock()) > 0:
                self._sleep(rest)

    def _body(self, response: httpx.Response, began: float) -> bytes:
        """The body, unpacked, while it stays within size and time."""
        coding = response.headers.get("content-encoding", "").strip().lower()
        if coding not in ("", "identity", "gzip", "x-gzip", "deflate"):
            raise ReadingError("unknown form", f"content-encoding {coding!r}")
        unpack = None if coding in ("", "identity") else zlib.decompressobj(wbits=47 if coding != "deflate" else -15)
        most, whole = self._settings.largest_unpacked, self._settings.largest
        received, body, first = 0, bytearray(), True
        for chunk in response.iter_raw():
            received += len(chunk)
            if first and coding == "deflate" and chunk[:1] == b"\x78":
                unpack = zlib.decompressobj()
            first = False
            if received > whole:
                raise ReadingError("too large", f"more than {whole} bytes")
            if self._clock() - began > self._settings.total_time:
                raise ReadingError("too slow", f"not whole after {self._settings.total_time:g} s")
            try:
                body += chunk if unpack is None else unpack.decompress(chunk, most + 1 - len(body))
            except zlib.error as error:
                raise ReadingError("broken", f"content-encoding {coding}: {error}") from error
            if len(body) > most or (unpack is not None and unpack.unconsumed_tail):
                raise ReadingError("too large", f"unpacks to more than {most} bytes")
        return bytes(body)


def _check_scheme(url: str) -> None:
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError as error:
        raise ReadingError("bad address", str(error)) from error
    if parts.scheme not in ("http", "https") or not host:
        raise ReadingError("bad address", f"{url[:200]!r} is no http or https address")
    if parts.username or parts.password:
        raise ReadingError("bad address", "an address with a user name is not fetched")


def _checked(page: Page) -> Page:
    if page.status in (200, 304):
        return page
    raise ReadingError("gone" if page.status in (404, 410) else "refused", f"status {page.status}")


def _failure(error: Exception) -> ReadingError:
    slow = isinstance(error, (httpx.TimeoutException, httpcore.TimeoutException, TimeoutError))
    return ReadingError("too slow" if slow else "no connection", f"{type(error).__name__}: {error}"[:200])


def _retry_after(value: str | None) -> float | None:
    """Seconds that a Retry-After header asks for: a number, or a date."""
    if not value:
        return None
    if value.strip().isdigit():
        return float(value)
    moment = parse_moment(value)
    return max(0.0, moment.at.timestamp() - time.time()) if moment else None
