"""Every form that packs its content goes through one door: what is hostile is refused there, whatever the form."""

from __future__ import annotations

import gzip
import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.reading.office_files import ODT, changed, docx, odt, xlsx, zipped

from broadsheet.reading import Limits, read_articles

SENTENCE = "The ferry to the northern islands will sail again on Monday after three weeks of repairs, the harbour master said."
LIMITS = Limits(file_bytes=40_000_000, article_bytes=40_000_000, unpacked_bytes=50_000_000, depth=3, members=40)


def _row(number: int, *cells: str) -> str:
    filled = "".join(f'<c r="{"AB"[i]}{number}" t="inlineStr"><is><t>{cell}</t></is></c>' for i, cell in enumerate(cells))
    return f'<row r="{number}">{filled}</row>'


FORMS: dict[str, tuple[Callable[[str], bytes], str]] = {
    "zip": (lambda text: zipped({"a.txt": text}), "a.txt"),
    "docx": (lambda text: docx(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"), "word/document.xml"),
    "odt": (lambda text: odt(f"<text:p>{text}</text:p>"), "content.xml"),
    "xlsx": (lambda text: xlsx(_row(1, "title", "text") + _row(2, "Ferry", text)), "xl/worksheets/sheet1.xml"),
}
"""How a text becomes a file of this form, and the member that holds it."""


def _read(tmp_path: Path, data: bytes, limits: Limits = LIMITS) -> tuple[list[str], set[str]]:
    path = tmp_path / "packed"
    path.write_bytes(data)
    articles, rejects = read_articles(path, limits=limits)
    return articles["text"].tolist(), set(rejects["reason"])


@pytest.mark.parametrize("form", FORMS)
def test_a_right_file_is_read(form: str, tmp_path: Path) -> None:
    assert _read(tmp_path, FORMS[form][0](SENTENCE)) == ([SENTENCE], set())


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    ("damage", "reason"),
    [
        (lambda data, member: changed(data, member, flags=1), "encrypted"),
        (lambda data, member: changed(data, member, size=100), "truncated"),
        (lambda data, member: changed(data, member, size=90_000_000), "zip bomb"),
        (lambda data, member: data[: len(data) // 2], "truncated"),
    ],
    ids=["encrypted", "declares too little", "declares too much", "cut"],
)
def test_a_damaged_file_is_a_reject_with_its_reason(form: str, damage: Callable[[bytes, str], bytes], reason: str, tmp_path: Path) -> None:
    build, member = FORMS[form]
    assert _read(tmp_path, damage(build(SENTENCE), member)) == ([], {reason})


@pytest.mark.parametrize("form", FORMS)
def test_what_unpacks_to_much_more_than_it_is_packed_in_is_refused(form: str, tmp_path: Path) -> None:
    texts, reasons = _read(tmp_path, FORMS[form][0]("0 " * 15_000_000))
    assert texts == [] and reasons == {"zip bomb"}


@pytest.mark.parametrize("form", FORMS)
def test_a_crowd_of_members_is_refused(form: str, tmp_path: Path) -> None:
    stream = io.BytesIO(FORMS[form][0](SENTENCE))
    with zipfile.ZipFile(stream, "a") as packed:
        for number in range(60):
            packed.writestr(f"{number}.bin", b"")
    assert _read(tmp_path, stream.getvalue()) == ([], {"too large"})


def _fat(number: int) -> bytes:
    """An archive of 9 MB of text that differs from the next one's and packs to a hundredth."""
    return zipped({f"{number}.txt": f"{number} {SENTENCE} " * 75_000})


def test_a_file_has_one_budget_for_all_archives_in_it(tmp_path: Path) -> None:
    """Ten archives of 9 MB each keep within every limit of their own and not within that of the file."""
    texts, reasons = _read(tmp_path, zipped({f"{n}.zip": _fat(n) for n in range(10)}))
    assert reasons == {"too large"}
    path = tmp_path / "packed"
    rejects = read_articles(path, limits=LIMITS).rejects
    assert rejects["detail"].str.contains("unpack").sum() >= 4


def test_a_file_has_one_count_of_members_for_all_archives_in_it(tmp_path: Path) -> None:
    crowd = {f"{n}.zip": zipped({f"{n}-{m}.txt": f"{SENTENCE} {n} {m}." for m in range(10)}) for n in range(6)}
    texts, reasons = _read(tmp_path, zipped(crowd))
    assert len(texts) == 30
    assert reasons == {"too large"}


def test_a_neighbour_within_the_budget_is_read(tmp_path: Path) -> None:
    texts, reasons = _read(tmp_path, zipped({"a.txt": SENTENCE, "bomb.txt": "0" * 15_000_000}))
    assert texts == [SENTENCE] and reasons == {"zip bomb"}


def test_the_time_for_the_next_article_is_bounded(tmp_path: Path) -> None:
    """With no time at all the reader gives up where it would otherwise begin the next part."""
    members = zipped({f"{n}.txt": f"{SENTENCE} {n}." for n in range(5)})
    assert _read(tmp_path, members, Limits(seconds=-1)) == ([], {"too slow"})


def test_an_odt_repeats_nothing(tmp_path: Path) -> None:
    """Two thousand million blanks in forty bytes are one."""
    assert _read(tmp_path, odt(f'<text:p>{SENTENCE[:9]}<text:s text:c="2000000000"/>{SENTENCE[9:]}</text:p>')) == ([SENTENCE], set())


def test_an_odt_takes_nothing_from_outside(tmp_path: Path) -> None:
    xml = '<!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + ODT.replace("{}", f"<text:p>{SENTENCE}&a;</text:p>")
    data = zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": xml})
    assert _read(tmp_path, data) == ([SENTENCE], set())


def test_an_odt_without_what_is_no_running_text(tmp_path: Path) -> None:
    """Comments, notes and deleted passages are left out; a text box is a paragraph of its own."""
    aside = "<text:p>Nobody should read this note, for it is no part of the text that was printed.</text:p>"
    box = "The mayor said that the quay will be ready in time, and that nobody has to fear for the summer season."
    body = (
        f"<text:tracked-changes>{aside}</text:tracked-changes><text:h>Ferry</text:h><text:p>{SENTENCE}"
        f"<office:annotation>{aside}</office:annotation><text:note>{aside}</text:note>"
        f"<draw:frame><draw:text-box><text:p>{box}</text:p></draw:text-box></draw:frame></text:p>"
    )
    path = tmp_path / "a.odt"
    path.write_bytes(odt(body))
    articles = read_articles(path).articles
    assert articles[["title", "text"]].values.tolist() == [["Ferry", f"{SENTENCE}\n\n{box}"]]


@pytest.mark.parametrize("build", [docx, odt], ids=["docx", "odt"])
def test_a_document_of_empty_paragraphs_is_refused_before_it_fills_the_memory(build: Callable[[str], bytes], tmp_path: Path) -> None:
    tag = "<w:p/>" if build is docx else "<text:p/>"
    texts, reasons = _read(tmp_path, build(tag * 4_500_000), Limits(ratio=10_000))
    assert texts == [] and reasons == {"too large"}


def test_a_gzip_stream_counts_against_the_same_budget(tmp_path: Path) -> None:
    assert _read(tmp_path, gzip.compress(zipped({"a.txt": SENTENCE}))) == ([SENTENCE], set())
    members = {f"{n}.gz": gzip.compress(f"{n} {SENTENCE} ".encode() * 75_000) for n in range(10)}
    assert "zip bomb" in _read(tmp_path, zipped(members))[1]
