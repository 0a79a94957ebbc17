"""Roles that an article states of its actors: "le Premier ministre kosovar Albin Kurti", "Vjosa Osmani, présidente du Kosovo,".

Three constructions state a role: a description before the name, with or without a comma; an apposition behind it; a copula or a verb of
appointment. What is denied, wished for or only possible ("pourrait devenir ministre") states none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from broadsheet.annotating.french.names import wordlists
from broadsheet.annotating.french.names.countries import country_forms
from broadsheet.annotating.french.reading import Words, read_words, verb_form
from broadsheet.annotating.parser.parsed import Mention, ParsedArticle, Role

_OF = frozenset({"de", "du", "des", "d'", "d’"})
_TO = frozenset({"à", "au", "aux", "auprès", "en", "chez", "pour", "chargé", "chargée"})
_INSIDE = _OF | _TO | {"la", "le", "les", "l'", "l’", "et", "sa", "son", "ses", "-", "sur"}
_STANDING = frozenset(
    {"ancien", "ancienne", "ex", "futur", "future", "vice", "premier", "première", "haut", "haute", "grand", "grande", "actuel", "actuelle"}
)
"""Adjectives before an office that are part of what somebody is."""
_BEFORE = _STANDING | {"nouveau", "nouvelle", "jeune", "célèbre", "seul", "seule", "principal", "principale", "même"}
_DETERMINERS = frozenset({"le", "la", "l'", "l’", "un", "une", "son", "sa", "leur", "notre", "les", "ce", "cette"})
_BECOMING = frozenset({"nommer", "élire", "désigner", "réélire", "devenir", "rester", "être", "promouvoir", "nommé", "élu", "désigné"})
_LONGEST = 16
_OFFICES_ABROAD = frozenset({"ambassadeur", "ambassadrice", "consul", "consule", "envoyé", "envoyée", "représentant", "représentante"})


def find_roles(article: ParsedArticle, mentions: Sequence[Mention]) -> list[Role]:
    """The roles stated in the article, in text order.

    `start` and `end` span the role without the country or body that it is held in: of "ministre kosovar de l'Intérieur" the role is
    "ministre de l'Intérieur" and the country XK; of "directeur de l'Institut Morel" the role is "directeur", held in the institute.
    Former and deputy stay part of the role, and so does where somebody is posted.
    """
    reader = _Reader(read_words(article), mentions)
    found: dict[tuple[int, int, int], Role] = {}
    for mention in mentions:
        if mention.kind == "person" and mention.chain is not None and mention.form == "name":
            for role in reader.roles_of(mention, mention.chain):
                found.setdefault((role.chain, role.start, role.end), role)
    return sorted(found.values(), key=lambda role: (role.start, role.end, role.chain))


class _Reader:
    def __init__(self, words: Words, mentions: Sequence[Mention]) -> None:
        self.words = words
        at = {start: i for i, start in enumerate(words.start)}
        self.first = {mention: at[mention.start] for mention in mentions if mention.start in at and mention.form == "name"}
        self.covered: dict[int, Mention] = {}
        for mention, first in self.first.items():
            k = first
            while k < len(words) and words.start[k] < mention.end:
                self.covered[k] = mention
                k += 1

    def roles_of(self, mention: Mention, chain: int) -> Iterator[Role]:
        """The roles that the sentence states of this name."""
        words, first = self.words, self.first.get(mention)
        if first is None:
            return
        last = first
        while last + 1 < len(words) and words.start[last + 1] < mention.end:
            last += 1
        begin = first
        while (
            begin > 0
            and words.text[begin - 1].rstrip(".") in wordlists.titles()
            or begin > 1
            and words.text[begin - 1] == "."
            and (words.text[begin - 2] in wordlists.titles())
        ):
            begin -= 1
        for head, end in (self._before(begin, last), *self._behind(last), self._stated(first, last)):
            if head is not None:
                yield from self._role(chain, head, end)

    def is_role(self, i: int) -> bool:
        """Whether the word is a noun for what people are: "ministre", "ex-ministre"."""
        if self.words.lower[i + 1 : i + 2] in (["que"], ["qu'"], ["qu’"]):  # "juge que": the verb
            return False
        word = self.words.lower[i].removeprefix("ex-").removeprefix("vice-")
        return (
            word in wordlists.role_nouns()
            and word != "premier"
            and word != "première"
            and (self.words.pos[i] in ("NOUN", "PROPN", "ADJ", "X"))
        )

    def _before(self, first: int, last: int) -> tuple[int | None, int]:
        """The head and the last token of the description right before a name."""
        words, k = self.words, first - 1
        comma = k > 0 and words.text[k] == ","
        k -= comma
        end, head = k, None
        while k >= 0 and end - k < _LONGEST and words.sentence[k] == words.sentence[first]:
            word = words.lower[k]
            if self.is_role(k) and (self.covered.get(k) is None or self.covered[k].kind == "other"):
                head = k
                goes_on = comma and k >= 2 and words.lower[k - 1] in _OF | {"la", "l'", "l’"} and not words.text[k - 2].isspace()
                if not goes_on:
                    break
            elif not self._is_inside(k, word):
                break
            k -= 1
        if head is None or comma and not self._closes(last):
            return None, 0
        if comma and not (head == 0 or words.lower[head - 1] in _DETERMINERS | _BEFORE | {"premier", "vice"} or self._opens(head)):
            return None, 0
        return head, end

    def _is_inside(self, k: int, word: str) -> bool:
        mention = self.covered.get(k)
        if mention is not None:
            return mention.kind != "person"
        if self.words.pos[k] in ("VERB", "AUX", "PRON", "SCONJ", "PUNCT", "SPACE", "NUM") and word not in _INSIDE:
            return False
        return word in _INSIDE or self.words.pos[k] in ("NOUN", "ADJ", "PROPN", "X")

    def _opens(self, head: int) -> bool:
        words = self.words
        return words.sentence[head - 1] != words.sentence[head] or words.text[head - 1].isspace()

    def _closes(self, last: int) -> bool:
        """Whether an apposition ends behind the name: a comma, the end, or the verb of which it is the subject."""
        words, k = self.words, last + 1
        if k >= len(words) or words.sentence[k] != words.sentence[last] or words.text[k][:1] in ",.;:)»”—–(?!" or words.text[k].isspace():
            return True
        return words.pos[k] in ("VERB", "AUX") or words.lower[k] in (
            "a",
            "ont",
            "avait",
            "et",
            "qui",
            "s'",
            "s’",
            "se",
            "n'",
            "n’",
            "ne",
            "à",
            "lors",
            "au",
        )

    def _behind(self, last: int) -> Iterator[tuple[int | None, int]]:
        """The head and the last token of an apposition behind the name."""
        words, k = self.words, last + 1
        if k < len(words) and words.text[k] == "(":
            close = next((j for j in range(k, min(k + 8, len(words))) if words.text[j] == ")"), k)
            k = close + 1
        if k >= len(words) or words.text[k] != ",":
            return
        k += 1
        if k + 2 < len(words) and words.pos[k] == "NUM" and words.lower[k + 1] == "ans" and words.text[k + 2] == ",":
            k += 3
        head = self._head_from(k)
        if head is not None:
            yield head, self._end_of(head)

    def _head_from(self, k: int) -> int | None:
        """The role noun of a noun phrase that begins here, past its article and what stands before the noun."""
        words = self.words
        if k < len(words) and (words.lower[k] in _DETERMINERS):
            k += 1
        for _ in range(3):
            if k >= len(words):
                return None
            if self.is_role(k) and self.covered.get(k) is None:
                return k
            if words.lower[k] not in _BEFORE and words.lower[k] not in ("-",) and not (words.pos[k] == "ADJ" and words.text[k].islower()):
                return None
            k += 1
        return None

    def _end_of(self, head: int) -> int:
        """The last token of the noun phrase with this head, without the clauses that hang on it."""
        words, end = self.words, head
        while end + 1 < len(words) and end - head < _LONGEST and words.sentence[end + 1] == words.sentence[head]:
            k, word = end + 1, words.lower[end + 1]
            if not self._is_inside(k, word) or word in ("sa", "son", "ses"):
                break
            if word in ("chargé", "chargée") and not (k + 1 < len(words) and words.lower[k + 1] in _OF):
                break
            if word in ("et", "en", "à", "au", "pour", "sur") and not self._goes_on(k):
                break
            end = k
        while end > head and words.lower[end] in _INSIDE:
            end -= 1
        return end

    def _goes_on(self, k: int) -> bool:
        """Whether "et", "à" or "en" goes on with the office: "président et fondateur de", "ambassadeur au Kosovo"."""
        words = self.words
        following = [j for j in range(k + 1, min(k + 4, len(words))) if words.lower[j] not in ("le", "la", "l'", "l’", "les", "des", "de")]
        if not following:
            return False
        j = following[0]
        if words.lower[k] == "et":
            return self.is_role(j) or words.lower[k + 1] in _OF or words.text[j][:1].isupper() and self.covered.get(j) is None
        return (
            self.covered.get(j) is not None
            and self.covered[j].kind in ("organisation", "country", "place")
            or words.lower[j] in (wordlists.name_words())
        )

    def _stated(self, first: int, last: int) -> tuple[int | None, int]:
        """The role of "X est ministre", "X a été élue présidente": a copula or an appointment whose subject is the name."""
        words = self.words
        for k in range(last + 1, min(last + 10, len(words))):
            if words.sentence[k] != words.sentence[last] or words.text[k] in (".", ";", ":", "«"):
                return None, 0
            if words.lower[k] in ("ne", "n'", "n’", "pas", "si", "pourrait", "devrait", "serait", "aurait", "veut", "souhaite", "peut"):
                return None, 0
            if words.pos[k] in ("VERB", "AUX") and words.lemma[k].casefold() in _BECOMING and self._is_subject_of(first, last, k):
                if verb_form(words, k)[0] in ("Cnd", "Sub"):
                    return None, 0
                j = k + 1
                while j < len(words) and (
                    words.pos[j] in ("AUX", "VERB", "ADV") and words.lemma[j].casefold() in _BECOMING or words.pos[j] == "ADV"
                ):
                    j += 1
                if j > k + 1 or words.lower[k] not in ("a", "ont"):
                    head = self._head_from(j)
                    return (head, self._end_of(head)) if head is not None else (None, 0)
        return None, 0

    def _is_subject_of(self, first: int, last: int, verb: int) -> bool:
        words = self.words
        if verb - last <= 2:
            return not any(words.text[k] in ",;" for k in range(last + 1, verb)) and words.dep[first] not in ("obj", "obl", "iobj", "nmod")
        top = {i for i in range(first, last + 1)}
        above = {words.head[i] for i in top if words.head[i] not in top}
        return any(words.dep[i].startswith("nsubj") for i in top) and bool(above & set(range(verb - 1, verb + 6)))

    def _role(self, chain: int, head: int, end: int) -> Iterator[Role]:
        words = self.words
        first = head
        while first > 0 and (
            words.lower[first - 1] in _STANDING or words.text[first - 1] == "-" and words.lower[first - 2] in ("ex", "vice")
        ):
            first -= 1
        last, country, affiliation = end, None, None
        cut: set[int] = set()
        k = head + 1
        while k <= end:
            form = country_forms().get(words.text[k])
            if form is not None and form.use == "adjective":
                country = country or form.country
                cut.add(k)
                k += 1
                continue
            body = self.covered.get(k)
            tie = self._preposition(k, head)
            if body is not None and body.kind in ("organisation", "country", "place") and tie is not None:
                posted = words.lower[tie] in ("à", "au", "aux", "en", "auprès") and words.lower[head] in _OFFICES_ABROAD
                if not posted:
                    known = country_forms().get(" ".join(body.text.split()))
                    place = wordlists.places().get(body.text)
                    if body.kind == "organisation":
                        affiliation = affiliation if affiliation is not None else body.chain
                    else:
                        country = country or (known.country if known else place[1] if place else None)
                    stop = k
                    while stop + 1 <= end and self.covered.get(stop + 1) is body:
                        stop += 1
                    cut.update(range(tie, stop + 1))
                    if body.kind == "organisation":
                        last = tie - 1
                        break
                    k = stop
            k += 1
        while last > head and (last in cut or words.lower[last] in _INSIDE):
            last -= 1
        role = self._text(first, last, cut)
        start, stop = words.start[first], words.end[last]
        if role and "\n" not in role:
            yield Role(chain, start, stop, role, affiliation, country)

    def _preposition(self, k: int, head: int) -> int | None:
        """Where "de l'", "du" or "à" begins that ties the body at a token to the office."""
        words, j = self.words, k - 1
        while j > head and (words.lower[j] in ("la", "le", "les", "l'", "l’") or words.lower[j] in wordlists.name_words() and j == k - 1):
            j -= 1
        return j if j > head and words.lower[j] in _OF | {"à", "au", "aux", "chez", "auprès", "en"} else None

    def _text(self, first: int, last: int, cut: set[int]) -> str:
        """The words of the role that are left when country and body are cut out."""
        words, made = self.words, ""
        for k in range(first, last + 1):
            if k in cut:
                continue
            gap = made and k > 0 and (words.start[k] > words.end[k - 1] or k - 1 in cut) and not made.endswith(("'", "’", "-"))
            made += (" " if gap else "") + words.text[k]
        return made.strip()
