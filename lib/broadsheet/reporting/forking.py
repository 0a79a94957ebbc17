"""A process that has loaded what every notebook needs, and becomes a kernel each time it is asked.

Six kernels of one report would each load pandas, matplotlib and broadsheet anew, two seconds of a processor each. `KernelServer` starts
`python -m broadsheet.reporting.forking` once; it loads them, and forks for every kernel. Kernels are ipykernel's own, under the same
client, clock and limits as any other. `Aside` has it fork for a function, such as one that makes a part of the pages. It needs Linux:
elsewhere, with BROADSHEET_STOCK set, or where something that was loaded has started threads, which a fork would lose, every kernel
starts by itself, and functions are worked out where their results are asked for.
"""

from __future__ import annotations

import json
import logging
import os
import pickle
import signal
import socket
import subprocess
import sys
import threading
import warnings
from collections.abc import Callable, Mapping
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Any, Final

import psutil
from jupyter_client.provisioning import LocalProvisioner

from broadsheet.analysis import questions
from broadsheet.annotating import language_of
from broadsheet.third_parties import stock_only

log = logging.getLogger(__name__)

LOADED: Final = (
    "ipykernel.kernelapp", "ipykernel.zmqshell", "pandas.io.formats.csvs", "pyarrow.acero", "pyarrow.dataset", "deltalake",
    "scipy.sparse.csgraph", "scipy.stats", "scipy.optimize", "matplotlib.figure", "matplotlib.backends.backend_svg",
    "broadsheet.archive.archive", "broadsheet.archive.readback", "broadsheet.interactive", "broadsheet.writers",
)
"""Modules that notebooks come to load, beside all of `broadsheet.charts`, `broadsheet.display` and the questions."""

_GIVEN, _ANSWER = "given.pickle", "answer.pickle"

PATIENCE: Final = 60.0
"""Seconds until a kernel has to be there, loading included (about three); after that every kernel starts by itself."""


class ForkedKernel:
    """A forked kernel, as far as jupyter_client asks a `subprocess.Popen`. Its exit status is unknown: it is no child of this process."""

    stdin = stdout = stderr = None

    def __init__(self, pid: int) -> None:
        self.pid = pid
        try:
            self._process: psutil.Process | None = psutil.Process(pid)
        except psutil.NoSuchProcess:
            self._process = None

    def poll(self) -> int | None:
        """None while it runs, then 1."""
        try:
            alive = self._process is not None and self._process.is_running() and self._process.status() != psutil.STATUS_ZOMBIE
        except psutil.NoSuchProcess:
            alive = False
        return None if alive else 1

    def wait(self) -> int:
        """Wait until it has ended."""
        if self._process is not None:
            self._process.wait()
        return 1

    def send_signal(self, number: int) -> None:
        """Send the signal, if it still runs."""
        if self.poll() is None:
            os.kill(self.pid, number)

    def terminate(self) -> None:
        """Ask it to end."""
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        """End it."""
        self.send_signal(signal.SIGKILL)


class KernelServer:
    """Starts the process that forks, and asks it for kernels; as a context manager, ended with all its kernels.

    Parameters
    ----------
    environment
        The variables under which modules are loaded; each kernel gets its own besides.
    """

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._lock = threading.Lock()
        self._ours, theirs = socket.socketpair()
        self._process = subprocess.Popen(
            [sys.executable, "-m", __name__, str(theirs.fileno())], env=dict(environment), pass_fds=[theirs.fileno()],
            stdin=subprocess.DEVNULL, start_new_session=True,
        )
        theirs.close()
        self._ours.settimeout(PATIENCE)
        self._answers = self._ours.makefile("r", encoding="utf-8")

    def __enter__(self) -> KernelServer:
        return self

    def __exit__(self, *_: object) -> None:
        self._answers.close()
        self._ours.close()
        try:
            self._process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def kernel(self, command: list[str], env: Mapping[str, str], cwd: str | None) -> ForkedKernel | None:
        """A new kernel; None where the process that forks is gone, hangs or may not fork, so that a kernel has to start by itself."""
        return self._forked({"argv": command[command.index("-f"):], "env": dict(env), "cwd": cwd or os.getcwd()})

    def working_out(self, folder: Path) -> ForkedKernel | None:
        """A process that calls the function in a folder (see `Aside`); None where a kernel would have to start by itself."""
        return self._forked({"call": str(folder)})

    def _forked(self, asked: Mapping[str, Any]) -> ForkedKernel | None:
        with self._lock:
            try:
                self._ours.sendall(json.dumps(asked).encode() + b"\n")
                answer = self._answers.readline()
            except (OSError, ValueError):
                answer = ""
        return ForkedKernel(int(answer)) if answer.strip().isdigit() else None


class Aside[Result]:
    """A function of a module, worked out in a process of its own where a server can fork; else here, once its result is asked for.

    Parameters
    ----------
    server
        None where there is none.
    folder
        A new folder for what the function is given and what it gives, pickled.
    function, given
        What is called, and with what.
    """

    def __init__(self, server: KernelServer | None, folder: Path, function: Callable[..., Result], *given: Any) -> None:
        self._server, self._folder, self._function, self._given = server, folder, function, given
        self._process: ForkedKernel | None = None

    def begin(self) -> None:
        """Have it begun."""
        if self._server is not None:
            self._folder.mkdir(parents=True)
            (self._folder / _GIVEN).write_bytes(pickle.dumps((self._function, self._given)))
            self._process = self._server.working_out(self._folder)

    def wait(self, stop: threading.Event) -> None:
        """Wait until it has ended, or until `stop` is set."""
        while self._process is not None and self._process.poll() is None and not stop.wait(0.05):
            continue

    def result(self) -> Result:
        """What the function gives; it is called here where no other process did it, or could not."""
        self.wait(threading.Event())
        answer = self._folder / _ANSWER
        if self._process is not None and answer.exists():
            made: Result = pickle.loads(answer.read_bytes())
            return made
        return self._function(*self._given)


def kernel_server(at_once: int, environment: Mapping[str, str]) -> KernelServer | None:
    """A server of kernels where there can be one and it pays, else None.

    One kernel at a time may have numerical threads, which are lost by a fork; and one alone needs less than all that is loaded.
    """
    return KernelServer(environment) if sys.platform == "linux" and at_once > 1 and not stock_only() else None


class ForkingProvisioner(LocalProvisioner):
    """Gives a kernel manager its kernels from a `KernelServer`, or as jupyter_client does where that gives none."""

    server: KernelServer | None = None

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> Any:
        """Launch a kernel with a command."""
        process = None if self.server is None else self.server.kernel(cmd, kwargs["env"], kwargs.get("cwd"))
        if process is None:
            return await super().launch_kernel(cmd, **kwargs)
        self.process, self.pid, self.pgid = process, process.pid, process.pid  # type: ignore[assignment]  # declared as None
        self.cwd = kwargs.get("cwd") or Path.cwd()
        return self.connection_info


def main() -> None:
    """Load, then fork for every line that comes, and answer with the new process.

    A line is a kernel's arguments, variables and folder, or the folder of a function.
    """
    connection = socket.socket(fileno=int(sys.argv[1]))
    _load()
    asked = _next_asked(connection)
    if asked is None:
        return
    if "call" in asked:
        _call(Path(asked["call"]))
    else:
        _be_kernel(asked)


def _load() -> None:
    """Load what a notebook comes to need; nothing here may start a thread."""
    for name in LOADED:
        import_module(name)
    for package in ("broadsheet.charts", "broadsheet.display"):
        for module in iter_modules(import_module(package).__path__, f"{package}."):
            import_module(module.name)
    questions()
    language_of()


def _next_asked(connection: socket.socket) -> dict[str, Any] | None:
    """What was asked for, in the process that is to become it; None in the server, once nobody asks any more and all have ended."""
    signal.signal(signal.SIGCHLD, _bury)
    kernels: set[int] = set()
    safe = _may_fork()
    with connection, connection.makefile("r", encoding="utf-8") as lines:
        for line in lines:
            if not safe:
                connection.sendall(b"\n")
                continue
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", DeprecationWarning)  # Python counts jemalloc's threads too
                pid = os.fork()
            if pid == 0:
                signal.signal(signal.SIGCHLD, signal.SIG_DFL)
                os.setsid()
                connection.sendall(f"{os.getpid()}\n".encode())
                asked: dict[str, Any] = json.loads(line)
                return asked
            kernels.add(pid)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    for pid in kernels:
        with suppress(OSError):
            os.killpg(pid, signal.SIGKILL)
        with suppress(ChildProcessError):
            os.waitpid(pid, 0)
    return None


def _bury(*_: object) -> None:
    """Wait for the kernels that have ended."""
    with suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass


def _may_fork() -> bool:
    """Whether no thread is lost by a fork but those of jemalloc, which sees to itself."""
    names = [(task / "comm").read_text().strip() for task in Path("/proc/self/task").iterdir()]
    return len(names) - names.count("jemalloc_bg_thd") == 1


def _call(folder: Path) -> None:
    """Call the function in a folder; its answer appears whole, and not at all where it fails: it is then called again where it is seen."""
    function, given = pickle.loads((folder / _GIVEN).read_bytes())
    unfinished = folder / f"{_ANSWER}.part"
    with suppress(Exception):
        unfinished.write_bytes(pickle.dumps(function(*given)))
        unfinished.rename(folder / _ANSWER)


def _be_kernel(asked: dict[str, Any]) -> None:
    """Go on as ipykernel's launcher would."""
    from ipykernel.kernelapp import launch_new_instance

    os.environ.clear()
    os.environ.update(asked["env"])
    os.chdir(asked["cwd"])
    sys.argv = ["ipykernel_launcher", *asked["argv"], f"--IPKernelApp.parent_handle={os.getppid()}"]
    launch_new_instance()


if __name__ == "__main__":
    main()
