"""Figures: each function takes a tidy frame, an `ax` and a `title`, and returns the `Axes`. Nothing is computed here."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
