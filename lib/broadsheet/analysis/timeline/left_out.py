"""What some outlets tell and is not found in others that cover the same storyline in those days."""

from __future__ import annotations

import re
from typing import NamedTuple

import numpy as np
import pandas as pd

from broadsheet.analysis.counting import proofs
from broadsheet.analysis.counting.articles import texts_of
from broadsheet.analysis.counting.sentences import with_sentences
from broadsheet.analysis.counting.standing_alone import whole
from broadsheet.analysis.counting.story_reports import STORY_COLUMNS, passages_of
from broadsheet.analysis.counting.wording import enumerated, quantity, the
from broadsheet.analysis.question import Asked, Column, hidden, question
from broadsheet.analysis.timeline.timeline import timeline
from broadsheet.annotating import Layers, content_words, in_language

AROUND = pd.Timedelta(days=3)
"""Days before the first and after the last report of a happening in which an outlet must have written on the storyline to count."""

FOUND = 0.5
"""Share of the content words of a sentence that tells a happening from which an article tells it too, whatever its events: a passage
of `PASSAGE` sentences must hold them, since a long article holds many words."""

PASSAGE = 3

NAMES, BESIDE_NAMES = 2, 0.25
"""Names of that sentence that stand in one passage, and the share of its content words there, from which it is told too: whoever writes of
the winner and the loser of one vote in other words writes of the vote."""

BESIDE, SHARED = 150, 3
"""Characters around a date of the same day, and the content words there that make it tell the happening."""


class _Telling(NamedTuple):
    """The content words of a sentence that tells a happening, and those of each name in it."""

    words: frozenset[str]
    names: list[frozenset[str]]


Tellings = dict[int, list[_Telling]]
"""All sentences that tell each happening, by its row."""

_ENDS = re.compile(r"(?<=[.!?])[\"”’']?\s+|\n+")

COLUMNS = (
    "earliest", "latest", "precision", "status", "sentence", "told_by", "left_out_by", "outlets_telling", "outlets_at_work", "salience",
    "article_id", "start", "end", "event_id", "story_id",
)


def _proof(frame: pd.DataFrame, asked: Asked) -> pd.DataFrame:
    """Who tells it, by the reports and by the copies of their articles; and for each outlet that does not, its last article of those days.

    That an outlet does not tell it is what no passage shows: its article only shows that it wrote on the storyline then.
    """
    layers, told = asked.layers, _told(asked.layers)
    reports = _dated(layers).merge(_published(layers)[["article_id"]], on="article_id", validate="many_to_one")
    reports = passages_of(proofs.numbered(frame), reports)
    copies = told[told["copied"]][["story_id", "runs"]].rename(columns={"runs": "article_id"}).drop_duplicates()
    copies = proofs.numbered(frame)[["row", "story_id"]].merge(copies, on="story_id", validate="many_to_many")
    near = _covering(frame, told, layers)
    telling = _by_words(near, frame, layers)
    by_words = near[telling & ~near["article_id"].isin(reports["article_id"])]
    silent = _last_at_work(near, _seen(frame, told, near, near[telling]))
    return pd.concat([reports, *(proofs.whole(one[["row", "article_id"]]) for one in (copies, by_words, silent))], ignore_index=True)


def _last_at_work(near: pd.DataFrame, seen: _Seen) -> pd.DataFrame:
    """`row article_id`: of each outlet that does not tell the row's happening, its last article on the storyline in those days."""
    row, column = np.nonzero(seen.silent)
    wanted = pd.DataFrame({"row": row, "source": np.array(seen.outlets, dtype=object)[column]}).astype({"source": "str"})
    last = near.sort_values(["row", "source", "published", "article_id"]).drop_duplicates(["row", "source"], keep="last")
    return wanted.merge(last[["row", "source", "article_id"]], on=["row", "source"], validate="one_to_one")[["row", "article_id"]]


def _finding(frame: pd.DataFrame, asked: Asked) -> str:
    """How many stories are not found in some outlets, and in which most often."""
    names = frame["left_out_by"].str.split(", ").explode().value_counts()
    most = enumerated([the(name) for name in sorted(names[names == names.max()].index)])
    fewest = asked.options["fewest"]
    tell = {1: "an outlet tells", 2: "at least two outlets tell"}.get(fewest, f"at least {fewest} outlets tell")
    said = quantity(len(frame), f"story that {tell} is", f"stories that {tell} are")
    return f"{said} not found in others on the same story; in {most} most often: {int(names.max()):,}"


@question(
    asks="What do some outlets tell that is not found in others on the same story?",
    columns=STORY_COLUMNS | {
        "told_by": Column("Told by", "the outlets that tell it, those that run a copy included"),
        "left_out_by": Column("Not found in", "outlets with articles on its storyline within three days of it, in which it is not found"),
        "outlets_telling": Column("Outlets that tell it", "how many tell it", unit="outlets"),
        "outlets_at_work": hidden("how many wrote on the storyline within three days of it"),
    },
    proof=_proof,
    finding=_finding,
    empty="Every happening that several outlets tell is found in all that wrote on its story then.",
)
def left_out(layers: Layers, focus: str | None = None, *, fewest: int = 2, status: str | tuple[str, ...] | None = None) -> pd.DataFrame:
    """Stories that at least `fewest` outlets tell in articles of their own, and the outlets on their storyline that do not.

    Parameters
    ----------
    layers
        What `annotate` or an archive gives.
    focus
        An actor's name, alias or id: only stories that the actor takes part in.
    fewest
        Outlets that must tell a story for its absence elsewhere to mean something.
    status
        One status or several, as in `timeline`.

    Returns
    -------
    pandas.DataFrame
        One row per happening that is not found somewhere, those told by most outlets first, and of these the most salient.

        earliest, latest, precision, status, sentence, salience, article_id, start, end, event_id, story_id
            As in `timeline`.
        told_by, left_out_by
            The outlets' names in alphabetical order, with commas.
        outlets_telling, outlets_at_work
            How many tell it, and how many wrote on its storyline from three days before its first report to three days after its last.

    Notes
    -----
    An outlet that runs a copy of an article tells what that article tells. An article also tells a happening if a passage of it has half
    of the words of a sentence that tells it, two of its names beside a quarter of them, or some of them beside a date of the same days.
    Only happenings of one day are told, by a sentence that can stand alone and names two actors. What is compared is the articles in
    the archive: an outlet may have told it in an article that was never collected. Articles without an outlet
    are left aside, and so are those in other languages than English.
    """
    stories = timeline(layers, focus, status=status)
    told = _told(layers)
    outlets = told[~told["copied"]].groupby("story_id")["source"].nunique()
    # What is told as history is in no outlet's news of these days.
    news = ~stories["background"].fillna(False).astype(bool) & (stories["earliest"] == stories["latest"])
    wanted = stories[news & stories["story_id"].isin(outlets[outlets >= fewest].index)]
    wanted = wanted[whole(wanted["sentence"], layers) & _names_several(wanted, layers)].reset_index(drop=True)
    found = _silence(wanted, told, _covering(wanted, told, layers), layers)
    found = found.sort_values(["outlets_telling", "salience", "story_id"], ascending=[False, False, True], ignore_index=True)
    return found[list(COLUMNS)].astype({"outlets_telling": "Int64", "outlets_at_work": "Int64"})


def _names_several(stories: pd.DataFrame, layers: Layers) -> pd.Series:
    """Whether the sentence of each happening names two actors or places: of "five things to watch tonight" nobody can say who tells it."""
    told = with_sentences(stories[["article_id", "start"]], layers)
    named = layers.mentions.loc[layers.mentions["form"] == "name", ["article_id", "start", "actor_id"]]
    named = with_sentences(named[named["article_id"].isin(told["article_id"])], layers)
    counts = named.groupby(["article_id", "sentence_no"])["actor_id"].nunique().rename("named").reset_index()
    found = told.merge(counts, on=["article_id", "sentence_no"], how="left")["named"].fillna(0) >= NAMES
    return found.set_axis(stories.index)


class _Seen(NamedTuple):
    """Which outlets tell which stories: a row per story, a column per outlet."""

    outlets: list[str]
    telling: np.ndarray
    present: np.ndarray
    """Whether the outlet tells it or wrote on its storyline around its reports."""

    @property
    def silent(self) -> np.ndarray:
        """Whether the outlet was at work and does not tell it."""
        return self.present & ~self.telling


def _seen(stories: pd.DataFrame, told: pd.DataFrame, near: pd.DataFrame, by_words: pd.DataFrame) -> _Seen:
    """Who tells which story, by reports and copies in `told`, or by the words of articles in `by_words`, rows of `near`."""
    told = told[told["story_id"].isin(stories["story_id"])]
    names = sorted({*told["source"], *near["source"]})
    outlets = pd.Index(names, dtype="str")
    present = np.zeros((len(stories), len(names)), dtype=bool)
    telling = np.zeros_like(present)
    present[near["row"].to_numpy(dtype=np.int64), outlets.get_indexer(near["source"])] = True
    telling[pd.Index(stories["story_id"]).get_indexer(told["story_id"]), outlets.get_indexer(told["source"])] = True
    telling[by_words["row"].to_numpy(dtype=np.int64), outlets.get_indexer(by_words["source"])] = True
    return _Seen(names, telling, present | telling)


def _covering(stories: pd.DataFrame, told: pd.DataFrame, layers: Layers) -> pd.DataFrame:
    """`row source published article_id`: the articles on the storylines of each happening, in the days around its reports."""
    # What is told in one language is not found by the words of another.
    articles = _published(layers)
    articles = articles[in_language(articles["language"])]
    line = layers.storylines.set_index("article_id")["storyline_id"]
    # In an archive from before storylines were kept, all that an outlet publishes is of one.
    of = articles["copy_of"].fillna(articles["article_id"]).map(line).fillna("").astype("str")
    near = articles.assign(storyline=of)[["article_id", "source", "published", "storyline"]]
    reports = told[told["story_id"].isin(stories["story_id"])]
    reports = reports.merge(near[["article_id", "storyline"]], left_on="runs", right_on="article_id")
    days = reports.groupby("story_id")["published"].agg(["min", "max"])
    lines = proofs.numbered(stories)[["row", "story_id"]].merge(reports[["story_id", "storyline"]].drop_duplicates(), on="story_id")
    found = lines.merge(days, left_on="story_id", right_index=True).merge(near, on="storyline")
    return found[found["published"].between(found["min"] - AROUND, found["max"] + AROUND)].drop_duplicates(["row", "article_id"])


def _by_words(near: pd.DataFrame, stories: pd.DataFrame, layers: Layers) -> np.ndarray:
    """Whether each article tells the happening by its words, if not by an event."""
    texts = texts_of(layers.articles[layers.articles["article_id"].isin(near["article_id"])])
    tellings = _tellings(stories.iloc[sorted(near["row"].unique())], layers)
    made = _tells(near, tellings, texts)
    made[~made] = _dates_it(near[~made], stories, tellings, texts, layers.dates)
    return made


def _tellings(stories: pd.DataFrame, layers: Layers) -> Tellings:
    """The sentences of all reports of the happenings; the keys are positions in the whole frame, which are its index."""
    numbers = dict(zip(stories["story_id"], stories.index, strict=True))
    reports = _dated(layers)
    reports = with_sentences(reports.loc[reports["story_id"].isin(numbers), ["story_id", "article_id", "start"]], layers)
    reports = reports.dropna(subset=["sentence"]).drop_duplicates(["story_id", "article_id", "sentence_no"])
    mentions = layers.mentions.loc[layers.mentions["form"] == "name", ["article_id", "start", "text", "actor_id"]]
    mentions = with_sentences(mentions[mentions["article_id"].isin(reports["article_id"])], layers).drop(columns=["sentence", "start"])
    named: dict[tuple[str, int], list[frozenset[str]]] = {}
    for article_id, number, text in (
        mentions.dropna(subset=["sentence_no"]).drop_duplicates(["article_id", "sentence_no", "actor_id"])
        [["article_id", "sentence_no", "text"]].itertuples(index=False)
    ):
        named.setdefault((article_id, number), []).append(content_words(text))
    made: Tellings = {}
    for story, article_id, number, sentence in reports[["story_id", "article_id", "sentence_no", "sentence"]].itertuples(index=False):
        names = [words for words in named.get((article_id, number), []) if words]
        made.setdefault(numbers[story], []).append(_Telling(content_words(sentence), names))
    return made


def _tells(near: pd.DataFrame, tellings: Tellings, texts: dict[str, str]) -> np.ndarray:
    """Whether a passage of each article tells what a sentence on the happening does."""
    passages: dict[str, list[frozenset[str]]] = {}
    made = []
    for row, article_id in zip(near["row"].tolist(), near["article_id"].tolist(), strict=True):
        if article_id not in passages:
            passages[article_id] = _passages(texts[article_id])
        made.append(any(_holds(passage, one) for one in tellings.get(row, []) for passage in passages[article_id]))
    return np.array(made, dtype=bool)


def _holds(passage: frozenset[str], told: _Telling) -> bool:
    """Whether a passage has half of the words of a sentence, or two of its names beside a quarter of them."""
    shared = len(told.words & passage)
    if shared >= FOUND * len(told.words):
        return True
    return shared >= BESIDE_NAMES * len(told.words) and sum(not name.isdisjoint(passage) for name in told.names) >= NAMES


def _dates_it(
    near: pd.DataFrame, stories: pd.DataFrame, tellings: Tellings, texts: dict[str, str], dates: pd.DataFrame,
) -> np.ndarray:
    """Whether each article has a date of the happening's days with some of its words beside it."""
    rows = near["row"].to_numpy(dtype=np.int64)
    days = stories[["earliest", "latest"]].iloc[rows].reset_index(drop=True)
    asked = days.assign(article_id=near["article_id"].to_numpy(), at=np.arange(len(near)))
    both = asked.merge(dates[["article_id", "earliest", "latest", "start", "end"]], on=["article_id", "earliest", "latest"])
    made = np.zeros(len(near), dtype=bool)
    beside: dict[tuple[str, int], frozenset[str]] = {}
    for at, article_id, start, end in zip(*(both[name].tolist() for name in ("at", "article_id", "start", "end")), strict=True):
        if made[at]:
            continue
        text = texts[article_id]
        if (article_id, start) not in beside:
            beside[article_id, start] = content_words(text[max(0, start - BESIDE):start]) | content_words(text[end:end + BESIDE])
        made[at] = any(len(one.words & beside[article_id, start]) >= SHARED for one in tellings.get(int(rows[at]), []))
    return made


def _passages(text: str) -> list[frozenset[str]]:
    """The content words of each few sentences of a text that follow one another."""
    sentences = [content_words(one) for one in _ENDS.split(text)]
    return [frozenset().union(*sentences[at:at + PASSAGE]) for at in range(max(1, len(sentences) - PASSAGE + 1))]


def _silence(stories: pd.DataFrame, told: pd.DataFrame, near: pd.DataFrame, layers: Layers) -> pd.DataFrame:
    """The happenings that are not found in an outlet on their storyline, with who tells them and who does not."""
    # What an outlet is known to tell need not be sought in its words.
    known = pd.MultiIndex.from_frame(told[["story_id", "source"]])
    asked = pd.MultiIndex.from_arrays([stories["story_id"].to_numpy()[near["row"].to_numpy(dtype=np.int64)], near["source"]])
    untold = near[~asked.isin(known)]
    seen = _seen(stories, told, near, untold[_by_words(untold, stories, layers)])
    kept = np.flatnonzero(seen.silent.any(axis=1))
    found = stories.iloc[kept].assign(
        told_by=[_listed(seen.outlets, row) for row in seen.telling[kept]],
        left_out_by=[_listed(seen.outlets, row) for row in seen.silent[kept]],
    )
    return found.assign(outlets_telling=seen.telling[kept].sum(axis=1), outlets_at_work=seen.present[kept].sum(axis=1))


def _listed(names: list[str], chosen: np.ndarray) -> str:
    return ", ".join(names[place] for place in np.flatnonzero(chosen))


def _told(layers: Layers) -> pd.DataFrame:
    """`story_id source published copied runs`: every outlet that tells a story, when, whether only by a copy, and in which article."""
    articles = _published(layers)
    runs = articles.assign(
        tells=articles["copy_of"].fillna(articles["article_id"]), copied=articles["copy_of"].notna(), runs=articles["article_id"],
    )
    reports = _dated(layers)[["story_id", "article_id"]].drop_duplicates()
    runs = runs[["tells", "source", "published", "copied", "runs"]]
    found = reports.merge(runs, left_on="article_id", right_on="tells", validate="many_to_many")
    return found.drop(columns=["article_id", "tells"])


def _dated(layers: Layers) -> pd.DataFrame:
    return layers.events[layers.events["earliest"].notna() & layers.events["latest"].notna()]


def _published(layers: Layers) -> pd.DataFrame:
    """The articles of a known outlet and day, with the day as `published`."""
    articles = layers.articles[layers.articles["source"].notna() & layers.articles["published_at"].notna()]
    return articles.assign(published=articles["published_at"].dt.tz_localize(None).dt.normalize())
