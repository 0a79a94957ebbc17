"""Who changed position: a speaker against something earlier and for it later, or the other way, both sentences side by side.

Changes that an article itself tells ("reversed course", "dropped her opposition to the levy") are shown as they are told. Others
are found by comparing what was said on two days. Toward an *issue*: positions on it, for or against. Toward an *actor*: whom
somebody is said to back, oppose, praise or blame. Toward a *proposal*: what a speaker is said to rule out,
reject, be open to or support ("ruled out hosting return hubs"), from a list of words (`resources/en/sentiment/positions.csv`)
between the speaker and the proposal.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Hashable, Iterator
from functools import lru_cache
from itertools import accumulate
from typing import Any, NamedTuple

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from broadsheet.analysis.counting import columns, proofs
from broadsheet.analysis.counting.appearances import ACTING
from broadsheet.analysis.counting.articles import independent, told_by
from broadsheet.analysis.counting.issues import issues
from broadsheet.analysis.counting.judged import focus_id
from broadsheet.analysis.counting.sentences import with_sentences
from broadsheet.analysis.question import Column, hidden, question
from broadsheet.annotating import Layers, content_words, data_of_language
from broadsheet.resources import data_table

_SHOWN = (
    "holder", "about", "before", "after", "sentence", "other_sentence", "source", "other_source", "published_at", "other_published_at",
    "article_id", "start", "end", "other_article_id", "other_start", "other_end", "holder_id", "actor_id",
)

EARLIER, CHANGED = "another", "changed"
"""Before and after of a change that an article tells without naming the sides."""

SHARED = 2
"""Stems that two proposals must share to be one."""
ALIKE = 0.5
"""Share of the shorter proposal's stems that must be among them."""

MARK, NO_BREAK = "\x01", "\u00a0"
"""A character that cleaned texts do not hold, and a space that RE2 takes for none."""

_REACH = 90
"""Characters before a position's words in which its holder is looked for."""
_LINK = (
    r"(?:has|have|had|is|was|are|were|been|be|would|will|could|may|might|does|do|did|also|again|now|today|still|since|firmly|flatly|"
    r"repeatedly|publicly|even|only|fully|strongly|always|already|not|never|no|longer|previously|earlier|once|government|ministry|office|"
    r"administration|party|\w+n['’]t|['’](?:s|m|re|ve|d|ll))"
)
_GAP = re.compile(
    rf"(?:,[^,.;:!?]{{1,60}},)?\s*(?:(?:said|says)\s+(?:that\s+)?(?:he|she)\s+)?(?:{_LINK}\s+|['’]s\s+)*", re.IGNORECASE,
)
"""What may stand between a subject and its position: an apposition, "said he", auxiliaries and adverbs."""
_FIRST = re.compile(rf"\b(?:I|we)(?P<link>(?:['’](?:m|re|ve|d|ll))?\s+(?:{_LINK}\s+)*)$", re.IGNORECASE)
_NOT = re.compile(r"\b(?:not|never|no longer|\w+n['’]t)\s*(?:\w+\s+){0,2}$", re.IGNORECASE)
_PAST = re.compile(r"\b(?:had|previously|earlier|once)\b|['’]d\b", re.IGNORECASE)
_UNSURE = re.compile(r"\b(?:could|may|might|whether|if)\b", re.IGNORECASE)
_FORECAST = re.compile(r"will\s+(?:be|have)\b", re.IGNORECASE)
"""No will of the subject: "will be held at noon"."""
_PROPOSAL = re.compile(r"[^.;:,!?\n“”\"–—]{3,120}")
_STOP = re.compile(r"\b(?:but|because|although|though|while|until|unless|after|before|if|and said|saying|said|who|which)\b", re.IGNORECASE)


class _Position(NamedTuple):
    """What somebody holds of a proposal in one sentence; `side` is against, open or for."""

    holder_id: str
    side: str
    proposal: str
    stems: frozenset[str]
    article_id: str
    start: int
    end: int


def _moved(found: pd.DataFrame) -> str:
    """How many speakers changed position, and who did last."""
    last, speakers = found.iloc[0], found["holder_id"].nunique()
    told = f"{last['holder']} went from {last['before']} to {last['after']} ({last['about']})"
    return told if len(found) == 1 else f"{len(found)} changes of position by {speakers} speaker{'s' * (speakers > 1)}; the latest: {told}"


@question(
    asks="Who changed position?",
    columns=columns.some(
        "source published_at article_id start end holder_id actor_id",
        holder=Column("Speaker", "who changed position"),
        about=Column("About", "the actor, or the later report's words for the proposal"),
        before=Column("Before", "critical or supportive of an actor; against, open or for with a proposal"),
        after=Column("After", "the same, as the later article reports it"),
        sentence=Column("Sentence", "the earlier statement", form="told", beside=("source", "published_at")),
        other_sentence=Column("Other sentence", "the later statement", form="told", beside=("other_source", "other_published_at")),
        other_source=Column("Other outlet", "the outlet of the later article", form="outlet"),
        other_published_at=Column("Other published", "when the later article was published", form="day"),
        other_article_id=hidden("the later article"),
        other_start=hidden("first character of the later passage"),
        other_end=hidden("the character after the later passage"),
    ),
    proof=proofs.joined(proofs.own_span, proofs.spans_in("other_article_id", "other_start", "other_end")),
    finding=lambda frame, asked: _moved(frame),
    empty="No speaker is seen to change position between two articles",
)
def position_changes(layers: Layers, *, focus: str | None = None) -> pd.DataFrame:
    """Speakers who moved: from against to for (or open to), or back, toward an actor or a proposal.

    Parameters
    ----------
    layers
        Annotated articles; copies, replaced versions and undated articles are out.
    focus
        An actor's name, alias or id: only changes of that speaker, or toward that actor.

    Returns
    -------
    pandas.DataFrame
        One row per change, the latest first. `holder` is the speaker; `about` the actor's name, or the later report's words
        for the proposal; `before` and `after` are critical or supportive of an actor, against, open or for with a proposal.
        `sentence source published_at article_id start end` are the earlier report, those with `other_` the later one.
        `actor_id` is null for a proposal.

    Notes
    -----
    Told changes have one passage, which stands for both sides; where it names no sides, they are "another" and "changed". Otherwise
    a change is two statements in two articles, the second published later, with none on the same matter in between; what is
    told as past ("had ruled out") and what is uncertain ("may reject") are no statements. Two proposals are the same if they
    share half their words and at least two. Positions stated in other words than those listed are not seen, and a change of
    words may be a change of circumstance: read both sentences.
    """
    articles = independent(layers.articles)
    articles = articles[articles["published_at"].notna()].set_index("article_id")
    rows = [row for source in (_told_changes, _on_issues, _toward_actors, _toward_proposals) for row in source(layers, articles)]
    found = _told(pd.DataFrame(rows, columns=[
        "holder_id", "actor_id", "about", "before", "after", "article_id", "start", "end", "other_article_id", "other_start", "other_end",
    ]), layers, articles)
    chosen = focus_id(layers, focus)
    if chosen is not None:
        found = found[(found["holder_id"] == chosen) | (found["actor_id"] == chosen).fillna(False)]
    by = ["other_published_at", "holder", "about", "article_id", "start"]
    return found.sort_values(by, ascending=[False, True, True, True, True], kind="stable", ignore_index=True)


def _told(found: pd.DataFrame, layers: Layers, articles: pd.DataFrame) -> pd.DataFrame:
    """With the names, the sentences, the outlets and the days."""
    names = layers.actors.set_index("actor_id")["name"]
    made = found.assign(holder=found["holder_id"].map(names), about=found["about"].fillna(found["actor_id"].map(names)))
    for prefix in ("", "other_"):
        key = made[f"{prefix}article_id"]
        places = pd.DataFrame({"article_id": key.astype("str"), "start": made[f"{prefix}start"]})
        made[f"{prefix}sentence"] = with_sentences(places, layers)["sentence"]
        made[f"{prefix}source"] = key.map(told_by(articles)).astype("str")
        made[f"{prefix}published_at"] = articles["published_at"].reindex(key).set_axis(made.index)
    types = dict.fromkeys(["start", "end", "other_start", "other_end"], "Int64")
    types |= dict.fromkeys(["holder", "about", "before", "after", "article_id", "other_article_id", "holder_id", "actor_id"], "str")
    return made[made["holder"].notna()].astype(types)[list(_SHOWN)]


def _told_changes(layers: Layers, articles: pd.DataFrame) -> Iterator[tuple[Any, ...]]:
    """Changes that an article itself tells ("dropped her opposition to the levy"): the passage stands for both sides.

    What several passages tell of one holder and one matter is one change, with the first and the last of them.
    """
    turns = layers.positions[(layers.positions["about"] == "turn") & layers.positions["holder_id"].notna()]
    turns = turns[turns["article_id"].isin(articles.index)]
    if turns.empty:
        return
    texts = articles["text"]
    turns = turns.assign(day=turns["article_id"].map(articles["published_at"])).sort_values(["day", "article_id", "start"], kind="stable")
    made: dict[str, list[tuple[str, frozenset[str], list[dict[Hashable, Any]]]]] = defaultdict(list)
    for row in turns.to_dict("records"):
        thing = " ".join(str(texts[row["article_id"]])[row["target_start"]:row["target_end"]].split())
        words = content_words(thing)
        known = next((one for one in made[row["holder_id"]] if one[1] & words), None)
        if known is None:
            made[row["holder_id"]].append((thing, words, [row]))
        else:
            known[2].append(row)
    for holder_id in sorted(made):
        for thing, _, rows in made[holder_id]:
            first, last = rows[0], rows[-1]
            after = last["side"] if isinstance(last["side"], str) else CHANGED
            before = {"for": "against", "against": "for"}.get(after, EARLIER)
            places = [row[name] for row in (first, last) for name in ("article_id", "start", "end")]
            yield holder_id, None, thing, before, after, *places


def _on_issues(layers: Layers, articles: pd.DataFrame) -> Iterator[tuple[Any, ...]]:
    """Changes between positions of one holder on one issue in two articles, where no article holds both sides."""
    held = layers.positions.assign(issue=issues(layers)["issue"])
    if held.empty:
        return
    held = held[held["issue"].notna() & held["target_id"].isna()]
    held = held[held["side"].isin(["for", "against"]) & held["article_id"].isin(articles.index)]
    if held.empty:
        return
    held = held[held.groupby(["holder_id", "issue", "article_id"])["side"].transform("nunique") == 1]
    moments = articles["published_at"]
    held = held.assign(day=held["article_id"].map(moments)).drop_duplicates(["holder_id", "issue", "article_id"])
    for (holder_id, issue), group in held.sort_values(["day", "article_id"], kind="stable").groupby(["holder_id", "issue"], sort=True):
        records = group.to_dict("records")
        for one, other in zip(records, records[1:], strict=False):
            if one["side"] != other["side"] and one["day"] < other["day"]:
                places = [record[name] for record in (one, other) for name in ("article_id", "start", "end")]
                yield holder_id, None, issue, one["side"], other["side"], *places


def _toward_actors(layers: Layers, articles: pd.DataFrame) -> Iterator[tuple[Any, ...]]:
    """Changes between stated judgements of one person about one actor; an article that holds both kinds takes no side.

    The tone of a quotation is no judgement here: of changes between two tones on two days one in ten was one that a reader sees.
    """
    held = layers.positions[layers.positions["target_id"].notna() & layers.positions["side"].isin(["for", "against"])]
    held = held[(held["holder_id"] != held["target_id"]) & held["article_id"].isin(articles.index)]
    people = set(layers.actors.loc[layers.actors["kind"] == "person", "actor_id"])
    held = held[held["holder_id"].isin(people) & (held["about"] != "turn")]
    if held.empty:
        return
    sides = held["side"].map({"against": "critical", "for": "supportive"})
    held = held.assign(side=sides, day=held["article_id"].map(articles["published_at"]))
    keys = ["holder_id", "target_id", "article_id"]
    held = held[held.groupby(keys)["side"].transform("nunique") == 1].sort_values(["day", "article_id", "start"], kind="stable")
    for (holder_id, actor_id), group in held.drop_duplicates(keys).groupby(["holder_id", "target_id"], sort=True):
        records = group.to_dict("records")
        for one, other in zip(records, records[1:], strict=False):
            if one["side"] != other["side"] and one["day"] < other["day"]:
                spans = [record[name] for record in (one, other) for name in ("article_id", "start", "end")]
                yield holder_id, actor_id, None, one["side"], other["side"], *spans


def _toward_proposals(layers: Layers, articles: pd.DataFrame) -> Iterator[tuple[Any, ...]]:
    moments = articles["published_at"].to_dict()
    held: dict[str, list[_Position]] = defaultdict(list)
    for position in _positions(layers, articles):
        held[position.holder_id].append(position)
    for holder_id in sorted(held):
        told = sorted(held[holder_id], key=lambda p: (moments[p.article_id], p.article_id, p.start))
        for number, later in enumerate(told):
            same = [p for p in told[:number] if moments[p.article_id] < moments[later.article_id] and _one_matter(p, later)]
            if same and (same[-1].side == "against") != (later.side == "against"):
                yield holder_id, None, later.proposal, same[-1].side, later.side, *same[-1][4:], *later[4:]


def _one_matter(one: _Position, other: _Position) -> bool:
    shared = len(one.stems & other.stems)
    return shared >= SHARED and shared >= ALIKE * min(len(one.stems), len(other.stems))


def _positions(layers: Layers, articles: pd.DataFrame) -> Iterator[_Position]:
    """The positions on proposals that independent, dated articles tell."""
    mentions = layers.mentions[layers.mentions["kind"].isin(ACTING) & layers.mentions["actor_id"].notna()]
    quotes = layers.quotes[layers.quotes["actor_id"].notna()]
    subjects, said = _places(mentions), _places(quotes)
    for article_id, text, places in zip(articles.index.astype(str), articles["text"], _stated_at(articles["text"]), strict=True):
        for found in filter(None, (_words().match(text, at) for at in places)):
            holder = _holder(text, found.start(), subjects.get(article_id, []), said.get(article_id, []))
            position = holder and _position(text, found, *holder, article_id)
            if position:
                yield position


def _stated_at(texts: pd.Series) -> Iterator[list[int]]:
    """Where each text may state a position: RE2 looks through it, which is quicker, and knows fewer letters and spaces than Python."""
    spelt = "|".join(re.escape(words).replace(r"\ ", rf"[\s{NO_BREAK}]+") for words in _longest_first())
    marked = pc.replace_substring_regex(pa.array(texts, type=pa.large_string()), rf"(?i)\b(?:{spelt})\b", MARK + r"\0")
    for text, cut in zip(texts, marked.to_pylist(), strict=True):
        if MARK in text:
            yield [found.start() for found in _words().finditer(text)]
        else:
            yield list(accumulate(map(len, cut.split(MARK)[:-1])))


def _places(table: pd.DataFrame) -> dict[str, list[tuple[int, int, str]]]:
    """Start, end and actor of the rows of each article."""
    places: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
    for key, *place in zip(*(table[name].tolist() for name in ("article_id", "start", "end", "actor_id")), strict=True):
        places[key].append((place[0], place[1], place[2]))
    return places


def _holder(text: str, at: int, subjects: list[tuple[int, int, str]], said: list[tuple[int, int, str]]) -> tuple[str, str] | None:
    """The actor who holds the position stated at a place, and what stands between: its subject, or the speaker who says "we"."""
    first = _FIRST.search(text, max(0, at - _REACH), at)
    if first:
        around = [(end - start, actor) for start, end, actor in said if start <= at < end]
        return (min(around)[1], first["link"]) if around else None
    near = sorted(((end, actor) for _, end, actor in subjects if at - _REACH <= end <= at), reverse=True)
    return next(((actor, text[end:at]) for end, actor in near if _GAP.fullmatch(text, end, at)), None)


def _position(text: str, found: re.Match[str], holder_id: str, link: str, article_id: str) -> _Position | None:
    side = _sides()[" ".join(found.group().casefold().split())]
    if _PAST.search(link) or _UNSURE.search(link):
        return None
    if _NOT.search(link):
        side = "open" if side == "against" else "against"
    rest = _PROPOSAL.match(text, found.end())
    proposal = _STOP.split(rest.group())[0].strip() if rest else ""
    stems = content_words(proposal)
    if len(stems) < SHARED or _FORECAST.match(found.group() + " " + proposal):
        return None
    return _Position(holder_id, side, proposal, stems, article_id, found.start(), found.end() + len(rest.group().rstrip()) if rest else 0)


class _Cue(NamedTuple):
    words: str
    side: str


@lru_cache(maxsize=1)
def _sides() -> dict[str, str]:
    return dict(data_table(data_of_language("sentiment/positions.csv"), _Cue))


@lru_cache(maxsize=1)
def _words() -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(re.escape(words).replace(r"\ ", r"\s+") for words in _longest_first()) + r")\b", re.IGNORECASE)


def _longest_first() -> list[str]:
    """The words of all positions."""
    return sorted(_sides(), key=lambda words: (-len(words), words))
