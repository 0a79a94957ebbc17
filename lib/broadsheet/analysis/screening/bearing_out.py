"""Sentences that somebody else wrote, held against the passages that they cite: what in them no passage holds.

No model of language judges here. Names, figures, numbers, days, negations, happenings, speakers and words are found in the sentence and in
its passages by the same finders, and what the sentence has more or other than its passages is named. A sentence that says the same in
words of its own may well be turned away; one that gets through has nothing that its passages lack.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

import pandas as pd

from broadsheet.analysis.counting.figures_told import figures_told
from broadsheet.analysis.screening._comparing import WORD, names_in, turns, weighed_words, word_key
from broadsheet.analysis.screening._passages import Held, held_by, name_keys, numbers_in
from broadsheet.annotating import Layers, annotate, data_of_language, kind_of, plain_words
from broadsheet.resources import data_sections

FREE: Final = 0.25
"""Share of the words of a sentence that its passages may lack, names, figures and happenings aside: "the quay in the north" for "the
northern quay"."""

_SCOPE: Final = 8
"""Words of content after a negation that it may turn, up to the end of its clause."""

_FITS: Final = {
    "done": {"done"}, "ahead": {"ahead"}, "possible": {"possible", "ahead", "claimed"}, "claimed": {"claimed", "done", "possible", "ahead"},
    "denied": {"denied"},
}
"""How a happening is told → how a passage has to tell it. What is certain may be told with more caution, never the other way round."""

_STOP: Final = re.compile(r"[,;:.—–]|\b(?:but|and|while|although|though|because|which|who)\b", re.IGNORECASE)
_QUOTED: Final = re.compile(r"[“\"]([^“”\"]{3,})[”\"]")


def not_borne_out(sentences: Sequence[str], proofs: Sequence[pd.DataFrame], layers: Layers) -> list[str]:
    """For each sentence, what in it the passages that it cites do not hold; empty where they bear it out.

    Parameters
    ----------
    sentences
        Sentences that somebody wrote.
    proofs
        For each, its passages: `article_id start end`, each span a sentence; `earliest` and `latest` where a day is known that it tells of.
    layers
        The annotation of the articles of the passages.

    Returns
    -------
    list of str
        One reason for each sentence, without its own words beyond the one that is wrong.
    """
    if not sentences:
        return []
    days = layers.articles.set_index("article_id")["published_at"]
    own = annotate(pd.DataFrame({
        "article_id": [str(number) for number in range(len(sentences))], "text": list(sentences),
        "published_at": [days.reindex(proof["article_id"]).max() for proof in proofs],
    }), sentiment=None)
    made = []
    for number, (sentence, proof) in enumerate(zip(sentences, proofs, strict=True)):
        whole = pd.DataFrame({"article_id": [str(number)], "start": [0], "end": [len(sentence)]})
        made.append(_lacking(sentence, held_by(whole, own), held_by(proof, layers), _named(number, own)))
    return made


def _named(number: int, own: Layers) -> list[str]:
    mentions = own.mentions[(own.mentions["article_id"] == str(number)) & (own.mentions["form"] == "name")]
    return mentions["text"].tolist()


def _lacking(sentence: str, said: Held, held: Held, names: Sequence[str]) -> str:
    """The first thing that the passages lack."""
    return (
        _wrong_name(sentence, names, held) or _wrong_number(sentence, said, held) or _wrong_day(said, held) or _turned(sentence, held)
        or _told_otherwise(said, held) or _wrong_speaker(sentence, said, held) or _wrong_words(sentence, said, held)
    )


def _wrong_name(sentence: str, names: Sequence[str], held: Held) -> str:
    for name in names:
        line, keys = " ".join(name.split()), name_keys(name)
        if keys not in held.outlets and not any(keys <= known for known in held.names) and not any(line in text for text in held.texts):
            return f"the name “{line}” is not in its passages"
    spoken = {word_key(word) for word in WORD.findall(sentence)}
    outlets = [keys for keys in held.outlets if keys <= spoken]  # "Northgate" is no proof where only the "Northgate Post" tells it
    known = frozenset().union(*held.names, *outlets) | {
        word_key(re.sub(r"[’']s?$", "", word)) for text in held.texts for word in WORD.findall(text) if word[:1].isupper()
    }
    for word in WORD.findall(sentence):
        bare = re.sub(r"[’']s?$", "", word)
        if word_key(bare) in names_in(sentence) - known and bare[:1].isupper():
            return f"the name “{bare}” is not in its passages"
    return ""


def _wrong_number(sentence: str, said: Held, held: Held) -> str:
    told = [figure for text in held.texts for figure in figures_told(text)]
    figures = figures_told(sentence)
    for figure in figures:
        same = [other for other in told if figure.value == other.value and figure.low == other.low]
        if not any(figure.unit == other.unit or not other.unit for other in same):
            return f"“{figure.text}” is not in its passages" + (", as a figure of this" if same else "")
    known = held.numbers | {figure.value for figure in told}
    for value, word in numbers_in(sentence):
        compared = any(word in figure.text and word != figure.text for figure in figures)  # the "1.2" of "1.2 million"
        if value in said.numbers and value not in known and not compared:
            return f"the number “{word}” is not in its passages"
    return ""


def _wrong_day(said: Held, held: Held) -> str:
    for day in said.days:
        if any(re.search(rf"(?<!\w){re.escape(day.text.casefold())}(?!\w)", text.casefold()) for text in held.texts):
            continue
        known = pd.notna(day.earliest) and not _relative(day.text)
        if not known or not any(
            pd.notna(other.earliest) and day.earliest <= other.earliest and other.latest <= day.latest for other in held.days
        ):
            return f"the day “{day.text}” is not in its passages"
    return ""


@lru_cache(maxsize=1024)
def _relative(words: str) -> bool:
    """Whether the words of a date have no figure: a reader cannot place "on Tuesday" or "last week" without the article."""
    return re.search(r"\d", words) is None


def _turned(sentence: str, held: Held) -> str:
    """A negation that was dropped or added, or a word that was turned into its opposite."""
    pattern, opposites = turns()
    own = _negated(pattern, sentence)
    passages = [found for text in held.texts for found in _negated(pattern, text)]
    within = frozenset().union(*(scope for _, _, scope in own))
    heads = {word_key(word) for word, _, _ in own if len(word) > 4}
    spoken = {word_key(word) for word in WORD.findall(sentence)}
    for word, first, _ in passages:
        denied = first in spoken and first not in within and word_key(word) not in heads
        if denied and not _unturned(pattern, first, held.texts):
            return f"its passages say “{word}”, and it does not"
    theirs = frozenset().union(*(scope for _, _, scope in passages)) | {word_key(word) for word, _, _ in passages}
    for word, first, _ in own:
        if first and first not in theirs and word_key(word) not in theirs:
            return f"it says “{word}”, and its passages do not"
    told = {word_key(word) for text in held.texts for word in WORD.findall(text)}
    for left, right in opposites:
        for here, there in ((left, right), (right, left)):
            if here in spoken and here not in told and there in told:
                return f"its passages say the opposite of “{_written(here, sentence)}”"
    return ""


def _negated(pattern: re.Pattern[str], text: str) -> list[tuple[str, str, frozenset[str]]]:
    """The negations of a text: the word, the first word of content after it, and all that it may turn."""
    found = []
    for match in pattern.finditer(text):
        after = text[match.end():]
        stop = _STOP.search(after)
        keys = [word_key(word) for word in WORD.findall(after) if word.lower() not in plain_words() and len(word) > 2]
        clause = [word_key(word) for word in WORD.findall(after[:stop.start() if stop else None])][:_SCOPE]
        inside = frozenset(word_key(word) for word in WORD.findall(match.group()))
        found.append((match.group(), keys[0] if keys else "", frozenset(clause) | frozenset(keys[:1]) | inside))
    return found


def _unturned(pattern: re.Pattern[str], key: str, texts: Sequence[str]) -> bool:
    """Whether a passage has the word where no negation turns it."""
    for text in texts:
        turned = frozenset().union(*(scope for _, _, scope in _negated(pattern, text)))
        if key in {word_key(word) for word in WORD.findall(text)} and key not in turned:
            return True
    return False


def _written(key: str, sentence: str) -> str:
    return next((word for word in WORD.findall(sentence) if word_key(word) == key), key)


def _told_otherwise(said: Held, held: Held) -> str:
    """A happening that the passages tell as planned, denied or only claimed, or with its parts exchanged."""
    for one in said.happenings:
        same = [other for other in held.happenings if other.kinds & one.kinds]
        if not same or word_key(one.trigger) in _neutral():
            continue
        if not any(other.told in _FITS[one.told] for other in same):
            return f"“{one.trigger}”: {_SAID[one.told]} here, {_SAID[same[0].told]} in its passages"
        for agent in one.agents:
            acting = [known for other in same for known in other.agents]
            acted_on = [known for other in same for known in other.patients]
            if agent and acting and not any(agent & known for known in acting) and any(agent & known for known in acted_on):
                return f"“{one.trigger}”: who does it and to whom is exchanged"
    return ""


_SAID: Final = {"done": "done", "ahead": "planned", "possible": "only possible", "claimed": "only claimed", "denied": "denied"}


def _wrong_speaker(sentence: str, said: Held, held: Held) -> str:
    """A quotation that is not word for word, or that somebody else says."""
    lines = [_straight(text) for text in held.texts]
    for quoted in _QUOTED.findall(sentence):
        if not any(_straight(quoted) in line for line in lines):
            return "what it quotes is not in its passages word for word"
    known = [keys for keys in held.speakers if keys]
    for speaker in said.speakers:
        if not speaker or any(speaker <= keys for keys in held.outlets):
            continue
        if known and len(known) == len(held.speakers) and not any(speaker & keys for keys in known):
            return "somebody else says this in its passages"
    return ""


def _straight(text: str) -> str:
    return " ".join(re.sub(r"[“”\"’‘',.]", " ", text).casefold().split())


@lru_cache(maxsize=1)
def _neutral() -> frozenset[str]:
    """Keys of words that anybody may add: they say that something is told, and nothing of it."""
    return frozenset(map(word_key, data_sections(data_of_language("checking/turns.toml"))["neutral"]["words"]))


def _wrong_words(sentence: str, said: Held, held: Held) -> str:
    """A happening that the passages do not name, or too many words that they do not have."""
    for one in said.happenings:
        if not _has(one.trigger, held):
            return f"“{one.trigger}” is not in its passages"
    keys = set(weighed_words(sentence)) - names_in(sentence)
    words = [word for word in dict.fromkeys(WORD.findall(sentence)) if word_key(re.sub(r"[’']s?$", "", word)) in keys]
    lacking = [word for word in words if not _has(word, held)]
    if lacking and len(lacking) > FREE * len(words):
        return f"its passages do not have “{lacking[0]}”" + (f" and {len(lacking) - 1} more of its words" if len(lacking) > 1 else "")
    return ""


def _has(word: str, held: Held) -> bool:
    bare = re.sub(r"[’']s?$", "", word)
    key = word_key(bare)
    named = any(key in known for known in held.names)
    return key in held.words or kind_of(bare.lower()) in held.words or key in _neutral() or named
