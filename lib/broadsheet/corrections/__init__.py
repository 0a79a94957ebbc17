"""What an analyst has corrected, in one readable file, and the look-up of an actor by name, alias or id that it needs.

`parse_corrections(text)` reads the file; `corrected_register` and `corrected_articles` apply its entries on articles, and
`apply_corrections` those on actors and quotations. Nothing is annotated again.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
