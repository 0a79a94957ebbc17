"""A French parse as plain lists: what the finders of events ask of a token."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from broadsheet.annotating.events.tokens import ParsedTokens
from broadsheet.annotating.french.events.cues import cues
from broadsheet.annotating.french.reading import read_words
from broadsheet.annotating.french.verb_forms import CONDITIONAL, FUTURE, IMPERFECT, PARTICIPLE, PAST, PRESENT, SUBJUNCTIVE, verb_form
from broadsheet.annotating.parser.parsed import ParsedArticle

FINITE = frozenset((FUTURE, CONDITIONAL, IMPERFECT, PAST, PRESENT, SUBJUNCTIVE))
_AUXILIARY = frozenset(("aux:tense", "aux:pass", "aux", "aux:caus"))


@dataclass(frozen=True)
class Tokens(ParsedTokens):
    """The tokens of one French article."""

    forms: list[str]
    """Of verbs and auxiliaries, as `verb_form` names them; else empty."""
    capitals: list[bool]
    """Whether a word has a capital though it begins no sentence."""

    def is_verb(self, number: int) -> bool:
        """Whether a token is a verb or an auxiliary."""
        return self.poses[number] in ("VERB", "AUX")

    def auxiliaries(self, number: int) -> list[int]:
        """The auxiliaries of a verb; also those to which the parser gives no relation of their own."""
        return [
            c for c in self.children[number]
            if self.poses[c] in ("AUX", "VERB") and (self.deps[c] in _AUXILIARY or (self.deps[c] == "dep" and c < number))
        ]

    def case(self, number: int) -> str:
        """The preposition or conjunction before a noun or verb, as its lemma: "à", "de", "après"; empty where there is none."""
        found = [c for c in self.children[number] if self.deps[c] in ("case", "mark") and c < number]
        if not found:
            return ""
        return _CASES.get(self.words[found[0]], self.words[found[0]])

    def is_perfect(self, number: int) -> bool:
        """Whether a verb is told in a compound tense: "a signé", "est parti", "s'est enfui"; not "est signé"."""
        auxiliaries = self.auxiliaries(number)
        if any(self.lemmas[a] == "avoir" for a in auxiliaries):
            return True
        moved = self.lemmas[number] in cues()["verbs.with_be"] or any(self.deps[c].startswith("expl") for c in self.children[number])
        return moved and any(self.lemmas[a] == "être" for a in auxiliaries)


_CASES = {
    "au": "à", "aux": "à", "du": "de", "des": "de", "d'": "de", "d’": "de", "s'": "si", "s’": "si", "qu'": "que", "qu’": "que",
}


@lru_cache(maxsize=64)
def article_tokens(article: ParsedArticle) -> Tokens:
    """The article's parse as lists; those of the last two chunks are kept for the next finder."""
    words = read_words(article)
    lemmas = [lemma.lower() for lemma in words.lemma]
    forms = [
        verb_form(word, lemma, token.morph) if pos in ("VERB", "AUX") else ""
        for word, lemma, pos, token in zip(words.lower, lemmas, words.pos, article.doc, strict=True)
    ]
    # "détourné" after "aurait", which the tagger now and then calls an infinitive.
    forms = [PARTICIPLE if form == "infinitive" and word.endswith(("é", "ée", "és", "ées")) else form
             for word, form in zip(words.lower, forms, strict=True)]
    return Tokens(words.lower, lemmas, words.pos, words.dep, words.head, words.start, words.end, words.sentence,
                  forms, _capitals(words.text, words.sentence))


def _capitals(texts: list[str], sentences: list[int]) -> list[bool]:
    return [text[:1].isupper() and n > 0 and sentences[n - 1] == sentences[n] for n, text in enumerate(texts)]
