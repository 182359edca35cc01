# Every command a person needs. `make help` lists them.
.DEFAULT_GOAL := help
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export PIP_DISABLE_PIP_VERSION_CHECK := 1

help: ## List the commands
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /|/' | awk -F'|' '{printf "  make %-10s %s\n", $$1, $$2}'

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || (echo "Python 3.11 or newer is needed (PYTHON=python3.12 make ...)" >&2; exit 1)
	@$(PYTHON) -m venv $(VENV)

$(VENV)/run.stamp: requirements/run.txt pyproject.toml | $(BIN)/python
	@echo "Installing what the portal needs" >&2
	@$(BIN)/pip install --quiet --require-hashes -r requirements/run.txt
	@$(BIN)/pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/dev.stamp: requirements/dev.txt $(VENV)/run.stamp
	@echo "Installing what the tests need" >&2
	@$(BIN)/pip install --quiet --require-hashes -r requirements/dev.txt
	@touch $@

setup: $(VENV)/dev.stamp ## Make .venv with everything for development

run: $(VENV)/run.stamp ## Serve the demo season on localhost:$${PORT:-8000}
	@AWARDS_DEMO=1 $(BIN)/awards demo run

seed: $(VENV)/run.stamp ## Load the demo season without serving it
	@AWARDS_DEMO=1 $(BIN)/awards demo load --commit

test: $(VENV)/dev.stamp ## Run every test, on SQLite and PostgreSQL, browser included
	@$(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder $(PYTEST)

check: $(VENV)/dev.stamp ## Format, lint, types, import contracts, template lint
	@$(BIN)/ruff format --check --quiet . || (echo "Run make fix" >&2; exit 1)
	@$(BIN)/ruff check --quiet .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/djlint --quiet --lint templates

fix: $(VENV)/dev.stamp ## Put format and simple lint right
	@$(BIN)/ruff check --quiet --fix .
	@$(BIN)/ruff format --quiet .

migrate: $(VENV)/run.stamp ## Bring the configured database to the newest migration
	@$(BIN)/awards migrate

lock: $(BIN)/python ## Resolve the requirements anew, with hashes
	@$(BIN)/pip-compile --quiet --generate-hashes --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --strip-extras --allow-unsafe --extra build --output-file requirements/run.txt pyproject.toml
	@$(BIN)/pip-compile --quiet --generate-hashes --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --strip-extras --allow-unsafe --extra build --extra dev --output-file requirements/dev.txt pyproject.toml

.PHONY: help setup run seed test check fix migrate lock
