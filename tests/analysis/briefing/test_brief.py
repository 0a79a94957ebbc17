"""The brief: sentences of the articles, in reading order, each with its proof and nothing beyond it."""

from __future__ import annotations

import pandas as pd
import pytest

import broadsheet as bs
from broadsheet.annotating import Layers
from broadsheet.display import Answer

ARTICLES = pd.DataFrame({
    "article_id": ["a", "b", "c"], "source": ["The Courier", "Northgate Post", "The Gazette"],
    "published_at": ["2025-05-06", "2025-05-06", "2025-05-08"],
    "title": ["Ferry runs aground off Eastmere", "Eastmere ferry aground, twelve hurt", "Norway opposes the harbour levy"],
    "text": [
        "EASTMERE, May 6 (Courier) - A ferry ran aground off Eastmere on 5 May 2025 and twelve passengers were hurt. "
        "Ada Moss backed the harbour levy. Cleo Hart opposes the harbour levy.",
        "Twelve passengers were hurt when a ferry ran aground off Eastmere on 5 May 2025. Bo Finch voted against the harbour levy. "
        "France rejected the harbour levy.",
        "Norway criticised the harbour levy. The ferry will sail again on 1 June 2025. The court met on 7 May 2025.",
    ],
})


@pytest.fixture(scope="module")
def layers() -> Layers:
    return bs.annotate(ARTICLES)


@pytest.fixture(scope="module")
def answer(layers: Layers) -> Answer:
    return bs.ask("brief", layers)


def test_it_tells_what_happened_who_wants_what_and_what_comes_next(answer: Answer) -> None:
    assert answer.frame["part"].drop_duplicates().tolist() == ["What happened", "Who wants what", "What comes next"]
    parts = answer.frame.groupby("part")["sentence"].apply(" ".join)
    assert "ran aground off Eastmere" in parts["What happened"]
    assert "harbour levy" in parts["Who wants what"]
    assert parts["What comes next"] == "The ferry will sail again on 1 June 2025."


def test_what_happened_stands_by_date_and_no_sentence_twice(answer: Answer) -> None:
    happened = answer.frame[answer.frame["part"] == "What happened"]
    assert happened["when"].is_monotonic_increasing
    assert not answer.frame["sentence"].duplicated().any()


def test_every_sentence_is_one_of_its_proof_without_the_place_line(layers: Layers, answer: Answer) -> None:
    texts = layers.articles.set_index("article_id")["text"]
    for row, told in enumerate(answer.frame["sentence"]):
        proof = answer.evidence[answer.evidence["row"] == row]
        assert any(told in " ".join(texts[article].split()) for article in proof["article_id"]), told
    assert not answer.frame["sentence"].str.contains("Courier").any()


def test_a_focus_leaves_what_the_actor_has_a_part_in(layers: Layers) -> None:
    told = bs.ask("brief", layers, focus="Norway").frame
    assert told["sentence"].tolist() == ["Norway criticised the harbour levy."]


def test_nothing_to_tell_is_said() -> None:
    nothing = bs.annotate(pd.DataFrame({"article_id": pd.Series(dtype="str"), "text": pd.Series(dtype="str")}))
    assert bs.ask("brief", nothing).finding.startswith("There is nothing to tell")
