"""The layers that annotation gives: one frame per table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, fields
from typing import Any

import pandas as pd

from broadsheet import schemas
from broadsheet.texts import Texts, noted, texts_among


@dataclass(frozen=True, eq=False)
class Layers:
    """The annotation of a set of articles: the articles and one frame per layer, in the columns of `broadsheet.schemas`.

    Parameters
    ----------
    articles
        One row per article, as it was given to `annotate`.
    sentences, mentions, actors, aliases, roles, quotes, dates, events, event_actors, stances, positions, storylines
        The layers. `broadsheet.schemas.TABLES` has the columns, key and dtypes of each.

    Examples
    --------
    >>> import broadsheet as bs
    >>> layers = bs.annotate(pd.DataFrame({"article_id": ["a"], "text": ["Ada Moss met Bo Finch on 5 May 2025."]}))
    >>> layers.dates["value"].tolist()
    ['2025-05-05']
    """

    articles: pd.DataFrame
    sentences: pd.DataFrame
    mentions: pd.DataFrame
    actors: pd.DataFrame
    aliases: pd.DataFrame
    roles: pd.DataFrame
    quotes: pd.DataFrame
    dates: pd.DataFrame
    events: pd.DataFrame
    event_actors: pd.DataFrame
    stances: pd.DataFrame
    positions: pd.DataFrame = field(default_factory=lambda: schemas.frame("positions"))
    storylines: pd.DataFrame = field(default_factory=lambda: schemas.frame("storylines"))

    def __post_init__(self) -> None:
        texts = texts_among(self.articles)
        object.__setattr__(self, "_texts", texts)
        for name, frame in self.frames().items():
            object.__setattr__(self, name, noted(frame, texts))

    @classmethod
    def read_when_asked(cls, read: Callable[[str], pd.DataFrame], *, texts: Texts) -> Layers:
        """Layers of which each frame is read when it is first asked for, and kept: an analysis costs what it looks at.

        Parameters
        ----------
        read
            Gives the frame of a name.
        texts
            Where the rows of the frames find their articles.
        """
        made = object.__new__(cls)
        object.__setattr__(made, "_read", read)
        object.__setattr__(made, "_texts", texts)
        return made

    @property
    def whole(self) -> Layers:
        """The layers that these are a part of, such as a whole archive; these themselves where nothing more is known."""
        found = self.__dict__.get("_whole")
        return self if found is None else found()

    def within(self, whole: Callable[[], Layers]) -> Layers:
        """The same layers, as a part of others: an actor that is only named in those is known, though not found here.

        Parameters
        ----------
        whole
            Gives the others when they are asked for.

        Returns
        -------
        Layers
            New ones with the same frames.
        """
        made = object.__new__(Layers)
        made.__dict__.update(self.__dict__, _whole=whole)
        return made

    @property
    def texts(self) -> Texts:
        """The note by which rows made from these layers find the texts of their articles."""
        found: Texts = self.__dict__["_texts"]
        return found

    @classmethod
    def names(cls) -> list[str]:
        """The names of the frames."""
        return [one.name for one in fields(cls)]

    def frames(self) -> dict[str, pd.DataFrame]:
        """All frames by their names.

        Returns
        -------
        dict
            Name of the table → frame, in the order of `broadsheet.schemas.LAYERS`, `articles` first.
        """
        return {name: getattr(self, name) for name in self.names()}

    def __getattr__(self, name: str) -> pd.DataFrame:
        if name not in self.names() or "_read" not in self.__dict__:
            raise AttributeError(f"layers have no {name!r}")
        frame = noted(self.__dict__["_read"](name), self.texts)
        object.__setattr__(self, name, frame)
        return frame

    def __reduce__(self) -> tuple[Any, ...]:
        return Layers, tuple(self.frames().values())

    def __repr__(self) -> str:
        counts = ", ".join(f"{len(frame):,} {name}" for name, frame in self.frames().items())
        return f"Layers({counts})"
