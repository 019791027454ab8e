# Commands for working on this project. All but lock install what they need, also in a fresh clone.
PYTHON := .venv/bin/python
PYTEST := $(PYTHON) -m pytest -n auto --maxprocesses 4

.PHONY: run help check test test-all style bench package model pictures cards conversations lock setup setup-tests

run: setup  # talk to the skill in this terminal or on a page in the browser
	@scripts/setup-page </dev/null
	@$(PYTHON) -m skill run

help:  # list these commands
	@sed -n 's/^\([a-z-]*\):.*  # /\1  /p' Makefile | while read -r name does; do \
		printf '  make %-14s %s\n' "$$name" "$$does"; done

check: setup-tests style  # style, types, import rules and a quick selection of the tests: one to two minutes
	$(PYTEST) --quick

test: setup-tests style  # all checks and the whole test suite: under five minutes on two cores
	$(PYTEST) --dist loadfile --cov --cov-report=term:skip-covered

test-all: setup  # make test in fresh copies: with each Python, a space in the path, no root, no git, no byte code
	@$(PYTHON) scripts/test_all.py $(ONLY)

style: setup
	$(PYTHON) -m ruff check
	$(PYTHON) -m ruff format --check
	$(PYTHON) -m mypy
	.venv/bin/lint-imports

bench: setup  # measure the figures in docs/benchmarks.md and redraw docs/drift.svg
	@scripts/setup-bench </dev/null
	@$(PYTHON) -m benchmarks

package: setup  # build the zip for Lambda in .serverless
	@scripts/package

model: setup  # build the interaction models from interaction_model/sentences
	@$(PYTHON) -m skill.sentences

pictures: setup  # redraw the diagrams in docs/ and the exercises in docs/exercises/
	@$(PYTHON) scripts/draw_pictures.py
	@$(PYTHON) scripts/draw_figures.py

cards: setup-tests  # draw the pictures for cards into build/cards, as PNG in both sizes
	@$(PYTHON) scripts/draw_figures.py --png build/cards

conversations: setup  # regenerate the answers in tests/conversations; read the diff before you commit it
	$(PYTHON) -m tests.conversation --update

lock:  # renew requirements/*.txt and package-lock.json from pyproject.toml and package.json; needs uv and npm
	scripts/lock

setup:
	@scripts/setup </dev/null

setup-tests:
	@scripts/setup-tests </dev/null
