"""Questions: a function of layers that gives a frame, and beside it what its columns mean, which passages prove each row, the sentence
that says it, and its chart. Whoever asks gets all of it at once, and never a row without proof."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import wraps
from importlib import import_module
from importlib.metadata import entry_points
from pkgutil import iter_modules
from typing import Any, Concatenate

import numpy as np
import pandas as pd
from rapidfuzz.fuzz import ratio
from rapidfuzz.process import extractOne

from broadsheet.annotating import Layers
from broadsheet.errors import BroadsheetError, RequestError
from broadsheet.texts import noted

GROUPS = ("corpus", "actors", "timeline", "sentiment", "briefing", "accuracy")
"""The rooms of the questions, in the order in which a reader meets them. In each, a question is the module of its name."""

PLUGINS = "broadsheet.questions"
"""The group of entry points under which another package offers questions: the name, and the function that `question` declares."""

PROOF = ("row", "article_id", "start", "end")


class ProofError(BroadsheetError):
    """A row of an answer has no proof, or the proof names a row that is not there."""


@dataclass(frozen=True)
class Asked:
    """What was asked: the layers, and every option of the question with its value, given or by default.

    Parameters
    ----------
    layers
        The layers that were asked.
    options
        Name of each option → its value.
    """

    layers: Layers
    options: Mapping[str, Any]


Proof = Callable[[pd.DataFrame, Asked], pd.DataFrame]
"""From the rows of an answer to their passages: one row per passage, `row` (position in the answer, from 0), `article_id`, `start`, `end`;
null offsets stand for the whole article."""


@dataclass(frozen=True)
class Column:
    """What a column of an answer means, and how a reader sees it.

    Parameters
    ----------
    label
        Its heading.
    meaning
        One line: what a value says, and of what.
    unit
        What is counted or measured, where there is a unit.
    form
        How a value is shown: a name of `broadsheet.display.forms`. Some forms take further columns into the same cell.
    beside
        The columns that the form takes into the cell; they are not shown by themselves.
    hidden
        For programs, not for readers: ids, offsets, keys for sorting. The CSV has them.
    once
        Left out of a table in which all rows say the same.
    """

    label: str
    meaning: str
    unit: str = ""
    form: str = "plain"
    beside: tuple[str, ...] = ()
    hidden: bool = False
    once: bool = False


def hidden(meaning: str) -> Column:
    """A column for programs.

    Parameters
    ----------
    meaning
        What a value is.

    Returns
    -------
    Column
        A column that the CSV has and the page does not.
    """
    return Column("", meaning, hidden=True)


@dataclass(frozen=True)
class Chart:
    """The picture of an answer.

    Parameters
    ----------
    draw
        The name of a function of `broadsheet.charts`, or a function of one's own: a frame and an `ax`, and the option `title`.
    options
        Further options of that function.
    drawn
        The frame that is drawn, where it is not the answer's own; its marks then lead to no row.
    given
        Options that depend on the answer.
    """

    draw: str | Callable[..., Any]
    options: Mapping[str, Any] = field(default_factory=dict)
    drawn: Callable[[pd.DataFrame, Asked], pd.DataFrame] | None = None
    given: Callable[[pd.DataFrame, Asked], Mapping[str, Any]] | None = None


@dataclass(frozen=True)
class Question:
    """A question as it is declared; see `question` for the parts.

    Parameters
    ----------
    name
        The name to ask by.
    make
        The function of layers that gives the frame.
    asks, columns, proof, finding, empty, chart, unit, headline, group, rows, prose, weight
        As in `question`.
    """

    name: str
    asks: str
    make: Callable[..., pd.DataFrame]
    columns: Mapping[str, Column]
    proof: Proof
    finding: Callable[[pd.DataFrame, Asked], str]
    empty: str | Callable[[Asked], str]
    chart: Chart | None
    unit: str
    headline: bool
    group: str | None
    rows: int
    prose: str | None = None
    weight: str | None = None

    def options(self) -> dict[str, inspect.Parameter]:
        """The options that may be given, by name.

        Returns
        -------
        dict
            Name of the option → its parameter, with its default.

        Examples
        --------
        >>> list(find_question("role_table").options())
        ['focus']
        """
        return dict(list(inspect.signature(self.make).parameters.items())[1:])


@dataclass(frozen=True)
class Answered:
    """An answer as data: rows, their proof, and one sentence.

    Attributes
    ----------
    frame
        The rows.
    evidence
        Their passages, at least one for every row: `row article_id start end`, sorted by row, the newest article first.
    finding
        What the answer says.
    """

    question: Question
    asked: Asked
    frame: pd.DataFrame
    evidence: pd.DataFrame
    finding: str


_DECLARED: dict[str, Question] = {}


def question[**P](
    *, asks: str, columns: Mapping[str, Column], proof: Proof, finding: Callable[[pd.DataFrame, Asked], str],
    empty: str | Callable[[Asked], str] = "Nothing of the kind is found in these articles.", chart: Chart | None = None, unit: str = "",
    headline: bool = False, group: str | None = None, rows: int = 60, prose: str | None = None,
    weight: str | None = None,
) -> Callable[[Callable[Concatenate[Layers, P], pd.DataFrame]], Callable[Concatenate[Layers, P], pd.DataFrame]]:
    """Declare a function of layers as a question of its name; the function itself stays one that gives a frame.

    Parameters
    ----------
    asks
        The question, in one line.
    columns
        Every column of the frame, by name.
    proof
        Which passages prove each row; `broadsheet.analysis.counting.proofs` has the usual ones.
    finding
        What the answer says, in one sentence, from a frame with rows.
    empty
        The sentence of an answer without rows.
    chart
        Its picture.
    unit
        What is counted, for the line below the picture.
    headline
        Whether the first page of a report repeats the sentence and the picture.
    group
        A column whose values become headings inside the table.
    rows
        Rows that a page shows; the CSV has all.
    prose
        A column to be read as text: the rows are sentences of one account, and no table.
    weight
        A column whose largest values say which rows a page shows, in the order of the frame; None shows the first ones.

    Returns
    -------
    callable
        A decorator. The decorated function gives the same frame as before.

    Examples
    --------
    >>> from broadsheet.analysis.counting import columns, proofs
    >>> declared = columns.some("article_id start end", text=Column("Statement", "what was said"))
    >>> @question(asks="Which statements are indirect?", columns=declared, proof=proofs.own_span,
    ...           finding=lambda frame, asked: f"{len(frame)} statements are indirect")
    ... def indirect_statements(layers: Layers) -> pd.DataFrame:
    ...     quotes = layers.quotes[layers.quotes["manner"] == "indirect"]
    ...     return quotes[["text", "article_id", "start", "end"]].reset_index(drop=True)
    """
    def declare(make: Callable[Concatenate[Layers, P], pd.DataFrame]) -> Callable[Concatenate[Layers, P], pd.DataFrame]:
        @wraps(make)
        def noting(layers: Layers, /, *args: P.args, **options: P.kwargs) -> pd.DataFrame:
            return noted(make(layers, *args, **options), layers.texts)

        _DECLARED[make.__name__] = Question(
            make.__name__, asks, noting, columns, proof, finding, empty, chart, unit, headline, group, rows, prose, weight,
        )
        return noting

    return declare


def questions() -> dict[str, str]:
    """Every question by its name, and the line that says what it answers; those of other packages too.

    Returns
    -------
    dict
        Name of the question → the question in words, sorted by name.

    Examples
    --------
    >>> questions()["actor_ranking"]
    'Who is written about most?'
    """
    for group in GROUPS:
        for module in _modules(group):
            import_module(f"{__package__}.{group}.{module}")
    for plugin in entry_points(group=PLUGINS):
        plugin.load()
    return {name: _DECLARED[name].asks for name in sorted(_DECLARED)}


def find_question(name: str) -> Question:
    """The question of a name; only its own module is imported.

    Parameters
    ----------
    name
        A key of `questions()`.

    Returns
    -------
    Question
        Its declaration.

    Raises
    ------
    RequestError
        There is none of that name.

    Examples
    --------
    >>> sorted(find_question("timeline").options())
    ['focus', 'since', 'stated', 'status', 'top', 'until']
    """
    if name not in _DECLARED:
        homes = [group for group in GROUPS if name in _modules(group)]
        for group in homes:
            import_module(f"{__package__}.{group}.{name}")
    if name not in _DECLARED:
        nearest = extractOne(name, list(questions()), scorer=ratio)
        if name not in _DECLARED:
            raise RequestError(f"no question {name!r}; did you mean {nearest[0]!r}?")
    return _DECLARED[name]


def answered(name: str, layers: Layers, **options: Any) -> Answered:
    """Ask a question.

    Parameters
    ----------
    name
        A key of `questions()`.
    layers
        What `annotate` or an archive gives.
    options
        Options of the question's function, such as `focus` and `top`.

    Returns
    -------
    Answered
        The frame, its evidence and its sentence; `broadsheet.ask` also shows them.

    Raises
    ------
    RequestError
        No such question, no such option, or a value that the question refuses.
    ProofError
        A row has no proof: a fault of the question, not of the articles.
    """
    asking = find_question(name)
    parameters = asking.options()
    for option in options:
        if option not in parameters:
            raise RequestError(f"question {name!r} has no option {option!r}; it has {', '.join(parameters) or 'none'}")
    missing = [key for key, one in parameters.items() if one.default is inspect.Parameter.empty and key not in options]
    if missing:
        raise RequestError(f"question {name!r} needs the option {missing[0]!r}")
    asked = Asked(layers, {key: options.get(key, one.default) for key, one in parameters.items()})
    frame = asking.make(layers, **options)
    _check_columns(asking, frame)
    evidence = _checked_proof(asking, frame, asked)
    return Answered(asking, asked, frame, evidence, _sentence(asking, frame, asked))


def _sentence(asking: Question, frame: pd.DataFrame, asked: Asked) -> str:
    if len(frame):
        return asking.finding(frame, asked)
    return asking.empty if isinstance(asking.empty, str) else asking.empty(asked)


def _check_columns(asking: Question, frame: pd.DataFrame) -> None:
    unknown = [str(column) for column in frame.columns if column not in asking.columns]
    if unknown:
        raise BroadsheetError(f"question {asking.name!r} does not declare its column {unknown[0]!r}")


def _checked_proof(asking: Question, frame: pd.DataFrame, asked: Asked) -> pd.DataFrame:
    """The proof in its order: by row, the newest article first; every row has some."""
    proof = asking.proof(frame, asked)[list(PROOF)].astype({"row": "int64", "article_id": "str", "start": "Int64", "end": "Int64"})
    bare = sorted(set(range(len(frame))) - set(proof["row"]))
    if bare:
        first = frame.iloc[bare[0]].dropna().to_dict()
        raise ProofError(f"question {asking.name!r}: row {bare[0]} has no proof: {first}")
    beyond = proof[(proof["row"] < 0) | (proof["row"] >= len(frame))]
    if len(beyond):
        raise ProofError(f"question {asking.name!r}: its proof names row {beyond['row'].iloc[0]}, and the answer has {len(frame)}")
    newest_first = asked.layers.articles.sort_values(["published_at", "article_id"], ascending=[False, True])["article_id"]
    place = pd.Index(newest_first).get_indexer(proof["article_id"])
    if (place < 0).any():
        row, article = proof[["row", "article_id"]].iloc[int(np.argmax(place < 0))]
        raise ProofError(f"question {asking.name!r}: row {row} is proved by an article that is not there: {article}")
    keys = pd.DataFrame({"row": proof["row"].array, "place": place, "start": proof["start"].array, "end": proof["end"].array})
    ordered = keys.drop_duplicates().sort_values(["row", "place", "start"], kind="stable").index
    return proof.iloc[ordered].reset_index(drop=True)


def _modules(group: str) -> list[str]:
    package = import_module(f"{__package__}.{group}")
    return [module.name for module in iter_modules(package.__path__) if not module.name.startswith("_")]
