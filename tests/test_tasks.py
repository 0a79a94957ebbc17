"""The typical tasks of the page `docs/tasks.md`: each takes at most three lines, runs as it stands there, and gives what it says."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import matplotlib.axes
import pandas as pd
import pytest

import broadsheet as bs
from tests.invented_layers import Told, layers_of

PAGE = (Path(__file__).resolve().parents[1] / "docs" / "tasks.md").read_text(encoding="utf-8")
TASKS = dict(re.findall(r"^## ([^\n]+)\n\n```python\n(.*?)```", PAGE, re.S | re.M))

GIVES: dict[str, Callable[[Any], bool]] = {
    "What did one actor say about another in October?": lambda answer: answer["text"].tolist() == ["Bo Finch is brave"],
    "Who appears with whom, as a matrix?": lambda answer: answer.equals(answer.T) and answer.loc["Ada Moss", "Bo Finch"] == 3,
    "How does each outlet write, week by week?": lambda answer: answer.columns.tolist() == ["Northgate Post", "The Harbour Courier"],
    "What is planned with one actor?": lambda answer: answer["earliest"].tolist() == [pd.Timestamp("2025-12-01")],
    "Which articles mention somebody?": lambda answer: answer["article_id"].tolist() == ["d", "b", "a"],
    "Read one article": lambda answer: "will reopen the ferry" in str(answer),
    "Keep a column of one's own": lambda answer: answer.tolist() == ["Harbour"] * 4,
    "Use one's own table of outlets": lambda answer: answer.index.tolist() == ["XK"],
    "Merge two actors": lambda answer: "Bo Finch" not in set(answer.actors["name"]) and "Ada Moss" in set(answer.actors["name"]),
    "A network for Gephi": lambda answer: answer.is_file(),
    "A picture": lambda answer: isinstance(answer, matplotlib.axes.Axes),
}


@pytest.fixture(scope="module")
def layers() -> bs.Layers:
    """Four articles of two outlets: three of October, in which Ada Moss speaks of Bo Finch, and one of September."""
    said = "Ada Moss met Bo Finch. Bo Finch is brave, Ada Moss said."
    made = layers_of([
        Told("a", "Ada Moss met Bo Finch and is judged.", day="2025-09-29", stance={"Ada Moss": ("own", None, 0.5)}),
        Told("b", said, day="2025-10-06", quotes=[("Bo Finch is brave", "Ada Moss")], stance={"Ada Moss": ("own", None, -0.5)},
             source="Northgate Post"),
        Told("c", "Cleo Hart slept.", day="2025-10-07"),
        Told("d", "Ada Moss will reopen the ferry.", day="2025-10-08", events=[("reopen", "planned", "2025-12-01")]),
    ])
    first = said.rindex("Ada Moss")
    made.quotes.loc[:, ["speaker_start", "speaker_end"]] = [first, first + len("Ada Moss")]
    return made


def test_the_page_has_each_task_in_at_most_three_lines() -> None:
    assert list(TASKS) == list(GIVES)
    assert max(len(lines.strip().splitlines()) for lines in TASKS.values()) <= 3


@pytest.mark.parametrize("task", GIVES)
def test_the_lines_give_what_is_asked_for(task: str, layers: bs.Layers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "outlets.csv").write_text("source,country\nThe Harbour Courier,XK\n", "utf-8")
    names: dict[str, Any] = {"bs": bs, "pd": pd, "layers": layers}
    exec(TASKS[task], names)
    assert GIVES[task](names["answer"])
