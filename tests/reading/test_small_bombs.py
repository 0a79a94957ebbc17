"""Small files that would hang a reader or fill the memory: each is read in a process of its own with little time and little memory."""

from __future__ import annotations

import io
import json
import os
import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.reading.office_files import docx, odt, xlsx, zipped

SENTENCE = "The ferry to the northern islands will sail again on Monday after three weeks of repairs, the harbour master said."
SECONDS = 60
"""Of processor time, for the start of Python and all that reading imports too; what hangs takes hours."""
MEMORY = 3_000_000_000
"""Bytes of address space; what fills the memory takes ten times as much."""
PEAK = 1_000_000_000
"""Bytes that the process may really have held."""
CHILD = """
import json, resource, sys
import broadsheet as bs
articles, rejects = bs.read_articles(sys.argv[1])
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
print(json.dumps({"articles": len(articles), "reasons": sorted(set(rejects["reason"])), "peak": peak,
                  "texts": articles["text"].str.slice(0, 200).tolist()}))
"""


def outcome(path: Path) -> dict[str, object]:
    """What a process with bounds reads from a path: the number of articles, the reasons of rejects, its peak of memory."""
    def bounded() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))

    done = subprocess.run(
        [sys.executable, "-c", CHILD, str(path)], capture_output=True, text=True, preexec_fn=bounded, timeout=20 * SECONDS,
        env=os.environ | {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "ARROW_NUM_THREADS": "1"},
    )
    assert done.returncode == 0, (done.returncode, done.stderr[-2000:])
    said: dict[str, object] = json.loads(done.stdout)
    assert said["peak"] < PEAK, said  # type: ignore[operator]
    return said


def cell(place: str, text: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


def sheet(*rows: str) -> bytes:
    return xlsx('<row r="1">' + cell("A1", "title") + cell("B1", "text") + "</row>" + "".join(rows))


def aliases() -> bytes:
    """Nine lines of YAML that unfold to a thousand million words."""
    lines = ["a: &a [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"{b}: &{b} [{', '.join([f'*{a}'] * 10)}]" for a, b in zip("abcdefgh", "bcdefghi", strict=True)]
    return ("---\n" + "\n".join(lines) + "\ntitle: *i\n---\n" + SENTENCE).encode()


def repeated_value() -> bytes:
    """A thousand rows of one value of 20 MB, which the file holds once."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    table = pa.table({"text": pa.DictionaryArray.from_arrays(pa.array([0] * 1000, pa.int32()), pa.array(["ab " * 7_000_000]))})
    stream = io.BytesIO()
    pq.write_table(table, stream, compression="zstd", store_schema=False)
    return stream.getvalue()


def encoded_words() -> bytes:
    words = "\n ".join(["=?utf-8?q?a?="] * 16_000)
    return f"From: a@b.example\nSubject: {words}\nMIME-Version: 1.0\nContent-Type: text/plain\n\n{SENTENCE}\n".encode()


def nested_parts(depth: int) -> bytes:
    opened = "".join(f'Content-Type: multipart/mixed; boundary="b{n}"\n\n--b{n}\n' for n in range(depth))
    return f"From: a@b.example\nMIME-Version: 1.0\n{opened}Content-Type: text/plain\n\n{SENTENCE}\n".encode()


def zip_of_zips() -> bytes:
    """Thirty archives of 90 MB each, packed again: 200 kB that unpack to nearly three thousand million bytes."""
    return zipped({f"{n}.zip": zipped({f"{n}.txt": f"{n} {SENTENCE} " * 750_000}) for n in range(30)})


BOMBS: dict[str, tuple[Callable[[], bytes], set[str]]] = {
    "far-row.xlsx": (lambda: sheet(f'<row r="1000000000000">{cell("A1000000000000", "x")}{cell("B1000000000000", SENTENCE)}</row>'),
                     {"too large"}),
    "far-cell.xlsx": (lambda: sheet(f'<row r="1048576">{cell("XFD1048576", SENTENCE)}</row>'), {"too large"}),
    "aliases.md": (aliases, set()),
    "repeated.parquet": (repeated_value, {"zip bomb"}),
    "encoded-words.eml": (encoded_words, set()),
    "nested-parts.eml": (lambda: nested_parts(400), set()),
    "pictures.md": (lambda: b"![a](" * 8000, set()),
    "comments.md": (lambda: b"<!--" * 20_000 + SENTENCE.encode(), set()),
    "emphasis.md": (lambda: b"**a " * 200_000 + SENTENCE.encode(), set()),
    "fences.md": (lambda: b"```\n" * 50_001 + SENTENCE.encode(), set()),
    "blanks.txt": (lambda: b" " * 3_000_000 + SENTENCE.encode(), set()),
    "lines.txt": (lambda: b"\n" * 3_000_000 + SENTENCE.encode(), set()),
    "hyphens.txt": (lambda: b"a-\n" * 300_000 + SENTENCE.encode(), set()),
    "mojibake.txt": (lambda: "Ã¢â‚¬".encode() * 100_000, set()),
    "digits.jsonl": (lambda: b'{"text": ' + b"9" * 5000 + b"}\n" + json.dumps({"text": SENTENCE}).encode(), {"broken JSON"}),
    "brackets.json": (lambda: b'[{"a":' * 100_000, {"broken"}),
    "quotes.csv": (lambda: b"title,text\n" + b'"' * 1_000_001, {"empty"}),
    "empty-paragraphs.docx": (lambda: docx("<w:p/>" * 1_600_000), {"empty"}),
    "empty-paragraphs.odt": (lambda: odt("<text:p/>" * 1_000_000), {"empty"}),
    "zip-of-zips.zip": (zip_of_zips, {"too large"}),
    "attributes.rss": (lambda: b"<rss " + b" ".join(b"a%d='1'" % n for n in range(20_000)) + b"><channel><title>A</title></channel></rss>",
                       {"empty"}),
    "groups.rtf": (lambda: b"{\\rtf1 " + b"{" * 200_000 + SENTENCE.encode() + b"}" * 200_001, set()),
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_small_file_is_read_or_refused_within_time_and_memory(name: str, tmp_path: Path) -> None:
    build, reasons = BOMBS[name]
    path = tmp_path / name
    path.write_bytes(build())
    (tmp_path / "neighbour.txt").write_text("A neighbour's article stays whole whatever lies beside it in the folder, and that is the point.")
    said = outcome(tmp_path)
    assert any(text.startswith("A neighbour") for text in said["texts"]), said  # type: ignore[attr-defined]
    if reasons:
        assert set(said["reasons"]) & reasons, said  # type: ignore[call-overload]


def test_a_big_file_of_zeros_is_not_loaded(tmp_path: Path) -> None:
    with (tmp_path / "zeros.txt").open("wb") as stream:
        stream.truncate(500_000_000)
    said = outcome(tmp_path)
    assert said["reasons"] == ["empty"] and said["peak"] < 500_000_000  # type: ignore[operator]


def test_what_is_no_regular_file_is_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "link.txt").symlink_to(tmp_path / "pipe")
    (tmp_path / "device.txt").symlink_to("/dev/zero")
    (tmp_path / "terminal.txt").symlink_to("/dev/tty")
    (tmp_path / "system.txt").symlink_to("/proc/self/mem")
    (tmp_path / "metadata.csv").symlink_to(tmp_path / "pipe")
    (tmp_path / "a.txt").write_text(SENTENCE)
    said = outcome(tmp_path)
    assert said["texts"] == [SENTENCE]


def test_folders_may_lie_deep(tmp_path: Path) -> None:
    """The path of the deepest file has 3,000 characters, which the system allows."""
    at = os.open(tmp_path, os.O_RDONLY)
    for _ in range(1500):
        os.mkdir("d", dir_fd=at)
        below = os.open("d", os.O_RDONLY, dir_fd=at)
        os.close(at)
        at = below
    with os.fdopen(os.open("a.txt", os.O_CREAT | os.O_WRONLY, dir_fd=at), "w") as stream:
        stream.write(SENTENCE)
    os.close(at)
    said = outcome(tmp_path)
    assert said["texts"] == [SENTENCE]
