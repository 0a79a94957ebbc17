"""Forty queries find the articles that a plain scan of the texts finds, and every row leads to a sentence that shows why."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

import pandas as pd
import pytest

from broadsheet.errors import RequestError

Holds = Callable[[pd.Series], bool]


def bare(text: object) -> str:
    """A text without case and accents, with single spaces between its words."""
    folded = "".join(c for c in unicodedata.normalize("NFKD", str(text or "").casefold()) if not unicodedata.combining(c))
    return f" {' '.join(re.sub(r'[^0-9a-z]+', ' ', folded).split())} "


def has(words: str, *, only: str | None = None) -> Holds:
    """The words in a row, in title or text."""
    return lambda row: any(f" {words} " in row[name] for name in ([only] if only else ["title_", "text_"]))


def begins(words: str) -> Holds:
    """The words in a row, of the last one the beginning."""
    return lambda row: f" {words}" in row["title_"] or f" {words}" in row["text_"]


def near(one: str, other: str, within: int) -> Holds:
    """Two words with at most so many between them, in either order, in title or text."""
    gap = rf"(?:\w+ ){{0,{within}}}"
    either = re.compile(rf"(?= {one} {gap}{other} )|(?= {other} {gap}{one} )")
    return lambda row: bool(either.search(row["title_"]) or either.search(row["text_"]))


def both(*parts: Holds) -> Holds:
    return lambda row: all(part(row) for part in parts)


def either(*parts: Holds) -> Holds:
    return lambda row: any(part(row) for part in parts)


def no(part: Holds) -> Holds:
    return lambda row: not part(row)


def outlet(name: str) -> Holds:
    return lambda row: row["source"] == name


def days(first: str, last: str) -> Holds:
    return lambda row: first <= str(row["published_at"])[:10] <= last


QUERIES: dict[str, Holds] = {
    "Kosovo": has("kosovo"),
    "kosovo": has("kosovo"),
    "KURTI": has("kurti"),
    "zebra": has("zebra"),
    "the": has("the"),
    "Thaci": has("thaci"),
    "Spajić": has("spajic"),
    "spajic": has("spajic"),
    "22": has("22"),
    "Kosovo Albania": both(has("kosovo"), has("albania")),
    "Kosovo AND Albania": both(has("kosovo"), has("albania")),
    "Bosnia OR Montenegro": either(has("bosnia"), has("montenegro")),
    "Rama NOT Kurti": both(has("rama"), no(has("kurti"))),
    "Rama AND NOT Kurti": both(has("rama"), no(has("kurti"))),
    "NOT hub*": no(begins("hub")),
    "NOT (Rama OR Kurti)": both(no(has("rama")), no(has("kurti"))),
    "(Bosnia OR Montenegro) hub*": both(either(has("bosnia"), has("montenegro")), begins("hub")),
    "Bosnia OR Montenegro hub*": either(has("bosnia"), both(has("montenegro"), begins("hub"))),
    '"return hub"': has("return hub"),
    '"return hubs"': has("return hubs"),
    '"return hub*"': begins("return hub"),
    '"return hub"*': begins("return hub"),
    '“return hubs” Kosovo': both(has("return hubs"), has("kosovo")),
    '"of the"': has("of the"),
    '"hubs return"': has("hubs return"),
    '"Prime Minister" NOT Starmer': both(has("prime minister"), no(has("starmer"))),
    "return-hubs": has("return hubs"),
    "Kosovo's": has("kosovo s"),
    "deport*": begins("deport"),
    "migra* AND border*": both(begins("migra"), begins("border")),
    "NEAR(hub Tirana, 5)": near("hub", "tirana", 5),
    "NEAR(hubs Kosovo)": near("hubs", "kosovo", 10),
    "NEAR/3(Starmer Rama)": near("starmer", "rama", 3),
    'NEAR("return hubs" Albania, 8)': near("return hubs", "albania", 8),
    "NEAR(Starmer Rama, 0)": near("starmer", "rama", 0),
    "title:hubs": has("hubs", only="title_"),
    "title:(Albania OR Kosovo) NOT title:hubs": both(
        either(has("albania", only="title_"), has("kosovo", only="title_")), no(has("hubs", only="title_"))),
    'outlet:"Northgate Courier" hub*': both(outlet("Northgate Courier"), begins("hub")),
    "source:wireline* OR title:Bosnia": either(outlet("Wireline Press"), has("bosnia", only="title_")),
    "Kosovo day:2025-10": both(has("kosovo"), days("2025-10-01", "2025-10-31")),
    "day:2025-05-15..2025-05-18": days("2025-05-15", "2025-05-18"),
    "hub* NOT day:..2025-09": both(begins("hub"), no(days("2000-01-01", "2025-09-30"))),
}


@pytest.fixture(scope="module")
def scanned(unannotated) -> pd.DataFrame:
    """The articles with what a plain scan reads."""
    articles = unannotated.articles()
    return articles.assign(title_=articles["title"].map(bare), text_=articles["text"].map(bare))


@pytest.mark.parametrize(("query", "holds"), QUERIES.items(), ids=list(QUERIES))
def test_the_articles_are_those_of_a_plain_scan(unannotated, scanned, query, holds):
    wanted = {row["article_id"] for _, row in scanned.iterrows() if holds(row)}
    found = unannotated.search(query, top=None)
    assert set(found["article_id"]) == wanted
    assert found.attrs["articles"] == len(wanted) == len(found)


def test_the_queries_are_forty_and_most_find_some_articles_and_not_all(unannotated, scanned):
    numbers = [sum(holds(row) for _, row in scanned.iterrows()) for holds in QUERIES.values()]
    assert len(QUERIES) >= 40 and sum(0 < number < len(scanned) for number in numbers) >= 30


def test_every_row_leads_to_a_sentence_that_shows_the_words(unannotated):
    articles = unannotated.articles().set_index("article_id")
    found = unannotated.search('"return hub*" OR Tirana', top=None, passages=3)
    assert found["article_id"].duplicated().any() and found["score"].is_monotonic_decreasing
    for row in found[found["match_start"].notna()].itertuples():
        text = articles.at[row.article_id, "text"]
        assert row.start <= row.match_start < row.match_end <= row.end
        assert " ".join(text[row.match_start:row.match_end].split()) == row.match
        assert f"{row.before}{row.match}{row.after}".strip() in " ".join(text.split())
        assert "\n\n" not in text[row.start:row.end]


def test_words_in_the_title_only_are_shown_there(unannotated):
    row = unannotated.search("title:Spies", top=1).iloc[0]
    assert (row["before"] + row["match"] + row["after"]) == row["title"] and pd.isna(row["match_start"]) and row["start"] == 0


def test_the_period_and_the_outlet_narrow(unannotated):
    whole = unannotated.search("Kosovo", top=None)
    part = unannotated.search("Kosovo", since="2025-10-10", source="Wireline Press", top=None)
    kept = whole[(whole["published_at"] >= "2025-10-10") & (whole["source"] == "Wireline Press")]
    assert 0 < len(part) == len(kept) < len(whole)
    assert len(unannotated.search("Kosovo", top=2)) == 2


REFUSED = {
    "": "character 1: it is empty",
    '"return hubs': "character 1: a phrase is opened and not closed",
    "(Kosovo OR": "character 11: a word is missing after OR",
    "Kosovo AND": "character 11: a word is missing after AND",
    "(Kosovo": "character 1: a parenthesis is opened and not closed",
    "Kosovo)": "character 7: a parenthesis is closed that was not opened",
    "outlets:Post": "character 1: no field 'outlets'; did you mean outlet:?",
    "colour:red": "character 1: no field 'colour'; fields are title, outlet",
    "hub*s": "character 4: * may only end a word",
    "Kosovo ?!": "character 8: '?!' has no letter or digit",
    "day:2025-13": "character 5: '2025-13' is no day",
    "day:2025-10..2025-09": "the days end (2025-09-30) before they begin (2025-10-01)",
    "NEAR(one, 5)": "NEAR takes two to four words or phrases; here are 1",
    "NEAR(one two three, 40)": "NEAR of 3 reaches over 11 words at most",
    "NEAR(one two, x)": "NEAR needs a number after its comma",
    "outlet:Couriers": "no outlet is called 'Couriers'",
    "x" * 3000: "3,000 characters are too many",
    "(" * 60 + "x" + ")" * 60: "more than 40 parentheses",
}


@pytest.mark.parametrize(("query", "said"), REFUSED.items(), ids=[str(n) for n in range(len(REFUSED))])
def test_what_is_wrong_with_a_query_is_said_in_one_line_with_its_place(unannotated, query, said):
    with pytest.raises(RequestError) as caught:
        unannotated.search(query)
    assert said in str(caught.value) and "\n" not in str(caught.value)


def test_layers_and_tables_are_narrowed_by_a_query(archive):
    first = archive.articles().iloc[0]
    word = first["text"].split()[1].strip(",.\"")
    wanted = {row.article_id for row in archive.articles().itertuples() if has(bare(word).strip())(
        pd.Series({"title_": bare(row.title), "text_": bare(row.text)}))}
    layers = archive.layers(query=word)
    assert set(layers.articles["article_id"]) == wanted == set(archive.articles(query=word)["article_id"])
    assert 0 < len(wanted) < len(archive) and set(layers.mentions["article_id"]) <= wanted
    assert archive.layers(query="zebra").articles.empty


def test_an_actor_is_found_by_its_names_and_as_it_was_corrected(archive):
    named = archive.mentions()["actor_id"].value_counts()
    actor = archive.actors().set_index("actor_id").loc[named.index[3]]
    wanted = set(archive.mentions().query("actor_id == @actor.name")["article_id"])
    assert set(archive.search(f'actor:"{actor["name"]}"', top=None)["article_id"]) == wanted and wanted
    with pytest.raises(RequestError, match="no actor is called 'Nobody'"):
        archive.search("actor:Nobody")
    (archive.path / "corrections.toml").write_text(f'[[actors]]\nactor = "{actor.name}"\nmerge_into = "{named.index[4]}"\n', "utf-8")
    both_ = wanted | set(archive.mentions().query("actor_id == @named.index[4]")["article_id"])
    assert set(archive.search(f"actor:{named.index[4]}", top=None)["article_id"]) == both_
