# What one can do here. `make` alone lists it.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
UV_VERSION := 0.13.9

.DEFAULT_GOAL := help
.PHONY: help install demo test check format lint types docs bench fuzz lock clean dev messages load load-exchange kill audit bundle

help:  ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F':.*## ' '{printf "  make %-12s %s\n", $$1, $$2}'

$(BIN)/uv:
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)

$(VENV)/.run: requirements/run.txt pyproject.toml | $(BIN)/uv
	$(BIN)/uv pip install --quiet --compile-bytecode --require-hashes -r requirements/run.txt
	$(BIN)/uv pip install --quiet --no-deps -e .
	$(BIN)/python -m compileall -q src
	@touch $@

$(VENV)/.dev: requirements/dev.txt pyproject.toml | $(BIN)/uv
	$(BIN)/uv pip install --quiet --compile-bytecode --require-hashes -r requirements/dev.txt
	$(BIN)/uv pip install --quiet --no-deps -e .
	$(BIN)/python -m compileall -q src
	@touch $@ $(VENV)/.run

install: $(VENV)/.run  ## install the command at .venv/bin/tuongdong

dev: $(VENV)/.dev  ## install what developers need

demo: install  ## compare the two example resolutions: HTML, Excel and Word tables in demo/
	$(BIN)/tuongdong demo -o demo

test: dev  ## run every test; what needs a program that is not there is skipped with the reason
	$(BIN)/pytest -n auto

check: dev  ## what CI runs: format, lint, types, tests, docs
	$(BIN)/ruff format --check src tests benchmarks
	$(BIN)/ruff check src tests benchmarks
	$(BIN)/mypy
	$(BIN)/pytest -n auto

format: dev  ## put the code in shape
	$(BIN)/ruff format src tests benchmarks
	$(BIN)/ruff check --fix src tests benchmarks

bench: dev  ## accuracy against the labels and baselines, and speed
	$(BIN)/python benchmarks/accuracy.py
	$(BIN)/python benchmarks/structure.py
	$(BIN)/python benchmarks/held_out.py
	$(BIN)/python benchmarks/citations.py
	$(BIN)/python benchmarks/speed.py

fuzz: dev  ## 20,000 spoilt files through our readers, 300 through LibreOffice and Tesseract
	$(BIN)/python benchmarks/fuzz.py --count 20000
	$(BIN)/python benchmarks/fuzz.py --count 300 --programs

lock: $(BIN)/uv  ## pin every dependency by hash
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header --python-version 3.11 --extra web --extra mine pyproject.toml -o requirements/run.txt
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header --python-version 3.11 --all-extras --group dev pyproject.toml -o requirements/dev.txt

load: dev  ## fifty people on 4,072 documents, from a second process, on SQLite and on PostgreSQL
	$(BIN)/python benchmarks/load.py
	$(BIN)/python benchmarks/load.py --postgresql

load-exchange: dev  ## fifty people on 200 visits and 5,000 tasks, on SQLite and on PostgreSQL
	$(BIN)/python benchmarks/exchange.py
	$(BIN)/python benchmarks/exchange.py --postgresql

kill: dev  ## kill -9 of workers and server amid their work, ten times on SQLite and ten on PostgreSQL
	$(BIN)/python benchmarks/kill.py
	$(BIN)/python benchmarks/kill.py --postgresql

bundle: dev  ## an offline bundle for Windows and one for Linux: wheels and a script, in dist/
	$(BIN)/python tools/bundle.py windows
	$(BIN)/python tools/bundle.py linux

audit: dev  ## known faults of dependencies; fails when one could not be checked
	$(BIN)/uvx pip-audit --strict --require-hashes --disable-pip -r requirements/run.txt

messages: dev  ## compile the catalogues of translations
	$(BIN)/python tools/catalogues.py

clean:  ## remove what was made
	rm -rf $(VENV) demo out build dist .mypy_cache .ruff_cache .hypothesis
