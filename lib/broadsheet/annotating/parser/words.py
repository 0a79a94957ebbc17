"""The words of a parsed article as plain lists: the finders of actors read each attribute many times, and lists are quick."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from broadsheet.annotating.parser.parsed import ParsedArticle


@dataclass(frozen=True, slots=True)
class Words:
    """One entry per token of the article, in order; `head` and `sentence` are indices."""

    article: ParsedArticle
    text: list[str]
    lower: list[str]
    lemma: list[str]
    tag: list[str]
    pos: list[str]
    dep: list[str]
    head: list[int]
    start: list[int]
    end: list[int]
    left: list[int]
    """First token of the word's subtree."""
    right: list[int]
    """Last token of the word's subtree."""
    sentence: list[int]
    """Index into `article.sentences`; white space between sentences belongs to the one before."""
    heading: list[bool]
    quoted: list[bool]
    """Whether the word stands between quotation marks."""

    def __len__(self) -> int:
        return len(self.text)

    def span_text(self, first: int, last: int) -> str:
        """The article's text from token `first` to token `last`, both included."""
        return self.article.text[self.start[first]:self.end[last]]


def words_of(article: ParsedArticle, quoted: Callable[[list[str]], list[bool]]) -> Words:
    """The words of the article.

    Parameters
    ----------
    article
        The parsed article.
    quoted
        Whether each word stands between quotation marks, from the words.
    """
    columns = article.doc.to_array(["ORTH", "LEMMA", "TAG", "POS", "DEP", "HEAD", "IDX"]).astype("uint64")
    strings = article.doc.vocab.strings
    known = {int(key): strings[int(key)] for key in np.unique(columns[:, :5])}
    text, lemma, tag, pos, dep = ([known[key] for key in columns[:, k].tolist()] for k in range(5))
    head = (np.arange(len(text)) + columns[:, 5].astype("int64")).tolist()
    start = columns[:, 6].tolist()
    left, right = _edges(head)
    sentence, heading = _sentences(article, start)
    return Words(
        article=article, text=text, lower=[t.casefold() for t in text], lemma=lemma, tag=tag, pos=pos, dep=dep, head=head,
        start=start, end=[i + len(t) for i, t in zip(start, text, strict=True)], left=left, right=right,
        sentence=sentence, heading=heading, quoted=quoted(text),
    )


def _edges(head: list[int]) -> tuple[list[int], list[int]]:
    """First and last token of each word's subtree."""
    left, right = list(range(len(head))), list(range(len(head)))
    for i, governor in enumerate(head):
        below, above = i, governor
        while above != below and (left[above] > i or right[above] < i):
            left[above], right[above] = min(left[above], i), max(right[above], i)
            below, above = above, head[above]
    return left, right


def _sentences(article: ParsedArticle, start: list[int]) -> tuple[list[int], list[bool]]:
    numbers, headings, at = [], [], 0
    sentences = article.sentences
    for offset in start:
        while at + 1 < len(sentences) and sentences[at + 1].start <= offset:
            at += 1
        numbers.append(at)
        headings.append(bool(sentences) and sentences[at].heading)
    return numbers, headings
