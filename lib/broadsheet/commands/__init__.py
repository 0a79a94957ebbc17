"""The subcommands of `broadsheet`, one module each: `add_parser` says what it takes, `run` does it and gives the exit status."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
