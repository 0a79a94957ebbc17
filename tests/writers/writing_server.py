"""A server on loopback that speaks the chat-completions protocol, well or ill."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Reply = Callable[["Handler", int], None]
"""What is done with a request: the handler, and how many came before."""


class Handler(BaseHTTPRequestHandler):
    """Keeps what it is sent, and replies as it is told."""

    server: Server

    def do_POST(self) -> None:
        """Any request."""
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.seen.append((self.path, dict(self.headers), json.loads(body)))
        try:
            self.server.reply(self, len(self.server.seen) - 1)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def log_message(self, *args: Any) -> None:
        """Nothing is printed."""

    def give(self, status: int, body: bytes, **headers: str) -> None:
        """A whole answer."""
        self.send_response(status)
        for name, value in {"Content-Type": "application/json", "Content-Length": str(len(body)), **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)


class Server(ThreadingHTTPServer):
    """`seen`: path, headers and body of every request."""

    daemon_threads = True
    block_on_close = False

    def __init__(self, reply: Reply) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.reply, self.seen = reply, list[tuple[str, dict[str, str], Any]]()

    @property
    def address(self) -> str:
        """Where it is asked."""
        return f"http://127.0.0.1:{self.server_port}/v1"


@contextmanager
def serving(reply: Reply) -> Iterator[Server]:
    """A server that runs until the end of the block."""
    server = Server(reply)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()


def completion(content: Any, **choice: Any) -> bytes:
    """The body of an answer with this text."""
    return json.dumps({"object": "chat.completion", "choices": [{"message": {"role": "assistant", "content": content}, **choice}]}).encode()


def says(*sentences: tuple[str, list[int]]) -> Reply:
    """It answers well, with these sentences."""
    text = json.dumps({"sentences": [{"text": text, "passages": cited} for text, cited in sentences]})
    return lambda handler, turn: handler.give(200, completion(text))


def stalls(handler: Handler, turn: int) -> None:
    """It says nothing for long."""
    time.sleep(5)


def drips(handler: Handler, turn: int) -> None:
    """It sends a byte now and then, so that no single wait is long."""
    handler.send_response(200)
    handler.send_header("Content-Length", "100000")
    handler.end_headers()
    for _ in range(100):
        handler.wfile.write(b" ")
        handler.wfile.flush()
        time.sleep(0.1)


def drips_headers(handler: Handler, turn: int) -> None:
    """It does the same before the body begins."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
    for number in range(100):
        handler.wfile.write(f"X-{number}: 1\r\n".encode())
        handler.wfile.flush()
        time.sleep(0.1)


def floods(handler: Handler, turn: int) -> None:
    """It sends more than anybody asked for, without an end."""
    handler.send_response(200)
    handler.end_headers()
    for _ in range(10_000):
        handler.wfile.write(b"x" * 65536)


def closes(handler: Handler, turn: int) -> None:
    """It promises more than it sends."""
    handler.send_response(200)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    handler.wfile.write(b'{"choices": [')
    handler.wfile.flush()
    handler.connection.close()
