"""A report's look: the files of a folder first, broadsheet's own for what it lacks, and one line for what is wrong with it."""

from __future__ import annotations

from pathlib import Path

import pytest

from broadsheet.errors import RequestError
from broadsheet.reporting.catalogue import write_index
from broadsheet.reporting.look import Look
from broadsheet.reporting.rendering import Heading, first_page
from broadsheet.settings import load_settings

OWN_TEMPLATE = """{% extends "broadsheet/page.html.j2" %}
{% block footer %}{{ super() }}<p>The desk of the Harbour Courier</p>{% endblock %}
"""


def test_an_own_style_is_taken_and_the_rest_stays(tmp_path: Path) -> None:
    (tmp_path / "style.css").write_text("h1 { color: teal }", encoding="utf-8")
    page = first_page(Heading("Hubs", "1 May 2025", look=Look(tmp_path)), [])
    assert "h1 { color: teal }" in page and "How this was made" in page
    assert "teal" not in first_page(Heading("Hubs", "1 May 2025"), [])


def test_an_own_template_may_extend_ours(tmp_path: Path) -> None:
    (tmp_path / "page.html.j2").write_text(OWN_TEMPLATE, encoding="utf-8")
    page = first_page(Heading("<b>Hubs</b>", "1 May 2025", look=Look(tmp_path)), [])
    assert "<p>The desk of the Harbour Courier</p>" in page and "How this was made" in page
    assert "&lt;b&gt;Hubs&lt;/b&gt;" in page, "text is escaped in an own template too"


def test_the_list_of_runs_has_the_look(tmp_path: Path) -> None:
    (tmp_path / "look").mkdir()
    (tmp_path / "look" / "style.css").write_text("body { margin: 3px }", encoding="utf-8")
    assert "body { margin: 3px }" in write_index(tmp_path, Look(tmp_path / "look")).read_text(encoding="utf-8")


def test_settings_name_the_folder_beside_them(tmp_path: Path) -> None:
    (tmp_path / "report.toml").write_text('look = "ours"', encoding="utf-8")
    assert load_settings(tmp_path / "report.toml").look == tmp_path / "ours"


@pytest.mark.parametrize(("files", "said"), [
    (None, "is not a folder"),
    ({}, "holds none of page.html.j2, index.html.j2, style.css, script.js"),
    ({"styles.css": b"h1 {}"}, "holds none of"),
    ({"page.html.j2": b"<p>\n{% if %}"}, r"page.html.j2, line 2"),
    ({"style.css": b"\xff\xfe"}, "style.css is not UTF-8"),
])
def test_what_is_wrong_is_said_before_anything_runs(tmp_path: Path, files: dict[str, bytes] | None, said: str) -> None:
    folder = tmp_path / "look"
    if files is not None:
        folder.mkdir()
        for name, content in files.items():
            (folder / name).write_bytes(content)
    with pytest.raises(RequestError, match=said):
        Look(folder).check()


def test_a_value_that_a_template_asks_for_and_there_is_none_of_is_named(tmp_path: Path) -> None:
    (tmp_path / "page.html.j2").write_text("{{ weather }}", encoding="utf-8")
    with pytest.raises(RequestError, match="'weather' is undefined"):
        first_page(Heading("Hubs", "1 May 2025", look=Look(tmp_path)), [])
