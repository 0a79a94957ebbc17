"""Mentions of people, organisations, countries, places and groups, and which of them are one actor within an article."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from broadsheet.annotating.english.coreference.resolver import find_references
from broadsheet.annotating.english.names import wordlists
from broadsheet.annotating.english.names.chains import chain_names
from broadsheet.annotating.english.names.datelines import in_dateline
from broadsheet.annotating.english.names.evidence import SPEECH
from broadsheet.annotating.english.names.kinds import kinds_of_names, name_key
from broadsheet.annotating.english.names.name import Name
from broadsheet.annotating.english.names.named_actors import NameChains
from broadsheet.annotating.english.names.spans import find_names
from broadsheet.annotating.english.names.words import Words, read_words
from broadsheet.annotating.english.roles import find_roles
from broadsheet.annotating.parser.parsed import Mention, ParsedArticle, Role

_SMALL_WORDS = frozenset({"ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "PART", "PRON", "SCONJ"})


def find_mentions(article: ParsedArticle) -> list[Mention]:
    """The article's mentions in text order; `chain` numbers the actors within the article.

    Names come from the model and from word lists (`name_spans`), their kinds from all the article says of them
    (`name_kinds`), and actors from the sieves of `name_chains`. Headings and datelines make no actors, but a heading
    that names an actor of the article mentions it. A name that stands for no actor (a law, a product, an adjective of
    nationality as in "a British singer") is a mention whose chain is None.
    """
    words = read_words(article)
    names = find_names(words)
    kinds = kinds_of_names(names, words)
    chains = chain_names(names, kinds, words)
    found = [
        _mention(name, kinds[name.key], chains) for name in names
        if kinds[name.key] is not None and not (name.heading and name.first not in chains.of)
    ]
    found += _named_again(words, names, chains)
    found += _references(words, chains, find_roles(article, found))
    first: dict[tuple[int, int], Mention] = {}
    for mention in found:
        first.setdefault((mention.start, mention.end), mention)
    return sorted(first.values())


def _mention(name: Name, kind: str | None, chains: NameChains) -> Mention:
    words, actor = chains.words, chains.of.get(name.first)
    start, end = words.start[name.first], words.end[name.last]
    if actor is None:
        return Mention(start, end, words.article.text[start:end], "group" if kind == "country" else str(kind), "name", None)
    return Mention(start, end, words.article.text[start:end], actor.kind, "name", actor.chain)


def _references(words: Words, chains: NameChains, stated: Sequence[Role]) -> Iterator[Mention]:
    for reference in find_references(words, chains, stated):
        start, end = words.start[reference.first], words.end[reference.last]
        actor = reference.actor
        yield Mention(start, end, words.article.text[start:end], actor.kind, reference.form, actor.chain)


def _named_again(words: Words, names: list[Name], chains: NameChains) -> Iterator[Mention]:
    """Names of the article's actors where neither the model nor the lists saw them: in headings, and in odd sentences."""
    taken = {
        i for name in names if name.first in chains.of or not name.heading for i in range(name.first, name.last + 1)
    }
    forms = {name.key: chains.of[name.first] for name in names if name.first in chains.of}
    common = {words.lower[i] for i in range(len(words)) if words.text[i].islower()}
    acting: set[str] = set()
    for actor in chains.actors:
        if actor.kind == "person" and len(actor.tokens) > 1:
            forms.setdefault(actor.tokens[-1], actor)
            acting.update({actor.tokens[-1]} & common)
        elif actor.kind == "organisation" and (team := _team(actor.name)) and team not in common:
            forms.setdefault(team, actor)
    starts = {key.split()[0] for key in forms}
    count, closed = len(words), in_dateline(words)
    i = 0
    while i < count:
        begins = words.text[i][:1].isupper() and words.lower[i].rstrip(".") in starts or words.text[i] in starts
        if begins and i not in taken and not closed[i]:
            for last in range(min(i + 6, count) - 1, i - 1, -1):
                if words.text[last].isspace():
                    continue
                named = forms.get(name_key(words.span_text(i, last)))
                if named is not None and not taken.intersection(range(i, last + 1)) and _is_name_here(words, i, last) and (
                    words.lower[i] not in acting or _speaks_here(words, i)
                ):
                    start, end = words.start[i], words.end[last]
                    yield Mention(start, end, words.article.text[start:end], named.kind, "name", named.chain)
                    i = last
                    break
        i += 1


def _team(name: str) -> str:
    """What a team is called without its town: "herons" for "Norvale Herons"; empty where the name is none of a team."""
    town, _, rest = name.rpartition(" ")
    return rest.casefold() if town in wordlists.places() and rest[-1:] == "s" and rest.casefold() not in wordlists.name_words() else ""


def _is_name_here(words: Words, first: int, last: int) -> bool:
    """Whether a form that is a name elsewhere in the article is one here, whatever part of speech the tagger took it for.

    "Trump" is a verb to it now and then, "Manning" a participle; only a capital that a sentence's start explains, on a word
    that is a small one of the language ("May", "Will"), is no evidence.
    """
    if any(not words.text[i][:1].isupper() and words.text[i].isalpha() and len(words.text[i]) > 3 for i in (first, last)):
        return False
    if first == last and (words.text[first].islower() or _is_title_here(words, first)):
        return False
    starts = first == 0 or words.sentence[first - 1] != words.sentence[first]
    return words.heading[first] or first != last or not starts or words.pos[first] not in _SMALL_WORDS


def _is_title_here(words: Words, i: int) -> bool:
    """"The King" is a title, in an article about Paul King too."""
    title = words.lower[i] in wordlists.titles() or words.lower[i] in wordlists.role_nouns()
    return title and i > 0 and words.lower[i - 1] in ("the", "a", "an", "this")


def _speaks_here(words: Words, i: int) -> bool:
    """Whether a surname that is also a common word of the article is one here: alone, capitalised, the subject of a verb of speech."""
    verb = words.head[i]
    return words.text[i][:1].isupper() and words.left[i] == i and words.dep[i] == "nsubj" and words.lemma[verb] in SPEECH
