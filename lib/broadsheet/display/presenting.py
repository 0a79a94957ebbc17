"""What an answer says to a reader: which columns stand in a table, what they are called, and how a value is worded."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from broadsheet.analysis.counting.articles import UNKNOWN
from broadsheet.annotating.words import country_names
from broadsheet.display.escape import is_null, plain

HIDDEN = frozenset({
    "start", "end", "sentence_no", "cue_start", "cue_end", "speaker_start", "speaker_end", "date_start", "event_id", "story_id", "p",
    "difference_p", "other_start", "other_end", "background", "source_actor", "stated", "unit", "sort_key", "moved_from", "outcome_at",
    "npmi", "outlets_at_work",
})
"""Columns for programs, not for readers; the CSV has them."""

SHARES = frozenset({"share", "direct"})
"""Columns between 0 and 1 that are said in per cent."""

LABELS = {
    "name": "Actor", "kind": "Kind", "copy_of": "Copy of", "p_negative": "P(negative)", "p_neutral": "P(neutral)",
    "p_positive": "P(positive)", "url": "Link", "n": "n", "source": "Outlet", "sources": "Outlets", "other_source": "Other outlet",
    "other": "With", "holder": "Speaker", "target": "Speaks of", "sign": "Tone", "colour": "Reporting word", "direct": "In own words",
    "enough": "Enough to compare", "chance": "Probability by chance", "published_at": "Published", "other_published_at": "Other published",
    "announced_at": "Announced", "announcer": "Announced by", "outcome_sentence": "What became of it", "got": "Found instead",
    "outlets_telling": "Outlets that tell it", "detail": "Details", "days_silent": "Days of silence", "other_stance": "Stance of the other",
}
_INTERVALS = (
    ("low", "high", "95 % interval"), ("difference_low", "difference_high", "95 % interval of difference"),
    ("precision_low", "precision_high", "95 % of precision"), ("recall_low", "recall_high", "95 % of recall"),
)
_TONES = ("negative", "neutral", "positive")
TONES = "negative / neutral / positive"
"""The column that says the counts of the three tones at once."""

_LONG = 420


def presented(answer: pd.DataFrame, positions: Sequence[int] | None = None) -> pd.DataFrame:
    """An answer with what belongs together in one column: first and last day as one date, both ends of an interval as one text.

    `positions` are the rows to give, None all; which columns say nothing, and are left out, is decided by all rows in any case.
    """
    silent = [column for column in answer.columns if len(answer) and answer[column].isna().all()]
    silent += [column for column in _SAID_ONCE if _constant(answer, column)]
    made = answer.copy(deep=False) if positions is None else answer.iloc[list(positions)]
    if {"earliest", "latest", "precision"} <= set(made.columns):
        triples = zip(made["earliest"], made["latest"], made["precision"], strict=True)
        made["earliest"] = [said_date(*triple) for triple in triples]
        made = made.rename(columns={"earliest": "when"}).drop(columns=["latest", "precision"])
    for count in [name for name in made.columns if f"{name}_with_copies" in made.columns]:
        pairs = zip(made[count], made[f"{count}_with_copies"], strict=True)
        made[count] = [cell(a) if a == b else f"{cell(a)} ({cell(b)})" for a, b in pairs]
        made = made.rename(columns={count: f"{count} (with copies)"}).drop(columns=[f"{count}_with_copies"])
    for low, high, name in _INTERVALS:
        if {low, high} <= set(made.columns):
            pairs = zip(made[low], made[high], strict=True)
            of = "share" if low == "low" and "share" in made.columns else ""
            made[low] = [None if is_null(a) or is_null(b) else f"{cell(float(a), of)} to {cell(float(b), of)}" for a, b in pairs]
            made = made.rename(columns={low: name}).drop(columns=[high])
    silent += [name for _, _, name in _INTERVALS if name in made.columns and len(made) and made[name].isna().all()]
    return made.drop(columns=silent, errors="ignore")


def side_by_side(shown: pd.DataFrame) -> pd.DataFrame:
    """A presented answer in fewer columns, for a page that may be of paper.

    The counts of the three tones become one column, a mean stands with its interval, and a sentence of two, or of a plan, with the
    outlet and the day that it is from.

    Parameters
    ----------
    shown
        From `presented`.
    """
    made = shown.copy(deep=False)
    if set(_TONES) <= set(made.columns):
        counts = zip(*(made[tone] for tone in _TONES), strict=True)
        made[_TONES[0]] = [" / ".join(cell(n) for n in three) for three in counts]
        made = made.rename(columns={_TONES[0]: TONES}).drop(columns=list(_TONES[1:]))
    if {"sentence", "other_sentence", "source", "other_source"} <= set(made.columns):
        for side in ("", "other_"):
            days = made[f"{side}published_at"] if f"{side}published_at" in made.columns else [None] * len(made)
            told = zip(made[f"{side}source"], days, made[f"{side}sentence"], strict=True)
            made[f"{side}sentence"] = [_told(*three) for three in told]
        made = made.drop(columns=["source", "other_source", "published_at", "other_published_at"], errors="ignore")
    if {"certainty", "hedge"} <= set(made.columns):
        pairs = zip(made["certainty"], made["hedge"], strict=True)
        made["certainty"] = [cell(sure) if is_null(word) else f"{cell(sure)} (“{cell(word)}”)" for sure, word in pairs]
        made = made.drop(columns=["hedge"])
    if {"sentence", "source", "announced_at"} <= set(made.columns):
        told = zip(made["source"], made["announced_at"], made["sentence"], strict=True)
        made["sentence"] = [_told(*three) for three in told]
        if "announcer" in made.columns:
            named = zip(made["sentence"], made["announcer"], strict=True)
            made["sentence"] = [said if is_null(who) else f"{said} (announced by {cell(who)})" for said, who in named]
        made = made.drop(columns=["source", "announced_at", "announcer"], errors="ignore")
    for value, interval in (("stance", "95 % interval"), ("difference", "95 % interval of difference")):
        if {value, interval} <= set(made.columns):
            pairs = zip(made[value], made[interval], strict=True)
            made[value] = [cell(a) if is_null(b) else f"{cell(float(a))} ({b})" for a, b in pairs]
            made = made.rename(columns={value: f"{value} (95 % interval)"}).drop(columns=[interval])
    if {"verdict", "differs"} <= set(made.columns):
        once = made["differs"].where(made["differs"] != made["verdict"])
        made = made.drop(columns="differs") if once.isna().all() else made.assign(differs=once)
    return made


def _told(source: Any, day: Any, sentence: Any) -> str:
    """`The Courier, 9 Oct 2025: It rained.`"""
    where = ", ".join(part for part in (cell(source, "source"), cell(day)) if part)
    return f"{where}: {cell(sentence)}"


_SAID_ONCE = frozenset({"voice"})
"""Columns that are left out where all rows say the same: the line below the picture says it for all."""


def _constant(answer: pd.DataFrame, column: str) -> bool:
    return column in answer.columns and len(answer) > 1 and bool(answer[column].notna().all()) and answer[column].nunique() == 1


def said_date(earliest: Any, latest: Any, precision: Any) -> str:
    """`9 Oct 2025`, `9 Oct – 12 Oct 2025`, `Oct 2025`, `2024`: as exact as the date is; empty for none."""
    if is_null(earliest) or is_null(latest):
        return ""
    if precision in ("year", "decade", "century"):
        return f"{earliest:%Y}" if earliest.year == latest.year else f"{earliest:%Y}–{latest:%Y}"
    if precision in ("month", "quarter", "season"):
        same = (earliest.year, earliest.month) == (latest.year, latest.month)
        return f"{earliest:%b %Y}" if same else f"{earliest:%b}–{latest:%b %Y}"
    if earliest == latest:
        return f"{earliest.day} {earliest:%b %Y}"
    return f"{earliest.day} {earliest:%b} – {latest.day} {latest:%b %Y}"


def shown_columns(answer: pd.DataFrame) -> list[str]:
    """The columns of an answer that mean something to a reader."""
    return [str(c) for c in answer.columns if not (str(c) in HIDDEN or str(c).endswith("_id") or str(c) == "actor_ids")]


def label(column: str) -> str:
    """A column's heading: `first_seen` → First seen."""
    words = column.replace("_", " ").strip()
    return LABELS.get(column, words[:1].upper() + words[1:])


def cell(value: Any, column: str = "") -> str:
    """A value as a reader expects it, unescaped: `9 Oct 2025`, `Oct 2025` for a month, per cent for a share, nothing for null."""
    if is_null(value):
        return UNKNOWN if column in ("source", "other_source") else ""
    if isinstance(value, pd.Timestamp):
        return f"{value:%b %Y}" if column == "month" else said_day(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return f"{value:,}" if column not in ("year", "sentence_no") else str(value)
    if isinstance(value, float):
        if column in SHARES:
            return f"{100 * value:.0f} %"
        said = f"{value:,.0f}" if value.is_integer() and abs(value) >= 10 else f"{value:z.2f}"
        return said.replace("-", "−")
    if hasattr(value, "item"):
        return cell(value.item(), column)
    text = country_names().get(value, plain(value)) if column == "country" else plain(value)
    return text if len(text) <= _LONG else text[: _LONG - 1] + "…"


def said_day(day: Any) -> str:
    """`9 Oct 2025`, from a moment or from a day in ISO form; empty for none."""
    if is_null(day):
        return ""
    moment = pd.Timestamp(day)
    return f"{moment.day} {moment:%b %Y}"
