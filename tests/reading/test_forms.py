"""One article in every form it may come in: each is built here and gives the same text and metadata."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path

import pandas as pd
import pytest
from tests.reading.office_files import odt

from broadsheet.reading import read_articles

TITLE = "Six agree on crossings"
PROSE = [
    "NOVI GRAD — Ministers from six countries met in Novi Grad on Thursday and agreed on a common list of border crossings.",
    "The list will be reviewed every spring, the host said, and each country may add two crossings of its own.",
    "Carriers had asked for shorter queues since the new checks began, and some of them had gone to court over the delays.",
]
BODY = "\n\n".join(PROSE)
DAY = pd.Timestamp("2025-10-08", tz="UTC")


def page(body: str = "", head: str = "") -> str:
    paragraphs = body or "".join(f"<p>{p}</p>" for p in PROSE)
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{TITLE} | The Meridian</title>{head}'
        '<meta property="og:site_name" content="The Meridian"><meta property="article:published_time" content="2025-10-08T09:30:00+02:00">'
        '<link rel="canonical" href="https://meridian.example/2025/10/08/six?utm_source=x"></head><body>'
        '<nav><ul><li><a href="/">Home</a></li><li><a href="/world">World</a></li></ul></nav>'
        f'<article><h1>{TITLE}</h1><div class="byline">By Ana Dell, Senior Reporter</div><div class="body">{paragraphs}</div></article>'
        "<footer>We use cookies to improve your visit. Accept all cookies</footer></body></html>"
    )


def docx(paragraphs: list[tuple[str, str]]) -> bytes:
    import docx as word

    document = word.Document()
    for text, style in paragraphs:
        document.add_paragraph(text, style=style or None)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def pdf(paragraphs: list[str]) -> bytes:
    from weasyprint import HTML

    style = "<style>p{font:14px serif;width:360px}</style>"
    return HTML(string=f"{style}<h1>{TITLE}</h1>" + "".join(f"<p>{p}</p>" for p in paragraphs)).write_pdf()


def rtf(lines: list[str]) -> bytes:
    escaped = "\\par\n".join("".join(c if ord(c) < 128 else f"\\u{ord(c)}?" for c in line) for line in lines)
    return ("{\\rtf1\\ansi\\ansicpg1252{\\fonttbl{\\f0 Times;}}\\f0 " + escaped + "\\par}").encode("ascii")


def mail(subtype: str) -> bytes:
    message = EmailMessage()
    message["From"], message["Subject"], message["Date"] = "The Meridian <desk@meridian.example>", TITLE, "Wed, 08 Oct 2025 09:30:00 +0200"
    message.set_content(BODY, charset="utf-8", cte="quoted-printable")
    if subtype == "html":
        message.add_alternative(page(), subtype="html")
    message.add_attachment(b"\x00\x01", maintype="application", subtype="octet-stream", filename="a.bin")
    return message.as_bytes()


def mhtml() -> bytes:
    boundary = "----Boundary"
    return (
        "From: <Saved by Browser>\r\nSnapshot-Content-Location: https://meridian.example/2025/10/08/six\r\nSubject: Six\r\n"
        "Date: Thu, 20 Nov 2025 10:00:00 -0000\r\nMIME-Version: 1.0\r\n"
        f'Content-Type: multipart/related; type="text/html"; boundary="{boundary}"\r\n\r\n--{boundary}\r\n'
        "Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n"
        f"Content-Location: https://meridian.example/2025/10/08/six\r\n\r\n{page()}\r\n--{boundary}--\r\n"
    ).encode()


def warc(packed: bool) -> bytes:
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    stream = io.BytesIO()
    writer = WARCWriter(stream, gzip=packed)
    for url, status, kind, content in (
        ("https://meridian.example/2025/10/08/six", "200 OK", "text/html; charset=utf-8", page().encode()),
        ("https://meridian.example/missing", "404 Not Found", "text/html", b"<html>Gone</html>"),
        ("https://meridian.example/a.png", "200 OK", "image/png", b"\x89PNG"),
    ):
        headers = StatusAndHeaders(status, [("Content-Type", kind)], protocol="HTTP/1.0")
        writer.write_record(writer.create_warc_record(url, "response", payload=io.BytesIO(content), http_headers=headers))
    return stream.getvalue()


def zipped(members: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in members.items():
            packed.writestr(name, data)
    return stream.getvalue()


def table(write: Callable[[pd.DataFrame, io.BytesIO], object]) -> bytes:
    stream = io.BytesIO()
    row = {"Headline": TITLE, "Outlet": "The Meridian", "Publication Date": "8 October 2025", "Full Text": BODY}
    write(pd.DataFrame([row]), stream)
    return stream.getvalue()


def feed(kind: str) -> bytes:
    content = "".join(f"<p>{p}</p>" for p in PROSE)
    if kind == "rss":
        return (
            '<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">'
            f"<channel><title>The Meridian</title><item><title>{TITLE}</title><link>https://meridian.example/2025/10/08/six</link>"
            "<pubDate>Wed, 08 Oct 2025 09:30:00 +0200</pubDate>"
            f"<description>Short.</description><content:encoded><![CDATA[{content}]]></content:encoded></item></channel></rss>"
        ).encode()
    return (
        '<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom"><title>The Meridian</title>'
        f"<entry><title>{TITLE}</title><link href='https://meridian.example/2025/10/08/six'/><published>2025-10-08T09:30:00+02:00</published>"
        f"<content type='html'><![CDATA[{content}]]></content></entry></feed>"
    ).encode()


HEADER = f"Title: {TITLE}\nSource: The Meridian\nDate: 2025-10-08\n\n"
RECORD = {"headline": TITLE, "outlet": "The Meridian", "date": "2025-10-08", "text": BODY}
FORMS: dict[str, Callable[[], bytes]] = {
    "text": lambda: (HEADER + BODY).encode(),
    "text of one line a paragraph": lambda: (HEADER + BODY.replace("\n\n", "\n")).encode(),
    "windows-1252 text": lambda: (HEADER + BODY).encode("cp1252"),
    "utf-16 text": lambda: (HEADER + BODY).encode("utf-16"),
    "front matter": lambda: f"---\ntitle: {TITLE}\nsource: The Meridian\ndate: 2025-10-08\n---\n{BODY}".encode(),
    "page": lambda: page().encode(),
    "page of breaks": lambda: page("<br><br>".join(PROSE)).encode(),
    "mhtml": mhtml,
    "plain mail": lambda: mail("plain"),
    "mail of html": lambda: mail("html"),
    "docx": lambda: docx([(TITLE, "Title"), ("Source: The Meridian", ""), ("Date: 8 October 2025", ""), *((p, "") for p in PROSE)]),
    "odt": lambda: odt("".join(
        f'<text:p text:style-name="{style}">{text}</text:p>'
        for text, style in [(TITLE, "P1"), ("Source: The Meridian", ""), ("Date: 8 October 2025", ""), *((p, "") for p in PROSE)]
    )),
    "rtf": lambda: rtf([f"Title: {TITLE}", "Source: The Meridian", "Date: 8 October 2025", "", *PROSE]),
    "pdf": lambda: pdf(["Source: The Meridian", "Date: 8 October 2025", *PROSE]),
    "json": lambda: json.dumps(RECORD).encode(),
    "json list": lambda: json.dumps({"total": 1, "articles": [RECORD]}).encode(),
    "json lines": lambda: json.dumps(RECORD).encode() + b"\n",
    "csv": lambda: table(lambda frame, out: frame.to_csv(out, index=False)),
    "tsv": lambda: table(lambda frame, out: frame.to_csv(out, index=False, sep="\t")),
    "parquet": lambda: table(lambda frame, out: frame.to_parquet(out)),
    "excel": lambda: table(lambda frame, out: frame.to_excel(out, index=False)),
    "rss": lambda: feed("rss"),
    "atom": lambda: feed("atom"),
    "warc": lambda: warc(False),
    "packed warc": lambda: warc(True),
    "gzip": lambda: gzip.compress((HEADER + BODY).encode()),
    "zip": lambda: zipped({"in/a.html": page().encode(), "__MACOSX/x": b"\x00"}),
    "zip in a zip": lambda: zipped({"b.zip": zipped({"a.txt": (HEADER + BODY).encode()})}),
}


@pytest.mark.parametrize("form", FORMS)
def test_the_article_is_the_same_in_every_form(form: str, tmp_path: Path) -> None:
    path = tmp_path / "article"
    path.write_bytes(FORMS[form]())
    articles, rejects = read_articles(path)
    assert rejects.empty, rejects.to_dict("records")
    assert len(articles) == 1
    row = articles.iloc[0]
    assert row["text"] == BODY
    assert row["title"] == TITLE
    assert row["source"] == "The Meridian"
    assert row["published_at"].floor("D") == DAY
    assert row["published_from"] == "metadata"
    assert row["place"] == "NOVI GRAD"
    assert row["language"] == "en"


NEXIS = f"""Page 1 of 2
{TITLE}
The Meridian (London)
October 8, 2025 Wednesday
Edition 1, National Edition
Copyright 2025 Meridian Newspapers All Rights Reserved
Section: NEWS; Pg. 12
Length: 62 words
Byline: Ana Dell in Novi Grad
Body
{PROSE[0]}
{PROSE[1]}
{PROSE[2]}
Classification
Language: ENGLISH
Subject: BORDERS (90%)
Load-Date: October 9, 2025
End of Document
Page 1 of 1
Carriers go to court
The Ledger
9 October 2025 Thursday
Copyright 2025 Ledger All Rights Reserved
Section: BUSINESS
Length: 21 words
Body
{PROSE[2]}
Load-Date: October 9, 2025
End of Document
"""
FACTIVA = f"""World
{TITLE}
By Ana Dell
62 words
8 October 2025
09:30
The Meridian
MERID
12
English
Copyright 2025. Meridian Newspapers.
{PROSE[0]}
{PROSE[1]}
{PROSE[2]}
Document MERID00020251008ela80001a
Carriers go to court
21 words
9 October 2025
The Ledger
LEDG
English
(c) 2025 Ledger
{PROSE[2]}
Document LEDG000020251009ela900002
"""
CODED = f"""SE World
HD {TITLE}
BY By Ana Dell
WC 62 words
PD 8 October 2025
SN The Meridian
SC MERID
LA English
CY Copyright 2025
LP
{PROSE[0]}
TD
{PROSE[1]}
{PROSE[2]}
AN Document MERID00020251008ela80001a
HD Carriers go to court
WC 21 words
PD 9 October 2025
SN The Ledger
SC LEDG
LA English
LP
{PROSE[2]}
AN Document LEDG000020251009ela900002
"""
EXPORTS = {"nexis": NEXIS, "factiva": FACTIVA, "factiva with field codes": CODED}
WRAPPERS: dict[str, Callable[[str], bytes]] = {
    "text": str.encode,
    "docx": lambda text: docx([(line, "") for line in text.splitlines()]),
    "rtf": lambda text: rtf(text.splitlines()),
    "html": lambda text: ("<html><body>" + "".join(f"<p>{line}</p>" for line in text.splitlines()) + "</body></html>").encode(),
}


@pytest.mark.parametrize("export", EXPORTS)
@pytest.mark.parametrize("wrapper", WRAPPERS)
def test_an_export_holds_several_articles(export: str, wrapper: str, tmp_path: Path) -> None:
    path = tmp_path / "export"
    path.write_bytes(WRAPPERS[wrapper](EXPORTS[export]))
    articles, rejects = read_articles(path)
    assert rejects.empty
    rows = articles.sort_values("published_at").to_dict("records")
    assert [r["title"] for r in rows] == [TITLE, "Carriers go to court"]
    assert [r["text"] for r in rows] == [BODY.replace("\n\n", "\n\n"), PROSE[2]]
    assert rows[0]["source"].startswith("The Meridian") and rows[1]["source"] == "The Ledger"
    assert rows[0]["published_at"].floor("D") == DAY
    assert rows[0]["byline"] == "Ana Dell"
    assert rows[0]["language"] == "en"
