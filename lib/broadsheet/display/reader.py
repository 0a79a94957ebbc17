"""A whole article with its marks: who is named, what is quoted, which days, events, positions and tones were found, and who cites it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Any, Final

import pandas as pd

from broadsheet.analysis import UNKNOWN, of_articles, quantity, said_day
from broadsheet.annotating import Layers, annotated_language
from broadsheet.display.marks import KINDS, Mark, marks_of, rows_of
from broadsheet.errors import RequestError
from broadsheet.languages import lang_attributes, language_name
from broadsheet.safe_text import escape, plain, safe_link, shorten

MOST_CITED: Final = 8
"""Rows named for a passage; how many more there are is said."""

_WORDS_SHOWN: Final = 80

_TOLD: Final = ("article_id", "source", "published_at", "title", "language", "copy_of", "supersedes")
_NO_TEXT: Final = '<p class="more">No text is on record.</p>'
_NOT_PUBLISHED: Final = '<p class="more">The outlet’s text is not published here: these are the sentences that the report cites.</p>'
GAP: Final = '<p class="gap">…</p>'


@dataclass(frozen=True)
class Cited:
    """A passage that a row of an answer rests on: `text[start:end]`, where the row is (`href`), and what it is called."""

    start: int
    end: int
    href: str
    label: str


@dataclass(frozen=True)
class Reading:
    """An article to be read with its marks: shows itself in a notebook; `html` is the page's part, `str()` the plain text.

    Parameters
    ----------
    article_id
        Which article it is.
    title
        The article's, or outlet and day where it has none.
    html
        Head, switches and marked text, escaped.
    text
        The text as it is.
    language
        Its code, as in `articles`.
    """

    article_id: str
    title: str
    html: str
    text: str
    language: str | None = None

    def _repr_html_(self) -> str:
        return f"<style>{READING_STYLE}</style>{self.html}"

    def __str__(self) -> str:
        return plain(self.text)

    __repr__ = __str__


def read(article_id: str, layers: Layers) -> Reading:
    """The whole text of an article, with everything that was found in it marked, and its copies and revisions.

    Parameters
    ----------
    article_id
        As in `layers.articles`.
    layers
        What `annotate` or an archive gives.

    Returns
    -------
    Reading
        Shows itself in a notebook, with a switch for each kind of mark; what a mark means is said when the pointer rests on it.

    Raises
    ------
    RequestError
        There is no such article among the layers.

    Examples
    --------
    >>> import broadsheet as bs
    >>> layers = bs.annotate(pd.DataFrame({"article_id": ["a"], "text": ["Ada Moss opened the quay in Eastmere on 5 May 2025."]}))
    >>> "date: 5 May 2025" in read("a", layers).html
    True
    """
    if article_id not in set(layers.articles["article_id"]):
        raise RequestError(f"no article {article_id!r} among these layers; layers.articles lists them")
    return Readings(of_articles(layers, [article_id]), others=layers.articles).of(article_id)


class Readings:
    """The readings of many articles: what they are made from is looked up once for all of them.

    Parameters
    ----------
    layers
        Those of the articles that are to be read.
    others
        Rows of `articles`, among which copies and revisions are looked for.
    links
        Ids of articles that have a page of their own beside this one.
    """

    def __init__(self, layers: Layers, *, others: pd.DataFrame, links: frozenset[str] = frozenset()) -> None:
        self._articles = {row["article_id"]: row for row in rows_of(layers.articles)}
        self._marks = marks_of(layers)
        self._sentences: dict[str, list[tuple[int, int]]] = {}
        for row in rows_of(layers.sentences[["article_id", "start", "end"]]):
            self._sentences.setdefault(row["article_id"], []).append((row["start"], row["end"]))
        self._others = {row["article_id"]: row for row in rows_of(others[list(_TOLD)])}
        self._copies, self._later = _followers(self._others, "copy_of"), _followers(self._others, "supersedes")
        self._links = links

    def of(self, article_id: str, *, cited: Sequence[Cited] = (), whole: bool = True, titled: bool = True) -> Reading:
        """The reading of one article.

        Parameters
        ----------
        article_id
            One of those in the layers.
        cited
            Passages that rows of a report rest on; each gets a place to lead to, and leads back to the rows.
        whole
            False where the text may not be shown: then only the sentences that are cited stay.
        titled
            Whether the title stands above it; a page has it already.
        """
        article, marks = self._articles[article_id], self._marks.get(article_id, [])
        text = article["text"] or ""
        spans = list(_lines(text)) if whole else _cut_to(text, self._sentences.get(article_id, []), cited)
        body = "".join(GAP if span is None else _paragraph(text, *span, marks, cited) for span in spans)
        parts = (
            _head(article, titled), self._relatives(article), _switches(marks, cited), "" if whole else _NOT_PUBLISHED,
            f'<div class="text"{lang_attributes(article["language"])}>{body or _NO_TEXT}</div>',
        )
        place = (article["source"] or UNKNOWN, said_day(article["published_at"]))
        title = plain(article["title"]) or ", ".join(part for part in place if part)
        return Reading(article_id, title, f'<div class="reading">{"".join(parts)}</div>', text, article["language"])

    def _relatives(self, article: dict[str, Any]) -> str:
        """The article that it copies or replaces, its copies, and what replaced it."""
        key = article["article_id"]
        groups = (
            ("A copy of", [article["copy_of"]]), ("Copies", self._copies.get(key, [])),
            ("Replaces the earlier version", [article["supersedes"]]), ("Replaced by the later version", self._later.get(key, [])),
        )
        lines = []
        for said, keys in groups:
            named = [_named(self._others[one], self._links) for one in keys if one in self._others]
            lines += [f'<p class="where relatives">{said}: {"; ".join(named)}</p>'] if named else []
        return "".join(lines)


def _followers(articles: dict[str, dict[str, Any]], column: str) -> dict[str, list[str]]:
    """The articles that name another one in this column, by that one."""
    found: dict[str, list[str]] = {}
    for key, row in articles.items():
        if row[column] is not None:
            found.setdefault(row[column], []).append(key)
    return found


def _head(article: dict[str, Any], titled: bool) -> str:
    """Title, outlet, day, byline, and the way to the original."""
    outlet = escape(article["source"] or UNKNOWN)
    if lang_attributes(article["language"]):
        outlet = f'<span dir="auto">{outlet}</span>'
    facts = [outlet, escape(said_day(article["published_at"])) or "undated", escape(article["byline"])]
    facts.insert(2, _language(article["language"]))
    link = safe_link(article["url"])
    facts += [f'<a href="{escape(link)}" rel="noopener noreferrer">original</a>'] if link else []
    title = f"<h2{lang_attributes(article['language'])}>{escape(article['title'])}</h2>" if titled and article["title"] else ""
    return f'{title}<p class="where">{" · ".join(fact for fact in facts if fact)}</p>'


def _language(code: object) -> str:
    """The language of an article in another one than the page, and that nothing is marked where it is not annotated."""
    if not lang_attributes(code):
        return ""
    return f"in {escape(language_name(code))}{'' if annotated_language(code) else ', not annotated'}"


def _named(row: dict[str, Any], links: frozenset[str]) -> str:
    """`The Courier, 9 Oct 2025, Title`, as a link where the article has a page."""
    parts = (plain(row["source"]) or UNKNOWN, said_day(row["published_at"]), plain(row["title"]))
    said = escape(", ".join(part for part in parts if part))
    said = f"<span{lang_attributes(row['language'])}>{said}</span>" if lang_attributes(row["language"]) else said
    return f'<a href="{escape(row["article_id"])}.html">{said}</a>' if row["article_id"] in links else said


def _switches(marks: Sequence[Mark], cited: Sequence[Cited]) -> str:
    """A switch for each kind of mark that the text has, with how many there are, and for the passages that are cited."""
    counts = {kind: sum(mark.kind == kind for mark in marks) for kind in KINDS} | {"cited": len({(one.start, one.end) for one in cited})}
    names = {**KINDS, "cited": "passages cited"}
    made = [
        f'<label class="k-{kind}"><input type="checkbox" class="show-{kind}"{"" if kind in _QUIET else " checked"}>'
        f" {names[kind]} ({n:,})</label>"
        for kind, n in counts.items() if n
    ]
    return f'<div class="switches" role="group" aria-label="Marks shown in the text">{"".join(made)}</div>' if made else ""


def _cut_to(text: str, sentences: Sequence[tuple[int, int]], cited: Sequence[Cited]) -> list[tuple[int, int] | None]:
    """The sentences that are cited, or the passages themselves where no sentence is known; None stands for what is left out between."""
    spans = sentences or [(one.start, one.end) for one in cited]
    wanted = sorted({(start, end) for start, end in spans if any(one.start < end and one.end > start for one in cited)})
    made: list[tuple[int, int] | None] = []
    last = 0
    for start, end in wanted:
        made += [None] if text[last:start].strip() else []
        made.append((start, end))
        last = max(last, end)
    return made + ([None] if wanted and text[last:].strip() else [])


def _lines(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of every line that has something on it."""
    start = 0
    for line in text.split("\n"):
        if line.strip():
            yield start, start + len(line)
        start += len(line) + 1


def _paragraph(text: str, first: int, last: int, marks: Sequence[Mark], cited: Sequence[Cited]) -> str:
    """A paragraph cut wherever a mark or a cited passage begins or ends, and below it the rows that rest on it."""
    own = [mark for mark in marks if mark.start < last and mark.end > first]
    passages = [one for one in cited if one.start < last and one.end > first]
    marked: list[Mark | Cited] = [*own, *passages]
    cuts = sorted({first, last} | {at for one in marked for at in (one.start, one.end) if first < at < last})
    places = {one.start for one in passages}
    pieces = []
    for start, end in pairwise(cuts):
        over = [mark for mark in own if mark.start <= start and mark.end >= end]
        held = any(one.start <= start and one.end >= end for one in passages)
        pieces.append(_piece(text[start:end], over, held, f' id="c{start}"' if start in places else ""))
    return f"<p>{''.join(pieces)}</p>{_rows_of(text, passages)}"


def _piece(words: str, over: Sequence[Mark], held: bool, place: str) -> str:
    """Words between two borders with the marks over them; `place` is the id of a passage that begins here."""
    if not over and not held and not place:
        return escape(words)
    names = [f"k-{mark.kind}" for mark in over] + [f"t-{mark.tone}" for mark in over if mark.tone] + ["k-cited"] * held
    note = "; ".join(dict.fromkeys(mark.note for mark in over))
    title = f' title="{_escaped(note)}"' if note else ""
    return f'<span{place} class="{" ".join(dict.fromkeys(names))}"{title}>{escape(words)}</span>'


@lru_cache(maxsize=4096)
def _escaped(note: str) -> str:
    """As `escape`; the same is said of many marks."""
    return escape(note)


def _rows_of(text: str, cited: Sequence[Cited]) -> str:
    """The rows that rest on passages of a paragraph, folded: each passage once, with the rows that it proves."""
    by_passage: dict[tuple[int, int], dict[str, Cited]] = {}
    for one in sorted(cited, key=lambda one: (one.start, one.end)):
        by_passage.setdefault((one.start, one.end), {})[one.href] = one
    rows = {href for group in by_passage.values() for href in group}
    if not rows:
        return ""
    items = []
    for (start, end), group in by_passage.items():
        unique = list(group.values())
        named = [f'<a href="{escape(one.href)}">{escape(one.label)}</a>' for one in unique[:MOST_CITED]]
        named += [f"{len(unique) - MOST_CITED:,} more"] if len(unique) > MOST_CITED else []
        words = " ".join(text[start:end].split())
        items.append(f"<li>“{escape(shorten(words, _WORDS_SHOWN))}”: {', '.join(named)}</li>")
    said = f"{quantity(len(rows), 'row')} of the report rest{'s' * (len(rows) == 1)} here"
    return f'<details class="rows"><summary>{said}</summary><ul>{"".join(items)}</ul></details>'


_QUIET: Final = frozenset({"date", "event", "position", "tone", "cited"})
"""Kinds that are switched off until they are asked for: all six at once make a text hard to read."""

_SHOWN: Final = {
    "actor": "font-weight:600", "quote": "background:var(--wash,#eef2f7)", "date": "border-bottom:2px dotted var(--accent,#1f5f99)",
    "event": "border-bottom:2px solid var(--second,#c2571a)", "position": "outline:1px solid var(--fourth,#7a4d9a);outline-offset:1px",
    "tone": "text-decoration:underline wavy 1px",
    "cited": "box-shadow:inset 0 -.5em 0 color-mix(in srgb,var(--mark,#ffe08a) 55%,transparent)",
}

READING_STYLE: Final = (
    ".reading{max-width:46rem}.reading .switches{display:flex;flex-wrap:wrap;gap:.3rem 1.1rem;margin:.7rem 0;font-size:.86rem}"
    ".reading .text p{line-height:1.6;margin:.7rem 0}.reading .text p:has(+.rows){margin-bottom:0}"
    ".reading .rows{font-size:.8rem}.reading .rows ul{margin:.2rem 0;padding-left:1.1rem}.reading .gap{opacity:.6}"
    ".reading span:target{background:var(--mark,#ffe08a);color:var(--on-mark,#1b1f24);scroll-margin-top:30vh}"
    + "".join(
        f".reading:not(:has(input.show-{kind}:not(:checked))) .text .k-{kind},.reading .switches label.k-{kind}{{{style}}}"
        for kind, style in _SHOWN.items()
    )
    + ".reading:not(:has(input.show-tone:not(:checked))) .text .t-negative{text-decoration-color:var(--negative,#b3382c)}"
    ".reading:not(:has(input.show-tone:not(:checked))) .text .t-positive{text-decoration-color:var(--positive,#1a7a5e)}"
)
"""The look of a reading: in a notebook beside it, in a report on its page. Its colours are those of the report, where there are any."""
