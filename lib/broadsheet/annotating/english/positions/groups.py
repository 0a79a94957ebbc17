"""Groups that hold positions without being actors: "environmental groups", "the families of the miners", "residents"."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from broadsheet.annotating.english.names.wordlists import role_nouns
from broadsheet.annotating.english.positions.phrases import Phrases
from broadsheet.resources import data_sections

_LONGEST: Final = 7
"""Words of what a group is called."""

_PLURAL: Final = frozenset({"NNS", "NNPS"})
_NAMING: Final = frozenset({"amod", "compound", "nmod", "poss"})
_AFTER: Final = frozenset({"of", "in", "from", "at"})


@dataclass(frozen=True)
class GroupWords:
    """The lists of `en/positions/groups.toml`, which says what each is for."""

    people: frozenset[str]
    bodies: frozenset[str]
    vague: frozenset[str]
    before: frozenset[str]
    apart: frozenset[str]
    loose: frozenset[str]
    author_verbs: frozenset[str]
    reporting: frozenset[str]
    sections: frozenset[str]


@lru_cache(maxsize=1)
def group_words() -> GroupWords:
    """The words for groups and authors."""
    found = data_sections("en/positions/groups.toml")

    def words(table: str, key: str = "words") -> frozenset[str]:
        return frozenset(found[table][key])

    return GroupWords(
        people=words("people"), bodies=words("bodies"), vague=words("vague"), before=words("vague", "before"),
        apart=words("vague", "apart"), loose=words("vague", "loose"),
        author_verbs=words("authors", "verbs"), reporting=words("authors", "reporting"),
        sections=words("authors", "sections"),
    )


def group_named(phrases: Phrases, head: int, *, alone: bool = False) -> str | None:
    """What a noun phrase calls a group that is no actor; None where it names nobody in particular.

    Parameters
    ----------
    phrases
        The phrases of the article.
    head
        The noun that governs the phrase.
    alone
        Whether one person without a name counts too, as a speaker: "a diplomat from one country".

    Notes
    -----
    A noun for people in the plural names a group ("residents"); a vague one ("officials") and a noun for bodies ("groups") only with a
    word that says which. "Some residents" and "three residents" are not the group.
    """
    tokens, known = phrases.tokens, group_words()
    lemma = tokens.lemmas[head]
    if tokens.poses[head] != "NOUN" or phrases.actor(head) is not None:
        return None
    people, body = lemma in known.people or lemma in role_nouns(), lemma in known.bodies
    if not (people or body):
        return None
    beside = [c for c in tokens.children[head] if c < head]
    if any(tokens.words[c] in known.before or tokens.deps[c] == "nummod" for c in beside):
        return None
    if any(tokens.deps[c] == "appos" for c in tokens.children[head]):
        return None  # "the miner, Moss": a name
    single = tokens.tags[head] not in _PLURAL
    if single and not body and not (alone and any(tokens.words[c] in ("a", "an") for c in beside)):
        return None
    kept = [c for c in beside if tokens.words[c] not in known.apart and tokens.deps[c] in _NAMING]
    after = next((c for c in tokens.children[head] if c > head and tokens.words[c] in _AFTER and tokens.deps[c] == "prep"), None)
    telling = [c for c in kept if tokens.words[c] not in known.loose]
    if (body or lemma in known.vague or single) and not telling and after is None:
        return None
    if body and single and any(tokens.words[c] in ("a", "an") for c in beside):
        return None  # "a conservative party": one of them
    first = min((phrases.words.left[c] for c in kept), default=head)
    last = head if after is None or kept and not alone else _end_of(phrases, after)
    if last - first >= _LONGEST:
        first, last = (first, head) if head - first < _LONGEST else (head, head)
    return _called(phrases, first, last)


def _end_of(phrases: Phrases, preposition: int) -> int:
    """The last token of what follows a preposition, without what is joined to it."""
    noun = phrases.tokens.child(preposition, "pobj")
    phrase = None if noun is None else phrases.noun(noun)
    return preposition if phrase is None else phrase.last


def _called(phrases: Phrases, first: int, last: int) -> str:
    """The words as they stand, without an article before them and a capital that only begins the sentence."""
    tokens, text = phrases.tokens, phrases.words.article.text
    while first < last and tokens.words[first] in group_words().apart:
        first += 1
    words = " ".join(text[tokens.starts[first]:tokens.ends[last]].split())
    begins = first == 0 or tokens.sentences[first - 1] != tokens.sentences[first]
    named = tokens.poses[first] == "PROPN" or phrases.participants.mention(first) is not None
    return words[0].lower() + words[1:] if begins and not named else words
