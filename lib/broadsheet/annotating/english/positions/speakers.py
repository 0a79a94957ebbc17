"""Who speaks where: the speakers of quotations, all of them where several speak with one voice, and the author of a column."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from broadsheet.annotating.english.positions.cue import Holder
from broadsheet.annotating.english.positions.groups import group_named
from broadsheet.annotating.english.positions.lexicon import lexicon
from broadsheet.annotating.english.positions.phrases import Phrases
from broadsheet.annotating.parser.parsed import Quote
from broadsheet.resources import data_pattern


class Speakers:
    """Who speaks where: of the innermost quotation around an offset, and outside quotations the author where one speaks."""

    def __init__(self, phrases: Phrases, quotes: Sequence[Quote], *, author: Holder | None = None) -> None:
        self._phrases, self._author = phrases, author
        self._quotes = sorted(quotes, key=lambda quote: quote.end - quote.start)
        self._said: dict[int, Quote | None] = {}
        self._together: dict[Quote, list[tuple[Holder, int]]] = {}

    def of(self, offset: int) -> Holder | None:
        """The speaker's chain, or the words that name a group; None for a speaker who is nobody known, and outside quotations."""
        found = self._at(offset)
        if found is None:
            return self._author
        if found.cue is not None and found.cue.casefold() in lexicon().finding:
            return None  # "the poll found that most call it a mistake": not those who asked
        if found.chain is not None:
            return found.chain
        head = self._head(found)
        return None if head is None else group_named(self._phrases, head, alone=True)

    def beside(self, offset: int) -> list[tuple[Holder, int]]:
        """Those who say it together with the speaker, each with the token: Moss in "Reed and Moss said that"."""
        found = self._at(offset)
        if found is None:
            return []
        if found not in self._together:
            self._together[found] = self._speaking(found)
        return self._together[found]

    def _speaking(self, quote: Quote) -> list[tuple[Holder, int]]:
        """The speakers of a quotation beside the first: also of "Moss and Lind, who said", "the councillors Moss and Lind said"."""
        head = self._head(quote)
        if head is None:
            return []
        tokens, together = self._phrases.tokens, []
        clause = tokens.heads[head]
        if tokens.tags[head] in ("WP", "WDT") and tokens.deps[clause] == "relcl" and tokens.child(tokens.heads[clause], "conj") is not None:
            head = tokens.heads[clause]
        waiting = [head]
        if tokens.child(head, "cc") is not None and tokens.deps[head] == "nsubj":  # the parse may make both subjects
            waiting += [c for c in tokens.children[tokens.heads[head]] if tokens.deps[c] == "nsubj" and c > head]
        for one in waiting:
            listed = ("conj", "appos") if tokens.tags[one] == "NNS" else ("conj",)
            waiting += [c for c in tokens.children[one] if tokens.deps[c] in listed]
        for one in waiting[1:]:
            mention = self._phrases.actor(one)
            holder = mention.chain if mention is not None else group_named(self._phrases, one)
            if holder is not None and holder != quote.chain:
                together.append((holder, one))
        return together

    def tells_of_another(self, offset: int, holder: Holder, text: str) -> bool:
        """Whether a speaker tells what another wants: rivals and critics do so in their own way; who speaks for somebody is believed."""
        found = self._at(offset)
        if found is None or found.chain is None or found.chain == holder or holder in (one for one, _ in self.beside(offset)):
            return False
        if found.speaker_start is None or found.speaker_end is None:
            return True
        beside = text[max(found.speaker_start - 60, 0):found.speaker_end + 60].casefold()
        return not any(word in beside for word in lexicon().believed)

    def only_observes(self, offset: int, text: str) -> bool:
        """Whether who is quoted here is asked about others, or speaks for them: "a pollster", "the mayor's spokesman"."""
        found = self._at(offset)
        if found is None or found.speaker_start is None or found.speaker_end is None:
            return False
        named = re.split(r"[.!?”\"\n]", text[max(found.speaker_start - 30, 0):found.speaker_start])[-1]
        return data_pattern("en/positions/observers.txt").search(named + text[found.speaker_start:found.speaker_end]) is not None

    def _at(self, offset: int) -> Quote | None:
        if offset not in self._said:
            self._said[offset] = next((quote for quote in self._quotes if quote.start <= offset < quote.end), None)
        return self._said[offset]

    def _head(self, quote: Quote) -> int | None:
        """The token that governs the words for the speaker."""
        if quote.speaker_start is None or quote.speaker_end is None:
            return None
        tokens = self._phrases.tokens
        first = bisect_left(tokens.starts, quote.speaker_start)
        within = range(first, bisect_left(tokens.starts, quote.speaker_end))
        return next((n for n in within if tokens.heads[n] not in within or tokens.heads[n] == n), None)
