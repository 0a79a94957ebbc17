"""What is read for many sentences at once is what plain Python reads one by one."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse

from broadsheet.analysis.counting import salience
from broadsheet.analysis.counting.numbered import first_of_each
from broadsheet.analysis.counting.salience import shares
from broadsheet.analysis.counting.sentences import sentence_texts
from broadsheet.analysis.counting.shared_words import SharedWords
from broadsheet.analysis.sentiment._proposals import _stated_at, _words
from broadsheet.annotating import stem_counts, stem_stream
from broadsheet.annotating.english.words import content_words

SPACES = "".join(c for c in map(chr, range(0x3001)) if c.isspace())
TEXTS = st.text(alphabet="abeé€🙂-’'." + SPACES, max_size=40)
PLACES = st.tuples(st.integers(0, 6), st.integers(0, 45), st.integers(0, 45))


@settings(max_examples=200, deadline=None)
@given(st.lists(TEXTS, min_size=7, max_size=7), st.lists(PLACES, max_size=12))
def test_sentences_are_cut_out_as_slices_on_one_line(texts: list[str], places: list[tuple[int, int, int]]) -> None:
    articles = pd.DataFrame({"article_id": [f"a{n}" for n in range(7)], "text": pd.Series(texts, dtype="str")})
    rows = [(f"a{n}", min(pair), max(pair)) for n, *pair in places]
    frame = pd.DataFrame(rows, columns=["article_id", "start", "end"]).astype({"article_id": "str", "start": "Int64", "end": "Int64"})
    assert sentence_texts(frame, articles).tolist() == [" ".join(texts[n][min(pair):max(pair)].split()) for n, *pair in places]


@settings(max_examples=200, deadline=None)
@given(st.lists(st.text(alphabet="abcxyz-'’ .,12Éß_", max_size=60), max_size=8))
def test_stems_are_counted_as_one_by_one(sentences: list[str]) -> None:
    shared = SharedWords(pd.Series(sentences, dtype="str"))
    every = np.arange(len(sentences))
    common, smaller = shared.common(every, every), shared.smaller(every, every)
    stems = [content_words(sentence) for sentence in sentences]
    assert common.tolist() == [[len(one & other) for other in stems] for one in stems]
    assert smaller.tolist() == [[min(len(one), len(other)) for other in stems] for one in stems]


def test_a_word_may_stand_for_several_stems_or_for_none() -> None:
    pieces = {"ab": ("a", "b"), "b": ("b",), "of": (), "": ()}
    counts = stem_counts(["ab of b", "", "of of", "ab ab"], pieces.__getitem__, between=" +")
    assert [Counter(dict(enumerate(row))) for row in counts.toarray().tolist()] == [{0: 1, 1: 2}, {0: 0, 1: 0}, {0: 0, 1: 0}, {0: 2, 1: 2}]


@settings(max_examples=100, deadline=None)
@given(st.lists(st.text(alphabet="abc ", max_size=20), min_size=1, max_size=6), st.lists(st.integers(0, 5), max_size=8))
def test_sentences_that_were_read_are_counted_as_if_read_by_themselves(sentences: list[str], chosen: list[int]) -> None:
    stems = {"": (), "a": ("one", "two"), "b": ("two",)}
    rows = np.array([number % len(sentences) for number in chosen], dtype=np.int64)
    read = stem_stream(sentences, lambda word: stems.get(word, (word,)), between=" +")
    alone = stem_counts([sentences[row] for row in rows], lambda word: stems.get(word, (word,)), between=" +")
    taken = read.take(rows).counts()
    assert taken.shape == alone.shape and taken.indices.tolist() == alone.indices.tolist()
    assert taken.data.tolist() == alone.data.tolist() and taken.indptr.tolist() == alone.indptr.tolist()


@pytest.mark.parametrize("cells", [salience.CELLS, 30])
def test_days_side_by_side_are_marked_down_as_each_by_itself(cells: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(salience, "COMPARED", 6)
    monkeypatch.setattr(salience, "CELLS", cells)
    chance = np.random.default_rng(3)
    sizes = [9, 1, 4, 6, 2, 7, 1]
    days, vectors = np.repeat(np.arange(len(sizes)), sizes), np.abs(chance.normal(size=(12, 5)))
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    keys, scores = chance.integers(0, 12, len(days)), chance.random(len(days))
    mixed = chance.permutation(len(days))
    found = shares(days[mixed], scores[mixed], sparse.csr_matrix(vectors), keys[mixed])
    for day in range(len(sizes)):
        rows = [int(row) for row in np.flatnonzero(days[mixed] == day)]
        expected = _marked_down_by_hand({row: scores[mixed][row] for row in rows}, vectors[keys[mixed]])
        assert [found[row] for row in rows] == pytest.approx([expected[row] / sum(expected.values()) for row in rows])


def _marked_down_by_hand(scores: dict[int, float], vectors: np.ndarray) -> dict[int, float]:
    """Maximal marginal relevance as the textbook has it, story by story."""
    ranked = sorted(scores, key=lambda row: -scores[row])
    compared, marked, taken, floor = ranked[:6], {row: 0.01 * scores[row] for row in ranked[6:]}, [], np.inf
    while compared:
        near = {row: max((float(vectors[row] @ vectors[one]) for one in taken), default=0.0) for row in compared}
        value = {row: scores[row] * (1 - 0.5 * near[row]) * (0.02 if near[row] > 0.6 else 1.0) for row in compared}
        best = max(compared, key=value.__getitem__)
        floor = marked[best] = min(floor, value[best])
        taken.append(best)
        compared.remove(best)
    return marked


@pytest.mark.parametrize("text", [
    "Ada ruled out the toll. Bo, who opposes it, supports a tunnel.", "She ruled\u00a0out that; he RULES \n OUT this.",
    "unsupported, not supports-it",
    "A mark \x01 in the text, and she rejected the plan.", "élopposes x opposes y", "", "Nothing here.",
])
def test_positions_are_looked_for_where_python_finds_them(text: str) -> None:
    (places,) = _stated_at(pd.Series([text], dtype="str"))
    assert [m.span() for m in (_words().match(text, at) for at in places) if m] == [m.span() for m in _words().finditer(text)]


@given(st.lists(st.tuples(st.integers(0, 5), st.booleans(), st.integers(-2, 2), st.sampled_from([-1.5, -0.5, 0.0])), max_size=30))
def test_the_first_of_each_group_is_the_first_in_order(rows: list[tuple[int, bool, int, float]]) -> None:
    groups, *keys = (np.array([row[place] for row in rows], dtype=kind) for place, kind in enumerate((int, bool, int, float)))
    ordered = sorted(range(len(rows)), key=lambda row: (*rows[row], row))
    expected = [row for place, row in enumerate(ordered) if not place or rows[ordered[place - 1]][0] != rows[row][0]]
    assert first_of_each(groups, *keys).tolist() == expected
