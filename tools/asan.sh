#!/usr/bin/env bash
# Builds the fuzz preset (clang, address and undefined-behaviour sanitizers), which the fuzz harnesses share, and
# runs its unit tests, stories and corpus replays.
set -euo pipefail
cd "$(dirname "$0")/.."
cmake --preset fuzz
cmake --build --preset fuzz -j "${JOBS:-$(nproc)}"
export ASAN_OPTIONS=detect_leaks=1:strict_string_checks=1 UBSAN_OPTIONS=print_stacktrace=1
# Not the two stories that only compare what the simulator wrote: story.sim_day runs the same code.
ctest --preset fuzz --parallel "${JOBS:-$(nproc)}" --no-tests=error -LE 'browser|asan|interop|long|house' -E 'story\.sim_(same_bytes|incidents)' "$@"
