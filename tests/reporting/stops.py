"""Stop a report at random moments, and see that it leaves no half report and no stray process.

Run by itself: `python tests/reporting/stops.py --stops 50`. Each report runs two quick notebooks in a process of its own, which is ended
by SIGTERM, SIGINT or SIGKILL after a random part of the time that a whole report takes. After every stop the folder must hold whole
reports only, and nobody that the report started may run. After SIGKILL, which no program hears, the kernels get `GRACE` seconds to see
that their parent is gone, and the hidden folder may stay until the next report, which has to remove it.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

import psutil

sys.path.insert(0, str(Path(__file__).parent))

from tiny_notebooks import write_notebook

SIGNALS = (signal.SIGTERM, signal.SIGINT, signal.SIGKILL)
GRACE = 15.0

_MARK = "BROADSHEET_STOPPED"
_REPORT = """
import sys
from pathlib import Path
from broadsheet.cli import main
folder, archive, reports = sys.argv[1:]
sys.exit(main(["report", "--archive", archive, "--out", reports, "--set", f"notebook_folder={folder}", "--set",
               "notebooks=['quick', 'slow']", "--set", "outputs.pdf=false", "--set", "outputs.dossiers=0"]))
"""


def stop_reports(archive: Path, stops: int, folder: Path, *, seed: int = 0, took: float | None = None,
                 signals: tuple[signal.Signals, ...] = SIGNALS) -> Counter[str]:
    """Stop so many reports, by each of the signals in turn; how many of each kind. AssertionError for anything that is left over.

    `took` is how many seconds a whole report takes; None runs one to see.
    """
    chance, tally = random.Random(seed), Counter[str]()
    books = write_notebook(folder / "books", "quick", ["print(1)"]).parent
    write_notebook(books, "slow", ["import time", "time.sleep(1)", "import subprocess; subprocess.run(['sleep', '1'])", "print(2)"])
    reports = folder / "reports"
    took = took or run(books, archive, reports, None, None)
    while tally.total() < stops:
        number = signals[tally.total() % len(signals)]
        whole = sound_reports(reports)
        run(books, archive, reports, number, chance.uniform(0.0, took))
        after = sound_reports(reports)
        assert whole <= after and len(after) <= len(whole) + 1, "a report is lost"
        tally[number.name + (", after its end" if len(after) > len(whole) else "")] += 1
    run(books, archive, reports, None, None)
    left = [path.name for path in reports.iterdir() if path.name.startswith(".")]
    assert left == [], f"the next report left {left}"
    return tally


def run(books: Path, archive: Path, reports: Path, number: signal.Signals | None, after: float | None) -> float:
    """A report, stopped or not; how long it took. Nobody whom it started may be left."""
    token = f"{os.getpid()}-{time.monotonic_ns()}"
    started = time.monotonic()
    process = subprocess.Popen(
        [sys.executable, "-c", _REPORT, str(books), str(archive), str(reports)], env={**os.environ, _MARK: token},
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
    )
    if number is None or after is None:
        assert process.wait(120) == 0
    else:
        time.sleep(after)
        process.send_signal(number)
        assert process.wait(30) is not None
    deadline = time.monotonic() + (GRACE if number == signal.SIGKILL else 3)
    while (left := marked(token)) and time.monotonic() < deadline:
        time.sleep(0.2)
    assert left == [], f"after {number}: {[' '.join(each.cmdline())[:100] for each in left]}"
    return time.monotonic() - started


def marked(token: str) -> list[psutil.Process]:
    """Processes that a report of ours started, told by a variable that they inherited."""
    found = []
    for process in psutil.process_iter():
        try:
            if process.environ().get(_MARK) == token and process.status() != psutil.STATUS_ZOMBIE:
                found.append(process)
        except psutil.Error:
            continue
    return found


def sound_reports(reports: Path) -> set[str]:
    """The whole reports of the folder; a visible one that is not whole is an error, and so is a broken index."""
    names = set()
    for path in reports.iterdir() if reports.is_dir() else []:
        if path.name.startswith(".") or path.name == "index.html":
            continue
        manifest = json.loads((path / "manifest.json").read_text())
        assert {"index.html", "report.html", "quick.html", "slow.html"} <= {page.name for page in path.iterdir()}, path
        assert "</html>" in (path / "report.html").read_text()[-20:] and manifest["status"] == "done", path
        names.add(path.name)
    return names


def main() -> None:
    """The long form."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--stops", type=int, default=50)
    parser.add_argument("--seed", type=int, default=0)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        from broadsheet.archive import open_archive

        text = Path(scratch) / "one.txt"
        text.write_text("Title: Ferry\nDate: 2025-05-05\n\nAda Moss met Bo Finch in Eastmere on Monday.\n")
        open_archive(Path(scratch) / "archive").ingest([text], progress=False)
        started = time.monotonic()
        tally = stop_reports(Path(scratch) / "archive", args.stops, Path(scratch), seed=args.seed)
        print(f"{tally.total()} stops, no half report and no stray process: {dict(tally)}; {time.monotonic() - started:.0f} s")


if __name__ == "__main__":
    main()
