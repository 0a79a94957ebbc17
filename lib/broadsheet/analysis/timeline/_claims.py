"""Claims: a figure of one thing, with all that tell it, and with which value.

Two tellings are of one thing when they count the same (the dead, barrels a day), in the same storyline and place, as confirmed or not,
and the words around them are alike. Each claim is led by its first telling, and later ones join the claim that they are most like.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import pandas as pd

from broadsheet.analysis.counting.figure_words import MONEY, fates
from broadsheet.analysis.counting.figures_told import Ties
from broadsheet.analysis.counting.numbered import NEVER, day_numbers, moments
from broadsheet.analysis.counting.once import once
from broadsheet.analysis.counting.salience import sentence_vectors
from broadsheet.analysis.timeline._tellings import figure_tellings
from broadsheet.annotating import Layers

TELLING = (
    "claim", "kind", "value", "low", "unit", "per", "sure", "people", "text", "place", "article_id", "source", "published_at",
    "sentence_no", "start", "end", "sentence_start", "sentence_end",
)

LIKE = {"fate": 0.02, "toll": 0.22, "people": 0.25, "rate": 0.0, "money": 0.15, "share": 0.4, "thing": 0.12}
"""Mean cosine of the words around two figures from which they are figures of one thing. fate: what became of people, in a place that is
named; toll: without a place; rate: barrels a day. Tried on four corpora: of what is shown 0.71 is a conflict or a development that a
careful reader notes, and 0.22 of those notes are found."""

TIE = 0.1
"""What a shared word that ties both figures adds to that."""

DOER = 0.1
"""What it adds that one person or organisation stands before both as well: what the club spent, in whatever words."""

APART = {"rate": 12.0, "toll": 30.0, "money": 3.0, "thing": 4.0, "share": 4.0, "people": 4.0}
"""How many times larger one of two values of a kind may be: what is farther apart is no figure of one thing."""

TIED = ("money", "share", "people")
"""Kinds of figures that must share a word that ties them: "spent $2m" and "spent nearly $3m"."""

ROUNDED = 0.02
"""Figures closer than this share of the larger are the same figure, if the one with fewer digits can be the other rounded."""

WITHIN = 45
"""Days between the publication of two tellings of one claim."""

LATEST = 6
"""Tellings of a claim, the latest, that a new one is compared with."""

COMPARED = 40
"""Tellings of a claim, the latest, of which one must allow that a new one is of the same thing."""

TOGETHER = 3000
"""Tellings that are compared with each other; more are taken in parts, by publication."""


@once("articles", "sentences", "mentions", "storylines")
def claims(layers: Layers) -> pd.DataFrame:
    """One row per telling of a figure, `TELLING`, by publication; `claim` numbers what they are figures of, -1 for what one
    article alone counts."""
    told = figure_tellings(layers)
    if told.empty:
        return pd.DataFrame(columns=list(TELLING))
    storyline = layers.storylines.set_index("article_id")["storyline_id"]
    return _joined(told.assign(storyline=told["article_id"].map(storyline).astype(object).fillna("")))[list(TELLING)]


def _joined(told: pd.DataFrame) -> pd.DataFrame:
    """The tellings with the number and the kind of the claim of each."""
    words = told["window"].str.replace(r"\d[\d.,]*", " ", regex=True).astype("str")
    vectors, days = sentence_vectors(words.array), day_numbers(moments(told["published_at"]))
    days = np.where(days == NEVER, days[days != NEVER].max(initial=0), days)
    value, tied, who = told["value"].to_numpy(), told["ties"].tolist(), told["who"].to_numpy()
    claim, kinds = np.full(len(told), -1), np.full(len(told), "", dtype=object)
    fresh = 0
    for rows, kind in _keyed(told):
        own = _Tellings(kind, (vectors[rows] @ vectors[rows].T).toarray(), days[rows], value[rows], [tied[row] for row in rows], who[rows])
        for group in own.groups():
            claim[rows[group]], kinds[rows[group]] = fresh, kind
            fresh += 1
    return told.assign(claim=claim, kind=kinds)


class _Tellings(NamedTuple):
    """Figures that count the same, by publication."""

    kind: str
    likeness: np.ndarray
    days: np.ndarray
    value: np.ndarray
    ties: list[Ties]
    who: np.ndarray

    def groups(self) -> list[list[int]]:
        """Those of one thing: each joins the group that it is most like, or begins another."""
        made: list[list[int]] = []
        for one in range(len(self.days)):
            scores = [self._likeness(one, group) for group in made]
            best = int(np.argmax(scores)) if scores else 0
            if scores and scores[best] >= LIKE[self.kind]:
                made[best].append(one)
            else:
                made.append([one])
        return made

    def _likeness(self, one: int, group: list[int]) -> float:
        """Of a figure and the latest of a group; -1 where they cannot be of one thing."""
        if abs(self.days[one] - self.days[group[-1]]) > WITHIN or not any(self._may_be_one(one, other) for other in group[-COMPARED:]):
            return -1.0
        return float(np.mean([self.likeness[one, other] + self._tie(one, other) for other in group[-LATEST:]]))

    def _tie(self, one: int, other: int) -> float:
        """What it adds that a word ties both, and that one doer did both."""
        shared = self.ties[one].shared(self.ties[other])
        return TIE * shared + DOER * (self.kind == "money" and shared and bool(self.who[one]) and self.who[one] == self.who[other])

    def _may_be_one(self, one: int, other: int) -> bool:
        low, high = sorted((self.value[one], self.value[other]))
        near = self.ties[one].of_one_kind(self.ties[other]) and (self.kind not in APART or low * APART[self.kind] >= high)
        return near and (self.kind not in TIED or _tied(self.ties[one], self.ties[other], self.who[one], self.who[other]))


def _keyed(told: pd.DataFrame) -> Iterator[tuple[np.ndarray, str]]:
    """The rows of several articles that count the same, those of people in the same place, and what kind of figure they are."""
    people = told["people"].to_numpy(dtype=bool)
    place = told["place"].where(told["unit"].isin(fates()), "")
    keys = ["storyline", "unit", "per", "sure", "_place", "era"]
    article = pd.factorize(told["article_id"])[0]
    unit, per = told["unit"].tolist(), told["per"].tolist()
    for rows in told.assign(_place=place).groupby(keys, sort=True).indices.values():
        if (article[rows] == article[rows[0]]).all():
            continue
        kind = _kind(unit[rows[0]], per[rows[0]], people=bool(people[rows[0]]), placed=bool(place.iloc[rows[0]]))
        ordered = np.sort(rows)
        yield from ((ordered[at:at + TOGETHER], kind) for at in range(0, len(rows), TOGETHER))


def _tied(one: Ties, other: Ties, who: str, others: str) -> bool:
    """Whether two figures are tied to one thing, or to one deed of one doer: what A raised is not what B raised."""
    return one.named(other) or (one.shared(other) and bool(who) and who == others)


def _kind(unit: str, per: str, *, people: bool, placed: bool) -> str:
    if people:
        return "people" if unit not in fates() else "fate" if placed else "toll"
    if unit in MONEY:
        return "money"
    return "share" if unit == "%" else "rate" if per else "thing"


def differing(told: pd.DataFrame) -> Iterator[tuple[int, pd.DataFrame]]:
    """The claims that two articles at least tell with different values, each with its tellings."""
    for _, group in told[told["claim"] >= 0].groupby("claim"):
        if group["article_id"].nunique() > 1 and _differ(group):
            yield int(group["claim"].iloc[0]), group


def _differ(group: pd.DataFrame) -> bool:
    """Whether two articles tell values that differ by more than rounding."""
    low, high = group.groupby("article_id")["value"].min(), group.groupby("article_id")["value"].max()
    first = group.drop_duplicates("article_id")
    apart = (high.max() - low.min()) > ROUNDED * high.max() or not _rounded(float(low.min()), float(high.max()))
    return bool(apart) and first["value"].nunique() > 1


def _rounded(one: float, other: float) -> bool:
    """Whether the figure with fewer digits can be the other one rounded: 22,400 and 22,000, but not 31.40 and 31.85."""
    coarse, fine = sorted((one, other), key=lambda value: len(_digits(value)))
    return float(f"{fine:.{len(_digits(coarse)) - 1}e}") == float(coarse)


def _digits(value: float) -> str:
    """The digits that a figure is given with, from the first that is no zero to the last: "31.4" of 31.40, "22" of 22,000."""
    return f"{value:.12g}".split("e")[0].replace(".", "").lstrip("0").rstrip("0") or "0"
