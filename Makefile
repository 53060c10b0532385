# What people type. A fresh machine needs python3 (3.11 or newer, with venv) and make, nothing else.

PYTHON ?= python3
# A few tests wait most of their time: one more at once than there are processors.
WORKERS ?= $(shell echo $$(($$(nproc) + 1)))
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
CODE := gallery uploads_worker config.py wsgi.py
TEXTS := translations

.PHONY: install run test check bench texts

install: .venv/.installed

run: .venv/.installed
	@exec $(BIN)/gallery serve

# Tests start many processes: what one of them compiled, the others find.
test: export PYTHONDONTWRITEBYTECODE :=
test: .venv/.installed-test
	@$(BIN)/python -m tests.install
	@$(MAKE) --no-print-directory check
	@$(BIN)/python -m pytest -q -n $(WORKERS) --dist worksteal

check: .venv/.installed-test
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/mypy $(CODE)
	@$(BIN)/python -m pytest -q tests/test_architecture.py

bench: .venv/.installed-test
	@$(BIN)/python -m bench

# For translators: collects all texts; TO=be begins the catalogue of a language, or brings it up to date.
texts: .venv/.installed
	@mkdir -p $(TEXTS)
	@$(BIN)/pybabel -q extract --width=100 -F pyproject.toml --ignore-dirs='.*' --add-location=file -k _later --project=Unsilenced -o $(TEXTS)/messages.pot .
	@if [ -n "$(TO)" ]; then $(BIN)/pybabel -q $(if $(wildcard $(TEXTS)/$(TO)),update --no-fuzzy-matching,init) --width=100 -i $(TEXTS)/messages.pot -d $(TEXTS) -l $(TO); fi

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Unsilenced needs Python 3.11 or newer; name one with PYTHON=…")'
	@$(PYTHON) -m venv .venv

.venv/.installed: requirements.txt pyproject.toml $(wildcard translations/*/LC_MESSAGES/*.po) | .venv/bin/python
	@echo "Installing what Unsilenced needs …"
	@$(PIP) install --use-pep517 --require-hashes -r requirements.txt
	@$(PIP) install --no-deps --editable .
	@if ls translations/*/LC_MESSAGES/*.po >/dev/null 2>&1; then $(BIN)/pybabel -q compile -d translations; fi
	@touch $@

.venv/.installed-test: .venv/.installed requirements-test.txt
	@echo "Installing what its tests need …"
	@$(PIP) install --use-pep517 --require-hashes -r requirements-test.txt
	@touch $@
