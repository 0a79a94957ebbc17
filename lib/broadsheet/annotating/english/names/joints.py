"""What stands around names: halves that belong together, nicknames, titles, and short forms in brackets."""

from __future__ import annotations

import re

from broadsheet.annotating.english.names import wordlists
from broadsheet.annotating.english.names.name import Name
from broadsheet.annotating.english.names.words import Words

_POSSESSIVE = frozenset({"'s", "’s", "'", "’"})
_NICKNAME_MARKS = frozenset({"'", '"', "‘", "’", "“", "”", "``", "''"})


def with_nicknames(names: list[Name], words: Words) -> list[Name]:
    """Names that a nickname in quotation marks cuts in two, joined: "Vincent 'the Chin' Morano"."""
    made: list[Name] = []
    for name in names:
        given = _name_before_nickname(name, made, words)
        if given is not None:
            made = [other for other in made if other.last <= given.last and other is not given]
            made.append(Name(given.first, name.last, words.span_text(given.first, name.last), label="PERSON"))
        else:
            made.append(name)
    return made


def _name_before_nickname(name: Name, before: list[Name], words: Words) -> Name | None:
    """The given name before a quoted nickname that ends right before this name."""
    closing = name.first - 1
    if closing < 3 or words.text[closing] not in _NICKNAME_MARKS or name.listed is not None:
        return None
    for other in before[-3:]:
        gap = closing - other.last
        opens = other.last + 1
        worded = any(words.text[k][:1].isalpha() for k in range(opens + 1, closing))
        given = other.listed is None and other.tokens[0] in wordlists.given_names()
        if 2 < gap <= 5 and worded and given and words.text[opens] in _NICKNAME_MARKS:
            return other
    return None


def joined(names: list[Name], words: Words) -> list[Name]:
    """Names that the model cut in two, joined where the first word hangs on the second: "Odile" + "Perrin"."""
    made: list[Name] = []
    for name in names:
        before = made[-1] if made else None
        if before is not None and _is_team_of(before, name, words):
            made[-1] = Name(before.first, name.last, words.span_text(before.first, name.last), label="ORG")
        elif before is not None and _are_a_people(before, name, words):
            made[-1] = Name(before.first, name.last, words.span_text(before.first, name.last), label="NORP")
        elif (
            before is not None and before.last + 1 == name.first and before.listed is None and name.listed is None
            and words.dep[before.last] == "compound" and name.first <= words.head[before.last] <= name.last and len(before.tokens) < 3
            and before.label not in (None, "NORP") and before.text.casefold() not in wordlists.false_names()
            and not _has_title(before) and not _has_title(name) and name.text.casefold() not in wordlists.words("after_names.txt")
        ):
            person = "PERSON" in (before.label, name.label) or before.tokens[0] in wordlists.given_names()
            made[-1] = Name(before.first, name.last, words.span_text(before.first, name.last), label="PERSON" if person else before.label)
        else:
            made.append(name)
    return made


def _is_team_of(town: Name, name: Name, words: Words) -> bool:
    """A town before a plural name that hangs on it: "Norvale" + "Herons"."""
    return (
        town.listed is not None and town.listed[0] == "place" and town.last + 1 == name.first == name.last and name.listed is None
        and words.dep[town.last] == "compound" and words.head[town.last] == name.last and words.tag[name.last] in ("NNPS", "NNP")
        and name.text[:1].isupper() and name.text[-1] == "s" and name.label in (None, "ORG") and not name.text.isupper()
    )


def _are_a_people(state: Name, name: Name, words: Words) -> bool:
    """An adjective of nationality before the noun of a people: "an Iraqi Kurd"."""
    adjective = state.listed is not None and state.listed[2] == "adjective"
    behind = state.last + 1 == name.first == name.last
    return adjective and behind and words.lower[name.first].removesuffix("s") in wordlists.words("peoples.txt")


def _has_title(name: Name) -> bool:
    titles, nouns = wordlists.titles(), wordlists.role_nouns()
    return any((word := token.casefold().rstrip(".")) in titles or word in nouns for token in name.tokens)


def is_title(name: Name, words: Words) -> bool:
    """A word such as "Interior" right before "Minister" belongs to the title; "the King" is one."""
    word = words.lower[name.last].rstrip(".")
    if name.first and words.lower[name.first - 1] in ("the", "a", "an", "this") and (
        word in wordlists.titles() or word in wordlists.role_nouns()
    ):
        return True
    following = words.lower[name.last + 1] if name.last + 1 < len(words) else ""
    return words.dep[name.last] == "compound" and following in wordlists.titles() and following in wordlists.role_nouns()


def add_title(name: Name, words: Words) -> None:
    """The title right before the name, and its gender."""
    titles, nouns = wordlists.titles(), wordlists.role_nouns()
    i = name.first - 1
    if i < 0 or words.sentence[i] != words.sentence[name.first]:
        return
    word = words.lower[i].rstrip(".")
    if word == "miss" and (name.listed is not None or name.text.casefold() in wordlists.false_names()):
        return  # Miss Norway, Miss Universe
    two = f"{words.lower[i - 1]} {word}" if i else word
    for form in (two, word):
        if form in titles and (words.text[i][:1].isupper() or form in nouns):
            name.title, name.title_gender = form, titles[form][1]
            return
    if word in nouns and words.dep[i] in ("compound", "nmod", "amod", "appos", "nsubj"):
        name.title, name.title_gender = word, nouns[word][0]


def add_brackets(names: list[Name], words: Words) -> None:
    """Short forms introduced in brackets: "the Airports Authority (AA)"."""
    by_last = {name.last: name for name in names}
    for name in names:
        if name.first >= 2 and words.text[name.first - 1] == "(" and name.last + 1 < len(words) and words.text[name.last + 1] == ")":
            before = by_last.get(name.first - 2) or (by_last.get(name.first - 3) if words.text[name.first - 2] in _POSSESSIVE else None)
            if before is not None and name.first == name.last and _abbreviates(name.text, before.text):
                name.bracket_of = before.first


def _abbreviates(short: str, long: str) -> bool:
    letters = [c for c in short.casefold() if c.isalpha()]
    initials = "".join(word[0] for word in re.split(r"[\s\-]+", long.casefold()) if word)
    at = 0
    for letter in letters:
        at = initials.find(letter, at) + 1
        if not at:
            return short.isupper() and initials[:1] == letters[0] and len(letters) <= 6
    return bool(letters)
