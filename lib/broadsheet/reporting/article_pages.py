"""A page for every article that a report cites, and the links from each passage of evidence to its place there, and back to its rows."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from broadsheet.analysis import of_articles
from broadsheet.annotating import Layers
from broadsheet.display import Cited, Readings
from broadsheet.errors import BroadsheetError
from broadsheet.languages import lang_attributes
from broadsheet.reporting.forking import Aside
from broadsheet.reporting.look import Look
from broadsheet.reporting.pages import Page
from broadsheet.reporting.rendering import Heading, article_page
from broadsheet.reporting.shown_layers import Shown
from broadsheet.settings import Settings

log = logging.getLogger(__name__)

FOLDER: Final = "articles"

MANY: Final = 200
"""Pages from which on a second process, which opens the archive for itself, is of use."""

_ROW_OR_LINK = re.compile(
    r'<(?:tr|li) id="(?P<row>[\w.-]+)"|<a class="read" href="#read\.(?P<article>[\w-]+)(?:\.(?P<start>\d+)\.(?P<end>\d+))?"',
)
_LINK = re.compile(r' <a class="read" href="#read\.(?P<article>[\w-]+)(?:\.(?P<start>\d+)\.\d+)?"[^>]*>read on</a>')


@dataclass(frozen=True)
class ArticlePages:
    """The pages of the cited articles: `files` by name, `known` the ids that have one, `note` what went wrong, if anything did."""

    files: Mapping[str, str]
    known: frozenset[str]
    note: str | None = None


def article_pages(
    settings: Settings, heading: Heading, pages: Sequence[Page], layers: Layers, relations: Mapping[str, str] | None = None,
    half: Callable[..., Aside[dict[str, str]]] | None = None,
) -> ArticlePages:
    """The pages of all articles that the answers of a report cite.

    Parameters
    ----------
    settings
        `outputs.articles`: whole texts, only the cited passages, or no pages at all.
    heading, pages
        What stands on each page, and the notebooks with their answers.
    layers
        Those that the notebooks saw.
    relations
        By article: a line above its text that leads to where else it belongs, safe HTML.
    half
        Where there are many pages, has `pages_shown` make a half of them in another process, given what follows its first argument.

    Notes
    -----
    An article that was removed from the archive while the report was made has no page, and nothing leads to it.
    """
    wanted = {} if settings.outputs.articles == "none" else cited_in(pages)
    if not wanted:
        return ArticlePages({}, frozenset())
    try:
        known = frozenset(layers.articles["article_id"]) & frozenset(wanted)
        whole = settings.outputs.articles == "whole"
        plain = replace(heading, look=Look(heading.look.folder))  # no templates: it may go to another process

        def made_of(keys: Sequence[str]) -> tuple[Any, ...]:
            own = {key: said for key, said in (relations or {}).items() if key in keys}
            return plain, {key: wanted[key] for key in keys}, known, whole, own

        every = sorted(known)
        if half is None or len(every) <= MANY:
            return ArticlePages(dict(_made(layers, *made_of(every))), known)
        others = half(*made_of(every[1::2]))
        others.begin()
        return ArticlePages(dict(_made(layers, *made_of(every[::2]))) | others.result(), known)
    except BroadsheetError as error:
        log.warning("pages of articles: %s", error)
        return ArticlePages({}, frozenset(), f"no pages of articles: {error}")


def cited_in(pages: Sequence[Page]) -> dict[str, list[Cited]]:
    """The passages that the rows of all answers rest on, by article; a whole article is cited by a passage without length."""
    found: dict[str, list[Cited]] = {}
    for page in pages:
        for answer in page.answers:
            row = answer["name"]
            for each in _ROW_OR_LINK.finditer(answer["table"]):
                if each["row"]:
                    row = each["row"]
                    continue
                start, end = (int(each[name] or 0) for name in ("start", "end"))
                found.setdefault(each["article"], []).append(Cited(start, end, f"../{page.name}.html#{row}", _label(row)))
    return found


def with_links(pages: Sequence[Page], known: frozenset[str], up: str = "") -> list[Page]:
    """The pages whose passages lead to the articles, `up` from where they are; where an article has no page, the link is left out."""
    def led(found: re.Match[str]) -> str:
        if found["article"] not in known:
            return ""
        place = f"#c{found['start']}" if found["start"] else ""
        return f' <a class="read" href="{up}{FOLDER}/{found["article"]}.html{place}">read on</a>'

    return [
        replace(page, blocks=tuple(
            replace(block, answer=block.answer | {"table": _LINK.sub(led, block.answer["table"])}) if block.kind == "answer" else block
            for block in page.blocks
        ))
        for page in pages
    ]


def write_articles(folder: Path, made: ArticlePages) -> None:
    """Write the pages into the folder of the run."""
    if not made.files:
        return
    (folder / FOLDER).mkdir()
    for name, text in made.files.items():
        (folder / FOLDER / name).write_text(text, encoding="utf-8")


def pages_shown(
    shown: Shown, heading: Heading, wanted: Mapping[str, list[Cited]], known: frozenset[str], whole: bool, relations: Mapping[str, str],
) -> dict[str, str]:
    """The pages of the articles in `wanted`, by name, made from what a run shows."""
    return dict(_made(shown.layers(), heading, wanted, known, whole, relations))


def _made(
    layers: Layers, heading: Heading, wanted: Mapping[str, list[Cited]], known: frozenset[str], whole: bool, relations: Mapping[str, str],
) -> Iterator[tuple[str, str]]:
    """Name and text of each page of the articles in `wanted`. The layers are narrowed first to these: there may be many more articles."""
    readings = Readings(of_articles(layers, frozenset(wanted)), others=layers.articles, links=known)
    for key in sorted(wanted):
        cited = [one for one in wanted[key] if one.end > one.start]
        made = readings.of(key, cited=cited, whole=whole, titled=False)
        yield f"{key}.html", article_page(heading, made.title, relations.get(key, "") + made.html, tongue=lang_attributes(made.language))


def _label(row: str) -> str:
    """`brief 4` of the row `brief-3`."""
    name, _, number = row.rpartition("-")
    return f"{name.replace('-', ' ')} {int(number) + 1}" if name and number.isdigit() else row.replace("-", " ")
