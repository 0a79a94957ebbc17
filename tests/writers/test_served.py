"""A server as a writer: one that answers well is heard, one that lies, stalls, floods or fails leaves the brief as it was."""

from __future__ import annotations

import gzip
import json
import time
from typing import Any

import pandas as pd
import pytest
from tests.analysis.briefing.test_brief import ARTICLES
from tests.writers.writing_server import Reply, closes, completion, drips, drips_headers, floods, says, serving, stalls

import broadsheet as bs
from broadsheet.display import Answer
from broadsheet.errors import RequestError
from broadsheet.writers import served, written
from broadsheet.writers.answering import WriterError

KEY = "sk-7f3a-secret"
FERRY = "On 5 May 2025 a ferry ran aground off Eastmere, and twelve passengers were hurt."
LEVY = "Norway criticised the harbour levy."
GOOD = says((FERRY, [1, 2]), (LEVY, [4]))


@pytest.fixture(scope="module")
def answer() -> Answer:
    return bs.ask("brief", bs.annotate(ARTICLES))


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(served, "PAUSE", 0.01)
    monkeypatch.delenv("BROADSHEET_WRITER_KEY", raising=False)


def asked(answer: Answer, reply: Reply, **options: Any) -> tuple[Answer, list[tuple[str, dict[str, str], Any]]]:
    with serving(reply) as server:
        told = written(answer, server.address, model="desk-1", **{"seconds": 10.0, **options})
    return told, server.seen


def test_one_that_answers_well_phrases_the_brief(answer: Answer) -> None:
    told, seen = asked(answer, GOOD)
    assert told.frame.loc[told.frame["phrased"], "sentence"].tolist() == [FERRY, LEVY]
    path, headers, body = seen[0]
    assert (path, body["model"], len(seen)) == ("/v1/chat/completions", "desk-1", 1)
    assert "Authorization" not in headers
    material = json.loads(body["messages"][1]["content"])
    assert [row["sentence"] for row in material["rows"]] == answer.frame["sentence"].tolist()
    assert told.remarks[0].startswith("Phrased by desk-1 at 127.0.0.1:")


def test_the_whole_address_may_be_given(answer: Answer) -> None:
    with serving(GOOD) as server:
        told = written(answer, server.address + "/chat/completions/", model="desk-1")
    assert server.seen[0][0] == "/v1/chat/completions" and told.frame["phrased"].any()


@pytest.mark.parametrize("wrap", [
    "```json\n{}\n```", "<think>Let me see {{1}}.</think>\n{}", "Here it is:\n{}\nI hope that helps.", "{}",
])
def test_json_is_found_in_what_is_said_around_it(answer: Answer, wrap: str) -> None:
    text = wrap.replace("{}", json.dumps({"sentences": [{"text": FERRY, "passages": [1]}]})).replace("{{1}}", "1")
    told, _ = asked(answer, lambda handler, turn: handler.give(200, completion(text)))
    assert told.frame["phrased"].sum() == 1


def test_text_in_parts_is_joined(answer: Answer) -> None:
    text = json.dumps([{"text": FERRY, "passages": [1]}])
    told, _ = asked(answer, lambda handler, turn: handler.give(200, completion([{"type": "text", "text": text}])))
    assert told.frame["phrased"].sum() == 1


@pytest.mark.parametrize(("lie", "why"), [
    (FERRY.replace("twelve", "forty"), "forty"), (FERRY.replace("Eastmere", "Northgate"), "Northgate"),
    (FERRY.replace("5 May", "4 May"), "4 May"),
    ("Norway did not criticise the harbour levy.", "not"), ("Cleo Hart backed the harbour levy.", "Cleo Hart"),
])
def test_one_that_lies_is_not_heard(answer: Answer, lie: str, why: str) -> None:
    told, _ = asked(answer, says((lie, [1, 2, 4]), (LEVY, [4])))
    assert told.frame.loc[told.frame["phrased"], "sentence"].tolist() == [LEVY]
    assert why in told.remarks[1]


@pytest.mark.parametrize("reply", [stalls, drips, drips_headers])
def test_one_that_stalls_is_left_at_the_limit(answer: Answer, reply: Reply) -> None:
    began = time.monotonic()
    told, _ = asked(answer, reply, seconds=1.0)
    assert time.monotonic() - began < 4
    unphrased(told, answer, "it took too long")


def test_one_that_floods_is_cut_off(answer: Answer) -> None:
    told, _ = asked(answer, floods)
    unphrased(told, answer, "its answer is larger than 1,000,000 bytes")


def test_what_is_packed_is_not_unpacked(answer: Answer) -> None:
    packed = gzip.compress(b" " * 50_000_000)
    told, _ = asked(answer, lambda handler, turn: handler.give(200, packed, Content_Encoding="gzip"))
    unphrased(told, answer, "its answer is packed")


@pytest.mark.parametrize(("body", "why"), [
    (b"{", "no chat completion"), (b"", "no chat completion"), (b"[1]", "no chat completion"), (b'{"choices": []}', "no chat completion"),
    (b"[" * 200_000, "no chat completion"), (b"\xff\xfe", "no chat completion"), (completion(None), "no chat completion"),
    (completion("I cannot help with that."), "no JSON"), (completion('{"sentences": [{"text": "x"'), "no JSON"),
    (completion("[" * 100_000 + "]"), "no JSON"), (completion('{"sentences": "x"}'), "no list of sentences"),
    (completion("{}", finish_reason="length"), "cut off"),
])
def test_broken_json_leaves_the_brief(answer: Answer, body: bytes, why: str) -> None:
    told, seen = asked(answer, lambda handler, turn: handler.give(200, body))
    unphrased(told, answer, why)
    assert len(seen) == 1


def test_one_that_closes_early_is_asked_again_and_left(answer: Answer) -> None:
    told, seen = asked(answer, closes)
    unphrased(told, answer, "no connection (RemoteProtocolError)")
    assert len(seen) == served.ATTEMPTS


def test_where_nobody_listens_the_brief_stands(answer: Answer) -> None:
    with serving(GOOD) as server:
        address = server.address
    unphrased(written(answer, address, model="desk-1"), answer, "no connection (ConnectError)")


@pytest.mark.parametrize(("status", "attempts", "why"), [
    (401, 1, "status 401, the key is missing or refused"), (403, 1, "status 403"), (404, 1, "status 404"), (429, 3, "status 429"),
    (500, 3, "status 500"), (503, 3, "status 503"), (302, 1, "a redirect to somewhere else (status 302)"), (204, 1, "status 204"),
])
def test_a_status_of_failure_is_told(answer: Answer, status: int, attempts: int, why: str) -> None:
    body = b"" if status == 204 else f"your key {KEY} is wrong <script>".encode()
    told, seen = asked(answer, lambda handler, turn: handler.give(status, body, Location="http://127.0.0.1:1/"))
    unphrased(told, answer, why)
    assert len(seen) == attempts and "script" not in told.remarks[0]


def test_one_that_is_busy_once_is_asked_again(answer: Answer) -> None:
    told, seen = asked(answer, lambda handler, turn: GOOD(handler, turn) if turn else handler.give(429, b"", Retry_After="0"))
    assert told.frame["phrased"].any() and len(seen) == 2


def test_a_model_that_takes_no_temperature_is_asked_without(answer: Answer) -> None:
    told, seen = asked(answer, lambda handler, turn: GOOD(handler, turn) if turn else handler.give(400, b"{}"))
    assert told.frame["phrased"].any() and "temperature" not in seen[1][2]


def test_the_key_comes_from_the_environment_and_goes_nowhere(
    answer: Answer, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level("DEBUG")
    monkeypatch.setenv("DESK_KEY", KEY)
    told, seen = asked(answer, says((FERRY, [1]), (f"The key is {KEY}.", [1])), key="$DESK_KEY")
    assert seen[0][1]["Authorization"] == f"Bearer {KEY}"
    unphrased(told, answer, "its answer repeats the key")
    assert KEY not in str(told.remarks) + told.html() + json.dumps(told.as_json(), default=str)
    assert KEY not in json.dumps(seen[0][2]) and KEY not in caplog.text.replace(str(seen), "")


def test_the_usual_variable_is_read_where_no_other_is_named(answer: Answer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BROADSHEET_WRITER_KEY", KEY)
    assert asked(answer, GOOD)[1][0][1]["Authorization"] == f"Bearer {KEY}"


def test_a_variable_that_is_not_set_is_told(answer: Answer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DESK_KEY", raising=False)
    told, seen = asked(answer, GOOD, key="$DESK_KEY")
    unphrased(told, answer, "the variable $DESK_KEY with its key is not set")
    assert seen == []


def test_a_key_with_a_line_end_sends_nothing(answer: Answer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DESK_KEY", KEY + "\nX-Other: 1")
    told, seen = asked(answer, GOOD, key="$DESK_KEY")
    assert seen == [] and KEY not in told.remarks[0]


@pytest.mark.parametrize(("address", "options", "message"), [
    ("ftp://127.0.0.1/v1", {"model": "m"}, "should be like"), ("file:///etc/passwd", {"model": "m"}, "should be like"),
    ("http:///v1", {"model": "m"}, "should be like"), ("http://127.0.0.1:99999/v1", {"model": "m"}, "should be like"),
    ("http://desk:secret@127.0.0.1/v1", {"model": "m"}, "no user name"), ("http://127.0.0.1/v1?key=secret", {"model": "m"}, "no user name"),
    ("http://127.0.0.1/v1", {}, "needs the name of a model"), ("http://127.0.0.1/v1", {"model": "m", "key": "secret"}, "environment"),
    ("http://127.0.0.1/v 1", {"model": "m"}, "should be like"),
])
def test_a_wrong_request_is_refused_without_repeating_a_secret(answer: Answer, address: str, options: dict[str, Any], message: str) -> None:
    with pytest.raises(RequestError, match=message) as error:
        written(answer, address, **options)
    assert "secret" not in str(error.value)


def test_a_brief_without_rows_asks_nobody() -> None:
    nothing = bs.annotate(pd.DataFrame({"article_id": pd.Series(dtype="str"), "text": pd.Series(dtype="str")}))
    _, seen = asked(bs.ask("brief", nothing), GOOD)
    assert seen == []


def test_the_time_limit_holds_over_all_attempts(answer: Answer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(served, "PAUSE", 30.0)
    began = time.monotonic()
    unphrased(asked(answer, lambda handler, turn: handler.give(500, b""), seconds=1.0)[0], answer, "")
    assert time.monotonic() - began < 4


def unphrased(told: Answer, before: Answer, why: str) -> None:
    pd.testing.assert_frame_equal(told.frame, before.frame)
    assert len(told.remarks) == 1 and told.remarks[0].startswith("Not phrased by desk-1 at 127.0.0.1:") and why in told.remarks[0]
    assert WriterError.__name__ not in told.remarks[0]
