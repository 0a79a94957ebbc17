"""A Dask cluster on this machine: the scheduler and each worker a process of its own, which can be killed.

Run by itself: `python tests/archive/dask_cluster.py --workers 3 --articles 800`: one worker is killed and one is added while
an archive is made, and the archive is compared with one made without a cluster.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import broadsheet as bs
from broadsheet.archive.cluster import cluster_executor
from broadsheet.archive.parallel import AnnotationSettings


@dataclass
class Cluster:
    """A scheduler and its workers; `folder` holds their logs."""

    folder: Path
    address: str = ""
    workers: list[subprocess.Popen] = field(default_factory=list)

    def start(self, module: str, *options: str) -> subprocess.Popen:
        log = (self.folder / f"{module}-{len(self.workers)}.log").open("w")
        command = [sys.executable, "-m", f"distributed.cli.dask_{module}", *options, "--no-dashboard"]
        with log:
            return subprocess.Popen(command, stderr=log, stdout=log)

    def add_worker(self) -> None:
        scratch = ["--local-directory", str(self.folder), "--memory-limit", "0"]
        self.workers.append(self.start("worker", self.address, "--nthreads", "1", "--no-nanny", *scratch))


@contextmanager
def cluster(folder: Path, *, workers: int) -> Iterator[Cluster]:
    """A cluster of so many workers, gone afterwards."""
    made = Cluster(folder)
    told = folder / "scheduler.json"
    scheduler = made.start("scheduler", "--host", "127.0.0.1", "--port", "0", "--scheduler-file", str(told), "--no-jupyter")
    try:
        made.address = _address(told)
        for _ in range(workers):
            made.add_worker()
        yield made
    finally:
        for process in [*made.workers, scheduler]:
            process.kill()
            process.wait()


def _address(told: Path) -> str:
    import json

    for _ in range(600):
        if told.exists() and (text := told.read_text()):
            return str(json.loads(text)["address"])
        time.sleep(0.1)
    raise TimeoutError("the scheduler did not start")


def main() -> None:
    """The long form."""
    from invented_articles import invented_articles

    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--workers", type=int, default=3)
    parser.add_argument("--articles", type=int, default=800)
    args = parser.parse_args()
    articles = invented_articles(args.articles)
    with tempfile.TemporaryDirectory() as scratch, cluster(Path(scratch), workers=args.workers) as made:
        began = time.monotonic()
        with cluster_executor(made.address, AnnotationSettings(), patience=120) as executor:
            ready = time.monotonic()
            killing = threading.Timer(5, lambda: (made.workers[0].kill(), made.add_worker()))
            killing.start()
            bs.open_archive(Path(scratch) / "many").add(articles, executor=executor, progress=False)
            print(f"ready after {ready - began:.0f} s, done after {time.monotonic() - ready:.0f} s; "
                  + ("one worker killed, one added" if not killing.is_alive() else "done before a worker was killed"))
        bs.open_archive(Path(scratch) / "one").add(articles, processes=1, progress=False)
        many, one = (bs.open_archive(Path(scratch) / name).layers() for name in ("many", "one"))
        same = [name for name in one.names() if getattr(one, name).equals(getattr(many, name))]
        print(f"{len(same)} of {len(one.names())} tables are identical")


if __name__ == "__main__":
    main()
