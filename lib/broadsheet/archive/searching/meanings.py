"""The meanings of an archive's articles, as vectors, beside the index of words: worked out once, and made again when they are lost.

They hold nothing that the archive does not hold, so they may be deleted at any time. Files are written whole and never changed, so that
processes need not wait for each other; what two of them have worked out is the same.
"""

from __future__ import annotations

import logging
import os
import shutil
import uuid
from pathlib import Path
from typing import Final

import numpy as np
import pandas as pd

from broadsheet.annotating import leads, meanings
from broadsheet.archive.places import Place, local_cache, write_atomically
from broadsheet.archive.searching.opened import keys_of

logger = logging.getLogger(__name__)

FOLDER: Final = ".meanings"

VERSION: Final = 1
"""Changes with what is encoded; vectors of another number are worked out again."""

_ALL: Final = "all"
"""The empty file that says that those of all articles are kept."""

PARTS: Final = 12
"""Files from which they are written as one."""

_ROW: Final = np.dtype([("key", "<u8"), ("meaning", "i1", 512)])


class Meanings:
    """What the articles of the archive at a place mean, by article."""

    def __init__(self, place: Place) -> None:
        self._folders = [place.own / FOLDER, local_cache(place, "meanings")]

    @property
    def all_kept(self) -> bool:
        """Whether those of all articles are kept up to date: since somebody searched for likeness."""
        return any((folder / _ALL).exists() for folder in self._folders)

    def keep_all(self) -> None:
        """Keep those of all articles from now on."""
        for folder in self._folders:
            try:
                folder.mkdir(parents=True, exist_ok=True)
                (folder / _ALL).touch()
            except OSError as error:
                logger.debug("no meanings in %s: %s", folder, error)
                continue
            break

    def of(self, articles: pd.DataFrame) -> pd.Series:
        """The meaning of each article (`article_id title text`), aligned; those that are not kept yet are worked out and kept.

        Raises
        ------
        RequestError
            There are new ones, and the encoder is not installed.
        """
        known = self._known()
        keys = keys_of(articles["article_id"])
        missing = np.array([key not in known for key in keys.tolist()], dtype=bool)
        if missing.any():
            made = dict(zip(keys[missing].tolist(), meanings(leads(articles[missing])), strict=True))
            self._keep(made, [])
            known |= made
        return pd.Series([known[key] for key in keys.tolist()], index=articles.index, dtype=object)

    def lacking(self, article_ids: pd.Series) -> pd.Series:
        """Which articles are not kept yet."""
        known = self._known()
        return pd.Series([key not in known for key in keys_of(article_ids).tolist()], index=article_ids.index, dtype=bool)

    def only(self, article_ids: pd.Series) -> None:
        """Drop those of other articles: of what was removed nothing stays."""
        known, wanted = self._known(), set(keys_of(article_ids).tolist())
        parts = self._parts()
        if not known.keys() <= wanted or len(parts) > PARTS:
            self._keep({key: meaning for key, meaning in known.items() if key in wanted}, parts)

    def forget(self) -> None:
        """Delete them; the next search for likeness makes them again."""
        for folder in self._folders:
            shutil.rmtree(folder, ignore_errors=True)

    def _parts(self) -> list[Path]:
        return [path for folder in self._folders for path in sorted(folder.glob(f"{VERSION}-*.bin"))]

    def _known(self) -> dict[int, bytes]:
        known: dict[int, bytes] = {}
        for path in self._parts():
            try:
                rows = np.frombuffer(path.read_bytes(), dtype=_ROW)
            except (OSError, ValueError) as error:  # it went meanwhile, or is not whole
                logger.debug("%s: %s", path, error)
                continue
            known |= dict(zip(rows["key"].tolist(), (row.tobytes() for row in rows["meaning"]), strict=True))
        return known

    def _keep(self, known: dict[int, bytes], instead: list[Path]) -> None:
        """Write them to a new file, in place of others; where nothing can be written they are worked out again next time."""
        rows = np.zeros(len(known), dtype=_ROW)
        rows["key"] = list(known)
        if len(rows):
            rows["meaning"] = np.frombuffer(b"".join(known.values()), dtype=np.int8).reshape(len(rows), -1)
        for folder in self._folders:
            try:
                folder.mkdir(parents=True, exist_ok=True)
                if len(rows):
                    write_atomically(folder / f"{VERSION}-{os.getpid():x}-{uuid.uuid4().hex[:12]}.bin", rows.tobytes())
            except OSError as error:
                logger.debug("no meanings in %s: %s", folder, error)
                continue
            break
        for path in instead:
            path.unlink(missing_ok=True)
