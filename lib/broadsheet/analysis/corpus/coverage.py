"""What the answers rest on, in one sentence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import pandas as pd

from broadsheet.analysis.counting.articles import told_by, unjudged
from broadsheet.analysis.counting.languages import joins_no_storyline, unannotated
from broadsheet.analysis.counting.wording import day, quantity
from broadsheet.annotating import Layers

if TYPE_CHECKING:
    from broadsheet.archive import LookedUp

_UNJUDGED = "without stances and positions, which are not measured in their language"


def coverage(
    layers: Layers, rejects: pd.DataFrame | None = None, *, looked_up: Sequence[LookedUp] = (), query: str | None = None,
) -> str:
    """What the answers rest on, in one sentence: articles, outlets, period, copies, and what is missing.

    Parameters
    ----------
    layers
        Annotated articles.
    rejects
        What could not be read, where it is known.
    looked_up
        What `archive.look_up` found of the focus and the outlet: that one is absent from these articles is said too.
    query
        The query that the articles were narrowed by, where they were.

    Returns
    -------
    str
        The sentence.

    Examples
    --------
    >>> import broadsheet as bs
    >>> articles = pd.DataFrame({"article_id": ["a"], "text": ["The quay is safe."], "source": ["The Courier"]})
    >>> print(coverage(bs.annotate(articles, sentiment=None)))
    1 article of 1 outlet; among them 1 without a date.
    """
    articles = layers.articles
    absent = [one.said for one in looked_up if one.presence == "absent"]
    if articles.empty:
        matching = f" that matches {query}" if query else ""
        said = f"No article: the archive holds none of this period and outlet{matching}. The answers below are empty, and that is a result."
        return " ".join([said, *absent])
    dated = articles["published_at"].dropna()
    period = f" from {day(dated.min())} to {day(dated.max())}" if len(dated) else ""
    extras = [
        (int(articles["copy_of"].notna().sum()), "copy of another", "copies of another"),
        (int(articles["supersedes"].notna().sum()), "revision of an earlier version", "revisions of earlier versions"),
        (int(articles["source"].isna().sum()), "of an unknown outlet", "of an unknown outlet"),
        (int(articles["published_at"].isna().sum()), "without a date", "without a date"),
        (int(unjudged(articles).sum()), _UNJUDGED, _UNJUDGED),
    ]
    among = [f"{n:,} {one if n == 1 else many}" for n, one, many in extras if n] + unannotated(articles)
    said = f"{quantity(len(articles), 'article')} of {quantity(int(told_by(articles).nunique()), 'outlet')}{period}"
    said += f"; among them {', '.join(among)}" if among else ""
    said = f"Only articles that match {query}: {said}" if query else said
    lone = joins_no_storyline(articles)
    said += f". {lone}" if lone else ""
    unread = 0 if rejects is None else len(rejects)
    return " ".join([said + ".", *([f"{quantity(unread, 'file')} could not be read."] if unread else []), *absent])
