"""The look of a report: templates and style, from a folder of the user's own first."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from broadsheet.errors import RequestError

if TYPE_CHECKING:
    from jinja2 import Environment

FILES: Final = ("page.html.j2", "index.html.j2", "style.css", "script.js")
"""What a look is made of: the pages of a report, the list of all reports, their style and their script."""


@dataclass(frozen=True)
class Look:
    """Where the files of a report's look are read from.

    Parameters
    ----------
    folder
        A folder with any of `FILES`; what it lacks is broadsheet's own. None is broadsheet's own look.

    Notes
    -----
    A template may extend broadsheet's own: `{% extends "broadsheet/page.html.j2" %}`.
    """

    folder: Path | None = None

    def text(self, name: str) -> str:
        """The file of that name: the user's where there is one."""
        own = None if self.folder is None else self.folder / name
        return _shipped(name) if own is None or not own.is_file() else own.read_text(encoding="utf-8")

    def render(self, name: str, **values: Any) -> str:
        """A page from the template of that name.

        Raises
        ------
        RequestError
            The user's template is not valid, or asks for a value that there is none of; names the file and the line.
        """
        from jinja2 import TemplateError

        try:
            return self._templates.get_template(name).render(**values)
        except TemplateError as error:
            raise RequestError(self._complaint(error)) from error

    def check(self) -> None:
        """Read every file of the look, before notebooks are run for it.

        Raises
        ------
        RequestError
            There is no such folder, none of `FILES` is in it, or a template is not valid.
        """
        if self.folder is None:
            return
        if not self.folder.is_dir():
            raise RequestError(f"look: {self.folder} is not a folder")
        own = [name for name in FILES if (self.folder / name).is_file()]
        if not own:
            raise RequestError(f"look: {self.folder} holds none of {', '.join(FILES)}")
        from jinja2 import TemplateError

        try:
            for name in own:
                self.text(name)
                if name.endswith(".j2"):
                    self._templates.get_template(name)
        except UnicodeDecodeError as error:
            raise RequestError(f"look: {self.folder / name} is not UTF-8") from error
        except TemplateError as error:
            raise RequestError(self._complaint(error)) from error

    @cached_property
    def _templates(self) -> Environment:
        from jinja2 import DictLoader, Environment, StrictUndefined

        pages = [name for name in FILES if name.endswith(".j2")]
        known = {name: self.text(name) for name in pages} | {f"broadsheet/{name}": _shipped(name) for name in pages}
        return Environment(loader=DictLoader(known), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)

    def _complaint(self, error: Exception) -> str:
        name, line = getattr(error, "name", None) or "a template", getattr(error, "lineno", None)
        return f"look: {self.folder}: {name}" + (f", line {line}" if line else "") + f": {error}"


@cache
def _shipped(name: str) -> str:
    return files("broadsheet").joinpath("resources", "report", name).read_text(encoding="utf-8")
