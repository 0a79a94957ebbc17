"""Evidence: the sentences behind any rows, highlighted, with outlet, day and link."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import pandas as pd

from broadsheet import schemas
from broadsheet.analysis import said_day
from broadsheet.annotating import Layers
from broadsheet.display.passages import passages
from broadsheet.errors import RequestError
from broadsheet.languages import lang_attributes, language_name
from broadsheet.safe_text import escape, is_null, plain, safe_link

READ: Final = "read"
"""What the link from a passage to its article begins with: `#read.ARTICLE.START.END`, or `#read.ARTICLE` for a whole one."""

_PLAIN_ID = re.compile(r"[A-Za-z0-9_-]{1,80}")
_READ_LINK = re.compile(r' <a class="read" [^>]*>read on</a>')

MOST = 50
"""Sentences shown at once; `Evidence.frame` holds all of them."""


@dataclass(frozen=True)
class Evidence:
    """Highlighted sentences: shows itself in a notebook; `frame` has the pieces, `html` the text.

    Parameters
    ----------
    frame
        One row per highlighted sentence.
    html
        The sentences, escaped.
    """

    frame: pd.DataFrame
    html: str

    def _repr_html_(self) -> str:
        return f'<div class="bs-evidence">{_STYLE}{self.html}</div>'

    def __str__(self) -> str:
        return "\n".join(_as_text(row) for row in schemas.records(self.frame))

    __repr__ = __str__

    def __len__(self) -> int:
        return len(self.frame)


def evidence(
    rows: pd.DataFrame, among: Layers | pd.DataFrame | None = None, *, most: int = MOST,
) -> Evidence:
    """The sentences that the rows of any table or answer rest on, highlighted, with outlet, day and link.

    Parameters
    ----------
    rows
        A frame with `article_id` and, where known, `start` and `end`: any layer, any answer that names its passages.
    among
        The layers that the rows are from, or a frame of articles with their texts. None is enough for rows taken straight from layers,
        an archive or an answer: they know where their texts are, also when filtered, sorted or given further columns.
    most
        Sentences shown; the rest stays in the frame.

    Returns
    -------
    Evidence
        Shows itself in a notebook; `frame` has one row per sentence and prints as text.

    Raises
    ------
    RequestError
        `rows` has no `article_id`, or `among` is None and the rows do not say where their texts are.

    Examples
    --------
    >>> articles = pd.DataFrame({"article_id": ["a"], "text": ["It rained. Ada Moss spoke."], "source": ["The Courier"]})
    >>> print(evidence(pd.DataFrame({"article_id": ["a"], "start": [11], "end": [19]}), articles))
    The Courier: [Ada Moss] spoke.
    """
    if "article_id" not in rows.columns:
        raise RequestError(f"evidence needs rows with article_id, start and end; these have {', '.join(map(str, rows.columns))}")
    spans = rows.reindex(columns=["article_id", "start", "end"])
    articles, sentences = (among.articles, among.sentences) if isinstance(among, Layers) else (among, None)
    found = passages(spans, articles, sentences=sentences)
    return Evidence(found, evidence_list(found, most=most))


def evidence_list(found: pd.DataFrame, *, most: int = MOST, more: str = "in the table beside") -> str:
    """An HTML list of passages; how many are left out stands below it."""
    left = len(found) - most
    rest = f'<p class="more">and {left:,} more {escape(more)}</p>' if left > 0 else ""
    return listed_passages(schemas.records(found.head(most))) + rest


def listed_passages(found: Sequence[Mapping[str, Any]]) -> str:
    """An HTML list of passages, given as rows."""
    items = "".join(f"<li>{_item(row)}</li>" for row in found)
    return f'<ul class="passages">{items}</ul>' if items else '<p class="more">No sentence is on record.</p>'


def _item(row: Mapping[str, Any]) -> str:
    if is_null(row["marked"]):
        return f'<span class="where">article {escape(row["article_id"])}, whose text is not at hand</span>'
    mark = f"<mark>{escape(row['marked'])}</mark>" if row["marked"] else ""
    text = f"{escape(row['before'])}{mark}{escape(row['after'])}"
    said = f'<q class="s"{lang_attributes(row.get("language"))}>{text}</q> ' if text else ""
    return f'{said}<span class="where">{_where(row)}</span>{_to_read(row)}'


def _to_read(row: Mapping[str, Any]) -> str:
    """The way to the whole article, which a report turns into a link to its page; there is one where the passage knows its offsets.

    It names the article and the offsets, and leads nowhere by itself: `without_reading` takes it out for a notebook.
    """
    if "start" not in row or not _PLAIN_ID.fullmatch(str(row["article_id"])):
        return ""
    place = "" if is_null(row["start"]) or is_null(row["end"]) else f".{int(row['start'])}.{int(row['end'])}"
    return f' <a class="read" href="#{READ}.{row["article_id"]}{place}">read on</a>'


def without_reading(shown: str) -> str:
    """HTML of passages without the ways to whole articles, for whoever has no pages of articles."""
    return _READ_LINK.sub("", shown)


def _where(row: Mapping[str, Any]) -> str:
    outlet = escape(row["source"]) or "unknown outlet"
    day = escape(said_day(row["published"])) or "undated"
    link = safe_link(row["url"])
    tongue = lang_attributes(row.get("language"))
    outlet = f'<span dir="auto">{outlet}</span>' if tongue else outlet
    title = f' <span class="title"{tongue}>{escape(_short(row["title"]))}</span>' if plain(row["title"]) else ""
    shown = f"{outlet}, {day}{', in ' + escape(language_name(row['language'])) if tongue else ''}{title}"
    return f'<a href="{escape(link)}" rel="noopener noreferrer">{shown}</a>' if link else shown


def _short(title: Any) -> str:
    text = plain(title)
    return text if len(text) <= 90 else text[:89] + "…"


def _as_text(row: dict[str, Any]) -> str:
    if row["marked"] is None or pd.isna(row["marked"]):
        return f"article {plain(row['article_id'])}: text not at hand"
    marked = f"[{plain(row['marked'])}]" if row["marked"] else ""
    tongue = f"in {language_name(row['language'])}" if lang_attributes(row.get("language")) else ""
    where = ", ".join(part for part in (plain(row["source"]), plain(row["published"]), tongue) if part) or "unknown outlet"
    return f"{where}: {plain(row['before'])}{marked}{plain(row['after'])}"


_STYLE = (
    "<style>.bs-evidence ul{list-style:none;padding:0;margin:.3em 0}.bs-evidence li{margin:.35em 0;line-height:1.4}"
    ".bs-evidence q{quotes:none}.bs-evidence mark{background:#ffe08a;color:#111;padding:0 .1em}"
    ".bs-evidence .where{opacity:.75;font-size:.88em}</style>"
)
