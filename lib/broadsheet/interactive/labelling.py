"""Label fifty sentences by keyboard: what is right, what is wrong, what is missing."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any, Final

from broadsheet.analysis import SAMPLE, found_marks, of_articles, sentences_to_label
from broadsheet.annotating import Layers
from broadsheet.archive import Judgement, Label, Mark, read_labels, write_labels
from broadsheet.display import Saying, say
from broadsheet.interactive.pictures import script
from broadsheet.interactive.session import unattended
from broadsheet.safe_text import escape
from broadsheet.settings import Address

KEYS: Final = "123456789abcefgijklmoprtvwxyz"
"""Keys of the findings in the order of the list; the letters left out do something else."""

MISSED: Final = {"n": "names of actors", "q": "quotations", "d": "dates", "h": "happenings"}
"""Keys that mark the words chosen with the arrows as missed."""

_NEXT: Final[dict[Judgement, Judgement]] = {"right": "value", "value": "wrong", "wrong": "right"}
_WITHOUT_WORDS = ("stance",)
"""Findings of which only what is said can be wrong: their words are those of the names."""

_WORD: Final = re.compile(r"\w[\w'’.-]*\w|\w")
_SAID: Final = {"right": "✓ right", "value": "≈ right words, wrong value", "wrong": "✗ wrong", "missed": "+ missed"}
_NOUNS: Final = {"names of actors": "name", "quotations": "quotation", "dates": "date", "happenings": "happening", "stance": "stance"}


def label_sentences(layers: Layers, archive: Address, *, n: int = SAMPLE) -> Labelling | Saying:
    """A sentence at a time, drawn from the archive; keys say what is right, wrong and missing, Enter keeps it.

    Parameters
    ----------
    layers
        What the archive gives.
    archive
        Where the archive lies; `labels.jsonl` there keeps the labels.
    n
        Sentences to label.

    Returns
    -------
    Labelling
        It shows itself in a notebook. In a scheduled run, a sentence that says how many are labelled.
    """
    if unattended():
        done = len(read_labels(archive))
        return say(f"{done} sentences of this archive are labelled." if done else
                   "No sentence of this archive is labelled yet: open this notebook in JupyterLab, and label fifty.")
    return Labelling(layers, archive, n=n)


class Labelling:
    """The sentences to label and where we are; `press` does what a key does.

    Labels kept earlier come first and can be changed; labels of sentences that are no longer drawn are kept as they are.
    """

    def __init__(self, layers: Layers, archive: Address, *, n: int = SAMPLE, now: dt.datetime | None = None) -> None:
        self.archive, self._now = archive, now
        self.labels: dict[tuple[str, int], Label] = {(label.article_id, label.start): label for label in read_labels(archive)}
        drawn = sentences_to_label(layers, n=n)
        self._items = [*self.labels.values(), *_fresh(drawn, layers, self.labels)][:max(n, len(self.labels))]
        self.position = len(self.labels)
        self._texts = layers.articles.set_index("article_id")[["text", "source"]]
        self._widget: Any = None
        self._begin()

    def press(self, key: str, *, shift: bool = False) -> None:
        """What a key does: a finding's key changes its judgement, arrows choose words, a letter marks them missed, Enter keeps."""
        if key in ("Enter", "Backspace"):
            self._move(key)
        elif self.position >= len(self._items):
            return
        elif key in ("ArrowLeft", "ArrowRight"):
            self._choose(1 if key == "ArrowRight" else -1, extend=shift)
        elif key.lower() in MISSED:
            self._missed(MISSED[key.lower()])
        elif key.lower() in KEYS[: len(self.marks)]:
            self._judge(KEYS.index(key.lower()))
        self._show()

    def html(self) -> str:
        """The sentence, what is said of it, and the keys; all text escaped."""
        if self.position >= len(self._items):
            return f"<p><b>{len(self.labels)} sentences are labelled.</b> Backspace goes back. Run the notebook again for the figures.</p>"
        item = self._items[self.position]
        kept = " · kept" if (item.article_id, item.start) in self.labels else ""
        outlet = self._texts["source"].get(item.article_id) or "unknown outlet"
        where = f"Sentence {self.position + 1} of {len(self._items)} · {outlet}{kept}"
        listed = "".join(
            f"<tr><td><kbd>{KEYS[i]}</kbd></td><td>{_NOUNS[mark.task]}</td><td>{escape(mark.text)}</td><td>{escape(mark.value)}</td>"
            f"<td>{_SAID[mark.judged]}</td></tr>" for i, mark in enumerate(self.marks)
        )
        table = f"<table><tr><th></th><th>what</th><th>words</th><th>said of it</th><th></th></tr>{listed}</table>" if listed else \
            "<p>Nothing is found in this sentence.</p>"
        return f"<p><small>{escape(where)}</small></p><p class='bs-sentence'>{self._sentence(item)}</p>{table}{_HELP}"

    @property
    def widget(self) -> Any:
        """The widget that shows the sentence and hears the keys; made when it is first shown."""
        if self._widget is None:
            self._widget = _kind()(html=self.html())
            self._widget.on_msg(lambda _, content, __: self.press(str(content.get("key", "")), shift=bool(content.get("shift"))))
        return self._widget

    def _repr_mimebundle_(self, **options: Any) -> Any:
        return self.widget._repr_mimebundle_(**options)

    def _begin(self) -> None:
        """Start on the sentence at the position, with the judgements that it has."""
        self.marks: list[Mark] = []
        self.words: list[tuple[int, int]] = []
        self.chosen: tuple[int, int] | None = None
        if self.position < len(self._items):
            item = self._items[self.position]
            self.marks = list(item.marks)[: len(KEYS)]
            self.words = [(item.start + word.start(), item.start + word.end()) for word in _WORD.finditer(item.sentence)]

    def _move(self, key: str) -> None:
        if key == "Backspace":
            self.position = max(0, self.position - 1)
        elif self.position < len(self._items):
            item = self._items[self.position]
            at = (self._now or dt.datetime.now(dt.UTC)).isoformat(timespec="seconds")
            label = replace(item, marks=tuple(self.marks), at=at)
            self._items[self.position] = label
            self.labels[label.article_id, label.start] = label
            write_labels(self.archive, self.labels.values())
            self.position += 1
        self._begin()

    def _judge(self, number: int) -> None:
        mark = self.marks[number]
        if mark.judged == "missed":
            self.marks.pop(number)
            return
        judged = _NEXT[mark.judged]
        if mark.task in _WITHOUT_WORDS and judged == "wrong":
            judged = "right"
        self.marks[number] = replace(mark, judged=judged)

    def _choose(self, step: int, *, extend: bool) -> None:
        """Move the words that are chosen by one, or make them one longer or shorter at their end."""
        if not self.words:
            return
        last = len(self.words) - 1
        if self.chosen is None:
            self.chosen = (0, 0) if step > 0 else (last, last)
            return
        first, end = self.chosen
        end = min(max(end + step, first if extend else 0), last)
        self.chosen = (first, end) if extend else (end, end)

    def _missed(self, task: str) -> None:
        """Mark the words chosen as missed, or no longer."""
        if self.chosen is None:
            return
        start, end = self.words[self.chosen[0]][0], self.words[self.chosen[1]][1]
        item = self._items[self.position]
        same = [mark for mark in self.marks if (mark.task, mark.start, mark.end) == (task, start, end)]
        if same:
            self.marks = [mark for mark in self.marks if mark not in same or mark.judged != "missed"]
        elif len(self.marks) < len(KEYS):
            self.marks.append(Mark(task, start, end, item.sentence[start - item.start : end - item.start], None, "missed"))

    def _sentence(self, item: Label) -> str:
        """The sentence with the words chosen in a frame."""
        if self.chosen is None:
            return escape(item.sentence)
        start, end = self.words[self.chosen[0]][0] - item.start, self.words[self.chosen[1]][1] - item.start
        parts = item.sentence[:start], item.sentence[start:end], item.sentence[end:]
        return f"{escape(parts[0])}<mark>{escape(parts[1])}</mark>{escape(parts[2])}"

    def _show(self) -> None:
        if self._widget is not None:
            self._widget.html = self.html()


def _fresh(drawn: Any, layers: Layers, labels: dict[tuple[str, int], Label]) -> Sequence[Label]:
    """The sentences drawn that are not labelled yet, with what broadsheet says of each, all taken for right."""
    chosen = drawn[[key not in labels for key in zip(drawn["article_id"], drawn["start"], strict=True)]]
    texts = layers.articles.set_index("article_id")["text"]
    findings = found_marks(of_articles(layers, set(chosen["article_id"])))
    made = []
    for key, start, end in zip(chosen["article_id"], chosen["start"].astype(int), chosen["end"].astype(int), strict=True):
        text = texts[key]
        own = findings[(findings["article_id"] == key) & (findings["start"] >= start) & (findings["start"] < end)]
        marks = tuple(
            Mark(row.task, int(row.start), int(row.end), text[row.start : row.end], row.value if isinstance(row.value, str) else None)
            for row in own.itertuples()
        )
        made.append(Label(key, start, end, text[start:end], marks))
    return made


@lru_cache(maxsize=1)
def _kind() -> Any:
    import anywidget
    import traitlets

    class Keys(anywidget.AnyWidget):
        """Shows HTML that we escaped, and tells the keys that are pressed on it."""

        _esm = script("keys.js")
        html = traitlets.Unicode("").tag(sync=True)

    return Keys


_HELP = (
    "<p><small><kbd>1</kbd> <kbd>2</kbd> … right → wrong value → wrong · <kbd>←</kbd> <kbd>→</kbd> choose a word, with <kbd>Shift</kbd>"
    " several · then <kbd>n</kbd> missed name, <kbd>q</kbd> quotation, <kbd>d</kbd> date, <kbd>h</kbd> happening with a date"
    " · <kbd>Enter</kbd> all is as it stands here: keep and go on · <kbd>Backspace</kbd> back</small></p>"
)
