#!/usr/bin/env bash
# Builds the dev preset (address and undefined-behaviour sanitizers) and runs its unit tests, stories
# and corpus replays.
set -euo pipefail
cd "$(dirname "$0")/.."
cmake --preset dev
cmake --build --preset dev -j "${JOBS:-$(nproc)}"
export ASAN_OPTIONS=detect_leaks=1:strict_string_checks=1 UBSAN_OPTIONS=print_stacktrace=1
ctest --preset dev --no-tests=error -LE 'browser|asan|interop|long|house' "$@"
