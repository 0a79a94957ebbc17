"""Messages with parts (MIME): their headers, their parts, and how they are recognised."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message

from broadsheet.reading.draft import ReadingError
from broadsheet.reading.forms import Sample

MOST_PARTS = 500
LONGEST_HEADER = 4000
"""Characters of a header that are read: subjects have some hundred."""
_PROOF = re.compile(rb"^(?:mime-version|message-id|received|content-type):", re.IGNORECASE | re.MULTILINE)
_FIELD = re.compile(
    rb"^(?:from|to|subject|date|message-id|mime-version|received|return-path|content-type|delivered-to|x-[\w-]+):\s",
    re.IGNORECASE | re.MULTILINE,
)
_SAVED = re.compile(rb"multipart/related|snapshot-content-location", re.IGNORECASE)


def message_in(data: bytes) -> Message:
    """The message that the bytes are.

    The policy of Python's own e-mails of old is used: the newer one parses every header by its grammar, which takes minutes
    for a header of some thousand encoded words.
    """
    return message_from_bytes(data.lstrip(b"\xef\xbb\xbf\r\n "), policy=policy.compat32)


def header(message: Message, name: str) -> str | None:
    """A header's value, its encoded words resolved; None where it is missing. Beyond `LONGEST_HEADER` characters it is cut."""
    value = message.get(name)
    if value is None:
        return None
    raw = str(value)[:LONGEST_HEADER]
    try:
        return "".join(_decoded(part, charset) for part, charset in decode_header(raw))
    except (HeaderParseError, ValueError, AttributeError):
        return raw


def _decoded(part: bytes | str, charset: str | None) -> str:
    if isinstance(part, str):
        return part
    try:
        return part.decode(charset or "utf-8", errors="replace")
    except LookupError:
        return part.decode("latin-1")


def text_parts(message: Message) -> Iterator[list[Message]]:
    """The parts of a message that are text, in order: of each several ways to say the same (`multipart/alternative`) one list.

    Raises
    ------
    ReadingError
        The message has too many parts.
    """
    for number, (part, alternatives) in enumerate(_leaves(message, None)):
        if number > MOST_PARTS:
            raise ReadingError("too large", f"more than {MOST_PARTS} parts")
        if alternatives is None:
            yield [part]
        elif alternatives and alternatives[0] is part:
            yield alternatives


def _leaves(message: Message, alternatives: list[Message] | None) -> Iterator[tuple[Message, list[Message] | None]]:
    """Every text part, with all of those that say the same."""
    if message.get_content_maintype() == "multipart":
        inner = [part for part in message.get_payload() if isinstance(part, Message)] if message.is_multipart() else []
        if message.get_content_subtype() == "alternative" and alternatives is None:
            alternatives = []
            for part in inner:
                alternatives += [leaf for leaf, _ in _leaves(part, [])]
            yield from ((leaf, alternatives) for leaf in alternatives)
        else:
            for part in inner:
                yield from _leaves(part, alternatives)
    elif message.get_content_type() == "message/rfc822":
        for inner_message in message.get_payload():
            if isinstance(inner_message, Message):
                yield from _leaves(inner_message, alternatives)
    elif message.get_content_maintype() == "text" and message.get_content_disposition() != "attachment" and content(message):
        yield message, alternatives


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
