"""Small data files of a bucket, fetched whole and side by side: a request takes longer than their bytes do."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Final

from broadsheet.archive.places import Place

SMALL: Final = 1_000_000
"""Bytes up to which a file is fetched whole; of a larger one Arrow reads the columns asked for."""
SIDE_BY_SIDE: Final = 8
_REMEMBERED: Final = 64_000_000


class Fetched:
    """Contents of data files, which never change; the latest are remembered, up to 64 MB."""

    def __init__(self, place: Place) -> None:
        self._place = place
        self._known: dict[str, bytes] = {}

    def contents(self, names: Sequence[str]) -> list[bytes]:
        """The content of each file.

        Raises
        ------
        OSError
            A file is not there, or the bucket cannot be read.
        """
        known, missing = self._known, [name for name in names if name not in self._known]
        if missing:
            with ThreadPoolExecutor(SIDE_BY_SIDE) as pool:
                known = known | dict(zip(missing, pool.map(self._content, missing), strict=True))
            self._known = known if sum(map(len, known.values())) <= _REMEMBERED else {}
        return [known[name] for name in names]

    def _content(self, name: str) -> bytes:
        content = self._place.read(name)
        if content is None:
            raise FileNotFoundError(f"{name} is not there")
        return content
