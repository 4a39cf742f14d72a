# Two commands: make run, make test. The rest is for those who build.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PENDOPO_HOME ?= home
PORT ?= 8000
export PENDOPO_HOME PORT DATABASE_URL

.PHONY: run install test test-all bench lint types contracts messages lock clean

run: $(VENV)/run.stamp
	@PENDOPO_DEMO=$${PENDOPO_DEMO-1} $(BIN)/pendopo run

install: $(VENV)/run.stamp

$(VENV)/run.stamp: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Python 3.11 or newer is needed.")'
	@test -d $(VENV) || $(PYTHON) -m venv $(VENV)
	@echo "  Installing what Pendopo stands on (once)"
	@$(BIN)/pip install -q --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/pip install -q --disable-pip-version-check --no-build-isolation --no-deps -e .
	@touch $@

$(VENV)/test.stamp: $(VENV)/run.stamp requirements-test.lock
	@$(BIN)/pip install -q --disable-pip-version-check --require-hashes -r requirements-test.lock
	@touch $@

test: $(VENV)/test.stamp
	@$(BIN)/python tools/check.py

test-all: $(VENV)/test.stamp
	@$(BIN)/python tools/check.py --all

bench: $(VENV)/test.stamp
	@$(BIN)/python -m bench

lint: $(VENV)/test.stamp
	$(BIN)/ruff check .

types: $(VENV)/test.stamp
	$(BIN)/mypy

contracts: $(VENV)/test.stamp
	$(BIN)/lint-imports

messages: $(VENV)/test.stamp
	$(BIN)/python tools/messages.py

lock:
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-annotate --no-header --no-emit-index-url --no-emit-find-links requirements/run.in -o requirements.lock
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-annotate --no-header --no-emit-index-url --no-emit-find-links -c requirements.lock requirements/test.in -o requirements-test.lock

clean:
	rm -rf $(VENV) home build
