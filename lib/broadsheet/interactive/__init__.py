"""The interactive session: controls whose pictures and tables follow, a focus that carries over, labels by keyboard.

Only notebooks that a person runs use this room; a scheduled run shows what it would ask as a sentence.
"""

from broadsheet.lazy import lazy_names

_HOMES = {
    "explore": "broadsheet.interactive.explorer", "Explorer": "broadsheet.interactive.explorer",
    "carried_focus": "broadsheet.interactive.session", "carry_focus": "broadsheet.interactive.session",
    "correction_lines": "broadsheet.display.correction_lines", "label_sentences": "broadsheet.interactive.labelling",
}
__all__ = sorted(_HOMES)
__getattr__, __dir__ = lazy_names(__name__, _HOMES)
