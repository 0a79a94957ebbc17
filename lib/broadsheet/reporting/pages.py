"""From executed notebooks to what a page shows: prose, answers, other outputs, and where it stopped."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from broadsheet.display import ANSWER_TYPE, clean_svg, table_file
from broadsheet.reporting.notebook_runs import NotebookRun
from broadsheet.reporting.sanitise import clean_html, prose_html
from broadsheet.safe_text import escape, plain

_LONGEST_STREAM = 4000

MANY_COLUMNS: Final = 4
"""Columns of a table that still have room in half the width of a screen."""


@dataclass(frozen=True)
class Block:
    """A piece of a page. kind: prose, answer, output, error; html is safe, answer holds the parts of an answer."""

    kind: str
    html: str = ""
    answer: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Section:
    """A heading and what stands below it, until the next one. wide: a table needs the whole width; nothing: its answers have no rows."""

    blocks: tuple[Block, ...]

    @property
    def answers(self) -> list[dict[str, Any]]:
        """Its answers, in order."""
        return [block.answer for block in self.blocks if block.kind == "answer"]

    @property
    def wide(self) -> bool:
        """Whether a table needs the whole width."""
        return any(answer["table"].count('<th scope="col"') > MANY_COLUMNS for answer in self.answers)

    @property
    def aside(self) -> bool:
        """Whether it has words only: what there is, limits, provenance."""
        return not self.answers and all(block.kind != "error" for block in self.blocks)

    @property
    def nothing(self) -> bool:
        """Whether it has answers, and none of them has a row."""
        return bool(self.answers) and not any(answer["rows"] for answer in self.answers) and all(b.kind != "error" for b in self.blocks)

    @property
    def heading(self) -> str:
        """Its heading as text, safe HTML."""
        found = re.match(r"<h2>(.*?)</h2>", self.blocks[0].html, re.S) if self.blocks else None
        return found.group(1) if found else ""


@dataclass(frozen=True)
class Page:
    """One notebook as a page."""

    name: str
    title: str
    question: str
    blocks: tuple[Block, ...]
    run: NotebookRun
    tongue: str = ""
    """The attributes of its title where that is in another language than the page, safe HTML."""

    @property
    def answers(self) -> list[dict[str, Any]]:
        """The answers in the order of the page."""
        return [block.answer for block in self.blocks if block.kind == "answer"]

    @property
    def sections(self) -> list[Section]:
        """The blocks by their headings."""
        made: list[list[Block]] = []
        for block in self.blocks:
            if not made or (block.kind == "prose" and block.html.startswith("<h2>")):
                made.append([])
            made[-1].append(block)
        return [Section(tuple(blocks)) for blocks in made]

    @property
    def main(self) -> list[Section]:
        """The sections that are open: those with a headline, and those in which something went wrong."""
        told = {answer["name"] for answer in self.headlines}
        return [
            each for each in self.sections
            if any(b.kind == "error" for b in each.blocks) or (not each.nothing and any(one["name"] in told for one in each.answers))
        ]

    @property
    def further(self) -> list[Section]:
        """The sections that open on request: answers with rows, but no headline."""
        shown = self.main
        return [each for each in self.sections if each.answers and not each.nothing and each not in shown]

    @property
    def nothing(self) -> list[Section]:
        """The sections whose answers have no rows."""
        return [each for each in self.sections if each.nothing]

    @property
    def asides(self) -> list[Section]:
        """The sections of words only."""
        return [each for each in self.sections if each.aside]

    @property
    def headlines(self) -> list[dict[str, Any]]:
        """The answers that the first page repeats: those marked, or the first one."""
        marked = [answer for answer in self.answers if answer.get("headline")]
        return marked or self.answers[:1]


def page_of(run: NotebookRun, cells: list[Any], tables: Path | None = None) -> Page:
    """The page of an executed notebook; after a failure it ends where the notebook stopped.

    `tables` is the folder in which the kernel left the CSV files of its answers, where they did not travel in its outputs.
    """
    own = [cell for cell in cells if "papermill-error-cell-tag" not in cell.metadata.get("tags", [])]
    title, question, rest = _opening(run.name, own)
    blocks: list[Block] = []
    for cell in rest:
        if cell.cell_type == "markdown":
            blocks.append(Block("prose", prose_html(cell.source)))
            continue
        made = [_block(output, tables) for output in cell.get("outputs", [])]
        blocks += [block for block in made if block is not None]
        if any(block is not None and block.kind == "error" for block in made):
            break
        if run.status != "done" and cell.cell_type == "code" and not _finished(cell):
            break
    if run.status != "done" and not any(block.kind == "error" for block in blocks):
        blocks.append(Block("error", f"This notebook was stopped here: {escape(run.detail)}."))
    return Page(run.name, title, question, tuple(_without_dangling_prose(blocks)), run)


def _opening(name: str, cells: list[Any]) -> tuple[str, str, list[Any]]:
    """Title and question from the first cell: a heading, and the paragraph below it."""
    markdown = [cell for cell in cells if cell.cell_type == "markdown"]
    if not markdown or not markdown[0].source.startswith("# "):
        return name.capitalize(), "", list(cells)
    first, _, below = markdown[0].source.partition("\n")
    return plain(first[2:].strip()), prose_html(below.strip()), [cell for cell in cells if cell is not markdown[0]]


def _finished(cell: Any) -> bool:
    return cell.metadata.get("papermill", {}).get("status") == "completed" and cell.get("execution_count") is not None


def _without_dangling_prose(blocks: list[Block]) -> list[Block]:
    """Blocks without a heading that announces what a failed notebook never showed."""
    last_error = next((i for i, block in enumerate(blocks) if block.kind == "error"), None)
    return blocks if last_error is None else blocks[: last_error + 1]


def _block(output: Any, tables: Path | None) -> Block | None:
    kind = output.output_type
    if kind == "error":
        said = f"{plain(output.ename)}: {plain(output.evalue)}"
        return Block("error", f"This notebook stopped here: {escape(said.splitlines()[0] if said else 'error')}")
    if kind == "stream":
        text = plain(output.text)
        shown = text if len(text) <= _LONGEST_STREAM else text[:_LONGEST_STREAM] + f"\n… {len(text) - _LONGEST_STREAM:,} more characters"
        return Block("output", f"<pre>{escape_lines(shown)}</pre>") if output.name == "stdout" and text.strip() else None
    return _shown(output.get("data", {}), tables)


def _shown(data: dict[str, Any], tables: Path | None) -> Block | None:
    """The richest form of an output that is safe to show."""
    if ANSWER_TYPE in data:
        return Block("answer", answer=safe_answer(data[ANSWER_TYPE], tables))
    if "image/svg+xml" in data:
        return Block("output", f'<figure class="plain">{clean_svg(str(data["image/svg+xml"]).encode())}</figure>')
    if "image/png" in data:
        code = "".join(str(data["image/png"]).split())
        return Block("output", clean_html(f'<img alt="picture" src="data:image/png;base64,{escape(code)}">'))
    if "text/html" in data:
        return Block("output", f'<div class="table">{clean_html(str(data["text/html"]))}</div>')
    if "text/plain" in data:
        return Block("output", f"<pre>{escape_lines(str(data['text/plain']))}</pre>")
    return None


def safe_answer(raw: dict[str, Any], tables: Path | None = None) -> dict[str, Any]:
    """The parts of an answer, each cleaned for its place once more: the kernel that made them is not trusted.

    `files` holds the paths of its CSV files below `tables`, where there are any; `sha256` is that of its table.
    """
    made = {name: raw.get(name, "") for name in ("finding", "note", "csv", "evidence_csv", "print", "csv_name")}
    made["name"] = "".join(c for c in str(raw.get("name", "answer")) if c.isalnum() or c in "-_") or "answer"
    made["rows"] = int(raw.get("rows") or 0)
    made["headline"], made["prose"] = bool(raw.get("headline")), bool(raw.get("prose"))
    made["table"] = clean_html(str(raw.get("table") or ""))
    for size in ("wide", "narrow"):
        made[size] = clean_svg(str(raw[size]).encode()) if raw.get(size) else ""
    made["files"] = _files(made["name"], tables)
    made["has_csv"] = bool(made["csv"] or made["files"]) and made["rows"] > 0
    made["sha256"] = hashlib.sha256(table_text(made).encode()).hexdigest()
    return made


def _files(name: str, tables: Path | None) -> dict[str, Path]:
    """The CSV files of an answer: files, no links to what lies elsewhere."""
    if tables is None:
        return {}
    paths = {kind: tables / table_file(name, evidence=kind != "csv") for kind in ("csv", "evidence_csv")}
    return paths if all(path.is_file() and not path.is_symlink() for path in paths.values()) else {}


def table_text(answer: dict[str, Any]) -> str:
    """The table of an answer as CSV."""
    return answer["files"]["csv"].read_text(encoding="utf-8") if answer["files"] else str(answer["csv"])


def escape_lines(text: str) -> str:
    """Text escaped line by line, its line breaks kept."""
    return "\n".join(escape(line) for line in text.split("\n"))
