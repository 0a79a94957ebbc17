"""Who speaks, of whom, without a name, and the ledger: a handful of quotations in, the answer's rows out."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from broadsheet import schemas
from broadsheet.analysis.actors.speaker_ranking import (
    anonymous_share,
    only_spoken_about,
    quote_ledger,
    speaker_ranking,
    spoken_about,
    wilson,
)
from broadsheet.analysis.evidence import witnesses
from broadsheet.annotating import Layers

SLOW = "Mara Ellison said the ministry was slow. Two officials said Ellison was late."
ARTICLES = [
    # article, outlet, day, copy of, text
    ("a", "Lantern", "2025-10-01", None, SLOW),
    ("b", "Lantern", "2025-10-03", None,
     "“We will not sign the treaty before the spring comes,” Mara Ellison told Tobias Renner. She believes it."),
    ("c", "Harbour", "2025-10-02", None,
     "“We will not sign the treaty before the spring comes, never,” said Ellison. Renner denied a delay."),
    ("d", "Harbour", "2025-10-04", "a", SLOW),
]
ACTORS = [
    ("ellison", "Mara Ellison", "person", None), ("ministry", "Ministry", "organisation", None),
    ("renner", "Tobias Renner", "person", None),
]


@pytest.fixture
def layers() -> Layers:
    texts = {article: text for article, _, _, _, text in ARTICLES}

    def span(article: str, words: str, *, last: bool = False) -> tuple[int, int]:
        start = texts[article].rindex(words) if last else texts[article].index(words)
        return start, start + len(words)

    def quote(article: str, content: str, manner: str, cue: str, speaker: str, actor: str | None, anonymous: bool = False) -> tuple:
        start, end = span(article, content)
        # a second reporting clause of an article stands behind the first one's content
        cue_at = span(article, cue, last=anonymous or cue in ("believes", "denied"))
        return (article, start, end, content, manner, cue, *cue_at, *span(article, speaker), actor, anonymous)

    def mention(article: str, words: str, actor: str, *, last: bool = False) -> tuple:
        return (article, *span(article, words, last=last), words, "person", "name", actor)

    quotes = [
        quote("a", "the ministry was slow", "indirect", "said", "Mara Ellison", "ellison"),
        quote("a", "Ellison was late", "indirect", "said", "Two officials", None, True),
        quote("b", "We will not sign the treaty before the spring comes", "direct", "told", "Mara Ellison", "ellison"),
        quote("b", "it", "indirect", "believes", "She", "ellison"),
        quote("c", "We will not sign the treaty before the spring comes, never", "direct", "said", "Ellison", "ellison"),
        quote("c", "a delay", "indirect", "denied", "Renner", "renner"),
    ]
    copied = [("d", *row[1:]) for row in quotes if row[0] == "a"]
    mentions = [
        mention("a", "Mara Ellison", "ellison"), mention("a", "ministry", "ministry"), mention("a", "Ellison", "ellison", last=True),
        mention("b", "Mara Ellison", "ellison"), mention("b", "Tobias Renner", "renner"), mention("c", "Ellison", "ellison"),
    ]
    roles = [
        ("ellison", "a", 0, 4, "mayor", "ministry", None, pd.Timestamp("2025-10-01", tz="UTC")),
        ("ellison", "c", 0, 4, "minister", None, None, pd.Timestamp("2025-10-02", tz="UTC")),
    ]
    articles = pd.DataFrame(ARTICLES, columns=["article_id", "source", "published_at", "copy_of", "text"])
    tables = {name: schemas.frame(name) for name in schemas.LAYERS}
    tables |= {
        "quotes": schemas.frame("quotes", quotes + copied), "mentions": schemas.frame("mentions", mentions),
        "actors": schemas.frame("actors", ACTORS), "roles": schemas.frame("roles", roles),
    }
    return Layers(articles=schemas.frame("articles", articles), **tables)


def test_a_speaker_counts_once_per_statement_and_copies_do_not_count(layers: Layers) -> None:
    ranked = speaker_ranking(layers).set_index("actor_id")
    # Ellison: slow ministry (a); the treaty, in b and c one statement though c has more of it; what she believes is none
    assert ranked.loc["ellison", ["statements", "articles", "outlets"]].tolist() == [2, 3, 2]
    assert ranked.loc["ellison", "direct"] == pytest.approx(0.5)
    assert ranked.index.tolist() == ["ellison", "renner"]


def test_ranking_has_name_last_role_and_evidence(layers: Layers) -> None:
    first = speaker_ranking(layers, top=1).iloc[0]
    assert (first["name"], first["role"]) == ("Mara Ellison", "minister")
    text = layers.articles.set_index("article_id")["text"][first["article_id"]]
    assert text[first["start"]:first["end"]] == "We will not sign the treaty before the spring comes"


def test_ranking_of_nothing_is_empty_with_its_columns(layers: Layers) -> None:
    nothing = speaker_ranking(_without_quotes(layers))
    assert len(nothing) == 0 and list(nothing.columns) == list(speaker_ranking(layers).columns)


def test_spoken_about_counts_who_is_named_inside_the_words(layers: Layers) -> None:
    pairs = spoken_about(layers)
    assert list(zip(pairs["holder_id"], pairs["actor_id"], pairs["statements"], strict=True)) == [("ellison", "ministry", 1)]


def test_spoken_about_of_nothing_is_empty(layers: Layers) -> None:
    assert len(spoken_about(_without_quotes(layers))) == 0


def test_anonymous_share_by_outlet_with_its_interval(layers: Layers) -> None:
    shares = anonymous_share(layers).set_index("source")
    assert shares.loc["Lantern", ["n", "anonymous"]].tolist() == [3, 1]
    assert shares.loc["Harbour", ["n", "anonymous"]].tolist() == [2, 0]
    assert (shares["low"] <= shares["share"]).all() and (shares["share"] <= shares["high"]).all()
    assert not shares["enough"].any()


def test_wilson_interval_of_the_textbook() -> None:
    # 1 of 10, Wilson 95 %: Newcombe 1998, table I
    low, high = wilson([1], [10])
    assert (low[0], high[0]) == (pytest.approx(0.0179, abs=1e-4), pytest.approx(0.4042, abs=1e-4))


def test_ledger_has_the_columns_of_discourse_network_analyzer(layers: Layers) -> None:
    ledger = quote_ledger(layers)
    assert list(ledger.columns) == [
        "person", "organisation", "concept", "agreement", "colour", "date", "text", "source", "article_id", "start", "end",
    ]
    rows = ledger.set_index("text")
    assert rows.loc["the ministry was slow", ["person", "organisation"]].tolist() == ["Mara Ellison", "Ministry"]
    assert rows.loc["Ellison was late", ["person", "organisation"]].fillna("").tolist() == ["", "Two officials"]
    assert not rows.loc["a delay", "agreement"]
    assert rows["concept"].isna().all() and "d" not in set(ledger["article_id"])
    assert ledger["date"].is_monotonic_increasing


@pytest.mark.parametrize(("speaker", "several"), [
    ("UK officials", True), ("Analysts", True), ("Two people with knowledge of the talks", True), ("Officials in Lund", True),
    ("A diplomat from one of the countries", False), ("a spokeswoman for the workers", False), ("The boss", False), ("A person", False),
])
def test_several_unnamed_speakers_are_no_person(layers: Layers, speaker: str, several: bool) -> None:
    article = layers.articles.iloc[:1].assign(text=f"{speaker} said it was late.")
    end = len(speaker)
    said = ("a", end + 6, end + 17, "it was late", "indirect", "said", end + 1, end + 5, 0, end, None, True)
    only = replace(layers, articles=article, quotes=schemas.frame("quotes", [said]))
    row = quote_ledger(only).iloc[0]
    assert row["organisation" if several else "person"] == speaker
    assert pd.isna(row["person" if several else "organisation"])


def test_a_wish_is_in_the_ledger_only_in_the_wishers_words(layers: Layers) -> None:
    quotes = layers.quotes[layers.quotes["article_id"] == "b"].assign(cue="hopes")
    assert quote_ledger(replace(layers, quotes=quotes))["text"].tolist() == [
        "We will not sign the treaty before the spring comes",
    ]


def test_nothing_is_changed_in_the_layers(layers: Layers) -> None:
    before = {name: frame.copy() for name, frame in layers.frames().items()}
    for answer in (speaker_ranking, spoken_about, anonymous_share, quote_ledger):
        answer(layers)
    for name, frame in layers.frames().items():
        pd.testing.assert_frame_equal(frame, before[name])


def _without_quotes(layers: Layers) -> Layers:
    return Layers(**(layers.frames() | {"quotes": schemas.frame("quotes")}))


def test_who_is_spoken_of_and_never_quoted_is_unheard(layers: Layers) -> None:
    unheard = only_spoken_about(layers)
    assert unheard[["name", "kind", "statements", "speakers"]].values.tolist() == [["Ministry", "organisation", 1, 1]]
    passages = witnesses(unheard, layers)
    assert [layers.articles.set_index("article_id")["text"][a][s:e] for _, a, s, e in passages.itertuples(index=False)] == [
        "the ministry was slow",
    ]


def test_a_focus_narrows_the_ledger_and_what_is_said_of_others(layers: Layers) -> None:
    assert set(quote_ledger(layers, focus="Tobias Renner")["person"]) == {"Tobias Renner"}
    pairs = spoken_about(layers, focus="Ministry")
    assert pairs[["holder", "name"]].values.tolist() == [["Mara Ellison", "Ministry"]]
