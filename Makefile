# The two commands: `make report` and `make test`. Each sets up what is missing first.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
DEV_STAMP := $(VENV)/.installed-dev
ARTICLES ?= data/sample
ARCHIVE ?= data/archive
REPORTS ?= data/reports
export BROADSHEET_ARCHIVE := $(if $(findstring ://,$(ARCHIVE)),$(ARCHIVE),$(abspath $(ARCHIVE)))
# Compiled modules are kept: each of the kernels of a report would compile them again, 0.9 s of the 2.3 s that it takes to load them.
export PYTHONDONTWRITEBYTECODE :=
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
SETTINGS ?=

.PHONY: report test lab bench accuracy lint types docs lock setup clean python-version

report: $(STAMP)
	$(BIN)/broadsheet ingest $(if $(PUBLISHED),--published $(PUBLISHED)) -- $(ARTICLES)
	$(BIN)/broadsheet report $(SETTINGS) --out $(REPORTS)

# mypy is run by one of the tests, beside the others.
test: lint
	$(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder $(TESTS)

lab: $(STAMP)
	$(BIN)/broadsheet lab

bench: $(DEV_STAMP)
	$(BIN)/python tests/benchmarks/run.py $(if $(FULL),--full)

accuracy: $(DEV_STAMP)
	$(BIN)/python tests/benchmarks/accuracy.py

lint: $(DEV_STAMP)
	$(BIN)/ruff check lib tests training docs

types: $(DEV_STAMP)
	$(BIN)/mypy

docs: $(DEV_STAMP)
	$(BIN)/python docs/_site/build.py

lock: $(DEV_STAMP)
	$(BIN)/uv pip compile --quiet --universal --python-version 3.12 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --no-annotate \
		--extra build --output-file requirements.lock pyproject.toml
	$(BIN)/uv pip compile --quiet --universal --python-version 3.12 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --no-annotate \
		--extra build --extra dev --extra docs --constraint requirements.lock --output-file requirements-dev.lock pyproject.toml
	$(BIN)/python tests/environment_file.py --write

setup: $(DEV_STAMP)

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 12))' 2>/dev/null || \
		{ echo "broadsheet needs Python 3.12 or later, and $(PYTHON) is $$($(PYTHON) --version 2>&1): install Python 3.12 (for example with 'pyenv install 3.12'), or name one: make PYTHON=python3.12" >&2; exit 2; }
	$(PYTHON) -m venv $(VENV)

# The build back end comes first, hashed like the rest, so that installing the project itself fetches nothing.
$(STAMP): requirements.lock pyproject.toml | $(BIN)/python
	$(PIP) install --require-hashes --no-deps -r requirements.lock
	$(PIP) install --no-build-isolation --no-deps --editable .
	@touch $@

$(DEV_STAMP): requirements-dev.lock $(STAMP)
	$(PIP) install --require-hashes --no-deps -r requirements-dev.lock
	@touch $@

clean:
	rm -rf $(VENV) data/archive data/reports
