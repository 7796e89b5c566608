# One command: make run. Works with GNU make 3.81, as macOS has it.
PORT ?= 8000
# Not ?=: csh and conda export a HOST of their own.
HOST = 127.0.0.1
DATA ?=
VENV ?= .venv
BIN = $(VENV)/bin
export VENV

.PHONY: help run dev test check bench chaos screenshots lock clean

help:
	@echo "make run          start Shopbell: http://127.0.0.1:8000 (PORT=8001 HOST=0.0.0.0 DATA=/var/lib/shopbell)"
	@echo "make dev          the same with tracebacks in the browser"
	@echo "make test         all tests"
	@echo "make check        style, types, imports, templates, migrations"
	@echo "make bench        measure (ARGS='--sizes 10000,1000000 --peers')"
	@echo "make chaos        kill processes at every step, and count"
	@echo "make screenshots  pictures of the main pages"
	@echo "make lock         choose the newest packages and write the lock files"
	@echo "make clean        remove what was built; your data in var/ stay"

run:
	@scripts/setup requirements.lock
	@$(BIN)/shopbell up --host "$(HOST)" --port "$(PORT)" $(if $(DATA),--data "$(DATA)")

dev:
	@scripts/setup requirements-dev.lock
	@SHOPBELL_DEBUG=1 $(BIN)/shopbell up --host "$(HOST)" --port "$(PORT)" $(if $(DATA),--data "$(DATA)")

test:
	@scripts/test

check:
	@scripts/check

bench:
	@scripts/setup requirements-dev.lock
	@$(BIN)/python -m bench.run $(ARGS)

chaos:
	@scripts/setup requirements-dev.lock
	@for one in bench/chaos*.py; do \
		$(BIN)/python -m "bench.$$(basename "$$one" .py)" || exit 1; \
	done

screenshots:
	@scripts/setup requirements-dev.lock
	@$(BIN)/python -m bench.screenshots

lock:
	@scripts/lock

clean:
	rm -rf .venv build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis var/test-database
	find shopbell tests bench -name __pycache__ -type d -prune -exec rm -rf {} +
	find shopbell -name '*.mo' -delete
