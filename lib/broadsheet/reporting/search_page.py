"""A page of a report with a field that searches the articles it cites; it works from a file, and is a list where scripts do not run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import pandas as pd

from broadsheet import schemas
from broadsheet.analysis import said_day
from broadsheet.annotating import Layers
from broadsheet.display import Cited
from broadsheet.languages import lang_attributes, language_name
from broadsheet.reporting.rendering import Heading, words_page
from broadsheet.safe_text import escape, plain

NAME: Final = "search.html"

_HINT: Final = "Words that must all occur; “a phrase” in quotation marks; deport* for all words that begin so; -word for those without it."


def search_page(heading: Heading, layers: Layers, cited: Mapping[str, Sequence[Cited]], known: frozenset[str], *, whole: bool) -> str:
    """The page: a field, and below it every cited article with its text, the newest first.

    Parameters
    ----------
    heading
        What stands on every page.
    layers
        Those that the notebooks saw.
    cited
        The cited passages by article.
    known
        The articles that have a page.
    whole
        Whether the whole text is searched; else only the sentences that are cited.
    """
    articles = layers.articles[layers.articles["article_id"].isin(known)]
    ordered = articles.sort_values(["published_at", "article_id"], ascending=[False, True], na_position="last", kind="stable")
    sentences = {} if whole else _cited_sentences(layers, cited, known)
    items = [_item(row, row["text"] if whole else sentences.get(row["article_id"], "")) for row in schemas.records(ordered)]
    field = (
        '<p class="search"><label for="find">Words to find</label> <input type="search" id="find" class="find" autocomplete="off"></p>'
        f'<p class="more">{escape(_HINT)}</p><p class="more" id="found" role="status">{len(items):,} articles are cited.</p>'
    )
    return words_page(heading, "Search the cited articles", f'{field}<ol class="articles">{"".join(items)}</ol>')


def _item(row: dict[str, Any], text: object) -> str:
    outlet, day = escape(row["source"]) or "unknown outlet", escape(said_day(row["published_at"])) or "undated"
    tongue = lang_attributes(row["language"])
    titled = bool(plain(row["title"]))
    title, of_title = (escape(row["title"]), tongue) if titled else ("Without a title", "")
    day += f", in {escape(language_name(row['language']))}" if tongue else ""
    hidden = f'<p class="text"{tongue} hidden>{escape(" ".join(str(text).split()))}</p>' if isinstance(text, str) and text else ""
    link = f"articles/{escape(row['article_id'])}.html"
    return f'<li><a href="{link}"{of_title}>{title}</a> <span class="where">{outlet}, {day}</span>{hidden}</li>'


def _cited_sentences(layers: Layers, cited: Mapping[str, Sequence[Cited]], known: frozenset[str]) -> dict[str, str]:
    """The sentences of each article in which a cited passage lies, in order."""
    sentences = layers.sentences[layers.sentences["article_id"].isin(known)]
    texts = dict(zip(layers.articles["article_id"], layers.articles["text"], strict=True))
    made: dict[str, list[str]] = {}
    for article_id, start, end in zip(sentences["article_id"], sentences["start"], sentences["end"], strict=True):
        text = texts.get(article_id)
        if isinstance(text, str) and not pd.isna(start) and any(one.start < end and start < one.end for one in cited.get(article_id, ())):
            made.setdefault(article_id, []).append(text[start:end])
    return {key: " ".join(parts) for key, parts in made.items()}
