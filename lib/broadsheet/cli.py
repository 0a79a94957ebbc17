"""The `broadsheet` command: what was asked is done, what was wrong is said in one line, and the exit status tells a scheduler.

0 done · 1 a notebook or a step failed · 2 the request was wrong, nothing was changed · 3 a report is done and has alerts ·
4 the archive is damaged: `check` says what, and repairs what can be repaired ·
130 and 143 stopped by Ctrl-C and by SIGTERM; what was finished is kept.
"""

from __future__ import annotations

import argparse
import logging
import os
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.metadata import version
from types import FrameType
from typing import Any, Final, NoReturn

import shtab

from broadsheet.commands import PrintableFormatter, check, collect, complain, ingest, lab, mcp, report, screen, search
from broadsheet.errors import BroadsheetError, DamagedError, StepError
from broadsheet.safe_text import printable

DONE: Final = 0
FAILED: Final = 1
WRONG: Final = 2
DAMAGED: Final = 4
INTERRUPTED: Final = 128 + signal.SIGINT
TERMINATED: Final = 128 + signal.SIGTERM
UNHEARD: Final = 141
"""Whoever read our output went away (128 + SIGPIPE)."""

EXAMPLES: Final = """examples:
  broadsheet ingest news/ && broadsheet report         from a folder of articles to a report
  broadsheet COMMAND --help                            what a command takes, with examples
  eval "$(broadsheet --print-completion bash)"         completion in this shell; likewise zsh and tcsh"""

logger = logging.getLogger("broadsheet")


class Terminated(BaseException):
    """SIGTERM came."""


class _Parser(argparse.ArgumentParser):
    """An argument parser whose messages cannot act on the terminal, and whose examples keep their lines."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"formatter_class": argparse.RawDescriptionHelpFormatter} | options)

    def _print_message(self, message: str, file: Any = None) -> None:
        super()._print_message(printable(message), file)

    def error(self, message: str) -> NoReturn:
        complain(f"{message}; see {self.prog} --help")
        raise SystemExit(WRONG)


def parser() -> argparse.ArgumentParser:
    """The command's arguments."""
    made = _Parser(
        prog="broadsheet", description="Turns news articles into tables, and the tables into actors, timeline and sentiment.",
        epilog=EXAMPLES,
    )
    made.add_argument("--version", action="version", version=f"broadsheet {version('broadsheet')}")
    made.add_argument("--verbose", action="store_true", help="say on standard error what is done, and show where an error arose")
    shtab.add_argument_to(made, "--print-completion", help="print completion for a shell; see the examples")
    commands = made.add_subparsers(metavar="COMMAND", required=True, parser_class=_Parser)
    for command in (ingest, search, screen, report, collect, lab, mcp, check):
        command.add_parser(commands)
    statuses = "exit status:\n  " + __doc__.split("\n\n", 1)[1].strip().replace("\n", "\n  ")
    for each in commands.choices.values():
        each.epilog = f"{each.epilog}\n\n{statuses}"
    return made


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; its exit status."""
    try:
        args = parser().parse_args(arguments)
    except SystemExit as error:
        return int(error.code or 0)
    except BrokenPipeError:
        return _unheard()
    _log_to_standard_error(verbose=args.verbose)
    try:
        with _sigterm_raises():
            return int(args.run(args))
    except StepError as error:
        return _failed(error, FAILED)
    except DamagedError as error:
        return _failed(error, DAMAGED)
    except BroadsheetError as error:
        return _failed(error, WRONG)
    except Terminated:
        return _stopped(TERMINATED)
    except KeyboardInterrupt as error:
        return _stopped(TERMINATED if "SIGTERM" in map(str, error.args) else INTERRUPTED)
    except BrokenPipeError:
        return _unheard()
    except Exception as error:
        logger.debug("where the error arose", exc_info=True)
        return _failed(f"{type(error).__name__}: {error}; this is an error of broadsheet itself, --verbose shows where", FAILED)


def _failed(error: object, status: int) -> int:
    complain(str(error))
    logger.debug("exit status %d", status, exc_info=isinstance(error, BaseException))
    return status


def _unheard() -> int:
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return UNHEARD


def _stopped(status: int) -> int:
    complain("stopped; what was finished is kept")
    return status


def _log_to_standard_error(*, verbose: bool) -> None:
    """Our own log lines on standard error, warnings only unless more is asked for."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(PrintableFormatter("broadsheet: %(message)s"))
    for old in logger.handlers:
        logger.removeHandler(old)
    logger.addHandler(handler)
    logger.setLevel(logging.DEBUG if verbose else logging.WARNING)
    logger.propagate = False


@contextmanager
def _sigterm_raises() -> Iterator[None]:
    """SIGTERM unwinds like Ctrl-C does, so that locks are released and worker processes ended."""

    def terminate(number: int, frame: FrameType | None) -> NoReturn:
        raise Terminated

    try:
        before = signal.signal(signal.SIGTERM, terminate)
    except ValueError:
        yield
        return
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


if __name__ == "__main__":
    raise SystemExit(main())
