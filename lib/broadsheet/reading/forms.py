"""Forms of reading: what a form is called, how it is recognised and how it is read.

Each module of `broadsheet.reading.formats` declares one form (or a few) as `FORM` or `FORMS`; a package of somebody else's declares
its own under the entry points `broadsheet.forms`. The dispatcher asks them in the order of their ranks, and the first that
recognises a piece reads it.
"""

from __future__ import annotations

import importlib
import logging
import pkgutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib.metadata import entry_points

from broadsheet.reading.draft import Draft, Found, Piece, ReadingError, Reject
from broadsheet.reading.limits import Budget, Limits

logger = logging.getLogger(__name__)
GROUP = "broadsheet.forms"
SIGNATURE, PACKED, MARKED, GUESSED, ANY = 10, 20, 30, 60, 100
"""Ranks: by the first bytes; any packed file; by what the text declares; by how the text looks; whatever is text."""
_HEAD = 8192
MOST_PROLOG = 1_000_000
"""Bytes of comments and declarations above a root that are passed over."""


class Sample:
    """What a form may look at to recognise a piece.

    Parameters
    ----------
    piece
        The piece that is to be recognised.
    """

    def __init__(self, piece: Piece) -> None:
        self.data = piece.data
        self.head = piece.data[:_HEAD]
        self.name = piece.name.lower()

    @cached_property
    def flat(self) -> bytes:
        """The head without the zeros of UTF-16."""
        return self.head.replace(b"\x00", b"") if self.head.count(0) > len(self.head) // 4 else self.head

    @cached_property
    def text(self) -> bytes:
        """The head without zeros, byte order marks and blanks in front."""
        return self.flat.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")

    @cached_property
    def root(self) -> bytes:
        """The beginning of the first element of a markup file: behind declarations, processing instructions and comments."""
        text = self.text
        if not text.startswith((b"<?", b"<!")):
            return text
        data = self.data[:MOST_PROLOG].replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
        position = 0
        while data.startswith((b"<?", b"<!"), position):
            closing = b"-->" if data.startswith(b"<!--", position) else b"?>" if data.startswith(b"<?", position) else b">"
            end = data.find(closing, position)
            if end < 0:
                return b""
            position = end + len(closing)
            while data[position : position + 1].isspace():
                position += 1
        return data[position : position + 200]

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing but blanks and zeros in the head."""
        return not self.head.strip(b"\x00 \t\r\n\x0b\x0c")

    def ends(self, *endings: str) -> bool:
        """Whether the piece's name ends so."""
        return self.name.endswith(endings)

    @cached_property
    def members(self) -> bytes:
        """Bytes in which the names of a ZIP file's members stand: all of a small file, both ends of a big one."""
        if not self.head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
            return b""
        return self.data if len(self.data) < 4_000_000 else self.data[:200_000] + self.data[-2_000_000:]


@dataclass(frozen=True, slots=True)
class Job:
    """What a form needs beside the piece."""

    limits: Limits
    budget: Budget
    """What the file may still cost."""
    columns: Mapping[str, str] | None
    """A table's column → column of `articles`; None guesses."""
    read: Callable[[Piece, Job], Found]
    """The dispatcher."""
    day_first: bool | None = None
    """How dates such as 03/04/2025 are read in tables; None: as the other dates of the column tell."""

    def inner(self, parts: Iterable[Piece | Reject]) -> Found:
        """What the parts of a packed file hold; each is recognised and read under its own guard.

        Raises
        ------
        ReadingError
            There is nothing in them.
        """
        found = (one for part in parts for one in ([part] if isinstance(part, Reject) else self.read(part, self)))
        yield from at_least_one(found, "no file or page in it")


@dataclass(frozen=True, slots=True)
class Form:
    """A form in which articles come."""

    name: str
    read: Callable[[Piece, Job], Found]
    """The articles and rejects in a piece; a `ReadingError` makes the whole piece a reject."""
    sniff: Callable[[Sample], bool] | None = None
    """Whether a piece has this form; None: whether its name ends so."""
    endings: tuple[str, ...] = ()
    """How such files' names usually end, in lower case, with the full stop."""
    rank: int = GUESSED
    """Forms of lower rank are asked first; of the same rank those whose ending fits."""
    one_article: bool = True
    """Whether a piece is one article, so that `Limits.article_bytes` bounds it."""

    def recognises(self, sample: Sample) -> bool:
        """Whether the piece has this form."""
        return sample.ends(*self.endings) if self.sniff is None else self.sniff(sample)


def form_of(piece: Piece) -> Form:
    """The form of a piece.

    Raises
    ------
    ReadingError
        It is empty, or no form recognises it.
    """
    sample = Sample(piece)
    if sample.is_empty:
        raise ReadingError("empty", "no text in it")
    fits = sorted(forms().values(), key=lambda form: (form.rank, not sample.ends(*form.endings)))
    found = next((form for form in fits if form.recognises(sample)), None)
    if found is None:
        raise ReadingError("unknown form", "no form of reading recognises it")
    return found


@lru_cache(maxsize=1)
def forms() -> dict[str, Form]:
    """Every form by its name: those of broadsheet, then those of other packages, which replace one of the same name."""
    return {form.name: form for form in [*_own_forms(), *_foreign_forms()]}


def _own_forms() -> Iterator[Form]:
    from broadsheet.reading import formats

    for module in pkgutil.iter_modules(formats.__path__, f"{formats.__name__}."):
        loaded = importlib.import_module(module.name)
        yield from _declared(getattr(loaded, "FORMS", None) or getattr(loaded, "FORM", ()))


def _foreign_forms() -> Iterator[Form]:
    for point in entry_points(group=GROUP):
        try:
            yield from _declared(point.load())
        except Exception as error:
            logger.warning("the form %s (%s) is left out: %s", point.name, point.value, error)


def _declared(declared: object) -> list[Form]:
    several = [declared] if isinstance(declared, Form) else list(declared)  # type: ignore[call-overload]
    for form in several:
        if not isinstance(form, Form):
            raise TypeError(f"{form!r} is no Form")
    return several


def at_least_one(found: Iterable[Draft | Reject], detail: str) -> Found:
    """What was found.

    Raises
    ------
    ReadingError
        It is nothing (`empty`).
    """
    empty = True
    for one in found:
        empty = False
        yield one
    if empty:
        raise ReadingError("empty", detail)
