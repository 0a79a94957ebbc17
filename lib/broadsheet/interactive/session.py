"""The focus of a session: chosen in one notebook, taken up by the next, and said wherever it is taken up.

It stands in `session.toml` beside the archive's tables, one line that a person can read and delete; for an archive in a bucket, which
others read too, in the cache of this machine. Scheduled runs neither read nor write it: their focus is that of their settings.
"""

from __future__ import annotations

import json
import os
import tomllib
from pathlib import Path
from typing import Final

from broadsheet.archive import place_of, write_atomically
from broadsheet.display import say
from broadsheet.settings import Address, archive_address

NAME: Final = "session.toml"
UNATTENDED: Final = "BROADSHEET_RUN"
"""Set in the kernels of a scheduled run."""


def unattended() -> bool:
    """Whether this is a scheduled run, where nobody can answer."""
    return bool(os.environ.get(UNATTENDED))


def carried_focus(archive: Address, focus: str | None = None) -> str | None:
    """The focus given here, else the one chosen last in another notebook of this archive; None where there is neither.

    A focus given here becomes the one that other notebooks take up. One that is taken up is said in the notebook's output, so
    that no answer is narrowed in silence. In a scheduled run the focus is what was given, and nothing else.

    Parameters
    ----------
    archive
        Where the archive lies.
    focus
        An actor's name, alias or id; "" clears what other notebooks chose.

    Returns
    -------
    str or None
        The focus, as it was written; it is not looked up.
    """
    if unattended():
        return focus or None
    if focus is not None:
        carry_focus(archive, focus)
        return focus or None
    chosen = _chosen(_folder(archive))
    if chosen is not None:
        from IPython.display import display

        display(say(f'Focus: {chosen}, as chosen in another notebook. Set focus = "" in the parameters to see everything again.'))
    return chosen


def carry_focus(archive: Address, focus: str | None) -> None:
    """Make `focus` the one that other notebooks of this archive take up; None or "" clears it.

    An archive that cannot be written keeps no focus, and that is no error.

    Parameters
    ----------
    archive
        Where the archive lies.
    focus
        An actor's name, alias or id.
    """
    folder = _folder(archive)
    file = folder / NAME
    if (focus or None) == _chosen(folder):
        return
    try:
        if isinstance(archive_address(archive), str):
            folder.mkdir(parents=True, exist_ok=True)
        if not focus:
            file.unlink(missing_ok=True)
        elif folder.is_dir():
            said = f"# The actor that the notebooks are about; delete this file to see everything.\nfocus = {json.dumps(focus)}\n"
            write_atomically(file, said.encode())
    except OSError:
        return


def _folder(archive: Address) -> Path:
    """Where this machine keeps what belongs to a session with the archive."""
    return place_of(archive).own


def _chosen(folder: Path) -> str | None:
    try:
        found = tomllib.loads((folder / NAME).read_text("utf-8")).get("focus")
    except (OSError, ValueError):
        return None
    return found if isinstance(found, str) and found.strip() else None
