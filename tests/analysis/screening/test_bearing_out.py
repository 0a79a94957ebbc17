"""What somebody else wrote, held against passages: what they do not hold is named, what they hold stays."""

from __future__ import annotations

import pandas as pd
import pytest

import broadsheet as bs
from broadsheet.analysis import not_borne_out
from broadsheet.annotating import Layers

PASSAGES = (
    "A ferry ran aground off Eastmere on 5 May 2025 and twelve passengers were hurt.",
    "Ada Moss, the mayor of Eastmere, did not resign on Tuesday.",
    "Bo Finch accused Ada Moss of hiding the report.",
    "“The quay is safe,” Bo Finch said.",
    "The harbour board will close the old quay in June 2025.",
    "Norway rejected the harbour levy.",
    "The harbour board spent 1.2 million euros on the mole.",
    "Cleo Hart denied that she had sold the ferry.",
    "The board could move the fish market to Northgate.",
    "Cleo Hart is not a candidate for mayor.",
    "The court of Eastmere cleared Bo Finch in March 2025, and he left the town.",
)


@pytest.fixture(scope="module")
def layers() -> Layers:
    return bs.annotate(pd.DataFrame({
        "article_id": [str(number) for number in range(len(PASSAGES))], "text": list(PASSAGES),
        "published_at": ["2025-05-08"] * len(PASSAGES), "source": ["The Courier"] * len(PASSAGES),
    }))


def reason(layers: Layers, sentence: str, *cited: int) -> str:
    spans = pd.DataFrame({"article_id": list(map(str, cited)), "start": [0] * len(cited), "end": [len(PASSAGES[one]) for one in cited]})
    return not_borne_out([sentence], [spans], layers)[0]


@pytest.mark.parametrize(("sentence", "cited"), [
    ("A ferry ran aground off Eastmere on 5 May 2025, and twelve passengers were hurt.", [0]),
    ("On 5 May 2025, 12 passengers were hurt off Eastmere.", [0]),
    ("In May 2025 a ferry ran aground off Eastmere.", [0]),
    ("Ada Moss did not resign.", [1]),
    ("Ada Moss, the mayor of Eastmere, never resigned.", [1]),
    ("Bo Finch accused Ada Moss of hiding the report, according to The Courier.", [2]),
    ("Ada Moss was accused by Bo Finch of hiding the report.", [2]),
    ("“The quay is safe,” said Bo Finch.", [3]),
    ("The old quay will be closed by the harbour board in June 2025.", [4]),
    ("The harbour levy was rejected by Norway.", [5]),
    ("The board spent 1.2 million euros on the mole.", [6]),
    ("Cleo Hart denied having sold the ferry.", [7]),
    ("The board could move the fish market to Northgate.", [8]),
    ("Cleo Hart is no candidate for mayor.", [9]),
    ("Bo Finch was cleared by the court of Eastmere in March 2025.", [10]),
    ("Norway rejected the harbour levy, and the harbour board will close the old quay.", [5, 4]),
])
def test_what_the_passages_hold_stays(layers: Layers, sentence: str, cited: list[int]) -> None:
    assert reason(layers, sentence, *cited) == ""


@pytest.mark.parametrize(("sentence", "cited", "told"), [
    ("A ferry ran aground off Eastmere on 5 May 2025 and thirteen passengers were hurt.", [0], "thirteen"),
    ("A ferry ran aground off Eastmere on 5 May 2025 and 120 passengers were hurt.", [0], "120"),
    ("A ferry ran aground off Eastmere on 5 May 2025 and twelve passengers were killed.", [0], "twelve passengers"),
    ("A ferry ran aground off Eastmere on 6 May 2025.", [0], "6 May 2025"),
    ("A ferry ran aground off Eastmere on 5 May 2024.", [0], "5 May 2024"),
    ("A ferry ran aground off Eastmere on 5 June 2025.", [0], "5 June 2025"),
    ("A ferry ran aground off Eastmere on Monday.", [0], "Monday"),
    ("A ferry ran aground off Northgate on 5 May 2025.", [0], "Northgate"),
    ("A ferry did not run aground off Eastmere.", [0], "not"),
    ("No ferry ran aground off Eastmere.", [0], "No"),
    ("A ferry sank off Eastmere on 5 May 2025.", [0], "sank"),
    ("Ada Moss, the mayor of Eastmere, resigned on Tuesday.", [1], "not"),
    ("Ada Moss did not resign on 8 May 2025.", [1], "8 May 2025"),
    ("Ada Finch accused Ada Moss of hiding the report.", [2], "Ada Finch"),
    ("Ada Moss accused Bo Finch of hiding the report.", [2], "exchanged"),
    ("“The quay is open,” Bo Finch said.", [3], "word for word"),
    ("“The quay is safe,” Ada Moss said.", [3, 1], "somebody else"),
    ("The harbour board closed the old quay in June 2025.", [4], "planned"),
    ("The harbour board will open the old quay in June 2025.", [4], "open"),
    ("Norway accepted the harbour levy.", [5], "reject"),
    ("Norway backed the harbour levy.", [5], "reject"),
    ("The harbour board spent 1.3 million euros on the mole.", [6], "1.3 million"),
    ("The harbour board spent 1.2 billion euros on the mole.", [6], "1.2 billion"),
    ("Cleo Hart sold the ferry.", [7], "den"),
    ("The board moved the fish market to Northgate.", [8], "possible"),
    ("The board will move the fish market to Northgate.", [8], "possible"),
    ("Cleo Hart is a candidate for mayor.", [9], "not"),
    ("Cleo Hart left the town.", [10], "Cleo Hart"),
    ("Experts praised the brilliant court of Eastmere.", [10], "praised"),
])
def test_what_they_do_not_hold_is_named(layers: Layers, sentence: str, cited: list[int], told: str) -> None:
    assert told in reason(layers, sentence, *cited)


def test_a_day_that_is_known_of_the_passage_may_be_written(layers: Layers) -> None:
    spans = pd.DataFrame({
        "article_id": ["1"], "start": [0], "end": [len(PASSAGES[1])], "earliest": pd.to_datetime(["2025-05-06"]),
        "latest": pd.to_datetime(["2025-05-06"]),
    })
    assert not_borne_out(["Ada Moss did not resign on 6 May 2025."], [spans], layers) == [""]


def test_nothing_is_asked_of_no_sentence(layers: Layers) -> None:
    assert not_borne_out([], [], layers) == []
