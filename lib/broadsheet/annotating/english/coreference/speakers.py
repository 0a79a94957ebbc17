"""Who says "I": the speaker of the quotation around it, or the one who is interviewed.

Quotations proper are found later, with cues and all; here a named subject of a verb of speech in the same sentence, or in
the sentences of the paragraph just before, is enough. In an interview printed as questions and answers the answers stand
without quotation marks; the person it introduces speaks them.
"""

from __future__ import annotations

from broadsheet.annotating.english.names.evidence import SPEECH
from broadsheet.annotating.english.names.named_actors import NameChains, NamedActor
from broadsheet.annotating.english.names.words import Words

_QUESTIONS = 3
_FIRST_PERSONS = 6
_SHARE = 0.25
"""Of the paragraphs of an interview, those that ask; answers seldom have more than three."""


class Speakers:
    """The speaker of each sentence of an article, as far as it is named."""

    def __init__(self, words: Words, chains: NameChains) -> None:
        self.words = words
        self.name_at = {i: actor for actor in chains.actors for n in actor.names for i in range(n.first, n.last + 1)}
        self.of_sentence = self._of_sentences()
        self.answers = self._paragraphs_of_answers()
        self.interviewee = self._interviewee(chains)

    def speaker_at(self, i: int) -> NamedActor | None:
        """Whom "I" at token i means, outside quotation marks: the one who is interviewed, in an answer; else the author, no actor."""
        sentence = self.words.article.sentences[self.words.sentence[i]]
        return self.interviewee if sentence.paragraph_no in self.answers else None

    def quoted_by(self, i: int) -> NamedActor | None:
        """Who says the sentence of token i."""
        return self.of_sentence.get(self.words.sentence[i])

    def _of_sentences(self) -> dict[int, NamedActor]:
        words, found = self.words, {}
        for i, actor in self.name_at.items():
            verb = words.head[i]
            if actor.kind == "person" and words.dep[i] == "nsubj" and words.lemma[verb] in SPEECH and not words.quoted[i]:
                found[words.sentence[i]] = actor
        sentences = words.article.sentences
        quoted = {words.sentence[i] for i, inside in enumerate(words.quoted) if inside}
        for number in range(1, len(sentences)):
            near = sentences[number].paragraph_no - sentences[number - 1].paragraph_no <= 1
            if number not in found and number in quoted and number - 1 in found and near:
                found[number] = found[number - 1]
        return found

    def _paragraphs_of_answers(self) -> frozenset[int]:
        """The paragraphs after one that ends in a question, in an article in which every fourth does: an interview.

        A column asks now and then, and goes on itself.
        """
        ends: dict[int, str] = {s.paragraph_no: self.words.article.text[s.end - 1] for s in self.words.article.sentences if not s.heading}
        asking = [paragraph for paragraph, end in ends.items() if end == "?"]
        after = [paragraph for paragraph in ends if asking and paragraph > asking[0]]
        if len(asking) < _QUESTIONS or len(asking) < _SHARE * len(after):
            return frozenset()
        return frozenset(after) - frozenset(asking)

    def _interviewee(self, chains: NameChains) -> NamedActor | None:
        """The person named most in an article of questions and answers."""
        words, sentences = self.words, self.words.article.sentences
        firsts = sum(
            form == "i" and not words.quoted[i] and sentences[words.sentence[i]].paragraph_no in self.answers
            for i, form in enumerate(words.lower)
        )
        if firsts < _FIRST_PERSONS:
            return None
        half = len(words) // 3
        people = [(sum(1 for n in a.names if n.first <= half), a) for a in chains.actors if a.kind == "person"]
        people = [(number, actor) for number, actor in people if number]
        return max(people, key=lambda pair: (pair[0], -pair[1].chain))[1] if people else None
