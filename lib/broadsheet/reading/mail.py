"""E-mails and saved web archives (MHTML): an article in the parts of a message."""

from __future__ import annotations

from dataclasses import replace
from email import message_from_bytes, policy
from email.message import EmailMessage, Message

from broadsheet.reading.cleaning import optional_line
from broadsheet.reading.draft import Draft, Found, Moment, Piece, ReadingError
from broadsheet.reading.moments import parse_moment
from broadsheet.reading.pages import read_page
from broadsheet.reading.plain import read_plain

MOST_PARTS = 500


def read_mail(piece: Piece) -> Found:
    """The article in an e-mail: its HTML or plain text; the subject is the title, the sender's name the outlet.

    The date is when the message was sent, which for newsletters is when they appeared.
    """
    message = _message(piece.data)
    body = _part(message, "text/html") or _part(message, "text/plain")
    if body is None:
        raise ReadingError("no text", "the message has no text part")
    draft = _drafted(piece, body)
    sent = parse_moment(_header(message, "date"))
    subject = optional_line(_header(message, "subject"))
    sender = optional_line(_header(message, "from"))
    name = optional_line(sender.split("<")[0].strip(' "')) if sender else None
    yield _with(draft, title=subject or draft.title, source=draft.source or name, sent=sent)


def read_mhtml(piece: Piece) -> Found:
    """The article of a page saved as MHTML; its address is where it was saved from."""
    message = _message(piece.data)
    body = _part(message, "text/html")
    if body is None:
        raise ReadingError("no text", "the archive holds no page")
    address = optional_line(_header(message, "snapshot-content-location") or body.get("content-location"))
    saved = parse_moment(_header(message, "date"))
    page = Piece(
        piece.path, _bytes(body), part=piece.part, name="page.html", depth=piece.depth, charset=body.get_content_charset(),
        url=address if address and address.startswith("http") else piece.url, fetched=saved or piece.fetched,
    )
    yield read_page(page)


def _message(data: bytes) -> Message:
    return message_from_bytes(data.lstrip(b"\xef\xbb\xbf\r\n "), _class=EmailMessage, policy=policy.default.clone(raise_on_defect=False))


def _header(message: Message, name: str) -> str | None:
    try:
        value = message.get(name)
        return None if value is None else str(value)
    except Exception:
        return None


def _part(message: Message, kind: str) -> Message | None:
    for number, part in enumerate(message.walk()):
        if number > MOST_PARTS:
            raise ReadingError("too large", f"more than {MOST_PARTS} parts")
        if part.get_content_type() == kind and not part.is_multipart() and part.get_content_disposition() != "attachment" and _bytes(part):
            return part
    return None


def _bytes(part: Message) -> bytes:
    payload = part.get_payload(decode=True)
    return payload.strip() if isinstance(payload, bytes) else b""


def _drafted(piece: Piece, part: Message) -> Draft:
    inner = replace(piece, data=_bytes(part), name="body", charset=part.get_content_charset())
    if part.get_content_type() == "text/html":
        return read_page(inner)
    from broadsheet.reading.decoding import decode

    return read_plain(inner, decode(inner.data, inner.charset))


def _with(draft: Draft, *, title: str | None, source: str | None, sent: Moment | None) -> Draft:
    named = replace(draft, title=title, source=source)
    return replace(named, published=sent, published_from="metadata") if sent else named
