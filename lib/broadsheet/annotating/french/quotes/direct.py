"""Who says what stands between quotation marks: the reporting clause behind it, before it or amid it, and who spoke just before."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from broadsheet.annotating.french.quotes.cues import Found
from broadsheet.annotating.french.quotes.lexicon import sources
from broadsheet.annotating.french.quotes.marks import Passage
from broadsheet.annotating.french.quotes.speakers import NOBODY, Speaker, Speakers
from broadsheet.annotating.french.reading import Words

_REPORTING = 170
"""Characters of a reporting clause between two parts of what one speaker says."""
_FRAGMENT = 4
"""Words from which a passage that nobody is said to have said counts as a statement."""


@dataclass(frozen=True, slots=True)
class Said:
    """Content at characters `start` to `end`, its cue, its speaker; `said` is false of what a report leaves open."""

    start: int
    end: int
    cue_start: int | None
    cue_end: int | None
    speaker: Speaker
    said: bool = True


class Direct:
    """Attributes the passages of one article."""

    def __init__(self, words: Words, cues: Sequence[Found], speakers: Speakers, passages: Sequence[Passage]) -> None:
        self.words, self.cues, self.speakers, self.passages = words, cues, speakers, passages
        self.text = words.article.text
        self.used: set[int] = set()
        """First tokens of the cues that a passage has taken."""

    def find(self) -> Iterator[Said]:
        """What the passages say, in text order; parts of one statement are joined."""
        last: Said | None = None
        for passage in self.passages:
            found = self._amid(passage) or self._behind(passage) or self._source_beside(passage) or self._in_front(passage)
            if last is not None and found is None and self._goes_on(last, passage):
                last = Said(last.start, passage.end, last.cue_start, last.cue_end, last.speaker)
                continue
            if last is not None:
                yield last
            last = found or self._alone(passage, last)
        if last is not None:
            yield last

    def token_at(self, offset: int) -> int:
        """The first token that begins at a character or after it."""
        return bisect_left(self.words.start, offset)

    def _behind(self, passage: Passage) -> Said | None:
        """ "« … », a déclaré Ada Morel", "« … », regrette-t-elle"."""
        words, k = self.words, self.token_at(passage.outer_end)
        begin = k
        comma = k < len(words) and words.text[k] in (",", "-", "–", "—")
        k += comma
        cue = next((one for one in self.cues if k <= one.first <= k + 3), None)
        if cue is None or any(words.text[j] in ',.;:«»“”"' or words.text[j].isspace() for j in range(k, cue.first)):
            return None
        if "words" not in cue.cue.complements or cue.first in self.used or words.lower[k] in ("et", "mais", "qui", "que", "ou", "pour"):
            return None
        inverted = cue.pronoun is not None or cue.first - k <= 1 and (comma or self._ends_sentence(passage))
        if not inverted and (not comma or begin == k):
            return None
        speaker = self.speakers.of_cue(cue, after=cue.first - k <= 1)
        if speaker == NOBODY and cue.pronoun is None:
            return None
        return self._said(passage, cue, speaker)

    def _amid(self, passage: Passage) -> Said | None:
        """ "« Le port, a-t-elle ajouté, rouvrira »", "« Le port, dit Ada Morel, rouvrira »": within the marks, between commas."""
        words = self.words
        first, last = self.token_at(passage.start), self.token_at(passage.end)
        for cue in self.cues:
            if not first < cue.first < last or "words" not in cue.cue.complements or cue.first in self.used:
                continue
            if cue.pronoun is None:
                speaker = self.speakers.of_cue(cue, after=True)
                if speaker.start is None or not words.end[cue.last] < speaker.start <= words.end[cue.last] + 30:
                    continue
            else:
                speaker = self.speakers.of_cue(cue, after=False)
            stop = max(words.end[cue.last], speaker.end or 0)
            rest = self.text[stop : passage.end]
            if not rest.strip() or "," in rest[:60]:
                return self._said(passage, cue, speaker)
        return None

    def _ends_sentence(self, passage: Passage) -> bool:
        return self.text[passage.end - 1] in "!?…."

    def _said(self, passage: Passage, cue: Found, speaker: Speaker) -> Said:
        self.used.add(cue.first)
        return Said(passage.start, passage.end, self.words.start[cue.first], self.words.end[cue.last], speaker)

    def _source_beside(self, passage: Passage) -> Said | None:
        """ "Selon Ada Morel, « … »", "« … », selon la ministre", "Pour Ada Morel, « … »"."""
        words = self.words
        before, after = self.token_at(passage.outer_start), self.token_at(passage.outer_end)
        for first, last, _ in source_phrases(words, self.speakers):
            speaker = self.speakers.of_phrase(last + 1)
            stop = self.token_at(speaker.end or 0)
            follows = after == first or first == after + 1 and words.text[after] == ","
            close = (
                follows
                or stop <= before
                and not self._is_apart(stop, before)
                and (
                    first == 0
                    or words.sentence[first - 1] != words.sentence[first]
                    or words.text[first - 1] in (",", "–", "—")
                    or words.text[first - 1].isspace()
                )
            )
            if close and not self._cue_between(stop, before):
                return Said(passage.start, passage.end, words.start[first], words.end[last], speaker)
        return None

    def _is_apart(self, first: int, last: int) -> bool:
        """Whether a sentence ends between two tokens."""
        return any(self.words.text[k] in (".", "!", "?", ";", "»") or self.words.text[k].isspace() for k in range(first, last))

    def _cue_between(self, first: int, last: int) -> bool:
        return any(first <= cue.first < last for cue in self.cues)

    def _in_front(self, passage: Passage) -> Said | None:
        """ "Ada Morel a déclaré : « … »", "Ada Morel juge l'accord « … »"."""
        words, k = self.words, self.token_at(passage.outer_start)
        colon = k > 0 and words.text[k - 1] == ":"
        begin = k - 1
        while (
            begin > 0
            and not words.text[begin - 1].isspace()
            and (words.sentence[begin - 1] == words.sentence[max(k - 1, 0)] or colon and words.text[begin] != ".")
            and words.text[begin - 1] not in (";", "!", "?", ".")
            and k - begin < 60
        ):
            begin -= 1
        inside = [cue for cue in self.cues if begin <= cue.first and cue.last < k and "words" in cue.cue.complements]
        inside = [cue for cue in inside if not any(words.text[j] in ("»", "”") for j in range(cue.last, k))] or (inside if colon else [])
        if not inside:
            return None
        cue = inside[-1]
        if cue.denied or not colon and cue.first in self.used:
            return None
        far = k - cue.last
        if (
            not colon
            and (far > 14 or self._clause_between(cue, k))
            or not colon
            and len(self.text[passage.start : passage.end].split()) < 2
        ):
            return None
        if colon and far > 30:
            return None
        speaker = self.speakers.of_cue(cue, after=False)
        if speaker == NOBODY:
            return None
        return self._said(passage, cue, speaker)

    def _clause_between(self, cue: Found, k: int) -> bool:
        """Whether another finite verb is between the cue and the passage that is no part of its "que" clause."""
        words = self.words
        told = any(words.lower[j] in ("que", "qu'", "qu’") for j in range(cue.last + 1, k))
        return not told and any(
            words.pos[j] == "VERB" and words.dep[j] in ("ROOT", "conj", "advcl", "parataxis") for j in range(cue.last + 1, k)
        )

    def _goes_on(self, last: Said, passage: Passage) -> bool:
        """Whether the passage goes on with what was said: only the reporting clause is between them, and no paragraph ends."""
        between = self.text[last.end : passage.start]
        if "\n" in between or len(between) > _REPORTING or last.cue_start is None or not last.end <= last.cue_start < passage.start:
            return False
        behind = self.text[max(last.cue_end or 0, last.speaker.end or 0) : passage.outer_start]
        ends = behind.count(".") - behind.count("M.")
        if ends > 1 or ends == 1 and behind.rstrip()[-1:] != ".":
            return False
        return ends == 0 and "," in behind or ends == 1 and self._stands_alone(passage)

    def _alone(self, passage: Passage, last: Said | None) -> Said | None:
        """A whole sentence in marks without a reporting clause: of whoever spoke or acted in the sentence before."""
        text = self.text[passage.start : passage.end]
        whole = text[:1].isupper() and self._stands_alone(passage)
        if not whole and (len(text.split()) < _FRAGMENT or not text[:1].isupper() or text[-1] not in ".!?…"):
            return None
        if last is not None and "\n" not in self.text[last.end : passage.start] and self.text[last.end : passage.start].count(".") <= 1:
            return Said(passage.start, passage.end, None, None, last.speaker)
        return Said(passage.start, passage.end, None, None, self._subject_before(passage))

    def _stands_alone(self, passage: Passage) -> bool:
        """Whether the passage begins a sentence and ends with one."""
        before, after = self.text[: passage.outer_start].rstrip(" \xa0"), self.text[passage.outer_end :].lstrip(" \xa0")
        return (not before or before[-1] in ".!?\n:»") and (not after or after[0] in ".\n«")

    def _subject_before(self, passage: Passage) -> Speaker:
        """The person who is the subject of the sentence before, in the same paragraph."""
        words, k = self.words, self.token_at(passage.outer_start)
        if k < 2 or words.text[k - 1].isspace():
            return NOBODY
        sentence = words.sentence[k - 1] if words.text[k - 1] != ":" else words.sentence[k - 1]
        for j in range(k - 1, -1, -1):
            if words.sentence[j] < sentence:
                break
            if words.dep[j].startswith("nsubj") and not words.quoted[j] and words.dep[words.head[j]] == "ROOT":
                speaker = self.speakers.at_subject(j)
                if speaker.chain is not None and self.speakers.is_person(j):
                    return Speaker(speaker.start, speaker.end, speaker.chain, False)
        return NOBODY


def source_phrases(words: Words, speakers: Speakers) -> Iterator[tuple[int, int, bool]]:
    """First and last token of each "selon", "d'après" or "pour" that a noun for a speaker follows, and whether it needs quoted words."""
    known = _prepositions()
    for i in range(len(words)):
        if words.lower[i] not in known or words.quoted[i]:
            continue
        for parts, needs in known[words.lower[i]]:
            last = i + len(parts) - 1
            if last + 1 < len(words) and words.lower[i : last + 1] == parts and speakers.begins_source(last + 1, strict=needs):
                yield i, last, needs
                break


@lru_cache(maxsize=1)
def _prepositions() -> dict[str, list[tuple[list[str], bool]]]:
    """First word of a preposition → its words as the pipeline cuts them ("d'", "après"), and whether it needs quoted words."""
    found: dict[str, list[tuple[list[str], bool]]] = {}
    for preposition, (_, needs) in sources().items():
        parts = [part for word in preposition for part in word.replace("'", "' ").replace("’", "’ ").split()]
        found.setdefault(parts[0], []).append((parts, needs))
    return found
