"""What the words beside one occurrence of a name say of its kind: titles, appositions, possessions, pronouns, prepositions.

Each piece of evidence is a vote for or against a kind; `kinds` adds the votes of all occurrences up. The weights are of
three sizes: what settles the kind alone ("Mr", "a village in Norfolk"), what outvotes one label of the model, and what
only tips a balance.
"""

from __future__ import annotations

from collections.abc import Iterator

from broadsheet.annotating.english.names import wordlists
from broadsheet.annotating.english.names.name import Name
from broadsheet.annotating.english.names.repair import PARTY_MEMBERS
from broadsheet.annotating.english.names.spans import KIND_OF_LABEL
from broadsheet.annotating.english.names.words import Words

SPEECH = frozenset({
    "say", "tell", "add", "argue", "explain", "note", "insist", "warn", "claim", "admit", "write", "ask", "reply", "recall", "think",
})
SETTING = frozenset({"FAC", "LOC", "GPE"})
_UNSURE = frozenset({"FAC", "PRODUCT", "WORK_OF_ART", "LAW", "EVENT"})
"""Labels that are wrong more often than not on names of actors."""
_WHERE = frozenset({"in", "at", "near", "across", "throughout", "outside", "inside"})
LOOSE = frozenset({"rival", "partner", "owner", "champion", "challenger", "host", "star", "model", "supplier", "rivals"})
"""Role nouns that are said of companies and teams as well: "its rival Osterman"."""
HE_OR_SHE = frozenset({"he", "she", "his", "her", "him", "himself", "herself"})
_MAKING = frozenset({"release", "launch", "publish", "introduce", "unveil", "sell", "produce", "air", "broadcast", "design"})
"""What is done to products: "Snow Leopard, which was released in May"."""
_HELD_BY_BODIES = frozenset({"executive", "employee", "subsidiary", "shareholder", "director", "chairman", "spokesman", "spokeswoman"})
_EMPLOYED = frozenset({
    "executive", "employee", "banker", "trader", "consultant", "analyst", "engineer", "economist", "partner", "lobbyist",
})
"""Who has left an employer, where "former" stands before the name: a former Osterman executive, but not a Norvale banker."""

_OF_TOWNS = frozenset({"mayor", "resident", "outskirts", "inhabitant", "suburb", "mayoress"})
"""What only towns have: "the mayor of Ostrand"."""

STATED = {f"stated {kind}": kind for kind in ("place", "organisation", "other")}
"""What votes hold where a noun beside a name says its kind."""

_SAID = 3.0
LABEL_IN_HEADING = 0.3
"""What the model's label is worth in a heading, where every word has a capital; elsewhere it is one vote."""

Votes = dict[str, float]


def vote(name: Name, words: Words, votes: Votes) -> None:
    """Add the evidence of one occurrence: the model's label, title, apposition, governor, pronouns."""
    people = name.text.casefold().removesuffix("s") in wordlists.words("peoples.txt") and name.title is None
    if name.listed is None and (people or name.text.casefold() in PARTY_MEMBERS):
        votes["group"] += 1.0  # one of many, whatever is said of him
        return
    _vote_by_label(name, words, votes)
    _vote_by_verb(name, words, votes)
    _vote_by_neighbours(name, words, votes)
    _vote_by_setting(name, words, votes)
    for kind, weight in _said_beside(name, words):
        votes[kind] += weight
        if weight >= _SAID:
            votes[f"stated {kind}"] = 1.0
        if kind != "person":
            votes["person"] -= 0.6 * weight


def _vote_by_label(name: Name, words: Words, votes: Votes) -> None:
    if name.label is not None:
        kind = KIND_OF_LABEL[name.label]
        if name.listed is None or kind == "person":
            votes[kind] += LABEL_IN_HEADING if name.heading else 0.6 if name.label in _UNSURE else 1.0
        else:
            votes[name.listed[0]] += 1.0
    if name.title in LOOSE and words.lower[max(name.first - 2, 0)] in ("its", "their"):
        votes["organisation"] += 0.5
    elif name.title is not None:
        votes["person"] += 3.0 if votes.get("titled") else 6.0
        votes["titled"] = 1.0


def _vote_by_verb(name: Name, words: Words, votes: Votes) -> None:
    """What the name does: it speaks, it acts, it is somebody of whom the sentence goes on as "he" or "its"."""
    governor, dep = words.head[name.last], words.dep[name.last]
    speaks = dep == "nsubj" and words.lemma[governor] in SPEECH
    reports = speaks or dep == "nsubj" and words.lemma[governor] == "report"
    if reports and name.label == "ORG" and words.lower[max(name.first - 1, 0)] == "the":
        votes["reports"] = 1.0  # "The Sun reported"
    if speaks:
        votes["person"] += 0.7
        votes["organisation"] += 0.2
    elif dep == "nsubj" and words.pos[governor] == "VERB" and name.label in SETTING:
        votes["person"] += 0.5
        votes["place"] -= 0.3
    if name.label is None and name.listed is None and _acts(name, words):
        votes["person"] += 1.0
    if name.listed is None and goes_on_as(name, words, frozenset({"its", "itself"})):
        votes["organisation"] += 1.0
        votes["person"] -= 1.5
    elif name.listed is None and goes_on_as(name, words, HE_OR_SHE):
        votes["person"] += 1.0


def goes_on_as(name: Name, words: Words, pronouns: frozenset[str]) -> bool:
    """Whether the clause whose subject the name is goes on with one of these pronouns, before anybody else is its subject."""
    verb = words.head[name.last]
    if words.dep[name.last] not in ("nsubj", "nsubjpass") or words.pos[verb] not in ("VERB", "AUX"):
        return False
    for i in range(name.last + 1, min(words.right[verb], name.last + 25) + 1):
        if words.lower[i] in pronouns and words.pos[i] in ("PRON", "DET"):
            return words.quoted[i] == words.quoted[name.last]
        if words.dep[i] in ("nsubj", "nsubjpass") or words.pos[i] == "PROPN" and words.dep[i] in ("dobj", "pobj", "conj", "poss"):
            return False
    return False


def _vote_by_neighbours(name: Name, words: Words, votes: Votes) -> None:
    last, count = name.last, len(words)
    following = words.lower[last + 1] if last + 1 < count else ""
    after = words.lower[last + 2] if last + 2 < count else ""
    if following == "," and after in ("who", "whose"):
        votes["person"] += 2.0
    if following == "who":
        votes["person"] += 1.5
    if following == "," and after == "which" and words.head[words.head[last + 2]] == last:
        made = words.lemma[words.head[last + 2]] in _MAKING
        votes["other" if made else "organisation"] += 1.0
        votes["person"] -= 2.0
    if following == "," and after.isdigit() and len(after) == 2:
        votes["person"] += 2.0
    if _is_team(name, words):
        votes["organisation"] += 1.2
    if name.text[:1].islower() and name.first and (words.lower[name.first - 1] in ("the", "a", "an", "new") or words.tag[last] == "NNPS"):
        votes["other"] += 2.0  # "an eReader", not "easyJet"
    if name.first and words.lower[name.first - 1] == "the":
        votes["person"] -= 1.0
        votes["organisation"] += 0.3
    nouns, relations = wordlists.role_nouns(), wordlists.relations()
    for k in range(last + 2, min(last + 8, count)):
        lemma = words.lemma[k].casefold()
        if following == "," and words.dep[k] == "appos" and words.head[k] == last and (lemma in nouns or lemma in relations):
            votes["person"] += 2.0
    office = words.lemma[words.head[last]].casefold()
    if words.dep[last] == "appos" and words.head[last] < name.first and office in nouns and office not in LOOSE and _is_plain(name):
        votes["person"] += 1.5  # "the mayor of Ostrand, Odile Perrin"


def _is_plain(name: Name) -> bool:
    """Whether the name is two or three words, none of which tells of a body or a place."""
    return 2 <= len(name.tokens) <= 3 and "&" not in name.tokens and not any(t.casefold() in wordlists.name_words() for t in name.tokens)


def _vote_by_setting(name: Name, words: Words, votes: Votes) -> None:
    last = name.last
    if name.first and words.lower[name.first - 1] in ("neighbouring", "neighboring", "nearby") and name.listed is None:
        votes["place"] += 2.0
    if name.first and words.lower[name.first - 1] in _WHERE and words.dep[last] == "pobj":
        votes["place"] += 0.6
        votes["person"] -= 0.3
    if _stands_beside_a_place(name, words):
        votes["place"] += 1.2
        votes["person"] -= 0.6


def _said_beside(name: Name, words: Words) -> Iterator[tuple[str, float]]:
    """Nouns that say what the name is, and what only a company has."""
    if name.listed is not None and name.listed[2] != "name":
        return
    nouns, owned = wordlists.kind_nouns(), wordlists.words("company_nouns.txt")
    last, head, dep = name.last, words.head[name.last], words.dep[name.last]
    for k in range(last + 2, min(last + 9, len(words))):
        kind = nouns.get(words.lemma[k].casefold())
        if words.dep[k] == "appos" and words.head[k] == last and kind is not None and words.lower[last + 1] in (",", "(", "-", "–", "—"):
            yield kind, 3.0  # "Fenby, a village in Norfolk"
            return
    governor = words.lemma[head].casefold()
    if governor == "be" and dep in ("attr", "nsubj"):
        for k in range(words.left[head], min(words.right[head], head + 12) + 1):
            said = words.head[k] == head and words.dep[k] == ("nsubj" if dep == "attr" else "attr") and words.tag[k] == "NN"
            if said and words.lemma[k].casefold() in nouns:
                yield nouns[words.lemma[k].casefold()], 3.0  # "Her company was Zip Nine", "Fenby is a village"
                return
    if dep == "appos" and head < name.first and governor in nouns and words.tag[head] == "NN" and not _is_of_a_person(head, name, words):
        yield nouns[governor], 3.0  # "Tarim's capital, Belu"
    elif dep == "pobj" and words.lower[head] == "of" and words.lemma[words.head[head]].casefold() in nouns and name.first - head <= 2:
        noun = nouns[words.lemma[words.head[head]].casefold()]
        if noun == "place" and words.tag[words.head[head]] == "NN" and words.text[words.head[head]].islower():
            yield noun, 3.0  # "the village of Fenby"; not "the novels of Ada Noll"
    before = name.first - 1
    if before > 0 and words.tag[before] == "NN" and words.head[before] == last and words.sentence[before] == words.sentence[last]:
        kind = nouns.get(words.lemma[before].casefold())
        if kind is not None:
            yield kind, 3.0  # "the brewer Osterman"
    if dep == "poss" and words.lower[head] in owned or dep in ("compound", "nmod") and head == last + 1 and words.lower[head] in owned:
        yield "organisation", 2.0
    elif dep in ("compound", "nmod") and words.lower[head] in _EMPLOYED and words.lower[name.first - 1:name.first] == ["former"]:
        yield "organisation", 2.0  # "a former Osterman executive"
    elif dep == "pobj" and words.lower[head] in ("in", "of", "at", "with", "by"):
        held = words.lemma[words.head[head]].casefold()
        if words.lower[words.head[head]] in owned or held in owned and held != "share":
            yield "organisation", 2.0
        elif held in _HELD_BY_BODIES:
            yield "organisation", 0.8
        elif held in _OF_TOWNS and words.lower[head] == "of":
            yield "place", 2.0


def _is_of_a_person(noun: int, name: Name, words: Words) -> bool:
    """"The star of the film, Ada Noll, said": the name is the star's, whatever the parser hangs it on."""
    if len(name.tokens) > 1 and name.tokens[0] in wordlists.given_names():
        return True
    preposition = words.head[noun]
    holder = words.lemma[words.head[preposition]].casefold()
    return words.dep[noun] == "pobj" and words.lower[preposition] == "of" and holder in wordlists.role_nouns()


def _stands_beside_a_place(name: Name, words: Words) -> bool:
    """Whether one word is joined to a place behind a preposition of place: "at Port Ellan and Lunvik"."""
    head = words.head[name.last]
    if name.first != name.last or words.dep[name.last] != "conj" or words.dep[head] != "pobj" or name.tokens[0] in wordlists.given_names():
        return False
    return words.lower[words.head[head]] in _WHERE and words.article.doc[head].ent_type_ in SETTING


def _acts(name: Name, words: Words) -> bool:
    """Whether a name that the model does not see is the subject of a verb, inside a sentence that is no title."""
    first, last = name.first, name.last
    if words.dep[last] != "nsubj" or words.pos[words.head[last]] != "VERB" or words.tag[last] != "NNP":
        return False
    if name.heading or name.text.isupper() or words.lower[last] in wordlists.name_words():
        return False
    if first == 0 or words.sentence[first - 1] != words.sentence[first]:
        return False
    before = words.text[first - 1]
    return before.islower() and before.isalpha() or before in (",", "”", '"', "''")


def _is_team(name: Name, words: Words) -> bool:
    """A plural after "the" names a team, a band, a party: "the Herons", "the visiting Herons"."""
    last = name.last
    plural = words.tag[last] == "NNPS" or name.first == last and name.text[-1] == "s" and name.text[-2:-1] not in ("s", "i", "u")
    if not plural or name.first == 0 or not name.text[:1].isupper() or name.text.isupper() or name.label in ("LOC", "GPE"):
        return False
    if name.first == last and (name.label == "NORP" or words.text[last + 1:last + 2] == ["-"] and words.start[last + 1] == words.end[last]):
        return False
    before = words.left[last] if words.dep[name.first - 1] == "amod" and words.head[name.first - 1] == last else name.first - 1
    return words.lower[before] == "the"
