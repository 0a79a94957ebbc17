"""Names of countries, their capitals and main bodies in the languages of the sentence encoder: `python -m training.world_names`.

Countries and capitals are from Unicode CLDR, through the package Babel (the capital where CLDR names a time zone by it), the rest from
`world_names_by_hand.csv`. Babel is needed to make the table, not to read it.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

from broadsheet.resources import HOME, data_records

LANGUAGES = ("ar", "de", "es", "fr", "it", "ja", "ko", "nl", "pl", "pt", "ru", "th", "tr", "zh")
"""Those of the encoder besides English, whose names stand in the column `en`."""

BODIES = {"EU": "european-union", "UN": "united-nations"}
"""Bodies to which CLDR gives a code as to a country."""

HEAD = """# Names of countries, capitals, main bodies and offices in the languages of the sentence encoder. Other spellings behind |.
# kind: country, capital, body, office. key: ISO 3166-1 alpha-2 (XK is Kosovo) of a country and of a capital's; a slug of the others.
# Made by training/world_names.py; what it does not get from CLDR is in training/world_names_by_hand.csv.
# Origin: Names from Unicode CLDR, through the package Babel; capitals without a time zone, bodies and offices written for this project.
# Licence: Unicode License v3 (CLDR); the rest MIT. See NOTICE.
"""


def country_rows() -> Iterator[list[str]]:
    """A row for each country of the English table, and for the bodies among CLDR's territories."""
    from babel import Locale

    names = {code: Locale.parse(code).territories for code in ("en", *LANGUAGES)}
    codes = [row["country"] for row in data_records("en/actors/countries.csv")]
    for code in [*codes, *BODIES]:
        if code in names["en"]:
            kind, key = ("body", BODIES[code]) if code in BODIES else ("country", code)
            yield [kind, key, *(str(names[language].get(code, "")) for language in ("en", *LANGUAGES))]


def capital_rows() -> Iterator[list[str]]:
    """A row for each capital by which CLDR names a time zone."""
    from babel import Locale

    zones = {code: Locale.parse(code).time_zones for code in ("en", *LANGUAGES)}
    capitals = {row["country"]: row["capitals"].split("|") for row in data_records("en/actors/countries.csv")}
    for code, zone in country_zones():
        own = zone.rpartition("/")[2].replace("_", " ")
        cities = [str(zones[language].get(zone, {}).get("city") or own) for language in ("en", *LANGUAGES)]
        if cities[0] in capitals.get(code, ()) or own in capitals.get(code, ()):
            yield ["capital", code, *cities]


def country_zones() -> Iterator[tuple[str, str]]:
    """Country code and time zone, from the table of the package tzdata."""
    for line in files("tzdata.zoneinfo").joinpath("zone.tab").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            code, _, zone, *_ = line.split("\t")
            yield code, zone


def main() -> None:
    columns, *hand = list(csv.reader([line for line in _lines_by_hand() if not line.startswith("#")]))
    rows: list[list[str]] = [*country_rows(), *capital_rows(), *hand]
    with (HOME / "world" / "names.csv").open("w", encoding="utf-8", newline="") as file:
        file.write(HEAD)
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(sorted(rows))


def _lines_by_hand() -> list[str]:
    return Path(__file__).with_name("world_names_by_hand.csv").read_text(encoding="utf-8").splitlines()


if __name__ == "__main__":
    main()
