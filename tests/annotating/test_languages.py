"""Languages: which articles are annotated, and what a package can offer."""

from __future__ import annotations

import ast
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
    ("en", True), ("en-GB", True), ("en_US", True), ("EN", True), ("eng", True), ("fr-CH", True), ("fra", True), (None, True), (float("nan"), True),
    ("de", False), ("sq", False), ("enm", False), ("", False), ("x-en", False),
])
def test_whether_a_language_is_annotated(code: object, annotated: bool) -> None:
    assert annotated_language(code) is annotated
    assert in_annotated_language(pd.Series([code], dtype="str")).tolist() == [annotated]


def test_a_language_that_is_not_there_is_refused_by_name() -> None:
    with pytest.raises(RequestError, match="no language 'tlh' is annotated; there are en, fr"):
        language_of("tlh")


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
