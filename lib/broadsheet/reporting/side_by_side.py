"""The notebooks of a report side by side, each in its own kernel; a signal ends all of them and the run."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from types import FrameType
from typing import Any

from broadsheet.analysis import SHARED_FRAMES
from broadsheet.display import CITED_ONLY, TABLES
from broadsheet.reporting.forking import Aside, KernelServer, kernel_server
from broadsheet.reporting.kernels import kernel_environment
from broadsheet.reporting.notebook_runs import NotebookLimits, NotebookRun, run_notebook
from broadsheet.reporting.plan import Planned
from broadsheet.settings import MOMENT_VARIABLE, Settings
from broadsheet.third_parties import stock_only

Told = Callable[[NotebookRun], None]
Began = Callable[[str], None]

WORK, ANSWERS, FRAMES = "work", ".tables", ".frames"
"""Below the folder of a run under way: the kernels' working folders; beside them the CSV of their answers, and what they share."""


def longest_first(planned: Sequence[Planned], before: dict[str, Any] | None) -> list[Planned]:
    """The notebooks, that first which took longest in the run before: the last to begin should be short. Unknown ones lead."""
    took = {each["name"]: each["seconds"] for each in (before or {}).get("notebooks", [])}
    return sorted(planned, key=lambda each: -took.get(each.name, float("inf")))


def server_of(planned: Sequence[Planned], settings: Settings) -> AbstractContextManager[KernelServer | None]:
    """Where the kernels of a run come from; None where each starts by itself."""
    at_once = _at_once(settings)
    return kernel_server(min(at_once, len(planned)), {**kernel_environment(), **_environment(at_once)}) or nullcontext()


def run_all(
    planned: Sequence[Planned], settings: Settings, folder: Path, heard: tuple[Began | None, Told | None], state: str | None,
    server: KernelServer | None, beside: Aside[Any],
) -> list[NotebookRun]:
    """Every notebook in its own kernel, side by side, all on one state of the archive; a signal ends all kernels and the run.

    What else is to be worked out, `beside`, begins as soon as no notebook waits.
    """
    shared = {} if state is None else {MOMENT_VARIABLE: state}
    shared |= {CITED_ONLY: "1"} if settings.outputs.articles == "passages" else {}
    limits = NotebookLimits(settings.limits.seconds, settings.limits.memory_mb, settings.limits.output_mb)
    at_once = _at_once(settings)
    executed, work = folder / "notebooks", folder / WORK
    executed.mkdir()
    if not stock_only():
        shared |= {SHARED_FRAMES: str(work / FRAMES)}
        (work / FRAMES).mkdir(parents=True)
    stop = threading.Event()
    began, told = heard
    own = _environment(at_once)

    def run(each: Planned) -> NotebookRun:
        place, tables = work / each.name, work / ANSWERS / each.name
        place.mkdir(parents=True)
        tables.mkdir(parents=True)
        if began is not None:
            began(each.name)
        made = run_notebook(each.source, executed / f"{each.name}.ipynb", each.values, limits=limits, stop=stop, work=place,
                            environment=own | shared | {TABLES: str(tables)}, server=server)
        if told is not None:
            told(made)
        return made

    def worked_out() -> None:
        beside.begin()
        beside.wait(stop)

    with _stopped_by_signals(stop), ThreadPoolExecutor(at_once, thread_name_prefix="notebook") as pool:
        futures = [pool.submit(run, each) for each in planned]
        pool.submit(worked_out)
        try:
            runs = [_waited(future, stop) for future in futures]
        except BaseException:
            stop.set()
            pool.shutdown(cancel_futures=True)
            raise
    return runs


def _at_once(settings: Settings) -> int:
    return settings.limits.at_once or len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _waited(future: Any, stop: threading.Event) -> NotebookRun:
    """The future's result; looks at the stop flag now and then, since a lock waits through signals."""
    while True:
        try:
            return future.result(timeout=0.5)
        except TimeoutError:
            if future.done():
                raise
            if stop.is_set():
                raise KeyboardInterrupt from None


@contextmanager
def _stopped_by_signals(stop: threading.Event) -> Iterator[None]:
    """SIGTERM and Ctrl-C set `stop` and raise KeyboardInterrupt in the main thread."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def stopped(number: int, frame: FrameType | None) -> None:
        stop.set()
        raise KeyboardInterrupt(signal.Signals(number).name)

    before = {number: signal.signal(number, stopped) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _environment(at_once: int) -> dict[str, str]:
    """One numerical thread and one arena of memory per kernel where several run: they would only wait for each other, and keep more."""
    alone = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MALLOC_ARENA_MAX": "1"} if at_once > 1 else {}
    return {**alone, "MPLBACKEND": "agg", "PYTHONWARNINGS": "ignore", "BROADSHEET_RUN": "1"}
