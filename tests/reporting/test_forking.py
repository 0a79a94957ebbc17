"""Kernels that are forked from a process which has loaded everything: each by itself, and none left when the run is over."""

from __future__ import annotations

import os
import signal
import sys
import threading
from pathlib import Path

import nbformat
import psutil
import pytest
from tiny_notebooks import write_notebook

from broadsheet.reporting import forking
from broadsheet.reporting.forking import Aside, KernelServer, _may_fork, kernel_server
from broadsheet.reporting.kernels import kernel_environment
from broadsheet.reporting.notebook_runs import NotebookRun, run_notebook
from broadsheet.third_parties import STOCK

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="kernels are forked on Linux only")
ALONE = {**kernel_environment(), "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MPLBACKEND": "agg"}

ASKS = (
    "import os, sys, broadsheet\n"
    "loaded = 'broadsheet.display.answers' in sys.modules\n"
    "broadsheet.left_behind = getattr(broadsheet, 'left_behind', 0) + 1\n"
    "print(loaded, broadsheet.left_behind, os.getcwd(), os.environ.get('ONE_OF_ITS_OWN'), os.getppid())"
)
DRAWS = (
    "from matplotlib.figure import Figure\nimport pandas as pd\n"
    "Figure().add_subplot().plot([1, 2])\nprint(pd.Series(['a']).str.upper()[0])"
)


def run(folder: Path, name: str, cells: list[str], server: KernelServer | None) -> tuple[NotebookRun, str]:
    """How a notebook of these cells went, and what it printed."""
    source, work = write_notebook(folder, name, cells), folder / f"work of {name}"
    work.mkdir()
    made = run_notebook(source, folder / f"{name}.out.ipynb", {}, server=server, work=work, environment={"ONE_OF_ITS_OWN": f"für {name}"})
    outputs = [output for cell in nbformat.read(made_in(folder, name), 4).cells for output in cell.get("outputs", [])]
    return made, "".join(output.get("text", "") for output in outputs)


def made_in(folder: Path, name: str) -> Path:
    """The executed notebook."""
    return folder / f"{name}.out.ipynb"


def test_forked_kernels_are_loaded_and_share_nothing(tmp_path: Path) -> None:
    with KernelServer(ALONE) as server:
        told = [run(tmp_path, name, [ASKS, DRAWS], server) for name in ("one", "two")]
        dead, _ = run(tmp_path, "three", ["import os; os._exit(7)"], server)
        server_process = psutil.Process(server._process.pid)
    assert [made.status for made, _ in told] == ["done", "done"], [made.detail for made, _ in told]
    for name, (_, said) in zip(("one", "two"), told, strict=True):
        assert said.split(" ", 2)[:2] == ["True", "1"]
        assert f"{tmp_path / f'work of {name}'} für {name} {server_process.pid}" in said
        assert said.endswith("A\n")
    assert (dead.status, dead.detail) == ("died", "its kernel died")
    assert not server_process.is_running()


def test_kernels_end_with_their_server(tmp_path: Path) -> None:
    server = KernelServer(ALONE)
    kernel = server.kernel(["python", "-f", str(tmp_path / "nobody.json")], ALONE, str(tmp_path))
    assert kernel is not None and kernel.poll() is None
    with server:
        pass
    assert kernel.poll() is not None


def test_a_kernel_starts_by_itself_where_the_server_is_gone(tmp_path: Path) -> None:
    with KernelServer(ALONE) as server:
        server._process.kill()
        server._process.wait()
        made, said = run(tmp_path, "one", [ASKS], server)
    assert made.status == "done", made.detail
    assert said.startswith("False 1 ")


def test_a_kernel_starts_by_itself_where_the_server_hangs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forking, "PATIENCE", 0.5)
    with KernelServer(ALONE) as server:
        os.kill(server._process.pid, signal.SIGSTOP)
        assert server.kernel(["python", "-f", "nobody.json"], ALONE, str(tmp_path)) is None
        os.kill(server._process.pid, signal.SIGCONT)
        assert server.kernel(["python", "-f", "nobody.json"], ALONE, str(tmp_path)) is None, "a late answer is nobody's"


def test_a_thread_forbids_forks() -> None:
    over = threading.Event()
    other = threading.Thread(target=over.wait)
    other.start()
    assert not _may_fork()
    over.set()
    other.join()


def test_no_server_for_one_kernel_or_where_all_is_to_be_stock(monkeypatch: pytest.MonkeyPatch) -> None:
    assert kernel_server(1, ALONE) is None
    monkeypatch.setenv(STOCK, "1")
    assert kernel_server(6, ALONE) is None


def test_a_function_is_worked_out_in_a_process_of_its_own_and_here_where_that_fails(tmp_path: Path) -> None:
    with KernelServer(ALONE) as server:
        asides = [Aside(server, tmp_path / "size", os.path.getsize, str(tmp_path)), Aside(server, tmp_path / "pid", os.getpid)]
        for each in asides:
            each.begin()
        assert asides[0].result() == tmp_path.stat().st_size and asides[1].result() != os.getpid()
        failing = Aside(server, tmp_path / "failing", os.path.getsize, str(tmp_path / "later"))
        failing.begin()
        failing.wait(threading.Event())
        (tmp_path / "later").write_text("four")
        assert failing.result() == 4
        server._process.kill()
        server._process.wait()
        alone = Aside(server, tmp_path / "alone", os.getpid)
        alone.begin()
        assert alone.result() == os.getpid()
    unserved = Aside(None, tmp_path / "unserved", os.getpid)
    unserved.begin()
    assert unserved.result() == os.getpid() and not (tmp_path / "unserved").exists()
