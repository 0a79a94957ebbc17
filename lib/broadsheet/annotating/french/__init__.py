"""French: everything that knows its words or its grammar. `FRENCH` is what the rest of the library sees of it."""

from broadsheet.annotating.french.language import FRENCH

__all__ = ["FRENCH"]
