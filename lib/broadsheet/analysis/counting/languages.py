"""Articles by language: how many there are, and how it is said that some are not annotated or join no storyline."""

from __future__ import annotations

import pandas as pd

from broadsheet.analysis.counting.articles import UNKNOWN, foreign
from broadsheet.analysis.counting.wording import quantity
from broadsheet.annotating import INSTALL, encodable, encoder_installed, in_language
from broadsheet.languages import PAGE as FIRST
from broadsheet.languages import language_name
from broadsheet.safe_text import plain


def counted_languages(articles: pd.DataFrame) -> str:
    """How many articles are in each language, most first: "English 4, French 2".

    Parameters
    ----------
    articles
        Rows of the table `articles`.

    Returns
    -------
    str
        The languages by name with their numbers; an article that names none is taken for English.
    """
    return ", ".join(f"{name} {number:,}" for name, number in _numbers(articles).items())


def first_to_tell(articles: pd.DataFrame) -> str:
    """Who told a story first, and in which language: "La Vigie, French".

    Parameters
    ----------
    articles
        Rows of the table `articles`, all of one story.

    Returns
    -------
    str
        Outlet and language; where several outlets have it on the first day, and the hour of one of them is not known, that it is several,
        and their languages.
    """
    ordered = articles.sort_values(["published_at", "article_id"], na_position="last", kind="stable")
    first = ordered.iloc[0]
    days = ordered["published_at"].dt.floor("D")
    same = ordered[(days == days.iloc[0]) | days.isna() & pd.isna(days.iloc[0])]
    if same["source"].nunique() > 1 and not same["published_precision"].isin(["minute", "second"]).all():
        return f"several on the same day, {' and '.join(sorted(_numbers(same)))}"
    return f"{plain(first['source']) or UNKNOWN}, {language_name(first['language']) or language_name(FIRST)}"


def unannotated(articles: pd.DataFrame) -> list[str]:
    """What is said of articles that are kept and not annotated: "3 in German, kept unannotated", one entry a language.

    Parameters
    ----------
    articles
        Rows of the table `articles`.

    Returns
    -------
    list of str
        The most frequent language first; empty where all are annotated.
    """
    return [f"{number:,} in {name}, kept unannotated" for name, number in _numbers(articles[foreign(articles)]).items()]


def joins_no_storyline(articles: pd.DataFrame) -> str:
    """What to install where articles in other languages could join storylines and cannot; nothing where they do.

    Parameters
    ----------
    articles
        Rows of the table `articles`.

    Returns
    -------
    str
        A sentence without its full stop.
    """
    could = encodable(articles["language"]) & ~in_language(articles["language"])
    if encoder_installed() or not could.any():
        return ""
    return f"{quantity(int(could.sum()), 'article')} in other languages would join the storylines with the extra `languages`: {INSTALL}"


def _numbers(articles: pd.DataFrame) -> dict[str, int]:
    names = articles["language"].fillna(FIRST).map(language_name)
    counts = names.value_counts().rename_axis("name").reset_index(name="n").sort_values(["n", "name"], ascending=[False, True])
    return dict(zip(counts["name"], counts["n"].tolist(), strict=True))
