"""A whole ingest beside stock spaCy: words per second of everything, without sentiment, and on all cores, in one run.

    python tests/benchmarks/bench_pipeline.py [--full]

Stock spaCy is `spacy.load` of the same model and `nlp.pipe` with its defaults, in a process of its own, as an analyst would
write it. Every figure is a ratio of times measured one after the other on the same articles; loading models is not counted
for one process, and counted for several, where it is part of the price. One process uses more than one core already, so
it is measured on a single core too.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pandas as pd
import psutil

sys.path.insert(0, str(Path(__file__).parents[1] / "archive"))

from invented_articles import invented_articles

import broadsheet as bs
from broadsheet.annotating.parser.threads import cores

ARTICLES, FULL = 192, 2_000
SENTENCES = 22
"""Of an article: about 420 words."""

_STOCK = """
import sys, time, pandas, spacy
from broadsheet.annotating.english.sentence_starts import default_model
nlp = spacy.load(default_model())
texts = pandas.read_parquet(sys.argv[1])["text"].tolist()
list(nlp.pipe(texts[:8]))
began = time.perf_counter()
for doc in nlp.pipe(texts):
    pass
print(time.perf_counter() - began)
"""


def stock_seconds(texts: Path) -> float:
    """What stock spaCy takes for the texts."""
    done = subprocess.run([sys.executable, "-c", _STOCK, str(texts)], capture_output=True, text=True, check=True, env=os.environ)
    return float(done.stdout.split()[-1])


_ONE_CORE = """
import os, sys, time, pandas
os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
import broadsheet as bs
articles = pandas.read_parquet(sys.argv[1])
bs.annotate(articles.head(8))
began = time.perf_counter()
bs.open_archive(sys.argv[2]).add(articles, processes=1, progress=False)
print(time.perf_counter() - began)
"""


def one_core_seconds(texts: Path, folder: Path) -> float:
    """What a whole ingest takes in a process that may use one core only."""
    command = [sys.executable, "-c", _ONE_CORE, str(texts), str(folder)]
    return float(subprocess.run(command, capture_output=True, text=True, check=True, env=os.environ).stdout.split()[-1])


def ingest_seconds(articles: pd.DataFrame, folder: Path, *, processes: int, sentiment: str | None = "default") -> float:
    """What a whole ingest of articles takes that are read already: copies, annotation, actors, stories, writing."""
    archive = bs.open_archive(folder)
    began = time.perf_counter()
    archive.add(articles, processes=processes, sentiment=sentiment, progress=False)
    return time.perf_counter() - began


def main() -> None:
    articles = invented_articles(FULL if "--full" in sys.argv else ARTICLES, sentences=SENTENCES, per_day=20)
    words = int(articles["words"].sum())
    bs.annotate(articles.head(8))
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        articles.to_parquet(folder / "articles.parquet")
        stock = stock_seconds(folder / "articles.parquet")
        one = ingest_seconds(articles, folder / "one", processes=1)
        memory = psutil.Process().memory_info().rss / 1e6
        plain = ingest_seconds(articles, folder / "plain", processes=1, sentiment=None)
        every = ingest_seconds(articles, folder / "every", processes=cores())
        core = one_core_seconds(folder / "articles.parquet", folder / "core") if hasattr(os, "sched_setaffinity") else None
        again = ingest_seconds(articles, folder / "one", processes=1)
        same = bs.open_archive(folder / "one").layers(), bs.open_archive(folder / "every").layers()
    print(f"stock spaCy\t{words / stock:.0f}\twords a second")
    print(f"whole ingest, one process\t{words / one:.0f}\twords a second")
    print(f"whole ingest beside stock spaCy\t{stock / one:.2f}\ttimes as fast")
    print(f"without sentiment beside stock spaCy\t{stock / plain:.2f}\ttimes as fast")
    print(f"{cores()} processes beside one\t{one / every:.2f}\ttimes as fast")
    if core is not None:
        print(f"one process on {cores()} cores beside one core\t{core / one:.2f}\ttimes as fast")
        print(f"{cores()} processes beside one core\t{core / every:.2f}\ttimes as fast")
    print(f"nothing new beside the first time\t{again / one:.4f}\tshare")
    print(f"resident memory of one process\t{memory:.0f}\tMB")
    identical = all(getattr(same[0], name).equals(getattr(same[1], name)) for name in same[0].names())
    print(f"{cores()} processes give the same tables as one\t{int(identical)}\t1 is yes")


if __name__ == "__main__":
    main()
