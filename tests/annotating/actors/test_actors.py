"""Actors across articles: the same person in two outlets is one actor, two people stay two, and ids do not move."""

from __future__ import annotations

import random

import pandas as pd
import pytest

from broadsheet import schemas
from broadsheet.annotating.actors import ResolvedActors, resolve_actors
from broadsheet.annotating.languages import language_of


def mentions(articles: dict[str, list[str]], kind: str = "person") -> pd.DataFrame:
    """One row per form; the forms of one actor in one article are joined by "=", a form may carry its own kind after "/"."""
    rows = []
    for article, actors in articles.items():
        at = 0
        for chain, forms in enumerate(actors):
            for form in forms.split("="):
                text, _, own = form.partition("/")
                rows.append((article, at, at + len(text), text, own or kind, "name", f"{article}#{chain}"))
                at += len(text) + 1
    return schemas.frame("mentions", rows)


def resolved(articles: dict[str, list[str]], *, known: ResolvedActors | None = None, kind: str = "person") -> dict[str, str]:
    return resolve_actors(mentions(articles, kind), schemas.frame("roles"), known=known).ids


def test_a_surname_joins_the_one_who_bears_it() -> None:
    ids = resolved({"a": ["Ada Noll=Noll"], "b": ["Noll"]})
    assert ids["a#0"] == ids["b#0"] == "person:ada-noll"


@pytest.mark.parametrize(("one", "other", "same"), [
    ("Ada Noll", "Ada Noll's", True),
    ("Joseph Weller", "Joe Weller", True),
    ("John A. Marsh", "John Marsh", True),
    ("John A. Marsh", "John B. Marsh", False),
    ("Ada Noll", "Bren Noll", False),
    ("J. Marsh", "John Marsh", True),
    ("Sir Tomas Reed", "Tomas Reed", True),
    ("Kim Jong Su", "Kim Jong-su", True),
    ("Kim Jong Su", "Kim Min Su", False),
    ("Kim Jong Un", "Kim Yo Un", False),
    ("W. Mark Reed", "Mark Reed", True),
    ("W. Mark Reed", "W. John Reed", False),
])
def test_two_full_names(one: str, other: str, same: bool) -> None:
    ids = resolved({"a": [one], "b": [other]})
    assert (ids["a#0"] == ids["b#0"]) is same


def test_of_two_bearers_the_one_in_like_company_is_meant() -> None:
    ids = resolved({
        "a": ["Ada Noll", "Petra Lund", "Goran Petrov"], "b": ["Bren Noll", "Edvin Sula", "Ivo Pavel"],
        "c": ["Noll", "Edvin Sula", "Ivo Pavel"],
    })
    assert ids["c#0"] == ids["b#0"] != ids["a#0"]


@pytest.mark.parametrize(("forms", "expected"), [
    (["UK/country", "British/country", "Britain/country", "U.K./country"], "country:GB"),
    (["Kosovo/country", "Kosovan/country", "Pristina/country"], "country:XK"),
    (["EU/organisation", "European Union/organisation"], "organisation:european-union"),
    (["NATO/organisation", "Nato/organisation"], "organisation:north-atlantic-treaty-organization"),
])
def test_forms_that_a_list_knows_are_one_actor_everywhere(forms: list[str], expected: str) -> None:
    ids = resolved({str(number): [form] for number, form in enumerate(forms)})
    assert set(ids.values()) == {expected}


def test_bodies_join_by_a_form_that_tells_them() -> None:
    ids = resolved({"a": ["Norvale Port Authority=NPA"], "b": ["NPA"], "c": ["Norvale Port Authority"]}, kind="organisation")
    assert len(set(ids.values())) == 1


@pytest.mark.parametrize(("one", "other", "kind"), [
    ("Office of Roads", "Office of Roads and Bridges", "organisation"),
    ("Dresden Herons", "Herons", "organisation"),
    ("Mt Aldern", "Mount Aldern", "place"),
])
def test_bodies_and_places_join_in_their_short_forms(one: str, other: str, kind: str) -> None:
    ids = resolved({"a": [one], "b": [other]}, kind=kind)
    assert ids["a#0"] == ids["b#0"]


@pytest.mark.parametrize(("articles", "kind_of_c"), [
    # A lone surname that nobody bears in full is what most articles say it is.
    ({"a": ["Aldern/place"], "b": ["Aldern/place"], "c": ["Aldern/person"]}, "place"),
    ({"a": ["Aldern/place"], "b": ["Ada Aldern=Aldern/person"], "c": ["Aldern/person"]}, "person"),
    ({"a": ["Aldern/place"], "b": ["Aldern/place"], "c": ["Aldern/organisation"]}, "place"),
    # Two given names of one person tell the model's place from a person.
    ({"a": ["Milo Marlow/person"], "b": ["Ada Reed/person"], "c": ["Milo Marlow/organisation"]}, "person"),
    ({"a": ["Alexander Marlow/person"], "b": ["Alexander Marlow/person"], "c": ["Alex Marlow/place"]}, "person"),
])
def test_articles_vote_on_the_kind_of_a_name(articles: dict[str, list[str]], kind_of_c: str) -> None:
    ids = resolved(articles)
    assert ids["c#0"].partition(":")[0] == kind_of_c


def test_a_word_that_many_bodies_share_joins_none() -> None:
    ids = resolved({"a": ["Norvale Times=Times"], "b": ["Marsh Times=Times"]}, kind="organisation")
    assert len(set(ids.values())) == 2


def test_a_town_before_a_name_adds_nothing() -> None:
    ids = resolved({"a": ["Boston Harriers"], "b": ["Harriers"]}, kind="organisation")
    assert ids["a#0"] == ids["b#0"]


def test_a_form_that_is_a_person_elsewhere_is_one_here() -> None:
    ids = resolved({"a": ["Noll"], "b": ["Noll"], "c": ["Noll"], "d": ["Ada Noll=Noll"], "e": ["Noll/organisation"]})
    assert ids["e#0"] == "person:ada-noll"


def test_ids_do_not_depend_on_the_other_articles_nor_on_their_order() -> None:
    articles = {"a": ["Ada Noll=Noll", "UK/country"], "b": ["Bren Tallow"], "c": ["Norvale Bank/organisation", "Ada Noll"], "d": ["Tallow"]}
    together = resolved(articles)
    assert resolved({"c": articles["c"]}) == {key: value for key, value in together.items() if key.startswith("c")}
    names = list(articles)
    random.Random(7).shuffle(names)
    assert resolved({name: articles[name] for name in names}) == together


def test_known_actors_keep_their_ids() -> None:
    first = resolve_actors(mentions({"a": ["Noll"], "b": ["Norvale Bank=NB/organisation"]}), schemas.frame("roles"))
    second = resolve_actors(mentions({"c": ["Ada Noll=Noll"], "d": ["NB/organisation"]}), schemas.frame("roles"), known=first)
    assert second.ids["c#0"] == first.ids["a#0"]
    assert set(first.actors["actor_id"]) <= set(second.actors["actor_id"])
    assert second.aliases.set_index(["actor_id", "alias"])["mentions"][first.ids["a#0"], "Noll"] == 2


def test_adding_in_parts_gives_the_same_as_at_once() -> None:
    articles = {"a": ["Ada Noll"], "b": ["Noll", "UK/country"], "c": ["Bren Tallow=Tallow", "Britain/country"], "d": ["Tallow"]}
    whole = resolve_actors(mentions(articles), schemas.frame("roles"))
    known, ids = None, {}
    for name, actors in articles.items():
        known = resolve_actors(mentions({name: actors}), schemas.frame("roles"), known=known)
        ids |= known.ids
    assert ids == whole.ids
    pd.testing.assert_frame_equal(known.actors, whole.actors)
    pd.testing.assert_frame_equal(known.aliases, whole.aliases)


def test_the_tables_are_those_of_the_contract_and_the_input_is_left_alone() -> None:
    rows = mentions({"a": ["Ada Noll=Noll", "UK/country"]})
    before = rows.copy(deep=True)
    found = resolve_actors(rows, schemas.frame("roles"))
    schemas.validate("actors", found.actors)
    schemas.validate("aliases", found.aliases)
    pd.testing.assert_frame_equal(rows, before)
    assert found.actors.to_dict("records")[0] == {"actor_id": "country:GB", "name": "United Kingdom", "kind": "country", "country": "GB"}
    assert found.actors["name"].tolist() == ["United Kingdom", "Ada Noll"]


def test_no_mentions_no_actors() -> None:
    found = resolve_actors(schemas.frame("mentions"), schemas.frame("roles"))
    assert (found.ids, len(found.actors), len(found.aliases)) == ({}, 0, 0)


def test_two_states_have_two_ministries_of_one_name() -> None:
    rows = []
    for article, country in (("a", "Kosovo"), ("b", "Serbia"), ("c", "Kosovo")):
        rows += [(article, 0, len(country), country, "country", "name", f"{article}#0"),
                 (article, len(country) + 3, len(country) + 20, "Interior Ministry", "organisation", "name", f"{article}#1")]
    found = resolve_actors(schemas.frame("mentions", rows), schemas.frame("roles"))
    ids = found.ids
    assert ids["a#1"] == ids["c#1"] == "organisation:interior-ministry@XK"
    assert ids["b#1"] == "organisation:interior-ministry@RS"
    assert found.actors.set_index("actor_id")["country"][ids["b#1"]] == "RS"


def test_a_ministry_without_its_state_is_the_one_that_is_known() -> None:
    rows = [
        ("a", 0, 6, "Kosovo", "country", "name", "a#0"), ("a", 9, 26, "Interior Ministry", "organisation", "name", "a#1"),
        ("b", 0, 17, "Interior Ministry", "organisation", "name", "b#0"),
    ]
    known = resolve_actors(schemas.frame("mentions", rows[:2]), schemas.frame("roles"))
    assert resolve_actors(schemas.frame("mentions", rows), schemas.frame("roles")).ids["b#0"] == known.ids["a#1"]
    assert resolve_actors(schemas.frame("mentions", rows[2:]), schemas.frame("roles"), known=known).ids["b#0"] == known.ids["a#1"]


def test_a_body_that_every_state_has_is_that_of_the_articles_country() -> None:
    rows = [
        ("a", 0, 6, "Norway", "country", "name", "a#0"), ("a", 9, 21, "Labour Party", "organisation", "name", "a#1"),
        ("a", 40, 46, "Labour", "organisation", "name", "a#1"), ("b", 0, 6, "Labour", "organisation", "name", "b#0"),
        ("c", 0, 6, "Canada", "country", "name", "c#0"), ("c", 30, 36, "Senate", "organisation", "name", "c#1"),
        ("d", 0, 6, "Canada", "country", "name", "d#0"), ("d", 10, 12, "US", "country", "name", "d#1"),
        ("d", 30, 36, "Senate", "organisation", "name", "d#2"),
    ]
    found = resolve_actors(schemas.frame("mentions", rows), schemas.frame("roles"))
    countries = found.actors.set_index("actor_id")["country"]
    assert [countries[found.ids[key]] for key in ("a#1", "b#0", "c#1", "d#2")] == ["NO", "GB", "CA", "US"]


def test_a_body_is_shown_under_the_name_that_articles_use_most() -> None:
    articles = {"a": ["NP America=NP"], "b": ["NP", "Norvale Court=Court"], "c": ["NP=NP", "Norvale Court=Court=Court"]}
    rows = mentions(articles, kind="organisation")
    assert sorted(resolve_actors(rows, schemas.frame("roles")).actors["name"]) == ["NP", "Norvale Court"]


@pytest.mark.parametrize(
    ("forms", "shown"),
    [
        (["BBC", "BBC", "BBC News"], "BBC"),
        (["State Department", "State Department"], "State Department"),
        (["C.I.A.", "CIA"], "CIA"),
        (["FBI"], "FBI"),
        (["NATO", "Nato", "NATO"], "NATO"),
        (["NHS"], "NHS"),
        # As the list has it: written out once, in other spelling; short for it, shared with other states, too few letters.
        (["WHO", "WHO", "World Health Organization"], "World Health Organization"),
        (["WHO", "WHO", "World Health Organisation"], "World Health Organization"),
        (["POLITICO", "POLITICO"], "Politico"),
        (["Fed", "Fed"], "Federal Reserve"),
        (["Republicans", "Republicans", "GOP"], "Republican Party"),
        (["Congress", "Congress", "U.S. Congress"], "US Congress"),
        (["AP"], "Associated Press"),
    ],
)
def test_a_body_of_the_list_is_shown_as_articles_call_it(forms: list[str], shown: str) -> None:
    found = resolve_actors(mentions({"a": ["=".join(forms)]}, kind="organisation"), schemas.frame("roles"))
    assert found.actors["name"].tolist() == [shown]


def test_an_accent_left_out_makes_no_other_person() -> None:
    ids = resolved({"a": ["Dragan Šarčević"], "b": ["Dragan Sarcevic"]})
    assert ids["a#0"] == ids["b#0"]


def test_a_given_name_alone_is_only_who_is_called_so() -> None:
    ids = resolved({"a": ["Jack Marlow"], "b": ["Ada Noll=Ada"], "c": ["Jack", "Ada"]})
    assert ids["c#0"] != ids["a#0"]
    assert ids["c#1"] == ids["b#0"]


def test_the_house_beside_the_senate_is_that_of_the_united_states() -> None:
    ids = resolved({"a": ["House", "Senate"], "b": ["House", "Norvale Bank"]}, kind="organisation")
    assert ids["a#0"] == "organisation:us-house-of-representatives" != ids["b#0"]


@pytest.mark.parametrize(("pronouns", "bearer"), [
    (["he", "him"], "person:noll"), (["he", "his", "himself"], "person:noll"), (["she", "her"], "person:ines-noll"),
    # One pronoun may be read wrongly, and mixed ones tell nothing.
    (["he"], "person:ines-noll"), (["he", "she"], "person:ines-noll"), ([], "person:ines-noll"), (["they", "it"], "person:ines-noll"),
])
def test_who_is_he_is_no_woman_of_that_surname(pronouns: list[str], bearer: str) -> None:
    assert language_of().names.given_gender(["ines", "noll"]) == "f"
    rows = mentions({"a": ["Noll", "Ines Noll"]})
    said = [("a", 100 + 5 * at, 104 + 5 * at, word, "person", "pronoun", "a#0") for at, word in enumerate(pronouns)]
    told = pd.concat([rows, schemas.frame("mentions", said)], ignore_index=True)
    assert resolve_actors(told, schemas.frame("roles")).ids["a#0"] == bearer


def test_of_two_bearers_of_a_surname_the_pronouns_choose() -> None:
    rows = mentions({"a": ["Noll", "Bo Reed"], "b": ["Ines Noll", "Bo Reed"], "c": ["Adam Noll"]})
    said = schemas.frame("mentions", [("a", 100 + at, 104 + at, "he", "person", "pronoun", "a#0") for at in (0, 10)])
    assert resolve_actors(rows, schemas.frame("roles")).ids["a#0"] == "person:ines-noll"
    assert resolve_actors(pd.concat([rows, said], ignore_index=True), schemas.frame("roles")).ids["a#0"] == "person:adam-noll"
