"""Options that several subcommands share."""

from __future__ import annotations

import argparse

import shtab

from broadsheet.settings import ARCHIVE_VARIABLE, USUAL_ARCHIVE, Address, archive_address, usual_archive


def add_archive(parser: argparse.ArgumentParser) -> None:
    """`--archive DIR`."""
    usual = f"${ARCHIVE_VARIABLE}, else {USUAL_ARCHIVE}"
    completed_by_folders(
        parser.add_argument("--archive", metavar="DIR", help=f"the archive's folder, or s3://BUCKET/PREFIX (default: {usual})"),
    )


def add_output(parser: argparse.ArgumentParser, *, quiet: str) -> None:
    """`--json` and `--quiet`; `quiet` says what is still printed then."""
    either = parser.add_mutually_exclusive_group()
    either.add_argument("--json", action="store_true", help="print the result as one JSON object, for programs")
    either.add_argument("--quiet", action="store_true", help=f"print {quiet}")


def completed_by_files(action: argparse.Action) -> argparse.Action:
    """The argument, for which a shell proposes files."""
    action.complete = shtab.FILE  # type: ignore[attr-defined]
    return action


def completed_by_folders(action: argparse.Action) -> argparse.Action:
    """The argument, for which a shell proposes folders."""
    action.complete = shtab.DIRECTORY  # type: ignore[attr-defined]
    return action


def named_archive(given: str | None) -> Address:
    """The archive that was named, the one in the environment, or the usual place below the working folder."""
    return usual_archive() if given is None else archive_address(given)


def count(text: str) -> int:
    """A whole number from 1, as argparse reads it."""
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"{number} is too small; at least 1")
    return number
