"""What is wrong in the sentences that an analyst labelled."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from broadsheet.analysis.accuracy._labelled import TASKS, own_matches
from broadsheet.analysis.accuracy.mistakes import COLUMNS, SHOWN, counted
from broadsheet.analysis.counting import proofs
from broadsheet.analysis.counting.articles import looked_up
from broadsheet.analysis.counting.wording import quantity
from broadsheet.analysis.question import question
from broadsheet.annotating import Layers
from broadsheet.archive import Label


@question(
    asks="What is wrong in your own labelled sentences?",
    columns=COLUMNS,
    proof=proofs.own_span,
    finding=lambda frame, asked: f"In your own sentences: {counted(frame)}",
    empty=lambda asked: f"No mistake in your own sentences: {quantity(len(asked.options['labels']), 'sentence')} labelled",
    rows=80,
)
def own_mistakes(layers: Layers, labels: Sequence[Label]) -> pd.DataFrame:
    """What was missed, found wrongly, or found with another value in the labelled sentences.

    Parameters
    ----------
    layers
        What an archive gives.
    labels
        What was labelled, as `archive.labels()` gives it.

    Returns
    -------
    pandas.DataFrame
        One row per mistake, by task: `task`, `mistake` (missed, wrong, other), `expected`, `got`, `article_id start end`. Where a
        value was labelled as wrong, the right one is not known: `expected` has the words alone.
    """
    found = own_matches(layers, labels)
    wrong_value = ~found["right_value"].fillna(True).astype(bool)
    found = found.assign(mistake=pd.Series("other", index=found.index).mask(~found["found"], "missed").mask(~found["there"], "wrong"))
    found = found[(found["mistake"] != "other") | wrong_value]
    order = {task: position for position, task in enumerate(TASKS)}
    found = found.assign(_order=found["task"].map(order)).sort_values(["_order", "article_id", "start"], kind="stable", ignore_index=True)
    texts = looked_up(found["article_id"], layers.articles.set_index("article_id")["text"])
    words = pd.Series([text[a:b] for text, a, b in zip(texts, found["start"], found["end"], strict=True)], index=found.index, dtype="str")
    other = found["mistake"] == "other"
    known = other & (found["expected"] != found["got"]) & found["expected"].notna()
    return found.assign(
        task=found["task"].map(TASKS).where(other, found["task"]),
        expected=(words + ": " + found["expected"].astype("str")).where(known, words).mask(found["mistake"] == "wrong"),
        got=(words + ": " + found["got"].astype("str")).where(found["got"].notna(), words).mask(found["mistake"] == "missed"),
    )[SHOWN]
