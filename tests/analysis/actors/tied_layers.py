"""Articles of one sentence each: two who are seldom apart, one who is often there, one who is alone."""

from __future__ import annotations

from tests.analysis.invented_layers import invented_layers

from broadsheet.annotating import Layers


def tied_layers() -> Layers:
    """Noll meets Tallow four times and Kosovo twice, and Kosovo stands alone six times."""
    alone = ["Kosovo waited.", "Kosovo hoped.", "Kosovo slept."] * 2 + ["Petrov left."] * 3
    pairs = ["Noll met Tallow."] * 4 + ["Noll praised Kosovo."] * 2 + alone
    return invented_layers([(f"a{i}", "Lantern", f"2025-10-{i + 1:02}", None, [pair]) for i, pair in enumerate(pairs)])
