"""How far an ingest is: a bar with rate and time left on a terminal, and nothing elsewhere."""

from __future__ import annotations

import sys
from types import TracebackType
from typing import Any


class Progress:
    """A bar over `total` articles on standard error; `show` None means only on a terminal."""

    def __init__(self, total: int, show: bool | None = None) -> None:
        self._total = total
        self._show = total > 0 and (sys.stderr.isatty() if show is None else show)
        self._bar: Any = None

    def __enter__(self) -> Progress:
        if self._show:
            from tqdm import tqdm

            self._bar = tqdm(total=self._total, unit=" articles", desc="annotating", file=sys.stderr, smoothing=0.1, dynamic_ncols=True)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._bar is not None:
            self._bar.close()

    def advance(self, articles: int, *, resumed: bool = False) -> None:
        """So many articles are annotated; those resumed from an earlier ingest do not count for the rate."""
        if self._bar is None:
            return
        if resumed:
            self._bar.initial += articles
            self._bar.n += articles
            self._bar.refresh()
        else:
            self._bar.update(articles)
