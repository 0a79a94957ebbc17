"""What changed between two versions of an article: the sentences that came, went and were reworded."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

import pandas as pd

_BOUNDARY = re.compile(r"(?<=[.!?…])[\"'”’)\]]*\s+(?=[\"'“‘(\[]?[A-Z0-9À-Ý])|\n+")
_ABBREVIATED = re.compile(
    r"(?:\b(?:[A-Z]|Mr|Mrs|Ms|Dr|Prof|Sen|Rep|Gov|Gen|Lt|Col|St|Jr|Sr|No|vs|etc|Inc|Ltd|Co|Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec)\.)$"
)
REWORDED = 0.6
"""Share of its words from which a sentence is the same one, reworded."""


def sentences_of(text: str) -> list[str]:
    """The sentences of a text, by punctuation alone, which is enough to compare two versions of it."""
    found: list[str] = []
    begin = 0
    for match in _BOUNDARY.finditer(text):
        piece = text[begin : match.end()].strip()
        if "\n" not in match.group() and _ABBREVIATED.search(piece):
            continue
        if piece:
            found.append(" ".join(piece.split()))
        begin = match.end()
    last = " ".join(text[begin:].split())
    return [*found, last] if last else found


def revision_changes(before: str, after: str) -> pd.DataFrame:
    """The sentences by which a later version of an article differs from an earlier one.

    Parameters
    ----------
    before, after
        The two texts.

    Returns
    -------
    pandas.DataFrame
        One row per change in the order of reading: `change` (`str`: came, went, changed), `before` and `after` (`str`, the
        sentence in each version; null where it has none). A sentence that only moved is no change.
    """
    old, new = sentences_of(before), sentences_of(after)
    kept_old, kept_new = set(old), set(new)
    rows: list[tuple[str, str | None, str | None]] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            gone = [s for s in old[i1:i2] if s not in kept_new]
            come = [s for s in new[j1:j2] if s not in kept_old]
            rows.extend(_paired(gone, come))
    return pd.DataFrame(rows, columns=["change", "before", "after"]).astype("str")


def _paired(gone: list[str], come: list[str]) -> list[tuple[str, str | None, str | None]]:
    rows: list[tuple[str, str | None, str | None]] = []
    left = list(come)
    for sentence in gone:
        likeness = [SequenceMatcher(None, sentence.split(), other.split(), autojunk=False).ratio() for other in left]
        best = max(range(len(left)), key=likeness.__getitem__, default=None)
        if best is not None and likeness[best] >= REWORDED:
            rows.append(("changed", sentence, left.pop(best)))
        else:
            rows.append(("went", sentence, None))
    return rows + [("came", None, sentence) for sentence in left]
