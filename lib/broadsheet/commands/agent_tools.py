"""What an agent may ask of an archive: search, storylines, timeline, positions, quotations, and whether a sentence is told so.

Each tool gives rows with their passages: article, offsets and words. All of them only read, refuse what they do not understand with one
line, and give no more than `MOST_ROWS` rows and `MOST_CHARACTERS` characters.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, Final

import pandas as pd

from broadsheet.analysis import check
from broadsheet.annotating import Layers
from broadsheet.archive import Archive
from broadsheet.display import ask, passages
from broadsheet.errors import RequestError
from broadsheet.safe_text import plain

MOST_ROWS: Final = 50
PROOFS: Final = 3
"""Passages given for each row; how many there are in all is said."""
LONGEST: Final = 600
"""Characters of one value."""
MOST_CHARACTERS: Final = 60_000
LONGEST_ARGUMENT: Final = 2_000

_HIDDEN = ("chart", "row")


class AgentTools:
    """The tools over one archive; each is a method whose docstring is what an agent reads of it."""

    def __init__(self, archive: Archive) -> None:
        self.archive = archive

    @property
    def tools(self) -> tuple[Callable[..., dict[str, Any]], ...]:
        """The tools, in the order in which they are listed."""
        return self.search, self.storylines, self.timeline, self.positions, self.quotes, self.check

    def search(
        self, query: str, since: str | None = None, until: str | None = None, source: str | None = None, top: int = 10,
    ) -> dict[str, Any]:
        """Find articles by words, "phrases", prefix*, AND, OR, NOT, NEAR(a b, 5), and the fields title:, outlet:, actor:, day:2025-10.

        Gives the best articles first, each with a sentence that shows the words (start, end are code points in the article's text).
        since and until are days such as 2025-10-01, source is an outlet's name.
        """
        _checked(query=query, since=since, until=until, source=source)
        found = self.archive.search(query, since=since, until=until, source=source, top=_rows(top))
        texts = self.archive.texts(found["article_id"])
        spans = zip(found["article_id"], found["start"], found["end"], strict=True)
        sentences = [texts.get(key, "")[start:end] for key, start, end in spans]
        return _bounded({"matching_articles": found.attrs["articles"], "rows": _records(found.assign(sentence=sentences))})

    def storylines(self, since: str | None = None, until: str | None = None, query: str | None = None, focus: str | None = None,
                   top: int = 10) -> dict[str, Any]:
        """The running stories: groups of articles about one happening, with their days, outlets and articles.

        query narrows to articles that match (see search), focus to stories that mention an actor (name, alias or id).
        """
        return self._asked("storylines", since, until, query, top, focus=focus)

    def timeline(self, since: str | None = None, until: str | None = None, query: str | None = None, focus: str | None = None,
                 status: str | None = None, top: int = 20) -> dict[str, Any]:
        """What happened, or is to happen, on which day, with status and the sentence that says it.

        since and until are days of the happenings; query narrows to articles that match; focus is an actor; status is one of occurred,
        ongoing, planned, conditional, denied, claimed.
        """
        _checked(since=since, until=until)
        return self._asked("timeline", None, None, query, top, focus=focus, status=status, since=since, until=until)

    def positions(self, focus: str | None = None, issue: str | None = None, since: str | None = None, until: str | None = None,
                  query: str | None = None, top: int = 20) -> dict[str, Any]:
        """Who is for what and who against: holder, issue, side, and the clause that shows it. focus is an actor, issue an issue's name."""
        _checked(issue=issue)
        return self._asked("positions", since, until, query, top, focus=focus, issue=issue)

    def quotes(self, speaker: str | None = None, since: str | None = None, until: str | None = None, query: str | None = None,
               top: int = 20) -> dict[str, Any]:
        """Who said what, word for word, newest first. speaker is an actor's name, alias or id; query narrows to articles that match."""
        return self._asked("quote_ledger", since, until, query, top, focus=speaker, newest_first=True)

    def check(self, sentence: str) -> dict[str, Any]:
        """Whether the archive supports a sentence, contradicts it, or does not say (unknown), with the passages that decide.

        Supported means that a sentence of an article says it with the same names, figures and days, not that it is true. Unknown may
        mean that the archive says it in other words: search for it.
        """
        _checked(sentence=sentence)
        checked = check(sentence, self.archive)
        return _bounded({"sentence": sentence, "verdict": checked.verdict, "rows": _records(checked.frame)})

    def _asked(
        self, question: str, first: str | None, last: str | None, query: str | None, top: int, **options: Any,
    ) -> dict[str, Any]:
        """The rows of a question with their proof, for the articles of a period that match a query."""
        _checked(since=first, until=last, query=query, **{name: value for name, value in options.items() if isinstance(value, str)})
        most = _rows(top)
        layers = self.archive.layers(since=first, until=last, query=query)
        given = {name: value for name, value in options.items() if value is not None}
        answer = ask(question, layers, **given)
        rows = answer.frame.head(most)
        return _bounded({
            "finding": plain(answer.finding), "rows_in_all": len(answer.frame),
            "rows": [row | proof for row, proof in zip(_records(rows), _proofs(answer.evidence, len(rows), layers), strict=True)],
        })


def _proofs(evidence: pd.DataFrame, rows: int, layers: Layers) -> list[dict[str, Any]]:
    """For each row its passages: article, offsets, outlet, day and the sentence."""
    kept = evidence[evidence["row"] < rows]
    kept = kept[kept.groupby("row", sort=False).cumcount() < PROOFS].reset_index(drop=True)
    found = passages(kept, layers.articles, sentences=layers.sentences) if len(kept) else pd.DataFrame()
    counts = evidence["row"].value_counts()
    made: list[dict[str, Any]] = [{"proof": [], "proofs_in_all": int(counts.get(row, 0))} for row in range(rows)]
    for number in range(len(kept)):
        span, said = kept.iloc[number], found.iloc[number]
        made[int(span["row"])]["proof"].append({
            "article_id": span["article_id"], "start": _plain(span["start"]), "end": _plain(span["end"]), "source": _plain(said["source"]),
            "published": _plain(said["published"]), "sentence": _plain(f"{said['before']}{said['marked']}{said['after']}"),
        })
    return made


def _checked(**arguments: str | None) -> None:
    for name, value in arguments.items():
        if value is not None and len(value) > LONGEST_ARGUMENT:
            raise RequestError(f"{name}: {len(value):,} characters are too many; at most {LONGEST_ARGUMENT:,}")
        if value is not None and "\x00" in value:
            raise RequestError(f"{name}: it holds a null character")


def _rows(top: int) -> int:
    if not 1 <= top <= MOST_ROWS:
        raise RequestError(f"top = {top} should be from 1 to {MOST_ROWS}")
    return top


def _records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows as plain values; lists and what is not written to tables are left out."""
    return [
        {str(name): _plain(value) for name, value in row.items() if name not in _HIDDEN} for row in frame.astype(object).to_dict("records")
    ]


def _plain(value: Any) -> Any:
    """A value as JSON takes it, texts without what could act on whoever shows them, and cut where they are long."""
    if isinstance(value, list | tuple | set | frozenset | dict):
        return plain(str(value))[:LONGEST]
    if value is None or pd.isna(value):
        return None
    if isinstance(value, pd.Timestamp):
        return value.isoformat()
    if isinstance(value, bool | int | float):
        return value
    if hasattr(value, "item"):
        return value.item()
    text = plain(str(value))
    return text if len(text) <= LONGEST else text[:LONGEST - 1] + "…"


def _bounded(answer: dict[str, Any]) -> dict[str, Any]:
    """The answer with as many rows as fit, and whether all do."""
    rows = answer["rows"]
    answer["cut"] = False
    while rows and len(json.dumps(answer, ensure_ascii=False)) > MOST_CHARACTERS:
        del rows[-max(1, len(rows) // 5):]
        answer["cut"] = True
    return answer
