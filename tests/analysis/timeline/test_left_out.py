"""What some outlets tell and is not found in others on the same storyline."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest
from tests.analysis.timeline.harbour_layers import harbour_layers, no_layers

import broadsheet as bs
from broadsheet import schemas
from broadsheet.analysis import left_out
from broadsheet.annotating.layers import Layers


def of_storylines(layers: Layers, **storylines: str) -> Layers:
    """The layers with articles of these storylines."""
    return replace(layers, storylines=schemas.frame("storylines", list(storylines.items())))


@pytest.fixture(scope="module")
def layers() -> Layers:
    """The first three articles are of one storyline."""
    return of_storylines(harbour_layers(), a0="a0", a1="a0", a2="a0", a3="a3")


def test_it_is_not_found_in_an_outlet_that_wrote_on_the_storyline_then(layers: Layers) -> None:
    """The copyist carries what it copied; of an outlet that published nothing around it nothing is said."""
    row = left_out(layers).iloc[0]
    assert (row["earliest"], row["told_by"]) == (pd.Timestamp("2025-06-13"), "Ellan Gazette, Marran Post, The Copyist")
    assert (row["left_out_by"], row["outlets_telling"], row["outlets_at_work"]) == ("The Herring", 3, 4)


def test_of_an_outlet_that_writes_on_other_stories_nothing_is_said() -> None:
    assert left_out(of_storylines(harbour_layers(), a0="a0", a1="a0", a2="a2", a3="a3")).empty


def test_words_of_an_article_tell_it_where_no_event_does(layers: Layers) -> None:
    """The Herring mentions the opening, in a sentence without an event of that day."""
    articles = layers.articles.copy()
    articles.loc[articles["article_id"] == "a2", "text"] += " Ada Noll opened Port Ellan’s harbour."
    assert left_out(replace(layers, articles=articles)).empty


@pytest.mark.parametrize(("said", "told"), [
    ("Crowds cheered Ada Noll, and the quays of Port Ellan are busy.", True),
    ("In Port Ellan the harbour is full since Noll cut the ribbon.", True),
    ("Port Ellan has a museum.", False),
    ("Cleo Hart likes tea.", False),
    ("The museum was built in 1961.", False),
])
def test_two_names_beside_some_of_the_words_tell_it_too(layers: Layers, said: str, told: bool) -> None:
    articles = layers.articles.copy()
    articles.loc[articles["article_id"] == "a2", "text"] += f" {said}"
    assert left_out(replace(layers, articles=articles)).empty is told


def test_what_one_outlet_tells_is_no_omission_and_a_copy_is_no_second_teller(layers: Layers) -> None:
    assert not left_out(layers)["sentence"].str.contains("fleet|aviary").any()
    alone = layers.articles[layers.articles["article_id"].isin(["a1", "a2", "a4"])]
    kept = {name: frame[frame["article_id"].isin(alone["article_id"])] for name, frame in (("events", layers.events),
                                                                                           ("sentences", layers.sentences))}
    assert left_out(Layers(**{**layers.frames(), "articles": alone, **kept})).empty


def test_no_article_gives_an_empty_answer() -> None:
    assert left_out(no_layers()).empty
    assert bs.ask("left_out", no_layers()).finding == (
        "Every happening that several outlets tell is found in all that wrote on its story then."
    )


def test_a_row_is_proved_by_those_who_tell_it_and_by_an_article_of_each_who_does_not(layers: Layers) -> None:
    """The copy and the article of the silent outlet are shown whole: no passage in them is the report."""
    answer = bs.ask("left_out", layers)
    first = answer.evidence[answer.evidence["row"] == 0]
    assert dict(zip(first["article_id"], first["start"].isna(), strict=True)) == {"a0": False, "a1": False, "a4": True, "a2": True}
    assert answer.finding == (
        "1 story that at least two outlets tell is not found in others on the same story; in The Herring most often: 1"
    )


@pytest.mark.parametrize(("fewest", "said"), [(1, "that an outlet tells"), (3, "that at least 3 outlets tell")])
def test_the_sentence_says_how_many_outlets_were_asked_for(layers: Layers, fewest: int, said: str) -> None:
    answer = bs.ask("left_out", layers, fewest=fewest)
    assert said in answer.finding if len(answer.frame) else fewest == 3
