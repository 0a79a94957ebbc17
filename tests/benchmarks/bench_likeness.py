"""How long search by likeness takes, on made articles in four languages: `python tests/benchmarks/bench_likeness.py [ARTICLES]`.

The languages are such as are not annotated, so that all time is that of reading, encoding, joining and searching. Each article is made of
single sentences of our pairs, so that it is no copy of another.
"""

from __future__ import annotations

import random
import re
import resource
import sys
import tempfile
import time
import tomllib
from pathlib import Path

import pandas as pd

import broadsheet as bs

HERE = Path(__file__).resolve().parents[1] / "annotating" / "across_languages"


LANGUAGES, SENTENCES = ("de", "es", "ru", "ar"), 8
_SENTENCE = re.compile(r"(?<=[.!?؟])\s+")


def made(number: int) -> pd.DataFrame:
    """Articles put together from sentences of our pairs, with new figures, over ten days."""
    chance = random.Random(1)
    told = {code: _sentences(code) for code in LANGUAGES}
    rows = []
    for n in range(number):
        code = chance.choice(LANGUAGES)
        parts = chance.sample(told[code], SENTENCES)
        day = pd.Timestamp("2025-05-01", tz="UTC") + pd.Timedelta(hours=n * 240 // number)
        text = " ".join(f"{part[:-1]} {chance.randrange(10, 10_000)}." for part in parts)
        rows.append({"article_id": f"a{n}", "title": f"{parts[0][:60]} {n}", "text": text, "language": code, "published_at": day})
    return pd.DataFrame(rows)


def _sentences(code: str) -> list[str]:
    articles = [one for path in sorted(HERE.rglob(f"{code}.toml")) for one in tomllib.loads(path.read_text(encoding="utf-8")).values()]
    return [sentence for one in articles for sentence in _SENTENCE.split(one["text"]) if len(sentence) > 20]


def main(number: int) -> None:
    articles = made(number)
    with tempfile.TemporaryDirectory() as folder:
        archive = bs.open_archive(Path(folder) / "archive")
        started, cpu = time.monotonic(), time.process_time()
        archive.add(articles, sentiment=None, progress=False)
        took, cpu = time.monotonic() - started, time.process_time() - cpu
        told = len(archive.layers().storylines)
        print(f"ingest of {number:,} articles, {told:,} of them with storylines: {took:.1f} s, processor {cpu:.1f} s")
        for name in ("first search", "second search", "third search"):
            started, cpu = time.monotonic(), time.process_time()
            found = archive.search(like="an earthquake kills people in a town")
            took = time.monotonic() - started
            print(f"{name}: {took:.2f} s, processor {time.process_time() - cpu:.2f} s, {found.attrs['articles']:,} alike")
        size = sum(path.stat().st_size for path in (Path(folder) / "archive" / ".meanings").rglob("*"))
        print(f"largest memory of the process: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3:.0f} MB")
        print(f"size of the meanings: {size / 1e6:.1f} MB")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
