"""Web pages with the clutter of real ones: the body and nothing else, once; the metadata; the day as the newsroom's clock shows it."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from broadsheet.reading.draft import Moment, Piece
from broadsheet.reading.pages import read_page
from broadsheet.reading.tabulating import tabulated

PROSE = [
    "The ferry to the northern islands will sail again on Monday after three weeks of repairs, the harbour master said.",
    "Tickets go on sale on Friday, and the first crossing leaves the eastern pier at seven in the morning, an hour earlier than before.",
    "Islanders had complained that the replacement boat was too small for lorries, and shops on the outer islands ran out of flour twice.",
    "The company will pay each season ticket holder a fifth of the price back, and it will publish the engineers' report before Christmas.",
    "A second ferry, ordered in spring, is to be delivered in two years and will carry forty cars and three hundred passengers.",
]
BODY = "\n\n".join(PROSE)


def page(body: str, head: str = "", *, around: str = "", lang: str = "en") -> bytes:
    return (
        f"<!DOCTYPE html><html lang='{lang}'><head><meta charset='utf-8'>"
        f"<title>Ferry sails again - The Harbour Ledger</title>{head}</head>"
        "<body><header><nav><ul><li><a href='/'>Home</a></li><li><a href='/sea'>Sea</a></li></ul></nav></header>"
        f"<main><article class='story'><h1>Ferry sails again</h1>{body}</article>{around}</main>"
        "<footer><p>© 2025 The Harbour Ledger. All rights reserved.</p><a href='/privacy'>Privacy policy</a></footer></body></html>"
    ).encode()


def paragraphs(*, between: str = "", after: str = "", before: str = "") -> str:
    marked = [f"<p>{p}</p>" for p in PROSE]
    return f"{before}<div class='story-body'>{''.join(marked[:2])}{between}{''.join(marked[2:])}{after}</div>"


CLUTTER = {
    "nothing": {},
    "a pointer to another article": {"between": "<p><a href='/x'>CARRIERS GO TO COURT OVER QUEUES</a></p>"},
    "a labelled pointer": {"between": "<p>Read more: <a href='/x'>Carriers go to court over queues</a></p>"},
    "a list of pointers": {
        "after": "<ul><li><a href='/x'>Carriers go to court</a></li><li><a href='/y'>Islands in the dark again</a></li></ul>",
    },
    "a caption": {
        "between": "<figure><img src='a.jpg'><figcaption>The ferry in the harbour on Sunday. Photo: Ana Dell</figcaption></figure>",
    },
    "a newsletter": {
        "between": "<div class='newsletter-signup'><p>Get our daily newsletter, with all the news of the islands, each morning.</p></div>",
    },
    "a byline and a date": {"before": "<p class='byline'>By Ana Dell, Shipping Reporter</p><p class='date'>21 October 2025</p>"},
    "a standfirst that is a heading": {"before": "<h2>After three weeks the islands have their ferry back.</h2>"},
    "a cookie notice": {
        "before": "<div id='cookie-banner'><p>We use cookies to improve your visit. Accept all cookies.</p></div>",
    },
    "the title again": {"between": "<p>Ferry sails again</p>"},
    "a trailing follow": {"after": "<p>Follow</p><p>Follow us on Facebook and X</p>"},
    "an author's note": {"after": "<p>Ana Dell writes about ports. Follow her on Twitter @anadell</p>"},
    "a hidden paragraph": {
        "between": "<p style='display: none'>Premium readers see the full timetable of all crossings here, every day.</p>",
    },
    "a script": {
        "between": "<script>var advert = 'The best offers for island holidays, only this week and only here.';</script>",
    },
    "a form": {
        "after": "<form><p>Tell us what you think of the new timetable.</p><input><button>Send</button></form>",
    },
    "comments": {
        "after": "</div><div class='comments'><p>I have waited three weeks for this ferry and I will not take it, never again.</p>",
    },
}


@pytest.mark.parametrize("clutter", CLUTTER)
def test_clutter_is_not_text(clutter: str) -> None:
    assert read_page(Piece("x", page(paragraphs(**CLUTTER[clutter])))).text == BODY


def test_teasers_of_other_articles_are_not_text() -> None:
    teasers = "".join(
        f"<div class='card'><h3><a href='/{n}'>Another story number {n}</a></h3>"
        f"<p>Its first sentence is shown here so that readers click on {n}.</p></div>"
        for n in range(6)
    )
    assert read_page(Piece("x", page(paragraphs(), around=f"<section class='related'>{teasers}</section>"))).text == BODY


def test_nothing_is_extracted_twice() -> None:
    import json

    data = json.dumps({"@type": "NewsArticle", "headline": "Ferry sails again", "articleBody": " ".join(PROSE)})
    mobile = f"<div class='story-body mobile'>{''.join(f'<p>{p}</p>' for p in PROSE)}</div>"
    text = read_page(Piece("x", page(paragraphs() + mobile, f"<script type='application/ld+json'>{data}</script>"))).text
    assert text == BODY


def test_a_body_in_two_columns_is_read_whole() -> None:
    first, second = "".join(f"<p>{p}</p>" for p in PROSE[:3]), "".join(f"<p>{p}</p>" for p in PROSE[3:])
    advert = "<div class='ad-slot'><p>Advertisement</p></div>"
    columns = [f"<div class='row'><div class='text-column'>{column}</div></div>" for column in (first, second)]
    body = advert.join(columns)
    assert read_page(Piece("x", page(body))).text == BODY


def test_lines_parted_by_breaks_are_paragraphs() -> None:
    assert read_page(Piece("x", page(f"<div class='t'>{'<br/>'.join(PROSE)}</div>"))).text == BODY


def test_a_page_laid_out_with_tables() -> None:
    cells = "".join(f"<p>{p}</p>" for p in PROSE)
    data = f"<html><body><table><tr><td>Menu</td><td><h1>Ferry sails again</h1>{cells}</td></tr></table></body></html>".encode()
    assert read_page(Piece("x", data)).text == BODY


HEAD = (
    "<meta property='og:site_name' content='The Harbour Ledger'><meta name='author' content='Ana Dell'>"
    "<meta property='article:section' content='Sea'><link rel='canonical' href='https://ledger.example/sea/ferry?utm_source=feed&amp;id=4#top'>"
    "<meta property='og:title' content='Ferry sails again'>"
)


def test_metadata() -> None:
    draft = read_page(Piece("x", page(paragraphs(), HEAD), url="https://ledger.example/amp/ferry"))
    assert (draft.title, draft.source, draft.byline, draft.section) == ("Ferry sails again", "The Harbour Ledger", "Ana Dell", "Sea")
    assert draft.url == "https://ledger.example/sea/ferry?id=4"
    assert draft.language == "en"


def test_the_outlet_leaves_the_title() -> None:
    data = page(paragraphs(), "<meta property='og:site_name' content='The Harbour Ledger'>").replace(b"<h1>Ferry sails again</h1>", b"")
    draft = read_page(Piece("x", data))
    assert draft.title == "Ferry sails again"


def dated(head: str = "", before: str = "", url: str | None = None) -> tuple[str | None, str | None]:
    draft = read_page(Piece("x", page(paragraphs(before=before), head), url=url))
    return (f"{draft.published.at:%Y-%m-%d}" if draft.published else None), draft.published_from


META = "<meta property='article:published_time' content='{}'>"
LINKED = '<script type="application/ld+json">{{"@type": "NewsArticle", "datePublished": "{}", "dateModified": "2025-10-30"}}</script>'
DATES = {
    "a meta tag": (META.format("2025-10-21T10:00:00Z"), "", None, "2025-10-21", "metadata"),
    "linked data": (LINKED.format("2025-10-21T10:00:00Z"), "", None, "2025-10-21", "metadata"),
    "linked data before a meta tag": (LINKED.format("2025-10-21") + META.format("2025-10-25"), "", None, "2025-10-21", "metadata"),
    "metadata before the address": (META.format("2025-10-21"), "", "https://ledger.example/2025/11/20/ferry", "2025-10-21", "metadata"),
    "the address": ("", "", "https://ledger.example/2025/10/21/ferry", "2025-10-21", "url"),
    "the address in letters": ("", "", "https://ledger.example/sea/2025/oct/21/ferry", "2025-10-21", "url"),
    "no day in the address": ("", "", "https://ledger.example/2025/10/2-ferries", None, None),
    "a printed date": ("", "<p class='date'>21 October 2025</p>", None, "2025-10-21", "text"),
    "a time element": ("", "<time datetime='2025-10-21T10:00:00+01:00'>yesterday</time>", None, "2025-10-21", "text"),
    "printed first and updated": ("", "<p>Updated 25 October 2025</p><p>Published 21 October 2025</p>", None, "2025-10-21", "text"),
    "an evening in UTC, the day in the address": (
        META.format("2025-10-22T01:30:00Z"), "", "https://ledger.example/2025/10/21/f", "2025-10-21", "metadata",
    ),
    "an evening in UTC, local time on the page": (
        META.format("2025-10-22T01:30:45+00:00"), "<time datetime='2025-10-21T21:30:45-04:00'>Tuesday</time>", None,
        "2025-10-21", "metadata",
    ),
    "an evening in local time": (META.format("2025-10-21T23:30:00-04:00"), "", None, "2025-10-21", "metadata"),
    "a full date beats a month": (
        "<meta name='citation_publication_date' content='2025/10'><meta name='dc.date' content='2025-10-21'>", "", None,
        "2025-10-21", "metadata",
    ),
    "numbers on an American page": ("", "<p class='date'>3/4/2025</p>", "https://ledger.com/ferry", "2025-03-04", "text"),
    "numbers on a British page": ("", "<p class='date'>3/4/2025</p>", "https://ledger.co.uk/ferry", "2025-04-03", "text"),
    "a printed day before one in the address": (
        "", "<p class='date'>21 October 2025</p>", "https://ledger.example/what-the-2001-09-11-storm-changed", "2025-10-21", "text",
    ),
    "the address tells the order of printed numbers": (
        "", "<p class='date'>02/10/2025</p>", "https://ledger.com/2025/oct/02/ferry", "2025-10-02", "url",
    ),
    "when the page was saved": (
        META.format("2025-10-23T08:12:40Z") + META.format("2025-10-23T08:12:40Z").replace("published", "modified"),
        "<p class='date'>21 October 2025</p>", None, "2025-10-21", "text",
    ),
    "published and changed at two times": (
        META.format("2025-10-23T08:12:40Z") + META.format("2025-10-23T09:30:00Z").replace("published", "modified"),
        "<p class='date'>21 October 2025</p>", None, "2025-10-23", "metadata",
    ),
    "none": ("", "", None, None, None),
}


@pytest.mark.parametrize("case", DATES)
def test_the_day_and_where_it_is_from(case: str) -> None:
    head, before, url, day, origin = DATES[case]
    assert dated(head, before, url) == (day, origin)


FETCHED = Moment.of(pd.Timestamp("2025-11-20 10:00", tz="UTC").to_pydatetime())
DOUBTED = {
    "the reader's day at the head of the page": ("", "<p class='date'>20 November 2025</p>"),
    "the reader's minute in the metadata": (META.format("2025-11-20T10:01:00Z"), ""),
    "a day to come": (META.format("2031-01-01"), ""),
    "a day before there were pages": ("", "<p class='date'>1 March 1951</p>"),
}


@pytest.mark.parametrize("case", DOUBTED)
def test_a_date_that_cannot_be_right_is_flagged_and_not_believed(case: str, tmp_path: Path) -> None:
    head, before = DOUBTED[case]
    draft = read_page(Piece("x", page(paragraphs(before=before), head), fetched=FETCHED))
    (reading,) = tabulated([draft], fallback=None, source=None, now=FETCHED.at, chunk=10)
    assert reading.articles["published_at"].isna().all()
    assert list(reading.rejects["reason"]) == ["date not believed"]


def test_the_language_is_that_of_the_text_not_of_the_template(tmp_path: Path) -> None:
    german = "Die Fähre zu den Inseln fährt ab Montag wieder, nachdem sie drei Wochen lang repariert wurde, sagte der Hafenmeister."
    draft = read_page(Piece("x", page(f"<p>{german}</p>", lang="en")))
    (reading,) = tabulated([draft], fallback=None, source=None, now=FETCHED.at, chunk=10)
    assert list(reading.articles["language"]) == ["de"]
