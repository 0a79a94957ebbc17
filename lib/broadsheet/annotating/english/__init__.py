"""English: everything that knows its words or its grammar. `ENGLISH` is what the rest of the library sees of it."""

from broadsheet.annotating.english.language import ENGLISH

__all__ = ["ENGLISH"]
