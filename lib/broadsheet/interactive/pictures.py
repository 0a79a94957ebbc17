"""A picture whose marks can be clicked, and lines that can be copied: two small widgets."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from importlib.resources import files
from typing import Any

import pandas as pd


def clickable_picture(clicked: Callable[[int], None]) -> Any:
    """A widget with a trait `svg`; a click on a mark, or Enter on it, calls `clicked` with the row that the mark stands for."""
    picture = _kinds()["Picture"]()
    picture.on_msg(lambda _, content, __: clicked(int(content["row"])) if isinstance(content.get("row"), int) else None)
    return picture


def copyable_lines() -> Any:
    """A widget with a trait `text`: lines, and a button that copies them."""
    return _kinds()["Lines"]()


def drawn_svg(frame: pd.DataFrame, chart: Callable[..., Any], *, linked: bool, label: str = "", **options: Any) -> tuple[str, str]:
    """The chart of a frame as SVG for a notebook, and its title; its marks lead to `#row-<i>` where they are `linked`.

    Parameters
    ----------
    frame, chart, options
        What is drawn, by which function of `broadsheet.display`, with which options.
    linked
        Whether marks stand for rows that can be shown.
    label
        What the picture says to those who do not see it; empty takes the chart's title.
    """
    from broadsheet.charts.style import WIDE
    from broadsheet.display.answers import drawn
    from broadsheet.display.svg import page_svg

    raw, title = drawn(frame, chart, width=WIDE, **options)
    links = {f"row-{i}": f"#row-{i}" for i in range(len(frame))} if linked else {}
    return page_svg(raw, label=label or title, prefix="explored-", links=links, themed=False), title


@lru_cache(maxsize=1)
def _kinds() -> dict[str, Any]:
    """The classes of the two widgets; made when first used, since ipywidgets takes a moment to load."""
    import anywidget
    import traitlets

    class Picture(anywidget.AnyWidget):
        """An SVG with clickable marks."""

        _esm = script("picture.js")
        svg = traitlets.Unicode("").tag(sync=True)

    class Lines(anywidget.AnyWidget):
        """Lines to copy."""

        _esm = script("lines.js")
        text = traitlets.Unicode("").tag(sync=True)

    return {"Picture": Picture, "Lines": Lines}


def script(name: str) -> str:
    """A JavaScript module of ours."""
    return files("broadsheet").joinpath("resources", "interactive", name).read_text(encoding="utf-8")
