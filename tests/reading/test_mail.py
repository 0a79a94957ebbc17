"""E-mails and mailboxes: which of a message's parts are the article."""

from __future__ import annotations

from email.message import EmailMessage
from pathlib import Path

import pytest

from broadsheet.reading import read_articles

ONE = "The mayor of Eastmere said on Monday that the ferry to Vellin would sail again in June, once the quay has been repaired."
TWO = "Critics in the council argued that the price of four million crowns was too high and the work should be tendered again."
THREE = "A vote is expected on Thursday, when the council meets in the old customs house for the last time before the summer."
PLAIN = f"{ONE}\n\n{TWO}\n\n{THREE}"
PAGE = f"<html><body><article><h1>Ferry</h1><p>{ONE}</p><p>{TWO}</p><p>{THREE}</p></article></body></html>"
HEAD = "From: The Ledger <news@x.example>\nTo: me@x.org\nSubject: Ferry back\nDate: Tue, 21 Oct 2025 09:30:00 +0200\nMIME-Version: 1.0\n"


def parts(kind: str, *inner: tuple[str, str]) -> str:
    body = "".join(f"--b\nContent-Type: {what}; charset=utf-8\n\n{text}\n\n" for what, text in inner)
    return f'{HEAD}Content-Type: multipart/{kind}; boundary="b"\n\n{body}--b--\n'


def read(folder: Path, text: str | bytes, name: str = "a.eml") -> list[list[object]]:
    (folder / name).write_bytes(text if isinstance(text, bytes) else text.encode())
    articles, rejects = read_articles(folder / name)
    assert rejects.empty, rejects.to_dict("records")
    return articles[["title", "source", "text"]].sort_values("title").values.tolist()


STUBS = ["See the text part.", "<html><body><p>View this email in your browser</p></body></html>", "<p></p>", "<html></html>"]


@pytest.mark.parametrize("stub", STUBS)
def test_the_plain_text_counts_where_the_html_is_a_stub(stub: str, tmp_path: Path) -> None:
    mail = parts("alternative", ("text/plain", PLAIN), ("text/html", stub))
    assert read(tmp_path, mail) == [["Ferry back", "The Ledger", PLAIN]]


def test_the_html_counts_where_it_says_the_same(tmp_path: Path) -> None:
    mail = parts("alternative", ("text/plain", PLAIN.replace("ferry", "FERRY")), ("text/html", PAGE))
    assert read(tmp_path, mail) == [["Ferry back", "The Ledger", PLAIN]]


def test_parts_that_follow_each_other_are_all_text(tmp_path: Path) -> None:
    mail = parts("mixed", ("text/plain", f"{ONE}\n\n{TWO}"), ("text/html", f"<html><body><p>{THREE}</p></body></html>"))
    assert read(tmp_path, mail) == [["Ferry back", "The Ledger", PLAIN]]


def test_an_attached_text_is_no_part_of_it_and_a_forwarded_message_is(tmp_path: Path) -> None:
    inner = EmailMessage()
    inner["Subject"] = "Inner"
    inner.set_content(PLAIN)
    outer = EmailMessage()
    outer["Subject"], outer["From"] = "Fwd: Ferry", "Ana <ana@x.example>"
    outer.set_content("For you.")
    outer.add_attachment(inner)
    outer.add_attachment("Not for reading, but a list of names that was attached to it.", filename="list.txt")
    (title, source, text), = read(tmp_path, outer.as_bytes())
    assert (title, source) == ("Fwd: Ferry", "Ana") and PLAIN in str(text) and "Not for reading" not in str(text)


@pytest.mark.parametrize(("subject", "title"), [
    ("=?utf-8?b?RsOkaHJl?= kehrt =?iso-8859-1?q?zur=FCck?=", "Fähre kehrt zurück"),
    ("=?utf-8?q?Ferry_?=\n =?utf-8?q?back?=", "Ferry back"),
    ("=?x-nothing?q?Ferry?=", "Ferry"),
    ("Ferry =?utf-8", "Ferry =?utf-8"),
])
def test_encoded_words_of_a_subject_are_read(subject: str, title: str, tmp_path: Path) -> None:
    mail = HEAD.replace("Ferry back", subject) + f"Content-Type: text/plain\n\n{PLAIN}\n"
    assert read(tmp_path, mail)[0][0] == title


def test_japanese_mail_switches_its_characters(tmp_path: Path) -> None:
    text = "市長は月曜日、フェリーが六月に再び運航すると述べた。桟橋の修理が終わり次第である。"
    mail = f"{HEAD}Content-Type: text/plain; charset=iso-2022-jp\n\n".encode() + text.encode("iso2022_jp")
    assert read(tmp_path, mail)[0][2] == text


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_mailbox_holds_several_messages(end: str, tmp_path: Path) -> None:
    """A line that begins with "From" within a message is text, quoted or not."""
    messages = "".join(
        f"From ana@x.example Tue Oct 21 09:3{n}:00 2025\n{HEAD.replace('Ferry back', f'Ferry {n}')}Content-Type: text/plain\n\n"
        f"{ONE} {n}\n\n>From the quay they came, he said.\n\nFrom the quay they went in 2025, too.\n\n{TWO}\n\n"
        for n in range(3)
    )
    rows = read(tmp_path, messages.replace("\n", end), "all.mbox")
    assert [row[0] for row in rows] == ["Ferry 0", "Ferry 1", "Ferry 2"]
    assert "From the quay they came, he said." in str(rows[0][2]) and "From the quay they went" in str(rows[0][2])


def test_one_empty_message_of_a_mailbox_costs_no_other(tmp_path: Path) -> None:
    box = f"From a Tue Oct 21 09:31:00 2025\n{HEAD}\n\n\nFrom b Tue Oct 21 09:32:00 2025\n{HEAD}\n{PLAIN}\n"
    (tmp_path / "all.mbox").write_text(box)
    articles, rejects = read_articles(tmp_path)
    assert articles["text"].tolist() == [PLAIN] and rejects["part"].tolist() == ["message 1"]
