"""Mean stance with its doubt: what the questions by actor, by outlet and by period share.

The outlet's own voice and what it quotes are never averaged. Copies of an article and versions that were replaced are out.
A mean is given from `min_articles` independent articles on; below that the row says "not enough evidence". A mean is called
negative or positive only if its interval leaves out zero after the correction for the number of rows asked at once (where the mean is
strong, with three errors in twenty allowed instead of one), or if the mentions that take a side take one of them, seven in ten or
more, which a sign test (corrected likewise) shows not to be chance.

Where most actors at once are written of well, it is the news that is good (aid arrives, medals are won) and nobody is praised by it: there
a positive verdict has to stand out from the tilt of all. Bad news is not treated so: what was measured negative a reader signs.
"""

from __future__ import annotations

from typing import Final, Literal

import pandas as pd

from broadsheet.analysis.counting import columns, proofs
from broadsheet.analysis.counting.intervals import benjamini_hochberg, bootstrap_mean
from broadsheet.analysis.counting.judged import ALPHA, NOT_ENOUGH, class_counts, judged_mentions
from broadsheet.analysis.question import Asked, Column, Proof, hidden
from broadsheet.annotating import Layers

Voice = Literal["own", "quoted"]

SLIGHT: Final = 0.1
"""Mean stance, either way, that is too small to be called one, however sure it is."""
STRONG: Final = 0.2
"""Mean stance, either way, from which a verdict may be wrong three times in twenty, and not only once. Measured on four corpora: two
more verdicts, nine in all, and all nine as a reader has them; on seven others one more."""
ALPHA_OF_STRONG: Final = 0.15
ONE_SIDED: Final = 2.5
"""Mentions of one side to each of the other from which they are one-sided: most mentions are neutral and keep the mean near zero."""
FEWEST_SIDED: Final = 9
"""Mentions that take a side from which the sign test can say anything after correction; with fewer it is not asked (Tarone 1990)."""
SHOWN: Final = 2
"""Mentions judged negative, or positive, that a verdict takes: what shows it must be there to be read."""
TILT: Final = 0.1
"""Median of the actors' means in one voice from which the news itself is good."""
TILTED: Final = 5
"""Actors with a mean in a voice from which their median tells of the news."""
_NUMBERS = ("stance", "low", "high", "p")

COLUMNS: Final = columns.some(
    "name voice negative neutral positive low high actor_id",
    articles=Column("Articles", "independent articles with a judged mention of the actor", unit="articles"),
    mentions=Column("Mentions", "judged mentions of the actor", unit="mentions"),
    stance=Column(
        "Stance (95 % interval)", "from −1, every mention negative, to 1, every mention positive; empty below the minimum of articles",
        form="mean", beside=("low", "high"),
    ),
    p=hidden("probability of such a mean by chance, corrected for the number of rows"),
    verdict=Column(
        "Verdict",
        "negative or positive if the interval leaves out zero, or seven in ten mentions with a side agree; else neither, or not enough",
    ),
)
"""The columns of `stance_ranking`, which the questions by outlet and by period have too."""


def judged_of(*names: str) -> Proof:
    """The judged mentions that equal the row in the columns of these names: just those that its counts and its mean rest on."""
    def proof(frame: pd.DataFrame, asked: Asked) -> pd.DataFrame:
        return proofs.same(frame, judged_mentions(asked.layers), {name: name for name in names})

    return proof


def means(judged: pd.DataFrame, by: list[str], min_articles: int, layers: Layers) -> pd.DataFrame:
    """Per group of judged mentions its counts, mean, interval, corrected p and verdict; null where there are too few articles."""
    made = class_counts(judged, by)
    rows = {}
    for position, (_, group) in enumerate(judged.groupby(by, sort=True, dropna=False)):
        if group["article_id"].nunique() >= min_articles:
            rows[position] = bootstrap_mean(group["stance"], group["article_id"])
    numbers = pd.DataFrame.from_dict(rows, orient="index", columns=list(_NUMBERS)).reindex(range(len(made))).astype("Float64")
    numbers["p"] = benjamini_hochberg(numbers["p"])
    made = made.drop(columns="stance").join(numbers)
    names = ("stance", "low", "high", "p", "negative", "positive")
    found = pd.Series([verdict(*row) for row in zip(*(made[name] for name in names), _lopsided(made), strict=True)], index=made.index)
    least = made["voice"].map(_least_praise(layers, min_articles)).astype("Float64").fillna(-1.0)
    return made.assign(verdict=found.where((found != "positive") | (made["stance"] >= least).fillna(False), "neither"))


def _least_praise(layers: Layers, min_articles: int) -> dict[str, float]:
    """The least mean that may be called positive in each voice in which the news is good: one that stands out from all actors'."""
    actors = judged_mentions(layers).groupby(["voice", "actor_id"]).agg(stance=("stance", "mean"), articles=("article_id", "nunique"))
    told = actors.loc[actors["articles"] >= min_articles, "stance"].groupby("voice").agg(["median", "count"])
    good = told[(told["median"] >= TILT) & (told["count"] >= TILTED)]
    return {str(voice): float(median) + STRONG for voice, median in good["median"].items()}


def _lopsided(made: pd.DataFrame) -> list[bool]:
    """Whether the mentions that take a side take one of them, seven in ten or more, and not by chance (corrected)."""
    from scipy.stats import binomtest

    given = made["stance"].notna() & (made["negative"] + made["positive"] >= FEWEST_SIDED)
    chances = [
        float(binomtest(int(negative), int(negative + positive)).pvalue) if one else pd.NA
        for one, negative, positive in zip(given, made["negative"], made["positive"], strict=True)
    ]
    corrected = benjamini_hochberg(pd.Series(chances, index=made.index, dtype="Float64"))
    most, least = made[["negative", "positive"]].max(axis=1), made[["negative", "positive"]].min(axis=1)
    strong = made["stance"].abs() >= STRONG
    sure = (corrected < ALPHA) | (strong & (corrected < ALPHA_OF_STRONG))
    return (sure & (most >= ONE_SIDED * least)).fillna(False).astype(bool).tolist()


def verdict(stance: float, low: float, high: float, p: float, negative: int, positive: int, lopsided: bool = False) -> str:
    """What a mean says: negative or positive, neither, or "not enough evidence" where there is none."""
    if pd.isna(stance):
        return NOT_ENOUGH
    if lopsided and (stance < 0) == (negative > positive):
        return "negative" if stance < 0 else "positive"
    enough = ALPHA_OF_STRONG if abs(stance) >= STRONG else ALPHA
    if p >= enough or low <= 0 <= high or abs(stance) < SLIGHT or (negative if stance < 0 else positive) < SHOWN:
        return "neither"
    return "negative" if stance < 0 else "positive"


def in_voice(judged: pd.DataFrame, voice: Voice, top: int | None) -> pd.DataFrame:
    """The judged mentions in one voice, of the actors that are judged in most articles in it; None is all."""
    judged = judged[judged["voice"] == voice]
    if top is None:
        return judged
    most = judged.groupby("actor_id")["article_id"].nunique().sort_values(ascending=False, kind="stable").head(top)
    return judged[judged["actor_id"].isin(set(most.index))]


def named(made: pd.DataFrame, layers: Layers, first: list[str]) -> pd.DataFrame:
    """With the actors' names, the columns `first` in front and the id at the end."""
    names = layers.actors.set_index("actor_id")["name"]
    made = made.assign(name=made["actor_id"].map(names))
    rest = [column for column in made.columns if column not in (*first, "actor_id")]
    return made[[*first, *rest, "actor_id"]]


def named_by(made: pd.DataFrame, layers: Layers, column: str) -> pd.DataFrame:
    """Rows per actor, voice and value of a column as an answer shows them: with names, by name and that column."""
    return named(made, layers, ["name", column, "voice"]).sort_values(["name", column], kind="stable", ignore_index=True)
