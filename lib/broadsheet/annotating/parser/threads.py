"""Threads of one process: how many it may use, and work that goes on side by side while the interpreter is free."""

from __future__ import annotations

import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from functools import lru_cache
from threading import Lock
from typing import TYPE_CHECKING

from threadpoolctl import ThreadpoolController

if TYPE_CHECKING:
    from onnxruntime import SessionOptions

MOST = 4
"""Threads of a process at most. Two were measured; more share one interpreter."""

AT_ONCE = 2
"""Pieces of `overlapped` work under way at the same time: three or four gained nothing."""


def cores() -> int:
    """The cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def own_threads() -> int:
    """The threads this process may compute on: the cores there are, up to `MOST`; in a worker process, which is one of several, one."""
    return 1 if multiprocessing.parent_process() is not None else max(1, min(MOST, cores()))


def one_thread_options() -> SessionOptions:
    """How onnxruntime runs a graph on the thread that asks for it."""
    from onnxruntime import SessionOptions

    options = SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return options


class _OneThread:
    """Counts who wants products on one thread: the first sets it, the last puts back what was."""

    def __init__(self) -> None:
        self._lock, self._wanted, self._limited = Lock(), 0, ExitStack()

    @contextmanager
    def __call__(self) -> Iterator[None]:
        with self._lock:
            if not self._wanted:
                self._limited.enter_context(ThreadpoolController().limit(limits=1, user_api="blas"))
            self._wanted += 1
        try:
            yield
        finally:
            with self._lock:
                self._wanted -= 1
                if not self._wanted:
                    self._limited.close()


single_threaded_products = _OneThread()
"""While it lasts, numpy's matrix products take one thread: for small ones a second thread costs more than it gives."""


def side_by_side[Given, Made](work: Callable[[Given], Made], items: Iterable[Given]) -> list[Made]:
    """What the work makes of each item, in their order; for work that does not hold the interpreter and starts no other such work."""
    return list(_computing(os.getpid()).map(work, items) if own_threads() > 1 else map(work, items))


@lru_cache(maxsize=1)
def _computing(process: int) -> ThreadPoolExecutor:
    """The threads of this process: a forked child has none of its parent's, and would wait for them for ever."""
    return ThreadPoolExecutor(own_threads(), thread_name_prefix="computing")


def overlapped[Given, Made](work: Callable[[Given], Made], items: Iterable[Given]) -> Iterator[Made]:
    """What the work makes of each item, in their order, the next one begun while the last is still under way.

    Worth it for work that waits for computing outside the interpreter. On one thread each is begun after the last.
    """
    if own_threads() == 1:
        yield from map(work, items)
        return
    with ThreadPoolExecutor(AT_ONCE, thread_name_prefix="overlapped") as pool:
        under_way: deque[Future[Made]] = deque()
        try:
            for item in items:
                under_way.append(pool.submit(work, item))
                if len(under_way) == AT_ONCE:
                    yield under_way.popleft().result()
            while under_way:
                yield under_way.popleft().result()
        finally:
            for future in under_way:
                future.cancel()
