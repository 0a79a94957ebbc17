"""The language is that of the text."""

from __future__ import annotations

import pytest

from broadsheet.reading import identified_language


@pytest.mark.parametrize(("text", "language"), [
    ("The ferry to the northern islands will sail again on Monday after three weeks of repairs.", "en"),
    ("Die Fähre zu den nördlichen Inseln fährt ab Montag wieder, nach drei Wochen in der Werft.", "de"),
    ("Le ferry pour les îles du nord repartira lundi après trois semaines de réparations au chantier.", "fr"),
    ("Trajekt za sjeverne otoke ponovno će ploviti u ponedjeljak nakon tri tjedna popravaka u luci.", "hr"),
    ("Trageti për ishujt veriorë do të niset përsëri të hënën pas tre javësh riparimesh në port.", "sq"),
])
def test_the_language_of_a_text(text: str, language: str) -> None:
    assert identified_language(text, stated="xx") == language


def test_a_text_too_short_to_tell_has_the_language_stated_for_it() -> None:
    assert identified_language("Ferry sails", stated="en") == "en"
    assert identified_language("Ferry sails") is None
