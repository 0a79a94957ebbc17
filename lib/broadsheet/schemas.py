"""Every table in one place: its columns, dtypes, units and key.

Tables are long and tidy: no list-valued cells, snake_case, `*_id` keys, UTC timestamps `*_at`. Offsets are Unicode code
points into `articles.text`, half-open, so that `text[start:end]` is exactly the `text` column. A missing value is null.
Every table is sorted by its key.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any, Final

import numpy as np
import pandas as pd

from broadsheet.errors import SchemaError

TEXT: Final = "str"
COUNT: Final = "Int64"
SHARE: Final = "Float64"
FLAG: Final = "boolean"
MOMENT: Final = "datetime64[us, UTC]"
DAY: Final = "datetime64[us]"
_PLAIN: Final = (TEXT, COUNT, SHARE, FLAG)
"""Types whose columns are made at once of Python's values."""
_FEW: Final = 200
"""Rows up to which Python sees sooner than pandas whether they are in order."""

KINDS: Final = ("person", "organisation", "country", "place", "group", "other")
FORMS: Final = ("name", "nominal", "pronoun")
STATUSES: Final = ("occurred", "ongoing", "planned", "conditional", "denied", "claimed")


@dataclass(frozen=True)
class Table:
    """One table: its name, its key columns, and the dtype of every column in order."""

    name: str
    key: tuple[str, ...]
    dtypes: dict[str, str]

    @property
    def columns(self) -> list[str]:
        """The columns in order, the key first."""
        return list(self.dtypes)


def _table(name: str, key: str, /, **dtypes: str) -> Table:
    return Table(name, tuple(key.split()), dtypes)


TABLES: Final[dict[str, Table]] = {
    table.name: table
    for table in (
        # One row per article. published_precision: minute, day, month, year; published_from: given, metadata, url, text.
        _table(
            "articles", "article_id",
            article_id=TEXT, title=TEXT, text=TEXT, source=TEXT, byline=TEXT, section=TEXT, url=TEXT, language=TEXT,
            published_at=MOMENT, published_precision=TEXT, published_from=TEXT, modified_at=MOMENT, place=TEXT,
            words=COUNT, copy_of=TEXT, supersedes=TEXT, path=TEXT,
        ),
        # One row per file, or part of a file, that could not be read. part is null for the whole file.
        _table("rejects", "path part", path=TEXT, part=TEXT, reason=TEXT, detail=TEXT),
        # One row per sentence; sentence_no and paragraph_no count from 0.
        _table("sentences", "article_id sentence_no", article_id=TEXT, sentence_no=COUNT, start=COUNT, end=COUNT, paragraph_no=COUNT),
        # One row per mention of a person, organisation, country, place, group or other thing.
        _table(
            "mentions", "article_id start end",
            article_id=TEXT, start=COUNT, end=COUNT, text=TEXT, kind=TEXT, form=TEXT, actor_id=TEXT,
        ),
        # One row per real-world actor. country: ISO 3166 alpha-2 (XK for Kosovo).
        _table("actors", "actor_id", actor_id=TEXT, name=TEXT, kind=TEXT, country=TEXT),
        _table("aliases", "actor_id alias", actor_id=TEXT, alias=TEXT, mentions=COUNT),
        # One row per statement of an actor's role; start/end span the role phrase.
        _table(
            "roles", "actor_id article_id start end",
            actor_id=TEXT, article_id=TEXT, start=COUNT, end=COUNT, role=TEXT, affiliation_id=TEXT, country=TEXT, published_at=MOMENT,
        ),
        # One row per quotation; start/end span the content without its quotation marks. manner: direct, indirect, mixed.
        _table(
            "quotes", "article_id start end",
            article_id=TEXT, start=COUNT, end=COUNT, text=TEXT, manner=TEXT, cue=TEXT, cue_start=COUNT, cue_end=COUNT,
            speaker_start=COUNT, speaker_end=COUNT, actor_id=TEXT, anonymous=FLAG,
        ),
        # One row per temporal expression. type: DATE, TIME, DURATION, SET; earliest/latest: days.
        _table(
            "dates", "article_id start end",
            article_id=TEXT, start=COUNT, end=COUNT, text=TEXT, type=TEXT, value=TEXT, earliest=DAY, latest=DAY,
            precision=TEXT, rule=TEXT, resolved_against=TEXT,
        ),
        # One row per event; start/end span the trigger word. date_start: start offset of the date it is anchored to.
        # polarity: positive, negative. background: told as history, not as news. hedge: the words that weaken it.
        _table(
            "events", "event_id",
            event_id=TEXT, article_id=TEXT, sentence_no=COUNT, start=COUNT, end=COUNT, status=TEXT, polarity=TEXT,
            source_actor_id=TEXT, date_start=COUNT, earliest=DAY, latest=DAY, precision=TEXT, place=TEXT, story_id=TEXT,
            text=TEXT, background=FLAG, hedge=TEXT,
        ),
        # part: agent, patient, place.
        _table("event_actors", "event_id actor_id", event_id=TEXT, actor_id=TEXT, part=TEXT),
        # One row per judged mention. voice: own, quoted; holder_id null means the outlet. stance = p_positive - p_negative.
        _table(
            "stances", "article_id start end",
            article_id=TEXT, start=COUNT, end=COUNT, actor_id=TEXT, holder_id=TEXT, voice=TEXT,
            p_negative=SHARE, p_neutral=SHARE, p_positive=SHARE, stance=SHARE,
        ),
        # One row per clause that says that somebody is for or against something. start/end span the cue and what it is about, from the
        # holder's name where that stands beside it. holder: the words for one who is no actor (a group, an author). side: for, against,
        # undecided; null where only the tone of the words could tell.
        # voice: own words, act, reported. target: what it is about; target_id where that is an actor, or what an actor did. about:
        # thing; actor (backed or opposed), judged (praised or blamed), conduct (what the actor did), spoken of (an actor; no side).
        _table(
            "positions", "article_id start end",
            article_id=TEXT, start=COUNT, end=COUNT, holder_id=TEXT, holder=TEXT, side=TEXT, voice=TEXT, cue=TEXT,
            target_start=COUNT, target_end=COUNT, target_id=TEXT, about=TEXT,
        ),
        # One row per annotated article: the storyline it belongs to, named by the id of that one's first article.
        _table("storylines", "article_id", article_id=TEXT, storyline_id=TEXT),
    )
}

LAYERS: Final = (
    "sentences", "mentions", "actors", "aliases", "roles", "quotes", "dates", "events", "event_actors", "stances", "positions",
    "storylines",
)


def frame(name: str, rows: Iterable[Sequence[Any]] | pd.DataFrame = ()) -> pd.DataFrame:
    """The table `name` from rows in column order, or from a frame that has the columns: typed and sorted by key.

    Parameters
    ----------
    name
        A key of `TABLES`.
    rows
        Sequences in the order of the table's columns, or a frame; a frame's missing columns become null, other
        columns are dropped.

    Raises
    ------
    SchemaError
        The table is unknown, or a value does not fit its column's dtype.
    """
    table = _known(name)
    dtypes = table.dtypes
    rows = rows if isinstance(rows, pd.DataFrame) else list(rows)
    if not len(rows):
        return _empty(name).copy()
    if isinstance(rows, pd.DataFrame):
        made = rows if list(rows.columns) == table.columns else rows.reindex(columns=table.columns)
    else:
        made = _from_sequences(rows, table)
    if [str(dtype) for dtype in made.dtypes] != list(dtypes.values()):
        try:
            made = pd.DataFrame({column: _typed(made[column], dtype) for column, dtype in dtypes.items()})
        except (ValueError, TypeError) as error:
            raise SchemaError(f"{name}: {error}") from error
    if _in_order(made, table.key):
        return made.reset_index(drop=True)
    return made.sort_values(list(table.key), kind="stable", ignore_index=True)


def _from_sequences(rows: Sequence[Sequence[Any]], table: Table) -> pd.DataFrame:
    """Rows in column order as a frame: typed column by column where the values are of the column's kind, else as they come."""
    try:
        columns = zip(table.dtypes.items(), zip(*rows, strict=True), strict=True)
        return pd.DataFrame({
            name: pd.Series(values, dtype=dtype) if dtype in _PLAIN else _typed(pd.Series(values, dtype=object), dtype)
            for (name, dtype), values in columns
        })
    except (ValueError, TypeError):
        return pd.DataFrame(rows, columns=table.columns)


@cache
def _empty(name: str) -> pd.DataFrame:
    """The table without rows, which is asked for often; not to be changed."""
    return pd.DataFrame({column: _typed(pd.Series(dtype=object), dtype) for column, dtype in TABLES[name].dtypes.items()})


def _in_order(rows: pd.DataFrame, key: Sequence[str]) -> bool:
    """Whether the rows are sorted by the key; to see that costs far less than to sort. A null in the key is not in order."""
    if len(rows) <= _FEW:
        try:
            keys = list(zip(*(rows[column].tolist() for column in key), strict=True))
            return all(one <= other for one, other in pairwise(keys))
        except TypeError:
            return False
    tied = np.ones(max(len(rows) - 1, 0), dtype=bool)
    for column in key:
        if not tied.any():
            break
        values = rows[column].array
        before, after = values[:-1], values[1:]
        same = pd.array(before == after, dtype="boolean").to_numpy(dtype=bool, na_value=False)
        less = pd.array(before < after, dtype="boolean").to_numpy(dtype=bool, na_value=False)
        if (tied & ~same & ~less).any():
            return False
        tied &= same
    return True


def validate(name: str, rows: pd.DataFrame) -> pd.DataFrame:
    """The same frame, once it is known to have the table's columns, dtypes, a unique key and sorted rows."""
    table = _known(name)
    if list(rows.columns) != table.columns:
        raise SchemaError(f"{name}: columns are {list(rows.columns)}, should be {table.columns}")
    for column, dtype in table.dtypes.items():
        if str(rows[column].dtype) != dtype:
            raise SchemaError(f"{name}.{column}: dtype is {rows[column].dtype}, should be {dtype}")
    keys = rows[list(table.key)]
    if keys.duplicated().any():
        raise SchemaError(f"{name}: key {keys[keys.duplicated()].iloc[0].to_dict()} stands twice")
    return rows


def records(rows: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows of any frame in their order, each as its values by column."""
    columns = rows.to_dict("list")  # a third faster than "records", with the same values
    names = [str(name) for name in columns]
    return [dict(zip(names, values, strict=True)) for values in zip(*columns.values(), strict=True)]


def _known(name: str) -> Table:
    if name not in TABLES:
        raise SchemaError(f"no table {name!r}; tables are {', '.join(TABLES)}")
    return TABLES[name]


def _typed(column: pd.Series, dtype: str) -> pd.Series:
    if str(column.dtype) == dtype:
        return column
    if dtype == MOMENT:
        return pd.to_datetime(column, utc=True).astype(MOMENT)
    if dtype == DAY:
        return pd.to_datetime(column).astype(DAY)
    if dtype == TEXT:
        return column.astype(object).where(column.notna(), None).astype(TEXT)
    return column.astype(pd.api.types.pandas_dtype(dtype))
