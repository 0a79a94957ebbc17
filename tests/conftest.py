"""The files that take longest come first, so that all workers end at about the same time."""

from __future__ import annotations

from pathlib import Path

import pytest

HERE = Path(__file__).parent
LONGEST = (
    "test_notebooks.py", "test_readme.py", "test_typed_doors.py", "archive/test_survival.py", "archive/test_bucket.py",
    "archive/test_damage.py", "reporting/test_failures.py", "archive/test_archive.py", "archive/test_removal_and_check.py",
    "analysis/timeline/test_commitments.py", "interactive/test_in_a_browser.py", "archive/searching/test_index.py",
    "annotating/parser/test_own_parts.py", "reading/test_small_bombs.py", "analysis/briefing/test_brief.py", "reporting/test_checks.py",
    "reporting/test_writer.py", "display/test_hostile_text.py", "test_cli.py", "annotating/sentiment/test_stances.py",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Order tests by file, the longest files first; the order within a file stays."""
    places = {HERE / name: place for place, name in enumerate(LONGEST)}
    items.sort(key=lambda item: places.get(item.path, len(places)))
