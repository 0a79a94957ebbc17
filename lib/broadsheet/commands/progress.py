"""How far a report is: one line that is kept up to date on a terminal, and a line per notebook anywhere else."""

from __future__ import annotations

import sys
import threading
import time
from types import TracebackType
from typing import TYPE_CHECKING, Any

from broadsheet.commands.terminal import complain

if TYPE_CHECKING:
    from broadsheet.reporting import NotebookRun

_EVERY = 1.0
"""Seconds between two looks at the clock."""


class ReportProgress:
    """The notebooks of a report that are done and that run, on standard error.

    Parameters
    ----------
    total
        Notebooks of the report.
    quiet
        Show nothing.
    """

    def __init__(self, total: int, *, quiet: bool = False) -> None:
        self._total, self._quiet = total, quiet
        self._running: dict[str, float] = {}
        self._lock = threading.Lock()
        self._over = threading.Event()
        self._bar: Any = None

    def __enter__(self) -> ReportProgress:
        if sys.stderr.isatty() and not self._quiet:
            from tqdm import tqdm

            line = "{desc}: {n_fmt} of {total_fmt} notebooks done, {elapsed}{postfix}"
            self._bar = tqdm(total=self._total, desc="report", file=sys.stderr, bar_format=line, dynamic_ncols=True, leave=False)
            threading.Thread(target=self._tick, name="report-progress", daemon=True).start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._over.set()
        if self._bar is not None:
            with self._lock:
                self._bar.close()

    def began(self, name: str) -> None:
        """A notebook runs now."""
        with self._lock:
            self._running[name] = time.monotonic()
            self._show()

    def ended(self, run: NotebookRun) -> None:
        """A notebook has ended: a line that stays, if it failed or there is no terminal."""
        with self._lock:
            self._running.pop(run.name, None)
            if self._bar is not None:
                self._bar.update(1)
                self._show()
        if self._bar is None and not self._quiet:
            complain(f"{run.name}: {run.status}, {run.seconds:.0f} s")

    def _tick(self) -> None:
        while not self._over.wait(_EVERY):
            with self._lock:
                self._show()

    def _show(self) -> None:
        if self._bar is None or self._over.is_set():
            return
        now = time.monotonic()
        running = ", ".join(f"{name} {now - since:.0f} s" for name, since in self._running.items())
        self._bar.set_postfix_str(f"running: {running}" if running else "", refresh=True)
