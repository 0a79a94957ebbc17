"""Articles made for these tests, and archives of them."""

import shutil
import sys
from pathlib import Path

import pandas as pd
import pytest

sys.path.insert(0, str(Path(__file__).parent))

from invented_articles import invented_articles

import broadsheet as bs


@pytest.fixture(scope="session")
def articles() -> pd.DataFrame:
    """Ten articles of two outlets on ten days; none is a copy of another."""
    return invented_articles(10)


@pytest.fixture(scope="session")
def annotated(articles: pd.DataFrame) -> bs.Layers:
    """What `annotate` makes of them at once."""
    return bs.annotate(articles)


@pytest.fixture(scope="session")
def made_archive(tmp_path_factory: pytest.TempPathFactory, articles: pd.DataFrame) -> Path:
    """The folder of an archive of the ten articles, to be copied."""
    folder = tmp_path_factory.mktemp("made") / "archive"
    bs.open_archive(folder).add(articles)
    return folder


@pytest.fixture
def archive(tmp_path: Path, made_archive: Path):
    """An archive of the ten articles, for one test."""
    return bs.open_archive(shutil.copytree(made_archive, tmp_path / "archive"))
