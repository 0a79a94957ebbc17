"""What each name of an article names: the model's labels are votes, and the article's own evidence overrules them.

A surname that the model calls a company once and a person three times is the person; a word after "Mr" is a person whatever
the model says. Votes are summed over all occurrences of a name, so that one bad label is outvoted (one sense per discourse,
Gale, Church & Yarowsky 1992).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from broadsheet.annotating.english.names import wordlists
from broadsheet.annotating.english.names.name import Name
from broadsheet.annotating.english.names.spans import KIND_OF_LABEL
from broadsheet.annotating.english.names.words import Words

SPEECH = frozenset({
    "say", "tell", "add", "argue", "explain", "note", "insist", "warn", "claim", "admit", "write", "ask", "reply", "recall", "think",
})
_PRODUCT = re.compile(r"i[A-Z][a-z]|e[A-Z][a-z]+\d|\d")
_INITIAL = re.compile(r"[A-Z]\.")
_UNSURE = frozenset({"FAC", "PRODUCT", "WORK_OF_ART", "LAW", "EVENT"})
"""Labels that are wrong more often than not on names of actors."""
_SETTING = frozenset({"FAC", "LOC", "GPE"})
_WHERE = frozenset({"in", "at", "near", "across", "throughout", "outside", "inside"})


def name_key(text: str) -> str:
    """The form under which occurrences of one name are counted together."""
    if text.isupper() and len(text) <= 5:
        return text
    return " ".join(text.casefold().replace("’", "'").replace("-", " ").split()).rstrip(".")


def kinds_of_names(names: Sequence[Name], words: Words) -> dict[str, str | None]:
    """Key of a name → its kind; None is no name of an actor."""
    votes: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    forms: dict[str, list[Name]] = defaultdict(list)
    for name in names:
        name.key = name_key(name.text)
        forms[name.key].append(name)
        _vote(name, words, votes[name.key])
    for key, same in forms.items():
        _vote_by_form(same[0], votes[key], len(same))
    _vote_by_full_names(forms, votes)
    return {key: _decide(key, forms[key], votes[key]) for key in forms}


def _vote(name: Name, words: Words, votes: dict[str, float]) -> None:
    """Evidence of one occurrence: the model's label, title, apposition, governor."""
    if name.label is not None:
        kind = KIND_OF_LABEL[name.label]
        if name.listed is None or kind == "person":
            votes[kind] += 0.3 if name.heading else 0.6 if name.label in _UNSURE else 1.0
        else:
            votes[name.listed[0]] += 1.0
    if name.title is not None:
        votes["person"] += 3.0 if votes.get("titled") else 6.0
        votes["titled"] = 1.0
    last, count = name.last, len(words)
    governor, dep = words.head[last], words.dep[last]
    if dep in ("nsubj",) and words.lemma[governor] in SPEECH:
        votes["person"] += 0.7
        votes["organisation"] += 0.2
    elif dep == "nsubj" and words.pos[governor] == "VERB" and name.label in _SETTING:
        votes["person"] += 0.5
        votes["place"] -= 0.3
    if name.label is None and name.listed is None and _acts(name, words):
        votes["person"] += 1.0
    following = words.lower[last + 1] if last + 1 < count else ""
    after = words.lower[last + 2] if last + 2 < count else ""
    if following == "," and after in ("who", "whose"):
        votes["person"] += 2.0
    if following == "who":
        votes["person"] += 1.5
    if following == "," and after.isdigit() and len(after) == 2:
        votes["person"] += 2.0
    if _is_team(name, words):
        votes["organisation"] += 1.2
    if name.first and words.lower[name.first - 1] == "the":
        votes["person"] -= 1.0
        votes["organisation"] += 0.3
    if name.first and words.lower[name.first - 1] in _WHERE and words.dep[last] == "pobj":
        votes["place"] += 0.6
        votes["person"] -= 0.3
    if _stands_beside_a_place(name, words):
        votes["place"] += 1.2
        votes["person"] -= 0.6
    nouns, relations = wordlists.role_nouns(), wordlists.relations()
    for k in range(last + 2, min(last + 8, count)):
        lemma = words.lemma[k].casefold()
        if following == "," and words.dep[k] == "appos" and words.head[k] == last and (lemma in nouns or lemma in relations):
            votes["person"] += 2.0


def _stands_beside_a_place(name: Name, words: Words) -> bool:
    """Whether one word is joined to a place behind a preposition of place: "at Port Ellan and Lunvik"."""
    head = words.head[name.last]
    if name.first != name.last or words.dep[name.last] != "conj" or words.dep[head] != "pobj" or name.tokens[0] in wordlists.given_names():
        return False
    return words.lower[words.head[head]] in _WHERE and words.article.doc[head].ent_type_ in _SETTING


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


def _vote_by_form(name: Name, votes: dict[str, float], occurrences: int) -> None:
    """Evidence of the form itself: word lists, given names, the words that end names of bodies and places."""
    tokens = name.tokens
    if name.listed is not None:
        votes[name.listed[0]] += 6.0 if name.listed[0] != "place" else 2.5
    endings = wordlists.name_words()
    kind = endings.get(tokens[-1].casefold()) if len(tokens) > 1 else None
    if kind is None and len(tokens) > 1 and any(token.casefold() in ("of", "for", "and", "&") for token in tokens):
        kind = next((endings[t.casefold()] for t in tokens if t.casefold() in endings), None)
    if kind is not None:
        votes[kind] += 2.5
        votes["person"] -= 1.5
    if len(tokens) > 1 and kind is None and (tokens[0] in wordlists.given_names() or _INITIAL.fullmatch(tokens[0])):
        votes["person"] += 1.2 + 0.6 * occurrences
    if _PRODUCT.match(name.text) or tokens[0] in wordlists.words("products.txt"):
        votes["other"] += 3.0 + occurrences
    if len(tokens) == 1 and name.text.isupper() and 2 <= len(name.text) <= 6:
        votes["organisation"] += 0.8
        votes["person"] -= 1.5


def _vote_by_full_names(forms: dict[str, list[Name]], votes: dict[str, dict[str, float]]) -> None:
    """A single word that ends the full name of a person in the article is that person's surname."""
    surnames: dict[str, float] = defaultdict(float)
    for key, same in forms.items():
        tokens = same[0].tokens
        if len(tokens) > 1 and _best(votes[key])[0] == "person":
            for weight, token in ((1.0, tokens[-1]), (0.6, tokens[0])):
                surnames[name_key(token)] = max(surnames[name_key(token)], weight * (1.5 + min(_best(votes[key])[1], 2.0)))
    for key, weight in surnames.items():
        if key + "s" in votes:
            votes[key + "s"]["organisation"] -= 2.0  # "the Marshes" of the article's Ada Marsh are a family
        same = forms.get(key, [])
        if same and (same[0].listed is None or same[0].listed[2] != "name" and any(n.label == "PERSON" or n.title for n in same)):
            votes[key]["person"] += weight * (1 + 0.5 * len(forms[key]))
            votes[key].setdefault("named", 1.0)


def _best(votes: dict[str, float]) -> tuple[str, float]:
    ranked = sorted(((score, kind) for kind, score in votes.items() if kind not in ("named", "titled")), reverse=True)
    return (ranked[0][1], ranked[0][0]) if ranked else ("", 0.0)


def _decide(key: str, same: list[Name], votes: dict[str, float]) -> str | None:
    kind, score = _best(votes)
    name = same[0]
    if name.listed is None and "titled" not in votes and name.text.casefold().rstrip(".") in wordlists.false_names():
        return None
    titles, nouns = wordlists.titles(), wordlists.role_nouns()
    parts = [token.casefold().rstrip(".,") for token in name.tokens]
    if name.listed is None and all(p in titles or p in nouns or p in ("prime", "vice", "deputy", "general") for p in parts):
        return None
    if name.listed is None and kind != "organisation" and all(len(p.replace(".", "")) < 2 for p in parts):
        return None
    if score <= 0.5 or not any(c.isalpha() for c in key) or (len(key) < 2):
        return None
    if name.listed is None and all(n.label is None for n in same) and score < 1.0:
        return None
    return kind
