"""The hostile texts of cases/payloads.txt."""

from __future__ import annotations

import re
from pathlib import Path

_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "\\": "\\"}


def payloads() -> list[str]:
    """Every payload, its escapes resolved."""
    lines = (Path(__file__).parent / "cases" / "payloads.txt").read_text(encoding="utf-8").splitlines()
    return [_resolved(line) for line in lines if line and not line.startswith("# ")]


def _resolved(line: str) -> str:
    repeated = re.fullmatch(r"\*repeat\*(.+)\*(\d+)", line)
    if repeated:
        return repeated.group(1) * int(repeated.group(2))
    text = re.sub(r"\\u([0-9a-fA-F]{4})|\\([ntr\\])", lambda m: chr(int(m.group(1), 16)) if m.group(1) else _ESCAPES[m.group(2)], line)
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
