"""Annotating chunks of articles: here, on the cores of this machine, or wherever an `Executor` runs them.

What a chunk gives depends on the chunk alone, so that any number of processes gives the same bytes. A process loads the
model once, computes on one thread, and ends when its parent ends, however that dies.
"""

from __future__ import annotations

import logging
import multiprocessing
import os
import pickle
import signal
import threading
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

import pandas as pd
import pyarrow as pa

from broadsheet.annotating import CHUNK, LOCAL, SentimentModel, cores, overlapped
from broadsheet.archive.tables import pandas_frame
from broadsheet.errors import BroadsheetError, RequestError, StepError

logger = logging.getLogger(__name__)

SEEN: Final = ("article_id", "text", "title", "source", "published_at", "published_precision", "language", "place")
"""The columns of `articles` that annotation looks at."""

_AHEAD: Final = 2
"""Chunks under way or waiting per process: enough that none idles, few enough that memory stays bounded."""

_LOADING: Final = 90
"""Articles that one process annotates while others start and load the models."""

_ALONE: Final = 1.45
"""Cores that one process keeps busy by itself."""


@dataclass(frozen=True)
class AnnotationSettings:
    """How articles are annotated: spaCy's model and the sentiment model, None being the one that ships and none at all."""

    model: str | None = None
    sentiment: str | SentimentModel | None = "default"

    def __post_init__(self) -> None:
        if self.model is not None and not isinstance(self.model, str):
            raise RequestError(
                "an archive takes a spaCy model by its package name or folder, so that each process can load it; annotate takes a pipeline",
            )

    @property
    def sentiment_name(self) -> str | None:
        """The name of the sentiment model; of a function its module and name, "news.tone.judge"."""
        if self.sentiment is None or isinstance(self.sentiment, str):
            return self.sentiment
        named = self.sentiment if hasattr(self.sentiment, "__qualname__") else type(self.sentiment)
        return f"{named.__module__}.{named.__qualname__}"

    def recorded(self) -> dict[str, str | None]:
        """What is kept of the settings."""
        return {"model": self.model, "sentiment": self.sentiment_name}

    def stays_here(self) -> bool:
        """Whether worker processes of this machine cannot be given the sentiment model: a function that they could not import."""
        if self.sentiment is None or isinstance(self.sentiment, str):
            return False
        try:
            content = pickle.dumps(self.sentiment)
        except (pickle.PicklingError, AttributeError, TypeError):
            return True
        return b"__main__" in content


@dataclass(frozen=True)
class Annotated:
    """What became of one chunk: its tables with local actor keys, as bytes, and the articles that failed, with the reason."""

    tables: bytes
    failed: dict[str, str]


def chunks_of(articles: pd.DataFrame, size: int = CHUNK) -> list[bytes]:
    """The articles in their order, in chunks, each as bytes."""
    present = articles.reindex(columns=list(SEEN))
    return [packed([pa.Table.from_pandas(present.iloc[at:at + size], preserve_index=False)]) for at in range(0, len(present), size)]


def packed(tables: Iterable[pa.Table]) -> bytes:
    """Arrow tables one after the other, as bytes."""
    sink = pa.BufferOutputStream()
    for table in tables:
        with pa.ipc.new_stream(sink, table.schema) as writer:
            writer.write_table(table)
    return sink.getvalue().to_pybytes()


def unpacked(content: bytes) -> list[pa.Table]:
    """The tables that `packed` wrote."""
    source, tables = pa.BufferReader(content), []
    while source.tell() < len(content):
        with pa.ipc.open_stream(source) as reader:
            tables.append(reader.read_all())
    return tables


def annotate_chunk(chunk: bytes, settings: AnnotationSettings) -> Annotated:
    """The layers of one chunk. An article that makes annotation fail costs its own layers, not its neighbours'."""
    articles = pandas_frame(unpacked(chunk)[0])
    try:
        return Annotated(_annotated(articles, settings), {})
    except BroadsheetError:
        raise
    except Exception as error:
        if len(articles) == 1:
            article_id = articles["article_id"].iloc[0]
            logger.exception("article %s cannot be annotated", article_id)
            return Annotated(_annotated(articles.iloc[:0], settings), {article_id: f"{type(error).__name__}: {error}"})
    return _joined([annotate_chunk(part, settings) for part in chunks_of(articles, 1)])


def _annotated(articles: pd.DataFrame, settings: AnnotationSettings) -> bytes:
    from broadsheet.annotating import local_layers

    tables = local_layers(articles, model=settings.model, sentiment=settings.sentiment)
    return packed(pa.Table.from_pandas(tables[name], preserve_index=False) for name in LOCAL)


def _joined(parts: Sequence[Annotated]) -> Annotated:
    tables = [unpacked(part.tables) for part in parts]
    return Annotated(
        packed(pa.concat_tables(same).combine_chunks() for same in zip(*tables, strict=True)),
        {key: reason for part in parts for key, reason in part.failed.items()},
    )


def annotated_chunks(
    chunks: Sequence[bytes], settings: AnnotationSettings, *, processes: int | None = None, executor: Executor | None = None,
) -> Iterator[tuple[int, Annotated]]:
    """Each chunk's number and annotation, in the order in which they are done.

    Parameters
    ----------
    chunks
        From `chunks_of`.
    settings
        How to annotate.
    processes
        Worker processes on this machine; 1 annotates in this one; None is one for each core, or this one where that is quicker.
    executor
        Where to run instead, for example Dask's `Client(address).get_executor()`. Its workers need broadsheet and the model.

    Raises
    ------
    StepError
        A worker process died twice.
    RequestError
        Several processes are asked for, and cannot be given the sentiment model.
    """
    if executor is not None:
        yield from _run(executor, list(enumerate(chunks)), settings, ahead=_AHEAD * _workers(executor))
        return
    count = _processes(processes, len(chunks), settings)
    if count == 1:
        yield from enumerate(overlapped(lambda chunk: annotate_chunk(chunk, settings), chunks))
        return
    yield from _on_processes(chunks, settings, count)


def _processes(asked: int | None, chunks: int, settings: AnnotationSettings) -> int:
    if settings.stays_here():
        if asked is not None and asked > 1:
            raise RequestError(
                f"the sentiment function {settings.sentiment_name} cannot be given to {asked} worker processes: put it into a module that "
                "they can import (not a notebook, a script or a lambda), or pass processes=1"
            )
        return 1
    if asked is None:
        return 1 if chunks * CHUNK * (1 - _ALONE / cores()) <= _LOADING else min(cores(), chunks)
    return max(1, min(asked, chunks))


def _workers(executor: Executor) -> int:
    """How many chunks the executor can work on at once, where it says so (Dask's has a client); else as many as there are cores here."""
    client = getattr(executor, "_client", None)
    told = getattr(executor, "_max_workers", None) or (sum(client.ncores().values()) if client is not None else 0)
    return int(told) or cores()


def _on_processes(chunks: Sequence[bytes], settings: AnnotationSettings, count: int) -> Iterator[tuple[int, Annotated]]:
    """On worker processes; those left when one dies (out of memory, killed) are tried once more on new ones."""
    left = dict(enumerate(chunks))
    for attempt in (1, 2):
        try:
            with _pool(count) as pool:
                for number, annotated in _run(pool, list(left.items()), settings, ahead=_AHEAD * count):
                    del left[number]
                    yield number, annotated
            return
        except BrokenProcessPool as error:
            if attempt == 2:
                raise StepError(
                    "a worker process was ended from outside, twice (often for want of memory): try with fewer --processes; "
                    "what is annotated is kept"
                ) from error
            logger.warning("a worker process died; its articles are tried again")


@contextmanager
def _pool(count: int) -> Iterator[ProcessPoolExecutor]:
    """Worker processes that compute on one thread each and end with this process."""
    pool = ProcessPoolExecutor(count, mp_context=multiprocessing.get_context("spawn"), initializer=_start_worker)
    try:
        for _ in range(count):
            pool.submit(os.getpid)
        yield pool
    except BaseException:
        for process in list((getattr(pool, "_processes", None) or {}).values()):
            process.terminate()
        raise
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _start_worker() -> None:
    """Leave Ctrl-C to the parent, and end when the parent does, even if it was killed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent,), daemon=True).start()


def _end_with(parent: multiprocessing.process.BaseProcess) -> None:
    parent.join()
    os._exit(1)


def _run(
    executor: Executor, chunks: Sequence[tuple[int, bytes]], settings: AnnotationSettings, *, ahead: int,
) -> Iterator[tuple[int, Annotated]]:
    """The chunks through an executor, `ahead` of them at once."""
    queue = iter(chunks)
    running: dict[Future[Annotated], int] = {}

    def start_next() -> None:
        number, chunk = next(queue, (None, b""))
        if number is not None:
            running[executor.submit(annotate_chunk, chunk, settings)] = number

    try:
        for _ in range(ahead):
            start_next()
        while running:
            done, _ = wait(running, return_when=FIRST_COMPLETED)
            for future in done:
                number = running.pop(future)
                start_next()
                yield number, future.result()
    finally:
        for future in running:
            future.cancel()
