"""What finding quotations costs beside spaCy on the same articles, in one process: `python tests/benchmarks/bench_quotes.py`."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pandas as pd

from broadsheet.annotating.english.mentions import find_mentions
from broadsheet.annotating.english.quotes import find_quotes
from broadsheet.annotating.parser.pipeline import parse_articles

SAMPLE = Path(__file__).parents[2] / "data" / "sample"
ARTICLES = 120
RUNS = 3


def sample_articles(folder: Path = SAMPLE, number: int = ARTICLES) -> pd.DataFrame:
    """The plain-text articles of a folder, over and over until there are `number`."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.txt"))]
    return pd.DataFrame({"article_id": [str(i) for i in range(number)], "text": [texts[i % len(texts)] for i in range(number)]})


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
    parsed = [(article, find_mentions(article)) for article in parse_articles(frame)]
    words = sum(len(text.split()) for text in frame["text"])
    found = sum(len(find_quotes(article, mentions)) for article, mentions in parsed)
    spacy = processor_seconds(lambda: sum(len(article.doc) for article in parse_articles(frame)))
    quotes = processor_seconds(lambda: [find_quotes(article, mentions) for article, mentions in parsed])
    print(f"{len(parsed)} articles, {words} words, {found} quotations")
    print(f"quotes beside spaCy\t{100 * quotes / spacy:.1f}\t% of its processor time")
    print(f"quotes\t{1e6 * quotes / words:.1f}\tmicroseconds a word")


if __name__ == "__main__":
    main()
