"""The date that a page prints by its headline."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from broadsheet.reading.draft import Moment
from broadsheet.reading.moments import parse_moment

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_NAMED = re.compile(r"date|publish|posted|time|byline|meta|dateline|info|stamp", re.IGNORECASE)
_APART = re.compile(
    r"related|sidebar|widget|comment|footer|navbar|menu|weather|popular|trending|recommend|most-?read|latest|teaser|promo",
    re.IGNORECASE,
)
_CHANGED = re.compile(r"updat|modif|edit|revis|chang|actuali|aktuali", re.IGNORECASE)
_SKIPPED = {"script", "style", "noscript", "nav", "footer", "aside", "template", "iframe", "svg", "form", "select", "head"}
LONGEST = 120
"""Characters of a line that prints a date; longer ones are text."""
NEAR = 60
"""Elements after the headline among which its date is looked for."""
BEFORE = 25
"""Elements before the headline, the nearest first."""


def visible_date(tree: HtmlElement, *, day_first: bool = True) -> Moment | None:
    """The complete date printed nearest to the headline (h1), after it or else before it; None where none is.

    A date that says "updated" counts only if no other is there.
    """
    elements = [e for e in tree.iter() if isinstance(e.tag, str)]
    headline = next((i for i in _headlines(elements)), None)
    if headline is None:
        return None
    last = headline + len([1 for _ in elements[headline].iter()])
    changed: Moment | None = None
    for element in (*elements[headline:last], *elements[last : last + NEAR], *reversed(elements[max(0, headline - BEFORE) : headline])):
        found, is_change = _printed(element, day_first)
        if found and not is_change:
            return found
        changed = changed or found
    return changed


def _headlines(elements: list[HtmlElement]) -> list[int]:
    heads = [i for i, e in enumerate(elements) if e.tag == "h1" and len(" ".join(e.itertext()).split()) > 2 and not _apart(e)]
    return heads[-1:] if len(heads) == 2 and len(" ".join(elements[heads[0]].itertext())) < 25 else heads[:1]


def _printed(element: HtmlElement, day_first: bool) -> tuple[Moment | None, bool]:
    if element.tag in _SKIPPED or _apart(element):
        return None, False
    own = " ".join(" ".join([element.text or "", *(child.tail or "" for child in element)]).split())
    names = f"{element.get('class') or ''} {element.get('id') or ''} {element.get('itemprop') or ''}"
    marked = element.tag == "time" or bool(_NAMED.search(names))
    stated = element.get("datetime") if element.tag == "time" else None
    changed = bool(_CHANGED.search(f"{names} {own}"))
    for value in (stated, own, element.get("title") if marked else None):
        if value and len(value) <= LONGEST:
            found = parse_moment(value, day_first=day_first)
            if found and found.precision in ("minute", "day") and (marked or len(value) < 60):
                return found, changed
    return None, False


def _apart(element: HtmlElement) -> bool:
    for _ in range(6):
        if element is None or element.tag in ("body", "main", "article"):
            return False
        if element.tag in _SKIPPED or _APART.search(f"{element.get('class') or ''} {element.get('id') or ''}"):
            return True
        element = element.getparent()
    return False
