"""Storylines across languages in an archive: names stay while articles come in day by day, and the encoder may come late."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pandas as pd
import pytest

import broadsheet as bs
from broadsheet.annotating import encoder_installed
from broadsheet.annotating.stories import across
from broadsheet.archive import Archive, storylines

pytestmark = pytest.mark.skipif(not encoder_installed(), reason="the extra `languages` is not installed")

HERE = Path(__file__).resolve().parents[1] / "annotating" / "across_languages"


def told(code: str, *keys: str, later: int = 0) -> pd.DataFrame:
    """Some of the articles of one language, some days later."""
    read = tomllib.loads((HERE / f"{code}.toml").read_text(encoding="utf-8"))
    rows = [{"article_id": f"{code}-{key}", **read[key], "language": code, "source": f"Outlet {code}"} for key in keys]
    days = pd.to_datetime([row.pop("day") for row in rows], utc=True) + pd.Timedelta(days=later)
    return pd.DataFrame(rows).assign(published_at=days)


def add(archive: Archive, *articles: pd.DataFrame) -> dict[str, str]:
    archive.add(pd.concat(articles, ignore_index=True), sentiment=None, processes=1, progress=False)
    return dict(archive.storylines().itertuples(index=False))


def test_names_stay_while_articles_come_in(tmp_path: Path) -> None:
    archive = bs.open_archive(tmp_path / "archive")
    first = add(archive, told("fr", "fr6", "fr9"))
    assert first == {"fr-fr6": "fr-fr6", "fr-fr9": "fr-fr9"}
    second = add(archive, told("en", "fr6", "x31", "de3"), told("de", "de3"))
    # English goes on with the story that stands; another ferry is another story; German joins the English one of the same day.
    assert second == first | {"en-fr6": "fr-fr6", "en-x31": "en-x31", "en-de3": "en-de3", "de-de3": "en-de3"}
    third = add(archive, told("fr", "fr9", later=1).assign(article_id="fr-again"))
    assert third == second | {"fr-again": "fr-fr9"}
    at_once = bs.annotate(pd.concat([told("fr", "fr6"), told("en", "fr6")], ignore_index=True), sentiment=None).storylines
    assert set(at_once["storyline_id"]) == {"en-fr6"}


def test_an_encoder_that_comes_late_joins_what_waits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    archive = bs.open_archive(tmp_path / "archive")
    with monkeypatch.context() as without:
        for module in (across, storylines):
            without.setattr(module, "encoder_installed", lambda: False)
        before = add(archive, told("en", "de3"), told("de", "de3"))
        assert before == {"en-de3": "en-de3"}
    archive.ingest()
    assert dict(archive.storylines().itertuples(index=False)) == before | {"de-de3": "en-de3"}
    archive.remove(["de-de3"])
    assert dict(archive.storylines().itertuples(index=False)) == before
    assert archive.check().sound
