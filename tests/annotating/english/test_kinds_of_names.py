"""The kind of a name by what the article says of it: a text in, the kind of each name out."""

from __future__ import annotations

import pytest
from tests.annotating.english.cases_of_actors import cases, chain_of, mentions, mentions_of_cases, names


def kind_of(text: str, form: str) -> str | None:
    """The kind of the first mention that reads so; None where there is none."""
    return next((m.kind for m in mentions(text) if m.text == form and m.form == "name"), None)


@pytest.mark.parametrize(("text", "form", "kind"), [
    # What a company has, makes and is.
    ("Hoffmann's shareholders voted for the merger.", "Hoffmann", "organisation"),
    ("Shares of Lindqvist rose 4%. Lindqvist said it would pay a dividend.", "Lindqvist", "organisation"),
    ("The Spanish brewer Colmena cut 200 jobs.", "Colmena", "organisation"),
    ("Colmena, a Spanish brewer, cut 200 jobs.", "Colmena", "organisation"),
    ("Goran Tallow, the owner of Tallow Freight, paid. Tallow Freight won the contract.", "Tallow Freight", "organisation"),
    # Two partners are a firm, two people are not.
    ("Analysts praised Feld & Arnheim, which reported a profit.", "Feld & Arnheim", "organisation"),
    ("Shares in Wexley and Dunn fell. Wexley and Dunn blamed the rain.", "Wexley and Dunn", "organisation"),
    ("Johnson and Hunt met in London. Johnson and Hunt agreed to talk.", "Johnson", "person"),
    ("Calder & Pike rose 3%. It was founded by Samuel Calder and Edwin Pike.", "Calder & Pike", "organisation"),
    # A lone word is short for a firm that the article names in full, unless somebody goes by it.
    ("Shares of Calder Motors fell. Calder said that it would close a plant. Analysts said Calder was weak.", "Calder", "organisation"),
    ("Its bonds were cut by Fenwick Ratings. Fenwick would be surprised if the payout went on, it said.", "Fenwick", "organisation"),
    ("The Noll Foundation gave money. Noll said he was glad.", "Noll", "person"),
    ("The Martha Stores were sold. Martha wept on Monday.", "Martha", "person"),
    # What a place is, has and begins with.
    ("Rebels took the town of Belmar. The fall of Belmar would cut the road. Belmar was quiet.", "Belmar", "place"),
    ("Our desk called Radio Lorne. Radio Lorne said the bridge was shut.", "Radio Lorne", "organisation"),
    ("Rescuers reached Osk, a fishing village in the north. Osk lost its harbour.", "Osk", "place"),
    ("The village of Tarnby was flooded. Tarnby has one church.", "Tarnby", "place"),
    ("It was signed in Tarim's capital, Belu, in 2002.", "Belu", "place"),
    ("Goran Petrov has lost Port Ellan to Mira Sand by 40 votes.", "Port Ellan", "place"),
    # What is named and does not act.
    ("The Sea Heron, a cargo ship, sank off Malta.", "Sea Heron", "other"),
    ("Doctors gave him Oseltamivir, an antiviral drug.", "Oseltamivir", "other"),
    ("Storm Edda killed two. Edda hit Ireland on Friday.", "Edda", "other"),
    ("The H1N1 virus spread to Kosovo.", "H1N1", "other"),
    ("Sales of the Airbus 320 and of iPods fell.", "iPods", "other"),
    # What a person is.
    ("Marlow, who is 54, owns the shop. Marlow sold it.", "Marlow", "person"),
    ("Petrov said he was tired. Petrov left.", "Petrov", "person"),
    ("Fergus O'Malley sued the council.", "Fergus O'Malley", "person"),
    ("Dragan Živković met Ada Noll.", "Dragan Živković", "person"),
    ("Ana Souza Prado won. Souza thanked her mother.", "Souza", "person"),
    ("Democrat Ada Noll won.", "Ada Noll", "person"),
    ("The lifelong Republican who wrote the speech says he will not back Ada Moss.", "Republican", "group"),
    ("Lord Vale of Harwick voted against.", "Lord Vale of Harwick", "person"),
    ("The mayor of Paris, Odile Brun, agreed.", "Odile Brun", "person"),
    # A firm that is called after its founder keeps its shares; a founder without a firm is one person.
    ("Calder said profits rose. The founder of the firm, Ivo Calder, left. Shares in Calder fell.", "Calder", "organisation"),
    ("Leonard Voss resigned. Voss said shares in his company fell.", "Voss", "person"),
    # A headline's verb ends a name, and the stamp of an entry begins none.
    ("France’s Marine Le Pen Backs Trump And Denounces Macron.\n\nMarine Le Pen spoke on Monday.", "Marine Le Pen", "person"),
    ("House Backs Harbour Levy In Late Vote.\n\nThe House voted on Monday.", "House", "organisation"),
    ("Harbour Board Denies Fraud And Sues Courier.\n\nThe Harbour Board denied fraud.", "Harbour Board", "organisation"),
    ("Save The Children Warns Of Hunger.\n\nSave the Children spoke on Monday.", "Save The Children", "organisation"),
    ("The Northgate Opens Fund paid its debts on Monday.", "Northgate Opens Fund", "organisation"),
    ("Marine Ledoux Backs Trump And Denounces Macron.\n\nThe leader spoke on Monday.", "Marine Ledoux", "person"),
    ("15:05 Norland Rail says no trains will run.", "Norland Rail", "organisation"),
    # A town that wins is its team.
    ("Boston beat Denver 101-98.", "Boston", "organisation"),
    ("He flew from Boston to Denver. Boston has 12 bridges.", "Boston", "place"),
    # A body says so by its name, a paper by reporting.
    ("The Department for Roads, Rail and Ports replied.", "Department for Roads, Rail and Ports", "organisation"),
    ("The Sun reported that the bridge was shut.", "Sun", "organisation"),
    ("easyShip cancelled 40 sailings on Monday.", "easyShip", "organisation"),
])
def test_the_words_beside_a_name_tell_its_kind(text: str, form: str, kind: str) -> None:
    assert kind_of(text, form) == kind


@pytest.mark.parametrize("case", cases("kinds.csv"), ids=lambda case: f"{case['form']} in {case['text']}")
def test_the_article_tells_the_kind_of_a_name(case: dict[str, str]) -> None:
    found = [m.kind for m in mentions_of_cases("kinds.csv")[case["text"]] if m.text == case["form"] and m.form == "name"]
    assert found[:1] == ([case["kind"]] if case["kind"] else [])


@pytest.mark.parametrize(("text", "one", "other"), [
    ("Ada Rose met Tom Bishop. Rose asked Bishop to leave. The bishop of Oslo stayed.", "Tom Bishop", "Bishop"),
    ("Sgt Paul King left. King had lied.", "Paul King", "King"),
    ("Alan Price said the price would rise. Price added that bills would follow.", "Alan Price", "Price"),
    ("Dragan Šarčević spoke. Sarcevic was calm.", "Dragan Šarčević", "Sarcevic"),
    ("Idris al-Nouri, better known as Abu Nasr, was freed. Abu Nasr went home.", "Idris al-Nouri", "Abu Nasr"),
    ("Mira Sand and her brother Karl Sand left. Sand was crying.", "Mira Sand", "Sand"),
    ("Mira Sand beat Karl Sand. She said Sand had been fair.", "Karl Sand", "Sand"),
    ("Julia London leads the council. London told voters that she would stand again.", "Julia London", "London"),
    ("The N.P.A. closed the port. The Norvale Port Authority (NPA) gave no reason.", "Norvale Port Authority", "N.P.A."),
])
def test_two_names_of_one_actor(text: str, one: str, other: str) -> None:
    assert chain_of(text, one) == chain_of(text, other) is not None


@pytest.mark.parametrize(("text", "one", "other"), [
    ("Tom Reed Jr. met Tom Reed Sr. in Ohio.", "Tom Reed Jr.", "Tom Reed Sr."),
    ("Ivo Barlow is suing Barlows. Barlow wants money.", "Ivo Barlow", "Barlows"),
    ("Mira Keller wept. The Kellers sold their house.", "Mira Keller", "Kellers"),
])
def test_two_actors_of_like_names(text: str, one: str, other: str) -> None:
    assert chain_of(text, one) != chain_of(text, other)


def test_the_credit_of_a_picture_and_an_address_name_nobody() -> None:
    credited = names("Photo by Ivan Stone/Reuters.\n\nAda Noll spoke first.")
    assert [name for name in credited if name[1] != "other"] == [("Ada Noll", "person")]
    assert names("Read more at www.norvale.com/news/x.html or ask Ada Noll.") == [("Ada Noll", "person")]


def test_the_town_of_a_dateline_is_a_town() -> None:
    text = "LUNVIK, Norway (Reuters) — A ferry sank on Monday. Lunvik mourned."
    assert kind_of(text, "Lunvik") == "place"


@pytest.mark.parametrize(("text", "called"), [
    ("FULL SPEECH: President Tallow Speech at Caucus Foundation in Norvale.", {"Tallow"}),
    ("The Ada Noll Interview was aired on Sunday.", {"Ada Noll"}),
    ("Watch the Tomas Reed Rally in Fenby.", {"Tomas Reed"}),
    ("President Reed said so after the Reed Campaign ended.", {"Reed"}),
    ("Ada Noll Speech Draws Record Crowd.", {"Ada Noll"}),
    # A name ends at a quotation mark, a nickname stands between two.
    ("“I met Ada Noll”, “Reed” said.", {"Ada Noll"}),
    ("Ada Noll called her “Miss Piggy” and “Miss Housekeeping” on Monday.", {"Ada Noll", "Piggy", "Miss Housekeeping"}),
    ("Vincent “the Chin” Morano spoke.", {"Vincent “the Chin” Morano"}),
    ("“We thank Ines Karo”, Petra Lund said.", {"Ines Karo", "Petra Lund"}),
    # Surnames that are nouns stay.
    ("Alan Price and Ada Rose sang in Norvale.", {"Alan Price", "Ada Rose"}),
    ("Tomas Bishop spoke for an hour.", {"Tomas Bishop"}),
    ("Jim Power, a baker, spoke in Norvale.", {"Jim Power"}),
])
def test_a_name_ends_before_nouns_and_marks_that_are_no_part_of_it(text: str, called: set[str]) -> None:
    assert called <= {m.text for m in mentions(text) if m.kind == "person" and m.form == "name"}


@pytest.mark.parametrize("text", ["A former Miss Universe, Ada Noll, spoke. Miss Universe left.", "Miss Norway spoke to Ada Noll."])
def test_the_title_of_a_pageant_is_nobody_s_name(text: str) -> None:
    assert {m.text for m in mentions(text) if m.kind == "person" and m.form == "name"} == {"Ada Noll"}
