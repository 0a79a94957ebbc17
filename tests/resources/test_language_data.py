"""Language data: one reader that names file and line, and files that say where they come from."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

from broadsheet import resources
from broadsheet.errors import RequestError
from broadsheet.resources import HOME, data_list, data_records, data_sections, data_table, origin_of

ROOT = Path(__file__).resolve().parents[2]
NOTICE = (ROOT / "NOTICE").read_text(encoding="utf-8")
OURS = "Written for this project"
FILES = sorted(
    str(path.relative_to(HOME)) for path in HOME.rglob("*") if path.suffix in (".txt", ".csv", ".toml") and path.name != "reliability.csv"
)
READERS = {".txt": data_list, ".csv": data_records, ".toml": data_sections}


class Town(NamedTuple):
    name: str
    people: int
    country: str | None
    capital: bool
    aliases: tuple[str, ...]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of language data of our own."""
    monkeypatch.setattr(resources, "HOME", tmp_path)
    readers = (data_list, resources.data_set, data_table, data_records, data_sections)
    for reader in readers:
        reader.cache_clear()
    yield tmp_path
    for reader in readers:
        reader.cache_clear()


def test_the_entries_of_a_list(home: Path) -> None:
    (home / "towns.txt").write_text("# Towns.\n\nEastmere\n  Norvale \n# not a town\nLund\n")
    assert data_list("towns.txt") == ("Eastmere", "Norvale", "Lund")
    assert resources.data_set("towns.txt") == {"Eastmere", "Norvale", "Lund"}


def test_the_rows_of_a_table_are_typed(home: Path) -> None:
    rows = '# Towns.\nname,note,people,country,capital,aliases\nEastmere,"by the sea, mostly",1200,NO,yes,Eastmere-on-Sea|The Mere\n'
    (home / "towns.csv").write_text(rows + "Lund,,7,,,\n")
    assert data_table("towns.csv", Town) == (
        Town("Eastmere", 1200, "NO", True, ("Eastmere-on-Sea", "The Mere")), Town("Lund", 7, None, False, ()),
    )
    assert data_records("towns.csv")[0]["note"] == "by the sea, mostly"


@pytest.mark.parametrize(("name", "text", "said"), [
    ("a.txt", "# Towns.\nLund\nEastmere\n\nLund\n", "a.txt, line 5: 'Lund' is already in line 2"),
    ("a.csv", "# Towns.\nname,people,country,capital,aliases\nLund,7,,\n", "a.csv, line 3: 4 cells where the first row has 5"),
    ("a.csv", "name,people,country,capital,aliases\n\nLund,seven,,,\n", "a.csv, line 3: 'seven' cannot be a people"),
    ("a.csv", "name,people,country,capital,aliases\nLund,7,,maybe,\n", "a.csv, line 2: 'maybe' cannot be a capital"),
    ("a.csv", "# Towns.\nname,country\nLund,NO\n", "a.csv, line 2: no column people, capital, aliases; .* must name name, people"),
    ("a.csv", "", "a.csv, line 1: no column name"),
    ("a.toml", "# Words.\n[verbs]\nsay = [\"say\"\nplan = []\n", "a.toml: .*line 4"),
    ("missing.txt", None, "missing.txt: No such file"),
])
def test_an_error_names_file_and_line(home: Path, name: str, text: str | None, said: str) -> None:
    if text is not None:
        (home / name).write_text(text)
    with pytest.raises(RequestError, match=said):
        data_table(name, Town) if name.endswith(".csv") else READERS[Path(name).suffix](name)


def test_a_file_in_another_encoding_is_named_with_its_line(home: Path) -> None:
    (home / "a.txt").write_bytes("# Towns.\nLund\nMalmö\n".encode("latin-1"))
    with pytest.raises(RequestError, match="a.txt, line 3: not UTF-8"):
        data_list("a.txt")


def test_a_head_without_origin_or_licence_is_refused(home: Path) -> None:
    (home / "a.txt").write_text("# Towns.\n# Origin: Ada Moss\n#   and her friends.\nLund\n# Licence: MIT\n")
    with pytest.raises(RequestError, match="a.txt: its head lacks # Licence:"):
        origin_of("a.txt")


def test_there_are_files() -> None:
    assert len(FILES) > 35


@pytest.mark.parametrize("name", FILES)
def test_every_file_can_be_read_and_says_where_it_comes_from(name: str) -> None:
    assert READERS[Path(name).suffix](name)
    origin, licence = origin_of(name)
    assert len(origin) > 15
    if origin.startswith(OURS):
        assert licence.startswith(("MIT", "CC0-1.0"))
    else:
        assert f"\n{name}\n" in NOTICE, "data that is not ours alone is listed in NOTICE"


def test_the_notice_names_what_is_there_and_every_model() -> None:
    listed = [line for line in NOTICE.split("-" * 79)[0].splitlines() if line.startswith(("en/", "reading/", "sentiment/", "spacy/"))]
    assert [name for name in listed if not (HOME / name).exists()] == []
    models = {str(path.parent.relative_to(HOME)) for path in HOME.rglob("model.onnx")}
    assert models and models <= set(listed)


def test_the_notice_of_wordnet_is_complete_and_in_the_file_too() -> None:
    head = (HOME / "en/events/nouns.txt").read_text(encoding="utf-8")
    for text in (NOTICE, "\n".join(line.removeprefix("# ") for line in head.splitlines())):
        words = " ".join(text.split())
        assert "WordNet 3.1 Copyright 2011 by Princeton University. All rights reserved." in words
        assert "Permission to use, copy, modify and distribute this software and database" in words
        assert "PRINCETON UNIVERSITY MAKES NO REPRESENTATIONS OR WARRANTIES OF MERCHANT- ABILITY" in words
        assert words.count("LICENSEE agrees to preserve same.") == 1


@pytest.mark.parametrize("room", ["annotating", "analysis", "reading"])
def test_nobody_else_reads_language_data(room: str) -> None:
    """No module of these rooms finds files of language data, or skips comments, by itself."""
    others = []
    for path in (HOME.parent / room).rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        if '"resources"' in text or '"resources/' in text or ('.startswith("#")' in text and "splitlines" in text):
            others.append(path.name)
    assert others == []
