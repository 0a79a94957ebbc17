"""A name in an article, and the runs of capitalised words that names are."""

from __future__ import annotations

from dataclasses import dataclass

from broadsheet.annotating.french.names import wordlists
from broadsheet.annotating.french.names.countries import country_forms
from broadsheet.annotating.french.reading import Words

HYPHENS = ("-", "‑")
LINKS = frozenset({"de", "d'", "d’", "du", "des", "la", "le", "les", "l'", "l’", "et", "à", "aux", "au", "pour", "sur", "en"})
"""Small words inside the name of a body."""


@dataclass(slots=True)
class Name:
    """A name at tokens `first` to `last`. kind: as in `mentions`, None where it names no actor; gender: what its title tells."""

    first: int
    last: int
    kind: str
    form: str
    gender: str = ""
    country: str | None = None
    listed: bool = False
    titled: bool = False


def run_end(words: Words, first: int) -> int:
    """The last token of the run of capitalised words that begins here: "Jean-Pierre de La Tour", "Ursula von der Leyen"."""
    particles = wordlists.words("particles.txt")
    last, k = first, first + 1
    while k < len(words) and words.sentence[k] == words.sentence[first]:
        word = words.text[k]
        if word in HYPHENS and words.start[k] == words.end[k - 1]:
            k += 1
            continue
        glued = words.text[k - 1] in HYPHENS and words.start[k] == words.end[k - 1]
        plain = word[:1].isupper() and word.rstrip(".").replace("'", "").replace("’", "").isalpha()
        if plain or glued and word[:1].isalpha() or word[:1] in "-‑" and word[1:2].isupper():
            last, k = k, k + 1
        elif (
            word.lower().replace("’", "'") in particles
            and k + 1 < len(words)
            and last == k - 1
            or (word.lower().replace("’", "'") in particles and words.lower[k - 1].replace("’", "'") in particles)
        ):
            k += 1
        else:
            break
    return last


def demonym(words: Words, i: int) -> bool:
    """Whether the word is an adjective of nationality: "kosovar", "allemande"."""
    form = country_forms().get(words.text[i])
    return form is not None and form.use == "adjective"


def person_name(words: Words, first: int, last: int, gender: str, *, titled: bool = False) -> Name:
    """A person's name at tokens `first` to `last`; `gender` is what a title or an office tells, m, f or anything else for neither."""
    return Name(first, last, "person", without_breaks(words, first, last), gender=gender if gender in ("m", "f") else "", titled=titled)


def without_breaks(words: Words, first: int, last: int) -> str:
    """The text of tokens `first` to `last` on one line."""
    return " ".join(words.span_text(first, last).split())
