"""An archive of a few invented articles, and settings for tiny notebooks."""

from __future__ import annotations

import json
import sys
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from broadsheet.settings import RunLimits, Settings, default_settings

sys.path.insert(0, str(Path(__file__).parent))

ARTICLES = {
    "one.txt": (
        "Title: Ferry back in June\nSource: The Harbour Courier\nDate: 2025-05-05\n\n"
        "Ada Moss, the mayor of Eastmere, said on Monday that the ferry would return on 1 June 2025. \"The quay is safe,\" she said.\n\n"
        "Bo Finch of the Harbour Board accused Moss of reckless spending. The board met in Eastmere on 2 May 2025.\n"
    ),
    "two.txt": (
        "Title: Board blames mayor\nSource: Northgate Post\nDate: 2025-05-09\n\n"
        "The Harbour Board, led by Bo Finch, criticised Ada Moss on Friday. Finch said the ferry was a costly failure.\n\n"
        "Moss denied that money was missing. She will meet the board on 20 May 2025.\n"
    ),
    "three.txt": (
        "Title: Quay opens\nSource: The Harbour Courier\nDate: 2025-05-21\n\n"
        "Ada Moss opened the new quay in Eastmere on Wednesday and thanked Bo Finch for his help. The board met her on 20 May.\n"
    ),
}


@pytest.fixture(scope="session")
def archive_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of three articles."""
    from broadsheet.archive import open_archive

    folder = tmp_path_factory.mktemp("kept")
    for name, text in ARTICLES.items():
        (folder / name).write_text(text, encoding="utf-8")
    open_archive(folder / "archive").ingest([folder])
    return folder / "archive"


@pytest.fixture
def settings(tmp_path: Path, archive_folder: Path) -> Callable[..., Settings]:
    """Settings that run notebooks of a folder under small limits; time enough for any machine."""
    def made(folder: Path, *names: str, **changes: object) -> Settings:
        return default_settings(**{
            "name": "Tiny", "archive": archive_folder, "reports": tmp_path / "reports", "notebook_folder": folder, "notebooks": names,
            "limits": RunLimits(seconds=300, memory_mb=500, output_mb=3, at_once=2), **changes,
        })

    return made


@pytest.fixture
def hook() -> Iterator[tuple[str, list[dict[str, object]]]]:
    """A server on this machine, and what was posted to it; it answers 500 below /broken."""
    posted: list[dict[str, object]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            posted.append({"type": self.headers["Content-Type"], **json.loads(body)})
            self.send_response(500 if self.path.startswith("/broken") else 200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            return

    server = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", posted
    server.shutdown()
