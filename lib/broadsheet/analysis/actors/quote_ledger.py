"""All that anybody is reported to say or think."""

from __future__ import annotations

from typing import Final

import pandas as pd

from broadsheet.analysis.counting import columns, proofs
from broadsheet.analysis.counting.appearances import SPAN
from broadsheet.analysis.counting.statements import naming, quotations
from broadsheet.analysis.counting.wording import quantity
from broadsheet.analysis.question import Asked, Column, question
from broadsheet.annotating import Layers
from broadsheet.corrections import find_actor

FOR: Final = frozenset({"praised", "promised", "admitted"})
AGAINST: Final = frozenset({"criticised", "denied", "refused", "warned"})

_BEHIND_NOUN = r",|\s(?:of|from|in|at|who|with|for|on|close|familiar|there|near|to)\b"
_SEVERAL = r"(?:[a-rt-z]s|people|men|women|police)$"
"""The end of a noun for several speakers, before what tells of them: "UK officials", "two people with knowledge of the talks"."""


def _told(frame: pd.DataFrame, asked: Asked) -> str:
    order = ", the newest first" if asked.options["newest_first"] else ""
    return f"{quantity(len(frame), 'statement or thought', 'statements and thoughts')}{order}"


@question(
    asks="What did they say?",
    columns=columns.some(
        "source article_id start end",
        person=Column("Person", "who speaks or thinks"),
        organisation=Column("Organisation", "the body that speaks, or that the person was last said to belong to"),
        concept=Column("Concept", "for the analyst to fill in"),
        agreement=Column("Agreement", "whether the reporting word is for something (yes) or against it (no); empty where it does not say"),
        colour=Column("Reporting word", "what kind of word reports it"),
        date=Column("Date", "when the article was published", form="day"),
        text=Column("Text", "the words, without quotation marks"),
    ),
    proof=proofs.own_span,
    finding=_told,
    empty="Nobody is reported to say anything.",
    rows=20,
)
def quote_ledger(
    layers: Layers, *, focus: str | None = None, about: str | None = None, newest_first: bool = False,
) -> pd.DataFrame:
    """All that anybody is reported to say or think, in the columns of Discourse Network Analyzer.

    Parameters
    ----------
    layers
        What `annotate` or an archive gives.
    focus
        Only what this actor (name, alias or id) says.
    about
        Only what names this actor (name, alias or id), whoever says it.
    newest_first
        Whether the newest stands first, for whoever reads the ledger; other programs expect the oldest there.

    Returns
    -------
    DataFrame
        One row per quotation with a speaker, by date: `person` and `organisation` (the speaker, and the body that the
        speaker was last said to belong to by then; an organisation or country that speaks has no person; an unnamed
        speaker stands in the words of the text, under person if it is one ("a diplomat"), under organisation if they are
        several ("Norlandic officials")), `concept` (null: the analyst's to fill), `agreement` (True
        where the reporting word is for something, as in "praised" or "promised", False where it is against, as in "denied",
        null where it does not say), `colour` (of the reporting word), `date`, `text`, `source`, `article_id`, `start`, `end`.
    """
    rows = quotations(layers)
    rows = rows[rows["speaker_start"].notna() & ~((rows["colour"] == "wished") & (rows["manner"] == "indirect"))]
    if focus is not None:
        rows = rows[rows["actor_id"] == find_actor(layers, focus)]
    if about is not None:
        rows = rows[naming(rows, layers, find_actor(layers, about))]
    actors = layers.actors.set_index("actor_id")
    name, kind = rows["actor_id"].map(actors["name"]), rows["actor_id"].map(actors["kind"])
    is_person = ~kind.isin(["organisation", "country", "place"])
    unnamed = rows["speaker"].where(rows["actor_id"].isna()).astype("str")
    several = unnamed.str.replace(rf"(?:{_BEHIND_NOUN}).*", "", regex=True).str.contains(_SEVERAL).fillna(False).astype(bool)
    made = rows.assign(
        person=name.where(is_person).fillna(unnamed.where(~several)),
        organisation=name.where(~is_person & name.notna()).fillna(_affiliations(rows, layers)).fillna(unnamed.where(several)),
        concept=pd.Series(None, index=rows.index, dtype="str"), agreement=_agreement(rows["colour"]), date=rows["published_at"],
    )
    shown = ["person", "organisation", "concept", "agreement", "colour", "date", "text", "source", *SPAN]
    made = made.sort_values(["published_at", *SPAN], kind="stable", ignore_index=True)
    made = made.sort_values("date", ascending=False, kind="stable", ignore_index=True) if newest_first else made
    return made[shown].astype({"person": "str", "organisation": "str"})


def _affiliations(rows: pd.DataFrame, layers: Layers) -> pd.Series:
    """The name of the body that each speaker was last said to belong to when the article appeared."""
    names = layers.actors.set_index("actor_id")["name"]
    roles = layers.roles[layers.roles["affiliation_id"].notna() & layers.roles["published_at"].notna()]
    roles = roles.sort_values("published_at", kind="stable")[["actor_id", "published_at", "affiliation_id"]]
    asked = rows.loc[rows["actor_id"].notna() & rows["published_at"].notna(), ["actor_id", "published_at"]]
    asked = asked.assign(_row=asked.index).sort_values("published_at", kind="stable")
    if not len(roles) or not len(asked):
        return pd.Series(None, index=rows.index, dtype="str")
    found = pd.merge_asof(asked, roles, on="published_at", by="actor_id").set_index("_row")["affiliation_id"].map(names)
    return found.reindex(rows.index).astype("str")


def _agreement(colours: pd.Series) -> pd.Series:
    known = dict.fromkeys(FOR, True) | dict.fromkeys(AGAINST, False)
    return colours.map(known).astype("boolean")
