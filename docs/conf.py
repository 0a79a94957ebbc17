"""How Sphinx makes the site: Markdown pages, the reference from docstrings, the questions from their declarations. Nothing is fetched."""

from __future__ import annotations

import os
import sys
from importlib.metadata import version as version_of
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE / "_site"))

project = "broadsheet"
author = "the broadsheet authors"
project_copyright = "2026, the broadsheet authors"
version = release = version_of("broadsheet")

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon", "question_directive"]
exclude_patterns = ["_site"]
source_suffix = {".md": "markdown"}

myst_heading_anchors = 4
myst_enable_extensions = ["colon_fence"]
# The pages of the gallery are made by `make docs` and copied beside the site's own: no source of theirs is here to be checked.
myst_url_schemes = {"http": None, "https": None, "mailto": None, "gallery": {"url": "gallery/{{path}}"}}

napoleon_google_docstring = False
autodoc_member_order = "alphabetical"
autodoc_typehints = "signature"
# Defaults as they are called with: charts take their axes by a decorator, which the source does not show.
autodoc_preserve_defaults = False
python_use_unqualified_type_names = True
# Docstrings quote code with single backquotes, as Markdown does.
default_role = "code"

html_theme = "furo"
html_title = f"broadsheet {release}"
html_copy_source = False
html_show_sourcelink = False
html_extra_path = [folder] if (folder := os.environ.get("BROADSHEET_DOCS_EXTRA")) else []
