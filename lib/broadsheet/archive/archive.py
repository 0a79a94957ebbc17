"""The archive as its users see it: put articles in, get frames out."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from concurrent.futures import Executor
from typing import Any

import pandas as pd

from broadsheet import schemas
from broadsheet.annotating import Layers, SentimentModel
from broadsheet.archive import readback
from broadsheet.archive.addresses import is_there
from broadsheet.archive.checking import Check, check_archive
from broadsheet.archive.corrections_file import corrections_mark, read_issues
from broadsheet.archive.ingesting import IngestResult, found_in_paths, frames_found, ingest
from broadsheet.archive.labels import Label, read_labels
from broadsheet.archive.looking_up import LookedUp, looked_up_in, newest_of_outlets, refuse_unknown_outlets
from broadsheet.archive.parallel import AnnotationSettings
from broadsheet.archive.publishing import record_corrections
from broadsheet.archive.register import awaiting, last_moment, selected
from broadsheet.archive.removing import readmit_articles, remove_articles
from broadsheet.archive.searching import Archived, SearchIndex, inspect_index, matching, parse_query, refresh_index, search
from broadsheet.archive.state import State, current_state
from broadsheet.archive.store import Store
from broadsheet.corrections import NamedIssue, find_actor
from broadsheet.errors import RequestError
from broadsheet.reading import Paths
from broadsheet.settings import MOMENT_VARIABLE, Address, Moment, archive_address, usual_archive
from broadsheet.texts import Texts, noted


def open_archive(path: Address | None = None, *, as_of: Moment | None = None) -> Archive:
    """The archive in a folder or in a bucket, which is made by its first ingest.

    Parameters
    ----------
    path
        The folder, or `s3://bucket/prefix` in S3-compatible storage (extra `s3`; endpoint and credentials are those of the
        environment, `AWS_ENDPOINT_URL` and so on). None is the one that `$BROADSHEET_ARCHIVE` names, as in `broadsheet lab`,
        or else `data/archive`.
    as_of
        The state to show: a moment (as `Archive.state` gave it), or a day, meaning its end. None is that of
        `$BROADSHEET_AS_OF`, which a report sets for its notebooks, or else the newest at each reading. Articles removed since
        are gone from earlier states too.

    Returns
    -------
    Archive
        Nothing is written before its first ingest. `len(archive)` is the number of its articles.

    Raises
    ------
    ArchiveError
        The folder holds something else, or an archive of a layout that this version does not know; the bucket cannot be read.
    RequestError
        `as_of` is no moment, the address is none, or `corrections.toml` cannot be understood.

    Examples
    --------
    >>> import tempfile
    >>> import broadsheet as bs
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     archive = bs.open_archive(folder)
    ...     len(archive), archive.quotes(since="2025-10-01").empty
    (0, True)
    """
    return Archive(usual_archive() if path is None else path, as_of=os.environ.get(MOMENT_VARIABLE) if as_of is None else as_of)


class Archive:
    """Articles and their layers, kept in a folder or a bucket; `path` says where.

    Each table of the contract is a method that gives a frame, for example `archive.quotes(since="2025-10-01",
    source="The Harbour Courier")`. The archive may grow while it is read: each call sees a whole state of it, by default
    the newest.
    """

    def __init__(self, path: Address, *, as_of: Moment | None = None) -> None:
        self.path = archive_address(path)
        self._store = Store(path)
        self._as_of = None if as_of is None else last_moment(as_of)
        self._seen: tuple[Any, State] | None = None
        self._texts = Texts(self._by_id)
        self._index = SearchIndex(self._store.place)
        self._current()

    def __repr__(self) -> str:
        state = self._current()
        days = state.register["published_at"].dropna()
        period = f", {days.min():%Y-%m-%d} to {days.max():%Y-%m-%d}" if len(days) else ""
        return f"Archive({str(self.path)!r}: {len(state.register):,} articles{period})"

    def __len__(self) -> int:
        return len(self._current().register)

    @property
    def sentiment(self) -> str | None:
        """The sentiment model that judged the articles annotated last, for a function its module and name.

        None if none did, or no article is annotated.
        """
        batches = self._current().batches
        told = batches.loc[batches["annotated"] > 0, "settings"].dropna()
        return None if told.empty else json.loads(told.iloc[-1])["sentiment"]

    def ingest(
        self, paths: Paths = (), *, published_at: object = None, source: str | None = None, map: Mapping[str, str] | None = None,
        day_first: bool | None = None, processes: int | None = None, executor: Executor | None = None, model: str | None = None,
        sentiment: str | SentimentModel | None = "default", progress: bool | None = None,
    ) -> IngestResult:
        """Read what is new in files and folders, annotate it, and keep it.

        An ingest that is interrupted, however rudely, leaves the archive as it was after its last whole step, and the next
        one goes on from the chunks that it had annotated. Files that look as they did when they were read last are not
        opened; without anything new no model is loaded.

        Parameters
        ----------
        paths
            Files, folders or globs, as `read_articles` takes them. Without any, what waits in the archive is annotated:
            articles that a correction gave another date, or that are copies no more.
        published_at, source
            Stand for all articles that have no date, no outlet.
        map, day_first
            How tables are read: as in `read_articles`.
        processes
            Processes that annotate; None is one per core, or this one alone for a few hundred articles or less. Each takes
            about 0.7 GB. The result is the same, byte for byte.
        executor
            Annotate there instead: any `concurrent.futures.Executor` whose workers have broadsheet and the model.
        model, sentiment
            As in `annotate`. A function is given to worker processes if they can import it; otherwise it judges here, in one process.
        progress
            A bar on standard error; None shows it on a terminal only.

        Raises
        ------
        RequestError
            A path does not exist, a date makes no sense, a model is missing, or this archive shows an earlier state.
        ArchiveError
            The disk is full or the folder cannot be written; what was in the archive still is.
        """
        state = self._writable()
        found = found_in_paths(state, paths, published_at=published_at, source=source, map=map, day_first=day_first)
        return self._indexed(ingest(
            self._store, found, AnnotationSettings(model, sentiment), processes=processes, executor=executor, progress=progress,
        ))

    def add(
        self, articles: pd.DataFrame, rejects: pd.DataFrame | None = None, *, processes: int | None = None,
        executor: Executor | None = None, model: str | None = None, sentiment: str | SentimentModel | None = "default",
        progress: bool | None = None,
    ) -> IngestResult:
        """Annotate and keep articles that were read elsewhere (`article_id`, `text`, and any other columns of `articles`).

        The other parameters and the errors are those of `ingest`.
        """
        found = frames_found(self._writable(), articles, () if rejects is None else rejects)
        return self._indexed(ingest(
            self._store, found, AnnotationSettings(model, sentiment), processes=processes, executor=executor, progress=progress,
        ))

    def search(
        self, query: str, *, since: Moment | None = None, until: Moment | None = None, source: str | Iterable[str] | None = None,
        top: int | None = 20, passages: int = 1,
    ) -> pd.DataFrame:
        """The articles that match a query, the best first, each with the sentences that show it and the words found in context.

        Parameters
        ----------
        query
            Words, which must all occur; `"a phrase"`, `deport*`, `AND`, `OR`, `NOT`, parentheses, `NEAR(hub Tirana, 5)`, and the fields
            `title:`, `outlet:`, `actor:` and `day:`, such as `"return hub*" AND actor:Kurti day:2025-10`. Case and accents do not matter.
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
                How well it matches (BM25; a word in the title counts twice); 0 where no word was asked for.
            hits
                Places in title and text where the words stand.
            start, end
                The sentence; the article's first one where the words stand in the title only, or no word was asked for.
            match_start, match_end
                The words found in it; null where there are none.
            before, match, after
                The words found in their context, of the title where they stand there only.

        Raises
        ------
        RequestError
            The query cannot be understood, or names an outlet or an actor that the archive does not have.

        Notes
        -----
        Copies, and articles in languages that are not annotated, are found too. Titles are searched as they were read.
        """
        if (top is not None and top < 1) or passages < 1:
            raise RequestError(f"search: top is {top!r} and passages is {passages!r}; both should be 1 or more")
        asked, state = parse_query(query), self._readable(source)
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

    def remove(
        self, article_ids: Iterable[str] | None = None, *, path: str | None = None, source: str | None = None,
        keep_out: bool = True, erase: bool = False,
    ) -> pd.DataFrame:
        """Take articles out, from every layer and also from earlier states; the rows of those taken out.

        Parameters
        ----------
        article_ids, path, source
            Which articles: by id, by the file or folder they were read from, or by outlet; one of the three.
        keep_out
            Leave them out when their files are ingested again; `readmit` lets them in.
        erase
            Delete their text from the disk at once. Whoever is reading at that moment may have to read again; otherwise old
            files go with the next `check` after a week.
        """
        self._writable()
        gone = remove_articles(self._store, article_ids=article_ids, path=path, source=source, keep_out=keep_out, erase=erase)
        if erase or self._store.place.options is not None:
            # Of what was in a bucket nothing is to stay on this machine, in the index neither.
            self._index.forget()
        else:
            refresh_index(self._index, self._current())
        return gone[["article_id", "source", "published_at", "path"]].reset_index(drop=True)

    def readmit(self, article_ids: Iterable[str]) -> int:
        """Let removed articles in again with the next ingest of their files; how many there were."""
        self._writable()
        return readmit_articles(self._store, article_ids)

    def check(self, *, repair: bool = True) -> Check:
        """Verify the archive, and repair what can be repaired; one that cannot be opened any more is checked by `check_archive`."""
        found = check_archive(self.path, repair=repair)
        self._store, self._seen = Store(self.path), None
        if repair and inspect_index(self._store.place) is not None:
            self._index.forget()
        return found

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

    def awaiting(self) -> pd.DataFrame:
        """Articles that the next ingest will annotate: `article_id title source published_at path` and so on."""
        state = self._current()
        return state.articles(awaiting(state.register))

    def unmatched_corrections(self) -> pd.DataFrame:
        """Entries of `corrections.toml` that are without effect: `correction`, `reason`."""
        return readback.unmatched_corrections(self._current())

    def issues(self) -> tuple[NamedIssue, ...]:
        """The issues that an analyst has named in `issues.toml`, beside the tables; none where there is no such file."""
        return read_issues(self._store.place)

    def labels(self) -> list[Label]:
        """The sentences that an analyst has labelled in `labels.jsonl`; see `broadsheet.archive.labels`."""
        return read_labels(self.path)

    def state(self) -> str:
        """A moment that `open_archive(path, as_of=…)` takes to show again what this archive shows now.

        Corrections that were edited since the last ingest are recorded with it.
        """
        if self._as_of is not None:
            return self._as_of.isoformat()
        return record_corrections(self._store)

    def _indexed(self, result: IngestResult) -> IngestResult:
        """The result of an ingest, once the index for search has what came in."""
        refresh_index(self._index, self._current())
        return result

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

    def _writable(self) -> State:
        if self._as_of is not None:
            raise RequestError(f"{self.path} is shown as of {self._as_of.isoformat()}; open it without as_of to change it")
        return self._current()

    def _current(self) -> State:
        """The newest state, or the one asked for; read again only when something was committed or corrected."""
        batches = self._store.delta("batches") if self._store.exists else None
        mark = (None if batches is None else batches.version(), corrections_mark(self._store.place))
        if self._seen is None or self._seen[0] != mark:
            self._seen = (mark, current_state(self._store, self._as_of))
        return self._seen[1]

    def _by_id(self, article_ids: set[str]) -> pd.DataFrame:
        """The articles with these ids: where the rows of this archive find their texts."""
        state = self._current()
        return state.articles(state.register["article_id"].isin(article_ids))
