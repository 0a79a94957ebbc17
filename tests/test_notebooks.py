"""The six notebooks as a report on the sample, which came in over some days: every row leads to its sentences, each briefing tells
what changed, a second run says "nothing new", no article is a normal run.

With BROADSHEET_LONG set, the sample comes in over ten days, and the briefing is run on each of them, twice.
"""

from __future__ import annotations

import csv
import datetime as dt
import json
import os
import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import nbformat
import pandas as pd
import pytest
from lxml import html

from broadsheet import analysis
from broadsheet.analysis.counting.appearances import ACTING
from broadsheet.annotating import Layers
from broadsheet.archive import open_archive
from broadsheet.reporting import RunResult, notebook_folder, run_report
from broadsheet.settings import NOTEBOOKS, Alerts, Outputs, Period, Settings, default_settings

SAMPLE = Path(__file__).resolve().parents[1] / "data" / "sample"
DAYS = 10 if os.environ.get("BROADSHEET_LONG") else 3
NO_ARTICLE = {"rejects": "a file that is no article", "reliability-curve": "measured on sentences that do not travel with it"}
"""Answers that no article says, and why."""
SINCE = ("changes-since", "alerts", "brief")
"""Answers that speak of the last run."""
PLAIN = Outputs(pdf=False, dossiers=0)

LATER = (
    "Title: Quay opens\nSource: The Harbour Courier\nDate: 2025-12-21\n\n"
    "Ada Moss opened the new quay in Eastmere on Wednesday and thanked Bo Finch for his help. Cleo Hart, a teacher, watched.\n"
)


@pytest.fixture(scope="module")
def states(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    """An archive into which the sample came over ten days, and its state after each of them."""
    folder = tmp_path_factory.mktemp("desk")
    files = sorted(path for path in SAMPLE.iterdir() if path.is_file() and path.name != "README.md")
    made = []
    for day in range(DAYS):
        fed = folder / f"day-{day}"
        fed.mkdir()
        for path in files[len(files) * day // DAYS : len(files) * (day + 1) // DAYS]:
            shutil.copy(path, fed)
        archive = open_archive(folder / "archive")
        archive.ingest([fed], processes=1, progress=False)
        made.append(archive.state())
    return folder / "archive", made


@pytest.fixture(scope="module")
def settings(states: tuple[Path, list[str]]) -> Settings:
    """Settings for that archive."""
    archive, _ = states
    return default_settings(name="Desk", archive=archive, reports=archive.parent / "reports", outputs=Outputs(pdf=False, dossiers=4))


@pytest.fixture(scope="module")
def first(settings: Settings) -> RunResult:
    """The first run, with all six notebooks."""
    return run_report(settings)


@cache
def parsed(page: Path) -> html.HtmlElement:
    """A page of a report that several tests look at."""
    return html.document_fromstring(page.read_text(encoding="utf-8"))


def answers(result: RunResult) -> Iterator[tuple[str, html.HtmlElement]]:
    """Every answer on the page of everything: its name and its element."""
    for element in parsed(result.report).xpath("//div[@class='answer']"):
        yield element.get("id"), element


def findings(result: RunResult) -> dict[str, dict[str, object]]:
    written = json.loads((result.folder / "manifest.json").read_text(encoding="utf-8"))
    return {each["answer"]: each for each in written["findings"]}


def test_all_six_notebooks_are_done(first: RunResult) -> None:
    assert {run.name: (run.status, run.detail) for run in first.notebooks} == {name: ("done", "") for name in NOTEBOOKS}
    assert first.exit_status == 0
    names = {path.name for path in first.folder.iterdir()}
    pages = {"index.html", "report.html", "search.html", *(f"{name}.html" for name in NOTEBOOKS)}
    assert names == {*pages, "manifest.json", "articles", "dossiers", "csv", "notebooks"}


def test_every_row_and_every_mark_leads_to_its_sentences(first: RunResult) -> None:
    rows = marks = 0
    for name, element in answers(first):
        told = {row.get("id"): _evidence(row) for row in element.xpath(".//tr[@id]")}
        if name not in NO_ARTICLE:
            assert [row for row, evidence in told.items() if not evidence] == [], name
            rows += len(told)
        drawn = element.xpath(".//*[local-name()='svg']//*[local-name()='g'][contains(@id, '-row-')]")
        for mark in drawn:
            link = next((above for above in mark.iterancestors() if above.tag == "a"), None)
            assert link is not None and link.get("href").removeprefix("#") in told, f"{name}: {mark.get('id')}"
            marks += 1
    assert rows >= 700 and marks >= 1000, (rows, marks)


def _evidence(row: html.HtmlElement) -> bool:
    """Whether a sentence, or an article, stands beneath the row; of what is counted as none there is none to show."""
    beneath = row.getnext()
    shown = beneath is not None and beneath.get("class") == "ev" and beneath.xpath(".//li//*[@class='where']")
    return bool(shown) or any(cell.text in ("0", "nothing marked") for cell in row)


def test_every_passage_leads_to_its_place_in_its_article_and_back(first: RunResult) -> None:
    pages = {path.name: parsed(path) for path in (first.folder / "articles").glob("*.html")}
    places = {name: set(page.xpath("//@id")) for name, page in pages.items()}
    passages = parsed(first.report).xpath("//div[@class='answer']//ul[@class='passages']/li")
    led = [passage.xpath("./a[@class='read']/@href") for passage in passages]
    assert len(passages) > 1000 and all(len(links) == 1 for links in led)
    for (link,) in led:
        name, _, place = link.removeprefix("articles/").partition("#")
        assert name in pages and (not place or place in places[name]), link
    ids = {path.name: set(parsed(path).xpath("//@id")) for path in first.folder.glob("*.html")}
    for root in pages.values():
        for back in root.xpath("//details[@class='rows']//a/@href"):
            page, _, row = back.removeprefix("../").partition("#")
            if page in ids:
                assert row in ids[page], back
            else:
                assert (first.folder / page).is_file(), back


def test_no_page_has_an_id_twice(first: RunResult) -> None:
    for page in [*first.folder.glob("*.html"), *first.folder.glob("articles/*.html")]:
        ids = parsed(page).xpath("//@id")
        assert len(ids) == len(set(ids)), page.name


def test_pages_load_nothing_and_every_picture_says_what_it_shows(first: RunResult) -> None:
    for page in first.folder.glob("*.html"):
        root = parsed(page)
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


def state_of(states: tuple[Path, list[str]], day: int) -> Layers | None:
    """The layers after a day, counted from 0; None before the first."""
    archive, moments = states
    return None if day < 0 else open_archive(archive, as_of=moments[day]).layers()


def test_briefings_in_a_row_tell_just_what_changed(states: tuple[Path, list[str]]) -> None:
    """The expectation is counted from the tables by themselves: what is in one state and was not in the one before."""
    before, told = state_of(states, -1), []
    for day in range(DAYS):
        layers = state_of(states, day)
        assert layers is not None
        changes = analysis.changes_since(layers, before)
        fresh = set(layers.articles["article_id"]) - (set() if before is None else set(before.articles["article_id"]))
        known = set() if before is None else set(before.actors["actor_id"])
        named = layers.mentions[(layers.mentions["form"] == "name") & layers.mentions["article_id"].isin(fresh)]
        acting = set(layers.actors.loc[layers.actors["kind"].isin(ACTING), "actor_id"]) - known
        assert of_kind(changes, "new article", "revised article") == fresh
        assert of_kind(changes, "new actor", key="actor_id") == acting & set(named["actor_id"])
        assert of_kind(changes, "new statement", "plan made") <= fresh
        told.append(changes)
        before = layers
    assert before is not None and analysis.changes_since(before, before).empty
    everything = pd.concat(told)
    for kind, key in (("new article", "article_id"), ("revised article", "article_id"), ("new actor", "actor_id")):
        assert not everything.loc[everything["change"] == kind, key].duplicated().any(), f"told twice: {kind}"
    assert {"new article", "revised article", "new actor", "new statement", "passage removed"} <= set(everything["change"])


def of_kind(changes: pd.DataFrame, *kinds: str, key: str = "article_id") -> set[str]:
    """The keys of the changes of some kinds."""
    return set(changes.loc[changes["change"].isin(kinds), key])


@pytest.mark.skipif(not os.environ.get("BROADSHEET_LONG"), reason="twenty runs of the briefing; set BROADSHEET_LONG to have them")
def test_ten_reports_in_a_row_and_each_again(tmp_path: Path) -> None:
    files = sorted(path for path in SAMPLE.iterdir() if path.is_file() and path.name != "README.md")
    made = default_settings(name="Desk", archive=tmp_path / "archive", reports=tmp_path / "reports", outputs=Outputs(pdf=False),
                            notebooks=("briefing",))
    for day in range(DAYS):
        before = set() if day == 0 else set(open_archive(made.archive).articles()["article_id"])
        open_archive(made.archive).ingest(files[len(files) * day // DAYS : len(files) * (day + 1) // DAYS], progress=False)
        with (run_report(made).folder / "csv" / "changes-since.csv").open(encoding="utf-8", newline="") as opened:
            changes = list(csv.DictReader(opened))
        fresh = set(open_archive(made.archive).articles()["article_id"]) - before
        assert {row["article_id"] for row in changes if row["change"] in ("new article", "revised article")} == fresh
        assert findings(run_report(made))["changes-since"]["finding"] == "Nothing new since the last run"


def test_a_second_run_without_change_says_nothing_new_and_finds_the_same(settings: Settings, first: RunResult) -> None:
    second = run_report(settings.with_overrides(notebooks=("briefing",), outputs=PLAIN))
    told, before = findings(second), findings(first)
    assert told["changes-since"]["finding"] == "Nothing new since the last run"
    same = {name: each for name, each in told.items() if name not in SINCE}
    assert same and all(each == before[name] for name, each in same.items())


def test_a_later_article_is_what_the_next_briefing_tells(settings: Settings, first: RunResult, tmp_path: Path) -> None:
    (tmp_path / "three.txt").write_text(LATER, encoding="utf-8")
    open_archive(settings.archive).ingest([tmp_path / "three.txt"])
    alerted = settings.with_overrides(notebooks=("briefing",), outputs=PLAIN, alerts=Alerts(new_actor_articles=1))
    result = run_report(alerted)
    with (result.folder / "csv" / "changes-since.csv").open(encoding="utf-8", newline="") as opened:
        changes = [(row["change"], row["what"]) for row in csv.DictReader(opened)]
    assert ("new article", "Quay opens") in changes
    assert ("new actor", "Cleo Hart") in changes
    assert not [what for change, what in changes if change == "new actor" and what in ("Edi Rama", "Kosovo")]
    assert (result.status, result.exit_status) == ("alerts", 3)
    assert any("Cleo Hart" in alert["detail"] for alert in result.alerts)


def test_a_period_without_an_article_is_done_says_so_and_is_an_alert(settings: Settings, tmp_path: Path) -> None:
    """Five notebooks one after the other in one, with their parameters in its first cell: one kernel is enough."""
    books = [nbformat.read(notebook_folder() / f"{name}.ipynb", as_version=4) for name in NOTEBOOKS if name != "accuracy"]
    cells = [cell for book in books for cell in book.cells]
    asked = [cell for cell in cells if "parameters" in cell.metadata.get("tags", ())]
    first = asked[0]
    first.source = "\n".join(dict.fromkeys(line for cell in asked for line in cell.source.splitlines()))
    books[0].cells = [first, *(cell for cell in cells if cell not in asked)]
    nbformat.write(books[0], tmp_path / "all.ipynb")
    empty = settings.with_overrides(
        name="Nothing", period=Period(since=dt.date(2031, 1, 1)), notebook_folder=tmp_path, notebooks=("all",),
    )
    result = run_report(empty)
    assert result.missing == []
    assert (result.exit_status, [alert["alert"] for alert in result.alerts]) == (3, ["No article in the period"])
    assert "No article: the archive holds none" in result.report.read_text(encoding="utf-8")
