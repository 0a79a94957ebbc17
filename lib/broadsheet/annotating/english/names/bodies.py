"""Organisations and places within an article: equal forms, brackets, acronyms and shortened names."""

from __future__ import annotations

import re

from broadsheet.annotating.english.names import wordlists
from broadsheet.annotating.english.names.name import Name
from broadsheet.annotating.english.names.named_actors import NameChains, NamedActor

_LEGAL = frozenset({
    "inc", "corp", "corporation", "ltd", "llc", "plc", "co", "company", "group", "ag", "gmbh", "s.a", "sa", "se", "holdings", "limited",
})
_DOTTED = re.compile(r"(?:\w\.)+\w")
"""An acronym with full stops, of which the last is off: "n.p.a"."""
_SMALL = frozenset({"the", "of", "for", "and", "&"})


def chain_bodies(names: list[Name], kind: str, chains: NameChains) -> None:
    """Give each name of an organisation or place its actor; longer names first, so that shorter ones find them."""
    actors = [actor for actor in chains.actors if actor.kind == kind]
    forms: dict[int, list[list[str]]] = {a.chain: [body_tokens(n.text) for n in a.names] + [body_tokens(a.name)] for a in actors}
    for name in sorted(names, key=lambda n: (n.heading, n.bracket_of is not None, -len(body_tokens(n.text)), n.first)):
        tokens = body_tokens(name.text)
        actor = _same_body(name, tokens, kind, actors, forms, chains)
        if actor is not None:
            chains.add(name, actor)
        elif name.heading:
            continue
        else:
            actor = chains.new(name, kind)
        if actor.chain not in forms:
            actors.append(actor)
            forms[actor.chain] = [body_tokens(n.text) for n in actor.names]
        forms[actor.chain].append(tokens)


def _same_body(
    name: Name, tokens: list[str], kind: str, actors: list[NamedActor], forms: dict[int, list[list[str]]], chains: NameChains
) -> NamedActor | None:
    """The actor that the name means: that of the bracket, of the equal form, of the full form."""
    if name.bracket_of is not None and name.bracket_of in chains.of:
        return chains.of[name.bracket_of]
    equal = next((a for a in actors if tokens in forms[a.chain]), None)
    if equal is not None or kind != "organisation":
        return equal
    full = [a for a in actors if any(is_acronym(name.text, form) for form in forms[a.chain])]
    if not full:
        full = [a for a in actors if any(_begins(tokens, name.text, form) for form in forms[a.chain])]
    if not full:
        full = [a for a in actors if not _is_part_of(a, name) and any(_ends(tokens, name, form, chains) for form in forms[a.chain])]
    if len(full) > 1:
        before = [a for a in full if any(n.first < name.first for n in a.names)] or full
        return max(before, key=lambda a: (len(a.names), -a.chain))
    return full[0] if full else None


def body_tokens(text: str) -> list[str]:
    """The words of a body's name that tell it from others, casefolded, without its legal form."""
    tokens = [t.rstrip(".,").removesuffix("'s").removesuffix("’s") for t in text.casefold().split()]
    tokens = [t.replace(".", "") if _DOTTED.fullmatch(t) else t for t in tokens]
    tokens = [t for t in tokens if t and t not in _SMALL]
    while len(tokens) > 1 and tokens[-1] in _LEGAL:
        tokens.pop()
    return tokens


def is_acronym(text: str, full: list[str]) -> bool:
    """Whether a word in capitals is made of the initials of a full name."""
    letters = text.casefold().replace(".", "")
    return text.isupper() and 2 <= len(letters) <= 7 and len(full) > 1 and letters == "".join(token[0] for token in full)


def _begins(short: list[str], text: str, full: list[str]) -> bool:
    """"Apple" for "Apple Computer": the beginning of a longer name, where that beginning names nothing else."""
    if len(full) <= len(short) or full[: len(short)] != short or short == ["house"]:
        return False
    if text in wordlists.places() or text in wordlists.given_names() or short[0] in wordlists.name_words():
        return False
    kinds = wordlists.name_words()
    return len(short) > 1 or kinds.get(full[-1], "organisation") == "organisation"


def _ends(short: list[str], name: Name, full: list[str], chains: NameChains) -> bool:
    """"the Court" for "the Supreme Court of Norvale", "the Times" for "The Norvale Times", "Saints" for "Norvale Saints"."""
    if len(full) <= len(short) or not short:
        return False
    generic = all(token in wordlists.name_words() or token in ("supreme", "high", "national", "federal", "central") for token in short)
    if generic:
        the = name.first > 0 and chains.words.lower[name.first - 1] == "the"
        return the and _in_order(short, full)
    return full[-len(short):] == short and name.text not in wordlists.places() and short != ["house"]  # a chamber, not the White House


def _is_part_of(actor: NamedActor, name: Name) -> bool:
    """"The General Assembly of the Church of Norvale" is a body of that church, and not the church."""
    whole = name.text.casefold()
    return len(name.tokens) > 1 and any(n.text.casefold().endswith((f" of {whole}", f" of the {whole}")) for n in actor.names)


def _in_order(short: list[str], full: list[str]) -> bool:
    rest = iter(full)
    return all(token in rest for token in short)
