"""Stance: sentiment toward one mention in its sentence, and whose voice it is in.

What a sentence says of a mention inside a quotation belongs to the speaker; everything else belongs to the outlet. The
scores are the probabilities of negative, neutral and positive; `stance` is positive less negative, from -1 to 1.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from importlib.metadata import entry_points
from typing import NamedTuple

import numpy as np
import pandas as pd

from broadsheet import schemas
from broadsheet.annotating.languages import Language, language_of
from broadsheet.annotating.parser.parsed import ParsedArticle, Sentence
from broadsheet.annotating.sentiment.model import SentimentModel, shipped_model, shipped_names
from broadsheet.annotating.sentiment.targets import Mentioned, mentioned_in
from broadsheet.annotating.sentiment.voices import Said, own_words, quoted_in
from broadsheet.errors import RequestError, SchemaError

ENTRY_POINTS = "broadsheet.sentiment"
"""The entry-point group under which a package offers a model: each entry is a `SentimentModel`."""

DIGITS = 4
"""Decimals of a probability: beyond them, arithmetic differs from one processor to the next."""


def stance(frame: pd.DataFrame, *, model: str | SentimentModel | None = None) -> pd.DataFrame:
    """Sentiment toward one target in each text.

    Parameters
    ----------
    frame
        One row per target: `text`, and `start` and `end` in code points, so that `text[start:end]` is the target. Other
        columns are ignored. A sentence is the right length; a long text is cut around the target.
    model
        None or "large" for the most accurate of the models that ship; "default" for the quick one that `annotate` uses; "careful"
        for the quick one that asks the large one where it is unsure; the name of one that a package offers under the
        entry-point group `broadsheet.sentiment`; or a function from (texts, starts, ends) to an array (n, 3).

    Returns
    -------
    DataFrame
        The same rows and index, float columns `p_negative`, `p_neutral`, `p_positive` (they add up to 1) and `stance`
        (`p_positive` - `p_negative`).

    Raises
    ------
    SchemaError
        A column is missing, a text is null, or offsets do not lie within their text.
    RequestError
        The model is unknown, or gives something other than three probabilities per target.

    Notes
    -----
    The shipped models are trained on sentences of English-language news on politics (NewsMTSC, Hamborg & Donnay 2021).
    They judge what the whole sentence expresses toward the target, also in quotations: keep voices apart with
    `stances.voice`. Irony, and criticism that only the context reveals, are mostly read as neutral.

    Examples
    --------
    >>> import broadsheet as bs
    >>> frame = pd.DataFrame({"text": ["Critics attacked Ada Moss for her reckless lies."], "start": [17], "end": [25]})
    >>> bs.stance(frame, model="default")["stance"].lt(0).tolist()
    [True]
    """
    texts, starts, ends = _targets(frame)
    p = _probabilities(_function(model or "large"), texts, starts, ends)
    return pd.DataFrame({
        "p_negative": p[:, 0], "p_neutral": p[:, 1], "p_positive": p[:, 2], "stance": np.round(p[:, 2] - p[:, 0], DIGITS),
    }, index=frame.index)


def _targets(frame: pd.DataFrame) -> tuple[list[str], list[int], list[int]]:
    missing = [column for column in ("text", "start", "end") if column not in frame.columns]
    if missing:
        raise SchemaError(f"stance: no column {', '.join(map(repr, missing))}; the frame needs text, start and end")
    rows = zip(frame.index, frame["text"], frame["start"], frame["end"], strict=True)
    texts: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for label, text, start, end in rows:
        if not isinstance(text, str):
            raise SchemaError(f"stance: row {label!r} has the text {text!r}; it must be a string")
        if pd.isna(start) or pd.isna(end) or int(start) != start or int(end) != end:
            raise SchemaError(f"stance: row {label!r} has the offsets {start!r} and {end!r}; they must be whole numbers")
        if not 0 <= start < end <= len(text):
            raise SchemaError(f"stance: row {label!r} has the offsets {start}:{end}, outside of its text of {len(text)} characters")
        texts.append(text)
        starts.append(int(start))
        ends.append(int(end))
    return texts, starts, ends


def _function(model: str | SentimentModel | None) -> SentimentModel:
    if callable(model):
        return model
    name = model or "default"
    if name in shipped_names():
        return shipped_model(name)
    offered = {entry.name: entry for entry in entry_points(group=ENTRY_POINTS)}
    if name not in offered:
        known = ", ".join([*shipped_names(), *offered])
        raise RequestError(f"no sentiment model {name!r}; there are {known}, or give a function from texts, starts and ends")
    loaded: SentimentModel = offered[name].load()
    return loaded


def _probabilities(judge: SentimentModel, texts: list[str], starts: list[int], ends: list[int]) -> np.ndarray:
    """Checked and rounded, so that the rows of the array add up to 1."""
    if not texts:
        return np.empty((0, 3))
    p = np.asarray(judge(texts, starts, ends), dtype=np.float64)
    if p.shape != (len(texts), 3):
        raise RequestError(f"the sentiment model gave an array of shape {p.shape} for {len(texts)} targets; it must be ({len(texts)}, 3)")
    if not np.isfinite(p).all() or (p < -1e-6).any() or (np.abs(p.sum(axis=1) - 1) > 1e-3).any():
        raise RequestError("the sentiment model gave rows that are no probabilities: each must be from 0 to 1 and add up to 1")
    p = np.round(np.clip(p, 0, 1), DIGITS)
    p[:, 1] = np.round(1 - p[:, 0] - p[:, 2], DIGITS).clip(0)
    return p


class _Judged(NamedTuple):
    """A mention that stands for its actor in one sentence, and where it begins in the words it is judged by."""

    article_id: str
    start: int
    end: int
    actor_id: str
    holder_id: str | None
    voice: str
    text: str
    at: int


def find_stances(
    articles: Sequence[ParsedArticle], mentions: pd.DataFrame, quotes: pd.DataFrame, *, model: str | SentimentModel | None = None,
    language: Language | None = None,
) -> pd.DataFrame:
    """The stance toward every actor in every sentence that mentions it.

    Parameters
    ----------
    articles
        The parsed articles.
    mentions, quotes
        The tables of that name, for these articles.
    model
        As for `stance`.
    language
        The language of all of them; None is the first.

    Returns
    -------
    DataFrame
        The table `stances`: one row per actor and sentence. An actor mentioned more than once in a sentence is judged at
        the best mention: named before nominal before pronoun, then the first. `voice` is quoted where that mention lies
        in the content of a quotation, and `holder_id` is then its speaker; quoted without a holder is a speaker who is
        not known. What interrupts a quotation to say whose it is ("…," said Roth, "…") is not quoted, nor is what somebody is
        reported to wish, seek or refuse. `voice` own, with `holder_id` null, is the outlet; such a mention is judged by the
        outlet's words alone, without what the sentence quotes. Mentions that the sentence does not speak of have no row: see
        `Language.spoken_of`.
    """
    language = language or language_of()
    mentioned, quoted = mentioned_in(mentions), quoted_in(quotes)
    judged: list[_Judged] = []
    for article in articles:
        said = language.words_of_speakers(quoted.get(article.article_id, ()), article)
        targets = language.spoken_of(mentioned.get(article.article_id, ()), article, said)
        judged += _judged_mentions(article, targets, said, stand_in=language.stand_in)
    asked = pd.DataFrame({
        "text": [row.text for row in judged], "start": [row.at for row in judged],
        "end": [row.at + row.end - row.start for row in judged],
    })
    scores = stance(asked, model=model)
    keys = pd.DataFrame([row[:6] for row in judged], columns=_Judged._fields[:6])
    return schemas.frame("stances", pd.concat([keys, scores], axis=1))


def _judged_mentions(
    article: ParsedArticle, mentions: Sequence[Mentioned], quotes: Sequence[Said], *, stand_in: str,
) -> Iterator[_Judged]:
    for sentence, mention in _best_mentions(article.sentences, mentions):
        around = [quote for quote in quotes if quote.holds(mention.start, mention.end)]
        if around:
            holder, voice = min(around, key=lambda quote: quote.end - quote.start).actor_id, "quoted"
            text, at = article.text[sentence.start:sentence.end], mention.start - sentence.start
        else:
            holder, voice = None, "own"
            around_it = (mention.start, mention.end)
            text, at = own_words(article.text, sentence.start, sentence.end, quotes, around_it, stand_in=stand_in)
        yield _Judged(article.article_id, mention.start, mention.end, mention.actor_id, holder, voice, text, at)


def _best_mentions(sentences: Sequence[Sentence], mentions: Sequence[Mentioned]) -> list[tuple[Sentence, Mentioned]]:
    """One mention per actor and sentence, in text order."""
    starts = [sentence.start for sentence in sentences]
    best: dict[tuple[int, str], Mentioned] = {}
    for mention in sorted(mentions, key=lambda m: (schemas.FORMS.index(m.form), m.start, m.end)):
        number = bisect_right(starts, mention.start) - 1
        if number >= 0 and mention.end <= sentences[number].end:
            best.setdefault((number, mention.actor_id), mention)
    return [(sentences[number], mention) for (number, _), mention in sorted(best.items(), key=lambda found: found[1][:2])]
