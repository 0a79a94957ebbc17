"""What to call an issue: the words that most phrases about it have."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Final

from broadsheet.analysis.counting.issue_targets import Target, breaks, phrase_words, says_something
from broadsheet.annotating import Layers, content_words

_LONGEST_NAME: Final = 60
_LONGER: Final = 1.1
"""How much each further word counts for a name: "minimum wage" before "wage" where half of the passages with the one have the other."""
_WELL_KNOWN: Final = 4
"""Positions from which one word may name an issue: "abortion"."""
_MARKS: Final = "\"“”‘’ "
"""What may stand around a phrase that was cut out of a sentence."""


def issue_name(term: str, members: list[Target], layers: Layers) -> str:
    """What to call an issue: the actor's name, or the words around the term that most phrases have, more words before fewer."""
    if term.startswith("@"):
        known = layers.actors.set_index("actor_id")["name"]
        return str(known.get(term[1:], term[1:]))
    using: dict[str, int] = Counter()
    shown: dict[str, Counter[str]] = defaultdict(Counter)
    for text in {member.place: member.text for member in members}.values():  # several may hold one passage
        for words in dict.fromkeys(_around(term, text)):
            using[words.casefold()] += 1
            shown[words.casefold()][words] += 1
    shared = {words: count * (1 + _LONGER * (len(words.split()) - 1)) for words, count in using.items() if count > 1}
    if not shared:
        counted = Counter(own_name(member.text) for member in members)
        return min(counted, key=lambda phrase: (-counted[phrase], len(phrase), phrase))
    most = max(shared, key=lambda words: (shared[words], words))
    if " " not in most and using[most] < _WELL_KNOWN:  # "immigration" says less than "immigration enforcement"
        longer = [words for words in using if len(words.split()) == 2 and most in words.split()]
        most = max(longer, key=lambda words: (using[words], words.startswith(most), words), default=most)
    return min(shown[most], key=lambda words: (-shown[most][words], words))


def own_name(phrase: str) -> str:
    """The first part of a phrase that says something, not too long."""
    best = _bare(_first_part(phrase)).strip(_MARKS)
    return best if len(best) <= _LONGEST_NAME else best[:_LONGEST_NAME].rsplit(" ", 1)[0] + "…"


def _first_part(phrase: str) -> str:
    """The phrase up to the end of the first part that says something: "deals with partner countries", not "partner countries"."""
    ends = [found.start() for found in breaks().finditer(phrase)] + [len(phrase)]
    starts = [0] + [found.end() for found in breaks().finditer(phrase)]
    full = (end for start, end in zip(starts, ends, strict=True)
            if len(content_words(phrase[start:end])) > 1 and says_something(phrase[start:end]))
    first = next(full, len(phrase))
    return phrase[:first]


def _around(term: str, phrase: str) -> Iterator[str]:
    """The runs of up to three words of the phrase that hold the term, without small words."""
    for part in breaks().split(f" {phrase} "):
        words = [word.strip("“”\"'’‘.?!") for word in part.split()]
        words = [word for word in words if word]
        for start in range(len(words)):
            for end in range(start + 1, min(start + 3, len(words)) + 1):
                run = words[start:end]
                ended = run[-1].casefold() in phrase_words("behind")
                if all(map(_says, run)) and not ended and any(term in content_words(word) for word in run):
                    yield " ".join(run)


def _says(word: str) -> bool:
    return bool(content_words(word)) and word.casefold() not in phrase_words("before") and not word[0].isdigit()


def _bare(phrase: str) -> str:
    """The phrase without articles and the like before it, without small words after it, and without quotation marks."""
    words = phrase.strip("“”\"'’‘ ,.;").split()
    while len(words) > 1 and words[0].lower().strip("“\"'") in phrase_words("before"):
        words = words[1:]
    while len(words) > 1 and (not content_words(words[-1]) or words[-1].casefold() in phrase_words("behind")):
        words = words[:-1]
    return " ".join(words)
