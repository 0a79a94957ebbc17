"""Who is in the news: ranking, course over time, who is new, who has vanished, who is silent, and one actor's page."""

from __future__ import annotations

import pandas as pd

from broadsheet.analysis.counting.appearances import ACTING, SPAN, appearances, best_sentences, reach
from broadsheet.analysis.counting.articles import independent
from broadsheet.annotating import Layers
from broadsheet.corrections import find_actor
from broadsheet.schemas import KINDS

_COUNTS = ["mentions", "articles", "articles_with_copies", "outlets", "outlets_with_copies"]
_PAGE = ["section", "text", "number", "day", *SPAN]


def actor_ranking(layers: Layers, *, top: int | None = None, kind: str | None = None) -> pd.DataFrame:
    """Who is written about most.

    Parameters
    ----------
    layers
        Annotated articles.
    top
        At most so many actors; None keeps all.
    kind
        Only actors of this kind (person, organisation, country, group, place, other); None: all but places and other things.

    Returns
    -------
    pandas.DataFrame
        One row per actor, most mentions first: `actor_id name kind country role` (the last one stated), `mentions`,
        `articles` and `outlets` (copies and replaced versions not counted), `articles_with_copies` and
        `outlets_with_copies` (counted), `share` (of all mentions of the actors ranked: share of voice), `first_seen` and
        `last_seen` (days), and as evidence a sentence: `article_id start end`.
    """
    rows = appearances(layers, kinds=ACTING if kind is None else (kind,))
    known = layers.actors[layers.actors["actor_id"].isin(rows["actor_id"].unique())]
    counted = rows.groupby("actor_id", as_index=False).agg(
        mentions=("start", "size"), first_seen=("published_at", "min"), last_seen=("published_at", "max"),
    )
    total = counted["mentions"].sum()
    made = (
        counted.assign(share=(counted["mentions"] / total).astype("Float64"))
        .merge(known, on="actor_id", validate="one_to_one")
        .merge(reach(layers, rows, ["actor_id"]), on="actor_id", validate="one_to_one")
        .merge(last_roles(layers), on="actor_id", how="left", validate="one_to_one")
        .merge(best_sentences(rows), on="actor_id", how="left", validate="one_to_one")
        .sort_values(["mentions", "articles", "actor_id"], ascending=[False, False, True], ignore_index=True)
    )
    columns = ["actor_id", "name", "kind", "country", "role", *_COUNTS, "share", "first_seen", "last_seen", *SPAN]
    made = made.assign(first_seen=_day(made["first_seen"]), last_seen=_day(made["last_seen"]))
    return made[columns].astype(dict.fromkeys(_COUNTS, "Int64")).head(len(made) if top is None else top)


def last_roles(layers: Layers) -> pd.DataFrame:
    """The role that was stated of each actor last: `actor_id role`."""
    ordered = layers.roles.sort_values(["published_at", "article_id", "start"], kind="stable", na_position="first")
    return ordered.drop_duplicates("actor_id", keep="last")[["actor_id", "role"]].reset_index(drop=True)


def actor_over_time(layers: Layers, *, focus: str | None = None, top: int = 6, every: str = "week") -> pd.DataFrame:
    """How much is written about actors, period by period.

    Parameters
    ----------
    layers
        Annotated articles; those without a date are left out.
    focus
        One actor's name, alias or id; None takes the `top` most mentioned.
    top
        How many actors, without a focus.
    every
        day, week (from Monday) or month.

    Returns
    -------
    pandas.DataFrame
        One row per period and actor, periods without mentions included: the first day of the period (`day`, `week` or
        `month`), `actor_id name mentions articles share` (of the period's independent articles that name the actor; null where
        there were none).
    """
    rule = {"day": "D", "week": "W-SUN", "month": "M"}[every]
    rows = appearances(layers, kinds=ACTING if focus is None else KINDS)
    rows = rows[rows["published_at"].notna()]
    ids = [find_actor(layers, focus)] if focus is not None else rows["actor_id"].value_counts().head(top).index.tolist()
    dated = independent(layers.articles).dropna(subset=["published_at"])
    periods = dated["published_at"].dt.tz_localize(None).dt.to_period(rule)
    if dated.empty or not ids:
        return _typed_course(pd.DataFrame(columns=[every, "actor_id", "name", "mentions", "articles", "share"]), every)
    every_period = pd.period_range(periods.min(), periods.max(), freq=rule)
    whole = pd.MultiIndex.from_product([every_period, ids], names=[every, "actor_id"])
    mine = rows[rows["actor_id"].isin(ids)]
    mine = mine.assign(**{every: mine["published_at"].dt.tz_localize(None).dt.to_period(rule)})
    counted = mine.groupby([every, "actor_id"]).agg(mentions=("start", "size"), articles=("article_id", "nunique"))
    made = counted.reindex(whole, fill_value=0).reset_index()
    totals = made[every].map(periods.value_counts()).astype("Float64")
    names = layers.actors.set_index("actor_id")["name"]
    made = made.assign(**{every: made[every].dt.start_time.astype("datetime64[us]")}, name=made["actor_id"].map(names))
    made = made.assign(share=(made["articles"] / totals).astype("Float64"))
    return _typed_course(made[[every, "actor_id", "name", "mentions", "articles", "share"]], every)


def _typed_course(made: pd.DataFrame, every: str) -> pd.DataFrame:
    return made.astype({
        every: "datetime64[us]", "actor_id": "str", "name": "str", "mentions": "Int64", "articles": "Int64", "share": "Float64",
    })


def new_and_vanished(layers: Layers, *, since: str | pd.Timestamp | None = None, top: int = 20) -> pd.DataFrame:
    """Who came into the news since a day, and who has not been in it since then.

    Parameters
    ----------
    layers
        Annotated articles; those without a date are left out.
    since
        The day that divides; None takes the last quarter of the period, a week at least.
    top
        At most so many actors on either side.

    Returns
    -------
    pandas.DataFrame
        One row per actor: `change` (new, vanished), `actor_id name kind first_seen last_seen articles outlets`, and the
        newest sentence as evidence: `article_id start end`. The new come first, then the vanished, most articles first. One side
        of the day without articles, and nobody is new or vanished.
    """
    rows = appearances(layers)
    rows = rows[rows["published_at"].notna()]
    dividing = _dividing_day(rows["published_at"], since)
    seen = rows.groupby("actor_id", as_index=False).agg(first_seen=("published_at", "min"), last_seen=("published_at", "max"))
    new, gone = seen["first_seen"] >= dividing, seen["last_seen"] < dividing
    both_sides = bool((rows["published_at"] >= dividing).any() and (rows["published_at"] < dividing).any())
    seen = seen.assign(change=new.map({True: "new"}).fillna(gone.map({True: "vanished"})))
    seen = seen[seen["change"].notna()] if both_sides else seen.iloc[:0]
    made = (
        seen.merge(layers.actors[["actor_id", "name", "kind"]], on="actor_id", validate="one_to_one")
        .merge(reach(layers, rows, ["actor_id"]), on="actor_id", validate="one_to_one")
        .merge(best_sentences(rows), on="actor_id", validate="one_to_one")
        .sort_values(["change", "articles", "outlets", "actor_id"], ascending=[True, False, False, True], kind="stable")
    )
    made = made.groupby("change", sort=False).head(top).reset_index(drop=True)
    made = made.assign(first_seen=_day(made["first_seen"]), last_seen=_day(made["last_seen"]))
    return made[["change", "actor_id", "name", "kind", "first_seen", "last_seen", "articles", "outlets", *SPAN]]


def _dividing_day(days: pd.Series, since: str | pd.Timestamp | None) -> pd.Timestamp:
    if since is not None:
        day = pd.Timestamp(since)
        return day.tz_localize("UTC") if day.tzinfo is None else day
    if days.empty:
        return pd.Timestamp("2000-01-01", tz="UTC")
    span = max((days.max() - days.min()) / 4, pd.Timedelta(days=7))
    return (days.max() - span).normalize()


def silence(layers: Layers, *, now: str | pd.Timestamp | None = None, days: int = 14, chance: float = 0.05) -> pd.DataFrame:
    """Who was in the story before and is absent now, beyond what chance explains.

    An actor named in a share s of the articles before (one article more without the actor is assumed, so that few articles
    prove little) would be missing from all n articles of the last `days` with probability (1 − s)^n, if nothing had changed.
    Those for whom this is at most `chance` are silent; the rest are only rare.

    Parameters
    ----------
    layers
        Annotated articles; those without a date are left out.
    now
        The day to look back from; None is the day of the newest article.
    days
        Length of the present, in days.
    chance
        The highest probability of such a silence by chance.

    Returns
    -------
    pandas.DataFrame
        One row per silent actor, the least likely silence first: `actor_id name kind articles` (before), `share` (of the
        articles before), `expected` (articles that would have named the actor), `p` (of this silence by chance), `last_seen`,
        `days_silent`, and the last sentence as evidence: `article_id start end`.
    """
    rows = appearances(layers)
    rows = rows[rows["published_at"].notna()]
    dated = independent(layers.articles).dropna(subset=["published_at"])
    moment = _dividing_day(rows["published_at"], now) if now is not None else dated["published_at"].max()
    moment = pd.Timestamp("2000-01-01", tz="UTC") if pd.isna(moment) else moment
    opens = moment - pd.Timedelta(days=days)
    before = rows[rows["published_at"] <= opens]
    present = rows.loc[_between(rows["published_at"], opens, moment), "actor_id"]
    articles_before, articles_now = int((dated["published_at"] <= opens).sum()), int(_between(dated["published_at"], opens, moment).sum())
    counted = before[~before["actor_id"].isin(set(present))].groupby("actor_id", as_index=False).agg(
        articles=("article_id", "nunique"), last_seen=("published_at", "max"),
    )
    share = counted["articles"] / (articles_before + 1)
    made = counted.assign(share=share.astype("Float64"), expected=(share * articles_now).astype("Float64"),
                          p=((1 - share).clip(lower=0) ** articles_now).astype("Float64"))
    made = made[(made["p"] <= chance) & (articles_now > 0)]
    made = (
        made.assign(days_silent=(moment - made["last_seen"]).dt.days.astype("Int64"), last_seen=_day(made["last_seen"]))
        .merge(layers.actors[["actor_id", "name", "kind"]], on="actor_id", validate="one_to_one")
        .merge(best_sentences(before), on="actor_id", validate="one_to_one")
        .sort_values(["p", "articles", "actor_id"], ascending=[True, False, True], ignore_index=True)
    )
    columns = ["actor_id", "name", "kind", "articles", "share", "expected", "p", "last_seen", "days_silent", *SPAN]
    return made[columns].astype({"articles": "Int64"})


def _between(moments: pd.Series, opens: pd.Timestamp, closes: pd.Timestamp) -> pd.Series:
    return (moments > opens) & (moments <= closes)


def actor_page(layers: Layers, focus: str | None = None, *, top: int = 10) -> pd.DataFrame:
    """All about one actor, in one table.

    Parameters
    ----------
    layers
        Annotated articles.
    focus
        The actor's name, alias or id; None is the actor mentioned most.
    top
        At most so many rows of each section.

    Returns
    -------
    pandas.DataFrame
        `section` (name, seen, alias, role, quote, companion), `text` (what it says), `number` (mentions of an alias, articles
        of a role, sentences with a companion), `day` (when stated, said or seen) and, where a passage shows it, `article_id
        start end`. No row where no actor is mentioned.

    Raises
    ------
    RequestError
        No actor has that name.
    """
    from broadsheet.analysis.actors.co_occurrence import co_occurrence
    from broadsheet.analysis.actors.role_table import role_table
    from broadsheet.analysis.evidence import witnesses

    if focus is None:
        first = actor_ranking(layers, top=1)["actor_id"]
        if first.empty:
            return _typed_page(pd.DataFrame(columns=_PAGE))
        focus = first.iloc[0]
    actor_id = find_actor(layers, focus)
    actor = layers.actors[layers.actors["actor_id"] == actor_id].iloc[0]
    rows = appearances(layers, kinds=KINDS)
    rows = rows[rows["actor_id"] == actor_id]
    named = _newest_mentions(layers, actor_id)
    parts = [named.head(1).assign(section="name", text=actor["name"], number=len(rows)), _seen(rows)]
    aliases = layers.aliases[layers.aliases["actor_id"] == actor_id]
    aliases = aliases.sort_values(["mentions", "alias"], ascending=[False, True], kind="stable")
    aliases = aliases.rename(columns={"alias": "text", "mentions": "number"}).drop(columns="actor_id").head(top)
    aliases = aliases.merge(named.drop_duplicates("text"), on="text", how="left", validate="one_to_one")
    parts.append(aliases.fillna({name: named[name].iloc[0] for name in SPAN} if len(named) else {}).assign(section="alias"))
    roles = role_table(layers)
    roles = roles[roles["actor_id"] == actor_id]
    parts.append(roles.assign(section="role", text=roles["stated"], number=roles["articles"], day=roles["last_stated"]).head(top))
    parts.append(_quotes(layers, actor_id).head(top))
    ties = co_occurrence(layers, focus=actor_id, top=top)
    together = witnesses(ties, layers, limit=1).set_index("row")
    parts.append(ties.assign(section="companion", text=ties["other"], number=ties["sentences"], **{c: together[c] for c in SPAN}))
    return _typed_page(pd.concat([part.reindex(columns=_PAGE).astype(object) for part in parts if len(part)], ignore_index=True))


def _newest_mentions(layers: Layers, actor_id: str) -> pd.DataFrame:
    """The actor's mentions by name, as they stand in the text, the newest article first: `text article_id start end`."""
    own = layers.mentions[(layers.mentions["actor_id"] == actor_id) & (layers.mentions["form"] == "name")]
    days = layers.articles.set_index("article_id")["published_at"]
    ordered = own.assign(at=own["article_id"].map(days)).sort_values(["at", *SPAN], ascending=[False, True, True, True], kind="stable")
    return ordered[["text", *SPAN]].reset_index(drop=True)


def _typed_page(made: pd.DataFrame) -> pd.DataFrame:
    return made.assign(day=pd.to_datetime(made["day"]).astype("datetime64[us]")).astype({
        "section": "str", "number": "Int64", "start": "Int64", "end": "Int64", "text": "str", "article_id": "str",
    })


def _seen(rows: pd.DataFrame) -> pd.DataFrame:
    ordered = rows.sort_values(["published_at", *SPAN], kind="stable", na_position="last")
    if ordered.empty:
        return ordered
    ends = ordered.iloc[[0, -1]].assign(section="seen", text=["first seen", "last seen"])
    return ends.assign(day=_day(ends["published_at"]), start=ends["sentence_start"], end=ends["sentence_end"])


def _quotes(layers: Layers, actor_id: str) -> pd.DataFrame:
    quotes = layers.quotes[layers.quotes["actor_id"] == actor_id]
    days = layers.articles.set_index("article_id")["published_at"]
    quotes = quotes.assign(section="quote", day=_day(quotes["article_id"].map(days)), _indirect=quotes["manner"] != "direct")
    return quotes.sort_values(["_indirect", "day", *SPAN], ascending=[True, False, True, True, True], kind="stable")


def _day(moments: pd.Series) -> pd.Series:
    """Moments as days, without a zone."""
    return pd.to_datetime(moments, utc=True).dt.tz_localize(None).dt.normalize().astype("datetime64[us]")
