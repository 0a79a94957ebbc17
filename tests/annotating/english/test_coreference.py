"""Descriptions and pronouns: which actor they mean, and where that is not clear."""

from __future__ import annotations

import pytest
from tests.annotating.english.cases_of_actors import cases, chain_of, mentions, mentions_of_cases


@pytest.mark.parametrize(("text", "form", "name"), [
    ("Ada Noll spoke on Monday. She was calm.", "She", "Ada Noll"),
    ("Tomas Reed met Petra Lund. He thanked her.", "He", "Tomas Reed"),
    ("Tomas Reed met Petra Lund. He thanked her.", "her", "Petra Lund"),
    ("Ada Noll said that she would sign.", "she", "Ada Noll"),
    ("Kosovo opened its border on Friday.", "its", "Kosovo"),
    ("Norvale Steel Company said it would close the plant.", "it", "Norvale Steel Company"),
    ("Prime Minister Ada Noll arrived. The prime minister smiled.", "The prime minister", "Ada Noll"),
    ("Kosovo is small. The country has few ports.", "The country", "Kosovo"),
    ("Norvale University reopened. The university had closed in May.", "The university", "Norvale University"),
    ("Ada Noll, a lawyer, spoke first.", "a lawyer", "Ada Noll"),
    ("The prime minister of Kosovo arrived. Prime Minister Ada Noll smiled.", "The prime minister", "Ada Noll"),
    ("Ada Noll has resigned. The mayor of Vienna said that she was tired.", "The mayor", "Ada Noll"),
    ("Ada Noll has offered help. The prime minister of Kosovo said her country was small.", "her country", "Kosovo"),
    ("Kosovan President Ada Noll said her country would sign.", "her country", "Kosovan"),
    ("Kosovo's president arrived. President Ada Noll of Kosovo smiled.", "president", "Ada Noll"),
    ("Kosovan President Ada Noll met the press. The Kosovan president's answer was short.", "president", "Ada Noll"),
    # Who says it is named before all that is said.
    ("Bo Finch, a pilot, was late. “We waited. Nobody came. The radio was dead. Then the storm came back,” he said.", "he", "Bo Finch"),
    ("Mira Dessa opened a shop. “It was cold. There was no light. The rent was high. We gave up,” she said.", "she", "Mira Dessa"),
    # The party or state tells which of two holders.
    ("Republican nominee Adam Noll came. Democratic nominee Ada Reed waited. The GOP nominee left.", "nominee", "Adam Noll"),
    ("Republican nominee Adam Noll came. Democratic nominee Ada Reed waited. The Democratic nominee left.", "The Democratic nominee",
     "Ada Reed"),
    ("Norwegian envoy Adam Noll came. Swedish envoy Ada Reed waited. The Swedish envoy left.", "envoy", "Ada Reed"),
    ("Sen. Ada Reed of Vermont spoke. Adam Noll waited. The Vermont senator left.", "senator", "Ada Reed"),
    ("Ohio Gov. Ada Reed spoke. Adam Noll waited. The Ohio governor left.", "governor", "Ada Reed"),
    ("Labour leader Adam Noll spoke. The Labour leader smiled. Ada Reed laughed.", "leader", "Adam Noll"),
    # Who speaks does not call himself by name.
    ("Tomas Reed said Adam Noll would wait. “Adam Noll will publish the papers in May,” he said.", "he", "Tomas Reed"),
    ("Adam Noll met Tomas Reed. Reed was glad. “Noll is a friend of mine,” he said.", "he", "Tomas Reed"),
    ("Ada Noll had asked Petra Lund to stay. “Lund knows the port,” she said.", "she", "Ada Noll"),
    ("Adam Noll spoke in Oslo. “I am glad that Reed came,” he said.", "he", "Adam Noll"),
    ("Adam Noll spoke in Oslo. “The road is long,” he said, and thanked Tomas Reed.", "he", "Adam Noll"),
    # A role noun before its name is the one who is named.
    ("The shadow transport minister, Goran Petrov, left. He slammed the door.", "He", "Goran Petrov"),
    ("The prosecutor, Ada Noll, resigned.", "The prosecutor", "Ada Noll"),
    ("Ada Noll's adviser, Ivo Marsh, resigned. He had lied to her.", "her", "Ada Noll"),
    ("Mayor Leslie Vale and her husband, Pat Vale, moved. He kept the dog.", "He", "Pat Vale"),
    # Two pronouns of one gender in a clause: the subject goes on.
    ("Ada Noll praised Petra Lund. She called her brave.", "She", "Ada Noll"),
    ("Ada Noll praised Petra Lund. She called her brave.", "her", "Petra Lund"),
    ("Ada Noll was born in Oslo. Her first job was in a bank.", "Her", "Ada Noll"),
    # Where the sentence before has only a man, "she" is the one woman before him.
    ("Elena Noll spoke first. Graham Whitlock spoke second. She denied that the plant would close.", "She", "Elena Noll"),
    # A description means a body of its own sort.
    ("The Daily Herald reported that Norvale Steel would close. The company declined to comment.", "The company", "Norvale Steel"),
    ("Norvale Steel would close, the Daily Herald reported. The paper was wrong.", "The paper", "Daily Herald"),
    ("The High Court fined Norvale Steel. The court said it was late.", "The court", "High Court"),
    ("Norvale Bank bought Marsh Insurance. The insurer will keep its name.", "The insurer", "Marsh Insurance"),
    ("Rebels took the border town of Ardat before talks in Geneva. They left the town at dawn.", "the town", "Ardat"),
])
def test_a_clear_reference_is_resolved(text: str, form: str, name: str) -> None:
    assert chain_of(text, form) == chain_of(text, name)


@pytest.mark.parametrize(("text", "form"), [
    ("It was clear that the talks with Kosovo had failed.", "It"),
    ("A spokesman arrived. He declined to comment.", "He"),
    ("Kosovo was calm. It rained all day.", "It"),
    ("The ministers met. They signed nothing.", "They"),
    ("Ada Noll won. Her rival, a judge, said he was tired.", "he"),
    ("Tomas Reed met Ivo Pavel. He wept.", "He"),
    ("Ada Noll praised her ministers.", "her"),
    ("President Ada Noll spoke. The mayor of Vienna said no.", "The mayor"),
    ("Ada Noll met Ivo Marsh. The mayor of Vienna said no.", "The mayor"),
    ("Ada Noll visited Kosovo and said her country would sign.", "her country"),
    ("Albania's president arrived. President Ada Noll of Kosovo smiled.", "president"),
    ("The former president of Kosovo arrived. President Ada Noll of Kosovo smiled.", "The former president"),
    ("A nominee for president of Kosovo spoke. President Ada Noll of Kosovo smiled.", "president"),
    ("Washington imposed sanctions on Norvale. The African Union may suspend the country.", "the country"),
    ("Ada Noll sued Norvale Steel. The court was closed.", "The court"),
    ("Republican nominee Adam Noll spoke. The Libertarian nominee left.", "The Libertarian nominee"),
    ("Swedish envoy Ada Reed spoke. The Norwegian envoy left.", "envoy"),
    ("Former Swedish envoy Ada Reed spoke. The Swedish envoy left.", "envoy"),
])
def test_what_means_nobody_named_is_left_alone(text: str, form: str) -> None:
    assert form not in [m.text for m in mentions(text)]


@pytest.mark.parametrize("case", cases("references.csv"), ids=lambda case: f"{case['form']} in {case['text']}")
def test_whom_a_word_stands_for(case: dict[str, str]) -> None:
    found = mentions_of_cases("references.csv")[case["text"]]
    chain = next((m.chain for m in found if m.text == case["form"] and m.form != "name"), None)
    meant = {m.text for m in found if m.form == "name" and m.chain == chain and chain is not None}
    assert case["name"] in meant if case["name"] else chain is None


def test_a_verb_does_not_act_on_its_own_subject() -> None:
    text = "Tomas Reed arrived. Ivo Pavel greeted him."
    assert chain_of(text, "him") == chain_of(text, "Tomas Reed")


def test_the_one_interviewed_says_i() -> None:
    text = (
        "Ada Noll runs the harbour. We asked Ada Noll about her work.\n\nWhen did you start?\n\nI started in May. I was young.\n\n"
        "What do you do?\n\nI open the gates. I count the ships.\n\nAnd at night?\n\nI sleep, and I dream of ships."
    )
    assert chain_of(text, "I") == chain_of(text, "Ada Noll")
    assert sum(m.text == "I" for m in mentions(text)) == 6


def test_the_author_of_a_column_is_no_actor() -> None:
    text = "Ada Noll is wrong. Why? I said so in May. I say it again.\n\nWho pays? I do. I always did. Who else? I know nobody. I asked."
    assert "I" not in [m.text for m in mentions(text)]
