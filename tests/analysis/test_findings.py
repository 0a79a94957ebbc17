"""Findings are sentences that an analyst would sign."""

from __future__ import annotations

import pandas as pd

from broadsheet.analysis.counting.wording import trend


def _weeks(articles: list[int]) -> pd.DataFrame:
    names = ["Ada Moss", "Bo Finch", "Cleo Hart"]
    return pd.DataFrame({"week": pd.Timestamp("2025-10-20"), "name": names, "actor_id": names, "articles": articles})


def test_who_is_named_most_is_said_only_if_one_is() -> None:
    assert trend(_weeks([1, 3, 2])) == "Bo Finch is named in most articles in the week of 20 October 2025: 3"
    assert trend(_weeks([1, 2, 2])) == "2 actors are named in 2 articles each in the week of 20 October 2025, none in more"
    assert trend(_weeks([1, 1, 1])) == "3 actors are named in 1 article each in the week of 20 October 2025, none in more"
