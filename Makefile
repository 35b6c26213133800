# `make demo` and `make test` do everything; `make measure` runs the benchmarks against their floors. All create
# and use .venv themselves.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: demo desk test measure clean

demo: $(VENV)/.core
	@mkdir -p demo
	$(BIN)/rashomon compare examples/reports --html demo/index.html --json demo/synopsis.json
	@echo "The page is at $(CURDIR)/demo/index.html"

desk: $(VENV)/.desk
	@mkdir -p demo
	$(BIN)/rashomon add demo/library.db examples/reports
	$(BIN)/rashomon serve demo/library.db

test: $(VENV)/.dev
	@sh .ci/browser $(BIN)/python
	@sh .ci/postgresql
	$(BIN)/ruff check src training tests benchmarks
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m tests.complexity
	$(BIN)/python -m pytest

measure: $(VENV)/.dev
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[benchmarks]'
	$(BIN)/python -m benchmarks

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.core: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e .
	@touch $@

$(VENV)/.desk: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[desk]'
	@touch $@ $(VENV)/.core

$(VENV)/.dev: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev]'
	@touch $@ $(VENV)/.core

clean:
	rm -rf $(VENV) demo .mypy_cache .ruff_cache .pytest_cache .hypothesis
