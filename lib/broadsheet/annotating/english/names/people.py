"""People within an article: full names that can be one person's, then surnames and first names."""

from __future__ import annotations

from collections import Counter

from broadsheet.annotating.english.names import wordlists
from broadsheet.annotating.english.names.name import Name
from broadsheet.annotating.english.names.named_actors import NameChains, NamedActor
from broadsheet.annotating.english.names.person_names import gender_of, person_tokens, same_person, suffix_of
from broadsheet.annotating.english.names.words import Words


def chain_people(names: list[Name], chains: NameChains) -> None:
    """Give each name its person.

    Full names go first, the frequent ones before the rare ones, so that a name with a stray word glued to it joins the
    person and does not define it. A single name means the bearer of that surname who was named last before it (two
    people with one surname stay two), then the bearer of that first name.
    """
    people: list[NamedActor] = []
    known_as = _known_as(names, chains)
    parts = {name.first: person_tokens(name.text) for name in names}
    frequency = Counter(tuple(tokens) for tokens in parts.values())
    full = [name for name in names if len(parts[name.first]) > 1]
    for name in sorted(full, key=lambda n: (
        n.heading, _form(n) in known_as, -frequency[tuple(parts[n.first])], -len(parts[n.first]), n.first,
    )):
        other = known_as.get(_form(name))
        if other is not None and other.first in chains.of:
            chains.add(name, chains.of[other.first])
        else:
            _chain_full_name(name, parts[name.first], people, chains)
    called: Counter[int] = Counter()
    for name in sorted((n for n in names if len(parts[n.first]) < 2), key=lambda n: (n.heading, n.first)):
        tokens = parts[name.first] or [name.text.casefold()]
        bearer = _bearer(name, tokens[0], people, called, chains.words)
        if bearer is not None and not _comes_too_early(name, bearer):
            chains.add(name, bearer)
            called[bearer.chain] += 1
        elif not name.heading:
            people.append(_new_person(name, tokens, chains))
            called[people[-1].chain] += 1


def _form(name: Name) -> str:
    """The name as it is compared with the same name elsewhere."""
    return name.text.casefold()


def _known_as(names: list[Name], chains: NameChains) -> dict[str, Name]:
    """Another name of a person → the name it stands beside: "Yusuf al-Karim, better known as Abu Saif"."""
    words, found = chains.words, {}
    before: Name | None = None
    for name in sorted(names, key=lambda n: n.first):
        if before is not None and len(name.tokens) > 1 and name.first - before.last <= 6:
            between = words.lower[before.last + 1:name.first]
            if between[:1] == [","] and between[-2:] == ["known", "as"] or " ".join(between).strip(", ") in ("alias", "aka", "a.k.a."):
                found[_form(name)] = before
        before = name
    return found


def _chain_full_name(name: Name, tokens: list[str], people: list[NamedActor], chains: NameChains) -> None:
    same = [p for p in people if (tokens == p.tokens if name.heading else same_person(tokens, p.tokens)) and not _clash(name, p)]
    same = [p for p in same if not _other_generation(name, p, chains.words)]
    if same:
        chains.add(name, min(same, key=lambda p: _distance(name, p)))
    elif not name.heading or name.label == "PERSON" and len(tokens) == 2 and name.tokens[0] in wordlists.given_names():
        people.append(_new_person(name, tokens, chains))


def _new_person(name: Name, tokens: list[str], chains: NameChains) -> NamedActor:
    actor = chains.new(name, "person")
    actor.tokens, actor.gender = tokens, name.title_gender or gender_of(tokens)
    return actor


def _comes_too_early(name: Name, person: NamedActor) -> bool:
    """Title and surname before any full name, as in "President Norvale … his wife, Mira Norvale", introduce somebody else."""
    return name.title is not None and not name.heading and name.title_gender == "" and all(n.first > name.first for n in person.names)


def _bearer(name: Name, token: str, people: list[NamedActor], called: Counter[int], words: Words) -> NamedActor | None:
    """Bearers of the surname come before bearers of the first name; who is called by it already, before who is near.

    Whom the text brings in as somebody's kin ("her husband, Pat Grant") goes by the given name, and the other by the surname.
    """
    not_this = _speaker_above(name, people, words)
    for position in (-1, 0, None):
        bearers = [
            p for p in people
            if (token == p.tokens[position] if position is not None else token in p.tokens)
            and not _clash(name, p) and not _other_generation(name, p, words)
        ]
        bearers = [p for p in bearers if p is not not_this] or bearers
        if bearers:
            return min(bearers, key=lambda p: (
                suffix_of(name.text) not in ({suffix_of(n.text) for n in p.names if len(n.tokens) > 1} or {""}),
                position == -1 and not called[p.chain] and _is_kin(p, words), -min(called[p.chain], 2), *_distance(name, p),
            ))
    return None


def _speaker_above(name: Name, people: list[NamedActor], words: Words) -> NamedActor | None:
    """Whom a pronoun means that says what the name is said in, and who so is somebody else: "She said Reed had run"."""
    verb = words.head[name.last]
    while words.dep[verb] in ("ccomp", "xcomp") and words.head[verb] != verb:
        verb = words.head[verb]
        subject = next((k for k in range(words.left[verb], verb) if words.head[k] == verb and words.dep[k] == "nsubj"), None)
        if subject is not None and words.lower[subject] in ("he", "she"):
            before = [(n.first, p) for p in people for n in p.names if n.first < subject]
            last = max(before, key=lambda pair: pair[0])[1] if before else None
            return last if last is not None and last.gender == ("m" if words.lower[subject] == "he" else "f") else None
    return None


def _is_kin(person: NamedActor, words: Words) -> bool:
    """Whether the first full name of the person stands beside "his wife", "her brother"."""
    first = next((n for n in person.names if len(n.tokens) > 1), None)
    return first is not None and _beside_kin(first, words)


def _beside_kin(name: Name, words: Words) -> bool:
    """"Lydia Marsh, his wife", "her husband, Pat Grant", "his son Ivo Marsh"; not "Leon Marsh and his wife"."""
    beside = [name.first - 1] if name.first else []
    if words.text[name.last + 1:name.last + 2] == [","]:
        after = range(name.last + 2, min(name.last + 8, len(words)))
        beside += [k for k in after if words.dep[k] == "appos" and words.head[k] == name.last]
    if words.dep[name.last] == "appos" and words.head[name.last] < name.first:
        beside.append(words.head[name.last])
    return any(
        words.lemma[k].casefold() in wordlists.relations() and words.pos[k] == "NOUN"
        and any(words.dep[j] == "poss" and words.head[j] in (k, name.last) for j in range(words.left[k], k)) for k in beside
    )


def _other_generation(name: Name, person: NamedActor, words: Words) -> bool:
    """Father and son of one name: both are marked, or one is "his son, Tom Reed Jr."."""
    suffix, suffixes = suffix_of(name.text), {suffix_of(n.text) for n in person.names}
    if not suffix:
        return False
    return bool(suffixes - {"", suffix}) or suffix not in suffixes and len(name.tokens) > 2 and _beside_kin(name, words)


def _clash(name: Name, person: NamedActor) -> bool:
    return bool(name.title_gender and person.gender in ("m", "f") and name.title_gender != person.gender)


def _distance(name: Name, person: NamedActor) -> tuple[bool, int]:
    """Persons named before come first, the nearest first; else the one named first after."""
    before = [name.first - n.first for n in person.names if n.first <= name.first]
    return (not before, min(before) if before else min(n.first for n in person.names))
