"""`broadsheet check`: what is installed, which models, whether the archive is sound."""

from __future__ import annotations

import argparse
import json
import platform
import re
import sys
from collections.abc import Callable, Iterator
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from broadsheet.commands.options import add_archive, add_output, named_archive
from broadsheet.commands.terminal import say, say_json
from broadsheet.errors import BroadsheetError, DamagedError
from broadsheet.safe_text import one_line
from broadsheet.settings import Address

if TYPE_CHECKING:
    import pandas as pd

_NEEDED = (3, 12)
DAMAGED: Final = 4
"""Exit status of a damaged archive."""


EXAMPLES = """examples:
  broadsheet check
  broadsheet check --archive s3://desk/news --no-repair
  broadsheet check --quiet || echo broken              prints only what is missing or damaged"""


class Line(NamedTuple):
    """One line of the answer; `ok` None is neither good nor bad; `status` is the exit status that a bad one asks for."""

    what: str
    said: str
    ok: bool | None = True
    status: int = 1


def add_parser(commands: argparse._SubParsersAction) -> None:
    """The arguments of `check`."""
    said = "say what is installed and whether the archive is sound"
    parser = commands.add_parser("check", help=said, description=__doc__, epilog=EXAMPLES)
    add_archive(parser)
    parser.add_argument("--no-repair", action="store_true", help="only look")
    add_output(parser, quiet="only what is missing or damaged")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Look at everything and say it. 4 if the archive is damaged, 1 if anything else is missing."""
    parts: tuple[Callable[[], Iterator[Line]], ...] = (
        _python, _libraries, _spacy_model, _sentiment_models, _pango, _notebooks,
        lambda: _archive(named_archive(args.archive), repair=not args.no_repair),
    )
    lines: list[Line] = []
    for line in (line for part in parts for line in part()):
        lines.append(line)
        if not args.json and (line.ok is False or not args.quiet):
            mark = {True: "ok  ", False: "BAD ", None: "    "}[line.ok]
            say(f"{mark}{line.what:<12}{one_line(line.said)}")
    status = max((line.status for line in lines if line.ok is False), default=0)
    if args.json:
        say_json({"sound": status == 0, "lines": [line._asdict() for line in lines]})
    return status


def _python() -> Iterator[Line]:
    yield Line("python", f"{platform.python_version()} in {sys.prefix}", sys.version_info >= _NEEDED)


def _libraries() -> Iterator[Line]:
    """Each library that the package asks for: that it is there, and its version."""
    found, missing = [], []
    for requirement in requires("broadsheet") or ():
        if "extra ==" in requirement:
            continue
        name = re.split(r"[^\w.-]", requirement, maxsplit=1)[0]
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            missing.append(name)
    yield Line("broadsheet", version("broadsheet"))
    yield Line("libraries", f"{len(found)} installed: " + ", ".join(found), None)
    if missing:
        yield Line("libraries", f"missing: {', '.join(missing)}; install broadsheet again", False)


def _spacy_model() -> Iterator[Line]:
    """The spaCy model: its name, version, licence and size, and that it loads."""
    from broadsheet.annotating import language_of, load_model

    try:
        folder = Path(language_of().default_model())
        card = json.loads((folder / "meta.json").read_text("utf-8"))
        load_model()
    except (BroadsheetError, ImportError, OSError, ValueError) as error:
        yield Line("spaCy model", f"{error}; install broadsheet again", False)
        return
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6
    yield Line("spaCy model", f"{card['lang']}_{card['name']} {card['version']}, licence {card.get('license')}, {size:.0f} MB, loads")
    scores = {"ents_f": "entities F", "dep_uas": "parse UAS", "tag_acc": "tags"}
    known = [f"{said} {card['performance'][key]:.3f}" for key, said in scores.items() if key in card.get("performance", {})]
    if known:
        yield Line("", f"by its makers' test: {', '.join(known)}; card: {folder / 'meta.json'}", None)


def _sentiment_models() -> Iterator[Line]:
    """The sentiment models that ship, and their cards."""
    from broadsheet.annotating import shipped_models

    models = shipped_models()
    if not models:
        yield Line("sentiment", "the models are missing from this installation: install broadsheet again", False)
    for name, folder in models.items():
        size = sum(path.stat().st_size for path in folder.iterdir()) / 1e6
        cards = sorted(folder.glob("*.md")) or sorted(folder.glob("*.json"))
        yield Line("sentiment", f"{name}, {size:.0f} MB; card: {cards[0] if cards else 'none'}")


def _pango() -> Iterator[Line]:
    """Whether reports can be written as PDF, which needs a library of the system."""
    try:
        import weasyprint

        weasyprint.HTML(string="<p>x</p>").write_pdf()
    except (OSError, ImportError) as error:
        first = str(error).splitlines()[0] if str(error) else type(error).__name__
        yield Line("PDF", f"none: pango is missing ({first}); install it, for example with apt install libpango-1.0-0", None)
    else:
        yield Line("PDF", f"weasyprint {weasyprint.__version__} with pango")


def _notebooks() -> Iterator[Line]:
    from broadsheet.reporting import notebook_folder

    try:
        folder = notebook_folder()
    except BroadsheetError as error:
        yield Line("notebooks", str(error), False)
    else:
        yield Line("notebooks", f"{len(list(folder.glob('*.ipynb')))} in {folder}")


def _archive(address: Address, *, repair: bool) -> Iterator[Line]:
    """Whether the archive's tables are whole and agree with each other."""
    from broadsheet.archive import check_archive, is_there, open_archive

    try:
        if not is_there(address):
            yield Line("archive", f"none in {address} yet", None)
            return
        check = check_archive(address, repair=repair)
        shown = repr(open_archive(address)) if check.sound else f"in {address}"
    except BroadsheetError as error:
        yield Line("archive", str(error), False, DAMAGED if isinstance(error, DamagedError) else 1)
        return
    yield Line("archive", f"{shown} {'is sound' if check.sound else 'is damaged'}", check.sound, DAMAGED)
    for row in check.findings.itertuples():
        yield Line("", f"{row.state}: {row.what}: {row.finding}", None)
    if not check.sound:
        yield Line("", _next_step(address, check.findings, repair=repair), None)


def _next_step(address: Address, findings: pd.DataFrame, *, repair: bool) -> str:
    """What to do about an archive that is damaged still."""
    if not repair:
        return f"next: broadsheet check --archive {address}, which repairs what can be repaired"
    texts = (findings["what"].eq("articles") & findings["state"].eq("damaged")).any()
    again = "ingest the files of the articles named, or take those out with archive.remove(…); " if texts else ""
    return f"next: {again}what was damaged lies in {address}/set-aside"
