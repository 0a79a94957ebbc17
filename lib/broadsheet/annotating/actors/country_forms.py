"""What a written form says of a country."""

from __future__ import annotations

from typing import NamedTuple


class CountryForm(NamedTuple):
    """What one written form says. use: name, adjective, people, capital, seat."""

    country: str
    use: str


def spellings(form: str) -> set[str]:
    """A form with the straight apostrophe and with the typographer's."""
    return {form, form.replace("'", "’")}
