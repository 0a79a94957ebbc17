"""Charts as SVG that a page can hold: links on the marks, colours that follow the theme, and nothing that executes."""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Mapping
from typing import TYPE_CHECKING

from lxml import etree

from broadsheet.charts import THEMED
from broadsheet.safe_text import plain

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_SVG = "http://www.w3.org/2000/svg"
_XLINK = "http://www.w3.org/1999/xlink"
_ELEMENTS = frozenset({
    "svg", "g", "path", "use", "defs", "clipPath", "rect", "circle", "ellipse", "line", "polyline", "polygon", "a", "title", "desc",
    "pattern", "text", "tspan",
})
_WORDED = ("title", "desc", "text", "tspan")
_ATTRIBUTES = frozenset({
    "id", "class", "d", "x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "r", "rx", "width", "height", "viewBox", "transform", "style",
    "points", "fill", "stroke", "stroke-width", "clip-path", "patternUnits", "patternTransform", "preserveAspectRatio", "version",
    "role", "aria-labelledby", "aria-label", "fill-opacity", "opacity", "text-anchor",
})
_STYLE = re.compile(r"[\w\s:;,.#()%'\"\-]*")
_LOCAL = re.compile(r"#[\w.:-]+")
_FAR = re.compile(r"url\(\s*(?!#)|expression|@import|javascript", re.I)
_FONTS = "'DejaVu Sans', Verdana, Geneva, 'Noto Sans', sans-serif"
"""Charts are laid out with DejaVu Sans. It is the widest of these, so that no label grows into another where it is missing."""

_REMS_PER_POINT = 0.11
"""A chart of the widest kind (7.6 inches) fills the column of figures."""

_DECIMALS = re.compile(r"(\d+\.\d{2})\d+")


def figure_svg(figure: Figure) -> bytes:
    """The figure as SVG bytes, the same each time: no date, fixed ids."""
    out = io.BytesIO()
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph")
        figure.savefig(out, format="svg", bbox_inches="tight", pad_inches=0.04, metadata={"Date": None, "Creator": None})
    return out.getvalue()


def page_svg(raw: bytes, *, label: str, prefix: str, links: Mapping[str, str] | None = None, themed: bool = True) -> str:
    """An SVG for a page: only drawing elements, a label for readers who do not see it, links from marks to rows.

    Parameters
    ----------
    raw
        SVG as matplotlib writes it.
    label
        What the picture says, in one sentence; becomes its accessible name.
    prefix
        Put before every id, so that two pictures on a page do not share any.
    links
        From a mark's gid (`row-3`) to the target on the page (`#ranking-3`).
    themed
        Whether the palette's colours become CSS variables with the colour as fallback.

    Raises
    ------
    ValueError
        `raw` is not well-formed SVG.
    """
    root = _parse(raw)
    _strip(root)
    _link(root, links or {})
    _prefix(root, prefix)
    _describe(root, plain(label), prefix)
    for path in root.iter(f"{{{_SVG}}}path"):
        path.set("d", _DECIMALS.sub(r"\1", path.get("d", "")).replace("\n", ""))
    text = etree.tostring(root, encoding="unicode")
    return _with_theme(text) if themed else text


def clean_svg(raw: bytes) -> str:
    """Any SVG with only its drawing elements; for pictures that a notebook made by itself."""
    root = _parse(raw)
    _strip(root)
    return etree.tostring(root, encoding="unicode")


def _parse(raw: bytes) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True, load_dtd=False)
    try:
        root = etree.fromstring(raw, parser)
    except etree.XMLSyntaxError as error:
        raise ValueError(f"not an SVG: {error}") from error
    if etree.QName(root).localname != "svg":
        raise ValueError(f"not an SVG but <{etree.QName(root).localname}>")
    return root


def _strip(root: etree._Element) -> None:
    for element in list(root.iter()):
        if not isinstance(element.tag, str) or etree.QName(element).namespace != _SVG or etree.QName(element).localname not in _ELEMENTS:
            parent = element.getparent()
            if parent is not None:
                parent.remove(element)
            continue
        for name, value in list(element.attrib.items()):
            if not _allowed(str(name), str(value)):
                del element.attrib[name]
        if etree.QName(element).localname not in _WORDED:
            element.text = None if element.text is None or element.text.strip() else element.text
    etree.cleanup_namespaces(root)


def _allowed(name: str, value: str) -> bool:
    local = etree.QName(name).localname
    if local == "href":
        return bool(_LOCAL.fullmatch(value))
    if etree.QName(name).namespace or local not in _ATTRIBUTES:
        return False
    return not _FAR.search(value) and (local != "style" or bool(_STYLE.fullmatch(value)))


def _link(root: etree._Element, links: Mapping[str, str]) -> None:
    for element in list(root.iter(f"{{{_SVG}}}g")):
        target = links.get(_row_of(element.get("id", "")))
        parent = element.getparent()
        if target is None or parent is None or not _LOCAL.fullmatch(target):
            continue
        anchor = etree.Element(f"{{{_SVG}}}a", {"href": target, "class": "mark"})
        parent.replace(element, anchor)
        anchor.append(element)
        anchor.tail, element.tail = element.tail, None


def _row_of(gid: str) -> str:
    """`row-3` for the gids row-3, row-3-label and row-3-2."""
    found = re.match(r"row-\d+", gid)
    return found.group() if found else ""


def _prefix(root: etree._Element, prefix: str) -> None:
    """Ids unique to the picture; several marks of one row share a gid, and only the first of them keeps it."""
    seen: set[str] = set()
    for element in root.iter():
        own = element.get("id")
        if own and own in seen:
            del element.attrib["id"]
        elif own:
            seen.add(own)
            element.set("id", prefix + own)
        for name in (f"{{{_XLINK}}}href",):
            if element.get(name, "").startswith("#"):
                element.set(name, "#" + prefix + element.get(name)[1:])
        for name in ("style", "clip-path", "fill"):
            if "url(#" in element.get(name, ""):
                element.set(name, element.get(name).replace("url(#", f"url(#{prefix}"))


def _describe(root: etree._Element, label: str, prefix: str) -> None:
    for old in root.findall(f"{{{_SVG}}}title") + root.findall(f"{{{_SVG}}}desc"):
        root.remove(old)
    title = etree.Element(f"{{{_SVG}}}title", {"id": f"{prefix}title"})
    title.text = label
    root.insert(0, title)
    root.set("role", "img")
    root.set("aria-labelledby", f"{prefix}title")
    for name in ("width", "height"):
        root.attrib.pop(name, None)
    _limit(root)


def _limit(root: etree._Element) -> None:
    """Keep the letters of all pictures on a page of one size: a picture that is cut narrow is not blown up to the column's width."""
    try:
        width = float(root.get("viewBox", "").split()[2])
    except (IndexError, ValueError):
        return
    root.set("style", f"max-width:{_REMS_PER_POINT * width:.1f}rem")


def _with_theme(text: str) -> str:
    text = text.replace("'DejaVu Sans'", _FONTS)
    return re.sub("|".join(THEMED), lambda found: f"var({THEMED[found.group()]}, {found.group()})", text)
