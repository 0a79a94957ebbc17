"""Annotation of French beside stock spaCy: everything but sentiment, in one run.

    python tests/benchmarks/bench_french.py [--full]

Stock spaCy is `spacy.load` of the same pipeline and `nlp.pipe` with all its components, in this process; both are warm, and the articles
are the same. Ratios are of the processor's time of all threads, which depends less on what else the machine does than the clock's.

Three sets: sentences of the cases of French, where names, days and quotations are denser than in news; plain sentences; and the first again
with days of publication, so that the articles are also compared by what they mean (where the extra `languages` is installed).
"""

from __future__ import annotations

import random
import sys
import time
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import pandas as pd

import broadsheet as bs
from broadsheet.annotating.languages import language_of

HERE = Path(__file__).parent
CASES = HERE.parent / "annotating" / "french" / "cases"
ARTICLES, FULL, SENTENCES = 96, 500, 24
A_DAY = 10


def sentences_of_cases() -> list[str]:
    """The sentences of the cases of French."""
    told = [case["text"] for case in tomllib.loads((CASES / "quotes.toml").read_text(encoding="utf-8"))["case"]]
    for name in ("names.csv", "roles.csv", "identity.csv"):
        told += [line.partition("|")[0] for line in _lines(CASES / name)][1:]
    return told


def _lines(path: Path) -> list[str]:
    return [line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]


def texts(number: int, told: Sequence[str]) -> list[str]:
    """Articles of some 300 words, each a shuffle of the sentences."""
    chosen = random.Random(7)
    return ["\n\n".join(" ".join(chosen.sample(told, 6)) for _ in range(SENTENCES // 6)) for _ in range(number)]


class Took(NamedTuple):
    """Seconds of the processor and of the clock."""

    processor: float
    clock: float


def main() -> None:
    import spacy

    number = FULL if "--full" in sys.argv else ARTICLES
    stock = spacy.load(language_of("fr").default_model())
    cases, plain = texts(number, sentences_of_cases()), texts(number, _lines(HERE / "french_narrative.txt"))
    days = [pd.Timestamp("2026-03-01", tz="UTC") + pd.Timedelta(days=i // A_DAY) for i in range(number)]
    list(stock.pipe(cases[:8] + plain[:8]))
    bs.annotate(_frame(cases[:8] + plain[:8], days[:16]), sentiment=None)
    for name, articles, published in (("cases", cases, None), ("plain", plain, None), ("cases with days", cases, days)):
        words = sum(len(text.split()) for text in articles)
        began = _now()
        for _ in stock.pipe(articles):
            pass
        theirs = _since(began)
        began = _now()
        bs.annotate(_frame(articles, published), sentiment=None)
        ours = _since(began)
        print(f"{name}: stock spaCy, French\t{words / theirs.processor:.0f}\twords a second of the processor")
        print(f"{name}: annotation of French without sentiment\t{words / ours.processor:.0f}\twords a second of the processor")
        print(f"{name}: beside stock spaCy\t{theirs.processor / ours.processor:.2f}\ttimes as fast")
        print(f"{name}: beside stock spaCy by the clock\t{theirs.clock / ours.clock:.2f}\ttimes as fast")


def _frame(articles: list[str], published: list[pd.Timestamp] | None) -> pd.DataFrame:
    frame = pd.DataFrame({"article_id": [f"a{i}" for i in range(len(articles))], "text": articles, "language": "fr"})
    return frame if published is None else frame.assign(published_at=published)


def _now() -> Took:
    return Took(time.process_time(), time.perf_counter())


def _since(began: Took) -> Took:
    return Took(time.process_time() - began.processor, time.perf_counter() - began.clock)


if __name__ == "__main__":
    main()
