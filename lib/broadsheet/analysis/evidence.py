"""From the rows of any answer to the passages in the articles that they rest on."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from broadsheet.annotating import Layers

COLUMNS = ("row", "article_id", "start", "end")
_PEOPLE = ("actor_id", "holder_id", "speaker_id", "target_id", "other_id", "source_id", "source_actor_id", "affiliation_id")


def witnesses(answer: pd.DataFrame, layers: Layers, *, limit: int | None = None) -> pd.DataFrame:
    """The passages behind each row of an answer.

    How a row is traced, the first that applies: all reports of its story (`story_id`), the quotations of its speaker
    (`actor_id` beside `statements`), its own span (`article_id start end`), its event (`event_id`), the stance or mention of
    its actors (`actor_id`; where the row names two, passages that hold both), its article (`article_id`), its outlet
    (`source`) and period (`since`/`until`, `day`, `week`, `month`).

    Parameters
    ----------
    answer
        Any frame that an analysis gives.
    layers
        The layers that the answer was made from.
    limit
        At most so many passages per row, in the order of publication; None keeps all.

    Returns
    -------
    pandas.DataFrame
        One row per passage: `row` (position in `answer`, from 0), `article_id`, `start`, `end`; `start` and `end` are null
        where the whole article is the evidence. Sorted by row and publication.
    """
    found = [_of_row(position, row, layers) for position, row in enumerate(answer.to_dict("records"))]
    frames = [frame.assign(row=position) for position, frame in enumerate(found) if len(frame)]
    if not frames:
        return pd.DataFrame({"row": pd.Series(dtype="int64"), "article_id": pd.Series(dtype="str"),
                             "start": pd.Series(dtype="Int64"), "end": pd.Series(dtype="Int64")})
    joined = pd.concat(frames, ignore_index=True)[list(COLUMNS)].drop_duplicates()
    days = layers.articles.set_index("article_id")["published_at"]
    joined = joined.assign(_at=joined["article_id"].map(days)).sort_values(["row", "_at", "article_id", "start"], kind="stable")
    joined = joined.drop(columns="_at").reset_index(drop=True)
    return joined if limit is None else joined.groupby("row", sort=False).head(limit).reset_index(drop=True)


def _of_row(position: int, row: dict[str, object], layers: Layers) -> pd.DataFrame:
    if _has(row, "story_id"):
        return _pick(layers.events, story_id=row["story_id"])
    if "statements" in row and _has(row, "actor_id") and not _has(row, "holder_id"):
        return _within(_pick(layers.quotes, actor_id=row["actor_id"]), row, layers)
    if _has(row, "article_id") and _has(row, "start") and _has(row, "end"):
        return _spans([(row["article_id"], row["start"], row["end"])])
    if _has(row, "event_id"):
        return _pick(layers.events, event_id=row["event_id"])
    if _has(row, "article_id") and _has(row, "sentence_no"):
        return _pick(layers.sentences, article_id=row["article_id"], sentence_no=row["sentence_no"])
    people = [str(row[name]) for name in _PEOPLE if _has(row, name)]
    if people:
        return _of_people(people, row, layers)
    return _of_articles(row, layers)


def _of_people(people: list[str], row: dict[str, object], layers: Layers) -> pd.DataFrame:
    judged = any(name in row for name in ("stance", "voice", "negative", "positive"))
    table = layers.stances if judged and len(layers.stances) else layers.mentions
    if judged and _has(row, "holder_id") and _has(row, "actor_id"):
        found = _pick(table, actor_id=row["actor_id"], holder_id=row["holder_id"])
    elif len(people) > 1:
        found = _together(people, layers)
    else:
        found = _pick(table, actor_id=people[0])
    if judged and _has(row, "voice") and "voice" in table.columns:
        found = found.merge(table.loc[table["voice"] == row["voice"], ["article_id", "start", "end"]], on=["article_id", "start", "end"])
    return _within(found, row, layers)


def _together(people: Iterable[str], layers: Layers) -> pd.DataFrame:
    """Mentions of the first actor in sentences that hold all the others too."""
    first, *others = people
    placed = _with_sentence(layers.mentions[layers.mentions["actor_id"].isin([first, *others])], layers)
    kept = placed[placed["actor_id"] == first]
    for other in others:
        keys = placed.loc[placed["actor_id"] == other, ["article_id", "sentence_no"]].drop_duplicates()
        kept = kept.merge(keys, on=["article_id", "sentence_no"], validate="many_to_one")
    return kept[["article_id", "start", "end"]]


def _with_sentence(spans: pd.DataFrame, layers: Layers) -> pd.DataFrame:
    """The spans with the number of the sentence that each starts in."""
    sentences = layers.sentences[["article_id", "start", "sentence_no"]].rename(columns={"start": "opens"})
    sentences = sentences.astype({"opens": "int64"}).sort_values("opens")
    ordered = spans.astype({"start": "int64"}).sort_values("start")
    return pd.merge_asof(ordered, sentences, left_on="start", right_on="opens", by="article_id").drop(columns="opens")


def _of_articles(row: dict[str, object], layers: Layers) -> pd.DataFrame:
    articles = layers.articles
    if _has(row, "article_id"):
        articles = articles[articles["article_id"] == row["article_id"]]
    elif not any(_has(row, name) for name in ("source", "outlet", "day", "week", "month", "since", "until", "period")):
        return _spans([])
    spans = pd.DataFrame({"article_id": articles["article_id"], "start": pd.NA, "end": pd.NA})
    return _within(spans, row, layers)


def _within(spans: pd.DataFrame, row: dict[str, object], layers: Layers) -> pd.DataFrame:
    """The spans in articles of the row's outlet and period."""
    articles = layers.articles.set_index("article_id")
    outlet = row.get("source", row.get("outlet"))
    if _known(outlet):
        spans = spans[spans["article_id"].map(articles["source"]) == outlet]
    since, until = _period(row)
    days = spans["article_id"].map(articles["published_at"])
    if since is not None:
        spans, days = spans[days >= since], days[days >= since]
    if until is not None:
        spans = spans[days < until]
    return spans[["article_id", "start", "end"]]


def _period(row: dict[str, object]) -> tuple[pd.Timestamp | None, pd.Timestamp | None]:
    """First moment and the moment after the last of a row that speaks of a period; None where it does not."""
    for name, length in (("day", pd.DateOffset(days=1)), ("week", pd.DateOffset(weeks=1)), ("month", pd.DateOffset(months=1))):
        if _has(row, name):
            start = _utc(row[name])
            return start, start + length
    since = _utc(row["since"]) if _has(row, "since") else None
    until = _utc(row["until"]) + pd.DateOffset(days=1) if _has(row, "until") else None
    return since, until


def _utc(value: object) -> pd.Timestamp:
    moment = pd.Timestamp(str(value))
    return moment.tz_localize("UTC") if moment.tz is None else moment.tz_convert("UTC")


def _pick(table: pd.DataFrame, **wanted: object) -> pd.DataFrame:
    kept = pd.Series(True, index=table.index)
    for column, value in wanted.items():
        kept &= table[column] == value
    return table.loc[kept.fillna(False).astype(bool), ["article_id", "start", "end"]]


def _spans(rows: Iterable[tuple[object, ...]]) -> pd.DataFrame:
    return pd.DataFrame(list(rows), columns=["article_id", "start", "end"])


def _has(row: dict[str, object], name: str) -> bool:
    return _known(row.get(name))


def _known(value: object) -> bool:
    return value is not None and not bool(pd.isna(value)) if not isinstance(value, (list, tuple, set)) else False
