"""spaCy, loaded once per process, and the articles parsed with it.

BLIS, thinc's default for matrix products, runs at half the speed of OpenBLAS on current processors and gives the same
output, so the model is loaded without it. Some parts of the pipeline are ours: see `own_parts`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from copy import copy
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

import pandas as pd

from broadsheet.annotating.languages import Language, language_of
from broadsheet.annotating.parser.own_parts import use_own_parts
from broadsheet.annotating.parser.paragraphs import find_sentences
from broadsheet.annotating.parser.parsed import ParsedArticle
from broadsheet.errors import RequestError
from broadsheet.third_parties import stock_only

if TYPE_CHECKING:
    from spacy.language import Language as Pipeline

type Model = str | Pipeline | None
"""A spaCy pipeline, or the package name or folder of one; None is the one that ships."""

BATCH = 32
"""Articles parsed at once: 256 cost 3 GB for no gain in speed."""

LONGEST = 1_000_000
"""Characters of an article; spaCy's own limit for a parse."""


def load_model(model: Model = None, *, language: Language | None = None) -> Pipeline:
    """A spaCy pipeline with our sentence starts, loaded once per process.

    Parameters
    ----------
    model
        A package name or a folder, or a pipeline that is loaded, which stays as it is; None is the one that ships.
    language
        Whose pipeline; None is the first.

    Raises
    ------
    RequestError
        The model is not installed or cannot be read, or it lacks what annotation needs.
    """
    if model is None or isinstance(model, str):
        return _loaded(model, language or language_of())
    return _prepared(model, language or language_of())


@lru_cache(maxsize=4)
def _loaded(model: str | None, language: Language) -> Pipeline:
    import spacy

    from broadsheet.annotating.parser.tok2vec import network_parts
    from broadsheet.annotating.parser.word_memory import remembering_parts

    with _quick_products():
        try:
            nlp = spacy.load(model or language.default_model())
        except (OSError, ValueError) as error:
            raise RequestError(f"spaCy model {model!r} cannot be loaded: {error}") from error
    _check_parts(nlp)
    nlp.max_length = LONGEST
    _read_alike(nlp, language.read_as)
    use_own_parts(nlp, [*remembering_parts(nlp), *network_parts(nlp)], language.probe)
    _add_sentence_starts(nlp, language)
    return nlp


def _read_alike(nlp: Pipeline, words: Mapping[str, str]) -> None:
    """Give words the features that the networks see of others: see `Language.read_as`."""
    vectors = nlp.vocab.vectors
    for word, as_which in words.items():
        own, other = nlp.vocab[word], nlp.vocab[as_which]
        own.norm, own.prefix, own.suffix, own.shape = other.norm, other.prefix, other.suffix, other.shape
        row = int(vectors.find(key=other.orth)) if vectors.mode == "default" else -1
        if row >= 0:
            vectors.add(own.orth, row=row)


_PREPARED: WeakKeyDictionary[Pipeline, dict[str, Pipeline]] = WeakKeyDictionary()


def _prepared(given: Pipeline, language: Language) -> Pipeline:
    """A pipeline of the user's with our sentence starts: the same parts, in lists of its own, so that the given one does not change."""
    from spacy.language import Language as Pipeline

    if not isinstance(given, Pipeline):
        raise RequestError(f"model is {given!r}, should be a spaCy pipeline, or the name or folder of one")
    known = _PREPARED.setdefault(given, {})
    if language.code not in known:
        _check_parts(given)
        nlp = copy(given)
        for name in ("_components", "_pipe_meta", "_pipe_configs", "_disabled"):
            setattr(nlp, name, copy(getattr(given, name)))
        nlp.max_length = LONGEST
        _add_sentence_starts(nlp, language)
        known[language.code] = nlp
    return known[language.code]


def _check_parts(nlp: Pipeline) -> None:
    """Refuse a pipeline without a part for names, parts of speech or the structure of sentences, and say which it lacks.

    A part of somebody's own that does not declare what it sets is trusted to set it.
    """
    sets, trusted = set(), False
    for name, part in nlp.pipeline:
        declared = set(nlp.get_pipe_meta(name).assigns)
        sets |= declared
        trusted |= not declared and not type(part).__module__.startswith("spacy.")
    needs = {"names (doc.ents)": ("doc.ents",), "parts of speech (token.pos)": ("token.pos", "token.tag"),
             "the structure of sentences (token.dep)": ("token.dep",)}
    lacking = [said for said, attributes in needs.items() if not sets & set(attributes)]
    if lacking and not trusted:
        title = f"{nlp.meta.get('lang', '')}_{nlp.meta.get('name', '')}".strip("_")
        parts = ", ".join(nlp.pipe_names) or "none"
        raise RequestError(
            f"the spaCy pipeline {title!r} does not find {', nor '.join(lacking)}: its parts are {parts}; "
            "give one with ner, tagger and parser",
        )


@contextmanager
def _quick_products() -> Iterator[None]:
    """While it lasts, networks that are made take OpenBLAS for their products; then thinc's operations are again what they were.

    A network keeps the operations under which it was made, so nothing else of the process needs to change.
    """
    from thinc.api import NumpyOps, get_current_ops, set_current_ops

    before = get_current_ops()
    if not stock_only():
        set_current_ops(NumpyOps(use_blis=False))
    try:
        yield
    finally:
        set_current_ops(before)


def _add_sentence_starts(nlp: Pipeline, language: Language) -> None:
    """Sentence starts that the parser must keep: see `Language.mark_sentence_starts`."""
    from spacy.language import Language as Pipeline

    name = f"sentence_starts_{language.code}"
    if not Pipeline.has_factory(name):
        Pipeline.component(name, func=language.mark_sentence_starts)
    nlp.add_pipe(name, before="parser" if nlp.has_pipe("parser") else None)
    if language.mend_parse is not None and nlp.has_pipe("parser"):
        mending = f"mended_parse_{language.code}"
        if not Pipeline.has_factory(mending):
            Pipeline.component(mending, func=language.mend_parse)
        nlp.add_pipe(mending, after="parser")


def parse_articles(
    articles: pd.DataFrame, *, model: Model = None, language: Language | None = None, batch: int = BATCH,
) -> Iterator[ParsedArticle]:
    """Each article with its parse and sentences, in the order of the frame.

    Parameters
    ----------
    articles
        Rows with `article_id` and `text`; `title`, `source`, `published_at`, `published_precision`, `language`, `place`,
        `byline` and `section` are used where present.
    model
        A spaCy pipeline, its package name or its folder; None is the model that ships. Articles of a language that it is not made for
        are parsed with that language's own.
    language
        The language of all of them; None is the first.
    batch
        Articles parsed at once.
    """
    nlp = _fitting(model, language or language_of())
    rows = articles.to_dict("records")
    pairs = ((_within_limit(row["text"]), row) for row in rows)
    for doc, row in nlp.pipe(pairs, as_tuples=True, batch_size=batch):
        yield ParsedArticle(
            article_id=row["article_id"], text=row["text"],
            title=_known(row.get("title")), source=_known(row.get("source")), published_at=_known(row.get("published_at")),
            published_precision=_known(row.get("published_precision")), language=_known(row.get("language")),
            place=_known(row.get("place")), byline=_known(row.get("byline")), section=_known(row.get("section")),
            doc=doc, sentences=tuple(find_sentences(doc, row["text"])),
        )


def _fitting(model: Model, language: Language) -> Pipeline:
    """The pipeline that the user names where it is made for the language, and else the language's own."""
    if model is None or not language.pipelines:
        return load_model(model, language=language)
    made_for = _language_of_pipeline(model) if isinstance(model, str) else getattr(model, "lang", None)
    return load_model(model if made_for is None or made_for in language.pipelines else None, language=language)


@lru_cache(maxsize=16)
def _language_of_pipeline(model: str) -> str | None:
    """The language of a pipeline by its name or folder, from its card; None where there is none to read."""
    import json
    from importlib.util import find_spec
    from pathlib import Path

    spec = find_spec(model) if model.isidentifier() else None
    folder = Path(model) if spec is None or spec.origin is None else Path(spec.origin).parent
    try:
        found = json.loads((folder / "meta.json").read_text("utf-8")).get("lang")
    except (OSError, ValueError):
        return None
    return found if isinstance(found, str) else None


def _within_limit(text: str) -> str:
    return text if len(text) < LONGEST else text[: LONGEST - 1]


def _known(value: Any) -> Any:
    return None if value is None or pd.isna(value) else value
