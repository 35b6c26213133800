# `make demo` and `make test` do everything; `make measure` runs the benchmarks against their floors. All create
# and use .venv themselves.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: demo test measure clean

demo: $(VENV)/.core
	@mkdir -p demo
	$(BIN)/rashomon compare examples/reports --html demo/index.html --json demo/synopsis.json
	@echo "The page is at $(CURDIR)/demo/index.html"

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

$(VENV)/.dev: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev]'
	@touch $@ $(VENV)/.core

clean:
	rm -rf $(VENV) demo .mypy_cache .ruff_cache .pytest_cache .hypothesis
