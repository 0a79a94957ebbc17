"""Our parts of spaCy's pipeline are used only where they do what spaCy's own do, can be turned off, and forget in time."""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
import spacy
from tests.lengths import some
from thinc.api import NumpyOps, get_current_ops, set_current_ops

import broadsheet as bs
from broadsheet.annotating.english.sentence_starts import PROBE, default_model
from broadsheet.annotating.languages import language_of
from broadsheet.annotating.parser import pipeline, tok2vec, word_memory
from broadsheet.annotating.parser.own_parts import Part, use_own_parts
from broadsheet.annotating.parser.tok2vec import network_parts
from broadsheet.annotating.parser.word_memory import remembering_parts
from broadsheet.errors import RequestError
from broadsheet.third_parties import STOCK, StockPartWarning

NAMES = [
    "the memory of attribute_ruler", "the memory of lemmatizer", "the word vectors of tok2vec", "the encoder of tok2vec",
    "the word vectors of ner", "the encoder of ner",
]
TEXT = "The engineers had told Ada Moss that Norvale's quays weren't lying where the 1987 maps showed them."
ASKED = ["TAG", "POS", "MORPH", "LEMMA", "DEP", "HEAD", "ENT_TYPE", "ENT_IOB"]


@pytest.fixture(scope="module")
def stock() -> spacy.Language:
    return spacy.load(default_model())


@pytest.fixture(scope="module")
def loaded() -> spacy.Language:
    return spacy.load(default_model())


@pytest.fixture
def nlp(loaded: spacy.Language) -> Iterator[spacy.Language]:
    """A pipeline as spaCy loads it; whatever a test puts in place is taken back after it."""
    originals = parts(loaded)
    yield loaded
    for part in originals:
        part.take_back()


def parts(nlp: spacy.Language) -> list[Part]:
    return [*remembering_parts(nlp), *network_parts(nlp)]


def says_the_same(one: spacy.Language, other: spacy.Language) -> bool:
    return np.array_equal(one(TEXT).to_array(ASKED), other(TEXT).to_array(ASKED))


def wrong_rules(self: Any, doc: Any, matches: Any) -> None:
    """Sets nothing."""


def wrong_lemmas(lemmatizer: Any) -> dict[str, Callable[..., Any]]:
    return {"lemmatize": lambda token: [token.text + "?"]}


def fails(*_: Any) -> Any:
    raise AttributeError("a new release has no such thing")


def shifted(self: Any, docs: Any) -> list[np.ndarray]:
    return [np.full((len(doc), 96), 0.5, dtype=np.float32) for doc in docs]


@pytest.mark.parametrize(("where", "broken", "refused"), [
    ((word_memory.RememberedRules, "set_annotations"), wrong_rules, NAMES[:1]),
    ((word_memory.RememberedRules, "__init__"), fails, NAMES[:1]),
    ((word_memory, "_remembered_lemmas"), wrong_lemmas, NAMES[1:2]),
    ((tok2vec.RememberedEmbedding, "__call__"), shifted, [NAMES[2], NAMES[4]]),
    ((tok2vec.RememberedEmbedding, "__call__"), fails, [NAMES[2], NAMES[4]]),
    ((tok2vec.WindowEncoder, "__call__"), shifted, [NAMES[3], NAMES[5]]),
    ((tok2vec, "_in_one_run"), fails, [NAMES[3], NAMES[5]]),
])
def test_a_part_that_is_wrong_or_fails_is_refused_with_one_warning_and_the_others_stay(
    nlp: spacy.Language, stock: spacy.Language, monkeypatch: pytest.MonkeyPatch, where: tuple[Any, str], broken: Any, refused: list[str],
) -> None:
    monkeypatch.setattr(*where, broken)
    with pytest.warns(StockPartWarning) as warned:
        used = use_own_parts(nlp, parts(nlp), PROBE)
    assert used == [name for name in NAMES if name not in refused]
    assert len(warned) == 1 and str(warned[0].message).startswith(", ".join(refused) + ": ") and STOCK in str(warned[0].message)
    assert says_the_same(nlp, stock)


def test_sound_parts_are_used_and_nobody_is_warned(nlp: spacy.Language, stock: spacy.Language) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert use_own_parts(nlp, parts(nlp), PROBE) == NAMES
    assert says_the_same(nlp, stock)


def test_what_is_taken_back_is_spacys_own_again(nlp: spacy.Language, stock: spacy.Language) -> None:
    layers = [network.layers[number] for network in networks(nlp) for number in (0, 1)]
    ours = parts(nlp)
    for part in ours:
        part.put()
    for part in ours:
        part.take_back()
    assert [network.layers[number] for network in networks(nlp) for number in (0, 1)] == layers
    assert says_the_same(nlp, stock)
    for name in ("attribute_ruler", "lemmatizer"):
        assert vars(nlp.get_pipe(name)).keys() == vars(stock.get_pipe(name)).keys()


def networks(nlp: spacy.Language) -> list[Any]:
    return [
        network for _, component in nlp.pipeline if getattr(component, "model", None) is not None for network in component.model.walk()
        if network.has_ref("embed") and network.has_ref("encode")
    ]


@pytest.fixture
def loaded_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pipelines are loaded anew in this test; what was loaded before is there again after it."""
    monkeypatch.setattr(pipeline, "_loaded", lru_cache(pipeline._loaded.cache_parameters()["maxsize"])(pipeline._loaded.__wrapped__))


@pytest.mark.parametrize(("value", "used"), some([("1", False), ("yes", False), ("0", True), ("", True)], ("yes", False), ("0", True)))
def test_one_variable_leaves_spacy_as_it_is(
    monkeypatch: pytest.MonkeyPatch, loaded_anew: None, stock: spacy.Language, value: str, used: bool,
) -> None:
    monkeypatch.setenv(STOCK, value)
    found = pipeline.load_model()
    assert ("match" in vars(found.get_pipe("attribute_ruler"))) is used
    assert {network.layers[1].name == "window_encoder" for network in networks(found)} == {used}
    assert networks(found)[0].ops.use_blis is not used


def test_annotating_gives_the_same_with_and_without_our_parts(monkeypatch: pytest.MonkeyPatch, loaded_anew: None) -> None:
    articles = pd.DataFrame({"article_id": ["a", "b"], "text": [TEXT, " ".join(PROBE)], "published_at": ["2024-05-06", None]})
    ours = bs.annotate(articles, sentiment=None)
    monkeypatch.setenv(STOCK, "1")
    pipeline._loaded.cache_clear()
    for name, frame in bs.annotate(articles, sentiment=None).frames().items():
        pd.testing.assert_frame_equal(frame, getattr(ours, name), obj=name)


@pytest.mark.parametrize("threads", some([1, 2], 2))
def test_thincs_operations_are_as_the_analyst_had_them(monkeypatch: pytest.MonkeyPatch, loaded_anew: None, threads: int) -> None:
    monkeypatch.setattr("broadsheet.annotating.parser.threads.own_threads", lambda: threads)
    own = NumpyOps(use_blis=True)
    set_current_ops(own)
    bs.annotate(pd.DataFrame({"article_id": ["a"], "text": [TEXT]}), sentiment=None)
    assert get_current_ops() is own


def test_loading_that_fails_leaves_thincs_operations_too(loaded_anew: None) -> None:
    own = NumpyOps(use_blis=True)
    set_current_ops(own)
    with pytest.raises(RequestError, match="no_such_model"):
        pipeline.load_model("no_such_model")
    assert get_current_ops() is own


def texts_of_many_words(count: int) -> Iterator[str]:
    for first in range(0, count, 40):
        yield "The mayor saw " + " and ".join(f"Q{number}ville" for number in range(first, first + 40)) + "."


def test_memories_of_words_have_an_upper_size(nlp: spacy.Language, stock: spacy.Language, monkeypatch: pytest.MonkeyPatch) -> None:
    most, batch = 100, 60
    monkeypatch.setattr(word_memory, "WORDS", most)
    monkeypatch.setattr(tok2vec, "WORDS", most)
    use_own_parts(nlp, parts(nlp), PROBE)
    rules = nlp.get_pipe("attribute_ruler").match.__self__
    lemmas = nlp.get_pipe("lemmatizer").lemmatize.__closure__
    known = next(cell.cell_contents for cell in lemmas if isinstance(cell.cell_contents, dict))
    embeddings = [network.layers[0]._func.__closure__ for network in networks(nlp)]
    vectors = [cell.cell_contents for cells in embeddings for cell in cells if isinstance(cell.cell_contents, tok2vec.RememberedEmbedding)]
    assert len(vectors) == 2
    for text in texts_of_many_words(600):
        nlp(text)
        assert len(rules._known) <= most + batch and len(known) <= most
        assert all(len(each._rows) == len(each._known) <= most + 2 * batch for each in vectors)
    assert says_the_same(nlp, stock)


def test_no_cache_of_annotation_is_without_an_upper_size() -> None:
    unbounded = re.compile(r"@cache\b|@functools\.cache\b|lru_cache\(\s*(?:maxsize=)?None|@lru_cache\s*$", re.MULTILINE)
    library = Path(bs.__file__).parent
    rooms = [path for room in ("annotating", "resources") for path in (library / room).rglob("*.py")]
    assert len(rooms) > 60
    assert [path.name for path in rooms if unbounded.search(path.read_text(encoding="utf-8"))] == []


def test_english_has_lines_that_call_on_every_part() -> None:
    assert language_of().probe == PROBE and sum(len(line.split()) for line in PROBE) > 30
