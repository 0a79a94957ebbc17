"""Markdown: its paragraphs, without its marks. Every pattern is bounded, so that a mark which never closes costs little."""

from __future__ import annotations

import re

from broadsheet.reading.cleaning import clean_paragraphs, optional_line

_SIGN = re.compile(r"^#{1,6} \S|\]\(\S+\)|^\s*[-*] \S|\*\*\S|^> |^```", re.MULTILINE)
_FENCE = re.compile(r"^(```|~~~)[^\n]*$", re.MULTILINE)
_MARKS: tuple[tuple[re.Pattern[str], str], ...] = tuple((re.compile(pattern, flags), kept) for pattern, kept, flags in (
    (r"!\[[^\[\]]{0,300}\]\([^()\n]{0,2000}\)", "", 0),
    (r"\[([^\[\]]{1,500})\](?:\([^()\s]{0,2000}(?:\s+\"[^\"\n]{0,300}\")?\)|\[[^\[\]]{0,100}\])", r"\1", 0),
    (r"^\[[^\[\]\n]{1,100}\]:[ \t]+\S.*$", "", re.MULTILINE),
    (r"<(https?://[^<>\s]{1,2000})>", r"\1", 0),
    (r"</?[a-zA-Z][^<>]{0,200}>", "", 0),
    (r"(?<![\w*])([*_])(?=\S)([^*_]{1,500}?)(?<=\S)\1(?![\w*])", r"\2", 0),
    (r"\*\*(?=\S)([^*]{1,1000}?)(?<=\S)\*\*", r"\1", 0),
    (r"__(?=\S)([^_]{1,1000}?)(?<=\S)__", r"\1", 0),
    (r"(?<![\w*])([*_])(?=\S)([^*_]{1,500}?)(?<=\S)\1(?![\w*])", r"\2", 0),
    (r"`([^`\n]{1,500})`", r"\1", 0),
    (r"\\([\\`*_{}\[\]()#+.!>-])", r"\1", 0),
))


def looks_like_markdown(text: str) -> bool:
    """Whether a text that has no name begins with a heading of Markdown."""
    return text.startswith("# ") and _SIGN.search(text) is not None


def markdown_paragraphs(text: str) -> tuple[str | None, list[str]]:
    """Title (the first top heading) and paragraphs of Markdown, marks removed, headings and code dropped."""
    text = re.sub(r"\n{3,}", "\n\n", _without_comments(_without_code(text)))
    text = re.sub(r"^(\S[^\n]{0,200})\n=+[ \t]*$", r"# \1\n", text, flags=re.MULTILINE)
    text = re.sub(r"^(\S[^\n]{0,200})\n-{3,}[ \t]*$", r"## \1\n", text, flags=re.MULTILINE)
    heading = re.search(r"^ {0,3}#[ \t]+(\S[^\n]*)$", text, flags=re.MULTILINE)
    text = re.sub(r"^ {0,3}#{1,6}[ \t]+.*$", "\n", text, flags=re.MULTILINE)
    text = re.sub(r"^ {0,3}>[ ]?", "", text, flags=re.MULTILINE)
    text = re.sub(r"^[ \t]{0,3}(?:[-*+]|\d{1,3}[.)])[ \t]+(?=\S)", "\n", text, flags=re.MULTILINE)
    blocks = re.split(r"\n[^\S\n]*\n", text)
    paragraphs = clean_paragraphs([_without_marks(re.sub(r"(?<! ) {2,}\n", "\n", block)) for block in blocks])
    return (optional_line(_without_marks(heading[1].rstrip("# \t"))) if heading else None), paragraphs


def _without_code(text: str) -> str:
    """The text without fenced code; a fence that never closes takes nothing."""
    kept: list[str] = []
    position = 0
    opened: re.Match[str] | None = None
    for fence in _FENCE.finditer(text):
        if opened is None:
            opened = fence
        elif fence[1] == opened[1]:
            kept.append(text[position : opened.start()])
            position, opened = fence.end(), None
    return "".join([*kept, text[position:]])


def _without_comments(text: str) -> str:
    """The text without comments; what opens and never closes stays, and is searched once."""
    kept: list[str] = []
    position = 0
    while (begin := text.find("<!--", position)) >= 0 and (end := text.find("-->", begin + 4)) >= 0:
        kept.append(text[position:begin])
        position = end + 3
    return "".join([*kept, text[position:]])


def _without_marks(text: str) -> str:
    for pattern, kept in _MARKS:
        text = pattern.sub(kept, text)
    return text
