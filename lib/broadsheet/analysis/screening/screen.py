"""A text held against an archive, sentence by sentence: what was told before, what is new, what contradicts, what is copied."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import pandas as pd

from broadsheet.analysis.screening._comparing import names_in, weighed_words
from broadsheet.analysis.screening.check import LONGEST, check
from broadsheet.annotating import annotate
from broadsheet.archive import Archive
from broadsheet.errors import RequestError
from broadsheet.reading import content_id, mark_copies

COLUMNS: Final = (
    "sentence_no", "start", "end", "sentence", "verdict", "why", "articles", "outlets", "article_id", "source", "published_at",
    "passage_start", "passage_end", "passage",
)
TOO_LONG: Final = 100_000
"""Characters of a text beyond which it is refused."""

_FEWEST_WORDS = 3
"""Words of content below which a sentence states nothing that could be known."""

_LIKE = 30
"""Articles with the words of the text among which copies of it are sought."""

_ASKED = 15
"""Words of the text by which they are found: its names and longest words."""

_SAID: Final = {"supported": "known", "contradicted": "contradicted", "unknown": "new"}


@dataclass(frozen=True)
class Screened:
    """What an archive knows of a text.

    Attributes
    ----------
    frame
        A row for each sentence of the text that states something: sentence_no, start, end, sentence (in the text); verdict (known,
        contradicted, new), why (in what a contradiction differs); articles, outlets (how many tell it, or contradict it); and the
        earliest of these: article_id, source, published_at, passage_start, passage_end, passage.
    copies
        The articles of which the text is a copy, or that are copies of it: article_id, source, published_at, title.
    """

    frame: pd.DataFrame
    copies: pd.DataFrame

    def __str__(self) -> str:
        counts = self.frame["verdict"].value_counts()
        said = ", ".join(f"{counts.get(verdict, 0)} {verdict}" for verdict in _SAID.values())
        copied = "" if self.copies.empty else f"; a copy of {len(self.copies)} in the archive"
        return f"{len(self.frame)} sentences: {said}{copied}"


def screen(text: str, archive: Archive) -> Screened:
    """What of a text an archive knows, what is new, what contradicts the archive, and what it copies.

    Parameters
    ----------
    text
        Any text: an article, a speech, a press release.
    archive
        What it is held against.

    Returns
    -------
    Screened
        A row for each sentence; and the articles of which the text is a copy.

    Raises
    ------
    RequestError
        The text is empty or too long.

    Examples
    --------
    >>> import broadsheet as bs, pandas as pd
    >>> archive = bs.open_archive("news")
    >>> told = "Ada Moss, the mayor, opened the new quay in Eastmere on 4 May 2025."
    >>> _ = archive.add(pd.DataFrame({"article_id": ["a"], "text": [told], "source": ["Courier"]}))
    >>> bs.screen("Bo Finch sold the old ferry to Northgate.", archive).frame["verdict"].tolist()
    ['new']
    """
    if not text.strip() or len(text) > TOO_LONG:
        raise RequestError(f"screen: give a text of at most {TOO_LONG:,} characters; this has {len(text):,}")
    own = pd.DataFrame({"article_id": [content_id("", text, "")], "text": [text], "title": [""], "source": ["the text screened"]})
    sentences = annotate(own, sentiment=None).sentences
    columns = (sentences[name].tolist() for name in ("sentence_no", "start", "end"))
    rows = [_row(number, start, end, text, archive) for number, start, end in zip(*columns, strict=True) if _states(text[start:end])]
    whole = {name: "Int64" for name in ("sentence_no", "start", "end", "articles", "outlets", "passage_start", "passage_end")}
    return Screened(pd.DataFrame(rows, columns=list(COLUMNS)).astype(whole), _copies(own, archive))


def _states(sentence: str) -> bool:
    return len(weighed_words(sentence)) >= _FEWEST_WORDS and len(sentence) <= LONGEST and not sentence.rstrip("\"”’ ").endswith("?")


def _row(number: int, start: int, end: int, text: str, archive: Archive) -> tuple[object, ...]:
    sentence = " ".join(text[start:end].split())
    checked = check(sentence, archive, top=20)
    own = (number, start, end, sentence, _SAID[checked.verdict])
    told = checked.frame[checked.frame["verdict"] == checked.verdict]
    if checked.verdict == "unknown" or told.empty:
        return *own, "", 0, 0, *[None] * 6
    first = told.sort_values(["published_at", "article_id"], na_position="last", kind="stable").iloc[0]
    where = tuple(first[name] for name in ("article_id", "source", "published_at", "start", "end", "passage"))
    return *own, first["why"], told["article_id"].nunique(), told["source"].nunique(), *where


def _copies(own: pd.DataFrame, archive: Archive) -> pd.DataFrame:
    """The articles among the most alike that are one text with this one."""
    columns = ["article_id", "source", "published_at", "title"]
    text = own["text"].iloc[0]
    names = names_in(text)
    words = sorted(weighed_words(text), key=lambda key: (key not in names, -len(key), key))[:_ASKED]
    asked = [f"{key}*" for key in words if key.isalnum()]
    none = archive.articles().head(0)[columns]
    if not asked:
        return none
    alike = archive.search(" OR ".join(asked), top=_LIKE)["article_id"]
    articles = archive.articles(query=" OR ".join(asked))
    articles = articles[articles["article_id"].isin(set(alike)) & (articles["article_id"] != own["article_id"].iloc[0])]
    if articles.empty:
        return none
    both = [articles.assign(copy_of=None, supersedes=None), own.reindex(columns=articles.columns)]
    marked = mark_copies(pd.concat(both, ignore_index=True))
    groups = marked["copy_of"].fillna(marked["article_id"])
    ours = groups.iloc[-1]
    return marked.loc[(groups == ours) & (marked["article_id"] != own["article_id"].iloc[0]), columns].reset_index(drop=True)
