"""The sample articles in an archive, without layers: search needs none."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

import broadsheet as bs
from broadsheet.archive import Archive

SAMPLE = Path(__file__).resolve().parents[3] / "data" / "sample"


@pytest.fixture(scope="session")
def unannotated(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    """The sample, unannotated: what every query of words, outlets and days can be tried on."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("broadsheet.archive.ingesting.annotatable", lambda articles: pd.Series(False, index=articles.index))
        archive = bs.open_archive(tmp_path_factory.mktemp("sample") / "archive")
        archive.ingest([SAMPLE])
    return archive
