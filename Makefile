# Each of these sets up what it needs by itself, in .venv, from nothing but Python 3.11 or newer, pip and make.
PYTHON ?= python3
BIN := .venv/bin
export PIP_CONSTRAINT := $(CURDIR)/constraints.txt
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: setup run demo test check browser chromium postgres bench prove mutate golden docs screens units calibrate clean

run: .venv/.web ## the web app, with a ward of invented people; prints the address to open
	@$(BIN)/bedside web --demo

demo: .venv/.core ## the main job in the terminal, on the record of one invented person
	@$(BIN)/bedside demo

setup: .venv/.all ## everything that developing needs

test: .venv/.all ## all tests but those in a browser
	$(BIN)/python -m pytest -n 2 --ignore=tests/browser

browser: chromium .venv/.all ## the tests in a browser: every page as each who may see it, and the stories; ten minutes
	$(BIN)/python -m pytest -n 2 tests/browser

chromium:
	@for each in chromium chromium-browser google-chrome; do command -v $$each >/dev/null && exit 0; done; \
	echo "The tests in a browser need Chromium, and there is none here: apt-get install chromium. All others: make test"; exit 1

check: chromium .venv/.all ## tests, lint, types, proofs of the shipped rules, generated pages
	$(BIN)/ruff check src tests bench tools
	$(BIN)/ruff format --check src tests bench tools
	$(BIN)/mypy
	$(BIN)/python tools/make_units.py --check
	$(BIN)/python tools/make_story.py --check
	$(BIN)/python tools/make_reference.py --check
	$(BIN)/python tools/reading_grade.py
	@for each in src/bedside/medicines/*/; do $(BIN)/bedside medicine verify $$(basename $$each) --quiet || exit 1; done
	$(BIN)/python -m pytest -n 2 --ignore=tests/browser
	$(BIN)/python -m pytest -n 2 tests/browser

postgres: .venv/.all ## the web app's tests on PostgreSQL, in a server of their own
	tools/on_postgres $(BIN)/python -m pytest -n 2 tests/web

prove: .venv/.all ## the laws with 20,000 examples each, and every decision about 500 virtual people asked again; takes hours
	$(BIN)/python -m pytest tests/laws --hypothesis-profile=prove
	$(BIN)/python bench/closed_loop.py --equal 500 --by check
	$(BIN)/bedside medicine verify aldesleukin

bench: .venv/.all ## decisions per second beside other ways to make them, labels imported and found, pages per second
	$(BIN)/python -m pip install --quiet --editable '.[web,verify,dev,bench]'
	$(BIN)/python bench/check.py
	$(BIN)/python bench/web.py
	$(BIN)/python bench/board.py
	$(BIN)/python bench/library.py
	$(BIN)/python bench/assistant.py
	$(BIN)/python bench/simulate.py
	$(BIN)/python bench/scan.py

mutate: .venv/.all ## change the core line by line and see which changes no test notices; half an hour
	$(BIN)/python -m pip install --quiet --editable '.[web,verify,dev,mutate]'
	$(BIN)/mutmut run
	$(BIN)/mutmut results

golden: .venv/.all ## write the library pages that tests compare with again; look at them first
	$(BIN)/python tools/make_golden.py

docs: .venv/.all ## write the example story and the generated pages again
	$(BIN)/python tools/make_story.py
	$(BIN)/python tools/make_works.py
	$(BIN)/python tools/make_reference.py

screens: .venv/.all ## draw docs/screens again; needs Chromium
	$(BIN)/python tools/make_screens.py

units: .venv/.all ## write src/bedside/units.json again from the unit library
	$(BIN)/python tools/make_units.py

calibrate: .venv/.all ## treat virtual people as published cohorts were, and write docs/explanation/model.md again; ten minutes
	$(BIN)/python tools/make_calibration.py

clean: ## remove what was set up and built
	rm -rf .venv .bench-venv .bench-venv-words .bench-venv-simulate .bench-venv-scan build src/*.egg-info

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Bedside needs Python 3.11 or newer; run make PYTHON=python3.11"; exit 1; }
	@$(PYTHON) -m venv .venv

.venv/.core: .venv/bin/python pyproject.toml constraints.txt
	@echo "Setting up in .venv: the units library, numbers, the command line (once; about 140 MB) ..."
	@$(BIN)/python -m pip install --quiet --editable .
	@du -sh .venv | awk '{print "Installed: " $$1 " in .venv.\n"}'
	@touch $@

.venv/.web: .venv/.core
	@echo "Setting up what the web app, the reader of reports and virtual people need (once; about 1.1 GB more) ..."
	@$(BIN)/python -m pip install --quiet --editable '.[web,scan,simulate]'
	@touch $@

.venv/.all: .venv/.core
	@echo "Setting up what the tests need: the web app, the solver, the test tools (once; about 1.4 GB more) ..."
	@$(BIN)/python -m pip install --quiet --editable '.[web,verify,scan,simulate,dask,assistant,dev]'
	@touch $@
