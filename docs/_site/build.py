"""The site: a report on the sample articles as the gallery, then every page, into `build/docs/site`. Nothing is fetched.

Run by `make docs`. A broken link or reference, and a docstring that cannot be read, stop it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BUILD = ROOT / "build" / "docs"
EXTRA = BUILD / "extra"


def gallery() -> Path:
    """The notebooks, run on the sample: the folder of their pages."""
    here = os.environ | {"BROADSHEET_ARCHIVE": str(BUILD / "archive")}
    broadsheet = [sys.executable, "-m", "broadsheet.cli"]
    subprocess.run([*broadsheet, "ingest", str(ROOT / "data" / "sample")], env=here, check=True)
    report = [*broadsheet, "report", "--out", str(BUILD / "reports"), "--set", "name=The sample articles"]
    printed = subprocess.run(report, env=here, check=True, stdout=subprocess.PIPE, text=True).stdout
    made, shown = Path(printed.strip().splitlines()[-1]).parent, EXTRA / "gallery"
    shutil.rmtree(shown, ignore_errors=True)
    shutil.copytree(made, shown)
    return shown


def pages() -> Path:
    """The site's own pages and the reference: the first of them."""
    site = BUILD / "site"
    sphinx = [sys.executable, "-m", "sphinx", "--fail-on-warning", "--keep-going", "--quiet", "--doctree-dir", str(BUILD / "doctrees")]
    subprocess.run([*sphinx, str(ROOT / "docs"), str(site)], env=os.environ | {"BROADSHEET_DOCS_EXTRA": str(EXTRA)}, check=True)
    return site / "index.html"


if __name__ == "__main__":
    gallery()
    print(pages())
