# Two commands matter: `make demo` and `make test`. Both do all the set-up there is.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DELETE_ON_ERROR:
.PHONY: setup setup-dev demo check test bench docs picture lock clean

BIN := .venv/bin
export UV_PYTHON_DOWNLOADS := never
# Behind a proxy that signs anew, the system knows the certificate.
export UV_SYSTEM_CERTS := true

setup: .venv/.base
setup-dev: .venv/.dev

.venv/bin/uv:
	@scripts/make-venv.sh

.venv/.base: .venv/bin/uv requirements/base.lock pyproject.toml
	@$(BIN)/uv pip install --quiet --compile-bytecode --python $(BIN)/python --require-hashes -r requirements/base.lock
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation -e .
	@touch $@

.venv/.dev: .venv/.base requirements/dev.lock
	@$(BIN)/uv pip install --quiet --compile-bytecode --python $(BIN)/python --require-hashes -r requirements/dev.lock
	@scripts/need-chromium.sh
	@touch $@

demo: setup
	@$(BIN)/permeance assess examples/traction-motors-2025-05-12 --out build/demo/report.html

check: setup-dev
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

test: check
	@$(BIN)/python -m pytest

bench: setup-dev
	@$(BIN)/python -m benchmarks

docs: setup-dev
	@$(BIN)/sphinx-build -q -W -b html docs build/docs
	@echo "build/docs/index.html"

# Draws the README's picture of the report anew; look at it before keeping it.
picture: setup-dev
	@$(BIN)/python scripts/draw-report.py "$${PERMEANCE_CHROMIUM:-$$(command -v chromium)}"

# Writes the lock files anew from pyproject.toml: versions and hashes, for every platform.
lock: .venv/bin/uv
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	  --no-header --output-file requirements/base.lock pyproject.toml requirements/build.in
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	  --no-header --output-file requirements/dev.lock pyproject.toml requirements/build.in --group dev

clean:
	@rm -rf .venv build .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
