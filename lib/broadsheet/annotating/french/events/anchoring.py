"""When a French event took place or will: the date expression it hangs on, or, for news without one, the day of publication.

Tried in this order: a date of the trigger's own clause ("s'est réuni **mardi**", "le sommet de **mercredi**"); that of the clause which
governs it, where both are one happening; for what is told on in the past, the day in force in the paragraph, or that of the lead; and
the day of publication, for what the lead tells as done.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from broadsheet.annotating.events.anchors import Anchor, published_anchor
from broadsheet.annotating.french.events.cues import cues
from broadsheet.annotating.french.events.readings import Readings
from broadsheet.annotating.french.events.tokens import FINITE, Tokens
from broadsheet.annotating.french.verb_forms import IMPERFECT
from broadsheet.annotating.parser.parsed import Date, ParsedArticle

_LEAD = 3
"""Sentences from the top that news writes of the day itself."""

_RECENT = 8
"""Days before publication that a lead may date its news to, for the rest of the article to follow it."""

_STEPS = 8
_SHARED = frozenset((
    "obj", "iobj", "nsubj", "nsubj:pass", "xcomp", "ccomp", "conj", "advcl", "obl:mod", "obl:arg", "obl:agent", "nmod", "acl", "parataxis",
))
_DURING = frozenset(("lors", "pendant", "durant"))
_LASTING = re.compile(r"\b(?:[Dd]epuis|[Jj]usqu['’](?:à|au|en|aux))\s$")
"""What makes a day the first or last of a stretch: "fermé depuis lundi"."""

_DASH = re.compile(r"\s*(?:\([^()\n]{1,40}\)\s*)?[-–—]\s")
_SENT = re.compile(r"(?:\b[Pp]ublié|\b[Mm]is à jour|\b[Mm]ise en ligne|\b[Pp]osté)e? (?:le |hier|à )?\s*$")


class Calendar:
    """The days of one article's events; verbs are dated first, and nouns and infinitives lean on the verb that governs them."""

    def __init__(self, article: ParsedArticle, tokens: Tokens, dates: Sequence[Date], triggers: Sequence[int]) -> None:
        self._tokens, self._text = tokens, article.text
        self._published = published_anchor(article)
        self._headings = frozenset(s.sentence_no for s in article.sentences if s.heading)
        self._paragraphs = [s.paragraph_no for s in article.sentences]
        self._own: dict[int, Anchor] = {}
        self._open: set[int] = set()
        self._found: dict[int, Anchor] = {}
        self._lead: Anchor | None = None
        self._force: Anchor | None = None
        self._force_paragraph = -1
        self._link(dates, set(triggers))

    @property
    def published(self) -> Anchor | None:
        """The day of publication."""
        return self._published

    def anchors(self, triggers: Sequence[int], readings: Readings) -> dict[int, Anchor]:
        """The days of each trigger that has any."""
        for number in sorted(triggers, key=lambda n: (not self._is_finite(n), n)):
            found = self._anchor(number, readings)
            if found is not None:
                self._found[number] = found
        return self._found

    # -- dates of their own ----------------------------------------------------------------------------------------------

    def _link(self, dates: Sequence[Date], triggers: set[int]) -> None:
        for date in dates:
            if date.type not in ("DATE", "TIME") or date.value == "PRESENT_REF":
                continue
            number = self._governor(date, triggers)
            if number is None:
                continue
            if _LASTING.search(self._text[max(0, date.start - 12):date.start]):
                self._open.add(number)
                continue
            if date.earliest is None or date.latest is None or date.precision is None:
                self._open.add(number)
                continue
            anchor = Anchor(date.start, date.earliest, date.latest, date.precision)
            if anchor.latest < anchor.earliest or self._is_stamp(date):
                continue
            known = self._own.get(number)
            if known is None or anchor.latest - anchor.earliest < known.latest - known.earliest:
                self._own[number] = anchor

    def _is_stamp(self, date: Date) -> bool:
        """Whether it stands in the line that says where and when a text was sent or put up: "PRISTINA, 8 août —"."""
        line = self._text[max(0, date.start - 60):date.start].rpartition("\n")[2]
        return bool(_SENT.search(line)) or (line.isupper() and bool(_DASH.match(self._text, date.end)))

    def _governor(self, date: Date, triggers: set[int]) -> int | None:
        """The trigger that a date expression depends on, through plain nouns; below a helping verb, what it helps."""
        tokens = self._tokens
        first, last = bisect_left(tokens.starts, date.start), bisect_left(tokens.starts, date.end)
        if first >= last or first >= len(tokens):
            return None
        number = next((n for n in range(first, last) if not first <= tokens.heads[n] < last), first)
        of_noun = first > 0 and tokens.words[first - 1] in ("de", "du", "des", "d'", "d’")
        for _ in range(_STEPS):
            head = tokens.heads[number]
            if head == number:
                return self._beside(number, first, last, triggers)
            if head in triggers:
                return head if of_noun or tokens.is_verb(head) else self._above(head, triggers)
            below = next((c for c in tokens.children[head] if c in triggers and tokens.deps[c] in ("xcomp", "obj", "nsubj")), None)
            if tokens.lemmas[head] in (*cues()["verbs.helping"], "avoir", "être") and below is not None:
                return self._happening(head, below, triggers)
            number = head
        return None

    def _above(self, noun: int, triggers: set[int]) -> int:
        """The verb over a noun to which the parse ties a date without "de": "a signé le traité mardi"; or else the noun."""
        tokens, number = self._tokens, noun
        for _ in range(_STEPS):
            head = tokens.heads[number]
            if head == number or tokens.deps[number] not in ("obj", "obl:mod", "obl:arg", "nmod", "xcomp"):
                return noun
            if tokens.is_verb(head):
                return head if head in triggers else noun
            number = head
        return noun

    def _happening(self, head: int, below: int, triggers: set[int]) -> int:
        """What a helping verb's date is of: the infinitive, or the noun that takes place ("aura lieu mardi")."""
        tokens = self._tokens
        infinitive = next((c for c in tokens.children[head] if c in triggers and tokens.deps[c] == "xcomp"), None)
        return below if infinitive is None else infinitive

    def _beside(self, number: int, first: int, last: int, triggers: set[int]) -> int | None:
        """The next trigger of the sentence after a date that the parse leaves by itself: "Samedi, Ada Morel rencontrera…"."""
        if number in triggers:
            return number
        if not first <= number < last:
            return None
        for n in range(last, len(self._tokens)):
            if self._tokens.words[n] in (".", "!", "?", ";") or "\n" in self._tokens.words[n]:
                return None
            if n in triggers and self._is_finite(n):
                return n
        return None

    # -- days by what governs --------------------------------------------------------------------------------------------

    def _anchor(self, number: int, readings: Readings) -> Anchor | None:
        tokens, reading = self._tokens, readings[number]
        found, owner = self._governed(number)
        if found is not None and owner != number and reading.mode in ("planned", "conditional") and self._is_done(owner, found, readings):
            return None
        if found is not None and not self._contradicts(number, found, readings):
            self._enter(number, found, readings)
            return found
        if number in self._open or reading.mode not in ("fact", "claimed"):
            return None
        if any(tokens.words[c] in cues()["modifiers.open"] for c in tokens.children[number] if tokens.deps[c] == "advmod"):
            return None
        return self._told(number)

    def _governed(self, number: int) -> tuple[Anchor | None, int]:
        tokens = self._tokens
        found, owner = self._own.get(number), number
        for _ in range(4):
            if found is not None:
                return found, owner
            head, dep = tokens.heads[owner], tokens.deps[owner]
            if head == owner or dep not in _SHARED or self._is_apart(owner):
                return self._below(number)
            owner, found = head, self._own.get(head)
        return found, owner

    def _is_apart(self, number: int) -> bool:
        """Whether a clause or noun has a time of its own beside what governs it: "après la guerre", "a dit qu'il signera"."""
        tokens = self._tokens
        if tokens.deps[number] == "nmod" and not tokens.is_verb(number):
            return tokens.case(number) != "de"
        case = tokens.case(number)
        return case in (*(cues()["modifiers.after"] - _DURING), *cues()["modifiers.before"], "sans", "si")

    def _below(self, number: int) -> tuple[Anchor | None, int]:
        """The date of a participle behind the noun of the same happening: "la rencontre tenue mardi"."""
        tokens = self._tokens
        if not tokens.is_verb(number):
            held = tokens.child(number, "acl")
            if held is not None and tokens.lemmas[held] in cues()["verbs.occurring"] | cues()["verbs.plan_objects"] and held in self._own:
                return self._own[held], held
        return None, number

    def _is_finite(self, number: int) -> bool:
        tokens = self._tokens
        return tokens.forms[number] in FINITE or any(tokens.forms[a] in FINITE for a in tokens.auxiliaries(number))

    def _is_done(self, number: int, day: Anchor, readings: Readings) -> bool:
        """Whether a day is that of a past act: what the act plans has another one: "a annoncé lundi que Paris signera"."""
        past = not self._tokens.is_verb(number) or readings[number].past
        return past and self._published is not None and day.latest <= self._published.latest

    def _contradicts(self, number: int, found: Anchor, readings: Readings) -> bool:
        """Whether what is told as done would lie ahead: "a fixé le vote à vendredi"."""
        ahead = self._published is not None and found.earliest > self._published.latest
        return ahead and readings[number].mode in ("fact", "claimed") and readings[number].past

    def _enter(self, number: int, found: Anchor, readings: Readings) -> None:
        """A past-tense clause with a date of its own puts that date in force."""
        tokens, sentence = self._tokens, self._tokens.sentences[number]
        if not readings[number].past or found.precision not in ("day", "minute") or not tokens.is_verb(number):
            return
        self._force, self._force_paragraph = found, self._paragraph(sentence)
        published = self._published
        if self._lead is None and sentence < _LEAD and published is not None and found.latest <= published.latest:
            self._lead = found if (published.earliest - found.earliest).days < _RECENT else None

    def _paragraph(self, sentence: int) -> int:
        return self._paragraphs[sentence] if sentence < len(self._paragraphs) else -1

    def _told(self, number: int) -> Anchor | None:
        """The date in force, or that of the lead, or publication, for what is told as done."""
        tokens, lists = self._tokens, cues()
        if not self._is_finite(number):
            follows = tokens.deps[number] in ("obj", "nsubj", "nsubj:pass", "xcomp", "conj", "acl")
            return self._found.get(tokens.heads[number]) if follows and not self._is_apart(number) else None
        if tokens.lemmas[number] in lists["verbs.state"] or (tokens.deps[number] == "advcl" and self._is_apart(number)):
            return None
        sentence = tokens.sentences[number]
        if sentence in self._headings or sentence < _LEAD:
            return self._lead or self._published
        simple = tokens.is_perfect(number) and not any(tokens.forms[a] == IMPERFECT for a in tokens.auxiliaries(number))
        if not simple:
            return None
        speech = tokens.lemmas[number] in lists["verbs.say"]
        if self._force is not None and self._force_paragraph == self._paragraph(sentence) and not speech:
            return self._force
        return self._lead or self._published
