# Thin on purpose: each target calls a CMake preset or a script of tools/.
SHELL := /bin/bash
JOBS ?= $(shell nproc)
LISTEN ?= 127.0.0.1:8080
export CTEST_PARALLEL_LEVEL ?= $(JOBS)

.PHONY: help demo test setup setup-all build build-all bench format fuzz interop asan clean

help:            ## this list
	@grep -E '^[a-z-]+: .*##' Makefile | sed 's/:[^#]*##/\t/' | column -t -s "$$(printf '\t')"

demo: build      ## build, make a day of traffic, and serve it: open the address that it prints
	tools/demo.sh $(LISTEN)

test: build-all  ## build everything and run every quick check (unit house story corpora browser)
	tools/test.sh -LE 'asan|interop|long'

setup:           ## install what building needs (Debian packages, Node, DuckDB); says what before
	tools/setup.sh build

setup-all:       ## the same, and what the tests need
	tools/setup.sh build test

build: setup     ## the program: build/release/vigia
	cmake --preset release -DBUILD_TESTING=OFF
	cmake --build --preset release -j $(JOBS) --target vigia

build-all: setup-all ## the program, its tests and its benches
	cmake --preset release -DBUILD_TESTING=ON
	cmake --build --preset release -j $(JOBS)

bench: build-all ## every promise of docs/promises.md, measured
	tools/bench.sh

asan: setup-all  ## unit tests and stories under the address and undefined-behaviour sanitizers
	tools/setup.sh fuzz
	tools/asan.sh

fuzz: setup-all  ## each fuzz harness for SECONDS_EACH seconds (default 20)
	tools/setup.sh fuzz
	tools/fuzz.sh $(or $(SECONDS_EACH),20)

interop: build-all ## against real third-party clients
	tools/setup.sh interop
	tools/test.sh -L interop

format: setup    ## lay out C++ as .clang-format says
	tools/setup.sh format
	git ls-files '*.cpp' '*.h' | xargs clang-format-19 -i

clean:           ## remove everything built
	rm -rf build web/dist web/node_modules
