#!/usr/bin/env bash
# Promise `score`: detectors against the truth of simulated incidents, on seeds of which nothing was tuned, and on an ordinary day.
#
#     bench/score.sh build/release/vigia SCRATCH [FIRST_SEED] [SEEDS]
set -euo pipefail
cd "$(dirname "$0")/.."
program=$(realpath "$1") scratch=$2 first=${3:-3001} seeds=${4:-20}
mkdir -p "$scratch"
pooled=()
one() {  # scenario, seed: makes traffic and truth, and what is found in it
    local name="$scratch/$(basename "$1" .toml)-$2"
    "$program" sim "$1" --seed "$2" --out "$name.nmea" --truth "$name.truth.jsonl.zst" --truth-step 3600 2> /dev/null
    "$program" detect "$name.nmea" --events "$name.events.jsonl" --alerts "$name.alerts.jsonl" 2> /dev/null
    rm "$name.nmea"
    pooled+=(--truth "$name.truth.jsonl.zst" --events "$name.events.jsonl" --alerts "$name.alerts.jsonl")
}
for ((seed = first; seed < first + seeds; seed++)); do one data/scenarios/all-incidents.toml "$seed"; done
echo "all-incidents, seeds $first to $((first + seeds - 1)), pooled"
"$program" score events "${pooled[@]}"
pooled=()
one data/scenarios/canal-day.toml "$first"
echo "an ordinary day, seed $first"
"$program" score events "${pooled[@]}"
