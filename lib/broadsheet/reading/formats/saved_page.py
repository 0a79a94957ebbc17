"""Pages that a browser saved with all that they show (MHTML)."""

from __future__ import annotations

from broadsheet.reading.cleaning import optional_line
from broadsheet.reading.draft import Found, Piece, ReadingError
from broadsheet.reading.forms import Form, Job
from broadsheet.reading.messages import content, header, is_saved_page, message_in, text_parts
from broadsheet.reading.moments import parse_moment
from broadsheet.reading.pages import read_page


def read_mhtml(piece: Piece, job: Job) -> Found:
    """The article of a page saved as MHTML; its address is where it was saved from."""
    message = message_in(piece.data)
    pages = (part for ways in text_parts(message) for part in ways if part.get_content_subtype() == "html")
    body = next(pages, None)
    if body is None:
        raise ReadingError("no text", "the archive holds no page")
    address = optional_line(header(message, "snapshot-content-location") or header(body, "content-location"))
    saved = parse_moment(header(message, "date"))
    yield read_page(Piece(
        piece.path, content(body), part=piece.part, name="page.html", depth=piece.depth, charset=body.get_content_charset(),
        url=address if address and address.startswith("http") else piece.url, fetched=saved or piece.fetched,
    ))


FORM = Form("mhtml", read_mhtml, is_saved_page, endings=(".mhtml", ".mht"), rank=40)
