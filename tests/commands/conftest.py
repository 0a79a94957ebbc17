"""An archive of a few invented articles of three outlets, annotated once."""

from __future__ import annotations

import pytest

import broadsheet as bs
from broadsheet.archive import Archive

ARTICLES = {
    "one.txt": (
        "Title: Ferry back in June\nSource: The Harbour Courier\nDate: 2025-05-05\n\n"
        "Ada Moss, the mayor of Eastmere, said on Monday that the ferry to Vellin would return on 1 June 2025. "
        "\"We support the new quay, and the quay is safe,\" Moss said.\n\n"
        "The repair of the quay cost 4 million pounds. Bo Finch of the Harbour Board opposes the new quay.\n\n"
        "The council of Eastmere approved the budget in April with 31 votes.\n"
    ),
    "two.txt": (
        "Title: Board blames mayor\nSource: Northgate Post\nDate: 2025-05-09\n\n"
        "The Harbour Board, led by Bo Finch, criticised Ada Moss on Friday. Finch said the ferry was a costly failure.\n\n"
        "Moss denied that money was missing. She will meet the board on 20 May 2025. The repair of the quay cost 6 million pounds.\n\n"
        "Salma Varga resigned as harbour master of Eastmere on Thursday.\n"
    ),
    "three.txt": (
        "Title: Quay opens\nSource: Vellin Gazette\nDate: 2025-05-21\n\n"
        "Ada Moss opened the new quay in Eastmere on Wednesday and thanked Bo Finch for his help. The board met her on 20 May.\n\n"
        "About 300 people came to the harbour of Eastmere to see the quay open.\n"
    ),
}


@pytest.fixture(scope="session")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    """The archive of the articles."""
    folder = tmp_path_factory.mktemp("desk")
    for name, text in ARTICLES.items():
        (folder / name).write_text(text, encoding="utf-8")
    archive = bs.open_archive(folder / "archive")
    archive.ingest([folder / name for name in ARTICLES], sentiment=None)
    return archive
