"""The interactive session: controls whose pictures and tables follow, a focus that carries over, labels by keyboard.

Only notebooks that a person runs use this room; a scheduled run shows what it would ask as a sentence.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
