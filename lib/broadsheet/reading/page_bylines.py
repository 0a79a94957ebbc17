"""Who wrote the article on a page: what its metadata declare and what it prints by its headline."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any, Literal

from broadsheet.reading.bylines import authors
from broadsheet.reading.cleaning import clean_line
from broadsheet.reading.moments import parse_moment

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_AUTHOR_TAGS = (
    "author", "article:author", "parsely-author", "sailthru.author", "byl", "dc.creator", "dcterms.creator", "citation_author",
)
_LABELS = re.compile(r"(?:written|posted|published) by|author|verfasst von|geschrieben von|escrito por|écrit par|scritto da", re.IGNORECASE)
"""Labels of "twitter:data1" under which publishing systems give the author."""
_BY = re.compile(
    r"^(?:(?:words|story|text|recipe|report(?:ed|ing)?|written|posted|article)\s+)?(?:by|author|von|par|por)\b[:\s]+(?=\S)", re.IGNORECASE,
)
_NAMED = re.compile(r"author(?!i[tsz])|authors?\b|by-?line|writer|contributor", re.IGNORECASE)
_PROFILE = re.compile(
    r"/(?:authors?|auteurs?|autor(?:es)?|contributors?|writers?|columnists?|journalists?|reporters?|staff)/[\w.%~-]", re.IGNORECASE,
)
_APART = re.compile(
    r"\bcomments?\b|respond|related|sidebar|(?<!elementor-)\bwidget\b|recent|promo|teaser|recommend|popular|trending|testimonial|caption|credit|category|"
    r"follow-us", re.IGNORECASE,
)
_SKIPPED = {
    "script", "style", "noscript", "nav", "footer", "template", "iframe", "svg", "form", "select", "head", "figcaption", "blockquote",
    "aside",
}
_NO_NAME = re.compile(
    r"https?:|www\.|@\w|[/\\{}<>|=_]|^\W*$|\d{3,}|\b(?:admin(?:istrator)?|articles?|posts?|more|about|follow|share|read|view|all|updated|published)\b|"
    r"^(?:anonymous|guest|user|unknown|none|null|nan|n/?a|editor|no author|author|like)$", re.IGNORECASE,
)
_ROLE_TAIL = re.compile(r"\s*(?:[|•·]|\n).*$|,? (?:posted|published|updated|at|on) .*\d.*$|, (?:\w+ )?\d.*$", re.IGNORECASE | re.DOTALL)
_LATE_BY = re.compile(r"^(?=.{0,40}\d).{0,60}\bby (?=\w[^.]*$)", re.IGNORECASE)
"""Before a name at the end of a line that prints a date: "March 15, 2022 · 3 min read · By Ana Dell"."""
_WRITTEN = re.compile(r"(?:written|posted|words|story|text|reporting) by\b", re.IGNORECASE)
NEAR = 120
"""Elements after the headline among which its byline is looked for."""
CLOSE = 60
"""Elements from the headline to a "By …": further away it is one of a list of works."""
BEFORE = 25
"""Elements before the headline."""
TOGETHER = 12
"""Elements from one author's link to the next that belongs to the same byline."""
_DATE_TAIL = re.compile(r",? (?:posted|published|updated|at|on) .*\d.*$|,? (?:\w+\.? )?\d+\b.*$", re.IGNORECASE)
_NO_AUTHOR = re.compile(r"(?:articles?|posts?|more|about|follow|share|read|view|all|meet|learn|author spotlight)\b", re.IGNORECASE)
PARTS = 40
"""Pieces of text of an element that are put together for its line."""
LONGEST = 160
"""Characters of a line that prints a byline; longer ones are text."""
LONGEST_NAME = 60
"""Characters of a name that is taken as it is declared."""


def page_byline(
    tree: HtmlElement, articles: Sequence[Mapping[str, Any]], objects: Sequence[Mapping[str, Any]], metas: Mapping[str, list[str]],
    outlet: Sequence[str | None] = (),
) -> str | None:
    """The people whom a page names as authors, parted by "; "; else the desk or organisation that it names; None where it names none.

    Parameters
    ----------
    tree
        The page.
    articles, objects
        Its JSON-LD articles, and all of its JSON-LD objects, among which an author may stand by its `@id`.
    metas
        The contents of its meta tags by name.
    outlet
        The outlet's names and host: an author of that name is no person.
    """
    elements = [e for e in tree.iter() if isinstance(e.tag, str)]
    outlets = {_letters(name) for name in outlet if name}
    values = [*_stated(articles, objects), *_tagged(metas), *printed_by_headline(elements)]
    if not values:
        values = printed_elsewhere(elements)
    named = [found for value in values if (found := authors(value)) and not _is_outlet(found, outlets)]
    if named:
        # Systems often declare the first of several authors: a printed line that holds that one and more is the whole of it.
        return next((longer for longer in named if longer.startswith(f"{named[0]}; ")), named[0])
    return next((name for value in values if (name := _as_declared(value))), None)


def _stated(articles: Sequence[Mapping[str, Any]], objects: Sequence[Mapping[str, Any]]) -> Iterator[Any]:
    """The authors that JSON-LD states; one that is only referred to (`{"@id": …}`) is looked up."""
    known = {o["@id"]: o for o in objects if isinstance(o.get("@id"), str) and o.get("name")}
    for article in articles:
        values = article.get("author") or article.get("creator")
        listed = values if isinstance(values, list) else [values]
        if names := [_looked_up(value, known) for value in listed[:50] if value]:
            yield names


def _looked_up(value: Any, known: Mapping[str, Any]) -> Any:
    if isinstance(value, dict) and not value.get("name") and isinstance(value.get("@id"), str):
        return known.get(value["@id"], value)
    return value


def _tagged(metas: Mapping[str, list[str]]) -> Iterator[list[str]]:
    for tag in _AUTHOR_TAGS:
        if values := [v for v in metas.get(tag, []) if not v.startswith("http")]:
            yield values
    for number in ("1", "2"):
        label, value = metas.get(f"twitter:label{number}"), metas.get(f"twitter:data{number}")
        if label and value and _LABELS.search(label[0]):
            yield value[:1]


def printed_by_headline(elements: Sequence[HtmlElement]) -> list[str | list[str]]:
    """The lines near the headline that name an author, the most certain first.

    First what says "By …", then links to authors' pages that stand together, then what the page marks (`rel`, `itemprop`)
    or what a class names author or byline.
    """
    headline = _headline(elements)
    begin = max(0, headline - BEFORE)
    said: list[str] = []
    marked: list[str] = []
    linked: list[str] = []
    first_link: int | None = None
    for place, element in (*enumerate(elements[headline : headline + NEAR], headline), *enumerate(elements[begin:headline], begin)):
        kind, line = _author_line(element)
        if kind == "said" and abs(place - headline) <= CLOSE:
            said.append(line)
        elif kind == "marked":
            marked.append(line)
        if kind and _is_profile(element) and (first_link is None or 0 <= place - first_link <= TOGETHER):
            first_link = place
            linked.append(line)
    return [*said, *([linked] if linked else []), *marked]


def printed_elsewhere(elements: Sequence[HtmlElement]) -> list[str | list[str]]:
    """The one line of the page that it marks as an author's name, or that says who wrote it; none if there are several."""
    found: dict[str, str] = {}
    for element in elements:
        kind, line = _author_line(element)
        if kind == "marked" or (kind == "said" and _WRITTEN.match(line)):
            name = _BY.sub("", line)
            found.setdefault(name.casefold(), name)
    return list(found.values()) if len(found) == 1 else []


def _headline(elements: Sequence[HtmlElement]) -> int:
    heads = [i for i, e in enumerate(elements) if e.tag == "h1"]
    return next((i for i in heads if len(" ".join(elements[i].itertext()).split()) > 2), heads[-1] if heads else 0)


def _is_profile(element: HtmlElement) -> bool:
    return element.tag == "a" and _PROFILE.search(element.get("href") or "") is not None


def _author_line(element: HtmlElement) -> tuple[Literal["said", "marked", "linked"] | None, str]:
    """How an element's line names an author, and the line; None where it does not."""
    line = "" if element.tag in _SKIPPED else _line(element)
    if not 1 < len(line) <= 2 * LONGEST or _NO_AUTHOR.match(line):
        return None, ""
    kind: Literal["said", "marked", "linked"]
    if (_BY.match(line) and not line.endswith(".")) or _LATE_BY.match(line):
        kind, line = "said", _DATE_TAIL.sub("", _LATE_BY.sub("", line))
    elif _is_marked(element) or (len(line) <= LONGEST_NAME and _names_author(element)):
        kind = "marked"
    elif len(line) <= LONGEST_NAME and _is_profile(element):
        kind = "linked"
    else:
        return None, ""
    if _apart(element) or (kind != "said" and parse_moment(line) is not None):
        return None, ""
    return kind, line


def _is_marked(element: HtmlElement) -> bool:
    return element.get("rel") == "author" or "author" in (element.get("itemprop") or "")


def _line(element: HtmlElement) -> str:
    text = element.text or ""
    if _BY.match(text.strip() + " x") or element.tag in ("a", "address") or element.get("itemprop") or element.get("rel"):
        text = " ".join(islice(element.itertext(), PARTS))
    else:
        text = " ".join([text, *(child.tail or "" for child in element)])
    return " ".join(text[: 3 * LONGEST].split())


def _names_author(element: HtmlElement) -> bool:
    for _ in range(4):
        if element is None or element.tag in ("body", "main", "article"):
            return False
        if _NAMED.search(f"{element.get('class') or ''} {element.get('id') or ''}"):
            return True
        element = element.getparent()
    return False


def _apart(element: HtmlElement) -> bool:
    for _ in range(6):
        if element is None or element.tag in ("body", "main", "article"):
            return False
        if element.tag in _SKIPPED or _APART.search(f"{element.get('class') or ''} {element.get('id') or ''}"):
            return True
        element = element.getparent()
    return False


def _as_declared(value: Any) -> str | None:
    """The name as it is declared, where it is one: "Newsdesk", "The Harbour Team"."""
    if isinstance(value, (list, tuple)):
        return next((named for item in value[:50] if (named := _as_declared(item))), None)
    if isinstance(value, dict):
        return _as_declared(value.get("name"))
    if not isinstance(value, str):
        return None
    name = _ROLE_TAIL.sub("", _BY.sub("", clean_line(value[: 4 * LONGEST]))).strip(" .,:;-–—")
    return name if 2 < len(name) <= LONGEST_NAME and len(name.split()) <= 8 and not _NO_NAME.search(name) else None


def _is_outlet(name: str, outlets: set[str]) -> bool:
    said = _letters(name)
    return bool(said) and any(said in outlet or (len(outlet) > 5 and outlet in said) for outlet in outlets)


def _letters(name: str) -> str:
    return re.sub(r"\W|^the\b", "", name.casefold())
