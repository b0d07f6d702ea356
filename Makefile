# Two commands: `make site` builds the site, `make test` runs the whole gate. Both install what they need into .venv.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
export NO_MKDOCS_2_WARNING := 1

.DEFAULT_GOAL := help
.PHONY: help site serve check test lint generate requirements clean

help: ## Say what can be made
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

$(INSTALLED): pyproject.toml requirements/runtime.txt requirements/development.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "CaseHub needs Python 3.11 or later; name one with: make PYTHON=python3.12 ..."; exit 2; }
	@echo "Setting up $(VENV) (once) ..."
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes \
		-r requirements/runtime.txt -r requirements/development.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

site: $(INSTALLED) ## Check everything and build the site into site/
	@echo "Checking the records and building the site ..."
	@$(BIN)/casehub build
	@echo "The site is in site/. Look at it with: make serve"

serve: $(INSTALLED) ## Look at the site on this machine; saved files show at once
	@$(BIN)/casehub serve

check: $(INSTALLED) ## Check the records only
	@$(BIN)/casehub check

generate: $(INSTALLED) ## Make forms, templates and editor files anew from schemas/
	@$(BIN)/casehub generate

lint: $(INSTALLED) ## Style and types of the code, and whether generated files are what the schemas say
	@echo "Generated files ..."
	@$(BIN)/casehub generate --check
	@echo "Style ..."
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --quiet --check .
	@echo "Types ..."
	@$(BIN)/mypy --no-error-summary

test: lint ## The whole gate: style, types, records, tests
	@echo "Records ..."
	@$(BIN)/casehub check
	@echo "Tests ..."
	@$(BIN)/pytest

requirements: ## Compile the pinned requirements anew (needs uv)
	uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
		--custom-compile-command "make requirements" --quiet --output-file requirements/runtime.txt
	uv pip compile requirements/development.in --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
		--custom-compile-command "make requirements" --quiet --output-file requirements/development.txt

clean: ## Remove what was built and installed
	rm -rf site $(VENV) dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
