"""Rules for expressions counted from another day: weekdays, "yesterday", "last week", "two days later", "earlier this month"."""

from __future__ import annotations

from dataclasses import replace

from broadsheet.annotating.dates.meaning import Base, Fixed, Length, Meaning, Point, Shift, Vague
from broadsheet.annotating.dates.scan import Match, Piece, Rule
from broadsheet.annotating.dates.values import duration
from broadsheet.annotating.english.dates.groups import mod_of, month_of, near_of, weekday_of, within_of
from broadsheet.annotating.english.dates.numbers import amount, ordinal

_BACK = {"last", "past"}
_TEXT_BACK = {"previous", "preceding"}
_TEXT_ON = {"following"}
_ON = {"next", "coming", "upcoming"}


def _weekday(m: Match) -> Meaning | None:
    """A day of the week: "Thursday", "last Monday night", "early Tuesday", "Tuesday of last week", "Monday week"."""
    day = weekday_of(m)
    part = m.value("part", "PART")
    within = None
    if m.has("within"):
        within = within_of(m, "W")
    if m.words("week") == "week":
        within = Shift("W", 1)
    # "damaged following Tuesday's quake": after it; "the following Tuesday" is the next one.
    toward = -1 if m.words("near") == "following" else near_of(m)
    return Point(weekday=day, part=part, mod=mod_of(m), toward=toward, within=within)


def _dayword(m: Match) -> Meaning | None:
    """Today, tomorrow, yesterday, with a part of the day; "the day before yesterday"."""
    days = int(m.value("word", "DAYWORD") or 0)
    if m.has("outer"):
        days += -1 if "before" in m.words("outer") else 1
    return Shift("D", days, part=m.value("part", "PART"), mod=mod_of(m))


def _tonight(m: Match) -> Meaning | None:
    """Tonight, last night, this morning, "earlier this evening"."""
    words = m.words()
    part = m.value(0, "PART") or "TNI"
    return Shift("D", -1 if "last" in words.split() else 0, part=part, mod=mod_of(m))


def _text_part(m: Match) -> Meaning | None:
    """A part of the day that was told last: "that evening", "the next morning", "the same night"."""
    near = m.words("near")
    step = 1 if near in ("next", "following") else -1 if near in ("previous", "preceding") else 0
    return Shift("D", step, "text", part=m.value("part", "PART"), mod=mod_of(m))


def _bare_part(m: Match) -> list[Piece] | None:
    """A part of the day told last: "in the morning", "by mid-afternoon"; "in the morning of 3 May" is the date's."""
    part = m.value("word", "PART")
    return None if m.after().lower() == "of" else [Piece(*m.span("word"), Shift("D", 0, "text", part=part, mod=mod_of(m, "word")))]


def _overnight(m: Match) -> list[Piece]:
    """The night before the day: "drones hit the port overnight"; what an overnight train is, or is kept overnight, `filters` says."""
    return [Piece(*m.span("word"), Shift("D", -1, part="TNI", mod="OVERNIGHT"))]


def _small_hours(m: Match) -> list[Piece] | None:
    """The hours after midnight: "sailed in the small hours"; "in the small hours of Sunday" is Sunday's."""
    return None if m.after().lower() == "of" else [Piece(*m.span("word"), Shift("D", 0, part="TNI"))]


def _night(m: Match) -> list[Piece]:
    """Any night: "they moved at night"."""
    return [Piece(*m.span("word"), Fixed("XXXX-XX-XXTNI"))]


def _deictic(m: Match) -> Meaning | None:
    """A whole unit near the day: "last week", "this year", "early next month", "the previous year", "that day"."""
    unit = m.value("unit", "UNIT", "WEEKEND")
    word = m.words("near").split()[-1]
    if unit is None:
        return None
    mod = mod_of(m)
    if unit == "DE" and word in _BACK:
        return Length("P10Y", -1)
    if word in _BACK:
        return Shift(unit, -1, mod=mod)
    if word in _TEXT_BACK:
        return Shift(unit, -1, "text", mod=mod)
    if word in _TEXT_ON:
        return Shift(unit, 1, "text", mod=mod)
    if word in _ON:
        narrated = unit == "D" and m.words("near").startswith("the")
        return Shift(unit, 1, "text" if narrated else "day", mod=mod)
    if word in ("that", "same"):
        return Shift(unit, 0, "text", mod=mod)
    return Shift(unit, 0, mod=mod)


def _the_unit(m: Match) -> Meaning | None:
    """The unit told last, or the current one: "the quarter", "the end of the month", "later in the day", "month's end"."""
    unit = m.value("unit", "UNIT", "WEEKEND")
    if m.after() in ("-", "–", "—") and m.after(2).lower() in ("ago", "earlier", "old", "long", "end"):
        return None
    if unit == "Y" and not m.has("when") and m.after().lower() in ("ended", "ending", "to"):
        return Length("P1Y")
    return Shift(unit, 0, "text", mod=mod_of(m) or ("END" if m.has("end") else None)) if unit else None


def _ago(m: Match) -> Meaning | None:
    """A number of units back or on: "two weeks ago", "a year earlier", "three days later", "a decade ago"."""
    unit = m.value("unit", "UNIT", "UNITS", "WEEKEND")
    if unit is None:
        return None
    words = m.words("way")
    number = amount(m.group("qty")) if m.has("qty") else None
    if number is None and m.has("qty") and m.words("qty") in ("the",):
        number = 1
    back = any(w in words for w in ("ago", "earlier", "before", "previously", "prior"))
    base: Base = "day" if words in ("ago", "from now", "hence", "from today") else "text"
    whole = None if number is None else round(number) * (-1 if back else 1)
    if whole is None:
        return Vague("PAST_REF") if back else Vague("FUTURE_REF")
    if unit == "DE" and abs(whole) == 1:
        unit, whole = "Y", 10 * whole
    if number and number != int(number) and unit == "Y":
        unit, whole = "M", round(number * 12) * (-1 if back else 1)
    return Shift(unit, whole, base, echo=unit == "Y" and abs(whole) == 1)


def _ago_at(m: Match) -> Meaning | list[Piece] | None:
    """A span from a day that is named: "two days after Monday", "a week from Thursday", "a week ago Monday".

    "For two weeks from Monday" is how long, and the day on which it begins.
    """
    unit, number = m.value("unit", "UNIT", "UNITS"), amount(m.group("qty"))
    if unit not in ("D", "W", "FN") or number is None:
        return None
    if m.words("way") == "from" and m.before().lower() == "for":
        length = Piece(m.span()[0], m.span("way")[0], Length(duration(unit, f"{number:g}")))
        return [length, Piece(*m.span("weekday"), Point(weekday=weekday_of(m)))]
    days = round(number) * {"D": 1, "W": 7, "FN": 14}[unit]
    step = -days if m.words("way") in ("ago", "before") else days
    return Point(weekday=weekday_of(m), within=Shift("D", step), toward=1 if m.words("way") == "on" else None)


def _year_ago(m: Match) -> Meaning | None:
    """The same time a year before: "year-earlier", "the year-ago quarter", "the comparable year-ago period"."""
    unit = m.value("unit", "UNIT")
    if unit == "Q":
        return Shift("Q", -4, "text")
    return Shift("Y", -1, "text", echo=True)


def _period(m: Match) -> Meaning | None:
    """The stretch of time told last: "the latest quarter", "the latest period", "the 1988 period"."""
    year = m.words("year")
    if year:
        return Point(year=int(year), mod="ECHO")
    return Shift("Q", -1, mod="LATEST")


def _following(m: Match) -> Meaning | None:
    """The day after: "the day after", "the following day", "the day before"; not "the day before the vote", which tells no day."""
    if m.has("event") and m.after()[:1].isalpha() and m.after().lower() not in _AFTER_DAY:
        return Shift("D", None, "text")
    return Shift("D", -1 if "before" in m.words() else 1, "text")


_AFTER_DAY = {
    "and", "but", "or", "as", "at", "in", "on", "to", "with", "by", "from", "for", "that", "said", "had", "was", "were", "has",
    "when", "while",
}


def _day_by(m: Match) -> Meaning | None:
    """A day next to one that is named: "the day before Friday", "the day after last Tuesday"."""
    return Point(weekday=weekday_of(m), toward=near_of(m), within=Shift("D", -1 if "before" in m.words("way") else 1))


def _eve(m: Match) -> Meaning | None:
    """A week named by a day: "the week of March 6", "the week ending June 3"."""
    return Point(month=month_of(m), day=ordinal(m.group("day")), mod="WEEK")


def _quarter_to(m: Match) -> list[Piece]:
    """A quarter told by its last day: "the quarter ended Sept. 30"."""
    year = m.words("year")
    last = Point(year=int(year) if year else None, month=month_of(m), day=ordinal(m.group("day")))
    return [Piece(*m.span("quarter"), replace(last, mod="QUARTER")), Piece(*m.span("last"), last)]


RULES = (
    Rule("quarter to a day", (
        "(?P<quarter>(the|its|a) fiscal? quarter) (ended|ending) (?P<last>(?P<month>MONTH) (?P<day>DAY) (COMMA? (?P<year>YEARNUM))?)",
    ), _quarter_to),
    Rule("weekday", (
        "(?P<when>the? EARLYLATE)? (?P<near>NEAR)? EARLYLATE? (?P<weekday>WEEKDAY) (?P<part>PART)?",
        "(?P<weekday>WEEKDAY) (of|in) (?P<within>(last|next|this|that|the same|the previous|the following) week)",
        "(?P<within>(last|next|this) week) MARK s? (?P<weekday>WEEKDAY)", "(?P<weekday>WEEKDAY) (?P<within>(last|next|this|that) week)",
        "(?P<weekday>WEEKDAY) (?P<week>week)",
    ), _weekday),
    Rule("day word", (
        "(?P<when>earlier|later|EARLY|LATE)? (?P<word>DAYWORD) (?P<part>PART)", "(?P<when>earlier|later|EARLY|LATE)? (?P<word>DAYWORD)",
        "(?P<word>DAYWORD) MARK s? (?P<part>PART)", "the? (?P<outer>day (before|after)) (?P<word>DAYWORD)",
        "(mid HYPHEN?)? EARLYLATE? (?P<part>PART) (?P<word>DAYWORD)",
    ), _dayword),
    Rule("part of the day", ("tonight", "(?P<when>EARLY|LATE|earlier|later)? (last night|this EARLYLATE? PART)"), _tonight),
    Rule("part of the day told", (
        "(?P<when>EARLY|LATE|earlier|later)? (that|the) (?P<near>same|next|following|previous|preceding|very) (?P<part>PART)",
        "(?P<when>EARLY|LATE|earlier|later)? that (?P<part>PART)",
    ), _text_part),
    Rule("part of a day", ("(in|during) (?P<word>the EARLYLATE? PART)", "by (?P<word>mid HYPHEN? PART)"), _bare_part),
    Rule("overnight", ("(?P<word>overnight)",), _overnight),
    Rule("small hours", ("(in|during|into|until|before) (?P<word>the (small|early|wee) hours)",), _small_hours),
    Rule("night", ("at (?P<word>night)",), _night),
    Rule("unit near the day", (
        "(?P<when>WHEN)? (?P<near>the? (last|past|previous|preceding|next|coming|upcoming|following|current|same)|this"
        " (past|coming|very)?|that same?)"
        " (fiscal|calendar|financial|school|academic)? (?P<unit>CAL_UNIT|WEEKEND) (or so)?",
    ), _deictic),
    Rule("unit told", (
        "(?P<when>the? (very|latter|early)? (POINT|part) of|(earlier|later|EARLY|LATE) in) the (fiscal|calendar|financial)?"
        " (?P<unit>CAL_UNIT|WEEKEND)",
        "the (fiscal|financial|full|calendar)? (?P<unit>quarter|weekend|year|week)",
        "(?P<unit>month|year|week) (MARK s)? HYPHEN? (?P<end>end)",
    ), _the_unit),
    Rule("units away", (
        "HEDGE? (?P<qty>QTY) WORKING? HYPHEN? (?P<unit>UNIT|UNITS|WEEKEND) (or so)? (?P<way>ago|from now|hence|from today)",
        "HEDGE? (?P<qty>QTY) WORKING? HYPHEN? (?P<unit>UNIT|UNITS|WEEKEND) (or so)?"
        " (?P<way>earlier|later|previously|prior|afterwards|before that)",
        "(?P<unit>UNITS) (?P<way>ago|earlier|later)",
    ), _ago),
    Rule("units from a weekday", (
        "HEDGE? (?P<qty>QTY) (?P<unit>UNIT|UNITS) (?P<way>from|after|before|ago) (?P<weekday>WEEKDAY)",
        "(?P<qty>(a|an|one|two)) (?P<unit>week|weeks|fortnight) (?P<way>on) (?P<weekday>WEEKDAY)",
    ), _ago_at),
    Rule("a year before", (
        "the? (comparable|corresponding)? year HYPHEN (ago|earlier) fiscal? (?P<unit>quarter)", "year HYPHEN (ago|earlier)",
        "the? (comparable|corresponding)? year HYPHEN (ago|earlier) period",
    ), _year_ago),
    Rule("latest period", ("the (latest|most recent) fiscal? (quarter|period)", "the (?P<year>YEARNUM) fiscal? (quarter|period)"), _period),
    Rule("day before or after", ("the (?P<event>day (before|after))", "the day following", "the? (next|following) day"), _following),
    Rule("day before or after", ("the? day (?P<way>before|after) (?P<near>last|next)? (?P<weekday>WEEKDAY)",), _day_by),
    Rule("week of a day", ("the week (of|ending|ended|beginning|starting) (?P<month>MONTH) (?P<day>DAY)",), _eve),
)
"""The rules of this module."""
