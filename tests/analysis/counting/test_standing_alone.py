"""Sentences that can be shown without those around them, and those that cannot: kinds met in news, each with what looks like it."""

from __future__ import annotations

import pandas as pd
import pytest

import broadsheet as bs
from broadsheet.analysis.counting.standing_alone import strangers, titles, whole
from broadsheet.annotating import Layers

NOT_ALONE = {
    "a programme on itself": [
        "Kirsty Dale presents an appeal on behalf of the Harbour Relief Fund for those hurt in Eastmere.",
        "Bo Finch reports from the flooded quay of Eastmere on Monday.",
        "The Courier's Ada Moss explains how the ferry ran aground on Monday.",
        "Ada Moss looks back at the year in which the zoo of Ellan burned.",
        "Bo Finch examines why the lynx left the hills of Ellan.",
        "Cleo Hart looks ahead to the regatta of Eastmere in June.",
        "Ada Moss takes a look at the new aviary of Ellan.",
        "Bo Finch reports on the harvest of kelp off Eastmere.",
        "Cleo Hart presents a new series on the glaciers of Norway.",
        "Can not play media from the quay of Eastmere.",
        "Click to see the fire of Ellan on a map.",
        "11:00 am - Crews reach the wreck off Eastmere.",
    ],
    "words that ran into the news": [
        'Ada Moss said dockers could "go back to the old quay" Eastmere\'s mayor says he will offer land to them.',
        'Bo Finch said the comet was "a once in a lifetime sight" Observers in Ellan waited for hours on Monday.',
        "Cleo Hart said she was “not going to sell the club” Fans of Ellan marched on Sunday.",
        "Bo Finch assesses the damage at a fish farm Norway has begun to clear the wrecks.",
        "Ada Moss tours the flooded zoo Ellan is short of pumps.",
        "Cleo Hart visits a burnt forest Spain has sent ten planes.",
        "By Ada Moss Harbour correspondent Norway has shut the strait on Monday.",
        "By Bo Finch Science editor, Courier News Norway has seen two comets.",
        "By Cleo Hart BBC News Ellan has won the cup on Sunday.",
        "Storm shuts the quay of Ellan Another nine boats have sunk, according to Norway.",
        "By Dan Rook Staff writer Ellan has its bees back.",
        "Boats have reached the quay Dutch crews have begun to unload.",
        "The zoo has bought two lynxes Keepers are pleased in Ellan.",
        "The club has won the cup Fans were in the streets of Ellan.",
        "Norway has bought the wreck Divers have begun to work off Eastmere.",
        "Comets were seen on Monday Norway has built a telescope.",
    ],
    "what another sentence explains": [
        "Ada Moss said that Bo Finch would not sail again after any of those statements.",
        "Then, late in the afternoon, Moss left the meeting in Ellan.",
        "In response to this, Norway closed the strait on Monday.",
        "In addition, the zoo of Ellan bought two lynxes in May.",
        "As a result, Ellan lost the match on Sunday.",
        "First, Ada Moss fined the owners of the ferry on Monday.",
        "Cleo Hart was backed the day before by Bo Finch.",
        "The comet came closest to Norway the following night.",
        "A few weeks ago, the club of Ellan looked like the champion.",
        "The hearing on the ferry here was put off until Monday.",
        "The affected school in Ellan has closed.",
        "The first doses could be given in Ellan in October.",
        "The order to the traders came on Monday, says a source close to them.",
        "The event will be shown in Ellan on 22 January.",
        '"Safety," said Cleo Hart, a docker of Ellan.',
    ],
    "a line of a live blog": [
        f"{clock} Norland pledges a million to rebuild the quay."
        for clock in ("0915", "1104", "1230", "1504", "1659", "1702", "2130", "2359", "0001", "1345")
    ],
    "a piece of a sentence": [
        "-- a film set for release by Harbour Pictures on 5 May.",
        "“the quay of Eastmere will close on Monday.”",
        "… and the zoo of Ellan bought two lynxes in May.",
    ],
    "a flourish": [
        "Tuesday was a very good day for Ada Moss.",
        "Sunday is a bitter night for the fans of Ellan.",
        "At the regatta of Eastmere, the spotlight fell on Bo Finch.",
        "Cleo Hart caused quite a stir in Ellan on Monday.",
        "Ada Moss answered from the heart in Eastmere on Monday.",
        "A Courier poll of 900 dockers was released Wednesday.",
        "The survey of 1,200 fans in Ellan was conducted in May.",
        "The Norway study of 80 glaciers was published on Monday.",
        "Bo Finch made a stir at the zoo of Ellan on Friday.",
        "May was a hard month for the bees of Ellan.",
    ],
}

ALONE = [
    "Ada Moss presents her plan for the quay to the board on Monday.",
    "Bo Finch explains the accident to the board of Eastmere on Monday.",
    "The Courier reported on Monday that the glacier had split.",
    'The board of Ellan called the plan a "waste of money" Tuesday.',
    'Ada Moss said the fire was "beyond belief" and left Ellan.',
    "By Monday evening the ferry had reached Eastmere.",
    "By Ada Moss's count, nine lynxes live in the hills of Ellan.",
    "The board of Ellan fined all of those who had fished off the quay on Monday.",
    "Cleo Hart resigned the day before the vote in Ellan.",
    "In response to the flood, Norway sent two ships to Eastmere.",
    "The first doses of the vaccine reached Ellan on Monday.",
    "The trial of the keeper is set for November.",
    "A poll of 900 dockers released on Monday gives Ada Moss the lead.",
    "The storm hit 12 villages on Monday.",
    # Who is meant comes in the same sentence, or nobody is meant by "it".
    "In his speech on Monday, Bo Finch rebuked the mayor of Ellan.",
    "In her address at the rally, Moss, a physician from Ellan, accused the board of a fraud.",
    "With his third goal, Dan Rook won the cup for Ellan.",
    "Two dockers have caught the flu in Ellan, it was confirmed yesterday, as the number of cases rose to 13.",
    "The zoo of Ellan will close in May, it emerged on Monday.",
    "A third comet has been seen off Norway, it was announced on Monday.",
    # "Has said" opens a clause as "said" does.
    "The mayor of Ellan has said his town is ready to take the ferry.",
    "Ada Moss has said the quay will close in May.",
    "The zoo of Ellan has said its lynxes are well.",
    "Norway has said it will pay for the wreck.",
    "Bo Finch had said the comet was too faint for Ellan.",
    "The club of Ellan has said Cleo Hart is to stay.",
    "Dockers have said the levy would ruin them.",
    "The board of Eastmere has said ferries will sail on Monday.",
    "Doctors in Ellan have said the flu is mild.",
    "Keepers had said the aviary was unsafe.",
]

RUN_ON = [
    "The old quay came tumbling down Experts say its piles in Eastmere were rotten.",
    "Boats lay upturned in the harbour Officials fear the storm cost Ellan a million.",
    "A glacier split in two last summer Scientists in Norway warn of another crack.",
    "The keepers fed the lynxes at dawn Police were called to the zoo of Ellan on Monday.",
    "The cup was carried through the streets Fans in Ellan danced until Monday.",
    "The ward was full within hours Doctors say the flu in Eastmere is mild.",
    "Smoke rose over the pine woods Firefighters from Spain arrived on Sunday.",
    "The bridge swung shut too early Investigators in Ellan blame a sensor.",
    "The levy was raised again in spring Farmers near Eastmere have had enough.",
    "Tents were put up beside the runway Survivors wait for water in Ellan.",
]
"""Captions that ran into a sentence, known by a capital that the articles nowhere else write."""

NOT_RUN_ON = [
    "Ada Moss thanked the Metropolitan Police for its work in Eastmere on Monday.",
    "Bo Finch joined the National Farmers Union of Norway on Monday.",
    "Cleo Hart leads the group Doctors of the Harbour in Ellan.",
    "The charity Parents Against Noise sued Ellan on Monday.",
    "Experts say the piles of the quay in Eastmere were rotten.",
]


@pytest.fixture(scope="module")
def layers() -> Layers:
    text = (
        "Ada Moss and Bo Finch met in Eastmere on Monday. Finch backs the levy. Cleo Hart, a docker, spoke. "
        "Hart, a docker, left early. Ada Moss said that Moss would run. The board met."
    )
    texts = {
        "a": text, "b": "Ada Moss left Ellan.", "c": "Moss spoke in Norway. Ada Moss won.",
        "d": "Quay to close in May;\nBoard voted in secret\nAda Moss left.",
    }
    return bs.annotate(pd.DataFrame({"article_id": list(texts), "text": list(texts.values())}), sentiment=None)


def test_sentences_that_need_others_or_tell_nothing_are_not_whole(layers: Layers) -> None:
    told = pd.Series([one for kind in NOT_ALONE.values() for one in kind])
    assert told[whole(told, layers)].tolist() == []


def test_sentences_that_look_like_them_are_whole(layers: Layers) -> None:
    told = pd.Series(ALONE)
    assert told[~whole(told, layers)].tolist() == []


def test_a_place_line_makes_no_sentence_too_long(layers: Layers) -> None:
    told = "Tuesday, June 15, 2010; 9:30 PM The board of Ellan " + "and the old harbour " * 8 + "met on Monday in Eastmere."
    assert len(told.split()) > 46 and whole(pd.Series([told]), layers).all()


def test_a_title_in_two_lines_is_a_title(layers: Layers) -> None:
    told = pd.Series(["Quay to close in May;", "Board voted in secret", "Ada Moss left."])
    assert titles(told, layers).tolist() == [True, True, False]


def test_a_bare_surname_of_somebody_hardly_named_is_a_stranger(layers: Layers) -> None:
    """Finch is named in full one sentence before; Hart is introduced; Moss is in three articles."""
    rows = layers.sentences.reset_index(drop=True)
    texts = layers.articles.set_index("article_id")["text"]
    told = [texts[key][start:end].strip() for key, start, end in zip(rows["article_id"], rows["start"], rows["end"], strict=True)]
    assert [one for one, unknown in zip(told, strangers(rows, layers), strict=True) if unknown] == ["Finch backs the levy."]


def test_a_caption_that_ran_into_a_sentence_is_known_by_its_capital() -> None:
    first = ("experts", "officials", "scientists", "police", "fans", "doctors", "firefighters", "investigators", "farmers", "survivors")
    text = " ".join(f"Ada Moss met some {word} and other {word} in Ellan." for word in first * 3)
    articles = bs.annotate(pd.DataFrame({"article_id": ["a"], "text": [text]}), sentiment=None)
    told = pd.Series([*RUN_ON, *NOT_RUN_ON])
    assert whole(told, articles).tolist() == [False] * len(RUN_ON) + [True] * len(NOT_RUN_ON)
