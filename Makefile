# One word per thing a person does here. Everything is installed into .venv from hashed locks.
PY ?= python3
BIN = .venv/bin
PIP = $(BIN)/python -m pip install -q --disable-pip-version-check --no-input
LOCKED = $(PIP) --require-hashes --only-binary :all: -r
OURSELVES = $(PIP) --no-deps --no-build-isolation -e .

.PHONY: run test check bench catalogues locks clean

run: .venv/.run
	@$(BIN)/training demo

test: .venv/.test
	$(BIN)/python -m pytest

check: .venv/.test
	$(BIN)/python -m tests.checks

bench: .venv/.test
	$(BIN)/python -m benchmarks
	$(BIN)/python -m benchmarks.access
	$(BIN)/python -m benchmarks.people_import
	$(BIN)/python -m benchmarks.log
	$(BIN)/python -m benchmarks.statistics
	$(BIN)/python -m benchmarks.authoring
	$(BIN)/python -m benchmarks.translation
	$(BIN)/python -m benchmarks.memory
	$(BIN)/python -m benchmarks.pairs

# After a sentence of a template has changed.
catalogues: .venv/.test
	$(BIN)/python -m tests.catalogues

.venv/.run: requirements.lock pyproject.toml
	@test -x $(BIN)/python || $(PY) -m venv .venv
	@$(LOCKED) requirements.lock && $(OURSELVES) && touch $@

.venv/.test: requirements-test.lock pyproject.toml
	@test -x $(BIN)/python || $(PY) -m venv .venv
	@$(LOCKED) requirements-test.lock && $(OURSELVES) && touch $@ .venv/.run

locks:
	$(PY) -m venv .venv && $(PIP) uv
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-annotate --no-header --extra build pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-annotate --no-header --extra build --extra test pyproject.toml -o requirements-test.lock

clean:
	rm -rf .venv build *.egg-info
