"""NewsSentiment (GRU-TSC, Hamborg & Donnay 2021) as a sentiment model, in a Python of its own.

It wants torch below 2 and spaCy below 3, so it cannot be installed beside broadsheet. Give it an environment, and say where:

    python3.10 -m venv newssentiment && newssentiment/bin/pip install NewsSentiment
    export BROADSHEET_NEWSSENTIMENT_PYTHON=$PWD/newssentiment/bin/python

This file is also the script that runs there: JSON in, JSON out. It shows how any model can be plugged in that does not share
broadsheet's libraries.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np

VARIABLE = "BROADSHEET_NEWSSENTIMENT_PYTHON"
"""The environment variable with the interpreter that has NewsSentiment."""

CLASSES = ("negative", "neutral", "positive")


def newssentiment(texts: Sequence[str], starts: Sequence[int], ends: Sequence[int]) -> np.ndarray:
    """The chances of negative, neutral and positive that NewsSentiment gives, one row per target.

    Parameters
    ----------
    texts, starts, ends
        Sentences, and the offsets of the targets in them.

    Returns
    -------
    numpy.ndarray
        (n, 3).

    Raises
    ------
    RequestError
        The interpreter is not set, or fails.

    Notes
    -----
    Each call starts the interpreter and loads a model of 500 MB, which takes some seconds; `annotate` calls once for many articles.
    """
    import numpy as np

    from broadsheet.errors import RequestError

    interpreter = os.environ.get(VARIABLE)
    if not interpreter:
        raise RequestError(f"the sentiment model 'newssentiment' runs in a Python of its own: set {VARIABLE} to its interpreter")
    pieces = [(text[:start], text[start:end], text[end:]) for text, start, end in zip(texts, starts, ends, strict=True)]
    try:
        done = subprocess.run([interpreter, __file__], input=json.dumps(pieces), capture_output=True, check=True, encoding="utf-8")
    except (OSError, subprocess.CalledProcessError) as error:
        last = (getattr(error, "stderr", "") or str(error)).strip().splitlines()[-1:]
        raise RequestError(f"NewsSentiment failed in {interpreter}: {''.join(last)}") from error
    return np.array(json.loads(done.stdout.splitlines()[-1]), dtype=np.float64).reshape(len(texts), 3)


def main() -> None:
    """Judge the (before, target, after) of standard input; the last line of standard output has the chances."""
    from NewsSentiment import TargetSentimentClassifier

    classifier, rows = TargetSentimentClassifier(), []
    for before, target, after in json.load(sys.stdin):
        found = {one["class_label"]: float(one["class_prob"]) for one in classifier.infer_from_text(before or " ", target, after)}
        rows.append([found[name] for name in CLASSES])
    sys.stdout.write("\n" + json.dumps(rows) + "\n")


if __name__ == "__main__":
    main()
