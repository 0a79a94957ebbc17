"""The archive as its users see it: put articles in, get frames out."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from concurrent.futures import Executor

import pandas as pd

from broadsheet.annotating import SentimentModel
from broadsheet.archive import readback
from broadsheet.archive.checking import Check, check_archive
from broadsheet.archive.committing import record_corrections
from broadsheet.archive.corrections_file import read_issues
from broadsheet.archive.frames import ArchiveFrames
from broadsheet.archive.ingesting import IngestResult, found_in_paths, frames_found, ingest
from broadsheet.archive.labels import Label, read_labels
from broadsheet.archive.parallel import AnnotationSettings
from broadsheet.archive.register import awaiting
from broadsheet.archive.removing import readmit_articles, remove_articles
from broadsheet.archive.searching import bring_up_meanings, inspect_index, refresh_index
from broadsheet.archive.state import State
from broadsheet.archive.store import Store
from broadsheet.corrections import NamedIssue
from broadsheet.errors import RequestError
from broadsheet.reading import Paths
from broadsheet.settings import MOMENT_VARIABLE, Address, Moment, usual_archive


def open_archive(path: Address | None = None, *, as_of: Moment | None = None) -> Archive:
    """The archive in a folder or in a bucket, which is made by its first ingest.

    Parameters
    ----------
    path
        The folder, or `s3://bucket/prefix` in S3-compatible storage (extra `s3`; endpoint and credentials are those of the
        environment, `AWS_ENDPOINT_URL` and so on). None is the one that `$BROADSHEET_ARCHIVE` names, as in `broadsheet lab`,
        or else `data/archive`.
    as_of
        The state to show: a moment (as `Archive.state` gave it), or a day, meaning its end. None is that of
        `$BROADSHEET_AS_OF`, which a report sets for its notebooks, or else the newest at each reading. Articles removed since
        are gone from earlier states too.

    Returns
    -------
    Archive
        Nothing is written before its first ingest. `len(archive)` is the number of its articles.

    Raises
    ------
    ArchiveError
        The folder holds something else, or an archive of a layout that this version does not know; the bucket cannot be read.
    RequestError
        `as_of` is no moment, the address is none, or `corrections.toml` cannot be understood.

    Examples
    --------
    >>> import tempfile
    >>> import broadsheet as bs
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     archive = bs.open_archive(folder)
    ...     len(archive), archive.quotes(since="2025-10-01").empty
    (0, True)
    """
    return Archive(usual_archive() if path is None else path, as_of=os.environ.get(MOMENT_VARIABLE) if as_of is None else as_of)


class Archive(ArchiveFrames):
    """Articles and their layers, kept in a folder or a bucket; `path` says where.

    Each table of the contract is a method that gives a frame, for example `archive.quotes(since="2025-10-01",
    source="The Harbour Courier")`. The archive may grow while it is read: each call sees a whole state of it, by default
    the newest.
    """

    def __repr__(self) -> str:
        state = self._current()
        days = state.register["published_at"].dropna()
        period = f", {days.min():%Y-%m-%d} to {days.max():%Y-%m-%d}" if len(days) else ""
        return f"Archive({str(self.path)!r}: {len(state.register):,} articles{period})"

    @property
    def sentiment(self) -> str | None:
        """The sentiment model that judged the articles annotated last, for a function its module and name.

        None if none did, or no article is annotated.
        """
        batches = self._current().batches
        told = batches.loc[batches["annotated"] > 0, "settings"].dropna()
        return None if told.empty else json.loads(told.iloc[-1])["sentiment"]

    def ingest(
        self, paths: Paths = (), *, published_at: object = None, source: str | None = None, map: Mapping[str, str] | None = None,
        day_first: bool | None = None, processes: int | None = None, executor: Executor | None = None, model: str | None = None,
        sentiment: str | SentimentModel | None = "default", progress: bool | None = None,
    ) -> IngestResult:
        """Read what is new in files and folders, annotate it, and keep it.

        An ingest that is interrupted, however rudely, leaves the archive as it was after its last whole step, and the next
        one goes on from the chunks that it had annotated. Files that look as they did when they were read last are not
        opened; without anything new no model is loaded.

        Parameters
        ----------
        paths
            Files, folders or globs, as `read_articles` takes them. Without any, what waits in the archive is annotated:
            articles that a correction gave another date, or that are copies no more.
        published_at, source
            Stand for all articles that have no date, no outlet.
        map, day_first
            How tables are read: as in `read_articles`.
        processes
            Processes that annotate; None is one per core, or this one alone for a few hundred articles or less. Each takes
            about 0.7 GB. The result is the same, byte for byte.
        executor
            Annotate there instead: any `concurrent.futures.Executor` whose workers have broadsheet and the model.
        model, sentiment
            As in `annotate`. A function is given to worker processes if they can import it; otherwise it judges here, in one process.
        progress
            A bar on standard error; None shows it on a terminal only.

        Raises
        ------
        RequestError
            A path does not exist, a date makes no sense, a model is missing, or this archive shows an earlier state.
        ArchiveError
            The disk is full or the folder cannot be written; what was in the archive still is.
        """
        state = self._writable()
        found = found_in_paths(state, paths, published_at=published_at, source=source, map=map, day_first=day_first)
        return self._indexed(ingest(
            self._store, found, AnnotationSettings(model, sentiment), processes=processes, executor=executor, progress=progress,
            before=state,
        ))

    def add(
        self, articles: pd.DataFrame, rejects: pd.DataFrame | None = None, *, processes: int | None = None,
        executor: Executor | None = None, model: str | None = None, sentiment: str | SentimentModel | None = "default",
        progress: bool | None = None,
    ) -> IngestResult:
        """Annotate and keep articles that were read elsewhere (`article_id`, `text`, and any other columns of `articles`).

        The other parameters and the errors are those of `ingest`.
        """
        state = self._writable()
        found = frames_found(state, articles, () if rejects is None else rejects)
        return self._indexed(ingest(
            self._store, found, AnnotationSettings(model, sentiment), processes=processes, executor=executor, progress=progress,
            before=state,
        ))

    def remove(
        self, article_ids: Iterable[str] | None = None, *, path: str | None = None, source: str | None = None,
        keep_out: bool = True, erase: bool = False,
    ) -> pd.DataFrame:
        """Take articles out, from every layer and also from earlier states; the rows of those taken out.

        Parameters
        ----------
        article_ids, path, source
            Which articles: by id, by the file or folder they were read from, or by outlet; one of the three.
        keep_out
            Leave them out when their files are ingested again; `readmit` lets them in.
        erase
            Delete their text from the disk at once. Whoever is reading at that moment may have to read again; otherwise old
            files go with the next `check` after a week.
        """
        self._writable()
        gone = remove_articles(self._store, article_ids=article_ids, path=path, source=source, keep_out=keep_out, erase=erase)
        if erase or self._store.place.options is not None:
            # Of what was in a bucket nothing is to stay on this machine, in the index neither.
            self._index.forget()
            self._meanings.forget()
        else:
            refresh_index(self._index, self._current())
            self._meanings.only(self._current().stored["article_id"])
        return gone[["article_id", "source", "published_at", "path"]].reset_index(drop=True)

    def readmit(self, article_ids: Iterable[str]) -> int:
        """Let removed articles in again with the next ingest of their files; how many there were."""
        self._writable()
        return readmit_articles(self._store, article_ids)

    def check(self, *, repair: bool = True) -> Check:
        """Verify the archive, and repair what can be repaired; one that cannot be opened any more is checked by `check_archive`."""
        found = check_archive(self.path, repair=repair)
        self._store, self._seen = Store(self.path), None
        if repair and inspect_index(self._store.place) is not None:
            self._index.forget()
        return found

    def awaiting(self) -> pd.DataFrame:
        """Articles that the next ingest will annotate: `article_id title source published_at path` and so on."""
        state = self._current()
        return state.articles(awaiting(state.register))

    def unmatched_corrections(self) -> pd.DataFrame:
        """Entries of `corrections.toml` that are without effect: `correction`, `reason`."""
        return readback.unmatched_corrections(self._current())

    def issues(self) -> tuple[NamedIssue, ...]:
        """The issues that an analyst has named in `issues.toml`, beside the tables; none where there is no such file."""
        return read_issues(self._store.place)

    def labels(self) -> list[Label]:
        """The sentences that an analyst has labelled in `labels.jsonl`; see `broadsheet.archive.labels`."""
        return read_labels(self.path)

    def state(self) -> str:
        """A moment that `open_archive(path, as_of=…)` takes to show again what this archive shows now.

        Corrections that were edited since the last ingest are recorded with it.
        """
        if self._as_of is not None:
            return self._as_of.isoformat()
        return record_corrections(self._store)

    def _indexed(self, result: IngestResult) -> IngestResult:
        """The result of an ingest, once the index for search has what came in."""
        refresh_index(self._index, self._current())
        bring_up_meanings(self._meanings, self._current())
        return result

    def _writable(self) -> State:
        if self._as_of is not None:
            raise RequestError(f"{self.path} is shown as of {self._as_of.isoformat()}; open it without as_of to change it")
        return self._current()
