"""An agent asks an archive with the protocol's own client, over standard input and output; it can read, and nothing else."""

from __future__ import annotations

import asyncio
import hashlib
import json
import sys
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("mcp")

from mcp import Client, StdioServerParameters

from broadsheet import cli
from broadsheet.commands import agent_tools
from broadsheet.commands.agent_tools import AgentTools
from broadsheet.errors import RequestError

TOOLS = ["search", "storylines", "timeline", "positions", "quotes", "check"]
TRUE = (
    "Salma Varga resigned as harbour master of Eastmere.",
    "The ferry to Vellin will return on 1 June 2025.",
    "Bo Finch of the Harbour Board opposes the new quay.",
    "The council of Eastmere approved the budget in April.",
    "About 300 people came to the harbour of Eastmere.",
)
FALSE = (
    "Salma Varga never resigned as harbour master of Eastmere.",
    "The ferry to Vellin will return on 9 July 2025.",
    "Bo Finch of the Harbour Board supports the new quay.",
    "The council of Eastmere approved the budget with 12 votes.",
    "About 5,000 people came to the harbour of Eastmere.",
)
HOSTILE: tuple[tuple[str, dict[str, Any]], ...] = (
    ("search", {"query": '"never closed'}),
    ("search", {"query": "x" * 5000}),
    ("search", {"query": "(" * 500 + "x" + ")" * 500}),
    ("search", {"query": "quay", "top": 10**9}),
    ("search", {"query": "quay", "top": 0}),
    ("search", {"query": "quay\x00"}),
    ("search", {"query": ["quay"]}),
    ("search", {}),
    ("search", {"query": "quay", "since": "../../etc/passwd"}),
    ("timeline", {"status": "'; DROP TABLE events; --"}),
    ("timeline", {"focus": "Nobody Known"}),
    ("positions", {"focus": "x" * 100_000}),
    ("quotes", {"speaker": "__import__('os').system('true')"}),
    ("check", {"sentence": ""}),
    ("check", {"sentence": "word " * 10_000}),
    ("ingest", {"paths": ["/etc"]}),
    ("remove", {"source": "Northgate Post"}),
)


def contents(folder: Path) -> dict[str, str]:
    """Every file of the archive, its index for search aside, by a hash."""
    files = (path for path in folder.rglob("*") if path.is_file() and ".search" not in path.parts)
    return {str(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


@pytest.fixture(scope="module")
def talk(desk) -> dict[str, Any]:
    """One talk of the protocol's client with the server: what it was told."""
    before = contents(desk.path)

    async def talked() -> dict[str, Any]:
        server = StdioServerParameters(command=sys.executable, args=["-m", "broadsheet.cli", "mcp", "--archive", str(desk.path)])
        async with Client(server) as client:
            async def ask(tool: str, **arguments: Any) -> Any:
                answer = await client.call_tool(tool, arguments)
                return answer.is_error, "".join(part.text for part in answer.content)

            tools = (await client.list_tools()).tools
            told: dict[str, Any] = {"tools": tools, "resources": (await client.list_resources()).resources}
            told["search"] = await ask("search", query='"new quay" OR ferry')
            for name in ("timeline", "positions", "quotes", "storylines"):
                told[name] = await ask(name)
            told["focused"] = await ask("positions", focus="Bo Finch")
            told["checked"] = [await ask("check", sentence=sentence) for sentence in (*TRUE, *FALSE)]
            told["hostile"] = [await ask(tool, **arguments) for tool, arguments in HOSTILE]
            return told

    told = asyncio.run(talked())
    assert contents(desk.path) == before, "something was written"
    return told


def test_the_tools_are_listed_and_only_read(talk):
    assert [tool.name for tool in talk["tools"]] == TOOLS and talk["resources"] == []
    for tool in talk["tools"]:
        assert tool.annotations.read_only_hint and not tool.annotations.destructive_hint
        assert len(tool.description) > 60 and "self" not in tool.input_schema["properties"]


def test_a_search_gives_articles_and_offsets(talk, desk):
    failed, said = talk["search"]
    answer = json.loads(said)
    assert not failed and answer["matching_articles"] == 3 == len(answer["rows"])
    texts = desk.articles().set_index("article_id")["text"]
    for row in answer["rows"]:
        assert texts[row["article_id"]][row["start"]:row["end"]] == row["sentence"]


@pytest.mark.parametrize("tool", ["timeline", "positions", "quotes", "focused"])
def test_every_row_of_an_answer_has_its_passages(talk, desk, tool):
    failed, said = talk[tool]
    answer = json.loads(said)
    assert not failed and answer["rows"] and answer["rows_in_all"] == len(answer["rows"])
    texts = desk.articles().set_index("article_id")["text"]
    for row in answer["rows"]:
        assert row["proof"] and row["proofs_in_all"] >= len(row["proof"])
        for proof in row["proof"]:
            assert texts[proof["article_id"]][proof["start"]:proof["end"]] in texts[proof["article_id"]]


def test_the_positions_are_those_that_the_articles_tell(talk):
    rows = json.loads(talk["focused"][1])["rows"]
    assert {row["holder"] for row in rows} == {"Bo Finch"}


def test_storylines_are_an_answer_also_where_there_is_none(talk):
    failed, said = talk["storylines"]
    assert not failed and "finding" in json.loads(said)


def test_of_ten_sentences_the_five_false_ones_are_not_supported(talk):
    verdicts = [json.loads(said)["verdict"] for failed, said in talk["checked"]]
    assert verdicts[:5] == ["supported"] * 5
    assert "supported" not in verdicts[5:] and verdicts[5:].count("contradicted") >= 4


@pytest.mark.parametrize("number", range(len(HOSTILE)))
def test_a_hostile_argument_gets_an_error_in_one_line(talk, number):
    failed, said = talk["hostile"][number]
    assert failed and len(said) < 3_000 and "Traceback" not in said


def test_an_answer_is_bounded(desk, monkeypatch):
    tools = AgentTools(desk)
    assert len(tools.search("quay", top=1)["rows"]) == 1
    monkeypatch.setattr(agent_tools, "MOST_CHARACTERS", 900)
    cut = tools.search("the", top=50)
    assert cut["cut"] and len(json.dumps(cut)) < 2_000
    with pytest.raises(RequestError, match="from 1 to 50"):
        tools.quotes(top=51)


def test_without_the_extra_one_line_says_what_to_install(monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, "mcp.server", None)
    assert cli.main(["mcp"]) == 2
    said = capsys.readouterr().err
    assert "extra 'agent'" in said and len(said.splitlines()) == 1


def test_without_an_archive_it_says_so(tmp_path, capsys):
    assert cli.main(["mcp", "--archive", str(tmp_path / "none")]) == 2
    said = capsys.readouterr()
    assert "no archive in" in said.err and said.out == ""
