"""How modules and notebooks are made: a module is short and loads nothing heavy at its top, notebooks define nothing."""

from __future__ import annotations

import ast
import json
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
LIBRARY = ROOT / "lib" / "broadsheet"
MODULES = sorted(p for p in LIBRARY.rglob("*.py") if p.name != "__init__.py")
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(LIBRARY)))
def test_nothing_heavy_is_imported_at_the_top_of_a_module(path: Path) -> None:
    heavy = {"spacy", "matplotlib", "torch", "onnxruntime", "papermill", "trafilatura"}
    tops = set()
    for node in ast.parse(path.read_text()).body:
        names = [a.name for a in node.names] if isinstance(node, ast.Import) else [getattr(node, "module", None) or ""]
        tops |= {name.split(".")[0] for name in names}
    assert tops & heavy == set()


def test_no_module_is_longer_than_400_lines() -> None:
    """CONTRIBUTING asks for 300; from 400 on there are two concepts in it."""
    lengths = {str(path.relative_to(LIBRARY)): len(path.read_text(encoding="utf-8").splitlines()) for path in LIBRARY.rglob("*.py")}
    assert {name: lines for name, lines in lengths.items() if lines > 400} == {}


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
