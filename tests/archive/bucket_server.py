"""A server of S3-compatible storage on this machine, in a process of its own, and archives in it.

It is moto's server. That one handles requests on several threads without a lock, so that of two conditional writes at once both may
win, which real storage excludes; here its requests are handled one after the other. Run by itself,
`python tests/archive/bucket_server.py`, it prints its port and serves until it is ended.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

BUCKET, CARELESS = "newsroom", "careless"
"""The second takes conditional writes for plain ones, as storage does that does not know them."""

KEYS = {"AWS_ACCESS_KEY_ID": "INVENTEDKEY", "AWS_SECRET_ACCESS_KEY": "invented+secret/of+these+tests"}


@dataclass(frozen=True)
class BucketServer:
    """The server's address and what a client needs in its environment."""

    url: str

    @property
    def environment(self) -> dict[str, str]:
        return {"AWS_ENDPOINT_URL": self.url, "AWS_REGION": "us-east-1", **KEYS}

    def requests(self) -> list[str]:
        """Every request since the last call, as `GET /newsroom/…`."""
        with urllib.request.urlopen(f"{self.url}/requests") as answer:
            return json.load(answer)

    def require_keys(self, required: bool) -> None:
        """Refuse whoever has no valid key (nobody has), or nobody."""
        self._post("/moto-api/reset-auth", b"0" if required else b"inf")

    def _post(self, path: str, content: bytes) -> None:
        asked = urllib.request.Request(self.url + path, data=content, headers={"Content-Type": "text/plain"}, method="POST")
        urllib.request.urlopen(asked).close()


@contextmanager
def bucket_server(delay: float = 0.0) -> Iterator[BucketServer]:
    """A server with two empty buckets, that waits `delay` seconds before each request, as if it were far away."""
    process = subprocess.Popen([sys.executable, __file__, str(delay)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    assert process.stdout is not None
    try:
        server = BucketServer(f"http://127.0.0.1:{int(process.stdout.readline())}")
        for bucket in (BUCKET, CARELESS):
            urllib.request.urlopen(urllib.request.Request(f"{server.url}/{bucket}", method="PUT")).close()
        yield server
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def one_after_the_other(serve: Callable, delay: float) -> Callable:
    """The application with its requests in turn, each after a delay, and kept until they are asked for."""
    turn, seen = threading.Lock(), []

    def application(environ: dict[str, Any], start_response: Callable) -> Iterable[bytes]:
        if environ["PATH_INFO"] == "/requests":
            answer = json.dumps(seen).encode()
            seen.clear()
            start_response("200 OK", [("Content-Type", "application/json"), ("Content-Length", str(len(answer)))])
            return [answer]
        query = f"?{environ['QUERY_STRING']}" if environ.get("QUERY_STRING") else ""
        seen.append(f"{environ['REQUEST_METHOD']} {environ['PATH_INFO']}{query}")
        if environ["PATH_INFO"].startswith(f"/{CARELESS}/"):
            environ = {name: value for name, value in environ.items() if name not in ("HTTP_IF_MATCH", "HTTP_IF_NONE_MATCH")}
        time.sleep(delay)
        with turn:
            return list(serve(environ, start_response))

    return application


def main() -> None:
    """Serve."""
    from moto.moto_server.werkzeug_app import DomainDispatcherApplication, MotoRequestHandler, create_backend_app
    from werkzeug.serving import make_server

    parent = os.getppid()
    application = one_after_the_other(DomainDispatcherApplication(create_backend_app), float(sys.argv[1]) if len(sys.argv) > 1 else 0.0)
    server = make_server("127.0.0.1", 0, application, threaded=True, request_handler=MotoRequestHandler)
    print(server.port, flush=True)
    threading.Thread(target=_end_with, args=(parent,), daemon=True).start()
    server.serve_forever()


def _end_with(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(0.5)
    os._exit(0)


if __name__ == "__main__":
    main()
