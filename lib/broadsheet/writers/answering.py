"""What a writer gave, taken apart: sentences with the numbers of their passages, and what of it is no plain sentence at all."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple

from broadsheet.safe_text import plain

LONGEST: Final = 60
"""Words of a sentence."""

MOST: Final = 30
"""Sentences that are looked at."""

_THOUGHT: Final = re.compile(r"<think>.*?</think>", re.DOTALL)
_CITED: Final = re.compile(r"\s*\[(\d{1,4}(?:\s*,\s*\d{1,4})*)\]")
_MARKUP: Final = re.compile(
    r"</?[A-Za-z!]|\]\(|!\[|```|\*\*|__|^#+ |&(?:#\d+|#x[0-9a-f]+|[a-z]+);|\b(?:https?|ftp|javascript|data):|\bwww\.", re.IGNORECASE,
)


class WriterError(Exception):
    """The writer gave nothing that can be used; the message is one line, without anything that it sent."""


class Phrased(NamedTuple):
    """A sentence and the numbers of the passages that it cites; `wrong`: why it cannot be shown, whatever they hold."""

    text: str
    passages: tuple[int, ...]
    wrong: str = ""


def phrased(given: Any, passages: int) -> list[Phrased]:
    """The sentences that a writer gave.

    Parameters
    ----------
    given
        A list of mappings with `text` and `passages`; the same below `sentences`; or JSON of either.
    passages
        How many passages there were.

    Raises
    ------
    WriterError
        It is nothing of the kind.
    """
    listed = _read(given) if isinstance(given, str | bytes) else given
    if isinstance(listed, Mapping):
        listed = listed.get("sentences")
    if not isinstance(listed, Sequence) or isinstance(listed, str | bytes):
        raise WriterError("it gave no list of sentences")
    made = [_one(each, passages) for each in listed[:MOST]]
    return made + [Phrased("", (), f"beyond the first {MOST} sentences")] * (len(listed) - MOST)


def _read(text: str | bytes) -> Any:
    try:
        said = _THOUGHT.sub("", text.decode() if isinstance(text, bytes) else text)
        first = min((at for at in (said.find("{"), said.find("[")) if at >= 0), default=-1)
        last = max(said.rfind("}"), said.rfind("]"))
        if first < 0 or last < first:
            raise WriterError("its answer is no JSON")
        return json.loads(said[first:last + 1])
    except (ValueError, RecursionError) as error:
        raise WriterError("its answer is no JSON") from error


def _one(given: Any, passages: int) -> Phrased:
    if not isinstance(given, Mapping) or not isinstance(given.get("text"), str):
        return Phrased("", (), "it is no sentence with passages")
    raw = given["text"]
    cited = [*_numbers(given.get("passages")), *(int(one) for found in _CITED.findall(raw) for one in found.split(","))]
    text = _CITED.sub("", raw).strip()
    numbers = tuple(dict.fromkeys(cited))
    return Phrased(" ".join(text.split()), numbers, _wrong(text, numbers, passages))


def _numbers(given: Any) -> list[int]:
    """Numbers of passages; -1 for what is none."""
    listed = given if isinstance(given, list | tuple) else [] if given is None else [given]
    return [int(one) if re.fullmatch(r"\d{1,4}", str(one)) and not isinstance(one, bool) else -1 for one in listed[:PASSAGES]]


PASSAGES: Final = 20
"""Passages that a sentence may cite."""


def _wrong(text: str, numbers: Sequence[int], passages: int) -> str:
    if not text:
        return "it is empty"
    if plain(text) != text or re.search(r"[\n\t]", text):
        return "it has control characters"
    if _MARKUP.search(text):
        return "it has markup or an address"
    if len(text.split()) > LONGEST or len(text) > LONGEST * 15:
        return f"it is longer than {LONGEST} words"
    if not numbers:
        return "it cites no passage"
    if any(not 1 <= one <= passages for one in numbers):
        return "it cites a passage that there is not"
    return ""
