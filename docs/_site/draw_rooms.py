"""Draws `docs/rooms.svg`: the rooms of the library in the order in which data passes through them. Run by hand when they change."""

from __future__ import annotations

from html import escape
from pathlib import Path

PICTURE = Path(__file__).resolve().parents[1] / "rooms.svg"

WIDTH, LEFT, BOX, HEIGHT, GAP = 860, 20, 250, 58, 30
ROOMS = (
    ("reading", "files, pages, feeds, exports", "articles, rejects"),
    ("annotating", "finds names, roles, statements, days,\nevents, stances, positions", "layers"),
    ("corrections · archive", "keeps articles and layers;\nreplays what was corrected", "layers of a period, of outlets"),
    ("analysis", "questions: a frame, its proof,\nits sentence, its chart", "answers"),
    ("charts · display · writers", "figures; tables, evidence, files;\na brief phrased by a writer of one's own", "what a reader sees"),
    ("interactive · reporting", "JupyterLab; reports on a schedule", "pages, CSV, PDF"),
    ("commands · cli", "the command broadsheet", ""),
)
FLOOR = "schemas · errors · safe_text · settings · resources: used by every room"
STYLE = """
text { font: 15px system-ui, sans-serif; fill: #1b1b1b } .name { font-weight: 650 } .small { font-size: 13px; fill: #444 }
.box { fill: #f3f6fa; stroke: #35618f; stroke-width: 1.2 }
.floor { fill: #fbf7ee; stroke: #9a7b2f; stroke-width: 1.2 }
line { stroke: #35618f; stroke-width: 1.6; marker-end: url(#head) } #head path { fill: #35618f }
@media (prefers-color-scheme: dark) {
  text { fill: #eee } .small { fill: #bbb } .box { fill: #1d2a38 } .floor { fill: #2e2817 }
  line { stroke: #8fb4da } #head path { fill: #8fb4da }
}"""


def picture() -> str:
    """The picture as SVG: a room below the other, what it does beside it, what it hands on at the arrow."""
    parts = []
    for number, (name, does, gives) in enumerate(ROOMS):
        top = 20 + number * (HEIGHT + GAP)
        middle = LEFT + BOX // 2
        parts.append(f'<rect class="box" x="{LEFT}" y="{top}" width="{BOX}" height="{HEIGHT}" rx="7"/>')
        parts.append(f'<text class="name" x="{middle}" y="{top + HEIGHT // 2 + 5}" text-anchor="middle">{escape(name)}</text>')
        lines = does.split("\n")
        first = top + HEIGHT // 2 + 5 - 10 * (len(lines) - 1)
        parts += [f'<text x="{LEFT + BOX + 24}" y="{first + 20 * row}">{escape(line)}</text>' for row, line in enumerate(lines)]
        if gives:
            parts.append(f'<line x1="{middle}" y1="{top + HEIGHT}" x2="{middle}" y2="{top + HEIGHT + GAP - 5}"/>')
            parts.append(f'<text class="small" x="{middle + 12}" y="{top + HEIGHT + 20}">{escape(gives)}</text>')
    top = 20 + len(ROOMS) * (HEIGHT + GAP)
    parts.append(f'<rect class="floor" x="{LEFT}" y="{top}" width="{WIDTH - 2 * LEFT}" height="40" rx="7"/>')
    parts.append(f'<text class="small" x="{WIDTH // 2}" y="{top + 25}" text-anchor="middle">{escape(FLOOR)}</text>')
    tip = '<path d="M0 0 8 4 0 8z"/>'
    sizes = 'refX="7" refY="4" markerWidth="6" markerHeight="6" orient="auto"'
    head = f'<defs><marker id="head" viewBox="0 0 8 8" {sizes}>{tip}</marker></defs>'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {top + 60}" role="img" aria-label="The rooms of broadsheet">'
        f"<style>{STYLE}</style>{head}\n" + "\n".join(parts) + "\n</svg>\n"
    )


if __name__ == "__main__":
    PICTURE.write_text(picture(), encoding="utf-8")
