"""Whether a sentence can stand alone: whole, about somebody whom it names, news and no caption, title or flourish of its writer.

A brief shows sentences without those around them, so what needs the one before it is left out.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import Final

import numpy as np
import pandas as pd

from broadsheet.analysis.counting.once import once
from broadsheet.analysis.counting.patterns import pattern, pattern_text
from broadsheet.analysis.counting.sentences import sentence_rows
from broadsheet.analysis.counting.trimming import shortened
from broadsheet.annotating import Layers

TITLED: Final = 0.75
"""Share of longer words with a capital, above which a sentence is written like a title."""

SHORTEST_TITLE, LONGEST_TITLE = 4, 20
"""Words of a title that is looked for at the head of a sentence."""

LONGEST_DECK: Final = 300
"""Characters at the head of an article among which a title in two lines is looked for."""

_FEW_OWN: Final = 4
"""Words outside quotation marks below which a sentence only lists or quotes: '"Flu spreads", "Schools shut".'."""

_VERBS: Final = frozenset(("is", "are", "was", "were", "has", "have", "had", "will", "would", "says", "said"))
_SPEAKS: Final = frozenset(("says", "said"))

LONGEST: Final = 46
"""Words of the longest sentence that is told."""

KNOWN: Final = 3
"""Articles that name a person, from which on a surname says who is meant."""

READ: Final = 2000
"""Articles in which is looked which words are written small."""

SMALL: Final = 5
"""Times that the articles write a word small within a sentence, at least, so that a capital tells that it begins one."""

CAPITAL: Final = 0.25
"""Times that they write it there with a capital, at most, as a share of those."""

_WITHIN: Final = re.compile(r"(?<=[a-z,] )[A-Za-z][a-z]{2,}(?![\w’'-])")
_BEGINS: Final = re.compile(r"\b(?:[a-z]{3,}|[A-Z]{2,}) ([A-Z][a-z]{2,}) (?=[a-z])(?!(?:of|for|without|against) )")
"""A word with a capital where a second sentence may begin: "streets and shops Governments around the world"; no name like "Doctors of"."""

_INTRODUCED: Final = re.compile(r",? (?:an?|the) ")
"""What follows a surname and says who that is: "Moss, a docker of Eastmere"."""


def titles(sentences: pd.Series, layers: Layers) -> pd.Series:
    """Whether each is the title of an article, begins with one, or is written like one: "Ada Moss Opens Quay"."""
    heads = [*layers.articles["title"].dropna(), *_decks(layers.articles["text"])]
    known = {" ".join(str(title).split()).casefold().rstrip(".;!") for title in heads}
    words = sentences.str.count(r"\b[A-Za-z][\w’']{3,}")
    capitals = sentences.str.count(r"\b[A-Z][\w’']{3,}")
    begun = pd.Series([_begins_with(one, known) for one in sentences.str.casefold()], index=sentences.index, dtype=bool)
    return sentences.str.casefold().str.rstrip(".;!").isin(known) | begun | (capitals > TITLED * words)


def _decks(texts: pd.Series) -> list[str]:
    """The lines of a title in two parts with which articles open: "Quay to close;" and, below it, "Board voted in secret"."""
    opened = [text.lstrip()[:LONGEST_DECK].split("\n", 2) for text in texts]
    return [line for lines in opened if len(lines) > 2 and lines[0].rstrip().endswith(";") for line in lines[:2]]


def _begins_with(sentence: str, known: set[str]) -> bool:
    """Whether a title runs into a sentence: its first words are one."""
    words = sentence.split()
    return any(" ".join(words[:number]) in known for number in range(SHORTEST_TITLE, min(len(words), LONGEST_TITLE)))


def whole(sentences: pd.Series, layers: Layers) -> pd.Series:
    """Whether each can stand alone: it ends as a sentence does, its quotations with it, and is about nobody named only before it."""
    closed = (sentences.str.count("“") == sentences.str.count("”")) & (sentences.str.count('"') % 2 == 0)
    cut = pd.Series([shortened(one) for one in sentences], index=sentences.index, dtype="str")
    fits = cut.str.split().map(len, na_action="ignore") <= LONGEST
    closed &= sentences.str.count(r"\(") == sentences.str.count(r"\)")
    alone = pd.Series(data=True, index=sentences.index, dtype=bool)
    for name in ("alone.unnamed", "alone.caption", "alone.rhetoric"):
        alone &= ~sentences.str.contains(pattern_text(name))
    alone &= ~pd.Series([_is_two(one) or _is_list(one) for one in sentences], index=sentences.index, dtype=bool)
    alone &= ~pd.Series([bool(pattern("alone.run_in").search(one)) for one in cut], index=sentences.index, dtype=bool)
    small = frozenset(_small_words(layers)["word"])
    alone &= ~pd.Series([_runs_on(one, small) for one in cut], index=sentences.index, dtype=bool)
    alone &= ~_means_somebody_before(sentences, layers)
    return closed & fits & alone & sentences.str.contains(r"^(?!\W*[a-z]).*[.”\"’]$")


@once("articles")
def _small_words(layers: Layers) -> pd.DataFrame:
    """The words that the articles hardly ever write with a capital within a sentence: `word`."""
    counts: Counter[str] = Counter()
    for text in layers.articles["text"].head(READ):
        counts.update(_WITHIN.findall(text))
    small = [word for word, times in counts.items() if times >= SMALL and word.islower() and counts[word.capitalize()] <= times * CAPITAL]
    return pd.DataFrame({"word": pd.Series(sorted(small), dtype="str")})


def _runs_on(sentence: str, small: frozenset[str]) -> bool:
    """Whether a caption or crosshead stands before a sentence without a stop: its first word has a capital that it has nowhere else."""
    return any(found.lower() in small for found in _BEGINS.findall(sentence))


def _means_somebody_before(sentences: pd.Series, layers: Layers) -> pd.Series:
    """Whether each has a "he" or "she" before which it names nobody and tells of nobody: "Polling shows she is ahead"."""
    bare = sentences.str.extract(pattern_text("alone.nobody"), expand=False)
    if bare.isna().all():
        return pd.Series(data=False, index=sentences.index)
    names = set(layers.aliases["alias"].str.split().explode())
    return bare.notna() & ~bare.isin(names)


def _is_list(sentence: str) -> bool:
    """Whether hardly a word of a sentence is outside quotation marks."""
    return len(pattern("alone.quoted").sub(" ", sentence).split()) < _FEW_OWN


def _is_two(sentence: str) -> bool:
    """Whether two clauses stand side by side and nothing joins them: a caption that ran into the sentence.

    "Boats have reached the quay Dutch crews have begun to unload". After a verb of speech the second clause needs no word: "said he was",
    "has said he is".
    """
    open_, seen = False, pattern("alone.finite").findall(shortened(sentence).lower())
    for word in seen:
        if not word.isalpha() or word not in _VERBS or word in _SPEAKS:
            open_ = False
        elif open_:
            return True
        else:
            open_ = True
    return False


def strangers(rows: pd.DataFrame, layers: Layers) -> np.ndarray:
    """Whether the sentence of each row gives but the surname of somebody whom hardly an article names: "Finch backs the levy".

    Parameters
    ----------
    rows
        `article_id start`: a place in each sentence.
    layers
        The layers that they are from.

    Returns
    -------
    numpy.ndarray
        True where the article introduces the person in another sentence only.
    """
    named = layers.actors.loc[(layers.actors["kind"] == "person") & layers.actors["name"].str.contains(" "), "actor_id"]
    persons = layers.mentions[(layers.mentions["form"] == "name") & layers.mentions["actor_id"].isin(set(named))]
    persons = persons.assign(_at=sentence_rows(persons, layers.sentences), _whole=persons["text"].str.contains(" "))
    persons = persons[persons["_at"] >= 0]
    few = persons.groupby("actor_id")["article_id"].transform("nunique") < KNOWN
    in_full = persons.groupby(["_at", "actor_id"])["_whole"].transform("any")
    bare = persons[few & ~in_full]
    texts = layers.articles.set_index("article_id")["text"]
    unsaid = [not _INTRODUCED.match(texts[key], end) for key, end in zip(bare["article_id"], bare["end"], strict=True)]
    return np.isin(sentence_rows(rows, layers.sentences), bare["_at"][np.array(unsaid, dtype=bool)])
