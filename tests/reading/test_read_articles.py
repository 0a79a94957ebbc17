"""Files in, `articles` and `rejects` out."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pandas as pd
import pytest

from broadsheet import schemas
from broadsheet.errors import RequestError
from broadsheet.reading import content_id, guessed_mapping, iter_articles, mark_copies, read_articles

PROSE = (
    "Ministers from six countries met in Novi Grad on Thursday and agreed on a common list of border crossings.",
    "The list will be reviewed every spring, the host said, and each country may add two crossings of its own.",
    "Carriers had asked for shorter queues since the new checks began, and some of them had gone to court over the delays.",
)


def written(folder: Path, name: str, text: str | bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def only(frame: pd.DataFrame) -> pd.Series:
    assert len(frame) == 1, frame
    return frame.iloc[0]


def test_a_header_block_tells_title_outlet_date_and_people(tmp_path: Path) -> None:
    path = written(
        tmp_path, "a.txt",
        "Title: Six agree on crossings\nSource: The Meridian\nDate: 8 October 2025, 09:30 BST\n"
        "By: Ana Dell and Joe Roe, Political Editors\n\n"
        + "\n".join(PROSE),
    )
    row = only(read_articles(path).articles)
    assert row["title"] == "Six agree on crossings"
    assert row["source"] == "The Meridian"
    assert row["byline"] == "Ana Dell; Joe Roe"
    assert row["published_at"] == pd.Timestamp("2025-10-08 08:30", tz="UTC")
    assert (row["published_precision"], row["published_from"]) == ("minute", "metadata")
    assert row["text"] == "\n\n".join(PROSE)
    assert row["language"] == "en"
    assert row["path"] == str(path)


def test_front_matter_and_markdown_marks_are_not_text(tmp_path: Path) -> None:
    written(
        tmp_path, "a.md",
        f"---\ntitle: Six agree\ndate: 2025-10-08\nauthors: [Ana Dell]\n---\n# Six agree\n\n{PROSE[0]}\n\n## What next\n\n"
        f"**{PROSE[1]}** [more](https://example.org/a)\n\n> {PROSE[2]}\n",
    )
    row = only(read_articles(tmp_path).articles)
    assert row["title"] == "Six agree"
    assert row["byline"] == "Ana Dell"
    assert row["text"] == "\n\n".join((PROSE[0], f"{PROSE[1]} more", PROSE[2]))


def test_headings_and_a_trailing_follow_are_not_text(tmp_path: Path) -> None:
    written(tmp_path, "a.txt", f"{PROSE[0]}\nBorders in question\n{PROSE[1]}\nRead more: Queues grow\n{PROSE[2]}\nFollow\n")
    assert only(read_articles(tmp_path).articles)["text"] == "\n\n".join(PROSE)


def test_metadata_csv_is_believed_before_the_file_and_is_no_article(tmp_path: Path) -> None:
    written(
        tmp_path, "metadata.csv",
        "path,source,published_at,title,url,place\na.txt,The Courier,2025-10-09,Six agree,https://example.org/a,NOVI GRAD\n",
    )
    written(tmp_path, "a.txt", "Date: 2025-01-01\nTitle: Wrong\n\n" + "\n\n".join(PROSE))
    written(tmp_path, "README.md", "# What this folder is\n\nIt is no article.")
    written(tmp_path, "gold/b.txt", "Not an article either.")
    articles, rejects = read_articles(tmp_path)
    row = only(articles)
    assert (row["source"], row["title"], row["url"], row["place"]) == ("The Courier", "Six agree", "https://example.org/a", "NOVI GRAD")
    assert row["published_at"] == pd.Timestamp("2025-10-09", tz="UTC")
    assert (row["published_precision"], row["published_from"]) == ("day", "given")
    assert rejects.empty


def test_published_at_stands_for_all_that_have_no_date(tmp_path: Path) -> None:
    written(tmp_path, "a.txt", "Date: 2025-10-08\n\n" + PROSE[0])
    written(tmp_path, "b.txt", PROSE[1])
    articles = read_articles(tmp_path, published_at="2025-11-01", source="The Ledger").articles.set_index("text")
    assert articles.loc[PROSE[0], "published_at"] == pd.Timestamp("2025-10-08", tz="UTC")
    assert articles.loc[PROSE[1], "published_at"] == pd.Timestamp("2025-11-01", tz="UTC")
    assert articles.loc[PROSE[1], "published_from"] == "given"
    assert set(articles["source"]) == {"The Ledger"}


def test_records_of_json_lines_stand_alone(tmp_path: Path) -> None:
    records = [
        {"headline": "Six agree", "body": PROSE[0], "pubDate": "Wed, 08 Oct 2025 09:30:00 GMT", "outlet": "The Meridian"},
        {"headline": "Nothing"},
        {"headline": "Seven agree", "body": f"<p>{PROSE[1]}</p><p>{PROSE[2]}</p>"},
    ]
    lines = [json.dumps(record) for record in records]
    written(tmp_path, "a.jsonl", "\n".join([lines[0], '{"headline": broken', *lines[1:]]))
    articles, rejects = read_articles(tmp_path)
    assert sorted(articles["title"]) == ["Seven agree", "Six agree"]
    assert "\n\n".join(PROSE[1:]) in set(articles["text"])
    assert list(zip(rejects["part"], rejects["reason"], strict=True)) == [("line 2", "broken JSON"), ("line 3", "empty")]


def test_rows_of_csv_with_a_mapping(tmp_path: Path) -> None:
    written(tmp_path, "a.csv", f'Kopf;Inhalt;Tag\nSix agree;"{PROSE[0]}";08.10.2025\n')
    row = only(read_articles(tmp_path, columns={"Kopf": "title", "Inhalt": "text", "Tag": "published_at"}).articles)
    assert (row["title"], row["text"], row["published_at"]) == ("Six agree", PROSE[0], pd.Timestamp("2025-10-08", tz="UTC"))
    with pytest.raises(RequestError, match="mapped to 'headline'"):
        read_articles(tmp_path, columns={"Kopf": "headline"})


def test_the_same_content_is_read_once_and_said_so(tmp_path: Path) -> None:
    written(tmp_path, "a.txt", PROSE[0])
    written(tmp_path, "b.txt", PROSE[0])
    articles, rejects = read_articles(tmp_path)
    assert only(articles)["article_id"] == content_id(None, PROSE[0])
    assert (only(rejects)["reason"], Path(only(rejects)["path"]).name) == ("duplicate", "b.txt")


def test_a_future_date_is_flagged_and_not_believed(tmp_path: Path) -> None:
    written(tmp_path, "a.txt", "Date: 2101-10-08\n\n" + PROSE[0])
    articles, rejects = read_articles(tmp_path)
    assert pd.isna(only(articles)["published_at"])
    assert (only(rejects)["part"], only(rejects)["reason"]) == ("published_at", "date not believed")


def test_chunks_hold_what_one_reading_holds(tmp_path: Path) -> None:
    for number in range(7):
        written(tmp_path, f"{number}.txt", f"Story {number}. {PROSE[number % 3]}")
    chunks = list(iter_articles(tmp_path, chunk=3))
    assert [len(c.articles) for c in chunks] == [3, 3, 1]
    whole = read_articles(tmp_path).articles
    assert sorted(pd.concat([c.articles for c in chunks])["article_id"]) == list(whole["article_id"])
    schemas.validate("articles", whole)


def test_a_path_that_does_not_exist_is_a_wrong_request(tmp_path: Path) -> None:
    with pytest.raises(RequestError, match="nowhere"):
        read_articles(tmp_path / "nowhere")
    with pytest.raises(RequestError, match="yesterdayish"):
        read_articles(tmp_path, published_at="yesterdayish")


def test_an_empty_folder_is_no_error(tmp_path: Path) -> None:
    articles, rejects = read_articles(tmp_path)
    schemas.validate("articles", articles)
    assert articles.empty and rejects.empty


def test_a_text_that_begins_with_a_colon_keeps_its_first_line(tmp_path: Path) -> None:
    written(tmp_path, "a.txt", f"Summary: six countries agreed on crossings.\n\n{PROSE[0]}\n\n{PROSE[1]}")
    assert only(read_articles(tmp_path).articles)["text"].startswith("Summary: six countries agreed on crossings.")


def test_globs_and_several_paths_are_read_and_nothing_is_read_twice(tmp_path: Path) -> None:
    for number, name in enumerate(("a.txt", "b.txt", "c.md")):
        written(tmp_path, f"in/{name}", PROSE[number])
    articles, rejects = read_articles([tmp_path / "in" / "*.txt", tmp_path / "in" / "c.md", tmp_path / "in" / "a.txt"])
    assert sorted(articles["text"]) == sorted(PROSE)
    assert rejects.empty
    with pytest.raises(RequestError, match="nothing fits"):
        read_articles(tmp_path / "*.xml")


def test_standard_input_is_a_path(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(PROSE[0].encode())))
    row = only(read_articles("-").articles)
    assert (row["text"], row["path"]) == (PROSE[0], "-")


def test_the_same_text_in_two_outlets_is_two_articles_and_one_copy(tmp_path: Path) -> None:
    for outlet in ("The Courier", "The Ledger"):
        written(tmp_path, f"{outlet}.txt", f"Title: Six agree\nSource: {outlet}\nDate: 2025-10-08\n\n" + "\n\n".join(PROSE))
    marked = mark_copies(read_articles(tmp_path).articles)
    assert len(marked) == 2 and marked["copy_of"].notna().sum() == 1


def test_which_columns_a_table_was_read_as_is_shown(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    assert guessed_mapping(["Headline", "Publication Date", "Full Text", "Clicks"]) == {
        "Full Text": "text", "Headline": "title", "Publication Date": "published_at",
    }
    written(tmp_path, "a.csv", f'Headline,Full Text\nSix agree,"{PROSE[0]}"\n')
    with caplog.at_level("INFO", logger="broadsheet"):
        read_articles(tmp_path)
    assert "{'Full Text': 'text', 'Headline': 'title'}" in caplog.text


def test_a_sidecar_in_the_folder_above_names_files_by_their_way_down(tmp_path: Path) -> None:
    written(tmp_path, "metadata.csv", "path;source\nin/a.txt;The Courier\nin\\b.txt;The Ledger\n")
    written(tmp_path, "in/a.txt", PROSE[0])
    written(tmp_path, "in/b.txt", PROSE[1])
    found = read_articles(tmp_path).articles.set_index("text")["source"]
    assert found.to_dict() == {PROSE[0]: "The Courier", PROSE[1]: "The Ledger"}


def test_a_sidecar_without_paths_is_a_reject_and_costs_no_article(tmp_path: Path) -> None:
    written(tmp_path, "metadata.csv", "source,title\nThe Courier,Six agree\n")
    written(tmp_path, "a.txt", PROSE[0])
    articles, rejects = read_articles(tmp_path)
    assert len(articles) == 1 and list(rejects["reason"]) == ["no path column"]
