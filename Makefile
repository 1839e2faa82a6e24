# The course's commands. `make help` lists them.

PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin/python
# How many processes the tests use.
WORKERS ?= 2

.DEFAULT_GOAL := help
.PHONY: help course test soak fuzz subsets sizes lint benchmark formgrader lab clean

help: ## list the targets and the commands
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1|/' | \
	  awk -F'|' '{ printf "  make %-12s %s\n", $$1, $$2 }'
	@printf '\nAn instructor'"'"'s commands; each says more with --help:\n'
	@printf '  $(VENV)/bin/nbexaminer %s\n' \
	  'doctor              what is wrong with this machine and this course' \
	  'new ASSIGNMENT      an assignment to begin with' \
	  'check [ASSIGNMENT]  what keeps it from being released' \
	  'judge ASSIGNMENT    how well its checks judge' \
	  'build [ASSIGNMENT]  make release/ and solutions/' \
	  'roster [FILE]       who is in the class, and what each has handed in' \
	  'deadline [ASSIGNMENT DATE]  when work is due, for all or for one student, and what being late costs' \
	  'collect DOWNLOAD    put a download of Canvas, Moodle or Gradescope into submitted/' \
	  'grade [ASSIGNMENT]  grade what is new or changed, write feedback, print the class' \
	  'remove STUDENT      remove a student, with all work and results' \
	  'archive [FILE]      keep a year in one file, and start a new one'

course: $(VENV)/installed ## make release/ and solutions/, grade submitted/, write feedback/, print the class
	@$(RUN) -m nbexaminer build
	@$(RUN) -m nbexaminer grade

test: $(VENV)/installed-dev ## run the tests (under 4 minutes)
	@$(RUN) -m pytest -q -n $(WORKERS) --durations=15

soak: $(VENV)/installed-dev ## kill things at random while a class is graded, a hundred times; a quarter of an hour
	@$(RUN) -m pytest -q -m soak

fuzz: $(VENV)/installed-dev ## grade made-up submissions, thousands of them, others each time; about an hour
	@$(RUN) -m pytest -q -m fuzz

subsets: $(VENV)/installed-dev ## let every subset of the functions of a large notebook give way, in four ways; hours
	@$(RUN) -m pytest -q -n $(WORKERS) -m subsets tests/catalogue/test_subsets.py

lint: $(VENV)/installed-dev ## check style, notebooks included, and who imports whom
	@$(RUN) -m ruff check . && $(RUN) -m ruff format --check . && $(VENV)/bin/lint-imports --no-cache

sizes: $(VENV)/installed-dev ## print the longest files, classes and functions, and what git tracks
	@$(RUN) -m tests.sizes

benchmark: $(VENV)/installed-dev ## measure how fast a class is graded, against plain nbgrader; an hour and more
	@$(RUN) -m benchmarks

lab: $(VENV)/installed ## open JupyterLab here
	@$(RUN) -m jupyter lab

formgrader: $(VENV)/installed ## open the Formgrader: grade by hand, comment, export
	@$(RUN) -m jupyter lab --LabApp.default_url=/formgrader

clean: ## remove what the commands made and git ignores, but no submissions and no gradebook
	@rm -rf .cache .pytest_cache .ruff_cache feedback

$(VENV)/created:
	@$(PYTHON) -c 'import sys; sys.exit("error: Python 3.11 or newer is needed, this is " + sys.version.split()[0] + \
	  ": set PYTHON, for example make PYTHON=python3.12 course" if sys.version_info < (3, 11) else 0)'
	@$(PYTHON) -m venv $(VENV) && touch $@

$(VENV)/installed: requirements.txt pyproject.toml | $(VENV)/created
	@echo "installing requirements.txt into $(VENV)/ (once; a few minutes) …"
	@$(RUN) -m pip install --quiet --disable-pip-version-check -r requirements.txt && touch $@

$(VENV)/installed-dev: requirements-dev.txt $(VENV)/installed
	@echo "installing requirements-dev.txt into $(VENV)/ …"
	@$(RUN) -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt && touch $@
