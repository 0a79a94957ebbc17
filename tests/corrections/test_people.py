"""Corrections of actors and quotations: an entry in, the layers it makes out."""

from __future__ import annotations

import dataclasses

import pandas as pd
import pytest

from broadsheet import annotate, schemas
from broadsheet.annotating import Layers
from broadsheet.corrections import apply_corrections, parse_corrections
from broadsheet.errors import RequestError

TEXTS = {
    "aaaaaaaa1": "Prime Minister Ada Noll met Bren Tallow in Norvale. Noll said: “We want to help the harbour and its people.”",
    "bbbbbbbb2": "Ada M. Noll met the Norvale Bank. Tallow warned that the bank was weak. Kosovo said it would wait.",
    "cccccccc3": "Bren Tallow opened the fair. Foreign Minister Goran Petrov welcomed it.",
}


@pytest.fixture(scope="module")
def layers() -> Layers:
    return annotate(pd.DataFrame({"article_id": list(TEXTS), "text": list(TEXTS.values())}), sentiment=None)


def corrected(layers: Layers, text: str) -> Layers:
    made, unmatched = apply_corrections(layers, parse_corrections(text))
    assert unmatched.empty, unmatched.to_dict("records")
    for name in schemas.LAYERS:
        schemas.validate(name, getattr(made, name))
    return made


def names(layers: Layers) -> list[str]:
    return sorted(layers.actors["name"])


def test_merge(layers: Layers) -> None:
    made = corrected(layers, '[[actors]]\nactor = "Bren Tallow"\nmerge_into = "Ada Noll"')
    assert "Bren Tallow" not in names(made)
    assert "person:bren-tallow" not in set(made.mentions["actor_id"].dropna())
    alias = made.aliases[made.aliases["alias"] == "Tallow"]
    assert alias["actor_id"].tolist() == ["person:ada-noll"]
    assert alias["mentions"].tolist() == [1]


def test_split_by_article(layers: Layers) -> None:
    made = corrected(layers, '[[actors]]\nactor = "Bren Tallow"\nsplit_to = "Ines Tallow"\narticles = ["cccccccc"]')
    mine = made.mentions[made.mentions["actor_id"] == "person:ines-tallow"]
    assert set(mine["article_id"]) == {"cccccccc3"}
    assert "Bren Tallow" in names(made) and "Ines Tallow" in names(made)


def test_split_by_alias(layers: Layers) -> None:
    made = corrected(layers, '[[actors]]\nactor = "Ada Noll"\nsplit_to = "Ada Marie Noll"\naliases = ["Ada M. Noll"]')
    assert made.mentions.loc[made.mentions["actor_id"] == "person:ada-marie-noll", "text"].tolist() == ["Ada M. Noll"]


def test_reject(layers: Layers) -> None:
    made = corrected(layers, '[[actors]]\nactor = "person:ada-noll"\nreject = true')
    assert "Ada Noll" not in names(made)
    assert "Noll" in set(made.mentions.loc[made.mentions["actor_id"].isna(), "text"])
    assert "person:ada-noll" not in set(made.quotes["actor_id"].dropna()) | set(made.roles["actor_id"])


def test_rename_kind_and_country(layers: Layers) -> None:
    made = corrected(layers, '[[actors]]\nactor = "Norvale Bank"\nname = "Bank of Norvale"\nkind = "group"\ncountry = "AL"')
    row = made.actors[made.actors["name"] == "Bank of Norvale"].iloc[0]
    assert (row["kind"], row["country"]) == ("group", "AL")
    assert set(made.mentions.loc[made.mentions["actor_id"] == row["actor_id"], "kind"]) == {"group"}


def test_role(layers: Layers) -> None:
    made = corrected(layers, '[[actors]]\nactor = "Ada Noll"\nrole = "President"\ninstead_of = "prime minister"')
    assert made.roles.loc[made.roles["actor_id"] == "person:ada-noll", "role"].tolist() == ["President"]
    made = corrected(layers, '[[actors]]\nactor = "Bren Tallow"\nrole = "analyst"')
    assert made.roles.loc[made.roles["actor_id"] == "person:bren-tallow", "role"].tolist() == ["analyst"]


def test_speaker_of_a_quotation(layers: Layers) -> None:
    entry = '[[quotes]]\narticle_id = "aaaaaaaa"\ntext = "We want to"\n'
    made = corrected(layers, entry + 'speaker = "Bren Tallow"')
    assert made.quotes.loc[made.quotes["text"].str.startswith("We want"), "actor_id"].tolist() == ["person:bren-tallow"]
    made = corrected(layers, entry + "anonymous = true")
    row = made.quotes[made.quotes["text"].str.startswith("We want")].iloc[0]
    assert row["anonymous"] and pd.isna(row["actor_id"])
    assert not corrected(layers, entry + "drop = true").quotes["text"].str.startswith("We want").any()


@pytest.mark.parametrize(("entry", "reason"), [
    ('actor = "Nobody"\nreject = true', "no actor is called 'Nobody'"),
    ('actor = "Ada Noll"\nmerge_into = "Nobody"', "no actor is called 'Nobody'"),
    ('actor = "Ada Noll"\nmerge_into = "Noll"', "is the same actor already"),
    ('actor = "Ada Noll"\nsplit_to = "X Noll"\narticles = ["cccccccc"]', "is not mentioned so"),
    ('actor = "Ada Noll"\nrole = "judge"\ninstead_of = "mayor"', "no article states the role 'mayor'"),
])
def test_what_no_longer_matches_is_reported(layers: Layers, entry: str, reason: str) -> None:
    made, unmatched = apply_corrections(layers, parse_corrections(f"[[actors]]\n{entry}"))
    assert unmatched["correction"].str.startswith("actors 1").tolist() == [True]
    assert reason in unmatched["reason"].iloc[0]
    for name in schemas.LAYERS:
        pd.testing.assert_frame_equal(getattr(made, name), getattr(layers, name))


@pytest.mark.parametrize(("entry", "message"), [
    ("[[actors]]\nactor = 3\nreject = true", "actor is 3"),
    ('[[actors]]\nactor = "A"', "says nothing to do"),
    ('[[actors]]\nactor = "A"\nremove = true', "unknown key 'remove'"),
    ('\n[[actor]]\nactor = "A"\nreject = true', "corrections.toml, line 2: unknown table [[actor]]; did you mean [[actors]]"),
    ('[quote]\ntext = "A"', "unknown table [[quote]]; did you mean [[quotes]]"),
    ("drop = true", "unknown 'drop'; write [[articles]], [[actors]], [[quotes]]"),
    ('[[actors]]\nactor = "A"\nkind = "human"', "kind is 'human'"),
    ('[[actors]]\nactor = "A"\ncountry = "Kosovo"', "country is 'Kosovo'"),
    ('[[actors]]\nactor = "A"\nsplit_to = "B"', "in which articles"),
    ('[[quotes]]\narticle_id = "aaaaaaaa"\ntext = "We"', "one of speaker"),
    ("[actors]\nreject = true", "two brackets"),
    ("[[actors", "corrections.toml"),
])
def test_an_entry_that_is_wrong_is_refused(entry: str, message: str) -> None:
    with pytest.raises(RequestError, match=message.replace("[", r"\[")):
        parse_corrections(entry)


def test_the_layers_given_are_left_alone(layers: Layers) -> None:
    before = {field.name: getattr(layers, field.name).copy(deep=True) for field in dataclasses.fields(layers)}
    corrected(layers, '[[actors]]\nactor = "Ada Noll"\nname = "Queen"\nkind = "other"\nrole = "queen"')
    for name, frame in before.items():
        pd.testing.assert_frame_equal(getattr(layers, name), frame)


def test_an_actor_may_be_merged_into_one_that_only_the_archive_knows(layers: Layers) -> None:
    from broadsheet.annotating.actors import resolve_actors

    row = [("x", 0, 9, "Ada Nollo", "person", "name", "x#0")]
    known = resolve_actors(schemas.frame("mentions", row), schemas.frame("roles"))
    made, unmatched = apply_corrections(layers, parse_corrections('[[actors]]\nactor = "Ada Noll"\nmerge_into = "Ada Nollo"'), known=known)
    assert unmatched.empty
    assert "Ada Nollo" in names(made)
