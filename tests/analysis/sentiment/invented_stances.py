"""Articles with judged mentions, written by hand."""

from __future__ import annotations

from dataclasses import replace

from tests.invented_layers import Told, layers_of

from broadsheet.annotating import Layers


def articles_on(name: str, values: list[float], *, source: str = "The Harbour Courier", voice: str = "own", holder: str | None = None,
                first: int = 0, day: str = "2025-05-05") -> list[Told]:
    """One article per value, each with one judged mention of the name."""
    text = f"Something about {name} was told."
    return [
        Told(f"{source[:3]}{first + i:02d}", text, source=source, day=day, stance={name: (voice, holder, value)})
        for i, value in enumerate(values)
    ]


def stances_on(*days: tuple[str, float], holder: str = "Bo Finch") -> Layers:
    """One article per day and value: what the holder says of Ada Moss."""
    told = "Bo Finch spoke of Ada Moss."
    return layers_of([Told(f"a{n}", told, day=day, stance={"Ada Moss": ("quoted", holder, value)}) for n, (day, value) in enumerate(days)])


def stories(values: list[tuple[float, float]], *, voice: str = "own") -> Layers:
    """One story per pair of values, told by the Courier and by the Post; both judge Ada Moss in it."""
    told = []
    for number, pair in enumerate(values):
        for outlet, value in zip(("The Harbour Courier", "Northgate Post"), pair, strict=True):
            text = f"Ada Moss opened quay {number} of the port, said {outlet}."
            told.append(Told(
                f"{outlet[:3]}{number}", text, source=outlet, events=[("opened", "occurred", "2025-05-04")],
                stance={"Ada Moss": (voice, "Bo Finch" if voice == "quoted" else None, value)},
            ))
    layers = layers_of(told)
    return replace(layers, events=layers.events.assign(story_id=layers.events["article_id"].str[3:].astype("str")))
