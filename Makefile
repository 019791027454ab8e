# Everything one does with this project, each from a fresh clone.
PYTHON := .venv/bin/python
FROM_NPM := tests/ssml_check/node_modules tests/dynalite/node_modules
# npm trusts whom the machine trusts, as pip does.
export NODE_USE_SYSTEM_CA := 1

.PHONY: run test bench package model conversations lock setup

run: setup            # talk to the skill, through a stand-in Echo in this terminal
	@$(PYTHON) -m skill run

test: setup $(FROM_NPM)  # all checks
	$(PYTHON) -m ruff check
	$(PYTHON) -m ruff format --check
	$(PYTHON) -m mypy
	.venv/bin/lint-imports
	$(PYTHON) -m pytest --cov --cov-report=term:skip-covered

tests/%/node_modules: tests/%/package-lock.json | setup
	@.venv/bin/npm ci --silent --ignore-scripts --prefix tests/$* && touch $@

bench: setup          # the figures in the README, and the picture of the drift
	@scripts/setup-bench </dev/null
	@$(PYTHON) -m benchmarks

package: setup        # what runs in Lambda, as a zip in .serverless
	@scripts/package

model: setup          # build the interaction models from interaction_model/sentences
	@$(PYTHON) -m skill.sentences

conversations: setup  # write the answers in tests/conversations anew, to be read before they are kept
	$(PYTHON) -m tests.conversation --update

lock:                 # renew requirements/*.txt from pyproject.toml
	scripts/lock

setup:
	@scripts/setup </dev/null
