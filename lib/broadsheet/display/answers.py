"""One answer on the page: what it says, its picture, its table, the evidence of each row, and its CSV."""

from __future__ import annotations

import base64
import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd

from broadsheet.analysis.corpus import told_by
from broadsheet.analysis.evidence import witnesses
from broadsheet.annotating import Layers
from broadsheet.display.passages import passages
from broadsheet.display.style import NARROW, WIDE, chart_style
from broadsheet.display.svg import figure_svg, page_svg
from broadsheet.display.tables import Amount, csv_text, table_html
from broadsheet.safe_text import escape, plain

ANSWER_TYPE = "application/vnd.broadsheet.answer+json"
"""The kind of output in which an answer travels from the notebook to the report."""

TABLES = "BROADSHEET_TABLES"
"""The variable that names a folder for the CSV files of answers, in the kernels of a run: with ten thousand articles they are tens of
megabytes, too much to travel in a message. Without it they travel with the answer."""

KEPT = 100
"""Passages per row whose words travel with the answer; how many there are in all is said."""

_ROW = re.compile(rb'id="row-(\d+)')

Chart = Callable[..., Any]


@dataclass(frozen=True)
class Answer:
    """An answer that shows itself in a notebook, and that the report takes apart: finding, pictures, table, CSV."""

    name: str
    finding: str
    frame: pd.DataFrame
    found: pd.DataFrame
    amounts: dict[int, Amount]
    pictures: dict[str, bytes]
    note: str
    shown: tuple[int, ...]
    headline: bool = False
    group: str | None = None

    @cached_property
    def table(self) -> str:
        """The table with its evidence, as HTML."""
        found = self.found if len(self.found) else None
        return table_html(self.frame, key=self.name, found=found, amounts=self.amounts, rows=self.shown, group=self.group)

    def picture(self, size: str) -> str:
        """The chart as SVG for a page, `wide` or `narrow`; empty where there is none."""
        if size not in self.pictures:
            return ""
        links = {f"row-{i}": f"#{self.name}-{i}" for i in self.shown}
        return page_svg(self.pictures[size], label=self.finding, prefix=f"fig-{self.name}-{size}-", links=links)

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        words = f"{self.finding}\n{self.frame.head(20).to_string()}"
        return {"text/plain": words, "text/html": self.html(), ANSWER_TYPE: self.as_json()}

    def html(self) -> str:
        """The answer for JupyterLab: picture, note, table."""
        picture = self.pictures.get("wide")
        data = base64.b64encode(picture).decode() if picture else ""
        image = f'<img alt="" src="data:image/svg+xml;base64,{data}">' if picture else ""
        table = self.table if len(self.frame) else ""
        heading, note = f"<p><b>{escape(self.finding)}</b></p>", f'<p class="note">{escape(self.note)}</p>'
        return f'<div class="bs-answer">{_STYLE}{heading}{image}{note}{table}</div>'

    def as_json(self) -> dict[str, Any]:
        """The answer for the report: text, SVG, HTML and CSV, each escaped for its place."""
        return {
            "name": self.name, "finding": self.finding, "note": self.note, "rows": len(self.frame), "headline": self.headline,
            "wide": self.picture("wide"), "narrow": self.picture("narrow"), "table": self.table if len(self.frame) else "",
            "print": base64.b64encode(self.pictures["wide"]).decode() if "wide" in self.pictures else "",
            **self._tables(),
        }

    def _tables(self) -> dict[str, str]:
        """The CSV texts of the table and of its evidence, or empty ones once they are written where a run wants them."""
        texts = {"csv": csv_text(self.frame), "evidence_csv": csv_text(self.found)}
        folder = os.environ.get(TABLES)
        if not folder:
            return texts
        for kind, text in texts.items():
            (Path(folder) / table_file(self.name, evidence=kind != "csv")).write_text(text, encoding="utf-8", newline="")
        return dict.fromkeys(texts, "")


def table_file(name: str, *, evidence: bool = False) -> str:
    """The name of the CSV file of an answer, or of its evidence."""
    return f"{name}-evidence.csv" if evidence else f"{name}.csv"


def show(
    answer: pd.DataFrame, layers: Layers, *, name: str, chart: Chart | None = None, finding: str | None = None,
    empty: str = "Nothing of the kind is found in these articles.", rows: int = 60, unit: str = "", headline: bool = False,
    group: str | None = None, evidence: pd.DataFrame | None = None, **options: Any,
) -> Answer:
    """An answer with its picture, its table, and the sentences behind every row and every mark.

    Parameters
    ----------
    answer
        The frame that an analysis gave.
    layers
        The layers that it was made from: evidence is looked up there.
    name
        Names the answer in links and files: letters, digits and hyphens.
    chart
        A function of a frame and an `ax` (`broadsheet.display.actor_bars`); its title is the finding.
    finding
        What the answer says, in one sentence, where no chart says it.
    empty
        The sentence for an answer without rows.
    rows
        Rows in the table, beside those that the picture draws; all of them stand in the CSV.
    unit
        What is counted, for the line below the picture.
    headline
        Whether the first page of the report repeats the finding and the picture.
    group
        A column whose values become headings inside the table.
    evidence
        The passages behind the rows (`row article_id start end`) where they cannot be told from the rows themselves.
    options
        Further options of the chart.
    """
    spans = witnesses(answer, layers) if evidence is None else evidence
    pictures, title = _draw(answer, chart, options) if chart is not None and len(answer) else ({}, "")
    shown = _shown(len(answer), rows, pictures)
    said = empty if answer.empty else plain(finding or title or "")
    found, amounts = _passages(spans, layers, shown), _amounts(spans, layers)
    return Answer(name, said, answer, found, amounts, pictures, _note(layers, unit), shown, headline, group)


def _shown(length: int, rows: int, pictures: dict[str, bytes]) -> tuple[int, ...]:
    """The first `rows` rows, and those that a mark of a picture stands for: a click on it has to lead somewhere."""
    drawn = {int(row) for picture in pictures.values() for row in _ROW.findall(picture)}
    return tuple(sorted({*range(min(rows, length)), *(row for row in drawn if row < length)}))


def _passages(spans: pd.DataFrame, layers: Layers, shown: tuple[int, ...]) -> pd.DataFrame:
    """The newest `KEPT` passages of each row on the page, with their words; of each row beyond, the newest one."""
    turn = spans.groupby("row", sort=False).cumcount()
    rows = spans[turn < spans["row"].isin(shown).map({True: KEPT, False: 1})].reset_index(drop=True)
    found = passages(rows, layers.articles, sentences=layers.sentences)
    return pd.concat([rows[["row"]], found, rows[["start", "end"]]], axis=1)


def _amounts(spans: pd.DataFrame, layers: Layers) -> dict[int, Amount]:
    sources = told_by(layers.articles.set_index("article_id"))
    counted = spans.assign(source=spans["article_id"].map(sources)).groupby("row").agg(
        passages=("article_id", "size"), articles=("article_id", "nunique"), outlets=("source", "nunique"),
    )
    return {int(row): Amount(*map(int, values)) for row, values in zip(counted.index, counted.to_numpy(), strict=True)}


def _draw(answer: pd.DataFrame, chart: Chart, options: dict[str, Any]) -> tuple[dict[str, bytes], str]:
    """The chart for a laptop and for a phone, and its title."""
    pictures, title = {}, ""
    for size, width in (("wide", WIDE), ("narrow", NARROW)):
        pictures[size], said = drawn(answer, chart, width=width, **options)
        title = said or title
    return pictures, title


def drawn(answer: pd.DataFrame, chart: Chart, *, width: float, **options: Any) -> tuple[bytes, str]:
    """The chart as SVG bytes of a width in inches, and its title, which stands beside the picture and not in it."""
    from matplotlib.backends.backend_svg import FigureCanvasSVG
    from matplotlib.figure import Figure

    with chart_style():
        figure = Figure(figsize=(width, 3.2))
        FigureCanvasSVG(figure)
        ax = chart(answer, figure.add_subplot(), **options)
        title = " ".join(ax.get_title(loc="left").split())
        ax.set_title("", loc="left")
        return figure_svg(figure), title


def _note(layers: Layers, unit: str) -> str:
    articles = layers.articles
    if articles.empty:
        return "No article."
    days = articles["published_at"].dropna()
    period = f", {days.min():%-d %b %Y} to {days.max():%-d %b %Y}" if len(days) else ""
    outlets = told_by(articles).nunique()
    named = f"{outlets} outlet" + ("s" if outlets != 1 else "")
    count = f"{len(articles):,} article" + ("s" if len(articles) != 1 else "")
    return f"{unit + '. ' if unit else ''}Source: {count} of {named}{period}."


_STYLE = (
    "<style>& table{border-collapse:collapse;font-size:13px}& tbody tr{background:none}"
    "& th,& td{padding:3px 10px;text-align:left;vertical-align:top;white-space:normal}"
    "& .num{text-align:right;font-variant-numeric:tabular-nums}& .day{white-space:nowrap}& thead th{border-bottom:1px solid #888}"
    "& tr.ev td{padding:0 10px 4px;font-size:12px}& summary{cursor:pointer;opacity:.7}"
    "& .note,& .more,& .where{opacity:.75;font-size:12px}& ul{list-style:none;padding:0;margin:4px 0}& q{quotes:none}"
    "& mark{background:#ffe08a;color:#111}& img{background:#fff;max-width:760px;width:100%}</style>"
).replace("&", ".bs-answer" * 4)
"""Each selector names the class four times: JupyterLab sets the cells of all tables to the right by rules stronger than a class."""
