# Commands for working on this project. Each sets up what it needs, from a fresh clone on.
PYTHON := .venv/bin/python
PYTEST := $(PYTHON) -m pytest -n auto --maxprocesses 4

.PHONY: run help check test test-all style bench package model pictures cards conversations lock setup setup-tests

run: setup  # talk to the skill in this terminal or on a page, through a stand-in Echo
	@scripts/setup-page </dev/null
	@$(PYTHON) -m skill run

help:  # list these commands
	@sed -n 's/^\([a-z-]*\):.*  # /\1  /p' Makefile | while read -r name does; do \
		printf '  make %-14s %s\n' "$$name" "$$does"; done

check: setup-tests style  # style, types, import contracts, and some cases of every test: half a minute
	$(PYTEST) --quick

test: setup-tests style  # all checks: three minutes on two cores
	$(PYTEST) --dist loadfile --cov --cov-report=term:skip-covered

test-all: setup  # make test in fresh copies: with each Python, path with a space, no root, no git, no byte code
	@$(PYTHON) scripts/test_all.py $(ONLY)

style: setup
	$(PYTHON) -m ruff check
	$(PYTHON) -m ruff format --check
	$(PYTHON) -m mypy
	.venv/bin/lint-imports

bench: setup  # measure the figures in docs/benchmarks.md, and draw the picture of the drift
	@scripts/setup-bench </dev/null
	@$(PYTHON) -m benchmarks

package: setup  # build the zip for Lambda in .serverless
	@scripts/package

model: setup  # build the interaction models from interaction_model/sentences
	@$(PYTHON) -m skill.sentences

pictures: setup  # draw the pictures in docs/ from the code, and the exercises from their data
	@$(PYTHON) scripts/draw_pictures.py
	@$(PYTHON) scripts/draw_figures.py

cards: setup-tests  # draw the pictures for cards into build/cards, as PNG in both sizes
	@$(PYTHON) scripts/draw_figures.py --png build/cards

conversations: setup  # regenerate the answers in tests/conversations; read the diff before you commit it
	$(PYTHON) -m tests.conversation --update

lock:  # renew requirements/*.txt and the package-lock.json files from what pyproject.toml and package.json ask for
	scripts/lock

setup:
	@scripts/setup </dev/null

setup-tests:
	@scripts/setup-tests </dev/null
