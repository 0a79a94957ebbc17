"""Articles about people and towns that do not exist, as many as are asked for, each unlike the others."""

from __future__ import annotations

import random

import pandas as pd

from broadsheet import schemas
from broadsheet.reading import content_id

FIRST = (
    "Marta", "Oskar", "Ines", "Pavel", "Lidia", "Tomas", "Renata", "Viktor", "Salma", "Edgar", "Nadia", "Bruno", "Klara", "Anton", "Jonas",
)
LAST = (
    "Hollis", "Brandt", "Okafor", "Lindqvist", "Varga", "Moreau", "Castell", "Dunne", "Petrov", "Salgado", "Whitlock", "Tanaka", "Ferro",
)
OFFICES = ("mayor", "transport minister", "union leader", "harbour master", "opposition leader", "police chief", "health secretary")
TOWNS = ("Eastmere", "Port Callan", "Vellin", "Northgate", "Saltby", "Ostrava", "Lower Quay", "Harrowfield")
THINGS = (
    "harbour wall", "night train", "water levy", "bridge", "tram line", "ferry timetable", "school roof", "wind park", "market hall",
    "customs house", "library", "flood gate", "hospital wing", "airport road", "quarry", "theatre", "stadium", "power cable",
)
DEEDS = ("met", "criticised", "praised", "accused", "visited", "warned", "thanked", "rejected the plan of", "signed an agreement with")
WORDS = (
    "budget", "season", "repair", "winter", "council", "inspector", "engine", "paper", "crowd", "signal", "figure", "ledger", "winding",
    "gravel", "lantern", "contract", "evening", "measure", "timber", "station", "deposit", "permit", "survey", "parcel", "ticket", "column",
    "harvest", "vessel", "pigeon", "granite", "ribbon", "mirror", "kettle", "saddle", "orchard", "copper", "velvet", "marble", "pepper",
    "thunder", "meadow", "cinder", "anchor", "barrel", "candle", "dagger", "feather", "ginger", "hammer", "insect", "jacket",
)
SOURCES = ("The Harbour Courier", "Northgate Post")
FIRST_DAY = pd.Timestamp("2025-05-01", tz="UTC")


def invented_text(number: int, sentences: int = 9) -> str:
    """A text of its own for every number."""
    chance = random.Random(number)

    def name() -> str:
        return f"{chance.choice(FIRST)} {chance.choice(LAST)}"

    def filling() -> str:
        return " ".join(chance.sample(WORDS, 6))

    said = []
    for at in range(sentences):
        who, town, thing = name(), chance.choice(TOWNS), chance.choice(THINGS)
        said.append(chance.choice((
            f"{who}, the {chance.choice(OFFICES)} of {town}, {chance.choice(DEEDS)} {name()} on Tuesday over the {thing} and {filling()}.",
            f'"The {thing} will {chance.choice(("open", "close"))} in {chance.choice(("March", "June"))} with {filling()}," said {who}.',
            f"In {town} the {thing} was {chance.choice(('sold', 'painted', 'repaired', 'flooded'))} last week beside {filling()}.",
            f"According to {who}, no {thing} in {town} has {filling()} since 2019.",
        )))
        if at % 3 == 2:
            said.append("\n\n")
    return " ".join(said).replace(" \n\n ", "\n\n").strip()


def invented_articles(count: int, *, first: int = 0, sentences: int = 9, language: str = "en", per_day: int = 1) -> pd.DataFrame:
    """Rows of `articles`, numbered from `first`; `per_day` of them on each day from 1 May 2025."""
    rows = []
    for number in range(first, first + count):
        text, title, source = invented_text(number, sentences), f"Report number {number}", SOURCES[number % 2]
        rows.append({
            "article_id": content_id(title, text, source), "title": title, "text": text, "source": source, "language": language,
            "published_at": FIRST_DAY + pd.Timedelta(days=number // per_day, hours=7), "published_precision": "minute",
            "published_from": "given", "words": len(text.split()), "path": f"/invented/{number:06d}.txt",
        })
    return schemas.frame("articles", pd.DataFrame(rows))
