"""The house: a room imports only from rooms above it, the library does not print, notebooks define nothing."""

from __future__ import annotations

import ast
import json
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
LIBRARY = ROOT / "lib" / "broadsheet"
ROOMS = ("errors", "third_parties", "resources", "lazy", "schemas", "context", "corrections", "settings", "reading", "annotating",
         "archive", "analysis", "display", "interactive", "reporting", "commands", "cli")
"""From the first room to the last."""

MODULES = sorted(p for p in LIBRARY.rglob("*.py") if p.name != "__init__.py")
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))


def _room(parts: tuple[str, ...]) -> str:
    return parts[0].removesuffix(".py")


def _imported_rooms(path: Path) -> set[str]:
    rooms = set()
    for node in ast.walk(ast.parse(path.read_text())):
        names = []
        if isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            names = [f"{node.module}.{alias.name}" for alias in node.names] if node.module == "broadsheet" else [node.module]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        rooms |= {name.split(".")[1] for name in names if name.startswith("broadsheet.")}
    return rooms & set(ROOMS)


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(LIBRARY)))
def test_a_room_imports_only_from_rooms_above_it(path: Path) -> None:
    room = _room(path.relative_to(LIBRARY).parts)
    assert room in ROOMS, f"{room} has no place in the order of rooms"
    below = {other for other in _imported_rooms(path) if ROOMS.index(other) > ROOMS.index(room)}
    assert below == set()


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(LIBRARY)))
def test_nothing_heavy_is_imported_at_the_top_of_a_module(path: Path) -> None:
    heavy = {"spacy", "matplotlib", "torch", "onnxruntime", "papermill", "trafilatura"}
    tops = set()
    for node in ast.parse(path.read_text()).body:
        names = [a.name for a in node.names] if isinstance(node, ast.Import) else [getattr(node, "module", None) or ""]
        tops |= {name.split(".")[0] for name in names}
    assert tops & heavy == set()


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)
def test_a_notebook_is_thin_and_committed_without_outputs(path: Path) -> None:
    cells = [c for c in json.loads(path.read_text())["cells"] if c["cell_type"] == "code"]
    assert [c for c in cells if "parameters" in c["metadata"].get("tags", [])], "no cell is tagged parameters"
    for cell in cells:
        source = "".join(cell["source"])
        assert not cell["outputs"] and cell["execution_count"] is None, source
        defining = ast.FunctionDef | ast.ClassDef | ast.For | ast.While | ast.Lambda
        defined = [node for node in ast.walk(ast.parse(source)) if isinstance(node, defining)]
        assert defined == [], source
        if "parameters" not in cell["metadata"].get("tags", []):
            assert len(source.splitlines()) <= 8, source
