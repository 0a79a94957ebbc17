"""What lies in a folder beside the articles: listed for what it is, read where `metadata.csv` says so, never read in silence."""

from __future__ import annotations

from pathlib import Path

import pytest

from broadsheet.errors import RequestError
from broadsheet.reading import read_articles

ONE = "The mayor of Eastmere said on Monday that the ferry to Vellin would sail again in June, once the quay has been repaired."
TWO = "Critics in the council argued that the price of four million crowns was too high and the work should be tendered again."

NO_ARTICLES = {
    "app.js": "(function(){var a=1; function ready(fn){document.addEventListener('load',fn);}})();",
    "style.css": ".a{color:red}\nbody{font-family:serif}\n",
    "logo": "<svg xmlns='http://www.w3.org/2000/svg'><text>The Ledger of Eastmere</text></svg>",
    "sitemap.xml": '<?xml version="1.0"?>\n<!-- made by hand -->\n<urlset><url><loc>https://x.example/a</loc></url></urlset>',
    "sitemaps": '<?xml version="1.0"?><sitemapindex><sitemap><loc>https://x.example/a.xml</loc></sitemap></sitemapindex>',
    "feeds.opml": '<?xml version="1.0"?><opml version="1.0"><head><title>Feeds</title></head><body/></opml>',
    "robots.txt": "User-agent: *\nDisallow: /private\n\nSitemap: https://x.example/sitemap.xml\n",
    "wget.log": "--2025-11-30 09:00:00--  https://x.example/a\nResolving x.example... 192.0.2.1\n--2025-11-30 09:00:02--  https://x.example/b\n",
    "server.txt": "2025-11-30 09:00:01 INFO started\n2025-11-30 09:00:02 INFO ready\n2025-11-30 09:00:03 WARN slow\n",
    "access": '192.0.2.1 - - [30/Nov/2025:09:00:01 +0000] "GET / HTTP/1.1" 200 512\n' * 4,
    "Ledger.url": "[InternetShortcut]\nURL=https://x.example/a\n",
    "Ledger.desktop": "[Desktop Entry]\nType=Link\nURL=https://x.example/a\n",
    "Ledger.webloc": '<?xml version="1.0"?><!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://x.example"><plist><dict/></plist>',
    "council.ics": "BEGIN:VCALENDAR\nVERSION:2.0\nEND:VCALENDAR\n",
    "fetch.sh": "#!/bin/sh\nwget https://x.example/a\n",
}


@pytest.mark.parametrize("name", NO_ARTICLES)
def test_what_is_no_article_is_listed_as_such(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(NO_ARTICLES[name])
    (tmp_path / "a.txt").write_text(ONE)
    articles, rejects = read_articles(tmp_path)
    assert articles["text"].tolist() == [ONE]
    assert rejects["reason"].tolist() == ["no article"]


@pytest.mark.parametrize("text", [
    f"User-agent strings tell much of a reader. {ONE}",
    f"2025-10-21 09:00 The doors open.\n\n{ONE}\n\n{TWO}",
    f"[Desktop publishing is back]\n\n{ONE}",
    f"<svg is a tag that few people know.\n\n{ONE}",
    f"Begin: the vote.\n\n{ONE}",
])
def test_a_text_that_only_looks_so_is_an_article(text: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(text)
    assert len(read_articles(tmp_path).articles) == 1


@pytest.mark.parametrize("ending", ["_files", "-Dateien", "_fichiers", "-filer"])
def test_the_folder_of_a_saved_page_is_one_reject(ending: str, tmp_path: Path) -> None:
    (tmp_path / "Ferry.html").write_text(f"<html><body><article><h1>Ferry</h1><p>{ONE}</p><p>{TWO}</p></article></body></html>")
    inner = tmp_path / f"Ferry{ending}"
    inner.mkdir()
    (inner / "frame.html").write_text(f"<html><body><p>{TWO}</p></body></html>")
    (inner / "app.js").write_text("var a = 1;")
    articles, rejects = read_articles(tmp_path)
    assert len(articles) == 1 and rejects["path"].tolist() == [str(inner)]
    assert len(read_articles(inner / "frame.html").articles) == 1, "asked for by name it is read"


def test_a_folder_that_only_ends_so_is_searched(tmp_path: Path) -> None:
    (tmp_path / "case_files").mkdir()
    (tmp_path / "case_files" / "a.txt").write_text(ONE)
    assert len(read_articles(tmp_path).articles) == 1


def test_a_name_that_begins_with_readme_is_a_name(tmp_path: Path) -> None:
    for name, text in (("readme-first-says-minister.txt", ONE), ("README", TWO), ("ReadMe.de.md", TWO), ("README.txt", TWO)):
        (tmp_path / name).write_text(text)
    assert read_articles(tmp_path).articles["text"].tolist() == [ONE]


def test_what_metadata_csv_names_is_read_whatever_its_name(tmp_path: Path) -> None:
    (tmp_path / "metadata.csv").write_text("path,source\nREADME.txt,The Ledger\n")
    (tmp_path / "README.txt").write_text(ONE)
    assert read_articles(tmp_path).articles["source"].tolist() == ["The Ledger"]


def test_rows_of_metadata_csv_that_match_nothing_are_named(tmp_path: Path) -> None:
    (tmp_path / "metadata.csv").write_text("path,source\na.txt,The Ledger\nin/b.txt,The Courier\nmissing.txt,The Times of Vellin\n")
    (tmp_path / "in").mkdir()
    (tmp_path / "a.txt").write_text(ONE)
    (tmp_path / "in" / "b.txt").write_text(TWO)
    articles, rejects = read_articles(tmp_path)
    assert set(articles["source"]) == {"The Ledger", "The Courier"}
    assert rejects[["part", "reason"]].values.tolist() == [["missing.txt", "no such file"]]
    assert read_articles(tmp_path / "a.txt").rejects.empty, "a file that is asked for alone names no other"


@pytest.mark.parametrize("address", ["https://x.example/a", "HTTP://x.example", "ftp://x.example/a.txt"])
def test_an_address_is_answered_with_the_command_that_fetches(address: str) -> None:
    with pytest.raises(RequestError, match="collect"):
        read_articles(address)


def test_what_a_crawler_says_of_itself_is_no_page(tmp_path: Path) -> None:
    page = f"<html><body><article><h1>Ferry</h1><p>{ONE}</p><p>{TWO}</p></article></body></html>".encode()
    answers = [
        ("response", "https://x.example/robots.txt", b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n", b"User-agent: *\nAllow: /\n"),
        ("response", "https://x.example/sitemap_news.xml", b"HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\n\r\n", b"<a>b</a>"),
        ("resource", "metadata://gnu.org/software/wget/warc/wget.log", b"", ONE.encode()),
        ("response", "https://x.example/robots.txt-explained", b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n", page),
    ]
    records = b""
    for kind, address, head, body in answers:
        inner = "application/http; msgtype=response" if head else "text/plain"
        records += (
            f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {address}\r\nWARC-Date: 2025-11-30T09:00:00Z\r\n"
            f"WARC-Record-ID: <urn:uuid:1>\r\nContent-Type: {inner}\r\nContent-Length: {len(head) + len(body)}\r\n\r\n"
        ).encode() + head + body + b"\r\n\r\n"
    (tmp_path / "a.warc").write_bytes(records)
    articles, rejects = read_articles(tmp_path)
    assert articles["url"].tolist() == ["https://x.example/robots.txt-explained"] and rejects.empty


def test_a_crawl_in_one_gzip_stream_is_read_to_its_end(tmp_path: Path) -> None:
    import gzip

    records = b""
    for n in range(3):
        body = f"<html><body><article><h1>Ferry</h1><p>{ONE} {n}</p><p>{TWO}</p></article></body></html>".encode()
        head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
        records += (
            f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://x.example/{n}\r\nWARC-Date: 2025-11-30T09:00:00Z\r\n"
            f"WARC-Record-ID: <urn:uuid:{n}>\r\nContent-Type: application/http; msgtype=response\r\n"
            f"Content-Length: {len(head) + len(body)}\r\n\r\n"
        ).encode() + head + body + b"\r\n\r\n"
    (tmp_path / "a.warc.gz").write_bytes(gzip.compress(records))
    articles, rejects = read_articles(tmp_path)
    assert len(articles) == 3 and rejects.empty
