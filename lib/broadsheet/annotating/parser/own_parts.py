"""Our parts of spaCy's pipeline, put in place only where they do what spaCy's own do.

spaCy is asked for a few lines as it is; then our parts are put in place and asked for the same. Where the answers differ, or a part
fails, each part is tried alone, and those that are at fault are taken back.
"""

from __future__ import annotations

import logging
import warnings
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from broadsheet.annotating.parser.threads import single_threaded_products
from broadsheet.third_parties import stock_only, warn_refused

if TYPE_CHECKING:
    from spacy.language import Language as Pipeline

_COMPARED = ("TAG", "POS", "MORPH", "LEMMA", "DEP", "HEAD", "SENT_START", "ENT_TYPE", "ENT_IOB")
"""What must be the same on every token."""

_NEAR = 1e-3
"""How far apart vectors may be: sums are rounded in another order."""

_LOG = logging.getLogger(__name__)


class Part(NamedTuple):
    """A part of a pipeline in whose place ours can be put.

    Parameters
    ----------
    name
        What it is, for the warning.
    put
        Puts ours in place; does nothing where the pipeline is built in a way that ours does not know.
    take_back
        Puts the original back, whether or not ours is in place.
    """

    name: str
    put: Callable[[], None]
    take_back: Callable[[], None]


def use_own_parts(nlp: Pipeline, parts: Sequence[Part], lines: Sequence[str]) -> list[str]:
    """Put our parts in place in a pipeline.

    Parameters
    ----------
    nlp
        The pipeline as spaCy loads it.
    parts
        Those that can be put in its place.
    lines
        What both are asked for; a few that call on every part.

    Returns
    -------
    list of str
        The names of the parts that are used. None are where `BROADSHEET_STOCK` is set.
    """
    if stock_only() or not parts:
        return []
    with single_threaded_products():
        expected = _answers(nlp, lines)
        if _do_the_same(nlp, parts, lines, expected):
            return [part.name for part in parts]
        fit = [part for part in parts if _do_the_same(nlp, [part], lines, expected)]
    import spacy

    warn_refused([part.name for part in parts if part not in fit], f"spaCy {spacy.__version__}")
    return [part.name for part in fit]


def _do_the_same(nlp: Pipeline, parts: Sequence[Part], lines: Sequence[str], expected: list[Any]) -> bool:
    """Whether the pipeline gives the same with these parts; they stay in place only then."""
    try:
        for part in parts:
            part.put()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what spaCy says of a part that is at fault; ours is the one warning
            found = _answers(nlp, lines)
        same = all(
            np.array_equal(ours[0], theirs[0]) and ours[1].shape == theirs[1].shape and np.allclose(ours[1], theirs[1], atol=_NEAR)
            for ours, theirs in zip(found, expected, strict=True)
        )
    except Exception:
        # Whatever a changed library makes of ours: its own part is at hand, and the warning says that it is used.
        _LOG.debug("parts of a pipeline failed", exc_info=True)
        same = False
    if not same:
        for part in reversed(parts):
            part.take_back()
    return same


def _answers(nlp: Pipeline, lines: Sequence[str]) -> list[tuple[np.ndarray, np.ndarray]]:
    """For each line what is set on its tokens, and their vectors."""
    return [(doc.to_array(list(_COMPARED)), np.asarray(doc.tensor)) for doc in nlp.pipe(lines)]
