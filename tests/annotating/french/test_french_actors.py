"""French names, which of them are one actor, and roles: a text in, its actors out, as the tables of cases have them."""

from __future__ import annotations

import pytest

from broadsheet.annotating.french.roles import find_roles
from tests.annotating.french.cases_of_french import cases, chain_at, mentions, parsed


@pytest.mark.parametrize("case", cases("names.csv"), ids=lambda case: f"{case['name']}: {case['sentence']}")
def test_names_and_their_kinds(case: dict[str, str]) -> None:
    found = [m.kind for m in mentions(case["sentence"]) if m.text == case["name"] and m.form == "name" and m.chain is not None]
    assert found[:1] == ([] if case["kind"] == "none" else [case["kind"]])


@pytest.mark.parametrize("case", cases("identity.csv"), ids=lambda case: f"{case['one']} = {case['other']}: {case['text'][:40]}")
def test_which_mentions_are_one_actor(case: dict[str, str]) -> None:
    one, other = chain_at(case["text"], case["one"]), chain_at(case["text"], case["other"])
    assert one is not None
    assert (one == other) is (case["same"] == "yes")


@pytest.mark.parametrize("case", cases("roles.csv"), ids=lambda case: f"{case['person']}: {case['sentence']}")
def test_roles_and_where_they_are_held(case: dict[str, str]) -> None:
    text = case["sentence"]
    chain = next(m.chain for m in mentions(text) if m.text == case["person"])
    roles = [role for role in find_roles(parsed(text), mentions(text)) if role.chain == chain]
    assert [role.role for role in roles] == ([case["role"]] if case["role"] else [])
    if case["held in"]:
        names = {m.chain: m.text for m in mentions(text) if m.form == "name"}
        assert case["held in"] in (roles[0].country, names.get(roles[0].affiliation))
