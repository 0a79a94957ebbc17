"""What a writer is given: the rows of a brief and, numbered, the passages that prove them; plain values that JSON can hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import pandas as pd

from broadsheet import schemas
from broadsheet.analysis import told_by
from broadsheet.annotating import Layers
from broadsheet.display import Answer
from broadsheet.safe_text import is_null, plain

PASSAGES: Final = 4
"""Passages given of each row, its own sentence first."""

WORDS: Final = 250
"""Words that the writer is asked for at most."""

_EXACT: Final = ("day", "week", "month")


@dataclass(frozen=True)
class Material:
    """What is given, and where it is from.

    Attributes
    ----------
    given
        `rows` and `passages`, for the writer.
    spans
        `article_id start end earliest latest rows`, a row per passage in the order of their numbers: the sentence, the days that it
        tells of where they are known, and the positions of the rows of the answer that it proves.
    """

    given: dict[str, Any]
    spans: pd.DataFrame


def material_of(answer: Answer, layers: Layers) -> Material:
    """The rows of a brief that sentences of articles prove, and these sentences.

    Parameters
    ----------
    answer
        An answer of the question `brief`.
    layers
        The layers that were asked.

    Returns
    -------
    Material
        Rows that only count articles are left out: nobody can phrase them.
    """
    numbers: dict[tuple[str, int, int], int] = {}
    found: list[dict[str, Any]] = []
    rows = []
    for position, row in enumerate(schemas.records(answer.frame)):
        spans = answer.evidence[(answer.evidence["row"] == position) & answer.evidence["start"].notna()]
        if spans.empty:
            continue
        cited = []
        for span in _sentences(row, spans, layers)[:PASSAGES]:
            if span not in numbers:
                numbers[span] = len(numbers) + 1
                found.append({"article_id": span[0], "start": span[1], "end": span[2], "earliest": pd.NaT, "latest": pd.NaT, "rows": []})
            number = numbers[span]
            found[number - 1]["rows"].append(position)
            cited.append(number)
        own = found[cited[0] - 1]
        if row["precision"] in _EXACT and is_null(own["earliest"]):
            own |= {"earliest": row["when"], "latest": row["until"]}
        rows.append(_row(row, cited))
    columns = ["article_id", "start", "end", "earliest", "latest", "rows"]
    frame = pd.DataFrame(found, columns=columns)
    return Material({"words": WORDS, "rows": rows, "passages": _passages(frame, layers)}, frame)


def _sentences(row: dict[str, Any], spans: pd.DataFrame, layers: Layers) -> Sequence[tuple[str, int, int]]:
    """The sentences around the passages of a row, each once, its own first; one of each other article."""
    own = (row["article_id"], int(row["start"]))
    cut = [own, *((key, int(start)) for key, start in zip(spans["article_id"], spans["start"], strict=True) if key != own[0])]
    whole = layers.sentences[layers.sentences["article_id"].isin({key for key, _ in cut})]
    made: dict[str, tuple[str, int, int]] = {}
    for key, start in cut:
        there = whole[(whole["article_id"] == key) & (whole["start"] <= start) & (whole["end"] > start)]
        if len(there):
            made.setdefault(key, (key, int(there["start"].iloc[0]), int(there["end"].iloc[0])))
    return list(made.values())


def _row(row: dict[str, Any], cited: list[int]) -> dict[str, Any]:
    when, until = _day(row["when"]), _day(row["until"])
    days = {} if when is None else {"when": when} if until in (None, when) else {"from": when, "until": until}
    told = {name: plain(row[name]) for name in ("told_as", "told_by") if not is_null(row[name])}
    return {"part": row["part"], **days, "sentence": plain(row["sentence"]), **told, "passages": cited}


def _passages(spans: pd.DataFrame, layers: Layers) -> list[dict[str, Any]]:
    articles = layers.articles[layers.articles["article_id"].isin(set(spans["article_id"]))].set_index("article_id")
    outlets, texts = told_by(articles), dict(zip(articles.index, articles["text"], strict=True))
    made = []
    for number, (key, start, end) in enumerate(zip(spans["article_id"], spans["start"], spans["end"], strict=True), 1):
        text = " ".join(plain(texts[key][start:end]).split())
        made.append({"number": number, "outlet": plain(outlets[key]), "published": _day(articles.at[key, "published_at"]), "text": text})
    return made


def _day(value: Any) -> str | None:
    return None if is_null(value) else pd.Timestamp(value).date().isoformat()
