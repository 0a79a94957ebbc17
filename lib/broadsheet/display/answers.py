"""One answer on the page: what it says, its picture, its table, the evidence of each row, and its CSV."""

from __future__ import annotations

import base64
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from broadsheet.analysis import PROOF, Chart, Column, answered, quantity, told_by
from broadsheet.annotating import Layers
from broadsheet.charts import NARROW, WIDE, chart_style
from broadsheet.display.drawing import Drawing, chart_function, drawing_of, drawn
from broadsheet.display.evidence import without_reading
from broadsheet.display.passages import passages
from broadsheet.display.prose import prose_html
from broadsheet.display.svg import page_svg
from broadsheet.display.tables import Amount, csv_text, table_html
from broadsheet.errors import RequestError
from broadsheet.safe_text import escape, plain

if TYPE_CHECKING:
    from matplotlib.axes import Axes

ANSWER_TYPE = "application/vnd.broadsheet.answer+json"
"""The kind of output in which an answer travels from the notebook to the report."""

TABLES = "BROADSHEET_TABLES"
"""The variable that names a folder for the CSV files of answers, in the kernels of a run: with ten thousand articles they are tens of
megabytes, too much to travel in a message. Without it they travel with the answer."""

KEPT = 100
"""Passages per row whose words travel with the answer; how many there are in all is said."""

_ROW = re.compile(rb'id="row-(\d+)')


@dataclass(frozen=True)
class Answer:
    """An answer that shows itself in a notebook, and that the report takes apart: sentence, pictures, table, CSV.

    Attributes
    ----------
    name
        Names the answer in links and files: letters, digits and hyphens.
    frame
        The rows.
    evidence
        The passages that prove them: `row article_id start end`, at least one for every row of a question's answer.
    finding
        What the answer says, in one sentence.
    columns
        What the frame's columns mean.
    layers
        The layers that were asked; None where rows do not speak of articles.
    remarks
        Lines below the rows: how they came to be.
    unit, rows, headline, group, prose, weight
        As in `broadsheet.analysis.question.question`.
    """

    name: str
    frame: pd.DataFrame
    evidence: pd.DataFrame
    finding: str
    columns: Mapping[str, Column]
    layers: Layers | None
    drawing: Drawing | None = None
    unit: str = ""
    rows: int = 60
    headline: bool = False
    group: str | None = None
    prose: str | None = None
    remarks: tuple[str, ...] = ()
    weight: str | None = None

    def showing(self, *, name: str | None = None, rows: int | None = None, headline: bool | None = None, unit: str | None = None) -> Answer:
        """The same answer, shown otherwise: under another name in links and files, with more or fewer rows, on the first page or not.

        Parameters
        ----------
        name
            Its name in links and files.
        rows
            Rows that the page shows.
        headline
            Whether the first page of a report repeats it.
        unit
            The line below the picture.

        Returns
        -------
        Answer
            A new one; what is None stays as it was.
        """
        return replace(
            self, name=self.name if name is None else name, rows=self.rows if rows is None else rows,
            headline=self.headline if headline is None else headline, unit=self.unit if unit is None else unit,
        )

    def chart(self, ax: Axes | None = None) -> Axes:
        """Draw the picture of the answer.

        Parameters
        ----------
        ax
            Where to draw; None makes a figure of its own.

        Returns
        -------
        matplotlib.axes.Axes
            `ax`, or the axes of the new figure.

        Raises
        ------
        RequestError
            The question has no picture, or the answer no rows.
        """
        if self.drawing is None or not len(self.frame):
            raise RequestError(f"{self.name} has no picture" + ("" if self.drawing is None else ": there is no row to draw"))
        if ax is None:
            import matplotlib.pyplot as plt

            with chart_style():
                ax = plt.figure(figsize=(WIDE, 3.2)).add_subplot()
        return self.drawing.draw(self.drawing.frame, ax, title=plain(self.finding), **self.drawing.options)

    @cached_property
    def pictures(self) -> dict[str, bytes]:
        """The chart as SVG, `wide` for a laptop and `narrow` for a phone; its title stands beside the picture and not in it."""
        if self.drawing is None or not len(self.frame):
            return {}
        sizes = (("wide", WIDE), ("narrow", NARROW))
        return {size: drawn(self.drawing.frame, self.drawing.draw, width=width, **self.drawing.options) for size, width in sizes}

    @cached_property
    def shown(self) -> tuple[int, ...]:
        """The positions of the rows on the page: the first or weightiest ones, and those that a mark of a picture stands for."""
        marks = set() if self.drawing is None or self.drawing.apart else {
            int(row) for picture in self.pictures.values() for row in _ROW.findall(picture)
        }
        return tuple(sorted({*self._first, *(row for row in marks if row < len(self.frame))}))

    @property
    def _first(self) -> list[int]:
        if self.weight is None:
            return list(range(min(self.rows, len(self.frame))))
        first: list[int] = self.frame[self.weight].reset_index(drop=True).nlargest(self.rows).index.tolist()
        return first

    @cached_property
    def passages(self) -> pd.DataFrame:
        """The newest `KEPT` passages of each row on the page, with their words; of each row beyond, the newest one."""
        turn = self.evidence.groupby("row", sort=False).cumcount()
        kept = turn < self.evidence["row"].isin(self.shown).map({True: KEPT, False: 1})
        rows = self.evidence[kept].reset_index(drop=True)
        if self.layers is None:
            return rows
        found = passages(rows, self.layers.articles, sentences=self.layers.sentences)
        return pd.concat([rows[["row"]], found, rows[["start", "end"]]], axis=1)

    @cached_property
    def table(self) -> str:
        """The table with its evidence, or the sentences with theirs, as HTML."""
        found = self.passages if len(self.passages) else None
        amounts = {} if self.layers is None else _amounts(self.evidence, self.layers)
        if self.prose is not None:
            return prose_html(
                self.frame, self.columns, self.prose, key=self.name, found=found, amounts=amounts, rows=self.shown, group=self.group,
                remarks=self.remarks,
            )
        return table_html(
            self.frame, self.columns, key=self.name, found=found, amounts=amounts, rows=self.shown, group=self.group,
        )

    @property
    def note(self) -> str:
        """The line below the picture: the unit, and the articles that were asked."""
        return _note(self.layers, self.unit)

    def picture(self, size: str) -> str:
        """The chart as SVG for a page, `wide` or `narrow`; empty where there is none.

        Parameters
        ----------
        size
            "wide" for a laptop, "narrow" for a phone.

        Returns
        -------
        str
            SVG without scripts, ids unique to the answer.
        """
        if size not in self.pictures:
            return ""
        links = {} if self.drawing is not None and self.drawing.apart else {f"row-{i}": f"#{self.name}-{i}" for i in self.shown}
        return page_svg(self.pictures[size], label=self.finding, prefix=f"fig-{self.name}-{size}-", links=links)

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        words = f"{self.finding}\n{self.frame.head(20).to_string()}"
        return {"text/plain": words, "text/html": self.html(), ANSWER_TYPE: self.as_json()}

    def html(self) -> str:
        """The answer for JupyterLab: picture, note, table.

        Returns
        -------
        str
            HTML, escaped.
        """
        picture = self.pictures.get("wide")
        data = base64.b64encode(picture).decode() if picture else ""
        image = f'<img alt="" src="data:image/svg+xml;base64,{data}">' if picture else ""
        table = without_reading(self.table) if len(self.frame) else ""
        heading, note = f"<p><b>{escape(self.finding)}</b></p>", f'<p class="note">{escape(self.note)}</p>'
        return f'<div class="bs-answer">{_STYLE}{heading}{image}{note}{table}</div>'

    def as_json(self) -> dict[str, Any]:
        """The answer for the report: text, SVG, HTML and CSV, each escaped for its place.

        Returns
        -------
        dict
            What a report takes apart.
        """
        return {
            "name": self.name, "finding": self.finding, "note": self.note, "rows": len(self.frame), "headline": self.headline,
            "prose": self.prose is not None,
            "wide": self.picture("wide"), "narrow": self.picture("narrow"), "table": self.table if len(self.frame) else "",
            "print": base64.b64encode(self.pictures["wide"]).decode() if "wide" in self.pictures else "",
            **self._tables(),
        }

    def _tables(self) -> dict[str, str]:
        """The CSV texts of the table and of its evidence, or empty ones once they are written where a run wants them."""
        texts = {"csv": csv_text(self.frame), "evidence_csv": csv_text(self.passages)}
        folder = os.environ.get(TABLES)
        if not folder:
            return texts
        for kind, text in texts.items():
            (Path(folder) / table_file(self.name, evidence=kind != "csv")).write_text(text, encoding="utf-8", newline="")
        return dict.fromkeys(texts, "")


def table_file(name: str, *, evidence: bool = False) -> str:
    """The name of the CSV file of an answer, or of its evidence."""
    return f"{name}-evidence.csv" if evidence else f"{name}.csv"


def ask(name: str, layers: Layers, **options: Any) -> Answer:
    """Ask a question of layers.

    Parameters
    ----------
    name
        A key of `broadsheet.questions()`.
    layers
        What `annotate` or an archive gives.
    options
        Options of the question, such as `focus` and `top`; `help(broadsheet.analysis.<name>)` tells them.

    Returns
    -------
    Answer
        `frame` (rows), `evidence` (their passages, `row article_id start end`), `finding` (one sentence), `chart()`; it shows itself in
        a notebook.

    Raises
    ------
    RequestError
        No such question, no such option, or a value that the question refuses.
    ProofError
        A row has no proof: a fault of the question, not of the articles.

    Examples
    --------
    >>> import broadsheet as bs
    >>> text = "Ada Moss opened the quay in Eastmere on 5 May 2025. The ferry will return on 1 June 2025."
    >>> layers = bs.annotate(pd.DataFrame({"article_id": ["a"], "text": [text]}))
    >>> answer = bs.ask("timeline", layers, status="planned")
    >>> len(answer.frame), answer.evidence[["row", "start"]].values.tolist()
    (1, [[0, 67]])
    """
    found = answered(name, layers, **options)
    asking = found.question
    return Answer(
        name.replace("_", "-"), found.frame, found.evidence, found.finding, asking.columns, layers, drawing_of(found),
        asking.unit, asking.rows, asking.headline, asking.group, asking.prose, weight=asking.weight,
    )


def listing(
    frame: pd.DataFrame, columns: Mapping[str, Column], *, name: str, finding: str, empty: str, chart: Chart | None = None, unit: str = "",
    rows: int = 60, headline: bool = False, group: str | None = None,
) -> Answer:
    """Rows that do not speak of articles, such as files that could not be read or scores of a model: shown as an answer, without proof.

    Parameters
    ----------
    frame, columns
        The rows, and what their columns mean.
    name
        Names the list in links and files.
    finding, empty
        The sentence that it says, with rows and without.
    chart, unit, rows, headline, group
        As in `broadsheet.analysis.question.question`; the chart has no options that depend on layers.

    Returns
    -------
    Answer
        One whose `evidence` is empty.
    """
    nothing = pd.DataFrame({name: pd.Series(dtype=kind) for name, kind in zip(PROOF, ("int64", "str", "Int64", "Int64"), strict=True)})
    drawing = None if chart is None else Drawing(chart_function(chart), frame, dict(chart.options))
    said = finding if len(frame) else empty
    return Answer(name, frame, nothing, said, columns, None, drawing, unit, rows, headline, group)


def _amounts(spans: pd.DataFrame, layers: Layers) -> dict[int, Amount]:
    # By numbers, which are counted far faster than texts.
    place, outlet = pd.Index(layers.articles["article_id"]).get_indexer(spans["article_id"]), pd.factorize(told_by(layers.articles))[0]
    counted = pd.DataFrame({"row": spans["row"].array, "article": place, "outlet": outlet[place]}).groupby("row").agg(
        passages=("article", "size"), articles=("article", "nunique"), outlets=("outlet", "nunique"),
    )
    return {int(row): Amount(*map(int, values)) for row, values in zip(counted.index, counted.to_numpy(), strict=True)}


def _note(layers: Layers | None, unit: str) -> str:
    if layers is None:
        return f"{unit}." if unit else ""
    articles = layers.articles
    if articles.empty:
        return "No article."
    days = articles["published_at"].dropna()
    period = f", {days.min():%-d %b %Y} to {days.max():%-d %b %Y}" if len(days) else ""
    source = f"{quantity(len(articles), 'article')} of {quantity(told_by(articles).nunique(), 'outlet')}"
    return f"{unit + '. ' if unit else ''}Source: {source}{period}."


_STYLE = (
    "<style>& table{border-collapse:collapse;font-size:13px}& tbody tr{background:none}"
    "& th,& td{padding:3px 10px;text-align:left;vertical-align:top;white-space:normal}"
    "& .num{text-align:right;font-variant-numeric:tabular-nums}& .day{white-space:nowrap}& thead th{border-bottom:1px solid #888}"
    "& tr.ev td{padding:0 10px 4px;font-size:12px}& summary{cursor:pointer;opacity:.7}"
    "& .note,& .more,& .where{opacity:.75;font-size:12px}& ul{list-style:none;padding:0;margin:4px 0}& q{quotes:none}"
    "& mark{background:#ffe08a;color:#111}& img{background:#fff;max-width:760px;width:100%}</style>"
).replace("&", ".bs-answer" * 4)
"""Each selector names the class four times: JupyterLab sets the cells of all tables to the right by rules stronger than a class."""
