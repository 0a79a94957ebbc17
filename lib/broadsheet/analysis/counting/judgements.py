"""Who judges whom: praise, blame, support and opposition toward actors, as articles report them and as the tone of quotations tells.

Three kinds of evidence, by how far each can be trusted. *Stated*: the article says so ("Kralj criticised Reed", "she voted for
Moss"), or the holder's own words do ("Reed is a liar"). *Spoken of*: the holder's sentence is about the actor, as its subject, object
or owner, and the sentiment model is sure of its tone. *Mentioned*: the model hears a tone toward an actor who is only mentioned, or
whom the author of a column writes of; two such statements weigh as much as one of the others. Of countries and peoples good and bad
news is told, and the tone of it weighs nothing.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import pandas as pd

from broadsheet.analysis.counting.appearances import ACTING
from broadsheet.analysis.counting.articles import independent
from broadsheet.analysis.counting.judged import judged_mentions
from broadsheet.analysis.counting.once import once
from broadsheet.annotating import Layers, data_of_language
from broadsheet.resources import data_list, data_pattern

SURE: Final = 0.86
"""Stance, either way, from which the tone toward an actor who is spoken of counts by itself."""

SURE_OF_PEOPLE: Final = 0.81
"""The same where a person speaks of a person. Both were set by reading 93 ties from one such sentence in seven corpora beside the
annotated ones: of those above these limits 52 of 73 were right, below them 3 of 20."""

FAINT: Final = 0.4
"""Stance, either way, below which the tone toward an actor who is only mentioned says nothing."""

_WEIGHTS: Final = {"stated": 2.0, "spoken of": 1.0, "mentioned": 0.5}
_NEWS: Final = 0.01
"""Weight of a tone toward a country or a people: so little that it makes no tie."""
_BODIES: Final = 0.5
"""Share of that weight for what a body says: outlets and institutes report more than they judge. Measured on four corpora: of ties from
a body's tone alone 4 in 10 were right, of a person's 25 in 40."""
_COLUMNS = ["article_id", "start", "end", "holder_id", "actor_id", "class", "stance", "evidence", "weight"]


@once("articles", "positions", "stances", "actors", "roles", "quotes")
def judgements(layers: Layers) -> pd.DataFrame:
    """The judgements that actors pass on each other, in independent articles.

    Returns
    -------
    pandas.DataFrame
        One row per judged mention in a known speaker's words and per stated judgement: `article_id start end holder_id actor_id
        class stance evidence weight`. class: negative, neutral or positive. stance: of the model; −1 or 1 where it is stated.
        evidence: stated, spoken of or mentioned. What the head of a body says is there a second time, with the body as holder. What
        speakers say of themselves, of their own country, or of the body that they hold a role in, is left out; so is the tone of
        those who are asked as observers or speak for another (analysts, professors, spokespeople).
    """
    rows = layers.positions[layers.positions["target_id"].notna() & layers.positions["holder_id"].notna()]
    rows = rows[rows["article_id"].isin(independent(layers.articles)["article_id"])]
    stated = rows[rows["side"].isin(["for", "against"])]
    heard = _heard(layers, rows[rows["about"] == "spoken of"], stated)
    heard = heard[~heard["holder_id"].isin(_observers(layers.roles, layers.actors))]
    kinds = layers.actors.set_index("actor_id")["kind"]
    said = pd.concat([_stated(stated[stated["voice"] != "act"]), heard[heard["evidence"] == "spoken of"]], ignore_index=True)
    made = pd.concat([_stated(stated), heard, _by_heads(said, layers.roles, kinds)], ignore_index=True)
    own = (made["holder_id"] == made["actor_id"]) | _own_country(made, layers.actors) | _own_body(made, layers.roles)
    made = made[~own & made["actor_id"].map(kinds).isin(ACTING)]
    return made[_COLUMNS].sort_values(["article_id", "start", "end"], kind="stable", ignore_index=True)


def _stated(rows: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame({
        "article_id": rows["article_id"], "start": rows["start"], "end": rows["end"], "holder_id": rows["holder_id"],
        "actor_id": rows["target_id"], "class": rows["side"].map({"for": "positive", "against": "negative"}).astype("str"),
        "stance": rows["side"].map({"for": 1.0, "against": -1.0}).astype("Float64"), "evidence": "stated", "weight": _WEIGHTS["stated"],
    })


def _heard(layers: Layers, spoken: pd.DataFrame, stated: pd.DataFrame) -> pd.DataFrame:
    """The judged mentions in the words of known speakers and of the authors of columns, without those that a stated judgement is about."""
    judged = _by_authors(judged_mentions(layers).reset_index(drop=True), spoken, layers.quotes)
    judged = judged[judged["holder_id"].notna()].reset_index(drop=True)
    place = _places(judged, "start", "actor_id")
    judged = judged[~place.isin(set(_places(stated, "target_start", "target_id")))]
    central = place[judged.index].isin(set(_places(spoken, "target_start", "target_id")))
    kinds = layers.actors.set_index("actor_id")["kind"]
    person, target = judged["holder_id"].map(kinds) == "person", judged["actor_id"].map(kinds)
    tone = judged["stance"].astype(float).abs()
    sure = tone >= np.where(person & (target == "person"), SURE_OF_PEOPLE, SURE)
    peoples = target.isin(["country", "group"])
    written = judged["voice"] == "own"
    evidence = pd.Series("mentioned", index=judged.index).mask(central & sure & ~peoples & ~written, "spoken of")
    own = evidence.map(_WEIGHTS).astype("float64")
    says_nothing = peoples | (written & ~sure) | (tone < FAINT)
    weight = own.where(person, own * _BODIES).mask(says_nothing, _NEWS)
    return judged.assign(evidence=evidence, weight=weight)


def _by_authors(judged: pd.DataFrame, spoken: pd.DataFrame, quotes: pd.DataFrame) -> pd.DataFrame:
    """The judged mentions, those outside all quotations with the author of the column as holder where the author speaks of the actor."""
    authors = dict(zip(_places(spoken, "target_start", "target_id"), spoken["holder_id"], strict=True))
    writers = _places(judged, "start", "actor_id").map(authors).where(judged["voice"] == "own")
    near = judged.loc[writers.notna(), ["article_id", "start"]].reset_index().merge(
        quotes[["article_id", "start", "end"]], on="article_id", suffixes=("", "_quote"))
    told = near.loc[(near["start_quote"] <= near["start"]) & (near["start"] < near["end"]), "index"]
    return judged.assign(holder_id=judged["holder_id"].where(writers.isna() | judged.index.isin(told), writers))


def _places(rows: pd.DataFrame, start: str, actor: str) -> pd.Series:
    return rows["article_id"].astype("str") + "\n" + rows[start].astype("str") + "\n" + rows[actor].astype("str")


def _observers(roles: pd.DataFrame, actors: pd.DataFrame) -> set[str]:
    """Those with a role in which one speaks of others or for them, or with one at a university or an institute."""
    told = _named(roles["role"], "positions/observers.txt")
    names = actors.set_index("actor_id")["name"]
    learned = _named(roles["affiliation_id"].map(names), "positions/learned_bodies.txt")
    return set(roles.loc[told | learned, "actor_id"].dropna())


def _named(texts: pd.Series, of: str) -> pd.Series:
    """Whether each text holds one of the words of a list of the language."""
    return texts.astype("str").str.contains(data_pattern(data_of_language(of)), regex=True)


def _by_heads(said: pd.DataFrame, roles: pd.DataFrame, kinds: pd.Series) -> pd.DataFrame:
    """The same judgements with the bodies as holders that the holders lead: what its director says the body says."""
    heads = roles[roles["role"].str.casefold().isin(set(data_list(data_of_language("positions/heads.txt"))))]
    led = heads[heads["affiliation_id"].map(kinds) == "organisation"][["article_id", "actor_id", "affiliation_id"]].drop_duplicates()
    pairs = said.merge(led.rename(columns={"actor_id": "holder_id"}), on=["article_id", "holder_id"], how="inner")
    return pairs.assign(holder_id=pairs["affiliation_id"]).drop(columns="affiliation_id")


def _own_country(rows: pd.DataFrame, actors: pd.DataFrame) -> pd.Series:
    """Whether the target is the country of the holder."""
    known = actors.set_index("actor_id")
    target = rows["actor_id"].map(known["country"].where(known["kind"] == "country"))
    return target.notna() & (target == rows["holder_id"].map(known["country"])).fillna(False).astype(bool)


def _own_body(rows: pd.DataFrame, roles: pd.DataFrame) -> pd.Series:
    """Whether the holder has a role in the target: who speaks for a body speaks of it all the time."""
    held = roles[roles["affiliation_id"].notna()]
    pairs = set(zip(held["actor_id"].tolist(), held["affiliation_id"].tolist(), strict=True))
    asked = zip(rows["holder_id"].tolist(), rows["actor_id"].tolist(), strict=True)
    return pd.Series([pair in pairs for pair in asked], index=rows.index, dtype=bool)
