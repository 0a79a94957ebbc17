"""What the pages name exists: links and headings, questions and options, settings, tables, rooms. Nothing is fetched."""

from __future__ import annotations

import re
import tomllib
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import get_args, get_type_hints

import pytest
from jinja2 import Environment, meta

import broadsheet as bs
from broadsheet import schemas
from broadsheet.analysis import find_question
from broadsheet.annotating.languages import Language
from broadsheet.corrections import parse_corrections
from broadsheet.reporting.look import Look
from broadsheet.reporting.rendering import Heading, first_page
from broadsheet.settings import NOTEBOOKS, Settings, load_settings

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
PAGES = sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md")])
README = (ROOT / "README.md").read_text(encoding="utf-8")


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


def without_code(page: Path) -> str:
    return re.sub(r"^```.*?^```", "", page.read_text(encoding="utf-8"), flags=re.S | re.M)


def links(page: Path) -> list[str]:
    return re.findall(r"\]\(([^)\s]+)\)", without_code(page))


def anchors(page: Path) -> set[str]:
    """The anchors of a page's headings, as GitHub and Sphinx make them."""
    headings = re.findall(r"^#+ +(.+)$", without_code(page), re.M)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def table(text: str, first: str) -> list[list[str]]:
    """The rows of the Markdown table whose first heading is `first`."""
    head = next(match.end() for match in re.finditer(rf"^\| {re.escape(first)} \|.*\n\|[-|]+\|\n", text, re.M))
    body = re.match(r"(?:\|.*\n)+", text[head:])
    assert body is not None
    return [[cell.strip() for cell in re.split(r"(?<!\\)\|", row.strip("|"))] for row in body[0].splitlines()]


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_every_link_leads_somewhere(page: Path) -> None:
    for link in links(page):
        target, _, anchor = link.partition("#")
        if target.startswith("gallery:"):
            assert target.removeprefix("gallery:").removesuffix(".html") in {"index", "report", *NOTEBOOKS}, link
        elif "://" not in target:
            file = (page.parent / target).resolve() if target else page
            assert file.exists() and ROOT in [file, *file.parents], link
            assert not anchor or anchor in anchors(file), link


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_files_that_a_page_names_are_there(page: Path) -> None:
    told = re.findall(r"`((?:lib|tests|training|docs|notebooks)/[\w./-]+)`", page.read_text(encoding="utf-8"))
    assert [name for name in told if not (ROOT / name).exists()] == []


def test_every_page_is_in_the_contents_of_the_site() -> None:
    contents = re.findall(r"```\{toctree\}\n(.*?)```", (DOCS / "index.md").read_text(), re.S)
    listed = {line for block in contents for line in block.splitlines()}
    pages = {str(page.relative_to(DOCS).with_suffix("")) for page in DOCS.rglob("*.md")}
    assert pages - {"index"} == {line for line in listed if line and not line.startswith(":")}


def test_the_gallery_shows_every_notebook_of_a_report() -> None:
    assert {f"gallery:{name}.html" for name in NOTEBOOKS} <= set(links(DOCS / "gallery.md"))


@pytest.mark.parametrize(("name", "options"), re.findall(r'bs\.ask\("(\w+)", layers(.*?)\)`', README))
def test_every_call_of_the_readme_can_be_made(name: str, options: str) -> None:
    assert name in bs.questions()
    assert set(re.findall(r"(\w+)=", options)) <= set(find_question(name).options())


def test_make_knows_the_targets_that_contributors_are_told() -> None:
    named = set(re.findall(r"`make (\w+)", (ROOT / "CONTRIBUTING.md").read_text()))
    assert "docs" in named and named <= set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(), re.M))


def test_the_readme_shows_a_call_for_each_of_the_analyst_s_questions() -> None:
    rows = table(README, "question")
    assert len(rows) >= 15 and all(question.endswith("?") and re.search(r"`\w.*\)`", call) for question, call in rows)


def test_every_table_and_column_is_on_the_page_of_tables() -> None:
    rows = table((DOCS / "api" / "tables.md").read_text(), "table")
    told = {name.strip("`"): sorted(re.findall(r"`(\w+)`", key + rest)) for name, _, key, rest in rows}
    assert told == {name: sorted(one.columns) for name, one in schemas.TABLES.items()}


def settings_names(kind: type = Settings, prefix: str = "") -> set[str]:
    """Every dotted name that a file of settings may have."""
    names = set()
    for field in fields(kind):
        hint = get_type_hints(kind)[field.name]
        inner = next((one for one in (hint, *get_args(hint)) if is_dataclass(one)), None)
        names |= settings_names(inner, f"{field.name}.") if isinstance(inner, type) else {prefix + field.name}
    return names


def test_every_setting_is_on_the_page_of_settings_and_its_example_is_valid(tmp_path: Path) -> None:
    page = (DOCS / "settings.md").read_text()
    heads = re.findall(r"^\| setting \|.*\n(?:\|.*\n)+", page, re.M)
    told = {name for head in heads for row in table(head, "setting") for name in re.findall(r"`([\w.]+)`", row[0])}
    assert {name.split(".NOTEBOOK")[0] for name in told} == settings_names()
    (example,) = re.findall(r"```toml\n(.*?)```", page, re.S)
    (tmp_path / "settings.toml").write_text(example, encoding="utf-8")
    assert load_settings(tmp_path / "settings.toml").keep.runs == tomllib.loads(example)["keep"]["runs"]


def test_the_corrections_on_the_page_are_valid() -> None:
    blocks = re.findall(r"```toml\n(.*?)```", (DOCS / "corrections.md").read_text(), re.S)
    found = parse_corrections("\n".join(block for block in blocks if "[[issues]]" not in block))
    assert (len(found.articles), len(found.actors), len(found.quotes)) == (4, 5, 1)


def test_the_page_on_languages_names_every_part() -> None:
    page = (DOCS / "extending" / "language.md").read_text(encoding="utf-8")
    assert {field.name for field in fields(Language)} <= set(re.findall(r"\b\w+\b", page))


def test_every_room_has_its_line_on_the_page_of_architecture() -> None:
    told = " ".join(row[0] for row in table((DOCS / "architecture.md").read_text(), "room (`lib/broadsheet/`)"))
    library = ROOT / "lib" / "broadsheet"
    rooms = {path.parent.name for path in library.glob("*/__init__.py")} - {"training"}
    assert rooms <= set(re.findall(r"`(\w+)/?`", told))
    picture = (DOCS / "rooms.svg").read_text()
    assert all(room in picture for room in rooms - {"settings"})


def test_the_page_of_the_look_names_what_templates_are_given_and_every_colour() -> None:
    page, report = (DOCS / "extending" / "look.md").read_text(), ROOT / "lib" / "broadsheet" / "resources" / "report"
    told = set(re.findall(r"`([\w-]+)`", page))
    for template in report.glob("*.j2"):
        assert meta.find_undeclared_variables(Environment().parse(template.read_text())) <= told
    assert set(re.findall(r"(--[\w-]+):", (report / "style.css").read_text())) <= told
    assert {file.name for file in report.iterdir()} == {row[0].strip("`") for row in table(page, "file")}


def test_the_template_on_the_page_of_the_look_adds_its_line(tmp_path: Path) -> None:
    (template,) = re.findall(r"```jinja\n(.*?)```", (DOCS / "extending" / "look.md").read_text(), re.S)
    (tmp_path / "page.html.j2").write_text(template, encoding="utf-8")
    page = first_page(Heading("Hubs", "1 May 2025", look=Look(tmp_path)), [])
    assert "<p>The desk of the Harbour Courier</p>" in page and "How this was made" in page
