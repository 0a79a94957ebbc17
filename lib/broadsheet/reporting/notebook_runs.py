"""One notebook, run by papermill in its own kernel, under limits that cost only itself."""

from __future__ import annotations

import errno
import logging
import shutil
import tempfile
import threading
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from broadsheet.reporting.forking import KernelServer
from broadsheet.reporting.kernels import OwnKernelManager, end_kernel, kernel_manager, kernel_pid, memory_used
from broadsheet.reporting.notebook_files import read_notebook

STARTING = 120
"""Seconds that a kernel may take to start, on a machine that is busy with others; a notebook's own clock starts after that."""

IOPUB = 120
"""Seconds that the last outputs of a cell may take after it has ended: long tables, on a machine that is busy with others."""

WATCH_EVERY = 0.25
"""Seconds between two looks at the clock and at the memory of a kernel."""


@dataclass(frozen=True)
class NotebookLimits:
    """What one notebook may use: wall-clock seconds, megabytes of memory, megabytes of output."""

    seconds: float = 600.0
    memory_mb: float = 6000.0
    output_mb: float = 40.0


@dataclass(frozen=True)
class NotebookRun:
    """How one notebook went. status: done, raised, died, timeout, memory, flood, stopped; detail is one line."""

    name: str
    status: str
    detail: str
    seconds: float
    peak_mb: float
    cell: int | None = None

    def as_row(self) -> dict[str, Any]:
        """The run for the manifest, times to the tenth of a second."""
        return {**asdict(self), "seconds": round(self.seconds, 1), "peak_mb": round(self.peak_mb)}


class _Watch:
    """Ends a kernel that outstays its limits, and remembers why."""

    def __init__(self, limits: NotebookLimits, stop: threading.Event) -> None:
        self.limits, self.stop = limits, stop
        self.pid: int | None = None
        self.reason: str | None = None
        self.peak = 0.0
        self.written = 0
        self.started = time.monotonic()
        self.ready: float | None = None
        self._over = threading.Event()

    def loop(self) -> None:
        while not self._over.wait(WATCH_EVERY):
            reason = self._broken_limit()
            if reason and self.pid is not None:
                self.reason = self.reason or reason
                end_kernel(self.pid)

    def _broken_limit(self) -> str | None:
        if self.pid is not None:
            self.peak = max(self.peak, memory_used(self.pid))
        if self.stop.is_set():
            return "stopped"
        since = self.started + STARTING if self.ready is None else self.ready
        if time.monotonic() - since > self.limits.seconds:
            return "timeout"
        if self.peak > self.limits.memory_mb:
            return "memory"
        return "flood" if self.written > self.limits.output_mb * 1e6 else None

    def finish(self) -> None:
        self._over.set()
        if self.pid is not None:
            end_kernel(self.pid)


def run_notebook(
    source: Path, target: Path, parameters: dict[str, Any], *, limits: NotebookLimits | None = None, stop: threading.Event | None = None,
    work: Path | None = None, environment: dict[str, str] | None = None, server: KernelServer | None = None,
) -> NotebookRun:
    """Run the notebook `source` with `parameters` and keep what it gave in `target`, however it ends.

    Parameters
    ----------
    source, target
        The notebook, and where its executed copy goes (also after a failure, up to the cell that failed).
    parameters
        Values for the cell tagged `parameters`; known to fit (`broadsheet.reporting.parameters`).
    limits
        Wall-clock seconds, memory and output; a kernel beyond them is ended.
    stop
        Once set, the kernel is ended and the status is `stopped`.
    work
        The kernel's working folder; what a notebook writes with a relative path stays there.
    environment
        Variables set for the kernel beside those of this process.
    server
        Where the kernel comes from; None starts one by itself.
    """
    limits, stop = limits or NotebookLimits(), stop or threading.Event()
    watch = _Watch(limits, stop)
    watcher = threading.Thread(target=watch.loop, name=f"watch-{source.stem}", daemon=True)
    folder = tempfile.mkdtemp(prefix="bs-")
    watcher.start()
    try:
        error = _execute(source, target, parameters, watch, work or target.parent, kernel_manager(folder, environment, server))
    finally:
        watch.finish()
        watcher.join()
        shutil.rmtree(folder, ignore_errors=True)
    return _outcome(source.stem, error, watch, limits, time.monotonic() - watch.started)


def _execute(
    source: Path, target: Path, parameters: dict[str, Any], watch: _Watch, work: Path, manager: type[OwnKernelManager],
) -> BaseException | None:
    """What papermill raised, or None; papermill's own status is not used: it marks cells done after a dead kernel."""
    import papermill
    from papermill.engines import papermill_engines

    logging.getLogger("papermill").setLevel(logging.CRITICAL)
    papermill_engines.register("broadsheet", _engine())
    try:
        papermill.execute_notebook(
            str(source.resolve()), str(target.resolve()), parameters, engine_name="broadsheet", kernel_name="python3", language="python",
            progress_bar=False, request_save_on_cell_execute=False, start_timeout=STARTING, watch=watch, shutdown_kernel="immediate",
            kernel_manager_class=manager, resources={"metadata": {"path": str(work)}},
        )
    except Exception as error:
        if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise
        return error
    return None


def _engine() -> type:
    from papermill.clientwrap import PapermillNotebookClient
    from papermill.engines import NBClientEngine
    from papermill.iorw import write_ipynb
    from papermill.log import logger

    class Client(PapermillNotebookClient):
        watch: _Watch

        def start_new_kernel_client(self, **options: Any) -> Any:
            self.watch.pid = kernel_pid(self.km)
            client = super().start_new_kernel_client(**options)
            self.watch.ready = time.monotonic()
            return client

        def process_message(self, message: Any, *rest: Any, **options: Any) -> Any:
            self.watch.written += len(str(message.get("content", "")))
            if self.watch.written > self.watch.limits.output_mb * 1e6:
                return None
            return super().process_message(message, *rest, **options)

    class LimitedEngine(NBClientEngine):
        @classmethod
        def execute_managed_notebook(
            cls, nb_man: Any, kernel_name: str, *, watch: _Watch, start_timeout: int = STARTING, **options: Any,
        ) -> None:
            kept = ("shutdown_kernel", "kernel_manager_class", "resources")
            client = Client(
                nb_man, kernel_name=kernel_name, log=logger, startup_timeout=start_timeout, timeout=None, iopub_timeout=IOPUB,
                **{name: options[name] for name in kept},
            )
            client.watch = watch
            try:
                client.execute()
            finally:
                write_ipynb(nb_man.nb, nb_man.nb.metadata.papermill["output_path"])

    return LimitedEngine


def _outcome(name: str, error: BaseException | None, watch: _Watch, limits: NotebookLimits, seconds: float) -> NotebookRun:
    said = {
        "timeout": f"stopped after {limits.seconds:g} s, its limit",
        "memory": f"stopped beyond {limits.memory_mb:g} MB of memory, its limit",
        "flood": f"stopped beyond {limits.output_mb:g} MB of output, its limit", "stopped": "stopped with the run",
    }
    if watch.reason:
        return NotebookRun(name, watch.reason, said[watch.reason], seconds, watch.peak)
    if error is None:
        return NotebookRun(name, "done", "", seconds, watch.peak)
    from papermill.exceptions import PapermillExecutionError

    kind = type(error).__name__
    if isinstance(error, PapermillExecutionError):
        return NotebookRun(name, "raised", f"{error.ename}: {_first_line(error.evalue)}", seconds, watch.peak, error.cell_index)
    if kind in ("DeadKernelError", "RuntimeError"):
        return NotebookRun(name, "died", "its kernel died", seconds, watch.peak)
    return NotebookRun(name, "raised", f"{kind}: {_first_line(str(error))}", seconds, watch.peak)


def _first_line(text: str, longest: int = 300) -> str:
    lines = [line for line in str(text).splitlines() if line.strip()]
    return (lines[0] if lines else "")[:longest]


def executed_cells(path: Path) -> list[Any]:
    """The cells of an executed notebook; none where it never started."""
    return list(read_notebook(path).cells) if path.is_file() else []
