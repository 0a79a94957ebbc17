"""Positions in one article: the clause that says that somebody is for something, or against it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from broadsheet.annotating.english.events.tokens import article_tokens
from broadsheet.annotating.english.names.words import read_words
from broadsheet.annotating.english.positions.authors import author_of
from broadsheet.annotating.english.positions.complements import complements
from broadsheet.annotating.english.positions.cue import Cue, Holder
from broadsheet.annotating.english.positions.frames import cues_in
from broadsheet.annotating.english.positions.lexicon import lexicon
from broadsheet.annotating.english.positions.phrases import Phrase, Phrases
from broadsheet.annotating.english.positions.role_targets import is_somebody
from broadsheet.annotating.english.positions.speakers import Speakers
from broadsheet.annotating.english.positions.speech import judgements_in
from broadsheet.annotating.english.positions.spoken import spoken_of
from broadsheet.annotating.english.positions.turn_words import turn_words
from broadsheet.annotating.english.positions.turns import Turn, turns_in
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
        In text order, one for each clause. `start` to `end` spans the cue, and what it is about and the holder where they stand in
        the same sentence. `about` says what the target is: a thing; an actor who is backed or opposed; an actor who is judged
        ("criticised Reed"); or the conduct of an actor ("criticised Reed's handling of the strike"), who is then the target. Rows
        about an actor who is "spoken of" have no side: a speaker's sentence is about that actor, and only its tone could tell one;
        those of a "turn" tell that the holder changed position, and have the side taken then where that is told.

    Notes
    -----
    Precision comes before recall: what is asked, told under a condition, told as past, or told of one speaker by another is left out,
    and so is a position on a thing that only a pronoun names, unless that takes up a plan named before. Outside the quotation marks a
    position is "act" where it was done (voted, signed, vetoed), and "reported" where the outlet says it; what a speaker says is
    "own words".
    """
    words, tokens = read_words(article), article_tokens(article)
    phrases = Phrases(words, tokens, mentions, quotes)
    made: dict[tuple[int, int], Position] = {}
    for position in _told(phrases, Speakers(phrases, quotes, author=author_of(phrases, mentions))):
        taken = made.get((position.start, position.end))
        if taken is not None and taken.about == "turn" != position.about and taken.side in (None, position.side):
            position = position._replace(start=min(position.target_start, position.end - 1))
        elif taken is not None and (taken.holder, taken.named) != (position.holder, position.named):
            # "criticised Norland, along with Sudland, for cutting flights"
            named = (m.start for m in mentions if m.chain == position.holder and position.start < m.start < position.end)
            position = position._replace(start=next(named, position.start))
        made.setdefault((position.start, position.end), position)
    return sorted(made.values(), key=lambda position: position[:2])


def _told(phrases: Phrases, speakers: Speakers) -> Iterator[Position]:
    """What the article tells, what weighs most first: changes, then positions and judgements, then of whom speakers speak."""
    turned = list(turns_in(phrases, speakers))
    for turn in turned:
        yield _position(phrases, turn.number, turn.named_at, turn.target, turn.holder, turn.side, "reported", None, "turn")
    for cue in chain(cues_in(phrases, speakers), judgements_in(phrases, speakers)):
        about, target = _about(phrases, cue)
        if any(_is_given_up(cue, turn) for turn in turned):
            continue
        if cue.judging and cue.side == "against" and _is_own_stand(phrases, cue):
            # "Moss said her vote was a mistake", "called her vote a mistake": she takes it back.
            yield _position(phrases, cue.number, cue.named_at, cue.target, cue.holder, None, cue.voice, None, "turn")
        elif target != cue.holder and about != "somebody":
            yield _position(phrases, cue.number, cue.named_at, cue.target, cue.holder, cue.side, cue.voice, target, about)
    for spoken in spoken_of(phrases, speakers):
        if phrases.tokens.sentences[spoken.verb] == phrases.tokens.sentences[spoken.phrase.first]:
            yield _position(phrases, spoken.verb, None, spoken.phrase, spoken.holder, None, "own words", spoken.target, "spoken of")


def _is_given_up(cue: Cue, turn: Turn) -> bool:
    """Whether a cue shows what its holder turned from: "backed away from her pledge to close it", "first opposed it, then backed it"."""
    if cue.holder != turn.holder or cue.number == turn.number:
        return False
    within = turn.target.first <= cue.number <= turn.target.last
    return within or (cue.target == turn.target and turn.side is not None and cue.side != turn.side and cue.number < turn.number)


def _position(
    phrases: Phrases, number: int, named_at: int | None, thing: Phrase, holder: Holder, side: str | None, voice: str, target: int | None,
    kind: str,
) -> Position:
    """The row: its span covers the cue, the thing, and the holder where that stands in the same sentence."""
    tokens = phrases.tokens
    beside = named_at if named_at is not None and tokens.sentences[named_at] == tokens.sentences[number] else number
    about = [thing.first, thing.last] if tokens.sentences[thing.first] == tokens.sentences[number] else []  # else only meant by a pronoun
    start = min(tokens.starts[n] for n in (beside, number, *about))
    end = max(tokens.ends[n] for n in (beside, number, *about))
    first, last = tokens.starts[thing.first], tokens.ends[thing.last]
    who, named = (holder, None) if isinstance(holder, int) else (None, holder)
    return Position(start, end, who, side, voice, tokens.lemmas[number], first, last, target, kind, named)


def _about(phrases: Phrases, cue: Cue) -> tuple[str, int | None]:
    """What the target is, and the actor that it is or whose conduct it is; of "somebody" it is not known who is meant."""
    tokens = phrases.tokens
    mention = phrases.actor(cue.target.head) if tokens.poses[cue.target.head] in ("PROPN", "PRON", "NOUN") else None
    if mention is not None and mention.chain is not None and tokens.lemmas[cue.number] not in lexicon().of_things:
        return ("judged" if cue.judging else "actor"), mention.chain
    candidacy = tokens.lemmas[cue.target.head] in lexicon().candidacies and tokens.lemmas[cue.number] != "seek"
    owning = cue.judging or tokens.lemmas[cue.number] in lexicon().owning
    if (owning and tokens.lemmas[cue.number] not in lexicon().states) or candidacy:
        kinds = ("poss", "compound", "nmod", "amod") if candidacy else ("poss",)
        owners = [phrases.actor(c) for c in tokens.children[cue.target.head] if tokens.deps[c] in kinds]
        if candidacy:  # "the re-election of Moss"
            owners += [phrases.actor(p.head) for p in complements(phrases, cue.target.head, "of")]
        owned = next((one for one in owners if one is not None and (one.kind == "person" or not candidacy)), None)
        if owned is not None:
            return ("conduct" if owning else "actor"), owned.chain
        if owning and tokens.child(cue.target.head, "poss") is not None and tokens.lemmas[cue.target.head] in turn_words().stands:
            return "conduct", None  # "took aim at his support for it", of somebody not known
    if is_somebody(phrases, cue.target.head):
        return "somebody", None
    return "thing", None


def _is_own_stand(phrases: Phrases, cue: Cue) -> bool:
    """Whether what is judged is a stand that the speaker took."""
    tokens = phrases.tokens
    head = cue.target.head
    owners = [c for c in tokens.children[head] if tokens.deps[c] == "poss" and tokens.words[c] in ("my", "our", "his", "her", "its")]
    mentions = [phrases.actor(c) for c in owners]
    if tokens.lemmas[head] not in turn_words().stands or not owners or any(m is not None and m.chain != cue.holder for m in mentions):
        return False
    # "Moss blasted Reed, taking aim at his support": where it is not known whose it is, only where nobody else is named
    beside = (phrases.actor(n) for n in range(len(tokens)) if tokens.sentences[n] == tokens.sentences[cue.number])
    return None not in mentions or not any(m is not None and m.kind == "person" and m.chain != cue.holder for m in beside)

