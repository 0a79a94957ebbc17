"""Notebooks are read without a grammar of addresses that takes longer to load than a report to begin."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import nbformat
from tiny_notebooks import write_notebook

from broadsheet.reporting.notebook_files import read_notebook

READS = (
    "import sys; from pathlib import Path; from broadsheet.reporting.notebook_files import read_notebook\n"
    "read_notebook(Path(sys.argv[1])); print('rfc3987_syntax' in sys.modules, 'jsonschema' in sys.modules)"
)


def test_a_notebook_is_read_as_nbformat_reads_it_and_sooner(tmp_path: Path) -> None:
    path = write_notebook(tmp_path, "fine")
    assert read_notebook(path) == nbformat.read(path, as_version=4)
    told = subprocess.run([sys.executable, "-c", READS, str(path)], capture_output=True, text=True, check=True)
    assert told.stdout.split() == ["False", "True"]
