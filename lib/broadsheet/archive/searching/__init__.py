"""Search: a query in words, an index of the archive's words beside it, and the passages that match."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
