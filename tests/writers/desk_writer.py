"""A writer as a package would offer it: it gives each row's own sentence."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def desk(material: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The rows' sentences, as they are."""
    return [{"text": row["sentence"], "passages": row["passages"]} for row in material["rows"]]
