"""From the address of an archive to the place where it is."""

from __future__ import annotations

from pathlib import Path

from broadsheet.archive.places import Folder, Place
from broadsheet.errors import ArchiveError
from broadsheet.settings import Address, archive_address


def place_of(address: Address) -> Place:
    """The place with this address.

    Parameters
    ----------
    address
        A folder, or `s3://bucket/prefix`.

    Returns
    -------
    Place
        Its files by name, and the right to write.

    Raises
    ------
    RequestError
        The address is none, or buckets need a library that is not installed.
    """
    found = archive_address(address)
    if isinstance(found, Path):
        return Folder(found)
    from broadsheet.archive.bucket import Bucket

    return Bucket(found)


def is_there(address: Address) -> bool:
    """Whether an archive lies there, or at least its folder.

    Parameters
    ----------
    address
        A folder, or `s3://bucket/prefix`.

    Returns
    -------
    bool
        False where a first ingest has yet to make it.

    Raises
    ------
    ArchiveError
        The bucket cannot be read.
    """
    try:
        return place_of(address).there()
    except OSError as error:
        raise ArchiveError(f"{address} cannot be read: {error}") from error
