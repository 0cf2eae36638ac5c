# `make` alone prints the menu. Recipes call the programs of the virtual environment by path.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PYTEST := $(BIN)/python -m pytest -n 2

.DEFAULT_GOAL := help
.PHONY: help run dev test test-all test-slow lint migrate demo-reset bench mutate browser clean

help: ## This menu
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/\1\t\2/' | expand -t 14

run: $(VENV)/.installed-run ## Serve on http://127.0.0.1:8080 (PORT changes it); Ctrl-C stops all
	@exec $(BIN)/python -m ava_dashboard.launch

dev: $(VENV)/.installed-run ## The same, and reload when code changes
	@exec $(BIN)/python -m ava_dashboard.launch --reload

test: lint browser ## Linters, import contracts, unit, PostgreSQL and browser tests
	$(PYTEST) -m "not slow"

test-all: test test-slow ## The slow suites too: faults, load, races

test-slow: $(VENV)/.installed-dev browser
	$(PYTEST) -m slow

lint: $(VENV)/.installed-dev ## Formatting, types, imports, templates, dead code, Dockerfile
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/djlint ava_dashboard/templates --lint --quiet
	$(BIN)/vulture
	$(BIN)/deptry .
	$(BIN)/hadolint Dockerfile

migrate: $(VENV)/.installed-run ## Bring the schema dashboard to its newest state
	$(BIN)/flask --app wsgi db upgrade

demo-reset: $(VENV)/.installed-run ## Empty the demo's database and fill it again
	$(BIN)/flask --app wsgi demo reset

bench: $(VENV)/.installed-dev ## Measure the pages
	$(BIN)/python -m bench

mutate: $(VENV)/.installed-dev ## Replace each query by a constant in turn: a test must fail each time
	$(BIN)/python -m tests.mutate

browser: $(VENV)/.installed-dev ## Have a Chromium for the browser tests
	@$(BIN)/python -m tests.e2e.chromium

clean: ## Remove the environment, caches, and the demo's database
	@if [ -x $(BIN)/python ]; then $(BIN)/python -m ava_dashboard.core.embedded_postgres .postgres .cache/test-postgres; fi
	rm -rf $(VENV) .cache .postgres .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# An environment whose Python has since gone (moved folder, new release) is made anew.
$(VENV)/bin/activate:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || \
		{ echo "Python 3.11 or newer is needed, and $(PYTHON) is: $$($(PYTHON) --version 2>&1). Name another: make PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || \
		{ echo "$(PYTHON) has no venv module. On Debian and Ubuntu: apt-get install python3-venv" >&2; exit 1; }
	@echo "Making the virtual environment in $(VENV)."
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.installed-run: requirements.txt requirements-demo.txt | $(VENV)/bin/activate
	@echo "Installing what the console needs."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt -r requirements-demo.txt
	@touch $@

$(VENV)/.installed-dev: requirements-dev.txt | $(VENV)/.installed-run
	@echo "Installing what tests and linters need."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@
