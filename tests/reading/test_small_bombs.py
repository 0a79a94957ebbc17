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
from typing import Any

import pytest
from tests.reading.office_files import docx, odt, xlsx, zipped

SENTENCE = "The ferry to the northern islands will sail again on Monday after three weeks of repairs, the harbour master said."
SECONDS = 40
"""Of processor time for each; what hangs takes hours."""
MEMORY = 3_000_000_000
"""Bytes of address space; what fills the memory takes ten times as much."""
PEAK = 1_000_000_000
"""Bytes that the process may really have held."""
CHILD = """
import json, re, sys, time
import broadsheet as bs
for path in sys.argv[1:]:
    began = time.process_time()
    articles, rejects = bs.read_articles(path)
    print(json.dumps({"path": path, "reasons": sorted(set(rejects["reason"])), "texts": articles["text"].str.slice(0, 200).tolist(),
                      "seconds": time.process_time() - began,
                      "peak": int(re.search(r"VmHWM:\\s+(\\d+)", open("/proc/self/status").read())[1]) * 1024}), flush=True)
"""
Outcome = dict[str, Any]


def outcomes(*paths: Path) -> dict[str, Outcome]:
    """What a process with bounds reads from each path, by name; what it does not come to, because it is stopped, is missing."""
    def bounded() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS * 3, SECONDS * 3))

    done = subprocess.run(
        [sys.executable, "-c", CHILD, *map(str, paths)], capture_output=True, text=True, preexec_fn=bounded,
        env=os.environ | {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}, check=False,
    )
    said = [json.loads(line) for line in done.stdout.splitlines()]
    return {Path(one["path"]).name: one for one in said}


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
    """An archive of 90 MB, thirty times in another: a small file that unpacks to nearly three thousand million bytes."""
    packed = zipped({"a.txt": f"{SENTENCE} " * 750_000})
    return zipped({f"{n}.zip": packed for n in range(30)})


BOMBS: dict[str, tuple[Callable[[], bytes], set[str]]] = {
    "far-row.xlsx": (
        lambda: sheet(f'<row r="1000000000000">{cell("A1000000000000", "x")}{cell("B1000000000000", SENTENCE)}</row>'), {"too large"},
    ),
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
    "hyphens.txt": (lambda: b"a-\n" * 100_000 + SENTENCE.encode(), set()),
    "mojibake.txt": (lambda: "Ã¢â‚¬".encode() * 100_000, set()),
    "digits.jsonl": (lambda: b'{"text": ' + b"9" * 5000 + b"}\n" + json.dumps({"text": SENTENCE}).encode(), {"broken JSON"}),
    "brackets.json": (lambda: b'[{"a":' * 100_000, {"broken"}),
    "quotes.csv": (lambda: b"title,text\n" + b'"' * 1_000_001, {"shifted row"}),
    "empty-paragraphs.docx": (lambda: docx("<w:p/>" * 1_600_000), {"empty"}),
    "empty-paragraphs.odt": (lambda: odt("<text:p/>" * 1_000_000), {"empty"}),
    "zip-of-zips.zip": (zip_of_zips, {"zip bomb"}),
    "attributes.rss": (
        lambda: b"<rss " + b" ".join(b"a%d='1'" % n for n in range(20_000)) + b"><channel><title>A</title></channel></rss>", {"too large"},
    ),
    "groups.rtf": (lambda: b"{\\rtf1 " + b"{" * 200_000 + SENTENCE.encode() + b"}" * 200_001, set()),
}


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Outcome]:
    folder = tmp_path_factory.mktemp("bombs")
    for name, (build, _) in BOMBS.items():
        (folder / name).write_bytes(build())
    return outcomes(*(folder / name for name in BOMBS))


@pytest.mark.parametrize("name", BOMBS)
def test_a_small_file_is_read_or_refused_within_time_and_memory(name: str, read: dict[str, Outcome]) -> None:
    assert name in read, f"reading was stopped by its bounds, at {name} or before"
    said = read[name]
    assert said["seconds"] < SECONDS and said["peak"] < PEAK, said
    assert set(said["reasons"]) >= BOMBS[name][1], said
    assert said["reasons"] or said["texts"], "it is read or named"


def test_a_big_file_of_zeros_is_not_loaded(tmp_path: Path) -> None:
    with (tmp_path / "zeros.txt").open("wb") as stream:
        stream.truncate(500_000_000)
    said = outcomes(tmp_path)[tmp_path.name]
    assert said["reasons"] == ["empty"] and said["peak"] < 500_000_000


def test_what_is_no_regular_file_is_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "link.txt").symlink_to(tmp_path / "pipe")
    (tmp_path / "device.txt").symlink_to("/dev/zero")
    (tmp_path / "terminal.txt").symlink_to("/dev/tty")
    (tmp_path / "system.txt").symlink_to("/proc/self/mem")
    (tmp_path / "metadata.csv").symlink_to(tmp_path / "pipe")
    (tmp_path / "a.txt").write_text(SENTENCE)
    assert outcomes(tmp_path)[tmp_path.name]["texts"] == [SENTENCE]


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
    try:
        assert outcomes(tmp_path)[tmp_path.name]["texts"] == [SENTENCE]
    finally:
        # What clears up after tests goes down folder by folder in Python, and would not come back from here.
        subprocess.run(["rm", "-rf", str(tmp_path / "d")], check=True)
