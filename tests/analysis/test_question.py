"""A question declares its proof: an analyst's own question cites what it counts, and one that cannot show a row is refused."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable

import pandas as pd
import pytest
from tests.invented_layers import Told, layers_of

from broadsheet.analysis import Asked, Column, ProofError, answered, question, questions
from broadsheet.analysis.counting import columns, proofs
from broadsheet.analysis.counting.articles import told_by
from broadsheet.annotating import Layers
from broadsheet.errors import BroadsheetError, RequestError

COLUMNS = columns.some("source", word=Column("Word", "as asked for"), uses=Column("Uses", "uses by the outlet"))
TOLD = [
    Told("a", "The ferry left. Another ferry came.", source="The Courier"),
    Told("b", "No boat came.", source="The Courier"),
    Told("c", "The bridge is shut.", source="Northgate Post"),
    Told("d", "A ferry sank below the bridge.", source="Northgate Post"),
    Told("e", "Rain.", source="Northgate Post"),
]
"""Five articles, three of which hold one of the words."""


@pytest.fixture(autouse=True)
def apart(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is declared here is forgotten after each test; what ships is declared before."""
    questions()
    home = sys.modules["broadsheet.analysis.question"]
    monkeypatch.setattr(home, "_DECLARED", dict(home._DECLARED))


def uses(layers: Layers) -> pd.DataFrame:
    """Each use of the two words: `source word article_id start end`."""
    articles = layers.articles.assign(source=told_by(layers.articles))
    found = [
        (source, use.group().lower(), article_id, use.start(), use.end())
        for article_id, source, text in articles[["article_id", "source", "text"]].itertuples(index=False)
        for use in re.finditer("ferry|bridge", text)
    ]
    return pd.DataFrame(found, columns=["source", "word", "article_id", "start", "end"])


def declare(proof: Callable[[pd.DataFrame, Asked], pd.DataFrame], columns_of: dict[str, Column] = COLUMNS) -> None:
    """Words per outlet, with a proof to be tried."""
    @question(asks="How often does each outlet use these words?", columns=columns_of, proof=proof, finding=lambda frame, asked: "Words")
    def words_by_outlet(layers: Layers, *, least: int = 1) -> pd.DataFrame:
        counted = uses(layers).groupby(["source", "word"], as_index=False).size().rename(columns={"size": "uses"})
        return counted[counted["uses"] >= least].reset_index(drop=True)


def by_word(frame: pd.DataFrame, asked: Asked) -> pd.DataFrame:
    """What was counted."""
    return proofs.same(frame, uses(asked.layers), {"source": "source", "word": "word"})


def test_words_per_outlet_cite_the_words_and_nothing_else() -> None:
    declare(by_word)
    layers = layers_of(TOLD)
    answer = answered("words_by_outlet", layers)
    texts = layers.articles.set_index("article_id")["text"]
    cited = [
        (*answer.frame.iloc[row][["source", "word"]], article, texts[article][start:end])
        for row, article, start, end in answer.evidence.itertuples(index=False)
    ]
    assert cited == [
        ("Northgate Post", "bridge", "c", "bridge"), ("Northgate Post", "bridge", "d", "bridge"), ("Northgate Post", "ferry", "d", "ferry"),
        ("The Courier", "ferry", "a", "ferry"), ("The Courier", "ferry", "a", "ferry"),
    ]
    assert answer.evidence.groupby("row").size().tolist() == answer.frame["uses"].tolist()


def test_an_option_narrows_rows_and_proof_together() -> None:
    declare(by_word)
    answer = answered("words_by_outlet", layers_of(TOLD), least=2)
    assert answer.frame["word"].tolist() == ["bridge", "ferry"] and answer.evidence["row"].tolist() == [0, 0, 1, 1]


@pytest.mark.parametrize(("proof", "message"), [
    (lambda frame, asked: by_word(frame, asked).iloc[:0], "row 0 has no proof: .*'word': 'bridge', 'uses': 2"),
    (lambda frame, asked: by_word(frame, asked).query("row != 1"), "row 1 has no proof"),
    (lambda frame, asked: pd.concat([by_word(frame, asked), by_word(frame, asked).assign(row=7)]), "names row 7, and the answer has 3"),
    (lambda frame, asked: by_word(frame, asked).assign(article_id="z"), "proved by an article that is not there: z"),
], ids=["no row", "one row not", "too many rows", "unknown article"])
def test_a_row_without_proof_is_refused(proof: Callable[[pd.DataFrame, Asked], pd.DataFrame], message: str) -> None:
    declare(proof)
    with pytest.raises(ProofError, match=message):
        answered("words_by_outlet", layers_of(TOLD))


def test_a_column_that_is_not_declared_is_refused() -> None:
    declare(by_word, {name: column for name, column in COLUMNS.items() if name != "uses"})
    with pytest.raises(BroadsheetError, match="does not declare its column 'uses'"):
        answered("words_by_outlet", layers_of(TOLD))


@pytest.mark.parametrize(("name", "options", "message"), [
    ("words_by_outlets", {}, "did you mean 'words_by_outlet'"), ("words_by_outlet", {"most": 3}, "has no option 'most'; it has least"),
])
def test_what_is_not_there_is_said(name: str, options: dict[str, int], message: str) -> None:
    declare(by_word)
    with pytest.raises(RequestError, match=message):
        answered(name, layers_of(TOLD), **options)


def test_nothing_found_is_an_answer() -> None:
    declare(by_word)
    answer = answered("words_by_outlet", layers_of(TOLD[1:2]))
    assert answer.frame.empty and answer.evidence.empty and answer.finding == "Nothing of the kind is found in these articles."


