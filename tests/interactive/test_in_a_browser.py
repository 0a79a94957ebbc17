"""JupyterLab as an analyst has it: notebooks run in a real browser, a control is moved, the table follows, a row shows its sentences."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from tests.browser import CHROMIUM, Browser, chromium, lab
from tests.reporting.conftest import ARTICLES

from broadsheet.settings import NOTEBOOKS

pytestmark = [pytest.mark.browser, pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is installed")]

OTHERS = NOTEBOOKS if os.environ.get("BROADSHEET_LONG") else ()
"""Notebooks run in the browser beside `explore`: all of them with the variable set, as before a release."""

HERE = "[...document.querySelectorAll('.jp-NotebookPanel')].find(panel => panel.offsetParent !== null)"


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """The page that `broadsheet lab` opens, on an archive of three articles."""
    from broadsheet.archive import open_archive

    folder = tmp_path_factory.mktemp("lab")
    for name, text in ARTICLES.items():
        (folder / name).write_text(text, encoding="utf-8")
    open_archive(folder / "data" / "archive").ingest([folder / name for name in ARTICLES], progress=False)
    with lab(folder, folder / "data" / "archive") as address, chromium(folder) as browser:
        browser.open(address)
        browser.until("window.jupyterapp && window.jupyterapp.shell.currentWidget", 40)
        yield browser


def run_all(page: Browser, notebook: str) -> None:
    """Open a notebook and run all its cells; every cell must come to its end, none with an error."""
    page.ask(f"jupyterapp.commands.execute('docmanager:open', {{path: '{notebook}.ipynb'}}).then(() => true)")
    page.until(f"{HERE} && jupyterapp.shell.currentWidget.context.path === '{notebook}.ipynb' "
               "&& jupyterapp.shell.currentWidget.sessionContext.isReady")
    page.ask("jupyterapp.commands.execute('notebook:run-all-cells').then(() => true)")
    page.until("jupyterapp.shell.currentWidget.content.model.sharedModel.cells.filter(c => c.cell_type === 'code')"
               ".every(c => c.execution_count > 0)")
    wrong = page.ask("JSON.stringify(jupyterapp.shell.currentWidget.content.model.sharedModel.cells"
                     ".flatMap(c => c.outputs || []).filter(o => o.output_type === 'error'))")
    assert wrong == "[]"


def rows(page: Browser) -> list[list[str]]:
    """The texts of the table below the controls."""
    return page.ask(f"[...{HERE}.querySelectorAll('table.dataTable tbody tr, .dt-container tbody tr')]"
                    ".map(row => [...row.cells].map(cell => cell.innerText))")


def test_lab_opens_on_the_explorer(page: Browser) -> None:
    assert page.ask("location.pathname").endswith("/explore.ipynb")


@pytest.mark.parametrize("notebook", OTHERS)
def test_each_notebook_runs(page: Browser, notebook: str) -> None:
    run_all(page, notebook)
    page.until(f"{HERE}.querySelector('.bs-answer table tbody tr')")


def test_table_and_picture_follow_the_controls(page: Browser) -> None:
    run_all(page, "explore")
    page.until(f"{HERE}.querySelector('.bs-picture svg a.mark') && {HERE}.querySelector('.dt-container tbody tr')")
    before = rows(page)
    assert any("Bo Finch" in row for row in before)
    marks = page.ask(f"{HERE}.querySelectorAll('.bs-picture a.mark').length")
    page.ask(f"(() => {{ const e = [...{HERE}.querySelectorAll('button')].find(b => b.innerText.trim() === 'Articles'); e.click(); }})()")
    page.until(f"[...{HERE}.querySelectorAll('.dt-container tbody tr')].some(row => row.innerText.includes('Board blames mayor'))")
    assert len(rows(page)) == 3
    page.ask(f"""(() => {{
        const named = option => option.text.replace(/\\u00a0/g, ' ') === 'Northgate Post';
        const box = [...{HERE}.querySelectorAll('select')].find(select => [...select.options].some(named));
        [...box.options].forEach(option => {{ option.selected = named(option); }});
        box.dispatchEvent(new Event('change', {{bubbles: true}}));
    }})()""")
    page.until(f"{HERE}.querySelectorAll('.dt-container tbody tr').length === 1")
    assert "Board blames mayor" in rows(page)[0]
    assert page.ask(f"{HERE}.querySelectorAll('.bs-picture a.mark').length") != marks


def test_a_click_on_a_row_shows_its_sentence_and_how_to_correct_it(page: Browser) -> None:
    page.click(".jp-NotebookPanel:not(.lm-mod-hidden) .dt-container tbody tr td")
    said = page.until(f"({HERE}.querySelector('.bs-evidence') || {{}}).innerText")
    assert "The Harbour Board, led by Bo Finch, criticised Ada Moss on Friday." in said
    lines = page.until(f"{HERE}.querySelector('pre.bs-lines').textContent")
    assert lines.startswith("[[articles]]") and 'source = "Northgate Post"' in lines


@pytest.mark.skipif(not OTHERS, reason="only with every notebook")
def test_a_sentence_is_labelled_by_keyboard(page: Browser, tmp_path_factory: pytest.TempPathFactory) -> None:
    run_all(page, "accuracy")
    cells = page.ask("jupyterapp.shell.currentWidget.content.widgets.length")
    page.until(f"{HERE}.querySelector('.bs-labels table')")
    page.ask(f"{HERE}.querySelector('.bs-labels').focus()")
    page.until("document.activeElement.className === 'bs-labels'")
    page.press("1")
    page.until(f"{HERE}.querySelector('.bs-labels').innerText.includes('wrong value')")
    for key in "dxd":
        page.press(key)
    page.press("Enter", 13)
    page.until(f"{HERE}.querySelector('.bs-labels').innerText.includes('Sentence 2 of')")
    assert page.ask("jupyterapp.shell.currentWidget.content.widgets.length") == cells, "a key reached JupyterLab's own shortcuts"
    (folder,) = {path.resolve().parent for path in tmp_path_factory.getbasetemp().glob("lab*/data/archive/labels.jsonl")}
    assert len((folder / "labels.jsonl").read_text().splitlines()) == 1
