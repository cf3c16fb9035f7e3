# `make demo` and `make test` are all that a newcomer needs. They install what is missing from Debian's packages, as
# root or with sudo, and do nothing slow when nothing is missing.

SWIFT   ?= swift
PYTHON  ?= python3
VENV    := .build/python
SUDO    := $(if $(filter 0,$(shell id -u)),,sudo)
INSTALL := $(SUDO) apt-get install --yes --quiet --no-install-recommends
SWIFTS  := $(wildcard Sources Tests Package.swift Benchmarks/Package.swift Benchmarks/Sources Benchmarks/Benchmarks)

.DEFAULT_GOAL := help
.PHONY: help demo test proof sanitize-address sanitize-thread build release schemas format lint bench check-deploy packages clean

help: ## list what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-17s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

demo: release ## watch a simulated shop with incidents, on a broker inside the process
	@"$$($(SWIFT) build -c release --show-bin-path)/orderkeeper" demo

# Tests run on the code as it is shipped: optimised, in one build for all. That takes nine minutes on two cores, a build for
# debugging two; but then the tests take a quarter of the time, and the crash runs a fortieth of it.
OPTIMISED := -c release -Xswiftc -enable-testing --scratch-path .build/tests --explicit-target-dependency-import-check error

# Tests that talk to brokers wait for answers; those that compute would keep both cores from them. So they run apart.
BROKERS := KafkaTests|PipelineTests\.(RunTests|RedriveTests|StateResetTests|ForgetCommandTests)

test: packages schemas ## run the schema checks and every test that needs no cluster, all crash runs among them
	$(SWIFT) test $(OPTIMISED) --skip '$(BROKERS)'
	$(SWIFT) test $(OPTIMISED) --filter '$(BROKERS)'

proof: packages ## run all seeds of the crash runs alone
	$(SWIFT) test $(OPTIMISED) --filter CrashTests

# Leaks are told apart by the whole way to where memory was taken. Through librdkafka that is slow to find out, so only
# the tests that talk to brokers do. The others compute for hours unless they are optimised, which takes a build more.
LEAKS     := LSAN_OPTIONS=suppressions=$(CURDIR)/Tests/Sanitizers/leaks.txt:print_suppressions=0
ADDRESSES := $(SWIFT) test --sanitize=address --scratch-path .build/address
COMPUTING := -c release -Xswiftc -enable-testing --sanitize=address --scratch-path .build/address-optimised

sanitize-address: packages ## look for memory misused or leaked while the tests run: two builds of its own, half an hour
	$(LEAKS) ASAN_OPTIONS=detect_leaks=1:fast_unwind_on_malloc=0 $(ADDRESSES) --filter '$(BROKERS)'
	ORDERKEEPER_CRASH_SEEDS=40 $(LEAKS) ASAN_OPTIONS=detect_leaks=1 $(SWIFT) test $(COMPUTING) --skip 'HouseTests|$(BROKERS)'

# What a single thread computes has no races, and takes ten times as long to say so.
THREADS := $(BROKERS)|PolicyReloadTests

sanitize-thread: packages ## look for data races where there are threads: a build of its own, a quarter of an hour
	TSAN_OPTIONS=history_size=4 $(SWIFT) test --sanitize=thread --scratch-path .build/thread --filter '$(THREADS)'

build: packages ## build for debugging, tests included
	$(SWIFT) build --build-tests

release: packages ## build for use
	$(SWIFT) build -c release --product orderkeeper

schemas: ## hold the schemas, their samples and asyncapi.yaml against each other
	@$(PYTHON) -c 'import jsonschema, referencing, yaml' 2>/dev/null || $(MAKE) --silent $(VENV)/ready
	@if [ -e $(VENV)/ready ]; then $(VENV)/bin/python Schemas/check; else $(PYTHON) Schemas/check; fi

format: ## format the Swift sources
	$(SWIFT) format --in-place --parallel --recursive $(SWIFTS)

lint: ## refuse Swift sources that are not formatted
	$(SWIFT) format lint --strict --parallel --recursive $(SWIFTS)

bench: packages ## measure
	$(SWIFT) run -c release --package-path Benchmarks orderkeeper-bench

check-deploy: ## hold docker-compose.yml and Deploy/ against the tools that are installed
	@if command -v docker-compose >/dev/null; then docker-compose --file docker-compose.yml config --quiet; \
	elif docker compose version >/dev/null 2>&1; then docker compose --file docker-compose.yml config --quiet; \
	else echo "no docker-compose: install the package of that name" >&2; exit 1; fi
	@echo "docker-compose.yml: in order"
	@if command -v hadolint >/dev/null; then hadolint Deploy/Dockerfile && echo "Deploy/Dockerfile: in order"; fi

clean: ## forget everything that was built
	rm -rf .build

# What the build needs. Looks for the libraries themselves, so it costs nothing when they are there.
packages:
	@command -v $(SWIFT) >/dev/null || { echo "install Swift 6.3 or later first: swift.org/install" >&2; exit 1; }
	@{ pkg-config --exists rdkafka libcrypto && [ -e /usr/include/simdjson.h ]; } 2>/dev/null \
	|| { $(SUDO) apt-get update --quiet && $(INSTALL) pkg-config librdkafka-dev libsimdjson-dev libssl-dev; }

# Debian's python3-jsonschema is too old for the check (it lacks `referencing`), so it gets an environment of its own.
$(VENV)/ready:
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null \
	|| { $(SUDO) apt-get update --quiet && $(INSTALL) python3-venv; }
	$(PYTHON) -m venv $(VENV)
	$(VENV)/bin/python -m pip install --quiet 'jsonschema>=4.18' PyYAML
	touch $@
