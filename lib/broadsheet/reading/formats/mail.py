"""E-mails: an article in the parts of a message."""

from __future__ import annotations

from dataclasses import replace
from email.message import Message

from broadsheet.reading.cleaning import join_paragraphs, optional_line
from broadsheet.reading.decoding import decode
from broadsheet.reading.draft import Draft, Found, Moment, Piece, ReadingError
from broadsheet.reading.forms import Form, Job
from broadsheet.reading.markup import is_markup, paragraphs_of_markup
from broadsheet.reading.messages import content, header, is_message, message_in, text_parts
from broadsheet.reading.moments import parse_moment
from broadsheet.reading.pages import read_page
from broadsheet.reading.plain import article_body, read_plain

STUB = 0.6
"""Share of the words of its plain text that a mail's HTML has at least, or it is a stub ("View this e-mail in your browser")."""


def read_mail(piece: Piece, job: Job) -> Found:
    """The article in an e-mail: the text of its parts one after the other; the subject is the title, the sender's name the outlet.

    Where a part comes as HTML and as plain text, the HTML counts unless it says much less. The date is when the message was
    sent, which for newsletters is when they appeared.
    """
    message = message_in(piece.data)
    found = [draft for ways in text_parts(message) if (draft := _best(piece, ways, job)) is not None]
    if not found:
        raise ReadingError("no text", "the message has no text part")
    draft = found[0]
    if len(found) > 1:
        paragraphs = list(dict.fromkeys(p for one in found for p in one.text.split("\n\n")))
        draft = replace(draft, text=join_paragraphs(paragraphs))
    sent = parse_moment(header(message, "date"))
    subject = optional_line(header(message, "subject"))
    sender = optional_line(header(message, "from"))
    name = optional_line(sender.split("<")[0].strip(' "')) if sender else None
    yield _with(draft, title=subject or draft.title, source=draft.source or name, sent=sent)


def _best(piece: Piece, ways: list[Message], job: Job) -> Draft | None:
    """What a part says, of several ways to say it the one in HTML, or the plain text where that says more; None for nothing."""
    job.budget.check_time()
    pages = [draft for part in ways if part.get_content_subtype() == "html" and (draft := _drafted(piece, part)) is not None]
    plain = [draft for part in ways if part.get_content_subtype() != "html" and (draft := _drafted(piece, part)) is not None]
    if pages and plain and len(pages[0].text.split()) < STUB * len(plain[0].text.split()):
        return plain[0]
    return next(iter([*pages, *plain]), None)


def _drafted(piece: Piece, part: Message) -> Draft | None:
    inner = replace(piece, data=content(part), name="body", charset=part.get_content_charset())
    try:
        text = decode(inner.data, inner.charset)
        if part.get_content_subtype() != "html" and not is_markup(text):
            return read_plain(inner, text)
    except ReadingError:
        return None
    try:
        return read_page(inner)
    except ReadingError:
        paragraphs = article_body(paragraphs_of_markup(text), None)
        return Draft(piece.path, join_paragraphs(paragraphs), part=piece.part) if paragraphs else None


def _with(draft: Draft, *, title: str | None, source: str | None, sent: Moment | None) -> Draft:
    named = replace(draft, title=title, source=source)
    return replace(named, published=sent, published_from="metadata") if sent else named


FORM = Form("mail", read_mail, is_message, endings=(".eml",), rank=41)
