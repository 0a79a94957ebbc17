"""Languages as a reader sees them, and the encoder's list beside them."""

from __future__ import annotations

import pytest

from broadsheet.languages import lang_attributes, language_name
from broadsheet.resources import data_records


@pytest.mark.parametrize(("code", "name", "attributes"), [
    ("en", "English", ""), ("en-GB", "English", ""), (None, "", ""), ("fr-CA", "French", ' lang="fr"'), ("de", "German", ' lang="de"'),
    ("ar", "Arabic", ' lang="ar" dir="rtl"'), ("he", "Hebrew", ' lang="he" dir="rtl"'), ("fa", "Persian", ' lang="fa" dir="rtl"'),
    ("ur", "Urdu", ' lang="ur" dir="rtl"'), ("zh_TW", "Chinese", ' lang="zh"'), ("tlh", "tlh", ""), ('x" onload="', 'x" onload="', ""),
])
def test_a_language_has_a_name_and_attributes(code: str | None, name: str, attributes: str) -> None:
    assert (language_name(code), lang_attributes(code)) == (name, attributes)


def test_every_language_of_the_encoder_has_a_name() -> None:
    named = {row["code"] for row in data_records("languages/shown.csv")}
    assert {row["code"] for row in data_records("languages/encoded.csv")} <= named
