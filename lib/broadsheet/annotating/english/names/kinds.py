"""What each name of an article names: the model's labels are votes, and the article's own evidence overrules them.

A surname that the model calls a company once and a person three times is the person; a word after "Mr" is a person whatever
the model says. Votes are summed over all occurrences of a name, so that one bad label is outvoted (one sense per discourse,
Gale, Church & Yarowsky 1992). An occurrence that its own sentence shows to be another bearer of the form is counted apart.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from broadsheet.annotating.english.names import wordlists
from broadsheet.annotating.english.names.datelines import dateline_towns
from broadsheet.annotating.english.names.evidence import HE_OR_SHE, LABEL_IN_HEADING, LOOSE, STATED, Votes, goes_on_as, vote
from broadsheet.annotating.english.names.name import Name
from broadsheet.annotating.english.names.person_names import looks_like_surname
from broadsheet.annotating.english.names.senses import sense_of
from broadsheet.annotating.english.names.words import Words

_PRODUCT = re.compile(r"i[A-Z][a-z]|\d")
"""How names of products begin: "iPod", "737 MAX"."""
_STRAIN = re.compile(r"H\d{1,2}N\d{1,2}")
_ADDRESS = re.compile(r"https?:|www\.|@|\.html?\b|\w/\w.*/")
_CAMEL = re.compile(r"[a-z]+[A-Z]")
_OWNED = 1.9
"""Votes for a body, beside those of the model's labels, that one thing that only companies have gives."""
_SETTLED = 0.6
"""Votes for each occurrence of a name of which the article says what it is: "the town of Belmar"."""
_MARKS = frozenset({"named", "given", "titled", "reports", *STATED})
"""What votes hold besides kinds: the surname of a full name, and of one with a given name; a title; the subject of a verb of reporting."""
_FIRMS = frozenset({"company", "bank", "insurer", "airline", "carmaker"})
"""Sorts of bodies that are seldom called after a town where they are not at home: "Norvale Council" is."""
_INITIAL = re.compile(r"[A-Z]\.")


def name_key(text: str) -> str:
    """The form under which occurrences of one name are counted together."""
    if text.isupper() and len(text) <= 5:
        return text
    return " ".join(wordlists.without_accents(text.casefold()).replace("’", "'").replace("-", " ").split()).rstrip(".")


def kinds_of_names(names: Sequence[Name], words: Words) -> dict[str, str | None]:
    """Key of a name → its kind; None is no name of an actor."""
    votes: dict[str, Votes] = defaultdict(lambda: defaultdict(float))
    forms: dict[str, list[Name]] = defaultdict(list)
    full = {words.span_text(name.first, name.last): name for name in names if name.first != name.last}
    surnames = {name.tokens[-1] for name in full.values()}
    for name in names:
        name.key = name_key(name.text)
        sense = sense_of(name, words, surnames)
        if sense is not None:
            name.key += f"\0{sense}"
            votes[name.key][sense] += 3.0
        forms[name.key].append(name)
        vote(name, words, votes[name.key])
    for key, same in forms.items():
        _vote_by_form(same[0], votes[key], len(same))
        for kind in STATED.keys() & votes[key].keys():
            votes[key][STATED[kind]] += _SETTLED * len(same)
    _vote_by_full_names(forms, votes)
    _vote_by_families(forms, votes, words)
    _vote_by_other_names(forms, votes, words)
    return {key: _decide(key, forms[key], votes[key]) for key in forms}


def _vote_by_form(name: Name, votes: Votes, occurrences: int) -> None:
    """Evidence of the form itself: word lists, given names, the words that begin and end names of bodies and places."""
    tokens = name.tokens
    if name.listed is not None and name.key == name_key(name.text):
        votes[name.listed[0]] += 6.0 if name.listed[0] != "place" else 2.5
    kind = _kind_of_words(tokens)
    if kind == "other" and tokens[0] in wordlists.name_starts() and name.label == "PERSON":
        kind = None  # somebody called Storm
    if kind is not None:
        begins = tokens[-1].casefold() not in wordlists.name_words() and tokens[0] in wordlists.name_starts()
        votes[kind] += 1.8 if begins else 2.5  # "Port Lorne", and "Lake Bell", who is she
        votes["person"] -= 0.8 if begins else 1.5
    if "&" in tokens:
        votes["organisation"] += 4.0 + occurrences  # "Calder & Pike", whose founders the article names as well
    elif "and" in tokens and name.label == "ORG":
        votes["organisation"] += 1.0
    elif kind is None and _is_like_a_person(name):
        votes["person"] += 1.2 + 0.6 * occurrences
    if _is_thing(name):
        votes["other"] += 3.0 + occurrences
    elif _CAMEL.match(name.text):
        votes["organisation"] += 1.5
    if len(tokens) == 1 and name.text.isupper() and 2 <= len(name.text) <= 6:
        votes["organisation"] += 0.8
        votes["person"] -= 1.5


def _is_thing(name: Name) -> bool:
    """A product or an illness by its name: "iPod", "737 MAX", "swine flu", "H1N1"; "Mac Davis" is none."""
    tokens = name.tokens
    if _PRODUCT.match(name.text) or _STRAIN.fullmatch(tokens[0]) or name.text.casefold() in wordlists.words("illnesses.txt"):
        return True
    return tokens[0] in wordlists.words("products.txt") and (len(tokens) == 1 or name.label != "PERSON")


def _is_like_a_person(name: Name) -> bool:
    """Whether a name of several words begins with a given name or an initial, or ends as surnames do."""
    tokens = name.tokens
    if len(tokens) < 2:
        return False
    if tokens[0] in wordlists.given_names() or _INITIAL.fullmatch(tokens[0]):
        return True
    return len(tokens) == 2 and name.listed is None and looks_like_surname(tokens[1])


def _kind_of_words(tokens: Sequence[str]) -> str | None:
    """The kind that the words of a name of several words tell: "Norvale Bank", "Office of Roads", "Port Lorne"."""
    if len(tokens) < 2:
        return None
    endings, starts = wordlists.name_words(), wordlists.name_starts()
    kind = endings.get(tokens[-1].casefold())
    if kind is None and any(token.casefold() in ("of", "for", "and", "&") for token in tokens):
        kind = next((endings[t.casefold()] for t in tokens if t.casefold() in endings), None)
    if kind in (None, "place") or starts.get(tokens[0]) == "other":
        return starts.get(tokens[0], kind)
    return kind


def _vote_by_full_names(forms: Mapping[str, Sequence[Name]], votes: dict[str, Votes]) -> None:
    """What ends the full name of a person in the article is that person's surname; what begins it, the given name.

    Of three parts the one in the middle may be the surname in use ("Ibarra" of "Andrés Ibarra Obregón"), or half of it.
    """
    surnames: dict[str, float] = defaultdict(float)
    given: set[str] = set()
    for key, same in forms.items():
        tokens = same[0].tokens
        if len(tokens) > 1 and _best(votes[key])[0] == "person":
            strength = 1.5 + min(_best(votes[key])[1], 2.0)
            parts = [(1.0, tokens[-1]), (0.6, tokens[0])]
            if tokens[0] in wordlists.given_names():
                given.add(name_key(tokens[-1]))
            if len(tokens) == 3:
                parts += [(0.6, tokens[1]), (1.0, " ".join(tokens[1:]))]
            for weight, part in parts:
                surnames[name_key(part)] = max(surnames[name_key(part)], weight * strength)
    for key, weight in surnames.items():
        same = forms.get(key, [])
        named = key in given and any(name.label == "PERSON" for name in same)  # Mara Osterman in a story that Osterman News tells
        if same and not _is_firm(same, votes[key]) and (same[0].listed is None or named or _may_be_surname(same)):
            votes[key]["person"] += weight * (1 + 0.5 * len(forms[key]))
            votes[key].setdefault("named", 1.0)
            if key in given:
                votes[key]["given"] = 1.0


def _is_firm(same: Sequence[Name], votes: Votes) -> bool:
    """Whether a surname is that of a firm called after its founder: it has shares or a board, and nobody's title before it."""
    told = votes["organisation"] - sum(LABEL_IN_HEADING if name.heading else 1.0 for name in same if name.label == "ORG")
    titled = any(name.title is not None and name.title not in LOOSE for name in same)
    return told >= _OWNED and votes["organisation"] > votes["person"] and not titled


def _may_be_surname(same: Sequence[Name]) -> bool:
    """Whether a listed form is said of a person: not a country's name, and one occurrence has the label or a title."""
    listed = same[0].listed
    place = listed is not None and (listed[0] == "place" or listed[2] != "name")
    return place and any(n.label == "PERSON" or n.title for n in same)


def _vote_by_families(forms: Mapping[str, Sequence[Name]], votes: dict[str, Votes], words: Words) -> None:
    """"The Marshes" of the article's Ada Marsh are a family; "Brandt Marine" of its Tomas Brandt is a firm, not a person."""
    full = {same[0].tokens[-1] for key, same in forms.items() if len(same[0].tokens) > 1 and _best(votes[key])[0] == "person"}
    for key, same in forms.items():
        tokens = same[0].tokens
        if len(tokens) == 1 and tokens[0][-1:] == "s" and {tokens[0][:-1], tokens[0].removesuffix("es")} & full:
            if any(n.first and words.lower[n.first - 1] == "the" for n in same):
                votes[key]["organisation"] -= 2.0
                votes[key]["person"] -= 2.0
                votes[key]["group"] += 3.0
        elif len(tokens) == 2 and tokens[0] in full and tokens[0] not in wordlists.given_names() and any(n.label != "PERSON" for n in same):
            votes[key]["organisation"] += 2.5
            votes[key]["person"] -= 1.5


def _vote_by_other_names(forms: Mapping[str, Sequence[Name]], votes: dict[str, Votes], words: Words) -> None:
    """"Otto" is the article's Hurricane Otto where nobody is called so; the town of a dateline is a town."""
    starts = wordlists.name_starts()
    for same in list(forms.values()):
        tokens = same[0].tokens
        if len(tokens) == 2 and starts.get(tokens[0]) == "other" and not votes[name_key(tokens[1])].keys() & {"named", "titled"}:
            votes[name_key(tokens[1])]["other"] += 4.0
        ending = wordlists.name_words().get(tokens[-1].casefold())
        short = name_key(" ".join(tokens[:-1]))
        if _is_short_for(short, same, forms, votes, words):
            votes[short]["organisation"] += 4.0  # "Fenwick" of "Fenwick Ratings"
        if ending == "other" and short in votes and not votes[short].keys() & {"named", "titled"} and forms[short][0].listed is None:
            votes[short]["other"] += 4.0  # "Glass-Steagall" of the "Glass-Steagall Act"
    for key, same in forms.items():
        land = votes.get(key.removesuffix("n")) if key.endswith("an") and " " not in key and same[0].listed is None else None
        if land is not None and not land.keys() & {"named", "titled"} and "titled" not in votes[key]:
            land["place"] += 2.0  # "the Sarrolan coast" of Sarrola
            votes[key]["group"] += 3.0 + len(same)
    for town in dateline_towns(words):
        if town in votes and not votes[town].keys() & {"named", "titled"}:
            votes[town]["place"] += 3.0
            votes[town]["person"] -= 1.0


def _is_short_for(
    short: str, full: Sequence[Name], forms: Mapping[str, Sequence[Name]], votes: Mapping[str, Votes], words: Words,
) -> bool:
    """Whether a lone word, which the model takes for somebody, is short for a firm of the article: nobody is called "he" or Mr by it."""
    same = forms.get(short, ())
    if len(full[0].tokens) != len(short.split()) + 1 or " " in short or not same or same[0].listed is not None or short in _given(full):
        return False
    taken_for = _best(votes[short])[0] == "person" or _is_firm_in_short(same, full[0], votes[short])
    if _best(votes[full[0].key])[0] != "organisation" or not taken_for:
        return False
    return not votes[short].keys() & {"named", "titled", "given"} and not any(goes_on_as(name, words, HE_OR_SHE) for name in same)


def _is_firm_in_short(same: Sequence[Name], full: Name, votes: Votes) -> bool:
    """"Tidewater" of "Tidewater Bank", which the model takes for a place, and of which nothing says that it is where something is."""
    firm = wordlists.sorts_of_words().get(full.tokens[-1].casefold()) in _FIRMS
    return firm and _best(votes)[0] == "place" and votes["place"] <= sum(name.label in ("GPE", "LOC", "FAC") for name in same)


def _given(full: Sequence[Name]) -> frozenset[str]:
    """The first word of a firm's name where it is a given name, by which somebody may go: "Martha" beside "Martha Stores"."""
    first = full[0].tokens[0]
    return frozenset({name_key(first)}) if first in wordlists.given_names() else frozenset()


def _best(votes: Mapping[str, float]) -> tuple[str, float]:
    ranked = sorted(((score, kind) for kind, score in votes.items() if kind not in _MARKS), reverse=True)
    return (ranked[0][1], ranked[0][0]) if ranked else ("", 0.0)


def _decide(key: str, same: Sequence[Name], votes: Votes) -> str | None:
    kind, score = _best(votes)
    name = same[0]
    named = "given" in votes and not name.text.isupper()
    if name.listed is None and "titled" not in votes and not named and _is_no_name(name, votes):
        return None
    titles, nouns = wordlists.titles(), wordlists.role_nouns()
    parts = [token.casefold().rstrip(".,") for token in name.tokens]
    an_office = all(p in titles or p in nouns or p in _BEFORE_TITLES for p in parts)
    if an_office and name.listed is None and "named" not in votes and not _is_titled_surname(same):
        return None
    if all(p in ("jr", "sr") for p in parts):
        return None
    if name.listed is None and kind != "organisation" and all(len(p.replace(".", "")) < 2 for p in parts):
        return None
    if _ADDRESS.search(name.text):
        return None
    if score <= 0.5 or not any(c.isalpha() for c in key) or (len(name.text) < 2):
        return None
    if name.listed is None and all(n.label is None for n in same) and score < 1.0:
        return None
    return kind


def _is_titled_surname(same: Sequence[Name]) -> bool:
    """"Justice King", "Mr Bishop": a word that is a title and a surname, after another title."""
    surname = same[0].text in wordlists.given_names() or same[0].text in ("Bishop", "King", "Pope", "Priest", "Abbot", "Marshal")
    return surname and any(n.title in ("mr", "mrs", "ms", "miss", "dr", "judge", "justice", "sgt", "sergeant", "sen") for n in same)


_BEFORE_TITLES = frozenset({"prime", "vice", "deputy", "general", "operating", "financial", "executive", "chief", "managing", "marketing",
    "medical", "scientific", "technical", "technology", "information", "legal", "economic", "nursing", "veterinary", "fire", "health",
})


def _is_no_name(name: Name, votes: Mapping[str, float]) -> bool:
    """A word that is capitalised without being a name ("Sun", "Read"), unless it is a paper that reports."""
    return name.text.casefold().rstrip(".") in wordlists.false_names() and "reports" not in votes
