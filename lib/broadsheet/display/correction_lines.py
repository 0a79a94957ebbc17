"""Lines for `corrections.toml`, ready to be copied: they name the row as it stands, and what may be said of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from broadsheet.annotating import Layers
from broadsheet.safe_text import is_null, toml_text

_OPENING = 40
"""Characters that name a quotation by how it begins."""


def correction_lines(row: Mapping[Any, Any] | pd.Series, layers: Layers) -> str:
    """Entries for the archive's `corrections.toml` on the quotation, the actor and the article of a row.

    As copied, an entry says what is so already; change a value, or take one of the lines behind `#` instead.

    Parameters
    ----------
    row
        A row of any answer (`answer.frame.iloc[3]`) or layer: with `actor_id` for an actor, with the offsets of a quotation, with
        `article_id` for an article.
    layers
        The layers that it is from (`answer.layers`).

    Returns
    -------
    str
        TOML; empty for a row that names nothing that can be corrected.

    Examples
    --------
    >>> import broadsheet as bs
    >>> layers = bs.annotate(pd.DataFrame({"article_id": ["3f2a9c01"], "text": ["Ada Moss of Eastmere spoke."]}))
    >>> print(correction_lines(layers.actors.query("name == 'Ada Moss'").iloc[0], layers))
    [[actors]]
    actor = "person:ada-moss"
    name = "Ada Moss"  # or: merge_into = "…" · reject = true · kind = "person" · role = "…"
    """
    parts = [_quotation(row, layers), _actor(row, layers), _article(row, layers)]
    return "\n\n".join(part for part in parts if part)


def _actor(row: Mapping[Any, Any] | pd.Series, layers: Layers) -> str:
    actor_id = row.get("actor_id")
    found = layers.actors[layers.actors["actor_id"] == actor_id] if not is_null(actor_id) else layers.actors.iloc[:0]
    if found.empty:
        return ""
    actor = found.iloc[0]
    others = f'or: merge_into = "…" · reject = true · kind = {toml_text(actor["kind"])} · role = "…"'
    return f"[[actors]]\nactor = {toml_text(actor_id)}\nname = {toml_text(actor['name'])}  # {others}"


def _quotation(row: Mapping[Any, Any] | pd.Series, layers: Layers) -> str:
    if any(is_null(row.get(name)) for name in ("article_id", "start", "end")):
        return ""
    quotes = layers.quotes
    found = quotes[(quotes["article_id"] == row["article_id"]) & (quotes["start"] == row["start"]) & (quotes["end"] == row["end"])]
    if found.empty:
        return ""
    quote = found.iloc[0]
    names = layers.actors.set_index("actor_id")["name"]
    known = quote["actor_id"] in names.index
    speaker = f"speaker = {toml_text(names[quote['actor_id']])}  # or: drop = true" if known else "anonymous = true"
    alternatives = '  # or: speaker = "…" · drop = true' if speaker.startswith("anonymous") else " · anonymous = true"
    opening = " ".join(str(quote["text"]).split())[:_OPENING].rsplit(" ", 1)[0]
    return f"[[quotes]]\narticle_id = {toml_text(row['article_id'][:8])}\ntext = {toml_text(opening)}\n{speaker}{alternatives}"


def _article(row: Mapping[Any, Any] | pd.Series, layers: Layers) -> str:
    found = layers.articles[layers.articles["article_id"] == row.get("article_id")] if not is_null(row.get("article_id")) else None
    if found is None or found.empty:
        return ""
    article = found.iloc[0]
    moment = article["published_at"]
    day = f"published_at = {moment:%Y-%m-%d}" if not pd.isna(moment) else 'unset = ["published_at"]  # or: published_at = 2025-10-08'
    outlet = f"\nsource = {toml_text(article['source'])}" if not is_null(article["source"]) else ""
    others = 'or: copy_of = "…" · copy = false · drop = true'
    return f"[[articles]]\narticle_id = {toml_text(article['article_id'][:8])}\n{day}{outlet}  # {others}"
