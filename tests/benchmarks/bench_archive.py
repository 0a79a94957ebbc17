"""What the archive costs beside annotation, and how it grows: reading and archiving, an increment, nothing new, reading back.

    python tests/benchmarks/bench_archive.py [--full]

The first part reads, annotates and archives files as they are. The second is about size: articles are made, and in place of
annotation each is given the layers of one of a few that were really annotated, so that tables grow as they would. Processor
seconds of one process; `--full` does 100,000 articles too.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from unittest.mock import patch

import pandas as pd
import psutil
import pyarrow as pa
import pyarrow.compute as pc

sys.path.insert(0, str(Path(__file__).parents[1] / "archive"))

from invented_articles import invented_articles
from kills import write_invented

import broadsheet as bs
from broadsheet.annotating.annotation import ACTOR_COLUMNS, LOCAL, local_layers
from broadsheet.archive import parallel

SIZES = (1_000, 10_000)
FULL = 100_000
TEMPLATES = 40
FILES = 400
"""Half of them plain text, half saved pages."""

_PAGE = """<!DOCTYPE html><html lang="en"><head><title>{title} - {source}</title><link rel="stylesheet" href="/site.css">
<meta property="og:site_name" content="{source}"><meta property="article:published_time" content="{at}">
<script>window.dataLayer = []; {script}</script></head><body><header><nav>{menu}</nav></header>
<main><article><h1>{title}</h1><p class="byline">By Nora Feldt</p>{paragraphs}</article><aside><h2>Most read</h2>{menu}</aside></main>
<footer><p>All rights reserved.</p>{menu}</footer></body></html>"""
_MENU = "".join(
    f'<ul><li><a href="/section/{n}">Section {n}</a></li><li><a href="/story/{n}">Story number {n}</a></li></ul>'
    for n in range(60)
)
ABOUT = pd.Timedelta(days=60)
A_DAY = 100
"""Articles published on one day."""


def processor_seconds(work: Callable[[], object]) -> float:
    """Processor seconds of the work in this process."""
    began = time.process_time()
    work()
    return time.process_time() - began


class Substitute:
    """In place of annotation: the layers of articles annotated before, under the ids of those asked for, dated as they are.

    `seconds` is the processor time that it took itself, which is no work of the archive.
    """

    def __init__(self) -> None:
        made = invented_articles(TEMPLATES, first=10_000_000, sentences=14)
        layers = local_layers(made)
        self._ids = list(made["article_id"])
        self._day = dict(zip(made["article_id"], made["published_at"].dt.tz_localize(None).dt.normalize(), strict=True))
        self._rows = {
            key: {name: pa.Table.from_pandas(_of(layers[name], key), preserve_index=False) for name in LOCAL} for key in self._ids
        }
        self.seconds = 0.0

    def __call__(self, chunk: bytes, settings: parallel.AnnotationSettings) -> parallel.Annotated:
        began = time.thread_time()
        asked = parallel.unpacked(chunk)[0].select(["article_id", "published_at"]).to_pandas()
        wanted = [(self._ids[int(key[:6], 16) % TEMPLATES], key, at.tz_localize(None).normalize()) for key, at in asked.to_numpy()]
        tables = []
        for name in LOCAL:
            parts = [_dated(_renamed(self._rows[old][name], old, key), self._day[old], day) for old, key, day in wanted]
            tables.append(pa.concat_tables(parts, promote_options="permissive").combine_chunks())
        made = parallel.Annotated(parallel.packed(tables), {})
        self.seconds += time.thread_time() - began
        return made


def _of(rows: pd.DataFrame, key: str) -> pd.DataFrame:
    owners = rows["article_id"] if "article_id" in rows else rows["event_id"].str.split(":").str[0]
    return rows[owners == key]


def _renamed(rows: pa.Table, old: str, new: str) -> pa.Table:
    ids = {"article_id", "event_id", *(column for columns in ACTOR_COLUMNS.values() for column in columns)}
    for number, column in enumerate(rows.column_names):
        if column in ids and pa.types.is_large_string(rows[column].type) | pa.types.is_string(rows[column].type):
            rows = rows.set_column(number, column, pc.replace_substring(rows[column], old, new))
    return rows


def _dated(rows: pa.Table, old: pd.Timestamp, new: pd.Timestamp) -> pa.Table:
    """The rows with days about that of publication moved with it."""
    shift = pa.scalar(new - old)
    for number, column in enumerate(rows.column_names):
        if column in ("earliest", "latest"):
            days = rows[column]
            near = pc.and_(pc.greater(days, pa.scalar(old - ABOUT)), pc.less(days, pa.scalar(old + ABOUT)))
            moved = pc.add(days, shift.cast(pa.duration(days.type.unit))).cast(days.type)
            rows = rows.set_column(number, column, pc.if_else(pc.fill_null(near, False), moved, days))
    return rows


def write_mixed(folder: Path) -> Path:
    """A folder of plain texts and of pages with menus and scripts around the text, half and half."""
    half = FILES // 2
    write_invented(folder, half, sentences=14)
    for row in invented_articles(half, first=half, sentences=14).itertuples():
        paragraphs = "".join(f"<p>{part}</p>" for part in row.text.split("\n\n"))
        page = _PAGE.format(
            title=row.title, source=row.source, at=row.published_at.isoformat(), menu=_MENU, paragraphs=paragraphs,
            script="".join(f"track({n},'unit-{n}');" for n in range(800)),
        )
        (folder / f"{row.article_id}.html").write_text(page, "utf-8")
    return folder


def beside_annotation(folder: Path) -> None:
    """Files read, annotated and archived, and what each part took."""
    files = write_mixed(folder / "files")
    bs.annotate(invented_articles(2))
    bs.read_articles(write_invented(folder / "first", 2))
    bs.open_archive(folder / "other").ingest(folder / "first", processes=1)
    result = bs.open_archive(folder / "real").ingest(files, processes=1)
    rest = result.seconds["reading"] + result.seconds["archiving"]
    print(f"reading and archiving beside annotating\t{result.seconds['annotating'] / rest:.1f}\ttimes as fast")
    again = processor_seconds(lambda: bs.open_archive(folder / "real").ingest(files))
    print(f"nothing new in {FILES} files\t{again:.2f}\tseconds")


def growth(folder: Path, size: int, substitute: Substitute) -> dict[str, float]:
    """Seconds of each thing done with an archive of so many articles."""
    articles = invented_articles(size, per_day=A_DAY, sentences=14)
    more = invented_articles(size // 100, first=size, per_day=A_DAY, sentences=14)
    hundred = invented_articles(100, first=2 * size, per_day=A_DAY, sentences=14)
    archive = bs.open_archive(folder / str(size))
    day = f"{more['published_at'].min() - pd.Timedelta(days=7):%Y-%m-%d}"
    given = {"processes": 1, "progress": False}
    added = {"archiving": articles, "1 % more": more, "100 more": hundred, "nothing new": articles.tail(100)}
    made = {}
    with patch.object(parallel, "annotate_chunk", substitute):
        for name, rows in added.items():
            before = substitute.seconds
            made[name] = processor_seconds(lambda rows=rows: archive.add(rows, **given)) - (substitute.seconds - before)  # type: ignore[misc]
    made["opening"] = processor_seconds(lambda: bs.open_archive(archive.path))
    made["all layers"] = processor_seconds(archive.layers)
    made["a week's layers"] = processor_seconds(lambda: archive.layers(since=day))
    made["a week's quotes"] = processor_seconds(lambda: archive.quotes(since=day))
    return made


def main() -> None:
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        beside_annotation(folder)
        substitute = Substitute()
        measured = {}
        for size in (*SIZES, *([FULL] if "--full" in sys.argv else [])):
            measured[size] = growth(folder, size, substitute)
            for name, seconds in measured[size].items():
                print(f"{name}, {size:,} articles\t{seconds:.2f}\tseconds", flush=True)
            disk = sum(path.stat().st_size for path in (folder / str(size)).rglob("*") if path.is_file())
            print(f"on disk, per article of {size:,}\t{disk / size / 1000:.1f}\tkB")
            print(f"resident memory after {size:,} articles\t{psutil.Process().memory_info().rss / 1e6:.0f}\tMB")
        small, large = min(measured), max(measured)
        growing = (measured[large]["archiving"] / large) / (measured[small]["archiving"] / small)
        print(f"archiving, cost per article at {large:,} beside {small:,}\t{growing:.2f}\ttimes")
        print(f"100 more at {large:,} beside {small:,}\t{measured[large]['100 more'] / measured[small]['100 more']:.2f}\ttimes")


if __name__ == "__main__":
    main()
