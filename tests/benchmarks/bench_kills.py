"""Whether anything is lost when processes are killed: ingests, checks, removals and reports, each ended by SIGKILL at a random moment.

    python tests/benchmarks/bench_kills.py [--kills 120] [--seed 0]

A quarter of the kills goes to each. What must hold after every one is told by `tests/archive/kills.py` and `tests/reporting/stops.py`.
"""

from __future__ import annotations

import argparse
import signal
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "archive"))
sys.path.insert(0, str(Path(__file__).parents[1] / "reporting"))

from kills import kill_checks, kill_ingests, kill_removals, write_invented
from stops import stop_reports

import broadsheet as bs


def main() -> None:
    """Kill, and say what was lost."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--kills", type=int, default=120)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--only", nargs="*", default=["ingests", "checks", "removals", "reports"])
    args = parser.parse_args()
    each = args.kills // 4
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        many, few = [write_invented(folder / "many", 24)], [write_invented(folder / "few", 6, sentences=3)]
        for name, work in (
            ("ingests", lambda: kill_ingests(many, each, folder.joinpath, seed=args.seed).kills),
            ("checks", lambda: kill_checks(few, each, folder, seed=args.seed).kills),
            ("removals", lambda: kill_removals(few, each, folder, seed=args.seed).kills),
            ("reports", lambda: _kill_reports(few, each, folder, args.seed)),
        ):
            if name not in args.only:
                continue
            started = time.monotonic()
            print(f"{name} killed with nothing lost\t{work()}\tof {each}, {time.monotonic() - started:.0f} s", flush=True)


def _kill_reports(paths: list[Path], kills: int, folder: Path, seed: int) -> int:
    archive = bs.open_archive(folder / "reported")
    archive.ingest(paths, progress=False)
    before = archive.layers().articles
    stopped = stop_reports(folder / "reported", kills, folder, seed=seed, signals=(signal.SIGKILL,)).total()
    after = bs.open_archive(folder / "reported")
    assert after.articles().equals(before) and after.check().sound
    return stopped


if __name__ == "__main__":
    main()
