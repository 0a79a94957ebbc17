"""How long search by likeness takes, on made articles in five languages: `python tests/benchmarks/bench_likeness.py [ARTICLES]`."""

from __future__ import annotations

import random
import sys
import tempfile
import time
import tomllib
from pathlib import Path

import pandas as pd

import broadsheet as bs

HERE = Path(__file__).resolve().parents[1] / "annotating" / "across_languages"


def made(number: int) -> pd.DataFrame:
    """Articles put together from sentences of our pairs, with new figures, over ten days."""
    chance = random.Random(1)
    rows = []
    told = {path.stem: list(tomllib.loads(path.read_text(encoding="utf-8")).values()) for path in HERE.glob("??.toml")}
    for n in range(number):
        code = chance.choice(["de", "fr", "es", "ru", "ar"])
        parts = chance.sample(told[code], 3)
        text = " ".join(part["text"] for part in parts) + f" {n}."
        day = pd.Timestamp("2025-05-01", tz="UTC") + pd.Timedelta(hours=n * 240 // number)
        rows.append({"article_id": f"a{n}", "title": f"{parts[0]['title']} {n}", "text": text, "language": code, "published_at": day})
    return pd.DataFrame(rows)


def main(number: int) -> None:
    articles = made(number)
    with tempfile.TemporaryDirectory() as folder:
        archive = bs.open_archive(Path(folder) / "archive")
        started, cpu = time.monotonic(), time.process_time()
        archive.add(articles, sentiment=None, progress=False)
        took, cpu = time.monotonic() - started, time.process_time() - cpu
        print(f"ingest of {number:,} articles with storylines: {took:.1f} s, processor {cpu:.1f} s")
        for name in ("first search", "second search", "third search"):
            started, cpu = time.monotonic(), time.process_time()
            found = archive.search(like="an earthquake kills people in a town")
            took = time.monotonic() - started
            print(f"{name}: {took:.2f} s, processor {time.process_time() - cpu:.2f} s, {found.attrs['articles']:,} alike")
        size = sum(path.stat().st_size for path in (Path(folder) / "archive" / ".meanings").rglob("*"))
        print(f"size of the meanings: {size / 1e6:.1f} MB")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
