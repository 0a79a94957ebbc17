"""The six notebooks as a report: every row leads to its sentences, a second run says "nothing new", no article is a normal run."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import html

from broadsheet.reporting import RunResult, run_report
from broadsheet.settings import NOTEBOOKS, Alerts, Outputs, Period, Settings, default_settings

WITHOUT_SENTENCES = ("corpus-rejects", "corpus-layers", "accuracy-reliability", "accuracy-scores", "accuracy-mistakes")
"""Answers about files, tables and models: no article says them."""

TEXTS = {
    "one.txt": (
        "Title: Ferry back in June\nSource: The Harbour Courier\nDate: 2025-05-05\n\n"
        "Ada Moss, the mayor of Eastmere, said on Monday that the ferry would return on 1 June 2025. \"The quay is safe,\" she said.\n\n"
        "Bo Finch of the Harbour Board accused Moss of reckless spending. The board met in Eastmere on 2 May 2025.\n"
    ),
    "two.txt": (
        "Title: Board blames mayor\nSource: Northgate Post\nDate: 2025-05-09\n\n"
        "The Harbour Board, led by Bo Finch, criticised Ada Moss on Friday. Finch said the ferry was a costly failure.\n\n"
        "Moss denied that money was missing. She will meet the board on 20 May 2025.\n"
    ),
}
LATER = (
    "Title: Quay opens\nSource: The Harbour Courier\nDate: 2025-05-21\n\n"
    "Ada Moss opened the new quay in Eastmere on Wednesday and thanked Bo Finch for his help. Cleo Hart, a teacher, watched.\n"
)


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Settings for an archive of two articles."""
    from broadsheet.archive import open_archive

    folder = tmp_path_factory.mktemp("desk")
    for name, text in TEXTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    open_archive(folder / "archive").ingest([folder / name for name in TEXTS])
    return default_settings(name="Harbour desk", archive=folder / "archive", reports=folder / "reports", outputs=Outputs(pdf=False))


@pytest.fixture(scope="module")
def first(settings: Settings) -> RunResult:
    """The first run, with all six notebooks."""
    return run_report(settings)


def answers(result: RunResult) -> Iterator[tuple[str, html.HtmlElement]]:
    """Every answer on the page of everything: its name and its element."""
    root = html.document_fromstring(result.report.read_text(encoding="utf-8"))
    for element in root.xpath("//div[@class='answer']"):
        yield element.get("id"), element


def findings(result: RunResult) -> dict[str, dict[str, object]]:
    written = json.loads((result.folder / "manifest.json").read_text(encoding="utf-8"))
    return {each["answer"]: each for each in written["findings"]}


def test_all_six_notebooks_are_done(first: RunResult) -> None:
    assert {run.name: (run.status, run.detail) for run in first.notebooks} == {name: ("done", "") for name in NOTEBOOKS}
    assert first.exit_status == 0
    names = {path.name for path in first.folder.iterdir()}
    assert names == {"index.html", "report.html", "manifest.json", "csv", "notebooks", *(f"{name}.html" for name in NOTEBOOKS)}


def test_every_row_and_every_mark_leads_to_its_sentences(first: RunResult) -> None:
    rows = marks = 0
    for name, element in answers(first):
        for row in element.xpath(".//tr[@id]"):
            if name in WITHOUT_SENTENCES or _counts_nothing(row):
                continue
            beneath = row.getnext()
            assert beneath is not None and beneath.get("class") == "ev", f"{name}: {row.text_content()}"
            assert beneath.xpath(".//li//*[@class='where']"), name
            rows += 1
        ids = set(element.xpath(".//tr/@id"))
        for target in element.xpath(".//a[@class='mark']/@href"):
            assert target.removeprefix("#") in ids, f"{name}: {target}"
            marks += 1
    assert rows >= 40 and marks >= 30


def _counts_nothing(row: html.HtmlElement) -> bool:
    """A period in which an actor is not named has no sentence to show."""
    return any(cell.get("data-label") == "Mentions" and cell.text == "0" for cell in row)


def test_pages_load_nothing_and_every_picture_says_what_it_shows(first: RunResult) -> None:
    for page in first.folder.glob("*.html"):
        root = html.document_fromstring(page.read_text(encoding="utf-8"))
        assert root.xpath("//img[not(starts-with(@src, 'data:'))] | //link | //iframe | //script[@src]") == []
        for figure in root.xpath("//figure[.//svg]"):
            said = figure.xpath("normalize-space(.//svg/title)")
            assert said and said == " ".join(figure.findtext("figcaption").split())
        assert len(root.xpath("//h1")) >= 1


def test_a_csv_stands_beside_every_answer_with_rows(first: RunResult) -> None:
    for name, finding in findings(first).items():
        if finding["rows"]:
            with (first.folder / "csv" / f"{name}.csv").open(encoding="utf-8", newline="") as opened:
                assert len(list(csv.reader(opened))) == finding["rows"] + 1


def test_a_second_run_without_change_says_nothing_new_and_finds_the_same(settings: Settings, first: RunResult) -> None:
    second = run_report(settings.with_overrides(notebooks=("briefing", "actors", "sentiment")))
    told, before = findings(second), findings(first)
    assert told["changes"]["finding"] == "Nothing new since the last run"
    same = {name: each for name, each in told.items() if name.startswith(("actors-", "stance-"))}
    assert same and all(each == before[name] for name, each in same.items())


def test_a_later_article_is_what_the_next_briefing_tells(settings: Settings, first: RunResult, tmp_path: Path) -> None:
    from broadsheet.archive import open_archive

    (tmp_path / "three.txt").write_text(LATER, encoding="utf-8")
    open_archive(settings.archive).ingest([tmp_path / "three.txt"])
    alerted = settings.with_overrides(notebooks=("briefing",), alerts=Alerts(new_actor_articles=1))
    result = run_report(alerted)
    with (result.folder / "csv" / "changes.csv").open(encoding="utf-8", newline="") as opened:
        changes = [(row["change"], row["what"]) for row in csv.DictReader(opened)]
    assert ("new article", "Quay opens") in changes
    assert ("new actor", "Cleo Hart") in changes
    assert not [what for change, what in changes if change == "new actor" and what in ("Ada Moss", "Bo Finch")]
    assert (result.status, result.exit_status) == ("alerts", 3)
    assert any("Cleo Hart" in alert["detail"] for alert in result.alerts)


def test_no_article_is_a_normal_run_and_says_so(settings: Settings) -> None:
    import datetime as dt

    empty = settings.with_overrides(
        name="Nothing", period=Period(since=dt.date(2031, 1, 1)), notebooks=("briefing", "corpus", "actors", "timeline", "sentiment"),
    )
    result = run_report(empty)
    assert result.missing == []
    assert result.exit_status == 0
    assert "No article: the archive holds none" in result.report.read_text(encoding="utf-8")
