"""How often each outlet lets somebody speak without a name."""

from __future__ import annotations

from typing import Final

import pandas as pd

from broadsheet.analysis.counting import columns, proofs
from broadsheet.analysis.counting.articles import UNKNOWN
from broadsheet.analysis.counting.intervals import wilson
from broadsheet.analysis.counting.statements import statements
from broadsheet.analysis.question import Asked, Column, question
from broadsheet.annotating import Layers

ENOUGH: Final = 20
"""Statements below which a share by outlet is not worth reading."""


def _counted(layers: Layers) -> pd.DataFrame:
    """The statements whose speaker the text states, each once per article."""
    said = statements(layers)
    return said[said["speaker_start"].notna()].drop_duplicates(["article_id", "statement"])


def _proof(frame: pd.DataFrame, asked: Asked) -> pd.DataFrame:
    """The outlet's statements by unnamed speakers; where it has none, all that were counted show that."""
    said = _counted(asked.layers)
    unnamed = said["anonymous"].fillna(False).astype(bool)
    none = ~said["outlet"].isin(said.loc[unnamed, "outlet"])
    return proofs.same(frame.assign(outlet=frame["source"].fillna(UNKNOWN)), said[unnamed | none], {"outlet": "outlet"})


def _anonymity(frame: pd.DataFrame, asked: Asked) -> str:
    """Which outlet lets most speak without a name, where there are enough statements to say so."""
    enough = frame[frame["enough"].fillna(False).astype(bool)]
    if enough.empty:
        return "Not enough statements per outlet to compare how many are by unnamed speakers"
    top = enough.sort_values("share", ascending=False, kind="stable").iloc[0]
    return f"{top['source']} has most unnamed speakers: {100 * float(top['share']):.0f} % of {int(top['n'])} statements"


@question(
    asks="How many voices have no name?",
    columns=columns.some(
        "source",
        n=Column("n", "statements whose speaker the text states", unit="statements"),
        anonymous=Column("Anonymous", "of them, those by a speaker without a name", unit="statements"),
        share=Column("Share", "of the statements, those by a speaker without a name", form="share"),
        low=Column("95 % interval", "of the share (Wilson 1927)", form="interval of shares", beside=("high",)),
        high=Column("Upper end", "the upper end of the interval", form="share"),
        enough=Column("Enough to compare", f"whether there are at least {ENOUGH} statements"),
    ),
    proof=_proof,
    finding=_anonymity,
    empty="Nobody is quoted.",
    unit="n: statements; share: of them by a speaker without a name",
)
def anonymous_share(layers: Layers) -> pd.DataFrame:
    """How often each outlet lets somebody speak without a name.

    Parameters
    ----------
    layers
        What `annotate` or an archive gives.

    Returns
    -------
    DataFrame
        One row per outlet, highest share first: `source`, `n` (statements whose speaker the text states), `anonymous` (those
        by somebody unnamed), `share`, `low` and `high` (95 % interval after Wilson 1927), `enough` (n is at least 20).
    """
    said = _counted(layers)
    counted = said.groupby("source", as_index=False, dropna=False).agg(n=("statement", "size"), anonymous=("anonymous", "sum"))
    low, high = wilson(counted["anonymous"].to_numpy(dtype=float), counted["n"].to_numpy(dtype=float))
    made = counted.assign(share=counted["anonymous"] / counted["n"], low=low, high=high, enough=counted["n"] >= ENOUGH)
    made = made.astype({"n": "Int64", "anonymous": "Int64", "share": "Float64", "low": "Float64", "high": "Float64", "enough": "boolean"})
    return made.sort_values(["share", "n", "source"], ascending=[False, False, True], ignore_index=True)
