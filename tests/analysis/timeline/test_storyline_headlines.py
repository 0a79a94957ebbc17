"""The headline of a storyline whose articles have no title: a sentence that stands alone, rather than one that leans on another."""

from __future__ import annotations

import pandas as pd

import broadsheet as bs


def test_a_headline_leans_on_no_other_sentence() -> None:
    texts = [
        "This was expected. The ferry Marigold sank off Eastmere on Monday with forty dockers on board.",
        "It had been built in 1999. The ferry Marigold sank off Eastmere on Monday with forty dockers on board, the board said.",
        "They waited for the ferry Marigold, which sank off Eastmere on Monday with forty dockers on board.",
    ]
    days = pd.DataFrame({"article_id": list("abc"), "text": texts, "published_at": "2025-05-06"})
    told = bs.ask("storylines", bs.annotate(days, sentiment=None)).frame
    assert told["headline"].tolist() == ["The ferry Marigold sank off Eastmere on Monday with forty dockers on board."]
