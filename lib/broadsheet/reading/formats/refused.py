"""Forms that are known and not read."""

from __future__ import annotations

from broadsheet.reading.draft import Found, Piece, ReadingError
from broadsheet.reading.forms import PACKED, SIGNATURE, Form, Job, Sample

_BINARY_MARKS = (
    b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x7fELF", b"MZ\x90", b"Rar!", b"7z\xbc\xaf", b"\xfd7zXZ", b"BZh", b"OggS", b"ID3", b"RIFF",
    b"\x00\x00\x01\x00", b"\xca\xfe\xba\xbe", b"SQLite format 3", b"wOFF", b"wOF2",
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def _refuse_binary(piece: Piece, job: Job) -> Found:
    raise ReadingError("binary", "a picture, a program, an archive of a kind that is not read, or the like")


def _refuse_office(piece: Piece, job: Job) -> Found:
    if "EncryptedPackage".encode("utf-16-le") in piece.data:
        raise ReadingError("encrypted", "the document needs a password")
    raise ReadingError("unknown form", "an old Word, Excel or Outlook file; save it as DOCX, XLSX or text")


def _is_binary(sample: Sample) -> bool:
    return sample.head.startswith(_BINARY_MARKS) or sample.head[4:8] == b"ftyp"


FORMS = (
    Form("old office file", _refuse_office, lambda sample: sample.head.startswith(_OLE), endings=(".doc", ".xls", ".msg"),
         rank=SIGNATURE, one_article=False),
    Form("binary", _refuse_binary, _is_binary, rank=PACKED, one_article=False),
)
