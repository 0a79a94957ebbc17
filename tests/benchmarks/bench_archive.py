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

sys.path.insert(0, str(Path(__file__).parents[1] / "archive"))

from invented_articles import invented_articles
from kills import write_invented

import broadsheet as bs
from broadsheet.annotating.annotation import ACTOR_COLUMNS, LOCAL, local_layers
from broadsheet.archive import parallel

SIZES = (1_000, 10_000)
FULL = 100_000
TEMPLATES = 40
FILES = 120
A_DAY = 100
"""Articles published on one day."""


def processor_seconds(work: Callable[[], object]) -> float:
    """Processor seconds of the work in this process."""
    began = time.process_time()
    work()
    return time.process_time() - began


class Substitute:
    """In place of annotation: the layers of articles annotated before, under the ids of those asked for."""

    def __init__(self) -> None:
        made = invented_articles(TEMPLATES, first=10_000_000, sentences=14)
        layers = local_layers(made)
        self._ids = list(made["article_id"])
        self._rows = {key: {name: _of(layers[name], key) for name in LOCAL} for key in self._ids}

    def __call__(self, chunk: bytes, settings: parallel.Settings) -> parallel.Annotated:
        wanted = parallel.unpacked(chunk)[0]["article_id"].to_pylist()
        tables = []
        for name in LOCAL:
            parts = [_renamed(self._rows[old][name], old, key) for key in wanted for old in [self._ids[int(key[:6], 16) % TEMPLATES]]]
            tables.append(pa.Table.from_pandas(pd.concat(parts, ignore_index=True), preserve_index=False))
        return parallel.Annotated(parallel.packed(tables), {})


def _of(rows: pd.DataFrame, key: str) -> pd.DataFrame:
    owners = rows["article_id"] if "article_id" in rows else rows["event_id"].str.split(":").str[0]
    return rows[owners == key]


def _renamed(rows: pd.DataFrame, old: str, new: str) -> pd.DataFrame:
    columns = [c for c in ("article_id", "event_id", *{c for names in ACTOR_COLUMNS.values() for c in names}) if c in rows]
    return rows.assign(**{column: rows[column].str.replace(old, new, regex=False) for column in columns})


def beside_annotation(folder: Path) -> None:
    """Files read, annotated and archived, and what each part took."""
    files = write_invented(folder / "files", FILES)
    bs.annotate(invented_articles(2))
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
    with patch.object(parallel, "annotate_chunk", substitute):
        made = {
            "archiving": processor_seconds(lambda: archive.add(articles, **given)),
            "1 % more": processor_seconds(lambda: archive.add(more, **given)),
            "100 more": processor_seconds(lambda: archive.add(hundred, **given)),
            "nothing new": processor_seconds(lambda: archive.add(articles.tail(100), **given)),
        }
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
