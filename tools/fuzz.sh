#!/usr/bin/env bash
# Builds the fuzz preset and runs each harness for the seconds given (default 20); new findings stop it.
set -euo pipefail
cd "$(dirname "$0")/.."
seconds=${1:-20}
cmake --preset fuzz
cmake --build --preset fuzz -j "${JOBS:-$(nproc)}" --target fuzz_harnesses
for harness in build/fuzz/fuzz/fuzz_*; do
    [ -x "$harness" ] && [ -f "$harness" ] || continue
    name=$(basename "$harness"); name=${name#fuzz_}
    work="build/fuzz/work/$name"
    mkdir -p "$work"
    echo "fuzzing $name for $seconds s"
    "$harness" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 -print_final_stats=1 \
        -artifact_prefix="$work/" "$work" "fuzz/corpus/$name" 2>&1 | tail -n 8
done
