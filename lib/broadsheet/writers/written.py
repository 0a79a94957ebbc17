"""A brief as a writer phrases it, of whose sentences those stay that their passages bear out."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

import pandas as pd

from broadsheet import schemas
from broadsheet.analysis import PROOF, hidden, not_borne_out, quantity, told_by
from broadsheet.annotating import Layers
from broadsheet.display import Answer
from broadsheet.errors import RequestError
from broadsheet.safe_text import one_line, plain, shorten
from broadsheet.writers.answering import Phrased, WriterError, phrased
from broadsheet.writers.choosing import Writer, chosen_writer
from broadsheet.writers.material import Material, material_of

log = logging.getLogger(__name__)

PART: Final = "part"
"""The column of a brief whose values are its headings."""

TOLD: Final = 20
"""Sentences that were dropped of which the reason is told, each on a line; of the others how many there are."""

PHRASED: Final = hidden("whether a writer phrased the sentence; else it is as the articles have it, or made of the row")


def written(
    answer: Answer, writer: str | Writer | None = None, *, model: str | None = None, key: str | None = None, seconds: float = 120.0,
) -> Answer:
    """A brief phrased by a writer of one's own; only what its passages bear out stays.

    Parameters
    ----------
    answer
        From `broadsheet.ask("brief", …)`.
    writer
        None: nobody, the answer stays as it is. Else a function, the name of one that a package offers under the entry-point group
        `broadsheet.writers`, or the address of a server that speaks the protocol of OpenAI's chat completions
        ("http://localhost:8080/v1"). Only then do passages of articles leave this process.
    model
        The name of the server's model.
    key
        The variable of the environment that holds the server's key, as "$NAME"; None: `BROADSHEET_WRITER_KEY`, if that is set.
    seconds
        Seconds until the server's whole answer has to be there.

    Returns
    -------
    Answer
        Rows are the sentences that stay, in the order of the parts, each with the passages that it cites as its evidence; a part of which
        none stays is as it was. `remarks` says who phrased it, and of each sentence that was dropped why. Where the writer fails or
        nothing stays, the answer as it was, with a remark that says so.

    Raises
    ------
    RequestError
        There is no such writer, its address, model or key is wrong, or the answer is no brief.

    Notes
    -----
    A sentence stays if its names, numbers, days, negations, happenings, quotations and nearly all of its words are in the passages that
    it cites (`broadsheet.analysis.not_borne_out`). What a server writes differs from run to run.

    Examples
    --------
    >>> import broadsheet as bs, pandas as pd
    >>> text = "Ada Moss opened the new quay in Eastmere on 5 May 2025."
    >>> layers = bs.annotate(pd.DataFrame({"article_id": ["a"], "text": [text], "published_at": ["2025-05-06"]}))
    >>> def desk(material):
    ...     return [{"text": "On 5 May 2025 Ada Moss opened the quay.", "passages": [1]}, {"text": "Bo Finch left.", "passages": [1]}]
    >>> told = written(bs.ask("brief", layers), desk)
    >>> told.frame["sentence"].tolist()
    ['On 5 May 2025 Ada Moss opened the quay.']
    >>> told.remarks[1]
    'Dropped: the name “Bo Finch” is not in its passages.'
    """
    if writer is None:
        return answer
    if answer.prose is None or PART not in answer.columns or answer.layers is None:
        raise RequestError(f"a writer phrases a brief; {answer.name!r} is none")
    chosen = chosen_writer(writer, model=model, key=key, seconds=seconds)
    material = material_of(answer, answer.layers)
    if material.spans.empty:
        return answer
    try:
        sentences = phrased(_given(chosen.write, material), len(material.spans))
    except WriterError as error:
        log.info("the writer %s gave no brief: %s", chosen.called, error)
        return replace(answer, remarks=(f"Not phrased by {chosen.called}: {error}. The sentences are those of the articles.",))
    return _with(answer, answer.layers, material, _judged(sentences, material, answer.layers), chosen.called)


def _given(write: Writer, material: Material) -> Any:
    """What the writer gives; an error in a function of the user's own leaves the brief as it is."""
    try:
        return write(material.given)
    except (WriterError, KeyboardInterrupt, SystemExit):
        raise
    except Exception as error:
        raise WriterError(f"it failed ({type(error).__name__})") from error


def _judged(sentences: Sequence[Phrased], material: Material, layers: Layers) -> list[Phrased]:
    """The sentences, each with what is wrong with it."""
    fit = [one for one in sentences if not one.wrong]
    proofs = [material.spans.iloc[[number - 1 for number in one.passages]] for one in fit]
    reasons = dict(zip(map(id, fit), not_borne_out([one.text for one in fit], proofs, layers), strict=True))
    seen: set[str] = set()
    made = []
    for one in sentences:
        wrong = one.wrong or reasons[id(one)] or ("it is there already" if one.text.casefold() in seen else "")
        seen |= set() if wrong else {one.text.casefold()}
        made.append(one._replace(wrong=wrong))
    return made


def _with(answer: Answer, layers: Layers, material: Material, judged: Sequence[Phrased], called: str) -> Answer:
    kept = [one for one in judged if not one.wrong]
    dropped = [f"Dropped: {shorten(plain(one_line(one.wrong)), 120)}." for one in judged if one.wrong]
    more = [f"Dropped: {quantity(len(dropped) - TOLD, 'more sentence')}."] if len(dropped) > TOLD else []
    if not kept:
        said = f"Not phrased by {called}: none of its {quantity(len(judged), 'sentence')} is borne out by the passages that it cites."
        return replace(answer, remarks=(f"{said} The sentences are those of the articles.", *dropped[:TOLD], *more))
    frame, evidence = _rows(answer, layers, material, kept)
    said = f"Phrased by {called}, not by the articles: {len(kept)} of {quantity(len(judged), 'sentence')} "
    said += "are" if len(kept) > 1 else "is"
    remark = f"{said} borne out by the passages that open below {'them' if len(kept) > 1 else 'it'}"
    rest = int((~frame["phrased"]).sum())
    remark += f"; {quantity(rest, 'further sentence')} {'are' if rest > 1 else 'is'} as before." if rest else "."
    columns = dict(answer.columns) | {"phrased": PHRASED}
    return replace(answer, frame=frame, evidence=evidence, columns=columns, remarks=(remark, *dropped[:TOLD], *more))


def _rows(answer: Answer, layers: Layers, material: Material, kept: Sequence[Phrased]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The sentences that stay as rows of the answer, and their passages; parts without one are as they were."""
    order = {part: place for place, part in enumerate(dict.fromkeys(answer.frame[PART]))}
    made = [(_row(answer, layers, material, one), _passages(material, one)) for one in kept]
    told, sentences = {row[PART] for row, _ in made}, {one.text.casefold() for one in kept}
    for position, row in enumerate(schemas.records(answer.frame)):
        if row[PART] not in told and row["sentence"].casefold() not in sentences:
            made.append((row | {"phrased": False}, answer.evidence[answer.evidence["row"] == position]))
    made.sort(key=lambda one: order[one[0][PART]])
    kinds = answer.frame.dtypes.to_dict() | {"phrased": "bool"}
    frame = pd.DataFrame([row for row, _ in made], columns=list(kinds)).astype(kinds)
    frame = frame.assign(rank=frame.groupby(PART, sort=False).cumcount().astype("Int64"))
    return frame, pd.concat([proof.assign(row=row) for row, (_, proof) in enumerate(made)], ignore_index=True)[list(PROOF)]


def _passages(material: Material, one: Phrased) -> pd.DataFrame:
    spans = material.spans.iloc[[number - 1 for number in one.passages]]
    return spans[["article_id", "start", "end"]].astype({"start": "Int64", "end": "Int64"})


def _row(answer: Answer, layers: Layers, material: Material, one: Phrased) -> dict[str, Any]:
    """A row for a written sentence: part and day of the row that most of its passages prove, the day only where all are of that row."""
    cited = material.spans.iloc[[number - 1 for number in one.passages]]
    counted = pd.Series([row for rows in cited["rows"] for row in rows]).value_counts(sort=False)
    best = int(counted[counted == counted.max()].index.min())
    of_one = all(best in rows for rows in cited["rows"])
    source = answer.frame.iloc[best]
    outlets = told_by(layers.articles.set_index("article_id").loc[cited["article_id"]]).dropna().drop_duplicates().tolist()
    known = {name: source[name] for name in ("when", "until", "precision", "told_as", "story_id", "issue") if of_one}
    first = cited.iloc[0]
    return {
        **dict.fromkeys(answer.frame.columns), PART: source[PART], **known, "sentence": one.text, "full": one.text,
        "told_by": _enumerated(outlets), "outlets": len(outlets), "source": outlets[0] if outlets else None, "phrased": True,
        "article_id": first["article_id"], "start": int(first["start"]), "end": int(first["end"]), "rank": 0,
    }


def _enumerated(names: Sequence[str]) -> str | None:
    return f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else names[0] if names else None
