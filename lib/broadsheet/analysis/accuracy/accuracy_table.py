"""How often broadsheet is right: its layers against articles that people have annotated.

The annotation is one JSON file per article (`data/sample/gold/README.md` gives the format): a place is given by its words
(`text`) and their count (`nth`, from 1, as whole words). What is annotated completely (mentions by name, quotes, dates) is
scored for precision and recall, the rest for recall and agreement. Intervals resample articles.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from broadsheet.analysis.actors.speaker_ranking import THOUGHTS
from broadsheet.annotating import Layers, annotate
from broadsheet.annotating.sentiment.model import shipped_curve, shipped_names
from broadsheet.annotating.words import cue_colour
from broadsheet.errors import RequestError

DRAWS = 1000
_OVERLAP = 0.5
"""Share of the longer of two spans that they have to share to count as one, for quotations (intersection over union)."""

_SPANS = ["task", "article_id", "start", "end", "value"]


@dataclass(frozen=True)
class Marked:
    """Annotated articles: `layers` as broadsheet finds them, `gold` as people marked them (`task article_id start end value`)."""

    layers: Layers
    gold: pd.DataFrame
    said: str


def gold_articles(folder: str | Path | None = None) -> Marked:
    """The annotated articles of a folder, with broadsheet's own layers of the same texts.

    Parameters
    ----------
    folder
        JSON files beside, or one folder below, the articles that their `path` names; None: the sample's, where there is one.

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
    layers = annotate(articles)
    gold = pd.DataFrame([row for path, mark in marks.items() for row in _marked(mark, articles, path)], columns=_SPANS)
    words = int(articles["words"].fillna(0).sum()) if len(articles) else 0
    return Marked(layers, gold, f"{len(articles)} annotated articles with {words:,} words and {len(gold):,} marks, in {where.name}.")


def accuracy_table(marked: Marked) -> pd.DataFrame:
    """Precision, recall and F1 per layer, each with the number of marks and an interval.

    Returns
    -------
    pandas.DataFrame
        One row per task: `task`, `marks` (marked by people), `found` (by broadsheet), `right`, `precision`, `recall`, `f1`,
        `low`, `high` (95 %, articles resampled), `note`. Where the annotation is not complete, precision is null and f1 stands
        for recall; agreement is the share of what both found where they also say the same.
    """
    rows = [_scored(task, marked) for task in TASKS] if len(marked.gold) else []
    columns = ["task", "marks", "found", "right", "precision", "recall", "f1", "low", "high", "note"]
    made = pd.DataFrame(rows, columns=columns)
    shares = dict.fromkeys(["precision", "recall", "f1", "low", "high"], "Float64")
    return made.astype({"task": "str", **dict.fromkeys(["marks", "found", "right"], "Int64"), **shares})


def mark_passages(marked: Marked, scores: pd.DataFrame) -> pd.DataFrame:
    """The marked places behind each row of `accuracy_table`: `row article_id start end`."""
    position = {task: row for row, task in enumerate(scores["task"])}
    made = marked.gold.assign(row=marked.gold["task"].map(position))
    return made[["row", "article_id", "start", "end"]].sort_values(["row", "article_id", "start"], ignore_index=True)


def mistakes(marked: Marked) -> pd.DataFrame:
    """What was missed, found wrongly, or found with another value: `task mistake expected got article_id start end`."""
    rows = []
    for task, (complete, _) in TASKS.items():
        for match in _matches(task, marked).to_dict("records"):
            if match["kind"] == "right" or (match["kind"] == "wrong" and not complete):
                continue
            rows.append((task, match["kind"], match["expected"], match["got"], match["article_id"], match["start"], match["end"]))
    return pd.DataFrame(rows, columns=["task", "mistake", "expected", "got", "article_id", "start", "end"])


def reliability_curve(model: str | None = "default") -> pd.DataFrame:
    """How often a sentiment model was right at each level of confidence, on held-out sentences: `confidence accuracy n`.

    Parameters
    ----------
    model
        A shipped model's name, as `archive.sentiment` gives it. The curve is empty for None, and for a model that was not measured.

    Notes
    -----
    `n` counts judged mentions.
    """
    columns = {"confidence": "float64", "accuracy": "float64", "n": "int64"}
    measured = shipped_curve(model) if model in shipped_names() else None
    if measured is None or not measured.exists():
        return pd.DataFrame({name: pd.Series(dtype=dtype) for name, dtype in columns.items()})
    curve = pd.read_csv(measured, comment="#").rename(columns={"right": "accuracy", "targets": "n"})
    return curve.loc[curve["n"] > 0, list(columns)].astype(columns).reset_index(drop=True)


TASKS: dict[str, tuple[bool, str]] = {
    "names of actors": (True, "same characters"),
    "who is meant": (True, "same characters and the same actor, actors matched by their marks"),
    "quotations": (True, "at least half of the characters shared"),
    "speakers": (False, "of the quotations found, the speaker is the same actor, or both are unnamed"),
    "dates": (True, "same characters and the same value"),
    "events": (False, "same trigger"),
    "status of events": (False, "of the events found, the status is the same"),
    "stance": (False, "of the marked mentions that were judged, the same class"),
}
"""Tasks: whether the annotation is complete, and what counts as right."""


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


def _found(task: str, layers: Layers) -> pd.DataFrame:
    """What broadsheet says for a task, in the columns of the marks."""
    if task in ("names of actors", "who is meant"):
        named = layers.mentions[(layers.mentions["form"] == "name") & layers.mentions["actor_id"].notna()]
        named = named[named["kind"].isin(["person", "organisation", "country", "group"])]
        return named.assign(value="name" if task == "names of actors" else named["actor_id"])
    if task in ("quotations", "speakers"):
        speech = layers.quotes[~layers.quotes["cue"].map(cue_colour, na_action="ignore").isin(THOUGHTS)]
        return speech.assign(value="quotation" if task == "quotations" else speech["actor_id"])
    if task == "dates":
        return layers.dates
    if task == "events":
        return layers.events.assign(value="event")
    if task == "status of events":
        return layers.events.assign(value=layers.events["status"])
    likeliest = layers.stances[["p_negative", "p_neutral", "p_positive"]].astype(float)
    classes = likeliest.idxmax(axis=1).str.removeprefix("p_") if len(likeliest) else pd.Series(dtype="str")
    return layers.stances.assign(value=classes)


def _matches(task: str, marked: Marked) -> pd.DataFrame:
    """One row per mark and per finding without a mark: `article_id start end expected got kind`; kind: right, other, missed, wrong."""
    gold = marked.gold[marked.gold["task"] == task]
    found = _found(task, marked.layers)[["article_id", "start", "end", "value"]]
    found = found[found["article_id"].isin(set(marked.gold["article_id"]))]
    pairs = _aligned(gold, found, loose=task in ("quotations", "speakers"))
    same = _same_actor(pairs, task) if task in ("who is meant", "speakers") else None
    text = marked.layers.articles.set_index("article_id")["text"]
    rows = []
    for mark, hit in pairs:
        base = mark if mark is not None else hit
        kind = _kind(task, mark, hit, same)
        words = text[base["article_id"]][int(base["start"]):int(base["end"])]
        rows.append((base["article_id"], base["start"], base["end"], _put(mark, words), _put(hit, words), kind))
    return pd.DataFrame(rows, columns=["article_id", "start", "end", "expected", "got", "kind"])


def _put(side: dict[str, Any] | None, words: str) -> str | None:
    if side is None:
        return None
    value = side["value"]
    return words if value in ("name", "event", "quotation") or value is None or pd.isna(value) else f"{words}: {value}"


def _kind(task: str, mark: dict[str, Any] | None, hit: dict[str, Any] | None, same: dict[Any, Any] | None) -> str:
    if mark is None:
        return "wrong"
    if hit is None:
        return "missed"
    if task in ("names of actors", "quotations", "events"):
        return "right"
    expected, got = mark["value"], hit["value"]
    if expected is None or pd.isna(expected):
        return "right" if got is None or pd.isna(got) else "other"
    return "right" if (same[expected] == got if same is not None and expected in same else expected == got) else "other"


def _aligned(gold: pd.DataFrame, found: pd.DataFrame, *, loose: bool) -> list[tuple[dict[str, Any] | None, dict[str, Any] | None]]:
    """Marks and findings paired one to one, the best overlap first; what has no partner stands alone."""
    marks, hits = gold.to_dict("records"), found.to_dict("records")
    by_article: dict[str, list[int]] = {}
    for i, hit in enumerate(hits):
        by_article.setdefault(hit["article_id"], []).append(i)
    scored = [
        (shared, m, h) for m, mark in enumerate(marks) for h in by_article.get(mark["article_id"], [])
        if (shared := _iou(mark, hits[h])) >= (_OVERLAP if loose else 1.0)
    ]
    partner: dict[int, int] = {}
    taken: set[int] = set()
    for _, m, h in sorted(scored, key=lambda s: (-s[0], s[1], s[2])):
        if m not in partner and h not in taken:
            partner[m] = h
            taken.add(h)
    pairs = [(mark, hits[partner[m]] if m in partner else None) for m, mark in enumerate(marks)]
    return [*pairs, *((None, hit) for h, hit in enumerate(hits) if h not in taken)]


def _iou(a: dict[str, Any], b: dict[str, Any]) -> float:
    shared = min(a["end"], b["end"]) - max(a["start"], b["start"])
    return float(shared) / float(max(a["end"], b["end"]) - min(a["start"], b["start"])) if shared > 0 else 0.0


def _same_actor(pairs: list[tuple[dict[str, Any] | None, dict[str, Any] | None]], task: str) -> dict[str, str]:
    """For each actor of the annotation the id that most of its marks got, each id given to one actor only."""
    votes: dict[tuple[str, str], int] = {}
    for mark, hit in pairs:
        if mark is not None and hit is not None and isinstance(mark["value"], str) and isinstance(hit["value"], str):
            votes[mark["value"], hit["value"]] = votes.get((mark["value"], hit["value"]), 0) + 1
    chosen: dict[str, str] = {}
    for (name, actor_id), _ in sorted(votes.items(), key=lambda vote: (-vote[1], vote[0])):
        if name not in chosen and actor_id not in chosen.values():
            chosen[name] = actor_id
    return chosen


def _scored(task: str, marked: Marked) -> tuple[Any, ...]:
    complete, note = TASKS[task]
    matches = _matches(task, marked)
    agreement = task in ("speakers", "status of events", "stance")
    if agreement:
        matches = matches[matches["kind"].isin(["right", "other"])]
    right = matches["kind"] == "right"
    of_marks = matches["kind"] != "wrong"
    of_found = matches["kind"] != "missed"
    per_article = pd.DataFrame({"a": matches["article_id"], "r": right, "m": of_marks, "f": of_found}).groupby("a").sum()
    r, m, f = (per_article[c].to_numpy(dtype=float) for c in "rmf")
    low, high = _interval(r, m, f if complete else m)
    precision = r.sum() / f.sum() if complete and f.sum() else None
    recall = r.sum() / m.sum() if m.sum() else None
    return (task, int(m.sum()), int(f.sum()), int(r.sum()), precision, recall, _f1(r.sum(), m.sum(), f.sum() if complete else m.sum()),
            low, high, note)


def _f1(right: float, marks: float, found: float) -> float | None:
    return 2 * right / (marks + found) if marks + found else None


def _interval(right: np.ndarray, marks: np.ndarray, found: np.ndarray) -> tuple[float | None, float | None]:
    if len(right) < 2:
        return None, None
    drawn = np.random.default_rng(0).integers(0, len(right), size=(DRAWS, len(right)))
    totals = marks[drawn].sum(axis=1) + found[drawn].sum(axis=1)
    scores = 2 * right[drawn].sum(axis=1) / np.maximum(totals, 1)
    low, high = np.quantile(scores, [0.025, 0.975])
    return float(low), float(high)
