"""The whole article with its marks: nothing of the text is lost, nothing of it acts, and passages lead to rows and back."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from lxml import html
from tests.invented_layers import Told, layers_of

from broadsheet.analysis import of_articles
from broadsheet.display import Cited, Readings, evidence, read
from broadsheet.errors import RequestError

sys.path.insert(0, str(Path(__file__).parent))

from payloads import payloads

TOLD = [
    Told("a", "Ada Moss opened the quay in Eastmere.\n\nBo Finch thanked her. The ferry sails again.", title="Quay opens", day="2025-05-21",
         stance={"Ada Moss": ("own", None, 0.8)}, events=(("opened", "occurred", "2025-05-21"),), url="https://courier.example/1"),
    Told("b", "Ada Moss opened the quay in Eastmere.", source="Northgate Post", copy_of="a", title="Quay open"),
    Told("c", "Ada Moss opened the new quay in Eastmere.", supersedes="a", title="Quay opens, updated"),
]
LAYERS = layers_of(TOLD)


def page(article_id: str, links: frozenset[str] = frozenset(), **options: object) -> html.HtmlElement:
    made = Readings(of_articles(LAYERS, [article_id]), others=LAYERS.articles, links=links).of(article_id, **options)
    return html.fragment_fromstring(made.html)


def words(root: html.HtmlElement) -> str:
    return " ".join(" ".join(one.text_content() for one in root.xpath(".//div[@class='text']/p")).split())


def test_the_whole_text_is_there_in_its_order() -> None:
    assert words(page("a")) == " ".join(TOLD[0].text.split())


def test_what_was_found_is_marked_and_said() -> None:
    root = page("a")
    named = root.xpath(".//div[@class='text']//span[contains(@class, 'k-actor')]")
    assert [one.text for one in named] == ["Ada Moss", "Eastmere", "Bo Finch"]
    assert "positive of Ada Moss, in the outlet’s voice" in named[0].get("title")
    assert root.xpath("string(.//span[contains(@class, 'k-event')])") == "opened"


def test_each_kind_that_the_text_has_gets_a_switch() -> None:
    assert page("a").xpath(".//input/@class") == ["show-actor", "show-event", "show-tone"]


def test_copies_and_versions_are_named_and_lead_to_their_pages() -> None:
    said = [" ".join(line.text_content().split()) for line in page("a").xpath(".//p[contains(@class, 'relatives')]")]
    assert said == [
        "Copies: Northgate Post, 5 May 2025, Quay open",
        "Replaced by the later version: The Harbour Courier, 5 May 2025, Quay opens, updated",
    ]
    assert page("b", links=frozenset({"a"})).xpath(".//p[contains(@class, 'relatives')]/a/@href") == ["a.html"]


def test_a_cited_passage_has_a_place_and_names_its_rows() -> None:
    opened = Cited(9, 24, "../timeline.html#timeline-0", "timeline 1")
    root = page("a", cited=[opened, Cited(0, 8, "../actors.html#ranking-0", "ranking 1")])
    assert root.xpath(".//*[@id='c9']")[0].text == "opened"
    assert root.xpath(".//details//a/@href") == ["../actors.html#ranking-0", "../timeline.html#timeline-0"]
    assert len(root.xpath(".//@id")) == len(set(root.xpath(".//@id")))


def test_where_texts_may_not_be_published_only_cited_sentences_stay() -> None:
    root = page("a", whole=False, cited=[Cited(0, 8, "../timeline.html#timeline-0", "timeline 1")])
    assert "Ada Moss opened the quay" in words(root)
    assert "Bo Finch" not in words(root) and "ferry" not in words(root)


def test_an_article_that_is_not_there_is_named() -> None:
    with pytest.raises(RequestError, match="no article 'z'"):
        read("z", LAYERS)


def test_hostile_text_stays_text() -> None:
    texts = payloads()
    layers = layers_of([
        Told(f"a{i}", f"Ada Moss read {text} aloud.", title=text, source=text or "x", url=text) for i, text in enumerate(texts)
    ])
    readings = Readings(layers, others=layers.articles)
    for key in layers.articles["article_id"]:
        root = html.fragment_fromstring(readings.of(key).html)
        assert {one.tag for one in root.iter()} <= {"div", "h2", "p", "a", "span", "label", "input"}
        assert [name for one in root.iter() for name in one.attrib if name.startswith("on") or name == "style"] == []
        assert [link for link in root.xpath(".//@href") if not link.startswith(("http://", "https://"))] == []


def test_evidence_in_a_notebook_leads_to_no_page_of_an_article() -> None:
    assert "#read" not in evidence(LAYERS.mentions, LAYERS).html
