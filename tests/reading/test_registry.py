"""Forms are found by being there: a module in `formats`, or an entry point of another package."""

from __future__ import annotations

import logging
import pkgutil
from collections.abc import Iterator
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

from broadsheet.reading import formats, read_articles
from broadsheet.reading import forms as registry
from broadsheet.reading.draft import Draft, Found, Piece, ReadingError
from broadsheet.reading.forms import Form, Job, form_of, forms

SENTENCE = "The ferry to the northern islands will sail again on Monday after three weeks of repairs, the harbour master said."


@pytest.fixture
def foreign(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Another package declares one form that is right and one that cannot be loaded."""
    points = [
        EntryPoint("telex", f"{__name__}:TELEX", registry.GROUP), EntryPoint("gone", "no_such_package.forms:FORM", registry.GROUP),
        EntryPoint("wrong", f"{__name__}:SENTENCE", registry.GROUP),
    ]
    monkeypatch.setattr(EntryPoint, "load", _loaded)
    monkeypatch.setattr(registry, "entry_points", lambda group: points)
    forms.cache_clear()
    yield
    forms.cache_clear()


def _loaded(point: EntryPoint) -> object:
    return globals()[point.attr] if point.module == __name__ else __import__(point.module)


def _read_telex(piece: Piece, job: Job) -> Found:
    """Lines that end in "STOP"."""
    text = piece.data.decode("ascii").removeprefix("TELEX ")
    if not text.strip():
        raise ReadingError("empty", "no words on the wire")
    yield Draft(piece.path, text.replace(" STOP", ".").strip(), part=piece.part)


TELEX = Form("telex", _read_telex, lambda sample: sample.text.startswith(b"TELEX "), endings=(".tlx",), rank=registry.SIGNATURE)


def test_every_module_of_formats_declares_a_form() -> None:
    modules = [m.name for m in pkgutil.iter_modules(formats.__path__)]
    assert len(forms()) >= len(modules) >= 14
    assert [name for name, form in forms().items() if form.name != name or form.rank > registry.ANY] == []


@pytest.mark.parametrize(
    ("name", "data", "form"),
    [
        ("a", b"%PDF-1.7\n", "pdf"), ("a.txt", b"{\\rtf1 a}", "rtf"), ("a.txt", b"\x1f\x8b\x08\x00", "gzip"),
        ("a", b"WARC/1.0\r\n", "web crawl"),
        ("a.txt", b"PAR1aaaa", "parquet"), ("a.zip", b"PK\x03\x04", "zip"), ("a", b"<rss><channel>", "feed"),
        ("a.txt", b"[1] A note.", "text"),
        ("a.json", b"{}", "json"), ("a", b'{"a": 1}\n{"a": 2}\n', "jsonl"), ("a", b"<html><p>A", "html"), ("a.csv", b"a,b\n", "csv"),
        ("a", b"title,text\na,b\n", "csv"), ("a", b"From: a\nMIME-Version: 1.0\n\nA", "mail"), ("a.eml", b"From: a\nTo: b\n\nA", "mail"),
        ("a.md", b"# A", "text"), ("a", b"\x89PNG\r\n", "binary"), ("a", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old office file"),
    ],
)
def test_the_content_decides_and_the_name_only_between_kinds_of_text(name: str, data: bytes, form: str) -> None:
    assert form_of(Piece(name, data, name=name)).name == form


def test_another_packages_form_is_asked_too(foreign: None, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "a.tlx").write_text("TELEX " + SENTENCE.replace(".", " STOP"))
    (tmp_path / "b.tlx").write_text("TELEX ")
    (tmp_path / "c.txt").write_text(SENTENCE)
    with caplog.at_level(logging.WARNING):
        articles, rejects = read_articles(tmp_path)
    assert articles["text"].tolist() == [SENTENCE]
    assert dict(zip(rejects["reason"], rejects["detail"], strict=True))["empty"] == "no words on the wire"
    assert [record.args[0] for record in caplog.records] == ["gone", "wrong"], "what cannot be loaded is named and costs nothing"  # type: ignore[index]


def test_without_it_its_files_are_text(tmp_path: Path) -> None:
    (tmp_path / "a.tlx").write_text("TELEX " + SENTENCE)
    assert read_articles(tmp_path).articles["text"].tolist() == ["TELEX " + SENTENCE]
