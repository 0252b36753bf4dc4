#!/usr/bin/env bash
# Builds the fuzz preset and runs each harness for the seconds given (default 20), as many at once as there are
# processors; new findings stop it.
set -euo pipefail
cd "$(dirname "$0")/.."
export seconds=${1:-20}
cmake --preset fuzz
cmake --build --preset fuzz -j "${JOBS:-$(nproc)}" --target fuzz_harnesses
fuzz() {
    set -euo pipefail
    local name=${1##*/fuzz_} said
    local work="build/fuzz/work/$name"
    mkdir -p "$work"
    said=$("$1" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 -print_final_stats=1 \
        -artifact_prefix="$work/" "$work" "fuzz/corpus/$name" 2>&1 | tail -n 8) || { echo "fuzzing $name: a finding"; echo "$said"; return 1; }
    echo "fuzzed $name for $seconds s"; echo "$said"
}
export -f fuzz
for harness in build/fuzz/fuzz/fuzz_*; do [ -f "$harness" ] && [ -x "$harness" ] && echo "$harness"; done |
    xargs -P "${JOBS:-$(nproc)}" -I{} bash -c 'fuzz {}'
