"""Dossiers: a page of each of the largest storylines and of each leading actor, made of answers, with addresses that stay between runs."""

from __future__ import annotations

import csv
import hashlib
import io
import logging
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from typing import Any, Final, NamedTuple

import pandas as pd

from broadsheet.analysis import actor_ranking, hidden, of_articles, quantity, said_day, storylines
from broadsheet.annotating import Layers, in_language
from broadsheet.display import Answer, ask, csv_text, table_file
from broadsheet.errors import BroadsheetError
from broadsheet.languages import lang_attributes
from broadsheet.reporting.notebook_runs import NotebookRun
from broadsheet.reporting.pages import Block, Page, safe_answer
from broadsheet.safe_text import escape, plain, shorten

log = logging.getLogger(__name__)

FOLDER: Final = "dossiers"

ARTICLES: Final = 200
"""Articles that a dossier is made of, the newest ones: with more, answers take seconds."""

TOLD: Final = 2
"""Articles that a storyline must have."""

LARGE: Final = 3
"""Articles that an actor must be in."""

ROWS: Final = 12
"""Rows of each answer; the question itself shows more."""

WORDS: Final = 4
"""Words that a quotation must have: "its refusal" says nothing by itself."""


class _Asked(NamedTuple):
    """Whether whole articles may be shown, and whether there are files of tables."""

    whole: bool
    csv: bool


class _Section(NamedTuple):
    """A heading, the question below it with its options, columns left out, the column that stands first, and what a reader must know."""

    heading: str
    question: str
    options: Mapping[str, Any]
    out: Sequence[str] = ()
    first: str = ""
    lead: str = ""


_HAPPENED: Final = _Section(
    "What happened", "timeline", {"top": ROWS, "stated": True}, ("salience",), lead="Happenings whose day an article states.",
)
_POSITIONS: Final = _Section(
    "Who wants what", "positions", {"top": ROWS},
    lead="Shown by own words: a speaker’s; by an act: what was done; reported: the outlet says so.",
)
_PLANS: Final = _Section(
    "Plans, and what became of them", "commitments", {}, lead="Due: its days are not over; silent: nobody tells what became of it.",
)
_OF_STORYLINE: Final = (
    _HAPPENED,
    _Section(
        "Who tells it, and what each article adds", "article_additions", {},
        lead="New: happenings with a stated day that no earlier article tells; known: an earlier one tells them; "
        "differing: figures unlike those of another.",
    ),
    _Section(
        "In other languages", "other_languages", {"by_language": True}, ("story", "first", "english"),
        lead="By language; likeness joins them to the story, not words. Not annotated: nothing was looked for in the article.",
    ),
    _Section("Who is in it", "actor_ranking", {"top": ROWS}, lead="In brackets: with copies. Share: of all mentions of actors."),
    _POSITIONS,
    _Section(
        "Figures over time, and what is disputed", "contradictions", {},
        lead="Contradiction: told so at the same time; development: the value changes from day to day.",
    ),
    _PLANS,
)
_OF_ACTOR: Final = (
    _Section("Roles", "role_table", {}, ("name",)),
    _Section("Statements", "quote_ledger", {"newest_first": True}, ("person", "organisation", "agreement"), "date"),
    _POSITIONS._replace(heading="For and against what", out=("holder",)),
    _Section("For and against whom", "stance_edges", {"top": ROWS}, lead="Stance: the mean, from −1, negative, to 1, positive."),
    _HAPPENED, _PLANS,
    _Section(
        "Named together with", "co_occurrence", {"top": ROWS},
        lead="Association: 1, neither without the other; 0, as chance would have it.",
    ),
)
_LONG: Final = frozenset({"timeline", "article_additions"})
"""Questions whose answers tell a course from its beginning to its end: a page shows as many of their rows as they do themselves."""

_PLAIN_ID = re.compile(r"[A-Za-z0-9_-]{1,80}")
_ODD = re.compile(r"[^A-Za-z0-9_-]+")
_ROW = re.compile(r'(<tr id="[\w-]+-(?P<row>\d+)">)(?P<cell><t[hd][^>]*>.*?)(?P<close></t[hd]>)', re.S)
_MORE = re.compile(r"(and [\d,]+ more(?: rows)?),? in the CSV( of the evidence)?")


@dataclass(frozen=True)
class Dossier:
    """A page: whose it is (`storyline` or `actor`, and its id), a line on it, its articles, and by address the tables it leads to."""

    kind: str
    key: str
    page: Page
    note: str
    articles: frozenset[str]
    tables: Mapping[str, str] = field(default_factory=dict)

    @property
    def href(self) -> str:
        """Where it is, from the folder of the run."""
        return f"{self.page.name}.html"


def dossiers_of(layers: Layers, most: int, *, focus: str | None = None, whole: bool = True, csv: bool = True) -> list[Dossier]:
    """The dossiers of the largest storylines and of the actors in most articles.

    Parameters
    ----------
    layers
        Those that the notebooks saw.
    most
        How many, at most, half of them of actors; 0 makes none.
    focus
        Only storylines that this actor is in.
    whole
        False where texts may not be published: then only sentences that are cited are shown, and none of an article as a whole.
    csv
        Whether a table with more rows than its page shows has a file of its own, to which the page leads.

    Notes
    -----
    An actor that is named like an outlet of these articles ("The Times reported") has none.
    """
    if not most:
        return []
    stories = _storylines(layers, focus)
    stories = stories.head(most - most // 2)
    actors = actor_ranking(layers)
    outlets = set(layers.articles["source"].dropna().map(_bare))
    actors = actors[(actors["articles"] >= LARGE) & ~actors["name"].map(_bare).isin(outlets)].head(most // 2)
    asked = _Asked(whole, csv)
    made = [_of_storyline(row, layers, asked) for row in stories.to_dict("records")]
    shared, of = _naming(layers, set(actors["actor_id"]))
    made += [_of_actor(row, shared, of, asked) for row in actors.to_dict("records")]
    return [one for one in made if one is not None]


def _storylines(layers: Layers, focus: str | None) -> pd.DataFrame:
    """The large ones; none where nobody of that name is in these articles."""
    if layers.storylines.empty:
        return pd.DataFrame()
    try:
        return storylines(layers, focus, fewest=TOLD)
    except BroadsheetError as error:
        log.info("no storyline has a dossier: %s", error)
        return pd.DataFrame()


def _bare(name: str) -> str:
    """The name of an outlet as others write it: `The Times` is "Times" too."""
    return name.casefold().removeprefix("the ").strip()


def listed(dossiers: Sequence[Dossier]) -> list[dict[str, Any]]:
    """What the first page shows of them: heading, and the links with their notes."""
    groups = (("Storylines", "storyline"), ("Actors", "actor"))
    made = []
    for heading, kind in groups:
        own = [one for one in dossiers if one.kind == kind]
        links = [{"href": one.href, "text": one.page.title, "note": one.note, "tongue": one.page.tongue} for one in own]
        made.append({"heading": heading, "links": links})
    return [group for group in made if group["links"]]


def with_dossier_links(pages: Sequence[Page], dossiers: Sequence[Dossier], up: str = "") -> list[Page]:
    """The pages with a link to its dossier in each row that is of a storyline or an actor with one."""
    known = {(f"{one.kind}_id", one.key): up + one.href for one in dossiers}
    if not known:
        return list(pages)
    return [
        replace(page, blocks=tuple(
            replace(block, answer=_linked(block.answer, known)) if block.kind == "answer" else block for block in page.blocks
        ))
        for page in pages
    ]


def relations_of(dossiers: Sequence[Dossier]) -> dict[str, str]:
    """By article: the line that leads from its page to the dossiers of its storylines, safe HTML."""
    found: dict[str, list[str]] = {}
    for one in dossiers:
        if one.kind == "storyline":
            for key in one.articles:
                found.setdefault(key, []).append(f'<a href="../{one.href}"{one.page.tongue}>{escape(one.page.title)}</a>')
    return {key: f'<p class="where relatives">Storyline: {"; ".join(links)}</p>' for key, links in found.items()}


def write_dossiers(folder: Path, made: Sequence[Dossier], files: Mapping[str, str]) -> None:
    """Write the pages into the folder of the run, and the whole tables that they lead to."""
    if made:
        (folder / FOLDER).mkdir()
    tables = {name: text for one in made for name, text in one.tables.items()}
    for name, text in {**files, **tables}.items():
        (folder / name).write_text(text, encoding="utf-8", newline="" if name in tables else None)


def address(key: str) -> str:
    """An id as part of an address: the same one in every run, and another one for every id.

    Examples
    --------
    >>> address("a1b2"), address("person:ada-moss")
    ('a1b2', 'person-ada-moss-470401')
    """
    if _PLAIN_ID.fullmatch(key):
        return key
    return f"{_ODD.sub('-', key)[:60]}-{hashlib.sha256(key.encode()).hexdigest()[:6]}"


def _of_storyline(row: Mapping[Any, Any], layers: Layers, asked: _Asked) -> Dossier | None:
    members = layers.storylines.loc[layers.storylines["storyline_id"] == row["storyline_id"], "article_id"]
    copies = layers.articles.loc[layers.articles["copy_of"].isin(set(members)), "article_id"]
    own, of = _narrowed(layers, {*members, *copies})
    days = " to ".join(dict.fromkeys(said_day(row[name]) for name in ("first_day", "last_day")))
    note = f"{quantity(int(row['articles']), 'article')} of {quantity(int(row['outlets']), 'outlet')}, {days}"
    if isinstance(row.get("languages"), str):
        note += f"; {plain(row['languages'])}; first {plain(row['first_told'])}"
    title = shorten(plain(row["headline"]), 110) or "Untitled storyline"
    others = len(own.articles) - int(row["articles"])
    if others > 0 and not of:
        of = f" Beside them {quantity(others, 'copy or earlier version', 'copies and earlier versions')}."
    english = in_language(own.articles["language"]).all()
    sections = [one for one in _OF_STORYLINE if one.question != "other_languages" or not english]
    made = _dossier("storyline", row["storyline_id"], title, note, own, of, sections, {}, asked)
    tongue = lang_attributes(row.get("language"))
    return made if made is None else replace(made, page=replace(made.page, tongue=tongue))


def _of_actor(row: Mapping[Any, Any], shared: Layers, of: str, asked: _Asked) -> Dossier | None:
    """Asked of layers that all actors share: what an answer needs is then found once."""
    role = plain(row["role"]) if isinstance(row.get("role"), str) else ""
    note = ", ".join(part for part in (role, quantity(int(row["articles"]), "article")) if part)
    return _dossier("actor", row["actor_id"], plain(row["name"]), note, shared, of, _OF_ACTOR, {"focus": row["actor_id"]}, asked)


def _naming(layers: Layers, actors: set[str]) -> tuple[Layers, str]:
    """The layers of the newest articles that name one of these actors."""
    if not actors:
        return layers, ""
    return _narrowed(layers, set(layers.mentions.loc[layers.mentions["actor_id"].isin(actors), "article_id"]))


def _narrowed(layers: Layers, keys: set[str]) -> tuple[Layers, str]:
    """The layers of the newest of some articles, and which part of them that is, if not all."""
    articles = layers.articles[layers.articles["article_id"].isin(keys)]
    articles = articles.sort_values(["published_at", "article_id"], ascending=[False, True])
    of = f" Made of the newest {ARTICLES} articles." if len(articles) > ARTICLES else ""
    return layers if len(articles) == len(layers.articles) else of_articles(layers, articles["article_id"].head(ARTICLES)), of


def _dossier(
    kind: str, key: str, title: str, note: str, layers: Layers, of: str, sections: Sequence[_Section],
    options: Mapping[str, Any], asked: _Asked,
) -> Dossier | None:
    """The page with its sections; None where nothing can be asked."""
    name, tables = f"{FOLDER}/{kind}-{address(key)}", dict[str, str]()
    blocks = [block for one in sections for block in _blocks(one, layers, {**one.options, **options}, asked, name, tables)]
    if not any(block.kind == "answer" for block in blocks):
        return None
    said = f"<p>{escape(note)}.{escape(of)} Each row opens to its passages, and each passage leads to its place in the article.</p>"
    page = Page(name, title, said, tuple(blocks), NotebookRun(kind, "done", "", 0.0, 0.0))
    return Dossier(kind, key, page, note, frozenset(layers.articles["article_id"]), tables)


def _blocks(
    section: _Section, layers: Layers, options: Mapping[str, Any], asked: _Asked, page: str, tables: dict[str, str],
) -> Iterator[Block]:
    """A heading and the answer below it, without picture; what cannot be asked of these articles is left out.

    What the page leaves out of a table is in a file, which goes into `tables`.
    """
    name = section.question
    try:
        answer = _shown(ask(name, layers, **options), section, asked.whole)
        raw = {"name": answer.name, "finding": answer.finding, "rows": len(answer.frame), "headline": True}
        made = safe_answer(raw | {"table": answer.table if len(answer.frame) else ""})
    except BroadsheetError as error:
        log.warning("dossier, %s: %s", name, error)
        return
    yield Block("prose", f"<h2>{escape(section.heading)}</h2>")
    if section.lead and made["rows"]:
        yield Block("prose", f'<p class="more">{escape(section.lead)}</p>')
    said = made["finding"] if name == "article_additions" or not made["rows"] else ""
    yield Block("answer", answer=made | {"table": _leading_on(made["table"], answer, asked, page, tables), "note": "", "finding": said})


def _leading_on(table: str, answer: Answer, asked: _Asked, page: str, tables: dict[str, str]) -> str:
    """The table, whose line on what it leaves out leads to a file with all of it."""
    def led(found: re.Match[str]) -> str:
        if not asked.csv:
            return found[1]
        file = f"{page}-{table_file(answer.name, evidence=bool(found[2]))}"
        tables.setdefault(file, csv_text(answer.passages if found[2] else answer.frame))
        return f'<a href="{escape(file.removeprefix(f"{FOLDER}/"))}">{found[1]}</a>'

    return _MORE.sub(led, table)


def _shown(answer: Answer, section: _Section, whole: bool) -> Answer:
    """The answer as a dossier shows it: its columns and rows, and its passages, where texts may not be published without whole articles."""
    if section.question == "other_languages":
        answer = replace(answer, group="tongue")
    if section.question == "quote_ledger":
        answer = _telling(answer)
    evidence = answer.evidence if whole else answer.evidence.dropna(subset=["start", "end"]).reset_index(drop=True)
    columns = {**answer.columns, **{name: hidden(answer.columns[name].meaning) for name in section.out}}
    frame = answer.frame
    if section.first:
        frame = frame[[section.first, *frame.columns.drop(section.first)]]
    rows = answer.rows if section.question in _LONG else ROWS
    return replace(answer, frame=frame, evidence=evidence, columns=columns, rows=rows, drawing=None)


def _telling(answer: Answer) -> Answer:
    """The quotations that say something by themselves, and those that an outlet prints again only once."""
    frame = answer.frame
    kept = (frame["text"].str.count(r"\S+") >= WORDS) & ~frame.duplicated(["text", "source"])
    rows = dict(zip(frame.index[kept], range(kept.sum()), strict=True))
    evidence = answer.evidence[answer.evidence["row"].isin(rows)]
    evidence = evidence.assign(row=evidence["row"].map(rows)).reset_index(drop=True)
    finding = answer.finding if kept.all() else f"No statement of {WORDS} words or more."
    return replace(answer, frame=frame[kept].reset_index(drop=True), evidence=evidence, finding=finding)


def _linked(answer: Mapping[str, Any], known: Mapping[tuple[str, str], str]) -> dict[str, Any]:
    """The answer with links in the first cell of rows whose CSV names a known storyline or actor."""
    rows = [int(found["row"]) for found in _ROW.finditer(answer["table"])]
    keys = _keys(answer, max(rows) + 1) if rows and answer["has_csv"] else {}
    if not keys:
        return dict(answer)

    def led(found: re.Match[str]) -> str:
        href = next((known[pair] for pair in keys.get(int(found["row"]), ()) if pair in known), None)
        link = f' <a class="dossier" href="{escape(href)}">dossier</a>' if href else ""
        return f"{found[1]}{found['cell']}{link}{found['close']}"

    return {**answer, "table": _ROW.sub(led, answer["table"])}


def _keys(answer: Mapping[str, Any], most: int) -> dict[int, list[tuple[str, str]]]:
    """By row: the ids in its columns `storyline_id` and `actor_id`."""
    if answer["files"]:
        with answer["files"]["csv"].open(encoding="utf-8", newline="") as opened:
            rows = list(islice(csv.DictReader(opened), most))
    else:
        rows = list(islice(csv.DictReader(io.StringIO(answer["csv"], newline="")), most))
    names = ("storyline_id", "actor_id")
    if not rows or not any(name in rows[0] for name in names):
        return {}
    return {i: [(name, str(row[name])) for name in names if row.get(name)] for i, row in enumerate(rows)}
