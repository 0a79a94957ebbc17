"""Plans as a calendar file that calendar programs open, and update when it is exported again."""

from __future__ import annotations

import hashlib
from typing import Any

import pandas as pd

from broadsheet import schemas

PRODUCT = "-//broadsheet//timeline//EN"
_STATUS = {"cancelled": "CANCELLED", "happened": "CONFIRMED", "moved": "CONFIRMED"}
_TITLE = 120
"""Characters of a sentence that a calendar's title line shows."""


def calendar(plans: pd.DataFrame, *, now: str | pd.Timestamp) -> bytes:
    """The plans as an iCalendar file (RFC 5545), one all-day event each.

    Parameters
    ----------
    plans
        Rows of `commitments`.
    now
        The moment of the export; it becomes DTSTAMP and, in seconds, the SEQUENCE by which a program knows the newer export.

    Returns
    -------
    bytes
        The file's content. A plan keeps its UID from export to export, as it is made from the story's id alone, so that a second
        import updates the first: a moved plan moves, a cancelled one is struck out.
    """
    from icalendar import Calendar

    moment = pd.Timestamp(now)
    moment = moment.tz_localize("UTC") if moment.tzinfo is None else moment.tz_convert("UTC")
    made = Calendar()
    made.add("prodid", PRODUCT)
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    for plan in schemas.records(plans.drop_duplicates("story_id").sort_values(["earliest", "story_id"])):
        made.add_component(_event(plan, moment))
    content: bytes = made.to_ical()
    return content


def plan_uid(story_id: str) -> str:
    """The UID of a plan: always the same for the same story."""
    return f"{hashlib.sha256(story_id.encode()).hexdigest()[:32]}@broadsheet"


def _event(plan: dict[str, Any], moment: pd.Timestamp) -> Any:
    from icalendar import Event

    first, last = plan["earliest"], plan["latest"]
    if plan["outcome"] == "moved" and pd.notna(plan["moved_to"]):
        first, last = plan["moved_to"], plan["moved_to"] + (last - first)
    event = Event()
    event.add("uid", plan_uid(plan["story_id"]))
    event.add("dtstamp", moment.to_pydatetime())
    event.add("sequence", int(moment.timestamp()) - 1_700_000_000)
    event.add("dtstart", first.date())
    event.add("dtend", (last + pd.Timedelta(days=1)).date())
    event.add("summary", _shortened(plan["sentence"]))
    event.add("description", _description(plan))
    event.add("status", _STATUS.get(plan["outcome"], "CONFIRMED" if plan["certainty"] == "firm" else "TENTATIVE"))
    event.add("transp", "TRANSPARENT")
    event.add("categories", [plan["outcome"], plan["certainty"]])
    return event


def _shortened(sentence: str) -> str:
    return sentence if len(sentence) <= _TITLE else sentence[: _TITLE - 1].rsplit(" ", 1)[0] + "…"


def _description(plan: dict[str, Any]) -> str:
    """The evidence: the sentence, who says so, the outlet and the day, and the sentence that tells what became of it."""
    announced = f"{plan['announced_at']:%Y-%m-%d}" if pd.notna(plan["announced_at"]) else "no date"
    source = plan["source"] if isinstance(plan["source"], str) else plan["article_id"]
    lines = [plan["sentence"], f"— {source}, {announced}"]
    if isinstance(plan["announcer"], str):
        lines.append(f"Announced by {plan['announcer']}")
    if plan["precision"] not in ("day", "minute"):
        lines.append(f"Known to the {plan['precision']} only.")
    if isinstance(plan["outcome_sentence"], str):
        lines.append(f"{plan['outcome'].capitalize()}: {plan['outcome_sentence']}")
    return "\n".join(lines)
