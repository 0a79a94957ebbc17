"""Which way an expression points from the day of publication, as each language tells it by its verbs."""

from __future__ import annotations

from typing import NamedTuple

_WEAK = {
    "before", "effective", "infinitive", "infinitive of plan", "modal", "present tense", "present timetable", "present progressive",
    "present passive",
}
_FORMS = {"infinitive", "present tense", "present progressive", "present passive"}


class Direction(NamedTuple):
    """-1 back, 1 forward, 0 unknown; and the reason, as it goes into the rule's name."""

    sign: int
    reason: str

    @property
    def weak(self) -> bool:
        """Whether it looks ahead only by a form that also tells what has been: "before the April 20 disaster"."""
        return self.sign > 0 and self.reason in _WEAK

    @property
    def of_form(self) -> bool:
        """Whether it looks ahead only by the form of a verb that need not be the day's: "called for a judge to look into it on Monday"."""
        return self.sign > 0 and self.reason in _FORMS
