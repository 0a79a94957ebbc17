"""An analyst's own labels: sentences of her archive, and what is right, wrong and missing in what broadsheet says of them.

They stand in `labels.jsonl` beside the archive's tables: one sentence per line, readable, written anew as a whole each time so that a
crash loses nothing. The sentence itself stands there too; removing an article from the archive does not remove it from this file.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from typing import Any, Final, Literal

from broadsheet.archive.addresses import place_of
from broadsheet.errors import RequestError
from broadsheet.settings import Address

NAME: Final = "labels.jsonl"
Judgement = Literal["right", "value", "wrong", "missed"]


@dataclass(frozen=True)
class Mark:
    """One thing in a sentence. judged: right; value (the words are right, what is said of them is not); wrong; missed.

    `start` and `end` are offsets into the article's text.
    """

    task: str
    start: int
    end: int
    text: str
    value: str | None = None
    judged: Judgement = "right"


@dataclass(frozen=True)
class Label:
    """A sentence that was labelled completely; `at` is the moment in ISO form."""

    article_id: str
    start: int
    end: int
    sentence: str
    marks: tuple[Mark, ...] = field(default=())
    at: str = ""


def read_labels(archive: Address) -> list[Label]:
    """The labels of an archive, in the order of the file; none where there is no file.

    Parameters
    ----------
    archive
        Where the archive lies.

    Returns
    -------
    list of Label
        One for each sentence that was labelled.

    Raises
    ------
    RequestError
        A line cannot be understood; the message says which.
    """
    file = f"{archive}/{NAME}"
    try:
        lines = (place_of(archive).read(NAME) or b"").decode().split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise RequestError(f"{file} cannot be read: {error}") from error
    return [_label(line, f"{file}, line {number}") for number, line in enumerate(lines, 1) if line.strip()]


def write_labels(archive: Address, labels: Iterable[Label]) -> None:
    """Keep these labels and no others; the file holds its old content or all of the new one, also after a crash.

    Parameters
    ----------
    archive
        Where the archive lies.
    labels
        All that are to be kept.

    Raises
    ------
    RequestError
        The archive is not there or cannot be written.
    """
    text = "".join(json.dumps(asdict(label), ensure_ascii=False) + "\n" for label in labels)
    try:
        place_of(archive).write(NAME, text.encode())
    except OSError as error:
        raise RequestError(f"labels cannot be kept in {archive}: {error.strerror or error}") from error


def _label(line: str, where: str) -> Label:
    try:
        entry: dict[str, Any] = json.loads(line)
        return Label(**{**entry, "marks": tuple(Mark(**mark) for mark in entry["marks"])})
    except (ValueError, TypeError, KeyError) as error:
        raise RequestError(f"{where}: not a labelled sentence ({type(error).__name__}: {error})") from error
