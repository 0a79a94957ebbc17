"""Options that several subcommands share."""

from __future__ import annotations

import argparse

from broadsheet.settings import ARCHIVE_VARIABLE, USUAL_ARCHIVE, Address, archive_address, usual_archive


def add_archive(parser: argparse.ArgumentParser) -> None:
    """`--archive DIR`."""
    usual = f"${ARCHIVE_VARIABLE}, else {USUAL_ARCHIVE}"
    parser.add_argument("--archive", metavar="DIR", help=f"the archive's folder, or s3://BUCKET/PREFIX (default: {usual})")


def named_archive(given: str | None) -> Address:
    """The archive that was named, the one in the environment, or the usual place below the working folder."""
    return usual_archive() if given is None else archive_address(given)


def count(text: str) -> int:
    """A whole number from 1, as argparse reads it."""
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"{number} is too small; at least 1")
    return number
