# Everything a person needs to run, test and inspect Holdfast. POSIX sh; nothing but Python 3.11+ is expected.
PY ?= python3
PORT ?= 8000
ARGS ?=
FILE ?=
SEED ?= 7
DAYS ?= 90
ORDERS ?= 2000
SOAK ?= 2000
SHOPPERS ?= 200
SECONDS ?= 180
EXAMPLES ?= 10
UV_VERSION = 0.13.9
BIN = .venv/bin
RUN = $(BIN)/python -m marketplace.embedded
TEMPLATES = git ls-files -co --exclude-standard 'templates/*.html' | xargs -r
WORDS = $(patsubst %.po,%.mo,$(wildcard locale/*/LC_MESSAGES/django.po))

export UV_PYTHON_DOWNLOADS = never
export UV_SYSTEM_CERTS = 1
# Images often set it; every command would then compile a thousand modules again.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help audit demo demo-reset test check bench contract load lighthouse lint format types floors migrations lock check-ledger replay simulate soak edges shell migrate services stop browser messages words drill compose-test observability-test

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

## -- Run ---------------------------------------------------------------------

demo: .venv/.demo words ## Start the shop with demo people on http://127.0.0.1:8000 (PORT=)
	@$(RUN) demo --port $(PORT)

demo-reset: .venv/.demo words ## Forget all demo data and start the demo over (PORT=)
	@$(RUN) reset
	@$(RUN) demo --port $(PORT)

services: .venv/.demo words ## Start the embedded PostgreSQL and Valkey, print their URLs
	@$(RUN) start

stop: .venv/.demo ## Stop the embedded services
	@$(RUN) stop

migrate: .venv/.demo words ## Migrate the embedded database
	@$(RUN) run -- $(BIN)/python manage.py migrate --database owner $(ARGS)

shell: .venv/.demo words ## Open a Django shell on the embedded database
	@$(RUN) run -- $(BIN)/python manage.py shell $(ARGS)

## -- Inspect -----------------------------------------------------------------

check-ledger: .venv/.demo ## Prove the books of the embedded database (exit 1 if they disagree)
	@$(RUN) run -- $(BIN)/python manage.py check_ledger $(ARGS)

replay: .venv/.demo words ## Replay recorded orders on throw-away services (FILE=orders.csv)
	@test -n "$(FILE)" || { echo "Which file? make replay FILE=orders.csv"; exit 2; }
	@DATABASE_PREPARES=1 $(RUN) run --test -- sh -c '"$$0" manage.py migrate --database owner -v 0 && exec "$$0" manage.py replay "$$@"' $(BIN)/python "$(FILE)" $(ARGS)

simulate: .venv/.demo words ## Live through a marketplace with faults and crashes (SEED=7 DAYS=90 ORDERS=2000)
	@DATABASE_PREPARES=1 $(RUN) run --test -- sh -c '"$$0" manage.py migrate --database owner -v 0 && exec "$$0" manage.py simulate "$$@"' $(BIN)/python --seed $(SEED) --days $(DAYS) --orders $(ORDERS) $(ARGS)

soak: .venv/.ok words ## Buy, refund and pay out 2,000 times while workers are killed (SOAK=2000 SOAK_GATEWAY="sandbox stripe")
	@SOAK=$(SOAK) SOAK_GATEWAY="$${SOAK_GATEWAY:-sandbox stripe}" $(RUN) run --test -- $(BIN)/python -m pytest -q -s -p no:logging tests/escrow/test_soak.py $(ARGS)

edges: .venv/.demo ## Write the migration that teaches the database the machines' edges
	@$(RUN) run -- $(BIN)/python manage.py make_edges $(ARGS)

## -- Develop -----------------------------------------------------------------

test: .venv/.ok words browser ## Run every test on throw-away services (ARGS="-k silence -n 2")
	@echo "Tests: starting throw-away PostgreSQL and Valkey"
	@$(RUN) run --test -- $(BIN)/python -m pytest -n 2 --dist worksteal $(ARGS)

check: .venv/.ok words lint types floors ## Lint, types, floors, migrations and the fast tests, in about a minute
	@echo "Fast tests: everything not marked browser or slow"
	@$(RUN) run --test -- sh -c '$(BIN)/python manage.py makemigrations --check --dry-run && \
	  $(BIN)/python -m pytest -q -n 2 --dist worksteal -m "not browser and not slow" $(ARGS)'

bench: .venv/.ok words ## Measure speed on throw-away services (ARGS="release flat", QUICK=1)
	@$(RUN) run --test -- $(BIN)/python -m tests.benchmarks $(ARGS)

contract: .venv/.ok .venv-contract/.ok words ## Hold the whole API against its document with Schemathesis (SEED=7 EXAMPLES=10)
	@$(RUN) run --test -- $(BIN)/python -m tests.schemathesis_run --seed $(SEED) --examples $(EXAMPLES) $(ARGS)

load: .venv/.ok .venv-load/.ok words ## 200 people shop at once, in peace and while everything breaks (SHOPPERS=200 SECONDS=180)
	@$(BIN)/python -m tests.load --shoppers $(SHOPPERS) --seconds $(SECONDS)

lighthouse: .venv/.ok ## Judge the running demo's pages with Lighthouse (PORT=, RUNS=5); needs Node and npm
	@command -v npm >/dev/null || { echo "Node and npm are needed: make lighthouse is not part of make test"; exit 1; }
	@$(BIN)/python -m tests.lighthouse http://127.0.0.1:$(PORT)

drill: .venv/.ok words ## Back up a shop, lose it, restore it on another machine, prove the books
	@$(RUN) run --test -- $(BIN)/python -m pytest -q -s -p no:logging tests/journeys/test_backup_drill.py $(ARGS)

compose-test: .venv/.ok words ## Run every command of compose.yaml with Debian's nginx, PgBouncer and Redis (needs apt)
	@$(RUN) run --test -- $(BIN)/python -m pytest -q -x -p no:logging --timeout=600 tests/deploy/real_compose.py $(ARGS)

observability-test: .venv/.ok words ## The same test of what leaves for Sentry, with Sentry's own client
	@.tools/bin/uv venv -q --allow-existing --python $(PY) .holdfast/observability
	@.tools/bin/uv pip install -q --require-hashes --python .holdfast/observability/bin/python -r requirements/all.txt
	@$(RUN) run --test -- .holdfast/observability/bin/python -m pytest -q tests/project/test_faults_are_told.py

lint: .venv/.ok ## Check the style of Python and templates
	@echo "Lint: ruff, djade"
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --check --quiet . || { echo "Not formatted: make format"; exit 1; }
	@$(TEMPLATES) $(BIN)/djade --target-version 5.2 --check >/dev/null || { echo "Templates not formatted: make format"; exit 1; }

audit: .venv/.ok ## Ask whether a known weakness is in what we install (asks the index; not part of make test)
	@$(BIN)/pip-audit --require-hashes --disable-pip -r requirements/all.txt

format: .venv/.ok ## Format Python and templates
	@$(BIN)/ruff check --quiet --fix . || true
	@$(BIN)/ruff format --quiet .
	@$(TEMPLATES) $(BIN)/djade --target-version 5.2 || true

types: .venv/.ok ## Check types
	@echo "Types: mypy"
	@$(BIN)/python -m mypy escrow sellers marketplace disputes

floors: .venv/.ok ## Check that imports go down only
	@echo "Floors: import-linter"
	@$(BIN)/lint-imports --cache-dir .holdfast/floors

migrations: .venv/.ok ## Fail when a model has changed without a migration
	@$(RUN) run --test -- $(BIN)/python manage.py makemigrations --check --dry-run

messages: .venv/.ok ## Bring the languages up to the source, and say what is not translated
	@$(BIN)/python -m marketplace.words collect

words: $(WORDS) ## Compile the languages that have changed

browser: .venv/.ok ## Find a Chromium for the tests, or fetch one
	@$(BIN)/python -m tests.chromium

lock: .tools/bin/uv ## Write requirements/*.txt anew from pyproject.toml
	@echo "Lock: all, then test and demo from the same versions"
	@$(LOCK) --all-extras $(GROUPS) -o requirements/all.txt
	@$(LOCK) -c requirements/all.txt --extra embedded --extra heic --extra s3 --group test --group e2e --group lint --group providers -o requirements/test.txt
	@$(LOCK) -c requirements/all.txt --extra embedded --extra heic -o requirements/demo.txt
	@$(LOCK) -c requirements/all.txt --group contract -o requirements/contract.txt
	@$(LOCK) -c requirements/all.txt --group load -o requirements/load.txt
	@$(LOCK) -c requirements/all.txt --extra s3 --extra observability -o requirements/production.txt

## -- Bootstrap ---------------------------------------------------------------

GROUPS = --group test --group e2e --group lint --group contract --group peers --group mutation --group load
LOCK = .tools/bin/uv pip compile -q pyproject.toml --generate-hashes --universal --no-annotate --no-header \
	--no-emit-index-url --no-emit-find-links

.tools/bin/uv:
	@$(PY) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed: make PY=/path/to/python3"; exit 1; }
	@echo "Bootstrap: fetching uv $(UV_VERSION) into .tools"
	@$(PY) -m venv .tools || { echo "Python cannot make environments here. On Debian: apt install python3-venv"; exit 1; }
	@.tools/bin/python -m pip install -q --disable-pip-version-check uv==$(UV_VERSION)

# A mirror known only to pip's own configuration is out of uv's reach; pip is slower, with the same hashes.
define install
	@test -x $(BIN)/python || { echo "Bootstrap: creating .venv"; .tools/bin/uv venv -q --python $(PY) .venv; }
	@echo "Bootstrap: installing $(1)"
	@.tools/bin/uv pip sync -q --require-hashes --python $(BIN)/python $(1) || { \
	  echo "Bootstrap: uv could not install; falling back to pip, which takes a minute or two"; \
	  $(PY) -m venv .venv && $(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r $(1); }
endef

.venv/.demo: requirements/demo.txt | .tools/bin/uv
	$(if $(wildcard .venv/.ok),@$(MAKE) -s .venv/.ok,$(call install,$<))
	@touch $@

.venv/.ok: requirements/test.txt | .tools/bin/uv
	$(call install,$<)
	@touch .venv/.demo $@

# Tools that need many packages which nothing else does live apart: contract, load.
.venv-%/.ok: requirements/%.txt | .tools/bin/uv
	@echo "Bootstrap: creating .venv-$*"
	@.tools/bin/uv venv -q --clear --python $(PY) .venv-$*
	@.tools/bin/uv pip sync -q --require-hashes --python .venv-$*/bin/python $<
	@touch $@

# One run compiles all of them; nothing but Babel is needed.
locale/%.mo: locale/%.po | .venv/.demo
	@$(BIN)/python -m marketplace.words compile
