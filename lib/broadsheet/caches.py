"""The folder of this machine's cache: what lies there can be made again, and may be deleted at any time."""

from __future__ import annotations

import os
from pathlib import Path


def cache_folder() -> Path:
    """`broadsheet` in the user's cache (XDG Base Directory Specification); need not be there."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "broadsheet"
