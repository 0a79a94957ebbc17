"""The installed set is the one that the project declares, at versions that the lock fixes, under licences we can ship."""

from __future__ import annotations

import importlib.metadata as metadata
import re
import tomllib
from pathlib import Path

import yaml
from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.environment_file import ROOT, current, locked_pins

MAY_CHOOSE = {"pyphen", "tld"}
"""Offered under several licences of which one is not copyleft for programs that use them (MPL 1.1)."""


def _locked() -> dict[str, str]:
    pins = (pin.split(";")[0].strip() for pin in locked_pins((ROOT / "requirements.lock").read_text()))
    return {canonicalize_name(name): version for name, version in (pin.split("==") for pin in pins)}


def test_conda_users_get_the_locked_versions() -> None:
    assert (ROOT / "environment.yml").read_text() == current()
    environment = yaml.safe_load((ROOT / "environment.yml").read_text())
    assert environment["channels"][0] == "conda-forge"
    assert environment["dependencies"][0] == "python=" + (ROOT / ".python-version").read_text().strip()


def test_every_declared_dependency_is_locked_within_its_range() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    locked = _locked()
    for line in project["dependencies"] + project["optional-dependencies"]["build"]:
        requirement = Requirement(line)
        assert requirement.specifier.contains(locked[canonicalize_name(requirement.name)]), line


def test_every_locked_package_has_hashes_and_no_host() -> None:
    for name in ("requirements.lock", "requirements-dev.lock"):
        text = (ROOT / name).read_text()
        for block in re.split(r"\n(?=[a-z0-9])", text.strip()):
            assert "--hash=sha256:" in block, block.splitlines()[0]
        assert "://" not in text


def test_what_is_installed_is_what_is_locked() -> None:
    locked = _locked()
    pins = locked_pins((ROOT / "requirements.lock").read_text())
    markers = {canonicalize_name(pin.split("==")[0]): pin.partition(";")[2].strip() for pin in pins}
    for name, version in locked.items():
        if markers[name] and not Marker(markers[name]).evaluate():
            continue
        assert metadata.version(name) == version, name


def test_no_copyleft_licence_binds_the_installed_set() -> None:
    bound = []
    for name in _locked():
        try:
            about = metadata.metadata(name)
        except metadata.PackageNotFoundError:
            continue
        text = " ".join([about.get("License-Expression") or "", (about.get("License") or "")[:80], *about.get_all("Classifier", [])])
        if re.search(r"\bA?GPL|GNU (Affero )?General", text) and "LGPL" not in text.replace("GPL-", "") and name not in MAY_CHOOSE:
            bound.append((name, text[:120]))
    assert bound == []


def test_the_python_version_is_the_one_the_package_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert Requirement("python" + project["requires-python"]).specifier.contains((ROOT / ".python-version").read_text().strip())
    assert Path(ROOT / "LICENSE").read_text().startswith("MIT License")
