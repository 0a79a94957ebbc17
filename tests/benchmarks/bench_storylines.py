"""What storylines cost: 10,000 made-up articles joined at once, and 100 more joined with them.

    python tests/benchmarks/bench_storylines.py [--full]

An article has 400 words: some of the language, by the law of Zipf, and some of its own story. With `--full` 30,000 articles are joined.
"""

from __future__ import annotations

import argparse
import random
import time

import pandas as pd

from broadsheet.annotating import join_storylines, sketches

ARTICLES, MORE, WORDS = 10_000, 100, 400
PER_STORY = 8
"""Articles of one story, on average."""

AT_MOST, MORE_AT_MOST = 60.0, 2.0
"""Processor seconds that they may take."""


def made_up_articles(number: int, *, seed: int) -> pd.DataFrame:
    """Articles of a year, about as many stories as `PER_STORY` allows."""
    dice = random.Random(seed)
    language = [f"word{rank}x" for rank in range(20_000)]
    weights = [1 / (rank + 3) for rank in range(len(language))]
    rows = []
    for at in range(number):
        story = dice.randrange(max(1, ARTICLES // PER_STORY))
        own = [f"name{story}n{rank}" for rank in range(12)]
        words = [*dice.choices(language, weights, k=WORDS - 60), *dice.choices(own, k=60)]
        dice.shuffle(words)
        day = pd.Timestamp("2025-01-01", tz="UTC") + pd.Timedelta(days=story % 300 + dice.randrange(20))
        rows.append((f"s{seed}a{at:06}", " ".join(words), None, day, story))
    return pd.DataFrame(rows, columns=["article_id", "text", "title", "published_at", "story"])


def timed(articles: pd.DataFrame, known: pd.DataFrame | None = None) -> tuple[float, pd.DataFrame]:
    """Processor seconds of joining, and the articles with their storylines."""
    began = time.process_time()
    told = articles.assign(sketch=sketches(articles))
    told = told.assign(storyline_id=join_storylines(told, known=known))
    return time.process_time() - began, told


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--full", action="store_true")
    number = 30_000 if parser.parse_args().full else ARTICLES
    seconds, known = timed(made_up_articles(number, seed=1))
    print(f"{number} articles joined\t{seconds:.1f}\tprocessor seconds")
    print(f"stories found of {known['story'].nunique()}\t{known['storyline_id'].nunique()}\tstorylines")
    more, added = timed(made_up_articles(MORE, seed=2), known)
    print(f"{MORE} more joined\t{more:.2f}\tprocessor seconds")
    joined = added["storyline_id"].isin(known["storyline_id"]).mean()
    print(f"of these in known storylines\t{joined:.2f}\tshare")
    return int(number == ARTICLES and (seconds > AT_MOST or more > MORE_AT_MOST))


if __name__ == "__main__":
    raise SystemExit(main())
