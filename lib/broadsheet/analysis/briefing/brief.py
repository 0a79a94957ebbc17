"""The story so far, in a dozen sentences: what happened, who wants what, what comes next, what is disputed, what is new."""

from __future__ import annotations

import re
from typing import Final

import pandas as pd

from broadsheet.analysis.briefing._choosing import openings, other_tellings
from broadsheet.analysis.briefing._parts import AHEAD, COLUMNS, DISPUTED, HAPPENED, WANTED, ahead, disputed, happened, wanted
from broadsheet.analysis.counting import columns, proofs, wording
from broadsheet.analysis.counting.articles import days, foreign, independent, told_by
from broadsheet.analysis.counting.dated_stories import counted_reports
from broadsheet.analysis.counting.narrowing import of_articles
from broadsheet.analysis.counting.proofs import SPAN
from broadsheet.analysis.counting.trimming import shortened
from broadsheet.analysis.question import PROOF, Asked, Column, hidden, question
from broadsheet.analysis.sentiment.positions import positions
from broadsheet.annotating import Layers, in_language

MOST: Final = {HAPPENED: 9, WANTED: 2, AHEAD: 2, DISPUTED: 1}
"""Sentences of each part: twelve or so in all are what a reader takes in at once."""

FEWEST: Final = 5
"""Happenings that stay, however long they are."""

WORDS: Final = 250
"""Words of a brief of one short storyline: happenings that say least are left out until it is no longer. One of several storylines, or of
`LONG` articles, may be longer by half."""

LONG: Final = 20
"""Articles of a storyline from which on it has a course that takes longer to tell."""

ONE: Final = 0.5
"""Share of the articles from which on a storyline is the only one that a brief is of."""

NEW: Final = "What is new"

FIRST: Final = 5
"""Sentences, those that say most, of which one is the headline."""

SEVERAL: Final = 2
"""Outlets from which on a happening is told by several."""

HEADLINE: Final = 13
"""Words from which the sentence that is the headline is cut further; one that then has twice as many is too long for it."""

_LATE: Final = re.compile(r"(?:[A-Z][a-z]+ing|In|On|At|After|Before|With|For|During|By|As|Since|Under)\b")
"""Words that open a sentence whose news comes later."""

_ROWS: Final = ["part", "when", "until", "precision", "sentence", "told_as", "told_by", "outlets", "source", "full", "story_id", "issue",
                "other_event_id", "article_id", "start", "end", "rank"]
_TEXT: Final = ("part", "precision", "sentence", "told_as", "told_by", "source", "full", "story_id", "issue", "other_event_id",
                "article_id")


def _proof(frame: pd.DataFrame, asked: Asked) -> pd.DataFrame:
    """The sentence itself, all reports of the same happening, and other articles' sentences that tell the same; or what is counted."""
    own = proofs.own_span(frame, asked)
    told = proofs.where("part", (HAPPENED, AHEAD), _reports)(frame, asked)
    others = proofs.where("part", (DISPUTED,), proofs.events_by(other_event_id="event_id"))(frame, asked)
    stands = proofs.where("part", (WANTED,), _positions)(frame, asked)
    new = proofs.where("part", (NEW,), _new_articles)(frame, asked)
    alike = proofs.where("part", (HAPPENED, WANTED, AHEAD), _alike)(frame, asked)
    return pd.concat([own, told, others, stands, new, alike], ignore_index=True)[list(PROOF)]


def _reports(frame: pd.DataFrame, asked: Asked) -> pd.DataFrame:
    return proofs.same(frame, counted_reports(asked.layers), {"story_id": "story_id"})


def _positions(frame: pd.DataFrame, asked: Asked) -> pd.DataFrame:
    """All positions that the sentence shows."""
    found = positions(asked.layers)[["sentence", *SPAN]].rename(columns={"sentence": "full"})
    rows = proofs.numbered(frame)[["row", "full", "article_id"]].merge(found, on=["full", "article_id"])
    return rows[list(PROOF)]


def _alike(frame: pd.DataFrame, asked: Asked) -> pd.DataFrame:
    return other_tellings(proofs.numbered(frame), openings(asked.layers))[list(PROOF)]


def _new_articles(frame: pd.DataFrame, asked: Asked) -> pd.DataFrame:
    """The articles that the row counts, as wholes."""
    new = _new(asked.layers, asked.options["before"])[["article_id"]]
    return proofs.whole(proofs.numbered(frame)[["row"]].merge(new, how="cross"))


def _finding(frame: pd.DataFrame, asked: Asked) -> str:
    """The sentence of the largest storyline that is told by several outlets, opens an article or says most.

    It is the next one where it is no headline: too long, its news behind a comma.
    """
    storyline = frame["article_id"].map(asked.layers.storylines.set_index("article_id")["storyline_id"])
    largest = storyline.map(asked.layers.storylines["storyline_id"].value_counts()).fillna(0)
    first = frame[frame["part"] == frame["part"].iloc[0]].assign(_large=-largest)
    first = first.sort_values(["_large", "rank"], kind="stable").head(FIRST)
    leads = asked.layers.sentences.query("sentence_no == 0").set_index("article_id")["end"]
    first = first.assign(_alone=first["outlets"] < SEVERAL, _later=first["start"] >= first["article_id"].map(leads))
    first = first.sort_values(["_large", "_alone", "_later", "rank"], kind="stable")
    told = [shortened(one, most=HEADLINE) for one in first["sentence"]]
    fit = [one for one in told if len(one.split()) <= HEADLINE * 2 and not _LATE.match(one)]
    return (fit or told)[0].rstrip(".")


@question(
    asks="What is the story so far?",
    columns=columns.some(
        "article_id start end story_id",
        part=Column("Part", "what happened, who wants what, what comes next, what is disputed, or what is new"),
        when=Column("When", "the days that the sentence tells of, or on which it was said", form="date", beside=("until", "precision")),
        until=Column("Until", "the last of these days", form="day"),
        precision=Column("Precision", "how exact the day is"),
        sentence=Column("Sentence", "a sentence of an article, cut but not changed; of what is disputed or new, one made of its rows"),
        told_as=Column("Told as", "of a plan: announced, intended, or only possible"),
        told_by=Column("Told by", "the outlets that tell it, in articles of their own"),
        outlets=hidden("how many outlets tell it"),
        source=hidden("the outlet of the sentence"),
        full=hidden("the sentence as it stands in the article"),
        issue=hidden("of a position, what it is about"),
        other_event_id=hidden("of what is disputed, the report that differs"),
        rank=hidden("place in the part by how much it says of the news"),
    ),
    proof=_proof,
    finding=_finding,
    empty="There is nothing to tell: no dated happening, plan or position in these articles.",
    group="part",
    headline=True,
    prose="sentence",
)
def brief(layers: Layers, *, focus: str | None = None, before: Layers | None = None) -> pd.DataFrame:
    """The story so far: what happened, by date, who wants what, the next plans, what is disputed, and what is new.

    Parameters
    ----------
    layers
        Annotated articles.
    focus
        An actor's name, alias or id: only what the actor takes part in, or wants.
    before
        The layers as they were at the last run; None leaves out what is new.

    Returns
    -------
    pandas.DataFrame
        One row per sentence, in reading order: `part when until precision sentence told_as told_by outlets source full story_id issue
        other_event_id article_id start end rank`.

    Notes
    -----
    Happenings, positions and plans are told by a sentence of an article: without its place line, its opening connective, what stands in
    brackets, and, where it is long, clauses at its end. Nothing is added, so nothing is invented. Which are taken is how much they say of
    what all articles open with (see `broadsheet.analysis.briefing._choosing`). What is disputed or new is a sentence made of its rows.
    Beside English articles those in other languages are counted as tellers, and give no sentence.
    """
    read = _in_first_language(layers)
    opened = openings(read)
    first = happened(read, focus, opened, MOST[HAPPENED])
    parts = [
        first, wanted(read, focus, opened, MOST[WANTED] * 2, first["full"]),
        ahead(read, focus, opened, MOST[AHEAD] * 2), disputed(read, focus, MOST[DISPUTED]),
    ]
    made = pd.concat([part.astype(object) for part in parts if len(part)] or [pd.DataFrame(columns=list(COLUMNS))], ignore_index=True)
    made = _once_each(made.drop_duplicates("full"))
    made = pd.concat([_short_enough(made, _words(layers)), _news(layers, before).astype(object)], ignore_index=True)
    return _told(_typed(made.reindex(columns=_ROWS)), layers, focus, before)


def _in_first_language(layers: Layers) -> Layers:
    """The articles whose sentences a brief is made of: those in the first language, if there are any."""
    ours = in_language(layers.articles["language"])
    return layers if ours.all() or not ours.any() else of_articles(layers, layers.articles.loc[ours, "article_id"])


def _once_each(made: pd.DataFrame) -> pd.DataFrame:
    """At most `MOST` of each part, as other parts may have told a sentence already."""
    return made[made.groupby("part", sort=False).cumcount() < made["part"].map(MOST)]


def _words(layers: Layers) -> int:
    """How long the whole may be."""
    read = layers.storylines[~layers.storylines["article_id"].isin(layers.articles["article_id"][foreign(layers.articles)])]
    articles = read.groupby("storyline_id")["article_id"].nunique()
    return WORDS + WORDS // 2 * int(articles.max() < ONE * articles.sum() or articles.max() >= LONG)


def _short_enough(made: pd.DataFrame, most: int) -> pd.DataFrame:
    """Without the happenings that say least, while the whole is too long; happenings in the order of their days."""
    words = made["sentence"].str.split().map(len, na_action="ignore")
    told = made[made["part"] == HAPPENED].sort_values("rank", ascending=False, kind="stable").index
    for index in told[:max(len(told) - FEWEST, 0)]:
        if words.sum() > most:
            words = words.drop(index)
    kept = made.loc[words.index]
    first = kept[kept["part"] == HAPPENED].sort_values(["when", "until", "story_id"], kind="stable")
    return pd.concat([first, kept[kept["part"] != HAPPENED]], ignore_index=True)


def _new(layers: Layers, before: Layers | None) -> pd.DataFrame:
    """The independent articles that were not there before; none without a state before."""
    if before is None:
        return layers.articles.iloc[:0]
    counted = independent(layers.articles)
    return counted[~counted["article_id"].isin(set(before.articles["article_id"]))]


def _news(layers: Layers, before: Layers | None) -> pd.DataFrame:
    """One sentence on the articles that came since."""
    new = _new(layers, before)
    if new.empty:
        return pd.DataFrame(columns=list(COLUMNS))
    outlets = wording.enumerated(sorted(told_by(new).unique()))
    said = f"{wording.quantity(len(new), 'article')} came in since the last run, from {outlets}."
    day = days(new["published_at"]).max()
    first = new.sort_values("published_at", ascending=False, kind="stable").iloc[0]["article_id"]
    row = {"part": NEW, "when": day, "until": day, "precision": "day", "sentence": said, "full": said, "article_id": first, "rank": 0}
    return pd.DataFrame([row]).reindex(columns=list(COLUMNS))


def _typed(made: pd.DataFrame) -> pd.DataFrame:
    texts = {name: made[name].where(made[name].notna(), None).astype("str") for name in _TEXT}
    numbers = {name: "Int64" for name in ("start", "end", "outlets", "rank")} | {name: "datetime64[us]" for name in ("when", "until")}
    return made.assign(**texts).astype(numbers).reset_index(drop=True)


def _told(made: pd.DataFrame, layers: Layers, focus: str | None, before: Layers | None) -> pd.DataFrame:
    """With the outlets of the passages that prove each row, the one of the sentence first."""
    proof = _proof(made, Asked(layers, {"focus": focus, "before": before}))
    counted = independent(layers.articles)
    outlets = told_by(counted).set_axis(counted["article_id"])
    named = proof.assign(outlet=proof["article_id"].map(outlets)).dropna(subset=["outlet"]).drop_duplicates(["row", "outlet"])
    by_row = {int(group["row"].iloc[0]): group["outlet"].tolist() for _, group in named.groupby("row", sort=False)}
    names = [by_row.get(row, []) for row in range(len(made))]
    return made.assign(
        told_by=pd.Series([wording.enumerated(one) if one else None for one in names], dtype="str", index=made.index),
        outlets=pd.Series([len(one) for one in names], dtype="Int64", index=made.index),
    )
