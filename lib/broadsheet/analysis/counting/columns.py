"""Columns that many questions have, declared once; a question takes those it needs and adds its own."""

from __future__ import annotations

from typing import Final

from broadsheet.analysis.question import Column, hidden

COMMON: Final[dict[str, Column]] = {
    # keys and offsets
    "article_id": hidden("the article that shows it"),
    "start": hidden("first character of the passage in the article's text"),
    "end": hidden("the character after the passage"),
    "actor_id": hidden("the actor, as in `actors`"),
    "holder_id": hidden("the actor who speaks or judges"),
    "other_id": hidden("the other actor"),
    "event_id": hidden("the event, as in `events`"),
    "story_id": hidden("the happening, as in `events`"),
    # actors
    "name": Column("Actor", "the actor's name in this archive"),
    "kind": Column("Kind", "person, organisation, country, place, group or other"),
    "country": Column("Country", "the actor's country", form="country"),
    "role": Column("Role", "the role held last, as most articles word it"),
    # where and when it was published
    "source": Column("Outlet", "the outlet of the article", form="outlet"),
    "published_at": Column("Published", "when the article was published", form="day"),
    "day": Column("Day", "a day", form="day"),
    "week": Column("Week", "the week, by its Monday", form="day"),
    "month": Column("Month", "the month, by its first day", form="month"),
    "first_seen": Column("First seen", "day of the first article that names the actor", form="day"),
    "last_seen": Column("Last seen", "day of the last article that names the actor", form="day"),
    "title": Column("Title", "the article's title"),
    "url": Column("Link", "the article's address"),
    # when it happened
    "earliest": Column("When", "the days that it is dated to, as exact as they are known", form="date", beside=("latest", "precision")),
    "latest": Column("Latest", "the last day that it may be on", form="day"),
    "precision": Column("Precision", "how exact the date is: day, week, month, year …"),
    "status": Column("Status", "occurred, ongoing, planned, conditional, denied or claimed"),
    "sentence": Column("Sentence", "the sentence that shows it"),
    "background": hidden("whether the sentence reports it as history"),
    # counts
    "articles": Column("Articles", "articles in which it appears, copies and replaced versions out", unit="articles"),
    "articles_with_copies": Column("Articles with copies", "the same, copies counted", unit="articles"),
    "independent": Column("Independent", "articles that are neither copies nor replaced versions", unit="articles"),
    "mentions": Column("Mentions", "mentions by name, role or pronoun", unit="mentions"),
    "sentences": Column("Sentences", "sentences in which it appears", unit="sentences"),
    "outlets": Column("Outlets", "outlets with an article of their own", unit="outlets"),
    "outlets_with_copies": Column("Outlets with copies", "the same, copies counted", unit="outlets"),
    "sources": Column("Outlets", "outlets that tell it", unit="outlets"),
    "statements": Column("Statements", "what is said under one reporting word counts once", unit="statements"),
    "n": Column("n", "what the share or the mean rests on"),
    "share": Column("Share", "a share of the whole", form="share"),
    "low": Column("95 % interval", "the interval that holds the true value in 95 of 100 such samples", form="interval", beside=("high",)),
    "high": Column("Upper end", "the upper end of the 95 % interval"),
    # tone
    "voice": Column("Voice", "own: the outlet's words; quoted: somebody's whom it quotes", once=True),
    "negative": Column("Negative / neutral / positive", "mentions judged so", form="counts", beside=("neutral", "positive")),
    "neutral": Column("Neutral", "mentions judged neutral", unit="mentions"),
    "positive": Column("Positive", "mentions judged positive", unit="mentions"),
    "salience": Column("Salience", "how many independent outlets tell it, and how prominently; without a unit"),
}


def some(names: str, **others: Column) -> dict[str, Column]:
    """The common columns of these names, separated by spaces, and a question's own.

    Parameters
    ----------
    names
        Names from `COMMON`, in the order of the frame.
    others
        Name = `Column` of the question's own.

    Returns
    -------
    dict
        Name → `Column`, for `question`.

    Raises
    ------
    KeyError
        A name is not common; declare it as the question's own.
    """
    return {name: COMMON[name] for name in names.split()} | others
