"""The page on adding a question is followed to the letter: its module is put where it says, its cell is run, its test passes."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.invented_layers import Told, layers_of

import broadsheet as bs
from broadsheet.analysis import corpus, questions
from broadsheet.annotating import Layers

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "extending" / "question.md").read_text(encoding="utf-8")
MODULE, CELL, TEST = re.findall(r"```python\n(.*?)```", PAGE, re.S)
HEADING = re.findall(r"```markdown\n(.*?)```", PAGE, re.S)

TOLD = [
    Told("a", "The harbour is full. A quay was built beside the Harbour.", source="The Courier"),
    Told("b", "The quay and the quayside of the harbour were sold.", source="Northgate Post"),
    Told("c", "Nothing of the kind.", source="Northgate Post"),
    Told("d", "The harbour is full. A quay was built beside the Harbour.", source="Northgate Post", copy_of="a"),
]


@pytest.fixture
def added(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The page's module in the folder of a group, as a file that nobody has imported; forgotten after the test."""
    (tmp_path / "words_per_outlet.py").write_text(MODULE, encoding="utf-8")
    questions()
    declared = sys.modules["broadsheet.analysis.question"]
    monkeypatch.setattr(corpus, "__path__", [*corpus.__path__, str(tmp_path)])
    monkeypatch.setattr(declared, "_DECLARED", dict(declared._DECLARED))
    yield
    sys.modules.pop("broadsheet.analysis.corpus.words_per_outlet", None)


@pytest.fixture
def layers() -> Layers:
    return layers_of(TOLD)


def asked(layers: Layers) -> Any:
    """What the page's cell shows."""
    return eval(CELL, {"bs": bs, "layers": layers})


def test_module_and_cells_are_short() -> None:
    lines = [line for part in (MODULE, CELL, *HEADING) for line in part.splitlines() if line.strip()]
    assert len(lines) < 60


def test_the_question_is_listed_and_answered(added: None, layers: Layers) -> None:
    answer = asked(layers)
    assert answer.frame.values.tolist() == [
        ["The Courier", "harbour", 2], ["Northgate Post", "harbour", 1], ["Northgate Post", "quay", 1], ["The Courier", "quay", 1],
    ]
    assert questions()["words_per_outlet"] == HEADING[0].strip("# \n")


def test_each_passage_is_the_word_in_an_article_of_the_outlet(added: None, layers: Layers) -> None:
    answer, articles = asked(layers), layers.articles.set_index("article_id")
    for row, article_id, start, end in answer.evidence.itertuples(index=False):
        source, word, _ = answer.frame.iloc[row]
        assert articles["text"][article_id][start:end].lower() == word and articles["source"][article_id] == source
    assert answer.evidence.groupby("row").size().tolist() == answer.frame["uses"].tolist()


def test_it_shows_itself_with_its_sentence_and_its_picture(added: None, layers: Layers) -> None:
    answer = asked(layers)
    assert answer.finding == "The Courier uses “harbour” most: 2 times"
    assert answer.chart().get_title() == answer.finding
    assert "The Courier: harbour" in answer.picture("wide") and answer.picture("wide").count('class="mark"') >= 4
    assert answer.table.count("<mark>") == 5


def test_without_the_words_it_says_so(added: None) -> None:
    assert asked(layers_of(TOLD[2:3])).finding == "No outlet uses any of these words."


def test_the_test_on_the_page_passes(added: None, layers: Layers) -> None:
    names: dict[str, Any] = {"bs": bs, "layers": layers}
    exec(TEST, names)
    names["test_each_passage_is_the_word"]()


def test_what_the_page_names_is_there() -> None:
    from broadsheet.analysis.counting import proofs
    from broadsheet.display.forms import FORMS

    named = re.findall(r"^\| `(\w+)(?:\(.*?\))?` \|", PAGE[PAGE.index("## Proof"):], re.M)
    assert len(named) == 8 and [name for name in named if not hasattr(proofs, name)] == []
    forms = re.search(r"how its values are shown: (.*?) and others", PAGE, re.S)
    assert forms and set(re.findall(r"`(\w+)`", forms.group(1))) <= set(FORMS)
