"""A picture whose marks can be clicked, and lines that can be copied: two small widgets."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from importlib.resources import files
from typing import Any

from broadsheet.display import Answer, page_svg


def clickable_picture(clicked: Callable[[int], None]) -> Any:
    """A widget with a trait `svg`; a click on a mark, or Enter on it, calls `clicked` with the row that the mark stands for."""
    picture = _kinds()["Picture"]()
    picture.on_msg(lambda _, content, __: clicked(int(content["row"])) if isinstance(content.get("row"), int) else None)
    return picture


def copyable_lines() -> Any:
    """A widget with a trait `text`: lines, and a button that copies them."""
    return _kinds()["Lines"]()


def clickable_svg(answer: Answer, *, linked: bool = True) -> str:
    """The picture of an answer as SVG for a notebook; empty where it has none.

    Parameters
    ----------
    answer
        What is drawn.
    linked
        Whether its rows are those that can be shown; marks that stand for one of them then lead to `#row-<i>`.
    """
    drawing = answer.drawing
    if drawing is None or not answer.pictures:
        return ""
    links = {f"row-{i}": f"#row-{i}" for i in range(len(answer.frame))} if linked and not drawing.apart else {}
    return page_svg(answer.pictures["wide"], label=answer.finding, prefix="explored-", links=links, themed=False)


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
