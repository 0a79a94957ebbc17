"""Where an archive is, as a person or the environment names it."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Final

from broadsheet.errors import RequestError

ARCHIVE_VARIABLE: Final = "BROADSHEET_ARCHIVE"
"""The variable of the environment that names the archive where nothing else does; `broadsheet lab` sets it."""

MOMENT_VARIABLE: Final = "BROADSHEET_AS_OF"
"""The variable of the environment with the moment whose state an archive shows; a report sets it, so that its notebooks see one state."""

USUAL_ARCHIVE: Final = Path("data/archive")

Address = Path | str
"""Where an archive is: a folder, or `s3://bucket/prefix` as text."""


def archive_address(given: Address) -> Address:
    """Where an archive is, from what a person wrote.

    Parameters
    ----------
    given
        A path, or `s3://bucket/prefix`.

    Returns
    -------
    Path or str
        A bucket's address as text without a last slash, anything else as a path.

    Raises
    ------
    RequestError
        No bucket is named, or the address is of another kind.
    """
    found = re.fullmatch(r"([A-Za-z][A-Za-z0-9+.-]+):/+(.*)", str(given))
    if found is None:
        return Path(given).expanduser()
    scheme, rest = found.group(1).lower(), found.group(2).strip("/")
    if scheme != "s3" or not rest:
        raise RequestError(f"archive {str(given)!r}: write a folder, or s3://bucket/prefix")
    return f"s3://{rest}"


def usual_archive() -> Address:
    """Where the archive is if none is named: as the environment says, else in `data/archive` below the working folder or one above it.

    Returns
    -------
    Path or str
        Where there is none yet, `data/archive` below the working folder.
    """
    named = os.environ.get(ARCHIVE_VARIABLE)
    return archive_address(named) if named else usual_archive_from(Path.cwd())


def usual_archive_from(folder: Path) -> Path:
    """`data/archive` below a folder, or below the nearest folder above it that has one.

    A notebook that VS Code or nbconvert runs works in the folder of the notebooks, and finds the archive beside that.

    Parameters
    ----------
    folder
        Where the search begins.

    Returns
    -------
    Path
        Relative where it lies below the working folder. Where there is none, that of `folder` itself, which is yet to be made.
    """
    found = next((home for home in (folder, *folder.parents) if (home / USUAL_ARCHIVE).is_dir()), folder)
    return USUAL_ARCHIVE if found == Path.cwd() else found / USUAL_ARCHIVE
