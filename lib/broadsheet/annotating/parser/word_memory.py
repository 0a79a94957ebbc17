"""Two parts of spaCy's pipeline that remember their answers by word, so that each is worked out once and not at every token.

spaCy's attribute ruler matches all its patterns at every token, and its lemmatizer looks up the uninflected anew each time. Nearly all of
these answers depend on the word, its tag, its dependency and what else is set on it already. What is set on the tokens is the same as
without them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from broadsheet.annotating.parser.own_parts import Part

if TYPE_CHECKING:
    from spacy.language import Language

Doc = Any
"""spaCy's `Doc`, whose annotations do not admit a list of names."""

_OF_A_WORD = frozenset({
    "TAG", "DEP", "POS", "MORPH", "LEMMA", "ORTH", "TEXT", "LOWER", "IS_SPACE", "IS_PUNCT", "IS_DIGIT", "IS_ALPHA", "SHAPE", "LENGTH",
})
"""What a pattern may ask of a token for its answer to depend on the word and what is set on it alone."""

_SET = ["TAG", "DEP", "POS", "MORPH", "LEMMA"]
"""What patterns set on a word; where the ruler is the first to do so, part of speech, morphology and lemma are not set before."""
_WORD = ["ORTH", *_SET]

Word = tuple[int, ...]
"""A word and what is set on it before the ruler, by `_WORD`, as spaCy's numbers."""
Match = tuple[int, int, int, int]
"""As the attribute ruler has it: the number of a pattern, its key, the first token and the one after the last."""

WORDS = 200_000
"""Words that are remembered, about 500 bytes each; when there are more, all are forgotten."""


class _Remembered(NamedTuple):
    """The matches of a word, what it carries after them, by `_SET`, and whether a longer pattern can begin with it."""

    matches: list[Match]
    values: list[int]
    opens: bool


def remembering_parts(nlp: Language) -> Iterator[Part]:
    """What lets the attribute ruler and the rule-based lemmatizer of a pipeline remember; none for a pipeline without them."""
    from spacy.pipeline import AttributeRuler
    from spacy.pipeline.lemmatizer import Lemmatizer

    for name, component in nlp.pipeline:
        if isinstance(component, AttributeRuler):
            yield _part(f"the memory of {name}", component, _remembered_rules)
        elif isinstance(component, Lemmatizer) and component.mode == "rule":
            yield _part(f"the memory of {name}", component, _remembered_lemmas)


def _part(name: str, component: Any, remembered: Callable[[Any], dict[str, Callable[..., Any]]]) -> Part:
    """The part that sets methods of our own on one component."""
    own = {method: vars(component)[method] for method in ("match", "set_annotations", "lemmatize") if method in vars(component)}

    def put() -> None:
        take_back()
        for method, ours in remembered(component).items():
            setattr(component, method, ours)

    def take_back() -> None:
        for method in ("match", "set_annotations", "lemmatize"):
            vars(component).pop(method, None)
        vars(component).update(own)

    return Part(name, put, take_back)


def _remembered_rules(ruler: Any) -> dict[str, Callable[..., Any]]:
    rules = RememberedRules(ruler)
    return {"match": rules.match, "set_annotations": rules.set_annotations}


def _remembered_lemmas(lemmatizer: Any) -> dict[str, Callable[..., Any]]:
    lemmatize: Callable[[Any], list[str]] = lemmatizer.lemmatize
    known: dict[tuple[int, int, int], list[str]] = {}

    def lemmas(token: Any) -> list[str]:
        key = (token.orth, token.pos, token.morph.key)
        found = known.get(key)
        if found is None:
            if len(known) >= WORDS:
                known.clear()
            found = known[key] = lemmatize(token)
        return found

    return {"lemmatize": lemmas}


class RememberedRules:
    """An attribute ruler that remembers what it sets on a word.

    Parameters
    ----------
    ruler
        Its patterns of one token that ask no more than `_OF_A_WORD` are matched once per word and what is set on it. The others are
        matched where a word stands that can begin them, or everywhere if that cannot be told.
    """

    def __init__(self, ruler: Any) -> None:
        from spacy.matcher import Matcher

        self._ruler, self._set_matches = ruler, ruler.set_annotations
        self._of_words, self._others, self._openers = (Matcher(ruler.vocab, validate=False) for _ in range(3))
        self._longest: int | None = 0
        for number, entry in enumerate(ruler.patterns):
            key = ruler.vocab.strings.add(str(number))
            for pattern in entry["patterns"]:
                if len(pattern) == 1 and _is_of_a_word(pattern[0]):
                    self._of_words.add(key, [pattern])
                    continue
                self._others.add(key, [pattern])
                self._openers.add(key, [pattern[:1]])
                if self._longest is not None:
                    told = _is_of_a_word(pattern[0]) and all("OP" not in token for token in pattern)
                    self._longest = max(self._longest, len(pattern)) if told else None
        self._known: dict[Word, _Remembered] = {}

    def match(self, doc: Doc) -> list[Match]:
        """The matches of tokens of which a word alone does not tell them all, by the number of their pattern; the last of them counts."""
        if not len(self._others):
            return []
        words = _words(doc)
        known = self._learned(words)
        others = self._other_matches(doc, words, known)
        indices = self._ruler.indices
        tokens = {(start if indices[number] >= 0 else end) + indices[number] for number, _, start, end in others}
        return sorted(others + [(number, key, at, at + 1) for at in tokens for number, key, *_ in known[words[at]].matches])

    def _other_matches(self, doc: Doc, words: list[Word], known: dict[Word, _Remembered]) -> list[Match]:
        if self._longest is None:
            return self._numbered(self._others(doc, allow_missing=True))
        found = set()
        for at, word in enumerate(words):
            if known[word].opens:
                part = self._others(doc[at:at + self._longest], allow_missing=True)
                found |= {(number, key, at + start, at + end) for number, key, start, end in self._numbered(part)}
        return list(found)

    def set_annotations(self, doc: Doc, matches: list[Match]) -> None:
        """Set what words tell, and then what the matches say."""
        if len(doc):
            words = _words(doc)
            known = self._learned(words)
            doc.from_array(_SET, np.array([known[word].values for word in words], dtype=np.uint64))
        self._set_matches(doc, matches)

    def _learned(self, words: list[Word]) -> dict[Word, _Remembered]:
        """What is remembered, these words among it."""
        if len(self._known) > WORDS:
            self._known = {}
        self._learn(set(words) - self._known.keys(), self._known)
        return self._known

    def _learn(self, words: set[Word], known: dict[Word, _Remembered]) -> None:
        """What the patterns say of words not met before, as if they were a text."""
        if not words:
            return
        from spacy.tokens import Doc as NewDoc

        order, strings = sorted(words), self._ruler.vocab.strings
        parts: Any = zip(*([strings[part] for part in word] for word in order), strict=True)
        orths, tags, deps, kinds, morphs, lemmas = map(list, parts)
        listed: Doc = NewDoc(
            self._ruler.vocab, words=orths, spaces=[False] * len(order), tags=tags, deps=deps, pos=kinds, morphs=morphs, lemmas=lemmas,
        )
        matches = sorted(self._numbered(self._of_words(listed, allow_missing=True)))
        self._set_matches(listed, matches)
        values = listed.to_array(_SET).tolist()
        opening = {start for _, start, _ in self._openers(listed, allow_missing=True)} if len(self._openers) else set()
        for at, (word, carried) in enumerate(zip(order, values, strict=True)):
            known[word] = _Remembered([], carried, at in opening)
        for match in matches:
            known[order[match[2]]].matches.append(match)

    def _numbered(self, matches: Any) -> list[Match]:
        strings = self._ruler.vocab.strings
        return [(int(strings[key]), key, start, end) for key, start, end in matches]


def _words(doc: Doc) -> list[Word]:
    return list(map(tuple, doc.to_array(_WORD).tolist()))


def _is_of_a_word(asked: Any) -> bool:
    """Whether what a pattern asks of one token depends on its word alone."""
    return bool(asked.keys() <= _OF_A_WORD)
