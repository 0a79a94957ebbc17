"""Languages: which articles are annotated, and what a package can offer."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import replace
from importlib.metadata import EntryPoint
from pathlib import Path

import pandas as pd
import pytest

import broadsheet as bs
from broadsheet.annotating import languages
from broadsheet.annotating.languages import annotated_language, in_annotated_language, language_of
from broadsheet.errors import RequestError

LIBRARY = Path(bs.__file__).parent


@pytest.mark.parametrize(("code", "annotated"), [
    ("en", True), ("en-GB", True), ("en_US", True), ("EN", True), ("eng", True), (None, True), (float("nan"), True),
    ("fr-CH", True), ("fra", True),
    ("de", False), ("sq", False), ("enm", False), ("", False), ("x-en", False),
])
def test_whether_a_language_is_annotated(code: object, annotated: bool) -> None:
    assert annotated_language(code) is annotated
    assert in_annotated_language(pd.Series([code], dtype="str")).tolist() == [annotated]


def test_a_language_that_is_not_there_is_refused_by_name() -> None:
    with pytest.raises(RequestError, match="no language 'tlh' is annotated; there are en, fr"):
        language_of("tlh")


@pytest.fixture
def no_extra(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """An installation without the pipelines of extras."""
    monkeypatch.setattr(languages, "find_spec", lambda name: None)
    for known in (languages._homes, languages._language):
        known.cache_clear()
    yield
    for known in (languages._homes, languages._language):
        known.cache_clear()


def test_without_its_extra_french_is_kept_and_said_what_to_install(no_extra: None, tmp_path: Path) -> None:
    assert not annotated_language("fr-CH")
    assert "pip install 'broadsheet[french]'" in str(languages.to_install("fr"))
    assert languages.to_install("de") is None
    with pytest.raises(RequestError, match="install the extra french"):
        language_of("fr")
    articles = pd.DataFrame({"article_id": ["a"], "text": ["Ada Morel est arrivée."], "language": ["fr"]})
    result = bs.open_archive(tmp_path).add(articles, processes=1, progress=False)
    assert (len(result.read), result.annotated) == (1, 0)
    assert result.to_install == (f"1 article is kept without annotation: {languages.to_install('fr')}",)


def test_french_is_annotated_without_stances_and_with_its_own_pipeline() -> None:
    texts = ["Le Royaume-Uni a accusé M. Morel.", "The United Kingdom accused Ada Moss."]
    articles = pd.DataFrame({"article_id": ["a", "b"], "text": texts, "language": ["fr", "en"]})
    layers = bs.annotate(articles, model=default_english())
    assert set(layers.mentions.query("actor_id == 'country:GB'")["article_id"]) == {"a", "b"}
    assert set(layers.stances["article_id"]) <= {"b"}
    assert languages.without_stances(articles["language"]).tolist() == [True, False]


def default_english() -> str:
    """The pipeline of English by its folder, as a user names one."""
    return language_of().default_model()


@pytest.fixture
def pig_latin(monkeypatch: pytest.MonkeyPatch) -> None:
    """A package that offers English under another code."""
    offered = EntryPoint("qpl", f"{__name__}:PIG_LATIN", languages.ENTRY_POINTS)
    monkeypatch.setattr(languages, "entry_points", lambda group: [offered] if group == languages.ENTRY_POINTS else [])
    monkeypatch.setattr(languages, "import_module", lambda name: _Offering if name == __name__ else None)
    for known in (languages._homes, languages._language):
        known.cache_clear()
    yield
    for known in (languages._homes, languages._language):
        known.cache_clear()


class _Offering:
    PIG_LATIN = replace(language_of(), code="qpl", find_dates=lambda article: [])


def test_a_package_offers_a_language_and_its_articles_are_annotated_by_it(pig_latin: None, monkeypatch: pytest.MonkeyPatch) -> None:
    english = language_of.__globals__["_SHIPPED"]["en"]
    module, _, name = english.partition(":")
    monkeypatch.setattr(languages, "import_module", lambda asked: _Offering if asked == __name__ else __import__(asked, fromlist=[name]))
    text = "The mayor of Eastmere will meet Ada Moss on 5 May 2025."
    articles = pd.DataFrame({"article_id": ["a", "b", "c"], "text": [text] * 3, "language": ["qpl", "en-GB", "de"]})
    layers = bs.annotate(articles, sentiment=None)
    assert set(layers.dates["article_id"]) == {"b"}
    assert set(layers.mentions["article_id"]) == {"a", "b"}


def test_what_is_no_language_is_refused(pig_latin: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_Offering, "PIG_LATIN", "pig latin")
    with pytest.raises(RequestError, match="the language 'qpl' .* is 'pig latin'; it must be"):
        language_of("qpl")


@pytest.mark.parametrize("path", sorted(p for p in LIBRARY.rglob("*.py") if not {"english", "french", "reading"} & set(p.parts)),
                         ids=lambda p: str(p.relative_to(LIBRARY)))
def test_no_code_of_a_language_outside_the_registry(path: Path) -> None:
    named = [n for n in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(n, ast.Constant) and n.value in ("en", "fr")]
    assert not named or path.name == "languages.py"
    imported = {n.module or "" for n in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(n, ast.ImportFrom)}
    homes = ("broadsheet.annotating.english", "broadsheet.annotating.french")
    assert not any(module.startswith(homes) for module in imported)
