"""Actors across languages: one person, one country, one capital, however a language or a script spells it; people alike stay two."""

from __future__ import annotations

from pathlib import Path

import pytest

from broadsheet import schemas
from broadsheet.annotating.actors import resolve_actors
from broadsheet.annotating.actors.spellings import spelled_alike
from broadsheet.annotating.actors.world import world_name, world_names_in

SPELLINGS = [
    line.split("|") for line in (Path(__file__).parent / "cases" / "spellings.csv").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]


@pytest.mark.parametrize(("one", "other", "alike"), SPELLINGS)
def test_spellings_of_a_name(one: str, other: str, alike: str) -> None:
    assert spelled_alike(one, other) is spelled_alike(other, one) is (alike == "yes")


@pytest.mark.parametrize(("name", "kind", "key"), [
    ("Россия", "country", "RU"), ("Russie", "country", "RU"), ("Russland", "country", "RU"), ("俄罗斯", "country", "RU"),
    ("روسيا", "country", "RU"), ("러시아", "country", "RU"), ("รัสเซีย", "country", "RU"), ("Wielka Brytania", "country", "GB"),
    ("Birleşik Krallık", "country", "GB"), ("Косово", "country", "XK"), ("Kosova", "country", "XK"),
    ("Pékin", "capital", "CN"), ("Pequim", "capital", "CN"), ("Londres", "capital", "GB"), ("Лондон", "capital", "GB"),
    ("Приштина", "capital", "XK"), ("OTAN", "body", "nato"), ("НАТО", "body", "nato"), ("ONU", "body", None),
    ("Europäische Union", "body", "european-union"), ("президент", "office", "president"), ("Premier ministre", "office", "prime-minister"),
    ("Springfield", "country", None), ("Jordan", "country", "JO"),
])
def test_what_the_world_calls_a_name(name: str, kind: str, key: str | None) -> None:
    found = world_name(name, kind=kind)
    assert (None if found is None else found.key) == key


def test_a_name_of_two_things_is_told_by_its_kind_only() -> None:
    assert world_name("Mexico") is None
    assert world_name("Mexico", kind="country") == ("country", "MX", "Mexico")


@pytest.mark.parametrize(("text", "language", "keys"), [
    ("Россия и Косово обсуждают границу", "ru", ["RU", "XK"]),
    ("日本と中国の首脳が会談", "ja", ["JP", "CN"]),
    ("EU-Kommission mahnt Serbien, Berlin schweigt", "de", ["european-commission", "RS", "DE"]),
    ("Turquía y Grecia firman en Atenas", "es", ["TR", "GR", "GR"]),
    ("L'Italienne et l'Irlandaise", "fr", []),
    ("Kosovo", "sq", []),
])
def test_names_in_a_text(text: str, language: str, keys: list[str]) -> None:
    assert [name.key for name in world_names_in(text, language)] == keys


def _ids(people: dict[str, tuple[str, str, str | None, str | None]]) -> dict[str, str]:
    """Article → (language, name, role, country); the ids of the people named."""
    mentions = [(a, 0, len(name), name, "person", "name", f"{a}#0") for a, (_, name, _, _) in people.items()]
    roles = [(f"{a}#0", a, 0, 1, role, None, country, None) for a, (_, _, role, country) in people.items() if role]
    languages = {a: language for a, (language, _, _, _) in people.items()}
    found = resolve_actors(schemas.frame("mentions", mentions), schemas.frame("roles", roles), languages=languages)
    return {key.removesuffix("#0"): actor for key, actor in found.ids.items()}


@pytest.mark.parametrize(("french", "english", "same"), [
    (("Vladimir Poutine", "président", "RU"), ("Vladimir Putin", "President", "RU"), True),
    (("Volodymyr Zelensky", "président", "UA"), ("Volodymyr Zelenskyy", "President", "UA"), True),
    (("Benyamin Nétanyahou", "Premier ministre", "IL"), ("Benjamin Netanyahu", "Prime Minister", "IL"), True),
    (("Sergueï Lavrov", "ministre des Affaires étrangères", "RU"), ("Sergei Lavrov", "Foreign Minister", "RU"), True),
    (("Mikhaïl Gorbatchev", "président", "RU"), ("Mikhail Gorbachev", "President", "RU"), True),
    pytest.param(
        ("Alexandre Loukachenko", "président", "BY"), ("Alexander Lukashenko", "President", "BY"), True,
        marks=pytest.mark.xfail(strict=True, reason="given names that languages translate are not known"),
    ),
    (("Vladimir Poutine", None, None), ("Vladimir Putin", "President", "RU"), False),
    (("Ivan Poutine", "président", "RU"), ("Vladimir Putin", "President", "RU"), False),
    (("Vladimir Poutine", "président", "UA"), ("Vladimir Putin", "President", "RU"), False),
    (("Vladimir Poutine", "roi", "RU"), ("Vladimir Putin", "President", "RU"), False),
    (("Jean Martin", "président", "FR"), ("Jean Morton", "President", "FR"), False),
])
def test_one_person_in_french_and_english(
    french: tuple[str, str | None, str | None], english: tuple[str, str | None, str | None], same: bool,
) -> None:
    ids = _ids({"a": ("en", *english), "b": ("fr", *french)})
    assert (ids["a"] == ids["b"]) is same


def test_the_surname_alone_is_found_once_its_bearer_is_known() -> None:
    ids = _ids({"a": ("en", "Vladimir Putin", "President", "RU"), "b": ("fr", "Vladimir Poutine", "président", "RU"),
                "c": ("fr", "Poutine", None, None)})
    assert set(ids.values()) == {"person:vladimir-putin"}


def test_the_name_that_is_shown_is_that_of_the_first_language() -> None:
    rows = [(a, 0, len(name), name, "person", "name", f"{a}#0") for a, name in (
        ("a", "Vladimir Putin"), ("b", "Vladimir Poutine"), ("c", "Vladimir Poutine"),
    )]
    roles = [(f"{a}#0", a, 0, 1, "president", None, "RU", None) for a in "abc"]
    languages = {"a": "en", "b": "fr", "c": "fr"}
    found = resolve_actors(schemas.frame("mentions", rows), schemas.frame("roles", roles), languages=languages)
    assert found.actors["name"].tolist() == ["Vladimir Putin"]


def test_two_english_spellings_stay_as_they_are() -> None:
    ids = _ids({"a": ("en", "Vladimir Putin", "President", "RU"), "b": ("en", "Vladimir Poutine", "President", "RU")})
    assert ids["a"] != ids["b"]
