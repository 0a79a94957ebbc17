"""Kill ingests, checks and removals at random moments, go on, and see that the archive ends as if nothing had happened.

Run by itself: `python tests/archive/kills.py --kills 200 [FOLDER …]`. Without folders, invented articles are written to files.
A process loads the model once and never touches an archive; each ingest runs in a child forked from it, in steps of few
articles, and is ended with SIGKILL after a random part of the time that a whole ingest takes. After every kill the archive
must hold whole articles only, each as in an archive that nobody disturbed; at the end it must be that archive, cell by cell.
A check is killed while it mends an archive whose logs and layers were damaged, a removal while it takes an outlet out.
With `--bucket` the archives lie in a bucket of a server on this machine, under leases of two seconds.
"""

from __future__ import annotations

import argparse
import ast
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
from bucket_server import BUCKET, bucket_server
from damages import Damage, inflict

import broadsheet as bs
from broadsheet import schemas
from broadsheet.errors import RequestError
from broadsheet.settings import Address

REPAIRABLE = [
    Damage(table, "log", how) for table in ("articles", "register", "mentions", "batches", "actors") for how in ("gone", "overwritten")
]
REPAIRABLE += [Damage(table, "data", "cut short") for table in ("sentences", "stances", "quotes", "prints")]
"""Damage after which a check leaves the archive as it was."""

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
    verb, archive, *rest = line.rstrip("\\n").split("\\t")
    child = os.fork()
    if child == 0:
        from broadsheet.archive import check_archive, open_archive
        if verb == "ingest":
            open_archive(archive).ingest(rest, processes=1)
        elif verb == "check":
            assert check_archive(archive).sound
        elif verb == "crowd":
            sys.path.insert(0, {os.path.dirname(os.path.abspath(__file__))!r})
            from pathlib import Path
            from crowd import let_loose
            for status, said in let_loose(Path(archive), float(rest[0]), rest[1:]):
                os.write(1, f"{{status}} {{said!r}}\\n".encode())
        else:
            open_archive(archive).remove(source=rest[0])
        os.write(1, b"done\\n")
        os._exit(0)
    print(child, flush=True)
    _, status = os.waitpid(child, 0)
    print("ended", status, flush=True)
"""


class Ingests:
    """A process that has the model loaded and forks a child for each ingest, check or removal."""

    def __init__(self) -> None:
        environment = {**os.environ, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
        self._server = subprocess.Popen(
            [sys.executable, "-c", _SERVER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment,
        )
        self.said: list[str] = []
        self._expect("ready")

    def __enter__(self) -> Ingests:
        return self

    def __exit__(self, *_: object) -> None:
        assert self._server.stdin is not None
        self._server.stdin.close()
        self._server.wait()

    def run(self, archive: Address, rest: Sequence[Path | str], kill_after: float | None = None, verb: str = "ingest") -> bool:
        """Ingest the paths, check, or remove an outlet; whether it came to its end."""
        assert self._server.stdin is not None
        self._server.stdin.write("\t".join(map(str, (verb, archive, *rest))) + "\n")
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
            raise AssertionError(f"an undisturbed {verb} failed: {said}")
        self.said = said
        return "done" in said

    def crowd(self, archive: Path, seconds: float, roles: Sequence[str]) -> list[tuple[int, str]]:
        """What became of each of several at once, by `crowd.let_loose`: its status and what it said."""
        self.run(archive, [str(seconds), *roles], verb="crowd")
        lines = [line.partition(" ") for line in self.said if not line.startswith(("done", "ended"))]
        return [(int(status), ast.literal_eval(said)) for status, _, said in lines]

    def _line(self) -> str:
        assert self._server.stdout is not None
        line = self._server.stdout.readline()
        if not line:
            raise AssertionError("the ingesting process is gone")
        return line.strip()

    def _expect(self, word: str) -> None:
        while self._line() != word:
            pass


@contextmanager
def _running(given: Ingests | None) -> Iterator[Ingests]:
    """The process that is given, or one of our own that ends here."""
    with nullcontext(given) if given is not None else Ingests() as ingests:
        yield ingests


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


def kill_ingests(paths: Sequence[Path], kills: int, where: Callable[[str], Address], *, seed: int = 0,
                 running: Ingests | None = None) -> Tally:
    """Kill so many ingests of the paths into archives `where`; AssertionError for anything lost, half-visible or double."""
    chance, tally = random.Random(seed), Tally()
    with _running(running) as ingests:
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


def kill_checks(paths: Sequence[Path], kills: int, folder: Path, *, seed: int = 0, running: Ingests | None = None) -> Tally:
    """Kill so many checks while they mend a damaged archive; the one that is let through must find everything again."""
    chance, tally, whole = random.Random(seed), Tally(), folder / "to-be-damaged"
    with _running(running) as running:
        running.run(whole, paths)
        reference = bs.open_archive(whole).layers()
        while tally.kills < kills:
            hurt = shutil.copytree(whole, folder / f"damaged-{tally.rounds}")
            for damage in chance.sample(REPAIRABLE, 3):
                inflict(damage, hurt, whole, chance)
            tally.rounds += 1
            for _ in range(min(6, kills - tally.kills)):
                if running.run(hurt, (), chance.uniform(0, 3.0), "check"):
                    tally.too_late += 1
                    break
                tally.kills += 1
            running.run(hurt, (), verb="check")
            compare(hurt, reference, complete=True)
            assert not (bs.open_archive(hurt).check().findings["state"] != "note").any()
            shutil.rmtree(hurt)
    return tally


def kill_removals(paths: Sequence[Path], kills: int, folder: Path, *, seed: int = 0, running: Ingests | None = None) -> Tally:
    """Kill so many removals of an outlet: it is there or gone, and all that is no article of it stays."""
    chance, tally, whole = random.Random(seed), Tally(), folder / "to-be-removed-from"
    with _running(running) as running:
        running.run(whole, paths)
        articles = bs.open_archive(whole).articles()
        outlet = str(articles["source"].iloc[0])
        rest = shutil.copytree(whole, folder / "rest")
        running.run(rest, [outlet], verb="remove")
        reference = bs.open_archive(rest).layers()
        while tally.kills < kills:
            archive = shutil.copytree(whole, folder / f"removed-{tally.rounds}")
            tally.rounds += 1
            for _ in range(min(6, kills - tally.kills)):
                if running.run(archive, [outlet], chance.uniform(0, 0.8), "remove"):
                    tally.too_late += 1
                    break
                tally.kills += 1
                seen = set(bs.open_archive(archive).articles()["article_id"])
                assert seen in (set(articles["article_id"]), set(reference.articles["article_id"])), "articles are lost"
            running.run(archive, [outlet], verb="remove")
            compare(archive, reference, complete=True)
            assert bs.open_archive(archive).check().sound
            gone = set(articles["article_id"]) - set(reference.articles["article_id"])
            left = bs.open_archive(archive)._store.read("mentions", columns=["article_id"])["article_id"].to_pylist()
            assert not gone & set(left), "rows of removed articles stay"
            shutil.rmtree(archive)
    return tally


def compare(archive: Address, reference: bs.Layers, *, complete: bool) -> pd.DataFrame:
    """The visible articles; each must be whole and as in the reference, and none of the reference's missing if it is complete."""
    try:
        layers = bs.open_archive(archive).layers()
    except RequestError:
        assert not complete, "the archive is not there"
        return reference.articles.iloc[:0]
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
