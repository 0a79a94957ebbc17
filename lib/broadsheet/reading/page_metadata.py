"""What a page says of itself: JSON-LD, Open Graph and other meta tags, its canonical address, its title."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit, urlunsplit

from broadsheet.reading.cleaning import clean_line, optional_line
from broadsheet.reading.page_bylines import page_byline

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_ARTICLE_TYPES = re.compile(r"(?:Article|BlogPosting|Report|LiveBlogPosting|NewsStory)$")
_PAGE_TYPES = ("WebPage", "ItemPage", "CreativeWork", "VideoObject", "MediaObject", "Recipe", "AboutPage", "CollectionPage")
_TITLE_TAIL = re.compile(r"\s+(?:[|»·•]|[-–—])\s+(?=[^|»·•–—]{2,60}$)")
_TRACKING = re.compile(r"(?:^|&)(?:utm_\w+|fbclid|gclid|mc_cid|mc_eid|cmpid|icid|ref|ref_src|smid|partner)=[^&]*")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f]")
_BEFORE_JSON = re.compile(r"(?:<!--\s*)?(?:(?://|/\*)\s*)?(?:<!\[CDATA\[\s*)?(?:\*/)?")
_AFTER_JSON = re.compile(r"(?:(?://|/\*)\s*)?(?:\]\]>\s*)?(?:\*/\s*)?(?:(?://)?\s*-->)?$")
"""What hides a script from old browsers and XML readers: comments and CDATA marks around it."""
LONGEST_JSON = 2_000_000
HEADLINE_SHARED = 0.5
"""Share of a headline's words that the page's title must have."""


@dataclass(frozen=True, slots=True)
class PageMetadata:
    """What a page says of its article, before anything is believed."""

    title: str | None = None
    source: str | None = None
    byline: str | None = None
    section: str | None = None
    url: str | None = None
    language: str | None = None
    described: str | None = None
    articles: list[dict[str, Any]] = field(default_factory=list)
    """JSON-LD objects that are articles."""
    others: list[dict[str, Any]] = field(default_factory=list)
    """JSON-LD objects that are other articles, which the page only points to."""
    pages: list[dict[str, Any]] = field(default_factory=list)
    """JSON-LD objects that are the page that holds the article."""
    metas: dict[str, list[str]] = field(default_factory=dict)
    """Contents of meta tags by name, property or itemprop, in lower case."""

    def meta(self, *names: str) -> str | None:
        """The first content of the first of these meta tags that has one."""
        return next((value for name in names for value in self.metas.get(name, ()) if value.strip()), None)

    def stated(self, name: str) -> Iterator[Any]:
        """The values of a property of the JSON-LD articles."""
        return (article[name] for article in self.articles if article.get(name))


def page_metadata(tree: HtmlElement, url: str | None = None) -> PageMetadata:
    """The metadata that a page's head and JSON-LD state.

    Parameters
    ----------
    tree
        The page.
    url
        Where it was fetched from, if that is known; the page's canonical address is preferred.
    """
    metas = meta_tags(tree)
    objects = json_objects(tree)
    stated = [o for o in objects if any(_ARTICLE_TYPES.search(str(kind)) for kind in _listed(o.get("@type")))]
    articles = _own(stated, tree, PageMetadata(metas=metas), url)
    bare = PageMetadata(metas=metas, articles=articles)
    address = canonical(tree, bare, url)
    source = _source(bare, address)
    return PageMetadata(
        title=_title(tree, bare, source), source=source, section=_section(bare), url=address,
        byline=page_byline(tree, articles, objects, metas, outlet=(source, host_of(address))),
        language=_language(tree, bare), described=_described(bare), articles=articles,
        others=[a for a in stated if a not in articles],
        pages=[o for o in objects if _of_page(o)], metas=metas,
    )


def meta_tags(tree: HtmlElement) -> dict[str, list[str]]:
    """The contents of the meta tags by their name."""
    found: dict[str, list[str]] = {}
    for element in tree.iter("meta"):
        content = element.get("content") or element.get("datetime")
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            name = element.get(attribute)
            if name and content:
                found.setdefault(name.strip().lower(), []).append(content)
    return found


def json_objects(tree: HtmlElement) -> list[dict[str, Any]]:
    """The JSON-LD objects of a page (schema.org), with those inside a graph, a list or a page's main entity."""
    return [o for script in tree.iter("script") if "ld+json" in (script.get("type") or "") for o in _objects(script.text or "")]


def _own(articles: list[dict[str, Any]], tree: HtmlElement, bare: PageMetadata, url: str | None) -> list[dict[str, Any]]:
    """The JSON-LD articles that are the page's own, not those of lists of related ones.

    Its own has the page's address or shares the words of its headline with a title of the page. Where none does, a single
    article is believed: outlets give one story several headlines.
    """
    titles = [words for title in _titles(tree, bare) if (words := _title_words(title))]
    address = canonical(tree, bare, url)
    own = []
    for article in articles:
        headline = _title_words(article.get("headline") or article.get("name"))
        if (address and address in _addresses(article)) or any(_shared(headline, title) for title in titles):
            own.append(article)
    if own:
        return own
    return articles if len({str(a.get("headline")) for a in articles}) < 2 or not titles else []


def _titles(tree: HtmlElement, bare: PageMetadata) -> Iterator[str | None]:
    yield from (" ".join(h.itertext()) for h in tree.iter("h1"))
    yield bare.meta("og:title", "twitter:title", "title")
    yield from (t.text for t in tree.iter("title"))


def _title_words(title: object) -> set[str]:
    return set(re.findall(r"\w{2,}", title.casefold())) if isinstance(title, str) else set()


def _shared(headline: set[str], title: set[str]) -> bool:
    return len(headline & title) >= HEADLINE_SHARED * max(1, min(len(headline), len(title)))


def _addresses(article: dict[str, Any]) -> set[str | None]:
    page = article.get("mainEntityOfPage")
    stated = (article.get("url"), article.get("@id"), page.get("@id") if isinstance(page, dict) else page)
    return {clean_url(a) for a in stated if isinstance(a, str)} - {None}


def _of_page(thing: dict[str, Any]) -> bool:
    return any(str(kind) in _PAGE_TYPES for kind in _listed(thing.get("@type")))


def _objects(text: str) -> Iterator[dict[str, Any]]:
    if len(text) > LONGEST_JSON:
        return
    text = _CONTROL.sub(" ", text).strip(" \t\n;")
    text = _BEFORE_JSON.sub("", text, count=1) if not text.startswith(("{", "[")) else text
    text = text[:-60] + _AFTER_JSON.sub("", text[-60:], count=1)
    for form in (text, re.sub(r",\s*(?=[}\]])", "", text), unescape(text)):
        try:
            yield from _walked(json.loads(form, strict=False))
        except ValueError:
            continue
        except RecursionError:
            return
        return


def _walked(value: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
        for name in ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "item"):
            if depth < 4 and isinstance(value.get(name), (dict, list)):
                yield from _walked(value[name], depth + 1)
    elif isinstance(value, list) and depth < 5:
        for item in value[:200]:
            yield from _walked(item, depth + 1)


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _title(tree: HtmlElement, bare: PageMetadata, source: str | None) -> str | None:
    stated = next((optional_line(v) for v in bare.stated("headline") if isinstance(v, str)), None)
    social = optional_line(bare.meta("og:title", "twitter:title", "dc.title", "dcterms.title", "headline", "title"))
    headings = [optional_line(" ".join(h.itertext())) for h in tree.iter("h1")]
    heads = [h for h in headings if h and len(h) > 10]
    page = next((optional_line(t.text) for t in tree.iter("title")), None)
    for candidate in (stated, social):
        agreeing = next((h for h in heads if candidate and _same(h, candidate)), None)
        if agreeing:
            return agreeing
    chosen = stated or social or (heads[0] if len(heads) == 1 else None) or page or (heads[0] if heads else None)
    return _without_outlet(chosen, source) if chosen else None


def _same(one: str, other: str) -> bool:
    return clean_line(one).casefold()[:40] == clean_line(other).casefold()[:40]


def _without_outlet(title: str, source: str | None) -> str:
    parts = _TITLE_TAIL.split(title)
    if len(parts) < 2 or len(parts[0].split()) < 3:
        return title
    tail = parts[-1].casefold()
    known = (source or "").casefold()
    outlets = (known, tail), (tail, known), (_letters(known), _letters(tail)), (_letters(tail), _letters(known))
    if len(parts) > 2 or (known and any(one in other for one, other in outlets)):
        return title[: title.rfind(parts[-1])].rstrip(" |»·•-–—")
    return title


def _letters(text: str) -> str:
    return re.sub(r"\W|^the\b", "", text)


def _described(bare: PageMetadata) -> str | None:
    """The text of the article as the metadata give it, or its teaser: all that some pages hold."""
    bodies = [v for v in bare.stated("articleBody") if isinstance(v, str)]
    return max(bodies, key=len, default=None) or optional_line(bare.meta("og:description", "description", "twitter:description"))


def _source(bare: PageMetadata, url: str | None) -> str | None:
    """The outlet: of the names that the page gives for its publisher the one that fits its address, else the first."""
    named = [p.get("name") if isinstance(p, dict) else p for publisher in bare.stated("publisher") for p in _listed(publisher)]
    tagged = [bare.meta(tag) for tag in ("og:site_name", "dc.publisher", "dcterms.publisher", "citation_journal_title", "application-name")]
    stated = [line for name in (*named, *tagged) if (line := optional_line(name, 120)) and not line.startswith(("http", "@"))]
    host = host_of(url)
    fitting = (name for name in stated if host and _letters(name.casefold()) and _letters(name.casefold()) in _letters(host))
    return next(fitting, None) or (stated[0] if stated else host)


def host_of(url: str | None) -> str | None:
    """The host of an address without "www."."""
    if not url:
        return None
    try:
        host = urlsplit(url).hostname
    except ValueError:
        return None
    return re.sub(r"^(?:www\d?|m|amp)\.", "", host) if host else None


def _section(bare: PageMetadata) -> str | None:
    for value in bare.stated("articleSection"):
        line = optional_line(next((v for v in _listed(value) if isinstance(v, str)), None), 80)
        if line:
            return line
    return optional_line(bare.meta("article:section", "section", "parsely-section", "dc.subject", "news_section", "og:section"), 80)


def _language(tree: HtmlElement, bare: PageMetadata) -> str | None:
    root = tree.getroottree().getroot()
    tags = bare.meta("og:locale", "content-language", "language", "dc.language")
    for value in (root.get("lang"), root.get("{http://www.w3.org/XML/1998/namespace}lang"), tags):
        if value and (match := re.match(r"\s*([A-Za-z]{2})(?:[-_]|\s*$)", value)):
            return match.group(1).lower()
    return None


def canonical(tree: HtmlElement, bare: PageMetadata, url: str | None = None) -> str | None:
    """The page's own address: link rel=canonical, og:url, JSON-LD, then where it was fetched from; without tracking."""
    links = [link.get("href") for link in tree.iter("link") if "canonical" in (link.get("rel") or "").lower().split()]
    stated = [v for v in bare.stated("url") if isinstance(v, str)]
    for candidate in (*links, bare.meta("og:url", "twitter:url", "parsely-link"), *stated, url):
        address = clean_url(candidate, url)
        if address and urlsplit(address).path not in ("", "/"):
            return address
    return clean_url(url)


def clean_url(address: str | None, base: str | None = None) -> str | None:
    """An absolute http(s) address without fragment and tracking parameters, or None."""
    if not address or not isinstance(address, str) or len(address) > 2000:
        return None
    try:
        joined = urljoin(base or "", address.strip())
        parts = urlsplit(joined)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            return None
        return urlunsplit((parts.scheme, parts.netloc.lower(), parts.path, _TRACKING.sub("", parts.query).strip("&"), ""))
    except ValueError:
        return None
