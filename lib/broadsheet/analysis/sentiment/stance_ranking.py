"""Who is for whom and who is against: stance by actor, outlet, period and speaker, with how sure it is.

The outlet's own voice and what it quotes are never averaged. Copies of an article and versions that were replaced are out.
A mean is given from `min_articles` independent articles on; below that the row says "not enough evidence". A mean is called
negative or positive only if its interval leaves out zero after the correction for the number of rows asked at once.
"""

from __future__ import annotations

from typing import Literal

import pandas as pd

from broadsheet.analysis.counting.articles import independent, told_by
from broadsheet.analysis.counting.intervals import MIN_ARTICLES, benjamini_hochberg, bootstrap_difference, bootstrap_mean
from broadsheet.analysis.counting.sentences import with_sentences
from broadsheet.annotating import Layers

NOT_ENOUGH = "not enough evidence"
ALPHA = 0.05
SLIGHT = 0.1
"""Mean stance, either way, that is too small to be called one, however sure it is."""
SHOWN = 2
"""Mentions judged negative, or positive, that a verdict takes: what shows it must be there to be read."""
_NUMBERS = ("stance", "low", "high", "p")


def stance_ranking(layers: Layers, *, focus: str | None = None, top: int | None = 15, min_articles: int = MIN_ARTICLES) -> pd.DataFrame:
    """Stance toward each actor, the outlets' own voice and quoted voices apart.

    Parameters
    ----------
    focus
        An actor's name, alias or id: only stances toward that actor.
    top
        So many actors, those judged in most articles; None is all.
    min_articles
        Independent articles below which no mean is given.

    Returns
    -------
    pandas.DataFrame
        One row per actor and voice: `name voice articles mentions negative neutral positive stance low high p verdict
        actor_id`. negative, neutral and positive count mentions by the likeliest class; stance is the mean of
        p_positive − p_negative over mentions, −1 to 1, null below the minimum; low and high its 95 % interval; p is
        corrected over the rows; verdict: negative, positive, neither, or "not enough evidence". A mean that only leans to one
        side, without two mentions that are judged so themselves, is neither.
    """
    judged = judged_mentions(layers, focus=focus)
    if top is not None:
        most = judged.groupby("actor_id")["article_id"].nunique().rename("n").reset_index()
        most = most.sort_values(["n", "actor_id"], ascending=[False, True])["actor_id"].head(top)
        judged = judged[judged["actor_id"].isin(set(most))]
    made = _means(judged, ["actor_id", "voice"], min_articles)
    named = _named(made, layers, ["name", "voice"])
    named = named.assign(_most=named.groupby("actor_id")["articles"].transform("max"))
    ordered = named.sort_values(["_most", "name", "actor_id", "voice"], ascending=[False, True, True, True], ignore_index=True)
    return ordered.drop(columns="_most")


def stance_by_outlet(
    layers: Layers, *, focus: str | None = None, top: int | None = 8, min_articles: int = MIN_ARTICLES,
    voice: Literal["own", "quoted"] = "own",
) -> pd.DataFrame:
    """Stance toward each actor by outlet, and whether the outlet differs from the others.

    Returns
    -------
    pandas.DataFrame
        One row per actor and outlet: the columns of `stance_ranking` with `source`, and `difference`, `difference_low`,
        `difference_high`, `difference_p` (this outlet minus all others, corrected over the rows) and `differs` (yes, no,
        or "not enough evidence").
    """
    judged = judged_mentions(layers, focus=focus)
    judged = judged[judged["voice"] == voice]
    if top is not None:
        most = judged.groupby("actor_id")["article_id"].nunique().sort_values(ascending=False, kind="stable").head(top)
        judged = judged[judged["actor_id"].isin(set(most.index))]
    made = _means(judged, ["actor_id", "source", "voice"], min_articles)
    made = made.join(_differences(judged, made, min_articles))
    return _named(made, layers, ["name", "source", "voice"]).sort_values(["name", "source"], kind="stable", ignore_index=True)


def stance_over_time(
    layers: Layers, *, focus: str | None = None, every: Literal["day", "week", "month"] = "month", top: int | None = 4,
    min_articles: int = MIN_ARTICLES, voice: Literal["own", "quoted"] = "own",
) -> pd.DataFrame:
    """Stance toward each actor by period: the columns of `stance_ranking` with the period's first day.

    The day's column is named `day`, `week` or `month`. Undated articles are out.
    """
    judged = judged_mentions(layers, focus=focus)
    judged = judged[(judged["voice"] == voice) & judged["published_at"].notna()]
    if top is not None:
        most = judged.groupby("actor_id")["article_id"].nunique().sort_values(ascending=False, kind="stable").head(top)
        judged = judged[judged["actor_id"].isin(set(most.index))]
    rule = {"day": "D", "week": "W-SUN", "month": "M"}[every]
    days = judged["published_at"].dt.tz_localize(None)
    judged = judged.assign(**{every: days.dt.to_period(rule).dt.start_time.astype("datetime64[us]")})
    made = _means(judged, ["actor_id", every, "voice"], min_articles)
    return _named(made, layers, ["name", every, "voice"]).sort_values(["name", every], kind="stable", ignore_index=True)


def stance_evidence(layers: Layers, *, focus: str | None = None, top: int = 10) -> pd.DataFrame:
    """The most negative and the most positive sentences, each with its voice; what speakers say of themselves is out.

    Returns
    -------
    pandas.DataFrame
        `side name sentence voice holder stance source day article_id start end actor_id holder_id`; `top` rows per side, the
        most extreme first, at most one per actor and article.
    """
    judged = judged_mentions(layers, focus=focus)
    judged = judged[judged["holder_id"].isna() | (judged["holder_id"] != judged["actor_id"])]
    names = layers.actors.set_index("actor_id")["name"]
    judged = judged.assign(
        name=judged["actor_id"].map(names), holder=judged["holder_id"].map(names).where(judged["voice"] == "quoted"),
        day=judged["published_at"].dt.tz_localize(None).dt.normalize(),
    )
    ordered = judged.sort_values(["stance", "article_id", "start"], kind="stable")
    lowest = ordered[ordered["p_negative"] > 0.5].drop_duplicates(["article_id", "actor_id"]).head(top).assign(side="negative")
    highest = ordered[ordered["p_positive"] > 0.5].iloc[::-1].drop_duplicates(["article_id", "actor_id"]).head(top).assign(side="positive")
    columns = [
        "side", "name", "sentence", "voice", "holder", "stance", "source", "day", "article_id", "start", "end", "actor_id", "holder_id",
    ]
    return with_sentences(pd.concat([lowest, highest], ignore_index=True), layers)[columns]


def judged_mentions(layers: Layers, *, focus: str | None = None) -> pd.DataFrame:
    """The judged mentions of known actors in independent articles, with `source`, `published_at` and `class`."""
    articles = independent(layers.articles)[["article_id", "source", "published_at"]]
    articles = articles.assign(source=told_by(articles))
    judged = layers.stances[layers.stances["actor_id"].notna() & layers.stances["stance"].notna()]
    judged = judged.merge(articles, on="article_id", validate="many_to_one")
    chosen = focus_id(layers, focus)
    if chosen is not None:
        judged = judged[judged["actor_id"] == chosen]
    probabilities = judged[["p_negative", "p_neutral", "p_positive"]].astype(float)
    likeliest = probabilities.idxmax(axis=1).str.removeprefix("p_") if len(judged) else pd.Series(dtype="str")
    return judged.assign(**{"class": likeliest})


def focus_id(layers: Layers, focus: str | None) -> str | None:
    """The id of the actor that the focus names, if there is a focus."""
    if focus is None:
        return None
    from broadsheet.corrections import find_actor

    found = find_actor(layers, focus)
    return found if isinstance(found, str) else str(found)


def class_counts(judged: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    """Per group, `articles mentions negative neutral positive` and the mean `stance` of its judged mentions."""
    flags = judged.assign(**{name: (judged["class"] == name).astype("int64") for name in ("negative", "neutral", "positive")})
    made = flags.groupby(by, sort=True, dropna=False).agg(
        articles=("article_id", "nunique"), mentions=("article_id", "size"), negative=("negative", "sum"), neutral=("neutral", "sum"),
        positive=("positive", "sum"), stance=("stance", "mean"),
    ).reset_index()
    return made.astype({name: "Int64" for name in ("articles", "mentions", "negative", "neutral", "positive")} | {"stance": "Float64"})


def _means(judged: pd.DataFrame, by: list[str], min_articles: int) -> pd.DataFrame:
    made = class_counts(judged, by)
    rows = {}
    for position, (_, group) in enumerate(judged.groupby(by, sort=True, dropna=False)):
        if group["article_id"].nunique() >= min_articles:
            rows[position] = bootstrap_mean(group["stance"], group["article_id"])
    numbers = pd.DataFrame.from_dict(rows, orient="index", columns=list(_NUMBERS)).reindex(range(len(made))).astype("Float64")
    numbers["p"] = benjamini_hochberg(numbers["p"])
    made = made.drop(columns="stance").join(numbers)
    columns = ("stance", "low", "high", "p", "negative", "positive")
    return made.assign(verdict=[_verdict(*row) for row in zip(*(made[name] for name in columns), strict=True)])


def _verdict(stance: float, low: float, high: float, p: float, negative: int, positive: int) -> str:
    if pd.isna(stance):
        return NOT_ENOUGH
    if p >= ALPHA or low <= 0 <= high or abs(stance) < SLIGHT or (negative if stance < 0 else positive) < SHOWN:
        return "neither"
    return "negative" if stance < 0 else "positive"


def _differences(judged: pd.DataFrame, made: pd.DataFrame, min_articles: int) -> pd.DataFrame:
    """Each outlet against all others on the same actor."""
    rows = []
    for actor_id, source in zip(made["actor_id"], made["source"], strict=True):
        of_actor = judged[judged["actor_id"] == actor_id]
        here, others = of_actor[of_actor["source"] == source], of_actor[of_actor["source"] != source]
        if min(here["article_id"].nunique(), others["article_id"].nunique()) < min_articles:
            rows.append((None, None, None, None))
        else:
            rows.append(bootstrap_difference((here["stance"], here["article_id"]), (others["stance"], others["article_id"])))
    columns = ["difference", "difference_low", "difference_high", "difference_p"]
    found = pd.DataFrame(rows, columns=columns, index=made.index).astype("Float64")
    found["difference_p"] = benjamini_hochberg(found["difference_p"])
    settled = (found["difference_p"] < ALPHA) & ~((found["difference_low"] <= 0) & (found["difference_high"] >= 0))
    said = settled.map({True: "yes", False: "no"}).fillna(NOT_ENOUGH).where(found["difference"].notna(), NOT_ENOUGH)
    return found.assign(differs=said.astype("str"))


def _named(made: pd.DataFrame, layers: Layers, first: list[str]) -> pd.DataFrame:
    names = layers.actors.set_index("actor_id")["name"]
    made = made.assign(name=made["actor_id"].map(names))
    rest = [column for column in made.columns if column not in (*first, "actor_id")]
    return made[[*first, *rest, "actor_id"]]
