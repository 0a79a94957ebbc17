"""environment.yml, made from the lock: Python from conda-forge, then every locked package, then the project itself."""

from __future__ import annotations

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PIN = re.compile(r"^(?P<pin>[A-Za-z0-9._-]+(?:\[[^\]]*\])?==[^\s;\\]+)(?P<marker>\s*;[^\\]*)?", re.M)


def locked_pins(lock: str) -> list[str]:
    """The pins of a lock file, `name==version` with their markers, without hashes."""
    return [m["pin"] + (" " + m["marker"].strip() if m["marker"] else "") for m in PIN.finditer(lock)]


def environment_yml(lock: str, python: str) -> str:
    """The text of environment.yml for a lock and a Python version."""
    pins = "\n".join(f'      - "{pin}"' if ";" in pin else f"      - {pin}" for pin in (p.replace('"', "'") for p in locked_pins(lock)))
    return (
        "# For conda users: `conda env create -f environment.yml`. Written by `make lock`; the pins are those of requirements.lock.\n"
        "name: broadsheet\nchannels:\n  - conda-forge\n  - nodefaults\ndependencies:\n"
        f"  - python={python}\n  - pip\n  - pip:\n{pins}\n      - -e .\n"
    )


def current() -> str:
    """What environment.yml should be now."""
    return environment_yml((ROOT / "requirements.lock").read_text(), (ROOT / ".python-version").read_text().strip())


if __name__ == "__main__":
    if "--write" in sys.argv:
        (ROOT / "environment.yml").write_text(current())
