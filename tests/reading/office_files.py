"""Office files as bytes, built member by member, so that tests can make what no program would write."""

from __future__ import annotations

import io
import struct
import zipfile

WORD = (
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><w:body>{}</w:body></w:document>'
)
_SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{full}:1.0"'
    for name, full in (("office", "office"), ("text", "text"), ("style", "style"), ("draw", "drawing"), ("table", "table"))
)
ODT = (
    f"<office:document-content {_SPACES}><office:automatic-styles>"
    '<style:style style:name="P1" style:parent-style-name="Title"/></office:automatic-styles>'
    "<office:body><office:text>{}</office:text></office:body></office:document-content>"
)
SHEET = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}</sheetData></worksheet>'
_BOOK = {
    "[Content_Types].xml": (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
        '<Override PartName="/xl/worksheets/sheet1.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>'
    ),
    "_rels/.rels": (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="r1" Target="xl/workbook.xml" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/></Relationships>'
    ),
    "xl/workbook.xml": (
        '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
        'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
        '<sheets><sheet name="All" sheetId="1" r:id="r1"/></sheets></workbook>'
    ),
    "xl/_rels/workbook.xml.rels": (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="r1" Target="worksheets/sheet1.xml" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"/></Relationships>'
    ),
}


def zipped(members: dict[str, bytes | str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A ZIP archive; members whose name begins with "mimetype" are stored as they are, as OpenDocument asks."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as packed:
        for name, data in members.items():
            packed.writestr(zipfile.ZipInfo(name), data, compress_type=zipfile.ZIP_STORED if name == "mimetype" else method)
    return stream.getvalue()


def docx(body: str, **others: str) -> bytes:
    """A Word document with this XML in its body; `styles` is its list of styles."""
    return zipped({"[Content_Types].xml": "<Types/>", "word/document.xml": WORD.replace("{}", body), **_named("word", others)})


def odt(body: str) -> bytes:
    """An OpenDocument text with this XML in its body."""
    return zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": ODT.replace("{}", body)})


def xlsx(rows: str) -> bytes:
    """A workbook of one sheet with this XML between its rows."""
    return zipped({**_BOOK, "xl/worksheets/sheet1.xml": SHEET.replace("{}", rows)})


def _named(folder: str, others: dict[str, str]) -> dict[str, str]:
    return {f"{folder}/{name}.xml": xml for name, xml in others.items()}


def changed(data: bytes, member: str, *, size: int | None = None, flags: int = 0) -> bytes:
    """The archive with another size declared for a member, or with flags set (1: encrypted)."""
    changed = bytearray(data)
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        local = packed.getinfo(member).header_offset
    central = data.index(b"PK\x01\x02")
    while data[central + 46 : central + 46 + len(member)] != member.encode():
        central = data.index(b"PK\x01\x02", central + 1)
    for at, size_at, flags_at in ((local, 22, 6), (central, 24, 8)):
        if size is not None:
            changed[at + size_at : at + size_at + 4] = struct.pack("<I", size)
        changed[at + flags_at] |= flags
    return bytes(changed)
