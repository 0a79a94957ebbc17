"""What an analyst calls an issue, as `issues.toml` says it, beside the archive's tables.

An entry names an issue by its words, joins issues that were found apart, or takes one out::

    [[issues]]
    name = "Return hubs"                        # as the report shall call it
    terms = ["return hub", "offshore centre"]   # positions on what has all words of one of these are on it
    merge = ["migration deal"]                  # issues found by the program that belong to it, by name
    because = "one and the same plan"           # for people

    [[issues]]
    name = "football"
    reject = true                               # no issue

Entries take effect in the order of the file; the first that fits a position counts.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from typing import Final

from broadsheet.corrections.values import check_keys, check_tables, flag, text_of, texts_of
from broadsheet.errors import RequestError

ISSUES_FILE: Final = "issues.toml"
"""The name of the file, beside the tables of an archive."""

_KEYS: Final = frozenset({"name", "terms", "merge", "reject", "because"})


@dataclass(frozen=True)
class NamedIssue:
    """One entry: what the issue is called, the words that it is known by, the found issues that belong to it, and whether it is none."""

    name: str
    terms: tuple[str, ...] = ()
    merge: tuple[str, ...] = ()
    reject: bool = False


def parse_issues(text: str) -> tuple[NamedIssue, ...]:
    """The issues named in `text`, the content of an `issues.toml`.

    Parameters
    ----------
    text
        TOML; empty for none.

    Returns
    -------
    tuple of NamedIssue
        The entries in the order of the file.

    Raises
    ------
    RequestError
        It is no TOML, or an entry has a key or a value that there is not; the message names the entry.

    Examples
    --------
    >>> parse_issues('[[issues]]\\nname = "Harbour levy"\\nterms = ["levy"]')
    (NamedIssue(name='Harbour levy', terms=('levy',), merge=(), reject=False),)
    """
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise RequestError(f"{ISSUES_FILE}: {error}") from error
    entries = content.get("issues", [])
    check_tables(ISSUES_FILE, text, content, ("issues",))
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise RequestError(f"{ISSUES_FILE}: write [[issues]], with two brackets, over each entry")
    made = []
    for number, entry in enumerate(entries, 1):
        where = f"{ISSUES_FILE}, entry {number}"
        check_keys(where, entry, _KEYS)
        lists = {key: texts_of(where, entry, key) for key in ("terms", "merge") if key in entry}
        made.append(NamedIssue(text_of(where, entry, "name"), **lists, reject=flag(where, entry, "reject")))
    return tuple(made)
