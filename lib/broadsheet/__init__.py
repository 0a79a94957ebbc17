"""broadsheet turns news articles into tables, and the tables into actors, timeline and sentiment."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
