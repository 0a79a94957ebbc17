"""Options that several subcommands share."""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from typing import Final

from broadsheet.errors import RequestError

VARIABLE: Final = "BROADSHEET_ARCHIVE"
DEFAULT: Final = Path("data/archive")


def add_archive(parser: argparse.ArgumentParser) -> None:
    """`--archive DIR`."""
    parser.add_argument("--archive", metavar="DIR", type=Path, help=f"the archive's folder (default: ${VARIABLE}, else {DEFAULT})")


def archive_folder(given: Path | None) -> Path:
    """The archive that was named, the one in the environment, or the usual place below the working folder."""
    named = given if given is not None else os.environ.get(VARIABLE) or DEFAULT
    return Path(named).expanduser()


def existing_archive(given: Path | None) -> Path:
    """Like `archive_folder`, where there must be one.

    Raises
    ------
    RequestError
        There is none.
    """
    folder = archive_folder(given)
    if not folder.is_dir():
        raise RequestError(f"no archive in {folder}; make one with: broadsheet ingest PATH --archive {folder}")
    return folder


def count(text: str) -> int:
    """A whole number from 1, as argparse reads it."""
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"{number} is too small; at least 1")
    return number
