"""What the pages on extending show runs, and the files they name are there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PAGES = sorted((ROOT / "docs" / "extending").glob("*.md"))


def test_the_sentiment_model_of_its_page_judges() -> None:
    text = (ROOT / "docs" / "extending" / "sentiment.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    assert len(blocks) == 2
    exec("\n".join(blocks), {})


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_files_that_a_page_names_are_there(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    named = re.findall(r"`(lib/[\w./]+)`", text)
    linked = [str((page.parent / link).resolve().relative_to(ROOT)) for link in re.findall(r"\]\(([\w./]+)\)", text)]
    missing = [name for name in [*named, *linked] if not (ROOT / name).exists()]
    assert [name for name in missing if not name.endswith("words_per_outlet.py")] == []


def test_the_page_on_languages_names_every_part() -> None:
    from dataclasses import fields

    from broadsheet.annotating.languages import Language

    text = (ROOT / "docs" / "extending" / "language.md").read_text(encoding="utf-8")
    parts = {field.name for field in fields(Language)} - {"code", "stand_in", "names", "reports"}
    assert [name for name in parts if f"`{name}`" not in text] == []
