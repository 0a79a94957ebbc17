"""Positions in one article: the clause that says that somebody is for something, or against it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from broadsheet.annotating.english.events.tokens import article_tokens
from broadsheet.annotating.english.names.words import read_words
from broadsheet.annotating.english.positions.frames import Cue, cues_in
from broadsheet.annotating.english.positions.phrases import Phrases
from broadsheet.annotating.english.positions.speech import judgements_in
from broadsheet.annotating.english.positions.spoken import spoken_of
from broadsheet.annotating.parser.parsed import Mention, ParsedArticle, Position, Quote


def find_positions(article: ParsedArticle, mentions: Sequence[Mention], quotes: Sequence[Quote]) -> list[Position]:
    """The positions that an article says somebody takes, and the judgements that it says somebody passes on another.

    Parameters
    ----------
    article
        The parsed article.
    mentions, quotes
        What was found in it: holders are mentions of actors, and the speakers of quotations.

    Returns
    -------
    list of Position
        In text order, one for each clause. `start` to `end` spans the cue, what it is about, and the holder where that stands in
        the same sentence. `about` says what the target is: a thing; an actor who is backed or opposed; an actor who is judged
        ("criticised Reed"); or the conduct of an actor ("criticised Reed's handling of the strike"), who is then the target. Rows
        about an actor who is "spoken of" have no side: a speaker's sentence is about that actor, and only its tone could tell one.

    Notes
    -----
    Precision comes before recall: what is asked, told under a condition, or told as past is left out, and so is a position on a thing
    that only a pronoun names. Outside the quotation marks a position is "act" where it was done (voted, signed, vetoed), and "reported"
    where the outlet says it; what a speaker says is "own words".
    """
    words, tokens = read_words(article), article_tokens(article)
    phrases = Phrases(words, tokens, mentions)
    made: dict[tuple[int, int], Position] = {}
    for cue in _all_cues(phrases, quotes):
        beside = cue.named_at if cue.named_at is not None and tokens.sentences[cue.named_at] == tokens.sentences[cue.number] else cue.number
        start = min(tokens.starts[beside], tokens.starts[cue.number], tokens.starts[cue.target.first])
        end = max(tokens.ends[beside], tokens.ends[cue.number], tokens.ends[cue.target.last])
        about, target = _about(phrases, cue)
        if target == cue.holder:
            continue
        made.setdefault((start, end), Position(
            start, end, cue.holder, cue.side, cue.voice, tokens.lemmas[cue.number],
            tokens.starts[cue.target.first], tokens.ends[cue.target.last], target, about,
        ))
    for spoken in spoken_of(phrases, quotes):
        first, last = spoken.phrase.first, spoken.phrase.last
        start, end = min(tokens.starts[first], tokens.starts[spoken.verb]), max(tokens.ends[last], tokens.ends[spoken.verb])
        if tokens.sentences[spoken.verb] == tokens.sentences[first]:
            made.setdefault((start, end), Position(
                start, end, spoken.holder, None, "own words", tokens.lemmas[spoken.verb],
                tokens.starts[first], tokens.ends[last], spoken.target, "spoken of",
            ))
    return sorted(made.values(), key=lambda position: position[:3])


def _about(phrases: Phrases, cue: Cue) -> tuple[str, int | None]:
    """What the target is, and the actor that it is or whose conduct it is."""
    tokens = phrases.tokens
    mention = phrases.actor(cue.target.head) if tokens.poses[cue.target.head] in ("PROPN", "PRON", "NOUN") else None
    if mention is not None and mention.chain is not None:
        return ("judged" if cue.judging else "actor"), mention.chain
    if cue.judging:
        owner = next((c for c in tokens.children[cue.target.head] if tokens.deps[c] == "poss"), None)
        owned = phrases.actor(owner) if owner is not None else None
        if owned is not None:
            return "conduct", owned.chain
    return "thing", None


def _all_cues(phrases: Phrases, quotes: Sequence[Quote]) -> Iterator[Cue]:
    yield from cues_in(phrases, quotes)
    yield from judgements_in(phrases, quotes)
