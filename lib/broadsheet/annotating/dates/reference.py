"""Where a text stands in time: its day of publication, its date line, whether it tells history, and the dates told so far."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from copy import copy
from datetime import date
from statistics import median

from broadsheet.annotating.dates import values
from broadsheet.annotating.dates.meaning import Point, Shift
from broadsheet.annotating.dates.scan import Candidate

PUBLICATION = "publication day"

NARRATIVE_YEARS = 6
"""Explicit years from which a text can count as a narrative of the past."""

FEW_YEARS, LONG_AGO = 3, 10
"""So many explicit years are enough if all of them lie at least so long ago."""

_HEAD = 400
_LINE_WORDS = 10


class Reference:
    """Where the text stands in time while it is read from the start: the day of publication and the dates told so far.

    Parameters
    ----------
    day
        The day of publication; None where it is unknown.
    dateline
        The day in the date line at the head of the text, which stands in for an unknown day of publication.
    dated
        Where in the text a date tells its year and month, and that year; see `within_dated`.
    narrative
        Whether the text tells history: then months and days without a year belong to the date told last, not to the
        day of publication.
    """

    def __init__(
        self, day: date | None, *, dateline: date | None = None, narrative: bool = False, dated: Sequence[tuple[int, int]] = (),
    ) -> None:
        self.day = day or dateline
        self.day_name = PUBLICATION if day else f"text: {dateline}"
        self.narrative = narrative
        self._dated = dated
        self._position = 0
        self.goes_on = False
        """Whether the date told last stands in the same paragraph, in this sentence or the one before, and opens its sentence."""
        self.last: str | None = None
        self.last_day: date | None = None
        self.quarter: str | None = None
        self.year: int | None = None
        self.month: int | None = None

    def speaking_on(self, day: date) -> Reference:
        """The same place in the text, as seen by someone who speaks on another day: in a dated quotation."""
        other = copy(self)
        other.day, other.day_name, other.narrative = day, f"text: {day}", False
        return other

    def tell(self, value: str, *, opening: bool = True, compared: bool = False) -> None:
        """Note a date of the text.

        Parameters
        ----------
        value
            Its TIMEX3 value.
        opening
            Whether it opens its sentence: a bare year inside one ("the treaty of 1839") does not move the narrative.
        compared
            Whether it is only held against another ("a year earlier"), and the talk goes on about that other.
        """
        if value.startswith("BC") and value[2:6].isdigit():
            self.last, self.year, self.month = value, -int(value[2:6]), int(value[7:9]) if value[7:9].isdigit() else None
        covered = values.period(value)
        if covered is None:
            return
        if not compared:
            self.last = value
            if "-Q" in value:
                self.quarter = value
        if covered.precision in ("day", "minute"):
            self.last_day = covered.earliest
        if covered.precision in ("decade", "century"):
            return
        bare = covered.precision == "year"
        if bare and not opening and self.year is not None and not 0 <= covered.earliest.year - self.year <= 1:
            return
        if not (bare and covered.earliest.year == self.year):
            self.year, self.month = covered.earliest.year, None if bare else covered.earliest.month

    def read_to(self, position: int) -> None:
        """Go on to an offset of the text."""
        self._position = position

    def within_dated(self, year: int) -> int:
        """The year, held between those of the full dates around it: what is told between two days of 1975 was in 1975.

        A full date whose neighbours agree on another year is an excursion ("which would end in November 2008"), and the
        story goes on where it was.
        """
        at = bisect_left(self._dated, (self._position, 0))
        if not 0 < at < len(self._dated) or year < 0:
            return year
        earlier, before, after = self._dated[max(at - 2, 0)][1], self._dated[at - 1][1], self._dated[at][1]
        if year == before and abs(before - earlier) > 1 and abs(earlier - after) <= 1:
            return earlier
        return min(max(year, min(before, after)), max(before, after))

    def told(self) -> values.Period | None:
        """The days of the date told last."""
        return values.period(self.last) if self.last else None


def news_until(found: Sequence[Candidate], text: str) -> list[bool]:
    """Whether each expression stands in what a text with a history in it tells as news.

    That is its opening, where that counts from "today", up to the first year ("The actor died on Tuesday. Born in May 1931, he made his
    first film in 1952 …"); and a later paragraph that counts from "today" and names no year.
    """
    opens = any(_deictic(c) for c in found if c.start < _HEAD)
    if not opens:
        return [False] * len(found)
    paragraphs = [text.count("\n", 0, c.start) for c in found]
    dated = [isinstance(c.meaning, Point) and bool(c.meaning.year) for c in found]
    first = next((n for n, year in enumerate(dated) if year), len(found))
    years = {paragraph for paragraph, year in zip(paragraphs, dated, strict=True) if year}
    deictic = {paragraph for paragraph, c in zip(paragraphs, found, strict=True) if _deictic(c)}
    return [n < first or (paragraph in deictic and paragraph not in years) for n, paragraph in enumerate(paragraphs)]


def dated_years(found: Sequence[Candidate]) -> list[tuple[int, int]]:
    """Offset and year of every expression that tells both its year and its month."""
    points = [(c.start, c.meaning) for c in found if isinstance(c.meaning, Point)]
    return [(start, p.year) for start, p in points if p.year and p.month and not p.bc]


def is_narrative(found: Sequence[Candidate], day: date | None) -> bool:
    """Whether the text tells history: years abound, they lie before publication, and few expressions count from "today".

    A text that names its own day of publication is news, however many years it lists.
    """
    points = [c.meaning for c in found if isinstance(c.meaning, Point) and c.meaning.year]
    years = [p.year for p in points if p.year and not p.bc]
    before_christ = len(points) - len(years)
    deictic = sum(_deictic(c) for c in found)
    told = len(points)
    if told < 2 * deictic or told < FEW_YEARS or (day and any((p.year, p.month, p.day) == (day.year, day.month, day.day) for p in points)):
        return False
    if before_christ > len(years):
        return True
    if told < NARRATIVE_YEARS:
        return deictic == 0 and day is not None and day.year - max(years) >= LONG_AGO
    dated = [p.year for p in points if p.month and p.year and not p.bc]
    return len(dated) > 1 and (day is None or (day.year - median(years) >= 1 and day.year - median(dated) >= 1))


def _deictic(c: Candidate) -> bool:
    """Whether an expression counts from the day of speaking."""
    if isinstance(c.meaning, Shift):
        return c.meaning.base == "day"
    return isinstance(c.meaning, Point) and bool(c.meaning.weekday) and not c.meaning.year


def dateline(found: Sequence[Candidate], text: str) -> date | None:
    """The full date that stands in a short line of its own, no sentence, at the head of the text."""
    for c in found:
        if c.start > _HEAD:
            return None
        p = c.meaning
        if not (isinstance(p, Point) and p.year and p.month and p.day and not p.bc):
            continue
        before, after = text[:c.start].rpartition("\n")[2], text[c.end:c.end + _HEAD].partition("\n")[0]
        if len(before.split()) + len(after.split()) <= _LINE_WORDS and not after.rstrip().endswith("."):
            try:
                return date(p.year, p.month, p.day)
            except ValueError:
                return None
    return None
