"""Counts the stems of news in general: how many of 10,000 sentences have each, for likeness of articles (`common_stems.csv`).

    python -m training.common_stems --sentences newsmtsc_train.jsonl > lib/broadsheet/resources/en/events/common_stems.csv

`--sentences` is JSON Lines with a `text`, or `sentence_normalized`, per line; a text that is there twice counts once.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np

from broadsheet.annotating.stories.storylines import stems_in

IN, LEAST = 10_000, 6
"""Sentences to which the counts are scaled, and the count from which a stem is kept: rarer ones tell about as much as others."""

HEAD = """\
# Stems of words that many sentences of news have, and how many of 10,000: what they tell of an article is little.
# Origin: Counted in the training part of NewsMTSC (Hamborg & Donnay 2021, copyright 2020 Felix Hamborg) by training/common_stems.py
# Licence: MIT
stem,sentences"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sentences", type=Path, required=True)
    lines = parser.parse_args().sentences.read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    texts = sorted({row.get("text") or row["sentence_normalized"] for row in rows})
    stems, counts = stems_in(texts)
    spread = np.rint(np.bincount(counts.indices, minlength=len(stems)) * IN / len(texts)).astype(int)
    print(HEAD)
    for stem, times in sorted(zip(stems, spread.tolist(), strict=True), key=lambda row: (-row[1], row[0])):
        if times >= LEAST:
            print(f"{stem},{times}")


if __name__ == "__main__":
    main()
