"""An ingest: read what is new, find copies, annotate, publish; in steps, so that an interrupted one loses a step at most."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterable, Mapping
from concurrent.futures import Executor
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

import pandas as pd

from broadsheet import schemas
from broadsheet.annotating import annotatable, to_install
from broadsheet.archive.copies import marked_copies
from broadsheet.archive.parallel import CHUNK, AnnotationSettings, annotated_chunks, chunks_of
from broadsheet.archive.progress import Progress
from broadsheet.archive.publishing import Published, Work, publish, rejects_of
from broadsheet.archive.register import awaiting, library_version, looked_up
from broadsheet.archive.staging import Staging
from broadsheet.archive.state import State, current_state
from broadsheet.archive.store import Store
from broadsheet.archive.upkeep import keep_up
from broadsheet.errors import SchemaError, StepError
from broadsheet.reading import Located, Paths, iter_articles

STEP: Final = 16_384
"""Articles that become visible together: their actors are resolved at once, and their layers stand in memory."""

_TOO_MANY: Final = 5
"""Articles in a row that fail before the fault is taken to be ours."""

LISTED: Final = ("article_id", "title", "source", "published_at", "copy_of", "path")
"""The columns of `articles` that an ingest's result shows."""


@dataclass(frozen=True)
class IngestResult:
    """What an ingest did.

    `read`, `known`, `copied`: articles (`article_id title source published_at copy_of path`) that came in, that were there
    before, and that came in as copies of others (they are in `read` too); `rejected`: rows of `rejects`; `annotated`: how
    many articles were annotated; `unchanged_files`, `unchanged_articles`: files that were not opened because they look as
    they did when they were read last, and the articles in them; `seconds`: what reading, annotating and archiving took;
    `to_install`: what to install so that more of the articles that came in are annotated, a sentence for each language.
    """

    read: pd.DataFrame = field(repr=False)
    known: pd.DataFrame = field(repr=False)
    copied: pd.DataFrame = field(repr=False)
    rejected: pd.DataFrame = field(repr=False)
    annotated: int
    unchanged_files: int = 0
    unchanged_articles: int = 0
    seconds: dict[str, float] = field(default_factory=dict)
    to_install: tuple[str, ...] = ()

    @property
    def counts(self) -> dict[str, int]:
        """Articles read, known and copied, rejects, and articles annotated."""
        known = len(self.known) + self.unchanged_articles
        return {
            "read": len(self.read), "known": known, "copied": len(self.copied), "rejected": len(self.rejected), "annotated": self.annotated,
        }

    def __str__(self) -> str:
        return ", ".join(f"{number:,} {name}" for name, number in self.counts.items())


@dataclass(frozen=True)
class Found:
    """What reading the paths gave: articles that may be new, those known, rejects, and the files with their looks."""

    articles: pd.DataFrame
    known: pd.DataFrame
    rejects: pd.DataFrame
    files: pd.DataFrame
    unchanged: pd.DataFrame
    seconds: float = 0.0


def found_in_paths(
    state: State, paths: Paths, *, published_at: object = None, source: str | None = None, map: Mapping[str, str] | None = None,
    day_first: bool | None = None,
) -> Found:
    """The articles in the paths that the archive does not hold, without opening files that look as they did before."""
    started = time.monotonic()
    stamps = _Stamps(state, (str(published_at), source, library_version(), *_reading_options(map, day_first)))
    fresh, known, rejects = [], [], []
    numbers: dict[str, int] = {}
    found = iter_articles(
        paths, published_at, source, map=map, day_first=day_first, skip=stamps.unchanged,  # type: ignore[arg-type]
    )
    for reading in found:
        new = is_new(state, reading.articles)
        fresh.append(reading.articles[new])
        known.append(reading.articles.loc[~new, list(LISTED)])
        rejects.append(reading.rejects)
        for path, number in reading.articles["path"].value_counts().items():
            numbers[str(path)] = numbers.get(str(path), 0) + int(number)
    return Found(
        _together("articles", fresh), pd.concat(known, ignore_index=True) if known else schemas.frame("articles")[list(LISTED)],
        _together("rejects", rejects), stamps.changed(numbers), stamps.same(), time.monotonic() - started,
    )


def _reading_options(map: Mapping[str, str] | None, day_first: bool | None) -> tuple[str, ...]:
    """What of the options changes what is read from a file: a file read with others is opened again."""
    stated = [f"{column}={name}" for column, name in sorted((map or {}).items())]
    return (*stated, *([] if day_first is None else [f"day_first={day_first}"]))


def _together(name: str, parts: list[pd.DataFrame]) -> pd.DataFrame:
    return schemas.frame(name, pd.concat(parts, ignore_index=True)) if parts else schemas.frame(name)


def is_new(state: State, articles: pd.DataFrame) -> pd.Series:
    """Which articles the archive does not hold, or holds with another date than the one the user gives for them now."""
    stored = state.stored.set_index("article_id")["published_at"]
    before = looked_up(articles["article_id"], stored)
    held = articles["article_id"].isin(stored.index)
    given = (articles["published_from"] == "given").fillna(False).astype(bool)
    dated = held & articles["published_at"].notna() & (before.isna() | (given & (before != articles["published_at"])))
    return (~held & ~articles["article_id"].isin(state.removed)) | dated


class _Stamps:
    """How files look (size, time of change, their row of `metadata.csv`), now and when they were read last."""

    def __init__(self, state: State, options: tuple[str | None, ...]) -> None:
        rows = state.rows("files").sort_values("batch", kind="stable").drop_duplicates("path", keep="last")
        self._before = rows.set_index("path")
        self._stamps = dict(zip(rows["path"], rows["stamp"], strict=True))
        self._options = repr(options)
        self._now: dict[str, str] = {}
        self._same: list[str] = []

    def unchanged(self, located: Located) -> bool:
        """Whether the file looks as it did when it was read last."""
        try:
            status = Path(located.path).stat()
        except OSError:
            return False
        row = located.sidecar.row(located.listed_as) if located.sidecar is not None else None
        looks = repr((status.st_size, status.st_mtime_ns, sorted((row or {}).items()), self._options))
        stamp = hashlib.blake2b(looks.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()
        if self._stamps.get(located.path) == stamp:
            self._same.append(located.path)
            return True
        self._now[located.path] = stamp
        return False

    def changed(self, numbers: dict[str, int]) -> pd.DataFrame:
        """Rows of `files` for the files that were opened."""
        return pd.DataFrame({
            "path": pd.Series(list(self._now), dtype="str"), "stamp": pd.Series(list(self._now.values()), dtype="str"),
            "articles": pd.Series([numbers.get(path, 0) for path in self._now], dtype="Int64"),
        })

    def same(self) -> pd.DataFrame:
        """The stored rows of the files that were not opened."""
        return self._before.loc[self._same].reset_index()


def ingest(
    store: Store, found: Found, settings: AnnotationSettings, *, processes: int | None = None, executor: Executor | None = None,
    progress: bool | None = None, before: State | None = None,
) -> IngestResult:
    """Bring what was found into the archive, and annotate what waits for it there; `before` is the state it was found by."""
    started, annotating = time.monotonic(), 0.0
    state = current_state(store, before=before)
    copies = marked_copies(state, found.articles)
    waiting = state.articles(awaiting(state.register))
    waiting = waiting[~waiting["article_id"].isin(copies.articles["article_id"])]
    incoming = _in_order(pd.concat([copies.articles, waiting], ignore_index=True))
    restated = frozenset(found.articles["article_id"]) & frozenset(state.stored["article_id"])
    steps = [incoming.iloc[at:at + STEP].reset_index(drop=True) for at in range(0, len(incoming), STEP)] or [incoming]
    added, annotated, failed = set[str](), set[str](), dict[str, str]()
    with Progress(int(annotatable(incoming).sum()), progress) as shown:
        for number, articles in enumerate(steps, 1):
            work = Work(settings, articles, restated=restated & frozenset(articles["article_id"]), prints=copies.prints, made_for=state)
            if number == 1:
                work = replace(work, marks=copies.marks)
            if number == len(steps):
                work = replace(work, rejects=found.rejects, files=found.files)
            published, took = _step(store, work, shown, processes=processes, executor=executor)
            annotating += took
            added |= published.added
            annotated |= published.annotated
            failed |= published.failed
    keep_up(store)
    read = copies.articles[copies.articles["article_id"].isin(added)]
    seconds = {"reading": found.seconds, "annotating": annotating, "archiving": time.monotonic() - started - annotating}
    rejects = pd.concat([found.rejects, rejects_of(incoming, failed)], ignore_index=True)
    return _result(state, found, read, rejects, len(annotated), seconds)


def _in_order(articles: pd.DataFrame) -> pd.DataFrame:
    """By day, so that what is stored together was published together; undated ones come last."""
    return articles.sort_values(["published_at", "article_id"], na_position="last", kind="stable", ignore_index=True)


def _step(
    store: Store, work: Work, shown: Progress, *, processes: int | None, executor: Executor | None,
) -> tuple[Published, float]:
    """Annotate and publish one step; also the seconds that annotating took."""
    started = time.monotonic()
    wanted = work.articles[annotatable(work.articles)]
    staging = Staging(store.place.own / "staging", work.settings, library_version())
    chunks = chunks_of(wanted)
    _annotate(staging, chunks, len(wanted), work.settings, shown, processes=processes, executor=executor)
    took = time.monotonic() - started
    paths = [staging.path(chunk) for chunk in chunks]
    ids = [frozenset(wanted["article_id"].iloc[at:at + CHUNK]) for at in range(0, len(wanted), CHUNK)]
    published = publish(store, replace(work, chunks=tuple(zip(paths, ids, strict=True))))
    staging.clear(paths)
    return published, took


def _annotate(
    staging: Staging, chunks: list[bytes], articles: int, settings: AnnotationSettings, shown: Progress, *, processes: int | None,
    executor: Executor | None,
) -> None:
    """Have every chunk's annotation in the staging folder; those that an earlier ingest left there are taken as they are."""
    sizes = [min(CHUNK, articles - at) for at in range(0, articles, CHUNK)]
    todo = []
    for number, chunk in enumerate(chunks):
        if staging.has(chunk):
            shown.advance(sizes[number], resumed=True)
        else:
            todo.append(number)
    for index, annotated in annotated_chunks([chunks[n] for n in todo], settings, processes=processes, executor=executor):
        _refuse_failure_of_all(annotated.failed, sizes[todo[index]])
        staging.keep(chunks[todo[index]], annotated)
        shown.advance(sizes[todo[index]])


def _refuse_failure_of_all(failed: dict[str, str], articles: int) -> None:
    """When no article of a chunk can be annotated the fault is not the articles'."""
    if len(failed) == articles >= _TOO_MANY:
        raise StepError(f"no article can be annotated ({next(iter(failed.values()))}); nothing of this step was kept")


def _result(
    state: State, found: Found, read: pd.DataFrame, rejects: pd.DataFrame, annotated: int, seconds: dict[str, float],
) -> IngestResult:
    before = state.rejects()
    again = before[before["path"].isin(found.unchanged["path"])]
    came_with_others = found.articles.loc[~found.articles["article_id"].isin(read["article_id"]), list(LISTED)]
    return IngestResult(
        read=read[list(LISTED)].reset_index(drop=True),
        known=pd.concat([found.known, came_with_others], ignore_index=True),
        copied=read.loc[read["copy_of"].notna(), list(LISTED)].reset_index(drop=True),
        rejected=schemas.frame("rejects", pd.concat([rejects, again], ignore_index=True)),
        annotated=annotated, unchanged_files=len(found.unchanged), unchanged_articles=int(found.unchanged["articles"].sum()),
        seconds=seconds, to_install=_to_install(read),
    )


def _to_install(read: pd.DataFrame) -> tuple[str, ...]:
    """What to install for the articles of each language that ships without its pipeline."""
    made = []
    for code, number in read["language"].value_counts(sort=False).sort_index().items():
        if (missing := to_install(code)) is not None:
            made.append(f"{number:,} {'article is' if number == 1 else 'articles are'} kept without annotation: {missing}")
    return tuple(made)


def frames_found(state: State, articles: pd.DataFrame, rejects: Iterable | pd.DataFrame = ()) -> Found:
    """What `found_in_paths` gives, for articles that were read elsewhere; SchemaError for some without an id or a column of texts."""
    for column in ("article_id", "text"):
        if column not in articles.columns:
            raise SchemaError(f"articles: no column {column!r}; an archive needs article_id and text")
    if articles["article_id"].isna().any():
        raise SchemaError("articles: a row without article_id; an archive needs one of each article")
    typed = schemas.frame("articles", articles)
    new = is_new(state, typed)
    none = pd.DataFrame({"path": pd.Series(dtype="str"), "stamp": pd.Series(dtype="str"), "articles": pd.Series(dtype="Int64")})
    return Found(typed[new], typed.loc[~new, list(LISTED)], schemas.frame("rejects", rejects), none, none)
