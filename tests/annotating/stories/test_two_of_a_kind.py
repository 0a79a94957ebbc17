"""Two happenings of one kind are two storylines, and all the news of one happening is one."""

from __future__ import annotations

from functools import cache

import pandas as pd
import pytest

from broadsheet.annotating import join_storylines, sketches

APART = {
    "earthquakes": (
        ("A 6.2 magnitude earthquake shook Marran at dawn and killed nine people. The cathedral lost its tower.",
         "Rescuers dug in the old town of Marran after the earthquake. Nine people died, most of them near the cathedral.",
         "The earthquake in Marran, of magnitude 6.2, destroyed the old town. Nine people are dead and the cathedral is a ruin."),
        ("A 5.1 magnitude earthquake shook the island of Sorrel. A wave flooded the harbour of Vellin and two sailors are missing.",
         "Two sailors of Vellin are missing since the earthquake off Sorrel. The harbour was flooded by a wave.",
         "The harbour of Vellin, on Sorrel, was flooded when a 5.1 magnitude earthquake raised a wave. Two sailors are sought."),
    ),
    "coaches": (
        ("The Norbury Hawks fired Ray Tallis after nine defeats in a row. The owner said the fans had lost patience.",
         "Ray Tallis was fired by the Hawks on Monday. A ninth defeat, at home to Lowick, was too much for the owner.",
         "Tallis, fired by the Norbury Hawks, said the nine defeats were his fault and thanked the fans for their patience."),
        ("The Norbury Hawks named Leon Marsh as their coach and gave him a contract of four years. He won two cups as a captain.",
         "Leon Marsh signed a contract of four years as coach. The former captain wants to win a third cup.",
         "Marsh, the captain of two cups, returns to the Norbury Hawks as coach, with a contract of four years."),
    ),
    "trials": (
        ("A jury in Eastport found Dora Venn guilty of the murder of a jeweller.",
         "Dora Venn killed the jeweller with a hammer, the jury in Eastport found.",
         "The jeweller's widow wept as Venn was found guilty of murder in Eastport."),
        ("A jury in Lowick found Karl Otway guilty of the murder of a deputy sheriff.",
         "Karl Otway shot the deputy sheriff at a petrol station, the jury in Lowick found.",
         "The deputy was shot from behind at the petrol station; Otway was found guilty in Lowick."),
    ),
    "pirates": (
        ("The navy arrested 23 pirates who attacked the tanker Oriana on Saturday.",
         "The tanker Oriana was saved by the navy on Saturday and 23 pirates were arrested.",
         "Of 23 pirates arrested aboard two skiffs, four had boarded the tanker Oriana."),
        ("The navy captured 61 pirates and their mother ship Vega in March.",
         "After a fire aboard the mother ship Vega 61 pirates jumped into the sea, the navy said.",
         "The Vega, a trawler hijacked in December, was used by 61 pirates as mother ship."),
    ),
    "strikes": (
        ("Pilots of Aerona struck on Friday for shorter shifts and 300 flights were cancelled.",
         "Aerona cancelled 300 flights as its pilots struck on Friday.",
         "The pilots want shorter shifts; Aerona, which cancelled 300 flights, calls it blackmail."),
        ("Cabin crews of Skyline walked out over the pay of new colleagues, and Skyline grounded its fleet.",
         "Skyline grounded its fleet when cabin crews walked out over pay for new colleagues.",
         "New colleagues get a third less, say the cabin crews for whom Skyline's fleet stays grounded."),
    ),
}
"""Kind of happening → articles on one, and articles on another."""

TOGETHER = {
    "a flood": (
        "The river Tarn flooded Oldham Bridge and drove 4,000 people from their homes.",
        "People of Oldham Bridge who fled the Tarn's flood sleep in a school.",
        "The mayor of Oldham Bridge asked for money to dry 900 homes flooded by the Tarn.",
        "Engineers had warned that the dam above Oldham Bridge would not hold the Tarn.",
    ),
    "a takeover": (
        "Bramwell offered two billion for the chip maker Quorix.",
        "Quorix rejected the offer of Bramwell as too low.",
        "Bramwell raised its offer for Quorix; shares of the chip maker rose.",
        "Regulators will examine whether Bramwell may own Quorix.",
    ),
    "a film": (
        "The director Ines Calder begins to shoot The Lighthouse Year in May.",
        "The Lighthouse Year, by Ines Calder, opens the festival of Brenna.",
        "Ines Calder won the prize of Brenna for The Lighthouse Year.",
    ),
    "a missing climber": (
        "The climber Jon Aske is missing on Mount Corran since Sunday.",
        "Helicopters searched Mount Corran for the missing climber Jon Aske.",
        "Jon Aske was found alive in a hut on Mount Corran after four days.",
    ),
    "a bill": (
        "The senate debates the river bill, which bans nets in the estuary.",
        "Fishermen blocked the estuary in protest against the river bill and its ban of nets.",
        "The senate passed the river bill by two votes; fishermen may keep small nets.",
    ),
}
"""Happening → articles on it, from its beginning to its end."""


@cache
def storyline_of() -> dict[str, str]:
    """Every text above, with its storyline when all are joined at once."""
    texts = [text for both in APART.values() for one in both for text in one] + [text for one in TOGETHER.values() for text in one]
    frame = pd.DataFrame({"article_id": [f"a{number:02}" for number in range(len(texts))], "text": texts, "published_at": pd.NaT})
    return dict(zip(texts, join_storylines(frame.assign(sketch=sketches(frame))), strict=True))


@pytest.mark.parametrize("kind", APART)
def test_two_happenings_of_a_kind_are_two_storylines(kind: str) -> None:
    one, other = ([storyline_of()[text] for text in texts] for texts in APART[kind])
    assert (len(set(one)), len(set(other)), len(set(one) & set(other))) == (1, 1, 0)


@pytest.mark.parametrize("happening", TOGETHER)
def test_what_follows_on_a_happening_is_of_its_storyline(happening: str) -> None:
    assert len({storyline_of()[text] for text in TOGETHER[happening]}) == 1
