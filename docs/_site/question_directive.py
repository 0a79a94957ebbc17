"""The directive `questions`: every question with its options and the meaning of its columns, as its module declares them."""

from __future__ import annotations

import inspect
from typing import Any

from docutils import nodes
from docutils.parsers.rst import Directive

from broadsheet.analysis import Column, Question, find_question, questions


class Questions(Directive):
    """A section per question; there is nothing to keep in step by hand."""

    def run(self) -> list[nodes.Node]:
        return [_section(find_question(name)) for name in questions()]


def _section(asked: Question) -> nodes.section:
    section = nodes.section(ids=[asked.name], names=[asked.name])
    section += nodes.title("", asked.name)
    section += nodes.paragraph("", f"{asked.asks} {asked.unit and f'Counted: {asked.unit}.'}")
    section += nodes.paragraph("", "", nodes.literal("", _call(asked)))
    shown = [(name, column) for name, column in asked.columns.items() if not column.hidden]
    section += _table(("column", "shown as", "means"), [_row(name, column) for name, column in shown])
    return section


def _call(asked: Question) -> str:
    options = ["layers", *(_option(name, one) for name, one in asked.options().items())]
    return f'bs.ask("{asked.name}", {", ".join(options)})'


def _option(name: str, parameter: inspect.Parameter) -> str:
    return f"{name}=…" if parameter.default is inspect.Parameter.empty else f"{name}={parameter.default!r}"


def _row(name: str, column: Column) -> tuple[str, str, str]:
    return name, column.label, f"{column.meaning}; {column.unit}" if column.unit else column.meaning


def _table(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> nodes.table:
    group = nodes.tgroup(cols=len(head))
    group.extend(nodes.colspec(colwidth=1) for _ in head)
    group += nodes.thead("", _table_row(head, code=False))
    group += nodes.tbody("", *(_table_row(row) for row in rows))
    return nodes.table("", group)


def _table_row(cells: tuple[str, ...], *, code: bool = True) -> nodes.row:
    first = nodes.literal("", cells[0]) if code else nodes.Text(cells[0])
    texts = [first, *(nodes.Text(cell) for cell in cells[1:])]
    return nodes.row("", *(nodes.entry("", nodes.paragraph("", "", text)) for text in texts))


def setup(app: Any) -> dict[str, bool]:
    """Tell Sphinx about the directive."""
    app.add_directive("questions", Questions)
    return {"parallel_read_safe": True}
