"""The house: no circle of files, a room imports only from rooms above it, and only what the other room's face offers."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import NamedTuple

import pytest

LIBRARY = Path(__file__).resolve().parents[1] / "lib" / "broadsheet"
MODULES = {
    ".".join(("broadsheet", *path.relative_to(LIBRARY).with_suffix("").parts)).removesuffix(".__init__"): path
    for path in LIBRARY.rglob("*.py")
}
ROOMS = ("version", "errors", "third_parties", "caches", "resources", "schemas", "safe_text", "languages", "settings", "texts", "reading",
         "annotating", "corrections", "archive", "analysis", "charts", "display", "writers", "interactive", "reporting", "commands", "cli")
"""From the first room to the last."""

class Import(NamedTuple):
    """One name that a module imports from another of ours; `name` is None for `import broadsheet.x`."""

    module: str
    line: int
    source: str
    name: str | None


@cache
def imports_of(module: str) -> tuple[Import, ...]:
    """What a module imports from our own, at its top, in functions and for types alone."""
    return tuple(_imports(module))


def _imports(module: str) -> Iterator[Import]:
    for node in ast.walk(ast.parse(MODULES[module].read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "broadsheet":
            yield from (Import(module, node.lineno, str(node.module), alias.name) for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from (Import(module, node.lineno, each.name, None) for each in node.names if each.name.split(".")[0] == "broadsheet")


@cache
def face_of(package: str) -> dict[str, tuple[str, str]]:
    """What a face offers: name → the module it is from, and its name there."""
    path = MODULES[package]
    stub = path.with_suffix(".pyi")
    offered = {}
    for node in ast.walk(ast.parse((stub if stub.exists() else path).read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.level == 1 or (node.module or "").startswith("broadsheet")):
            module = str(node.module) if not node.level else f"{package}.{node.module}" if node.module else package
            offered |= {alias.asname or alias.name: (module, alias.name) for alias in node.names}
    return offered


def is_package(module: str) -> bool:
    return MODULES[module].name == "__init__.py"


def home_of(source: str, name: str | None) -> str:
    """The file that an imported name is from, through the faces that hand it on."""
    if name is None or not is_package(source):
        return source
    offered = face_of(source).get(name)
    if offered is not None and offered[0] != source:
        return home_of(*offered)
    return f"{source}.{name}" if f"{source}.{name}" in MODULES else source


def room_of(module: str) -> str:
    return module.split(".")[1] if "." in module else ""


def test_no_circle_of_files() -> None:
    graph = {module: {home_of(each.source, each.name) for each in imports_of(module)} - {module} for module in MODULES}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail("a circle of files: " + " imports ".join(reversed(error.args[1])))


def test_every_room_has_a_place_in_the_order() -> None:
    assert {room_of(module) for module in MODULES} - {""} == set(ROOMS)


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_imports_only_from_rooms_above_it(room: str) -> None:
    wrong = [
        f"{each.module}, line {each.line}: {each.source}" for module in MODULES if room_of(module) == room for each in imports_of(module)
        if (other := room_of(home_of(each.source, each.name))) and ROOMS.index(other) > ROOMS.index(room)
    ]
    assert wrong == []


def test_a_room_takes_from_another_only_what_its_face_offers() -> None:
    past = [
        each for module in MODULES if room_of(module) for each in imports_of(module)
        if each.source.count(".") >= 2 and room_of(each.source) != room_of(module)
    ]
    named = [f"{each.module}, line {each.line}: {each.name} from {each.source}" for each in past]
    assert named == [], "import these from the face of the room; if they belong there, add them to its __init__.pyi"


@pytest.mark.parametrize("package", sorted(module for module in MODULES if is_package(module) and module.count(".") <= 1))
def test_what_a_face_offers_is_there(package: str) -> None:
    for name, (module, there) in face_of(package).items():
        assert module in MODULES or f"{module}.{there}" in MODULES, f"{package} offers {name} from {module}"
