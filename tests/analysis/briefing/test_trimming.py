"""Sentences cut for a brief: what goes is said, and what would change the meaning stays."""

from __future__ import annotations

import pytest

from broadsheet.analysis.counting.trimming import shortened

GOES = [
    ("NORTHGATE, 3 June (Courier) - The mayor resigned.", "The mayor resigned."),
    ("Tuesday, June 15, 2010; 9:30 PM The mayor resigned.", "The mayor resigned."),
    ("Friday 11 June 2010 22.16 BST The mayor resigned.", "The mayor resigned."),
    ("Meanwhile, the ferry (a listed ship) sank off Eastmere.", "The ferry sank off Eastmere."),
    ("The board of the harbour voted to close the old quay, which was built in 1911.",
     "The board of the harbour voted to close the old quay."),
    ("The ministry raised the alert for the whole northern coast on Monday, warning all ferries to stay in port.",
     "The ministry raised the alert for the whole northern coast on Monday."),
    ("Photograph: PA The mayor resigned.", "The mayor resigned."),
    ("Ellan and Norway also pledged money.", "Ellan and Norway pledged money."),
    ("The mayor is also accused of fraud.", "The mayor is accused of fraud."),
    ("The owners of the ferry paid 12 million crowns to the town, a sum beyond compare.",
     "The owners of the ferry paid 12 million crowns to the town."),
    ("The owners of the ferry paid 12 million crowns to the town, and the mayor thanked them at length.",
     "The owners of the ferry paid 12 million crowns to the town."),
]
STAYS = [
    "The board of the harbour will close the old quay in June, unless the town objects.",
    "The board of the harbour will close the old quay in June, a spokesman said on Monday.",
    "The board of the harbour will close the old quay in June, although the town objects.",
    "The board of the harbour closed the old quay in June, denying any link to the storm.",
    "The mayor of the northern town of Eastmere in Norway, who opened the quay, resigned on Monday.",
    "The minister spoke for an hour and painted her rival, Ada Moss, as a liar without shame.",
    "The old quay, the mole at the northern end of the harbour, and the bridge were closed.",
    "The mayor told the board of the harbour: “Close the old quay in June, which is late.”",
    "The board not only met but also voted.",
    "The club, also known as Quay First, met.",
    "The mayor said: “Ellan also pledged money.”",
]


@pytest.mark.parametrize(("sentence", "cut"), GOES)
def test_what_adds_nothing_to_the_news_goes(sentence: str, cut: str) -> None:
    assert shortened(sentence, most=8) == cut


@pytest.mark.parametrize("sentence", STAYS)
def test_what_would_change_the_meaning_stays(sentence: str) -> None:
    assert shortened(sentence, most=8) == sentence


def test_what_a_sentence_is_shown_for_stays() -> None:
    told = "The board of the harbour of Eastmere voted on the levy, which rises on 1 June."
    assert shortened(told, most=8, until=told.index("1 June") + 6) == told


def test_a_short_sentence_is_left_alone() -> None:
    assert shortened("The mayor resigned, which pleased the board.") == "The mayor resigned, which pleased the board."


@pytest.mark.parametrize("sentence", [
    "1912 Olympians are honoured in Eastmere.", "2025 Harbour Prizes go to Ellan.", "1500 dockers marched in Eastmere.",
    "2630 Norlanders voted by post.", "1375 Ellan residents were moved.",
    "1230 Norlanders voted by post.", "1504 Norland pledges a million to rebuild the quay.",
])
def test_years_and_counts_stay(sentence: str) -> None:
    assert shortened(sentence) == sentence
