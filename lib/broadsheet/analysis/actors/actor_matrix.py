"""Who appears with whom, as a symmetric matrix for whoever computes on."""

from __future__ import annotations

from typing import Literal

import pandas as pd

from broadsheet.analysis.actors.actor_ranking import actor_ranking
from broadsheet.analysis.actors.co_occurrence import co_occurrence
from broadsheet.annotating import Layers
from broadsheet.errors import RequestError

_VALUES = ("sentences", "articles", "npmi", "association")


def actor_matrix(
    layers: Layers, *, top: int = 20, value: Literal["sentences", "articles", "npmi", "association"] = "sentences",
) -> pd.DataFrame:
    """The ties among the most mentioned actors, each pair on both sides of the diagonal.

    Parameters
    ----------
    layers
        Annotated articles; copies do not count again.
    top
        How many actors, by mentions.
    value
        A column of `co_occurrence`: sentences or articles that name both, or how much more often than chance they meet.

    Returns
    -------
    pandas.DataFrame
        A row and a column per actor, in the order of the ranking, under their names; 0 for those who never meet, and on the diagonal.

    Raises
    ------
    RequestError
        `value` is no such column.

    Examples
    --------
    >>> import broadsheet as bs
    >>> text = "Ada Moss met Bo Finch in May. Bo Finch thanked Ada Moss. Cleo Hart watched Bo Finch."
    >>> actor_matrix(bs.annotate(pd.DataFrame({"article_id": ["a"], "text": [text]}), sentiment=None)).loc["Ada Moss", "Bo Finch"]
    np.int64(2)
    """
    if value not in _VALUES:
        raise RequestError(f"value is {value!r}, should be one of {', '.join(_VALUES)}")
    actors = actor_ranking(layers, top=top)
    pairs = co_occurrence(layers)[["actor_id", "other_id", value]]
    both = pd.concat([pairs, pairs.rename(columns={"actor_id": "other_id", "other_id": "actor_id"})])
    wide = both.pivot(index="actor_id", columns="other_id", values=value)
    square = wide.reindex(index=actors["actor_id"], columns=actors["actor_id"]).fillna(0)
    typed = square.astype("int64" if value in ("sentences", "articles") else "float64")
    return typed.set_axis(actors["name"], axis=0).set_axis(actors["name"], axis=1).rename_axis(index=None, columns=None)
