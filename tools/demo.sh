#!/usr/bin/env bash
# Makes a day of simulated Canal traffic, once, and replays it with the screen at the address given.
set -euo pipefail
cd "$(dirname "$0")/.."
listen=${1:-127.0.0.1:8080}
program=build/release/vigia
traffic=build/demo/canal-day.nmea
mkdir -p build/demo
if [ ! -s "$traffic" ] || [ data/scenarios/canal-day.toml -nt "$traffic" ] || [ "$program" -nt "$traffic" ]; then
    echo "vigia demo: making a day of traffic at the Canal"
    "$program" sim data/scenarios/canal-day.toml --seed 1 --out "$traffic" --truth build/demo/truth.jsonl
fi
echo "vigia demo: simulated traffic, ten times as fast as life. Ctrl-C ends it. Open this address:"
exec "$program" replay "$traffic" --speed 10 --listen "$listen"
