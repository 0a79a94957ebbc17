"""What sentiment costs beside spaCy on the same articles, in one process each: `python tests/benchmarks/bench_sentiment.py [FOLDER]`.

The targets are the people, organisations, countries and groups that spaCy names, one per name and sentence, so that the
count is close to what `annotate` judges. Times are wall-clock and processor seconds; the better of the runs counts.
"""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pandas as pd

from broadsheet.annotating.pipeline import BATCH, load_model
from broadsheet.annotating.sentiment_model import shipped_models
from broadsheet.annotating.stances import stance

SAMPLE = Path(__file__).parents[2] / "data" / "sample"
KINDS = {"PERSON", "ORG", "GPE", "NORP"}
RUNS = 3


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


def best_seconds(work: Callable[[], object], runs: int = RUNS) -> tuple[float, float]:
    """Wall-clock and processor seconds of the quickest run."""
    times = []
    for _ in range(runs):
        wall, processor = time.perf_counter(), time.process_time()
        work()
        times.append((time.perf_counter() - wall, time.process_time() - processor))
    return min(times)


def measure(texts: list[str], *, runs: int = RUNS) -> pd.DataFrame:
    """One row per step (spaCy, then each shipped model): seconds, words and sentences a second, and megabytes at most so far."""
    nlp = load_model(None)
    docs = list(nlp.pipe(texts, batch_size=BATCH))
    words = sum(len(text.split()) for text in texts)
    sentences = sum(1 for doc in docs for _ in doc.sents)
    targets = targets_of(docs)
    del docs
    steps: dict[str, Callable[[], object]] = {"spaCy": lambda: sum(len(doc) for doc in nlp.pipe(texts, batch_size=BATCH))}
    for name in shipped_models():
        stance(targets.head(4), model=name)
        steps[name] = lambda name=name: stance(targets, model=name)  # type: ignore[misc]
    rows = []
    for name, work in steps.items():
        wall, processor = best_seconds(work, runs if name != "large" else 1)
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        rows.append((name, wall, processor, words / wall, sentences / wall, len(targets), len(targets) / wall, memory))
    return pd.DataFrame(rows, columns=[
        "step", "seconds", "processor_seconds", "words_per_second", "sentences_per_second", "targets", "targets_per_second", "megabytes",
    ])


def main() -> None:
    """Measure and print."""
    texts = sample_texts(Path(sys.argv[1])) if len(sys.argv) > 1 else sample_texts()
    print(measure(texts).round(1).to_string(index=False))


if __name__ == "__main__":
    main()
