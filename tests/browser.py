"""A real Chromium without a window, asked over its debugging protocol; JupyterLab as `broadsheet lab` opens it."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import websocket

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
_FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage", "--remote-allow-origins=*", "--remote-debugging-port=0",
)


class Browser:
    """One page; `ask` evaluates JavaScript in it, `until` waits for something to be true."""

    def __init__(self, port: int, patience: float) -> None:
        self.patience = patience
        pages = json.load(urllib.request.urlopen(f"http://127.0.0.1:{port}/json", timeout=10))
        target = next(page for page in pages if page["type"] == "page")
        self._socket = websocket.create_connection(target["webSocketDebuggerUrl"], timeout=60)
        self._number = 0
        self.send("Emulation.setFocusEmulationEnabled", enabled=True)

    def send(self, method: str, **parameters: Any) -> dict[str, Any]:
        """A command of the protocol, and what it answers."""
        self._number += 1
        self._socket.send(json.dumps({"id": self._number, "method": method, "params": parameters}))
        while True:
            answer = json.loads(self._socket.recv())
            if answer.get("id") == self._number:
                assert "error" not in answer, answer
                return answer["result"]

    def open(self, address: str) -> None:
        """Go to an address."""
        self.send("Page.navigate", url=address)

    def ask(self, expression: str) -> Any:
        """The value of a JavaScript expression; a promise is awaited."""
        made = self.send("Runtime.evaluate", expression=expression, awaitPromise=True, returnByValue=True)
        assert "exceptionDetails" not in made, made["exceptionDetails"].get("exception", made["exceptionDetails"]).get("description", made)
        return made["result"].get("value")

    def until(self, expression: str, patience: float | None = None) -> Any:
        """The value of the expression as soon as it is true."""
        deadline, said = time.monotonic() + (patience or self.patience), None
        while time.monotonic() < deadline:
            try:
                said = self.ask(f"(value => value !== null && typeof value === 'object' ? true : value)({expression})")
            except AssertionError as error:
                said = str(error)
            else:
                if said:
                    return said
            time.sleep(0.1)
        raise AssertionError(f"never true: {expression}; at last {said!r}; the page says: {self.ask('document.body.innerText')[-1500:]}")

    def click(self, selector: str) -> None:
        """Click the first element that the selector finds."""
        self.until(f"(() => {{ const e = document.querySelector({json.dumps(selector)}); if (e) {{ e.dispatchEvent("
                   "new MouseEvent('click', {bubbles: true, cancelable: true, view: window})); } return !!e; })()")

    def press(self, key: str, code: int = 0) -> None:
        """Press a key as the keyboard does: a letter, a digit, or a name such as Enter."""
        shown = {"text": "\r" if key == "Enter" else key} if len(key) == 1 or key == "Enter" else {}
        self.send("Input.dispatchKeyEvent", type="keyDown", key=key, windowsVirtualKeyCode=code or ord(key[0].upper()), **shown)
        self.send("Input.dispatchKeyEvent", type="keyUp", key=key, windowsVirtualKeyCode=code or ord(key[0].upper()))

    def picture(self, target: Path) -> None:
        """What the page looks like, as PNG."""
        import base64

        target.write_bytes(base64.b64decode(self.send("Page.captureScreenshot")["data"]))

    def close(self) -> None:
        """Leave the page."""
        self._socket.close()


@contextmanager
def chromium(folder: Path, *, size: str = "1400,1000", patience: float = 90) -> Iterator[Browser]:
    """A browser with a profile of its own in `folder`, ended with the block."""
    profile = folder / "chromium"
    process = subprocess.Popen([str(CHROMIUM), *_FLAGS, f"--window-size={size}", f"--user-data-dir={profile}", "about:blank"],
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
    try:
        told = profile / "DevToolsActivePort"
        _wait(lambda: told.is_file() and told.read_text().strip() != "", "Chromium did not start")
        browser = Browser(int(told.read_text().split()[0]), patience)
        try:
            yield browser
        finally:
            browser.close()
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


@contextmanager
def lab(folder: Path, archive: Path) -> Iterator[str]:
    """JupyterLab on copies of the notebooks, as `broadsheet lab` opens it; the address to go to."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = ["--no-browser", "--allow-root", "--ServerApp.ip=127.0.0.1", f"--ServerApp.port={port}", "--IdentityProvider.token=",
               "--LabApp.expose_app_in_browser=True", "--LabApp.news_url=", "--LabApp.extension_manager=readonly"]
    kept = {name: str(folder / name) for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR")}
    with (folder / "lab.log").open("w") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "broadsheet.cli", "lab", f"--archive={archive}", f"--notebooks={folder / 'books'}", "--", *options],
            stdout=log, stderr=log, start_new_session=True, env={**os.environ, **kept}, cwd=folder,
        )
    try:
        address = f"http://127.0.0.1:{port}"
        _wait(lambda: _answers(f"{address}/api/status"), f"JupyterLab did not start; see {folder / 'lab.log'}")
        yield address
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _answers(address: str) -> bool:
    try:
        return urllib.request.urlopen(address, timeout=2).status == 200
    except OSError:
        return False


def _wait(ready: Any, complaint: str, seconds: float = 90) -> None:
    deadline = time.monotonic() + seconds
    while not ready():
        assert time.monotonic() < deadline, complaint
        time.sleep(0.1)
