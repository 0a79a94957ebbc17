"""What an archive gives: its articles and layers as frames, all of them or those of a period, of some outlets, or that match a query."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pandas as pd

from broadsheet import schemas
from broadsheet.annotating import Layers
from broadsheet.archive import readback
from broadsheet.archive.addresses import is_there
from broadsheet.archive.looking_up import LookedUp, looked_up_in, newest_of_outlets, refuse_unknown_outlets
from broadsheet.archive.register import last_moment, selected
from broadsheet.archive.searching import Archived, Meanings, SearchIndex, matching, parse_query, search, search_alike
from broadsheet.archive.state import State, current_state, state_mark
from broadsheet.archive.store import Store
from broadsheet.corrections import find_actor
from broadsheet.errors import RequestError
from broadsheet.settings import Address, Moment, archive_address
from broadsheet.texts import Texts, noted


class ArchiveFrames:
    """The articles and layers of an archive as frames; `Archive` also changes it."""

    def __init__(self, path: Address, *, as_of: Moment | None = None) -> None:
        self.path = archive_address(path)
        self._store = Store(path)
        self._as_of = None if as_of is None else last_moment(as_of)
        self._seen: tuple[Any, State] | None = None
        self._texts = Texts(self._by_id)
        self._index = SearchIndex(self._store.place)
        self._meanings = Meanings(self._store.place)
        self._current()

    def __len__(self) -> int:
        return len(self._current().register)

    def search(
        self, query: str | None = None, *, like: str | None = None, since: Moment | None = None, until: Moment | None = None,
        source: str | Iterable[str] | None = None, top: int | None = 20, passages: int = 1,
    ) -> pd.DataFrame:
        """The articles that match a query, the best first, each with the sentences that show it and the words found in context.

        With `like`, those that are most like a text in what they mean, in fifteen languages: likeness of title and beginning, not words.

        Parameters
        ----------
        query
            Words, which must all occur; `"a phrase"`, `deport*`, `AND`, `OR`, `NOT`, parentheses, `NEAR(hub Tirana, 5)`, and the fields
            `title:`, `outlet:`, `actor:` and `day:`, such as `"return hub*" AND actor:Kurti day:2025-10`. Case and accents do not matter.
        like
            A sentence or some words of what is looked for, in any of the languages of the extra `languages`; a query beside it narrows what
            is compared. The first such search encodes the archive (some 20 ms an article); from then on each ingest adds to it.
        since, until, source
            As in `layers`.
        top
            Articles shown; None shows all. `frame.attrs["articles"]` is how many match.
        passages
            Sentences shown of each article at most.

        Returns
        -------
        pandas.DataFrame
            A row for each passage:

            article_id, source, published_at, title
                The article.
            score
                How well it matches (BM25; a word in the title counts twice); 0 where no word was asked for. With `like` how alike it
                is, 1 at most; articles below 0.25 are not shown.
            hits
                Places in title and text where the words stand.
            start, end
                The sentence, with `like` the one most like the text; the article's first one where the words stand in the title only, or
                no word was asked for.
            match_start, match_end
                The words found in it; null where there are none.
            before, match, after
                The words found in their context, of the title where they stand there only; null with `like`.
            language
                The article's, as in `articles`.

        Raises
        ------
        RequestError
            The query cannot be understood, or names an outlet or an actor that the archive does not have; there is neither `query` nor
            `like`; the encoder that `like` needs is not installed.

        Notes
        -----
        Copies, and articles in languages that are not annotated, are found too. Titles are searched as they were read.
        """
        if (top is not None and top < 1) or passages < 1:
            raise RequestError(f"search: top is {top!r} and passages is {passages!r}; both should be 1 or more")
        if query is None and like is None:
            raise RequestError("search: give a query, or like=…, a text to which articles should be alike")
        state = self._readable(source)
        if like is not None:
            chosen = self._chosen(state, since, until, source, query)
            return noted(search_alike(state, self._meanings, like, chosen, top=top, passages=passages), self._texts)
        asked = parse_query(str(query))
        chosen = selected(state.register, since=since, until=until, source=source)
        return noted(search(self._archived(state), asked, chosen, top=top, passages=passages), self._texts)

    def layers(
        self, *, since: Moment | None = None, until: Moment | None = None, source: str | Iterable[str] | None = None,
        query: str | None = None,
    ) -> Layers:
        """The layers that `annotate` gives, of the articles published in a period, by some outlets, that match a query.

        Parameters
        ----------
        since, until
            Days, months ("2025-10") or moments, both included, UTC. An article without a date is in no period.
        source
            An outlet's name or several.
        query
            Words, phrases and fields, as in `search`.

        Raises
        ------
        RequestError
            There is no archive, or it never had an article of the outlet.

        Notes
        -----
        Each table is read when it is first asked for, as it was when the layers were opened. If articles have been removed from the
        archive meanwhile, that raises an `ArchiveError`. (With corrections about people all tables are read at once.)
        """
        state = self._readable(source)
        found = readback.layers(state, self._chosen(state, since, until, source, query), texts=self._texts)
        return found.within(lambda: readback.layers(state, state.everything, texts=self._texts))

    def table(
        self, name: str, *, since: Moment | None = None, until: Moment | None = None, source: str | Iterable[str] | None = None,
        query: str | None = None,
    ) -> pd.DataFrame:
        """The table `name` of the articles published in a period, by some outlets, that match a query; see `layers` for the parameters.

        `actors` and `aliases` are those that the chosen articles mention; `rejects` have no period.
        """
        if name not in schemas.TABLES:
            raise RequestError(f"no table {name!r}; tables are {', '.join(schemas.TABLES)}")
        state = self._readable(source)
        return noted(readback.table(state, name, self._chosen(state, since, until, source, query)), self._texts)

    def articles(self, **which: Any) -> pd.DataFrame:
        """The articles, corrected; `since`, `until`, `source` and `query` as in `layers`."""
        return self.table("articles", **which)

    def texts(self, article_ids: Iterable[str]) -> dict[str, str]:
        """The text of each of these articles by its id; those that are not there, or have none, are left out."""
        articles = self._by_id(set(article_ids))
        return {key: text for key, text in zip(articles["article_id"], articles["text"], strict=True) if isinstance(text, str)}

    def rejects(self) -> pd.DataFrame:
        """Files and parts that could not be read, as the newest ingest of each found them."""
        return self.table("rejects")

    def sentences(self, **which: Any) -> pd.DataFrame:
        """The sentences; `since`, `until`, `source` and `query` as in `layers`."""
        return self.table("sentences", **which)

    def mentions(self, **which: Any) -> pd.DataFrame:
        """The mentions; `since`, `until`, `source` and `query` as in `layers`."""
        return self.table("mentions", **which)

    def actors(self, **which: Any) -> pd.DataFrame:
        """The actors that the chosen articles mention; `since`, `until`, `source` and `query` as in `layers`."""
        return self.table("actors", **which)

    def aliases(self, **which: Any) -> pd.DataFrame:
        """The names of actors, counted in the chosen articles; `since`, `until`, `source` and `query` as in `layers`."""
        return self.table("aliases", **which)

    def roles(self, **which: Any) -> pd.DataFrame:
        """The roles stated; `since`, `until`, `source` and `query` as in `layers`."""
        return self.table("roles", **which)

    def quotes(self, **which: Any) -> pd.DataFrame:
        """The quotations; `since`, `until`, `source` and `query` as in `layers`."""
        return self.table("quotes", **which)

    def dates(self, **which: Any) -> pd.DataFrame:
        """The temporal expressions; `since`, `until`, `source` and `query` as in `layers`."""
        return self.table("dates", **which)

    def events(self, **which: Any) -> pd.DataFrame:
        """The events; `since`, `until`, `source` and `query` as in `layers`."""
        return self.table("events", **which)

    def event_actors(self, **which: Any) -> pd.DataFrame:
        """Who takes part in the events; `since`, `until`, `source` and `query` as in `layers`."""
        return self.table("event_actors", **which)

    def stances(self, **which: Any) -> pd.DataFrame:
        """The stances; `since`, `until`, `source` and `query` as in `layers`."""
        return self.table("stances", **which)

    def positions(self, **which: Any) -> pd.DataFrame:
        """Who is for what and who against; `since`, `until`, `source` and `query` as in `layers`."""
        return self.table("positions", **which)

    def storylines(self, **which: Any) -> pd.DataFrame:
        """The storyline of each article; `since`, `until`, `source` and `query` as in `layers`."""
        return self.table("storylines", **which)

    def look_up(
        self, *, focus: str | None = None, source: str | None = None, since: Moment | None = None, until: Moment | None = None,
    ) -> tuple[LookedUp, ...]:
        """Whether an actor and an outlet are in the articles of a period, or elsewhere in the archive only.

        Parameters
        ----------
        focus
            An actor's name, alias or id.
        source
            An outlet's name.
        since, until
            As in `layers`.

        Returns
        -------
        tuple of LookedUp
            One for each of `source` and `focus` that was given: `what`, `name`, `presence` ("present", or "absent" from these
            articles) and `said`, a sentence.

        Raises
        ------
        RequestError
            The whole archive does not know one of them; the message has the nearest names.
        """
        found = looked_up_in(self._readable(), focus=focus, source=source, since=since, until=until)
        unknown = next((one for one in found if one.presence == "unknown"), None)
        if unknown is not None:
            raise RequestError(unknown.said)
        return found

    def newest_of_outlets(self, *, source: str | None = None) -> pd.DataFrame:
        """The newest article of each outlet, or of one outlet: what tells that a feed is dead, whatever the period.

        Parameters
        ----------
        source
            An outlet's name; None is all, those without a name as one.

        Returns
        -------
        pandas.DataFrame
            Rows of `articles`.
        """
        state = self._readable(source)
        return noted(state.articles(newest_of_outlets(state.register, source=source)), self._texts)

    def _chosen(
        self, state: State, since: Moment | None, until: Moment | None, source: str | Iterable[str] | None, query: str | None,
    ) -> pd.Series:
        """Which rows of the register are of the period, the outlets and the query."""
        chosen = selected(state.register, since=since, until=until, source=source)
        return chosen if query is None else chosen & matching(self._archived(state), parse_query(query)).chosen

    def _archived(self, state: State) -> Archived:
        """What a search asks; who mentions whom is read from the corrected layers where people were corrected."""
        whole = readback.layers(state, state.everything, texts=self._texts)

        def mentioning(actor_id: str) -> set[str]:
            return set(whole.mentions.loc[whole.mentions["actor_id"] == actor_id, "article_id"])

        corrected = mentioning if state.corrections.people else None
        return Archived(state, self._index, lambda name: find_actor(whole, name), corrected, newest=self._as_of is None)

    def _readable(self, source: str | Iterable[str] | None = None) -> State:
        """The state that is shown; a missing archive and an outlet that it never had are said, and not taken for nothing found."""
        state = self._current()
        if not len(state.register) and not is_there(self.path):
            raise RequestError(f"no archive in {self.path}; make one with: broadsheet ingest PATH --archive {self.path}")
        if source is not None and self._as_of is None:  # an earlier state may not have had it yet
            refuse_unknown_outlets(state.register, source)
        return state

    def _current(self) -> State:
        """The newest state, or the one asked for; read again only when something was committed or corrected."""
        mark = state_mark(self._store)
        if self._seen is None or self._seen[0] != mark:
            self._seen = (mark, current_state(self._store, self._as_of))
        return self._seen[1]

    def _by_id(self, article_ids: set[str]) -> pd.DataFrame:
        """The articles with these ids: where the rows of this archive find their texts."""
        state = self._current()
        return state.articles(state.register["article_id"].isin(article_ids))
