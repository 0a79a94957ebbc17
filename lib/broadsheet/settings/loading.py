"""Settings from a TOML file, from `--set`, or without either; relative paths become absolute."""

from __future__ import annotations

import tomllib
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from broadsheet.errors import RequestError
from broadsheet.settings.archive_address import USUAL_ARCHIVE, Address, usual_archive_from
from broadsheet.settings.complaints import Source, name_hint, validated
from broadsheet.settings.report_settings import NOTEBOOKS, Settings


def default_settings(**changes: Any) -> Settings:
    """Settings without a file, relative to the working folder.

    Parameters
    ----------
    changes
        Settings by name, such as `focus="Kosovo"`.

    Returns
    -------
    Settings
        Their paths are absolute.

    Raises
    ------
    RequestError
        A name is unknown or a value is wrong.

    Examples
    --------
    >>> default_settings(top=20).top
    20
    """
    return _absolute(Settings().with_overrides(**changes), Path.cwd())


def load_settings(path: str | Path) -> Settings:
    """The settings in a TOML file, its relative paths made absolute by the file's folder.

    Parameters
    ----------
    path
        A TOML file.

    Returns
    -------
    Settings
        What the file does not name has its default.

    Raises
    ------
    RequestError
        There is no such file, it is not TOML, or a name, a type, a period or a notebook in it is wrong. The message has
        the line and, for a name, the nearest valid one.
    """
    file = Path(path)
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise RequestError(f"{file}: cannot be read ({type(error).__name__}: {error})") from error
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise RequestError(f"{file}: not valid TOML: {error}") from error
    return _absolute(validated(Settings, data, Source(str(file), text)), file.resolve().parent)


def changed_settings(path: str | Path | None, changes: dict[str, Any]) -> Settings:
    """The settings of a file, or the defaults without one, with single values changed as `broadsheet report --set` does.

    Parameters
    ----------
    path
        A TOML file, or None.
    changes
        Dotted name → value: `top`, `period.last`, or a notebook's parameter, `timeline.top`. Relative paths start in the working
        folder.

    Returns
    -------
    Settings
        Checked as a whole.

    Raises
    ------
    RequestError
        As `load_settings`, of the file or of the changes.
    """
    settings = default_settings() if path is None else load_settings(path)
    values = asdict(settings)
    for name, value in changes.items():
        first, _, rest = name.partition(".")
        notebook = bool(rest) and first not in values and (first in NOTEBOOKS or settings.notebook_folder is not None)
        _set(values, ("parameters." + name if notebook else name).split("."), value, name)
    return _absolute(validated(Settings, values, Source("--set")), Path.cwd())


def _set(table: dict[str, Any], names: list[str], value: Any, said: str) -> None:
    """Put a value where a dotted name leads; only in `parameters` may the name be new."""
    for number, name in enumerate(names[:-1]):
        if names[0] == "parameters" and number:
            table = table.setdefault(name, {})
            continue
        if name not in table:
            raise RequestError(f"--set {said}: unknown setting {said!r}{name_hint(name, table)}")
        if not isinstance(table[name], dict):
            raise RequestError(f"--set {said}: {name} has no part {'.'.join(names[number + 1:])!r}")
        table = table[name]
    if names[0] != "parameters" and names[-1] not in table:
        raise RequestError(f"--set {said}: unknown setting {said!r}{name_hint(names[-1], table)}")
    table[names[-1]] = value


def _absolute(settings: Settings, folder: Path) -> Settings:
    def placed(path: Path) -> Path:
        return (folder / path.expanduser()).resolve()

    return replace(
        settings,
        archive=_archive(settings.archive, folder),
        reports=placed(settings.reports),
        feeds=settings.feeds and placed(settings.feeds),
        notebook_folder=settings.notebook_folder and placed(settings.notebook_folder),
        look=settings.look and placed(settings.look),
        inputs=tuple(placed(path) for path in settings.inputs),
    )


def _archive(address: Address, folder: Path) -> Address:
    """The archive's place; the usual one is looked for in the folder and in those above it."""
    if not isinstance(address, Path):
        return address
    return (folder / (usual_archive_from(folder) if address == USUAL_ARCHIVE else address.expanduser())).resolve()
