"""Mentions and actors within an article: a text in, its actors out."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.annotating.english.cases_of_actors import cases, chain_of, mentions, names, parsed

from broadsheet.annotating.english.mentions import find_mentions
from broadsheet.annotating.english.names.countries import country_forms


@pytest.mark.parametrize("case", cases("surname_pairs.csv"), ids=lambda case: case["text"])
def test_surnames_mean_the_person_that_the_text_introduced(case: dict[str, str]) -> None:
    people: dict[int | None, int] = {}
    order = [
        people.setdefault(m.chain, len(people) + 1) for m in mentions(case["text"]) if m.form == "name" and m.kind == "person"
    ]
    assert " ".join(map(str, order)) == case["people"]


@pytest.mark.parametrize("case", cases("metonymy.csv"), ids=lambda case: f"{case['form']} in {case['sentence']}")
def test_a_capital_stands_for_its_government_where_it_acts(case: dict[str, str]) -> None:
    found = next(m for m in mentions(case["sentence"]) if case["form"] in m.text)
    if found.kind == "country":
        said = country_forms()[found.text].country
    else:
        said = "European Union" if found.kind == "organisation" and found.text == "Brussels" else found.kind
    assert said == case["stands for"]


@pytest.mark.parametrize(("text", "expected"), [
    ("Prime Minister Ada Noll met President Marsh.", [("Ada Noll", "person"), ("Marsh", "person")]),
    ("The UK's Home Office replied.", [("UK", "country"), ("Home Office", "organisation")]),
    ("Kosovo and the United States signed it.", [("Kosovo", "country"), ("United States", "country")]),
    ("U.S. officials met in New York.", [("U.S.", "country"), ("New York", "place")]),
    ("Ada Noll met people in Shëngjin and Gjadër.", [("Ada Noll", "person"), ("Shëngjin", "place"), ("Gjadër", "place")]),
    ("She came back on 18 October, 29 days after she left. By 22 October, the number had grown.", []),
    ("The Foreign, Commonwealth and Development Office replied.", [("Foreign, Commonwealth and Development Office", "organisation")]),
])
def test_names_without_titles_articles_and_possessives(text: str, expected: list[tuple[str, str]]) -> None:
    assert names(text) == expected


def test_the_forms_of_a_country_are_one_actor() -> None:
    text = "The United Kingdom waited. The UK agreed. U.K. officials came. Britain's offer stood. British ministers met in Norvale."
    chains = {m.chain for m in mentions(text) if m.kind == "country"}
    assert len(chains) == 1
    assert [m.text for m in mentions(text) if m.kind == "country"] == ["United Kingdom", "UK", "U.K.", "Britain", "British"]


def test_an_adjective_of_nationality_is_no_actor_where_it_does_not_speak_of_the_state() -> None:
    assert chain_of("The British singer Ada Noll won.", "British") is None
    assert chain_of("The British government won.", "British") is not None


def test_an_acronym_in_brackets_is_the_body_before_it() -> None:
    text = "The Norvale Port Authority (NPA) closed the harbour. The NPA gave no reason."
    assert chain_of(text, "Norvale Port Authority") == chain_of(text, "NPA") == chain_of(text, "NPA", 1)


def test_a_common_acronym_is_its_full_name() -> None:
    text = "The European Union met. The EU decided nothing."
    assert chain_of(text, "European Union") == chain_of(text, "EU")


def test_a_shortened_body_is_the_one_named_in_full() -> None:
    text = "The Norvale Steel Company closed. Norvale Steel had lost money for years."
    assert chain_of(text, "Norvale Steel Company") == chain_of(text, "Norvale Steel")


def test_a_heading_makes_no_actor_and_mentions_those_of_the_text() -> None:
    text = (
        "Noll Talks Intensify\nAda Noll met her neighbours on Monday. They talked for two hours.\n"
        "Historic Ties Underpin Cooperation\nShe left."
    )
    assert [(m.text, m.start) for m in mentions(text) if m.form == "name"] == [("Noll", 0), ("Ada Noll", 21)]


def test_a_dateline_makes_no_actor() -> None:
    text = "BELFAST, Northern Ireland — Ada Noll met her neighbours on Monday."
    assert names(text) == [("Ada Noll", "person")]
    assert names(text + " She left Northern Ireland.") == [("Ada Noll", "person"), ("Northern Ireland", "place")]


def test_the_article_overrules_a_label() -> None:
    text = "Ada Noll spoke. Noll was calm. The crowd cheered Noll. Mrs. Noll waved."
    assert {m.kind for m in mentions(text) if m.form == "name"} == {"person"}


def test_a_nickname_in_quotation_marks_belongs_to_the_name() -> None:
    assert ("Vincent 'the Ox' Morano", "person") in names("Police arrested Vincent 'the Ox' Morano on Friday.")


@pytest.mark.parametrize("word", ["Monday", "Internet", "Christmas", "Brexit"])
def test_capitalised_words_that_name_nobody(word: str) -> None:
    assert (word, "organisation") not in names(f"They talked about {word} again, Ada Noll said.")


@pytest.mark.parametrize(("text", "expected"), [
    # A town and its team; the team without its town, also where the tagger takes it for a common noun.
    ("The Dresden Herons won. Herons fans sang, and the Herons waved.", ["Dresden Herons", "Herons", "Herons"]),
    ("In May the visiting Herons beat them.", ["Herons"]),
    # What the model took for one name.
    ("Investigators said that Weller and Brandt were partners. Ada Weller and Ivo Brandt denied it.",
     ["Weller", "Brandt", "Ada Weller", "Ivo Brandt"]),
    # A surname that is a common word is a name after a title.
    ("South Korea's President Moon Jae-in spoke. On Thursday, Mr. Moon flew home.", ["South Korea", "Moon Jae-in", "Moon"]),
    # A surname that the tagger takes for a verb.
    ("President Donald Trump spoke. The offer was conveyed to Trump by aides.", ["Donald Trump", "Trump"]),
])
def test_names_that_the_model_does_not_see(text: str, expected: list[str]) -> None:
    assert [form for form, _ in names(text)] == expected


def test_the_house_is_a_chamber_and_not_the_white_house() -> None:
    text = "The White House sent a bill. The Senate passed it, and the House will vote on Friday."
    assert chain_of(text, "House") != chain_of(text, "White House")


def test_a_possessive_inside_the_name_of_a_body_belongs_to_it() -> None:
    assert ("Workers' Party of Norvale", "organisation") in names("Leaders of the Workers' Party of Norvale met on Friday.")


@pytest.mark.parametrize("text", ["He was charged with DUI on Friday.", "Regina Marsh, MD, spoke on Friday.", "She failed as VP in May."])
def test_common_abbreviations_name_nobody(text: str) -> None:
    assert [form for form, kind in names(text) if kind in ("organisation", "place")] == []


def test_a_family_is_no_organisation() -> None:
    assert "organisation" not in {kind for _, kind in names("Ada Marsh and Ivo Marsh came. Guests greeted the Marshs at noon.")}


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from([
    "Ada Noll", "Noll", "Kosovo", "the UK", "said", "met", "Mrs.", "\n\n", "“We wait,”", "she", "The EU (EU)", "—", "’s", "BELFAST", "it",
    ",", ".",
]), max_size=25))
def test_offsets_hold_whatever_the_text(parts: list[str]) -> None:
    text = " ".join(parts)
    found = find_mentions(parsed(text))
    assert all(text[m.start:m.end] == m.text and m.text.strip() == m.text for m in found)
    assert len({(m.start, m.end) for m in found}) == len(found)
    assert sorted(found) == found
