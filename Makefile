# Palabre: `make demo` to see it, `make test` to trust it.
.DEFAULT_GOAL := help
SHELL := /bin/sh
PYTHON ?= python3
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: help demo test check bench pictures lock messages services clean

help: ## List the targets
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-10s %s\n", $$1, $$2}'

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Palabre needs Python 3.11 or newer: PYTHON=python3.12 make ..."; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { echo "Python's venv module is missing: apt-get install python3-venv"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/base.stamp: requirements/base.txt | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --require-hashes --no-deps -r requirements/base.txt
	@touch $@

$(VENV)/dev.stamp: requirements/dev.txt | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --require-hashes --no-deps -r requirements/dev.txt
	@touch $@ $(VENV)/base.stamp

demo: $(VENV)/base.stamp ## Run the demo company on http://localhost:8000 (PORT=…, RESET=1 starts over)
	@exec $(BIN)/python manage.py demo --port $(PORT) $(if $(filter 1,$(RESET)),--reset)

test: $(VENV)/dev.stamp ## Run the whole test suite
	$(BIN)/python -m pytest -n auto --dist loadgroup $(ARGS)

check: $(VENV)/dev.stamp ## Formatting, lint, imports, types, templates, migrations, system checks
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	git ls-files '*.html' | xargs $(BIN)/djade --target-version 5.2 --check
	$(BIN)/djlint --lint --quiet cms social_ext themes
	$(BIN)/lint-imports
	SECRET_KEY=check $(BIN)/python manage.py check --fail-level WARNING
	SECRET_KEY=check $(BIN)/python manage.py makemigrations --check --dry-run
	SOCIAL=0 SECRET_KEY=check $(BIN)/python manage.py check --fail-level WARNING
	SOCIAL=0 SECRET_KEY=check $(BIN)/python manage.py makemigrations --check --dry-run
	$(BIN)/mypy

bench: $(VENV)/dev.stamp ## Measure, and print a table and JSON
	$(BIN)/python -m tests.benchmarks

pictures: $(VENV)/dev.stamp ## Take the pictures of the editors' guide from the demo that runs (needs Chromium)
	SECRET_KEY=pictures DEBUG=1 $(BIN)/python -m tests.pictures http://localhost:$(PORT) $(ARGS)

lock: $(VENV)/bin/python ## Pin the dependencies again, with hashes
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --quiet --output-file requirements/base.txt
	$(BIN)/uv pip compile pyproject.toml --group dev --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --quiet --constraints requirements/base.txt --output-file requirements/dev.txt

messages: $(VENV)/base.stamp ## Collect the texts of the interface and compile their translations (needs gettext)
	SECRET_KEY=messages $(BIN)/python manage.py makemessages --all --add-location file --no-obsolete --no-wrap --ignore .venv --ignore var --ignore tests
	SECRET_KEY=messages $(BIN)/python manage.py compilemessages --ignore .venv --ignore var

services: ## As root on Debian: start what the tests use beside Python, and print what to export
	@sh .ci/services

clean: ## Remove the virtual environment and the demo's data
	rm -rf $(VENV) var
