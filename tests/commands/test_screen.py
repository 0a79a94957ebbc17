"""A text held against an archive: what was told before, what is new, what is told otherwise, what is copied."""

from __future__ import annotations

import json

import pandas as pd
import pytest

import broadsheet as bs
from broadsheet import cli
from broadsheet.analysis.screening._comparing import compared

DRAFT = (
    "Salma Varga resigned as harbour master of Eastmere. The council of Eastmere approved the budget in April with 12 votes. "
    "Penguins were counted on the roof of the library in Saltby. Who knows?"
)

COMPARED = {
    ("Ada Moss opened the quay.", "Ada Moss opened the new quay in Eastmere on Wednesday."): "supported",
    ("Bo Finch opened the quay.", "Ada Moss opened the new quay in Eastmere on Wednesday."): "unknown",
    ("Ada Moss closed the quay.", "Ada Moss opened the quay in Eastmere."): "contradicted",
    ("Ada Moss painted the quay.", "Ada Moss opened the quay in Eastmere."): "unknown",
    ("Ada Moss did not open the quay in Eastmere.", "Ada Moss will open the quay in Eastmere."): "contradicted",
    ("Ada Moss did not open the quay.", "Ada Moss did not open the quay, Finch said."): "supported",
    ("The quay cost 4 million pounds.", "The new quay in Eastmere cost 6 million pounds."): "contradicted",
    ("The quay cost 4 million pounds.", "The new quay in Eastmere cost £4m."): "supported",
    ("The quay cost 4 million pounds.", "The new quay in Eastmere cost a lot."): "unknown",
    ("Ada Moss ruled out a ferry to Vellin.", "Ada Moss ruled a ferry to Vellin out."): "supported",
    ("Ada Moss backed a ferry to Vellin.", "Ada Moss opposed a ferry to Vellin."): "contradicted",
    ("The board meets Ada Moss on 20 May.", "Ada Moss met the board on 21 May."): "contradicted",
    ("The board met Ada Moss on 20 May.", "Ada Moss met the board, not the council, on 20 May."): "supported",
    ("Ada Moss met those whose claims failed.", "Ada Moss met those whose claims failed and who did not leave."): "supported",
}


@pytest.mark.parametrize(("pair", "verdict"), COMPARED.items(), ids=[pair[0] + verdict for pair, verdict in COMPARED.items()])
def test_a_passage_supports_contradicts_or_leaves_open(pair, verdict):
    assert compared(*pair).verdict == verdict, compared(*pair)


def test_each_sentence_has_a_verdict_and_its_passage(desk):
    screened = bs.screen(DRAFT, desk)
    assert list(screened.frame["verdict"]) == ["known", "contradicted", "new"]
    known, contradicted, new = screened.frame.to_dict("records")
    assert known["source"] == "Northgate Post" and contradicted["why"] == "31 votes, not 12 votes"
    texts = desk.articles().set_index("article_id")["text"]
    for row in (known, contradicted):
        assert " ".join(texts[row["article_id"]][row["passage_start"]:row["passage_end"]].split()) == row["passage"]
    assert pd.isna(new["passage"]) and screened.copies.empty
    assert str(screened) == "3 sentences: 1 known, 1 contradicted, 1 new"


def test_a_copy_is_named(desk, tmp_path, capsys):
    article = desk.articles(source="Northgate Post").iloc[0]
    (tmp_path / "copy.txt").write_text(article["text"], "utf-8")
    assert cli.main(["screen", str(tmp_path / "copy.txt"), "--archive", str(desk.path), "--json"]) == 0
    made = json.loads(capsys.readouterr().out)
    assert [row["article_id"] for row in made["copies"]] == [article["article_id"]]
    assert {row["verdict"] for row in made["sentences"]} == {"known"}


def test_what_is_printed_and_what_is_refused(desk, tmp_path, capsys):
    (tmp_path / "draft.txt").write_text(DRAFT, "utf-8")
    assert cli.main(["screen", str(tmp_path / "draft.txt"), "--archive", str(desk.path)]) == 0
    said = capsys.readouterr()
    assert [line[0] for line in said.out.splitlines() if not line.startswith(" ")] == ["=", "!", "+"] and "1 new" in said.err
    assert cli.main(["screen", str(tmp_path / "none.txt"), "--archive", str(desk.path)]) == 2
    assert cli.main(["screen", str(tmp_path / "draft.txt"), "--archive", str(tmp_path / "none")]) == 2


def test_search_on_the_command_line(desk, capsys):
    archive = ["--archive", str(desk.path)]
    assert cli.main(["search", '"new quay"', "NOT", "Vellin", *archive]) == 0
    said = capsys.readouterr()
    assert "[new quay]" in said.out and said.err.startswith("broadsheet: 1 article matches")
    assert cli.main(["search", "quay", *archive, "--json", "--top", "2"]) == 0
    made = json.loads(capsys.readouterr().out)
    assert made["articles"] == 3 and len(made["passages"]) == 2 and made["passages"][0]["match"]
    assert cli.main(["search", "zebra", *archive]) == 0
    assert "0 articles match" in capsys.readouterr().err
    assert cli.main(["search", "(quay", *archive]) == 2
    assert "character 1: a parenthesis is opened and not closed" in capsys.readouterr().err
