"""What finding dates costs beside spaCy on the same articles, in one process: `python tests/benchmarks/bench_dates.py`."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pandas as pd

from broadsheet.annotating.english.dates import find_dates
from broadsheet.annotating.parser.pipeline import parse_articles

SAMPLE = Path(__file__).parents[2] / "data" / "sample"
ARTICLES = 120
RUNS = 3


def sample_articles(folder: Path = SAMPLE, number: int = ARTICLES) -> pd.DataFrame:
    """The plain-text articles of a folder, over and over until there are `number`."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.txt"))]
    return pd.DataFrame({
        "article_id": [str(i) for i in range(number)], "text": [texts[i % len(texts)] for i in range(number)],
        "published_at": pd.Timestamp("2025-10-21", tz="UTC"),
    })


def processor_seconds(work: Callable[[], object]) -> float:
    """Processor seconds of the quickest run."""
    times = []
    for _ in range(RUNS):
        began = time.process_time()
        work()
        times.append(time.process_time() - began)
    return min(times)


def main() -> None:
    frame = sample_articles()
    parsed = list(parse_articles(frame))
    words = sum(len(text.split()) for text in frame["text"])
    spacy = processor_seconds(lambda: sum(len(a.doc) for a in parse_articles(frame)))
    dates = processor_seconds(lambda: [find_dates(a) for a in parsed])
    found = sum(len(find_dates(a)) for a in parsed)
    print(f"{len(parsed)} articles, {words} words, {found} expressions")
    print(f"dates beside spaCy\t{100 * dates / spacy:.1f}\t% of its processor time")
    print(f"dates\t{1e6 * dates / words:.1f}\tmicroseconds a word")


if __name__ == "__main__":
    main()
