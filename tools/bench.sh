#!/usr/bin/env bash
# Measures the promises of docs/promises.md one after another; each prints its baseline beside it.
set -uo pipefail
cd "$(dirname "$0")/.."
scratch=build/bench
mkdir -p "$scratch"
program=build/release/vigia
python3 bench/calendar.py "$program" "$scratch/calendar"
for bench in bench_decode bench_picture bench_replay bench_pairs bench_patrol bench_search; do
    echo "== $bench"
    "build/release/bench/$bench"
done
# The decoder over the recording named, then the program, by its processor time, over a million lines of
# it, ten times.
decode() {
    local million="$scratch/million.nmea" ten=() took
    echo "== decode: $1"
    build/release/bench/bench_decode "$2"
    for _ in {1..10}; do ten+=("$million"); done
    took=$(TIMEFORMAT='%U %S'; { time "$program" decode --format none "${ten[@]}" > /dev/null 2>&1; } 2>&1)
    awk -v lines="$(wc -l < "$million")" '{ printf "vigia decode       %6.2f M sentences/s, reading included\n", lines / ($1 + $2) / 1e5 }' <<< "$took"
}
"$program" sim data/scenarios/canal-day.toml --seed 1 --out "$scratch/day.nmea" 2> /dev/null
head -n 1000000 "$scratch/day.nmea" > "$scratch/million.nmea"
decode "a million distinct lines of the simulator" "$scratch/million.nmea"
coast="${VIGIA_CORPORA:-../shared/data}/ais/kystverket_norway/Ais1000Lines.nm4"
if [ -f "$coast" ]; then
    for _ in $(seq 1000); do awk 1 "$coast"; done > "$scratch/million.nmea"
    decode "a thousand lines of the Norwegian coast, a thousand times" "$coast"
else
    echo "== decode: lines of the Norwegian coast left out: VIGIA_CORPORA names no folder that holds them"
fi

echo "== bench_store"
build/release/bench/bench_store "$scratch" 3
echo "== week"
python3 bench/week.py "$program" "$scratch/week"
echo "== detect"
python3 bench/detect.py "$program" "$scratch/detect"
echo "== score"
bench/score.sh "$program" "$scratch/score"
echo "== sim"
bench/sim.sh "$program" build/release/tests/sim/sim_check
