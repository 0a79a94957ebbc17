"""Roles that an article states of its actors: "Prime Minister Ada Noll", "Noll, Kosovo's prime minister,", "as Foreign Secretary".

Four constructions state a role (they are those of relation extraction's "position held", after Hearst 1992 and the
appositive and nominal patterns of Surdeanu et al. 2011): a title before the name, an apposition on either side of it, a
copula or a verb of appointment, and "as" with the office. What is negated, or only possible ("could become president"),
states none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from broadsheet.annotating.english.names import wordlists
from broadsheet.annotating.english.names.countries import country_forms
from broadsheet.annotating.english.names.words import Words, read_words
from broadsheet.annotating.english.role_words import BODIES_OF_MINISTERS, POSTED, STANDING, implied_body, words_about_holder
from broadsheet.annotating.parser.parsed import Mention, ParsedArticle, Role

_COPULAS = frozenset({"be", "become", "remain"})
_APPOINTING = frozenset({"appoint", "name", "elect", "reelect", "nominate", "crown", "inaugurate", "make", "choose", "pick"})
_UNREAL = frozenset({"would", "could", "might", "may", "should", "can"})
_MODIFIERS = frozenset({"det", "poss", "case", "predet"})
_SMALL = frozenset({"the", "a", "an", "its", "their", "his", "her", "our", "my", "'s", "’s"})
_TITLE_STARTS = frozenset({"prime", "vice", "foreign", "former", "deputy", "acting"})
_AS_VERBS = _APPOINTING | {
    "serve", "work", "act", "resign", "quit", "return", "continue", "stand", "retire", "speak", "take", "step", "remain", "start", "begin",
}
_POSTS = frozenset({"to", "in", "at", "for"})
_STOPS = frozenset({",", ";", "—", "–", "(", "“", '"', "”", ")", "."})
_CLAUSES = frozenset({"relcl", "cc", "appos", "acl"})
_NO_NOUNS = frozenset({"VERB", "AUX", "SCONJ", "CCONJ"})
_NO_PHRASE = _NO_NOUNS | {"PUNCT", "ADP", "PRON", "SPACE"}


def find_roles(article: ParsedArticle, mentions: Sequence[Mention]) -> list[Role]:
    """The roles stated in the article, in text order.

    `start` and `end` span the role without the country or body it is held in: of "Kosovan President" the role is
    "President" and the country XK; of "lecturer in law at Norvale College" the role is "lecturer in law" and the
    affiliation the college. Former, acting and deputy stay part of the role, and so does where somebody is posted: of "Norland's
    ambassador to Kosovo" the role is "ambassador to Kosovo", held for Norland.
    """
    words = read_words(article)
    reader = _RoleReader(words, mentions)
    found: dict[tuple[int, int, int], Role] = {}
    for mention in mentions:
        if mention.kind == "person" and mention.chain is not None:
            for role in reader.roles_of(mention, mention.chain):
                if role.start >= mention.end or role.end <= mention.start:  # "spokesman Ada" is half a name
                    found.setdefault((role.chain, role.start, role.end), role)
    return sorted(found.values(), key=lambda r: (r.start, r.end, r.chain))


class _RoleReader:
    """Finds roles around mentions; knows which mention covers each token."""

    def __init__(self, words: Words, mentions: Sequence[Mention]) -> None:
        self.words = words
        self.covered: dict[int, Mention] = {}
        self.nouns = wordlists.role_nouns()
        starts = {offset: i for i, offset in enumerate(words.start)}
        self.first: dict[tuple[int, int], int] = {}
        self.states: dict[str, int] = {}
        """Country code, and full name of a listed organisation → its chain."""
        for mention in mentions:
            i = starts.get(mention.start)
            if i is None:
                continue
            self.first[mention.start, mention.end] = i
            self._learn(mention)
            while mention.form == "name" and i < len(words) and words.start[i] < mention.end:
                self.covered[i] = mention
                i += 1

    def _learn(self, mention: Mention) -> None:
        if mention.form != "name" or mention.chain is None:
            return
        if mention.kind == "country" and (code := self._country(mention)):
            self.states.setdefault(code, mention.chain)
        elif mention.kind == "organisation" and mention.text in wordlists.organisations():
            self.states.setdefault(wordlists.organisations()[mention.text][0], mention.chain)

    def roles_of(self, mention: Mention, chain: int) -> Iterator[Role]:
        """The roles that the sentence states of this mention."""
        words, first = self.words, self.first.get((mention.start, mention.end))
        if first is None:
            return
        last = first
        while last + 1 < len(words) and words.start[last + 1] < mention.end:
            last += 1
        heads = {i for i in range(first, last + 1)}
        top = next((i for i in range(last, first - 1, -1) if words.head[i] not in heads or words.head[i] == i), last)
        if mention.form == "name":
            yield from self._before(chain, first, top)
            yield from self._beside(chain, top, last)
        yield from self._predicated(chain, top)

    def _before(self, chain: int, first: int, top: int) -> Iterator[Role]:
        """A title or a description right before the name."""
        words = self.words
        if first == 0 or not self._is_role(first - 1) or words.sentence[first - 1] != words.sentence[first]:
            return
        edge = min(words.left[top], words.left[first - 1], first - 1)
        begin = first - 1
        while begin > edge and words.dep[begin - 1] not in ("prep", "punct", "cc", "relcl") and words.pos[begin - 1] not in _NO_PHRASE:
            begin -= 1
        while begin > 0 and words.lower[begin - 1] in _TITLE_STARTS:
            begin -= 1
        if first >= 3 and words.lower[first - 2] == "-":
            begin = min(begin, first - 3)
        yield from self._role(chain, begin, first - 1, after=self._body_after(first))

    def _body_after(self, first: int) -> Mention | None:
        """The country or body of "Prime Minister Ada Noll of Norvale"."""
        words, last = self.words, first
        person = self.covered.get(first)
        while last + 1 < len(words) and self.covered.get(last + 1) is person:
            last += 1
        if last + 2 < len(words) and words.lower[last + 1] == "of":
            return self.covered.get(last + 2) or (self.covered.get(last + 3) if words.lower[last + 2] == "the" else None)
        return None

    def _beside(self, chain: int, top: int, last: int) -> Iterator[Role]:
        """An apposition after the name, or the noun that the name itself is in apposition to."""
        words = self.words
        heads = [k for k in range(last + 1, min(last + 40, len(words))) if words.dep[k] == "appos" and words.head[k] == top]
        if not heads and last + 2 < len(words) and words.text[last + 1] == ",":
            heads = self._noun_after_comma(last + 2)
        for head in heads:
            yield from self._phrase(chain, head, floor=last + 1)
            for k in range(head + 1, min(words.right[head] + 1, len(words))):
                if words.dep[k] == "conj" and self._is_role(k) and self._root_of_conj(k) == head:
                    yield from self._phrase(chain, k, floor=head + 1)
        governor = words.head[top]
        if words.dep[top] == "appos" and governor < top:
            yield from self._phrase(chain, governor, floor=0, ceiling=top - 1)

    def _noun_after_comma(self, begin: int) -> list[int]:
        """The role noun of "X, lecturer in law at …," where the parser saw no apposition."""
        words = self.words
        for k in range(begin, min(begin + 8, len(words))):
            if words.pos[k] in _NO_PHRASE and words.text[k] != "-":
                return []
            goes_on = k + 1 < len(words) and (words.pos[k + 1] in ("NOUN", "PROPN") or words.lower[k + 1] in ("'s", "’s", "-"))
            if self._is_role(k) and not goes_on:
                return [] if words.pos[k] == "PROPN" and self.covered.get(k) is not None else [k]
        return []

    def _root_of_conj(self, k: int) -> int:
        while self.words.dep[k] == "conj":
            k = self.words.head[k]
        return k

    def _predicated(self, chain: int, top: int) -> Iterator[Role]:
        """"X is the mayor", "X was appointed minister", "X served as ambassador"."""
        words = self.words
        verb = words.head[top]
        if words.dep[top] not in ("nsubj", "nsubjpass", "dobj", "poss") or verb == top or not self._is_real(verb):
            return
        lemma, object_of = words.lemma[verb].casefold(), words.dep[top] == "dobj"
        reach = range(max(verb - 12, 0), min(verb + 16, len(words)))
        if lemma in _COPULAS and not object_of:
            heads = [k for k in reach if words.head[k] == verb and words.dep[k] == "attr" and k > verb]
        elif lemma in _APPOINTING:
            heads = [k for k in reach if words.head[k] == verb and words.dep[k] in ("oprd", "attr", "dobj", "ccomp") and k != top]
        else:
            heads = []
        heads += [
            k for k in reach
            if words.dep[k] == "pobj" and words.lower[words.head[k]] == "as" and self._holds(lemma, k) and self._is_of(words.head[k], verb)
        ]
        for head in heads:
            yield from self._phrase(chain, head, floor=0)

    def _is_of(self, preposition: int, verb: int) -> bool:
        """Whether the preposition hangs on the verb, or on a participle before it: "Speaking as mayor, Noll said"."""
        words, governor = self.words, self.words.head[preposition]
        return governor == verb or words.head[governor] == verb and words.tag[governor] == "VBG" and words.dep[governor] == "advcl"

    def _holds(self, lemma: str, noun: int) -> bool:
        """Whether verb and "as" state an office: "served as envoy", "resigned as leader", "speaking as Foreign Secretary"."""
        return lemma in _AS_VERBS or self.words.text[noun][:1].isupper()

    def _is_real(self, verb: int) -> bool:
        words = self.words
        for k in range(max(verb - 6, 0), min(verb + 4, len(words))):
            if words.head[k] == verb and (words.dep[k] == "neg" or words.dep[k] == "aux" and words.lower[k] in _UNREAL):
                return False
        return True

    def _is_role(self, i: int) -> bool:
        words = self.words
        word = words.lower[i].rstrip(".")
        lemma = words.lemma[i].casefold()
        title = wordlists.titles().get(word)
        if words.pos[i] not in ("NOUN", "PROPN", "ADJ", "X"):
            return False
        return (lemma in self.nouns or word in self.nouns or (title is not None and title[0] == "role" and words.text[i][:1].isupper()))

    def _phrase(self, chain: int, head: int, *, floor: int, ceiling: int | None = None) -> Iterator[Role]:
        """The role of a noun phrase with this head, without the clauses that hang on it."""
        words = self.words
        if not self._is_role(head):
            return
        begin, end = max(words.left[head], floor), head
        limit = min(words.right[head], ceiling if ceiling is not None else len(words) - 1)
        while end < limit and not (
            words.text[end + 1] in _STOPS or words.dep[end + 1] in _CLAUSES or words.tag[end + 1].startswith("W")
            or words.text[end + 1].isspace() or words.pos[end + 1] in _NO_NOUNS
        ):
            end += 1
        while begin < head and (words.pos[begin] in ("PUNCT", "CCONJ", "SCONJ", "SPACE", "ADV") and words.text[begin] != "-"):
            begin += 1
        yield from self._role(chain, begin, end, head=head)

    def _role(self, chain: int, begin: int, end: int, *, head: int | None = None, after: Mention | None = None) -> Iterator[Role]:
        """The role at tokens begin to end, cut before and after where a country or body is named."""
        words = self.words
        head = end if head is None else head
        country, affiliation = None, None
        first = begin
        for i in range(begin, head + 1):
            mention = self.covered.get(i)
            if mention is not None and mention.kind in ("country", "organisation", "place", "group") and i < head:
                if self._is_portfolio(mention, head):
                    country = self._held_in(mention, country, affiliation)[0]
                    continue
                country, affiliation = self._held_in(mention, country, affiliation)
                if mention.chain is not None or self._country(mention):
                    first = max(first, self._after(mention, i))
            elif words.dep[i] in _MODIFIERS and i < head or words.lower[i] in _SMALL:
                first = i + 1 if i + 1 <= head else first
        last = head
        for i in range(head + 1, end + 1):
            mention = self.covered.get(i)
            if mention is not None and mention.kind in ("country", "organisation", "place", "group") and mention.chain is not None:
                if self._is_posting(head, i):
                    last = self._after(mention, i) - 1
                else:
                    country, affiliation = self._held_in(mention, country, affiliation)
                break
            if words.pos[i] == "PRON" and words.dep[i] == "poss" and words.lower[i + 1] in ("country", "nation", "government"):
                break
            if words.pos[i] not in ("ADP", "DET", "PUNCT", "PART"):
                last = i
        if after is not None and country is None and affiliation is None:
            country, affiliation = self._held_in(after, country, affiliation)
        while first < head and (step := words_about_holder(words, first)):
            first = min(first + step, head)
        earlier = next((i for i in range(begin, first) if words.lower[i] in STANDING), None)
        start, stop = words.start[first if earlier is None else earlier], words.end[last]
        role = words.article.text[words.start[first]:stop]
        if earlier is not None:
            role = f"{words.text[earlier]} {role}"
        if any(c.isalpha() for c in role) and "\n" not in role:
            if country is None and affiliation is None:
                country, affiliation = implied_body(role, self.states)
            yield Role(chain, start, stop, role, affiliation, country)

    def _is_portfolio(self, mention: Mention, head: int) -> bool:
        """Whether a name before an office says what it is for, not whose it is: "Northern Ireland Secretary", "Armed Forces Minister"."""
        office = self.words.lemma[head].casefold()
        if mention.kind == "place":
            return office == "secretary"
        if mention.kind != "organisation" or self.words.text[head] != "Minister" or self.words.lower[head - 1] in ("'s", "’s", "of"):
            return False
        return mention.text not in wordlists.organisations() and mention.text.split()[-1].casefold() not in BODIES_OF_MINISTERS

    def _is_posting(self, head: int, i: int) -> bool:
        """Whether the name at token i is where somebody is sent, not who sent them: "ambassador to Norvale", "envoy for Norvale"."""
        words = self.words
        ties = [words.lower[k] for k in range(head + 1, i) if words.pos[k] in ("ADP", "PART")]
        return words.lemma[head].casefold() in POSTED and bool(ties) and ties[0] in _POSTS

    def _after(self, mention: Mention, i: int) -> int:
        words = self.words
        while i < len(words) and words.start[i] < mention.end:
            i += 1
        return i

    def _held_in(self, mention: Mention, country: str | None, affiliation: int | None) -> tuple[str | None, int | None]:
        found = self._country(mention)
        if found is not None and mention.kind in ("country", "group"):
            return country or found, affiliation if affiliation is not None else mention.chain if mention.kind == "country" else None
        if mention.kind == "organisation" and affiliation is None:
            listed = wordlists.organisations().get(mention.text)
            return country or (listed[1] if listed else None), mention.chain
        if mention.kind == "place" and country is None:
            place = wordlists.places().get(mention.text)
            return place[1] if place else None, affiliation
        return country, affiliation

    def _country(self, mention: Mention) -> str | None:
        form = country_forms().get(mention.text)
        return form.country if form is not None else None
