"""Each kind of change, from the layers of now and those before: `change what detail`, and where it is shown."""

from __future__ import annotations

from typing import Any

import pandas as pd

from broadsheet import schemas
from broadsheet.analysis.counting.appearances import ACTING
from broadsheet.analysis.counting.articles import independent
from broadsheet.analysis.counting.intervals import MIN_ARTICLES, benjamini_hochberg, bootstrap_difference
from broadsheet.analysis.counting.judged import ALPHA, judged_mentions
from broadsheet.analysis.timeline.commitments import commitments
from broadsheet.analysis.timeline.contradictions import contradictions
from broadsheet.annotating import Layers

_LEAST_NEW = 30
"""Characters of a sentence whose removal counts as a passage removed: shorter ones are bylines and crossheads."""


def new_articles(new: pd.DataFrame) -> pd.DataFrame:
    """Articles that replace no other one; a copy is said to be one."""
    plain = new[new["supersedes"].isna()]
    copied = plain["copy_of"].notna().map({True: "a copy of another article", False: None})
    what = plain["title"].where(plain["title"].notna(), "untitled article")
    return plain.assign(change="new article", what=what, detail=copied)[["change", "what", "detail", "article_id"]]


def revisions(layers: Layers, new: pd.DataFrame) -> pd.DataFrame:
    """Articles that replace an earlier version, with that one's title."""
    revised = new[new["supersedes"].notna()]
    older = layers.articles.set_index("article_id")["title"]
    detail = "replaces: " + revised["supersedes"].map(older).fillna("an untitled version")
    what = revised["title"].where(revised["title"].notna(), "untitled article")
    return revised.assign(change="revised article", what=what, detail=detail)[["change", "what", "detail", "article_id"]]


def removed_passages(layers: Layers, new: pd.DataFrame) -> pd.DataFrame:
    """Sentences of a replaced version that its revision has not, word for word."""
    texts = layers.articles.set_index("article_id")["text"]
    rows = []
    for revised, older in zip(new["article_id"], new["supersedes"], strict=True):
        if pd.isna(older) or older not in texts.index:
            continue
        now = " ".join(str(texts[revised]).split())
        for start, end in _sentences(layers, older):
            sentence = " ".join(str(texts[older])[start:end].split())
            if len(sentence) >= _LEAST_NEW and sentence not in now:
                rows.append(("passage removed", sentence, "stood in the earlier version", older, start, end))
    return pd.DataFrame(rows, columns=["change", "what", "detail", "article_id", "start", "end"])


def _sentences(layers: Layers, article_id: str) -> list[tuple[int, int]]:
    own = layers.sentences[layers.sentences["article_id"] == article_id]
    return list(zip(own["start"].astype(int), own["end"].astype(int), strict=True))


def new_actors(layers: Layers, before: Layers, new: pd.DataFrame) -> pd.DataFrame:
    """People, bodies, groups and countries that no earlier article names, by their first mention by name."""
    fresh = layers.actors[~layers.actors["actor_id"].isin(set(before.actors["actor_id"])) & layers.actors["kind"].isin(ACTING)]
    named = names_in(layers, new)
    counted = named.groupby("actor_id")["article_id"].nunique()
    first = named.drop_duplicates("actor_id")[["actor_id", "article_id", "start", "end"]]
    made = fresh.merge(first, on="actor_id", validate="one_to_one")
    spread = made["actor_id"].map(counted).fillna(0).astype(int).map(lambda n: f", in {n} article" + "s" * (n != 1))
    detail = made["kind"].fillna("actor") + spread.astype("str")
    weight = made["actor_id"].map(counted).fillna(0).astype(int)
    return made.assign(change="new actor", what=made["name"], detail=detail, weight=weight)


def names_in(layers: Layers, articles: pd.DataFrame) -> pd.DataFrame:
    """The mentions by name in some articles."""
    return layers.mentions[(layers.mentions["form"] == "name") & layers.mentions["article_id"].isin(set(articles["article_id"]))]


def new_statements(layers: Layers, new: pd.DataFrame) -> pd.DataFrame:
    """Direct quotations with a named speaker in new articles that are no copies."""
    fresh = set(independent(new)["article_id"])
    quotes = layers.quotes
    said = quotes[quotes["article_id"].isin(fresh) & quotes["actor_id"].notna() & quotes["manner"].isin(["direct", "mixed"])]
    said = said.drop_duplicates(["actor_id", "text"])
    names = layers.actors.set_index("actor_id")["name"]
    words = said["text"].astype("str").map(_closed).astype("str")
    detail = words.where(said["manner"] != "direct", "“" + words + "”")
    return said.assign(change="new statement", what=said["actor_id"].map(names), detail=detail)


def _closed(words: str) -> str:
    """Words with the quotation mark closed that was opened inside them: a mixed quotation ends before its closing mark."""
    if words.count("“") > words.count("”"):
        return words + "”"
    return words + '"' if words.count('"') % 2 else words


def changed_plans(layers: Layers, before: Layers, new: pd.DataFrame) -> pd.DataFrame:
    """Plans that new articles make, or tell the outcome of, and plans whose day has passed since and of which nobody tells."""
    if new.empty:
        return pd.DataFrame()
    plans = commitments(layers)
    fresh, then = set(new["article_id"]), before.articles["published_at"].max()
    rows = []
    for row in schemas.records(plans.drop_duplicates("story_id")):
        change, detail = _plan_change(row, fresh, then)
        if change:
            rows.append({**row, "change": change, "what": row["sentence"], "detail": detail})
    return pd.DataFrame(rows)


_OUTCOMES = {"happened": "plan met", "moved": "plan moved", "cancelled": "plan cancelled"}


def _plan_change(row: dict[str, Any], fresh: set[str], then: pd.Timestamp) -> tuple[str | None, str | None]:
    """What is new about a plan, and in which words; `then` is the newest moment of the earlier state."""
    outcome = row["outcome"]
    if row["article_id"] in fresh:
        return ("plan made", f"for {_span(row)}") if outcome == "due" else (None, None)
    if outcome == "silent":
        passed = not pd.isna(then) and row["latest"] >= then.tz_localize(None).normalize()
        return ("plan gone silent", f"was planned for {_span(row)}") if passed else (None, None)
    if outcome not in _OUTCOMES or row["outcome_article_id"] not in fresh:
        return None, None
    if outcome == "moved":
        return "plan moved", f"from {_day_or_none_stated(row['moved_from'])} to {_day_or_none_stated(row['moved_to'])}"
    told = row["outcome_sentence"]
    return _OUTCOMES[outcome], f"was planned for {_span(row)}" + (f"; {told}" if isinstance(told, str) else "")


def _span(row: dict[str, Any]) -> str:
    start, end = _day_or_none_stated(row["earliest"]), _day_or_none_stated(row["latest"])
    return start if start == end else f"{start} to {end}"


def _day_or_none_stated(moment: Any) -> str:
    return "no stated day" if moment is None or pd.isna(moment) else f"{pd.Timestamp(moment):%-d %b %Y}"


def new_contradictions(layers: Layers, new: pd.DataFrame) -> pd.DataFrame:
    """Pairs of reports that differ on something at one time, one of them new; the report told first is the evidence."""
    if new.empty:
        return pd.DataFrame()
    found, fresh = contradictions(layers), set(new["article_id"])
    found = found[found["kind"] == "contradiction"]
    found = found[found["article_id"].isin(fresh) | found["other_article_id"].isin(fresh)]
    found = found.drop_duplicates(["what", "unit", "value", "other_value", "source", "other_source"])
    told = found["value"] + " (" + found["source"].fillna("unknown outlet") + ") against " + found["other_value"]
    told += " (" + found["other_source"].fillna("unknown outlet") + ")"
    what = "reports differ on a " + found["what"]
    found = found.assign(change="new contradiction", what=what, detail=told)
    return found[["change", "what", "detail", "article_id", "start", "end", "other_event_id"]]


def judged_in_own_voice(layers: Layers) -> pd.DataFrame:
    """The mentions that the outlets judge in their own voice, in articles that count once."""
    judged = judged_mentions(layers)
    return judged[judged["voice"] == "own"]


def stance_shifts(layers: Layers, before: Layers, min_articles: int = MIN_ARTICLES) -> pd.DataFrame:
    """Actors of whom the new articles write otherwise than the old ones, by more than chance, all actors asked at once."""
    judged = judged_in_own_voice(layers)
    old = judged["article_id"].isin(set(before.articles["article_id"]))
    told = judged.groupby(["actor_id", old.rename("old")])["article_id"].nunique().unstack(fill_value=0)
    enough = told.index[(told.reindex(columns=[True, False], fill_value=0) >= min_articles).all(axis=1)]
    rows = []
    for actor_id, group in judged[judged["actor_id"].isin(enough)].groupby("actor_id"):
        then, now = group[old[group.index]], group[~old[group.index]]
        shift = bootstrap_difference((now["stance"], now["article_id"]), (then["stance"], then["article_id"]))
        extreme = now.iloc[(now["stance"] * (1 if shift.mean > 0 else -1)).astype(float).argmax()]
        rows.append((actor_id, *shift, extreme["article_id"], extreme["start"], extreme["end"]))
    found = pd.DataFrame(rows, columns=["actor_id", "mean", "low", "high", "p", "article_id", "start", "end"])
    found = found[(benjamini_hochberg(found["p"]) < ALPHA).fillna(False).astype(bool) & ((found["low"] > 0) | (found["high"] < 0))]
    names = layers.actors.set_index("actor_id")["name"]
    numbers = zip(found["mean"], found["low"], found["high"], strict=True)
    detail = [f"{mean:+.2f} ({low:+.2f} to {high:+.2f})" for mean, low, high in numbers]
    return found.assign(change="stance shifted", what=found["actor_id"].map(names), detail=detail)
