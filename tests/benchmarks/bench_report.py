"""What the report costs beyond ingest: seconds by the clock and of the processor, memory and size, for hundreds or thousands of articles.

    python tests/benchmarks/bench_report.py [--full]

The articles are invented (tests/archive/invented_articles.py), each unlike the others: 500 of them, 10,000 with --full. Their layers are
those of forty articles that were annotated, under other ids, since it is the report that is measured.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import threading
import time
from pathlib import Path
from unittest.mock import patch

import psutil

sys.path.insert(0, str(Path(__file__).resolve().parent))
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "archive"))

from bench_archive import Substitute
from invented_articles import invented_articles

from broadsheet.archive import open_archive, parallel
from broadsheet.reporting import run_report
from broadsheet.settings import Outputs, default_settings


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--full", action="store_true", help="10,000 articles")
    count = 10_000 if parser.parse_args().full else 500
    with tempfile.TemporaryDirectory() as folder:
        archive = open_archive(Path(folder) / "archive")
        with patch.object(parallel, "annotate_chunk", Substitute()):
            archive.add(invented_articles(count, per_day=max(1, count // 200), sentences=14), processes=1, progress=False)
        settings = default_settings(archive=Path(folder) / "archive", reports=Path(folder) / "reports", outputs=Outputs(pdf=False))
        peak = Peak()
        began, worked = time.perf_counter(), processor_time()
        with peak:
            result = run_report(settings)
        figure(f"report on {count} articles", time.perf_counter() - began, "s")
        figure(f"report on {count} articles, of the processor", processor_time() - worked, "s")
        figure("memory of the run and its kernels together", peak.megabytes, "MB")
        figure("size of report.html", result.report.stat().st_size / 1e6, "MB")
        for run in result.notebooks:
            figure(f"notebook {run.name} ({run.status})", run.seconds, "s")
            figure(f"memory of notebook {run.name}", run.peak_mb, "MB")
        return result.exit_status


class Peak:
    """The most memory that this process and its descendants hold at one time, looked at twice a second; what several share counts once."""

    def __init__(self) -> None:
        self.megabytes = 0.0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> Peak:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _look(self) -> None:
        own = psutil.Process()
        while not self._over.wait(0.5):
            total = 0
            for each in [own, *own.children(recursive=True)]:
                try:
                    total += _own(each)
                except psutil.Error:
                    continue
            self.megabytes = max(self.megabytes, total / 1e6)


def _own(process: psutil.Process) -> int:
    """The bytes of a process: resident ones, or its share of them where the system tells (proportional set size)."""
    told = process.memory_full_info()
    return getattr(told, "pss", told.rss)


def processor_time() -> float:
    """Processor seconds of this process and of the kernels that have ended."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def figure(name: str, value: float, unit: str) -> None:
    """A line that run.py keeps."""
    print(f"{name}\t{value:.1f}\t{unit}", flush=True)


if __name__ == "__main__":
    raise SystemExit(main())
