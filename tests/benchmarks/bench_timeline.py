"""What dates, events and stories cost beside spaCy on the same articles, how joining grows, and how long a timeline takes."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

import pandas as pd

sys.path.insert(0, str(Path(__file__).parent))

from bench_dates import processor_seconds, sample_articles

from broadsheet.analysis import actor_lanes, article_bursts, commitments, contradictions, key_dates, left_out, timeline
from broadsheet.annotating import annotation
from broadsheet.annotating.english.dates import find_dates
from broadsheet.annotating.english.events import find_events
from broadsheet.annotating.english.mentions import find_mentions
from broadsheet.annotating.english.quotes import find_quotes
from broadsheet.annotating.layers import Layers
from broadsheet.annotating.parser.pipeline import parse_articles
from broadsheet.annotating.stories import join_stories

SMALL, LARGE = 1_000, 10_000
"""Articles whose reports are joined; the larger number is ten times the smaller one."""


def main() -> None:
    frame = sample_articles()
    parsed = list(parse_articles(frame))
    given = [(a, m := find_mentions(a), find_quotes(a, m), find_dates(a)) for a in parsed]
    layers = annotation.annotate(frame, sentiment=None)
    spacy = processor_seconds(lambda: sum(len(a.doc) for a in parse_articles(frame)))
    dates = processor_seconds(lambda: [find_dates(a) for a in parsed])
    events = processor_seconds(lambda: [find_events(*row) for row in given])
    stories = processor_seconds(lambda: join_stories(layers.events, layers.event_actors, layers.articles))
    for name, seconds in (("dates", dates), ("events", events), ("stories", stories), ("together", dates + events + stories)):
        print(f"{name} beside spaCy\t{100 * seconds / spacy:.1f}\t% of its processor time")
    small, large = (many(layers, number) for number in (SMALL, LARGE))
    few, lots = seconds_of(lambda: joined(small)), seconds_of(lambda: joined(large))
    print(f"joining ten times the articles\t{lots / few:.1f}\ttimes the processor time")
    print(f"joining {LARGE} articles\t{lots:.1f}\ts")
    told = Layers(**{**large.frames(), "events": large.events.assign(story_id=joined(large))})
    for answer in (timeline, key_dates, commitments, contradictions, article_bursts, left_out, actor_lanes):
        print(f"{answer.__name__} of {LARGE} articles\t{seconds_of(lambda answer=answer: answer(told)):.1f}\ts")


def many(layers: Layers, number: int) -> Layers:
    """The layers over and over, each round a week later and about other actors, until there are `number` articles."""
    rounds = -(-number // len(layers.articles))
    tables = {name: [] for name in ("articles", "sentences", "dates", "events", "event_actors")}
    for turn in range(rounds):
        shift = pd.Timedelta(days=7 * (turn % 150))
        keys = {"article_id": f"{turn}-", "event_id": f"{turn}-", "actor_id": f"{turn % 40}-", "story_id": f"{turn}-"}
        for name, parts in tables.items():
            table = getattr(layers, name)
            moved = {key: prefix + table[key] for key, prefix in keys.items() if key in table.columns}
            moved |= {day: table[day] + shift for day in ("earliest", "latest", "published_at") if day in table.columns}
            parts.append(table.assign(**moved))
    made = {name: pd.concat(parts, ignore_index=True) for name, parts in tables.items()}
    made["actors"] = pd.concat([layers.actors.assign(actor_id=f"{turn}-" + layers.actors["actor_id"]) for turn in range(40)])
    return Layers(**{**layers.frames(), **made})


def joined(layers: Layers) -> pd.Series:
    return join_stories(layers.events, layers.event_actors, layers.articles)


def seconds_of(work: Callable[[], object]) -> float:
    """Processor seconds of one run."""
    began = time.process_time()
    work()
    return time.process_time() - began


if __name__ == "__main__":
    main()
