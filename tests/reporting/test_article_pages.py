"""Pages of the cited articles: each passage of a report leads to its place there, and each page back to the rows."""

from __future__ import annotations

from dataclasses import replace

import nbformat
import pytest
from lxml import html
from tests.invented_layers import Told, layers_of

from broadsheet.display import CITED_ONLY, Cited, ask
from broadsheet.errors import RequestError
from broadsheet.reporting.article_pages import ArticlePages, article_pages, cited_in, with_links
from broadsheet.reporting.notebook_runs import NotebookRun
from broadsheet.reporting.pages import Page, page_of
from broadsheet.reporting.rendering import Heading, article_page, notebook_page, whole_report
from broadsheet.settings import Outputs, default_settings

LAYERS = layers_of([
    Told("a1", "Ada Moss opened the quay in Eastmere. The ferry sails again.", title="Quay opens"),
    Told("b2", "The Harbour Board met Bo Finch. Nothing was signed.", source="Northgate Post", title="Board meets"),
])
HEADING = Heading("Desk", "1 June 2025")


@pytest.fixture(scope="module")
def page() -> Page:
    cells = [nbformat.v4.new_markdown_cell("# Actors"), nbformat.v4.new_markdown_cell("## Who is named?")]
    cell = nbformat.v4.new_code_cell("x", execution_count=1, metadata={"papermill": {"status": "completed"}})
    cell.outputs = [nbformat.v4.new_output("display_data", data=ask("actor_ranking", LAYERS)._repr_mimebundle_())]
    return page_of(NotebookRun("actors", "done", "", 1.0, 1.0, None), [*cells, cell])


def pages_of(page: Page, **outputs: str) -> ArticlePages:
    return article_pages(default_settings(outputs=Outputs(**outputs)), HEADING, [page], LAYERS)


def test_every_passage_names_its_article_its_place_and_its_row(page: Page) -> None:
    cited = cited_in([page])
    assert set(cited) == {"a1", "b2"}
    row = next(number for number, name in enumerate(ask("actor_ranking", LAYERS).frame["name"]) if name == "Ada Moss")
    assert Cited(0, 8, f"../actors.html#actor-ranking-{row}", f"actor ranking {row + 1}") in cited["a1"]


def test_a_page_of_each_cited_article_with_places_for_its_passages(page: Page) -> None:
    made = pages_of(page)
    root = html.document_fromstring(made.files["a1.html"])
    assert set(made.files) == {"a1.html", "b2.html"}
    assert root.findtext("body/h1") == "Quay opens"
    assert root.xpath("string(//*[@id='c0'])") == "Ada Moss"
    assert "The ferry sails again" in made.files["a1.html"]


def test_passages_lead_to_the_pages_that_there_are(page: Page) -> None:
    known = with_links([page], frozenset({"a1"}))
    root = html.document_fromstring(notebook_page(HEADING, known[0], known, csv=False))
    assert {link.partition("#")[0] for link in root.xpath("//a[@class='read']/@href")} == {"articles/a1.html"}
    assert "#read" not in whole_report(HEADING, known, csv=False)


def test_texts_that_may_not_be_published_are_cut_to_what_is_cited(page: Page) -> None:
    made = pages_of(page, articles="passages").files["a1.html"]
    cut = html.document_fromstring(made).xpath("string(//div[@class='text'])")
    assert "opened the quay" in cut and "The ferry sails again" not in cut


def test_no_pages_are_made_where_none_are_wanted(page: Page) -> None:
    assert pages_of(page, articles="none") == ArticlePages({}, frozenset())


def test_another_value_is_refused() -> None:
    with pytest.raises(RequestError, match="articles = 'all' should be 'whole', 'passages' or 'none'"):
        default_settings(outputs={"articles": "all"})


def test_the_page_of_an_article_leads_to_the_search() -> None:
    root = html.document_fromstring(article_page(replace(HEADING, search="search.html"), "Quay opens", ""))
    assert "../search.html" in root.xpath("//nav/a/@href")


def test_where_texts_may_not_be_published_an_article_cited_as_a_whole_shows_no_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = ask("article_list", LAYERS).as_json()
    monkeypatch.setenv(CITED_ONLY, "1")
    cut, named = ask("article_list", LAYERS), ask("actor_ranking", LAYERS)
    assert "opened the quay" in whole["table"] and "opened the quay" in whole["evidence_csv"]
    assert "opened the quay" not in cut.table and "opened the quay" not in cut.as_json()["evidence_csv"]
    assert "The Harbour Courier, 5 May 2025" in cut.table and "opened the quay" in named.table
