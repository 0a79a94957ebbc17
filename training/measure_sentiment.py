"""Score a sentiment model on labelled sentences, and write its reliability curve.

    python -m training.measure_sentiment --gold newsmtsc_dev.jsonl --curve lib/broadsheet/resources/sentiment/default/reliability.csv
"""

from __future__ import annotations

import argparse
import csv
import logging
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from broadsheet.annotating.sentiment.model import SentimentModel, shipped_model, shipped_names
from training.scores import calibration_error, macro_f1, reliability
from training.sentiment_data import Example, labels_of, newsmtsc

log = logging.getLogger("training")


def judged(model: SentimentModel, examples: Sequence[Example]) -> np.ndarray:
    """What the model gives every target."""
    rows = [(e.text, start, end) for e in examples for start, end in e.spans]
    return model(*map(list, zip(*rows, strict=True)))


def write_curve(path: Path, labels: Sequence[int], probabilities: np.ndarray) -> None:
    """The reliability curve as CSV."""
    curve = reliability(labels, probabilities)
    with path.open("w", newline="", encoding="utf-8") as opened:
        writer = csv.writer(opened, lineterminator="\n")
        writer.writerow(curve[0]._fields)
        writer.writerows([(b.low, b.high, b.targets, round(b.confidence, 4), round(b.right, 4)) for b in curve])


def scores(examples: Sequence[Example], probabilities: np.ndarray) -> str:
    """Macro-F1 over all targets, those alone in their sentence and those with others, and the calibration error, as a line."""
    labels, found = labels_of(examples), probabilities.argmax(axis=1).tolist()
    alone = [len(e.spans) == 1 for e in examples for _ in e.spans]

    def part(wanted: bool) -> float:
        rows = [i for i, single in enumerate(alone) if single is wanted]
        return macro_f1([labels[i] for i in rows], [found[i] for i in rows])

    error = calibration_error(reliability(labels, probabilities))
    return f"macro-F1 {macro_f1(labels, found):.4f}, one target {part(True):.4f}, several {part(False):.4f}, calibration error {error:.4f}"


def main() -> None:
    """Measure as the command line says."""
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, required=True, help="labelled sentences that were never trained on")
    parser.add_argument("--model", choices=shipped_names(), default="default")
    parser.add_argument("--curve", type=Path, help="where the reliability curve goes")
    options = parser.parse_args()
    examples = newsmtsc(options.gold)
    probabilities = judged(shipped_model(options.model), examples)
    log.info("%s: %s", options.model, scores(examples, probabilities))
    if options.curve:
        write_curve(options.curve, labels_of(examples), probabilities)


if __name__ == "__main__":
    main()
