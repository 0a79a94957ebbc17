"""How fast articles are read beside annotating them, and whether finding copies stays linear.

    python tests/benchmarks/bench_reading.py [--full]

Processor seconds of one process. `--full` looks for copies among 100,000 articles too.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd

import broadsheet as bs
from broadsheet.reading import copy_links, fingerprint_table

SAMPLE = Path(__file__).parents[2] / "data" / "sample"
COPIES_OF_FILES = 8
ANNOTATED = 32
WORDS, LENGTH, SHARE_OF_COPIES = 20_000, 350, 0.2


def processor_seconds(work: Callable[[], object]) -> float:
    """Processor seconds of the work, children not counted."""
    began = time.process_time()
    work()
    return time.process_time() - began


def written(folder: Path, ending: str) -> int:
    """Writes the sample's files of one form several times over, each time with other words in them; their number."""
    files = sorted(SAMPLE.glob(f"*{ending}"))
    for number in range(COPIES_OF_FILES):
        for file in files:
            changed = file.read_text(encoding="utf-8").replace("Kosovo", f"Kosovo{number}").replace("the ", f"the {number} ", 3)
            (folder / f"{number}-{file.name}").write_text(changed, encoding="utf-8")
    return COPIES_OF_FILES * len(files)


def reading_rate(ending: str) -> float:
    """Articles of one form read per second."""
    with tempfile.TemporaryDirectory() as work:
        number = written(Path(work), ending)
        return number / processor_seconds(lambda: bs.read_articles(work))


def made_articles(number: int) -> pd.DataFrame:
    """Articles of random words, as frequent as words are (Zipf), a fifth of them copies with the last third cut."""
    generator = np.random.default_rng(7)
    weights = 1 / np.arange(1, WORDS + 1)
    vocabulary = np.array([f"w{i:x}" for i in range(WORDS)])
    texts: list[str] = []
    while len(texts) < number:
        words = vocabulary[generator.choice(WORDS, LENGTH, p=weights / weights.sum())]
        texts.append(" ".join(words))
        if generator.random() < SHARE_OF_COPIES:
            texts.append(" ".join(words[: 2 * LENGTH // 3]))
    day = pd.Timestamp("2025-10-21", tz="UTC")
    return pd.DataFrame({"article_id": [f"{i:07}" for i in range(number)], "text": texts[:number], "published_at": day})


def main() -> None:
    bs.read_articles(SAMPLE)
    text, page = reading_rate(".txt"), reading_rate(".html")
    articles = bs.read_articles(SAMPLE).articles.head(ANNOTATED)
    bs.annotate(articles.head(2))
    annotating = len(articles) / processor_seconds(lambda: bs.annotate(articles))
    print(f"text files read\t{text:.0f}\tarticles a second")
    print(f"pages read\t{page:.0f}\tarticles a second")
    print(f"pages read beside annotating\t{page / annotating:.1f}\ttimes as many")
    rates = []
    for number in (1_000, 10_000, *([100_000] if "--full" in sys.argv else [])):
        made = made_articles(number)
        seconds = processor_seconds(lambda made=made: bs.mark_copies(made))  # type: ignore[misc]
        rates.append(number / seconds)
        print(f"copies among {number:,}\t{seconds:.2f}\tseconds")
    print(f"copies, cost per article of the largest beside the smallest\t{rates[0] / rates[-1]:.2f}\ttimes")
    known = made.assign(copy_of=None, supersedes=None).merge(fingerprint_table(made), on="article_id").drop(columns="text")
    new = made_articles(100).assign(article_id=[f"n{i}" for i in range(100)])
    print(f"copies among 100 new and {len(known):,} known\t{processor_seconds(lambda: copy_links(new, known=known)):.2f}\tseconds")


if __name__ == "__main__":
    main()
