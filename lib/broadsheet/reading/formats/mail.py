"""E-mails: an article in the parts of a message."""

from __future__ import annotations

from dataclasses import replace
from email.message import Message

from broadsheet.reading.cleaning import optional_line
from broadsheet.reading.decoding import decode
from broadsheet.reading.draft import Draft, Found, Moment, Piece, ReadingError
from broadsheet.reading.forms import Form, Job
from broadsheet.reading.messages import content, header, is_message, message_in, part_of_kind
from broadsheet.reading.moments import parse_moment
from broadsheet.reading.pages import read_page
from broadsheet.reading.plain import read_plain


def read_mail(piece: Piece, job: Job) -> Found:
    """The article in an e-mail: its HTML or plain text; the subject is the title, the sender's name the outlet.

    The date is when the message was sent, which for newsletters is when they appeared.
    """
    message = message_in(piece.data)
    body = part_of_kind(message, "text/html") or part_of_kind(message, "text/plain")
    if body is None:
        raise ReadingError("no text", "the message has no text part")
    draft = _drafted(piece, body)
    sent = parse_moment(header(message, "date"))
    subject = optional_line(header(message, "subject"))
    sender = optional_line(header(message, "from"))
    name = optional_line(sender.split("<")[0].strip(' "')) if sender else None
    yield _with(draft, title=subject or draft.title, source=draft.source or name, sent=sent)


def _drafted(piece: Piece, part: Message) -> Draft:
    inner = replace(piece, data=content(part), name="body", charset=part.get_content_charset())
    if part.get_content_type() == "text/html":
        return read_page(inner)
    return read_plain(inner, decode(inner.data, inner.charset))


def _with(draft: Draft, *, title: str | None, source: str | None, sent: Moment | None) -> Draft:
    named = replace(draft, title=title, source=source)
    return replace(named, published=sent, published_from="metadata") if sent else named


FORM = Form("mail", read_mail, is_message, endings=(".eml",), rank=41)
