"""Kill an ingest at random moments, go on, and see that the archive ends as if nothing had happened.

Run by itself: `python tests/archive/kills.py --kills 200 [FOLDER …]`. Without folders, invented articles are written to files.
A process loads the model once and never touches an archive; each ingest runs in a child forked from it, in steps of few
articles, and is ended with SIGKILL after a random part of the time that a whole ingest takes. After every kill the archive
must hold whole articles only, each as in an archive that nobody disturbed; at the end it must be that archive, cell by cell.
With `--bucket` the archives lie in a bucket of a server on this machine, under leases of two seconds.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import nullcontext, suppress
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
from bucket_server import BUCKET, bucket_server

import broadsheet as bs
from broadsheet import schemas
from broadsheet.settings import Address

STEP, CHUNK = 6, 3
"""Articles that become visible together, and that are annotated together, in these ingests."""

_SERVER = f"""
import os, sys, warnings
warnings.simplefilter('ignore')
import broadsheet.archive.ingesting as ingesting, broadsheet.archive.lease as lease, broadsheet.archive.parallel as parallel
from broadsheet.annotating import annotate
import pandas as pd
lease.SECONDS = 2.0; ingesting.STEP = {STEP}; parallel.CHUNK = ingesting.CHUNK = {CHUNK}
parallel.chunks_of.__defaults__ = ({CHUNK},)
annotate(pd.DataFrame({{"article_id": ["x"], "text": ["Marta Hollis said on Monday that Eastmere will wait."]}}))
print("ready", flush=True)
for line in sys.stdin:
    archive, *paths = line.rstrip("\\n").split("\\t")
    child = os.fork()
    if child == 0:
        from broadsheet.archive import open_archive
        result = open_archive(archive).ingest(paths, processes=1)
        os.write(1, b"done\\n")
        os._exit(0)
    print(child, flush=True)
    _, status = os.waitpid(child, 0)
    print("ended", status, flush=True)
"""


class Ingests:
    """A process that has the model loaded and forks a child for each ingest."""

    def __init__(self) -> None:
        environment = {**os.environ, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
        self._server = subprocess.Popen(
            [sys.executable, "-c", _SERVER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment,
        )
        self._expect("ready")

    def __enter__(self) -> Ingests:
        return self

    def __exit__(self, *_: object) -> None:
        assert self._server.stdin is not None
        self._server.stdin.close()
        self._server.wait()

    def run(self, archive: Address, paths: Sequence[Path], kill_after: float | None = None) -> bool:
        """Ingest; whether it came to its end."""
        assert self._server.stdin is not None
        self._server.stdin.write("\t".join(map(str, (archive, *paths))) + "\n")
        self._server.stdin.flush()
        child = int(self._line())
        if kill_after is not None:
            time.sleep(kill_after)
            with suppress(ProcessLookupError):
                os.kill(child, signal.SIGKILL)
        said = [self._line()]
        while not said[-1].startswith("ended"):
            said.append(self._line())
        if kill_after is None and "done" not in said:
            raise AssertionError(f"an undisturbed ingest failed: {said}")
        return "done" in said

    def _line(self) -> str:
        assert self._server.stdout is not None
        line = self._server.stdout.readline()
        if not line:
            raise AssertionError("the ingesting process is gone")
        return line.strip()

    def _expect(self, word: str) -> None:
        while self._line() != word:
            pass


@dataclass
class Tally:
    """What became of the kills."""

    kills: int = 0
    too_late: int = 0
    rounds: int = 0
    growing: int = 0

    def __str__(self) -> str:
        return (
            f"{self.kills} kills ({self.too_late} more came after the end) in {self.rounds} archives, {self.growing} of them amid an "
            "archive that held something: 0 articles lost, 0 half-visible, 0 duplicates"
        )


def kill_ingests(paths: Sequence[Path], kills: int, where: Callable[[str], Address], *, seed: int = 0) -> Tally:
    """Kill so many ingests of the paths into archives `where`; AssertionError for anything lost, half-visible or double."""
    chance, tally = random.Random(seed), Tally()
    with Ingests() as ingests:
        whole = where("undisturbed")
        started = time.monotonic()
        ingests.run(whole, paths)
        took = time.monotonic() - started
        reference = bs.open_archive(whole).layers()
        while tally.kills < kills:
            archive = where(f"killed-{tally.rounds}")
            tally.rounds += 1
            for _ in range(40):
                if tally.kills == kills:
                    break
                if ingests.run(archive, paths, kill_after=chance.uniform(0, took / 2)):
                    tally.too_late += 1
                    break
                tally.kills += 1
                tally.growing += len(compare(archive, reference, complete=False)) > 0
            ingests.run(archive, paths)
            compare(archive, reference, complete=True)
            found = bs.open_archive(archive).check().findings
            assert not (found["state"] == "damaged").any(), found
            if isinstance(archive, Path):
                shutil.rmtree(archive)
    return tally


def compare(archive: Address, reference: bs.Layers, *, complete: bool) -> pd.DataFrame:
    """The visible articles; each must be whole and as in the reference, and none of the reference's missing if it is complete."""
    layers = bs.open_archive(archive).layers()
    seen = set(layers.articles["article_id"])
    if complete:
        assert seen == set(reference.articles["article_id"]), "articles are lost"
    for name, table in schemas.TABLES.items():
        if name == "rejects":
            continue
        rows, expected = getattr(layers, name), getattr(reference, name)
        schemas.validate(name, rows)
        if complete:
            pd.testing.assert_frame_equal(rows, expected, obj=name)
        elif "article_id" in table.dtypes and name != "articles":
            pd.testing.assert_frame_equal(rows, expected[expected["article_id"].isin(seen)].reset_index(drop=True), obj=name)
    return layers.articles


def write_invented(folder: Path, count: int, *, sentences: int = 5) -> Path:
    """A folder with a file for each of so many invented articles."""
    from invented_articles import invented_articles

    folder.mkdir(parents=True, exist_ok=True)
    for row in invented_articles(count, sentences=sentences).itertuples():
        head = f"title: {row.title}\nsource: {row.source}\ndate: {row.published_at:%Y-%m-%d %H:%M}Z\n\n"
        (folder / f"{row.article_id}.txt").write_text(head + row.text, "utf-8")
    return folder


def main() -> None:
    """The long form."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--bucket", action="store_true")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch, bucket_server() if args.bucket else nullcontext() as server:
        if server is not None:
            os.environ.update(server.environment, XDG_CACHE_HOME=f"{scratch}/cache")
        paths = args.folders or [write_invented(Path(scratch) / "articles", 24)]
        started = time.monotonic()
        where = (lambda name: f"s3://{BUCKET}/{name}") if args.bucket else Path(scratch).joinpath
        tally = kill_ingests([path.resolve() for path in paths], args.kills, where, seed=args.seed)
        print(f"{tally}; {time.monotonic() - started:.0f} s")


if __name__ == "__main__":
    main()
