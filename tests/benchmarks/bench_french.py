"""Annotation of French beside stock spaCy: words per second of everything but sentiment, in one run.

    python tests/benchmarks/bench_french.py [--full]

Stock spaCy is `spacy.load` of the same pipeline and `nlp.pipe` with all its components, in this process; both are warm, and the articles
are the same, made of sentences of the cases of French.
"""

from __future__ import annotations

import random
import sys
import time
import tomllib
from pathlib import Path

import pandas as pd

import broadsheet as bs
from broadsheet.annotating.languages import language_of

CASES = Path(__file__).parents[1] / "annotating" / "french" / "cases"
ARTICLES, FULL, SENTENCES = 96, 500, 24


def texts(number: int) -> list[str]:
    """Articles of some 300 words, each a shuffle of sentences of the cases."""
    told = [case["text"] for case in tomllib.loads((CASES / "quotes.toml").read_text(encoding="utf-8"))["case"]]
    for name in ("names.csv", "roles.csv", "identity.csv"):
        lines = (CASES / name).read_text(encoding="utf-8").splitlines()
        told += [line.partition("|")[0] for line in lines if line and not line.startswith("#")][1:]
    chosen = random.Random(7)
    return ["\n\n".join(" ".join(chosen.sample(told, 6)) for _ in range(SENTENCES // 6)) for _ in range(number)]


def main() -> None:
    import spacy

    articles = texts(FULL if "--full" in sys.argv else ARTICLES)
    words = sum(len(text.split()) for text in articles)
    frame = pd.DataFrame({"article_id": [f"a{i}" for i in range(len(articles))], "text": articles, "language": "fr"})
    stock = spacy.load(language_of("fr").default_model())
    list(stock.pipe(articles[:8]))
    bs.annotate(frame.head(8), sentiment=None)
    began = time.perf_counter()
    for _ in stock.pipe(articles):
        pass
    plain = time.perf_counter() - began
    began = time.perf_counter()
    bs.annotate(frame, sentiment=None)
    ours = time.perf_counter() - began
    print(f"stock spaCy, French\t{words / plain:.0f}\twords a second")
    print(f"annotation of French without sentiment\t{words / ours:.0f}\twords a second")
    print(f"beside stock spaCy\t{plain / ours:.2f}\ttimes as fast")


if __name__ == "__main__":
    main()
