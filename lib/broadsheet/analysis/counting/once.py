"""What several analyses of the same layers need, worked out once."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial, wraps
from typing import NamedTuple
from weakref import WeakKeyDictionary

import pandas as pd

from broadsheet.analysis.counting.shared_frames import shared
from broadsheet.annotating import Layers

Made = Callable[[Layers], pd.DataFrame]


class _Kept(NamedTuple):
    frames: dict[str, pd.DataFrame]
    """The frames of the layers as they were: pandas copies on write, so a change of the original leaves these as they are."""
    made: pd.DataFrame


def once(*names: str) -> Callable[[Made], Made]:
    """A function of layers whose answer is kept for as long as the layers live, and made anew when the frames that it reads change.

    Parameters
    ----------
    names
        All frames of the layers that the function reads, such as "events"; they are `reads` of the function that is made.

    Notes
    -----
    Whether a frame has changed is found by comparing it with what it was; columns that share their memory compare in no time.
    Every caller gets its own frame. Where `SHARED_FRAMES` names a folder, processes share what was made (see `shared_frames`).
    """
    def keeping(make: Made) -> Made:
        kept: WeakKeyDictionary[Layers, _Kept] = WeakKeyDictionary()

        @wraps(make)
        def remembered(layers: Layers) -> pd.DataFrame:
            known = kept.get(layers)
            if known is None or not all(getattr(layers, name).equals(frame) for name, frame in known.frames.items()):
                read = {name: getattr(layers, name).copy(deep=False) for name in names}
                known = _Kept(read, shared(f"{make.__module__}.{make.__qualname__}", read, partial(make, layers)))
                kept[layers] = known
            return known.made.copy(deep=False)

        remembered.reads = names  # type: ignore[attr-defined]  # for who asks what an answer depends on
        return remembered

    return keeping
