"""The brief: sentences of the articles, in reading order, each with its proof and nothing beyond it."""

from __future__ import annotations

import re

import pandas as pd
import pytest
from tests.invented_layers import Told, layers_of

import broadsheet as bs
from broadsheet.analysis import article_additions, of_articles
from broadsheet.analysis.counting.patterns import pattern_text
from broadsheet.analysis.counting.standing_alone import whole
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


def proved(answer: Answer, layers: Layers, row: int) -> str:
    """All that proves a row: the sentences of its passages, and outlet, day and title of their articles, on one line."""
    passages = answer.evidence[answer.evidence["row"] == row]
    articles = layers.articles.set_index("article_id").loc[passages["article_id"]]
    days = articles["published_at"].dt.strftime("%-d %B %Y")
    facts = [*articles["text"], *articles["title"].dropna(), *articles["source"].dropna(), *days]
    return " ".join(" ".join(facts).split())


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


def test_every_name_number_and_day_of_a_sentence_stands_in_its_proof(layers: Layers, answer: Answer) -> None:
    for row, told in enumerate(answer.frame["sentence"]):
        proof = proved(answer, layers, row)
        missing = [word for word in re.findall(r"[A-Z][\w’'-]+|\d[\d.,]*\d|\d", told) if word not in proof]
        assert missing == [], told


def test_a_happening_of_two_outlets_names_both(answer: Answer) -> None:
    ferry = answer.frame[answer.frame["sentence"].str.contains("aground")].iloc[0]
    assert ferry["outlets"] == 2 and set(ferry["told_by"].split(" and ")) == {"The Courier", "Northgate Post"}


def test_the_headline_is_a_sentence_of_the_story(answer: Answer) -> None:
    assert answer.finding in " ".join(answer.frame["sentence"])


def test_the_headline_is_what_several_tell_or_what_an_article_opens_with() -> None:
    first = "Two officials told the Courier on Monday that hubs for the ferries would be discussed in Eastmere."
    lead = "Ada Moss, the mayor of Ellan, has said her town is ready to take a hub for the ferries."
    later = "Moss told the board on Monday that talks with the owners of the ferries in Eastmere are under way."
    told = pd.DataFrame({
        "article_id": ["a", "b"], "source": ["The Courier", "Northgate Post"], "published_at": ["2025-05-06", "2025-05-08"],
        "text": [f"The owners of ferries seek hubs. {first}", f"{lead} {later}"],
    })
    assert bs.ask("brief", bs.annotate(told)).finding == lead.rstrip(".")


def test_what_came_in_since_the_last_run_is_counted_and_proved_by_the_articles(layers: Layers) -> None:
    before = of_articles(layers, ["a", "b"])
    told = bs.ask("brief", layers, before=before)
    row = told.frame[told.frame["part"] == "What is new"]
    assert row["sentence"].tolist() == ["1 article came in since the last run, from The Gazette."]
    assert told.evidence.loc[told.evidence["row"] == row.index[0], "article_id"].tolist() == ["c"]


def test_a_sentence_on_somebody_named_before_it_is_not_told() -> None:
    text = "Ada Moss met the harbour board in Eastmere on 5 May 2025. She resigned on 6 May 2025. It was hailed by the board on 7 May 2025."
    told = bs.ask("brief", bs.annotate(pd.DataFrame({"article_id": ["a"], "text": [text], "published_at": ["2025-05-08"]})))
    assert told.frame["sentence"].tolist() == ["Ada Moss met the harbour board in Eastmere on 5 May 2025."]


def test_beside_english_articles_those_in_french_are_tellers_and_give_no_sentence() -> None:
    texts = {
        "a": "A ferry ran aground off Eastmere on 5 May 2025 and twelve passengers were hurt. The port was closed on 6 May 2025.",
        "f": "Un ferry s'est échoué près d'Eastmere le 5 mai 2025. Le Premier ministre, Paul Morel, a démissionné le 6 mai 2025.",
    }
    mixed = pd.DataFrame({
        "article_id": list(texts), "text": list(texts.values()), "language": ["en", "fr"], "source": ["The Courier", "La Vigie"],
        "published_at": "2025-05-07",
    })
    assert set(bs.ask("brief", bs.annotate(mixed, sentiment=None)).frame["article_id"]) == {"a"}
    alone = bs.annotate(mixed[mixed["language"] == "fr"], sentiment=None)
    assert set(bs.ask("brief", alone).frame["article_id"]) == {"f"}


def test_what_was_announced_days_ago_for_today_does_not_come_next() -> None:
    texts = [
        "The schools of Eastmere will stay closed until 6 May 2025. The ferry will sail again on 1 June 2025.",
        "The board of Ellan met on 6 May 2025. Ada Moss will speak in Ellan on 6 May 2025.",
    ]
    days = pd.DataFrame({"article_id": ["a", "b"], "text": texts, "published_at": ["2025-05-02", "2025-05-06"]})
    told = bs.ask("brief", bs.annotate(days, sentiment=None)).frame
    coming = told.loc[told["part"] == "What comes next", "sentence"].tolist()
    assert coming == ["Ada Moss will speak in Ellan on 6 May 2025.", "The ferry will sail again on 1 June 2025."]


def test_a_focus_leaves_what_the_actor_has_a_part_in(layers: Layers) -> None:
    told = bs.ask("brief", layers, focus="Norway").frame
    assert told["sentence"].tolist() == ["Norway criticised the harbour levy."]


def test_nothing_to_tell_is_said() -> None:
    nothing = bs.annotate(pd.DataFrame({"article_id": pd.Series(dtype="str"), "text": pd.Series(dtype="str")}))
    assert bs.ask("brief", nothing).finding.startswith("There is nothing to tell")


@pytest.mark.parametrize("sentence", [
    "Boats at the old quay Five owners were heard by the board on Monday.",
    "DEPUTY MAYOR ADA MOSS RESIGNS After months of rows the mayor of Eastmere left on Monday.",
    "(Courier) Ada Moss opened the quay of Eastmere on Monday.",
    "Last week proved that the quay of Eastmere works.",
    "The hearing of the board on Monday came down to a single word.",
    "“Well, I like him,” Moss said in Eastmere on Tuesday.",
    "Crews have reached Eastmere Dutch volunteers have begun to clear the quay.",
    "The keeper fell ill on Wednesday Ninety-five visitors were sent home from the zoo.",
    "Ellan clubs ready boats for the regatta Ellan clubs are short of crews.",
    '"Flu spreads in Ellan", "Schools shut", "How to wash your hands".',
    "Influenza is an illness that spreads in winter.",
    "Today is two months until the vote in Eastmere.",
    "On 27 May they published the plans for the quay.",
    "Last Monday evening she opened the fair in Ellan.",
    "Later that month, the zoo of Ellan opened its aviary.",
    "The mayor of Ellan backed the deal on Tuesday.",
    "For all the rows, the race in Ellan has taken shape.",
    # Who "he" or "she" is stands in the sentence before.
    "Polling shows she won 70% of dockers on Monday.",
    "Officials say he will leave Ellan on Friday.",
    "Doctors expect her to go home on Tuesday.",
    "Aides told reporters on Monday that she would sign.",
    "The primary will take place on 30 August.",
    "The trial is set for November.",
    "The hearings begin on Monday.",
])
def test_run_in_captions_and_flourishes_are_not_told(sentence: str, layers: Layers) -> None:
    assert not whole(pd.Series([sentence]), layers).any()


@pytest.mark.parametrize("sentence", [
    "Ada Moss met the board in The Hague on Monday.",
    "Readers found a lack of vitamin A in the north of Eastmere on Monday.",
    "The board proved on Monday that the quay of Eastmere is safe.",
    "“The quay of Eastmere is safe,” Ada Moss said on Tuesday.",
    "The mayor of Ellan told The Courier that the bridge had been closed on Monday.",
    "On Thursday evening Ada Moss gave her speech in Eastmere.",
    "The board of Ellan said the quay was closed on Monday.",
    "The toll in Ellan is likely to have risen on Monday.",
    "Ada Moss backed the deal of the two ports on Tuesday.",
    "The ferry, which the board of Ellan has bought, is old, Ada Moss said.",
    "Moss said she would sign on Monday.",
    "Polling shows the mayor won 70% of dockers with her plan.",
    "Officials told Bo Finch on Monday that he could leave.",
    "The trial of the keeper is set for November.",
    "The primary in Ellan will take place on 30 August.",
])
def test_sentences_that_look_like_them_are(sentence: str, layers: Layers) -> None:
    assert whole(pd.Series([sentence]), layers).all()


def test_each_article_adds_to_those_before_it(layers: Layers) -> None:
    answer = bs.ask("article_additions", layers)
    added = answer.frame.set_index("article_id")
    assert added["new"].sum() == added["sentence"].notna().sum() + (added["new"] - 1).clip(lower=0).sum()
    assert added.loc["a", "sentence"].endswith("twelve passengers were hurt.")
    assert set(answer.evidence["row"]) == {0, 1, 2}


def test_a_copy_adds_nothing() -> None:
    told = layers_of([
        Told("a", "Ada Moss opened the quay.", events=[("opened", "occurred", "2025-05-05")]),
        Told("b", "Ada Moss opened the quay.", source="Northgate Post", copy_of="a"),
    ])
    assert article_additions(told).set_index("article_id")["adds"].to_dict() == {"a": "1 new", "b": "a copy"}


@pytest.mark.parametrize(("sentence", "timeless"), [
    ("Ellan is located to the east of Norland and covers over half of the island.", True),
    ("Norland lies on the boundary of two plates.", True),
    ("The island is home to six million people.", True),
    ("The strait is bordered by Norland and Ellan.", True),
    ("The park covers 300 square miles.", True),
    ("Eastmere has a population of 40,000.", True),
    ("The reef stretches and straddles the border with Ellan.", True),
    ("The lake spans nearly a third of the county.", True),
    ("The valley is surrounded by cliffs.", True),
    ("The border is made up of three rivers.", True),
    ("The fire covered half of the island on Monday.", False),
    ("A ferry ran aground off the island on Monday.", False),
    ("The wreck was located on Monday.", False),
    ("Moss lies to the board, Lind said.", False),
    ("Norland closed the border on Monday.", False),
])
def test_what_holds_at_all_times_is_no_news(sentence: str, timeless: bool) -> None:
    assert bool(re.search(pattern_text("brief.timeless"), sentence)) is timeless
