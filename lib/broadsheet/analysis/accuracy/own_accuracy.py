"""How often broadsheet is right on an analyst's own articles: fifty sentences drawn for her, labelled by her, scored ever after.

The sentences are drawn at random from her archive, so precision and recall hold for it, within their intervals. Scoring asks the
layers of today: what was labelled once also measures the next version.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any, Final

import pandas as pd

from broadsheet.analysis.counting.appearances import ACTING
from broadsheet.analysis.counting.articles import independent
from broadsheet.analysis.counting.intervals import bootstrap_mean, wilson
from broadsheet.analysis.counting.narrowing import of_articles
from broadsheet.annotating import Layers
from broadsheet.annotating.languages import in_annotated_language
from broadsheet.archive.labels import Label, Mark

SAMPLE: Final = 50
"""Sentences: about half an hour of work, and intervals of about ± 5 points for names."""

TASKS: Final = {
    "names of actors": "who is meant", "quotations": "speakers", "dates": "values of dates",
    "happenings": "status and days of happenings", "stance": "stance",
}
"""What is marked in a sentence, and the task of what is said about the words marked."""

_LEAST, _MOST = 5, 70
"""Words of a sentence that can be labelled: less is a heading, more is not a sentence."""

_OVERLAP = 0.5
"""Share of the longer one that two spans of a quotation share to count as one; the other tasks ask for the same characters."""

COLUMNS: Final = (
    "task", "labelled", "found", "right", "precision", "precision_low", "precision_high", "recall", "recall_low", "recall_high",
)


def sentences_to_label(layers: Layers, *, n: int = SAMPLE) -> pd.DataFrame:
    """Sentences drawn at random, always the same ones for the same archive: `article_id start end`, in the order of drawing.

    Copies, replaced versions, articles in other languages, headings and very long sentences are not drawn. As the archive grows, some
    of the sentences that are not labelled yet give way to new ones; the sample stays a random one.

    Parameters
    ----------
    layers
        What an archive gives.
    n
        Sentences to draw.
    """
    articles = independent(layers.articles)
    texts = articles[in_annotated_language(articles["language"])].set_index("article_id")["text"]
    rows = layers.sentences[layers.sentences["article_id"].isin(set(texts.index))]
    words = [len(texts[key][a:b].split()) for key, a, b in zip(rows["article_id"], rows["start"], rows["end"], strict=True)]
    rows = rows[[_LEAST <= count <= _MOST for count in words]]
    lots = [hashlib.sha256(f"{key}:{start}".encode()).hexdigest() for key, start in zip(rows["article_id"], rows["start"], strict=True)]
    drawn = rows.assign(lot=pd.Series(lots, index=rows.index, dtype="str")).sort_values("lot").head(n)
    return drawn[["article_id", "start", "end"]].reset_index(drop=True)


def found_marks(layers: Layers) -> pd.DataFrame:
    """What broadsheet says that a label can judge: `task article_id start end value`, values in words.

    Names of actors (value: who is meant), quotations (speaker), dates (value as in TIMEX3), happenings with a date (status and days)
    and judged mentions (stance: the likeliest class).
    """
    names = layers.actors.set_index("actor_id")["name"]
    mentions = layers.mentions[(layers.mentions["form"] == "name") & layers.mentions["kind"].isin(ACTING)]
    happenings = layers.events[layers.events["date_start"].notna()]
    odds = layers.stances[["p_negative", "p_neutral", "p_positive"]].astype(float)
    classes = odds.idxmax(axis=1).str.removeprefix("p_") if len(odds) else pd.Series(dtype="str")
    parts = {
        "names of actors": mentions.assign(value=mentions["actor_id"].map(names)), "dates": layers.dates,
        "quotations": layers.quotes.assign(value=layers.quotes["actor_id"].map(names)),
        "happenings": happenings.assign(value=_told(happenings)), "stance": layers.stances.assign(value=classes),
    }
    columns = ["task", "article_id", "start", "end", "value"]
    made = pd.concat([part.assign(task=task)[columns] for task, part in parts.items()], ignore_index=True)
    made = made.astype({"value": "str", "start": "int64", "end": "int64"})
    order = made["task"].map({task: i for i, task in enumerate(parts)})
    return made.assign(_order=order).sort_values(["article_id", "_order", "start"], kind="stable", ignore_index=True).drop(columns="_order")


def _told(happenings: pd.DataFrame) -> pd.Series:
    """`occurred, 2025-05-18`, or with the last day too."""
    first, last = happenings["earliest"].dt.strftime("%Y-%m-%d"), happenings["latest"].dt.strftime("%Y-%m-%d")
    days = first.where(first == last, first + " to " + last)
    return (happenings["status"] + ", " + days).where(first.notna() & last.notna(), happenings["status"])


def own_accuracy(layers: Layers, labels: Sequence[Label]) -> pd.DataFrame:
    """Precision and recall on the labelled sentences, with 95 % intervals.

    Returns
    -------
    pandas.DataFrame
        One row per task: `task`, `labelled` (marks that are there), `found` (by broadsheet, in these sentences), `right`, `precision`
        and `recall` with `…_low` and `…_high`. For what is said about words (`who is meant`, `speakers`, `values of dates`, `status and
        days of happenings`, `stance`) precision is the share that is right among words found rightly, and recall is null. The interval is
        the wider of Wilson's, which knows that a hundred per cent of few is not certain, and one from resampling articles, whose marks
        hang together. Sentences whose article is gone are left out. Empty without labels.
    """
    rows = [row for task in TASKS for row in _scored(task, own_matches(layers, labels))] if labels else []
    made = pd.DataFrame(rows, columns=list(COLUMNS))
    shares = dict.fromkeys(COLUMNS[4:], "Float64")
    return made.astype({"task": "str", **dict.fromkeys(("labelled", "found", "right"), "Int64"), **shares})


def own_matches(layers: Layers, labels: Sequence[Label]) -> pd.DataFrame:
    """One row per mark and finding in the labelled sentences: `task article_id start end expected got there found right_value`.

    `there`: the words are labelled as there; `found`: broadsheet marks them; `right_value`: what is said of them is right, null where
    they are not both or it cannot be told.
    """
    known = set(layers.articles["article_id"])
    kept = [label for label in labels if label.article_id in known]
    findings = found_marks(of_articles(layers, {label.article_id for label in kept}))
    by_article = dict(tuple(findings.groupby("article_id")))
    rows = [row for label in kept for row in _compared(label, by_article.get(label.article_id, findings.iloc[:0]))]
    columns = ["task", "article_id", "start", "end", "expected", "got", "there", "found", "right_value"]
    return pd.DataFrame(rows, columns=columns).astype({"task": "str", "there": bool, "found": bool, "right_value": "boolean"})


def own_passages(layers: Layers, labels: Sequence[Label], scores: pd.DataFrame) -> pd.DataFrame:
    """The places behind each row of `own_accuracy`, what is wrong first: `row article_id start end`."""
    matches = own_matches(layers, labels)
    matches = matches.assign(good=matches["there"] & matches["found"] & matches["right_value"].fillna(True).astype(bool))
    made = []
    for row, task in enumerate(scores["task"]):
        marked = next(name for name, said in TASKS.items() if task in (name, said))
        made.append(matches[matches["task"] == marked].assign(row=row))
    columns = ["row", "article_id", "start", "end"]
    found = pd.concat(made, ignore_index=True) if made else pd.DataFrame(columns=[*columns, "good"])
    return found.sort_values(["row", "good", "article_id", "start"], kind="stable", ignore_index=True)[columns]


def _compared(label: Label, findings: pd.DataFrame) -> list[tuple[Any, ...]]:
    """The marks of one sentence beside what the layers of today say of it."""
    inside = findings[(findings["start"] >= label.start) & (findings["start"] < label.end)].to_dict("records")
    rows, left = [], list(inside)
    for mark in label.marks:
        hit = next((each for each in left if each["task"] == mark.task and _same(mark, each)), None)
        if hit is not None:
            left.remove(hit)
        got = None if hit is None or pd.isna(hit["value"]) else hit["value"]
        there = mark.judged != "wrong"
        if there or hit is not None:
            value = _right_value(mark, got) if there and hit is not None else pd.NA
            rows.append((mark.task, label.article_id, mark.start, mark.end, mark.value, got, there, hit is not None, value))
    rows += [(each["task"], label.article_id, each["start"], each["end"], None, each["value"], False, True, pd.NA) for each in left]
    return rows


def _right_value(mark: Mark, got: str | None) -> Any:
    """Whether what is said of the words is right; null where only a wrong value was labelled and today another one is said."""
    if mark.judged == "right":
        return got == mark.value
    return False if mark.judged == "value" and got == mark.value else pd.NA


def _same(mark: Mark, hit: dict[str, Any]) -> bool:
    shared = min(mark.end, hit["end"]) - max(mark.start, hit["start"])
    longer = max(mark.end - mark.start, hit["end"] - hit["start"])
    return shared >= _OVERLAP * longer if mark.task == "quotations" else (mark.start, mark.end) == (hit["start"], hit["end"])


def _scored(task: str, matches: pd.DataFrame) -> list[tuple[Any, ...]]:
    """The row of the words, and the row of what is said of them; of stance only the second."""
    own = matches[matches["task"] == task]
    said = own[own["right_value"].notna()]
    share = _share(said["right_value"], said["article_id"])
    value = (TASKS[task], len(said), len(said), int(said["right_value"].sum()), *share, None, None, None)
    found, there = own[own["found"]], own[own["there"]]
    words = (task, len(there), len(found), int((own["found"] & own["there"]).sum()), *_share(found["there"], found["article_id"]),
             *_share(there["found"], there["article_id"]))
    return [value] if task == TASKS[task] else [words, value]


def _share(right: pd.Series, articles: pd.Series) -> tuple[float | None, float | None, float | None]:
    """The share that is right, and its interval; nothing of nothing."""
    if not len(right):
        return None, None, None
    values = right.astype(float)
    (low,), (high,) = wilson([values.sum()], [len(values)])
    drawn = bootstrap_mean(values, articles)
    return float(values.mean()), min(low, drawn.low), max(high, drawn.high)
