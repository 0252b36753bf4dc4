#!/usr/bin/env bash
# Measures the promises of docs/promises.md one after another; each prints its baseline beside it.
set -uo pipefail
cd "$(dirname "$0")/.."
scratch=build/bench
mkdir -p "$scratch"
program=build/release/vigia
for bench in bench_decode bench_picture bench_replay; do
    echo "== $bench"
    "build/release/bench/$bench"
done
echo "== bench_store"
build/release/bench/bench_store "$scratch" 3
echo "== week"
python3 bench/week.py "$program" "$scratch/week"
