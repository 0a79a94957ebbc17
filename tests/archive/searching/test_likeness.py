"""Search by likeness: across languages, narrowed like any search, kept up to date, and clear where the encoder is missing."""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd
import pytest

import broadsheet as bs
from broadsheet.annotating import encoder_installed
from broadsheet.archive import Archive
from broadsheet.archive.searching import likeness
from broadsheet.errors import RequestError

encoder = pytest.mark.skipif(not encoder_installed(), reason="the extra `languages` is not installed")

TOLD = [
    ("quake-de", "de", "Hafenbote", "Erdbeben in Karvia: 14 Tote", "In Melin stürzte ein Haus ein. Ein Fischer half."),
    ("quake-ar", "ar", "Al Marsa", "زلزال يقتل 22 شخصا في نهران", "انهارت بيوت في اثنتي عشرة قرية. والليالي باردة."),
    ("bank-fr", "fr", "La Vigie", "La banque centrale relève son taux", "Le taux passe à 4,25 %. Les prix montent."),
    ("quake-sr", "sr", "Luka", "Zemljotres u Karviji", "U gradu Melin srušila se zgrada."),
]
ARTICLES = pd.DataFrame(TOLD, columns=["article_id", "language", "source", "title", "text"])
ARTICLES = ARTICLES.assign(published_at=pd.Timestamp("2025-08-03", tz="UTC"))
QUAKE = "an earthquake kills people"
MISSING = 'likeness across languages needs the sentence encoder; install it with: pip install "broadsheet'


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    made = bs.open_archive(tmp_path / "archive")
    made.add(ARTICLES, sentiment=None, progress=False)
    return made


@encoder
def test_articles_are_found_by_what_they_mean_in_whatever_language(archive: Archive) -> None:
    found = archive.search(like=QUAKE)
    assert set(found["article_id"]) == {"quake-de", "quake-ar"}
    assert found["score"].is_monotonic_decreasing and found["score"].between(likeness.LEAST, 1).all() and (found["hits"] == 0).all()
    first = found.set_index("article_id").loc["quake-de"]
    assert ARTICLES["text"][0][first["start"]:first["end"]] == "In Melin stürzte ein Haus ein."
    assert found["match"].isna().all() and set(found["language"]) == {"de", "ar"}


@encoder
def test_it_is_narrowed_by_query_outlet_and_day(archive: Archive) -> None:
    assert archive.search("Fischer", like=QUAKE)["article_id"].tolist() == ["quake-de"]
    assert archive.search(like=QUAKE, source="Al Marsa")["article_id"].tolist() == ["quake-ar"]
    assert archive.search(like=QUAKE, until="2025-08-02").empty
    assert archive.search(like=QUAKE, top=1).attrs["articles"] == 2


@encoder
def test_it_knows_what_came_in_and_forgets_what_was_removed(archive: Archive) -> None:
    assert "lion" not in " ".join(archive.search(like="a lion was born in the zoo")["article_id"])
    new = ARTICLES.iloc[:1].assign(article_id="lion-de", title="Löwe im Zoo geboren", text="Im Zoo kam ein Löwe zur Welt.")
    archive.add(new, sentiment=None, progress=False)
    kept = archive._meanings
    assert not kept.lacking(pd.Series(["lion-de"])).any()
    assert archive.search(like="a lion was born in the zoo")["article_id"].tolist() == ["lion-de"]
    archive.remove(["lion-de"])
    assert kept.lacking(pd.Series(["lion-de"])).all() and archive.search(like="a lion was born in the zoo").empty


@encoder
def test_what_is_kept_may_be_lost_or_damaged(archive: Archive) -> None:
    before = archive.search(like=QUAKE)
    folder = Path(str(archive.path)) / ".meanings"
    for path in folder.glob("*.bin"):
        path.write_bytes(path.read_bytes()[:700])
    pd.testing.assert_frame_equal(archive.search(like=QUAKE), before)


def test_a_missing_encoder_gives_one_clear_line(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(likeness, "encoder_installed", lambda: False)
    with pytest.raises(RequestError, match=re.escape(MISSING)):
        archive.search(like=QUAKE)
    with pytest.raises(RequestError, match="give a query, or like="):
        archive.search()
