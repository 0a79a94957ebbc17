"""Plain text and Markdown: a header block or front matter, a title, and the paragraphs of the body."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace
from typing import NamedTuple

from broadsheet.reading.cleaning import clean_paragraphs, join_paragraphs
from broadsheet.reading.draft import Draft, Piece, ReadingError
from broadsheet.reading.fields import Fields, fields_from
from broadsheet.reading.furniture import without_furniture, without_headings
from broadsheet.reading.hyphens import joined, words_in
from broadsheet.reading.leading import leading_lines
from broadsheet.reading.markdown import looks_like_markdown, markdown_paragraphs

LONGEST_FRONT_MATTER = 50_000
"""Characters of a front matter that is read as YAML."""
WRAP_WIDTH = 100
"""Longest line, in characters, of a text that was wrapped by its writer."""
_FRONT_MATTER = re.compile(r"\A(?:---|\+\+\+)[ \t]*\n(.*?)\n(?:---|\+\+\+|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_HEADER_LINE = re.compile(r"^\s*(?:\*\*)?([A-Za-z][A-Za-z _-]{1,24})(?:\*\*)?\s*:(?:\*\*)?\s*(.*)$")
_PRINTED_ABOVE = re.compile(r"^\d{1,2}[/.]\d{1,2}[/.]\d{2,4},? \d{1,2}[:.]\d{2}(?: ?[AaPp]\.?[Mm]\.?)? \D.{0,200}$")
_PRINTED_BELOW = re.compile(r"^(?:https?|file)://\S+ \d{1,3}(?:/| of | von )\d{1,3}$")


class Header(NamedTuple):
    """What stands above a text, by name, and the text below it."""

    values: dict[str, object]
    body: str


def read_plain(piece: Piece, text: str) -> Draft:
    """The article that a plain text or Markdown file holds.

    Raises
    ------
    ReadingError
        Nothing is left of the text once its header and furniture are off.
    """
    header = split_header(text.lstrip("\ufeff\n\r\t "))
    named = piece.name.lower().endswith((".md", ".markdown", ".mkd"))
    if named or looks_like_markdown(header.body):
        title, paragraphs = markdown_paragraphs(header.body)
    else:
        title, paragraphs = None, split_paragraphs(header.body)
    return _drafted(piece, header.values, paragraphs, title)


def read_lines(
    piece: Piece, lines: list[str], *, title: str | None = None, keep: Collection[str] = (), label: str | None = None,
) -> Draft:
    """The article in the paragraphs of a document, which may begin with a header block.

    Parameters
    ----------
    piece
        The document.
    lines
        One a paragraph.
    title
        The title where it is known.
    keep
        Lines that stay, though they look like headings.
    label
        Which part of the piece they are, where it has several.

    Raises
    ------
    ReadingError
        Nothing is left of the text once its header and furniture are off.
    """
    filled = [line for line in lines if line.strip()]
    header = _header_block("\n".join(filled))
    above: list[str] = []
    if not header.values and len(filled) > 1:
        below = _header_block("\n".join(filled[1:]))
        header, above = (below, filled[:1]) if below.values else (header, above)
    part = piece if label is None else replace(piece, part=piece.inside(label))
    return _drafted(part, header.values, clean_paragraphs(above + header.body.split("\n")), title, clean_paragraphs(list(keep)))


def _drafted(
    piece: Piece, values: dict[str, object], paragraphs: list[str], title: str | None, keep: Collection[str] = (),
) -> Draft:
    fields = fields_from(values)
    leading = leading_lines(without_print_lines(paragraphs), fields.title or title)
    body = _without_headings(article_body(leading.rest, leading.title), keep)
    if not any(character.isalpha() for paragraph in body for character in paragraph):
        raise ReadingError("empty", "no text below the header" if values else "no text")
    draft = fields.draft(piece, join_paragraphs(body), title=leading.title)
    if draft.published is None and leading.published is not None:
        draft = replace(draft, published=leading.published, published_from="text")
    return replace(draft, byline=draft.byline or leading.byline)


def _without_headings(paragraphs: list[str], keep: Collection[str]) -> list[str]:
    if not keep:
        return without_headings(paragraphs)
    kept = set(keep) | set(without_headings([p for p in paragraphs if p not in keep]))
    return [p for p in paragraphs if p in kept]


def split_header(text: str) -> Header:
    """Front matter (YAML) or a block of "Title: …" lines, and what follows it.

    A block counts as a header if its first line names a field that `fields_from` knows and either two lines do or a blank
    line ends it; a line that is indented or names no field goes on with the value above it.
    """
    match = _FRONT_MATTER.match(text)
    if match:
        values = _front_matter(match.group(1))
        if values is not None:
            return Header(values, text[match.end():])
    return _header_block(text)


def _front_matter(block: str) -> dict[str, object] | None:
    import yaml

    class Loader(yaml.SafeLoader):
        """Without aliases: some lines of them unfold to any number of values, and no front matter has them."""

        def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
            if self.check_event(yaml.AliasEvent):
                raise yaml.YAMLError("aliases are not read")
            return super().compose_node(parent, index)

    try:
        loaded = yaml.load(block, Loader) if len(block) < LONGEST_FRONT_MATTER else None
    except (yaml.YAMLError, ValueError, RecursionError):
        loaded = None
    if loaded is None:
        return _header_block(block + "\n").values or None
    return {str(key): value for key, value in loaded.items()} if isinstance(loaded, dict) else None


def _header_block(text: str) -> Header:
    values: dict[str, object] = {}
    last, position = "", 0
    lines = text.split("\n")
    for line in lines[:40]:
        match = _HEADER_LINE.match(line)
        known = Fields.knows(match.group(1)) if match else False
        if match and known:
            last = match.group(1)
            values[last] = match.group(2).strip()
        elif last and line[:1] in " \t" and line.strip():
            values[last] = f"{values[last]} {line.strip()}"
        elif not (match and values and not line.strip().endswith(".") and len(line) < 120 and _more_header(lines, position)):
            break
        position += 1
    ended = position >= len(lines) or not lines[position].strip()
    if not values or not (len(values) > 1 or (ended and _is_alone(*next(iter(values.items()))))):
        return Header({}, text)
    return Header(values, "\n".join(lines[position:]))


def _is_alone(name: str, value: object) -> bool:
    """Whether one line says something by itself; "Media: Serbia to reopen the crossing" is a headline, "Source: The Courier" is not.

    The name of an outlet, a place or a person is written in capitals, but for the small words within it.
    """
    stated = fields_from({name: value})
    if stated.published or stated.modified or stated.url or stated.language or stated.title:
        return True
    words = str(value).split()
    capitals = [word for word in words if not word[0].isalpha() or word[0].isupper() or word.lower() in _SMALL]
    return not words or (len(words) <= 6 and len(capitals) == len(words)) or stated.byline is not None


_SMALL = frozenset(("of", "the", "and", "for", "in", "on", "de", "la", "le", "der", "die", "das", "und", "del", "di", "il", "van", "von"))


def _more_header(lines: list[str], position: int) -> bool:
    following = lines[position + 1] if position + 1 < len(lines) else ""
    match = _HEADER_LINE.match(following)
    return not following.strip() or bool(match and Fields.knows(match.group(1)))


def split_paragraphs(text: str) -> list[str]:
    """The paragraphs of plain text, cleaned.

    Blank lines part paragraphs. In a text wrapped at a fixed width a single line break is a blank; in any other text it
    parts paragraphs too.
    """
    blocks = [block for block in re.split(r"\n[^\S\n]*\n\s*", text.strip("\n")) if block.strip()]
    if _is_wrapped(blocks):
        known = words_in(text.split("\n"))
        return clean_paragraphs([_unwrapped(block, known) for block in blocks])
    return clean_paragraphs([line for block in blocks for line in block.split("\n")])


def _is_wrapped(blocks: list[str]) -> bool:
    inner = [line.strip() for block in blocks for line in block.split("\n")[:-1] if line.strip()]
    if not inner:
        return False
    longest = max(len(line) for block in blocks for line in block.split("\n"))
    unfinished = sum(not line.endswith((".", "!", "?", "”", '"', ":")) for line in inner)
    full = sum(len(line) > 0.6 * longest for line in inner)
    return longest <= WRAP_WIDTH and unfinished > 0.5 * len(inner) and full > 0.7 * len(inner)


def _unwrapped(block: str, known: frozenset[str]) -> str:
    return joined((line.strip() for line in block.split("\n")), known)


def without_print_lines(paragraphs: list[str]) -> list[str]:
    """The paragraphs without what browsers print above and below each page: when it was printed and its address.

    The day of printing is not that of the article.
    """
    if not any(_PRINTED_ABOVE.match(p) or _PRINTED_BELOW.match(p) for p in (*paragraphs[:3], *paragraphs[-3:])):
        return paragraphs
    return [p for p in paragraphs if not (_PRINTED_ABOVE.match(p) or _PRINTED_BELOW.match(p))]


def article_body(paragraphs: list[str], title: str | None) -> list[str]:
    """The paragraphs that are text of the article: no furniture, and not the title again."""
    folded = title.casefold().strip(" .") if title else None
    kept = [p for i, p in enumerate(paragraphs) if not (i < 3 and folded and p.casefold().strip(" .") == folded)]
    return without_furniture(kept)
