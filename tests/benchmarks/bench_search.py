"""What search costs: building the index, its size, an increment, and queries, over archives of made articles.

    python tests/benchmarks/bench_search.py [--full]

Articles have 400 words drawn from a vocabulary of 60,000 invented ones, as often as words of a language are: the n-th most frequent word
1/n times as often as the first. They are kept without layers. Seconds by the clock; `--full` does 100,000 articles too. Each query is
asked of an archive that was just opened, and of one that was asked before.
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
from broadsheet import schemas

SIZES = (1_000, 10_000)
FULL = 100_000
WORDS, VOCABULARY = 400, 60_000
A_DAY = 100
_SYLLABLES = [first + last for first in ("b", "d", "f", "g", "k", "l", "m", "n", "p", "r", "s", "t", "v") for last in "aeiou"]


def word(rank: int) -> str:
    """The invented word of a rank: frequent ones are short."""
    made = ""
    while True:
        rank, syllable = divmod(rank, len(_SYLLABLES))
        made += _SYLLABLES[syllable]
        if not rank:
            return made


def made_articles(count: int, *, first: int = 0) -> pd.DataFrame:
    """Articles in a language that is not annotated, with words as frequent as those of a language."""
    chance = np.random.default_rng(first + count)
    share = 1 / np.arange(1, VOCABULARY + 1)
    drawn = chance.choice(VOCABULARY, size=(count, WORDS), p=share / share.sum())
    vocabulary = np.array([word(rank) for rank in range(VOCABULARY)], dtype=object)
    texts = [" ".join(row) for row in vocabulary[drawn]]
    days = pd.Timestamp("2020-01-01", tz="UTC") + pd.to_timedelta((first + np.arange(count)) // A_DAY, unit="D")
    numbers = range(first, first + count)
    return schemas.frame("articles", pd.DataFrame({
        "article_id": [f"{number:024x}" for number in numbers], "title": [text[:60].rsplit(" ", 1)[0] for text in texts], "text": texts,
        "source": [f"Outlet {number % 20}" for number in numbers], "language": "de", "published_at": days, "published_precision": "day",
        "published_from": "given", "words": WORDS,
    }))


QUERIES = {
    "a rare word": word(20_000), "a frequent word": word(3), "the most frequent word": word(0),
    "two words": f"{word(40)} {word(700)}", "a phrase of frequent words": f'"{word(0)} {word(1)}"', "a phrase": f'"{word(12)} {word(300)}"',
    "or": f"{word(900)} OR {word(50)} OR {word(7)}", "not": f"{word(60)} NOT {word(2)}", "a beginning": f"{word(5000)[:4]}*",
    "near": f"NEAR({word(30)} {word(200)}, 10)", "a field": f"{word(80)} outlet:\"Outlet 7\" day:2020-02",
}


def seconds(work: Callable[[], object]) -> float:
    """Seconds by the clock."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def measured(count: int, folder: Path) -> None:
    """Archive the articles, and print what search over them costs."""
    articles = made_articles(count)
    size = articles["text"].str.len().sum()
    archive = bs.open_archive(folder)
    archive.add(articles, processes=1, progress=False)
    archive._index.forget()
    print(f"\n{count:,} articles, {size / 1e6:,.0f} MB of text")
    print(f"  index built in            {seconds(lambda: archive.search(QUERIES['a rare word'])):8.2f} s")
    bytes_ = sum(path.stat().st_size for path in (folder / ".search").rglob("*") if path.is_file())
    print(f"  size                      {bytes_ / size:8.2f} of the texts")
    for name, query in QUERIES.items():
        opened = bs.open_archive(folder)
        first = seconds(lambda opened=opened, query=query: opened.search(query))
        print(f"search for {name}, {count:,} articles\t{first:.3f}\ts")
        again = min(seconds(lambda opened=opened, query=query: opened.search(query)) for _ in range(3))
        print(f"  {name:26}{first:7.3f} s, again {again:.3f} s; {opened.search(query).attrs['articles']:,} match")
    more = made_articles(100, first=count)
    archive.add(more, processes=1, progress=False)
    print(f"  an index lacking nothing   {seconds(lambda: bs.open_archive(folder).search('zzz')):7.3f} s")


def main() -> None:
    """All sizes."""
    for count in (*SIZES, *([FULL] if "--full" in sys.argv else [])):
        with tempfile.TemporaryDirectory() as scratch:
            measured(count, Path(scratch) / "archive")


if __name__ == "__main__":
    main()
