"""The pages on a form, a language and a sentiment model are followed to the letter: their code is what a package would install."""

from __future__ import annotations

import re
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import broadsheet as bs
from broadsheet.annotating import languages
from broadsheet.reading.forms import forms
from broadsheet.writers import written

PAGES = Path(__file__).resolve().parents[2] / "docs" / "extending"


def blocks(page: str, language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", (PAGES / page).read_text(encoding="utf-8"), re.S)


def installed(folder: Path, page: str, module: str) -> None:
    """`my_package` with the page's module in it, and its entry point, as pip would leave them."""
    (folder / "my_package").mkdir()
    (folder / "my_package" / "__init__.py").touch()
    (folder / "my_package" / f"{module}.py").write_text(blocks(page, "python")[0], encoding="utf-8")
    facts = folder / "my_package-1.dist-info"
    facts.mkdir()
    (facts / "METADATA").write_text("Metadata-Version: 2.1\nName: my_package\nVersion: 1\n", encoding="utf-8")
    table = blocks(page, "toml")[-1]
    group, name, value = re.fullmatch(r'\[project\.entry-points\."(.+)"\]\n(\w+) = "(.+)"\n', table).groups()
    (facts / "entry_points.txt").write_text(f"[{group}]\n{name} = {value}\n", encoding="utf-8")


@pytest.fixture
def packages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of packages; what was looked up before is forgotten, and what is found in it afterwards."""
    monkeypatch.syspath_prepend(str(tmp_path))
    _forget()
    yield tmp_path
    _forget()


def _forget() -> None:
    for name in [name for name in sys.modules if name.split(".")[0] == "my_package"]:
        del sys.modules[name]
    languages._homes.cache_clear()
    languages._language.cache_clear()
    forms.cache_clear()


def test_a_function_is_a_sentiment_model(packages: Path) -> None:
    installed(packages, "sentiment_model.md", "few_words")
    from my_package.few_words import few_words

    names = {"bs": bs, "pd": pd, "few_words": few_words}
    frame, call = blocks("sentiment_model.md", "python")[1].strip().splitlines()
    exec(frame, names)
    assert eval(call, names)["stance"].tolist() == [0.5]
    pd.testing.assert_frame_equal(bs.stance(names["frame"], model="few_words"), eval(call, names))


@pytest.mark.parametrize(("text", "expected"), [
    ("They thanked her.", [0, 0.5, 0.5]), ("They mocked her.", [0.5, 0.5, 0]), ("They met her.", [0, 1, 0]),
    ("They met her, and somebody else, far away and much later, mocked them.", [0, 1, 0]),
])
def test_what_stands_near_the_target_counts(packages: Path, text: str, expected: list[float]) -> None:
    installed(packages, "sentiment_model.md", "few_words")
    from my_package.few_words import few_words

    start = text.index("her")
    assert np.allclose(few_words([text], [start], [start + 3]), [expected])


def test_a_function_phrases_the_brief(packages: Path) -> None:
    installed(packages, "writer.md", "plain_desk")
    text = "Ada Moss opened the new quay in Eastmere on 5 May 2025."
    told = bs.ask("brief", bs.annotate(pd.DataFrame({"article_id": ["a"], "text": [text], "published_at": ["2025-05-06"]})))
    phrased = written(told, "plain_desk")
    assert phrased.frame["sentence"].tolist() == [text] and phrased.frame["phrased"].all()


def test_articles_of_a_language_that_a_package_offers_are_annotated_by_it(packages: Path) -> None:
    installed(packages, "language.md", "scots")
    text = "The ferry sails the morn. It sailed on Monday, and yestreen the quay was full."
    articles = pd.DataFrame({
        "article_id": ["a", "b", "c"], "text": text, "language": ["sco", "en", "de"], "published_at": pd.Timestamp("2025-05-21", tz="UTC"),
    })
    dates = bs.annotate(articles, sentiment=None).dates
    assert dates.loc[dates["article_id"] == "a", ["text", "value"]].values.tolist() == [
        ["the morn", "2025-05-22"], ["Monday", "2025-05-19"], ["yestreen", "2025-05-20"],
    ]
    assert dates.loc[dates["article_id"] == "b", "text"].tolist() == ["Monday"]
    assert set(dates["article_id"]) == {"a", "b"}


def test_without_a_day_of_publication_such_a_day_stays_open(packages: Path) -> None:
    installed(packages, "language.md", "scots")
    articles = pd.DataFrame({"article_id": ["a"], "text": ["The ferry sails the morn."], "language": ["sco"]})
    dates = bs.annotate(articles, sentiment=None).dates
    assert dates["text"].tolist() == ["the morn"] and dates["value"].isna().all()


def test_a_form_that_a_package_offers_is_read(packages: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    installed(packages, "format.md", "textpack")
    names = {"bs": bs, "Path": Path, "zipfile": zipfile}
    exec(blocks("format.md", "python")[1], names)
    names["test_the_text_of_a_pack_is_an_article"](tmp_path_factory.mktemp("packs"))


@pytest.mark.parametrize(("members", "reason"), [
    ({"quay.textbundle/picture.png": "x"}, "empty"), ({"../text.md": "The quay is safe."}, "path traversal"),
])
def test_a_pack_without_a_text_and_one_that_leads_out_are_rejects(
    packages: Path, tmp_path_factory: pytest.TempPathFactory, members: dict[str, str], reason: str,
) -> None:
    installed(packages, "format.md", "textpack")
    file = tmp_path_factory.mktemp("packs") / "quay.textpack"
    with zipfile.ZipFile(file, "w") as pack:
        for name, text in members.items():
            pack.writestr(name, text)
    articles, rejects = bs.read_articles(file)
    assert articles.empty and rejects["reason"].tolist() == [reason]
