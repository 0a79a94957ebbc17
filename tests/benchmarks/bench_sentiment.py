"""What sentiment costs beside spaCy on the same articles: `python tests/benchmarks/bench_sentiment.py [FOLDER]`.

Each step runs in a process of its own, on one thread, so that times compare and the memory is its own. The targets are the
people, organisations, countries and groups that spaCy names, one per name and sentence, so that the count is close to what
`annotate` judges. Times are processor seconds, the better of the runs; what a process takes to load its model is left out.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable
from multiprocessing import get_context
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd
import psutil

from broadsheet.annotating.parser.pipeline import BATCH, load_model
from broadsheet.annotating.sentiment.model import shipped_names
from broadsheet.annotating.sentiment.stances import stance

SAMPLE = Path(__file__).parents[2] / "data" / "sample"
KINDS = {"PERSON", "ORG", "GPE", "NORP"}
RUNS = 3


class Cost(NamedTuple):
    """Processor seconds of one pass over the texts, and megabytes that the process holds after it."""

    seconds: float
    megabytes: float


def sample_texts(folder: Path = SAMPLE) -> list[str]:
    """The plain-text articles of a folder, each once: what is said twice is judged once, and would look quicker than it is."""
    return list(dict.fromkeys(path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.txt"))))


def targets_of(docs: Iterable[Any]) -> pd.DataFrame:
    """One row per name and sentence."""
    rows = []
    for doc in docs:
        for sentence in doc.sents:
            names = {e.text: (sentence.text, e.start_char - sentence.start_char, e.end_char - sentence.start_char)
                     for e in reversed(sentence.ents) if e.label_ in KINDS}
            rows += names.values()
    return pd.DataFrame(rows, columns=["text", "start", "end"])


def cost_of_parsing(texts: list[str]) -> Cost:
    """What spaCy takes for the texts."""
    nlp = load_model(None)
    return _cost(lambda: sum(len(doc) for doc in nlp.pipe(texts, batch_size=BATCH)), RUNS)


def cost_of_sentiment(name: str, targets: pd.DataFrame) -> Cost:
    """What the shipped model of that name takes for the targets."""
    stance(targets.head(4), model=name)
    return _cost(lambda: stance(targets, model=name), RUNS if name == "default" else 1)


def _cost(work: Callable[[], object], runs: int) -> Cost:
    times = []
    for _ in range(runs):
        began = time.process_time()
        work()
        times.append(time.process_time() - began)
    return Cost(min(times), psutil.Process().memory_info().rss / 2**20)


def alone(work: Callable[..., Cost], *arguments: object) -> Cost:
    """The cost of work in a new process; a process that is not the first takes one thread."""
    with get_context("spawn").Pool(1) as pool:
        return pool.apply(work, arguments)


def main() -> None:
    """Measure and print, one figure per line."""
    texts = sample_texts(Path(sys.argv[1])) if len(sys.argv) > 1 and not sys.argv[1].startswith("-") else sample_texts()
    docs = list(load_model(None).pipe(texts, batch_size=BATCH))
    targets, sentences = targets_of(docs), sum(1 for doc in docs for _ in doc.sents)
    judged = targets["text"].nunique()
    parsing = alone(cost_of_parsing, texts)
    print(f"{len(texts)} articles, {sentences} sentences; {len(targets)} targets in {judged} of them")
    print(f"spaCy\t{sentences / parsing.seconds:.0f}\tsentences per processor second")
    for name in shipped_names():
        cost = alone(cost_of_sentiment, name, targets)
        print(f"sentiment, {name}, beside spaCy\t{100 * cost.seconds / parsing.seconds:.0f}\t% of its processor time")
        print(f"sentiment, {name}\t{judged / cost.seconds:.0f}\tsentences per processor second")
        print(f"sentiment, {name}, targets\t{len(targets) / cost.seconds:.0f}\ttargets per processor second")
        print(f"sentiment, {name}, memory\t{cost.megabytes:.0f}\tMB")


if __name__ == "__main__":
    main()
