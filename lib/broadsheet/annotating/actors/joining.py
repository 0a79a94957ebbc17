"""Joining the actors of single articles into actors of the archive: people by full name, bodies by shared forms."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence

from broadsheet.annotating.actors.across import with_one_spelling
from broadsheet.annotating.actors.bodies import join_bodies
from broadsheet.annotating.actors.forms import Known, LocalActor, given_names_fit, person_tokens, slug, surname_of
from broadsheet.annotating.languages import language_of

_COMPARED = 200
"""Articles of a person that a surname's article is compared with."""


def join_actors(local: Sequence[LocalActor], known: Known, countries: Mapping[str, str] | None = None) -> dict[str, str]:
    """Local key → actor_id.

    Parameters
    ----------
    local
        Actors of single articles.
    known
        Id of each actor known before → its kind and names.
    countries
        Id of each of them → its country, where that is known.
    """
    ids = {actor.key: actor.fixed for actor in local if actor.fixed}
    settled = _settle_kinds(local)
    people = [a for a in local if a.key not in ids and settled[a.key] == "person"]
    bodies = [a for a in local if a.key not in ids and settled[a.key] != "person"]
    ids |= join_bodies(bodies, settled, known)
    ids |= _join_people(people, known, _company(local, ids), countries or {})
    return ids


def _settle_kinds(local: Sequence[LocalActor]) -> dict[str, str]:
    """The kind of each local actor, after the archive has voted: a form that is a person's in five articles is one in the sixth."""
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    bearers: dict[str, set[str]] = defaultdict(set)
    for actor in local:
        for form, number in actor.forms.items():
            votes[form.casefold()][actor.kind] += number
        if actor.kind == "person" and len(tokens := _full_name(actor.forms)) > 1:
            votes[surname_of(tokens)]["person"] += 1
            bearers[surname_of(tokens)].add(tokens[0])
    kinds = {}
    for actor in local:
        kinds[actor.key] = actor.kind
        if len(actor.forms) == 1 and actor.fixed is None:
            kinds[actor.key] = _voted_kind(next(iter(actor.forms)), actor.kind, votes, bearers)
    return kinds


def _voted_kind(form: str, kind: str, votes: Mapping[str, Counter[str]], bearers: Mapping[str, set[str]]) -> str:
    """The kind of a local actor that has one form.

    Two words that as many mentions call a person are one. A place, an organisation and a lone surname that nobody bears in
    full are what most say they are; who has a full name is a person unless three times as many say otherwise. "Alexis Marlow"
    is a person, whatever the model takes him for, where another article tells of Alexander Marlow.
    """
    tally, parts = votes[form.casefold()], form.casefold().split()
    ranked = sorted(tally.items(), key=lambda item: (-item[1], item[0]))
    most, number = next(((k, n) for k, n in ranked if k in ("person", "organisation", "place")), (kind, 0))
    if len(parts) == 2 and kind in ("place", "organisation"):
        given = set(bearers.get(parts[1], ())) - {parts[0]}
        borne = tally["person"] >= tally[kind] and parts[1] not in language_of().names.kinds_of_words()
        if borne or any(name[:4] == parts[0][:4] or given_names_fit(name, parts[0]) for name in given):
            return "person"
    unsure = kind in ("place", "organisation") and most != "person" or kind == "person" and len(parts) == 1 and parts[0] not in bearers
    return most if number > tally[kind] and (unsure or most != "place" and number >= 3 * tally[kind]) else kind


def _company(local: Sequence[LocalActor], ids: Mapping[str, str]) -> dict[str, set[str]]:
    """Article → what is named in it, as far as it is known who that is."""
    company: dict[str, set[str]] = defaultdict(set)
    for actor in local:
        if actor.key in ids:
            company[actor.article_id].add(ids[actor.key])
        else:
            company[actor.article_id].update(form.casefold() for form in actor.forms if " " in form)
    return company


class _Person:
    """A person of the archive while people are joined."""

    __slots__ = ("articles", "gender", "given", "id", "middle", "surname", "tokens")

    def __init__(self, tokens: list[str], actor_id: str, gender: str = "") -> None:
        self.tokens, self.gender = tokens, gender
        self.surname = surname_of(tokens)
        self.given, self.middle = _given_and_middle(tokens)
        self.id = actor_id
        self.articles: list[str] = []

    def fits(self, tokens: list[str]) -> bool:
        """Whether a full name can be this person's."""
        if surname_of(tokens) != self.surname:
            return False
        given, middle = _given_and_middle(tokens)
        if given_names_fit(given, self.given):
            return not middle or not self.middle or middle == self.middle
        initial = len(tokens[0]) == 1 or len(self.tokens[0]) == 1
        return initial and _called_by(tokens) == _called_by(self.tokens) != ""


def _given_and_middle(tokens: list[str]) -> tuple[str, str]:
    """The given name, and the initials of what stands between it and the surname."""
    if surname_of(tokens) != tokens[-1]:
        return "".join(tokens[1:]), ""
    return tokens[0], "".join(token[0] for token in tokens[1:-1])


def _called_by(tokens: list[str]) -> str:
    """The given name a person goes by: the second of "W. Mark Noll", else the first; empty for initials alone."""
    if len(tokens[0]) > 1:
        return tokens[0]
    return tokens[1] if len(tokens) > 2 and len(tokens[1]) > 1 else ""


def _full_name(forms: Mapping[str, int]) -> list[str]:
    """The parts of the fullest form: the most frequent of those with two parts or more, longer ones first on a tie."""
    best: tuple[int, int, str] | None = None
    parts: list[str] = []
    for form, number in forms.items():
        tokens = person_tokens(form)
        rank = (-min(len(tokens), 2), -number, form)
        if tokens and (best is None or rank < best):
            best, parts = rank, tokens
    return parts


def _join_people(
    local: Sequence[LocalActor], known: Known, company: Mapping[str, set[str]], countries: Mapping[str, str],
) -> dict[str, str]:
    bearers: dict[str, list[_Person]] = defaultdict(list)
    lone: dict[str, str] = {}
    for actor_id, (kind, names) in known.items():
        if kind == "person":
            tokens = _full_name(Counter(names))
            if len(tokens) > 1:
                bearers[surname_of(tokens)].append(_Person(tokens, actor_id, language_of().names.given_gender(tokens)))
            elif tokens:
                lone[tokens[0]] = actor_id
    ids: dict[str, str] = {}
    full = [(a, tokens) for a in local if len(tokens := _full_name(a.forms)) > 1]
    written = {a.key: surname_of(tokens) for a, tokens in full}
    full = with_one_spelling(full, [(person.tokens, countries.get(person.id)) for people in bearers.values() for person in people])
    fitting: dict[tuple[str, ...], _Fitting] = defaultdict(_Fitting)
    for actor, tokens in sorted(full, key=lambda pair: (-len(pair[1][0]), pair[0].article_id, pair[0].key)):
        namesakes = bearers[surname_of(tokens)]
        person = _bearer_of_full_name(tokens, fitting[tuple(tokens)].among(tokens, namesakes))
        if person is None:
            actor_id = lone.pop(surname_of(tokens), "") or f"person:{_person_slug(tokens, namesakes)}"
            person = _Person(tokens, actor_id, actor.gender)
            namesakes.append(person)
        person.articles.append(actor.article_id)
        ids[actor.key] = person.id
    anywhere = _by_any_part(bearers, {(ids[a.key], form.casefold()) for a, _ in full for form in a.forms if " " not in form})
    _add_other_spellings(bearers, full, written, ids)
    for actor in local:
        if actor.key not in ids:
            ids[actor.key] = _bearer_of_surname(actor, bearers, anywhere, company, lone)
    return ids


def _add_other_spellings(
    bearers: dict[str, list[_Person]], full: Sequence[tuple[LocalActor, list[str]]], written: Mapping[str, str], ids: Mapping[str, str],
) -> None:
    """Have people borne by their surnames as articles in other languages spell them: "M. Poutine" is found by it, too."""
    for actor, tokens in full:
        if written[actor.key] != surname_of(tokens):
            person = next((each for each in bearers[surname_of(tokens)] if each.id == ids[actor.key]), None)
            if person is not None and person not in bearers[written[actor.key]]:
                bearers[written[actor.key]].append(person)


def _person_slug(tokens: list[str], others: Sequence[_Person]) -> str:
    """First and last name; with what stands between where another person has the same two."""
    short = f"{_called_by(tokens) or tokens[0]}-{tokens[-1]}" if surname_of(tokens) == tokens[-1] else "-".join(tokens)
    taken = any(person.id == f"person:{slug(short)}" for person in others)
    return slug("-".join(tokens)) if taken else slug(short)


class _Fitting:
    """The people whose a full name can be, each looked at once: most names come again and again."""

    __slots__ = ("looked_at", "people")

    def __init__(self) -> None:
        self.people: list[_Person] = []
        self.looked_at = 0

    def among(self, tokens: list[str], namesakes: Sequence[_Person]) -> list[_Person]:
        """Those of the namesakes, to whom only new ones are added."""
        self.people += [person for person in namesakes[self.looked_at:] if person.fits(tokens)]
        self.looked_at = len(namesakes)
        return self.people


def _bearer_of_full_name(tokens: list[str], same: Sequence[_Person]) -> _Person | None:
    """Of those whose name it can be the one who is called so, or the only one."""
    exact = [p for p in same if p.given == tokens[0]]
    if exact:
        return max(exact, key=lambda p: len(p.articles))
    return same[0] if len(same) == 1 else None


def _by_any_part(bearers: Mapping[str, list[_Person]], called: Collection[tuple[str, str]]) -> dict[str, list[_Person]]:
    """People by the parts of their names that they are called by beside the full name: not every Jack is one Jack."""
    found: dict[str, list[_Person]] = defaultdict(list)
    for people in bearers.values():
        for person in people:
            for token in person.tokens:
                if token != person.surname and (person.id, token) in called:
                    found[token].append(person)
    return found


def _bearer_of_surname(
    actor: LocalActor, bearers: Mapping[str, list[_Person]], anywhere: Mapping[str, list[_Person]],
    company: Mapping[str, set[str]], lone: Mapping[str, str],
) -> str:
    """Whom an article means that gives a surname only: the one bearer, or the one in the most similar company.

    Who is "he" in the article is no woman of that surname ("President Noll … his wife, Mira Noll").
    """
    tokens = person_tokens(next(iter(actor.forms))) or [next(iter(actor.forms)).casefold()]
    people = bearers.get(tokens[-1]) or anywhere.get(tokens[-1]) or []
    other = {"m": "f", "f": "m"}.get(actor.gender)
    people = [person for person in people if person.gender != other] if other is not None else people
    if len(people) == 1:
        return people[0].id
    here = company.get(actor.article_id, set())
    total = sum(len(person.articles) for person in people)
    best, most = None, 0.0
    for person in people:
        alike = sorted((_likeness(here, company.get(article, set())) for article in person.articles[:_COMPARED]), reverse=True)[:3]
        score = sum(alike) / 3 + 0.5 * len(person.articles) / total if any(alike) else 0.0
        if score > most:
            best, most = person, score
    if best is not None:
        return best.id
    return lone.get(tokens[-1]) or f"person:{slug(tokens[-1])}"


def _likeness(one: set[str], other: set[str]) -> float:
    return len(one & other) / len(one | other) if one and other else 0.0
