"""The page of a report that searches its cited articles: every one is there with its text, escaped, and nothing else."""

from __future__ import annotations

from lxml import html
from tests.invented_layers import Told, layers_of

from broadsheet.display import Cited
from broadsheet.reporting.rendering import Heading, first_page
from broadsheet.reporting.search_page import search_page

LAYERS = layers_of([
    Told("a1", "Ada Moss opened the quay in Eastmere. The ferry sails again.", title="Quay <opens>", day="2025-05-05"),
    Told("b2", "The Harbour Board met Bo Finch. </p><script>alert(1)</script>", source="Northgate Post", title="Board", day="2025-05-09"),
    Told("c3", "Nobody cites this.", day="2025-05-10"),
])
CITED = {"a1": [Cited(0, 8, "x", "x")], "b2": [Cited(4, 17, "x", "x")]}
HEADING = Heading("Desk", "1 June 2025")


def items(whole: bool) -> dict[str, str]:
    page = search_page(HEADING, LAYERS, CITED, frozenset(CITED), whole=whole)
    root = html.document_fromstring(page)
    assert root.xpath("//input[@id='find']") and len(root.xpath("//script")) == 1
    return {item.xpath("a/@href")[0]: " | ".join(item.xpath(".//text()")) for item in root.xpath("//ol[@class='articles']/li")}


def test_each_cited_article_is_there_with_its_text_the_newest_first() -> None:
    found = items(whole=True)
    assert list(found) == ["articles/b2.html", "articles/a1.html"]
    assert "Quay <opens>" in found["articles/a1.html"] and "The ferry sails again." in found["articles/a1.html"]
    assert "<script>alert(1)</script>" in found["articles/b2.html"]


def test_where_texts_may_not_be_published_only_cited_sentences_are_searched() -> None:
    found = items(whole=False)
    assert "Ada Moss opened" in found["articles/a1.html"] and "ferry" not in found["articles/a1.html"]


def test_the_first_page_leads_there_only_where_there_is_such_a_page() -> None:
    assert 'data-page="search.html"' in first_page(Heading("Desk", "1 June 2025", search="search.html"), [])
    assert "input" not in html.document_fromstring(first_page(HEADING, [])).xpath("name(//input)")


def test_an_article_of_which_no_passage_is_cited_is_found_by_its_title_alone() -> None:
    page = search_page(HEADING, LAYERS, {}, frozenset({"a1"}), whole=False)
    assert html.document_fromstring(page).xpath("//ol[@class='articles']/li/a/text()") == ["Quay <opens>"]
    assert "Ada Moss" not in page
