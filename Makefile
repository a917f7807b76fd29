# Everything a contributor has to learn: make setup, make test, make check, make demo, make serve.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
TORCH := torch>=2.13,<2.14

.PHONY: help setup models test check demo screenshot serve format clean

help:
	@echo "make setup    a .venv with everything, and the embedding models made ready"
	@echo "make test     the whole test suite"
	@echo "make check    format, lint, types, import arrows, documentation"
	@echo "make demo     half a year of a made-up company: themes, a report, dashboard and API"
	@echo "              (make demo SERVE=0 stops before serving)"
	@echo "make serve    dashboard and API of the workspace in EARSHOT_HOME"
	@echo "make screenshot  the README's picture anew, of the demo as it was made last"
	@echo "make format   rewrite the code in the house's format"

setup: $(VENV)/.installed $(VENV)/.models

$(VENV)/.installed: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Earshot needs Python 3.11 or newer; name one with: make setup PYTHON=python3.12")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet "$(TORCH)"
	$(BIN)/python -m pip install --quiet -c constraints.txt -e ".[dev]"
	@touch $@

$(VENV)/.models: $(VENV)/.installed $(shell find clustering/encoder -type f -not -name '*.pyc' 2>/dev/null)
	$(BIN)/python -m clustering.encoder prepare
	@touch $@

models: $(VENV)/.models

test: setup
	$(BIN)/python -m pytest -n 2 --dist loadfile

check: $(VENV)/.installed
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest tests/test_docs.py

# Each demo starts anew; only the vectors of texts embedded before are kept. It ends yesterday;
# DEMO_START=2026-01-05 begins it there instead, DEMO_MONTH=2026-06 names the month to report.
SERVE ?= 1
DEMO_START ?=
DEMO_MONTH ?= last-month
demo: setup
	@mkdir -p .demo && chmod 700 .demo
	@rm -rf .demo/live.duckdb* .demo/snapshots .demo/current .demo/reports
	$(BIN)/python -m demo.make --out .demo/conversations.jsonl --truth demo/truth.json $(if $(DEMO_START),--start $(DEMO_START))
	EARSHOT_HOME=.demo EARSHOT_ATTRIBUTES=company $(BIN)/earshot run .demo/conversations.jsonl --top 25
	for period in all $(DEMO_MONTH); do \
		EARSHOT_HOME=.demo $(BIN)/earshot report --period $$period --format html,md,csv || exit 1; \
	done
	@if [ "$(SERVE)" != 0 ]; then EARSHOT_HOME=.demo $(BIN)/earshot serve; fi

# The picture in the README, of the demo as it was made last.
screenshot: setup
	$(BIN)/python -m docs.take_screenshot

serve: setup
	$(BIN)/earshot serve

format: $(VENV)/.installed
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

clean:
	rm -rf $(VENV) .demo .mypy_cache .ruff_cache
