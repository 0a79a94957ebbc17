"""How pages are built, and what of them is the article: containers, lists, links, names of classes, an author's note."""

from __future__ import annotations

import pytest
from tests.reading.test_pages import BODY, PROSE, page

from broadsheet.reading.draft import Piece
from broadsheet.reading.pages import read_page

CANONICAL = "<link rel='canonical' href='https://ledger.example/sea/ferry'>"
P = [f"<p>{p}</p>" for p in PROSE]


def read(body: str, head: str = CANONICAL, *, around: str = "") -> list[str]:
    return read_page(Piece("x", page(body, head, around=around))).text.split("\n\n")


WHOLE = {
    "a lead in a container of its own": f"<div class='teaser-content'>{P[0]}</div><div class='remainder-content'>{''.join(P[1:])}</div>",
    "a standfirst by class": f"<p class='standfirst'>{PROSE[0]}</p>{''.join(P[1:])}",
    "an id made of a headline": f"<div>{P[0]}{P[1]}</div><div id='ferry-promoted-to-liner'>{P[2]}</div><div>{P[3]}{P[4]}</div>",
    "a class that holds another word": f"<div class='shareholders-authorities'>{P[0]}{P[1]}</div><div>{''.join(P[2:])}</div>",
    "a drop cap": f"<div>{''.join(P[:2])}<p class='dropcap'>{PROSE[2]}</p>{''.join(P[3:])}</div>",
    "a form around the page": f"<form action='/page.aspx'><h1>Ferry sails again</h1><div class='story'>{''.join(P)}</div></form>",
    "empty elements shown as breaks": "<div class='story'>" + "<span class='id-component br'></span>".join(PROSE) + "</div>",
}


@pytest.mark.parametrize("built", WHOLE)
def test_the_body_is_read_whole(built: str) -> None:
    assert read(WHOLE[built]) == PROSE


def test_the_paragraph_with_the_end_mark_of_a_magazine_stays() -> None:
    assert read(f"<div>{''.join(P[:4])}<p>{PROSE[4]} ♦</p></div>")[-1] == f"{PROSE[4]} ♦"


def test_a_menu_is_not_taken_for_the_article() -> None:
    links = "".join(f"<li><a href='/{n}'>Section {n}</a></li>" for n in range(20))
    passages = "".join(f"<p>{' '.join(PROSE)} This is passage {n}.</p>" for n in range(6))
    body = (
        f"<div><nav><ul>{links}</ul></nav><p>The Ledger is the daily paper of the coast.</p><div><div><aside><div><section>"
        f"<h1>Ferry sails again</h1><article><div><div>{passages}</div></div></article></section></div></aside></div></div></div>"
    )
    text = read_page(Piece("x", f"<html><head><title>Ferry sails again</title></head><body>{body}</body></html>".encode())).text
    assert all(f"passage {n}." in text for n in range(6))
    assert "Section 7" not in text


HEADED = {"a heading": "The night ferry", "a heading that leads to another site": "<a href='https://yard.example/b'>The night ferry</a>"}


@pytest.mark.parametrize("kind", HEADED)
def test_a_heading_between_paragraphs_is_text(kind: str) -> None:
    assert read(f"<div>{''.join(P[:3])}<h2>{HEADED[kind]}</h2>{''.join(P[3:])}</div>") == [*PROSE[:3], "The night ferry", *PROSE[3:]]


def test_a_line_that_is_all_link_to_the_same_site_is_no_text() -> None:
    pointer = "<h3><a href='https://www.ledger.example/sea/b'>The night ferry</a></h3>"
    assert read(f"<div>{''.join(P[:3])}{pointer}{''.join(P[3:])}</div>") == PROSE


def test_a_table_in_a_figure_is_text_and_its_caption_is_not() -> None:
    fares = {"Vellin": 40, "Eastmere": 55}
    rows = "".join(f"<tr><td>{place}</td><td>{fare} crowns for a car and its driver</td></tr>" for place, fare in fares.items())
    table = f"<figure class='block-table'><table>{rows}</table><figcaption>Fares from May, as the company set them.</figcaption></figure>"
    found = read(f"<div>{''.join(P[:3])}{table}{''.join(P[3:])}</div>")
    assert found == [*PROSE[:3], "Vellin 40 crowns for a car and its driver", "Eastmere 55 crowns for a car and its driver", *PROSE[3:]]


AUTHOR = CANONICAL + "<meta name='author' content='Ana Dell'>"


@pytest.mark.parametrize("note", ["Ana Dell is a writer on the islands.", "About Ana Dell: she has written on ports for ten years."])
def test_a_note_on_the_author_is_no_text(note: str) -> None:
    assert read(f"<div>{''.join(P)}<p>{note}</p><p>She lives in Eastmere with a boat of her own.</p></div>", AUTHOR) == PROSE


def test_people_who_did_not_write_the_article_stay_at_its_end() -> None:
    end = "Joe Roe is the harbour master, and he will not sail."
    assert read(f"<div>{''.join(P)}<p>{end}</p></div>", AUTHOR) == [*PROSE, end]


def article(headline: str, day: str, author: str, outlet: str) -> str:
    return (
        f'{{"@type": "NewsArticle", "headline": "{headline}", "datePublished": "{day}", '
        f'"author": {{"@type": "Person", "name": "{author}"}}, "publisher": {{"@type": "Organization", "name": "{outlet}"}}}}'
    )


OWN = article("Ferry sails again", "2025-10-21", "Ana Dell", "The Harbour Ledger")
OTHER = article("Bridge shut for a year", "2019-01-05", "Joe Roe", "The Courier")
SCRIPTS = {
    "alone": OWN, "after another": f"[{OTHER}, {OWN}]", "in a graph": f'{{"@graph": [{OTHER}, {OWN}]}}',
    "in CDATA": f"\n<![CDATA[\n{OWN}\n]]>\n", "in a hidden CDATA": f"//<![CDATA[\n{OWN}\n//]]>", "in a comment": f"<!--\n{OWN}\n-->",
    "with a comma too many": OWN[:-1] + ",}", "with a semicolon after it": OWN + ";",
}


@pytest.mark.parametrize("where", SCRIPTS)
def test_the_pages_own_article_is_believed(where: str) -> None:
    draft = read_page(Piece("x", page("".join(P), f"<script type='application/ld+json'>{SCRIPTS[where]}</script>")))
    assert draft.published is not None
    assert (draft.title, draft.source, draft.byline) == ("Ferry sails again", "The Harbour Ledger", "Ana Dell")
    assert f"{draft.published.at:%Y-%m-%d}" == "2025-10-21"
    assert draft.text == BODY


def test_articles_of_other_headlines_are_not_believed() -> None:
    another = article("Harvest fair moves", "2018-03-04", "Ada Poe", "The Courier")
    draft = read_page(Piece("x", page("".join(P), f"<script type='application/ld+json'>[{OTHER}, {another}]</script>")))
    assert (draft.title, draft.byline, draft.published) == ("Ferry sails again", None, None)
