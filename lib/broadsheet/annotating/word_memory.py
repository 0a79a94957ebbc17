"""Two parts of spaCy's pipeline that remember their answers by word, so that each is worked out once and not at every token.

spaCy's attribute ruler matches all its patterns at every token, and its lemmatizer looks up the uninflected anew each time. Nearly all of
these answers depend on the word, its tag and its dependency only. What is set on the tokens is the same as without them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

_OF_A_WORD = frozenset({"TAG", "DEP", "ORTH", "TEXT", "LOWER", "IS_SPACE", "IS_PUNCT", "IS_DIGIT", "IS_ALPHA", "SHAPE", "LENGTH"})
"""What a pattern may ask of a token for its answer to depend on the word, its tag and its dependency alone."""

Match = tuple[int, int, int, int]
"""As the attribute ruler has it: the number of a pattern, its key, the first token and the one after the last."""


def remember_words(nlp: Language) -> None:
    """Let the attribute ruler and the rule-based lemmatizer of a pipeline remember; a pipeline without them stays as it is."""
    from spacy.pipeline import AttributeRuler
    from spacy.pipeline.lemmatizer import Lemmatizer

    for _, component in nlp.pipeline:
        if isinstance(component, AttributeRuler):
            component.match = RememberedMatches(component)  # type: ignore[method-assign]
        elif isinstance(component, Lemmatizer) and component.mode == "rule":
            component.lemmatize = _remembered_lemmas(component.lemmatize)  # type: ignore[assignment]


def _remembered_lemmas(lemmatize: Callable[[Any], list[str]]) -> Callable[[Any], list[str]]:
    known: dict[tuple[int, int, int], list[str]] = {}

    def lemmas(token: Any) -> list[str]:
        key = (token.orth, token.pos, token.morph.key)
        found = known.get(key)
        if found is None:
            found = known[key] = lemmatize(token)
        return found

    return lemmas


class RememberedMatches:
    """The matches of an attribute ruler in a document.

    Parameters
    ----------
    ruler
        Its patterns of one token that ask no more than `_OF_A_WORD` are matched once per word, tag and dependency; the others as
        the ruler does it.
    """

    def __init__(self, ruler: Any) -> None:
        from spacy.matcher import Matcher

        self._vocab = ruler.vocab
        self._of_words, self._others = Matcher(ruler.vocab, validate=False), Matcher(ruler.vocab, validate=False)
        for number, entry in enumerate(ruler.patterns):
            for matcher, wanted in ((self._of_words, True), (self._others, False)):
                patterns = [pattern for pattern in entry["patterns"] if _is_of_a_word(pattern) is wanted]
                if patterns:
                    matcher.add(ruler.vocab.strings.add(str(number)), patterns)
        self._known: dict[tuple[int, int, int], list[tuple[int, int]]] = {}

    def __call__(self, doc: Doc) -> list[Match]:
        """All matches, by the number of their pattern: of two that set the same, the later one counts."""
        words = list(map(tuple, doc.to_array(["ORTH", "TAG", "DEP"]).tolist()))
        self._learn(set(words) - self._known.keys())
        found = [(number, key, at, at + 1) for at, word in enumerate(words) for number, key in self._known[word]]
        strings = self._vocab.strings
        found += [(int(strings[key]), key, start, end) for key, start, end in self._others(doc, allow_missing=True)]
        found.sort()
        return found

    def _learn(self, words: set[tuple[int, int, int]]) -> None:
        """What the patterns say of words not met before, as if they were a text."""
        if not words:
            return
        from spacy.tokens import Doc

        order, strings = sorted(words), self._vocab.strings
        parts: Any = zip(*([strings[part] for part in word] for word in order), strict=True)
        orths, tags, deps = map(list, parts)
        listed = Doc(self._vocab, words=orths, spaces=[False] * len(order), tags=tags, deps=deps)
        self._known.update((word, []) for word in order)
        for key, start, _ in self._of_words(listed, allow_missing=True):
            self._known[order[start]].append((int(strings[key]), key))


def _is_of_a_word(pattern: Any) -> bool:
    return len(pattern) == 1 and pattern[0].keys() <= _OF_A_WORD
