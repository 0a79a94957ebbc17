"""A folder of hostile files: each with the reject or the text that it gives, and none costs its neighbours."""

from __future__ import annotations

import gzip
import io
import json
import os
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from broadsheet import schemas
from broadsheet.reading import Limits, read_articles
from broadsheet.reading.dispatch import found_in
from broadsheet.reading.draft import Draft, Piece, Reject

SENTENCE = "The ferry to the northern islands will sail again on Monday after three weeks of repairs, the harbour master said."
NEIGHBOUR = "A neighbour's article stays whole whatever lies beside it in the folder, and that is the point of all of this."
LIMITS = Limits(file_bytes=20_000_000, article_bytes=300_000, unpacked_bytes=30_000_000, text_chars=100_000, depth=2, members=50)


def zipped(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as packed:
        for name, data in members.items():
            packed.writestr(zipfile.ZipInfo(name), data, compress_type=method)
    return stream.getvalue()


def nested(levels: int) -> bytes:
    data = zipped({"a.txt": SENTENCE.encode()})
    for _ in range(levels):
        data = zipped({"inner.zip": data})
    return data


def lying_zip() -> bytes:
    """A member that says it is small and unpacks to much."""
    data = bytearray(zipped({"a.txt": b"0" * 15_000_000}))
    for signature, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = data.index(signature)
        data[at + offset : at + offset + 4] = struct.pack("<I", 100)
    return bytes(data)


def encrypted_zip() -> bytes:
    data = bytearray(zipped({"a.txt": SENTENCE.encode()}))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(signature) + offset] |= 1
    return bytes(data)


def symlink_zip() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as packed:
        link = zipfile.ZipInfo("link.txt")
        link.external_attr = 0o120777 << 16
        packed.writestr(link, "/etc/passwd")
    return stream.getvalue()


def pdf(text: str = SENTENCE, *, password: str | None = None) -> bytes:
    from pypdf import PdfReader, PdfWriter
    from weasyprint import HTML

    plain = HTML(string=f"<p>{text}</p>").write_pdf()
    if password is None:
        return plain
    writer = PdfWriter()
    for sheet in PdfReader(io.BytesIO(plain)).pages:
        writer.add_page(sheet)
    writer.encrypt(password, algorithm="RC4-128")
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


def drawing_pdf(drawn: int) -> bytes:
    """A PDF of one page that draws so many bytes."""
    from pypdf import PdfWriter
    from pypdf.generic import NameObject, StreamObject

    writer = PdfWriter()
    sheet = writer.add_blank_page(200, 200)
    stream = StreamObject()
    stream.set_data(b"0 0 m 1 1 l S\n" * (drawn // 14 + 1))
    sheet[NameObject("/Contents")] = writer._add_object(stream.flate_encode())
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


def docx(xml: bytes) -> bytes:
    return zipped({"[Content_Types].xml": b"<Types/>", "word/document.xml": xml})


WORD = b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>%s</w:body></w:document>'
ENTITIES = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
LAUGHS = f'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY l0 "ha">{ENTITIES}]>'
ITEM = f"<item><title>Ferry sails</title><description>{SENTENCE}</description></item>"
PARAGRAPH = b"<w:p><w:r><w:t>" + SENTENCE.encode() + b"</w:t></w:r></w:p>"
GZIPPED = gzip.compress(SENTENCE.encode())
HTML = f"<html><body><article><p>{SENTENCE}</p></article></body></html>"
PICTURE = b"\x89PNG\r\n\x1a\n" + b"\x00\x00\x00\rIHDR" + bytes(range(256)) * 4
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)

REJECTED: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty.txt": (lambda: b"", "empty"),
    "controls.bin": (lambda: b"\x00\x01\x02", "empty"),
    "blanks.txt": (lambda: b" \n\t\r\n  ", "empty"),
    "zeros.txt": (lambda: bytes(5000), "empty"),
    "mark-only.txt": (lambda: b"\xef\xbb\xbf", "empty"),
    "header-only.txt": (lambda: b"Title: Ferry sails\nDate: 2025-10-08\n\n", "empty"),
    "front-matter-only.md": (lambda: b"---\ntitle: Ferry sails\n---\n", "empty"),
    "furniture-only.txt": (lambda: b"Read more\nFollow us on Facebook\nAdvertisement\n", "empty"),
    "picture.png": (lambda: PICTURE, "binary"),
    "picture.txt": (lambda: PICTURE, "binary"),
    "picture.html": (lambda: PICTURE, "binary"),
    "program": (lambda: b"\x7fELF\x02\x01\x01" + bytes(range(256)) * 8, "binary"),
    "sound.mp3": (lambda: b"ID3\x04" + bytes(range(256)), "binary"),
    "film.mp4": (lambda: b"\x00\x00\x00\x18ftypmp42" + bytes(range(256)), "binary"),
    "database.csv": (lambda: b"SQLite format 3\x00" + bytes(500), "binary"),
    "noise.txt": (lambda: bytes((i * 7919 >> 3) % 256 for i in range(4000)), "binary"),
    "controls.txt": (lambda: b"\x01\x02\x03\x04\x05\x06\x07" * 60, "binary"),
    "seven.7z": (lambda: b"7z\xbc\xaf\x27\x1c" + bytes(100), "binary"),
    "old-word.doc": (lambda: OLE, "unknown form"),
    "locked-word.docx": (lambda: OLE + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
    "locked.pdf": (lambda: pdf(password="x"), "encrypted"),
    "cut.pdf": (lambda: pdf()[:900], "truncated"),
    "head-only.pdf": (lambda: b"%PDF-1.7\n", "truncated"),
    "drawing.pdf": (lambda: drawing_pdf(10_000_000), "too large"),
    "pictures.pdf": (lambda: pdf(""), "no text"),
    "cut.docx": (lambda: docx(WORD % PARAGRAPH)[:-60], "truncated"),
    "empty.docx": (lambda: docx(WORD % b""), "empty"),
    "no-xml.docx": (lambda: docx(b"\x00\x01\x02"), "broken"),
    "bomb.docx": (lambda: docx(WORD % (b"<w:p/>" * 20_000_000)), "too large"),
    "cut.rtf": (lambda: rb"{\rtf1\ansi " + SENTENCE.encode(), "truncated"),
    "empty.rtf": (lambda: rb"{\rtf1\ansi }", "empty"),
    "cut.zip": (lambda: zipped({"a.txt": SENTENCE.encode() * 9})[:-40], "truncated"),
    "head-only.zip": (lambda: b"PK\x03\x04", "truncated"),
    "bomb.zip": (lambda: zipped({"a.txt": b"0" * 15_000_000}), "zip bomb"),
    "lying.zip": (lying_zip, "truncated"),
    "locked.zip": (encrypted_zip, "encrypted"),
    "deep.zip": (lambda: nested(4), "too deep"),
    "traversal.zip": (lambda: zipped({"../../etc/a.txt": SENTENCE.encode()}), "path traversal"),
    "absolute.zip": (lambda: zipped({"/etc/a.txt": SENTENCE.encode()}), "path traversal"),
    "drive.zip": (lambda: zipped({"C:\\a.txt": SENTENCE.encode()}), "path traversal"),
    "symlink.zip": (symlink_zip, "not a file"),
    "crowd.zip": (lambda: zipped({f"{n}.txt": b"a" for n in range(60)}), "too large"),
    "cut.gz": (lambda: GZIPPED[:-9], "truncated"),
    "bomb.gz": (lambda: gzip.compress(b"0" * 15_000_000), "zip bomb"),
    "deep.gz": (lambda: gzip.compress(gzip.compress(gzip.compress(SENTENCE.encode()))), "too deep"),
    "broken.gz": (lambda: b"\x1f\x8b\x08\x00" + bytes(30), "truncated"),
    "cut.warc": (lambda: b"WARC/1.0\r\nWARC-Type: response\r\nContent-Le", "truncated"),
    "cut.parquet": (lambda: b"PAR1" + bytes(40), "truncated"),
    "not-excel.xlsx": (lambda: zipped({"xl/workbook.xml": b"<workbook/>"}), "truncated"),
    "broken.json": (lambda: b'{"title": "Ferry", "text": "Sails', "broken"),
    "deep.json": (lambda: b"[" * 200_000, "broken"),
    "number.json": (lambda: b"[1, 2, 3]", "no article"),
    "no-text.jsonl": (lambda: b'{"title": "Ferry sails"}\n', "empty"),
    "broken.jsonl": (lambda: b'{"title": "Ferry"\n', "broken JSON"),
    "no-entries.rss": (lambda: b"<rss version='2.0'><channel><title>A</title></channel></rss>", "empty"),
    "no-body.html": (lambda: b"<html><head><title>Ferry</title></head><body></body></html>", "no text"),
    "scripts.html": (lambda: b"<html><body><script>" + b"var a = 1;" * 400 + b"</script></body></html>", "no text"),
    "no-text.eml": (lambda: b"From: a@b.example\nSubject: x\nMIME-Version: 1.0\nContent-Type: image/png\n\nabc", "no text"),
    "huge.txt": (lambda: SENTENCE.encode() * 3000, "too large"),
    "long.jsonl": (lambda: json.dumps({"text": SENTENCE * 1000}).encode(), "too large"),
}

READ: dict[str, Callable[[], bytes]] = {
    "right.txt": SENTENCE.encode,
    "page.png": HTML.encode,
    "page.txt": HTML.encode,
    "page-of-pdf.html": pdf,
    "no-name": SENTENCE.encode,
    "cut-character.txt": lambda: (SENTENCE + "…").encode()[:-1],
    "utf-16.txt": lambda: SENTENCE.encode("utf-16"),
    "utf-16-unmarked.txt": lambda: SENTENCE.encode("utf-16-le"),
    "utf-16-declared.html": lambda: HTML.encode("utf-16"),
    "old-mac.txt": lambda: (SENTENCE + "\r\r").encode(),
    "some-zeros.txt": lambda: SENTENCE.replace(" ", "\x00 ", 2).encode(),
    "bell.txt": lambda: (SENTENCE + "\x07").encode(),
    "soft.txt": lambda: SENTENCE.replace("ferry", "fer\u00adry").replace("sail", "s\u200bail").encode(),
    "bidi.txt": lambda: ("\u202e" + SENTENCE + "\u202c").encode(),
    "blanks.txt": lambda: SENTENCE.replace(" ", "\u00a0").encode(),
    "declared-wrong.html": lambda: HTML.replace("<body>", '<head><meta charset="x-nothing"></head><body>').encode(),
    "unclosed.html": lambda: HTML[:-28].encode(),
    "deep.html": lambda: ("<html><body>" + "<div>" * 3000 + f"<p>{SENTENCE}</p>").encode(),
    "laughs.html": lambda: (LAUGHS + f"<html><body><p>&l9;</p><p>{SENTENCE}</p></body></html>").encode(),
    "laughs.rss": lambda: (LAUGHS + f"<rss version='2.0'><channel><title>A</title>{ITEM}</channel></rss>").encode(),
    "outside.rss": lambda: (
        f'<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss version="2.0"><channel><title>A</title>{ITEM}</channel></rss>'
    ).encode(),
    "laughs.docx": lambda: docx(LAUGHS.encode() + WORD % PARAGRAPH),
    "cut.mht": lambda: (
        "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\nSubject: x\n\n--b\nContent-Type: text/html\n\n" + HTML[:-8]
    ).encode(),
    "bad-codes.eml": lambda: (
        f"From: =?utf-8?q?=ZZ?= <a@b.example>\nSubject: =?x-no?b?AAA?=\nDate: never\nMIME-Version: 1.0\n\n{SENTENCE}"
    ).encode(),
    "bad-day.txt": lambda: f"Date: 2025-02-31\nTitle: Ferry\n\n{SENTENCE}".encode(),
    "bad-yaml.md": lambda: f"---\ntitle: [unclosed\ndate: x\n---\n{SENTENCE}".encode(),
    "long-line.csv": lambda: f'title,text\nFerry,"{SENTENCE}"\n"unclosed'.encode(),
    "surrogate.jsonl": lambda: (json.dumps({"title": "\ud800", "text": SENTENCE})).encode(),
}


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile")
    for name, (build, _) in REJECTED.items():
        (folder / name).write_bytes(build())
    for name, build in READ.items():
        (folder / f"read-{name}").write_bytes(build())
    (folder / "neighbour.txt").write_text(NEIGHBOUR)
    (folder / "loop").symlink_to(folder, target_is_directory=True)
    (folder / "broken-link.txt").symlink_to(folder / "nothing")
    os.mkfifo(folder / "pipe.txt")
    return folder


def test_there_are_enough_of_them() -> None:
    assert len(REJECTED) + len(READ) + 3 >= 80


@pytest.mark.parametrize("name", REJECTED)
def test_what_cannot_be_read_is_rejected_with_its_reason(name: str, hostile: Path) -> None:
    articles, rejects = read_articles(hostile / name, limits=LIMITS)
    assert articles.empty
    assert set(rejects["reason"]) == {REJECTED[name][1]}, rejects.to_dict("records")


@pytest.mark.parametrize("name", READ)
def test_what_can_be_read_is_read(name: str, hostile: Path) -> None:
    articles, rejects = read_articles(hostile / f"read-{name}", limits=LIMITS)
    assert list(articles["text"]) == [SENTENCE], rejects.to_dict("records")


def test_one_bad_file_never_costs_its_neighbours(hostile: Path) -> None:
    articles, rejects = read_articles(hostile, limits=LIMITS)
    assert NEIGHBOUR in set(articles["text"])
    assert set(rejects["path"].map(lambda path: Path(path).name)) >= {*REJECTED, "broken-link.txt", "pipe.txt"}
    schemas.validate("articles", articles)
    schemas.validate("rejects", rejects)


def test_one_bad_part_never_costs_its_neighbours(tmp_path: Path) -> None:
    inner = zipped({"e.txt": NEIGHBOUR.encode()})
    members = {"a.txt": SENTENCE.encode(), "b.png": PICTURE, "../c.txt": b"x", "d.zip": inner, "f.zip": b"PK\x03\x04"}
    (tmp_path / "all.zip").write_bytes(zipped(members))
    articles, rejects = read_articles(tmp_path / "all.zip")
    assert set(articles["text"]) == {SENTENCE, NEIGHBOUR}
    reasons = dict(zip(rejects["part"], rejects["reason"], strict=True))
    assert reasons == {"b.png": "binary", "../c.txt": "path traversal", "f.zip": "truncated"}


def test_a_folder_that_may_not_be_entered_is_a_reject(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "closed").mkdir()
    (tmp_path / "a.txt").write_text(SENTENCE)
    scan = os.scandir

    def refusing(path: str) -> object:
        if str(path).endswith("closed"):
            raise PermissionError(13, "Permission denied")
        return scan(path)

    monkeypatch.setattr(os, "scandir", refusing)
    articles, rejects = read_articles(tmp_path)
    assert list(articles["text"]) == [SENTENCE]
    assert list(rejects["detail"]) == ["Permission denied"]


STARTS = [
    b"", b"%PDF-1.4\n", b"PK\x03\x04", b"\x1f\x8b\x08", b"PAR1", b"{\\rtf1 ", b"WARC/1.0\r\n", b"<html>", b"<rss>", b'{"text": "', b"[{",
    b"title,text\n", b"From: a\nMIME-Version: 1.0\n", b"---\n", b"Title: ", b"# ",
    b"\xff\xfe", b"\xef\xbb\xbf", b"\xd0\xcf\x11\xe0", b"<?xml version='1.0'?>",
]
WHOLE = [zipped({"a.html": HTML.encode()}), docx(WORD % PARAGRAPH), GZIPPED, zlib.compress(b"a"), HTML.encode(), b"%s" % SENTENCE.encode()]


def outcomes(data: bytes) -> list[Draft | Reject]:
    return list(found_in(Piece("x", data, name="x"), LIMITS))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(start=st.sampled_from(STARTS), rest=st.binary(max_size=600))
def test_no_bytes_make_a_reader_raise(start: bytes, rest: bytes) -> None:
    found = outcomes(start + rest)
    assert found
    assert all(isinstance(one, (Draft, Reject)) for one in found)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(whole=st.sampled_from(WHOLE), data=st.data())
def test_no_damage_makes_a_reader_raise(whole: bytes, data: st.DataObject) -> None:
    broken = bytearray(whole)
    for _ in range(data.draw(st.integers(1, 8))):
        broken[data.draw(st.integers(0, len(broken) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(broken)))
    assert all(isinstance(one, (Draft, Reject)) for one in outcomes(bytes(broken[:cut])))


@settings(max_examples=100, deadline=None)
@given(text=st.text(alphabet=st.characters(codec="utf-8"), max_size=400))
@example(text="A\x8d\xc2\x80")
def test_cleaning_cleaned_text_again_changes_nothing(text: str) -> None:
    for one in outcomes(text.encode()):
        if isinstance(one, Draft):
            again = [o for o in outcomes(one.text.encode()) if isinstance(o, Draft)]
            assert "\x00" not in one.text and one.text == one.text.strip()
            assert all(set(o.text.split("\n\n")) <= set(one.text.split("\n\n")) for o in again)
