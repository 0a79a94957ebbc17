"""The shipped sentiment model: any text, any offsets, the same answer every time."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from broadsheet.annotating.sentiment_model import OnnxSentiment, shipped_model, shipped_models
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


def test_long_texts_are_cut_around_the_target(model: OnnxSentiment) -> None:
    filler = "The weather report was read out as usual. " * 120
    text = filler + "Jonas Kern is a corrupt and dishonest coward. " + filler
    start = text.index("Jonas")
    negative, _, positive = model([text], [start], [start + len("Jonas Kern")])[0]
    assert negative > positive


def test_a_target_longer_than_the_network_reads(model: OnnxSentiment) -> None:
    text = "Minister " * 800
    assert np.isfinite(model([text], [0], [len(text)])).all()


def test_an_unknown_name_says_what_there_is() -> None:
    with pytest.raises(RequestError, match="default"):
        shipped_model("huge")
