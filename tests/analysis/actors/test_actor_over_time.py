"""How much is written about actors, period by period, and the sentence that says it."""

from __future__ import annotations

import pandas as pd
import pytest
from tests.analysis.actors.news_layers import news_layers

from broadsheet.analysis import actor_over_time, answered
from broadsheet.analysis.actors.actor_over_time import trend
from broadsheet.annotating import Layers
from broadsheet.errors import RequestError


@pytest.fixture
def layers() -> Layers:
    return news_layers()


def test_course_has_the_periods_that_name_the_actor(layers: Layers) -> None:
    course = actor_over_time(layers, focus="Noll", every="week")
    assert course["week"].dt.strftime("%m-%d").tolist() == ["09-29", "10-06"]
    assert course["mentions"].tolist() == [2, 1] and course["share"].tolist() == [1.0, 1.0]


def test_a_gap_is_a_period_whose_articles_do_not_name_the_actor(layers: Layers) -> None:
    # no article appeared in the week of 13 October: nothing shows that nobody was named in it
    course = actor_over_time(layers, focus="Noll", every="week", gaps=True)
    assert course["week"].dt.strftime("%m-%d").tolist() == ["09-29", "10-06", "10-20"]
    assert course["mentions"].tolist() == [2, 1, 0] and course["share"].tolist() == [1.0, 1.0, 0.0]


def test_a_gap_rests_on_the_articles_of_its_period(layers: Layers) -> None:
    answer = answered("actor_over_time", layers, focus="Noll", gaps=True)
    assert answer.evidence.loc[answer.evidence["row"] == 2, ["article_id", "start"]].fillna(-1).values.tolist() == [["c", -1]]


def test_an_unknown_period_is_refused(layers: Layers) -> None:
    with pytest.raises(RequestError, match="'year', should be day, week or month"):
        actor_over_time(layers, every="year")


def _weeks(articles: list[int]) -> pd.DataFrame:
    names = ["Ada Moss", "Bo Finch", "Cleo Hart"]
    return pd.DataFrame({"week": pd.Timestamp("2025-10-20"), "name": names, "actor_id": names, "articles": articles})


def test_who_is_named_most_is_said_only_if_one_is() -> None:
    assert trend(_weeks([1, 3, 2])) == "Bo Finch is named in most articles in the week of 20 October 2025: 3"
    assert trend(_weeks([1, 2, 2])) == "2 actors are named in 2 articles each in the week of 20 October 2025, none in more"
    assert trend(_weeks([1, 1, 1])) == "3 actors are named in 1 article each in the week of 20 October 2025, none in more"
