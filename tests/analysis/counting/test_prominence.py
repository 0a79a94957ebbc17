"""What belongs into a short account: told early, near the headlines and the news; what is said again comes later."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy import sparse

import broadsheet as bs
from broadsheet.analysis.counting.prominence import LEAST, WEIGHTS, prominence, without_repeats
from broadsheet.analysis.counting.salience import sentence_vectors

ARTICLES = pd.DataFrame({
    "article_id": ["a", "b", "c"], "source": ["The Courier", "Northgate Post", "The Gazette"],
    "published_at": ["2025-05-06", "2025-05-06", "2025-05-07"],
    "title": ["Ferry runs aground off Eastmere", "Eastmere ferry aground, twelve hurt", "Inquiry into ferry that ran aground"],
    "text": [
        "A ferry ran aground off Eastmere on 5 May 2025 and twelve passengers were hurt. The harbour was built on 3 March 1998.",
        "Twelve passengers were hurt when a ferry ran aground off Eastmere on 5 May 2025. A bakery opened in the town on 2 May 2025.",
        "The ferry that ran aground off Eastmere on 5 May 2025 was towed away. A chess club met in the school on 4 May 2025.",
    ],
})


@pytest.fixture(scope="module")
def rows() -> pd.DataFrame:
    return bs.timeline(bs.annotate(ARTICLES), stated=True).sort_values("salience", ascending=False, kind="stable", ignore_index=True)


def test_what_the_headlines_tell_comes_first_and_history_last(rows: pd.DataFrame) -> None:
    assert rows["earliest"].iloc[0] == pd.Timestamp("2025-05-05") and "aground" in rows["sentence"].iloc[0]
    assert rows["earliest"].iloc[-1] == pd.Timestamp("1998-03-03")


def test_salience_is_above_nothing_for_every_row(rows: pd.DataFrame) -> None:
    assert (rows["salience"] > 0).all()


def test_a_feature_with_a_positive_weight_raises_a_story() -> None:
    plain = pd.DataFrame({name: [0.0, 0.0] for name in WEIGHTS})
    assert prominence(plain).tolist() == [1.0, 1.0]
    for name, weight in WEIGHTS.items():
        lower, higher = prominence(plain.assign(**{name: [0.0, 1.0]}))
        assert (higher > lower) == (weight > 0), name


def test_what_says_the_same_again_is_marked_down_and_nothing_else() -> None:
    told = pd.Series(["A ferry ran aground off Eastmere", "Off Eastmere a ferry ran aground", "Mayor opens new bakery"], dtype="str")
    weights = np.array([3.0, 2.9, 1.0])
    marked = without_repeats(weights, sentence_vectors(told.array))
    assert marked[0] == 3.0 and marked[2] == pytest.approx(1.0)
    assert marked[1] == pytest.approx(2.9 * LEAST) and weights.tolist() == [3.0, 2.9, 1.0]


def test_what_the_same_actors_do_on_the_same_day_is_marked_down_more() -> None:
    told = pd.Series(["Ada Moss opened the harbour", "The mayor praised its builders", "A chess club met in town"], dtype="str")
    taking = sparse.csr_matrix(np.array([[1.0, 0.0], [1.0, 0.0], [0.0, 1.0]]))
    marked = without_repeats(np.array([3.0, 2.9, 2.8]), sentence_vectors(told.array), days=np.array([0, 0, 0]), actors=taking)
    assert marked[0] == 3.0 and marked[1] < marked[2] < 2.8


def test_a_day_that_only_the_head_of_a_page_gives_comes_last() -> None:
    text = "Ferry fares rise Sunday 4 May 2025 11.27 BST The council met in Eastmere. Ada Moss opened the quay in Eastmere on 2 May 2025."
    articles = pd.DataFrame({"article_id": ["a"], "text": [text], "published_at": ["2025-05-04"]})
    rows = bs.timeline(bs.annotate(articles, sentiment=None), stated=True).sort_values("salience", ascending=False)
    assert rows["earliest"].iloc[0] == pd.Timestamp("2025-05-02")


def test_stories_beyond_those_compared_stay_behind_them_in_their_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("broadsheet.analysis.counting.prominence.COMPARED", 2)
    told = pd.Series(["A ferry ran aground", "The mayor opened a bakery", "A chess club met", "Rain fell on fields"], dtype="str")
    marked = without_repeats(np.array([4.0, 3.0, 2.0, 1.0]), sentence_vectors(told.array))
    assert np.argsort(-marked).tolist() == [0, 1, 2, 3]
