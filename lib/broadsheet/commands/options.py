"""Options that several subcommands share."""

from __future__ import annotations

import argparse

import shtab

from broadsheet.settings import ARCHIVE_VARIABLE, USUAL_ARCHIVE, Address, archive_address, usual_archive


def add_archive(parser: argparse.ArgumentParser) -> None:
    """`--archive DIR`."""
    usual = f"${ARCHIVE_VARIABLE}, else {USUAL_ARCHIVE} here or in a folder above"
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


def add_tables(parser: argparse.ArgumentParser) -> None:
    """`--map` and the order of day and month: how tables and records are read."""
    parser.add_argument(
        "--map", metavar="COLUMN=NAME,…", type=mapping, help="which column or key of a table is text, title, source, published_at, "
        "such as text=body_text,title=headline (default: guessed from the names)",
    )
    order = parser.add_mutually_exclusive_group()
    order.add_argument("--day-first", dest="day_first", action="store_true", default=None, help="03/04/2025 in a table is the 3rd of April")
    order.add_argument("--month-first", dest="day_first", action="store_false", help="03/04/2025 in a table is the 4th of March")


def mapping(text: str) -> dict[str, str]:
    """Pairs "text=body_text,title=headline", as argparse reads them."""
    pairs = [pair.partition("=") for pair in text.split(",") if pair.strip()]
    if not pairs or not all(column.strip() and name.strip() for column, _, name in pairs):
        raise argparse.ArgumentTypeError(f"{text!r}: write COLUMN=NAME,…, such as text=body_text,title=headline")
    return {column.strip(): name.strip() for column, _, name in pairs}
