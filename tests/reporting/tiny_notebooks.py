"""Tiny notebooks, one per way in which a notebook can go wrong."""

from __future__ import annotations

from pathlib import Path

import nbformat

PARAMETERS = 'archive: str = "data/archive"  # the folder\nlimit: int = 3  # rows'

CELLS = {
    "fine": ["print(limit + 1)"],
    "raises": ["print('before')", "raise ValueError('the third line is odd')", "print('after')"],
    "dies": ["import os; os._exit(7)", "print('after')"],
    "hangs": ["import time\ntime.sleep(600)"],
    "floods": ["import time\nwhile True: print('x' * 100_000); time.sleep(0.005)"],
    "eats": ["hoard = bytearray(600_000_000)\nimport time; time.sleep(600)"],
    "writes": ["open('left-behind.txt', 'w').write('x')", "import os; print(os.getcwd())"],
    "stubborn": ["import subprocess, signal\nsignal.signal(signal.SIGINT, signal.SIG_IGN)\nsubprocess.run(['sleep', '600'])"],
}


def write_notebook(folder: Path, name: str, cells: list[str] | None = None, *, parameters: str = PARAMETERS) -> Path:
    """A notebook with a parameters cell and the cells of its kind."""
    book = nbformat.v4.new_notebook()
    first = nbformat.v4.new_code_cell(parameters)
    first.metadata["tags"] = ["parameters"]
    title = nbformat.v4.new_markdown_cell(f"# {name.capitalize()}\nDoes it work?")
    book.cells = [title, first, *(nbformat.v4.new_code_cell(source) for source in (CELLS[name] if cells is None else cells))]
    folder.mkdir(parents=True, exist_ok=True)
    nbformat.write(book, folder / f"{name}.ipynb")
    return folder / f"{name}.ipynb"


def write_notebooks(folder: Path, *names: str) -> Path:
    """All of these notebooks in one folder."""
    for name in names:
        write_notebook(folder, name)
    return folder
