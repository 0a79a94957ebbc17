"""What actors cost: within articles beside spaCy, and joined across 10,000 articles in time and memory.

    python tests/benchmarks/bench_actors.py [--full]

The 10,000 articles are made up: their actors' forms follow the shares of real news (half of the people seen once, a few in
thousands of articles). With `--full` 50,000 articles are joined as well.
"""

from __future__ import annotations

import argparse
import random
import resource
import time

import pandas as pd
from bench_quotes import processor_seconds, sample_articles

from broadsheet import schemas
from broadsheet.annotating.actors import ResolvedActors, resolve_actors
from broadsheet.annotating.english.mentions import find_mentions
from broadsheet.annotating.english.names.words import read_words
from broadsheet.annotating.english.roles import find_roles
from broadsheet.annotating.parser.pipeline import parse_articles

ARTICLES, MORE, ACTORS = 10_000, 100, 22
WORDS = 600
"""Words of an article of the made-up archive; the share of time is that of articles of this length."""


def made_up_mentions(number: int, *, seed: int, prefix: str) -> pd.DataFrame:
    """Mentions of `number` articles: people by full name and surname, bodies, countries, as local actors."""
    dice = random.Random(seed)
    syllables = [a + b for a in ("ba", "do", "ki", "lu", "mer", "nor", "pa", "ri", "sul", "tov") for b in ("", "n", "ra", "li", "ck", "ve")]
    givens, surnames = (["".join(dice.choices(syllables, k=2)).capitalize() for _ in range(size)] for size in (300, 20_000))
    countries = ["Kosovo", "Serbia", "Albania", "the UK", "Britain", "Russia", "France", "Germany", "China", "Spain"]
    rows = []
    for i in range(number):
        article, at = f"{prefix}{i:06}", 0
        for chain in range(ACTORS):
            if chain < 4:
                kind, forms = "country", [dice.choice(countries)]
            else:
                rank = min(int(dice.paretovariate(0.6)) - 1, len(surnames) - 1)
                surname = surnames[rank]
                if chain < 14:
                    full = [f"{givens[rank % len(givens)]} {surname}"] if dice.random() < 0.8 else []
                    kind, forms = "person", [*full, surname, surname]
                else:
                    kind, forms = "organisation", [f"{surname} Steel"]
            for form in forms:
                rows.append((article, at, at + len(form), form, kind, "name", f"{article}#{chain}"))
                at += len(form) + 1
    return schemas.frame("mentions", rows)


def timed_join(mentions: pd.DataFrame, known: ResolvedActors | None = None) -> tuple[float, ResolvedActors]:
    """Processor seconds of joining, and what it gave."""
    began = time.process_time()
    resolved = resolve_actors(mentions, schemas.frame("roles"), known=known)
    return time.process_time() - began, resolved


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--full", action="store_true")
    asked = parser.parse_args()
    frame = sample_articles()
    words = sum(len(text.split()) for text in frame["text"])
    parsed = list(parse_articles(frame))
    spacy = processor_seconds(lambda: sum(len(article.doc) for article in parse_articles(frame)))

    def within() -> None:
        for article in parsed:
            read_words.cache_clear()
            find_roles(article, find_mentions(article))

    cost = processor_seconds(within)
    print(f"mentions and roles beside spaCy\t{100 * cost / spacy:.1f}\t% of its processor time")
    for number in (ARTICLES, 5 * ARTICLES) if asked.full else (ARTICLES,):
        mentions = made_up_mentions(number, seed=1, prefix="a")
        seconds, resolved = timed_join(mentions)
        annotation = (spacy + cost) / words * WORDS * number
        print(f"{len(mentions):,} mentions, {len(resolved.actors):,} actors in {number:,} articles")
        print(f"joining {number} articles\t{seconds:.1f}\tseconds")
        print(f"joining {number} articles beside annotating them\t{100 * seconds / annotation:.2f}\t%")
        more, _ = timed_join(made_up_mentions(MORE, seed=2, prefix="b"), resolved)
        print(f"adding {MORE} articles to {number}\t{more:.2f}\tseconds")
        print(f"largest memory with {number} articles\t{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20:.2f}\tGB")


if __name__ == "__main__":
    main()
