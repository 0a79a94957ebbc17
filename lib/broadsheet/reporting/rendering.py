"""Pages as HTML files that need nothing else, and the report as PDF where the libraries for it are there."""

from __future__ import annotations

import base64
import hashlib
import logging
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from broadsheet.display import READING_STYLE
from broadsheet.reporting.look import Look
from broadsheet.reporting.notebook_runs import NotebookRun
from broadsheet.reporting.pages import Block, Page

log = logging.getLogger(__name__)

_OWN = Look()
PAPER_ROWS = 25
"""Rows of a table on paper, where all of the report is printed."""

PAPER_PAGES = 6
"""Pages on paper, where only the main part of a report is printed."""

_IDS = re.compile(r'<(li|tr) id="[^"]*"')


@dataclass(frozen=True)
class Heading:
    """What stands on every page of a report."""

    name: str
    made: str
    period: str = ""
    focus: str = ""
    provenance: tuple[tuple[str, str], ...] = ()
    alerts: tuple[dict[str, str], ...] = ()
    failed: tuple[NotebookRun, ...] = field(default_factory=tuple)
    look: Look = field(default_factory=Look)
    as_of: str = ""
    covered: str = ""
    query: str = ""
    search: str = ""
    notes: tuple[str, ...] = ()


def first_page(heading: Heading, pages: Sequence[Page], dossiers: Sequence[dict[str, Any]] = ()) -> str:
    """The page with the findings and the pictures, linked to the pages of the notebooks and to the dossiers."""
    found = [finding | {"href": f"{finding['file']}{finding['href']}"} for finding in _findings(pages)]
    links = [{"href": f"{page.name}.html", "text": page.title} for page in pages]
    links += [{"href": "#dossiers", "text": "Storylines and actors"}] if dossiers else []
    links += [{"href": "report.html", "text": "All in one file"}, *_to_search(heading)]
    pictures = [_pointing(answer, f"{page.name}.html") for page, answer in _pictures(pages)]
    return _rendered(
        heading, title=heading.name, links=links, briefs=_briefs(pages), findings=found, pictures=pictures, dossiers=dossiers,
        search=heading.search,
    )


def notebook_page(heading: Heading, page: Page, pages: Sequence[Page], *, csv: bool) -> str:
    """The page of one notebook, linked to those of the others."""
    links = [{"href": "index.html", "text": "First page"}]
    links += [{"href": f"{other.name}.html", "text": other.title} | ({"here": "page"} if other is page else {}) for other in pages]
    links += [{"href": "report.html", "text": "All in one file"}, *_to_search(heading)]
    failed = tuple(run for run in heading.failed if run.name == page.name)
    own = replace(heading, alerts=(), failed=failed, notes=())
    return _rendered(own, title=page.title, question=page.question, links=links, pages=[page], single=True, csv_prefix=_csv(csv))


def whole_report(heading: Heading, pages: Sequence[Page], *, csv: bool, for_print: bool = False) -> str:
    """First page and all notebooks in one file."""
    links = [{"href": f"#notebook-{page.name}", "text": page.title} for page in pages]
    pictures = [_once_more(answer) for _, answer in _pictures(pages)]
    shown = [_on_paper(page) for page in pages] if for_print else pages
    return _rendered(heading, title=heading.name, links=links, briefs=_briefs(pages), findings=_findings(pages), pictures=pictures,
                     pages=shown, csv_prefix=_csv(csv), for_print=for_print)


def short_report(heading: Heading, pages: Sequence[Page]) -> str:
    """What goes on a few sheets of paper: the brief, or the findings, then the main picture of each notebook."""
    shown = [replace(page, question="", blocks=(Block("answer", answer=answer | {"table": ""}),)) for page, answer in _pictures(pages)]
    return _rendered(
        heading, title=heading.name, briefs=_briefs(pages), findings=_findings(pages), pages=shown, for_print=True, short=True,
    )


def _findings(pages: Sequence[Page]) -> list[dict[str, str]]:
    """What the headlines of the notebooks say, but for those without a row; nothing where a brief says it as a story."""
    if _briefs(pages):
        return []
    return [
        {"page": page.title, "href": f"#{answer['name']}", "file": f"{page.name}.html", "text": answer["finding"]}
        for page in pages for answer in page.headlines if answer["rows"] and not answer["prose"]
    ]


def _briefs(pages: Sequence[Page]) -> list[dict[str, Any]]:
    """The accounts that are read as text, for a second place: without the ids, which their rows have on their own page."""
    told = [answer for page in pages for answer in page.headlines if answer["prose"] and answer["rows"]]
    return [answer | {"table": _IDS.sub(r"<\1", answer["table"])} for answer in told]


def words_page(heading: Heading, title: str, body: str) -> str:
    """A page of words beside the first one, such as the search; `body` is safe HTML."""
    links = [{"href": "index.html", "text": "First page"}, {"href": "report.html", "text": "All in one file"}]
    return _rendered(replace(heading, alerts=(), failed=()), title=title, links=links, article=body)


def article_page(heading: Heading, title: str, body: str, *, tongue: str = "") -> str:
    """The page of one article; `body` is its reading, safe HTML, and `tongue` the attributes that say in which language its title is."""
    links = [{"href": "../index.html", "text": "First page"}, {"href": "../report.html", "text": "All in one file"}]
    links += [link | {"href": f"../{link['href']}"} for link in _to_search(heading)]
    own = replace(heading, alerts=(), failed=(), notes=())
    return _rendered(own, title=title, links=links, article=body, reading_css=READING_STYLE, tongue=tongue)


def dossier_page(heading: Heading, page: Page) -> str:
    """The page of one dossier, in a folder of its own."""
    links = [{"href": "../index.html", "text": "First page"}, {"href": "../index.html#dossiers", "text": "Storylines and actors"}]
    links += [{"href": "../report.html", "text": "All in one file"}]
    links += [link | {"href": f"../{link['href']}"} for link in _to_search(heading)]
    own = replace(heading, alerts=(), failed=(), notes=())
    return _rendered(own, title=page.title, question=page.question, links=links, pages=[page], single=True, tongue=page.tongue)


def runs_page(runs: Sequence[dict[str, str]], look: Look = _OWN) -> str:
    """The list of all runs, from rows of `made href name status status_class headline`."""
    return look.render("index.html.j2", runs=runs, css=look.text("style.css"))


def write_pdf(html: str, target: Path, most: int | None = None) -> str | None:
    """The report as PDF, of at most so many pages; None once it is written, else one line that says why not."""
    logging.getLogger("weasyprint").setLevel(logging.ERROR)
    logging.getLogger("fontTools").setLevel(logging.ERROR)
    try:
        from weasyprint import HTML
        from weasyprint.urls import URLFetcher
    except (ImportError, OSError) as error:
        return f"no PDF: WeasyPrint needs the system library pango ({str(error).splitlines()[0][:120]})"
    try:
        made = HTML(string=html, base_url=None, url_fetcher=URLFetcher(allowed_protocols=("data",))).render()
        (made if most is None else made.copy(made.pages[:most])).write_pdf(target)
    except Exception as error:
        log.warning("PDF: %s", error)
        return f"no PDF: {type(error).__name__}: {str(error)[:160]}"
    return None


def _pictures(pages: Sequence[Page]) -> list[tuple[Page, dict[str, Any]]]:
    """One picture per notebook that has one among its headlines."""
    chosen = [(page, next((answer for answer in page.headlines if answer["wide"] and answer["rows"]), None)) for page in pages]
    return [(page, answer) for page, answer in chosen if answer is not None]


def _pointing(answer: dict[str, Any], file: str) -> dict[str, Any]:
    """The answer's picture with its links leading to the rows on the notebook's page."""
    here, there = f'href="#{answer["name"]}', f'href="{file}#{answer["name"]}'
    return answer | {size: answer[size].replace(here, there) for size in ("wide", "narrow")}


def _once_more(answer: dict[str, Any]) -> dict[str, Any]:
    """The answer's picture for a second place on the same page: its ids are others."""
    return answer | {size: answer[size].replace("fig-" + answer["name"], "top-" + answer["name"]) for size in ("wide", "narrow")}


def _on_paper(page: Page) -> Page:
    """The page with short tables: on paper nothing opens, and the CSV has every row."""
    blocks = [replace(b, answer=b.answer | {"table": _short_table(b.answer["table"])}) if b.kind == "answer" else b for b in page.blocks]
    return replace(page, blocks=tuple(blocks))


def _short_table(table: str, rows: int = PAPER_ROWS) -> str:
    """A table without its evidence rows, cut after `rows`."""
    from lxml import html

    if not table:
        return ""
    root = html.fragment_fromstring(table, create_parent="div")
    for row in root.xpath("//tr[@class='ev']"):
        row.drop_tree()
    extra = root.xpath("//tbody/tr[@id]")[rows:]
    for row in extra:
        row.drop_tree()
    for heading in root.xpath("//tbody/tr[@class='group'][not(following-sibling::tr) or following-sibling::tr[1][@class='group']]"):
        heading.drop_tree()
    if extra:
        note = html.fragment_fromstring(f'<p class="more">and {len(extra):,} more rows in the HTML report</p>')
        for old in root.xpath("//p[@class='more']"):
            old.drop_tree()
        root.append(note)
    return html.tostring(root, encoding="unicode")


def _to_search(heading: Heading) -> list[dict[str, str]]:
    return [{"href": heading.search, "text": "Search"}] if heading.search else []


def _csv(wanted: bool) -> str | None:
    return "csv/" if wanted else None


def _rendered(heading: Heading, **values: Any) -> str:
    script = heading.look.text("script.js")
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    defaults = {
        "question": "", "links": [], "briefs": [], "findings": [], "pictures": [], "pages": [], "dossiers": [], "article": "",
        "reading_css": "", "tongue": "", "search": "", "single": False, "short": False, "csv_prefix": None, "for_print": False,
    }
    return heading.look.render(
        "page.html.j2", **(defaults | values), settings_name=heading.name, made=heading.made, period=heading.period, focus=heading.focus,
        as_of=heading.as_of, covered=heading.covered, query=heading.query, notes=heading.notes,
        alerts=heading.alerts, failed=heading.failed, provenance=heading.provenance, css=heading.look.text("style.css"), script=script,
        script_hash=f"sha256-{digest}",
    )
