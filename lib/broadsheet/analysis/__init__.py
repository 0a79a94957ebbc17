"""Answers: layers in, plain frames that read like the question out."""

import sys
from types import ModuleType

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)


class _Face(ModuleType):
    """The face of the room: `timeline` is the function, also after the folder of that name was imported."""

    def __setattr__(self, name: str, value: object) -> None:
        # Python binds a folder to its name in the package that holds it.
        if not (name in __all__ and isinstance(value, ModuleType)):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Face
