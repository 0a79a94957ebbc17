"""Rules for names of the calendar: days, months, years, decades, centuries, seasons, quarters, named days, and ranges of them."""

from __future__ import annotations

from itertools import pairwise

from broadsheet.annotating.dates.meaning import NIGHT, Fixed, Meaning, Part, Point, iso_point
from broadsheet.annotating.dates.scan import Match, Piece, Rule
from broadsheet.annotating.french.dates.groups import mod_of, month_of, near_of, of_text, part_of, weekday_of, within_of, year_of
from broadsheet.annotating.french.dates.numbers import amount, day_of_month, ordinal

_LAST_DAY = 31


def _date(m: Match) -> Meaning | None:
    """A day of a month: "le 15 mai 2025", "mardi 1er octobre", "le 3 mars dernier", "la nuit du 3 au 4 mai"."""
    day = day_of_month(m.group("day"))
    if not day or day > _LAST_DAY:
        return None
    night = part_of(m) == "TNI" and m.has("until")
    return Point(
        year=year_of(m), month=month_of(m), day=day, weekday=weekday_of(m), part=part_of(m), mod=NIGHT if night else None,
        toward=None if of_text(m) else near_of(m), within=within_of(m), bc=m.has("era"),
    )


def _day_range(m: Match) -> list[Piece] | None:
    """Two days of one month: "du 3 au 5 juin", "les 3 et 4 juin 2025", "entre le 3 et le 5 juin"."""
    first, second = day_of_month(m.group("first")), day_of_month(m.group("second"))
    if not first or not second or first >= second or second > _LAST_DAY:
        return None
    year, month, near = year_of(m), month_of(m), near_of(m)
    a, b = (Point(year=year, month=month, day=day, toward=near) for day in (first, second))
    return [Piece(m.span("first")[0], m.span("first")[1], a), Piece(m.span("second")[0], m.span()[1], b)]


def _day_list(m: Match) -> list[Piece] | None:
    """Days of one month in a list: "les 3, 4 et 5 juin"."""
    first, stop = m.span("days")
    days = [n for n in range(first, stop) if m.scanner.token(m.pieces[n]).classes.keys() & {"DAYNUM", "ORDDAY"}]
    numbers = [day_of_month([m.scanner.token(m.pieces[n])]) or 0 for n in days]
    if any(a >= b for a, b in pairwise(numbers)) or numbers[-1] > _LAST_DAY:
        return None
    year, month = year_of(m), month_of(m)
    ends = [*(n + 1 for n in days[:-1]), m.span()[1]]
    return [Piece(a, b, Point(year=year, month=month, day=day)) for a, b, day in zip(days, ends, numbers, strict=True)]


def _month(m: Match) -> Meaning | None:
    """A month, alone or with a year: "octobre", "mai 2024", "la mi-septembre", "fin mars", "juin dernier"."""
    return Point(
        year=year_of(m), month=month_of(m), mod=mod_of(m), toward=None if of_text(m) else near_of(m), within=within_of(m), bc=m.has("era"),
    )


def _year(m: Match) -> Meaning | None:
    """A year: "2008", "début 2026", "la fin de l'année 2025", "490 avant J.-C."."""
    words = m.words("year")
    if not words.isdigit() or int(words) == 0:
        return None
    return Point(year=int(words), bc=m.has("era"), mod=mod_of(m))


def _year_range(m: Match) -> list[Piece] | None:
    """Two years: "1914-1918", "2024/25"; the second may be cut to its last digits."""
    first, tail = year_of(m, "first"), m.words("second")
    if not first or len(tail) not in (2, 4):
        return None
    second = int(tail) if len(tail) == 4 else first // 100 * 100 + int(tail)
    if second <= first:
        return None
    return [Piece(*m.span("first"), Point(year=first)), Piece(*m.span("second"), Point(year=second))]


def _decade(m: Match) -> Meaning | None:
    """A decade: "les années 1990", "les années 90", "la fin des années 1960"."""
    digits = m.words("decade")
    if not digits.endswith("0") or len(digits) not in (2, 4):
        return None
    return Fixed(digits[:3] if len(digits) == 4 else f"{'20' if digits[0] in '012' else '19'}{digits[0]}", mod_of(m))


def _century(m: Match) -> Meaning | None:
    """A century: "le XIXe siècle" is 18."""
    number = ordinal(m.group("number"))
    if not number or number > 22:
        return None
    return Fixed(f"{'BC' if m.has('era') else ''}{number - 1:02d}", mod_of(m))


def _season(m: Match) -> Meaning | None:
    """A season: "le printemps 1916", "l'automne dernier", "cet été", "au printemps"."""
    toward = 0 if m.has("this") else None if of_text(m) else near_of(m)
    return Point(year=year_of(m), season=m.value("season", "SEASON", "SUMMER"), mod=mod_of(m), toward=toward, within=within_of(m))


def _bare_season(m: Match) -> list[Piece] | None:
    """A season after "à" or "en": "à l'automne", "au printemps"; "en été" is any."""
    season = m.value("season", "SEASON", "SUMMER")
    near = None if of_text(m) else near_of(m)
    return [Piece(*m.span("told"), Point(year=year_of(m), season=season, toward=near, within=within_of(m)))] if season else None


def _quarter(m: Match) -> Meaning | None:
    """A quarter: "le troisième trimestre 2025", "T3 2025", "le dernier trimestre"."""
    name = m.words("name")
    number = int(name[1]) if name else 4 if m.words("number") == "dernier" else ordinal(m.group("number")) or 0
    return Point(year=year_of(m), quarter=number, within=within_of(m)) if 1 <= number <= 4 else None


def _half(m: Match) -> Meaning | None:
    """Half a year: "le premier semestre 2008"."""
    number = ordinal(m.group("number")) or 0
    return Point(year=year_of(m), half=number, within=within_of(m)) if number in (1, 2) else None


def _named(m: Match) -> Meaning | None:
    """A day with a name: "Noël 1963", "la Toussaint", "le lundi de Pâques"."""
    return Point(year=year_of(m), named=m.value("name", "NAMED"), toward=near_of(m))


def _called(m: Match) -> Meaning | None:
    """A day by which a feast goes: "le 14-Juillet", "le 11-Novembre"."""
    day = day_of_month(m.group("day"))
    return Point(year=year_of(m), month=month_of(m), day=day) if day and day <= _LAST_DAY else None


def _iso(m: Match) -> Meaning | None:
    """A date in digits, year first: "2025-10-22", "2025-10-22T10:30"."""
    return iso_point(m.group()[0].text)


def _numeric(m: Match) -> Meaning | None:
    """A date in digits, day first: "15/05/2025", "15.05.25"."""
    day, month, year = (int(x) for x in m.words("number").replace(".", "/").replace("-", "/").split("/"))
    year += (1900 if year > 40 else 2000) if year < 100 else 0
    return Point(year=year, month=month, day=day) if 1 <= month <= 12 and 1 <= day <= _LAST_DAY else None


def _part_of(m: Match) -> Meaning | None:
    """Units at an edge of a larger one: "la dernière semaine d'août", "les trois premiers mois de 2025"."""
    unit = m.value("unit", "UNIT", "UNITS")
    number = amount(m.group("qty")) if m.has("qty") else 1
    if unit is None or number is None:
        return None
    place = -1 if m.value("place", "BACK", "BACKS") else (ordinal(m.group("place")) or 1)
    if month_of(m) is None and year_of(m) is None and within_of(m) is None:
        return None
    return Part(unit, int(number), place, Point(year=year_of(m), month=month_of(m), within=within_of(m)))


def _week_of(m: Match) -> Meaning | None:
    """A week named by a day: "la semaine du 6 mars"."""
    return Point(year=year_of(m), month=month_of(m), day=day_of_month(m.group("day")), mod="WEEK")


_YEAR = "((OF? THE? année?)? (?P<year>YEARNUM) (?P<era>BC)?)"
_WITHIN = "(?P<within>OF (THE|THIS) même? (an|année) (BACK|ON|TEXTBACK|TEXTON|HYPHEN là)?|THE (an|année) (BACK|ON|TEXTBACK|TEXTON))"
_NEAR = "(?P<near>BACK|ON|TEXTBACK|TEXTON)"
_WHEN = "(?P<when>THE? EDGE HYPHEN? OF? THE? (mois OF)?)"
_IN_DAY = "(dans THE (PART|DAYTIME)|au PART|en EDGE OF (PART|DAYTIME)|HYPHEN? PART)"
_DAY = "(?P<day>DAYNUM|ORDDAY)"
_MONTH = "(?P<month>MONTH)"

RULES = (
    Rule("date", (
        f"(THE|THIS)? (?P<weekday>WEEKDAY) COMMA? THE? {_DAY} {_MONTH} ({_YEAR}|{_NEAR}|{_WITHIN})? (?P<part>{_IN_DAY})?",
        f"THE? {_DAY} {_MONTH} ({_YEAR}|{_NEAR}|{_WITHIN})? (?P<part>{_IN_DAY})?",
        f"(THE|THIS) (?P<part>PART) (OF THE?|OF (?P<weekday>WEEKDAY)) {_DAY} ((au|à) WEEKDAY? (?P<until>DAYNUM))? {_MONTH} {_YEAR}?",
        f"(THE|THIS) (?P<part>PART) OF (?P<weekday>WEEKDAY) {_DAY} MONTH? (à|au) (?P<until>WEEKDAY DAYNUM) {_MONTH} {_YEAR}?",
    ), _date),
    Rule("date range", (
        f"(du|THE|entre THE) (?P<first>DAYNUM|ORDDAY) (au|et|ou|HYPHEN|SLASH|et THE|ou THE) (?P<second>DAYNUM|ORDDAY) {_MONTH}"
        f" ({_YEAR}|{_NEAR})?",
        f"(?P<first>DAYNUM|ORDDAY) (HYPHEN|SLASH|et|ou|au) (?P<second>DAYNUM|ORDDAY) {_MONTH} {_YEAR}?",
        f"(du|THE|entre THE) WEEKDAY (?P<first>DAYNUM|ORDDAY) (au|et|ou|et THE|ou THE) WEEKDAY (?P<second>DAYNUM|ORDDAY) {_MONTH} {_YEAR}?",
        f"WEEKDAY (?P<first>DAYNUM|ORDDAY) (et|ou) WEEKDAY (?P<second>DAYNUM|ORDDAY) {_MONTH} {_YEAR}?",
    ), _day_range),
    Rule("days of a month", (
        f"THE? (?P<days>(DAYNUM|ORDDAY) (COMMA THE? (DAYNUM|ORDDAY))+ (et|ou) THE? (DAYNUM|ORDDAY)) {_MONTH} {_YEAR}?",
    ), _day_list),
    Rule("month", (
        f"{_WHEN}? {_MONTH} ({_YEAR}|{_NEAR}|{_WITHIN})?",
    ), _month),
    Rule("year", (
        "(?P<when>THE? EDGE OF? THE? année?)? (THE (an|année))? (?P<year>YEARNUM) (?P<era>BC)?",
        "(?P<year>THREE|TWO|DAYNUM|YEARNUM) (?P<era>BC)",
    ), _year),
    Rule("year range", ("(?P<first>YEARNUM) (HYPHEN|SLASH) (?P<second>YEARNUM|TWO|DAYNUM)",), _year_range),
    Rule("decade", ("(?P<when>THE? EDGE OF)? (les|THE|des)? années (?P<decade>YEARNUM|TWO|DAYNUM)",), _decade),
    Rule("century", (
        "(?P<when>THE? EDGE OF? THE?)? THE? (?P<number>ROMAN|ORDNUM|ORDWORD) siècle (?P<era>BC)?",
    ), _century),
    Rule("season", (
        f"(?P<when>THE? EDGE OF? THE?)? THE? (?P<season>SEASON|SUMMER) ({_YEAR}|{_NEAR}|{_WITHIN})",
        "(?P<this>THIS) (?P<season>SEASON|SUMMER)", "(?P<when>THE? EDGE OF? THE?) (?P<season>SEASON|SUMMER)",
        "THE (?P<season>SEASON)",
    ), _season),
    Rule("season", (
        f"(au|à THE|dès THE|avant THE|après THE|pour THE) (?P<told>(?P<season>SEASON|SUMMER) ({_YEAR}|{_NEAR}|{_WITHIN})?)",
    ), _bare_season),
    Rule("quarter", (
        f"THE? (?P<number>ORD|ORDNUM|ORDDAY|dernier) trimestre ({_YEAR}|{_WITHIN})?", f"(?P<name>QUARTERNAME) {_YEAR}",
    ), _quarter),
    Rule("half-year", (f"THE? (?P<number>ORD|ORDNUM|ORDDAY) semestre ({_YEAR}|{_WITHIN})?",), _half),
    Rule("named day", (f"(?P<name>NAMED) ({_NEAR}|{_YEAR})?",), _named),
    Rule("feast by its day", (f"THE? {_DAY} HYPHEN {_MONTH} (HYPHEN? (?P<year>YEARNUM))?",), _called),
    Rule("iso date", ("ISODATE",), _iso),
    Rule("numeric date", ("(THE|THIS)? WEEKDAY? THE? (?P<number>NUMERIC)",), _numeric),
    Rule("week of a day", (f"THE semaine du {_DAY} ((au) DAYNUM)? {_MONTH} {_YEAR}?",), _week_of),
    Rule("part of a period", (
        f"THE (?P<qty>NUM)? (?P<place>BACK|BACKS|ORD|premières|premiers) (?P<unit>UNIT|UNITS) OF (?P<month>MONTH)? {_YEAR}?",
        f"THE (?P<place>BACKS|premières|premiers) (?P<qty>NUM) (?P<unit>UNITS) OF (?P<month>MONTH)? {_YEAR}?",
        f"THE (?P<qty>NUM)? (?P<place>BACK|BACKS|ORD|premières|premiers) (?P<unit>UNIT|UNITS) {_WITHIN}",
    ), _part_of),
)
"""The rules of this module, in order of preference."""

