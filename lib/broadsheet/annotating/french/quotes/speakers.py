"""Who speaks: the noun phrase beside a cue, and the actor of the article that it means."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from broadsheet.annotating.french.names import wordlists
from broadsheet.annotating.french.names.countries import country_forms
from broadsheet.annotating.french.quotes.cues import Found
from broadsheet.annotating.french.quotes.lexicon import deputies, speaker_nouns
from broadsheet.annotating.french.reading import Words
from broadsheet.annotating.parser.parsed import Mention

_DETERMINERS = frozenset(
    {
        "le",
        "la",
        "l'",
        "l’",
        "les",
        "un",
        "une",
        "des",
        "son",
        "sa",
        "ses",
        "leur",
        "leurs",
        "ce",
        "cet",
        "cette",
        "ces",
        "plusieurs",
        "deux",
        "certains",
        "certaines",
        "notre",
        "trois",
        "quelques",
    }
)
_OF = frozenset({"de", "du", "des", "d'", "d’"})
_LINKS = _OF | {"la", "le", "les", "l'", "l’", "et", "-"}
_SUBJECTS = frozenset({"il", "elle", "ils", "elles", "on", "je", "nous", "celui-ci", "celle-ci", "ce dernier", "qui"})
_DAYS = frozenset({"lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche", "hier", "matin", "soir"})
_MINISTERS = frozenset(
    {"ministre", "secrétaire", "délégué", "déléguée", "commissaire", "ambassadeur", "ambassadrice", "adjoint", "adjointe"}
)
_LONGEST = 18


class Speaker(NamedTuple):
    """Where the speaker is named, which actor that is, and whether the text leaves open who it is."""

    start: int | None
    end: int | None
    chain: int | None
    anonymous: bool


NOBODY = Speaker(None, None, None, False)


class Speakers:
    """Finds the speakers of one article.

    Parameters
    ----------
    words
        The article's words.
    mentions
        Its mentions, which say which actor a speaker is.
    """

    def __init__(self, words: Words, mentions: Sequence[Mention]) -> None:
        self.words = words
        self.by_start = {mention.start: mention for mention in mentions}
        self.covered: dict[int, Mention] = {}
        at = {start: i for i, start in enumerate(words.start)}
        for mention in mentions:
            if mention.form == "name" and mention.start in at:
                k = at[mention.start]
                while k < len(words) and words.start[k] < mention.end:
                    self.covered[k] = mention
                    k += 1

    def of_cue(self, cue: Found, *, after: bool) -> Speaker:
        """The speaker of a reporting verb; `after`: its subject may follow it, as behind a quotation ("a déclaré Ada Morel")."""
        if cue.pronoun is not None:
            return self._pronoun(cue.pronoun)
        if after:
            k = self._phrase_after(cue.last + 1)
            if k is not None:
                return self.of_phrase(k)
        return self._before(cue)

    def is_person(self, head: int) -> bool:
        """Whether the word names a person, or is a pronoun or a description that means one."""
        mention = self.covered.get(head)
        return mention.kind == "person" if mention is not None else self.words.pos[head] == "PRON" or self.can_speak(head)

    def begins_source(self, k: int, *, strict: bool) -> bool:
        """Whether whoever "selon" names begins at a token; `strict`: a name or a title only, since "pour" names purposes too."""
        words = self.words
        mention = self.covered.get(k) or (self.covered.get(k + 1) if words.lower[k] in ("l'", "l’", "le", "la", "les") else None)
        if mention is not None:
            return mention.kind in ("person", "organisation", "country")
        if words.text[k].rstrip(".") in wordlists.titles() and words.text[k][:1].isupper():
            return True
        if strict:
            return words.lower[k] in ("le", "la", "l'", "l’") and self._speaking_noun(k + 1)
        if words.lower[k] in ("lui", "elle", "eux", "elles"):
            return True
        return words.lower[k] in _DETERMINERS and self._speaking_noun(k + 1) or self.can_speak(k)

    def _pronoun(self, k: int) -> Speaker:
        start = self.words.start[k] + self.words.text[k].startswith("-")
        mention = self.by_start.get(start)
        return Speaker(start, self.words.end[k], mention.chain if mention is not None else None, False)

    def _phrase_after(self, k: int) -> int | None:
        """Where the subject behind an inverted verb begins, past adverbs, days and "à l'AFP": within eight tokens."""
        words, limit = self.words, min(k + 9, len(self.words))
        sentence = words.sentence[k - 1]
        while k < limit and words.sentence[k] == sentence:
            if words.text[k] in (".", "«", ";", ":"):
                return None
            if self._begins(k):
                return k
            k += 1
        return None

    def _begins(self, k: int) -> bool:
        """Whether a noun phrase that can speak begins at a token: a name, a title, or an article and a noun for who speaks."""
        words = self.words
        before = words.lower[k - 1] if k else ""
        if before in _OF | {
            "à",
            "au",
            "aux",
            "dans",
            "sur",
            "en",
            "chez",
            "devant",
            "lors",
            "avec",
            "l'",
            "l’",
            "par",
            "pour",
            "la",
            "le",
        } and (words.lower[k] not in _DETERMINERS):
            return False
        mention = self.covered.get(k)
        if mention is not None:
            return mention.kind in ("person", "organisation", "country", "group")
        if words.text[k].rstrip(".") in wordlists.titles() and words.text[k][:1].isupper():
            return True
        return (
            words.lower[k] in _DETERMINERS
            and before not in ("à", "de", "dans", "sur", "devant", "avec", "par", "pour", "en")
            and (self._speaking_noun(k + 1))
        )

    def _speaking_noun(self, k: int) -> bool:
        words = self.words
        for j in range(k, min(k + 4, len(words))):
            if self.can_speak(j):
                return True
            mention = self.covered.get(j)
            if mention is not None:
                return mention.kind in ("person", "organisation", "country", "group")
            if words.pos[j] not in ("ADJ", "NUM") and words.lower[j] not in (
                "premier",
                "première",
                "vice",
                "-",
                "ex",
                "ancien",
                "ancienne",
                "haut",
            ):
                return False
        return False

    def can_speak(self, k: int) -> bool:
        """Whether the word is a noun for who or what speaks."""
        word = self.words.lower[k].removeprefix("ex-")
        single = word.removesuffix("s")
        roles = wordlists.role_nouns()
        return (
            word in roles
            and word != "premier"
            or word in wordlists.plural_role_nouns()
            or bool({word, single} & (speaker_nouns() | deputies()))
            or (word in wordlists.relations())
        )

    def _before(self, cue: Found) -> Speaker:
        """The subject before the verb, by the parse, and where that has none by the nearest phrase of its clause."""
        words, verb = self.words, cue.verb
        chain = [verb]
        while (
            len(chain) < 4
            and words.dep[chain[-1]] in ("xcomp", "conj", "advcl", "acl", "aux:tense", "cop", "ccomp")
            and (words.head[chain[-1]] != chain[-1])
        ):
            if words.dep[chain[-1]] == "ccomp" and chain[-1] == verb:
                break
            chain.append(words.head[chain[-1]])
        for one in chain:
            subjects = [
                k
                for k in range(words.left[one], min(words.right[one] + 1, len(words)))
                if words.head[k] == one
                and (one == verb and words.dep[k] == "expl:subj" or words.dep[k] in ("nsubj", "nsubj:pass", "nsubj:caus"))
                and words.sentence[k] == words.sentence[verb]
            ]
            before = [k for k in subjects if k < cue.first]
            if before:
                return self.at_subject(before[-1])
        for k in range(cue.first - 1, max(cue.first - 14, -1), -1):
            if words.sentence[k] != words.sentence[verb] or words.text[k] in (";", ":", "»"):
                break
            mention = self.covered.get(k)
            if mention is not None and mention.kind in ("person", "organisation", "country") and self._is_bare(k):
                return self.at_subject(k)
        return NOBODY

    def _is_bare(self, k: int) -> bool:
        """Whether no preposition ties the name to what is before it."""
        mention = self.covered[k]
        first = next(j for j in range(k, -1, -1) if self.words.start[j] == mention.start)
        before = self.words.lower[first - 1] if first else ""
        earlier = self.words.lower[first - 2] if first > 1 else ""
        return before not in _OF | {"à", "au", "aux", "avec", "par", "en", "dans"} and not (
            before in ("l'", "l’", "la", "le", "les") and earlier in _OF | {"à", "avec", "par", "dans"}
        )

    def at_subject(self, head: int) -> Speaker:
        """The speaker whose noun phrase has this head."""
        words = self.words
        if words.lower[head] in _SUBJECTS or words.pos[head] == "PRON":
            if words.lower[head] == "qui":
                above = words.head[words.head[head]]
                return self.at_subject(above) if above != head and above < head else NOBODY
            return self._pronoun(head)
        mention = self.covered.get(head)
        first = head
        if mention is not None:
            while first > 0 and self.covered.get(first - 1) is mention:
                first -= 1
        while (
            first > 0
            and words.sentence[first - 1] == words.sentence[head]
            and not words.quoted[first - 1]
            and (
                words.lower[first - 1] in _DETERMINERS
                or words.pos[first - 1] in ("ADJ", "NUM")
                and words.head[first - 1] == head
                or words.text[first - 1].rstrip(".") in wordlists.titles()
                or words.lower[first - 1] in ("-", "ex", "vice", "premier", "première")
                or mention is not None
                and self._in_title(first - 1, head)
            )
        ):
            first -= 1
            if words.lower[first] in _DETERMINERS and not (first > 0 and words.lower[first - 1] in _OF and self._in_title(first - 1, head)):
                break
        return self.of_phrase(first)

    def _in_title(self, k: int, head: int) -> bool:
        """Whether the word is between an office and the name of its holder: "le ministre | de l'Intérieur | Jean Morel"."""
        words = self.words
        for j in range(k, max(k - 9, -1), -1):
            if words.lower[j].removeprefix("ex-") in wordlists.role_nouns():
                return True
            if words.pos[j] in ("VERB", "AUX", "PUNCT", "SPACE"):
                return False
        return False

    def of_phrase(self, first: int) -> Speaker:
        """The speaker whose noun phrase begins at a token."""
        words = self.words
        if words.pos[first] == "PRON" and words.lower[first] in ("lui", "elle", "eux", "elles", "il", "ils"):
            return self._pronoun(first)
        head = first
        while (
            head < len(words) - 1
            and self.covered.get(head) is None
            and not self.can_speak(head)
            and head - first < 5
            and (
                words.sentence[head + 1] == words.sentence[first]
                and words.pos[head + 1] not in ("VERB", "AUX", "PUNCT", "SCONJ", "CCONJ", "ADP")
            )
        ):
            head += 1
        last = self._last(head)
        named = self._named(first, head, last)
        if named is not None:
            name, last = named
            return Speaker(words.start[first], words.end[last], name.chain, name.chain is None)
        mention = self.by_start.get(words.start[first])
        if mention is not None and mention.form == "nominal":
            return Speaker(words.start[first], mention.end, mention.chain, False)
        return Speaker(words.start[first], words.end[last], self._stands_for(head, last), self._stands_for(head, last) is None)

    def _last(self, head: int) -> int:
        """The last token of the noun phrase."""
        words, last = self.words, head
        mention = self.covered.get(head)
        while last + 1 < len(words) and last - head < _LONGEST and words.sentence[last + 1] == words.sentence[head]:
            k = last + 1
            if mention is not None and self.covered.get(k) is mention:
                last = k
                continue
            if mention is not None and mention.kind == "person":
                break
            if self.covered.get(k) is not None and self.covered[k].kind == "person":
                mention = self.covered[k]
                last = k
                continue
            if (
                words.lower[k] in ("à", "au", "aux")
                and k + 1 < len(words)
                and words.text[k + 1][:1].isupper()
                and words.lower[head] in _MINISTERS
                or (words.lower[k] in _LINKS)
                or words.pos[k] in ("NOUN", "ADJ", "PROPN", "X")
                and words.lower[k] not in _DAYS
                or self.covered.get(k) is not None
                or (words.text[k].rstrip(".") in wordlists.titles() and words.text[k][:1].isupper())
            ):
                last = k
                continue
            if words.text[k] == "," and words.lower[head].removeprefix("ex-") in wordlists.role_nouns() and k + 1 < len(words):
                following = k + 1
                while following < len(words) and words.text[following].rstrip(".") in wordlists.titles():
                    following += 1
                name = self.covered.get(following)
                if name is not None and name.kind == "person":
                    last = following
                    mention = name
                    continue
            break
        while last > head and (words.lower[last] in _LINKS or words.text[last] == ","):
            last -= 1
        return last

    def _named(self, first: int, head: int, last: int) -> tuple[Mention, int] | None:
        """The name that the phrase is of: its own head, or the name that stands in apposition to a role."""
        words = self.words
        own = self.covered.get(head)
        if own is not None and own.kind in ("person", "organisation", "country", "group"):
            end = head
            while self.covered.get(end + 1) is own:
                end += 1
            return own, end
        for k in range(head + 1, last + 1):
            mention = self.covered.get(k)
            if (
                mention is None
                or self.covered.get(k - 1) is mention
                or mention.kind != "person"
                and (mention.kind != "organisation" or k != head + 1)
            ):
                continue
            before = k - 1
            while before > head and words.text[before].rstrip(".") in wordlists.titles():
                before -= 1
            if words.lower[before] in _OF:
                return None
            end = k
            while self.covered.get(end + 1) is mention:
                end += 1
            return mention, end
        return None

    def _stands_for(self, head: int, last: int) -> int | None:
        """Whom a deputy speaks for: "le porte-parole du ministère de l'Intérieur", "les autorités kosovares"."""
        words = self.words
        known = deputies()
        if words.lower[head] not in known and words.lower[head].removesuffix("s") not in known:
            return None
        for k in range(head + 1, last + 1):
            behind = self.covered.get(k) or self.by_start.get(words.start[k])
            if behind is not None and behind.chain is not None and behind.kind in ("person", "organisation", "country"):
                return behind.chain
        form = country_forms().get(words.text[head + 1]) if head + 1 < len(words) else None
        if form is not None and form.use == "adjective":
            mention = self.by_start.get(words.start[head + 1])
            return mention.chain if mention is not None else None
        return None
