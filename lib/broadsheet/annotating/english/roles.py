"""Roles that an article states of its actors: "Prime Minister Ada Noll", "Noll, Kosovo's prime minister,", "as Foreign Secretary".

Four constructions state a role (they are those of relation extraction's "position held", after Hearst 1992 and the
appositive and nominal patterns of Surdeanu et al. 2011): a title before the name, an apposition on either side of it, a
copula or a verb of appointment, and "as" with the office. What is negated, or only possible ("could become president"),
states none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from broadsheet.annotating.english.names import wordlists
from broadsheet.annotating.english.names.words import Words, read_words
from broadsheet.annotating.english.role_bodies import NOBODY, Bodies, Body, country_of, held_in
from broadsheet.annotating.english.role_verbs import stated_offices
from broadsheet.annotating.english.role_words import (
    DESIGNATE,
    PUBLIC,
    STANDING,
    implied_body,
    in_full,
    is_address,
    is_hoped_for,
    is_of_before,
    is_party,
    is_time,
    words_about_holder,
)
from broadsheet.annotating.parser.parsed import Mention, ParsedArticle, Role

_MODIFIERS = frozenset({"det", "poss", "case", "predet"})
_SMALL = frozenset({"the", "a", "an", "its", "their", "his", "her", "our", "my", "'s", "’s"})
_TITLE_STARTS = frozenset({"prime", "vice", "foreign", "former", "deputy", "acting"})
_STOPS = frozenset({",", ";", "—", "–", "(", "“", '"', "”", ")", "."})
_CLAUSES = frozenset({"relcl", "cc", "appos", "acl"})
_NO_NOUNS = frozenset({"VERB", "AUX", "SCONJ", "CCONJ"})
_NO_PHRASE = _NO_NOUNS | {"PUNCT", "ADP", "PRON", "SPACE"}
_FIRST_PERSON = frozenset({"i", "we", "me", "us"})
_QUOTES = frozenset({"“", "”", '"', "''", "``", "‘"})
_HYPHENS = ("-", "–")
_ASIDES = frozenset({"in", "during", "on", "at"})
"""Before "his" or "her" these begin what is no part of an office: a professor in his first campaign."""
_SEVERAL = 2
_LONGEST_LIST = 20
"""Tokens between a name and an office that it shares with others."""
_LONGEST_TITLE = 7
"""Tokens of a title with "of" before a name: Director of National Intelligence Ada Noll."""


def find_roles(article: ParsedArticle, mentions: Sequence[Mention]) -> list[Role]:
    """The roles stated in the article, in text order.

    `start` and `end` span the role without the country or body it is held in: of "Kosovan President" the role is
    "President" and the country XK; of "lecturer in law at Norvale College" the role is "lecturer in law" and the
    affiliation the college. Former, acting and deputy stay part of the role, and so does where somebody is posted: of "Norland's
    ambassador to Kosovo" the role is "ambassador to Kosovo", held for Norland. Of "Ministers Noll and Finch" each has the role "Minister".
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
    """Finds roles around mentions."""

    def __init__(self, words: Words, mentions: Sequence[Mention]) -> None:
        self.words = words
        self.bodies = Bodies(words, mentions)
        self.nouns = wordlists.role_nouns()

    def roles_of(self, mention: Mention, chain: int) -> Iterator[Role]:
        """The roles that the sentence states of this mention."""
        words, first = self.words, self.bodies.first.get((mention.start, mention.end))
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
        if words.lower[first] in _FIRST_PERSON and not words.quoted[first]:  # the author, who is no actor of the text
            return
        for head, over in stated_offices(words, top, last):
            yield from self._phrase(chain, head, floor=last + 1 if head > last else 0, over=over)

    def _before(self, chain: int, first: int, top: int) -> Iterator[Role]:
        """A title or a description right before the name, or before the first of the names it is joined to."""
        words = self.words
        if first == 0 or words.sentence[first - 1] != words.sentence[first]:
            return
        body = self._body_after(first)
        last = first - 1
        while last and is_address(words.lower[last]) and self._is_role(last - 1):  # Health Minister | Dr Ada Noll
            last -= 1
        if self._is_role(last):
            yield from self._title(chain, last, min(words.left[top], words.left[last]), body)
        elif (head := self._title_with_of(first, top)) is not None:
            yield from self._role(chain, self._title_start(head, words.left[head]), first - 1, head=head, after=body)
        elif words.dep[top] == "conj":
            root = self.bodies.covered.get(self._root_of_conj(top))
            before = self.bodies.first[root.start, root.end] - 1 if root is not None and root.kind == "person" else -1
            if before >= 0 and self._is_plural(before):
                yield from self._title(chain, before, words.left[before], body)

    def _title(self, chain: int, last: int, edge: int, body: Mention | None) -> Iterator[Role]:
        yield from self._role(chain, self._title_start(last, edge), last, after=body)

    def _title_start(self, last: int, edge: int) -> int:
        """The first token of the title that ends in a token: "UK Home | Secretary", "then-president"."""
        words = self.words
        begin, edge = self._office_start(last), min(edge, last)
        while True:
            while begin > edge and words.dep[begin - 1] not in ("prep", "punct", "cc", "relcl") and words.pos[begin - 1] not in _NO_PHRASE:
                if words.tag[last] == "NNP" and is_of_before(words, begin - 1) or words.lower[begin - 1] == "to":
                    break
                begin -= 1
            while begin > 0 and words.lower[begin - 1] in _TITLE_STARTS:
                begin -= 1
            tied = begin >= 2 and words.lower[begin - 1] == "-" and words.start[begin] - words.end[begin - 2] == 1
            if not tied:  # "then-president", but not "the candidates - Senator Noll"
                return begin
            begin, edge = begin - 2, min(edge, begin - 2)

    def _office_start(self, last: int) -> int:
        """The first token of "president-elect"."""
        words = self.words
        if words.lower[last] in DESIGNATE and last >= 1:
            return last - 2 if words.text[last - 1] in _HYPHENS else last - 1
        return last

    def _title_with_of(self, first: int, top: int) -> int | None:
        """The office of "Secretary of State Ada Noll", in capitals from the office to the name."""
        words = self.words
        for k in range(first - 3, max(first - _LONGEST_TITLE, -1), -1):
            if words.text[k] in _STOPS or words.sentence[k] != words.sentence[first]:
                return None
            if words.head[k] == top and words.right[k] == first - 1 and words.text[k][:1].isupper() and self._is_role(k):
                between = [words.text[j] for j in range(k + 1, first) if words.lower[j] not in ("of", "the", "for", "and")]
                return k if words.lower[k + 1] in ("of", "for") and all(word[:1].isupper() for word in between) else None
        return None

    def _body_after(self, first: int) -> Mention | None:
        """The country or body of "Prime Minister Ada Noll of Norvale"."""
        words, last, covered = self.words, first, self.bodies.covered
        person = covered.get(first)
        while last + 1 < len(words) and covered.get(last + 1) is person:
            last += 1
        if last + 2 < len(words) and words.lower[last + 1] == "of":
            return covered.get(last + 2) or (covered.get(last + 3) if words.lower[last + 2] == "the" else None)
        return None

    def _beside(self, chain: int, top: int, last: int) -> Iterator[Role]:
        """An apposition after the name, or the noun that the name itself is in apposition to."""
        words = self.words
        heads = [k for k in range(last + 1, min(last + 40, len(words))) if words.dep[k] == "appos" and words.head[k] == top]
        if ":" in words.text[last + 1:last + 3]:  # who speaks, and whom he calls: "VALE: Governor, may I …"
            heads = []
        if not heads and last + 2 < len(words) and words.text[last + 1] == ",":
            heads = self._noun_after_comma(last + 2)
        shared = self._held_by_all(top, last)
        for head in (*heads, *(k for k in shared if k not in heads)):
            yield from self._phrase(chain, head, floor=last + 1, shared=head in shared)
            for k in range(head + 1, min(words.right[head] + 1, len(words))):
                if words.dep[k] == "conj" and self._is_role(k) and self._root_of_conj(k) == head:
                    yield from self._phrase(chain, k, floor=head + 1)
        office = self._office_of_apposition(top)
        if office is not None:
            yield from self._phrase(chain, office, floor=0, ceiling=self.bodies.first_of(top) - 1)

    def _held_by_all(self, top: int, last: int) -> list[int]:
        """The plural office behind people who are joined: "Ada Noll and Bo Finch, the two deputies of the harbour board"."""
        words = self.words
        root = self._root_of_conj(top)
        reach = range(last + 1, min(last + _LONGEST_LIST, len(words)))
        joined = [k for k in (*range(root, last + 1), *reach) if k == root or words.dep[k] == "conj" and self._root_of_conj(k) == root]
        if len([k for k in joined if (m := self.bodies.covered.get(k)) is not None and m.kind == "person"]) < _SEVERAL:
            return []
        return [
            k for k in reach if words.tag[k] == "NNS" and words.dep[k] == "appos" and words.head[k] in joined
            and words.lower[words.left[k]] in ("the", "both") and not any(words.dep[j] == "conj" and words.head[j] == k for j in reach)
        ]

    def _office_of_apposition(self, top: int) -> int | None:
        """The office of "the director of the museum, Ada Noll", whether the parse hangs the name on the office or on its body."""
        words, governor = self.words, self.words.head[top]
        if governor >= top or words.dep[top] not in ("appos", "pobj"):
            return None
        named = governor if words.dep[top] == "pobj" else words.head[governor]
        tied = words.dep[top] == "pobj" or words.dep[governor] == "pobj" and not self._is_role(governor)
        behind_comma = "," in words.text[governor + 1:self.bodies.first_of(top)]
        if tied and behind_comma and words.lower[named] in ("of", "for") and self._is_role(words.head[named]):
            return words.head[named]
        return governor if words.dep[top] == "appos" else None

    def _noun_after_comma(self, begin: int) -> list[int]:
        """The role noun of "X, lecturer in law at …," where the parser saw no apposition."""
        words = self.words
        for k in range(begin, min(begin + 8, len(words))):
            if words.pos[k] in _NO_PHRASE and words.text[k] != "-":
                return []
            goes_on = k + 1 < len(words) and (words.pos[k + 1] in ("NOUN", "PROPN") or words.lower[k + 1] in ("'s", "’s", "-"))
            if self._is_role(k) and not goes_on:
                return [] if words.pos[k] == "PROPN" and self.bodies.covered.get(k) is not None else [k]
        return []

    def _root_of_conj(self, k: int) -> int:
        while self.words.dep[k] == "conj":
            k = self.words.head[k]
        return k

    def _is_role(self, i: int) -> bool:
        words = self.words
        if words.lower[i] in DESIGNATE:
            office = self._office_start(i)
            return 0 <= office < i and self._is_role(office)
        word = words.lower[i].rstrip(".")
        lemma = words.lemma[i].casefold()
        title = wordlists.titles().get(word)
        if words.pos[i] not in ("NOUN", "PROPN", "ADJ", "X") or self.bodies.is_place(i):
            return False
        if lemma in self.nouns or word in self.nouns or self._is_plural(i):
            return True
        return title is not None and title[0] == "role" and words.text[i][:1].isupper()

    def _is_plural(self, i: int) -> bool:
        """Whether a title stands for several holders: "Ministers Ada Noll and Bo Finch"."""
        word = self.words.lower[i].rstrip(".")
        title = wordlists.titles().get(word[:-1])
        known = word[:-1] in self.nouns or title is not None and title[0] == "role"
        single = word in self.nouns or word in wordlists.titles()
        return word.endswith("s") and not single and known and self.words.text[i][:1].isupper()

    def _singular(self, i: int) -> str:
        word, lemma = self.words.text[i], self.words.lemma[i]
        if self._is_plural(i):
            return word.rstrip(".")[:-1]
        return lemma.capitalize() if word[:1].isupper() else lemma

    def _phrase(
        self, chain: int, head: int, *, floor: int, ceiling: int | None = None, over: bool = False, shared: bool = False,
    ) -> Iterator[Role]:
        """The role of a noun phrase with this head, without the clauses that hang on it."""
        words = self.words
        if not self._is_role(head) or words.tag[head] == "NNS" and not shared:  # several hold it: "delegates, the party's leaders, …"
            return
        begin, end = max(words.left[head], floor), head
        limit = min(words.right[head], ceiling if ceiling is not None else len(words) - 1)
        limit = self._before_another(head, limit)
        while end < limit and not (
            words.text[end + 1] in _STOPS or words.dep[end + 1] in _CLAUSES or words.tag[end + 1].startswith("W")
            or words.text[end + 1].isspace() or words.pos[end + 1] in _NO_NOUNS or is_time(words, end + 1) or words.lower[end + 1] == "by"
            or is_address(words.lower[end + 1])
            or words.lower[end + 1] in _ASIDES and end + 2 < len(words) and words.tag[end + 2] == "PRP$"
        ):
            end += 1
        named = self.bodies.covered.get(end)
        while end < limit and named is not None and self.bodies.covered.get(end + 1) is named:  # for Health | and Social Care
            end += 1
        while begin < head and (words.pos[begin] in ("PUNCT", "CCONJ", "SCONJ", "SPACE", "ADV") and words.text[begin] != "-"):
            begin += 1
        yield from self._role(chain, begin, end, head=head, over=over)

    def _before_another(self, head: int, last: int) -> int:
        """The last token before the title of another person that runs on from a phrase: "witness in the inquiry | Senator Ada Noll"."""
        words = self.words
        for k in range(head + 1, last + 1):
            person = self.bodies.covered.get(k)
            if person is None or person.kind != "person" or person.form != "name" or self.bodies.covered.get(k - 1) is person:
                continue
            start = self._title_start(k - 1, head + 1) if self._is_role(k - 1) else self._start_of_title_with_of(k, head)
            if start is not None and start > head + 1 and words.pos[start - 1] in ("NOUN", "PROPN"):
                return start - 1
        return last

    def _start_of_title_with_of(self, first: int, floor: int) -> int | None:
        """The first token of "former Secretary of State" before a name, behind `floor`."""
        words = self.words
        for k in range(first - 3, max(first - _LONGEST_TITLE, floor), -1):
            if words.text[k][:1].isupper() and words.lower[k + 1] == "of" and self._is_role(k):
                return k - 1 if words.lower[k - 1] in _TITLE_STARTS | STANDING else k
        return None

    def _role(
        self, chain: int, begin: int, end: int, *, head: int | None = None, after: Mention | None = None, over: bool = False,
    ) -> Iterator[Role]:
        """The role at tokens begin to end, cut before and after where a country or body is named; one that is over is a former one."""
        words, bodies = self.words, self.bodies
        head = end if head is None else head
        if is_hoped_for(words, begin, head) or any(words.text[i] in _QUOTES for i in range(begin, head)):  # called a “political pope”
            return
        behind, last = (NOBODY, end) if self._is_of_state(head) else bodies.behind(head, end)
        body, first = self._body_before(begin, head, behind)
        if body.affiliation is None and body.country is None or behind.affiliation is not None and body.affiliation is None:
            body = Body(body.country or behind.country, behind.affiliation)
        if after is not None and body == NOBODY:
            body = held_in(after, body)
        office = self._office_start(head)
        if first == office and (named := self._department(office, begin)) is not None:
            first = named
        while first < office and (step := words_about_holder(words, first)):
            first = min(first + step, office)
        earlier = next((i for i in range(begin, first) if words.lower[i] in STANDING), None)
        start, stop = words.start[first if earlier is None else earlier], words.end[last]
        role = words.article.text[words.start[first]:stop]
        if self._is_plural(head) or words.tag[head] == "NNS":
            at = words.start[head] - words.start[first]
            role = role[:at] + self._singular(head) + role[at + len(words.text[head]):]
        role = in_full(role) if "\n" not in role else role
        if earlier is not None:
            role = f"{words.text[earlier]} {role}"
        elif over:
            role = f"former {role}"
        if any(c.isalpha() for c in role) and "\n" not in role:
            if body == NOBODY:
                body = Body(*implied_body(role, bodies.states))
            yield Role(chain, start, stop, role, body.affiliation, body.country)

    def _body_before(self, begin: int, head: int, behind: Body) -> tuple[Body, int]:
        """The body that is named before an office, and the first token of the office itself: "the EU's | special envoy"."""
        words, bodies, body, first, office = self.words, self.bodies, NOBODY, begin, self._office_start(head)
        for i in range(begin, office + 1):
            mention = bodies.named_at(i)
            if mention is not None and i < office:
                if bodies.is_field(mention, i, head):
                    continue
                if bodies.is_portfolio(mention, head):
                    body = Body(held_in(mention, body).country, body.affiliation)
                    continue
                if is_party(mention.text) and words.lemma[head].casefold() in PUBLIC:
                    continue
                if bodies.is_outdone(mention, i, head, behind):
                    body = Body(held_in(mention, body).country if mention.kind != "organisation" else body.country, body.affiliation)
                    first = max(first, bodies.after(mention, i)) if mention.chain is not None or body.country else first
                    continue
                body = held_in(mention, body)
                if mention.chain is not None or country_of(mention):
                    first = max(first, bodies.after(mention, i))
            elif words.dep[i] in _MODIFIERS and i < office or words.lower[i] in _SMALL:
                if words.lower[i] == "its" and body == NOBODY:
                    body = bodies.of_its(i)
                first = i + 1 if i + 1 <= office else first
        return body, first

    def _department(self, office: int, begin: int) -> int | None:
        """The first token of the department that says which secretary or minister is meant: "International Development | Secretary"."""
        words, bodies = self.words, self.bodies
        if words.text[office] not in ("Secretary", "Minister") or office - 1 < begin:
            return None
        named = bodies.named_at(office - 1)
        return bodies.first_of(office - 1) if named is not None and named.kind == "organisation" and not is_party(named.text) else None

    def _is_of_state(self, head: int) -> bool:
        """"Secretary of State for Health": the state is no body."""
        words = self.words
        return words.lower[head] == "secretary" and words.lower[head + 1:head + 3] == ["of", "state"]
