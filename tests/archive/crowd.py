"""Two ingests and four readers at one archive at once: nobody fails, nobody sees half an article, nothing comes twice.

Run by itself: `python tests/archive/crowd.py --seconds 60`. Both writers bring in the same articles, a few at a time, so that
they race for each; the readers read all layers over and over. All are forked from one process that has the model loaded.
"""

from __future__ import annotations

import argparse
import json
import os
import tempfile
import time
import traceback
from collections.abc import Sequence
from contextlib import nullcontext
from pathlib import Path

import pandas as pd
from invented_articles import invented_articles
from kills import Ingests

import broadsheet as bs
from broadsheet import schemas
from broadsheet.archive import is_there

AT_ONCE = 4
"""Articles of one ingest; one in English, the others in a language that is kept and not annotated."""


def write(folder: Path, seconds: float) -> dict[str, int]:
    """Bring in articles until the time is up; how many ingests, and how many articles were ours."""
    archive, until, number, ours, ingests = bs.open_archive(folder), time.monotonic() + seconds, 0, 0, 0
    while not ingests or time.monotonic() < until:
        articles = invented_articles(AT_ONCE, first=number, sentences=2, per_day=8)
        articles.loc[articles.index[1:], "language"] = "de"
        ours += archive.add(articles, processes=1).counts["read"]
        ingests += 1
        number += AT_ONCE
    return {"ingests": ingests, "ours": ours, "last": number}


def read(folder: Path, seconds: float) -> dict[str, int]:
    """Read all layers until the time is up, and check each reading; how many readings, and articles in the last one."""
    until, readings, most = time.monotonic() + seconds, 0, 0
    archive = bs.open_archive(folder)
    while not readings or time.monotonic() < until:
        if not is_there(folder):
            continue  # nobody has written yet
        layers = archive.layers()
        for name in schemas.TABLES:
            if name != "rejects":
                schemas.validate(name, getattr(layers, name))
        articles = layers.articles
        assert len(articles) >= most, "articles have vanished"
        english = set(articles["article_id"][(articles["language"] == "en") & articles["copy_of"].isna()])
        for name in ("sentences", "mentions", "quotes", "dates", "events"):
            assert set(getattr(layers, name)["article_id"]) <= english, f"{name} of an article that is not there"
        assert set(layers.sentences["article_id"]) == english, "an article without its sentences"
        assert set(layers.mentions["actor_id"].dropna()) <= set(layers.actors["actor_id"]), "a mention of an actor that is not there"
        readings, most = readings + 1, len(articles)
    return {"readings": readings, "articles": most}


def let_loose(folder: Path, seconds: float, roles: Sequence[str]) -> list[tuple[int, str]]:
    """A process for each role, forked from this one, which has the model loaded; the status of each, and what it said.

    This process must never have touched an archive. Nobody begins before all are there.
    """
    gate, opened = os.pipe()
    running = []
    for role in roles:
        said, says = os.pipe()
        child = os.fork()
        if child == 0:
            status = 1
            try:
                os.close(opened)
                os.read(gate, 1)
                answer = json.dumps({"write": write, "read": read}[role](folder, seconds))
                status = 0
            except BaseException:
                answer = traceback.format_exc()
            os.write(says, answer.encode())
            os._exit(status)
        os.close(says)
        running.append((child, said))
    os.close(opened)
    answers = []
    for child, said in running:
        with os.fdopen(said, "rb") as pipe:
            answer = pipe.read().decode()
        answers.append((os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), answer))
    return answers


def crowd(folder: Path, seconds: float, *, writers: int = 2, readers: int = 4, running: Ingests | None = None) -> list[dict[str, int]]:
    """Let them all loose on the archive; what each did. AssertionError if any fails or the archive is not whole afterwards."""
    roles = ["write"] * writers + ["read"] * readers
    with nullcontext(running) if running is not None else Ingests() as ingests:
        ended = ingests.crowd(folder, seconds, roles)
    answers = []
    for role, (status, said) in zip(roles, ended, strict=True):
        assert status == 0, f"{role}: {said}"
        answers.append(json.loads(said))
    archive = bs.open_archive(folder)
    articles = archive.articles()
    assert not articles["article_id"].duplicated().any()
    assert len(articles) == sum(answer.get("ours", 0) for answer in answers), "an article was counted by both, or by none"
    assert len(articles) == max(answer.get("last", 0) for answer in answers), "articles are missing"
    found = archive.check().findings
    assert not (found["state"] == "damaged").any(), found
    pd.testing.assert_frame_equal(archive.layers().articles, articles)
    return answers


def main() -> None:
    """The long form."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--archive", type=Path)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        for answer in crowd(args.archive or Path(scratch) / "archive", args.seconds):
            print(answer)
        print("0 errors")


if __name__ == "__main__":
    main()
