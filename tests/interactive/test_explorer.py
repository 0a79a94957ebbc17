"""The explorer without a browser: what is shown follows the controls; a focus carries over; correction lines can be pasted."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from tests.invented_layers import Told, layers_of

from broadsheet.analysis.counting.columns import some
from broadsheet.analysis.question import Column
from broadsheet.annotating import Layers
from broadsheet.corrections import parse_corrections
from broadsheet.display import correction_lines
from broadsheet.errors import RequestError
from broadsheet.interactive import Explorer, carried_focus, carry_focus, explore
from broadsheet.interactive.tables import sortable
from broadsheet.interactive.views import VIEWS


@pytest.fixture
def layers() -> Layers:
    """Two outlets, three days, a plan and a statement."""
    return layers_of([
        Told("aaaaaaaa1", "Ada Moss met Bo Finch. A new pier will open in June.", day="2025-05-05", quotes=[("A new pier", "Ada Moss")],
             events=[("open", "planned", "2025-06-01"), ("met", "occurred", "2025-05-05")]),
        Told("bbbbbbbb2", "Bo Finch left.", source="Northgate Post", day="2025-05-09", events=[("left", "occurred", "2025-05-09")]),
        Told("cccccccc3", "Ada Moss spoke.", day=None, stance={"Ada Moss": ("own", None, 0.8)}),
    ])


@pytest.fixture
def explorer(layers: Layers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Explorer:
    """The controls on these layers."""
    monkeypatch.delenv("BROADSHEET_RUN", raising=False)
    made = explore(layers, archive=str(tmp_path))
    assert isinstance(made, Explorer)
    return made


def test_each_view_shows_its_rows(explorer: Explorer) -> None:
    found = {}
    for view in VIEWS:
        explorer.controls.view.value = view
        found[view] = len(explorer.answer)
    assert found == {"Actors": 2, "Statements": 0, "Happenings": 2, "Stance": 1, "Articles": 3}


def test_period_outlet_actor_and_status_narrow_what_is_shown(explorer: Explorer) -> None:
    controls = explorer.controls
    controls.view.value = "Articles"
    assert len(explorer.answer) == 3
    controls.period.index = (1, 1)
    assert explorer.answer["article_id"].tolist() == ["bbbbbbbb2"]
    controls.period.index = (0, 1)
    controls.outlets.value = ("The Harbour Courier",)
    assert sorted(explorer.answer["article_id"]) == ["aaaaaaaa1", "cccccccc3"]
    controls.actor.value = "Bo Finch"
    assert explorer.answer["article_id"].tolist() == ["aaaaaaaa1"]
    controls.view.value, controls.status.value = "Happenings", ("planned",)
    controls.actor.value = ""
    assert explorer.answer["status"].tolist() == ["planned"]


def test_an_unknown_actor_is_said_and_nothing_breaks(explorer: Explorer) -> None:
    explorer.controls.actor.value = "Ada Mosss"
    assert "did you mean" in explorer._finding.value and "Ada Moss" in explorer._finding.value
    explorer.controls.actor.value = "Ada Moss"
    assert len(explorer.answer)


def test_a_mark_and_a_row_show_the_same_sentences(explorer: Explorer) -> None:
    explorer.controls.view.value = "Happenings"
    explorer._clicked(0)
    by_mark = explorer._sentences.value
    assert explorer.row["earliest"] == explorer.answer["earliest"].iloc[0] and "<mark>" in by_mark
    explorer._table.widget.selected_rows = [1]
    assert explorer._sentences.value != by_mark


def test_a_scheduled_run_shows_no_controls(layers: Layers, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BROADSHEET_RUN", "1")
    assert "scheduled run" in str(explore(layers))


def test_a_focus_carries_over_until_it_is_cleared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("BROADSHEET_RUN", raising=False)
    assert carried_focus(tmp_path) is None
    carry_focus(tmp_path, 'Ada "the Mayor" Moss')
    assert carried_focus(tmp_path) == 'Ada "the Mayor" Moss'
    assert carried_focus(tmp_path, "Bo Finch") == "Bo Finch" and carried_focus(tmp_path) == "Bo Finch"
    monkeypatch.setenv("BROADSHEET_RUN", "1")
    assert carried_focus(tmp_path) is None
    monkeypatch.delenv("BROADSHEET_RUN")
    assert carried_focus(tmp_path, "") is None and list(tmp_path.iterdir()) == []


def test_the_actor_chosen_is_the_focus_of_the_next_notebook(explorer: Explorer, tmp_path: Path) -> None:
    explorer.controls.actor.value = "Bo Finch"
    assert carried_focus(tmp_path) == "Bo Finch"
    explorer.controls.actor.value = "Nobody Known"
    assert carried_focus(tmp_path) == "Bo Finch"


def test_correction_lines_are_understood_as_they_are(layers: Layers) -> None:
    rows = [layers.actors.iloc[0], layers.quotes.iloc[0], layers.articles.iloc[0], layers.articles.iloc[2]]
    texts = [correction_lines(row, layers) for row in rows]
    for text in texts:
        parse_corrections(text)
    assert [text.split("\n")[0] for text in texts] == ["[[actors]]", "[[quotes]]", "[[articles]]", "[[articles]]"]
    assert "unset" in texts[3] and correction_lines({"measure": "words"}, layers) == ""


def test_a_searchable_table_holds_plain_text_and_sorts_by_values() -> None:
    columns = some("name actor_id earliest latest precision share mentions", other=Column("Actor", "another one of that heading"))
    table = sortable(pd.DataFrame({
        "name": ["\x1b[31m<b>Ada</b>", None, "Bo"], "earliest": pd.to_datetime(["2025-05-05", "2024-01-01", "2025-11-01"]),
        "latest": pd.to_datetime(["2025-05-07", "2024-12-31", "2025-11-01"]), "precision": ["day", "year", "day"],
        "share": pd.array([0.251, None, 0.09], dtype="Float64"), "mentions": [1204, 7, 90], "actor_id": ["a", "b", "c"],
        "other": ["x", "y", "z"],
    }), columns)
    words, shown = table.frame.iloc[:, :5], ["Actor", "When", "Share", "Mentions", "Actor "]
    assert words.columns.tolist() == shown
    assert words.values.tolist() == [
        ["<b>Ada</b>", "5 May – 7 May 2025", "25 %", "1,204", "x"], ["", "2024", "", "7", "y"], ["Bo", "1 Nov 2025", "9 %", "90", "z"],
    ]
    by_value = {shown[column]: table.frame.iloc[:, values].argsort().tolist() for column, values in table.orders.items()}
    assert by_value == {"When": [1, 0, 2], "Share": [1, 2, 0], "Mentions": [1, 2, 0]}


def test_only_words_are_shown_and_searched() -> None:
    table = sortable(pd.DataFrame({"name": ["Ada"], "mentions": [3]}), some("name mentions"))
    assert table.definitions() == [
        {"targets": 1, "orderData": [2]}, {"targets": [1], "className": "dt-right"},
        {"targets": [2], "visible": False, "searchable": False},
    ]


def test_a_row_shows_its_own_proof(explorer: Explorer) -> None:
    """Two marks of one name: the second row is shown by what the question declared, not by what its columns are called."""
    explorer.controls.view.value = "Actors"
    explorer._table.widget.selected_rows = [int(explorer.answer.index[explorer.answer["name"] == "Bo Finch"][0])]
    assert explorer._sentences.value.count("<mark>Bo Finch</mark>") == 2
    assert "<mark>Ada Moss</mark>" not in explorer._sentences.value


def test_what_is_searched_narrows_every_view_and_is_shown_with_its_sentences(layers: Layers, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("BROADSHEET_RUN", raising=False)

    class Kept:
        """An archive in which every query finds one article."""

        def search(self, query: str, *, top: int | None, passages: int) -> pd.DataFrame:
            if query == "(":
                raise RequestError("query, character 1: a parenthesis is opened and not closed")
            return pd.DataFrame({
                "article_id": ["aaaaaaaa1"], "source": ["The Harbour Courier"], "published_at": pd.to_datetime(["2025-05-05"], utc=True),
                "title": ["One"], "score": [1.0], "hits": [1], "start": [0], "end": [22], "match_start": [0], "match_end": [8],
                "before": [""], "match": ["Ada Moss"], "after": [" met Bo Finch."],
            })

    monkeypatch.setattr("broadsheet.interactive.explorer._searchable", lambda archive: Kept())
    explorer = explore(layers)
    assert isinstance(explorer, Explorer)
    explorer.controls.view.value = "Articles"
    assert len(explorer.answer) == 3
    explorer.controls.query.value = "Moss"
    assert explorer.answer["article_id"].tolist() == ["aaaaaaaa1"]
    explorer.controls.view.value = "Search"
    explorer._chosen(0)
    assert explorer.answer["match"].tolist() == ["Ada Moss"] and "<mark>Ada Moss</mark>" in explorer._sentences.value
    explorer.controls.query.value = "("
    assert "parenthesis" in explorer._finding.value
