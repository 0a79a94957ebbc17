"""A writer of the user's own phrases a brief: what it is given, how a server is asked, what of its sentences stays. Off by default."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
