"""From articles to layers: every article is parsed and searched by itself, then actors and stories are joined across all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from threading import Lock
from typing import Any

import pandas as pd

from broadsheet import schemas
from broadsheet.annotating.actors import ResolvedActors, resolve_actors
from broadsheet.annotating.languages import Language, in_annotated_language, language_of
from broadsheet.annotating.layers import Layers
from broadsheet.annotating.parser.parsed import ParsedArticle
from broadsheet.annotating.parser.pipeline import Model, parse_articles
from broadsheet.annotating.parser.threads import overlapped, single_threaded_products
from broadsheet.annotating.sentiment.model import SentimentModel
from broadsheet.annotating.stories import join_stories, storylines_of
from broadsheet.errors import SchemaError

CHUNK = 32
"""Articles that are parsed, and whose sentiment is judged, together: enough to batch sentences by length."""

_PARSING = Lock()
"""spaCy's pipeline parses for one thread at a time; what follows goes on beside it."""

LOCAL = ("sentences", "mentions", "roles", "quotes", "dates", "events", "event_actors", "stances", "positions", "storylines")
"""The layers found article by article; a storyline is found when they are joined, and until then is the article's own."""

ACTOR_COLUMNS = {
    "mentions": ("actor_id",), "roles": ("actor_id", "affiliation_id"), "quotes": ("actor_id",), "events": ("source_actor_id",),
    "event_actors": ("actor_id",), "stances": ("actor_id", "holder_id"), "positions": ("holder_id", "target_id"),
}
"""Where actors' ids stand, local keys before `resolve_actors` and archive-wide ids after it."""

Tables = dict[str, pd.DataFrame]


def annotate(
    articles: pd.DataFrame, *, model: Model = None, sentiment: str | SentimentModel | None = "default",
    known: ResolvedActors | None = None, progress: Callable[[int], None] | None = None,
) -> Layers:
    """All layers of the articles.

    Parameters
    ----------
    articles
        Rows with `article_id` and `text`, which is taken as it is; other columns of `articles` are used where present, and columns of
        your own are kept on the articles of the layers.
        Rows marked as a copy (`copy_of`) and rows in a language that is not annotated are kept as they are; English is annotated, and
        French where its extra is installed. With the extra `languages`, articles in its fifteen languages have storylines nevertheless.
    model
        A spaCy package name or folder, or a pipeline that is loaded; None is the model that ships. It has to find names (`doc.ents`),
        parts of speech and the structure of sentences.
    sentiment
        The sentiment model, as in `stance`: a name, or a function from (texts, starts, ends) to an array (n, 3), which may be called
        on two threads at once. None leaves `stances` empty.
    known
        Actors resolved before, whose ids stay.
    progress
        Called with the number of articles just finished.

    Returns
    -------
    Layers
        One frame per table of `broadsheet.schemas`.

    Raises
    ------
    SchemaError
        `articles` lacks `article_id` or `text`, an id stands twice, or a `published_at` is no moment.
    RequestError
        The model cannot be loaded, or lacks what annotation needs.

    Examples
    --------
    >>> import broadsheet as bs
    >>> text = 'Ada Moss, the mayor of Eastmere, said: "The quay is safe." She will meet Bo Finch on 20 May 2025.'
    >>> layers = bs.annotate(pd.DataFrame({"article_id": ["a"], "text": [text]}))
    >>> layers.quotes["text"].tolist(), layers.dates["value"].tolist()
    (['The quay is safe.'], ['2025-05-20'])
    """
    _check(articles)
    articles = _with_moments(articles)
    wanted = articles[annotatable(articles)]
    tables = local_layers(wanted, model=model, sentiment=sentiment, progress=progress)
    return _with_own_columns(join_layers(articles, tables, known=known), articles)


def _with_own_columns(layers: Layers, articles: pd.DataFrame) -> Layers:
    """The layers whose articles keep the columns that are not of the contract, behind those that are."""
    own = [column for column in articles.columns if column not in schemas.TABLES["articles"].columns]
    if not own:
        return layers
    return replace(layers, articles=layers.articles.merge(articles[["article_id", *own]], on="article_id", validate="one_to_one"))


def local_layers(
    articles: pd.DataFrame, *, model: Model = None, sentiment: str | SentimentModel | None = "default",
    progress: Callable[[int], None] | None = None,
) -> Tables:
    """The layers found article by article; actors' ids are local keys, `<article_id>#<chain>`."""
    def tables(piece: tuple[Language, pd.DataFrame]) -> tuple[int, Tables]:
        language, chunk = piece
        with _PARSING:
            parsed = tuple(parse_articles(chunk, model=model, language=language))
        return len(chunk), _chunk_tables(parsed, language, sentiment)

    made = []
    with single_threaded_products():
        for count, chunk in overlapped(tables, _chunks(articles)):
            made.append(chunk)
            if progress is not None:
                progress(count)
    return concat_tables(made)


def _chunks(articles: pd.DataFrame) -> Iterator[tuple[Language, pd.DataFrame]]:
    """The articles in chunks of one language each, in the order in which languages first come."""
    codes = articles["language"] if "language" in articles.columns else [None] * len(articles)
    # A list of one code would be taken for a list of one key, and the group be named by a tuple.
    by_article = pd.Series([language_of(code).code for code in codes], index=articles.index, dtype="str")
    for code, own in articles.groupby(by_article, sort=False):
        yield from ((language_of(code), own.iloc[at:at + CHUNK]) for at in range(0, len(own), CHUNK))


def concat_tables(chunks: Iterable[Tables]) -> Tables:
    """The tables of several chunks of articles as one."""
    chunks = list(chunks)
    if len(chunks) == 1:
        return chunks[0]
    return {
        name: schemas.frame(name, pd.concat([c[name] for c in chunks], ignore_index=True)) if chunks else schemas.frame(name)
        for name in LOCAL
    }


def join_layers(articles: pd.DataFrame, tables: Tables, *, known: ResolvedActors | None = None) -> Layers:
    """Layers with archive-wide actors and stories, from tables with local keys."""
    resolved = resolve_actors(tables["mentions"], tables["roles"], known=known, languages=languages_of(articles))
    mapped = {name: _with_ids(name, table, resolved.ids) for name, table in tables.items()}
    mapped["events"] = mapped["events"].assign(story_id=join_stories(mapped["events"], mapped["event_actors"], articles))
    mapped["storylines"] = storylines_of(articles, articles["article_id"].isin(mapped["storylines"]["article_id"]))
    typed = {name: schemas.frame(name, table) for name, table in mapped.items()}
    return Layers(articles=schemas.frame("articles", articles), actors=resolved.actors, aliases=resolved.aliases, **typed)


def languages_of(articles: pd.DataFrame) -> dict[str, object]:
    """The code of each article's language, as far as it is known."""
    if "language" not in articles.columns:
        return {}
    return dict(zip(articles["article_id"].tolist(), articles["language"].tolist(), strict=True))


def _check(articles: pd.DataFrame) -> None:
    for column in ("article_id", "text"):
        if column not in articles.columns:
            raise SchemaError(f"articles: no column {column!r}; annotate needs article_id and text")
    twice = articles["article_id"][articles["article_id"].duplicated()]
    if len(twice):
        raise SchemaError(f"articles: article_id {twice.iloc[0]!r} stands twice")


def _with_moments(articles: pd.DataFrame) -> pd.DataFrame:
    """The articles with `published_at` as moments, where it is told in words ("2025-10-22")."""
    if "published_at" not in articles.columns or isinstance(articles["published_at"].dtype, pd.DatetimeTZDtype):
        return articles
    try:
        return articles.assign(published_at=pd.to_datetime(articles["published_at"], utc=True))
    except (ValueError, TypeError) as error:
        said = str(error).splitlines()[0]
        raise SchemaError(f"articles: published_at is no moment: {said}; write it like 2025-10-22 or 2025-10-22T08:00:00Z") from error


def annotatable(articles: pd.DataFrame) -> pd.Series:
    """Whether each article is annotated: not a copy of another, and in a language that is annotated or in none that was told."""
    keep = pd.Series(True, index=articles.index)
    if "text" in articles.columns:
        keep &= articles["text"].notna()
    if "copy_of" in articles.columns:
        keep &= articles["copy_of"].isna()
    if "language" in articles.columns:
        keep &= in_annotated_language(articles["language"])
    return keep


def _chunk_tables(chunk: tuple[ParsedArticle, ...], language: Language, sentiment: str | SentimentModel | None) -> Tables:
    rows: dict[str, list[tuple[Any, ...]]] = {name: [] for name in LOCAL}
    for article in chunk:
        _article_rows(article, language, rows)
    tables = {name: schemas.frame(name, rows[name]) for name in LOCAL}
    if sentiment is not None:
        from broadsheet.annotating.sentiment.stances import find_stances

        tables["stances"] = find_stances(chunk, tables["mentions"], tables["quotes"], model=sentiment, language=language)
    return tables


def _article_rows(article: ParsedArticle, language: Language, rows: dict[str, list[tuple[Any, ...]]]) -> None:
    """The rows of one article, appended to those of its chunk."""
    key = article.article_id

    def actor(chain: int | None) -> str | None:
        return None if chain is None else f"{key}#{chain}"

    mentions = language.find_mentions(article)
    quotes = language.find_quotes(article, mentions)
    dates = language.find_dates(article)
    rows["storylines"].append((key, key))
    rows["sentences"] += [(key, s.sentence_no, s.start, s.end, s.paragraph_no) for s in article.sentences]
    rows["mentions"] += [(key, *m[:-1], actor(m.chain)) for m in mentions]
    rows["quotes"] += [(key, *q[:-3], actor(q.chain), q.anonymous) for q in quotes if q.said]
    rows["roles"] += [
        (actor(r.chain), key, r.start, r.end, r.role, actor(r.affiliation), r.country, article.published_at)
        for r in language.find_roles(article, mentions)
    ]
    rows["dates"] += [(key, *d) for d in dates]
    rows["positions"] += [
        (key, p.start, p.end, actor(p.holder), p.named, p.side, p.voice, p.cue, p.target_start, p.target_end, actor(p.target), p.about)
        for p in language.find_positions(article, mentions, quotes)
    ]
    for e in language.find_events(article, mentions, quotes, dates):
        event_id = f"{key}:{e.start}"
        rows["events"].append((
            event_id, key, e.sentence_no, e.start, e.end, e.status, e.polarity, actor(e.source), e.date_start, e.earliest, e.latest,
            e.precision, e.place, None, e.text, e.background, e.hedge,
        ))
        rows["event_actors"] += [(event_id, actor(chain), part) for chain, part in e.participants]


def _with_ids(name: str, table: pd.DataFrame, ids: dict[str, str]) -> pd.DataFrame:
    return table.assign(**{column: table[column].map(ids).astype("str") for column in ACTOR_COLUMNS.get(name, ())})
