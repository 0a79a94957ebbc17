"""Score broadsheet against annotated articles and print the table.

    python tests/benchmarks/accuracy.py [FOLDER]

FOLDER holds annotation in the format of `data/sample/gold/README.md`; without one, that of the sample is used.
"""

from __future__ import annotations

import sys

import pandas as pd

from broadsheet import analysis


def main() -> None:
    marked = analysis.gold_articles(sys.argv[1] if len(sys.argv) > 1 else None)
    print(marked.said)
    with pd.option_context("display.max_columns", None, "display.width", 160, "display.float_format", "{:.2f}".format):
        print(analysis.accuracy_table(marked.layers, marked.gold).to_string(index=False))


if __name__ == "__main__":
    main()
