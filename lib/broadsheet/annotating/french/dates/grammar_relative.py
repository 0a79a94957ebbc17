"""Rules for expressions counted from another day: weekdays, "hier", "la semaine dernière", "il y a trois jours", "deux ans plus tard"."""

from __future__ import annotations

from broadsheet.annotating.dates.meaning import NIGHT, Fixed, Length, Meaning, Point, Shift, Vague
from broadsheet.annotating.dates.scan import Match, Piece, Rule
from broadsheet.annotating.dates.values import duration
from broadsheet.annotating.french.dates.groups import mod_of, month_of, near_of, of_text, part_of, weekday_of, within_of
from broadsheet.annotating.french.dates.numbers import amount

_TEN = 10
_OF = {"de", "du", "des", "d'", "d’"}
_AFTER_DAY = {"à", "au", "en", "et", "dans", "pour", "sur", "par", "il", "elle", "le", "la", "les", "que", "qui", "où", "a", "avec", "lors"}


def _weekday(m: Match) -> Meaning | None:
    """A day of the week: "jeudi", "lundi dernier", "mardi soir", "lundi de la semaine prochaine", "dans la nuit de lundi à mardi"."""
    if m.has("number") and m.after()[:1].isalpha() and m.after().lower() not in _AFTER_DAY:
        return None
    within = within_of(m, "W")
    if of_text(m):
        within = Shift("W", near_of(m) or 0, "text")
    part = part_of(m)
    toward = None if of_text(m) else near_of(m)
    return Point(weekday=weekday_of(m), part=part, toward=toward, within=within, mod=NIGHT if part == "TNI" and m.has("until") else None)


def _dayword(m: Match) -> Meaning | None:
    """"Hier", "demain", "aujourd'hui", "avant-hier", with a part of the day."""
    return Shift("D", int(m.value("word", "DAYWORD") or 0), part=part_of(m))


def _this_part(m: Match) -> Meaning | None:
    """A part of this day, or of the last one: "ce matin", "cette nuit", "la nuit dernière"."""
    part = part_of(m)
    return Shift("D", -1 if m.has("near") else 0, part=part) if part else Shift("D", 0)


def _told_part(m: Match) -> Meaning | None:
    """A part of the day that was told last: "ce soir-là", "le matin même", "la nuit suivante"."""
    return Shift("D", near_of(m) or 0, "text", part=part_of(m))


def _bare_part(m: Match) -> list[Piece] | None:
    """A part of the day told last: "dans la soirée", "en fin de matinée"; "dans la nuit de lundi" is the weekday's."""
    if m.after().lower() in _OF:
        return None
    return [Piece(*m.span("word"), Shift("D", 0, "text", part=m.value("word", "PART"), mod=mod_of(m, "word")))]


def _textday(m: Match) -> Meaning | None:
    """A day next to the one told: "la veille", "le lendemain"; "la veille du scrutin" tells no day."""
    days = int(m.value("word", "TEXTDAY") or 0)
    if weekday := weekday_of(m):
        return Point(weekday=weekday, within=Shift("D", days))
    if month := month_of(m):
        named = m.words("day")
        day = int(named) if named.isdigit() else 1
        return Point(month=month, day=day, mod=None) if not days else Shift("D", None, "text")
    if m.after().lower() in _OF:
        return Shift("D", None, "text")
    return Shift("D", days, "text", part=part_of(m))


def _deictic(m: Match) -> Meaning | None:
    """A whole unit near the day: "la semaine dernière", "le mois prochain", "cette année", "ce mois-ci", "l'année suivante"."""
    unit = m.value("unit", "CAL_UNIT", "WEEKEND")
    if unit is None:
        return None
    base = "text" if of_text(m) or m.has("there") or m.has("same") else "day"
    near = near_of(m) or 0
    if unit == "DE" and base == "day" and near:
        return Length("P10Y", near)
    return Shift(unit, near, "text" if base == "text" else "day", mod=mod_of(m))


def _edge(m: Match) -> Meaning | None:
    """An edge of the unit told or of the current one: "la fin du mois", "fin d'année", "le début de la semaine"."""
    unit = m.value("unit", "CAL_UNIT", "WEEKEND")
    return Shift(unit, 0, "day", mod=mod_of(m)) if unit else None


def _back(m: Match) -> Meaning | list[Piece] | None:
    """A number of units back from now: "il y a trois jours", "voilà deux ans"."""
    return _away(m, -1, "day")


def _ahead(m: Match) -> Meaning | list[Piece] | None:
    """A number of units ahead of now: "dans deux semaines", "d'ici trois ans"; "dans les deux semaines" is a length."""
    built = _away(m, 1, "day")
    number, unit = amount(m.group("qty")), m.value("unit", "UNIT", "UNITS")
    if number is not None and unit and m.has("hedge") and m.value("hedge", "APPROX") is None:  # "dans moins d'un an"
        built = Length(duration(unit, f"{number:g}"), 1)
    return [Piece(*m.span("told"), built)] if built is not None else None


def _from_text(m: Match) -> Meaning | None:
    """A number of units from what was told: "trois jours plus tard", "deux ans auparavant", "une semaine après"."""
    if m.words("way") in ("avant", "après") and (m.after()[:1].isalnum() or m.after()[-1:] in "'’" and m.after()):
        return None
    back = m.words("way") in ("plus tôt", "auparavant", "avant", "en arrière")
    return _away(m, -1 if back else 1, "text")


def _away(m: Match, sign: int, base: str) -> Meaning | None:
    unit = m.value("unit", "UNIT", "UNITS")
    number = amount(m.group("qty"))
    if unit is None:
        return None
    if number is None:
        return Vague("PAST_REF" if sign < 0 else "FUTURE_REF")
    if unit == "DE":
        unit, number = "Y", number * _TEN
    if number != int(number) and unit == "Y":
        unit, number = "M", number * 12
    return Shift(unit, round(number) * sign, "text" if base == "text" else "day")


def _vague(m: Match) -> Meaning | None:
    """A time that is not told: "il y a peu", "il y a longtemps"."""
    return Vague("PAST_REF")


def _night(m: Match) -> list[Piece]:
    """Any night: "ils roulent la nuit" is left; "de nuit" is any night."""
    return [Piece(*m.span("word"), Fixed("XXXX-XX-XXTNI"))]


_NEAR = "(?P<near>BACK|ON|TEXTBACK|TEXTON)"
_PART = "(?P<part>HYPHEN? PART|au PART|dans THE (PART|DAYTIME)|en EDGE OF (PART|DAYTIME)|en (PART|DAYTIME))"
_OF_WEEK = "(OF (?P<within>(THE|THIS) même? semaine (BACK|ON|TEXTBACK|TEXTON|HYPHEN là)?))"
_WHEN = "(?P<when>THE? EDGE OF? THE?)"

RULES = (
    Rule("weekday", (
        f"THIS? (?P<weekday>WEEKDAY) {_PART}?", f"THE? (?P<weekday>WEEKDAY) {_NEAR} {_PART}?", f"THE? (?P<weekday>WEEKDAY) {_OF_WEEK}",
        "(THE|THIS) (?P<part>PART|DAYTIME) OF (?P<weekday>WEEKDAY) ((?P<until>(à|au) WEEKDAY)|BACK)?",
        f"THIS? (?P<weekday>WEEKDAY) (?P<number>DAYNUM|ORDDAY) {_PART}?", "(en|à THE|au) EDGE OF PART (?P<weekday>WEEKDAY)",
    ), _weekday),
    Rule("day word", (f"(?P<word>DAYWORD) {_PART}?", "(?P<part>PART) OF (?P<word>DAYWORD)"), _dayword),
    Rule("part of the day", ("THIS (?P<part>PART)", "THE (?P<part>PART) (?P<near>BACK)"), _this_part),
    Rule("part of the day told", (
        "THIS (?P<part>PART) HYPHEN là", "THE (?P<part>PART) même", "THE même (?P<part>PART)",
        "THE (?P<part>PART) (?P<near>TEXTBACK|TEXTON)",
    ), _told_part),
    Rule("part of a day", (
        "(dans|durant|pendant) (?P<word>THE PART)", "en (?P<word>EDGE OF THE? PART)", "à (?P<word>THE aube)",
    ), _bare_part),
    Rule("day before or after", (
        f"(THE|dès) (?P<word>TEXTDAY) {_PART}?", "THE (?P<word>TEXTDAY) OF (?P<weekday>WEEKDAY)",
    ), _textday),
    Rule("unit near the day", (
        f"{_WHEN}? THE (?P<unit>CAL_UNIT|WEEKEND) {_NEAR}", f"{_WHEN}? THIS (?P<unit>CAL_UNIT|WEEKEND) (HYPHEN ci)?",
        f"{_WHEN}? THIS (?P<unit>CAL_UNIT|WEEKEND) (?P<there>HYPHEN là)", f"{_WHEN}? THE (?P<same>même) (?P<unit>CAL_UNIT|WEEKEND)",
        f"{_WHEN}? THE (?P<unit>CAL_UNIT) en cours",
        "THE (?P<unit>CAL_UNIT) (?P<same>même)", "THE (?P<near>ON) (?P<unit>WEEKEND)",
        "(?P<unit>CAL_UNIT|WEEKEND) (?P<near>BACK|ON)",
    ), _deictic),
    Rule("edge of a unit", ("(?P<when>THE? EDGE) OF THE? (?P<unit>CAL_UNIT|WEEKEND)", "THE (?P<unit>WEEKEND)"), _edge),
    Rule("units back", ("(il y a|voici|voilà) HEDGE? (?P<qty>QTY) (?P<unit>UNIT|UNITS) (et (?P<half>demi|demie))?",), _back),
    Rule("a while back", ("il y a (très? longtemps|peu|quelque temps)",), _vague),
    Rule("units ahead", ("(dans|OF ici à?|sous) (?P<told>(?P<hedge>HEDGE)? (?P<qty>QTY) (?P<unit>UNIT|UNITS))",), _ahead),
    Rule("units away", (
        "HEDGE? (?P<qty>QTY) (?P<unit>UNIT|UNITS) (?P<way>plus tôt|auparavant|avant|en arrière|plus tard|après)",
    ), _from_text),
    Rule("night", ("OF (?P<word>nuit)",), _night),
)
"""The rules of this module."""
