"""Options that several subcommands share."""

from __future__ import annotations

import argparse
from pathlib import Path

from broadsheet.errors import RequestError
from broadsheet.settings import ARCHIVE_VARIABLE, USUAL_ARCHIVE, usual_archive


def add_archive(parser: argparse.ArgumentParser) -> None:
    """`--archive DIR`."""
    usual = f"${ARCHIVE_VARIABLE}, else {USUAL_ARCHIVE}"
    parser.add_argument("--archive", metavar="DIR", type=Path, help=f"the archive's folder (default: {usual})")


def archive_folder(given: Path | None) -> Path:
    """The archive that was named, the one in the environment, or the usual place below the working folder."""
    return usual_archive() if given is None else given.expanduser()


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
