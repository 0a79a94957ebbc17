"""What a cue is about, and who holds it: noun phrases and clauses of a parse as spans, holders as actors of the article."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from broadsheet.annotating.english.events.participants import Participants
from broadsheet.annotating.english.events.tokens import Tokens
from broadsheet.annotating.english.names.words import Words
from broadsheet.annotating.english.positions.antecedents import GENDERED, antecedent
from broadsheet.annotating.english.positions.lexicon import lexicon
from broadsheet.annotating.parser.parsed import Mention, Quote

_LONGEST = 30
"""Tokens of a phrase; what is longer is cut."""

_NOUNS = frozenset({"NOUN", "PROPN", "NUM", "PRON"})
_APART = frozenset({"relcl", "appos", "advcl", "parataxis", "punct"})
_TAKEN_UP = frozenset({"nsubj", "nsubjpass", "dobj", "pobj"})
_HOLDERS = frozenset({"person", "organisation", "country", "group"})


class Phrase(NamedTuple):
    """What a position is about: its first and last token, and the token that governs it."""

    first: int
    last: int
    head: int


class Phrases:
    """The phrases of one article, and whom they name."""

    def __init__(self, words: Words, tokens: Tokens, mentions: Sequence[Mention], quotes: Sequence[Quote] = ()) -> None:
        self.words, self.tokens = words, tokens
        self.participants = Participants(tokens, mentions)
        self._pronouns: dict[int | None, set[str]] = {}
        for mention in mentions:
            if mention.form == "pronoun":
                self._pronouns.setdefault(mention.chain, set()).add(mention.text.casefold())
        self._speakers = {q.cue_start: q.speaker_start for q in quotes if q.cue_start is not None and q.speaker_start is not None}

    def actor(self, number: int) -> Mention | None:
        """The mention of somebody who can hold a position that this token belongs to."""
        beside = [child for child in self.tokens.children[number] if self.tokens.deps[child] == "appos"]  # "the mayor, Bo Finch, …"
        for one in (number, *beside):
            mention = self.participants.mention(one)
            if mention is not None and mention.chain is not None and mention.kind in _HOLDERS:
                return mention
        if self.participants.mention(number) is not None:
            return None
        meant = antecedent(self.tokens, self.participants.mention, number)
        return meant if meant is not None and self._may_mean(number, meant) else None

    def _may_mean(self, pronoun: int, person: Mention) -> bool:
        """Whether no other pronoun of the article says that the person is of another gender."""
        own = self.tokens.words[pronoun]
        return own not in GENDERED or not self._pronouns.get(person.chain, set()) & GENDERED - {own}

    def agents(self, verb: int) -> list[int]:
        """The tokens that name who does what the verb says; of a passive only those after "by".

        Where the parse finds nobody, it is whom the verb quotes: "On Monday, Moss, a docker from Hale, accused the board of lying".
        """
        found = [number for number, part in self.participants.tokens_of(verb) if part == "agent"]
        tokens = self.tokens
        more = [g for c in tokens.children[verb] if tokens.deps[c] == "agent" for g in tokens.children[c]
                if tokens.deps[g] == "conj" and tokens.words[g] == "by"]  # "criticised by dockers and by Moss"
        found += [p for one in more for p in tokens.children[one] if tokens.deps[p] == "pobj"]
        return found if any(self.actor(n) is not None for n in found) else self._quoted_with(verb) or found

    def is_cue(self, verb: int) -> bool:
        """Whether the verb quotes somebody."""
        return self.tokens.starts[verb] in self._speakers

    def _quoted_with(self, verb: int) -> list[int]:
        """The token that names the speaker whom an active verb without a subject quotes."""
        tokens, start = self.tokens, self._speakers.get(self.tokens.starts[verb])
        finite = tokens.tags[verb] in ("VBD", "VBZ", "VBP")
        if start is None or not finite or tokens.child(verb, "nsubj", "nsubjpass", "auxpass") is not None:
            return []
        first = bisect_left(self.words.start, start)
        return [n for n in range(first, min(first + 4, verb)) if self.actor(n) is not None][-1:]

    def noun(self, head: int) -> Phrase | None:
        """The noun phrase of a head, without its relative clauses; None for a pronoun that names nothing."""
        if self.tokens.poses[head] not in _NOUNS or self.tokens.tags[head] in ("WP", "WDT", "WP$"):
            return None
        if self.tokens.poses[head] == "PRON" and self.actor(head) is None:
            return self.meant(head) if self.tokens.words[head] in ("it", "them") and self.tokens.deps[head] in ("dobj", "pobj") else None
        return self._cut(head, _APART | {"conj", "cc"})

    def name(self, head: int) -> Phrase:
        """The name that a token ends, whatever the parse takes it for."""
        first = head
        while first and first - 1 in self.tokens.children[head] and self.tokens.deps[first - 1] in ("compound", "nmod"):
            first -= 1
        return Phrase(first, head, head)

    def meant(self, pronoun: int) -> Phrase | None:
        """The thing that "it" or "them" takes up: the last object or subject of its number before it in the sentence."""
        tokens = self.tokens
        tag = "NNS" if tokens.words[pronoun] == "them" else "NN"
        at = pronoun - 1
        while at >= 0 and tokens.sentences[at] == tokens.sentences[pronoun]:
            fits = tokens.tags[at] == tag and tokens.deps[at] in ("nsubj", "nsubjpass", "dobj") and self.participants.mention(at) is None
            if fits and tokens.lemmas[at] not in lexicon().times | lexicon().light_nouns:
                return self._cut(at, _APART | {"conj", "cc"})
            at -= 1
        return None

    def decided_on(self, pronoun: int) -> Phrase | None:
        """The plan, deal or measure that "it" or "that" takes up, as its subject, in one of the two sentences before."""
        tokens, known = self.tokens, lexicon()
        sentence = tokens.sentences[pronoun]
        at = pronoun - 1
        while at >= 0 and tokens.sentences[at] >= sentence - 2:
            matter = tokens.lemmas[at] in known.act_objects | known.proposing and tokens.lemmas[at] not in known.times
            if tokens.tags[at] == "NN" and matter and tokens.deps[at] in _TAKEN_UP:
                return self._cut(at, _APART | {"conj", "cc"})
            at -= 1
        return None

    def clause(self, verb: int, *, subject: bool = True) -> Phrase:
        """The clause of a verb, without what stands apart in it."""
        apart = _APART | {"conj", "cc", "mark"} | (set() if subject else {"nsubj", "nsubjpass"})
        found = self._cut(verb, apart)
        other = self.sharing(verb)
        return found if other is None else Phrase(found.first, max(found.last, self._cut(other, apart).last), verb)

    def sharing(self, verb: int) -> int | None:
        """The verb beside this one with the object of both: "to influence and destabilise the region", "ban or tax exports"."""
        tokens = self.tokens
        other = tokens.child(verb, "conj")
        own = any(c > verb and tokens.deps[c] not in ("cc", "conj", "punct") for c in tokens.children[verb])
        if other is None or own or tokens.child(other, "nsubj", "aux") is not None:
            return None
        return other if tokens.tags[other] == tokens.tags[verb] and tokens.child(other, "dobj") is not None else None

    def _cut(self, head: int, apart: frozenset[str] | set[str]) -> Phrase:
        first, last = head, head
        for child in self.tokens.children[head]:
            dep = self.tokens.deps[child]
            if child < head and dep not in apart:
                first = min(first, self.words.left[child])
            elif child > head:
                if dep in apart and dep != "punct":
                    break
                if dep != "punct":
                    last = max(last, self._end_of(child))
        return Phrase(first, min(last, first + _LONGEST), head)

    def _end_of(self, child: int) -> int:
        """The last token below a dependent, without relative clauses at its end."""
        last = self.words.right[child]
        for grandchild in self._below(child):
            if self.tokens.deps[grandchild] in ("relcl", "appos", "parataxis", "advcl") and grandchild > child:
                last = min(last, self.words.left[grandchild] - 1)
        while last > child and self.tokens.poses[last] in ("PUNCT", "SPACE", "CCONJ"):
            last -= 1
        return last

    def _below(self, number: int) -> Iterator[int]:
        for child in self.tokens.children[number]:
            yield child
            yield from self._below(child)
