# SPDX-License-Identifier: EUPL-1.2
SHELL := /bin/bash
.DEFAULT_GOAL := help

DEMO ?= demo
PEOPLE ?= 941000
SEED ?= 1
RIG_SEED ?=
RUNS ?= 5
BYTES ?= 200
PEERS_PYTHON ?= python3
# Has playwright and axe (Tests/browser/README.md).
DESK_PYTHON ?= $(if $(wildcard .build/browser/bin/python),.build/browser/bin/python,python3)
# Whose commands are run, and what they say compared.
PAGES := README.md $(patsubst %,docs/%.md,desk privacy-officer data-manager communication contact-centre operator board)
PREFIX ?= /usr/local
# Of a package, which is put together in a folder of its own.
DESTDIR ?=
# What is installed; it is built first, unless it is another one than this.
PROGRAM ?= .build/release/spoor
IMPORTS := --explicit-target-dependency-import-check error
# Of debug builds: libraries in C are made fast, for the tests check some hundred thousand signatures.
DEBUG := $(IMPORTS) -Xcc -O1

help: ## These words
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 14

setup: ## Installs the Debian packages that are needed, when it may
	@Tools/setup.sh

build: setup ## Builds the program for use
	swift build -c release --product spoor $(IMPORTS)

# Where each shell and man look.
SHARE = $(DESTDIR)$(PREFIX)/share
INSTALLED = $(DESTDIR)$(PREFIX)/bin/spoor \
	$(SHARE)/bash-completion/completions/spoor \
	$(SHARE)/zsh/site-functions/_spoor \
	$(SHARE)/fish/vendor_completions.d/spoor.fish \
	$(SHARE)/man/man1/spoor.1

# Under sudo nothing is built: root need not have Swift, and would leave files that you cannot change.
install: $(if $(SUDO_UID)$(filter-out .build/release/spoor,$(PROGRAM)),,build)
install: ## Installs the program, completions and man page (PREFIX=, default /usr/local; no root needed below $HOME)
	@test -x $(PROGRAM) || { echo "$(PROGRAM) is not there: run 'make build' first" >&2; exit 66; }
	@mkdir -p $(dir $(INSTALLED))
	@install -m 755 $(PROGRAM) $(word 1,$(INSTALLED))
	@$(PROGRAM) --generate-completion-script bash > $(word 2,$(INSTALLED))
	@$(PROGRAM) --generate-completion-script zsh > $(word 3,$(INSTALLED))
	@$(PROGRAM) --generate-completion-script fish > $(word 4,$(INSTALLED))
	@python3 Tools/manual.py $(PROGRAM) > $(word 5,$(INSTALLED))
	@chmod 644 $(wordlist 2,5,$(INSTALLED))
	@printf 'installed %s\n' $(INSTALLED)
	@case ":$$PATH:" in *":$(PREFIX)/bin:"*) ;; *) echo 'not on your PATH yet: export PATH="$(PREFIX)/bin:$$PATH"' ;; esac

uninstall: ## Removes what 'make install' put there (the same PREFIX=)
	rm -f $(INSTALLED)

demo: build ## Handles the case with invented people, from messages to letters (PEOPLE=, SEED=, DEMO=)
	.build/release/spoor demo --people $(PEOPLE) --seed $(SEED) --dir $(DEMO)
	python3 Tools/check_register.py --truth $(DEMO)/truth.csv --register $(DEMO)/register.csv --summary $(DEMO)/summary.json

check: setup ## Layout, module boundaries, and that the papers tell the truth
	swift format lint --strict -r Sources Tests Package.swift
	swift build --build-tests $(DEBUG)

test: check ## All tests, and the third-party cases when they are there
	@# One after the other: many of them wait for the disk or start programs of their own.
	SPOOR_BYTE_CHANGES=$(BYTES) swift test --skip-build --no-parallel
	@python3 Tools/check_docs.py $(PAGES)
	@Tools/run_cases.sh
	@$(DESK_PYTHON) Tests/browser/check.py --slim

test-desk: check ## The desk in a browser, every page in every shape, and 10,000 requests that open nothing
	@$(DESK_PYTHON) Tests/browser/check.py

test-oidc: check ## Signing in through a real identity provider (Canaille, from PyPI, in .build/oidc)
	@test -x .build/oidc/bin/canaille || { python3 -m venv .build/oidc && \
		.build/oidc/bin/pip install -q -r Tests/oidc/requirements.txt; } || \
		echo "Canaille could not be installed from PyPI" >&2
	@python3 Tests/oidc/check.py

docs: check ## Follows the pages as a reader would, and compares what the commands say
	@python3 Tools/check_docs.py $(PAGES)

golden: setup ## Writes the letters that the tests compare (Tests/LettersTests/Golden) anew; read what changed
	SPOOR_WRITE_GOLDEN=1 swift test --filter LettersTests.GoldenLetterTests $(IMPORTS)

cases: setup ## Runs the third-party cases under SPOOR_CASES (default ../shared/cases)
	swift run $(DEBUG) cases

bench: SIZE ?= small
bench: build ## Speed beside the peers, as docs/performance.md (SIZE=small or full, RUNS=, PEERS_PYTHON=)
	swift build -c release --product bench $(IMPORTS)
	@python3 Tools/bench/bench.py --size $(SIZE) --runs $(RUNS) --peers-python $(PEERS_PYTHON)

bench-desk: build ## Speed and memory of the desk, as docs/performance-desk.md (DEMO=folder, PEOPLE=, WRITE=)
	@python3 Tools/bench/desk.py --people $(or $(PEOPLE),20000) $(if $(DEMO),--demo $(DEMO)) $(if $(WRITE),--write $(WRITE))

bench-public: build ## Requests a second of the public page in a peak of the news (SECONDS=600, DEMO=folder)
	@python3 Tools/bench/public.py --seconds $(or $(SECONDS),600) $(if $(DEMO),--demo $(DEMO))

control: check ## A program that links by the citizen number alone must be caught
	@Tools/control.sh

rig-power rig-kills rig-bytes rig-openings rig-desk: SIZE ?= ci

rigs: rig-power rig-kills rig-bytes rig-openings rig-desk rig-controls ## All rigs of docs/rigs.md (SIZE=ci, night or release; RIG_SEED=)

rig-power: build ## Loss of power at any moment loses nothing that was acknowledged
	@python3 Tools/rigs/power.py --size $(SIZE) $(if $(RIG_SEED),--seed $(RIG_SEED))

rig-kills: build ## kill -9 at random moments loses nothing, doubles nothing
	@python3 Tools/rigs/kills.py --size $(SIZE) $(if $(RIG_SEED),--seed $(RIG_SEED))

rig-bytes: check ## Every changed byte of the ledger is found
	@Tools/rigs/bytes.sh $(SIZE) $(RIG_SEED)

rig-openings: build ## 100,000 openings from 16 tasks: no line lost, ten of them a sync
	swift build -c release --product bench $(IMPORTS)
	@python3 Tools/rigs/openings.py --size $(SIZE) $(if $(RIG_SEED),--seed $(RIG_SEED))

rig-desk: build ## kill -9 of the desk while people post and an import runs: each form once
	@python3 Tools/rigs/desk.py --size $(SIZE) $(if $(RIG_SEED),--seed $(RIG_SEED))
	@python3 Tools/rigs/desk_list.py --size $(SIZE) $(if $(RIG_SEED),--seed $(RIG_SEED))
	@python3 Tools/rigs/desk_population.py --size $(SIZE) $(if $(RIG_SEED),--seed $(RIG_SEED))

rig-controls: check ## Mistakes made on purpose must be caught by the rigs and the tests
	@Tools/rigs/controls.sh $(RIG_SEED)

rigs-slim: check ## A little of each rig and all controls, with the debug build
	@python3 Tools/rigs/power.py --program .build/debug/spoor --states 150 --resumed 1 --seed $(or $(RIG_SEED),1)
	@python3 Tools/rigs/kills.py --program .build/debug/spoor --kills 4 --people 1000 --seed $(or $(RIG_SEED),1)
	@python3 Tools/rigs/desk.py --program .build/debug/spoor --rounds 5 --seed $(or $(RIG_SEED),1)
	@python3 Tools/rigs/desk_list.py --program .build/debug/spoor --rounds 3 --seed $(or $(RIG_SEED),1)
	@python3 Tools/rigs/desk_population.py --program .build/debug/spoor --rounds 3 --seed $(or $(RIG_SEED),1)
	@# The debug build looks up so slowly that fewer lines come together.
	@python3 Tools/rigs/openings.py --program .build/debug/spoor --openings 20000 --most 0.2 --seed $(or $(RIG_SEED),1)
	@Tools/rigs/controls.sh $(or $(RIG_SEED),1) 60

format: ## Settles the layout of the code
	swift format format -i -r Sources Tests Package.swift

clean: ## Removes what was built and the demo
	rm -rf .build demo

.PHONY: help setup build install uninstall demo check test test-desk test-oidc docs cases bench bench-desk bench-public control rigs rigs-slim rig-power rig-kills rig-bytes rig-openings rig-desk rig-controls format clean
