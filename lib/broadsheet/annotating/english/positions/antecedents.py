"""Whom a pronoun or an apposition means by the clause it stands in, where the article's pronouns were left open."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from broadsheet.annotating.english.events.tokens import Tokens
from broadsheet.annotating.english.positions.lexicon import lexicon
from broadsheet.annotating.parser.parsed import Mention

GENDERED: Final = frozenset({"he", "she"})
_SPEAKING: Final = frozenset({
    "affirm", "add", "note", "tell", "announce", "confirm", "state", "reiterate", "explain", "admit", "concede", "indicate",
})
"""Verbs whose subject goes on as "he" or "she" in their clause, beside those of `Lexicon.thinking`."""
_CLIMB: Final = 4
"""Clauses up from a pronoun."""


def antecedent(tokens: Tokens, mention: Callable[[int], Mention | None], number: int) -> Mention | None:
    """The actor whom a token without a name means.

    Parameters
    ----------
    tokens
        The parse.
    mention
        The mention that a token belongs to, if any.
    number
        The token.

    Returns
    -------
    Mention or None
        Of "he" and "she" as a subject the person who says so ("Moss said she would back Reed") or who is the subject of the clause
        before ("Moss blamed the board, and she praised Reed"); of an apposition the name before it ("Moss, a docker whom Reed sacked").

    Notes
    -----
    Only these two ways are taken up; where another person could be meant the pronoun stays open.
    """
    if tokens.words[number] in GENDERED and tokens.deps[number] == "nsubj":
        return _subject_above(tokens, mention, number)
    if tokens.deps[number] == "appos" and tokens.tags[number] in ("NN", "NNP") and any(
            tokens.words[c] in ("a", "an", "the") for c in tokens.children[number]):
        named = mention(tokens.heads[number])
        return named if named is not None and named.kind == "person" and named.form == "name" else None
    return None


def _subject_above(tokens: Tokens, mention: Callable[[int], Mention | None], pronoun: int) -> Mention | None:
    verb = tokens.heads[pronoun]
    for _ in range(_CLIMB):
        above, dep = tokens.heads[verb], tokens.deps[verb]
        said = dep == "ccomp" and tokens.lemmas[above] in lexicon().thinking | _SPEAKING
        if above == verb or not (said or dep == "conj") or tokens.poses[above] not in ("VERB", "AUX"):
            return None
        subject = _subject_of(tokens, above)
        if subject is not None and tokens.words[subject] != tokens.words[pronoun]:
            found = mention(subject)
            return found if found is not None and found.kind == "person" and found.chain is not None else None
        if subject is not None and (found := mention(subject)) is not None:
            return found
        verb = above
    return None


def _subject_of(tokens: Tokens, verb: int) -> int | None:
    """The last subject before a verb; of a relative clause whom it tells of: "Moss, who said she would back Reed"."""
    subjects = [c for c in tokens.children[verb] if tokens.deps[c] in ("nsubj", "nsubjpass") and c < verb]
    if not subjects:
        return None
    relative = tokens.words[subjects[-1]] == "who" and tokens.deps[verb] == "relcl"
    return tokens.heads[verb] if relative else subjects[-1]
