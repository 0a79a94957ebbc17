"""The shipped sentiment model: any text, any offsets, the same answer every time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from broadsheet.annotating.sentiment.model import Cascade, OnnxSentiment, shipped_model, shipped_models, shipped_names
from broadsheet.annotating.sentiment.packed_weights import in_eight_bits, packed, step_of
from broadsheet.errors import RequestError

pytestmark = pytest.mark.skipif(not shipped_models(), reason="no model in resources/sentiment")

HOSTILE = [
    "\u0000\u0001 Smith", "🤦🏽‍♀️ Smith 🇽🇰", "Ｓｍｉｔｈ ﷽", "Sm\u0301i\u0302th", "\u202eSmith\u202c", "史密斯被批评 Smith",
    "a" * 5000 + " Smith", "<b>Smith</b>",
    "[CLS] Smith [SEP] [PAD]", "Smith\n\n\tSmith\r\n", "ẞﬃﬄ Smith", "\ud7ff Smith",
]


@pytest.fixture(scope="module")
def model() -> OnnxSentiment:
    return shipped_model("default")


@pytest.mark.parametrize("text", HOSTILE)
def test_any_text_is_judged(model: OnnxSentiment, text: str) -> None:
    scores = model([text], [0], [len(text)])
    assert np.isfinite(scores).all()
    assert scores.sum() == pytest.approx(1, abs=1e-4)


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=300), st.data())
def test_any_offsets_are_judged(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    scores = shipped_model("default")([text], [start], [end])
    assert scores.shape == (1, 3)
    assert scores.sum() == pytest.approx(1, abs=1e-4)


def test_a_row_does_not_depend_on_its_neighbours(model: OnnxSentiment) -> None:
    texts = [f"Minister number {n} betrayed {'very ' * n}loyal friends." for n in range(12)]
    ends = [len(f"Minister number {n}") for n in range(12)]
    together = model(texts, [0] * 12, ends)
    for number, text in enumerate(texts):
        assert np.array_equal(model([text], [0], [ends[number]])[0], together[number])


@pytest.mark.parametrize("name", shipped_models())
def test_sentences_read_together_score_as_alone(name: str) -> None:
    network = shipped_model(name)
    about = ("money", "river", "council of the old town")
    texts = [f"{name} lied about the {what}." for name in ("Roth", "Berg", "Lund") for what in about]
    together = network(texts, [0] * 9, [4] * 9)
    assert np.array_equal(together, np.concatenate([network([text], [0], [4]) for text in texts]))


def test_long_texts_are_cut_around_the_target(model: OnnxSentiment) -> None:
    filler = "The weather report was read out as usual. " * 120
    text = filler + "Jonas Kern is a corrupt and dishonest coward. " + filler
    start = text.index("Jonas")
    negative, _, positive = model([text], [start], [start + len("Jonas Kern")])[0]
    assert negative > positive


def test_a_target_longer_than_the_network_reads(model: OnnxSentiment) -> None:
    text = "Minister " * 800
    assert np.isfinite(model([text], [0], [len(text)])).all()


def told(*rows: tuple[float, float, float]) -> Any:
    """A model that says these rows, one after the other, and how many targets it was asked about."""
    def judge(texts: Sequence[str], starts: Sequence[int], ends: Sequence[int]) -> np.ndarray:
        judge.asked += len(texts)  # type: ignore[attr-defined]
        return np.array([rows[start] for start in starts])

    judge.asked = 0  # type: ignore[attr-defined]
    return judge


def test_only_unclear_targets_are_asked_about_again() -> None:
    quick, large = told((0.1, 0.1, 0.8), (0.4, 0.6, 0.0), (0.7, 0.2, 0.1)), told((1, 0, 0), (0.8, 0.2, 0.0), (0, 0, 1))
    found = Cascade(quick, large, unsure=0.7, weight=0.5)(["a", "b", "c"], [0, 1, 2], [1, 2, 3])
    assert found == pytest.approx(np.array([[0.1, 0.1, 0.8], [0.6, 0.4, 0.0], [0.7, 0.2, 0.1]]))
    assert (quick.asked, large.asked) == (3, 1)


def test_nothing_to_ask_about() -> None:
    assert Cascade(told(), told())([], [], []).size == 0


def test_packed_weights_come_back_in_eight_bits() -> None:
    random = np.random.default_rng(3)
    codes, scales = random.integers(-8, 8, (6, 4, 32)), random.uniform(0.01, 0.2, (6, 4)).astype(np.float16)
    meant = (codes * scales.astype(np.float32)[..., None]).reshape(6, -1)
    step = step_of(codes, scales)
    found = in_eight_bits(packed(codes), scales.T.astype(np.float32) / step)
    assert found.shape == (128, 6) and np.abs(found.astype(int)).max() == 127
    assert (np.abs(found.T * step[:, None] - meant) <= step[:, None] / 2 + 1e-6).all()


def test_an_unknown_name_says_what_there_is() -> None:
    assert shipped_names() == ["careful", "default", "large"]
    with pytest.raises(RequestError, match="careful, default, large"):
        shipped_model("huge")
