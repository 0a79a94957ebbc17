"""Before a run: what is asked for is present, absent from the period, or unknown; the archive is there, empty or not yet."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from tiny_notebooks import write_notebook

from broadsheet import cli
from broadsheet.analysis import answered, find_question, questions
from broadsheet.archive import open_archive
from broadsheet.errors import RequestError
from broadsheet.reporting import check_request, explain
from broadsheet.reporting.checks import checked_paths, looked_up
from broadsheet.reporting.plan import planned_notebooks
from broadsheet.reporting.writing import with_empty_period
from broadsheet.settings import Alerts, Period, Settings, Watch, default_settings

NOW = dt.datetime(2025, 6, 1, 6, 0, tzinfo=dt.UTC)
MAY, JULY = Period(since=dt.date(2025, 5, 1), until=dt.date(2025, 5, 31)), Period(since=dt.date(2025, 7, 1))
ELSEWHERE = "elsewhere the archive has"


@pytest.fixture
def desk(archive_folder: Path, tmp_path: Path) -> Callable[..., Settings]:
    """Settings of a report on the three articles of May."""
    def made(**changes: object) -> Settings:
        return default_settings(**{"archive": archive_folder, "reports": tmp_path / "reports", **changes})

    return made


@pytest.mark.parametrize(("asked", "period", "said"), [
    ({"focus": "Ada Moss"}, MAY, ""),
    ({"focus": "Ada Moss"}, JULY, f"Ada Moss is not named in these articles; {ELSEWHERE} 3 articles, the newest of 21 May 2025."),
    ({"focus": "Ada Mos"}, MAY, "no actor is called 'Ada Mos'; did you mean 'Ada Moss'"),
    ({"focus": "Ada Mos"}, JULY, "no actor is called 'Ada Mos'; did you mean 'Ada Moss'"),
    ({"source": "Northgate Post"}, MAY, ""),
    ({"source": "Northgate Post"}, JULY, f"Northgate Post published nothing in this period; {ELSEWHERE} 1 article, of 9 May 2025."),
    ({"source": "Northgate Psot"}, MAY, "no outlet is called 'Northgate Psot'; did you mean 'Northgate Post'"),
    ({"source": "Northgate Psot"}, JULY, "no outlet is called 'Northgate Psot'; did you mean 'Northgate Post'"),
    ({"source": "Northgate Post", "focus": "Ada Moss"}, MAY, ""),
    ({"source": "Northgate Psot", "focus": "Ada Moss"}, MAY, "no outlet is called"),
    ({"query": "ferry NOT quay"}, MAY, ""),
    ({"query": "ferry NOT quay"}, JULY, "No article of this period and outlet matches the query ferry NOT quay."),
    ({"query": "zebra"}, MAY, "No article of this period and outlet matches the query zebra."),
    ({"query": 'outlet:"Northgate Psot" ferry'}, JULY, "no outlet is called 'Northgate Psot'; did you mean 'Northgate Post'"),
    ({"query": 'ferry actor:"Ada Mos"'}, MAY, "no actor is called 'Ada Mos'"),
    ({"query": "(ferry"}, MAY, "no query: a parenthesis"),
])
def test_present_is_silent_absent_is_said_and_unknown_is_refused(
    desk: Callable[..., Settings], asked: dict[str, str], period: Period, said: str,
) -> None:
    settings = desk(period=period, **asked)
    if said.startswith("no "):
        said = said.replace("no query: a", "query, character 1: a")
        with pytest.raises(RequestError, match=said):
            looked_up(settings, NOW)
        with pytest.raises(RequestError, match=said):
            explain(settings, now=NOW)
    else:
        assert looked_up(settings, NOW) == ((said,) if said else ())
        assert ("note: " + said in explain(settings, now=NOW)) == bool(said)


@pytest.mark.parametrize("name", [name for name in questions() if "focus" in find_question(name).options()])
def test_every_question_takes_a_focus_that_is_absent_from_the_period(archive_folder: Path, name: str) -> None:
    """A quiet week is no error: the answer has no row, or tells of others."""
    absent = open_archive(archive_folder).layers(since="2025-07", until="2025-07")
    assert answered(name, absent, focus="Ada Moss").frame.empty
    with pytest.raises(RequestError, match="no actor is called 'Nobody Here'"):
        answered(name, absent, focus="Nobody Here")


def test_an_outlet_that_the_archive_never_had_is_refused_in_python_too(archive_folder: Path) -> None:
    archive = open_archive(archive_folder)
    for ask in (archive.layers, archive.articles, archive.quotes):
        with pytest.raises(RequestError, match="no outlet is called 'The Harbor Courier'; did you mean 'The Harbour Courier'"):
            ask(source="The Harbor Courier")
    assert archive.articles(source="Northgate Post", since="2025-07").empty


def test_a_missing_archive_is_said_to_be_missing(tmp_path: Path) -> None:
    """Also where a notebook opens it; only a first ingest makes one."""
    missing = open_archive(tmp_path / "nowhere")
    for ask in (missing.layers, missing.articles, missing.rejects, missing.look_up):
        with pytest.raises(RequestError, match="no archive in .*nowhere; make one with: broadsheet ingest PATH"):
            ask()
    with pytest.raises(RequestError, match="no archive in"):
        looked_up(default_settings(archive=tmp_path / "nowhere"), NOW)
    assert len(missing) == 0 and not (tmp_path / "nowhere").exists()


def test_before_the_first_ingest_the_request_is_explained(tmp_path: Path) -> None:
    (tmp_path / "news").mkdir()
    first = default_settings(archive=tmp_path / "a", reports=tmp_path / "r", inputs=(tmp_path / "news",), focus="Ada Moss", source="Post")
    said = explain(first, now=NOW)
    assert "yet: the inputs make it; source = 'Post', focus = 'Ada Moss' can be looked up then" in said
    assert not (tmp_path / "a").exists() and not (tmp_path / "r").exists()


def test_an_archive_without_articles_yet_is_a_normal_run(tmp_path: Path) -> None:
    (tmp_path / "archive").mkdir()
    first = default_settings(archive=tmp_path / "archive", focus="Ada Moss")
    assert looked_up(first, NOW) == ("The archive holds no article yet.",)


@pytest.mark.parametrize(("changes", "message"), [
    ({"inputs": ("no-such",)}, "inputs: .*no-such does not exist"),
    ({"feeds": "no-feeds.toml"}, "no-feeds.toml: No such file"),
    ({"look": "no-look"}, "look: .*no-look is not a folder"),
    ({"reports": "taken/reports"}, "reports: .*taken is a file"),
    ({"parameters": {"actors": {"every": "fortnight"}}}, "every = 'fortnight'"),
    ({"parameters": {"actors": {"evry": "day"}}}, "unknown parameter 'evry'; did you mean 'every'"),
])
def test_what_leads_nowhere_is_refused_before_anything_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, changes: dict[str, object], message: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "taken").write_text("a file", "utf-8")
    settings = default_settings(**{key: tuple(map(Path, value)) if isinstance(value, tuple) else value for key, value in changes.items()})
    for check in (check_request, explain):
        with pytest.raises(RequestError, match=message):
            check(settings)


def test_alerts_that_nobody_would_hear_of_are_noted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DESK_WEBHOOK", raising=False)
    alerts = Alerts(silent_outlet_days=3, command=("no-such-program",), webhook="$DESK_WEBHOOK")
    settings = default_settings(notebooks=("actors",), alerts=alerts)
    notes = " ".join(checked_paths(settings, planned_notebooks(settings, now=NOW)))
    assert "no program 'no-such-program'" in notes and "$DESK_WEBHOOK is not set" in notes
    assert "silent_outlet_days: no notebook of this report asks for it; add briefing" in notes
    quiet = default_settings(alerts=Alerts(silent_outlet_days=3))
    assert checked_paths(quiet, planned_notebooks(quiet, now=NOW)) == ()


def test_a_watched_actor_whom_nobody_knows_yet_is_noted(desk: Callable[..., Settings]) -> None:
    settings = desk(watch=(Watch(name="Ministers", kind="actors", of=("Ada Moss", "Bo Finsh")),))
    (note,) = looked_up(settings, NOW)
    assert note.startswith("watch 'Ministers': no actor is called 'Bo Finsh'; did you mean 'Bo Finch'")


def test_the_watch_list_reaches_the_notebook_as_plain_values(desk: Callable[..., Settings]) -> None:
    settings = desk(watch=(Watch(name="Quay", kind="terms", of=("quay",)),), notebooks=("briefing", "corpus"))
    briefing, corpus = planned_notebooks(settings, now=NOW)
    assert briefing.values["watch"] == [{"name": "Quay", "kind": "terms", "of": ["quay"], "new_articles": 1}]
    assert briefing.values["empty_period"] is True and "watch" not in corpus.values


def test_a_period_without_any_article_alerts_whichever_notebooks_run(desk: Callable[..., Settings], archive_folder: Path) -> None:
    archive = open_archive(archive_folder)
    empty, full = archive.layers(since="2025-07"), archive.layers()
    (alert,) = with_empty_period([], desk(), empty)
    assert alert["alert"] == "No article in the period"
    assert with_empty_period([alert], desk(), empty) == [alert]
    assert with_empty_period([], desk(), full) == []
    assert with_empty_period([], desk(alerts=Alerts(empty_period=False)), empty) == []


@pytest.mark.parametrize(("focus", "status", "said"), [("Ada Moss", 0, "focus = 'Ada Moss'"), ("Ada Mos", 2, "did you mean 'Ada Moss'")])
def test_the_command_says_it_with_its_exit_status(
    archive_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], focus: str, status: int, said: str,
) -> None:
    arguments = ["report", "--archive", str(archive_folder), "--out", str(tmp_path / "r"), "--set", f"focus={focus}", "--explain"]
    assert cli.main(arguments) == status
    shown = capsys.readouterr()
    assert said in (shown.err if status else shown.out)


def test_what_is_absent_is_said_on_top_of_the_report(settings: Callable[..., Settings], tmp_path: Path) -> None:
    """The one real run here: status 0, and the sentence on the first page."""
    from broadsheet.reporting import run_report

    write_notebook(tmp_path / "own", "fine")
    period = Period(since=dt.date(2025, 5, 1), until=dt.date(2025, 5, 6))
    result = run_report(settings(tmp_path / "own", "fine", focus="Harbour Board", source="Northgate Post", period=period,
                                 alerts=Alerts(empty_period=False)))
    assert (result.exit_status, len(result.notes)) == (0, 2)
    assert "Northgate Post published nothing in this period" in result.page.read_text("utf-8")


def test_months_and_years_are_all_of_their_days(archive_folder: Path) -> None:
    archive = open_archive(archive_folder)
    periods = (("2025-05", "2025-05"), ("2025", "2025"), ("2025-05", None), (None, "2025-04"), ("2025-06", None),
               (None, pd.Timestamp("2025-05-09")))
    assert [len(archive.articles(since=since, until=until)) for since, until in periods] == [3, 3, 3, 0, 0, 2]
