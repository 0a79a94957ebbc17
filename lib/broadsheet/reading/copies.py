"""Copies and revisions: which articles are one text in several papers, and which are later versions of one work."""

from __future__ import annotations

from collections import defaultdict

import numpy as np
import pandas as pd

from broadsheet.errors import SchemaError
from broadsheet.reading.fingerprints import Overlap, Print, candidate_pairs, fingerprint, overlap

UNION = 0.3
"""Share of all word triples of two texts that makes them one text, whatever else differs."""
LEADS, SMALLER, LARGER = 0.4, 0.4, 0.13
"""Shares of the beginnings, of the smaller and of the larger text that do so together: a cut or reworded copy."""
FEW_LEADS, LESS_UNION = 0.2, 0.22
"""A share of the beginnings and of all triples that do so together: a copy with much inserted."""
FIGURES, MOULD_FIGURES, MOULD_LENGTH = 0.3, 0.5, 0.9
"""Shares of its figures that the text with fewer must share: of any, and of two that are of one length to a tenth.

Reports from yesterday's mould keep its words and its length, not its figures. Reworded and cut copies share a third of them at
least in the development articles, those of one length half.
"""
LINKS = ["article_id", "copy_of", "supersedes"]


def are_copies(shared: Overlap) -> bool:
    """Whether two texts that share so much are one text, edited.

    A copy keeps the beginning, also where the rest was cut, reworded or moved; a follow-up that takes over paragraphs of
    background begins anew, and reports of one event written independently share hardly any three words in a row. Two reports
    of daily figures ("120 new cases", then "233") are no copies of each other, however alike their words.
    """
    alike = shared.smaller > 0 and shared.larger / shared.smaller >= MOULD_LENGTH
    return shared.figures >= (MOULD_FIGURES if alike else FIGURES) and (
        shared.union >= UNION
        or (shared.leads >= LEADS and shared.smaller >= SMALLER and shared.larger >= LARGER)
        or (shared.leads >= FEW_LEADS and shared.union >= LESS_UNION)
    )


def mark_copies(articles: pd.DataFrame, *, known: pd.DataFrame | None = None) -> pd.DataFrame:
    """The same articles with `copy_of` filled, and `supersedes` where an article is a later version of another one.

    Parameters
    ----------
    articles
        Rows with `article_id` and `text`. `published_at` tells which is the earliest (an article without a date comes
        last; ties are broken by id); `source`, `url` and `title` tell versions of one work from copies.
    known
        Articles seen before that these may be copies of: see `copy_links`.

    Returns
    -------
    pandas.DataFrame
        The rows and columns of `articles`, with two columns (`str`) set or replaced: `copy_of`, the id of the earliest
        article whose text this is too, and `supersedes`, the id of the version that this one replaces. Null for neither.
        A revision of an original is no copy; a revision of a copy is both.

    Raises
    ------
    SchemaError
        `articles` lacks a column, or an id stands twice.

    Notes
    -----
    Candidates share sampled hashes of word triples (FracMinHash, Irber et al. 2022) and are then compared on all their
    triples, so the cost grows with the number of articles, not of pairs. Texts that tell the same in other words are not
    copies. A roundup that prints several articles whole is a copy of none unless one of them fills nearly a third of it.

    Examples
    --------
    >>> import broadsheet as bs
    >>> text = "Ada Moss said on Monday that the ferry between Eastmere and Vellin would return in June, once the quay is repaired."
    >>> days = pd.to_datetime(["2025-05-05", "2025-05-06"], utc=True)
    >>> wire = pd.DataFrame({"article_id": ["a", "b"], "text": [text, text], "source": ["Wire", "Courier"], "published_at": days})
    >>> bs.mark_copies(wire)[["article_id", "copy_of"]].values.tolist()[1]
    ['b', 'a']
    """
    links = copy_links(articles, known=known).set_index("article_id")
    marked = articles.copy()
    for column in LINKS[1:]:
        marked[column] = links[column].reindex(articles["article_id"]).to_numpy(dtype=object)
        marked[column] = marked[column].where(marked[column].notna(), None).astype("str")
    return marked


def copy_links(articles: pd.DataFrame, *, known: pd.DataFrame | None = None) -> pd.DataFrame:
    """The copies and revisions among `articles`, and what they change in articles seen before.

    Parameters
    ----------
    articles
        As in `mark_copies`.
    known
        Articles compared before: rows with `article_id`, `copy_of`, `supersedes`, and `text` or `print` (from
        `fingerprint_table`, so that texts need not be read again); `published_at`, `source`, `url` and `title` count where
        present. Only pairs with a new article are compared.

    Returns
    -------
    pandas.DataFrame
        `article_id copy_of supersedes` (`str`): one row for each of `articles`, then one for each known article whose
        links become others, as when an older original is found after its copy.
    """
    _check(articles)
    before = pd.DataFrame(columns=LINKS) if known is None else known[~known["article_id"].isin(articles["article_id"])]
    both = pd.concat([before, articles], ignore_index=True) if len(before) else articles.reset_index(drop=True)
    groups = _groups(both, len(before))
    linked = _links(both, groups)
    old = both.reindex(columns=LINKS).iloc[: len(before)].set_index("article_id")
    new = linked.set_index("article_id")
    changed = [key for key in old.index if any(_said(old.at[key, c]) != _said(new.at[key, c]) for c in LINKS[1:])]
    order = [*articles["article_id"], *changed]
    return new.reindex(order).rename_axis("article_id").reset_index().astype("str")


def fingerprint_table(articles: pd.DataFrame) -> pd.DataFrame:
    """`article_id print`: the fingerprints of the articles as bytes, to be stored and given back in `known`."""
    packed = [fingerprint(text if isinstance(text, str) else "").packed() for text in articles["text"]]
    return pd.DataFrame({"article_id": articles["article_id"].to_numpy(), "print": pd.Series(packed, dtype=object)})


def _check(articles: pd.DataFrame) -> None:
    for column in ("article_id", "text"):
        if column not in articles.columns:
            raise SchemaError(f"articles: no column {column!r}; mark_copies needs article_id and text")
    twice = articles["article_id"][articles["article_id"].duplicated()]
    if len(twice):
        raise SchemaError(f"articles: article_id {twice.iloc[0]!r} stands twice")


def _said(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _prints(articles: pd.DataFrame) -> list[Print]:
    stored = articles["print"] if "print" in articles else [None] * len(articles)
    texts = articles["text"] if "text" in articles else [""] * len(articles)
    return [
        Print.unpacked(packed) if isinstance(packed, bytes) else fingerprint(text if isinstance(text, str) else "")
        for packed, text in zip(stored, texts, strict=True)
    ]


def _groups(articles: pd.DataFrame, known: int) -> list[int]:
    """For each row the number of its group: the articles that are one text."""
    prints = _prints(articles)
    parents = np.arange(len(prints))
    places = {key: i for i, key in enumerate(articles["article_id"])}
    for column in LINKS[1:]:
        for i, other in enumerate(articles[column].iloc[:known] if column in articles else ()):
            if isinstance(other, str) and other in places:
                parents[_root(parents, i)] = _root(parents, places[other])
    for one, other in candidate_pairs((p.hashes for p in prints), known=known):
        first, second = _root(parents, int(one)), _root(parents, int(other))
        if first != second and are_copies(overlap(prints[one], prints[other])):
            parents[second] = first
    return [_root(parents, i) for i in range(len(prints))]


def _root(parents: np.ndarray, i: int) -> int:
    while parents[i] != i:
        parents[i] = parents[parents[i]]
        i = int(parents[i])
    return i


def _links(articles: pd.DataFrame, groups: list[int]) -> pd.DataFrame:
    """`article_id copy_of supersedes` for every article, from its group."""
    ids = articles["article_id"].to_numpy(dtype=object)
    members: dict[int, list[int]] = defaultdict(list)
    for i in _by_time(articles):
        members[groups[i]].append(i)
    works = _works(articles)
    copy_of: list[str | None] = [None] * len(ids)
    supersedes: list[str | None] = [None] * len(ids)
    for group in members.values():
        latest: dict[tuple[str, str], int] = {}
        versions = {group[0]}
        for i in group:
            previous = next((latest[work] for work in works[i] if work in latest), None)
            if previous is not None:
                supersedes[i] = ids[previous]
                versions |= {i} if previous in versions else set()
            if i not in versions:
                copy_of[i] = ids[group[0]]
            latest |= dict.fromkeys(works[i], i)
    return pd.DataFrame({"article_id": ids, "copy_of": copy_of, "supersedes": supersedes}, dtype=object)


def _works(articles: pd.DataFrame) -> list[list[tuple[str, str]]]:
    """What tells that two similar texts are versions of one work: the outlet with the address, the outlet with the title."""
    empty = pd.Series([None] * len(articles))
    source, url, title = (articles.get(column, empty) for column in ("source", "url", "title"))
    return [
        [(outlet.casefold(), value.casefold()) for value in (address, name) if isinstance(value, str)] if isinstance(outlet, str) else []
        for outlet, address, name in zip(source, url, title, strict=True)
    ]


def _by_time(articles: pd.DataFrame) -> list[int]:
    """The rows, the earliest first, those without a date last; of one day and work the one changed last is the later."""
    frame = pd.DataFrame({"i": np.arange(len(articles)), "id": articles["article_id"].to_numpy(dtype=object)})
    for column in ("published_at", "modified_at"):
        frame[column] = pd.to_datetime(articles[column], utc=True).to_numpy() if column in articles else pd.NaT
    ordered = frame.sort_values("id", kind="stable").sort_values("modified_at", na_position="first", kind="stable")
    return ordered.sort_values("published_at", na_position="last", kind="stable")["i"].tolist()
