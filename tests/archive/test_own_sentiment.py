"""A function as the sentiment model of an archive: here, in worker processes where they can import it, and a clear word where not."""

from __future__ import annotations

import json
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from invented_articles import invented_articles

import broadsheet as bs
from broadsheet.archive.parallel import AnnotationSettings
from broadsheet.errors import RequestError

TEXT = "Ada Moss praised the ferry. Bo Finch, the mayor of Eastmere, said that Ada Moss was wrong about the quay."


def by_length(texts: Sequence[str], starts: Sequence[int], ends: Sequence[int]) -> np.ndarray:
    """The longer the target, the better."""
    good = np.minimum(np.subtract(ends, starts) / 20, 1.0)
    return np.column_stack([np.zeros_like(good), 1 - good, good])


class Constant:
    """Always the same."""

    def __init__(self, good: float) -> None:
        self.good = good

    def __call__(self, texts: Sequence[str], starts: Sequence[int], ends: Sequence[int]) -> np.ndarray:
        return np.tile([0.0, 1 - self.good, self.good], (len(texts), 1))


@pytest.fixture
def articles() -> pd.DataFrame:
    return invented_articles(3)


def test_add_judges_with_a_function(tmp_path: Path, articles: pd.DataFrame) -> None:
    archive = bs.open_archive(tmp_path / "a")
    assert archive.add(articles, sentiment=by_length).counts["annotated"] == 3
    stances = archive.stances()
    assert len(stances) >= 6
    assert np.allclose(stances["stance"], np.minimum((stances["end"] - stances["start"]) / 20, 1), atol=1e-3)
    assert archive.sentiment == f"{__name__}.by_length"
    pd.testing.assert_frame_equal(stances, bs.annotate(archive.articles(), sentiment=by_length).stances)


def test_ingest_judges_with_a_function_or_whatever_can_be_called(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"The quay\n\n2025-05-06\n\n{TEXT}\n")
    archive = bs.open_archive(tmp_path / "a")
    archive.ingest(tmp_path / "a.txt", sentiment=Constant(0.25))
    assert set(archive.stances()["stance"]) == {0.25}
    assert archive.sentiment == f"{__name__}.Constant"


def test_functions_of_one_name_are_kept_apart(tmp_path: Path, articles: pd.DataFrame, monkeypatch: pytest.MonkeyPatch) -> None:
    archive = bs.open_archive(tmp_path / "a")
    with monkeypatch.context() as broken:
        broken.setattr("broadsheet.archive.publishing.commit", None)
        with pytest.raises(TypeError):
            archive.add(articles, sentiment=Constant(0.5))
    archive.add(articles, sentiment=Constant(0.75))
    assert set(archive.stances()["stance"]) == {0.75}


def test_a_function_that_others_cannot_import_judges_here_and_many_processes_are_refused(
    tmp_path: Path, articles: pd.DataFrame,
) -> None:
    archive = bs.open_archive(tmp_path / "a")
    alone = lambda texts, starts, ends: Constant(0.5)(texts, starts, ends)  # noqa: E731
    with pytest.raises(RequestError, match=r"<lambda> cannot be given to 2 worker processes: put it into a module .* or pass processes=1"):
        archive.add(articles, sentiment=alone, processes=2)
    assert len(archive) == 0
    archive.add(articles, sentiment=alone)
    assert set(archive.stances()["stance"]) == {0.5}


def of_the_main_module() -> Constant:
    judge = type("Judge", (Constant,), {"__module__": "__main__", "__qualname__": "Judge"})
    return judge(0.5)


@pytest.mark.parametrize(("sentiment", "name", "stays"), [
    ("large", "large", False), (None, None, False), (by_length, f"{__name__}.by_length", not __name__.startswith("tests")),
    (of_the_main_module(), "__main__.Judge", True), (np.array, "numpy.array", False),
])
def test_what_is_kept_of_a_model_and_whether_it_can_travel(sentiment: object, name: str | None, stays: bool) -> None:
    settings = AnnotationSettings(sentiment=sentiment)
    assert json.loads(json.dumps(settings.recorded())) == {"model": None, "sentiment": name}
    assert settings.stays_here() is stays


def test_executors_are_given_the_function(tmp_path: Path) -> None:
    there = bs.open_archive(tmp_path / "there")
    with ThreadPoolExecutor(1) as executor:
        there.add(invented_articles(2, first=50), sentiment=Constant(0.5), executor=executor)
    assert 0.5 in set(there.stances()["stance"])


def test_a_function_that_gives_no_probabilities_is_said_and_nothing_is_kept(tmp_path: Path, articles: pd.DataFrame) -> None:
    archive = bs.open_archive(tmp_path / "a")
    with pytest.raises(RequestError, match="no probabilities"):
        archive.add(articles, sentiment=Constant(7.0))
    assert len(archive) == 0
