"""Roles: a sentence in, the role, body and country that it states out."""

from __future__ import annotations

import pytest
from tests.annotating.english.cases_of_actors import cases, mentions, parsed

from broadsheet.annotating.english.names import wordlists
from broadsheet.annotating.english.roles import find_roles


def _stated(sentence: str, person: str) -> list[tuple[str, str]]:
    found = mentions(sentence)
    chain = next(m.chain for m in found if m.text == person)
    bodies = {m.chain: m.text for m in reversed(found) if m.form == "name" and m.kind == "organisation"}
    return [(r.role, _held_in(r.country, bodies.get(r.affiliation))) for r in find_roles(parsed(sentence), found) if r.chain == chain]


def _held_in(country: str | None, body: str | None) -> str:
    if body is not None:
        return wordlists.organisations().get(body, (body, None))[0]
    return country or ""


@pytest.mark.parametrize("case", cases("roles.csv"), ids=lambda case: f"{case['role'] or 'none'} in {case['sentence']}")
def test_a_sentence_states_a_role(case: dict[str, str]) -> None:
    stated = _stated(case["sentence"], case["person"])
    if not case["role"]:
        assert stated == []
    else:
        assert (case["role"], case["held in"]) in stated


def test_a_role_spans_its_words() -> None:
    text = "Ada Noll, a former Home Office adviser, spoke."
    (role,) = find_roles(parsed(text), mentions(text))
    assert (role.role, text[role.start:role.end]) == ("former adviser", "former Home Office adviser")
