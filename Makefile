# Yijian: every command of the repository. Each one installs what it needs, says so, and does nothing twice.

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.NOTPARALLEL:

CARGO_HOME ?= $(HOME)/.cargo
export CARGO_HOME
export PATH := $(CURDIR)/target/tools/bin:$(CARGO_HOME)/bin:$(PATH)

# The pages as the server draws them; the programs of the phone are a second look with the other feature.
FEATURES := --features yijian-frontend/ssr

# Where the server listens and keeps its data, for `make run`.
YIJIAN_LISTEN ?= 127.0.0.1:8080
YIJIAN_DATA ?= ./data
YIJIAN_DEMO ?= 1

# Cases of the large database of `make bench`.
YIJIAN_BENCH_CASES ?= 2600000

.PHONY: help
help: ## This list.
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

# ---- The two commands for everybody ----------------------------------------

.PHONY: run
run: ## Install what is missing, build, and serve everything on http://127.0.0.1:8080.
	@.ci/phases.sh "Set-up=setup-run" "Pages=pages" "Server=server"
	@echo
	@echo "==> Serving http://$(YIJIAN_LISTEN)  data: $(YIJIAN_DATA)  (Ctrl-C ends it)"
	@exec env YIJIAN_LISTEN=$(YIJIAN_LISTEN) YIJIAN_DATA=$(YIJIAN_DATA) YIJIAN_DEMO=$(YIJIAN_DEMO) target/debug/yijian serve

.PHONY: test
test: ## What a change must pass, with its own set-up.
	@.ci/phases.sh "Set-up=setup" "Formatting=format" "Lints=lint" "Advisories=advisories" "Pages=pages" \
	    "Catalogue check=catalogue" "Native tests=native-test" "Tests on PostgreSQL=postgres-test" "WASM tests=wasm-test" \
	    "Size budget=size" "API against its document=schema-test" "Browser tests=e2e"

# ---- Building ---------------------------------------------------------------

.PHONY: build
build: pages ## The release binary with the pages inside: target/release/yijian.
	@.ci/setup.sh rust
	cargo build --locked --release -p yijian-backend

.PHONY: pages
pages: ## The pages of phone and desk into target/site (YIJIAN_PAGES=dev: quick and large).
	@.ci/setup.sh phone
	@.ci/build-pages.sh

.PHONY: server
server: ## The everyday server with the pages inside: target/debug/yijian.
	@.ci/setup.sh rust
	cargo build -p yijian-backend

# ---- The phases of `make test`, each alone ----------------------------------

.PHONY: setup setup-run
setup: ## Install everything that `make test` needs.
	@.ci/setup.sh all
	@echo "    everything is there"

setup-run:
	@.ci/setup.sh rust fonts phone
	@echo "    everything is there"

.PHONY: format
format: ## Is everything formatted?
	@.ci/setup.sh rust
	cargo fmt --all -- --check

.PHONY: lint
lint: ## Clippy, where every warning is an error; also: is Cargo.lock up to date?
	@.ci/setup.sh rust
	cargo clippy --locked --workspace --all-targets $(FEATURES) -- -D warnings
	cargo clippy --locked -p yijian-frontend --features csr -- -D warnings
	cargo clippy --locked -p yijian-frontend --features desk -- -D warnings

.PHONY: catalogue
catalogue: ## Is the catalogue complete and consistent?
	@.ci/setup.sh rust
	cargo run --quiet -p yijian-backend -- check domain/catalogue

.PHONY: native-test
native-test: ## Tests of domain, pages and server.
	@.ci/setup.sh nextest fonts s3 provider
	cargo nextest run --no-fail-fast --workspace $(FEATURES)
	cargo test --quiet --doc -p yijian-domain

.PHONY: postgres-test
postgres-test: ## Tests of the server again, on a PostgreSQL server that is started for them.
	@.ci/setup.sh nextest fonts s3 provider postgres
	@.ci/with-postgres.sh cargo nextest run -P postgres --no-fail-fast --workspace $(FEATURES)

.PHONY: wasm-test
wasm-test: ## Tests of the domain as WebAssembly.
	@.ci/setup.sh wasm-test
	@.ci/wasm-tests.sh

.PHONY: size
size: pages server ## What a phone loads for the first page, at most 200 KiB, and whether the readme files say so.
	@.ci/setup.sh browser
	@node .ci/size-budget.mjs

.PHONY: sizes
sizes: pages server ## Measure the same and write it into the readme files.
	@.ci/setup.sh browser
	@node .ci/size-budget.mjs --write

.PHONY: advisories
advisories: ## Licences and origins of dependencies; known weaknesses, where their list is in reach.
	@.ci/setup.sh deny node
	@.ci/advisories.sh

.PHONY: schema-test
schema-test: server ## Does the server answer as its OpenAPI document says? (EXAMPLES=... calls each, 12)
	@.ci/setup.sh schema
	@node e2e/schema.mjs

.PHONY: e2e
e2e: pages server ## Journeys in the browser (ARGS=... goes to Playwright).
	@.ci/setup.sh browser
	cd e2e && node_modules/.bin/playwright test $(ARGS)

# ---- At will ----------------------------------------------------------------

.PHONY: fuzz
fuzz: ## Search for inputs that break a promise: SECONDS=20 each (600 for long), TARGETS=... for some.
	@.ci/setup.sh fuzz
	@.ci/fuzz.sh $(or $(SECONDS),20) $(TARGETS)

.PHONY: fmt
fmt: ## Format everything.
	@.ci/setup.sh rust
	cargo fmt --all

.PHONY: figures
figures: ## Computed figures beside published ones, into docs/savings.md.
	@.ci/setup.sh rust
	cargo run --quiet -p yijian-backend -- figures domain/catalogue > docs/savings.md.new
	@mv docs/savings.md.new docs/savings.md

.PHONY: pictures
pictures: pages server ## Take the pictures of the readme files.
	@.ci/setup.sh browser
	@node e2e/pictures.mjs

.PHONY: bench
bench: pages ## Benchmarks: planning, the server against the bare framework and databases, 2.6 million cases, the browser.
	@.ci/setup.sh rust fonts phone browser postgres
	@echo "    lists are filled with $(YIJIAN_BENCH_CASES) cases on both databases: with 2600000 that is an hour and 30 GB of disk"
	@YIJIAN_BENCH_CASES=$(YIJIAN_BENCH_CASES) .ci/with-postgres.sh --durable cargo bench --workspace --benches $(FEATURES)
	@.ci/bench-browser.sh

.PHONY: deploy-check
deploy-check: server ## Do the files in deploy/ fit the program, nginx, systemd and compose, as far as these are there?
	@.ci/deploy-check.sh

.PHONY: soak
soak: ## The long forms of tests that do harm, at most 30 minutes: docs/harm.md on both databases, then fuzzing.
	@.ci/setup.sh nextest fonts s3 postgres
	@.ci/soak.sh
	@$(MAKE) --no-print-directory fuzz SECONDS=60
