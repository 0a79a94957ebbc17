"""The errors that broadsheet raises on purpose: one root, few kinds, each message one line for the person who asked."""

from __future__ import annotations


class BroadsheetError(Exception):
    """Anything that broadsheet reports in one clear line: what, where, and what would be right."""

    def _render_traceback_(self) -> list[str]:
        """What IPython shows below a cell: the sentence, not the way through our code; `%debug` still goes there."""
        return [f"{type(self).__name__}: {self}"]


class RequestError(BroadsheetError):
    """The request was wrong (a path, a parameter, a setting); nothing was changed. Exit status 2."""


class SchemaError(BroadsheetError):
    """A frame does not have the shape that `broadsheet.schemas` gives for its table."""


class ArchiveError(BroadsheetError):
    """The archive cannot be opened, read or written as it is."""


class DamagedError(ArchiveError):
    """Stored rows are missing or cannot be read; nothing was changed. `broadsheet check` repairs what can be repaired. Exit status 4."""


class StepError(BroadsheetError):
    """A notebook or a step of a run failed; what succeeded is kept. Exit status 1."""
