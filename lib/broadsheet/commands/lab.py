"""`broadsheet lab`: JupyterLab on the notebooks, with the archive set."""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from pathlib import Path

from broadsheet.commands.options import add_archive, completed_by_folders, named_archive
from broadsheet.commands.terminal import say
from broadsheet.errors import RequestError
from broadsheet.settings import ARCHIVE_VARIABLE

EXAMPLES = """examples:
  broadsheet lab
  broadsheet lab --archive data/other --notebooks mine
  broadsheet lab -- --no-browser --port 9000           arguments for JupyterLab"""


def add_parser(commands: argparse._SubParsersAction) -> None:
    """The arguments of `lab`."""
    parser = commands.add_parser("lab", help="open JupyterLab on the notebooks", description=__doc__, epilog=EXAMPLES)
    add_archive(parser)
    folder = parser.add_argument("--notebooks", metavar="DIR", type=Path, help="where the notebooks are, or are put (default: notebooks)")
    completed_by_folders(folder)
    parser.add_argument("jupyter", nargs="*", metavar="ARG", help="after --, arguments for JupyterLab, such as --no-browser")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Start JupyterLab and stay until it ends; its exit status, 0 for a stop by Ctrl-C."""
    from broadsheet.archive import is_there
    from broadsheet.reporting import allocators

    folder = notebooks_to_edit(args.notebooks)
    named = named_archive(args.archive)
    archive = named.resolve() if isinstance(named, Path) else named
    say(f"notebooks {folder}")
    say(f"archive   {archive}{'' if is_there(archive) else ' (not there yet: broadsheet ingest PATH makes it)'}")
    command = [sys.executable, "-m", "jupyterlab", *_lab_options(folder, args.jupyter), *args.jupyter]
    try:
        ended = subprocess.run(command, env={**allocators(), **os.environ, ARCHIVE_VARIABLE: str(archive)}, check=False).returncode
    except KeyboardInterrupt:
        return 0
    return 0 if ended in (0, -2) else 1


def _lab_options(folder: Path, given: list[str]) -> list[str]:
    """Lab shows the notebooks' folder and opens `explore`; paths in notebooks start where the command was called.

    Without the second, `data/archive` in a notebook would be looked for beside the notebook.
    """
    made = [f"--ServerApp.root_dir={folder}", f"--MappingKernelManager.root_dir={Path.cwd()}"]
    opened = (folder / "explore.ipynb").is_file() and not any("default_url" in each for each in given)
    return [*made, *(["--LabApp.default_url=/lab/tree/explore.ipynb"] if opened else [])]


def notebooks_to_edit(asked: Path | None) -> Path:
    """A folder with the notebooks that its owner may change: the checkout's, or copies of those that were installed.

    Notebooks that are there already are left as they are.
    """
    from broadsheet.reporting import notebook_folder

    source = notebook_folder()
    installed = source.parent.name == "broadsheet"
    target = (asked or (Path("notebooks") if installed else source)).resolve()
    if target == source.resolve():
        return target
    try:
        target.mkdir(parents=True, exist_ok=True)
        for notebook in sorted(source.glob("*.ipynb")):
            if not (target / notebook.name).exists():
                shutil.copy(notebook, target)
    except OSError as error:
        reason = error.strerror or error
        raise RequestError(f"the notebooks cannot be put into {target}: {reason}; name another folder with --notebooks") from error
    return target
