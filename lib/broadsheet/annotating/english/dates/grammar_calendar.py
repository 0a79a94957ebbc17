"""Rules for names of the calendar: days, months, years, decades, seasons, quarters, named days, and ranges of them."""

from __future__ import annotations

from itertools import pairwise

from broadsheet.annotating.dates.meaning import Fixed, Meaning, Part, Point, Shift, iso_point
from broadsheet.annotating.dates.scan import Match, Piece, Rule
from broadsheet.annotating.english.dates.groups import mod_of, month_of, near_of, weekday_of, within_of, year_of
from broadsheet.annotating.english.dates.numbers import amount, ordinal


def _date(m: Match) -> Meaning | None:
    """A day of a month: "Oct. 22", "22 October 2025", "Thursday, March 6, 2008", "the night of April 18, 1775"."""
    day = ordinal(m.group("day"))
    if not day or not 1 <= day <= 31:
        return None
    within = Shift("Y", 0, "text") if m.has("same") and not m.has("year") else within_of(m)
    return Point(
        year=year_of(m), bc=bool(m.value("era", "BC")), month=month_of(m), day=day, weekday=weekday_of(m),
        part=m.value("when", "PART") or m.value("part", "PART"), mod=mod_of(m), within=within, toward=near_of(m),
    )


def _day_range(m: Match) -> list[Piece] | None:
    """Two days of one month: "May 9-12", "9 to 12 May 1940", "between 3 and 5 June"."""
    first, second = ordinal(m.group("first")), ordinal(m.group("second"))
    if not first or not second or first >= second or second > 31:
        return None
    year, month = year_of(m), month_of(m)
    start, stop = m.span()
    a, b = Point(year=year, month=month, day=first), Point(year=year, month=month, day=second)
    return [Piece(start, m.span("first")[1], a), Piece(m.span("second")[0], stop, b)]


def _day_list(m: Match) -> list[Piece] | None:
    """Days of one month in a list: "4, 11 and 18 March", "March 4, 11 and 18, 2026"."""
    first, stop = m.span("days")
    days = [n for n in range(first, stop) if m.scanner.token(m.pieces[n]).classes.keys() & {"DAYNUM", "ORDDAY"}]
    numbers = [ordinal([m.scanner.token(m.pieces[n])]) or 0 for n in days]
    if len(days) < 3 or any(a >= b for a, b in pairwise(numbers)) or numbers[-1] > 31:
        return None
    begins, ends = m.span()
    year, month = year_of(m), month_of(m)
    edges = [begins, *days[1:]], [*(n + 1 for n in days[:-1]), ends]
    return [Piece(a, b, Point(year=year, month=month, day=day)) for a, b, day in zip(*edges, numbers, strict=True)]


def _nth_weekday(m: Match) -> Meaning | None:
    """A day of the week counted in its month: "the last Sunday of May", "the first Monday in October 2024"."""
    place = ordinal(m.group("place")) or -1
    if place > 5:
        return None
    return Point(year=year_of(m), month=month_of(m), weekday=weekday_of(m), nth=place, within=within_of(m), part=m.value("part", "PART"))


def _month(m: Match) -> Meaning | None:
    """A month, alone or with a year: "October", "May 2024", "mid-September", "the end of March", "last June"."""
    return Point(
        year=year_of(m), bc=bool(m.value("era", "BC")), month=month_of(m), mod=mod_of(m), toward=near_of(m), within=within_of(m),
    )


def _month_range(m: Match) -> list[Piece] | None:
    """Two months of one year: "July-November 1954", "August and September 1914"."""
    year, first, second = year_of(m), month_of(m, "first"), month_of(m, "second")
    if not year or not first or not second:
        return None
    cut, rest = m.span("first")[1], m.span("second")[0]
    earlier = year - 1 if first > second else year
    return [Piece(m.span()[0], cut, Point(year=earlier, month=first)), Piece(rest, m.span()[1], Point(year=year, month=second))]


def _year(m: Match) -> Meaning | None:
    """A year in digits or words: "2008", "early 1941", "the end of 2026", "fiscal 1989", "490 BC", "nineteen ninety-six"."""
    year = year_of(m)
    short = bool(m.value("year", "SHORTYEAR"))
    return Point(year=year, short=short, bc=bool(m.value("era", "BC")), mod=mod_of(m)) if year else None


def _year_range(m: Match) -> list[Piece] | None:
    """Two years: "1939-45", "1914–1918", "2024/25"; the second may be cut to its last digits."""
    first, tail = year_of(m, "first"), m.words("second")
    if not first or not tail.isdigit() or len(tail) not in (2, 4):
        return None
    second = int(tail) if len(tail) == 4 else first // 100 * 100 + int(tail)
    if second <= first:
        return None
    return [Piece(*m.span("first"), Point(year=first)), Piece(*m.span("second"), Point(year=second))]


def _range_before_christ(m: Match) -> list[Piece] | None:
    """Two years before Christ: "499-493 BC", "from 264 to 241 BC"."""
    first, second = year_of(m, "first"), year_of(m, "second")
    if not first or not second or first <= second:
        return None
    return [Piece(*m.span("first"), Point(year=first, bc=True)), Piece(m.span("second")[0], m.span()[1], Point(year=second, bc=True))]


def _decade(m: Match) -> Meaning | None:
    """A decade: "the 1990s", "the late 1960s", "the nineties", "the '80s"."""
    mod = m.value("when", "EARLY", "LATE", "MID", "POINT")
    if plural := m.value("decade", "TENSPLURAL"):
        return Fixed(f"19{plural[0]}", mod)
    digits = "".join(c for c in m.words("decade") if c.isdigit())
    return Fixed(digits[:3] if len(digits) == 4 else f"{'20' if digits[0] in '01' else '19'}{digits[0]}", mod)


def _century(m: Match) -> Meaning | None:
    """A century: "the 20th century" is 19."""
    number = ordinal(m.group("number"))
    if not number or number > 22:
        return None
    era = "BC" if m.value("era", "BC") else ""
    return Fixed(f"{era}{number - 1:02d}", mod_of(m))


def _season(m: Match) -> Meaning | None:
    """A season: "the spring of 1916", "last fall", "this summer"; "the fall of the city" and "Summer Olympics" are none."""
    bare = not any(m.has(g) for g in ("year", "near", "within"))
    after = m.after().lower()
    if bare and (after in _NO_SEASON or (m.value("season", "SEASON_AMBIGUOUS") and after in ("of", "in", "from", "through", "to"))):
        return None
    return Point(
        year=year_of(m), bc=bool(m.value("era", "BC")), season=m.value("season", "SEASON", "SPRING", "SEASON_AMBIGUOUS"),
        mod=mod_of(m), toward=near_of(m), within=within_of(m),
    )


_NO_SEASON = {"olympics", "games", "palace", "street", "paralympics", "school", "camp", "vacation"}


def _quarter(m: Match) -> Meaning | None:
    """A quarter: "the third quarter", "fiscal second-quarter", "Q3 2025", "last year's first quarter"."""
    value = m.value("number", "ORD4", "QUARTERNAME") or ""
    number = next((int(c) for c in value if c.isdigit()), 4 if m.words("number") in ("last", "final") else 0)
    return Point(year=year_of(m), quarter=number, within=within_of(m), mod=mod_of(m)) if 1 <= number <= 4 else None


def _half(m: Match) -> Meaning | None:
    """Half a year: "the first half of 2008", "the second half of the year"."""
    return Point(year=year_of(m), half=1 if m.value("number", "ORD4") == "1" else 2, within=within_of(m))


def _named(m: Match) -> Meaning | None:
    """A day with a name: "Christmas 1963", "last Thanksgiving", "Good Friday", "New Year's Eve"."""
    return Point(
        year=year_of(m), named=m.value("name", "NAMED"), toward=near_of(m), within=within_of(m), part=m.value("part", "PART"),
    )


def _iso(m: Match) -> Meaning | None:
    """A date in digits, year first: "2025-10-22", "2025-10-22T10:30"."""
    return iso_point(m.group()[0].text)


def _numeric(m: Match) -> Meaning | None:
    """A date in digits with strokes or stops: "10/22/2025", "22.10.2025"; what can be read both ways is marked; stops mean day first."""
    text = m.group()[0].text
    a, b, year = (int(x) for x in text.replace(".", "/").split("/"))
    year += (1900 if year > 40 else 2000) if year < 100 else 0
    day_first = a > 12 or (b <= 12 and "." in text)
    month, day = (b, a) if day_first else (a, b)
    mod = "EITHER" if a <= 12 and b <= 12 and a != b and "/" in text else None
    return Point(year=year, month=month, day=day, mod=mod) if 1 <= month <= 12 and 1 <= day <= 31 else None


def _ordinal_day(m: Match) -> Meaning | None:
    """A day whose month was told before: "the 20th", "the 13th"; not "the 20th floor"."""
    if m.after()[:1].isalpha() and m.after().lower() not in _AFTER_DAY:
        return None
    return Point(day=ordinal(m.group("day")), mod=mod_of(m))


_AFTER_DAY = {
    "and", "to", "when", "but", "at", "in", "on", "as", "after", "before", "he", "she", "they", "it", "the", "with", "by", "while", "until",
}


def _up_to(m: Match) -> list[Piece] | None:
    """Units up to a month or day: "the three months to May", "the year ended March 31"."""
    unit = m.value("unit", "UNIT", "UNITS")
    number = amount(m.group("qty")) if m.has("qty") else 1
    if unit not in ("M", "Y") or number is None:
        return None
    last = Point(year=year_of(m), month=month_of(m), day=ordinal(m.group("day")))
    return [Piece(*m.span("length"), Part(unit, int(number), -1, last, up_to=True)), Piece(*m.span("last"), last)]


def _part_of(m: Match) -> Meaning | None:
    """Units at an edge of a larger one: "the last week of August", "the first ten months of 1915"."""
    unit = m.value("unit", "UNIT", "UNITS")
    number = amount(m.group("qty")) if m.has("qty") else 1
    if unit is None or number is None:
        return None
    place = ordinal(m.group("place")) or -1
    return Part(unit, int(number), place, Point(year=year_of(m), month=month_of(m), within=within_of(m)))


_WITHIN = "(?P<within>(of|in)? (last|next|this|that|the same|the previous|the following|the|the current) year|a year (ago|earlier))"
_SPOKEN = "(?P<year>YEARNUM|NUMWORD NUMWORD HYPHEN NUMWORD|NUMWORD NUMWORD and? NUMWORD|NUMWORD NUMWORD)"
_IN_YEAR = "(COMMA? of? (?P<year>YEARNUM) (?P<era>ERA)?|COMMA? (?P<within>(of|in) (that|the same|this|the) year|(last|this|next) year))"
_WEEKDAY = "((?P<weekday>WEEKDAY|WEEKDAY_SHORT) COMMA?)"
_DAY_WHEN = "(?P<when>WHEN|EARLY? in? the EARLYLATE? PART (hours)? (of|on))"

RULES = (
    Rule("date", (
        f"{_DAY_WHEN}? ((?P<near>this coming|last|next|this)|(?P<same>that same|that|the same))? {_WEEKDAY}? (?P<month>MONTH) the?"
        f" (?P<day>DAY) {_IN_YEAR}?",
        f"{_DAY_WHEN}? ({_WEEKDAY} the?|the)? (?P<day>DAYNUM|ORDDAY|(TENS HYPHEN? ORDWORD|ORDWORD) of) of? (?P<month>MONTH) {_IN_YEAR}?",
    ), _date),
    Rule("date range", (
        "(?P<month>MONTH) (?P<first>DAYNUM|ORDDAY) (HYPHEN|to|and|through|SLASH) (?P<second>DAYNUM|ORDDAY) (COMMA? (?P<year>YEARNUM))?",
        "the? (?P<first>DAYNUM|ORDDAY) (HYPHEN|to|and|through|or|SLASH|COMMA) the? (?P<second>DAYNUM|ORDDAY) of? (?P<month>MONTH)"
        " (COMMA? (?P<year>YEARNUM))?",
    ), _day_range),
    Rule("days of a month", (
        "(?P<days>the? (DAYNUM|ORDDAY) (COMMA the? (DAYNUM|ORDDAY))+ COMMA? (and|or) the? (DAYNUM|ORDDAY)) of? (?P<month>MONTH)"
        " (COMMA? (?P<year>YEARNUM))?",
        "(?P<month>MONTH) (?P<days>(DAYNUM|ORDDAY) (COMMA (DAYNUM|ORDDAY))+ COMMA? (and|or) (DAYNUM|ORDDAY)) (COMMA? (?P<year>YEARNUM))?",
    ), _day_list),
    Rule("weekday of a month", (
        "the? (?P<place>ORDWORD|last|final) (?P<weekday>WEEKDAY) (?P<part>PART)? (of|in) (?P<month>MONTH) (COMMA? (?P<year>YEARNUM))?",
        f"the? (?P<place>ORDWORD|last|final) (?P<weekday>WEEKDAY) (?P<part>PART)? (of|in) (?P<month>MONTH_NAME|MONTH_AMBIGUOUS) {_WITHIN}",
    ), _nth_weekday),
    Rule("month", (
        f"(?P<when>WHEN)? (?P<month>MONTH) (of|COMMA|in)? {_SPOKEN} (?P<era>ERA)?",
        "(?P<when>WHEN)? (?P<month>MONTH) COMMA? (?P<year>THREE) (?P<era>BC)",
        f"(?P<when>WHEN)? (?P<month>MONTH_NAME|MONTH_AMBIGUOUS) {_WITHIN}",
        "(?P<when>WHEN)? (?P<near>NEAR)? (?P<month>MONTH_NAME|MONTH_AMBIGUOUS)",
    ), _month),
    Rule("month range", ("(?P<first>MONTH) (HYPHEN|to|and|through|until|or) (?P<second>MONTH) of? (?P<year>YEARNUM)",), _month_range),
    Rule("fiscal year", ("(?P<when>WHEN)? the? (fiscal|financial) year? (?P<year>YEARNUM)", "the? (?P<year>FISCAL)"), _year),
    Rule("year", (
        "(?P<when>WHEN)? (the year)? (?P<year>YEARNUM) (?P<era>ERA)?", "(?P<when>WHEN)? (?P<year>SHORTYEAR)",
        "(?P<when>WHEN)? AD (?P<year>YEARNUM|THREE)", "(?P<when>WHEN)? (?P<year>THREE|TWO) AD",
        "(?P<when>WHEN)? APPROX? (?P<year>YEARNUM|THREE|TWO|DAYNUM) (?P<era>BC)", f"(the year)? {_SPOKEN}",
    ), _year),
    Rule("year range", ("(?P<first>YEARNUM) (HYPHEN|SLASH) (?P<second>YEARNUM|TWO|DAYNUM)",), _year_range),
    Rule("year range", ("(?P<first>THREE|TWO|YEARNUM) (HYPHEN|to|and) (?P<second>THREE|TWO|YEARNUM) BC",), _range_before_christ),
    Rule("decade", (
        "(?P<when>the? EARLYLATE HYPHEN? ((to|and) EARLYLATE HYPHEN?)?|the? POINT of the?)? the? (?P<decade>DECADE)",
        "the (?P<when>EARLYLATE HYPHEN?)? (?P<decade>TENSPLURAL|SHORTDECADE)",
    ), _decade),
    Rule("century", (
        "(?P<when>the? EARLYLATE HYPHEN?|the? POINT of)? the? (?P<number>ORDNUM|ORDDAY|TENS HYPHEN? ORDWORD|ORDWORD) HYPHEN?"
        " century (?P<era>ERA)?",
    ), _century),
    Rule("season", (
        f"(?P<when>WHEN)? the? (?P<near>NEAR)? EARLYLATE? (?P<season>SEASONWORD) (of|COMMA)? {_SPOKEN} (?P<era>ERA)?",
        "(?P<when>WHEN)? the? EARLYLATE? (?P<season>SEASONWORD) of? (?P<year>THREE) (?P<era>BC)",
        f"(?P<when>WHEN)? the? (?P<season>SEASONWORD) {_WITHIN}", "(?P<when>WHEN)? (?P<near>NEAR) (?P<season>SEASONWORD)",
        "(?P<when>the? EARLYLATE HYPHEN? in?|the POINT of the)? (?P<season>SEASON)", "the (?P<when>EARLYLATE)? (?P<season>SEASONWORD)",
        "(?P<when>the? EARLYLATE HYPHEN? in?|the POINT of the) (?P<season>SEASONWORD)",
    ), _season),
    Rule("quarter", (
        "the? (fiscal|financial)? HYPHEN? (?P<number>ORD4) fiscal? quarter (of? fiscal? (?P<year>YEARNUM))?",
        "(fiscal|financial)? (?P<number>ORD4) HYPHEN quarter",
        f"the? fiscal? (?P<number>ORD4|last|final) HYPHEN? quarter {_WITHIN}",
        "the (?P<number>last|final) quarter of (?P<year>YEARNUM)", "the? (?P<year>YEARNUM) fiscal? (?P<number>ORD4) HYPHEN? quarter",
        "(?P<within>(this|last|next) year) MARK s? fiscal? (?P<number>ORD4) HYPHEN? quarter",
        "(?P<number>QUARTERNAME) of? (?P<year>YEARNUM|FISCAL)?",
        "the? (comparable|corresponding)? (?P<within>year HYPHEN (ago|earlier)) fiscal? (?P<number>ORD4) HYPHEN? quarter",
    ), _quarter),
    Rule("half-year", (
        "the? (?P<number>ORD4|last|latter|final) half of fiscal? (?P<year>YEARNUM)",
        "the? (?P<number>ORD4|latter) half of (?P<within>(the|this|that|last|next) year)",
    ), _half),
    Rule("named day", (
        "(?P<near>last|next|this coming|this)? (?P<name>NAMED) (?P<part>PART)? (COMMA? of? (?P<year>YEARNUM))?",
        f"(?P<name>NAMED) {_WITHIN}",
    ), _named),
    Rule("iso date", ("ISODATE",), _iso),
    Rule("numeric date", ("NUMERIC",), _numeric),
    Rule("day of the month", ("the (?P<day>ORDDAY)",), _ordinal_day),
    Rule("units up to a month", (
        "(?P<length>the (?P<qty>NUM)? (?P<unit>UNIT|UNITS)) (to|through|ended|ending) (the end of)?"
        " (?P<last>(?P<month>MONTH_NAME|MONTH_AMBIGUOUS) (?P<day>DAYNUM|ORDDAY)? (COMMA? (?P<year>YEARNUM))?)",
    ), _up_to),
    Rule("part of a period", (
        "the (?P<place>ORDWORD|last|final) (?P<qty>NUM)? (?P<unit>UNIT|UNITS) (of|in) (?P<month>MONTH) (COMMA? (?P<year>YEARNUM))?",
        "the (?P<place>ORDWORD|last|final) (?P<qty>NUM)? (?P<unit>UNIT|UNITS) of (?P<year>YEARNUM)",
        "the (?P<place>ORDWORD|last|final) (?P<qty>NUM)? (?P<unit>UNIT|UNITS) of (?P<within>(this|last|next|that|the) year)",
    ), _part_of),
)
"""The rules of this module, in order of preference."""
