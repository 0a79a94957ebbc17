"""Messages with parts (MIME): their headers, their parts, and how they are recognised."""

from __future__ import annotations

import re
from email import message_from_bytes, policy
from email.message import EmailMessage, Message

from broadsheet.reading.draft import ReadingError
from broadsheet.reading.forms import Sample

MOST_PARTS = 500
_PROOF = re.compile(rb"^(?:mime-version|message-id|received|content-type):", re.IGNORECASE | re.MULTILINE)
_FIELD = re.compile(
    rb"^(?:from|to|subject|date|message-id|mime-version|received|return-path|content-type|delivered-to|x-[\w-]+):\s",
    re.IGNORECASE | re.MULTILINE,
)
_SAVED = re.compile(rb"multipart/related|snapshot-content-location", re.IGNORECASE)


def message_in(data: bytes) -> Message:
    """The message that the bytes are."""
    return message_from_bytes(data.lstrip(b"\xef\xbb\xbf\r\n "), _class=EmailMessage, policy=policy.default.clone(raise_on_defect=False))


def header(message: Message, name: str) -> str | None:
    """A header's value, its encoded words resolved; None where it is missing or cannot be read."""
    try:
        value = message.get(name)
        return None if value is None else str(value)
    except Exception:
        return None


def part_of_kind(message: Message, kind: str) -> Message | None:
    """The first part of a kind ("text/html") that is no attachment and not empty.

    Raises
    ------
    ReadingError
        The message has too many parts.
    """
    for number, part in enumerate(message.walk()):
        if number > MOST_PARTS:
            raise ReadingError("too large", f"more than {MOST_PARTS} parts")
        if part.get_content_type() == kind and not part.is_multipart() and part.get_content_disposition() != "attachment" and content(part):
            return part
    return None


def content(part: Message) -> bytes:
    """The bytes of a part, its transfer encoding undone."""
    payload = part.get_payload(decode=True)
    return payload.strip() if isinstance(payload, bytes) else b""


def is_message(sample: Sample) -> bool:
    """Whether a piece begins with the headers of a message."""
    block = _head_block(sample)
    return len(_FIELD.findall(block)) >= 2 and (sample.ends(".eml") or _PROOF.search(block) is not None)


def is_saved_page(sample: Sample) -> bool:
    """Whether a piece begins with the headers of a page that a browser saved (MHTML)."""
    block = _head_block(sample)
    return len(_FIELD.findall(block)) >= 2 and _PROOF.search(block) is not None and _SAVED.search(block) is not None


def _head_block(sample: Sample) -> bytes:
    return re.split(rb"\r?\n\r?\n", sample.text, maxsplit=1)[0]
