"""spaCy with its words remembered and its networks in one run says what it says without them."""

from __future__ import annotations

import os
import signal
import threading

import numpy as np
import pytest
import spacy
from spacy.attrs import DEP, ENT_IOB, ENT_TYPE, HEAD, LEMMA, MORPH, POS, SENT_START, TAG
from thinc.api import NumpyOps, set_current_ops

from broadsheet.annotating.english.sentence_starts import default_model
from broadsheet.annotating.parser import threads
from broadsheet.annotating.parser.own_parts import Part
from broadsheet.annotating.parser.pipeline import load_model
from broadsheet.annotating.parser.threads import overlapped, side_by_side, single_threaded_products
from broadsheet.annotating.parser.tok2vec import network_parts
from broadsheet.annotating.parser.word_memory import remembering_parts

TEXTS = [
    "Ada Moss, the mayor of Eastmere, said on Monday that the ferry's quay wasn't safe. She'd been told so by 12 engineers in 2024!",
    "\"Let's go,\" Bo Finch told reporters.\n\nThere were no questions; y'all gonna see, he ain't leaving.\n\tThe Harbour Board met twice.",
    "",
    "Zqxw Ünïcøde — 漢字 🙂 www.example.org, £4.5m and the U.S. Sen. Maria Oduya's better, best and worst plans lay there, lying.",
    "The mayor of Eastmere said that the quay was safe. " * 40,
]
SET = [TAG, POS, MORPH, LEMMA, DEP, HEAD, SENT_START, ENT_TYPE, ENT_IOB]


@pytest.fixture(scope="module")
def plain() -> spacy.Language:
    set_current_ops(NumpyOps(use_blis=False))
    return spacy.load(default_model())


@pytest.fixture(scope="module")
def quick() -> spacy.Language:
    set_current_ops(NumpyOps(use_blis=False))
    nlp = spacy.load(default_model())
    put_own_parts(nlp)
    return nlp


def own_parts(nlp: spacy.Language) -> list[Part]:
    return [*remembering_parts(nlp), *network_parts(nlp)]


def put_own_parts(nlp: spacy.Language) -> None:
    for part in own_parts(nlp):
        part.put()


def test_every_annotation_is_the_same(plain: spacy.Language, quick: spacy.Language) -> None:
    for _ in range(2):
        for ours, theirs in zip(quick.pipe(TEXTS), plain.pipe(TEXTS), strict=True):
            assert ours.to_array(SET).tolist() == theirs.to_array(SET).tolist()


def test_a_text_alone_gets_the_vectors_it_gets_among_others(quick: spacy.Language) -> None:
    together = [doc.tensor for doc in quick.pipe(TEXTS)]
    other = load_model(None)
    for text, vectors in zip(reversed(TEXTS), reversed(together), strict=True):
        assert np.array_equal(other(text).tensor, vectors)
        assert np.array_equal(quick(text).tensor, vectors)


def test_vectors_are_those_of_spacy(plain: spacy.Language, quick: spacy.Language) -> None:
    for ours, theirs in zip(quick.pipe(TEXTS), plain.pipe(TEXTS), strict=True):
        assert ours.tensor.shape == theirs.tensor.shape
        assert np.allclose(ours.tensor, theirs.tensor, atol=1e-4)


def test_forgetting_changes_nothing(quick: spacy.Language, monkeypatch: pytest.MonkeyPatch) -> None:
    before = [doc.tensor for doc in quick.pipe(TEXTS)]
    monkeypatch.setattr("broadsheet.annotating.parser.tok2vec.WORDS", 3)
    for _ in range(2):
        for text, vectors in zip(TEXTS, before, strict=True):
            assert np.array_equal(quick(text).tensor, vectors)


def test_what_is_built_otherwise_stays() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("ner", config={"model": {"tok2vec": {"@architectures": "spacy.HashEmbedCNN.v2", "pretrained_vectors": None, "width": 8,
                 "depth": 2, "embed_size": 50, "window_size": 1, "maxout_pieces": 2, "subword_features": False}}})
    nlp.get_pipe("ner").add_label("PERSON")
    nlp.initialize()
    before = nlp("Ada Moss went home.").to_array(SET).tolist()
    put_own_parts(nlp)
    assert nlp("Ada Moss went home.").to_array(SET).tolist() == before


def test_quickened_networks_are_not_trained(quick: spacy.Language) -> None:
    with pytest.raises(NotImplementedError, match="cannot be trained"):
        quick.get_pipe("tok2vec").model.begin_update([quick.make_doc("Ada Moss went home.")])


def test_overlapped_work_comes_in_order_and_fails_where_it_fails() -> None:
    assert list(overlapped(str, range(9))) == [str(n) for n in range(9)]
    assert side_by_side(str, range(9)) == [str(n) for n in range(9)]
    results = overlapped(lambda n: 1 // n, [1, 1, 0, 1])
    assert [next(results), next(results)] == [1, 1]
    with pytest.raises(ZeroDivisionError):
        next(results)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="forks as Linux does")
@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
def test_a_forked_child_computes_on_threads_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(threads, "own_threads", lambda: 2)
    assert side_by_side(abs, [-1, -2]) == [1, 2]
    child = os.fork()
    if child == 0:
        signal.alarm(30)
        os._exit(0 if side_by_side(abs, [-1, -3]) == [1, 3] else 1)
    assert os.waitpid(child, 0)[1] == 0



def test_overlapped_work_stops_when_nobody_asks() -> None:
    begun: list[int] = []
    results = overlapped(lambda n: begun.append(n), range(50))
    next(results)
    results.close()
    assert len(begun) <= 3 and not [thread for thread in threading.enumerate() if thread.name.startswith("overlapped")]


def test_products_get_their_threads_back() -> None:
    from threadpoolctl import threadpool_info

    def threads() -> list[int]:
        return [each["num_threads"] for each in threadpool_info() if each["user_api"] == "blas"]

    before = threads()
    outer, inner = single_threaded_products(), single_threaded_products()
    outer.__enter__()
    inner.__enter__()
    assert set(threads()) == {1}
    outer.__exit__(None, None, None)
    assert set(threads()) == {1}
    inner.__exit__(None, None, None)
    assert threads() == before
