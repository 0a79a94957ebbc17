"""The settings of a report: what is right is read with its types, what is wrong is refused with its line and the nearest name."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from broadsheet.errors import RequestError
from broadsheet.settings import NOTEBOOKS, Period, default_settings, load_settings, usual_archive, watch_entries

WHOLE = """
name = "Return hubs"
archive = "kept"
inputs = ["news"]
focus = "Eastmere"
top = 20
notebooks = ["briefing", "timeline"]

[period]
last = "7 days"

[parameters.timeline]
top = 30

[limits]
seconds = 90
at_once = 2

[alerts]
stance_below = -0.3
webhook = "$DESK_WEBHOOK"
"""


ENTRY = "[[watch]]\nname = 'A'\nkind = 'terms'\nof = ['quay']\n"
"""A right entry of the watch-list, of four lines."""


def written(folder: Path, text: str) -> Path:
    path = folder / "settings.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_whole_file_is_read_with_types_and_paths_beside_it(tmp_path: Path) -> None:
    made = load_settings(written(tmp_path, WHOLE))
    assert (made.name, made.focus, made.top, made.notebooks) == ("Return hubs", "Eastmere", 20, ("briefing", "timeline"))
    assert made.archive == tmp_path.resolve() / "kept" and made.inputs == (tmp_path.resolve() / "news",)
    assert made.reports == tmp_path.resolve() / "data" / "reports"
    assert (made.limits.seconds, made.limits.at_once, made.limits.memory_mb) == (90.0, 2, 6000.0)
    assert made.parameters == {"timeline": {"top": 30}}
    assert made.alerts.stance_below == -0.3


def test_without_a_file_all_six_notebooks_run_in_the_working_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert default_settings().notebooks == NOTEBOOKS
    assert default_settings().archive == tmp_path.resolve() / "data" / "archive"


@pytest.mark.parametrize(("text", "message"), [
    ('name = "x"\nfoucs = "y"', "line 2: unknown setting 'foucs'; did you mean 'focus'"),
    ('[limits]\nsecond = 3', "line 2: unknown setting 'limits.second'; did you mean 'seconds'"),
    ('top = "many"', "line 1: top = 'many' should be a whole number"),
    ("top = true", "line 1: top = True should be a whole number"),
    ("top = 0", "line 1: top = 0 should be above 0"),
    ('notebooks = ["breifing"]', "line 1: no notebook 'breifing'; did you mean 'briefing'"),
    ("notebooks = []", "line 1: notebooks is empty"),
    ('\n[parameters.timline]\ntop = 3', "line 2: no notebook 'timline'; did you mean 'timeline'"),
    ("[period]\nsince = 2025-10-02\nuntil = 2025-10-01", "line 3: the period ends .* before it begins"),
    ('[period]\nlast = "soon"', "line 2: period.last = 'soon' should be like"),
    ('[period]\nsince = 2025-10-02\nlast = "7 days"', "line 3: a period is either since/until or last"),
    ("[period]\nsince = 2025-13-02", "not valid TOML"),
    ('[alerts]\nwebhook = "https://hooks.example/secret"', "line 2: alerts.webhook should name an environment variable"),
    ("name = ", "not valid TOML"),
    ('[period]\nsince = "2025-13"', "line 2: period.since = '2025-13' should be a day such as 2025-10-22, or a month"),
    ('[watch]\nname = "x"', r"line 1: write \[\[watch\]\], with two brackets"),
    ('[writer]\naddress = "ftp://x"\nmodel = "m"', "line 2: the address of a writer should be like"),
    ('[writer]\naddress = "http://a:b@x"\nmodel = "m"', "line 2: the address of a writer has no user name"),
    ('[writer]\naddress = "http://x"', "line 2: writer.address needs writer.model"),
    ('[writer]\nname = "http://x"', "line 2: writer.name is the name of an installed writer"),
    ('[writer]\nname = "x"\naddress = "http://x"\nmodel = "m"', "line 2: a writer is either a name or an address"),
    ('[writer]\nname = "x"\nkey = "sk-1"', "line 3: the key of a writer is named by the variable"),
    ('[writer]\nname = "x"\nseconds = 0', "line 3: writer.seconds = 0 should be above 0"),
    (ENTRY + "[[watch]]\nname = 'B'\nkind = 'actor'\nof = ['x']", "line 7: watch.kind = 'actor' .* did you mean 'actors'"),
    ('[writer]\naddress = "ftp://x"\nmodel = "m"', "line 2: the address of a writer should be like"),
    ('[writer]\naddress = "http://a:b@x"\nmodel = "m"', "line 2: the address of a writer has no user name"),
    ('[writer]\naddress = "http://x"', "line 2: writer.address needs writer.model"),
    ('[writer]\nname = "http://x"', "line 2: writer.name is the name of an installed writer"),
    ('[writer]\nname = "x"\naddress = "http://x"\nmodel = "m"', "line 2: a writer is either a name or an address"),
    ('[writer]\nname = "x"\nkey = "sk-1"', "line 3: the key of a writer is named by the variable"),
    ('[writer]\nname = "x"\nseconds = 0', "line 3: writer.seconds = 0 should be above 0"),
    (ENTRY + "[[watch]]\nname = 'B'\nknd = 'actors'\nof = ['x']", "line 7: unknown setting 'watch.knd'; did you mean 'kind'"),
    ('[writer]\naddress = "ftp://x"\nmodel = "m"', "line 2: the address of a writer should be like"),
    ('[writer]\naddress = "http://a:b@x"\nmodel = "m"', "line 2: the address of a writer has no user name"),
    ('[writer]\naddress = "http://x"', "line 2: writer.address needs writer.model"),
    ('[writer]\nname = "http://x"', "line 2: writer.name is the name of an installed writer"),
    ('[writer]\nname = "x"\naddress = "http://x"\nmodel = "m"', "line 2: a writer is either a name or an address"),
    ('[writer]\nname = "x"\nkey = "sk-1"', "line 3: the key of a writer is named by the variable"),
    ('[writer]\nname = "x"\nseconds = 0', "line 3: writer.seconds = 0 should be above 0"),
    (ENTRY + "[[watch]]\nname = 'B'\nkind = 'plans'", "line 5: watch has no of"),
    ('[writer]\naddress = "ftp://x"\nmodel = "m"', "line 2: the address of a writer should be like"),
    ('[writer]\naddress = "http://a:b@x"\nmodel = "m"', "line 2: the address of a writer has no user name"),
    ('[writer]\naddress = "http://x"', "line 2: writer.address needs writer.model"),
    ('[writer]\nname = "http://x"', "line 2: writer.name is the name of an installed writer"),
    ('[writer]\nname = "x"\naddress = "http://x"\nmodel = "m"', "line 2: a writer is either a name or an address"),
    ('[writer]\nname = "x"\nkey = "sk-1"', "line 3: the key of a writer is named by the variable"),
    ('[writer]\nname = "x"\nseconds = 0', "line 3: writer.seconds = 0 should be above 0"),
    (ENTRY + "[[watch]]\nname = 'B'\nkind = 'plans'\nof = []", "line 8: watch.of = .* should name what is watched"),
    (ENTRY + "due_days = 3", "line 5: an entry of kind 'terms' has no alert 'due_days'; it may have new_articles"),
    (ENTRY + "new_articles = 0", "line 5: watch.new_articles = 0 should be above 0"),
    (ENTRY + ENTRY, "two entries of the watch-list are called 'A'"),
])
def test_what_is_wrong_is_refused_with_its_line(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(RequestError, match=message):
        load_settings(written(tmp_path, text))


def test_a_missing_file_is_refused() -> None:
    with pytest.raises(RequestError, match="cannot be read"):
        load_settings("/no/such/settings.toml")


@pytest.mark.parametrize(("last", "first"), [("1 day", "2025-10-22"), ("7 days", "2025-10-16"), ("2 weeks", "2025-10-09")])
def test_a_rolling_period_ends_today(last: str, first: str) -> None:
    now = dt.datetime(2025, 10, 22, 7, 0, tzinfo=dt.UTC)
    assert Period(last=last).days(now) == (dt.date.fromisoformat(first), now.date())


def test_a_month_is_all_of_its_days(tmp_path: Path) -> None:
    period = load_settings(written(tmp_path, '[period]\nsince = "2025-09"\nuntil = "2025-10"')).period
    assert (period.since, period.until) == (dt.date(2025, 9, 1), dt.date(2025, 10, 31))


def test_an_entry_of_the_watch_list_without_alerts_has_those_of_its_kind(tmp_path: Path) -> None:
    text = ENTRY + "[[watch]]\nname = 'B'\nkind = 'plans'\nof = ['ferry']\n"
    text += "[[watch]]\nname = 'C'\nkind = 'actors'\nof = ['Ada']\nstance_below = -0.2"
    found = [entry.as_entry() for entry in load_settings(written(tmp_path, text)).watch]
    assert found == [
        {"name": "A", "kind": "terms", "of": ["quay"], "new_articles": 1},
        {"name": "B", "kind": "plans", "of": ["ferry"], "due_days": 7, "outcome": True},
        {"name": "C", "kind": "actors", "of": ["Ada"], "stance_below": -0.2},
    ]
    assert watch_entries(found) == found


@pytest.mark.parametrize("below", ["", "notebooks", "notebooks/mine"])
def test_the_usual_archive_is_found_from_folders_below(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, below: str) -> None:
    """VS Code and nbconvert run a notebook in the notebook's own folder."""
    monkeypatch.delenv("BROADSHEET_ARCHIVE", raising=False)
    (tmp_path / "data" / "archive").mkdir(parents=True)
    (tmp_path / below).mkdir(parents=True, exist_ok=True)
    monkeypatch.chdir(tmp_path / below)
    assert Path(usual_archive()).resolve() == default_settings().archive == (tmp_path / "data" / "archive").resolve()
    (tmp_path / below / "desk.toml").write_text('name = "x"', "utf-8")
    assert load_settings("desk.toml").archive == default_settings().archive
