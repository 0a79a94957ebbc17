"""Dossiers: a page per storyline and per leading actor, at an address that stays, whose rows lead to the articles and back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import nbformat
import pandas as pd
import pytest
from lxml import html
from tests.invented_layers import Told, layers_of

from broadsheet import schemas
from broadsheet.annotating import Layers
from broadsheet.display import ask
from broadsheet.reporting.article_pages import article_pages, cited_in, with_links
from broadsheet.reporting.dossiers import Dossier, address, dossiers_of, listed, relations_of, with_dossier_links, write_dossiers
from broadsheet.reporting.notebook_runs import NotebookRun
from broadsheet.reporting.pages import Page, page_of
from broadsheet.reporting.rendering import Heading, dossier_page, first_page, notebook_page
from broadsheet.settings import default_settings

HEADING = Heading("Desk", "1 June 2025")
HOSTILE = "<script>alert(1)</script> Quay \u202e & “opens”"


def in_one_storyline(layers: Layers, key: str) -> Layers:
    ids = layers.articles["article_id"]
    rows = pd.DataFrame({"article_id": ids, "storyline_id": [key] * len(ids)})
    frame = schemas.frame("storylines")
    return replace(layers, storylines=rows.reindex(columns=frame.columns).astype(frame.dtypes.to_dict()))


LAYERS = in_one_storyline(layers_of([
    Told("a1", "Ada Moss opened the quay in Eastmere.", title=HOSTILE),
    Told("b2", "Ada Moss met Bo Finch in Eastmere.", source="Northgate Post", title="Quay open at last"),
    Told("c3", "Ada Moss left Eastmere.", source="<b>Gazette</b>", title="Quay left"),
]), "a1")


@pytest.fixture(scope="module")
def made() -> list[Dossier]:
    return dossiers_of(LAYERS, 4)


def answer_page(name: str) -> Page:
    cell = nbformat.v4.new_code_cell("x", execution_count=1, metadata={"papermill": {"status": "completed"}})
    cell.outputs = [nbformat.v4.new_output("display_data", data=ask(name, LAYERS)._repr_mimebundle_())]
    cells = [nbformat.v4.new_markdown_cell("# Desk"), nbformat.v4.new_markdown_cell("## Asked"), cell]
    return page_of(NotebookRun("desk", "done", "", 1.0, 1.0, None), cells)


def test_one_of_the_storyline_and_of_each_actor_in_three_articles(made: list[Dossier]) -> None:
    assert [(one.kind, one.note.split(",")[0]) for one in made][0] == ("storyline", "3 articles of 3 outlets")
    assert {one.page.title for one in made if one.kind == "actor"} == {"Ada Moss", "Eastmere"}


def test_none_are_made_where_none_are_wanted() -> None:
    assert dossiers_of(LAYERS, 0) == []


def test_addresses_are_those_of_the_ids_and_differ_where_ids_do() -> None:
    assert [one.href for one in dossiers_of(LAYERS, 1)] == ["dossiers/storyline-a1.html"]
    assert len({address(key) for key in ("a/b", "a:b", "a-b")}) == 3
    assert not set("/:.<") & set(address("../<b>:x"))


def test_every_passage_of_a_dossier_leads_to_its_place_in_an_article(made: list[Dossier]) -> None:
    pages = [one.page for one in made]
    articles = article_pages(default_settings(), HEADING, pages, LAYERS, relations_of(made))
    places = {name: set(html.document_fromstring(text).xpath("//@id")) for name, text in articles.files.items()}
    for page in pages:
        linked = with_links([page], articles.known, "../")[0]
        root = html.document_fromstring(dossier_page(HEADING, linked))
        hrefs = root.xpath("//a[@class='read']/@href")
        assert hrefs
        for href in hrefs:
            file, _, place = href.removeprefix("../articles/").partition("#")
            assert file in places and (not place or place in places[file])
        for row in root.xpath("//tr[@id]"):
            beneath = row.getnext()
            assert beneath is not None and beneath.xpath(".//a[@class='read']"), row.get("id")


def test_articles_lead_back_to_the_rows_and_to_their_storyline(made: list[Dossier]) -> None:
    articles = article_pages(default_settings(), HEADING, [one.page for one in made], LAYERS, relations_of(made))
    hrefs = html.document_fromstring(articles.files["b2.html"]).xpath("//a/@href")
    assert "../dossiers/storyline-a1.html" in hrefs
    rows = {one.href for one in cited_in([made[0].page])["b2"]}
    assert all(href.startswith("../dossiers/storyline-a1.html#") for href in rows) and rows


def test_rows_of_actors_and_storylines_lead_to_their_dossiers(made: list[Dossier]) -> None:
    for name, kind in (("storylines", "storyline"), ("actor_ranking", "actor")):
        page = with_dossier_links([answer_page(name)], made)[0]
        root = html.document_fromstring(notebook_page(HEADING, page, [page], csv=False))
        assert set(root.xpath("//tr[@id]/*[1]/a[@class='dossier']/@href")) == {one.href for one in made if one.kind == kind}


def test_the_first_page_lists_them(made: list[Dossier]) -> None:
    root = html.document_fromstring(first_page(HEADING, [], listed(made)))
    assert root.xpath("//*[@id='dossiers']//a/@href") == [one.href for one in made]


def test_hostile_titles_and_outlets_stay_text(made: list[Dossier]) -> None:
    texts = [dossier_page(HEADING, one.page) for one in made] + [first_page(HEADING, [], listed(made)), *relations_of(made).values()]
    for text in texts:
        assert "<script>alert" not in text and "<b>Gazette" not in text and "\u202e" not in text


def shown(made: list[Dossier]) -> str:
    return " ".join(html.document_fromstring(dossier_page(HEADING, one.page)).xpath("string(//main)") for one in made)


def test_texts_that_may_not_be_published_are_not_shown_beyond_the_sentences_that_are_cited() -> None:
    told = [
        Told(f"a{i}", f"Rain fell on town {i}. Ada Moss opened quay {i}. Nobody saw the ferry {i}.\n\nIt sank {i}.", source=f"Post {i}")
        for i in range(3)
    ]
    layers = in_one_storyline(layers_of(told), "a1")
    assert "Rain fell" in shown(dossiers_of(layers, 2))
    cut = dossiers_of(layers, 2, whole=False)
    said = shown(cut)
    assert [one.kind for one in cut] == ["storyline", "actor"] and all(f"opened quay {i}" in said for i in range(3))
    assert not [words for words in ("Rain fell", "Nobody saw", "It sank") if words in said]
    for key, cited in cited_in([one.page for one in cut]).items():
        assert all(one.end > one.start for one in cited), key


def quoting(*quotes: str, **more: str) -> Layers:
    told = [Told(f"a{i}", f"Ada Moss said {words} in town.", quotes=[(words, "Ada Moss")], **more) for i, words in enumerate(quotes)]
    layers = layers_of(told)
    return replace(layers, quotes=layers.quotes.assign(speaker_start=0, speaker_end=8, speaker="Ada Moss"))


def statements(made: list[Dossier]) -> list[str]:
    root = html.document_fromstring(dossier_page(HEADING, made[0].page))
    return [cell.text_content() for cell in root.xpath("//*[@id='quote-ledger']//td[@data-label='Text']")]


def test_statements_have_four_words_and_are_shown_once_an_outlet() -> None:
    layers = quoting("its refusal", "that", "the quay will open soon", "the quay will open soon", "nobody asked the harbour board")
    made = dossiers_of(layers, 2)
    assert sorted(statements(made)) == ["nobody asked the harbour board", "the quay will open soon"]
    passages = html.document_fromstring(dossier_page(HEADING, made[0].page)).xpath("//*[@id='quote-ledger']//mark/text()")
    assert sorted(passages) == sorted(statements(made))
    assert "No statement of 4 words or more." in shown(dossiers_of(quoting("that", "this", "its refusal"), 2))


def test_an_actor_that_is_named_like_an_outlet_has_none(made: list[Dossier]) -> None:
    ids = LAYERS.articles["article_id"]
    named = replace(LAYERS, articles=LAYERS.articles.assign(source=LAYERS.articles["source"].where(ids != "c3", "The Ada Moss")))
    assert "Ada Moss" in {one.page.title for one in made}
    assert "Ada Moss" not in {one.page.title for one in dossiers_of(named, 4)}


def test_the_course_of_a_storyline_is_told_to_its_end() -> None:
    day = [f"2025-05-{i + 1:02}" for i in range(20)]
    told = [
        Told(f"a{i}", f"Ada Moss saw ship {i}.", day=day[i % 10], events=[("saw", "occurred", day[i % 10])]) for i in range(20)
    ]
    layers = in_one_storyline(layers_of(told), "a1")
    root = html.document_fromstring(dossier_page(HEADING, dossiers_of(layers, 1)[0].page))
    assert len(root.xpath("//*[@id='timeline']//tr[@id]")) == 20


def test_a_long_table_leads_to_all_of_it(tmp_path: Path) -> None:
    said = [f"the harbour needs {number} new cranes before the winter comes" for number in range(40, 54)]
    made = dossiers_of(quoting(*said), 2)
    page = html.document_fromstring(dossier_page(HEADING, made[0].page))
    (href,) = [link for link in page.xpath("//a[contains(., 'more rows')]/@href") if "quote-ledger" in link]
    write_dossiers(tmp_path, made, {})
    assert len(pd.read_csv(tmp_path / "dossiers" / href)) == len(said)
