"""Feeds collected from a real server on this machine that misbehaves in every way that servers do."""

from __future__ import annotations

import gzip
import socket
import threading
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pandas as pd
import pytest

from broadsheet.errors import RequestError
from broadsheet.reading import collect, connections
from broadsheet.reading.connections import checked_address
from broadsheet.reading.draft import ReadingError
from broadsheet.reading.feed_settings import Feed, FeedSettings, feed_settings
from broadsheet.reading.feeds import FINAL
from broadsheet.reading.fetching import Fetcher
from broadsheet.reading.robots import Robots

NOW = datetime(2025, 11, 20, 8, 0, tzinfo=UTC)
SENTENCE = "The ferry to island number {} will sail again on Monday after three weeks of repairs, the harbour master said."


def page(name: str) -> bytes:
    return (
        f"<html lang='en'><head><title>Ferry {name} sails again</title>"
        "<meta property='article:published_time' content='2025-11-19T07:00:00Z'>"
        f"</head><body><article><h1>Ferry {name} sails again</h1><p>{SENTENCE.format(name)}</p>"
        "<p>Tickets go on sale on Friday, and the first crossing leaves the eastern pier at seven in the morning.</p>"
        "</article></body></html>"
    ).encode()


class Server(ThreadingHTTPServer):
    """Counts what it is asked, and when."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.asked: Counter[str] = Counter()
        self.times: list[float] = []
        self.agents: set[str] = set()
        self.pages: list[str] = ["ok/1", "ok/2"]
        self.robots = (200, b"User-agent: *\nDisallow: /private/\n")
        self.stop = threading.Event()

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


class Handler(BaseHTTPRequestHandler):
    """Each path misbehaves in its own way."""

    server: Server
    protocol_version = "HTTP/1.1"

    def log_message(self, *_: object) -> None:
        pass

    def answer(self, status: int, body: bytes = b"", **headers: str) -> None:
        self.send_response(status)
        for name, value in {"Content-Type": "text/html; charset=utf-8", "Content-Length": str(len(body)), **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self) -> None:
        path = self.path.strip("/")
        self.server.asked[path] += 1
        self.server.times.append(time.monotonic())
        self.server.agents.add(self.headers.get("User-Agent", ""))
        try:
            self.route(path)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def route(self, path: str) -> None:
        first = self.server.asked[path] == 1
        if path == "robots.txt":
            self.answer(self.server.robots[0], self.server.robots[1], Content_Type="text/plain")
        elif path == "feed.xml":
            self.feed()
        elif path.startswith(("ok/", "private/")):
            self.answer(200, page(path.split("/")[1]))
        elif path == "packed":
            self.answer(200, gzip.compress(page("packed")), Content_Encoding="gzip")
        elif path in ("flaky", "busy"):
            self.answer(*((503,) if path == "flaky" and first else (429,) if path == "busy" else (200, page("flaky"))), Retry_After="7")
        elif path == "patience":
            self.answer(503, Retry_After="9000")
        elif path == "gone":
            self.answer(404)
        elif path.startswith("loop"):
            self.answer(302, Location=f"/loop{self.server.asked[path]}")
        elif path == "moved":
            self.answer(301, Location="/ok/moved")
        elif path == "to-file":
            self.answer(302, Location="file:///etc/passwd")
        elif path == "to-private":
            self.answer(302, Location=f"{self.server.base}/ok/secret")
        elif path == "to-robots":
            self.answer(302, Location="/private/2")
        elif path == "bomb":
            self.answer(200, gzip.compress(b"0" * 30_000_000), Content_Encoding="gzip")
        elif path == "brotli":
            self.answer(200, b"\x0b\x02\x80", Content_Encoding="br")
        elif path == "bad-gzip":
            self.answer(200, b"not gzip at all", Content_Encoding="gzip")
        elif path == "picture":
            self.answer(200, b"\x89PNG\r\n\x1a\n" + bytes(500), Content_Type="image/png")
        elif path == "nothing":
            self.answer(200)
        else:
            self.raw(path)

    def raw(self, path: str) -> None:
        """Answers that are not quite HTTP."""
        self.close_connection = True
        if path == "garbage":
            self.wfile.write(b"\x00\x01 nonsense\r\n\r\n")
        elif path == "cut":
            self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n<html>")
        elif path == "hang":
            self.server.stop.wait(3)
        elif path == "drip-head":
            self.wfile.write(b"HTTP/1.1 200 OK\r\n")
            while not self.server.stop.wait(0.05):
                self.wfile.write(b"X-More: 1\r\n")
        elif path in ("endless", "drip"):
            self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
            while not self.server.stop.wait(0.05 if path == "drip" else 0):
                self.wfile.write(b"<p>more</p>" * (1 if path == "drip" else 10_000))
                self.wfile.flush()

    def feed(self) -> None:
        if self.headers.get("If-None-Match") == '"1"':
            self.answer(304, ETag='"1"')
            return
        items = "".join(
            f"<item><title>Ferry {name}</title><link>{self.server.base}/{name}</link>"
            "<pubDate>Wed, 19 Nov 2025 06:00:00 GMT</pubDate></item>"
            for name in self.server.pages
        )
        body = f"<?xml version='1.0'?><rss version='2.0'><channel><title>The Ferry Times</title>{items}</channel></rss>".encode()
        self.answer(200, body, ETag='"1"', Content_Type="application/rss+xml")


@pytest.fixture
def server() -> Iterator[Server]:
    made = Server()
    thread = threading.Thread(target=made.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield made
    made.stop.set()
    made.shutdown()
    made.server_close()


class Naps(list[float]):
    """Waits asked for, none of them waited."""

    def __call__(self, seconds: float) -> None:
        self.append(round(seconds, 3))


def wanted(server: Server, folder: Path, **options: object) -> FeedSettings:
    defaults: dict[str, object] = {
        "delay": 0.0, "timeout": 1.0, "total_time": 1.6, "attempts": 2, "backoff": 5.0, "largest": 300_000, "largest_unpacked": 5_000_000,
        "redirects": 3, "allow_private": True,
    }
    return FeedSettings(feeds=(Feed(f"{server.base}/feed.xml"),), state=folder / "state.json", **defaults | options)  # type: ignore[arg-type]


def reasons(rejects: pd.DataFrame) -> dict[str, str]:
    return {path.split("/", 3)[3]: reason for path, reason in zip(rejects["path"], rejects["reason"], strict=True)}


def test_new_pages_become_articles_and_are_not_fetched_again(server: Server, tmp_path: Path) -> None:
    settings = wanted(server, tmp_path)
    articles, rejects = collect(settings, now=NOW)
    assert rejects.empty
    assert sorted(articles["title"]) == ["Ferry 1 sails again", "Ferry 2 sails again"]
    assert set(articles["source"]) == {"The Ferry Times"}
    assert set(articles["published_at"]) == {pd.Timestamp("2025-11-19 07:00", tz="UTC")}
    assert set(articles["path"]) == {f"{server.base}/ok/1", f"{server.base}/ok/2"}
    again, rejects = collect(settings, now=NOW)
    assert again.empty and rejects.empty
    assert server.asked["feed.xml"] == 2 and server.asked["ok/1"] == 1
    assert server.agents == {settings.user_agent} and "broadsheet" in settings.user_agent


MISBEHAVING = {
    "gone": "gone", "busy": "refused", "loop": "too many redirects", "to-file": "bad address", "to-robots": "robots.txt",
    "private/1": "robots.txt",
    "bomb": "too large", "endless": "too large", "drip": "too slow", "hang": "too slow", "cut": "no connection",
    "garbage": "no connection", "drip-head": "too slow", "brotli": "unknown form", "bad-gzip": "broken",
    "picture": "binary", "nothing": "empty",
    "patience": "refused",
}


def test_every_misbehaviour_has_its_reject_and_costs_no_other_page(server: Server, tmp_path: Path) -> None:
    server.pages = ["ok/1", *MISBEHAVING, "ok/2", "moved", "packed", "flaky"]
    naps = Naps()
    articles, rejects = collect(wanted(server, tmp_path), now=NOW, sleep=naps)
    assert reasons(rejects) == MISBEHAVING
    names = {title.split()[1] for title in articles["title"]}
    assert names == {"1", "2", "moved", "packed", "flaky"}
    assert server.asked["private/1"] == 0 and server.asked["private/2"] == 0
    assert server.asked["busy"] == 2 and server.asked["flaky"] == 2 and server.asked["gone"] == 1 and server.asked["patience"] == 1
    assert 7.0 in naps


def test_what_failed_is_asked_for_again_next_time_until_it_is_given_up(server: Server, tmp_path: Path) -> None:
    server.pages = ["flaky", "gone"]
    settings = wanted(server, tmp_path, attempts=1, tries_in_all=2)
    articles, rejects = collect(settings, now=NOW)
    assert articles.empty and reasons(rejects) == {"flaky": "refused", "gone": "gone"}
    articles, rejects = collect(settings, now=NOW)
    assert list(articles["title"]) == ["Ferry flaky sails again"] and rejects.empty
    server.pages = ["busy"]
    settings = wanted(server, tmp_path / "other", attempts=1, tries_in_all=2)
    assert [len(collect(settings, now=NOW).rejects) for _ in range(3)] == [1, 1, 0]


def test_requests_to_one_host_keep_their_distance(server: Server, tmp_path: Path) -> None:
    collect(wanted(server, tmp_path, delay=0.15), now=NOW)
    gaps = [later - earlier for earlier, later in zip(server.times, server.times[1:], strict=False)]
    assert len(gaps) == 3 and min(gaps) >= 0.14


def test_a_hosts_own_delay_is_heeded(server: Server, tmp_path: Path) -> None:
    server.robots = (200, b"User-agent: *\nCrawl-delay: 9\n")
    naps = Naps()
    collect(wanted(server, tmp_path), now=NOW, sleep=naps)
    assert len(naps) == 3 and all(8 < nap <= 9 for nap in naps)


@pytest.mark.parametrize(("status", "fetched"), [(404, 2), (403, 2), (500, 0)])
def test_without_robots_txt_all_is_allowed_and_with_a_broken_one_nothing(server: Server, tmp_path: Path, status: int, fetched: int) -> None:
    server.robots = (status, b"")
    articles, rejects = collect(wanted(server, tmp_path), now=NOW, sleep=Naps())
    assert len(articles) == fetched
    assert fetched or (reasons(rejects) == {"feed.xml": "refused"} and rejects["detail"].str.startswith("robots.txt: status 500").all())


def test_a_page_whose_robots_txt_could_not_be_had_is_asked_for_again(server: Server, tmp_path: Path) -> None:
    settings = wanted(server, tmp_path)
    fetcher = Fetcher(settings, sleep=Naps())
    rules = Robots(fetcher, settings.user_agent)
    server.robots = (503, b"")
    with pytest.raises(ReadingError) as raised:
        rules.allows(f"{server.base}/ok/1")
    assert raised.value.reason not in FINAL
    closed = Robots(Fetcher(replace(settings, allow_private=False), sleep=Naps()), settings.user_agent)
    with pytest.raises(ReadingError, match="allow_private = true"):
        closed.allows(f"{server.base}/ok/1")


def test_private_addresses_are_not_asked_unless_allowed(server: Server, tmp_path: Path) -> None:
    articles, rejects = collect(wanted(server, tmp_path, allow_private=False, robots=False), now=NOW, sleep=Naps())
    assert articles.empty and reasons(rejects) == {"feed.xml": "private address"}
    assert not server.asked


def test_a_redirect_into_the_private_network_is_not_followed(server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = connections.checked_address

    def public(host: str, port: int, *, allow_private: bool) -> str:
        return "127.0.0.1" if host == "news.example" else real(host, port, allow_private=allow_private)

    monkeypatch.setattr(connections, "checked_address", public)
    port = server.server_address[1]
    settings = wanted(server, tmp_path, allow_private=False, robots=False)
    settings = FeedSettings(
        feeds=(Feed(f"http://news.example:{port}/to-private"),), state=settings.state, robots=False, delay=0.0, attempts=1,
    )
    _, rejects = collect(settings, now=NOW)
    assert list(rejects["reason"]) == ["private address"]
    assert server.asked == {"to-private": 1}


@pytest.mark.parametrize("address", [
    "127.0.0.1", "10.1.2.3", "192.168.0.9", "172.16.5.5", "169.254.169.254", "0.0.0.0", "100.64.0.1", "::1", "fe80::1", "fc00::1",
    "::ffff:127.0.0.1", "224.0.0.1",
])
def test_a_name_that_leads_to_a_private_address_is_refused(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (a, 80)) for a in ("93.184.216.34", address)]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: answers)
    with pytest.raises(ReadingError, match="private address"):
        checked_address("news.example", 80, allow_private=False)
    assert checked_address("news.example", 80, allow_private=True) == "93.184.216.34"


def test_feeds_without_pages_give_their_entries(server: Server, tmp_path: Path) -> None:
    settings = wanted(server, tmp_path)
    feeds = (Feed(settings.feeds[0].url, source="Ferries", pages=False),)
    _, rejects = collect(FeedSettings(feeds=feeds, state=settings.state, allow_private=True, delay=0.0), now=NOW)
    assert list(rejects["reason"]) == ["empty", "empty"]
    assert server.asked["ok/1"] == 0


def test_a_page_counts_as_fetched_once_it_is_kept(server: Server, tmp_path: Path) -> None:
    def full_disk(_: object) -> None:
        raise OSError("disk full")

    settings = wanted(server, tmp_path)
    with pytest.raises(OSError, match="disk full"):
        collect(settings, now=NOW, keep=full_disk)
    assert len(collect(settings, now=NOW).articles) == 2


def test_settings_are_read_from_toml_and_wrong_ones_refused(tmp_path: Path) -> None:
    path = tmp_path / "FEEDS.toml"
    path.write_text('[collect]\ndelay = 1\nallow_private = true\n[[feed]]\nurl = "https://news.example/rss"\nsource = "News"\n')
    read = feed_settings(path)
    assert read.feeds == (Feed("https://news.example/rss", "News"),)
    assert (read.delay, read.allow_private, read.state) == (1, True, tmp_path / "feeds-state.json")
    for text, said in (
        ("[collect]\ndelays = 1", "delays"), ("[collect]\ndelay = 'x'", "delay is 'x'"), ("[[feed]]\nurl = 'ftp://a/b'", "ftp://a/b"),
        ("[collect]\nattempts = true", "attempts"), ("feed = [", "TOML"), ("[other]\na = 1", "other"),
    ):
        path.write_text(text)
        with pytest.raises(RequestError, match=said):
            feed_settings(path)
    with pytest.raises(RequestError, match="nowhere"):
        feed_settings(tmp_path / "nowhere.toml")
    (tmp_path / "feeds-state.json").write_text("[]")
    path.write_text('[[feed]]\nurl = "https://news.example/rss"')
    with pytest.raises(RequestError, match="not a state of feeds"):
        collect(path)
