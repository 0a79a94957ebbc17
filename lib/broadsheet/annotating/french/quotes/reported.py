"""Reported speech: "a affirmé que …", "affirme avoir …", "réclame la fin de …", "…, a-t-il dit", "Selon la ministre, …"."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from broadsheet.annotating.french.events.cues import event_nouns
from broadsheet.annotating.french.names import wordlists
from broadsheet.annotating.french.quotes.cues import Found
from broadsheet.annotating.french.quotes.direct import Said, source_phrases
from broadsheet.annotating.french.quotes.lexicon import cue_nouns
from broadsheet.annotating.french.quotes.speakers import NOBODY, Speaker, Speakers
from broadsheet.annotating.french.reading import Words, verb_form

_THAT = frozenset({"que", "qu'", "qu’"})
_WHETHER = frozenset({"si", "s'", "s’"})
_REACH = 12
"""Tokens between a verb and its "que": "a déclaré mardi devant la presse que"."""
_POSSESSIVES = frozenset({"son", "sa", "ses", "leur", "leurs"})
_OPEN = frozenset({"said", "announced", "revealed", "admitted"})
"""Colours of verbs whose denial leaves open whether it is so: "n'a pas dit que"."""


class Reported:
    """Finds the reported speech of one article."""

    def __init__(self, words: Words, cues: Sequence[Found], speakers: Speakers) -> None:
        self.words, self.cues, self.speakers = words, cues, speakers

    def find(self, used: set[int]) -> Iterator[Said]:
        """What is reported, in no order; `used`: first tokens of the cues that belong to quotations in marks."""
        for cue in self.cues:
            if self.words.quoted[cue.verb]:
                continue
            clause = self._clause(cue)
            if clause is not None:
                first, last = clause
                speaker = self.speakers.of_cue(cue, after=False)
                if speaker != NOBODY and not self._is_first_person(cue):
                    yield self._said(first, last, cue, speaker, denied=cue.denied and cue.cue.colour in _OPEN)
            elif cue.first not in used and (amid := self._amid(cue)) is not None:
                first, last = amid
                speaker = self.speakers.of_cue(cue, after=True)
                if speaker != NOBODY:
                    yield self._said(first, last, cue, speaker, denied=False)
            elif cue.first not in used and (thing := self._object(cue)) is not None:
                speaker = self.speakers.of_cue(cue, after=False)
                if self._can_speak(speaker) and not self._is_first_person(cue):
                    yield self._said(*thing, cue, speaker, denied=False)
        yield from self._sources()
        yield from self._nouns()

    def _said(self, first: int, last: int, cue: Found, speaker: Speaker, *, denied: bool) -> Said:
        words = self.words
        return Said(words.start[first], words.end[last], words.start[cue.first], words.end[cue.last], speaker, not denied)

    def _is_first_person(self, cue: Found) -> bool:
        words = self.words
        return any(words.lower[k] in ("je", "j'", "j’", "nous") for k in range(max(cue.first - 3, 0), cue.first)) or (
            cue.pronoun is not None and words.lower[cue.pronoun] in ("-je", "-nous", "-on")
        )

    def _clause(self, cue: Found) -> tuple[int, int] | None:
        """The "que" clause or the infinitive that the verb governs."""
        words, k = self.words, cue.last + 1
        complements = cue.cue.complements
        if cue.pronoun is not None and cue.pronoun > cue.last:
            k = cue.pronoun + 1
        if cue.denied and cue.cue.colour == "wished":
            return None
        if "inf" in complements and k < len(words) and self._is_infinitive(k):
            return k, self._end(k, cue)
        asked = k < len(words) and (
            "de" in complements and words.lower[k] in ("de", "d'", "d’") or "à" in complements and words.lower[k] == "à"
        )
        if asked and self._is_infinitive(k + 1):
            return k, self._end(k, cue)
        begin = k
        while k < min(begin + _REACH, len(words)) and words.sentence[k] == words.sentence[cue.verb]:
            if (
                "que" in complements
                and words.lower[k] in _THAT
                and not (k and words.lower[k - 1] in ("plus", "moins", "autant", "alors", "tandis", "bien", "afin", "ainsi"))
            ):
                return k, self._end(k, cue)
            if (
                "que" in complements
                and words.lower[k] in _WHETHER
                and k == begin
                and words.lower[k] == "si"
                and cue.cue.colour in ("asked", "demanded", "said")
            ):
                return k, self._end(k, cue)
            far = "de" in complements or "à" in complements
            if (
                far
                and words.lower[k] in ("de", "d'", "d’", "à")
                and self._is_infinitive(k + 1)
                and k > begin
                and self._is_addressee(begin, k)
            ):
                return k, self._end(k, cue)
            if words.pos[k] == "VERB" or words.text[k] in (".", ";", ":", "«", "»", "“", "”"):
                return None
            k += 1
        return None

    def _object(self, cue: Found) -> tuple[int, int] | None:
        """The noun with all that belongs to it that the verb governs: "réclame la fin du blocus", "a dénoncé une mesure injuste".

        What somebody does to a person is no report ("condamner un voleur"), nor is what a verb of many meanings governs unless it
        happens: "demande l'ouverture d'une enquête", not "demande son chemin".
        """
        words, complements = self.words, cue.cue.complements
        if not complements & {"object", "happening"} or cue.denied or not cue.finite:
            return None
        behind = range(cue.last + 1, min(cue.last + _REACH, len(words)))
        head = next((k for k in behind if words.head[k] == cue.verb and words.dep[k] == "obj"), None)
        if head is None or words.pos[head] != "NOUN" or words.sentence[head] != words.sentence[cue.verb] or self._is_somebody(head):
            return None
        if words.lemma[head].casefold() not in event_nouns() and ("object" not in complements or self._is_of_subject(head)):
            return None
        first, last = max(words.left[head], cue.last + 1), words.right[head]
        while last > head and (words.text[last] in (".", ",", ";", ":", "!", "?") or words.text[last].isspace()):
            last -= 1
        return None if any(words.quoted[first:last + 1]) else (first, last)

    def _is_somebody(self, head: int) -> bool:
        mention, word = self.speakers.covered.get(head), self.words.lower[head]
        return mention is not None and mention.kind == "person" or word in wordlists.role_nouns() or word in wordlists.relations()

    def _is_of_subject(self, head: int) -> bool:
        """Whether a possessive ties the noun to somebody: "confirme son talent"."""
        return any(self.words.lower[k] in _POSSESSIVES and self.words.head[k] == head for k in range(self.words.left[head], head))

    def _can_speak(self, speaker: Speaker) -> bool:
        """Whether the subject is one who speaks: not "la tempête annonce la fin de l'été"."""
        if speaker.start is None or speaker.end is None:
            return False
        words, kinds = self.words, ("person", "organisation", "country", "group")
        first = bisect_left(words.start, speaker.start)
        within = range(first, bisect_left(words.start, speaker.end))
        return any(
            self.speakers.can_speak(k) or words.pos[k] == "PRON" or k in self.speakers.covered and self.speakers.covered[k].kind in kinds
            for k in within
        )

    def _clause_of_other(self, cue: Found) -> bool:
        """Whether a verb joined by "et" governs words of its own: "affirme avoir payé et dit vouloir porter plainte"."""
        following = cue.last + 1
        return following < len(self.words) and (self.words.lower[following] in _THAT or self._is_infinitive(following))

    def _is_infinitive(self, k: int) -> bool:
        words = self.words
        while k < len(words) and (
            words.lower[k] in ("ne", "n'", "n’", "pas", "se", "s'", "s’", "y", "en", "l'", "l’", "le", "la", "les", "lui", "leur")
            and (words.pos[k] in ("PRON", "ADV") or words.lower[k] in ("ne", "pas", "n'", "n’"))
        ):
            k += 1
        return k < len(words) and words.pos[k] in ("VERB", "AUX") and verb_form(words, k)[1] == "Inf"

    def _is_addressee(self, first: int, last: int) -> bool:
        """ "a demandé à ses ministres de …", "appelle les deux parties à …": a noun phrase between the verb and what it asks."""
        words = self.words
        return last - first <= 9 and not any(words.text[j] in ",;:" or words.pos[j] in ("VERB", "SCONJ") for j in range(first, last))

    def _end(self, first: int, cue: Found) -> int:
        """The last token of the clause: the end of its sentence, or what goes on with the verb's own clause ("…, et a quitté la salle")."""
        words = self.words
        last = first
        while last + 1 < len(words) and words.sentence[last + 1] == words.sentence[first] and not words.text[last + 1].startswith("\n"):
            last += 1
        for k in range(first + 1, last + 1):
            later = next((one for one in self.cues if one.first == k and one.pronoun is not None), None)
            if later is not None and k > 0 and words.text[k - 1] == ",":
                last = k - 2
                break
            if words.dep[k] == "conj" and words.head[k] == cue.verb and words.pos[k] in ("VERB", "AUX"):
                left = min(j for j in range(k, first, -1) if words.head[j] == k or j == k)
                cut = next((j for j in range(k, first, -1) if words.lower[j] in ("et", "mais", "ou") and words.head[j] == k), left)
                if words.lower[cut + 1] not in _THAT:
                    last = cut - 1
                    break
            if words.lower[k - 1] == "mais" and words.lower[k] in ("il", "elle", "ils", "elles") and words.text[k - 2] == ",":
                last = k - 3
                break
            if words.lower[k - 1] == "et" and any(one.first == k and one.finite and self._clause_of_other(one) for one in self.cues):
                last = k - 2
                break
            if words.lower[k] == "selon" and words.text[k - 1] == ",":
                last = k - 2
                break
        while last > first and (words.text[last] in (".", ",", ";", ":", "!", "?") or words.text[last].isspace()):
            last -= 1
        return last

    def _amid(self, cue: Found) -> tuple[int, int] | None:
        """The words before "…, a-t-il dit" or "…, indique la police", to the start of their sentence; and those that go on behind it."""
        words, k = self.words, cue.first - 1
        if "words" not in cue.cue.complements or k < 3 or not cue.finite:
            return None
        while k > 0 and (
            words.text[k].startswith("-")
            or words.lower[k] in ("s'", "s’", "se", "l'", "l’", "lui", "a", "ont", "avait", "est")
            or words.pos[k] == "ADV"
            and cue.pronoun is not None
        ):
            k -= 1
        if words.text[k] != "," or words.quoted[k - 1] or words.text[k - 1] in ("»", "”", '"'):
            return None
        if cue.pronoun is None and not self._subject_follows(cue):
            return None
        first = k - 1
        while first > 0 and words.sentence[first - 1] == words.sentence[k] and not words.text[first - 1].isspace():
            first -= 1
        last = k - 1
        if not any(words.pos[j] in ("VERB", "AUX") for j in range(first, last + 1)):
            return None
        return first, last

    def _subject_follows(self, cue: Found) -> bool:
        words = self.words
        speaker = self.speakers.of_cue(cue, after=True)
        if speaker.start is None or speaker.start < words.start[cue.last]:
            return False
        between = self.words.article.text[words.end[cue.last] : speaker.start]
        return len(between.split()) <= 3 and "," not in between

    def _sources(self) -> Iterator[Said]:
        """ "Selon la ministre, le pont rouvrira", "le pont rouvrira, selon la ministre"."""
        words = self.words
        for first, last, needs in source_phrases(words, self.speakers):
            if needs:
                continue
            speaker = self.speakers.of_phrase(last + 1)
            stop = next((k for k in range(last + 1, len(words)) if words.start[k] >= (speaker.end or 0)), len(words))
            begin = first
            while begin > 0 and words.sentence[begin - 1] == words.sentence[first] and not words.text[begin - 1].isspace():
                begin -= 1
            end = first
            while end + 1 < len(words) and words.sentence[end + 1] == words.sentence[first]:
                end += 1
            while end > first and (words.text[end] in (".", "!", "?") or words.text[end].isspace()):
                end -= 1
            if first == begin:
                while stop <= end and words.text[stop] != ",":
                    stop += 1
                content = (stop + 1, end)
            elif stop > end or words.text[first - 1] == ",":
                content = (begin, first - 1 - (words.text[first - 1] == ","))
            else:
                content = (begin, first - 1)
            if content[1] - content[0] >= 2 and not any(words.quoted[k] for k in (content[0], content[1])):
                yield Said(words.start[content[0]], words.end[content[1]], words.start[first], words.end[last], speaker)

    def _nouns(self) -> Iterator[Said]:
        """ "l'affirmation d'Ada Morel que le pont est sûr": a noun of speech, its owner and a clause."""
        words = self.words
        for i in range(len(words) - 3):
            if words.lower[i] not in cue_nouns() or words.quoted[i] or words.lower[i + 1] not in ("de", "d'", "d’", "du"):
                continue
            speaker = self.speakers.of_phrase(i + 2)
            stop = next((k for k in range(i + 2, len(words)) if words.start[k] >= (speaker.end or 0)), len(words))
            if (
                speaker.chain is not None
                and stop < len(words)
                and words.lower[stop] in _THAT
                and self.speakers.begins_source(i + 2, strict=False)
            ):
                last = words.right[words.head[stop]] if words.head[stop] > stop else stop
                if last > stop:
                    yield Said(words.start[stop], words.end[last], words.start[i], words.end[i], speaker)
