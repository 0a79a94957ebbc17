"""Who is called by a side: "anti-dam campaigners", "the pro-levy group Clean Harbours"."""

from __future__ import annotations

from collections.abc import Iterator

from broadsheet.annotating.english.names.wordlists import role_nouns
from broadsheet.annotating.english.positions.cue import Found
from broadsheet.annotating.english.positions.groups import group_words
from broadsheet.annotating.english.positions.holders import holders_told
from broadsheet.annotating.english.positions.lexicon import lexicon
from broadsheet.annotating.english.positions.phrases import Phrase, Phrases


def called_by_side(phrases: Phrases, number: int) -> Iterator[Found]:
    """The position of those whom a word like "pro" or "anti" with a hyphen describes.

    Parameters
    ----------
    phrases
        The phrases of the article.
    number
        The token before the hyphen.

    Yields
    ------
    Found
        A position on what stands behind the hyphen, of the people or the body that the phrase names: "the pro-levy group Clean Harbours",
        "Moss, an anti-dam campaigner", "anti-dam campaigners such as Moss"; of no part of a body ("anti-dam Democrats").
    """
    tokens, known = phrases.tokens, lexicon()
    thing = number + 2
    if thing >= len(tokens) or tokens.words[number + 1] != "-" or tokens.starts[thing] != tokens.ends[number + 1]:
        return
    while thing + 2 < len(tokens) and tokens.words[thing + 1] == "-" and tokens.starts[thing + 1] == tokens.ends[thing]:
        thing += 2  # "pro-gun-rights groups"
    head = tokens.heads[thing]
    while head > thing and tokens.poses[head] != "NOUN" and tokens.heads[head] > head:
        head = tokens.heads[head]
    people = {*group_words().people, *group_words().bodies, *role_nouns()}
    if head <= thing or tokens.lemmas[head] not in people:
        return
    if phrases.actor(head) is not None and tokens.deps[head] not in ("appos", "attr") and tokens.child(head, "appos") is None:
        return  # some of a body
    if tokens.lemmas[thing] in known.fought | known.misfortunes:
        return
    named = phrases.participants.mention(head + 1) if head + 1 < len(tokens) else None
    behind = [head + 1] if named is not None and named.start == tokens.starts[head + 1] and named.kind in ("person", "organisation") else []
    if not behind and head + 1 < len(tokens) and tokens.poses[head + 1] == "PROPN":
        return  # a name that is no known actor
    yield Found(known.prefixes[tokens.words[number]], Phrase(number + 2, thing, thing), behind or holders_told(phrases, head) or [head])
