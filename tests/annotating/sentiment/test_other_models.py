"""Other sentiment models: offered by an installed package under the entry-point group, a lexicon, a model in another Python."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from types import ModuleType

import pandas as pd
import pytest

from broadsheet.annotating.sentiment.other_models.newssentiment import VARIABLE, newssentiment
from broadsheet.annotating.sentiment.other_models.vader import _analyser, _compound, vader
from broadsheet.annotating.sentiment.stances import ENTRY_POINTS, stance
from broadsheet.errors import RequestError

TARGETS = pd.DataFrame({"text": ["Ada Moss betrayed Bo.", "Bo met Ada Moss."], "start": [0, 7], "end": [8, 15]})

PACKAGE = '''
import numpy as np
def judge(texts, starts, ends):
    return np.array([[1, 0, 0] if "betrayed" in text else [0, 1, 0] for text in texts], dtype=float)
'''

NEWS_SENTIMENT = '''
class TargetSentimentClassifier:
    def infer_from_text(self, left, target, right):
        print("loading", left, target)
        assert left
        odds = {"positive": .1, "negative": .7, "neutral": .2} if "betrayed" in right else {"neutral": .8, "positive": .15, "negative": .05}
        return [{"class_id": n, "class_label": label, "class_prob": p} for n, (label, p) in enumerate(odds.items())]
'''


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A package as pip would have installed it, with an entry point of its own."""
    (tmp_path / "invented_model.py").write_text(PACKAGE, encoding="utf-8")
    facts = tmp_path / "invented_model-1.0.dist-info"
    facts.mkdir()
    (facts / "METADATA").write_text("Metadata-Version: 2.1\nName: invented-model\nVersion: 1.0\n", encoding="utf-8")
    (facts / "entry_points.txt").write_text(f"[{ENTRY_POINTS}]\ninvented = invented_model:judge\n", encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    importlib.invalidate_caches()


@pytest.mark.usefixtures("installed")
def test_an_installed_package_offers_a_model_by_name() -> None:
    assert stance(TARGETS, model="invented")["stance"].tolist() == [-1.0, 0.0]


@pytest.mark.usefixtures("installed")
def test_an_unknown_model_names_those_that_packages_offer() -> None:
    with pytest.raises(RequestError, match="invented"):
        stance(TARGETS, model="vaporware")


@pytest.fixture
def _lexicon(monkeypatch: pytest.MonkeyPatch) -> None:
    """A stand-in of vaderSentiment with two words."""
    module = ModuleType("vaderSentiment.vaderSentiment")

    class SentimentIntensityAnalyzer:
        def polarity_scores(self, text: str) -> dict[str, float]:
            return {"neg": 0.0, "neu": 0.0, "pos": 0.0, "compound": -0.6 if "betrayed" in text else 0.25}

    module.SentimentIntensityAnalyzer = SentimentIntensityAnalyzer  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "vaderSentiment", ModuleType("vaderSentiment"))
    monkeypatch.setitem(sys.modules, "vaderSentiment.vaderSentiment", module)
    _clear()


def _clear() -> None:
    _analyser.cache_clear()
    _compound.cache_clear()


@pytest.mark.usefixtures("_lexicon")
def test_a_lexicon_gives_every_target_of_a_sentence_the_same() -> None:
    found = stance(TARGETS, model=vader)
    assert found["stance"].tolist() == [-0.6, 0.25]
    assert found["p_neutral"].tolist() == [0.4, 0.75]
    _clear()


def test_the_lexicon_itself() -> None:
    pytest.importorskip("vaderSentiment")
    _clear()
    found = stance(pd.DataFrame({"text": ["Ada is a horrible liar.", "Ada is a great hero."], "start": [0, 0], "end": [3, 3]}), model=vader)
    assert found["stance"].iloc[0] < -0.3 < 0.3 < found["stance"].iloc[1]


def test_a_lexicon_that_is_not_installed_says_how_to(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "vaderSentiment.vaderSentiment", None)
    _clear()
    with pytest.raises(RequestError, match=r"broadsheet\[vader\]"):
        stance(TARGETS, model=vader)


def test_a_model_in_another_python(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "NewsSentiment.py").write_text(NEWS_SENTIMENT, encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.setenv(VARIABLE, sys.executable)
    assert stance(TARGETS, model=newssentiment)["stance"].tolist() == [-0.6, 0.1]


def test_another_python_that_is_not_set_or_fails_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)
    with pytest.raises(RequestError, match=VARIABLE):
        stance(TARGETS, model=newssentiment)
    monkeypatch.setenv(VARIABLE, str(tmp_path / "none"))
    with pytest.raises(RequestError, match="none"):
        stance(TARGETS, model=newssentiment)
    (tmp_path / "NewsSentiment.py").write_text("raise ImportError('no torch here')", encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.setenv(VARIABLE, sys.executable)
    with pytest.raises(RequestError, match="no torch here"):
        stance(TARGETS, model=newssentiment)
