# One-liners; everything lives in .venv so that only Python 3.11, make and git are needed.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: setup develop test lint types contracts bench pictures lock clean

setup: .venv/.coach
develop: .venv/.develop

.venv/.coach: pyproject.toml requirements.lock
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet -c requirements.lock -e .
	touch $@

.venv/.develop: pyproject.toml requirements.lock
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet -c requirements.lock -e '.[dev]'
	touch $@ .venv/.coach

test: develop lint types contracts
	$(BIN)/pytest

lint: develop
	$(BIN)/ruff check coach tests
	$(BIN)/ruff format --check coach tests

types: develop
	$(BIN)/mypy

contracts: develop
	$(BIN)/lint-imports --no-cache

bench: develop
	$(BIN)/python -m pytest tests/bench -s -o addopts=

pictures: develop
	$(BIN)/python -m tests.ui.pictures
	$(BIN)/python -m tests.ui.tour

lock:
	$(BIN)/python -m piptools compile --quiet --strip-extras --extra dev --extra train --extra parquet --no-emit-index-url --no-emit-find-links --no-header --output-file requirements.lock pyproject.toml

clean:
	rm -rf .venv .mypy_cache .pytest_cache .ruff_cache .hypothesis
