# Everything here does its own set-up; `make` alone prints what there is.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

packages := curl libgif-dev libisal-dev libjpeg62-turbo-dev libpng-dev libre2-dev libssl-dev libwebp-dev make pkg-config \
	zlib1g-dev
test_packages := $(packages) imagemagick nginx-light openssl pngcheck procps python3-venv
bench_packages := $(packages) nginx-light python3 util-linux wrk
counting_packages := $(packages) binutils valgrind
fauxto := .build/release/fauxto
python := .venv/bin/python

# Installs those of the packages named in $(1) that are missing.
define install
	@missing=; \
	for package in $(1); do \
		dpkg-query --show --showformat='$${db:Status-Status}' $$package 2>/dev/null | grep -qx installed \
			|| missing="$$missing $$package"; \
	done; \
	if [ -n "$$missing" ]; then \
		echo "installing$$missing"; \
		sudo=$$([ "$$(id -u)" = 0 ] || echo sudo); \
		$$sudo apt-get update -qq; \
		DEBIAN_FRONTEND=noninteractive $$sudo apt-get install -qq --no-install-recommends -y $$missing >/dev/null; \
	fi
endef

.PHONY: help
help: ## Print this list.
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 22

.PHONY: run
run: build ## Start the server on http://127.0.0.1:8080.
	@exec $(fauxto) serve

.PHONY: build
build: packages ## Build the release binary, .build/release/fauxto.
	swift build -c release --static-swift-stdlib --product fauxto

# Real clients have no network but loopback, so that none of them can have been answered by a real vendor.
offline := $(python) Tests/without_network.py
.PHONY: test
test: export XDG_DATA_HOME := $(CURDIR)/.build/test-data
test: test-packages clients ## Run every test: Swift's, and real clients against the release binary.
	swift build --build-tests
	swift test --skip-build --disable-xctest
	swift build -c release --static-swift-stdlib --product fauxto
	$(offline) $(python) -m pytest -q Tests/clients
	$(offline) $(fauxto) run --config Tests/unmodified/fauxto.json -- $(python) -m pytest -q Tests/unmodified

# Swift's tests once more, each of whose servers has two event loops: with every access and every leak watched, then with
# every race between threads. Optimised, or drawing would take minutes. Drawing is done by one thread for each picture,
# so that of its tests those where threads meet are enough under ThreadSanitizer.
sanitized := -c release -Xswiftc -enable-testing
address_sanitized := $(sanitized) -Xswiftc -DADDRESS_SANITIZER --sanitize=address --scratch-path .build/sanitize-addresses
thread_sanitized := $(sanitized) -Xswiftc -DTHREAD_SANITIZER --sanitize=thread --scratch-path .build/sanitize-threads
.PHONY: sanitize
sanitize: sanitize-addresses sanitize-threads ## Run Swift's tests under AddressSanitizer, leaks included, and under ThreadSanitizer.

.PHONY: sanitize-addresses
sanitize-addresses sanitize-modules: export ASAN_OPTIONS := detect_leaks=1:suppressions=$(CURDIR)/Tests/sanitizers/addresses.txt
sanitize-addresses sanitize-modules: export LSAN_OPTIONS := suppressions=$(CURDIR)/Tests/sanitizers/leaks.txt
sanitize-addresses: test-packages
	swift build $(address_sanitized) --build-tests
	swift test $(address_sanitized) --skip-build --disable-xctest

# Those that read other people's bytes among them. They start no servers, so that nothing is left running at the end that
# would look like a leak.
pure_modules := Imaging JSON HTTP Contracts Scenarios WebFormats Digests Printing Simulation Certificates Vendors
empty :=
.PHONY: sanitize-modules
sanitize-modules: test-packages ## Run the tests of the modules without sockets under AddressSanitizer, leaks included.
	swift build $(address_sanitized) --build-tests
	swift test $(address_sanitized) --skip-build --disable-xctest \
		--filter '^($(subst $(empty) $(empty),|,$(pure_modules)))Tests\.'

.PHONY: sanitize-threads
sanitize-threads: export TSAN_OPTIONS := suppressions=$(CURDIR)/Tests/sanitizers/races.txt
sanitize-threads: test-packages
	swift build $(thread_sanitized) --build-tests
	swift test $(thread_sanitized) --skip-build --disable-xctest --skip ImagingTests
	swift test $(thread_sanitized) --skip-build --disable-xctest --filter 'many threads draw'

# Both fail where the server grows, slows down, answers what nobody asked for, or does not end; the short one has less to
# tell growth from what fills up at first.
.PHONY: soak
soak: clients build ## Hold the server under mixed load with every fault for ten minutes (SOAK=N for N seconds).
	$(offline) $(python) Tests/soak/soak.py --seconds $(or $(SOAK),600)

.PHONY: soak-short
soak-short: clients build
	$(offline) $(python) Tests/soak/soak.py --seconds 45 --megabytes 10 --slower 3

# What reads other people's bytes is given arbitrary ones, under AddressSanitizer; `Fuzz/README.md` says more.
fuzz_seconds := 600
fuzz_targets = $(notdir $(wildcard Fuzz/corpus/*))
fuzz := .build/fuzz/release/fuzz
libfuzzer = $(wildcard $(dir $(realpath $(shell command -v swiftc)))../lib/clang/*/lib/linux/libclang_rt.fuzzer_no_main-$(shell uname -m).a)
fuzz_build = --package-path Fuzz --scratch-path .build/fuzz -c release --product fuzz --sanitize=address \
	-Xswiftc -enable-testing -Xcc -fsanitize=fuzzer-no-link -Xlinker $(libfuzzer) -Xlinker -lstdc++ \
	-Xswiftc -sanitize-coverage=edge,indirect-calls,trace-cmp,inline-8bit-counters,pc-table
fuzz_limits := -timeout=10 -rss_limit_mb=2048 -malloc_limit_mb=512 -print_final_stats=1

.PHONY: fuzz-build
fuzz-build: packages
	FAUXTO_FUZZING=1 swift build $(fuzz_build)

# Swift's own handler of crashes would keep them from libFuzzer.
.PHONY: fuzz
fuzz: export SWIFT_BACKTRACE := enable=no
fuzz: export ASAN_OPTIONS := detect_leaks=1
fuzz: fuzz-build ## Fuzz each of fuzz_targets for fuzz_seconds; what is found stays in .build/fuzz-found.
	@for target in $(fuzz_targets); do \
		mkdir -p .build/fuzz-corpus/$$target .build/fuzz-found/$$target; \
		log=.build/fuzz-found/$$target.log; \
		if ! $(fuzz) $$target -max_total_time=$(fuzz_seconds) $(fuzz_limits) \
			-artifact_prefix=.build/fuzz-found/$$target/ .build/fuzz-corpus/$$target Fuzz/corpus/$$target 2>$$log; \
		then \
			tail -n 60 $$log; \
			echo "$$target failed; its input is in .build/fuzz-found/$$target, and all that was said in $$log"; \
			exit 1; \
		fi; \
		echo "$$target: $$(sed -n 's/^stat::number_of_executed_units: *//p' $$log) inputs, nothing found"; \
	done

.PHONY: fuzz-short
fuzz-short: ## Fuzz each target for 20 seconds.
	@$(MAKE) --no-print-directory fuzz fuzz_seconds=20

.PHONY: bench
bench: bench-packages clients build ## Measure against nginx and Pillow in the same run and print the tables.
	$(python) Tests/bench/bench.py

.PHONY: instructions
instructions: counting-packages clients build ## Count instructions for each kind of request; fail where there are more than on file.
	$(python) Tests/bench/instructions.py

.PHONY: instructions-record
instructions-record: counting-packages clients build ## Put the counted instructions on file.
	$(python) Tests/bench/instructions.py --record

.PHONY: format
format: ## Format the sources in place.
	swift format --in-place --recursive --parallel Sources Tests Fuzz Package.swift

.PHONY: lint
lint: ## Fail where a source is not formatted, or breaks a rule of .swift-format.
	swift format lint --strict --recursive --parallel Sources Tests Fuzz Package.swift

.PHONY: packages
packages:
	$(call install,$(packages))

.PHONY: test-packages
test-packages:
	$(call install,$(test_packages))

.PHONY: bench-packages
bench-packages:
	$(call install,$(bench_packages))

.PHONY: counting-packages
counting-packages:
	$(call install,$(counting_packages))

# A virtual environment with the clients that the tests drive, made anew when their list changes.
.PHONY: clients
clients: test-packages .venv/complete

.venv/complete: Tests/clients/requirements.txt
	rm -rf .venv
	python3 -m venv .venv
	$(python) -m pip install --quiet --disable-pip-version-check --requirement $<
	touch $@
