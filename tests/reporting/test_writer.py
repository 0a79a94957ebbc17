"""A report whose brief a server phrases: the key is nowhere in it, and a server that fails costs nothing but its sentences."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.writers.writing_server import completion, serving

from broadsheet.errors import RequestError
from broadsheet.reporting import explain, run_report
from broadsheet.settings import Outputs, Settings, WriterSettings, default_settings

KEY = "sk-7f3a-secret"
SAID = "Ada Moss opened the new quay in Eastmere."
LIE = "Ada Moss closed the new quay in Eastmere."


@pytest.fixture
def desk(archive_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Settings]:
    monkeypatch.setenv("DESK_KEY", KEY)

    def made(address: str, **options: object) -> Settings:
        writer = WriterSettings(address=address, model="desk-1", key="$DESK_KEY", **options)
        options = {"notebooks": ("briefing",), "outputs": Outputs(pdf=False, dossiers=0)}
        return default_settings(archive=archive_folder, reports=tmp_path / "reports", writer=writer, **options)

    return made


def test_the_report_has_what_is_borne_out_and_no_key(desk: Callable[..., Settings]) -> None:
    def reply(handler: object, turn: int) -> None:
        material = json.loads(handler.server.seen[-1][2]["messages"][1]["content"])
        number = next(one["number"] for one in material["passages"] if "opened the new quay" in one["text"])
        text = json.dumps({"sentences": [{"text": one, "passages": [number]} for one in (SAID, LIE)]})
        handler.give(200, completion(text))

    with serving(reply) as server:
        result = run_report(desk(server.address))
    assert result.exit_status == 0 and server.seen[0][1]["Authorization"] == f"Bearer {KEY}"
    page = (result.folder / "index.html").read_text(encoding="utf-8")
    assert SAID in page and LIE not in page and "Dropped: " in page and "Phrased by desk-1 at 127.0.0.1" in page
    assert not [path for path in result.folder.rglob("*") if path.is_file() and KEY.encode() in path.read_bytes()]
    assert json.loads((result.folder / "manifest.json").read_text())["settings"]["writer"]["key"] == "$DESK_KEY"


def test_a_server_that_fails_leaves_the_brief_and_says_so(desk: Callable[..., Settings]) -> None:
    with serving(lambda handler, turn: handler.give(401, KEY.encode())) as server:
        result = run_report(desk(server.address))
    page = (result.folder / "index.html").read_text(encoding="utf-8")
    assert result.exit_status == 0 and "opened the new quay" in page and "Not phrased by desk-1" in page and KEY not in page


def test_explain_says_where_passages_go_and_sends_nothing(desk: Callable[..., Settings], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DESK_KEY")
    said = explain(desk("http://127.0.0.1:9/v1"))
    assert "the passages of the brief are sent to http://127.0.0.1:9/v1" in said and "the variable $DESK_KEY is not set here" in said


def test_a_writer_that_is_not_installed_is_refused(archive_folder: Path, tmp_path: Path) -> None:
    settings = default_settings(archive=archive_folder, reports=tmp_path / "reports", writer=WriterSettings(name="desk"))
    with pytest.raises(RequestError, match="no writer 'desk' is installed"):
        explain(settings)
