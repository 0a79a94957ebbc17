"""Articles that people have annotated, beside broadsheet's own layers of them: what accuracy is measured on.

The annotation is one JSON file per article (`data/sample/gold/README.md` gives the format): a place is given by its words
(`text`) and their count (`nth`, from 1, as whole words). What is annotated completely (mentions by name, quotes, dates) is
scored for precision and recall, the rest for recall and agreement.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

import pandas as pd

from broadsheet.analysis.accuracy._kept import annotated
from broadsheet.annotating import Layers
from broadsheet.errors import RequestError

_SPANS: Final = ["task", "article_id", "start", "end", "value"]


@dataclass(frozen=True)
class Marked:
    """Annotated articles: `layers` as broadsheet finds them, `gold` as people marked them (`task article_id start end value`).

    Parameters
    ----------
    layers
        What broadsheet finds in them.
    gold
        What people marked.
    said
        What these articles are, in one sentence.
    """

    layers: Layers
    gold: pd.DataFrame
    said: str


def gold_articles(folder: str | Path | None = None) -> Marked:
    """The annotated articles of a folder, with broadsheet's own layers of the same texts.

    Parameters
    ----------
    folder
        JSON files beside, or one folder below, the articles that their `path` names; None: the sample's, where there is one.

    Returns
    -------
    Marked
        Without articles where there is no such folder and none was asked for.

    Raises
    ------
    RequestError
        The folder is not there or a file in it cannot be understood.
    """
    where = _sample_gold() if folder is None else Path(folder)
    if where is None:
        return Marked(_no_layers(), pd.DataFrame(columns=_SPANS), "No annotated article is at hand: set gold to a folder of them.")
    if not where.is_dir():
        raise RequestError(f"gold = {str(where)!r}: no such folder")
    marks = {path: _loaded(path) for path in sorted(where.glob("*.json"))}
    articles = _articles(where, marks)
    layers = annotated(articles)
    gold = pd.DataFrame([row for path, mark in marks.items() for row in _marked(mark, articles, path)], columns=_SPANS)
    words = int(articles["words"].fillna(0).sum()) if len(articles) else 0
    return Marked(layers, gold, f"{len(articles)} annotated articles with {words:,} words and {len(gold):,} marks, in {where.name}.")


def _sample_gold() -> Path | None:
    package = Path(str(files("broadsheet")))
    found = [package.parent.parent / "data" / "sample" / "gold", package / "sample" / "gold"]
    return next((folder for folder in found if folder.is_dir()), None)


def _no_layers() -> Layers:
    from broadsheet import schemas

    return Layers(articles=schemas.frame("articles"), **{name: schemas.frame(name) for name in schemas.LAYERS})


def _loaded(path: Path) -> dict[str, Any]:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise RequestError(f"{path}: cannot be read as annotation ({error})") from error


def _articles(where: Path, marks: dict[Path, dict[str, Any]]) -> pd.DataFrame:
    from broadsheet.reading import read_articles

    wanted = [mark["path"] for mark in marks.values()]
    paths = [folder / name for name in wanted for folder in (where, where.parent) if (folder / name).is_file()]
    articles, _ = read_articles(paths)
    by_name = articles.assign(file=articles["path"].map(lambda path: Path(str(path)).name))
    missing = sorted(set(wanted) - set(by_name["file"]))
    if missing:
        raise RequestError(f"{where}: no article for {missing[0]}")
    return articles


def _marked(mark: dict[str, Any], articles: pd.DataFrame, path: Path) -> Iterator[tuple[Any, ...]]:
    article = articles[articles["path"].map(lambda p: Path(str(p)).name) == mark["path"]].iloc[0]
    key, text = article["article_id"], article["text"]

    def place(entry: dict[str, Any]) -> tuple[int, int]:
        found = _nth(text, entry["text"], entry.get("nth", 1))
        if found is None:
            raise RequestError(f"{path}: {entry['text']!r} does not stand {entry.get('nth', 1)} times in {mark['path']}")
        return found

    for entry in mark.get("mentions", []):
        if entry["form"] == "name":
            yield "names of actors", key, *place(entry), "name"
            yield "who is meant", key, *place(entry), entry["actor"]
    for entry in mark.get("quotes", []):
        yield "quotations", key, *place(entry), entry["manner"]
        yield "speakers", key, *place(entry), entry["actor"]
    for entry in mark.get("dates", []):
        yield "dates", key, *place(entry), entry["value"]
    for entry in mark.get("events", []):
        yield "events", key, *place(entry), "event"
        yield "status of events", key, *place(entry), entry["status"]
    for entry in mark.get("stances", []):
        yield "stance", key, *place(entry), entry["polarity"]


def _nth(text: str, words: str, nth: int) -> tuple[int, int] | None:
    """Where the n-th occurrence of the words stands, as whole words; quotation marks of any form are the same."""
    pattern = "".join("[\"“”]" if c in "\"“”" else "['‘’]" if c in "'‘’" else r"\s+" if c.isspace() else re.escape(c) for c in words)
    places = [found.span() for found in re.finditer(rf"(?<!\w){pattern}(?!\w)", text)]
    return places[nth - 1] if 0 < nth <= len(places) else None
