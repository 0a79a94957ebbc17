"""Records of tables: known by shape, guessed or mapped; one that is wrong is named and costs no other."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from broadsheet.errors import RequestError
from broadsheet.reading import Reading, read_articles

ONE = "The mayor of Eastmere said on Monday that the ferry to Vellin would sail again in June, once the quay has been repaired."
TWO = "Critics in the council argued that the price of four million crowns was too high and the work should be tendered again."
DAY = pd.Timestamp("2025-10-21", tz="UTC")


def read(folder: Path, name: str, content: str | Any, **options: Any) -> Reading:
    text = content if isinstance(content, str) else json.dumps(content)
    (folder / name).write_text(text, encoding="utf-8")
    return read_articles(folder / name, **options)


def rejects(reading: Reading) -> list[tuple[str, str]]:
    return list(zip(reading.rejects["part"], reading.rejects["reason"], strict=True))


HTML = f"<p>{ONE}</p><p>{TWO}</p>"
SHAPES: dict[str, Any] = {
    "The Guardian": {"response": {"status": "ok", "total": 1, "results": [{
        "id": "world/1", "sectionName": "World", "webPublicationDate": "2025-10-21T00:00:00Z", "webTitle": "Ferry back",
        "webUrl": "https://ledger.example/a", "fields": {"bodyText": f"{ONE}\n\n{TWO}", "byline": "Ana Dell", "publication": "The Ledger"},
    }]}},
    "The New York Times": {"status": "OK", "response": {"docs": [{
        "web_url": "https://ledger.example/a", "lead_paragraph": f"{ONE}\n\n{TWO}", "headline": {"main": "Ferry back"},
        "pub_date": "2025-10-21T00:00:00+0000", "byline": {"original": "By Ana Dell"}, "source": "The Ledger", "section_name": "World",
    }]}},
    "NewsAPI": {"status": "ok", "articles": [{
        "source": {"id": None, "name": "The Ledger"}, "author": "Ana Dell", "title": "Ferry back", "description": "Short.",
        "url": "https://ledger.example/a", "publishedAt": "2025-10-21T00:00:00Z", "content": f"{ONE}\n\n{TWO}",
    }]},
    "Event Registry": {"articles": {"results": [{
        "uri": "1", "lang": "eng", "date": "2025-10-20", "dateTimePub": "2025-10-21T00:00:00Z", "url": "https://ledger.example/a",
        "title": "Ferry back", "body": f"{ONE}\n\n{TWO}", "source": {"uri": "ledger.example", "title": "The Ledger"},
        "authors": [{"uri": "ana", "name": "Ana Dell"}],
    }]}},
    "WordPress": [{
        "id": 7, "date": "2025-10-21T02:00:00", "date_gmt": "2025-10-21T00:00:00", "link": "https://ledger.example/a", "author": 3,
        "title": {"rendered": "Ferry back"}, "content": {"rendered": HTML, "protected": False}, "excerpt": {"rendered": "<p>Short.</p>"},
        "yoast_head_json": {"og_site_name": "The Ledger", "author": "Ana Dell"},
    }],
    "Elasticsearch": {"took": 1, "hits": {"total": {"value": 1}, "hits": [{"_index": "a", "_id": "1", "_source": {
        "title": "Ferry back", "body": f"{ONE}\n\n{TWO}", "date": "2025-10-21", "outlet": "The Ledger", "author": "Ana Dell",
        "url": "https://ledger.example/a",
    }}]}},
    "fundus": [{
        "title": "Ferry back", "authors": ["Ana Dell"], "publishing_date": "2025-10-21 00:00:00+00:00", "publisher": "The Ledger",
        "body": {"summary": ["Short."], "sections": [{"headline": [], "paragraphs": [ONE]}, {"headline": ["Next"], "paragraphs": [TWO]}]},
        "html": {"requested_url": "https://ledger.example/a"},
    }],
    "trafilatura": {
        "title": "Ferry back", "author": "Ana Dell", "hostname": "ledger.example", "date": "2025-10-21", "text": f"{ONE}\n{TWO}",
        "filedate": "2025-11-30", "source": "https://ledger.example/a", "source-hostname": "The Ledger",
    },
    "Aylien": {"stories": [{
        "title": "Ferry back", "body": f"{ONE}\n\n{TWO}", "published_at": "2025-10-21T00:00:00Z", "source": {"name": "The Ledger"},
        "author": {"name": "Ana Dell"}, "links": {"permalink": "https://ledger.example/a"},
    }]},
    "pandas by columns": {
        "title": {"0": "Ferry back"}, "text": {"0": f"{ONE}\n\n{TWO}"}, "date": {"0": "2025-10-21"}, "source": {"0": "The Ledger"},
        "author": {"0": "Ana Dell"}, "url": {"0": "https://ledger.example/a"},
    },
    "pandas by index": {"0": {
        "title": "Ferry back", "text": f"{ONE}\n\n{TWO}", "date": "2025-10-21", "source": "The Ledger", "author": "Ana Dell",
        "url": "https://ledger.example/a",
    }},
    "pandas split": {
        "columns": ["title", "text", "date", "source", "author", "url"], "index": [0],
        "data": [["Ferry back", f"{ONE}\n\n{TWO}", "2025-10-21", "The Ledger", "Ana Dell", "https://ledger.example/a"]],
    },
    "an unknown service": {"meta": {"page": 1}, "result": {"found": {"entries": [{"item": {
        "headline": "Ferry back", "body": f"{ONE}\n\n{TWO}", "published": "2025-10-21", "outlet": "The Ledger", "byline": "Ana Dell",
        "url": "https://ledger.example/a",
    }}]}}},
}


@pytest.mark.parametrize("service", SHAPES)
def test_the_json_of_usual_services_is_read_by_its_shape(service: str, tmp_path: Path) -> None:
    articles, refused = read(tmp_path, "a.json", SHAPES[service])
    assert refused.empty, refused.to_dict("records")
    assert len(articles) == 1
    row = articles.iloc[0]
    assert row["text"] == f"{ONE}\n\n{TWO}"
    assert (row["title"], row["source"], row["byline"], row["url"]) == ("Ferry back", "The Ledger", "Ana Dell", "https://ledger.example/a")
    assert row["published_at"] == DAY


@pytest.mark.parametrize("record", [
    {"url": "https://ledger.example/a", "title": "Ferry", "seendate": "20251021T093000Z", "domain": "ledger.example"},
    {"media_name": "The Ledger", "media_url": "ledger.example", "publish_date": "2025-10-21", "title": "Ferry", "url": "https://x.example"},
], ids=["GDELT", "Media Cloud"])
def test_a_list_of_addresses_without_texts_is_said_to_be_one(record: dict[str, str], tmp_path: Path) -> None:
    articles, refused = read(tmp_path, "a.json", {"articles": [record, record]})
    assert articles.empty and len(refused) == 1
    assert refused["part"].tolist() == ["2 records"] and "addresses" in refused["detail"].iloc[0]


def test_one_bad_record_costs_no_other(tmp_path: Path) -> None:
    """A text of one element, one of nothing but tags, a number, a page without an article: each is read or named by itself."""
    records = [
        {"text": ONE}, {"text": f"<p>{TWO}</p>"}, {"text": "<div></div>"}, {"text": 7}, {"text": "<html><body></body></html>"},
        {"text": f"{ONE} And again.", "date": ["x"]}, {"text": f"<html><body><article><p>{TWO}</p><p>{ONE}</p></article></body></html>"},
    ]
    reading = read(tmp_path, "a.jsonl", "\n".join(json.dumps(record) for record in records))
    assert set(reading.articles["text"]) == {ONE, TWO, f"{ONE} And again.", f"{TWO}\n\n{ONE}"}
    assert [part for part, _ in rejects(reading)] == ["line 3", "line 4", "line 5"]


def test_a_whole_page_in_a_record_fills_what_the_record_leaves_out(tmp_path: Path) -> None:
    page = f"<html><head><title>Ferry back</title></head><body><article><h1>Ferry back</h1><p>{ONE}</p><p>{TWO}</p></article></body></html>"
    row = read(tmp_path, "a.json", [{"html": page, "outlet": "The Ledger"}]).articles.iloc[0]
    assert (row["title"], row["source"], row["text"]) == ("Ferry back", "The Ledger", f"{ONE}\n\n{TWO}")


@pytest.mark.parametrize(("text", "paragraphs"), [
    (f"{ONE}<br>{TWO}", [ONE, TWO]),
    (f"<p>{ONE}</p>", [ONE]),
    (f"{ONE}<br/><br/>{TWO}", [ONE, TWO]),
    (f"<em>{ONE[:9]}</em>{ONE[9:]}", [ONE]),
    (f"{ONE} It was 3 < 4, he said, and a > b.", [f"{ONE} It was 3 < 4, he said, and a > b."]),
])
def test_markup_in_a_text_is_seen_from_one_tag_on(text: str, paragraphs: list[str], tmp_path: Path) -> None:
    assert read(tmp_path, "a.json", [{"text": text}]).articles["text"].tolist() == ["\n\n".join(paragraphs)]


@pytest.mark.parametrize("nothing", ["nan", "NaN", "None", "NULL", "N/A", "#N/A", "<NA>", "-", ""])
def test_what_stands_for_nothing_is_no_value(nothing: str, tmp_path: Path) -> None:
    rows = pd.DataFrame({"title": [nothing, "Two"], "text": [ONE, nothing], "source": [nothing, "X"], "author": [nothing, nothing]})
    rows.to_csv(tmp_path / "a.csv", index=False)
    articles, refused = read_articles(tmp_path / "a.csv")
    assert articles[["title", "source", "byline"]].isna().all(axis=None) and len(articles) == 1
    assert refused["reason"].tolist() == ["empty"]


def test_a_name_that_holds_such_a_word_stays(tmp_path: Path) -> None:
    row = read(tmp_path, "a.json", [{"text": ONE, "title": "Nan Goldin returns", "author": "Nan Goldin", "source": "None of the Above"}])
    assert row.articles[["title", "byline", "source"]].values.tolist() == [["Nan Goldin returns", "Nan Goldin", "None of the Above"]]


@pytest.mark.parametrize(("rows", "reason"), [
    ("title,text,source\nFerry,The ferry, which sank in May, is back.,Ledger\n", "5 cells, the header 3"),
    (f'title,text,source\nFerry,"{ONE}"\n', "2 cells, the header 3"),
])
def test_a_shifted_row_is_a_reject(rows: str, reason: str, tmp_path: Path) -> None:
    articles, refused = read(tmp_path, "a.csv", rows)
    assert articles.empty and refused[["reason", "detail"]].values.tolist() == [["shifted row", reason]]


def test_empty_cells_behind_the_last_column_shift_nothing(tmp_path: Path) -> None:
    assert len(read(tmp_path, "a.csv", f'title,text,source\nFerry,"{ONE}",Ledger,,\n').articles) == 1


def test_a_table_whose_writer_leaves_out_empty_cells_at_the_end_is_read(tmp_path: Path) -> None:
    rows = [f'{n},"{ONE} {n}"' + (",Ledger" if n % 2 else "") for n in range(10)]
    assert len(read(tmp_path, "a.csv", "\n".join(["title,text,source", *rows])).articles) == 10


@pytest.mark.parametrize("head", ["sep=;\n", "Results of 3 November\n", "\n\n"])
def test_lines_above_the_header_are_passed_over(head: str, tmp_path: Path) -> None:
    articles, refused = read(tmp_path, "a.csv", f'{head}title;text;date\nFerry;"{ONE}";2025-10-21\n')
    assert refused.empty and articles[["title", "text"]].values.tolist() == [["Ferry", ONE]]


def test_a_heading_above_the_columns_of_a_sheet_is_passed_over(tmp_path: Path) -> None:
    pd.DataFrame([["Results", None], ["title", "text"], ["Ferry", ONE]]).to_excel(tmp_path / "a.xlsx", index=False, header=False)
    assert read_articles(tmp_path / "a.xlsx").articles["text"].tolist() == [ONE]


def test_a_table_without_a_known_text_is_one_reject_that_names_its_columns(tmp_path: Path) -> None:
    content = f'headline,wording\nOne,"{ONE}"\nTwo,"{TWO}"\n'
    articles, refused = read(tmp_path, "a.csv", content)
    assert articles.empty and len(refused) == 1
    assert "headline, wording" in refused["detail"].iloc[0] and "--map text=" in refused["detail"].iloc[0]
    mapped = read(tmp_path, "a.csv", content, map={"text": "wording"}).articles
    assert sorted(mapped["title"]) == ["One", "Two"], "what the mapping leaves out is guessed"


def test_a_mapping_may_lead_into_a_record(tmp_path: Path) -> None:
    record = {"inner": {"words": ONE}, "label": "Ferry", "title": "Not this"}
    row = read(tmp_path, "a.json", [record], map={"text": "inner.words", "title": "label"}).articles.iloc[0]
    assert (row["text"], row["title"]) == (ONE, "Ferry")
    with pytest.raises(RequestError, match="no column 'body'"):
        read(tmp_path, "a.json", [record], map={"body": "inner.words"})


DATES: dict[str, tuple[list[str], list[str], bool]] = {
    "a day above 12 in second place": (["03/04/2025", "03/14/2025", "12/11/2024"], ["2025-03-04", "2025-03-14", "2024-12-11"], False),
    "a day above 12 in first place": (["03/04/2025", "14/03/2025"], ["2025-04-03", "2025-03-14"], False),
    "nothing that tells": (["03/04/2025", "05/06/2025"], ["2025-04-03", "2025-06-05"], True),
    "both orders": (["03/04/2025", "14/03/2025", "03/15/2025"], ["2025-04-03", "2025-03-14", "2025-03-15"], True),
    "full stops": (["03.04.2025", "5.6.2025"], ["2025-04-03", "2025-06-05"], False),
    "the same in both orders": (["03/03/2025", "5/5/2025"], ["2025-03-03", "2025-05-05"], False),
    "two digits of the year": (["10/21/25", "03/04/25"], ["2025-10-21", "2025-03-04"], False),
    "a clock behind": (["10/21/2025 3:45 PM", "03/04/2025 9:00 AM"], ["2025-10-21", "2025-03-04"], False),
}


@pytest.mark.parametrize("name", DATES)
def test_the_column_tells_whether_the_day_or_the_month_comes_first(name: str, tmp_path: Path) -> None:
    stated, expected, flagged = DATES[name]
    pd.DataFrame({"title": range(len(stated)), "text": [f"{ONE} {n}" for n in range(len(stated))], "date": stated}).to_csv(
        tmp_path / "a.csv", index=False)
    articles, refused = read_articles(tmp_path / "a.csv")
    assert articles.sort_values("title")["published_at"].dt.strftime("%Y-%m-%d").tolist() == expected
    assert refused["reason"].tolist() == (["date order unclear"] if flagged else [])


def test_the_order_of_dates_can_be_set(tmp_path: Path) -> None:
    reading = read(tmp_path, "a.csv", f'title,text,date\nOne,"{ONE}",03/04/2025\n', day_first=False)
    assert reading.rejects.empty and reading.articles["published_at"].iloc[0] == pd.Timestamp("2025-03-04", tz="UTC")


def test_a_date_that_is_not_understood_is_listed(tmp_path: Path) -> None:
    reading = read(tmp_path, "a.csv", f'title,text,date\nOne,"{ONE}",two moons ago\nTwo,"{TWO}",\n')
    assert reading.articles["published_at"].isna().all()
    assert rejects(reading) == [("row 2, published_at", "date not understood")]
    assert "two moons ago" in reading.rejects["detail"].iloc[0]


def test_an_address_is_no_outlet(tmp_path: Path) -> None:
    articles = read(tmp_path, "a.json", [
        {"text": ONE, "source": "https://ledger.example/2025/a"}, {"text": TWO, "source": "https://www.ledger.example/"},
    ]).articles.set_index("text")
    assert articles.loc[ONE, "url"] == "https://ledger.example/2025/a" and pd.isna(articles.loc[ONE, "source"])
    assert articles.loc[TWO, "source"] == "ledger.example"


def test_a_cut_text_loses_its_mark_and_is_counted(tmp_path: Path) -> None:
    reading = read(tmp_path, "a.json", {"articles": [{"title": "One", "content": f"{ONE}… [+2345 chars]", "source": {"name": "X"}}]})
    assert reading.articles["text"].tolist() == [ONE]
    assert rejects(reading) == [("texts", "cut text")]


def test_lines_in_a_file_called_json_and_what_stands_before_damage_are_read(tmp_path: Path) -> None:
    lines = "\n".join(json.dumps({"text": text}) for text in (ONE, TWO))
    assert len(read(tmp_path, "a.json", lines).articles) == 2
    whole = json.dumps({"articles": [{"text": ONE}, {"text": TWO}, {"text": ONE + TWO}]})
    cut = read(tmp_path, "b.json", whole[:-30])
    assert len(cut.articles) == 2 and rejects(cut) == [("after record 2", "broken JSON")]


@pytest.mark.parametrize("ending", ["csv", "xlsx", "jsonl", "parquet"])
def test_no_row_of_a_long_table_is_lost(ending: str, tmp_path: Path) -> None:
    rows = pd.DataFrame({"title": [f"Story {n}" for n in range(1203)], "text": [f"Story {n}. {ONE}" for n in range(1203)]})
    path = tmp_path / f"a.{ending}"
    if ending == "csv":
        rows.to_csv(path, index=False)
    elif ending == "xlsx":
        rows.to_excel(path, index=False)
    elif ending == "parquet":
        rows.to_parquet(path)
    else:
        rows.to_json(path, orient="records", lines=True)
    articles, refused = read_articles(path)
    assert set(articles["title"]) == set(rows["title"]) and refused.empty
