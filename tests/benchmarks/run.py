"""Run every benchmark beside this file, print what each measured, and keep the figures.

    python tests/benchmarks/run.py [--full] [NAME …]

Each `bench_NAME.py` is a script of its own: it prints one line per figure, `figure<TAB>value<TAB>unit`, and whatever else it
has to say. Ratios are measured in one run on one machine, never against a clock. The lines are appended with the day to
`data/bench/history.csv`, which can be plotted.
"""

from __future__ import annotations

import argparse
import csv
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

HERE = Path(__file__).resolve().parent
HISTORY = HERE.parents[1] / "data" / "bench" / "history.csv"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", help="benchmarks to run; all of them if none is named")
    parser.add_argument("--full", action="store_true", help="with the large archives (hours)")
    asked = parser.parse_args()
    failed = 0
    for script in sorted(HERE.glob("bench_*.py")):
        name = script.stem.removeprefix("bench_")
        if asked.names and name not in asked.names:
            continue
        print(f"== {name}", flush=True)
        done = subprocess.run([sys.executable, str(script), *(["--full"] if asked.full else [])], stdout=subprocess.PIPE, text=True)
        print(done.stdout, flush=True)
        failed |= done.returncode != 0
        keep(name, done.stdout)
    return failed


def keep(name: str, printed: str) -> None:
    """Append the figures among the printed lines to the history."""
    HISTORY.parent.mkdir(parents=True, exist_ok=True)
    new = not HISTORY.exists()
    with HISTORY.open("a", newline="") as file:
        rows = csv.writer(file)
        if new:
            rows.writerow(["at", "benchmark", "figure", "value", "unit"])
        for line in printed.splitlines():
            if line.count("\t") == 2:
                rows.writerow([datetime.now(UTC).isoformat(timespec="seconds"), name, *line.split("\t")])


if __name__ == "__main__":
    sys.exit(main())
